import { fraction, ONE, type Rational, toNumber } from '../../model/index.ts';
import { either, literal, type Quotient, type Writer } from './codegen-writer.ts';

/**
 * A number of the text, exact: whole numbers `n` and `d` (variables, literals or products of them), times a fixed factor.
 * They stay below 2^53 in size, where doubles hold every whole number; what might grow larger is tested where it is made, and
 * the row left to the evaluator. An end without limit is an infinite `n`. What is not there is 0.
 */
export interface Exact {
  readonly n: string;
  /** Positive; null is 1. */
  readonly d: string | null;
  readonly scale: Rational;
  /** How large they can be; Infinity is not known. */
  readonly mostN: number;
  readonly mostD: number;
}

/** A decimal as the double nearest to it, which compares with other such doubles as the decimals do. */
export interface Decimal {
  readonly decimal: string;
}

/** A number of the text. */
export type Num = Exact | Decimal;

/** The largest of the numbers that doubles tell apart from their neighbours. */
export const MOST = Number.MAX_SAFE_INTEGER;

/** A fixed number. */
export function constantOf(value: Rational, writer: Writer): Exact {
  const most = Math.abs(Number(value.n));
  if (most > MOST) writer.giveUpIf('true');
  return wholeOf(literal(value.n), most, { n: 1n, d: value.d });
}

/** A whole number of the text, in units of a scale. */
export function wholeOf(n: string, mostN: number, scale: Rational = ONE): Exact {
  return { n, d: null, scale, mostN, mostD: 1 };
}

/** Holds a whole number; tests it where it may be too large. */
function checked(expression: string, most: number, writer: Writer): { n: string; most: number } {
  const n = writer.hold(expression);
  if (most <= MOST) return { n, most };
  writer.giveUpIf(
    writer.mode === 'settled'
      ? `!(Math.abs(${n}) <= ${MOST})`
      : `!(Math.abs(${n}) <= ${MOST} || Math.abs(${n}) === Infinity)`,
  );
  return { n, most: MOST };
}

/** The product of two whole numbers. An infinite one times 0 is no number, which every test notices. */
export function product(
  a: string,
  mostA: number,
  b: string,
  mostB: number,
  writer: Writer,
): { n: string; most: number } {
  if (a === '0' || b === '0') return { n: '0', most: 0 };
  if (b === '1') return { n: a, most: mostA };
  if (a === '1') return { n: b, most: mostB };
  return checked(`${a} * ${b}`, mostA * mostB, writer);
}

function times(n: string, most: number, factor: bigint, writer: Writer): { n: string; most: number } {
  return product(n, most, literal(factor), Number(factor < 0n ? -factor : factor), writer);
}

/** The sum of whole numbers. */
export function total(terms: readonly { n: string; most: number }[], writer: Writer): { n: string; most: number } {
  const some = terms.filter(({ n }) => n !== '0');
  if (some.length === 0) return { n: '0', most: 0 };
  const most = some.reduce((sum, term) => sum + term.most, 0);
  if (most <= MOST || some.length <= 2) return checked(some.map(({ n }) => n).join(' + '), most, writer);
  // Two by two, so that what is too large on the way is noticed.
  return some.slice(1).reduce((sum, term) => total([sum, term], writer), some[0] as { n: string; most: number });
}

/** A decimal as a whole number of some decimal place. */
export function exactOf(num: Num, writer: Writer): Exact {
  if (!('decimal' in num)) return num;
  const place = writer.hold(`library.placeOf(${num.decimal})`);
  const { n } = checked(`Math.round(${num.decimal} * ${place})`, Number.POSITIVE_INFINITY, writer);
  writer.giveUpIf(`!(${place} <= ${MOST})`);
  return { n, d: place, scale: ONE, mostN: MOST, mostD: MOST };
}

/** A number times a fixed factor. */
export function scaled(num: Exact, factor: Rational): Exact {
  if (factor.n === 0n) return wholeOf('0', 0);
  const n = factor.n < 0n ? `(0 - ${num.n})` : num.n;
  const size = factor.n < 0n ? -factor.n : factor.n;
  return { ...num, n, scale: fraction(num.scale.n * size, num.scale.d * factor.d) };
}

/** The whole number that stands for it in units of a scale that divides its own. */
export function inUnits(num: Exact, scale: Rational, writer: Writer): { n: string; most: number } {
  const factor = fraction(num.scale.n * scale.d, num.scale.d * scale.n);
  if (factor.d !== 1n) throw new RangeError('not a multiple of the scale');
  return times(num.n, num.mostN, factor.n, writer);
}

/** The largest scale of which all are multiples. */
export function commonScale(scales: readonly Rational[]): Rational {
  return scales.reduce((a, b) => {
    const d = (a.d * b.d) / greatestDivisor(a.d, b.d);
    return fraction(greatestDivisor(a.n * (d / a.d), b.n * (d / b.d)), d);
  }, scales[0] ?? ONE);
}

/** The greatest whole number that divides two others; not negative. */
export function greatestDivisor(a: bigint, b: bigint): bigint {
  let [x, y] = [a < 0n ? -a : a, b < 0n ? -b : b];
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}

/** Two expressions that compare as two numbers do. */
export interface Sides {
  readonly left: string;
  readonly right: string;
}

/** A number beside a fixed bound. */
export function besideBound(num: Num, bound: Rational, writer: Writer): Sides {
  if ('decimal' in num) return { left: num.decimal, right: literal(toNumber(bound)) };
  const limit = fraction(bound.n * num.scale.d, bound.d * num.scale.n);
  if (num.d !== null) {
    return {
      left: times(num.n, num.mostN, limit.d, writer).n,
      right: times(num.d, num.mostD, limit.n, writer).n,
    };
  }
  if (limit.d === 1n) return { left: num.n, right: literal(limit.n) };
  // Between two whole numbers it does not matter where.
  const below = limit.n >= 0n ? limit.n / limit.d : -((-limit.n + limit.d - 1n) / limit.d);
  return { left: num.n, right: literal(Number(below) + 0.5) };
}

/** Two numbers beside each other. */
export function besides(a: Num, b: Num, writer: Writer): Sides {
  if ('decimal' in a && 'decimal' in b) return { left: a.decimal, right: b.decimal };
  const [x, y] = [exactOf(a, writer), exactOf(b, writer)];
  const scale = commonScale([x.scale, y.scale]);
  const [left, right] = [inUnits(x, scale, writer), inUnits(y, scale, writer)];
  return {
    left: product(left.n, left.most, y.d ?? '1', y.mostD, writer).n,
    right: product(right.n, right.most, x.d ?? '1', x.mostD, writer).n,
  };
}

/** The sum of two numbers, the second one times a sign. */
export function sumOf(a: Exact, b: Exact, sign: 1 | -1, writer: Writer): Exact {
  const scale = commonScale([a.scale, b.scale]);
  const [x, y] = [inUnits(a, scale, writer), inUnits(b, scale, writer)];
  if (a.d === b.d) {
    const { n, most } = total([x, { n: sign === 1 ? y.n : `(0 - ${y.n})`, most: y.most }], writer);
    return { n, d: a.d, scale, mostN: most, mostD: a.mostD };
  }
  const left = product(x.n, x.most, b.d ?? '1', b.mostD, writer);
  const right = product(y.n, y.most, a.d ?? '1', a.mostD, writer);
  const { n, most } = total([left, { n: sign === 1 ? right.n : `(0 - ${right.n})`, most: right.most }], writer);
  const d = product(a.d ?? '1', a.mostD, b.d ?? '1', b.mostD, writer);
  return { n, d: d.n, scale, mostN: most, mostD: d.most };
}

/** The product of two numbers. */
export function productOf(a: Exact, b: Exact, writer: Writer): Exact {
  const { n, most } = product(a.n, a.mostN, b.n, b.mostN, writer);
  const d = product(a.d ?? '1', a.mostD, b.d ?? '1', b.mostD, writer);
  const scale = fraction(a.scale.n * b.scale.n, a.scale.d * b.scale.d);
  return { n, d: d.n === '1' ? null : d.n, scale, mostN: most, mostD: d.most };
}

/** One of two numbers. */
export function chosen(condition: string, yes: Num, no: Num, writer: Writer): Num {
  if (condition === 'true' || yes === no) return yes;
  if (condition === 'false') return no;
  if ('decimal' in yes && 'decimal' in no) {
    return { decimal: writer.hold(either(condition, yes.decimal, no.decimal)) };
  }
  const [a, b] = [exactOf(yes, writer), exactOf(no, writer)];
  const scale = commonScale([a.scale, b.scale]);
  const [x, y] = [inUnits(a, scale, writer), inUnits(b, scale, writer)];
  const plain = a.d === null && b.d === null;
  return {
    n: writer.hold(either(condition, x.n, y.n)),
    d: plain ? null : writer.hold(either(condition, a.d ?? '1', b.d ?? '1')),
    scale,
    mostN: Math.max(x.most, y.most),
    mostD: Math.max(a.mostD, b.mostD),
  };
}

/** A number where a condition holds, else 0, as what is not there. */
export function where(condition: string, num: Num, writer: Writer): Num {
  if (condition === 'true') return num;
  if ('decimal' in num) return { decimal: writer.hold(either(condition, num.decimal, '0')) };
  return { ...num, n: writer.hold(either(condition, num.n, '0')) };
}

/** The double nearest to it: one correctly rounded division of whole numbers. Never -0. */
export function doubleOf(num: Num, writer: Writer): string {
  if ('decimal' in num) return `(${num.decimal} + 0)`;
  const { top, bottom } = quotientOf(num, writer);
  return bottom === '1' ? `(${top} + 0)` : `(${top} / ${bottom} + 0)`;
}

/** The whole numbers whose quotient it is. */
export function quotientOf(num: Num, writer: Writer): { readonly top: string; readonly bottom: string } {
  const exact = exactOf(num, writer);
  const { scale } = exact;
  const { n, d, mostN, mostD } = asItWas(exact, writer) ?? exact;
  const top = times(n, mostN, scale.n, writer).n;
  return { top, bottom: times(d ?? '1', mostD, scale.d, writer).n };
}

/** The same quotient before it was brought to lowest terms, if that is surely not too large. */
function asItWas({ n, d, scale }: Exact, { unreduced }: Writer): Quotient | undefined {
  const earlier = unreduced.get(`${n} / ${d}`);
  const isSmall = earlier && earlier.mostN * Number(scale.n) <= MOST && earlier.mostD * Number(scale.d) <= MOST;
  return isSmall ? earlier : undefined;
}
