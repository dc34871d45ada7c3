import type { Problem } from '../model/problem.ts';
import type { Span } from './place.ts';

/** A text that was read, and where in it a document's places stand. */
export interface SourceText {
  /** The file as problems name it. */
  readonly file: string;
  /** Without byte-order mark. */
  readonly text: string;
  /** Finds a place by its path; parses the text if that was not needed before. */
  locate(at: Problem['at'], on: 'key' | 'value'): Promise<Span>;
}

/** The texts read, by the name that problems give the file. */
export type Sources = ReadonlyMap<string, SourceText>;
