// What the parts of the form have in common: the answers that they read and write, and the form's texts.

import type { Language, Messages } from '../i18n/index.ts';
import type {
  Choice,
  DecimalSign,
  GivenAnswer,
  Interview,
  InterviewItem,
  TypedAnswerError,
} from '../interview/index.ts';
import type { LevelResult, Result, ScoreResult, Text, Warning } from '../model/index.ts';
import type { AnswerEntry, AnswerValue } from '../scoring/index.ts';

/**
 * Input that is not yet a valid answer: a typed text that cannot be read, or the ids of the ticked options if these are
 * too few.
 */
export type UnfinishedInput = string | readonly string[];

export interface FormContext {
  readonly wording: Wording;
  interview(): Interview;
  entry(name: string): AnswerEntry;
  unfinished(name: string): UnfinishedInput | undefined;
  /** Submits an answer to a fact or question. */
  submitAnswer(name: string, saying: GivenAnswer): void;
  /** Keeps input that is not yet a valid answer. Until it is valid, the question counts as unanswered. */
  saveUnfinished(name: string, entered: UnfinishedInput): void;
  annotate(name: string, remarks: { readonly note: string; readonly evidence: readonly string[] }): void;
}

/** The controls that answer one fact or question. */
export interface FormFieldView {
  readonly elements: readonly HTMLElement[];
  /** Shows the current answer without changing what the user is typing. */
  update(): void;
  /** Returns what is wrong with the input; undefined if it is valid. */
  fault(): string | undefined;
  focus(): void;
}

/** A line of text, with details in lines below it. */
export interface FormLine {
  readonly text: string;
  readonly parts?: readonly FormLine[];
}

/** The texts of a form in one language, most of which reports use as well. */
export interface Wording {
  readonly language: Language;
  readonly messages: Messages['form'];
  /** The decimal sign with which numbers are typed. */
  readonly decimal: DecimalSign;
  pick(text: Text | undefined): string | undefined;
  titleOf(name: string): string;
  /** Returns the text in which a fact or question is asked. */
  askedOf(item: InterviewItem): string;
  optionOf(item: InterviewItem, choice: Choice): string;
  answerOf(name: string, value: AnswerValue): string;
  readonly unknown: string;
  readonly notApplicable: string;
  /** Returns a hint on what to type, with the unit and range. */
  hintFor(item: InterviewItem): string | undefined;
  faultOf(fault: TypedAnswerError, item: InterviewItem): string;
  /** Formats a value as a user would type it. */
  typedForm(item: InterviewItem, value: AnswerValue): string;
  levelOf(level: LevelResult): string;
  /**
   * Returns a heading and lines that describe what is missing for the next level; undefined if there is no next level.
   */
  lacksOf(result: Result): { readonly heading: string; readonly lines: readonly FormLine[] } | undefined;
  scoreOf(name: string, score: ScoreResult): string;
  numberOf(name: string, value: number): string;
  warningOf(warning: Warning): string;
  readonly warnings: string;
}

/** Returns the texts in a language for the pack in the page. */
export type WordingFor = (language: Language) => Wording;
