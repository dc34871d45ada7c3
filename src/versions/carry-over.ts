import type {
  Answers,
  Migration,
  ProblemCode,
  ProblemDetails,
  RecordedAnswer,
  RecordedAnswers,
} from '../model/index.ts';
import { itemAt } from '../model/index.ts';
import { type Input, type Plan, readStatement, readStoredStatement, takesSeveral } from '../scoring/index.ts';
import { currentName, currentOption, type Renames } from './id-renames.ts';

/** The answers and facts of an assessment, as recorded. */
interface RecordedStatements {
  readonly facts: RecordedAnswers;
  readonly answers: RecordedAnswers;
  readonly targets?: RecordedAnswers | undefined;
}

/** Why an answer to one version of a pack does not fit another version. */
type LossReason =
  /** The version no longer has the question. */
  | { readonly kind: 'no-question' }
  /** These options were removed. */
  | { readonly kind: 'no-option'; readonly options: readonly string[] }
  /** The new id of the question already has an answer, which was given under the id `by`. */
  | { readonly kind: 'taken'; readonly by: string }
  /** The question does not accept this answer. */
  | { readonly kind: 'not-allowed'; readonly code: ProblemCode; readonly details: ProblemDetails };

/** An answer, or part of one, that does not fit a version. */
export interface LostAnswer {
  /** The id under which the answer was given. */
  readonly name: string;
  readonly answer: RecordedAnswer;
  readonly reason: LossReason;
  /** Whether the answer is a target rather than the current state. */
  readonly isTarget: boolean;
}

/** The answers under the ids of another version, with the ids that were renamed and the answers that were lost. */
export interface CarriedOver extends RecordedStatements {
  readonly targets: RecordedAnswers;
  /** For each renamed question, the id under which it was answered as key, with its current id. */
  readonly renamed: Readonly<Record<string, string>>;
  readonly lost: readonly LostAnswer[];
}

interface KeptAnswer {
  /** The id under which the answer was given. */
  readonly from: string;
  readonly answer: RecordedAnswer;
}

/**
 * Converts answers to another version of a pack by the renames that the plan's version declares. Answers that do not
 * fit are listed in `lost` with the reason; new questions stay unanswered.
 */
export function carryOver(
  recorded: RecordedStatements,
  { plan, renames }: { plan: Plan; renames: Renames },
): CarriedOver {
  const inputs = new Map(plan.inputs.map((input) => [input.name, input]));
  const lostAnswers: LostAnswer[] = [];
  const carryAnswers = (answers: RecordedAnswers, isTarget: boolean): Map<string, KeptAnswer> => {
    const keptAnswers = new Map<string, KeptAnswer>();
    const addLoss = (name: string, answer: RecordedAnswer, reason: LossReason): unknown =>
      lostAnswers.push({ name, answer, reason, isTarget });
    // If a question was answered under its current and an earlier id, the answer under the current id is kept.
    const entriesByAge = Object.entries(answers).sort(
      ([a], [b]) => Number(renames.names.has(a)) - Number(renames.names.has(b)),
    );
    for (const [from, answer] of entriesByAge) {
      const name = currentName(from, renames);
      const input = inputs.get(name);
      const keptEarlier = keptAnswers.get(name);
      if (!input) addLoss(from, answer, { kind: 'no-question' });
      else if (keptEarlier) addLoss(from, answer, { kind: 'taken', by: keptEarlier.from });
      else {
        const carriedAnswer = carryAnswer(input, answer, renames);
        if (carriedAnswer.kept) keptAnswers.set(name, { from, answer: carriedAnswer.kept });
        if (carriedAnswer.lost) addLoss(from, carriedAnswer.lost.answer, carriedAnswer.lost.reason);
      }
    }
    return keptAnswers;
  };
  const carriedStatements = carryAnswers({ ...recorded.facts, ...recorded.answers }, false);
  const carriedTargets = carryAnswers(recorded.targets ?? {}, true);
  const keptAnswersOf = (kept: ReadonlyMap<string, KeptAnswer>, role: Input['role']): RecordedAnswers =>
    Object.fromEntries(
      plan.inputs.flatMap((input) => {
        const keptAnswer = input.role === role ? kept.get(input.name) : undefined;
        return keptAnswer ? [[input.name, keptAnswer.answer]] : [];
      }),
    );
  const movedStatements = [...carriedStatements, ...carriedTargets].filter(([name, { from }]) => name !== from);
  return {
    facts: keptAnswersOf(carriedStatements, 'fact'),
    answers: keptAnswersOf(carriedStatements, 'question'),
    targets: keptAnswersOf(carriedTargets, 'question'),
    renamed: Object.fromEntries(movedStatements.map(([name, { from }]) => [from, name])),
    lost: lostAnswers,
  };
}

interface CarriedAnswer {
  readonly kept?: RecordedAnswer;
  readonly lost?: { readonly answer: RecordedAnswer; readonly reason: LossReason };
}

/** Replaces renamed options in an answer by the current ones; `name` is the question's current name. */
export function renameAnswer(name: string, answer: RecordedAnswer, renames: Renames): RecordedAnswer {
  const { value } = answer;
  if (value === undefined || !renames.options.has(name)) return answer;
  const toCurrentOption = (option: string): string => currentOption(name, option, renames);
  return { ...answer, value: Array.isArray(value) ? value.map(toCurrentOption) : toCurrentOption(String(value)) };
}

function carryAnswer(input: Input, answer: RecordedAnswer, renames: Renames): CarriedAnswer {
  const renamedAnswer = renameAnswer(input.name, answer, renames);
  const [given, renamed] = [answer.value, renamedAnswer.value];
  if (!takesSeveral(input) || !Array.isArray(given) || !Array.isArray(renamed))
    return acceptAnswer(input, answer, renamedAnswer);
  // Of several chosen options, those that still exist are kept.
  const ids = new Set(input.options.map(({ id }) => id));
  const remainingOptions = [...new Set(renamed.filter((option) => ids.has(option)))];
  const goneOptions = given.filter((_, i) => !ids.has(itemAt(renamed, i)));
  if (goneOptions.length === 0) return acceptAnswer(input, answer, { ...renamedAnswer, value: remainingOptions });
  const reason: LossReason = { kind: 'no-option', options: goneOptions };
  if (remainingOptions.length === 0 || 'code' in readStatement(input, { ...renamedAnswer, value: remainingOptions }))
    return { lost: { answer, reason } };
  return {
    kept: { ...renamedAnswer, value: remainingOptions },
    lost: { answer: { state: answer.state, value: goneOptions }, reason },
  };
}

/**
 * Keeps an answer if the question accepts it. A value recorded together with a state such as "unknown" can be lost
 * while the state is kept.
 */
function acceptAnswer(input: Input, given: RecordedAnswer, renamedAnswer: RecordedAnswer): CarriedAnswer {
  const parsedStatement = readStoredStatement(input, renamedAnswer);
  if ('code' in parsedStatement) return { lost: { answer: given, reason: reasonOf(parsedStatement, given) } };
  if (renamedAnswer.state === 'answered' || renamedAnswer.value === undefined || 'value' in parsedStatement.entry)
    return { kept: renamedAnswer };
  const { value, ...rest } = renamedAnswer;
  const refusalReason = readStatement(input, { state: 'answered', value });
  if (!('code' in refusalReason)) return { kept: renamedAnswer };
  return { kept: rest, lost: { answer: { state: given.state, value }, reason: reasonOf(refusalReason, given) } };
}

function reasonOf(
  { code, details }: { code: ProblemCode; details: ProblemDetails },
  { value }: RecordedAnswer,
): LossReason {
  if (code === 'A102') return { kind: 'no-option', options: [value ?? ''].flat().map(String) };
  return { kind: 'not-allowed', code, details };
}

/**
 * Describes which answers were renamed or lost, for the record of an assessment; undefined if the version is the same
 * and all answers were kept. `from` is undefined if the version of the answers is unknown.
 */
export function describeMigration(
  { renamed, lost }: CarriedOver,
  { from, to }: { readonly from: string | undefined; readonly to: string },
): Migration | undefined {
  if (from === to && lost.length === 0 && Object.keys(renamed).length === 0) return undefined;
  const lostAnswersOf = (isTarget: boolean): RecordedAnswers =>
    Object.fromEntries(lost.filter((loss) => loss.isTarget === isTarget).map(({ name, answer }) => [name, answer]));
  const lostTargets = lostAnswersOf(true);
  return {
    ...(from === undefined ? {} : { from }),
    renamed: { ...renamed },
    lost: lostAnswersOf(false),
    ...(Object.keys(lostTargets).length > 0 ? { lostTargets } : {}),
  };
}

/**
 * Converts the statements of an answers file to the form that an assessment records. The file may not have been
 * validated: an invalid value is turned into text, which the question then refuses.
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

/** Replaces the answers in an answers file by answers converted to another version, and removes the file's version. */
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

const ANSWER_STATES: readonly unknown[] = ['answered', 'notApplicable', 'unknown', 'unanswered'];

function recordStatement(statement: unknown): RecordedAnswer {
  if (!isMap(statement)) return { state: 'answered', value: plainValueOf(statement) };
  const { value, state, note, evidence, by, flagged } = statement;
  const statedState = ANSWER_STATES.includes(state) ? (state as RecordedAnswer['state']) : undefined;
  return {
    state: statedState ?? (value === undefined ? 'unanswered' : 'answered'),
    ...(value === undefined ? {} : { value: plainValueOf(value) }),
    ...(typeof note === 'string' ? { note } : {}),
    ...(Array.isArray(evidence) ? { evidence: evidence.map(String) } : {}),
    ...(typeof by === 'string' ? { by } : {}),
    ...(flagged === true ? { flagged } : {}),
  };
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function plainValueOf(value: unknown): NonNullable<RecordedAnswer['value']> {
  if (Array.isArray(value)) return value.map(String);
  return typeof value === 'number' || typeof value === 'boolean' ? value : String(value);
}
