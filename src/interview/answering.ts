import { evaluate } from '../scoring/evaluate.ts';
import { type AnswerState, type AnswerValue, entryOf, type SheetEntry } from '../scoring/sheet.ts';
import { type Interview, settle } from './interview.ts';
import { skip } from './moves.ts';

/** What is said of a question, apart from notes and evidence. */
export type Saying =
  | { readonly state: 'answered'; readonly value: AnswerValue }
  | { readonly state: Exclude<AnswerState, 'answered'> };

/** What goes with an answer; an empty note or list takes it away. */
export interface Remarks {
  readonly note?: string | undefined;
  readonly evidence?: readonly string[] | undefined;
}

/**
 * Says something of a fact or question, or takes it back; notes and evidence stay with it. Where the interview stands
 * at it, it goes on after an answer. A value is kept when "don't know yet" or "not applicable" takes its place, so that
 * nothing is lost by a slip.
 */
export function answer(state: Interview, name: string, saying: Saying): Interview {
  const { value: before, note, evidence } = entryOf(state.sheet, name);
  const kept = saying.state === 'unanswered' ? undefined : before;
  const value = saying.state === 'answered' ? saying.value : kept;
  const said = setEntry(state, name, makeEntry(saying.state, value, { note, evidence }));
  const here = state.outline.stops[state.at];
  const goesOn = saying.state !== 'unanswered' && here?.kind === 'item' && here.item.name === name;
  return goesOn ? skip(said) : said;
}

/** Adds or changes the note or the evidence of an answer, whether it is given yet or not. */
export function annotate(state: Interview, name: string, remarks: Remarks): Interview {
  const { state: said, value, note, evidence } = entryOf(state.sheet, name);
  return setEntry(state, name, makeEntry(said, value, { note, evidence, ...remarks }));
}

/** Replaces what the sheet holds of a fact or question; what says nothing is taken away. */
export function setEntry(state: Interview, name: string, entry: SheetEntry): Interview {
  const sheet = new Map(state.sheet);
  if (saysNothing(entry)) sheet.delete(name);
  else sheet.set(name, entry);
  return settle({ ...state, sheet, evaluation: evaluate(state.plan, sheet) });
}

function makeEntry(state: AnswerState, value: AnswerValue | undefined, { note, evidence }: Remarks): SheetEntry {
  const parts = {
    ...(value === undefined ? {} : { value }),
    ...(note ? { note } : {}),
    ...(evidence && evidence.length > 0 ? { evidence } : {}),
  };
  // Whoever says "answered" brings the value along.
  return { state, ...parts } as SheetEntry;
}

function saysNothing({ state, value, note, evidence }: SheetEntry): boolean {
  return state === 'unanswered' && value === undefined && note === undefined && evidence === undefined;
}
