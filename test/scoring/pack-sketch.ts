import { detailsInWords, englishProblems } from '../../src/i18n/index.ts';
import type { Answers, Questionnaire, Result, Rubric, Statement } from '../../src/model/generated/types.ts';
import { type SchemaError, validateQuestionnaire, validateRubric } from '../../src/model/generated/validators.js';
import type { Problem } from '../../src/model/problem.ts';
import type { AnswerSet } from '../../src/scoring/answer-set.ts';
import { checkAnswers } from '../../src/scoring/check-answers.ts';
import { type CompiledPlan, compilePlan } from '../../src/scoring/compile/compile-plan.ts';
import type { Plan } from '../../src/scoring/plan.ts';
import { assess } from '../../src/scoring/score-result.ts';

/** A pack in as few words as a test needs; `questions` are those of one section called `main`. */
export interface Sketch {
  readonly facts?: readonly object[];
  readonly optionSets?: object;
  readonly sections?: readonly object[];
  readonly questions?: readonly object[];
  readonly scope?: object;
  readonly missing?: object;
  readonly points?: object;
  readonly lists?: object;
  readonly scores?: object;
}

/** What was answered, by question: a value, several, or a state in full. */
export type Said = Readonly<Record<string, string | number | boolean | readonly string[] | object>>;

export const NOT_APPLICABLE = { state: 'notApplicable' };
export const UNKNOWN = { state: 'unknown' };

const QUESTIONNAIRE_KEYS = ['facts', 'optionSets', 'sections', 'scope'] as const;
const RUBRIC_KEYS = ['missing', 'points', 'lists', 'scores'] as const;

/** The two documents of a sketch; it must follow the schemas. */
export function documentsOf(sketch: Sketch): { questionnaire: Questionnaire; rubric: Rubric } {
  const whole: Sketch = {
    scores: { nothing: { sum: 'all' } },
    ...sketch,
    sections: sketch.sections ?? [{ id: 'main', questions: sketch.questions }],
  };
  const take = (keys: readonly (keyof Sketch)[]): object =>
    Object.fromEntries(keys.flatMap((key) => (whole[key] === undefined ? [] : [[key, whole[key]]])));
  const questionnaire: unknown = {
    kind: 'questionnaire',
    id: 'sketch',
    version: '1',
    title: 'Sketch',
    languages: ['en'],
    ...take(QUESTIONNAIRE_KEYS),
  };
  const rubric: unknown = { kind: 'rubric', id: 'sketch', ...take(RUBRIC_KEYS) };
  if (!validateQuestionnaire(questionnaire)) throw departures(validateQuestionnaire.errors);
  if (!validateRubric(rubric)) throw departures(validateRubric.errors);
  return { questionnaire, rubric };
}

function departures(errors: readonly SchemaError[] | null | undefined): Error {
  return new Error(JSON.stringify(errors, null, 1));
}

export function compile(sketch: Sketch): CompiledPlan {
  const { questionnaire, rubric } = documentsOf(sketch);
  return compilePlan({
    questionnaire: { file: 'questionnaire.yaml', document: questionnaire },
    rubric: { file: 'rubric.yaml', document: rubric },
  });
}

/** The plan of a sketch that must be without problems. */
export function planOf(sketch: Sketch): Plan {
  const { plan, problems } = compile(sketch);
  if (problems.length > 0) throw new Error(problems.map(inOneLine).join('\n'));
  return plan;
}

/** The problems of a sketch, one line each: code, file, place, details in English. */
export function problemsOf(sketch: Sketch): string[] {
  return compile(sketch).problems.map(inOneLine);
}

/** The same, details left out. */
export function placesOf(sketch: Sketch): string[] {
  return problemsOf(sketch).map((line) => line.replace(/ \{.*$/, ''));
}

/** `M203 rubric.yaml scores.total.sum.0 {"found":"foundatoin"}`; `key:` stands before the place where the key is meant. */
export function inOneLine({ code, file, at, on, details }: Problem): string {
  const place = Array.isArray(at) ? at.join('.') : JSON.stringify(at);
  return `${code} ${file} ${on === 'key' ? 'key:' : ''}${place} ${JSON.stringify(detailsInWords(details, englishProblems))}`;
}

export function answersOf(answers: Said, facts: Said = {}): Answers {
  const asText = (value: unknown): Statement => (typeof value === 'object' ? value : String(value)) as Statement;
  const statements = (said: Said) => Object.fromEntries(Object.entries(said).map(([id, value]) => [id, asText(value)]));
  return { facts: statements(facts), answers: statements(answers) };
}

/** The sheet of answers that must be without problems. */
export function sheetOf(plan: Plan, answers: Said, facts: Said = {}): AnswerSet {
  const { sheet, problems } = checkAnswers(plan, answersOf(answers, facts), { file: 'answers.yaml' });
  if (problems.length > 0) throw new Error(problems.map(inOneLine).join('\n'));
  return sheet;
}

/** The result of answers, given in short form. */
export function assessed(sketch: Sketch | Plan, answers: Said = {}, facts: Said = {}): Result {
  const plan = 'nodes' in sketch ? sketch : planOf(sketch);
  const stamp = { id: 'sketch', version: '1', hash: '0' };
  return assess(plan, sheetOf(plan, answers, facts), stamp as Result['pack'], 'test').result;
}

/** Each score's value: `open` while it could still change, null for nothing. */
export function valuesOf({ scores, level }: Result): Record<string, number | string | null> {
  const values = Object.entries(scores).map(([name, { value }]) => [name, value === undefined ? 'open' : value]);
  const reached = level ? [['level', level.value === undefined ? 'open' : level.value]] : [];
  return Object.fromEntries([...values, ...reached]);
}
