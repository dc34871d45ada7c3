// Represents the answers of one enterprise, the allowed answers to a question, and what is known of an answer during
// evaluation.

import { compare, greatest, type Rational } from '../model/index.ts';
import type { NodeReader, Truth } from './condition.ts';
import { uniqueAtoms } from './interval-arithmetic.ts';
import type { MissingRules } from './operators/operator.ts';
import type { Input, Plan, PointsNode } from './plan.ts';
import {
  type AnswerValue,
  type Atom,
  exactly,
  isNothing,
  isNumber,
  NOTHING,
  orNothing,
  type Possible,
  plainAtom,
  possibleBetween,
  type Range,
  rangeOf,
  settledValue,
} from './possible-values.ts';

/** The four states of an answer. */
export type AnswerState = 'answered' | 'notApplicable' | 'unknown' | 'unanswered';

/** What is recorded beside an answer. */
export interface AnswerRemarks {
  readonly note?: string;
  readonly evidence?: readonly string[];
  /** The role, by id, of the person who gave the answer. */
  readonly by?: string;
  /** Whether it is to be looked at again. */
  readonly flagged?: boolean;
}

/** The answer to a question, or the value of a fact. */
export type AnswerEntry = AnswerRemarks &
  (
    | { readonly state: 'answered'; readonly value: AnswerValue }
    | {
        readonly state: Exclude<AnswerState, 'answered'>;
        /** A value may be kept here, too, so that it is not lost if the state is changed back. */
        readonly value?: AnswerValue;
        /** Set by a measure: the open answer is at least this. */
        readonly least?: AnswerValue;
      }
  );

/**
 * The answers of one enterprise at one time, facts included, checked against a plan. An absent answer is unanswered.
 */
export type AnswerSet = ReadonlyMap<string, AnswerEntry>;

/** The key of the target answer to a question; differs from all ids. */
export function targetKey(name: string): string {
  return `${name}${TARGET_SUFFIX}`;
}

const TARGET_SUFFIX = ' target';

/** The answers with target answers in place of the given ones; null if there are no target answers. */
export function targetAnswersOf<T>(answers: ReadonlyMap<string, T>): ReadonlyMap<string, T> | null {
  const targets = new Map<string, T>();
  for (const [key, entry] of answers)
    if (key.endsWith(TARGET_SUFFIX)) targets.set(key.slice(0, -TARGET_SUFFIX.length), entry);
  return targets.size === 0 ? null : new Map([...answers, ...targets]);
}

const UNANSWERED_ENTRY: AnswerEntry = { state: 'unanswered' };

export function entryOf(sheet: AnswerSet, name: string): AnswerEntry {
  return sheet.get(name) ?? UNANSWERED_ENTRY;
}

/** Returns what is recorded beside an answer, without what is empty. */
export function remarksOf({
  note,
  evidence = [],
  by,
  flagged,
}: {
  readonly note?: string | undefined;
  readonly evidence?: readonly string[] | undefined;
  readonly by?: string | undefined;
  readonly flagged?: boolean | undefined;
}): AnswerRemarks {
  return {
    ...(note ? { note } : {}),
    ...(evidence.length > 0 ? { evidence } : {}),
    ...(by === undefined ? {} : { by }),
    ...(flagged ? { flagged } : {}),
  };
}

/** Whether an answer carries evidence. */
export function hasEvidence({ evidence }: AnswerEntry): boolean {
  return evidence !== undefined && evidence.length > 0;
}

export function isChoices(value: AnswerValue): value is readonly string[] {
  return Array.isArray(value);
}

/** An answer as JSON represents it. */
export function plainAnswer(value: AnswerValue): string | number | boolean | string[] {
  return isChoices(value) ? [...value] : plainAtom(value as Atom);
}

/** All allowed answers to a question, apart from "not applicable". */
export function allowedAnswers(input: Input): Possible {
  const cached = DOMAIN_BY_INPUT.get(input);
  if (cached) return cached;
  const domain = input.form.allowed(input);
  DOMAIN_BY_INPUT.set(input, domain);
  return domain;
}

const DOMAIN_BY_INPUT = new WeakMap<Input, Possible>();

/** Whether all possible values of a derivation are allowed answers. */
export function isAllowed({ whole, range: { low, high } }: Input, value: Possible): boolean {
  const valueRange = rangeOf(value);
  if (!valueRange) return true;
  const isLowAllowed = !low || (valueRange.low !== null && compare(valueRange.low, low) >= 0);
  const isHighAllowed = !high || (valueRange.high !== null && compare(valueRange.high, high) <= 0);
  const isWhole = value.kind === 'atoms' && value.atoms.every((atom) => isNumber(atom) && atom.d === 1n);
  return isLowAllowed && isHighAllowed && (!whole || isWhole);
}

/** An answer as a settled possibility. */
export function knownAnswer(value: AnswerValue): Possible {
  return isChoices(value) ? { kind: 'choices', sure: value, open: [], nothing: false } : exactly(value);
}

/** The rank of a value among the allowed ones; for an option, its position in the list. */
export function rankOf(input: Input, atom: Atom): Rational {
  if (isNumber(atom)) return atom;
  const rank = typeof atom === 'boolean' ? Number(atom) : input.options.findIndex(({ id }) => id === atom);
  return { n: BigInt(rank), d: 1n };
}

/** Returns the possible answers after raising to at least `least`; options are added to the chosen ones. */
function raisePossible(input: Input, possible: Possible, least: AnswerValue): Possible {
  if (isChoices(least)) return possible.kind === 'choices' ? addChoices(input, possible, least) : possible;
  if (possible.kind === 'atoms') {
    const bound = rankOf(input, least);
    const raisedAtoms = possible.atoms.map((atom) => (compare(rankOf(input, atom), bound) < 0 ? least : atom));
    return { ...possible, atoms: uniqueAtoms(raisedAtoms) };
  }
  if (possible.kind !== 'range' || !isNumber(least)) return possible;
  return possibleBetween(
    possible.low ? greatest(possible.low, least) : least,
    possible.high && greatest(possible.high, least),
    possible.nothing,
  );
}

/** Options are certainly added only if there is room for them, whichever other options are chosen. */
function addChoices(
  input: Input,
  possible: Extract<Possible, { kind: 'choices' }>,
  added: readonly string[],
): Possible {
  const exclusiveIds = new Set(input.options.flatMap(({ id, exclusive }) => (exclusive ? [id] : [])));
  const withoutExclusive = (options: readonly string[]): string[] =>
    options.filter((option) => !exclusiveIds.has(option));
  const allOptions = new Set([...withoutExclusive(possible.sure), ...withoutExclusive(possible.open), ...added]);
  if (input.choose.most !== null && allOptions.size > input.choose.most) {
    return {
      ...possible,
      open: [...new Set([...possible.open, ...added])].filter((id) => !possible.sure.includes(id)),
    };
  }
  const certainOptions = new Set([...withoutExclusive(possible.sure), ...added]);
  return {
    ...possible,
    sure: [...certainOptions],
    open: [...allOptions].filter((option) => !certainOptions.has(option)),
  };
}

/** The possible values of each node of a plan for a sheet. */
export interface Evaluation {
  readonly values: readonly Possible[];
  /** For each input, by position, whether it is asked. */
  readonly asked: readonly (Truth | undefined)[];
  /** For each input, by position, the state of its answer; derived answers count as answered. */
  readonly states: readonly (AnswerState | undefined)[];
  /** Missing answers that the rubric refuses. */
  readonly refused: readonly { readonly name: string; readonly state: keyof MissingRules }[];
}

/** Returns what the node at a position may be. */
export function valueAt({ values }: Pick<Evaluation, 'values'>, position: number): Possible {
  return values[position] as Possible;
}

/** Chooses the answer to an open question from what it can still be; undefined leaves it open. */
export type ChooseAnswer = (
  input: Input,
  position: number,
  possible: Possible,
) => { readonly value: AnswerValue; readonly evidence?: readonly string[] } | undefined;

/** One pass over a plan: its inputs, and the results so far. */
export interface EvaluationContext {
  readonly plan: Plan;
  readonly sheet: AnswerSet;
  /** Chooses answers to open questions, which are then kept. */
  readonly choose: ChooseAnswer | null;
  /** The evaluation without choosing answers, from which the best possible values are computed. */
  readonly span: Evaluation | null;
  /** The possible values of each answer, independent of the sheet; a value with `nothing` may not apply. */
  readonly within: PossibleAnswers | null;
  readonly values: Possible[];
  readonly asked: (Truth | undefined)[];
  readonly states: (AnswerState | undefined)[];
  readonly refused: Map<string, keyof MissingRules>;
  /** The value of a position under the target answers, or under the given ones if there are no target answers. */
  readonly target: NodeReader;
}

/**
 * The possible values of each answer, by the name of its question or fact; under `evidenceKey`, whether it has
 * evidence; under `targetKey`, the same for target answers.
 */
export type PossibleAnswers = ReadonlyMap<string, Possible>;

/** The key for whether an answer has evidence; differs from all ids. */
export function evidenceKey(name: string): string {
  return `${name} evidence`;
}

interface KnownAnswer {
  readonly state: AnswerState;
  readonly value: Possible;
}

/**
 * The state of an answer, and what it is or may be. A stated answer takes precedence over a derived one, which takes
 * precedence over a default.
 */
export function answerKnownFor(
  input: Input,
  { sheet, within }: Pick<EvaluationContext, 'sheet' | 'within'>,
  values: readonly Possible[],
): KnownAnswer {
  const possibleAnswers = within?.get(input.name);
  if (possibleAnswers) {
    return isNothing(possibleAnswers)
      ? { state: 'notApplicable', value: NOTHING }
      : { state: 'answered', value: { ...possibleAnswers, nothing: false } };
  }
  const entry = entryOf(sheet, input.name);
  if (entry.state === 'answered') return { state: 'answered', value: knownAnswer(entry.value) };
  if (entry.state === 'notApplicable') return { state: 'notApplicable', value: NOTHING };
  const { state, value } = derivedOrOpenAnswer(input, entry, values);
  return { state, value: entry.least === undefined ? value : raisePossible(input, value, entry.least) };
}

function derivedOrOpenAnswer(input: Input, entry: AnswerEntry, values: readonly Possible[]): KnownAnswer {
  const derivedValue = input.derived === null ? undefined : (values[input.derived] as Possible);
  const derivedInRange = derivedValue && isOutOfRange(derivedValue, input.range) ? undefined : derivedValue;
  if (derivedInRange && (input.role === 'fact' || !derivedInRange.nothing)) {
    if (isNothing(derivedInRange)) return { state: 'notApplicable', value: NOTHING };
    if (isAllowed(input, derivedInRange))
      return { state: isSettled(derivedInRange) ? 'answered' : entry.state, value: derivedInRange };
    return {
      state: entry.state,
      value: derivedInRange.nothing ? orNothing(allowedAnswers(input)) : allowedAnswers(input),
    };
  }
  if (input.default !== null && entry.state === 'unanswered')
    return { state: 'answered', value: exactly(input.default) };
  return { state: entry.state, value: allowedAnswers(input) };
}

function isSettled(value: Possible): boolean {
  return !value.nothing && value.kind === 'atoms' && value.atoms.length === 1;
}

/** Whether a number is certainly outside the allowed range, for instance if more machines are networked than exist. */
export function isOutOfRange(value: Possible, { low, high }: Range): boolean {
  const range = rangeOf(value);
  if (!range || value.nothing) return false;
  return Boolean(
    (low && range.high && compare(range.high, low) < 0) || (high && range.low && compare(range.low, high) > 0),
  );
}

/** Whether an open answer may turn out not to apply. */
export function mayNotApply(input: Input, state: AnswerState, { within }: EvaluationContext): boolean {
  const possibleAnswers = within?.get(input.name);
  if (possibleAnswers) return possibleAnswers.nothing && state === 'answered';
  return state !== 'answered' && state !== 'notApplicable' && input.notApplicable;
}

/**
 * Whether an answer has evidence; undefined if its points do not depend on evidence, and while it is open and may still
 * get some.
 */
export function evidenceOf(
  { unproven }: PointsNode,
  input: Input,
  { sheet, span, within }: EvaluationContext,
  state: AnswerState | undefined,
): boolean | undefined {
  if (!unproven) return undefined;
  if (within) {
    const statedEvidence = settledValue(within.get(evidenceKey(input.name)) ?? NOTHING);
    return typeof statedEvidence === 'boolean' ? statedEvidence : undefined;
  }
  if (hasEvidence(entryOf(sheet, input.name))) return true;
  return state === 'answered' && !span ? false : undefined;
}
