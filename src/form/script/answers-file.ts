import { readRecorded, recordSheet } from '../../interview/recorded.ts';
import type { PackStamp, RecordedAnswer, RecordedAnswers } from '../../model/generated/types.ts';
import type { Plan } from '../../scoring/plan.ts';
import type { Sheet } from '../../scoring/sheet.ts';
import { carryOver, type Lost } from '../../versions/carry-over.ts';
import type { Renames } from '../../versions/renames.ts';
import { readJson } from '../embedded.ts';

/** The pack that answers are given for. */
export interface AnsweredPack {
  readonly plan: Plan;
  readonly stamp: PackStamp;
  readonly renames: Renames;
}

/** A sheet as a file of answers; `date` is the day, ISO 8601. */
export function writeAnswers({ plan, stamp }: AnsweredPack, sheet: Sheet, date: string): string {
  const { facts, answers } = recordSheet(plan, sheet);
  const document = {
    pack: stamp.id,
    packVersion: stamp.version,
    assessment: { kind: 'self', date },
    facts: shorten(facts),
    answers: shorten(answers),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

/** A value says by itself that it is the answer. */
function shorten(recorded: RecordedAnswers): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(recorded).map(([name, answer]) => {
      const { state, ...rest } = answer;
      if (state !== 'answered') return [name, answer];
      return [name, Object.keys(rest).join() === 'value' ? rest.value : rest];
    }),
  );
}

/** What a file of answers came to. */
export type ReadFile =
  | { readonly sheet: Sheet; readonly lost: readonly Lost[]; readonly version: string | undefined }
  | { readonly problem: 'not-answers' }
  | { readonly problem: 'other-pack'; readonly pack: string };

/** Reads a file of answers as JSON; answers of another version are taken over by the renames that this one declares. */
export function readAnswersFile(text: string, { plan, stamp, renames }: AnsweredPack): ReadFile {
  const document = parse(text);
  if (!isMap(document) || !isMap(document.answers)) return { problem: 'not-answers' };
  const { pack, packVersion, facts, answers } = document;
  if (pack !== undefined && pack !== stamp.id) return { problem: 'other-pack', pack: String(pack) };
  const recorded = { facts: recordAll(isMap(facts) ? facts : {}), answers: recordAll(answers) };
  const carried = carryOver(recorded, { plan, renames });
  return {
    sheet: readRecorded(plan, carried).sheet,
    lost: carried.lost,
    version: typeof packVersion === 'string' ? packVersion : undefined,
  };
}

function parse(text: string): unknown {
  try {
    return readJson(text.replace(/^\uFEFF/, ''));
  } catch {
    return undefined;
  }
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function recordAll(statements: Record<string, unknown>): RecordedAnswers {
  return Object.fromEntries(Object.entries(statements).map(([name, statement]) => [name, recordStatement(statement)]));
}

const STATES: readonly unknown[] = ['answered', 'notApplicable', 'unknown', 'unanswered'];

/** A statement of any form; what is no value becomes a text, which its question then refuses. */
function recordStatement(statement: unknown): RecordedAnswer {
  if (!isMap(statement)) return { state: 'answered', value: plainValueOf(statement) };
  const { value, state, note, evidence } = statement;
  const said = STATES.includes(state) ? (state as RecordedAnswer['state']) : undefined;
  return {
    state: said ?? (value === undefined ? 'unanswered' : 'answered'),
    ...(value === undefined ? {} : { value: plainValueOf(value) }),
    ...(typeof note === 'string' ? { note } : {}),
    ...(Array.isArray(evidence) ? { evidence: evidence.map(String) } : {}),
  };
}

function plainValueOf(value: unknown): NonNullable<RecordedAnswer['value']> {
  if (Array.isArray(value)) return value.map(String);
  return typeof value === 'number' || typeof value === 'boolean' ? value : String(value);
}
