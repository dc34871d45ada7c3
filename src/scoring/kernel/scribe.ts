import type { Condition } from '../../condition/condition.ts';
import type { Plan } from '../plan.ts';
import type { InputText } from './input.ts';
import type { Value } from './value.ts';
import type { Writer } from './writer.ts';

/** Whether a condition can hold, and whether it can fail, as expressions; in the settled form one is the other's opposite. */
export interface Truths {
  readonly holds: string;
  readonly fails: string;
}

/** What the parts that write a text share. Everything is written once, where it is first needed. */
export interface Scribe {
  readonly plan: Plan;
  readonly writer: Writer;
  /** What a position of the plan is. */
  valueAt(position: number): Value;
  inputAt(position: number): InputText;
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

export const ALWAYS: Truths = { holds: 'true', fails: 'false' };
