import type { Atom } from '../condition/value.ts';

/** The four states of an answer. */
export type AnswerState = 'answered' | 'notApplicable' | 'unknown' | 'unanswered';

/** An answer's value: option ids for a multiple choice, one value else. */
export type AnswerValue = Atom | readonly string[];

/** What was said to one question, or of one fact. */
export type SheetEntry = { readonly note?: string; readonly evidence?: readonly string[] } & (
  | { readonly state: 'answered'; readonly value: AnswerValue }
  | {
      readonly state: Exclude<AnswerState, 'answered'>;
      /** A value may be kept here too, so that nothing is lost when a state is taken back. */
      readonly value?: AnswerValue;
      /** What a measure leads to: whatever the open answer is, it is at least this then. */
      readonly least?: AnswerValue;
    }
);

/** The answers of one enterprise at one time, facts included, checked against a plan. Absent is unanswered. */
export type Sheet = ReadonlyMap<string, SheetEntry>;

const UNANSWERED: SheetEntry = { state: 'unanswered' };

export function entryOf(sheet: Sheet, name: string): SheetEntry {
  return sheet.get(name) ?? UNANSWERED;
}

/** Whether an answer carries evidence. */
export function isProven({ evidence }: SheetEntry): boolean {
  return evidence !== undefined && evidence.length > 0;
}

export function isChoices(value: AnswerValue): value is readonly string[] {
  return Array.isArray(value);
}
