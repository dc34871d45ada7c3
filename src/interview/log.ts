import type { RecordedAnswer } from '../model/generated/types.ts';
import type { Details, ProblemCode } from '../model/problem.ts';
import { evaluate } from '../scoring/evaluate.ts';
import type { SheetEntry } from '../scoring/sheet.ts';
import { findItem, type Interview } from './interview.ts';
import { goToOpen, jumpToItem, skip } from './moves.ts';
import { readStatement, recordEntry } from './statement.ts';

/** One thing said, as the log of an interview keeps it; null takes back what was said before. */
export interface LogEvent {
  readonly name: string;
  readonly statement: RecordedAnswer | null;
}

/** Something in a log that the questionnaire does not take, as after a change of its version. */
export interface RefusedStatement {
  readonly name: string;
  readonly statement: RecordedAnswer;
  readonly code: ProblemCode;
  readonly details: Details;
}

export interface Replayed {
  readonly state: Interview;
  readonly refused: readonly RefusedStatement[];
}

/** What the log must hold after something was said of a fact or question. */
export function eventOf({ sheet }: Interview, name: string): LogEvent {
  const entry = sheet.get(name);
  return { name, statement: entry ? recordEntry(entry) : null };
}

/** Says everything in a log once more. It goes on after what was said last, or at it where that is no answer yet. */
export function replay(start: Interview, events: readonly LogEvent[]): Replayed {
  const latest = new Map<string, RecordedAnswer>();
  for (const { name, statement } of events) {
    if (statement === null) latest.delete(name);
    else latest.set(name, statement);
  }
  const sheet = new Map<string, SheetEntry>(start.sheet);
  const refused: RefusedStatement[] = [];
  for (const [name, statement] of latest) {
    const input = findItem(start, name)?.input ?? start.plan.inputs.find((one) => one.name === name);
    const read = input
      ? readStatement(input, statement)
      : ({ code: 'A101', details: { found: name, wanted: 'question' } } as const);
    if ('entry' in read) sheet.set(name, read.entry);
    else refused.push({ name, statement, code: read.code, details: read.details });
  }
  const state = { ...start, sheet, evaluation: evaluate(start.plan, sheet) };
  return { state: goOnAfter(state, events.at(-1)?.name), refused };
}

function goOnAfter(state: Interview, name: string | undefined): Interview {
  if (name === undefined) return state;
  if (!findItem(state, name)) return goToOpen(state);
  const there = jumpToItem(state, name);
  const stated = state.sheet.get(name)?.state ?? 'unanswered';
  return stated === 'unanswered' ? there : skip(there);
}
