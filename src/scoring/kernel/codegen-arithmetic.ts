import { add, compare, divide, multiply, ONE, type Rational, type RoundingMode, subtract } from '../../model/index.ts';
import { scaleValue } from '../interval-arithmetic.ts';
import { type LinePoint, valuesOnLine } from '../operators/linear.ts';
import { roundValue } from '../operators/round.ts';
import { type StepsNode, stepsOf } from '../operators/steps.ts';
import { between, type Possible } from '../possible-values.ts';
import { NOT_THERE } from './codegen-inputs.ts';
import {
  besideBound,
  besides,
  chosen,
  commonScale,
  constantOf,
  type Exact,
  exactOf,
  type Num,
  product,
  quotientOf,
  scaled,
  sumOf,
  total,
  where,
  wholeOf,
} from './codegen-numbers.ts';
import { type Numeric, numericOf, type Value } from './codegen-values.ts';
import { and, literal, not, or, type Writer } from './codegen-writer.ts';

/** What a function of one value makes of it: of each outcome beforehand, or of a number in the text. */
function writeMapped(
  value: Value,
  map: (outcome: Possible) => Possible,
  write: (numeric: Numeric) => Value,
  writer: Writer,
): Value {
  if (value.form === 'indexed') return { ...value, outcomes: value.outcomes.map(map) };
  return write(numericOf(value, writer));
}

/** Writes the number of each end, and keeps whether there is one. */
function onEnds({ low, high, sure, may }: Numeric, map: (num: Exact) => Exact, writer: Writer): Numeric {
  const one = where(may, map(exactOf(low, writer)), writer);
  return {
    form: 'numeric',
    low: one,
    high: low === high ? one : where(may, map(exactOf(high, writer)), writer),
    sure,
    may,
  };
}

/** A value times a fixed factor. */
export function writeScaled(value: Value, factor: Rational, writer: Writer): Value {
  return writeMapped(
    value,
    (outcome) => scaleValue(outcome, factor),
    (numeric) => onEnds(numeric, (num) => scaled(num, factor), writer),
    writer,
  );
}

/** A value rounded at so many decimals. */
export function writeRound(value: Value, decimals: number, mode: RoundingMode, writer: Writer): Value {
  return writeMapped(
    value,
    (outcome) => roundValue(outcome, { decimals, mode }),
    (numeric) => onEnds(numeric, (num) => writeRounded(num, decimals, mode, writer), writer),
    writer,
  );
}

/** The whole number of the last decimal place: quotient and rest of a division of whole numbers are exact. */
function writeRounded(num: Exact, decimals: number, mode: RoundingMode, writer: Writer): Exact {
  const place: Rational = { n: 1n, d: 10n ** BigInt(decimals) };
  const { top, bottom } = quotientOf(scaled(num, { n: place.d, d: 1n }), writer);
  const below = writer.hold(`Math.floor(${top} / ${bottom})`);
  const most = (num.mostN * Number(num.scale.n) * 10 ** decimals) / Number(num.scale.d) + 1;
  if (bottom === '1') return wholeOf(top, most, place);
  const rest = writer.hold(`${top} - ${below} * ${bottom}`);
  return wholeOf(writer.hold(`${below} + (${goesUp(below, rest, bottom, mode)} ? 1 : 0)`), most, place);
}

function goesUp(below: string, rest: string, bottom: string, mode: RoundingMode): string {
  const half = `${rest} * 2 === ${bottom}`;
  const above = `${rest} * 2 > ${bottom}`;
  switch (mode) {
    case 'down':
      return 'false';
    case 'up':
      return `${rest} > 0`;
    case 'half-up':
      return or(above, half);
    case 'half-even':
      return or(above, and(half, `${below} % 2 !== 0`));
    case 'half-away':
      return or(above, and(half, `${below} >= 0`));
  }
}

/** The first of two numbers where it lies on the wanted side of the other and a condition holds, else the other. */
function pick(operator: '<' | '>', condition: string, a: Num, b: Num, writer: Writer): Num {
  const { left, right } = besides(a, b, writer);
  return chosen(writer.hold(and(condition, `${left} ${operator} ${right}`)), a, b, writer);
}

/** At most the bound for a cap, at least it for a floor; a bound that is nothing holds nothing back. */
export function writeBounded(side: 'cap' | 'floor', value: Value, bound: Value, writer: Writer): Value {
  const [numbers, limits] = [numericOf(value, writer), numericOf(bound, writer)];
  if (value.form === 'indexed' && writer.mode === 'open') {
    // Not held back, it stays the set of numbers it was, which is more than the range between them.
    const several = value.outcomes.map((outcome) => Number(outcome.kind === 'atoms' && outcome.atoms.length > 1));
    if (several.includes(1)) writer.giveUpIf(and(not(limits.may), `${writer.int(several, value.index)} === 1`));
  }
  const held = (num: Num, limit: Num, applies: string): Num =>
    pick(side === 'cap' ? '<' : '>', and(numbers.may, applies), limit, num, writer);
  const [nearer, further] = side === 'cap' ? (['low', 'high'] as const) : (['high', 'low'] as const);
  const near = held(numbers[nearer], limits[nearer], limits.may);
  if (numbers.low === numbers.high && limits.low === limits.high && limits.sure === limits.may) {
    return { form: 'numeric', low: near, high: near, sure: numbers.sure, may: numbers.may };
  }
  // Without the bound the value stays as it is.
  const far = held(numbers[further], limits[further], limits.sure);
  const [low, high] = side === 'cap' ? [near, far] : [far, near];
  return { form: 'numeric', low, high, sure: numbers.sure, may: numbers.may };
}

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
  return writeMapped(value, (outcome) => valuesOnLine(outcome, points), write, writer);
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

function abs(value: bigint): bigint {
  return value < 0n ? -value : value;
}

/** The difference of two numbers or ranges. */
export function writeDifference(a: Numeric, b: Numeric, writer: Writer): Numeric {
  const may = writer.hold(and(a.may, b.may));
  const minus = (x: Num, y: Num): Num => where(may, sumOf(exactOf(x, writer), exactOf(y, writer), -1, writer), writer);
  const low = minus(a.low, b.high);
  const same = a.low === a.high && b.low === b.high;
  return { form: 'numeric', low, high: same ? low : minus(a.high, b.low), sure: writer.hold(and(a.sure, b.sure)), may };
}

/** The quotient of two numbers or ranges. What is divided by what is or may be 0 can be any number. */
export function writeRatio(a: Numeric, b: Numeric, writer: Writer): Numeric {
  const may = writer.hold(and(a.may, b.may));
  const [low, high] = [exactOf(b.low, writer), b.low === b.high ? null : exactOf(b.high, writer)];
  const sign = writer.hold(`${low.n} > 0 ? 1 : ${(high ?? low).n} < 0 ? -1 : 0`);
  if (writer.mode === 'settled') {
    writer.leaveIf(and(may, `${sign} === 0`));
    const one = where(may, quotientOfTwo(exactOf(a.low, writer), low, sign, writer), writer);
    return { form: 'numeric', low: one, high: one, sure: may, may };
  }
  const end = (num: Num, other: Num): Exact => {
    const either = chosen(`${sign} < 0`, negated(exactOf(other, writer)), exactOf(num, writer), writer);
    return either as Exact;
  };
  const [least, most] = [end(a.low, a.high), end(a.high, a.low)];
  const [near, far] = [end(b.low, b.high), end(b.high, b.low)];
  const part = (num: Exact, below: Exact, above: Exact, infinite: string): Exact => {
    const by = chosen(`${num.n} < 0`, below, above, writer) as Exact;
    const quotient = quotientOfTwo(num, by, '1', writer);
    return {
      ...quotient,
      n: writer.hold(`${may === 'true' ? '' : `${not(may)} ? 0 : `}${sign} === 0 ? ${infinite} : ${quotient.n}`),
    };
  };
  return {
    form: 'numeric',
    low: part(least, near, far, '-Infinity'),
    high: part(most, far, near, 'Infinity'),
    sure: writer.hold(and(a.sure, b.sure)),
    may,
  };
}

function negated(num: Exact): Exact {
  return { ...num, n: `(0 - ${num.n})` };
}

/** A number divided by one with a sign; by one without limit it is 0. Where the sign is 0, anything. */
function quotientOfTwo(a: Exact, b: Exact, sign: string, writer: Writer): Exact {
  const top = product(a.n, a.mostN, b.d ?? '1', b.mostD, writer);
  const bottom = product(a.d ?? '1', a.mostD, b.n, b.mostN, writer);
  const size = writer.hold(`Math.abs(${bottom.n})`);
  const n = sign === '1' ? top.n : `(${sign} < 0 ? 0 - ${top.n} : ${top.n})`;
  return {
    n: writer.hold(writer.mode === 'settled' ? n : `${size} === Infinity ? 0 : ${n}`),
    d: writer.hold(`${size} === 0${writer.mode === 'settled' ? '' : ` || ${size} === Infinity`} ? 1 : ${size}`),
    scale: divide(a.scale, b.scale),
    mostN: top.most,
    mostD: bottom.most,
  };
}

/** (a - b) / b. */
export function writeChange(a: Numeric, b: Numeric, writer: Writer): Numeric {
  const one = constantOf(ONE, writer);
  return writeDifference(
    writeRatio(a, b, writer),
    { ...NOT_THERE, low: one, high: one, sure: 'true', may: 'true' },
    writer,
  );
}

/** The highest step that is reached, by a number or by all between two. */
export function writeSteps(value: Value, { steps, edge }: StepsNode, writer: Writer): Value {
  const write = ({ low, high, sure, may }: Numeric): Value => {
    const reached = (num: Num): string => {
      const passed = steps.map(({ bound }, i) => {
        const { left, right } = besideBound(num, bound, writer);
        return `(${left} ${edge === 'below' || i === 0 ? '>=' : '>'} ${right} ? 1 : 0)`;
      });
      return passed.length === 0 ? '0' : writer.hold(passed.join(' + '));
    };
    const count = steps.length + 1;
    const first = reached(low);
    const last = low === high ? first : reached(high);
    const from = (i: number, j: number, nothing: boolean): Possible =>
      stepsOf(between(inStep(i, steps, edge), inStep(j, steps, edge), nothing), { steps, edge });
    const settled = low === high && sure === may;
    if (settled) {
      const outcomes = Array.from({ length: count }, (_, i) => from(i, i, false));
      return { form: 'indexed', index: writer.hold(may === 'true' ? first : `${may} ? ${first} : 0`), outcomes };
    }
    // The first step reached, the last, and whether it may be nothing; the last outcome is nothing.
    const pairs = Array.from({ length: count * count * 2 }, (_, k) => {
      const [i, j] = [Math.floor(k / 2 / count), Math.floor(k / 2) % count];
      return i <= j ? from(i, j, k % 2 === 1) : NOTHING;
    });
    const place = `((${first} * ${count} + ${last}) * 2 + (${sure} ? 0 : 1))`;
    return {
      form: 'indexed',
      index: writer.hold(may === 'true' ? place : `${may} ? ${place} : ${pairs.length}`),
      outcomes: [...pairs, NOTHING],
    };
  };
  return writeMapped(value, (outcome) => stepsOf(outcome, { steps, edge }), write, writer);
}

/** A number that reaches so many of the steps. */
function inStep(reached: number, steps: StepsNode['steps'], edge: StepsNode['edge']): Rational {
  const bound = (i: number): Rational | undefined => steps[i]?.bound;
  if (reached === 0) return subtract(bound(0) ?? ONE, ONE);
  const own = bound(reached - 1) as Rational;
  return edge === 'below' || reached === 1 ? own : (bound(reached) ?? add(own, ONE));
}

const NOTHING: Possible = { kind: 'atoms', atoms: [], nothing: true };
