import { divide, type Rational } from '../../../model/rational.ts';
import { type Exact, exactOf, inUnits, MOST, scaled } from '../number.ts';
import { and, literal, not, type Writer } from '../writer.ts';
import type { Sum } from './add-up.ts';
import { type Few, type Side, type Worked, wholeFactor } from './members.ts';

/** A weight that is worked out, whole in units of a scale. */
export function weightOf(by: Exact, weight: Rational, unit: Rational, writer: Writer): { n: string; most: number } {
  return inUnits({ ...scaled(by, weight), d: null }, unit, writer);
}

interface Means {
  readonly sums: Sum;
  readonly weights: { readonly n: string; readonly most: number };
  readonly unit: Rational;
  readonly weightUnit: Rational;
}

/** Members that may be there join as long as they pull the mean further. */
export function writePull(
  side: Side,
  few: readonly Few[],
  numbers: readonly Worked[],
  { sums, weights, unit, weightUnit }: Means,
  writer: Writer,
): Pick<Means, 'sums' | 'weights'> | null {
  const optionalFew = few.filter(({ presence }) => presence.includes(2));
  const optional = numbers.filter(({ sure, may }) => sure !== may);
  if (optionalFew.length + optional.length === 0) return null;
  // A member's own number is in units of this, and that times a weight in those of the sum.
  const own = divide(unit, weightUnit);
  const push = (top: string, bottom: string, weight: string): string =>
    `J.tops[pulls] = ${top}; J.bottoms[pulls] = ${bottom}; J.weights[pulls++] = ${weight};`;
  const fixed = (weight: Rational): string => literal(wholeFactor(weight, weightUnit));
  const [n, d, weight] = [writer.declare(), writer.declare(), writer.declare()];
  writer.line('{');
  writer.line('pulls = 0;');
  for (const { index, low, high, presence, weight, scale } of optionalFew) {
    const factor = wholeFactor(scale, own);
    const table = (side === 'low' ? low : high).map((number) => number * factor);
    writer.line(
      `if (${writer.int(presence, index)} === 2) { ${push(writer.float(table, index), '1', fixed(weight))} }`,
    );
  }
  for (const member of optional) {
    const perhaps = and(member.may, not(member.sure));
    writer.line(`if (${perhaps}) {`);
    const num = exactOf(member[side], writer);
    const weight = member.by ? weightOf(member.by, member.weight, weightUnit, writer).n : fixed(member.weight);
    writer.line(`${push(inUnits(num, own, writer).n, num.d ?? '1', weight)} }`);
  }
  writer.line(`${n} = ${sums.n}; ${d} = ${sums.d}; ${weight} = ${weights.n};`);
  const direction = side === 'low' ? '-1' : '1';
  writer.line(`if (pulls > 0) { library.pull(J, pulls, ${n}, ${d}, ${weight}, ${direction});`);
  writer.line(`${n} = J.tops[0]; ${d} = J.bottoms[0]; ${weight} = J.weights[0]; } }`);
  writer.giveUpIf(`${n} !== ${n}`);
  const whole = optionalFew.length + optional.length > 0 && optional.length === 0;
  const most = [...few, ...numbers].reduce(
    (sum, one) => sum + Math.abs(Number(one.weight.n) / Number(one.weight.d)),
    0,
  );
  const isKnown = numbers.every(({ by }) => by === null);
  const mostWeight = isKnown ? (most * Number(weightUnit.d)) / Number(weightUnit.n) : MOST;
  return {
    sums: { n, most: MOST, d: whole ? sums.d : d, mostD: whole ? sums.mostD : MOST },
    weights: { n: weight, most: Math.max(weights.most, mostWeight) },
  };
}
