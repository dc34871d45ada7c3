import { multiply, type Rational } from '../../../model/rational.ts';
import { MOST } from '../number.ts';
import { literal, type Writer } from '../writer.ts';
import { type Few, otherSide, type Side, wholeFactor } from './members.ts';

/** A table's numbers times a weight, in units of a scale; an end at which 0 times no limit meets counts 0. */
export function weighted(
  table: readonly number[],
  factor: number,
  presence: readonly (0 | 1 | 2)[],
  optional: (number: number) => number,
): number[] {
  return table.map((number, i) => {
    const product = factor === 0 && !Number.isNaN(number) ? 0 : number * factor;
    return presence[i] === 0 ? 0 : presence[i] === 2 ? optional(product) : product;
  });
}

/** The lookups of all members with tables, weighed; constant ones are numbers. */
export function lookUp(
  few: readonly Few[],
  side: Side,
  unit: Rational,
  optional: (number: number) => number,
  writer: Writer,
): { n: string; most: number }[] {
  return few.map(({ index, low, high, presence, most, weight, scale }) => {
    const factor = wholeFactor(multiply(weight, scale), unit);
    const pick = weight.n < 0n ? otherSide(side) : side;
    const table = weighted(pick === 'low' ? low : high, factor, presence, optional);
    const largest = most * Math.abs(factor);
    if (largest > MOST) writer.giveUpIf('true');
    return { n: readTable(table, index, writer), most: largest };
  });
}

/** A lookup, or the number itself where all entries are the same. */
export function readTable(table: readonly number[], index: string, writer: Writer): string {
  const first = table[0] ?? 0;
  return table.every((one) => one === first) && Number.isFinite(first) ? literal(first) : writer.float(table, index);
}

/** A number that is no number shows that a member was open, or refused. */
export function notice(n: string, writer: Writer): void {
  if (!/^[\d.]+$/.test(n)) writer.leaveIf(`${n} !== ${n}`);
}
