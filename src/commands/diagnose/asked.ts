import type { ReadTyped } from '../../interview/typed.ts';
import type { AnswerValue } from '../../scoring/sheet.ts';
import type { Command } from './keys.ts';

/** A fact or question as a person sees it. */
export interface Asked {
  /** Which one of how many, and in which section. */
  readonly place: string;
  /** How much is settled, 0 to 100. */
  readonly percent: number;
  /** The same in words. */
  readonly share: string;
  readonly text: string;
  /** How to answer. */
  readonly hint: string;
  readonly help: string | undefined;
  /** What is already known of it. */
  readonly remarks: readonly Remark[];
  /** Whether a slash may be part of what is typed, in a date before a digit; else it always opens the commands. */
  readonly slash: 'text' | 'date' | 'command';
  /** What can be done besides answering. */
  readonly commands: readonly Command[];
}

/** One line about an answer. */
export interface Remark {
  readonly kind: 'known' | 'derived' | 'warning' | 'wanted';
  readonly text: string;
}

/** A question whose answer is chosen. */
export interface AskedChoice extends Asked {
  readonly options: readonly Option[];
  readonly multiple: boolean;
  readonly choose: { readonly least: number; readonly most: number | null };
  /** The positions chosen from the start. */
  readonly chosen: readonly number[];
  /** The answer of chosen positions; the positions are in the listed order. */
  readonly valueOf: (chosen: readonly number[]) => AnswerValue;
  /** Ticks or unticks a position, as exclusive options allow. */
  readonly toggle: (chosen: readonly number[], position: number) => readonly number[];
  /** Whether an exclusive option is chosen, which is enough by itself. */
  readonly standsAlone: (chosen: readonly number[]) => boolean;
  /** The position of a typed letter; -1 when there is none. */
  readonly findTyped: (typed: string) => number;
}

export interface Option {
  readonly key: string;
  readonly text: string;
}

/** A question whose answer is typed. */
export interface AskedLine extends Asked {
  readonly line: string;
  readonly required: boolean;
  readonly read: (line: string) => ReadTyped;
  /** Why a line is no answer, in words. */
  readonly explain: (fault: Exclude<ReadTyped, { value: unknown }>) => string;
}
