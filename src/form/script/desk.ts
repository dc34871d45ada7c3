import type { Saying } from '../../interview/answering.ts';
import type { Interview } from '../../interview/interview.ts';
import type { SheetEntry } from '../../scoring/sheet.ts';
import type { Wording } from './wording.ts';

/** What was entered and is no answer yet: a line that cannot be read, or too few ticks. */
export type Unfinished = string | readonly string[];

/** What fields read and write. */
export interface Desk {
  readonly wording: Wording;
  interview(): Interview;
  entry(name: string): SheetEntry;
  unfinished(name: string): Unfinished | undefined;
  /** Says something of a fact or question. */
  say(name: string, saying: Saying): void;
  /** Keeps what is no answer yet; until it is one, nothing is said. */
  keep(name: string, entered: Unfinished): void;
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
