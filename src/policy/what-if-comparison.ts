import type { JudgedInstrument, Recommendation, ScoreResult } from '../model/index.ts';
import {
  type AnswerState,
  type Assessed,
  type Evaluation,
  type Plan,
  type Possible,
  plainValue,
} from '../scoring/index.ts';

/** One of two ways the answers may be, with what follows. */
export interface ComparedSide {
  readonly assessed: Assessed;
  readonly recommendation?: Recommendation | undefined;
}

/** An answer or fact on one side: what it is, as far as that is settled, else why it is open. */
export interface ComparedAnswer {
  readonly state: AnswerState | 'notAsked';
  readonly value?: string | number | boolean | string[] | null;
}

/** Something that differs between two sides. */
export interface Difference<T> {
  readonly before: T;
  readonly after: T;
}

/** What changed answers change. */
export interface WhatIfComparison {
  /** The answers and facts that differ, those that follow from others included; in the plan's order. */
  readonly answers: readonly (Difference<ComparedAnswer> & { readonly name: string; readonly isSet: boolean })[];
  /** Every score that differs, in the plan's order. */
  readonly scores: readonly (Difference<ScoreResult> & { readonly name: string })[];
  /** Null where there is no policy. */
  readonly policy: PolicyComparison | null;
}

export interface PolicyComparison {
  /** The ids of the measures only one side recommends, in the order to take them. */
  readonly added: readonly string[];
  readonly dropped: readonly string[];
  /** The instruments that are judged otherwise. */
  readonly instruments: readonly (Difference<JudgedInstrument['verdict']> & {
    readonly id: string;
    readonly policy: string;
  })[];
}

/** Compares what follows from two sheets of answers; `set` are the names that were changed by hand. */
export function compareSides(
  plan: Plan,
  before: ComparedSide,
  after: ComparedSide,
  set: ReadonlySet<string>,
): WhatIfComparison {
  const [one, other] = [before.assessed, after.assessed];
  return {
    answers: plan.inputs.flatMap((input) => {
      const position = plan.names.get(input.name)?.node ?? -1;
      const [was, is] = [one, other].map(({ evaluation }) => comparedAnswer(position, evaluation));
      const isSet = set.has(input.name);
      return was && is && (isSet || !isSame(was, is)) ? [{ name: input.name, isSet, before: was, after: is }] : [];
    }),
    scores: Object.entries(one.result.scores).flatMap(([name, score]) => {
      const now = other.result.scores[name];
      return now && !isSame(score, now) ? [{ name, before: score, after: now }] : [];
    }),
    policy:
      before.recommendation && after.recommendation
        ? comparePolicies(before.recommendation, after.recommendation)
        : null,
  };
}

function comparedAnswer(position: number, { values, states, asked }: Evaluation): ComparedAnswer {
  if (asked[position] === 'fails') return { state: 'notAsked' };
  const value = plainValue(values[position] as Possible);
  const state = states[position];
  if (state === 'notApplicable' || value === null) return { state: 'notApplicable' };
  // A derived answer has a value though none was stated.
  if (value !== undefined) return { state: 'answered', value };
  return { state: state === 'unknown' ? 'unknown' : 'unanswered' };
}

function comparePolicies(before: Recommendation, after: Recommendation): PolicyComparison {
  const [was, is] = [before, after].map(({ measures }) => measures.map(({ id }) => id)) as [string[], string[]];
  return {
    added: is.filter((id) => !was.includes(id)),
    dropped: was.filter((id) => !is.includes(id)),
    instruments: before.instruments.flatMap(({ id, policy, verdict }) => {
      const now = after.instruments.find((one) => one.id === id && one.policy === policy);
      return now && now.verdict !== verdict ? [{ id, policy, before: verdict, after: now.verdict }] : [];
    }),
  };
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
