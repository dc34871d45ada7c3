import type { Rational } from '../../../model/rational.ts';
import { type Exact, inUnits, MOST, product, total } from '../number.ts';
import { addInLines, type Writer } from '../writer.ts';

/** A sum so far, over a denominator of its own. */
export interface Sum {
  readonly n: string;
  readonly most: number;
  readonly d: string;
  readonly mostD: number;
}

/** Adds up whole numbers first, then brings in the fractions one by one. */
export function addUp(
  terms: readonly { n: string; most: number }[],
  fractions: readonly Exact[],
  scale: Rational,
  writer: Writer,
): Sum {
  const plain = fractions.filter(({ d }) => d === null).map((num) => inUnits(num, scale, writer));
  let { n, most } = addInGroups([...terms, ...plain], writer);
  let [d, mostD] = ['1', 1];
  for (const num of fractions) {
    if (num.d === null) continue;
    const own = inUnits(num, scale, writer);
    const common = commonOf(d, mostD, num.d, num.mostD, writer);
    const left = product(n, most, common.first, num.mostD, writer);
    const right = product(own.n, own.most, common.second, mostD, writer);
    const sum = total([left, right], writer);
    [n, most, d, mostD] = [sum.n, sum.most, common.n, common.most];
  }
  return { n, most, d, mostD };
}

/** Above this product of denominators it pays to look for what they have in common. */
const LARGE = 2 ** 20;

/** A common denominator, and what each of the two goes into it. */
function commonOf(
  a: string,
  mostA: number,
  b: string,
  mostB: number,
  writer: Writer,
): { readonly n: string; readonly most: number; readonly first: string; readonly second: string } {
  if (mostA * mostB <= LARGE || a === '1' || b === '1') {
    return { ...product(a, mostA, b, mostB, writer), first: b, second: a };
  }
  const common = writer.hold(`library.commonMultiple(${a}, ${b})`);
  if (mostA * mostB > MOST) writer.giveUpIf(`!(${common} <= ${MOST})`);
  const most = Math.min(MOST, mostA * mostB);
  return { n: common, most, first: writer.hold(`${common} / ${a}`), second: writer.hold(`${common} / ${b}`) };
}

/** In lowest terms, where the terms may be large. */
export function reduced(num: Exact, writer: Writer): Exact {
  if (num.d === null || num.mostD <= LARGE) return num;
  const divisor = writer.hold(`library.greatestDivisor(${num.n}, ${num.d})`);
  const [n, d] = [writer.hold(`${num.n} / ${divisor}`), writer.hold(`${num.d} / ${divisor}`)];
  writer.unreduced.set(`${n} / ${d}`, { n: num.n, d: num.d, mostN: num.mostN, mostD: num.mostD });
  return { ...num, n, d };
}

/** The sum of whole numbers, a few to a statement. */
export function addInGroups(
  terms: readonly { n: string; most: number }[],
  writer: Writer,
): { n: string; most: number } {
  const most = terms.reduce((sum, term) => sum + term.most, 0);
  if (most <= MOST)
    return {
      n:
        addInLines(
          terms.map(({ n }) => n).filter((n) => n !== '0'),
          writer,
        ) ?? '0',
      most,
    };
  let sum = { n: '0', most: 0 };
  for (let i = 0; i < terms.length; i += 16) {
    sum = total([...(i === 0 ? [] : [sum]), ...terms.slice(i, i + 16)], writer);
  }
  return sum;
}
