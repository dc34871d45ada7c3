import { type Rational, toNumber } from '../../model/index.ts';
import { type AnswerEntry, type AnswerSet, type AnswerState, type EvaluationContext, entryOf } from '../answer-set.ts';
import type { Condition, Truth } from '../condition.ts';
import { contribution, evaluateNode } from '../evaluate-node.ts';
import type { CombineMember, MissingRules } from '../operators/operator.ts';
import type { Input, Plan } from '../plan.ts';
import { type Atom, isNothing, type Possible, rangeOf, settledValue } from '../possible-values.ts';
import { commonScale, type Exact, greatestDivisor, MOST, type Num, wholeOf } from './codegen-numbers.ts';
import { literal, type Truths, type Writer } from './codegen-writer.ts';

/** What the parts that write a text share. Everything is written once, where it is first needed. */
export interface CodegenContext {
  readonly plan: Plan;
  readonly writer: Writer;
  /** What a position of the plan is. */
  valueAt(position: number): Value;
  inputAt(position: number): InputCode;
  /** Whether an input is written already. */
  knowsInput(position: number): boolean;
  truthsOf(condition: Condition): Truths;
  /** The element of a column in the row at hand. */
  cell(column: ColumnName): string;
}

/** A column of the table by the index of its question among the inputs; `text` is one of codes made from texts. */
export interface ColumnName {
  readonly kind: 'code' | 'bits' | 'number' | 'text';
  readonly input: number;
  readonly word: number;
}

/** A question or fact in the text. */
export interface InputCode {
  readonly position: number;
  readonly asked: Truths;
  /** The code, or the state: 0 to 2 where there is no answer. */
  readonly code: string;
  /** How it can stand, and the variable that says which it is; null for numbers without end. */
  readonly standings: { readonly index: string; readonly list: readonly InputCase[] } | null;
  /** What its derivation gives. */
  readonly derived: Value | null;
  /** What conditions read. */
  value(): Value;
  /** Whether it counts as answered, or does not apply. */
  readonly isSettled: string;
}

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
interface Tables {
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

/** How one question stands: what is said to it, whether it is asked, and what its derivation gives. */
export interface InputCase {
  readonly said: AnswerEntry;
  readonly asked: Truth;
  readonly derived: Possible | null;
  /** What conditions read. */
  readonly value: Possible;
  /** Derived answers count as answered. */
  readonly state: AnswerState;
}

/** Whether a question is asked, in the order of the tables that are made of it. */
export const ASKED: readonly Truth[] = ['holds', 'undecided', 'fails'];

/** Where the condition of the question is found while a single question is looked at. */
const PROBE = -1;
const CONDITION: Condition = { op: 'entry', name: '', node: PROBE, test: { keyword: 'const', atoms: [true] } };
const TRUTHS: Readonly<Record<Truth, readonly Atom[]>> = { holds: [true], fails: [false], undecided: [false, true] };

/** How a question stands, as the evaluator finds it. */
export function inputCaseOf(
  plan: Plan,
  position: number,
  said: AnswerEntry,
  asked: Truth,
  derived: Possible | null,
): InputCase {
  const input = plan.nodes[position] as Input;
  const pass = passOf(plan, position, said, asked, derived);
  const value = evaluateNode({ ...input, when: CONDITION }, position, pass);
  return { said, asked, derived, value, state: pass.states[position] as AnswerState };
}

/** What a question that stands so brings to a score; null where the score refuses that. */
export function contributionOf(
  plan: Plan,
  position: number,
  standing: InputCase,
  member: CombineMember,
  missing: MissingRules,
): Possible | null {
  const pass = passOf(plan, position, standing.said, standing.asked, standing.derived);
  pass.asked[position] = standing.asked;
  pass.states[position] = standing.state;
  const brought = contribution(member, missing, pass);
  return pass.refused.size > 0 ? null : brought;
}

/** What the points of an answer are where they are read by themselves. */
export function pointsOfInputCase(plan: Plan, position: number, points: number, standing: InputCase): Possible {
  const pass = passOf(plan, position, standing.said, standing.asked, standing.derived);
  pass.values[position] = standing.value;
  return evaluateNode(plan.nodes[points] as Plan['nodes'][number], points, pass);
}

function passOf(
  plan: Plan,
  position: number,
  said: AnswerEntry,
  asked: Truth,
  derived: Possible | null,
): EvaluationContext {
  const input = plan.nodes[position] as Input;
  const sheet: AnswerSet = new Map([[input.name, said]]);
  const values: Possible[] = [];
  if (derived && input.derived !== null) values[input.derived] = derived;
  values[PROBE] = { kind: 'atoms', atoms: TRUTHS[asked], nothing: false };
  return {
    plan,
    sheet,
    choose: null,
    span: null,
    within: null,
    values,
    asked: [],
    states: [],
    refused: new Map(),
  };
}

/** What tells standings apart. */
export function keyOf({ said, asked, value, state, derived }: InputCase): string {
  return textOf([entryOf(new Map([['', said]]), ''), asked, value, state, state === 'answered' ? null : derived]);
}

/** A text that is the same for the same possibilities. */
export function textOf(value: unknown): string {
  return JSON.stringify(value, (_, inner) => (typeof inner === 'bigint' ? `${inner}n` : inner));
}
