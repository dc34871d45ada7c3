import { didYouMean } from '../model/closest.ts';
import type { Cases, Statements, TestCase } from '../model/generated/types.ts';
import type { Path, Problem } from '../model/problem.ts';
import { checkAnswers } from '../scoring/answers.ts';
import type { Source } from '../scoring/namespace.ts';
import type { Plan } from '../scoring/plan.ts';

/** A case and the file it stands in. */
export interface CaseSource {
  readonly file: string;
  /** Its place in the file. */
  readonly at: Path;
  readonly testCase: TestCase;
}

/** The cases of a pack by id, over all its files; an id used twice is a problem. */
export function collectCases(files: readonly Source<Cases>[]): {
  readonly cases: ReadonlyMap<string, CaseSource>;
  readonly problems: readonly Problem[];
} {
  const cases = new Map<string, CaseSource>();
  const problems: Problem[] = [];
  for (const { file, document } of files) {
    document.cases.forEach((testCase, i) => {
      const at = ['cases', i];
      if (cases.has(testCase.id)) {
        problems.push({ code: 'M201', file, at: [...at, 'id'], on: 'value', details: { found: testCase.id } });
      } else cases.set(testCase.id, { file, at, testCase });
    });
  }
  return { cases, problems };
}

/** The answers of a case, those of its base taken over. */
interface CaseAnswers {
  readonly facts: Statements;
  readonly answers: Statements;
  readonly targets?: Statements;
}

/** The facts and answers of a case with those of its `base` taken over; undefined when a base is missing or circular. */
export function completeCase(
  testCase: TestCase,
  cases: ReadonlyMap<string, CaseSource>,
  above: readonly string[] = [],
): CaseAnswers | undefined {
  const { facts = {}, answers = {}, targets } = testCase;
  const own: CaseAnswers = { facts, answers, ...(targets === undefined ? {} : { targets }) };
  if (testCase.base === undefined) return own;
  const base = cases.get(testCase.base)?.testCase;
  if (!base || above.includes(base.id)) return undefined;
  const taken = completeCase(base, cases, [...above, testCase.id]);
  if (!taken) return undefined;
  const aimed = taken.targets && { targets: { ...taken.targets, ...targets } };
  return { ...own, ...aimed, facts: { ...taken.facts, ...facts }, answers: { ...taken.answers, ...answers } };
}

/** What is wrong with a case before it is run: names and answers its pack does not know. */
export function checkCase(
  { file, at, testCase }: CaseSource,
  cases: ReadonlyMap<string, CaseSource>,
  plan: Plan,
): Problem[] {
  const problems: Problem[] = [];
  const { base, facts = {}, answers = {}, targets, expect } = testCase;
  if (base !== undefined && !completeCase(testCase, cases)) {
    const code = cases.has(base) ? 'M208' : 'M223';
    const details = cases.has(base)
      ? { found: testCase.id, wanted: 'its bases lead back to it' }
      : { found: base, allowed: near(base, [...cases.keys()]) };
    problems.push({ code, file, at: [...at, 'base'], on: 'value', details });
  }
  if (expect.refused === undefined) {
    const given = { facts, answers, ...(targets === undefined ? {} : { targets }) };
    const own = checkAnswers(plan, given, { file, withoutRequired: true }).problems;
    problems.push(
      ...own.map((problem) => ({ ...problem, at: Array.isArray(problem.at) ? [...at, ...problem.at] : problem.at })),
    );
  }
  const scores = plan.scores.map(({ name }) => name);
  for (const name of Object.keys(expect.scores ?? {})) {
    if (scores.includes(name)) continue;
    const details = { found: name, wanted: 'score', allowed: near(name, scores) };
    problems.push({ code: 'M203', file, at: [...at, 'expect', 'scores', name], on: 'key', details });
  }
  return problems;
}

function near(text: string, candidates: readonly string[]): string[] {
  const nearest = didYouMean(text, candidates);
  return nearest === undefined ? [] : [nearest];
}
