import type { JudgedInstrument, Recommendation, ScoreResult } from '../model/index.ts';
import { itemAt } from '../model/index.ts';
import { type AnswerState, type Assessed, type Evaluation, type Plan, toPlainValue } from '../scoring/index.ts';

/** One of two variants of the answers, with its results. */
export interface ComparedSide {
  readonly assessed: Assessed;
  readonly recommendation?: Recommendation | undefined;
}

/** An answer or fact in one variant: its value if the value is known, otherwise why it is not. */
export interface ComparedAnswer {
  readonly state: AnswerState | 'notAsked';
  readonly value?: string | number | boolean | string[] | null;
}

/** The two values of something that differs between two variants. */
export interface Difference<T> {
  readonly before: T;
  readonly after: T;
}

/** What follows from changed answers. */
export interface WhatIfComparison {
  /** The answers and facts that differ, including derived ones, in the plan's order. */
  readonly answers: readonly (Difference<ComparedAnswer> & { readonly name: string; readonly isSet: boolean })[];
  /** The scores that differ, in the plan's order. */
  readonly scores: readonly (Difference<ScoreResult> & { readonly name: string })[];
  /** The differences in what is recommended; null without a policy. */
  readonly policy: PolicyComparison | null;
}

export interface PolicyComparison {
  /**
   * `added` and `dropped` are the ids of the measures that only the second or only the first variant recommends, in the
   * order in which to take them.
   */
  readonly added: readonly string[];
  readonly dropped: readonly string[];
  /** The instruments whose verdict differs. */
  readonly instruments: readonly (Difference<JudgedInstrument['verdict']> & {
    readonly id: string;
    readonly policy: string;
  })[];
}

/**
 * Compares the results of two variants of the answers; `set` contains the names of the answers that were changed by
 * hand.
 */
export function compareSides(
  plan: Plan,
  before: ComparedSide,
  after: ComparedSide,
  set: ReadonlySet<string>,
): WhatIfComparison {
  const [assessedBefore, assessedAfter] = [before.assessed, after.assessed];
  return {
    answers: plan.inputs.flatMap((input) => {
      const position = plan.names.get(input.name)?.node ?? -1;
      const [oldValue, newValue] = [assessedBefore, assessedAfter].map(({ evaluation }) =>
        toComparedAnswer(position, evaluation),
      );
      const isSet = set.has(input.name);
      return oldValue && newValue && (isSet || !isSame(oldValue, newValue))
        ? [{ name: input.name, isSet, before: oldValue, after: newValue }]
        : [];
    }),
    scores: Object.entries(assessedBefore.result.scores).flatMap(([name, score]) => {
      const scoreNow = assessedAfter.result.scores[name];
      return scoreNow && !isSame(score, scoreNow) ? [{ name, before: score, after: scoreNow }] : [];
    }),
    policy:
      before.recommendation && after.recommendation
        ? comparePolicies(before.recommendation, after.recommendation)
        : null,
  };
}

function toComparedAnswer(position: number, { values, states, asked }: Evaluation): ComparedAnswer {
  if (asked[position] === 'fails') return { state: 'notAsked' };
  const value = toPlainValue(itemAt(values, position));
  const state = states[position];
  if (state === 'notApplicable' || value === null) return { state: 'notApplicable' };
  // A derived answer has a value even though none was stated.
  if (value !== undefined) return { state: 'answered', value };
  return { state: state === 'unknown' ? 'unknown' : 'unanswered' };
}

function comparePolicies(before: Recommendation, after: Recommendation): PolicyComparison {
  const [oldValue, newValue] = [before, after].map(({ measures }) => measures.map(({ id }) => id)) as [
    string[],
    string[],
  ];
  return {
    added: newValue.filter((id) => !oldValue.includes(id)),
    dropped: oldValue.filter((id) => !newValue.includes(id)),
    instruments: before.instruments.flatMap(({ id, policy, verdict }) => {
      const instrumentNow = after.instruments.find(
        (instrument) => instrument.id === id && instrument.policy === policy,
      );
      return instrumentNow && instrumentNow.verdict !== verdict
        ? [{ id, policy, before: verdict, after: instrumentNow.verdict }]
        : [];
    }),
  };
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
