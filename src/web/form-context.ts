// What the parts of the form read and write, and its words.

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

/** What was entered and is no answer yet: a line that cannot be read, or too few ticks. */
export type UnfinishedInput = string | readonly string[];

/** What fields read and write. */
export interface FormContext {
  readonly wording: Wording;
  interview(): Interview;
  entry(name: string): AnswerEntry;
  unfinished(name: string): UnfinishedInput | undefined;
  /** Says something of a fact or question. */
  submitAnswer(name: string, saying: GivenAnswer): void;
  /** Keeps what is no answer yet; until it is one, nothing is said. */
  saveUnfinished(name: string, entered: UnfinishedInput): void;
  annotate(name: string, remarks: { readonly note: string; readonly evidence: readonly string[] }): void;
}

/** The controls that answer one fact or question. */
export interface Field {
  readonly elements: readonly HTMLElement[];
  /** Shows what is said now; what is being typed stays as it is. */
  update(): void;
  /** What is wrong with what was entered. */
  fault(): string | undefined;
  focus(): void;
}

/** One line for people, and the lines below it. */
export interface Line {
  readonly text: string;
  readonly parts?: readonly Line[];
}

/** The words of a form in one language. Reports have most of them already and lend them. */
export interface Wording {
  readonly language: Language;
  readonly messages: Messages['form'];
  /** How numbers are typed. */
  readonly decimal: DecimalSign;
  pick(text: Text | undefined): string | undefined;
  titleOf(name: string): string;
  /** What is asked: the text of a fact or question. */
  askedOf(item: InterviewItem): string;
  optionOf(item: InterviewItem, choice: Choice): string;
  answerOf(name: string, value: AnswerValue): string;
  readonly unknown: string;
  readonly notApplicable: string;
  /** What is typed, and in which unit and range. */
  hintFor(item: InterviewItem): string | undefined;
  faultOf(fault: TypedAnswerError, item: InterviewItem): string;
  /** A known value as one would type it. */
  typedForm(item: InterviewItem, value: AnswerValue): string;
  levelOf(level: LevelResult): string;
  /** What the next level lacks: its heading and the lines below; undefined where there is no next one. */
  lacksOf(result: Result): { readonly heading: string; readonly lines: readonly Line[] } | undefined;
  scoreOf(name: string, score: ScoreResult): string;
  numberOf(name: string, value: number): string;
  warningOf(warning: Warning): string;
  readonly warnings: string;
}

/** The words in a language, for the pack that the form carries. */
export type WordingFor = (language: Language) => Wording;
