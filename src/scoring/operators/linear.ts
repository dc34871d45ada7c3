import {
  add,
  compare,
  divide,
  greatest,
  itemAt,
  least,
  multiply,
  parseExact,
  type Rational,
  subtract,
  toNumber,
  ZERO,
} from '../../model/index.ts';
import { mapColumn, type NumberColumn, toNumberColumn } from '../columns/column.ts';
import {
  chooseNumber,
  compareColumns,
  convertConstant,
  type Exact,
  findScale,
  keepNumberWhere,
  multiplyWholes,
  type Num,
  regionsOf,
  sumWholes,
  toExact,
  type Whole,
} from '../columns/exact-numbers.ts';
import { createLookup, mapOutcomes, pairOutcomes } from '../columns/outcomes.ts';
import { addLookups, type Program } from '../columns/program.ts';
import { findExtremes, mapRising } from '../interval-arithmetic.ts';
import { createExactValue, createRangeValue, isNothing, NOTHING, type Possible, rangeOf } from '../possible-values.ts';
import { isAscending, type Operator, reaches } from './operator.ts';

/** A function that is linear between ascending points, and constant before the first and after the last. */
export interface LinearNode {
  readonly op: 'linear';
  readonly of: number;
  readonly name: string;
  readonly points: readonly LinePoint[];
}

export interface LinePoint {
  readonly at: Rational;
  readonly value: Rational;
}

export const linear: Operator<LinearNode> = {
  family: 'mapping',
  compileRule({ of = '', linear = {} }, { number, report, add }) {
    const position = number(of, 'of');
    const points: LinePoint[] = [];
    for (const [key, value] of Object.entries(linear)) {
      const pointPosition = parseExact(key) ?? ZERO;
      if (points.some((point) => compare(point.at, pointPosition) === 0)) {
        report('M102', ['linear', key], { found: key }, 'key');
      } else points.push({ at: pointPosition, value: parseExact(value) ?? ZERO });
    }
    points.sort((a, b) => compare(a.at, b.at));
    return position === undefined ? undefined : add<LinearNode>({ op: 'linear', of: position, name: of, points });
  },
  operands: ({ of }) => [of],
  evaluate: ({ of, points }, { read }) => mapToLine(read(of), points),
  columns: ({ of, points }, { program, column }) =>
    mapColumn(
      program,
      column(of),
      (possible) => mapToLine(possible, points),
      (numbers) => computeLineColumn(program, numbers, points),
    ),
  thresholds: ({ points }) => points.map(({ at }) => at),
  extremes: ({ points }) => findExtremes(points.map(({ value }) => value)),
  mayBeNothing: ({ of }, missing, scope) => scope.mayBeNothing(of, missing),
  /**
   * Requires the operand to be at least the number at which the function, which must be ascending, first reaches the
   * wanted value.
   */
  lowerLimit({ of, points }, at, bound, scope) {
    if (!isAscending(points.map(({ value }) => value))) return scope.refuse(at, 'lines that fall');
    const nextPoint = points.findIndex(({ value }) => reaches(value, bound));
    const [before, after] = [points[nextPoint - 1], points[nextPoint]];
    if (!after) return scope.never;
    if (before) return scope.limit(of, { ...bound, bound: relativePosition(bound.bound, before, after) });
    if (!scope.isSure(of)) scope.refuse(of, 'it may be nothing');
    return scope.all([]);
  },
  isSure: ({ of }, _, scope) => scope.isSure(of),
  explain: ({ of, points }, _, { node }) => ({
    line: points.map(({ at, value }) => ({ at: toNumber(at), value: toNumber(value) })),
    parts: [node(of)],
  }),
};

/** Returns all possible values of the function; it is linear between the points and constant outside of them. */
export function mapToLine(value: Possible, points: readonly LinePoint[]): Possible {
  if (isNothing(value)) return NOTHING;
  const lineAt = (number: Rational): Rational => interpolate(number, points);
  if (value.kind === 'atoms') return mapRising(value, lineAt);
  const { low, high } = rangeOf(value) ?? { low: null, high: null };
  const innerPoints = points.filter(
    ({ at }) => (low === null || compare(at, low) > 0) && (high === null || compare(at, high) < 0),
  );
  const [first, last] = [itemAt(points, 0), points.at(-1) as LinePoint];
  const endValues = [low ? lineAt(low) : first.value, high ? lineAt(high) : last.value];
  const values = [...endValues, ...innerPoints.map((point) => point.value)].sort(compare);
  return createRangeValue(itemAt(values, 0), values.at(-1) as Rational, value.nothing);
}

function interpolate(number: Rational, points: readonly LinePoint[]): Rational {
  const nextPoint = points.findIndex(({ at }) => compare(number, at) < 0);
  // `nextPoint` is 0 before the first point; after the last point, it is -1, so that `at` returns the last point.
  if (nextPoint <= 0) return (points.at(nextPoint) as LinePoint).value;
  const [before, after] = [itemAt(points, nextPoint - 1), itemAt(points, nextPoint)];
  const share = divide(subtract(number, before.at), subtract(after.at, before.at));
  return add(before.value, multiply(share, subtract(after.value, before.value)));
}

/** Computes the function in all rows of a table. */
function computeLineColumn(program: Program, numbers: NumberColumn, points: readonly LinePoint[]): NumberColumn {
  const { presence } = numbers;
  const lowValue = interpolateColumn(program, numbers.low, points);
  if (numbers.low === numbers.high) return { form: 'number', low: lowValue, high: lowValue, presence };
  const highValue = interpolateColumn(program, numbers.high, points);
  if (isAscending(points.map(({ value }) => value))) {
    return { form: 'number', low: lowValue, high: highValue, presence };
  }
  const cuts = points.map(({ at }) => at);
  const lowRegions = regionsOf(program, numbers.low, cuts);
  const highRegions = regionsOf(program, numbers.high, cuts);
  const outerEnd = (pick: 'least' | 'greatest', side: 1 | -1): Num => {
    const furtherEnd = (a: Num, b: Num): Num =>
      chooseNumber(program, compareColumns(program, a, b), (order) => order * side < 0, a, b);
    // The extreme value among the points inside the range. If no point is inside, the value at an end of the range is
    // used instead.
    const pointsWithin = pairOutcomes(program, lowRegions, highRegions, (low, high): Possible => {
      const values = points.flatMap(({ value }, i) => (low < 2 * i + 1 && 2 * i + 1 < high ? [value] : []));
      return values.length === 0 ? NOTHING : createExactValue(values.reduce(pick === 'least' ? least : greatest));
    });
    const point = toNumberColumn(program, { form: 'few', few: pointsWithin });
    const furthestEnd = furtherEnd(lowValue, highValue);
    return chooseNumber(
      program,
      point.presence,
      (present) => present === 1,
      furtherEnd(point.low, furthestEnd),
      furthestEnd,
    );
  };
  return { form: 'number', low: outerEnd('least', 1), high: outerEnd('greatest', -1), presence };
}

/**
 * Computes the function for one number in all rows. On each segment, the value is `slope` times the number plus
 * `start`, both converted to whole units of one scale.
 */
function interpolateColumn(program: Program, number: Num, points: readonly LinePoint[]): Exact {
  const num = toExact(program, number);
  const regions = regionsOf(
    program,
    number,
    points.map(({ at }) => at),
  );
  const lines = mapOutcomes(regions, (region) => {
    const [before, after] = [points[Math.ceil(region / 2) - 1], points[Math.ceil(region / 2)]];
    if (!before || !after) return { slope: ZERO, start: (before ?? after ?? { value: ZERO }).value };
    const slope = divide(subtract(after.value, before.value), subtract(after.at, before.at));
    return { slope: multiply(slope, num.scale), start: subtract(before.value, multiply(slope, before.at)) };
  });
  const scale = findScale(lines.outcomes.flatMap(({ slope, start }) => [slope, start]));
  const compileFactor = (read: (line: (typeof lines.outcomes)[number]) => Rational): Whole => {
    const { codes, table } = createLookup(program, lines, (line) => convertConstant(read(line), scale));
    return {
      n: addLookups(program, [{ codes, table }]),
      most: table.reduce((most, entry) => Math.max(most, Math.abs(entry)), 0),
    };
  };
  // Outside of the points the function is constant, so an infinite number has no effect.
  const isEndless = (region: number): boolean => region === 0 || region === points.length * 2;
  const innerNumber = keepNumberWhere(program, regions, (region) => !isEndless(region), num) as Exact;
  const sum = sumWholes(program, [
    multiplyWholes(
      program,
      { n: innerNumber.n, most: num.mostN },
      compileFactor(({ slope }) => slope),
    ),
    multiplyWholes(
      program,
      { n: num.d, most: num.mostD },
      compileFactor(({ start }) => start),
    ),
  ]);
  return { n: sum.n, d: num.d, scale, mostN: sum.most, mostD: num.mostD };
}

/** Returns the number between two points at which the line between them has a value. */
function relativePosition(value: Rational, before: LinePoint, after: LinePoint): Rational {
  const share = divide(subtract(value, before.value), subtract(after.value, before.value));
  const distance = multiply(share, subtract(after.at, before.at));
  return add(before.at, distance);
}
