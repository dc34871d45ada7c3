import { add, compare, divide, multiply, type Rational, subtract, toNumber } from '../../model/index.ts';
import { mapRising, spanOf } from '../interval-arithmetic.ts';
import { between, isNothing, NOTHING, type Possible, rangeOf } from '../possible-values.ts';
import { isAscending, type Operator, reaches } from './operator.ts';

/** Straight lines between ascending points, flat outside of them. */
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
  writtenIn: ['score'],
  operands: ({ of }) => [of],
  evaluate: ({ of, points }, { read }) => valuesOnLine(read(of), points),
  thresholds: ({ points }) => points.map(({ at }) => at),
  extremes: ({ points }) => spanOf(points.map(({ value }) => value)),
  mayBeNothing: ({ of }, missing, scope) => scope.mayBeNothing(of, missing),
  /** Where rising lines first reach the bound. */
  lowerLimit({ of, points }, at, bound, scope) {
    if (!isAscending(points.map(({ value }) => value))) return scope.refuse(at, 'lines that fall');
    const next = points.findIndex(({ value }) => reaches(value, bound));
    const [before, after] = [points[next - 1], points[next]];
    if (!after) return scope.never;
    if (before) return scope.limit(of, { ...bound, bound: placeOf(bound.bound, before, after) });
    if (!scope.isSure(of)) scope.refuse(of, 'it may be nothing');
    return scope.all([]);
  },
  isSure: ({ of }, _, scope) => scope.isSure(of),
  explain: ({ of, points }, _, { node }) => ({
    line: points.map(({ at, value }) => ({ at: toNumber(at), value: toNumber(value) })),
    parts: [node(of)],
  }),
};

/** The straight lines between ascending points at every value possible; flat outside of them. */
export function valuesOnLine(value: Possible, points: readonly LinePoint[]): Possible {
  if (isNothing(value)) return NOTHING;
  const lineAt = (number: Rational): Rational => valueOnLine(number, points);
  if (value.kind === 'atoms') return mapRising(value, lineAt);
  const { low, high } = rangeOf(value) ?? { low: null, high: null };
  const inside = points.filter(
    ({ at }) => (low === null || compare(at, low) > 0) && (high === null || compare(at, high) < 0),
  );
  const [first, last] = [points[0] as LinePoint, points.at(-1) as LinePoint];
  const ends = [low ? lineAt(low) : first.value, high ? lineAt(high) : last.value];
  const values = [...ends, ...inside.map((point) => point.value)].sort(compare);
  return between(values[0] as Rational, values.at(-1) as Rational, value.nothing);
}

function valueOnLine(number: Rational, points: readonly LinePoint[]): Rational {
  const next = points.findIndex(({ at }) => compare(number, at) < 0);
  const [before, after] = [points[next - 1], points[next]];
  if (!before) return next === 0 ? (points[0] as LinePoint).value : (points.at(-1) as LinePoint).value;
  if (!after) return before.value;
  const share = divide(subtract(number, before.at), subtract(after.at, before.at));
  return add(before.value, multiply(share, subtract(after.value, before.value)));
}

/** The place between two points at which their line comes to a value. */
function placeOf(value: Rational, before: LinePoint, after: LinePoint): Rational {
  const share = divide(subtract(value, before.value), subtract(after.value, before.value));
  const distance = multiply(share, subtract(after.at, before.at));
  return add(before.at, distance);
}
