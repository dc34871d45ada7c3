import {
  add,
  compare,
  itemAt,
  type Path,
  type Points,
  type PointsTables,
  parseExact,
  type Rational,
  ZERO,
} from '../model/index.ts';
import type { ReportProblem } from './compile/input-definitions.ts';
import { listedAnswers } from './forms/form.ts';
import type { Input, PointsNode } from './plan.ts';
import {
  type Atom,
  createExactValue,
  createRangeValue,
  isNumber,
  joinPossible,
  NOTHING,
  type Possible,
  rangeOf,
  toPointsKey,
} from './possible-values.ts';

export type PointsTable = ReadonlyMap<string, Rational>;

/** The points of each answer (`table`); `unproven` are the points of answers without evidence, if these differ. */
export type AnswerPoints = Pick<PointsNode, 'table' | 'unproven'>;

/** The entry of `points` that applies to a question, with the entry's key and path. */
export interface PointsSource {
  readonly key: string;
  readonly at: Path;
  readonly entry: Readonly<Record<string, Points>>;
}

/**
 * Reads the points of each answer to a question. Options that are not named get the points stated under `each`;
 * exclusive options then get 0. Reports options without points, and names that are not options.
 */
export function readPoints(input: Input, { key, at, entry }: PointsSource, report: ReportProblem): AnswerPoints {
  const possibleKeys = listAnswerKeys(input);
  const allowedKeys = possibleKeys.map(({ key: candidate }) => candidate);
  const answers = new Set(allowedKeys);
  const statedPoints = new Map<string, Points>();
  let unknownCount = 0;
  const isShared = key !== input.name;
  for (const [answer, points] of Object.entries(entry)) {
    if (answer === 'each') continue;
    if (answers.has(answer)) statedPoints.set(answer, points);
    else if (!isShared && possibleKeys.length > 0) {
      unknownCount += 1;
      report('M205', [...at, answer], { found: answer, name: input.name, allowed: allowedKeys }, 'key');
    }
  }
  const withoutPoints: string[] = [];
  for (const { key: answer, exclusive } of possibleKeys) {
    if (statedPoints.has(answer)) continue;
    if (entry.each !== undefined) statedPoints.set(answer, exclusive ? 0 : entry.each);
    else withoutPoints.push(answer);
  }
  // Any unknown name may be a misspelled option, so options without points are reported only if there are more of them
  // than unknown names.
  if (withoutPoints.length > unknownCount)
    report('M211', at, { found: input.name, wanted: { phrase: 'options', names: withoutPoints } }, 'key');
  const createTable = (read: (points: Points) => Exclude<Points, object>): PointsTable =>
    new Map([...statedPoints].map(([answer, points]) => [answer, parseExact(read(points)) ?? ZERO]));
  const isProvenByPoints = [...statedPoints.values()].some((points) => typeof points === 'object');
  return {
    table: createTable((points) => (typeof points === 'object' ? points.evidence : points)),
    unproven: isProvenByPoints ? createTable((points) => (typeof points === 'object' ? points.without : points)) : null,
  };
}

/** Returns the possible answers to a question, as keys of a points table. */
export function listAnswerKeys(input: Input): { key: string; exclusive: boolean }[] {
  return (listedAnswers(input) ?? []).map(({ id, exclusive }) => ({ key: id, exclusive }));
}

/** Tables of points by key, and the path where the rubric or a score states them. */
export interface PointsScope {
  readonly points: PointsTables;
  readonly at: Path;
  /**
   * The tables of the enclosing score or of the rubric; they apply to every question for which these tables have no
   * entry.
   */
  readonly outer: PointsScope | null;
}

/**
 * Returns the entry of `points` that applies to a question; undefined if there is none. `lists` are the lists with
 * points that contain the question; if it is in two of them, reports the conflict.
 */
export function choosePoints(
  input: Input,
  optionSet: string | null,
  lists: readonly string[],
  { points, at }: PointsScope,
  report: ReportProblem,
): PointsSource | undefined {
  const entryFor = (key: string | null): PointsSource | undefined => {
    const statedPoints = key !== null && Object.hasOwn(points, key) ? points[key] : undefined;
    return statedPoints && { key: key as string, at: [...at, key as string], entry: statedPoints };
  };
  const nameKey = entryFor(input.name);
  if (nameKey) return nameKey;
  const [first, second] = lists;
  if (first !== undefined && second !== undefined) {
    report('M210', [...at, second], { found: input.name, wanted: { phrase: 'and', names: [first, second] } }, 'key');
  }
  if (first !== undefined) return entryFor(first);
  return entryFor(input.matrix) ?? entryFor(input.section) ?? entryFor(optionSet) ?? entryFor('all');
}

/**
 * Returns the points that an answer may get. `evidence` says whether the answer has evidence; undefined means that this
 * is not known.
 */
export function computePoints(
  input: Input,
  { table, unproven }: AnswerPoints,
  value: Possible,
  evidence: boolean | undefined,
): Possible {
  if (!unproven || evidence === true) return lookUpPoints(input, table, value);
  const unprovenPoints = lookUpPoints(input, unproven, value);
  return evidence === false ? unprovenPoints : joinPossible(lookUpPoints(input, table, value), unprovenPoints);
}

/**
 * Returns the highest and the lowest points that an allowed answer can get, in that order; null if there is no such
 * limit.
 */
export function computeExtremes(
  input: Input,
  points: AnswerPoints,
  domain: Possible,
): [best: Rational | null, least: Rational | null] {
  const range = rangeOf(computePoints(input, points, domain, undefined));
  return [range?.high ?? null, range?.low ?? null];
}

/** Returns the points of an answer; without a table, a number counts as its own points. */
function lookUpPoints(input: Input, table: PointsTable | null, value: Possible): Possible {
  const pointsOfAtom = (atom: Atom): Rational =>
    table?.get(toPointsKey(atom)) ?? (isNumber(atom) && !table ? atom : ZERO);
  if (value.kind === 'choices') return computeChoicePoints(input, pointsOfAtom, value);
  if (value.kind === 'atoms') {
    if (!table && value.atoms.length === 1 && isNumber(itemAt(value.atoms, 0)) && !value.nothing) return value;
    const pointsOfAtoms = value.atoms.map((atom) => createExactValue(pointsOfAtom(atom)));
    return pointsOfAtoms.reduce<Possible>(joinPossible, value.nothing ? NOTHING : { ...NOTHING, nothing: false });
  }
  if (value.kind === 'range' && !table) return value;
  if (!table) return createRangeValue(null, null, value.nothing);
  const sortedPoints = [...table.values()].sort(compare);
  return createRangeValue(sortedPoints[0] ?? ZERO, sortedPoints.at(-1) ?? ZERO, value.nothing);
}

/**
 * Returns the points of a multiple choice: the sum over the chosen options. If it is open which options are chosen,
 * returns the range from the lowest to the highest possible sum; some choice reaches either end.
 */
function computeChoicePoints(
  input: Input,
  points: (option: string) => Rational,
  value: Extract<Possible, { kind: 'choices' }>,
): Possible {
  const certainPoints = value.sure.map(points).reduce(add, ZERO);
  if (value.open.length === 0) return { ...createExactValue(certainPoints), nothing: value.nothing };
  const exclusiveIds = new Set(input.options.filter((option) => option.exclusive).map(({ id }) => id));
  const exclusivePoints =
    value.sure.length === 0 ? value.open.filter((option) => exclusiveIds.has(option)).map(points) : [];
  const openPoints = value.open
    .filter((option) => !exclusiveIds.has(option))
    .map(points)
    .sort(compare);
  const minFurther = Math.max(0, input.choose.least - value.sure.length);
  const maxFurther = Math.min(
    openPoints.length,
    input.choose.most === null ? openPoints.length : input.choose.most - value.sure.length,
  );
  const extremesTogether =
    maxFurther < minFurther
      ? []
      : [
          computeExtremeSum(openPoints, minFurther, maxFurther, -1),
          computeExtremeSum([...openPoints].reverse(), minFurther, maxFurther, 1),
        ];
  const sortedSums = [...extremesTogether.map((sum) => add(certainPoints, sum)), ...exclusivePoints].sort(compare);
  return createRangeValue(sortedSums[0] ?? certainPoints, sortedSums.at(-1) ?? certainPoints, value.nothing);
}

/**
 * Returns the highest sum (with direction -1, the lowest) of the first numbers of a sorted list, where at least `least`
 * and at most `most` numbers are added.
 */
function computeExtremeSum(sorted: readonly Rational[], least: number, most: number, direction: 1 | -1): Rational {
  let sum = ZERO;
  sorted.slice(0, most).forEach((points, taken) => {
    if (taken < least || compare(points, ZERO) * direction > 0) sum = add(sum, points);
  });
  return sum;
}
