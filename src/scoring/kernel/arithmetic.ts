import type { Possible } from '../../condition/value.ts';
import type { Rational, RoundingMode } from '../../model/rational.ts';
import { roundValue, scaleValue } from '../arithmetic.ts';
import { besides, chosen, type Exact, exactOf, type Num, quotientOf, scaled, where, wholeOf } from './number.ts';
import { type Numeric, numericOf, type Value } from './value.ts';
import { and, not, or, type Writer } from './writer.ts';

/** What a function of one value makes of it: of each outcome beforehand, or of a number in the text. */
export function writeMapped(
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
    (outcome) => roundValue(outcome, decimals, mode),
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
export function pick(operator: '<' | '>', condition: string, a: Num, b: Num, writer: Writer): Num {
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
