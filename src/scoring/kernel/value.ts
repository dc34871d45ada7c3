import { isNothing, type Possible, rangeOf, settledValue } from '../../condition/value.ts';
import { type Rational, toNumber } from '../../model/rational.ts';
import { commonScale, type Exact, greatestDivisor, MOST, type Num, wholeOf } from './number.ts';
import { literal, type Writer } from './writer.ts';

/** What a node is in the text. */
export type Value = Indexed | Numeric | Choices | List;

/** One of few things that are known beforehand: the text only finds out which. */
export interface Indexed {
  readonly form: 'indexed';
  /** A variable, the position among the outcomes. */
  readonly index: string;
  readonly outcomes: readonly Possible[];
}

/** A number, or all numbers between two; in the settled form both ends are the same. */
export interface Numeric {
  readonly form: 'numeric';
  readonly low: Num;
  readonly high: Num;
  /** Whether it surely is a number, and whether it may be one. In the settled form both are the same. */
  readonly sure: string;
  readonly may: string;
}

/** The options of a multiple choice: in the words where it is answered, one of the outcomes else. */
export interface Choices {
  readonly form: 'choices';
  readonly index: string;
  /** null stands for what the words say; `optional` for that or nothing. */
  readonly outcomes: readonly (Possible | 'words' | 'words or nothing')[];
  readonly words: readonly string[];
  readonly options: readonly string[];
}

/** The members of a list, in order. */
export interface List {
  readonly form: 'list';
  readonly members: readonly Value[];
}

/** Whether it is known what it is. */
export function isSettled(possible: Possible): boolean {
  return settledValue(possible) !== undefined;
}

/** What stands for an outcome that is not settled, or refused, in a table of the settled form. */
const OPEN = Number.NaN;

/** How the outcomes of something indexed count as numbers; those without are not there. */
export interface Tables {
  readonly scale: Rational;
  readonly low: readonly number[];
  readonly high: readonly number[];
  /** 0 not there, 1 there, 2 perhaps. */
  readonly presence: readonly (0 | 1 | 2)[];
  readonly most: number;
}

/** The outcomes as whole numbers of one scale; the scale may be given. */
export function tablesOf(outcomes: readonly (Possible | null)[], writer: Writer, given?: Rational): Tables {
  const scale = given ?? scaleOfOutcomes(outcomes);
  const low: number[] = [];
  const high: number[] = [];
  const presence: (0 | 1 | 2)[] = [];
  let most = 0;
  const whole = (end: Rational | null, none: number): number => {
    if (end === null) return none;
    const number = Number((end.n * scale.d) / (end.d * scale.n));
    most = Math.max(most, Math.abs(number));
    return number;
  };
  for (const outcome of outcomes) {
    const range = outcome === null || isNothing(outcome) ? undefined : rangeOf(outcome);
    if (outcome === null || (writer.mode === 'settled' && !isSettled(outcome))) {
      low.push(OPEN);
      high.push(OPEN);
      presence.push(1);
    } else if (!range) {
      low.push(0);
      high.push(0);
      presence.push(0);
    } else {
      low.push(whole(range.low, Number.NEGATIVE_INFINITY));
      high.push(whole(range.high, Number.POSITIVE_INFINITY));
      presence.push(outcome.nothing ? 2 : 1);
    }
  }
  if (most > MOST) writer.giveUpIf('true');
  return { scale, low, high, presence, most };
}

/** The scale in which all numbers of the outcomes are whole. */
export function scaleOfOutcomes(outcomes: readonly (Possible | null)[]): Rational {
  const ends = outcomes.flatMap((outcome) => {
    const range = outcome === null || isNothing(outcome) ? undefined : rangeOf(outcome);
    return range ? [range.low, range.high].filter((end): end is Rational => end !== null && end.n !== 0n) : [];
  });
  return commonScale(ends.map(({ n, d }) => ({ n: greatestDivisor(n, 0n), d })));
}

/** Whether an entry of a table of presence says so, as an expression. */
export function presenceOf(
  presence: readonly (0 | 1 | 2)[],
  index: string,
  writer: Writer,
): { sure: string; may: string } {
  const first = presence[0] ?? 0;
  if (presence.every((one) => one === first)) return { sure: String(first === 1), may: String(first !== 0) };
  const at = writer.hold(writer.int(presence, index));
  if (writer.mode === 'settled') return { sure: `${at} === 1`, may: `${at} === 1` };
  const isSure = presence.every((one) => one !== 2) ? `${at} !== 0` : `${at} === 1`;
  return { sure: isSure, may: presence.every((one) => one !== 0) ? 'true' : `${at} !== 0` };
}

/** A value as numbers. With `exactly`, a row in which it is one of several numbers, not all between two, is left. */
export function numericOf(value: Value, writer: Writer, exactly = false): Numeric {
  if (value.form === 'numeric') return value;
  if (value.form !== 'indexed')
    return { form: 'numeric', low: wholeOf('0', 0), high: wholeOf('0', 0), sure: 'false', may: 'false' };
  const { index, outcomes } = value;
  if (exactly && writer.mode === 'open') {
    const several = outcomes.map((outcome) => Number(outcome.kind === 'atoms' && outcome.atoms.length > 1));
    if (several.includes(1)) writer.giveUpIf(`${writer.int(several, index)} === 1`);
  }
  const { scale, low, high, presence, most } = tablesOf(outcomes, writer);
  const num = (table: readonly number[]): Exact => {
    const first = table[0] ?? 0;
    const same = table.every((one) => one === first) && Number.isFinite(first);
    return wholeOf(same ? literal(first) : writer.hold(writer.float(table, index)), most, scale);
  };
  const lowest = num(low);
  if (writer.mode === 'settled' && low.some(Number.isNaN)) writer.leaveIf(`${lowest.n} !== ${lowest.n}`);
  const highest = low.every((one, i) => one === high[i] || Number.isNaN(one)) ? lowest : num(high);
  return { form: 'numeric', low: lowest, high: highest, ...presenceOf(presence, index, writer) };
}

/** The doubles that are written for the outcomes of a score; NaN is none. */
export function doublesOf(outcomes: readonly Possible[], side: 'low' | 'high'): number[] {
  return outcomes.map((outcome) => {
    const end = isNothing(outcome) ? undefined : rangeOf(outcome)?.[side];
    return end ? toNumber(end) : Number.NaN;
  });
}
