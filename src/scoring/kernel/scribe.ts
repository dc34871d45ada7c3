import type { Condition } from '../../condition/condition.ts';
import type { Plan } from '../plan.ts';
import type { Standing } from './standing.ts';
import type { Truths } from './truths.ts';
import type { Value } from './value.ts';
import type { Writer } from './writer.ts';

/** What the parts that write a text share. Everything is written once, where it is first needed. */
export interface Scribe {
  readonly plan: Plan;
  readonly writer: Writer;
  /** What a position of the plan is. */
  valueAt(position: number): Value;
  inputAt(position: number): InputText;
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
export interface InputText {
  readonly position: number;
  readonly asked: Truths;
  /** The code, or the state: 0 to 2 where there is no answer. */
  readonly code: string;
  /** How it can stand, and the variable that says which it is; null for numbers without end. */
  readonly standings: { readonly index: string; readonly list: readonly Standing[] } | null;
  /** What its derivation gives. */
  readonly derived: Value | null;
  /** What conditions read. */
  value(): Value;
  /** Whether it counts as answered, or does not apply. */
  readonly isSettled: string;
}
