import type { Language, Messages } from '../../i18n/index.ts';
import type { Choice } from '../../interview/choices.ts';
import type { Item } from '../../interview/outline.ts';
import type { DecimalSign, TypedFault } from '../../interview/typed.ts';
import type { LevelResult, Result, ScoreResult, Text, Warning } from '../../model/generated/types.ts';
import type { AnswerValue } from '../../scoring/sheet.ts';

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
  askedOf(item: Item): string;
  optionOf(item: Item, choice: Choice): string;
  answerOf(name: string, value: AnswerValue): string;
  readonly unknown: string;
  readonly notApplicable: string;
  /** What is typed, and in which unit and range. */
  hintFor(item: Item): string | undefined;
  faultOf(fault: TypedFault, item: Item): string;
  /** A known value as one would type it. */
  typedForm(item: Item, value: AnswerValue): string;
  levelOf(level: LevelResult): string;
  /** What the next level lacks: its heading and the lines below; undefined where there is no next one. */
  lacksOf(result: Result): { readonly heading: string; readonly lines: readonly Line[] } | undefined;
  scoreOf(name: string, score: ScoreResult): string;
  numberOf(name: string, value: number): string;
  warningOf(warning: Warning): string;
  readonly warnings: string;
}

/** The words in a language, for the pack that the form carries. */
export type Speak = (language: Language) => Wording;
