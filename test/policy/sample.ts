import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import type { Answers, Measures, Policy, Questionnaire, Rubric, Statements } from '../../src/model/generated/types.ts';
import {
  validateMeasures,
  validatePolicy,
  validateQuestionnaire,
  validateRecommendation,
  validateRubric,
} from '../../src/model/generated/validators.js';
import type { Basis } from '../../src/policy/basis.ts';
import { factsOf } from '../../src/policy/facts.ts';
import { compileMeasures } from '../../src/policy/measures.ts';
import { compilePolicy } from '../../src/policy/policy.ts';
import { recommend } from '../../src/policy/recommend.ts';
import { checkAnswers } from '../../src/scoring/answers.ts';
import { type Compiled, compilePlan } from '../../src/scoring/compile.ts';
import { assess } from '../../src/scoring/result.ts';
import type { Sheet } from '../../src/scoring/sheet.ts';

/** The documents of a pack and the policies it is used with. */
export interface Documents {
  readonly questionnaire: Questionnaire;
  readonly rubric: Rubric;
  readonly measures: Measures;
  readonly policies: readonly Policy[];
}

export const STAMP = { id: 'sample', version: '1', hash: `sha256:${'0'.repeat(64)}` };

const VALIDATORS = {
  questionnaire: validateQuestionnaire,
  rubric: validateRubric,
  measures: validateMeasures,
  policy: validatePolicy,
};

/** Reads a document that must follow its schema. */
export function readDocument<T>(kind: keyof typeof VALIDATORS, ...place: string[]): T {
  const document: unknown = parse(readFileSync(path.join(import.meta.dirname, ...place), 'utf8'));
  const validate = VALIDATORS[kind];
  if (!validate(document)) throw new Error(`${place.join('/')}: ${JSON.stringify(validate.errors)}`);
  return document as T;
}

export function readJoinery(): Documents {
  return {
    questionnaire: readDocument('questionnaire', 'joinery', 'questionnaire.yaml'),
    rubric: readDocument('rubric', 'joinery', 'rubric.yaml'),
    measures: readDocument('measures', 'joinery', 'measures.yaml'),
    policies: [readDocument('policy', 'joinery', 'policy.yaml'), readDocument('policy', 'joinery', 'national.yaml')],
  };
}

export function compileDocuments({ questionnaire, rubric, policies }: Documents): Compiled {
  const sources = policies.map((document) => ({ file: `${document.id}.yaml`, document }));
  return compilePlan({
    questionnaire: { file: 'questionnaire.yaml', document: questionnaire },
    rubric: { file: 'rubric.yaml', document: rubric },
    facts: factsOf(sources, questionnaire.id),
  });
}

/** Everything that recommendations for one pack share; throws when anything is wrong with the documents. */
export function preparePack(documents: Documents) {
  const compiled = compileDocuments(documents);
  const measures = compileMeasures({ file: 'measures.yaml', document: documents.measures }, compiled);
  const sources = documents.policies.map((document) => ({ file: `${document.id}.yaml`, document }));
  const policy = compilePolicy(sources, compiled);
  const problems = [...compiled.problems, ...measures.problems, ...policy.problems];
  if (problems.length > 0) throw new Error(JSON.stringify(problems));
  return { plan: compiled.plan, compiled, measures: measures.measures, policy };
}

export type PreparedPack = ReturnType<typeof preparePack>;

type Given = Readonly<Record<string, unknown>>;

/** A sheet of answers as a person would write them; throws when they are refused. */
export function readSheet({ plan }: Pick<PreparedPack, 'plan'>, answers: Given, facts: Given = {}): Sheet {
  const given: Answers = { facts: asStatements(facts), answers: asStatements(answers) };
  const { sheet, problems } = checkAnswers(plan, given, { file: 'answers.yaml', withoutRequired: true });
  if (problems.length > 0) throw new Error(JSON.stringify(problems));
  return sheet;
}

function asStatements(given: Given): Statements {
  const text = (value: unknown): unknown =>
    Array.isArray(value) ? value.map(String) : typeof value === 'object' ? value : String(value);
  return Object.fromEntries(Object.entries(given).map(([name, value]) => [name, text(value)])) as Statements;
}

/** A recommendation, as it stands in a file: it must follow its schema. */
export function recommendFor(
  pack: PreparedPack,
  sheet: Sheet,
  target?: number,
  asOf = '2026-06-30',
  more: Partial<Basis> = {},
) {
  const { plan, measures, policy } = pack;
  const assessed = assess(plan, sheet, STAMP, '0.0.0');
  const found = recommend({ plan, sheet, assessed, measures, policy, stamp: STAMP, asOf, target, ...more });
  if (!validateRecommendation(JSON.parse(JSON.stringify(found)))) {
    throw new Error(JSON.stringify(validateRecommendation.errors));
  }
  return found;
}
