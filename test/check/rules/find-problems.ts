import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { collectCases } from '../../../src/check/case-run.ts';
import type { Example, Subject } from '../../../src/check/rule-definition.ts';
import { applyRules } from '../../../src/check/rule-registry.ts';
import type { LocatedProblem } from '../../../src/model/problem.ts';
import { checkPack } from '../../../src/pack/check-pack.ts';
import { ruleSubjectOf } from '../../../src/pack/compile-pack.ts';
import { loadCases } from '../../../src/pack/load-pack.ts';
import { locateProblems } from '../../../src/pack/locate-problems.ts';
import { scratchFolder } from '../../commands/matura.ts';
import { worldIn } from '../../pack/sample-world.ts';
import { sampleMeasures, samplePolicy, sampleQuestionnaire, sampleRubric } from './sample-documents.ts';

/** The day on which the examples of rules are judged. */
export const SAMPLE_DAY = '2026-06-30';

/** Opens a pack without errors as rules look at it, with its own policy or another; `before` is what it is compared with. */
export async function openSubject(
  folder: string,
  before?: Subject,
  policy?: string,
): Promise<{ subject: Subject; sources: Parameters<typeof locateProblems>[1] }> {
  const world = worldIn(folder);
  const { pack, compile, problems, sources } = await checkPack(world, folder, []);
  if (!pack || !compile || problems.length > 0) throw new Error(JSON.stringify(problems));
  const loaded = await loadCases(world, pack);
  const { cases } = collectCases(loaded.cases);
  const { compiled } = await compile(policy);
  const given = { asOf: SAMPLE_DAY, cases, ...(before ? { before } : {}) };
  return { subject: ruleSubjectOf(compiled, given), sources: new Map([...sources, ...loaded.sources]) };
}

/** What the rules find in an example, with its place. */
export async function findProblemsIn(example: Example): Promise<LocatedProblem[]> {
  const folder = path.join(await scratchFolder(), 'small');
  for (const [name, text] of Object.entries(example)) {
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
    await writeFile(path.join(folder, name), text);
  }
  const { subject, sources } = await openSubject(folder);
  return locateProblems(applyRules(subject), sources);
}

/** A pack of these parts; those not given are sound. */
export function packOf(parts: {
  readonly facts?: string;
  readonly questions?: string;
  readonly rubric?: string;
  readonly measures?: string;
  readonly policy?: string;
}): Example {
  const { facts = '', questions = '      - { id: erp, type: scale, maximum: 4 }', measures, policy } = parts;
  return {
    'questionnaire.yaml': sampleQuestionnaire(questions, `${policy === undefined ? '' : 'policy: town\n'}${facts}`),
    'rubric.yaml': sampleRubric(parts.rubric ?? 'scores: { tools: sum }'),
    ...(measures === undefined ? {} : { 'measures.yaml': sampleMeasures(measures) }),
    ...(policy === undefined ? {} : { 'policies/town.yaml': samplePolicy(policy) }),
  };
}

/** The codes found in an example by the rules on measures, policy, language and change. */
export async function codesIn(example: Example): Promise<string[]> {
  const found = await findProblemsIn(example);
  return found.map(({ code }) => code).filter((code) => /^M(320|[456])/.test(code));
}
