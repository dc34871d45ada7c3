// The answers of one enterprise, what can be answered to a question, and what is known of an answer while a plan is evaluated.

import { compare, greatest, type Rational } from '../model/index.ts';
import type { NodeReader, Truth } from './condition.ts';
import { uniqueAtoms } from './interval-arithmetic.ts';
import type { MissingRules } from './operators/operator.ts';
import type { Input, Plan, PointsNode } from './plan.ts';
import {
  type AnswerValue,
  type Atom,
  between,
  exactly,
  isNothing,
  isNumber,
  NOTHING,
  orNothing,
  type Possible,
  plainAtom,
  type Range,
  rangeOf,
  settledValue,
} from './possible-values.ts';

/** The four states of an answer. */
export type AnswerState = 'answered' | 'notApplicable' | 'unknown' | 'unanswered';

/** The answer to one question, or of one fact. */
export type AnswerEntry = { readonly note?: string; readonly evidence?: readonly string[] } & (
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
export type AnswerSet = ReadonlyMap<string, AnswerEntry>;

/** The key under which the answer aimed at stands beside that to a question; no id looks like it. */
export function targetKey(name: string): string {
  return `${name}${TARGET}`;
}

const TARGET = ' target';

/** The answers with those aimed at in their places; null where none are stated. */
export function targetAnswersOf<T>(answers: ReadonlyMap<string, T>): ReadonlyMap<string, T> | null {
  const aimed = new Map<string, T>();
  for (const [key, entry] of answers) if (key.endsWith(TARGET)) aimed.set(key.slice(0, -TARGET.length), entry);
  return aimed.size === 0 ? null : new Map([...answers, ...aimed]);
}

const UNANSWERED: AnswerEntry = { state: 'unanswered' };

export function entryOf(sheet: AnswerSet, name: string): AnswerEntry {
  return sheet.get(name) ?? UNANSWERED;
}

/** Whether an answer carries evidence. */
export function hasEvidence({ evidence }: AnswerEntry): boolean {
  return evidence !== undefined && evidence.length > 0;
}

export function isChoices(value: AnswerValue): value is readonly string[] {
  return Array.isArray(value);
}

/** An answer as JSON holds it. */
export function plainAnswer(value: AnswerValue): string | number | boolean | string[] {
  return isChoices(value) ? [...value] : plainAtom(value as Atom);
}

/** Every allowed answer to a question, "not applicable" apart. */
export function allowedAnswers(input: Input): Possible {
  const known = DOMAINS.get(input);
  if (known) return known;
  const domain = input.form.allowed(input);
  DOMAINS.set(input, domain);
  return domain;
}

const DOMAINS = new WeakMap<Input, Possible>();

/** Whether everything a derived value can still be is an allowed answer. */
export function isAllowed({ whole, range: { low, high } }: Input, value: Possible): boolean {
  const found = rangeOf(value);
  if (!found) return true;
  const above = !low || (found.low !== null && compare(found.low, low) >= 0);
  const below = !high || (found.high !== null && compare(found.high, high) <= 0);
  const isWhole = value.kind === 'atoms' && value.atoms.every((atom) => isNumber(atom) && atom.d === 1n);
  return above && below && (!whole || isWhole);
}

/** The possibility of exactly this answer. */
export function knownAnswer(value: AnswerValue): Possible {
  return isChoices(value) ? { kind: 'choices', sure: value, open: [], nothing: false } : exactly(value);
}

/** The rank of a value among those its question allows; of an option its place in the listed order. */
export function rankOf(input: Input, atom: Atom): Rational {
  if (isNumber(atom)) return atom;
  const rank = typeof atom === 'boolean' ? Number(atom) : input.options.findIndex(({ id }) => id === atom);
  return { n: BigInt(rank), d: 1n };
}

/** What an answer may be once it is raised to at least so much; options are added to those chosen. */
function raisePossible(input: Input, possible: Possible, least: AnswerValue): Possible {
  if (isChoices(least)) return possible.kind === 'choices' ? addChoices(input, possible, least) : possible;
  if (possible.kind === 'atoms') {
    const bound = rankOf(input, least);
    const raised = possible.atoms.map((atom) => (compare(rankOf(input, atom), bound) < 0 ? least : atom));
    return { ...possible, atoms: uniqueAtoms(raised) };
  }
  if (possible.kind !== 'range' || !isNumber(least)) return possible;
  return between(
    possible.low ? greatest(possible.low, least) : least,
    possible.high && greatest(possible.high, least),
    possible.nothing,
  );
}

/** Options are surely added only where there is room for them, however many others are chosen. */
function addChoices(
  input: Input,
  possible: Extract<Possible, { kind: 'choices' }>,
  added: readonly string[],
): Possible {
  const alone = new Set(input.options.flatMap(({ id, exclusive }) => (exclusive ? [id] : [])));
  const free = (options: readonly string[]): string[] => options.filter((option) => !alone.has(option));
  const all = new Set([...free(possible.sure), ...free(possible.open), ...added]);
  if (input.choose.most !== null && all.size > input.choose.most) {
    return {
      ...possible,
      open: [...new Set([...possible.open, ...added])].filter((id) => !possible.sure.includes(id)),
    };
  }
  const sure = new Set([...free(possible.sure), ...added]);
  return { ...possible, sure: [...sure], open: [...all].filter((option) => !sure.has(option)) };
}

/** What every node of a plan may still be, given a sheet. */
export interface Evaluation {
  readonly values: readonly Possible[];
  /** By position, of each input whether it is asked. */
  readonly asked: readonly (Truth | undefined)[];
  /** By position, of each input the state of the answer, derived ones counted as answered. */
  readonly states: readonly (AnswerState | undefined)[];
  /** Answers that are missing where the rubric refuses that. */
  readonly refused: readonly { readonly name: string; readonly state: keyof MissingRules }[];
}

/** Chooses the answer to an open question from what it can still be; undefined leaves it open. */
export type ChooseAnswer = (
  input: Input,
  position: number,
  possible: Possible,
) => { readonly value: AnswerValue; readonly evidence?: readonly string[] } | undefined;

/** One walk over a plan: what is given, and what has been found so far. */
export interface EvaluationContext {
  readonly plan: Plan;
  readonly sheet: AnswerSet;
  /** Makes answers to open questions, and keeps them. */
  readonly choose: ChooseAnswer | null;
  /** What is known without counting any answer, for the best that is possible. */
  readonly span: Evaluation | null;
  /** What each answer may be, where the sheet does not tell; a value that may be nothing may not apply. */
  readonly within: PossibleAnswers | null;
  readonly values: Possible[];
  readonly asked: (Truth | undefined)[];
  readonly states: (AnswerState | undefined)[];
  readonly refused: Map<string, keyof MissingRules>;
  /** What a position comes to under the answers aimed at, which are those given where no others are stated. */
  readonly target: NodeReader;
}

/**
 * What each answer may be, by the name of its question or fact; under `evidenceKey`, whether it carries evidence; and both
 * under `targetKey` for the answer aimed at.
 */
export type PossibleAnswers = ReadonlyMap<string, Possible>;

/** The key under which it is stated whether an answer carries evidence; no id looks like it. */
export function evidenceKey(name: string): string {
  return `${name} evidence`;
}

interface KnownAnswer {
  readonly state: AnswerState;
  readonly value: Possible;
}

/** The state of an answer, and what it is or may be; a stated answer wins over a derived one, that over a default. */
export function answerKnownFor(
  input: Input,
  { sheet, within }: Pick<EvaluationContext, 'sheet' | 'within'>,
  values: readonly Possible[],
): KnownAnswer {
  const possible = within?.get(input.name);
  if (possible) {
    return isNothing(possible)
      ? { state: 'notApplicable', value: NOTHING }
      : { state: 'answered', value: { ...possible, nothing: false } };
  }
  const entry = entryOf(sheet, input.name);
  if (entry.state === 'answered') return { state: 'answered', value: knownAnswer(entry.value) };
  if (entry.state === 'notApplicable') return { state: 'notApplicable', value: NOTHING };
  const { state, value } = derivedOrOpenAnswer(input, entry, values);
  return { state, value: entry.least === undefined ? value : raisePossible(input, value, entry.least) };
}

function derivedOrOpenAnswer(input: Input, entry: AnswerEntry, values: readonly Possible[]): KnownAnswer {
  const worked = input.derived === null ? undefined : (values[input.derived] as Possible);
  const derived = worked && isOutOfRange(worked, input.range) ? undefined : worked;
  if (derived && (input.role === 'fact' || !derived.nothing)) {
    if (isNothing(derived)) return { state: 'notApplicable', value: NOTHING };
    if (isAllowed(input, derived)) return { state: isSettled(derived) ? 'answered' : entry.state, value: derived };
    return { state: entry.state, value: derived.nothing ? orNothing(allowedAnswers(input)) : allowedAnswers(input) };
  }
  if (input.default !== null && entry.state === 'unanswered')
    return { state: 'answered', value: exactly(input.default) };
  return { state: entry.state, value: allowedAnswers(input) };
}

function isSettled(value: Possible): boolean {
  return !value.nothing && value.kind === 'atoms' && value.atoms.length === 1;
}

/** Whether a number surely lies outside of what is allowed, as when more machines are networked than there are. */
export function isOutOfRange(value: Possible, { low, high }: Range): boolean {
  const range = rangeOf(value);
  if (!range || value.nothing) return false;
  return Boolean(
    (low && range.high && compare(range.high, low) < 0) || (high && range.low && compare(range.low, high) > 0),
  );
}

/** Whether an answer that is not settled may turn out not to apply. */
export function mayNotApply(input: Input, state: AnswerState, { within }: EvaluationContext): boolean {
  const possible = within?.get(input.name);
  if (possible) return possible.nothing && state === 'answered';
  return state !== 'answered' && state !== 'notApplicable' && input.notApplicable;
}

/** Whether an answer carries evidence; undefined where its points do not ask, and while it is open and may still get some. */
export function evidenceOf(
  { unproven }: PointsNode,
  input: Input,
  { sheet, span, within }: EvaluationContext,
  state: AnswerState | undefined,
): boolean | undefined {
  if (!unproven) return undefined;
  if (within) {
    const carried = settledValue(within.get(evidenceKey(input.name)) ?? NOTHING);
    return typeof carried === 'boolean' ? carried : undefined;
  }
  if (hasEvidence(entryOf(sheet, input.name))) return true;
  return state === 'answered' && !span ? false : undefined;
}
