// The answers of an enterprise, the answers that questions allow, and what is known of them during evaluation.

import { compare, greatest, itemAt, type Rational } from '../model/index.ts';
import type { NodeReader, Truth } from './condition.ts';
import { removeDuplicates } from './interval-arithmetic.ts';
import type { MissingRules } from './operators/operator.ts';
import type { Input, Plan, PointsNode } from './plan.ts';
import {
  type AnswerValue,
  type Atom,
  addNothing,
  createExactValue,
  createRangeValue,
  isNothing,
  isNumber,
  NOTHING,
  type Possible,
  type Range,
  rangeOf,
  settledValue,
  toPlainAtom,
} from './possible-values.ts';

/** The four states of an answer. */
export type AnswerState = 'answered' | 'notApplicable' | 'unknown' | 'unanswered';

/** What can be recorded together with an answer. */
export interface AnswerRemarks {
  readonly note?: string;
  readonly evidence?: readonly string[];
  /** The id of the role of the person who gave the answer. */
  readonly by?: string;
  /** Whether somebody marked the answer to be looked at again. */
  readonly flagged?: boolean;
}

/** The answer to a question, or the value of a fact. */
export type AnswerEntry = AnswerRemarks &
  (
    | { readonly state: 'answered'; readonly value: AnswerValue }
    | {
        readonly state: Exclude<AnswerState, 'answered'>;
        /**
         * A value is kept even with these states, so that it is not lost if the state is changed back to "answered".
         */
        readonly value?: AnswerValue;
        /** If the answer is open, the value that it has at least, because a measure ensures it. */
        readonly least?: AnswerValue;
      }
  );

/** The answers and facts of one enterprise at one time, checked against a plan. A missing entry means unanswered. */
export type AnswerSet = ReadonlyMap<string, AnswerEntry>;

/**
 * Returns the key under which an answer set keeps the target answer to a question; no id can be the same as this key.
 */
export function targetKey(name: string): string {
  return `${name}${TARGET_SUFFIX}`;
}

const TARGET_SUFFIX = ' target';

/** Returns the answers with the target answers in place of the present ones; null if there are no target answers. */
export function replaceByTargets<T>(answers: ReadonlyMap<string, T>): ReadonlyMap<string, T> | null {
  const targets = new Map<string, T>();
  for (const [key, entry] of answers)
    if (key.endsWith(TARGET_SUFFIX)) targets.set(key.slice(0, -TARGET_SUFFIX.length), entry);
  return targets.size === 0 ? null : new Map([...answers, ...targets]);
}

const UNANSWERED_ENTRY: AnswerEntry = { state: 'unanswered' };

export function entryOf(sheet: AnswerSet, name: string): AnswerEntry {
  return sheet.get(name) ?? UNANSWERED_ENTRY;
}

/** Returns what was recorded together with an answer, without empty entries. */
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

/** Whether evidence is recorded for an answer. */
export function hasEvidence({ evidence }: AnswerEntry): boolean {
  return evidence !== undefined && evidence.length > 0;
}

export function isChoices(value: AnswerValue): value is readonly string[] {
  return Array.isArray(value);
}

/** Converts an answer to a value for JSON. */
export function toPlainAnswer(value: AnswerValue): string | number | boolean | string[] {
  return isChoices(value) ? [...value] : toPlainAtom(value as Atom);
}

/** Returns all allowed answers to a question, except "not applicable". */
export function allowedAnswers(input: Input): Possible {
  const cached = DOMAIN_BY_INPUT.get(input);
  if (cached) return cached;
  const domain = input.form.allowed(input);
  DOMAIN_BY_INPUT.set(input, domain);
  return domain;
}

const DOMAIN_BY_INPUT = new WeakMap<Input, Possible>();

/** Whether every possible value of a derived answer is an allowed answer. */
export function isAllowed({ whole, range: { low, high } }: Input, value: Possible): boolean {
  const valueRange = rangeOf(value);
  if (!valueRange) return true;
  const isLowAllowed = !low || (valueRange.low !== null && compare(valueRange.low, low) >= 0);
  const isHighAllowed = !high || (valueRange.high !== null && compare(valueRange.high, high) <= 0);
  const isWhole = value.kind === 'atoms' && value.atoms.every((atom) => isNumber(atom) && atom.d === 1n);
  return isLowAllowed && isHighAllowed && (!whole || isWhole);
}

/** Returns a known answer in the form of possible values of which there is only one. */
export function toSettledAnswer(value: AnswerValue): Possible {
  return isChoices(value) ? { kind: 'choices', sure: value, open: [], nothing: false } : createExactValue(value);
}

/** Returns the rank of an answer among the allowed answers; for an option, its position in the list of options. */
export function rankOf(input: Input, atom: Atom): Rational {
  if (isNumber(atom)) return atom;
  const rank = typeof atom === 'boolean' ? Number(atom) : input.options.findIndex(({ id }) => id === atom);
  return { n: BigInt(rank), d: 1n };
}

/**
 * Returns the possible answers if the answer must be at least `least`; for a multiple choice, adds the options in
 * `least` to the chosen ones.
 */
function raisePossible(input: Input, possible: Possible, least: AnswerValue): Possible {
  if (isChoices(least)) return possible.kind === 'choices' ? addChoices(input, possible, least) : possible;
  if (possible.kind === 'atoms') {
    const bound = rankOf(input, least);
    const raisedAtoms = possible.atoms.map((atom) => (compare(rankOf(input, atom), bound) < 0 ? least : atom));
    return { ...possible, atoms: removeDuplicates(raisedAtoms) };
  }
  if (possible.kind !== 'range' || !isNumber(least)) return possible;
  return createRangeValue(
    possible.low ? greatest(possible.low, least) : least,
    possible.high && greatest(possible.high, least),
    possible.nothing,
  );
}

/**
 * Adds options to a multiple choice. An added option is only certain to be chosen if there is room for all added
 * options, whichever of the open options are chosen.
 */
function addChoices(
  input: Input,
  possible: Extract<Possible, { kind: 'choices' }>,
  added: readonly string[],
): Possible {
  const exclusiveIds = new Set(input.options.flatMap(({ id, exclusive }) => (exclusive ? [id] : [])));
  const removeExclusive = (options: readonly string[]): string[] =>
    options.filter((option) => !exclusiveIds.has(option));
  const allOptions = new Set([...removeExclusive(possible.sure), ...removeExclusive(possible.open), ...added]);
  if (input.choose.most !== null && allOptions.size > input.choose.most) {
    return {
      ...possible,
      open: [...new Set([...possible.open, ...added])].filter((id) => !possible.sure.includes(id)),
    };
  }
  const certainOptions = new Set([...removeExclusive(possible.sure), ...added]);
  return {
    ...possible,
    sure: [...certainOptions],
    open: [...allOptions].filter((option) => !certainOptions.has(option)),
  };
}

/** The possible values of each node of a plan for given answers. */
export interface Evaluation {
  readonly values: readonly Possible[];
  /** For each input, whether its question is asked; indexed by position. */
  readonly asked: readonly (Truth | undefined)[];
  /** For each input, the state of its answer, indexed by position; derived answers count as answered. */
  readonly states: readonly (AnswerState | undefined)[];
  /** The missing answers that the rubric refuses. */
  readonly refused: readonly { readonly name: string; readonly state: keyof MissingRules }[];
}

/** Returns the possible values of the node at a position. */
export function valueAt({ values }: Pick<Evaluation, 'values'>, position: number): Possible {
  return itemAt(values, position);
}

/**
 * Chooses an answer to an open question from the answers that are still possible; undefined leaves the question open.
 */
export type ChooseAnswer = (
  input: Input,
  position: number,
  possible: Possible,
) => { readonly value: AnswerValue; readonly evidence?: readonly string[] } | undefined;

/** One evaluation of a plan: its input, and its results so far. */
export interface EvaluationContext {
  readonly plan: Plan;
  readonly sheet: AnswerSet;
  /**
   * Chooses answers to open questions; null if they stay open. A chosen answer is kept for the rest of the evaluation.
   */
  readonly choose: ChooseAnswer | null;
  /** The evaluation in which open answers stay open; set if this evaluation determines the best possible values. */
  readonly span: Evaluation | null;
  /**
   * The possible values of each answer, if the evaluation starts from these instead of given answers. `nothing` then
   * means that the question may not apply.
   */
  readonly within: PossibleAnswers | null;
  readonly values: Possible[];
  readonly asked: (Truth | undefined)[];
  readonly states: (AnswerState | undefined)[];
  readonly refused: Map<string, keyof MissingRules>;
  /**
   * Returns the value that a node has under the target answers; without target answers, its value under the given
   * answers.
   */
  readonly target: NodeReader;
}

/**
 * The possible values of answers, by the name of the question or fact. Keys created by `evidenceKey` say whether an
 * answer has evidence; keys created by `targetKey` are for target answers.
 */
export type PossibleAnswers = ReadonlyMap<string, Possible>;

/** Returns the key of an entry that says whether an answer has evidence; no id can be the same as this key. */
export function evidenceKey(name: string): string {
  return `${name} evidence`;
}

interface KnownAnswer {
  readonly state: AnswerState;
  readonly value: Possible;
}

/**
 * Returns the state of an answer and its possible values. A stated answer takes precedence over a derived one, and a
 * derived one over a default.
 */
export function resolveAnswer(
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
  if (entry.state === 'answered') return { state: 'answered', value: toSettledAnswer(entry.value) };
  if (entry.state === 'notApplicable') return { state: 'notApplicable', value: NOTHING };
  const { state, value } = resolveUnstatedAnswer(input, entry, values);
  return { state, value: entry.least === undefined ? value : raisePossible(input, value, entry.least) };
}

function resolveUnstatedAnswer(input: Input, entry: AnswerEntry, values: readonly Possible[]): KnownAnswer {
  const derivedValue = input.derived === null ? undefined : itemAt(values, input.derived);
  const derivedInRange = derivedValue && isOutOfRange(derivedValue, input.range) ? undefined : derivedValue;
  if (derivedInRange && (input.role === 'fact' || !derivedInRange.nothing)) {
    if (isNothing(derivedInRange)) return { state: 'notApplicable', value: NOTHING };
    if (isAllowed(input, derivedInRange))
      return { state: isSettled(derivedInRange) ? 'answered' : entry.state, value: derivedInRange };
    return {
      state: entry.state,
      value: derivedInRange.nothing ? addNothing(allowedAnswers(input)) : allowedAnswers(input),
    };
  }
  if (input.default !== null && entry.state === 'unanswered')
    return { state: 'answered', value: createExactValue(input.default) };
  return { state: entry.state, value: allowedAnswers(input) };
}

function isSettled(value: Possible): boolean {
  return !value.nothing && value.kind === 'atoms' && value.atoms.length === 1;
}

/** Whether a number is certainly outside the allowed range, for example if more machines are networked than exist. */
export function isOutOfRange(value: Possible, { low, high }: Range): boolean {
  const range = rangeOf(value);
  if (!range || value.nothing) return false;
  return Boolean(
    (low && range.high && compare(range.high, low) < 0) || (high && range.low && compare(range.low, high) > 0),
  );
}

/** Whether an open answer could still turn out to be "not applicable". */
export function mayNotApply(input: Input, state: AnswerState, { within }: EvaluationContext): boolean {
  const possibleAnswers = within?.get(input.name);
  if (possibleAnswers) return possibleAnswers.nothing && state === 'answered';
  return state !== 'answered' && state !== 'notApplicable' && input.notApplicable;
}

/**
 * Whether an answer has evidence. Undefined if this makes no difference to its points, or if the answer is open and may
 * still get evidence.
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
