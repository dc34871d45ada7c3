// Answers as drafts and enterprise files keep them: recorded, read back, and replayed into an interview.
import type { ProblemCode, ProblemDetails, RecordedAnswer, RecordedAnswers } from '../model/index.ts';
import {
  type AnswerEntry,
  type AnswerSet,
  evaluate,
  hasEvidence,
  type Input,
  type Plan,
  plainAnswer,
  readStatement,
  targetKey,
} from '../scoring/index.ts';
import { findItem, goToOpen, type Interview, jumpToItem, skip } from './interview.ts';

/** An answer given, as the log of an interview keeps it; null takes back the one before. */
export interface LogEvent {
  readonly name: string;
  readonly statement: RecordedAnswer | null;
}

/** Something in a log that the questionnaire does not take, as after a change of its version. */
export interface RefusedStatement {
  readonly name: string;
  readonly statement: RecordedAnswer;
  readonly code: ProblemCode;
  readonly details: ProblemDetails;
}

interface ReplayedLog {
  readonly state: Interview;
  readonly refused: readonly RefusedStatement[];
}

/** The event to log after a fact or question was answered. */
export function logEventOf({ sheet }: Interview, name: string): LogEvent {
  const entry = sheet.get(name);
  return { name, statement: entry ? recordEntry(entry) : null };
}

/** Gives all answers of a log again. The interview goes on after the last one, or at it where that is no answer yet. */
export function replayLog(start: Interview, events: readonly LogEvent[]): ReplayedLog {
  const latest = new Map<string, RecordedAnswer>();
  for (const { name, statement } of events) {
    if (statement === null) latest.delete(name);
    else latest.set(name, statement);
  }
  const sheet = new Map<string, AnswerEntry>(start.sheet);
  const refused: RefusedStatement[] = [];
  for (const [name, statement] of latest) {
    const input = findItem(start, name)?.input ?? start.plan.inputs.find((one) => one.name === name);
    const read = input
      ? readStatement(input, statement)
      : ({ code: 'A101', details: { found: name, wanted: { phrase: 'question' } } } as const);
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

/** The facts and answers of one enterprise as its file keeps them, with the answers aimed at, where some are stated. */
interface RecordedSheet {
  readonly facts: RecordedAnswers;
  readonly answers: RecordedAnswers;
  readonly targets?: RecordedAnswers;
}

/** A sheet as an enterprise file keeps it: facts, answers and those aimed at apart, in the order of the plan. */
export function recordAnswerSet(plan: Plan, sheet: AnswerSet): RecordedSheet {
  const facts: [string, RecordedAnswer][] = [];
  const answers: [string, RecordedAnswer][] = [];
  for (const { name, role } of plan.inputs) {
    const entry = sheet.get(name);
    const finished = entry && finishEntry(entry);
    if (finished) (role === 'fact' ? facts : answers).push([name, recordEntry(finished)]);
  }
  const targets = recordTargets(plan, sheet);
  return { facts: Object.fromEntries(facts), answers: Object.fromEntries(answers), ...(targets ? { targets } : {}) };
}

/** The answers aimed at; undefined where none are stated. */
function recordTargets({ inputs }: Plan, sheet: AnswerSet): RecordedAnswers | undefined {
  const aimed = inputs.flatMap(({ name }): [string, RecordedAnswer][] => {
    const entry = sheet.get(targetKey(name));
    const finished = entry && finishEntry(entry);
    return finished ? [[name, recordEntry(finished)]] : [];
  });
  return aimed.length === 0 ? undefined : Object.fromEntries(aimed);
}

/**
 * Reads recorded facts and answers back into a sheet. `lost` names what this plan has no place for: ids it does not
 * know, values it does not allow.
 */
export function readRecordedAnswers(
  plan: Plan,
  recorded: RecordedSheet,
): { readonly sheet: AnswerSet; readonly lost: readonly string[] } {
  const sheet = new Map<string, AnswerEntry>();
  const readGroup = (role: Input['role'], answers: RecordedAnswers, keyOf: (name: string) => string): string[] => {
    const inputs = new Map(plan.inputs.filter((input) => input.role === role).map((input) => [input.name, input]));
    return Object.entries(answers).flatMap(([name, answer]) => {
      const input = inputs.get(name);
      const read = input && readStatement(input, answer);
      if (!read || !('entry' in read)) return [name];
      sheet.set(keyOf(name), read.entry);
      return [];
    });
  };
  const { facts, answers, targets = {} } = recorded;
  const lost = [...readGroup('fact', facts, (name) => name), ...readGroup('question', answers, (name) => name)];
  readGroup('question', targets, targetKey);
  return { sheet, lost };
}

/** An answer as a draft and a file hold it. */
export function recordEntry({ state, value, note, evidence }: AnswerEntry): RecordedAnswer {
  return {
    state,
    ...(value === undefined ? {} : { value: plainAnswer(value) }),
    ...(note === undefined ? {} : { note }),
    ...(evidence === undefined || evidence.length === 0 ? {} : { evidence: [...evidence] }),
  };
}

/** The sheet as it is scored and filed: without values that are only kept, and without what was never answered. */
export function finishAnswerSet(sheet: AnswerSet): AnswerSet {
  const finished = new Map<string, AnswerEntry>();
  for (const [name, entry] of sheet) {
    const kept = finishEntry(entry);
    if (kept) finished.set(name, kept);
  }
  return finished;
}

/** An entry as it is scored and filed; undefined where it holds nothing. */
function finishEntry(entry: AnswerEntry): AnswerEntry | undefined {
  if (entry.state === 'answered') return entry;
  const { value: _, ...rest } = entry;
  const holdsAny = rest.state !== 'unanswered' || rest.note !== undefined || hasEvidence(rest);
  return holdsAny ? rest : undefined;
}
