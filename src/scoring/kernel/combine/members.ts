import type { Possible } from '../../../condition/value.ts';
import { divide, multiply, type Rational } from '../../../model/rational.ts';
import type { Operator } from '../../plan.ts';
import { isOpen } from '../input.ts';
import { commonScale, type Exact, exactOf, greatestDivisor, type Num, productOf, scaled, where } from '../number.ts';
import { type Indexed, type Numeric, numericOf, scaleOfOutcomes, tablesOf, type Value } from '../value.ts';
import { addInLines, and, or, type Writer } from '../writer.ts';

/** What a member brings, with its weight and what multiplies that. */
export interface Member {
  /** Outcomes that are null are refused. */
  readonly value: Value | (Omit<Indexed, 'outcomes'> & { readonly outcomes: readonly (Possible | null)[] });
  readonly weight: Rational;
  readonly by: Numeric | null;
}

/** A member whose numbers stand in tables: unweighted, in units of a scale common to all of them. */
export interface Few {
  readonly index: string;
  readonly low: readonly number[];
  readonly high: readonly number[];
  readonly presence: readonly (0 | 1 | 2)[];
  readonly most: number;
  readonly scale: Rational;
  readonly weight: Rational;
}

/** A member whose number is worked out. */
export interface Worked {
  readonly low: Num;
  readonly high: Num;
  readonly sure: string;
  readonly may: string;
  readonly weight: Rational;
  /** What multiplies the weight; it is there wherever the member is. */
  readonly by: Exact | null;
}

/** Members as tables where few outcomes are possible, worked out otherwise. */
export function readMembers(op: Operator, members: readonly Member[], writer: Writer): [Few[], Worked[]] {
  const tabled = members.filter(({ value, by }) => value.form === 'indexed' && by === null);
  const scale = commonScale(tabled.map(({ value }) => scaleOfOutcomes((value as Indexed).outcomes)));
  const few = tabled.map(({ value, weight }): Few => {
    const { index, outcomes } = value as Indexed;
    const { low, high, presence, most } = tablesOf(outcomes, writer, scale);
    return { index, low, high, presence, most, scale, weight };
  });
  const numbers = members
    .filter((member) => !tabled.includes(member))
    .map(({ value, weight, by }): Worked => readNumber(op, value, weight, by, writer));
  return [few, numbers];
}

function readNumber(
  op: Operator,
  value: Member['value'],
  weight: Rational,
  by: Numeric | null,
  writer: Writer,
): Worked {
  const refused = value.form === 'indexed' ? value.outcomes.map((outcome) => Number(outcome === null)) : [];
  if (refused.includes(1)) writer.giveUpIf(`${writer.int(refused, (value as Indexed).index)} === 1`);
  const whole = value.form === 'indexed' ? { ...value, outcomes: value.outcomes.map((one) => one ?? NONE) } : value;
  const numeric = numericOf(whole, writer);
  if (!by) return { ...numeric, weight, by: null };
  // A weight that is itself open leaves little to say; the evaluator says it.
  writer.giveUpIf(writer.mode === 'open' ? isOpen(by, writer) : 'false');
  const factor = exactOf(by.low, writer);
  const counts = op === 'mean' ? and(by.may, `${factor.n} !== 0`) : by.may;
  const there = writer.hold(and(numeric.may, counts));
  const low = where(there, numeric.low, writer);
  return {
    low,
    high: numeric.low === numeric.high ? low : where(there, numeric.high, writer),
    sure: numeric.sure === numeric.may ? there : and(numeric.sure, counts),
    may: there,
    weight,
    by: factor,
  };
}

const NONE: Possible = { kind: 'atoms', atoms: [], nothing: true };

/** The ends of what is possible. */
export type Side = 'low' | 'high';

export const otherSide = (side: Side): Side => (side === 'low' ? 'high' : 'low');

/** How many units a number is; it must be a whole multiple. */
export function wholeFactor(number: Rational, unit: Rational): number {
  const { n, d } = divide(number, unit);
  if (d !== 1n) throw new RangeError('not a multiple of the scale');
  return Number(n);
}

/** The unit in which all weighed members are whole; weights of 0 have no say. */
export function unitOf(few: readonly Few[], weighed: readonly Exact[]): Rational {
  const own = few.map(({ weight, scale }) => multiply(weight, scale)).filter(({ n }) => n !== 0n);
  return commonScale([
    ...own.map(({ n, d }) => ({ n: greatestDivisor(n, 0n), d })),
    ...weighed.map(({ scale }) => scale),
  ]);
}

/** A number times its weight. */
export function weigh(num: Num, { weight, by }: Worked, writer: Writer): Exact {
  const whole = scaled(exactOf(num, writer), weight);
  return by ? productOf(whole, by, writer) : whole;
}

/** Whether anything is there, for sure or perhaps. */
export function writePresence(
  few: readonly Few[],
  numbers: readonly Worked[],
  writer: Writer,
): { sure: string; may: string } {
  const always =
    few.some(({ presence }) => presence.every((one) => one === 1)) || numbers.some(({ sure }) => sure === 'true');
  if (always) return { sure: 'true', may: 'true' };
  const varying = few.filter(({ presence }) => presence.some((one) => one !== 0));
  const count = (counts: (one: 0 | 1 | 2) => boolean): string => {
    const tables = varying.map(({ presence, index }) =>
      writer.int(
        presence.map((one) => Number(counts(one))),
        index,
      ),
    );
    const sum = addInLines(tables, writer);
    return sum === null ? 'false' : `${sum} > 0`;
  };
  const sure = writer.hold(
    or(
      count((one) => one === 1),
      ...numbers.map((number) => number.sure),
    ),
  );
  if (writer.mode === 'settled') return { sure, may: sure };
  return {
    sure,
    may: writer.hold(
      or(
        count((one) => one !== 0),
        ...numbers.map((number) => number.may),
      ),
    ),
  };
}

/** Whether nothing about the members can be open. */
export function isFixed(few: readonly Few[], numbers: readonly Worked[]): boolean {
  return (
    few.every(({ low, high, presence }) => presence.every((one, i) => one !== 2 && low[i] === high[i])) &&
    numbers.every(({ low, high, sure, may }) => low === high && sure === may)
  );
}

/** Whether no member may turn out not to be there. */
export function isFixedPresence(few: readonly Few[], numbers: readonly Worked[]): boolean {
  return few.every(({ presence }) => !presence.includes(2)) && numbers.every(({ sure, may }) => sure === may);
}
