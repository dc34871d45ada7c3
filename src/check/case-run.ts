// Collects, checks and runs the cases of a pack, and compares the outcome with what they expect.

import {
  absolute,
  type Cases,
  compare,
  type Expectation,
  type ExpectedPlan,
  type ExpectedUnmet,
  findNearestNames,
  fromNumber,
  itemAt,
  type Path,
  type Problem,
  parseDecimal,
  type Rational,
  type Recommendation,
  type Result,
  type Statements,
  subtract,
  type TestCase,
  toNumber,
  type Unmet,
} from '../model/index.ts';
import { schedulePlan } from '../policy/index.ts';
import {
  type AnswerSet,
  type Assessed,
  assess,
  checkAnswers,
  findRefused,
  type Plan,
  type Source,
  toPlainValue,
} from '../scoring/index.ts';

/** The outcome of one case. It passed if there are no mismatches. */
export interface CaseRun {
  readonly id: string;
  readonly file: string;
  /** The path of the case in its file. */
  readonly at: Path;
  readonly origin: NonNullable<TestCase['origin']>;
  readonly why?: string;
  readonly mismatches: readonly Mismatch[];
  /** The evaluation of the answers; null if the answers were refused, or if the case's base is missing or circular. */
  readonly trace: CaseTrace | null;
}

/** The evaluation of a case's answers. */
export interface CaseTrace {
  readonly plan: Plan;
  readonly answers: AnswerSet;
  readonly assessed: Assessed;
  readonly recommendation?: Recommendation;
}

/** The pack against which a case is run. */
interface CaseContext {
  readonly plan: Plan;
  readonly pack: Result['pack'];
  /** Makes the recommendation for a sheet; absent if the pack has no measures or no policy. */
  readonly recommend?: (sheet: AnswerSet, assessed: Assessed, settings: CaseAdvice) => Recommendation | undefined;
  /**
   * Whether to make a recommendation also for cases that name a policy but expect no recommendation, so that coverage
   * knows which measures and instruments these cases touch.
   */
  readonly recommendWherePolicy?: boolean;
}

/** The settings in a case for its recommendation. */
interface CaseAdvice {
  readonly asOf: string;
  readonly target: number | undefined;
  readonly budget: number | undefined;
}

const DEFAULT_DAY = '1970-01-01';

/** Runs one case: checks and scores its answers and, if it expects a recommendation, makes one. */
export function runCase(
  { file, at, testCase }: CaseSource,
  cases: ReadonlyMap<string, CaseSource>,
  context: CaseContext,
): CaseRun {
  const mismatches: Mismatch[] = [];
  const report: ReportMismatch = (mismatch) => mismatches.push(mismatch);
  const { id, origin = 'derived', why, expect } = testCase;
  const run = { id, file, at, origin, ...(why === undefined ? {} : { why }), mismatches };
  const statements = resolveCase(testCase, cases);
  if (!statements) {
    report({ what: 'base', at: ['base'], expected: testCase.base, got: null });
    return { ...run, trace: null };
  }
  const { plan } = context;
  const { sheet, problems } = checkAnswers(plan, statements, { file, withoutRequired: true });
  const assessment = assess(plan, sheet, context.pack, 'test');
  const allProblems = problems.length > 0 ? problems : findRefused(statements, assessment.evaluation.refused, file);
  if (allProblems.length > 0 || expect.refused !== undefined) {
    compareRefusal(expect, allProblems, report);
    return { ...run, trace: null };
  }
  compareResult(expect, assessment, plan, report);
  const { track, measures, roadmap, instruments, plan: expectedPlan } = expect;
  const expectsAdvice = track !== undefined || Boolean(measures ?? roadmap ?? instruments ?? expectedPlan);
  const isRecommended = expectsAdvice || (context.recommendWherePolicy && testCase.policy !== undefined);
  const { asOf = DEFAULT_DAY, target, budget } = testCase;
  const recommendation = isRecommended ? context.recommend?.(sheet, assessment, { asOf, target, budget }) : undefined;
  if (expectsAdvice) {
    if (recommendation) compareRecommendation(expect, recommendation, report);
    else report({ what: 'policy', at: ['expect'], expected: 'a policy', got: null });
  }
  return {
    ...run,
    trace: { plan, answers: sheet, assessed: assessment, ...(recommendation ? { recommendation } : {}) },
  };
}

function compareRefusal(expect: Expectation, problems: readonly Problem[], report: ReportMismatch): void {
  const codes = problems.map(({ code }) => code as string);
  if (expect.refused === undefined) {
    const firstProblem = problems[0];
    const actual = firstProblem ? { refused: firstProblem.code, at: firstProblem.at, ...firstProblem.details } : null;
    const problemPath = firstProblem && Array.isArray(firstProblem.at) ? (firstProblem.at as Path) : ['expect'];
    report({ what: 'answers', at: problemPath, expected: 'accepted', got: actual });
    return;
  }
  if (codes.includes(expect.refused)) return;
  const mismatch = { what: 'refused', at: ['expect', 'refused'], expected: expect.refused };
  report(codes.length === 0 ? { ...mismatch, got: 'accepted' } : { ...mismatch, got: codes, instead: codes[0] });
}

function compareResult(
  expect: Expectation,
  { result, evaluation }: Assessed,
  plan: Plan,
  report: ReportMismatch,
): void {
  const { tolerance = 0 } = expect;
  const scoreOf = (name: string) => (Object.hasOwn(result.scores, name) ? result.scores[name] : undefined);
  for (const [name, expected] of Object.entries(expect.scores ?? {})) {
    compareScore(['expect', 'scores', name], expected, scoreOf(name), tolerance, report);
  }
  if (expect.level !== undefined) compareScore(['expect', 'level'], expect.level, result.level, 0, report);
  for (const [name, wanted] of Object.entries(expect.targets ?? {})) {
    const score = name === 'level' ? result.level : scoreOf(name);
    const value = score?.target === undefined ? {} : { value: score.target };
    const actual = score && { ...value, lowest: null, highest: null };
    compareScore(['expect', 'targets', name], wanted, actual, tolerance, report);
  }
  for (const group of ['facts', 'answers'] as const) {
    for (const [name, text] of Object.entries(expect[group] ?? {})) {
      const [what, at] = [`${group}.${name}`, ['expect', group, name]];
      const node = plan.names.get(name)?.node;
      if (node === undefined) {
        report({ what, at, expected: text, got: undefined });
        continue;
      }
      const value = formatValue(toPlainValue(evaluation.values[node] as never));
      const got = Array.isArray(value) ? value.join(', ') : value;
      if (got !== text) report({ what, at, expected: text, got, instead: got });
    }
  }
  if (expect.unmet) compareUnmet(expect.unmet, result.level?.next?.unmet ?? [], tolerance, report);
  if (expect.warnings) {
    const codes = result.warnings.map(({ code }) => code);
    compareSets(['expect', 'warnings'], expect.warnings, codes, report);
  }
}

function compareRecommendation(expect: Expectation, actual: Recommendation, report: ReportMismatch): void {
  const { track, measures: expected = [], roadmap, instruments = {} } = expect;
  if (track !== undefined && actual.track.id !== track) {
    const { id } = actual.track;
    const mismatch = { what: 'track', at: ['expect', 'track'], expected: track };
    report(id === undefined ? { ...mismatch, got: actual.track.truth } : { ...mismatch, got: id, instead: id });
  }
  const measures = actual.measures.map(({ id }) => id);
  const missingMeasures = expected.filter((id) => !measures.includes(id));
  if (missingMeasures.length > 0) {
    const keptMeasures = expected.filter((id) => measures.includes(id));
    const newMeasures = keptMeasures.length > 0 ? keptMeasures : measures;
    report({
      what: 'measures',
      at: ['expect', 'measures'],
      expected: missingMeasures,
      got: measures,
      instead: newMeasures,
    });
  }
  if (roadmap && roadmap.join('\n') !== measures.join('\n')) {
    report({ what: 'roadmap', at: ['expect', 'roadmap'], expected: roadmap, got: measures, instead: measures });
  }
  if (expect.plan) comparePlan(expect.plan, actual, report);
  for (const [id, verdict] of Object.entries(instruments)) {
    const gotInstrument = actual.instruments.find((instrument) => instrument.id === id);
    if (gotInstrument?.verdict === verdict) continue;
    const mismatch = { what: `instruments.${id}`, at: ['expect', 'instruments', id], expected: verdict };
    report(
      gotInstrument
        ? { ...mismatch, got: gotInstrument.verdict, instead: gotInstrument.verdict }
        : { ...mismatch, got: undefined },
    );
  }
}

/** Compares a plan with the expectations about it; anything without an expectation is not compared. */
function comparePlan(expected: ExpectedPlan, actual: Recommendation, report: ReportMismatch): void {
  const measures = actual.measures.map(({ id }) => id);
  const allGaps = [...(actual.priorities ?? []), ...(actual.pains ?? [])];
  const doneGaps = allGaps.filter(({ state }) => state === 'closed' || state === 'eased');
  const closedGaps = doneGaps.map(({ id }) => id);
  const gaps = allGaps.map(({ id }) => id);
  const reportMismatch = (key: string, expected: unknown, found: unknown): void =>
    report({ what: `plan.${key}`, at: ['expect', 'plan', key], expected, got: found });
  const unmetDemands = (expected.must ?? []).filter((some) => !some.some((id) => measures.includes(id)));
  if (unmetDemands.length > 0)
    reportMismatch(
      'must',
      unmetDemands.map((some) => some.join(' / ')),
      measures,
    );
  const forbiddenMeasures = (expected.mustNot ?? []).filter((id) => measures.includes(id));
  if (forbiddenMeasures.length > 0) reportMismatch('mustNot', forbiddenMeasures, measures);
  const [first = null] = measures;
  if (expected.first && (first === null || !expected.first.includes(first)))
    reportMismatch('first', expected.first, first);
  const openGaps = (expected.closes ?? []).filter((id) => !closedGaps.includes(id));
  if (openGaps.length > 0) reportMismatch('closes', openGaps, closedGaps);
  const unexpectedGaps = (expected.noGap ?? []).filter((id) => gaps.includes(id));
  if (unexpectedGaps.length > 0) reportMismatch('noGap', unexpectedGaps, gaps);
  const { high = 0 } = actual.cost ?? {};
  const [least = 0, most = Number.POSITIVE_INFINITY] = expected.cost ?? [];
  if (high < least || high > most) reportMismatch('cost', expected.cost, high);
  if (expected.target !== undefined && actual.target.level !== expected.target) {
    const { level } = actual.target;
    report({
      what: 'plan.target',
      at: ['expect', 'plan', 'target'],
      expected: expected.target,
      got: level,
      instead: level,
    });
  }
  const planEnds = mapEndMonths(actual);
  for (const [id, month] of Object.entries(expected.by ?? {})) {
    const closedBy = doneGaps.find((gap) => gap.id === id)?.by ?? [id];
    const completionMonths = closedBy.flatMap((measureId) => planEnds.get(measureId) ?? []);
    const end = completionMonths.length === 0 ? null : Math.min(...completionMonths);
    if (end === null || end > month)
      report({ what: `plan.by.${id}`, at: ['expect', 'plan', 'by', id], expected: month, got: end });
  }
}

/** Returns in which month each measure of a plan is finished, counted from the beginning of the plan. */
function mapEndMonths(plan: Recommendation): ReadonlyMap<string, number> {
  return new Map(schedulePlan(plan).map(({ id, end }) => [id, toNumber(end)]));
}

/** A case, and the file in which it is written. */
export interface CaseSource {
  readonly file: string;
  /** The path of the case in its file. */
  readonly at: Path;
  readonly testCase: TestCase;
}

/** Collects the cases of all files by id; reports an id that is used twice as a problem. */
export function collectCases(files: readonly Source<Cases>[]): {
  readonly cases: ReadonlyMap<string, CaseSource>;
  readonly problems: readonly Problem[];
} {
  const cases = new Map<string, CaseSource>();
  const problems: Problem[] = [];
  for (const { file, document } of files) {
    document.cases.forEach((testCase, i) => {
      const casePath = ['cases', i];
      if (cases.has(testCase.id)) {
        problems.push({ code: 'M201', file, at: [...casePath, 'id'], on: 'value', details: { found: testCase.id } });
      } else cases.set(testCase.id, { file, at: casePath, testCase });
    });
  }
  return { cases, problems };
}

/** The answers of a case, merged with those of its base. */
interface CaseAnswers {
  readonly facts: Statements;
  readonly answers: Statements;
  readonly targets?: Statements;
}

/**
 * Merges the facts, answers and targets of a case into those of its `base`; undefined if a base is missing or circular.
 */
export function resolveCase(
  testCase: TestCase,
  cases: ReadonlyMap<string, CaseSource>,
  dependentIds: readonly string[] = [],
): CaseAnswers | undefined {
  const { facts = {}, answers = {}, targets } = testCase;
  const statedAnswers: CaseAnswers = { facts, answers, ...(targets === undefined ? {} : { targets }) };
  if (testCase.base === undefined) return statedAnswers;
  const base = cases.get(testCase.base)?.testCase;
  if (!base || dependentIds.includes(base.id)) return undefined;
  const inheritedCase = resolveCase(base, cases, [...dependentIds, testCase.id]);
  if (!inheritedCase) return undefined;
  const mergedTargets = inheritedCase.targets && { targets: { ...inheritedCase.targets, ...targets } };
  return {
    ...statedAnswers,
    ...mergedTargets,
    facts: { ...inheritedCase.facts, ...facts },
    answers: { ...inheritedCase.answers, ...answers },
  };
}

/** Finds mistakes in a case before it is run: names and answers that the pack does not have. */
export function checkCase(
  { file, at, testCase }: CaseSource,
  cases: ReadonlyMap<string, CaseSource>,
  plan: Plan,
  catalogue: Catalogue,
): Problem[] {
  const problems: Problem[] = [];
  const { base, facts = {}, answers = {}, targets, expect } = testCase;
  if (base !== undefined && !resolveCase(testCase, cases)) {
    const code = cases.has(base) ? 'M208' : 'M223';
    const details = cases.has(base)
      ? { found: testCase.id, wanted: { phrase: 'basesInCircle' } as const }
      : { found: base, allowed: findNearestNames(base, [...cases.keys()]) };
    problems.push({ code, file, at: [...at, 'base'], on: 'value', details });
  }
  if (expect.refused === undefined) {
    const givenAnswers = { facts, answers, ...(targets === undefined ? {} : { targets }) };
    const answerProblems = checkAnswers(plan, givenAnswers, { file, withoutRequired: true }).problems;
    problems.push(
      ...answerProblems.map((problem) => ({
        ...problem,
        at: Array.isArray(problem.at) ? [...at, ...problem.at] : problem.at,
      })),
    );
  }
  const scores = plan.scores.map(({ name }) => name);
  for (const name of Object.keys(expect.scores ?? {})) {
    if (scores.includes(name)) continue;
    const details = { found: name, wanted: { phrase: 'score' } as const, allowed: findNearestNames(name, scores) };
    problems.push({ code: 'M203', file, at: [...at, 'expect', 'scores', name], on: 'key', details });
  }
  return [...problems, ...checkAdvice(expect, catalogue, { file, at: [...at, 'expect'] })];
}

/** The ids to which expectations about a plan may refer. */
interface Catalogue {
  readonly measures: readonly { readonly id: string }[];
  readonly priorities: readonly { readonly id: string }[];
}

/** Finds measures and priorities in an expectation that the catalogue does not have. */
function checkAdvice(
  {
    measures = [],
    roadmap = [],
    plan: { must = [], mustNot = [], first = [], closes = [], noGap = [], by = {} } = {},
  }: Expectation,
  catalogue: Catalogue,
  { file, at }: { readonly file: string; readonly at: Path },
): Problem[] {
  const measureIds = catalogue.measures.map(({ id }) => id);
  const gaps = catalogue.priorities.map(({ id }) => id);
  const placeIds = (ids: readonly string[], ...place: Path): { id: string; place: Path }[] =>
    ids.map((id, i) => ({ id, place: [...place, i] }));
  const measurePlaces = [
    ...placeIds(measures, 'measures'),
    ...placeIds(roadmap, 'roadmap'),
    ...must.flatMap((some, i) => placeIds(some, 'plan', 'must', i)),
    ...placeIds(mustNot, 'plan', 'mustNot'),
    ...placeIds(first, 'plan', 'first'),
  ];
  const gapPlaces = [...placeIds(closes, 'plan', 'closes'), ...placeIds(noGap, 'plan', 'noGap')];
  const reportUnknownGap = (id: string, place: Path, on: 'key' | 'value', all: readonly string[]): Problem[] =>
    all.includes(id)
      ? []
      : [
          {
            code: 'M203',
            file,
            at: [...at, ...place],
            on,
            details: { found: id, wanted: { phrase: 'priority' }, allowed: findNearestNames(id, all) },
          },
        ];
  return [
    ...measurePlaces.flatMap(({ id, place }): Problem[] =>
      measureIds.includes(id)
        ? []
        : [
            {
              code: 'M217',
              file,
              at: [...at, ...place],
              on: 'value',
              details: { found: id, allowed: findNearestNames(id, measureIds) },
            },
          ],
    ),
    ...gapPlaces.flatMap(({ id, place }) => reportUnknownGap(id, place, 'value', gaps)),
    ...Object.keys(by).flatMap((id) => reportUnknownGap(id, ['plan', 'by', id], 'key', [...gaps, ...measureIds])),
  ];
}

/** One expectation of a case that is not met. */
export interface Mismatch {
  /** The name of the compared value, such as `scores.total`. */
  readonly what: string;
  /** The path of the expectation within the case. */
  readonly at: Path;
  readonly expected: unknown;
  readonly got: unknown;
  /** The actual value minus the expected one, if both are single numbers. */
  readonly difference?: number;
  /** By how much the actual number may differ from the expected one. */
  readonly tolerance?: number;
  /**
   * The expectation that the actual value would meet. Absent if the answers or names in the case must be changed
   * instead.
   */
  readonly instead?: unknown;
}

type ReportMismatch = (mismatch: Mismatch) => void;

/** An actual score, level or target. `value` is absent while open answers could still change it. */
interface ScoreValue {
  readonly value?: number | string | null;
  readonly lowest: number | null;
  readonly highest: number | null;
}

/** What a case expects: a number, null for no value, `open`, or the range that open answers still allow. */
type ExpectedValue =
  | number
  | string
  | null
  | { readonly value: number; readonly tolerance: number }
  | { readonly lowest: number | null; readonly highest: number | null };

/** Compares a score or level with its expectation. The tolerance of the expectation overrides that of the case. */
function compareScore(
  at: Path,
  expected: ExpectedValue,
  got: ScoreValue | undefined,
  caseTolerance: number,
  report: ReportMismatch,
): void {
  const expectation = formatExpectationPath(at);
  if (!got) {
    report({ what: expectation, at, expected: expected, got: undefined });
    return;
  }
  const range = { lowest: got.lowest, highest: got.highest };
  const actual = got.value === undefined ? range : got.value;
  if (expected !== null && typeof expected === 'object' && 'lowest' in expected) {
    const areEndsEqual = (['lowest', 'highest'] as const).every((end) =>
      isWithinTolerance(expected[end], got[end], caseTolerance),
    );
    if (!areEndsEqual)
      report({ what: expectation, at, expected: expected, got: actual, instead: actual, tolerance: caseTolerance });
    return;
  }
  const { value, tolerance } =
    expected !== null && typeof expected === 'object' ? expected : { value: expected, tolerance: caseTolerance };
  if (value === 'open') {
    if (got.value !== undefined)
      report({ what: expectation, at, expected: value, got: actual, instead: actual, tolerance });
    return;
  }
  if (got.value !== undefined && isWithinTolerance(value, got.value, tolerance)) return;
  const newValue = got.value === undefined ? 'open' : actual;
  const mismatch = { what: expectation, at, expected: value, got: actual, instead: newValue, tolerance };
  report(
    typeof value === 'number' && typeof actual === 'number'
      ? { ...mismatch, difference: toNumber(subtract(fromNumber(actual), fromNumber(value))) }
      : mismatch,
  );
}

/** Whether two numbers differ by at most the tolerance; values other than numbers must be equal. */
function isWithinTolerance(
  expected: number | string | null,
  actual: number | string | null,
  tolerance: number,
): boolean {
  if (typeof expected !== 'number' || typeof actual !== 'number') return expected === actual;
  return isClose(fromNumber(expected), fromNumber(actual), tolerance);
}

export function isClose(a: Rational, b: Rational, tolerance: number): boolean {
  return compare(absolute(subtract(a, b)), fromNumber(tolerance)) <= 0;
}

/** Reports a mismatch if a list does not have exactly the expected names, in any order. */
function compareSets(at: Path, wanted: readonly string[], actual: readonly string[], report: ReportMismatch): void {
  const [expected, found] = [sortUnique(wanted), sortUnique(actual)];
  if (expected.join('\n') === found.join('\n')) return;
  report({ what: formatExpectationPath(at), at, expected, got: found, instead: keepExpectedOrder(wanted, found) });
}

function sortUnique(names: readonly string[]): string[] {
  return [...new Set(names)].sort();
}

/** Returns the actual items: first those expected, in the expected order, then the new ones. */
function keepExpectedOrder<T>(expected: readonly T[], actual: readonly T[]): T[] {
  const [wantedTexts, gotTexts] = [expected, actual].map((items) => items.map((item) => JSON.stringify(item))) as [
    string[],
    string[],
  ];
  const remainingTexts = expected.filter((_, i) => gotTexts.includes(itemAt(wantedTexts, i)));
  return [...remainingTexts, ...actual.filter((_, i) => !wantedTexts.includes(itemAt(gotTexts, i)))];
}

/**
 * Compares the requirements of the next level that are not met with those that the case expects: by name, and by
 * `needs` and `has` if the case states them.
 */
function compareUnmet(
  expected: readonly (string | ExpectedUnmet)[],
  got: readonly Unmet[],
  tolerance: number,
  report: ReportMismatch,
): void {
  const nameOf = (entry: string | ExpectedUnmet): string => (typeof entry === 'string' ? entry : entry.name);
  const detailedEntries = expected.filter((entry) => typeof entry !== 'string');
  const sameNames = sortUnique(expected.map(nameOf)).join('\n') === sortUnique(got.map(({ name }) => name)).join('\n');
  const isExpected = (entry: ExpectedUnmet): boolean =>
    got.some((unmet) => unmet.name === entry.name && doesUnmetAgree(entry, unmet, tolerance));
  if (sameNames && detailedEntries.every(isExpected)) return;
  const actual = got.flatMap((unmet): (string | ExpectedUnmet)[] => {
    const matchingExpectations = detailedEntries.filter(({ name }) => name === unmet.name);
    return matchingExpectations.length === 0
      ? [unmet.name]
      : matchingExpectations.slice(0, 1).map((model) => formatLike(model, unmet));
  });
  const distinctEntries = [...new Map(actual.map((entry) => [JSON.stringify(entry), entry])).values()];
  report({
    what: 'unmet',
    at: ['expect', 'unmet'],
    expected: expected,
    got: distinctEntries,
    instead: keepExpectedOrder(expected, distinctEntries),
  });
}

function doesUnmetAgree(expected: ExpectedUnmet, got: Unmet, tolerance: number): boolean {
  return (['needs', 'has'] as const).every((key) => {
    const expectedValue = expected[key];
    if (expectedValue === undefined) return true;
    const actual = formatValue(got[key]);
    if (Array.isArray(expectedValue))
      return Array.isArray(actual) && sortUnique(expectedValue).join() === sortUnique(actual).join();
    if (expectedValue === null || actual === null || Array.isArray(actual)) return expectedValue === actual;
    const [a, b] = [parseDecimal(String(expectedValue)), parseDecimal(actual)];
    return a && b ? isClose(a, b, tolerance) : expectedValue === actual;
  });
}

function formatLike(model: ExpectedUnmet, actual: Unmet): ExpectedUnmet {
  return {
    name: actual.name,
    ...(model.needs === undefined ? {} : { needs: formatValue(actual.needs) }),
    ...(model.has === undefined ? {} : { has: formatValue(actual.has) }),
  };
}

/** Formats a value as in the file of a case; a value that open answers may still change is written `open`. */
function formatValue(value: unknown): string | string[] | null {
  if (value === undefined) return 'open';
  if (value === null) return null;
  return Array.isArray(value) ? value.map(String) : String(value);
}

/** Returns the path of an expectation in the notation used in messages, such as `scores.total`. */
export function formatExpectationPath(at: Path): string {
  return at.slice(at[0] === 'expect' ? 1 : 0).join('.');
}
