import { PROBLEMS } from './generated/problems.ts';
import type { Phrase } from './phrase.ts';

/** A place inside a document: the keys and positions from its root. */
export type Path = readonly (string | number)[];

export type Severity = 'error' | 'warning';

/** A problem of a document, as data; words, line and column are determined at the very end. */
export interface Problem {
  readonly code: ProblemCode;
  /** The document, by the file's path. */
  readonly file: string;
  /** The place: a path into the document, or offsets into its text if there is no document yet. */
  readonly at: Path | { readonly start: number; readonly end: number };
  /** Whether the key or the value at the place is meant. */
  readonly on?: 'key' | 'value';
  readonly details: ProblemDetails;
}

export interface ProblemDetails {
  /** The text or value found. */
  readonly found?: Phrase;
  /** The name of the object concerned, if it differs from `found`. */
  readonly name?: string;
  /** The expected value, or the reason why the found one is wrong. */
  readonly wanted?: Phrase;
  /** The remedy, if it follows from `found`. */
  readonly advice?: Phrase;
  /** The same advice, written as it would be in the document. */
  readonly instead?: string;
  /** Everything allowed, if that is a closed list; of a pack's many names, only the nearest. */
  readonly allowed?: readonly string[];
}

/** Returns what was found, as it was written; undefined if it is a phrase. */
export function foundText({ found }: ProblemDetails): string | undefined {
  return typeof found === 'string' ? found : undefined;
}

/**
 * All problems that Matura can find in a document, by code; a code never changes its meaning. Each has a file in
 * `check/rules/`, and its sentences in `i18n/LANGUAGE/rules.yaml`.
 */
export { PROBLEMS };

export type ProblemCode = keyof typeof PROBLEMS;

/** A problem with its place in the file. Lines and columns count from 1, columns in characters (code points). */
export interface LocatedProblem extends Problem {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  /** The column after the last character. */
  readonly endColumn: number;
  /** The line with those before and after it; empty if the file has no text. */
  readonly frame: readonly { readonly number: number; readonly text: string }[];
  /** The severity in this project, if it differs from the default. */
  readonly severity?: Severity;
}

/** How severe a problem is. */
export function severityOf({ code, severity = PROBLEMS[code].severity }: LocatedProblem): Severity {
  return severity;
}

/** Accepts a problem; checks continue after it. */
export type AddProblem = (problem: Problem) => void;
