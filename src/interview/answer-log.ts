// Converts answers to the form in drafts and enterprise files and back, and replays a log of answers into an interview.
import type { ProblemCode, ProblemDetails, RecordedAnswer, RecordedAnswers } from '../model/index.ts';
import {
  type AnswerEntry,
  type AnswerSet,
  evaluate,
  type Input,
  type Plan,
  readStatement,
  readStoredStatement,
  remarksOf,
  targetKey,
  toPlainAnswer,
} from '../scoring/index.ts';
import { findItem, goToOpen, type Interview, jumpToItem, skipItem } from './interview.ts';

/** One answer in the log of an interview; null means that the answer to the fact or question was cleared. */
export interface LogEvent {
  readonly name: string;
  readonly statement: RecordedAnswer | null;
}

/** A logged answer that the questionnaire no longer accepts, for example because the pack has a new version. */
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

/** Creates the event to log after a fact or question was answered. */
export function logEventOf({ sheet }: Interview, name: string): LogEvent {
  const entry = sheet.get(name);
  return { name, statement: entry ? recordEntry(entry) : null };
}

/**
 * Replays a log. The interview resumes after the item that was logged last, or at that item if it is still unanswered.
 */
export function replayLog(start: Interview, events: readonly LogEvent[]): ReplayedLog {
  const statementByName = new Map<string, RecordedAnswer>();
  for (const { name, statement } of events) {
    if (statement === null) statementByName.delete(name);
    else statementByName.set(name, statement);
  }
  const sheet = new Map<string, AnswerEntry>(start.sheet);
  const refusedStatements: RefusedStatement[] = [];
  const inputs = new Map(
    start.plan.inputs.flatMap((input) => [input.name, targetKey(input.name)].map((name) => [name, input] as const)),
  );
  for (const [name, statement] of statementByName) {
    const input = inputs.get(name);
    const parsedAnswer = input
      ? readStatement(input, statement)
      : ({ code: 'A101', details: { found: name, wanted: { phrase: 'question' } } } as const);
    if ('entry' in parsedAnswer) sheet.set(name, parsedAnswer.entry);
    else refusedStatements.push({ name, statement, code: parsedAnswer.code, details: parsedAnswer.details });
  }
  const state = { ...start, sheet, evaluation: evaluate(start.plan, sheet) };
  return { state: goOnAfter(state, events.at(-1)?.name), refused: refusedStatements };
}

function goOnAfter(state: Interview, name: string | undefined): Interview {
  if (name === undefined) return state;
  if (!findItem(state, name)) return goToOpen(state);
  const jumpedState = jumpToItem(state, name);
  const statedState = state.sheet.get(name)?.state ?? 'unanswered';
  return statedState === 'unanswered' ? jumpedState : skipItem(jumpedState);
}

/** The facts and answers of one enterprise in the form of its file, with target answers if there are any. */
interface RecordedSheet {
  readonly facts: RecordedAnswers;
  readonly answers: RecordedAnswers;
  readonly targets?: RecordedAnswers;
}

/**
 * Splits a sheet into facts, answers and target answers in the form of an enterprise file, each in the order of the
 * plan.
 */
export function recordAnswerSet(plan: Plan, sheet: AnswerSet): RecordedSheet {
  const facts: [string, RecordedAnswer][] = [];
  const answers: [string, RecordedAnswer][] = [];
  for (const { name, role } of plan.inputs) {
    const entry = sheet.get(name);
    const finishedEntry = entry && finishEntry(entry);
    if (finishedEntry) (role === 'fact' ? facts : answers).push([name, recordEntry(finishedEntry)]);
  }
  const targets = recordTargets(plan, sheet);
  return { facts: Object.fromEntries(facts), answers: Object.fromEntries(answers), ...(targets ? { targets } : {}) };
}

function recordTargets({ inputs }: Plan, sheet: AnswerSet): RecordedAnswers | undefined {
  const aimedAnswers = inputs.flatMap(({ name }): [string, RecordedAnswer][] => {
    const entry = sheet.get(targetKey(name));
    const finishedEntry = entry && finishEntry(entry);
    return finishedEntry ? [[name, recordEntry(finishedEntry)]] : [];
  });
  return aimedAnswers.length === 0 ? undefined : Object.fromEntries(aimedAnswers);
}

/**
 * Converts recorded facts and answers back to a sheet. `lost` names those that do not fit into this plan: unknown ids
 * and values that are not allowed.
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
      const parsedAnswer = input && readStoredStatement(input, answer);
      if (!parsedAnswer || !('entry' in parsedAnswer)) return [name];
      sheet.set(keyOf(name), parsedAnswer.entry);
      return [];
    });
  };
  const { facts, answers, targets = {} } = recorded;
  const lostAnswers = [...readGroup('fact', facts, (name) => name), ...readGroup('question', answers, (name) => name)];
  readGroup('question', targets, targetKey);
  return { sheet, lost: lostAnswers };
}

/** Converts an answer to the form in which drafts and enterprise files store it. */
export function recordEntry({ state, value, ...remarks }: AnswerEntry): RecordedAnswer {
  const { evidence, ...others } = remarksOf(remarks);
  return {
    state,
    ...(value === undefined ? {} : { value: toPlainAnswer(value) }),
    ...others,
    ...(evidence ? { evidence: [...evidence] } : {}),
  };
}

/**
 * Returns the sheet that is scored and filed. It has no empty entries, and no values that were kept only in case "don't
 * know yet" or "not applicable" was a mistake.
 */
export function finishAnswerSet(sheet: AnswerSet): AnswerSet {
  const finishedSheet = new Map<string, AnswerEntry>();
  for (const [name, entry] of sheet) {
    const keptEntry = finishEntry(entry);
    if (keptEntry) finishedSheet.set(name, keptEntry);
  }
  return finishedSheet;
}

/** Returns the entry that is scored and filed; undefined if it is empty. */
function finishEntry(entry: AnswerEntry): AnswerEntry | undefined {
  if (entry.state === 'answered') return entry;
  const { value: _, ...rest } = entry;
  return rest.state !== 'unanswered' || Object.keys(remarksOf(rest)).length > 0 ? rest : undefined;
}
