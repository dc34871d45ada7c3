import type {
  Answers,
  Migration,
  ProblemCode,
  ProblemDetails,
  RecordedAnswer,
  RecordedAnswers,
} from '../model/index.ts';
import { type Input, type Plan, readStatement } from '../scoring/index.ts';
import { currentName, currentOption, type Renames } from './id-renames.ts';

/** Answers as an assessment records them. */
interface RecordedStatements {
  readonly facts: RecordedAnswers;
  readonly answers: RecordedAnswers;
  readonly targets?: RecordedAnswers | undefined;
}

/** Why an answer has no place in a version. */
type LossReason =
  /** Nothing asks for it any more. */
  | { readonly kind: 'no-question' }
  /** These options are gone. */
  | { readonly kind: 'no-option'; readonly options: readonly string[] }
  /** The question that took its place has an answer already, given under this id. */
  | { readonly kind: 'taken'; readonly by: string }
  /** The question takes no such answer any more. */
  | { readonly kind: 'not-allowed'; readonly code: ProblemCode; readonly details: ProblemDetails };

/** An answer, or a part of one, that has no place in a version. */
export interface LostAnswer {
  /** The id it was given under. */
  readonly name: string;
  readonly answer: RecordedAnswer;
  readonly reason: LossReason;
  /** Whether it is an answer aimed at. */
  readonly isTarget: boolean;
}

/** Answers with the ids of a version, and what became of those that changed. */
export interface CarriedOver extends RecordedStatements {
  readonly targets: RecordedAnswers;
  /** From the id an answer was given under to the one it has now. */
  readonly renamed: Readonly<Record<string, string>>;
  readonly lost: readonly LostAnswer[];
}

interface Kept {
  /** The id it was given under. */
  readonly from: string;
  readonly answer: RecordedAnswer;
}

/**
 * Takes answers of another version over by the renames that a plan's version declares. What has no place in it is in
 * `lost` with the reason; what it asks in addition stays unanswered.
 */
export function carryOver(
  recorded: RecordedStatements,
  { plan, renames }: { plan: Plan; renames: Renames },
): CarriedOver {
  const inputs = new Map(plan.inputs.map((input) => [input.name, input]));
  const lost: LostAnswer[] = [];
  const carry = (answers: RecordedAnswers, isTarget: boolean): Map<string, Kept> => {
    const kept = new Map<string, Kept>();
    const lose = (name: string, answer: RecordedAnswer, reason: LossReason): unknown =>
      lost.push({ name, answer, reason, isTarget });
    // An answer under the id of now goes before one under an earlier id of the same question.
    const byAge = Object.entries(answers).sort(
      ([a], [b]) => Number(renames.names.has(a)) - Number(renames.names.has(b)),
    );
    for (const [from, answer] of byAge) {
      const name = currentName(from, renames);
      const input = inputs.get(name);
      const earlier = kept.get(name);
      if (!input) lose(from, answer, { kind: 'no-question' });
      else if (earlier) lose(from, answer, { kind: 'taken', by: earlier.from });
      else {
        const carried = carryAnswer(input, answer, renames);
        if (carried.kept) kept.set(name, { from, answer: carried.kept });
        if (carried.lost) lose(from, carried.lost.answer, carried.lost.reason);
      }
    }
    return kept;
  };
  const given = carry({ ...recorded.facts, ...recorded.answers }, false);
  const aimed = carry(recorded.targets ?? {}, true);
  const pick = (kept: ReadonlyMap<string, Kept>, role: Input['role']): RecordedAnswers =>
    Object.fromEntries(
      plan.inputs.flatMap((input) => {
        const found = input.role === role ? kept.get(input.name) : undefined;
        return found ? [[input.name, found.answer]] : [];
      }),
    );
  const moved = [...given, ...aimed].filter(([name, { from }]) => name !== from);
  return {
    facts: pick(given, 'fact'),
    answers: pick(given, 'question'),
    targets: pick(aimed, 'question'),
    renamed: Object.fromEntries(moved.map(([name, { from }]) => [from, name])),
    lost,
  };
}

interface Carried {
  readonly kept?: RecordedAnswer;
  readonly lost?: { readonly answer: RecordedAnswer; readonly reason: LossReason };
}

/** An answer with the options of now; `name` is the question's name of now. */
export function renameAnswer(name: string, answer: RecordedAnswer, renames: Renames): RecordedAnswer {
  const { value } = answer;
  if (value === undefined || !renames.options.has(name)) return answer;
  const now = (option: string): string => currentOption(name, option, renames);
  return { ...answer, value: Array.isArray(value) ? value.map(now) : now(String(value)) };
}

function carryAnswer(input: Input, answer: RecordedAnswer, renames: Renames): Carried {
  const now = renameAnswer(input.name, answer, renames);
  const [given, chosen] = [answer.value, now.value];
  if (input.type !== 'multiple' || !Array.isArray(given) || !Array.isArray(chosen))
    return acceptAnswer(input, answer, now);
  // Of several options those that are still there are kept.
  const ids = new Set(input.options.map(({ id }) => id));
  const kept = [...new Set(chosen.filter((option) => ids.has(option)))];
  const gone = given.filter((_, i) => !ids.has(chosen[i] as string));
  if (gone.length === 0) return acceptAnswer(input, answer, { ...now, value: kept });
  const reason: LossReason = { kind: 'no-option', options: gone };
  if (kept.length === 0 || 'code' in readStatement(input, { ...now, value: kept })) return { lost: { answer, reason } };
  return { kept: { ...now, value: kept }, lost: { answer: { state: answer.state, value: gone }, reason } };
}

/** Keeps an answer where the question takes it; a value kept beside another state may be lost alone. */
function acceptAnswer(input: Input, given: RecordedAnswer, now: RecordedAnswer): Carried {
  const read = readStatement(input, now);
  if ('code' in read) return { lost: { answer: given, reason: reasonOf(read, given) } };
  if (now.state === 'answered' || now.value === undefined || 'value' in read.entry) return { kept: now };
  const { value, ...rest } = now;
  const why = readStatement(input, { state: 'answered', value });
  if (!('code' in why)) return { kept: now };
  return { kept: rest, lost: { answer: { state: given.state, value }, reason: reasonOf(why, given) } };
}

function reasonOf(
  { code, details }: { code: ProblemCode; details: ProblemDetails },
  { value }: RecordedAnswer,
): LossReason {
  if (code === 'A102') return { kind: 'no-option', options: [value ?? ''].flat().map(String) };
  return { kind: 'not-allowed', code, details };
}

/**
 * What an assessment records of answers taken over from another version; undefined where the version is the same and
 * all stayed as they were. `from` is undefined where their version is unknown.
 */
export function describeMigration(
  { renamed, lost }: CarriedOver,
  { from, to }: { readonly from: string | undefined; readonly to: string },
): Migration | undefined {
  if (from === to && lost.length === 0 && Object.keys(renamed).length === 0) return undefined;
  const pick = (isTarget: boolean): RecordedAnswers =>
    Object.fromEntries(lost.filter((one) => one.isTarget === isTarget).map(({ name, answer }) => [name, answer]));
  const lostTargets = pick(true);
  return {
    ...(from === undefined ? {} : { from }),
    renamed: { ...renamed },
    lost: pick(false),
    ...(Object.keys(lostTargets).length > 0 ? { lostTargets } : {}),
  };
}

/**
 * The statements of an answers file as an assessment would record them. The file may be unchecked: what is no value becomes
 * a text, which its question then refuses.
 */
export function toRecordedStatements({ facts, answers, targets }: UncheckedAnswers): RecordedStatements {
  return {
    facts: recordStatements(facts),
    answers: recordStatements(answers),
    ...(targets === undefined ? {} : { targets: recordStatements(targets) }),
  };
}

interface UncheckedAnswers {
  readonly facts?: unknown;
  readonly answers?: unknown;
  readonly targets?: unknown;
}

/** An answers file with the answers carried over in place of its own, and without its version. */
export function toAnswersDocument(document: Answers, { facts, answers, targets }: CarriedOver): Answers {
  const { packVersion: _, ...rest } = document;
  return {
    ...rest,
    facts: facts as Answers['facts'],
    answers: answers as Answers['answers'],
    ...(document.targets ? { targets: targets as Answers['targets'] } : {}),
  } as Answers;
}

function recordStatements(statements: unknown): RecordedAnswers {
  if (!isMap(statements)) return {};
  return Object.fromEntries(Object.entries(statements).map(([name, statement]) => [name, recordStatement(statement)]));
}

const STATES: readonly unknown[] = ['answered', 'notApplicable', 'unknown', 'unanswered'];

function recordStatement(statement: unknown): RecordedAnswer {
  if (!isMap(statement)) return { state: 'answered', value: plainValueOf(statement) };
  const { value, state, note, evidence } = statement;
  const stated = STATES.includes(state) ? (state as RecordedAnswer['state']) : undefined;
  return {
    state: stated ?? (value === undefined ? 'unanswered' : 'answered'),
    ...(value === undefined ? {} : { value: plainValueOf(value) }),
    ...(typeof note === 'string' ? { note } : {}),
    ...(Array.isArray(evidence) ? { evidence: evidence.map(String) } : {}),
  };
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function plainValueOf(value: unknown): NonNullable<RecordedAnswer['value']> {
  if (Array.isArray(value)) return value.map(String);
  return typeof value === 'number' || typeof value === 'boolean' ? value : String(value);
}
