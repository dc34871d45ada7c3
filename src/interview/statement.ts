import { plainAtom } from '../condition/unmet.ts';
import type { Atom } from '../condition/value.ts';
import type { RecordedAnswer } from '../model/generated/types.ts';
import type { Details, ProblemCode } from '../model/problem.ts';
import { readAnswerValue } from '../scoring/answer-value.ts';
import type { Input } from '../scoring/plan.ts';
import { type AnswerValue, isChoices, type Sheet, type SheetEntry } from '../scoring/sheet.ts';

/** An answer as a draft and a file hold it. */
export function recordEntry({ state, value, note, evidence }: SheetEntry): RecordedAnswer {
  return {
    state,
    ...(value === undefined ? {} : { value: recordValue(value) }),
    ...(note === undefined ? {} : { note }),
    ...(evidence === undefined || evidence.length === 0 ? {} : { evidence: [...evidence] }),
  };
}

function recordValue(value: AnswerValue): NonNullable<RecordedAnswer['value']> {
  return isChoices(value) ? [...value] : plainAtom(value as Atom);
}

/** An answer that was recorded, or why the question no longer takes it. */
export type ReadStatement = { readonly entry: SheetEntry } | { readonly code: ProblemCode; readonly details: Details };

/** Reads a recorded answer as what is asked now, which may have changed since it was given. */
export function readStatement(input: Input, { state, value, note, evidence }: RecordedAnswer): ReadStatement {
  const extras = { ...(note === undefined ? {} : { note }), ...(evidence === undefined ? {} : { evidence }) };
  const read = value === undefined ? undefined : readAnswerValue(input, textsOf(value));
  const known = read && 'value' in read ? { value: read.value } : {};
  if (state === 'answered') {
    if (!read) return { code: 'A113', details: { name: input.name, wanted: 'the state answered and no value' } };
    if (!('value' in read)) return { code: read.code, details: { name: input.name, ...read.details } };
    return { entry: { state, value: read.value, ...extras } };
  }
  if (state === 'notApplicable' && !input.notApplicable) return { code: 'A108', details: { name: input.name } };
  return { entry: { state, ...known, ...extras } };
}

function textsOf(value: NonNullable<RecordedAnswer['value']>): string | readonly string[] {
  return Array.isArray(value) ? value : String(value);
}

/** The sheet as it is scored and filed: without values that are only kept, and without what was never answered. */
export function finishSheet(sheet: Sheet): Sheet {
  const finished = new Map<string, SheetEntry>();
  for (const [name, entry] of sheet) {
    const said = finishEntry(entry);
    if (said) finished.set(name, said);
  }
  return finished;
}

/** An entry as it is scored and filed; undefined where it says nothing. */
export function finishEntry(entry: SheetEntry): SheetEntry | undefined {
  if (entry.state === 'answered') return entry;
  const { value: _, ...rest } = entry;
  const says = rest.state !== 'unanswered' || rest.note !== undefined || (rest.evidence ?? []).length > 0;
  return says ? rest : undefined;
}
