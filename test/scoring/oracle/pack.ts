import type { Fact, Question, Questionnaire, Rubric, Section } from '../../../src/model/generated/types.ts';
import { type Fraction, fractionOf } from '../../fraction.ts';

/** An answer; several options for a multiple choice. */
export type Value = Fraction | string | boolean | readonly string[];

export type Stated =
  | { readonly state: 'answered'; readonly value: Value }
  | { readonly state: 'notApplicable' | 'unknown' | 'unanswered' };

export interface Pack {
  readonly questionnaire: Questionnaire;
  readonly rubric: Rubric;
}

/** Something that was asked for: a question or fact with where it stands. */
export interface Asked {
  readonly name: string;
  readonly definition: Fact | Question;
  readonly section: Section | null;
}

/** Reads source text as a value of what a fact or question asks for. */
export function read(text: string, { type }: { readonly type?: string }): Value {
  if (['integer', 'decimal', 'percent', 'scale'].includes(type ?? '')) return fractionOf(text);
  return type === 'boolean' ? String(text) === 'true' : String(text);
}
