import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Language } from '../../src/i18n/index.ts';
import type { ExplainedNode, Explanation } from '../../src/model/generated/types.ts';
import { readDocumentBytes } from '../../src/pack/document-file.ts';
import { loadPack } from '../../src/pack/load-pack.ts';
import { describeNode } from '../../src/report/explain/explanation.ts';
import type { TextLine } from '../../src/report/text/condition-text.ts';
import { makeVocabulary, type Vocabulary } from '../../src/report/text/vocabulary.ts';
import type { AnswerSet } from '../../src/scoring/answer-set.ts';
import { checkAnswers } from '../../src/scoring/check-answers.ts';
import { compilePlan } from '../../src/scoring/compile/compile-plan.ts';
import { findDecisiveAnswers } from '../../src/scoring/counterfactuals.ts';
import { explain } from '../../src/scoring/explain-score.ts';
import type { Plan } from '../../src/scoring/plan.ts';
import type { World } from '../../src/world.ts';
import { messagesOf } from '../messages.ts';

const ROOT = path.join(import.meta.dirname, '../..');
const WORLD = { cwd: ROOT, home: ROOT, env: {} } as unknown as World;
const PACK = { id: 'sketch', version: '1', hash: `sha256:${'0'.repeat(64)}` };

/** A plan with answers, to be explained in any language. */
export interface Example {
  readonly plan: Plan;
  readonly sheet: AnswerSet;
  vocabulary(language?: Language): Vocabulary;
}

/** The answers of a file of examples/answers. */
export async function readExample(file: string): Promise<Example> {
  const { pack } = await loadPack(WORLD, 'miit-sme-2024');
  if (!pack) throw new Error('no pack');
  const { plan } = compilePlan({ questionnaire: pack.questionnaire, rubric: pack.rubric });
  const bytes = await readFile(path.join(ROOT, 'examples/answers', file));
  const { document } = await readDocumentBytes('answers', file, bytes);
  if (!document) throw new Error(`${file} cannot be read`);
  const { sheet } = checkAnswers(plan, document, { file });
  const { titles } = pack.rubric.document;
  return exampleOf(plan, sheet, { languages: pack.questionnaire.document.languages, titles });
}

export function exampleOf(
  plan: Plan,
  sheet: AnswerSet,
  { languages = ['en'], titles }: { readonly languages?: readonly string[]; readonly titles?: object | undefined } = {},
): Example {
  return {
    plan,
    sheet,
    vocabulary: (language = 'en') =>
      makeVocabulary({ plan, messages: messagesOf(language), language, languages, titles: titles as never }),
  };
}

/** The explanation of a name, with what would move it. */
export function explanationOf({ plan, sheet }: Example, name: string): Explanation {
  const root = explain(plan, sheet, name) as ExplainedNode;
  const moves = findDecisiveAnswers(plan, sheet, name);
  return { schemaVersion: 1, tool: 'test', pack: PACK, root, ...(moves ? { moves } : {}) };
}

/** Every line of an explanation, indented by two spaces for each step down. */
export function linesOf(example: Example, name: string, language?: Language): string[] {
  const { root } = explanationOf(example, name);
  return flatten(describeNode(root, { vocabulary: example.vocabulary(language) }), '');
}

export function flatten({ text, parts = [] }: TextLine, indent: string): string[] {
  return [indent + text, ...parts.flatMap((part) => flatten(part, `${indent}  `))];
}
