import { readdirSync } from 'node:fs';
import path from 'node:path';
import type { Policy } from '../../src/model/generated/types.ts';
import type { Input } from '../../src/scoring/plan.ts';
import { measuresOf, questionnaireOf, rubricOf } from '../questionnaires/bundled-documents.ts';
import { type PreparedPack, preparePack, readDocument } from './joinery-pack.ts';

const POLICIES = ['..', '..', 'questionnaires', 'policies'];

/** The files of the policies that come with Matura. */
export const BUNDLED = readdirSync(path.join(import.meta.dirname, ...POLICIES)).sort();

/** A policy, then those it includes. */
export function withIncluded(file: string): Policy[] {
  const policy = readDocument<Policy>('policy', ...POLICIES, file);
  return [policy, ...(policy.include ?? []).flatMap((id) => withIncluded(`${id}.yaml`))];
}

/** A bundled pack, by default that of the ministry, under a bundled policy. */
export function prepareWith(policy: string, pack = 'miit-sme-2024') {
  return preparePack({
    questionnaire: questionnaireOf(pack),
    rubric: rubricOf(pack),
    measures: measuresOf(pack),
    policies: withIncluded(policy),
  });
}

/** The first and so least mature answer to every question. */
function lowestAnswer({ type, options }: Input): unknown {
  const [first] = options;
  if (type === 'multiple') return [first?.id];
  return type === 'single' ? first?.id : 0;
}

/** The least mature answers there are to a pack's questions. */
export function lowestAnswers({ plan }: PreparedPack): Record<string, unknown> {
  return Object.fromEntries(
    plan.inputs.filter(({ role }) => role === 'question').map((input) => [input.name, lowestAnswer(input)]),
  );
}

/** What is known of two enterprises. */
export const FACTS = {
  small: { sector: 'industry', employees: 120, revenue: 5000 },
  large: { sector: 'industry', employees: 1200, revenue: 60000 },
};

/** The kinds of production that the pack tells apart, and none stated. */
export const BUNDLED_TRADES: readonly (string | undefined)[] = [
  undefined,
  ...(prepareWith('chengdu.yaml')
    .plan.inputs.find(({ name }) => name === 'trade')
    ?.options.map(({ id }) => id) ?? []),
];
