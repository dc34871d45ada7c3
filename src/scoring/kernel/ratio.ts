import { divide, ONE } from '../../model/rational.ts';
import { NOT_THERE } from './input.ts';
import { chosen, constantOf, type Exact, exactOf, type Num, product, sumOf, where } from './number.ts';
import type { Numeric } from './value.ts';
import { and, not, type Writer } from './writer.ts';

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
