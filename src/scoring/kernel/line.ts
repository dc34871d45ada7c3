import { compare, divide, multiply, type Rational, subtract } from '../../model/rational.ts';
import { linearOf } from '../arithmetic.ts';
import type { LinePoint } from '../plan.ts';
import { pick, writeMapped } from './arithmetic.ts';
import {
  besideBound,
  commonScale,
  constantOf,
  type Exact,
  exactOf,
  type Num,
  product,
  total,
  where,
} from './number.ts';
import type { Numeric, Value } from './value.ts';
import { literal, type Writer } from './writer.ts';

/** The straight lines between ascending points, at a number or at all between two. */
export function writeLinear(value: Value, points: readonly LinePoint[], writer: Writer): Value {
  const write = ({ low, high, sure, may }: Numeric): Numeric => {
    const first = writeOnLine(exactOf(low, writer), points, writer);
    if (low === high) {
      const one = where(may, first, writer);
      return { form: 'numeric', low: one, high: one, sure, may };
    }
    const last = writeOnLine(exactOf(high, writer), points, writer);
    const rises = points.every((point, i) => i === 0 || compare((points[i - 1] as LinePoint).value, point.value) <= 0);
    if (rises) return { form: 'numeric', low: where(may, first, writer), high: where(may, last, writer), sure, may };
    const extreme = (operator: '<' | '>'): Num => {
      let best: Num = pick(operator, 'true', first, last, writer);
      for (const { at, value: height } of points) {
        const [under, over] = [besideBound(low, at, writer), besideBound(high, at, writer)];
        const inside = writer.hold(`${under.left} < ${under.right} && ${over.left} > ${over.right}`);
        best = pick(operator, inside, constantOf(height, writer), best, writer);
      }
      return best;
    };
    return {
      form: 'numeric',
      low: where(may, extreme('<'), writer),
      high: where(may, extreme('>'), writer),
      sure,
      may,
    };
  };
  return writeMapped(value, (outcome) => linearOf(outcome, points), write, writer);
}

/** The value on the lines at a number: in each segment a multiple of it and of 1, whole in units of one scale. */
function writeOnLine(num: Exact, points: readonly LinePoint[], writer: Writer): Exact {
  const [first, last] = [points[0] as LinePoint, points.at(-1) as LinePoint];
  const lines = points.slice(1).map((after, i) => {
    const before = points[i] as LinePoint;
    const slope = divide(subtract(after.value, before.value), subtract(after.at, before.at));
    return {
      until: after.at,
      slope: multiply(slope, num.scale),
      start: subtract(before.value, multiply(slope, before.at)),
    };
  });
  const parts = lines.flatMap(({ slope, start }) => [slope, start]);
  const scale = commonScale(
    [...parts, first.value, last.value].filter(({ n }) => n !== 0n).map(({ n, d }) => ({ n: n < 0n ? -n : n, d })),
  );
  const units = (value: Rational): bigint => (value.n * scale.d) / (value.d * scale.n);
  const d = num.d ?? '1';
  const flat = (value: Rational) => product(literal(units(value)), Number(abs(units(value))), d, num.mostD, writer);
  const heights = lines.map(({ slope, start }) => {
    const rise = product(num.n, num.mostN, literal(units(slope)), Number(abs(units(slope))), writer);
    return total([units(slope) === 0n ? { n: '0', most: 0 } : rise, flat(start)], writer);
  });
  const under = besideBound(num, first.at, writer);
  let [n, most] = [flat(last.value).n, 0];
  [...lines].reverse().forEach(({ until }, i) => {
    const { left, right } = besideBound(num, until, writer);
    const height = heights[lines.length - 1 - i] as { n: string; most: number };
    most = Math.max(most, height.most);
    n = `(${left} < ${right} ? ${height.n} : ${n})`;
  });
  const [start, end] = [flat(first.value), flat(last.value)];
  const held = writer.hold(`${under.left} < ${under.right} ? ${start.n} : ${n}`);
  return { n: held, d: num.d, scale, mostN: Math.max(most, start.most, end.most), mostD: num.mostD };
}

export function abs(value: bigint): bigint {
  return value < 0n ? -value : value;
}
