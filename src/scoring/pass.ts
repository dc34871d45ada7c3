import type { Truth } from '../condition/truth.ts';
import type { Possible } from '../condition/value.ts';
import type { Input, MissingRules, Plan } from './plan.ts';
import type { AnswerState, AnswerValue, Sheet } from './sheet.ts';

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
export type Choose = (
  input: Input,
  position: number,
  possible: Possible,
) => { readonly value: AnswerValue; readonly evidence?: readonly string[] } | undefined;

/** One walk over a plan: what is given, and what has been found so far. */
export interface Pass {
  readonly plan: Plan;
  readonly sheet: Sheet;
  /** Makes answers to open questions, and keeps them. */
  readonly choose: Choose | null;
  /** What is known without counting any answer, for the best that is possible. */
  readonly span: Evaluation | null;
  /** Answers of which only so much is settled; nothing among what is possible stands for not applicable. */
  readonly within: Within | null;
  readonly values: Possible[];
  readonly asked: (Truth | undefined)[];
  readonly states: (AnswerState | undefined)[];
  readonly refused: Map<string, keyof MissingRules>;
}

/** What each answer may be, by the name of its question or fact; and under `evidenceKey`, whether it carries evidence. */
export type Within = ReadonlyMap<string, Possible>;

/** Where it is said whether an answer carries evidence; no id looks like it. */
export function evidenceKey(name: string): string {
  return `${name} evidence`;
}
