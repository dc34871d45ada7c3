import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { validateRecommendation } from '../../src/model/generated/output-validators.js';
import type {
  Answers,
  Measures,
  Pain,
  Policy,
  Questionnaire,
  Rubric,
  Statements,
} from '../../src/model/generated/types.ts';
import {
  validateMeasures,
  validatePolicy,
  validateQuestionnaire,
  validateRubric,
} from '../../src/model/generated/validators.js';
import { compileMeasures } from '../../src/policy/measures.ts';
import { compilePolicy, listPolicyFacts } from '../../src/policy/policy.ts';
import type { RecommendInput } from '../../src/policy/recommend-input.ts';
import { recommend } from '../../src/policy/recommendation.ts';
import type { AnswerSet } from '../../src/scoring/answer-set.ts';
import { checkAnswers } from '../../src/scoring/check-answers.ts';
import { type CompiledPlan, compilePlan } from '../../src/scoring/compile/compile-plan.ts';
import { assess } from '../../src/scoring/score-result.ts';

/** The documents of a pack and the policies it is used with. */
export interface Documents {
  readonly questionnaire: Questionnaire;
  readonly rubric: Rubric;
  readonly measures: Measures;
  readonly policies: readonly Policy[];
}

/** The answers of the joinery pack with the fewest points. */
export const LOWEST = { network: ['none'], erp: 'none', rate: 'low', planning: 0, quality: 0, safety: 0 };
/** Holds if the enterprise names a pain, for packs with the fact `pains`. */
export const hurts = (option: string): Pain['when'] => ({ pains: { contains: { const: option } } });

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
  return checkDocument<T>(kind, document, place.join('/'));
}

/** Returns a document that must follow its schema. */
export function checkDocument<T>(kind: keyof typeof VALIDATORS, document: unknown, name: string): T {
  const validate = VALIDATORS[kind];
  if (!validate(document)) throw new Error(`${name}: ${JSON.stringify(validate.errors)}`);
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

export function compileDocuments({ questionnaire, rubric, policies }: Documents): CompiledPlan {
  const sources = policies.map((document) => ({ file: `${document.id}.yaml`, document }));
  return compilePlan({
    questionnaire: { file: 'questionnaire.yaml', document: questionnaire },
    rubric: { file: 'rubric.yaml', document: rubric },
    facts: listPolicyFacts(sources, questionnaire.id),
  });
}

/** Everything that recommendations for one pack share; throws when anything is wrong with the documents. */
export function preparePack(documents: Documents) {
  const compiled = compileDocuments(documents);
  const source = { file: 'measures.yaml', document: documents.measures };
  const measures = compileMeasures(source, compiled, documents.questionnaire.currency);
  const sources = documents.policies.map((document) => ({ file: `${document.id}.yaml`, document }));
  const policy = compilePolicy(sources, compiled);
  const problems = [...compiled.problems, ...measures.problems, ...policy.problems];
  if (problems.length > 0) throw new Error(JSON.stringify(problems));
  const { measures: compiledMeasures, priorities, cautions } = measures;
  return { plan: compiled.plan, compiled, measures: compiledMeasures, priorities, cautions, policy };
}

export type PreparedPack = ReturnType<typeof preparePack>;

type Given = Readonly<Record<string, unknown>>;

/** A sheet of answers as a person would write them; throws when they are refused. */
export function readSheet({ plan }: Pick<PreparedPack, 'plan'>, answers: Given, facts: Given = {}): AnswerSet {
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
  sheet: AnswerSet,
  target?: number,
  asOf = '2026-06-30',
  more: Partial<RecommendInput> = {},
) {
  const { plan, measures, policy } = pack;
  const assessed = assess(plan, sheet, STAMP, '0.0.0');
  const found = recommend({ plan, sheet, assessed, measures, policy, stamp: STAMP, asOf, target, ...more });
  if (!validateRecommendation(JSON.parse(JSON.stringify(found)))) {
    throw new Error(JSON.stringify(validateRecommendation.errors));
  }
  return found;
}
