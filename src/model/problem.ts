import { PROBLEMS } from './generated/problems.ts';
import type { Phrase } from './phrase.ts';

/** A place inside a document: the keys and positions from its root. */
export type Path = readonly (string | number)[];

export type Severity = 'error' | 'warning';

/** A problem of a document, as data; its line, column and wording are determined only when it is shown. */
export interface Problem {
  readonly code: ProblemCode;
  /** The path of the document's file. */
  readonly file: string;
  /** The place: a path into the document, or offsets into its text if it could not be parsed. */
  readonly at: Path | { readonly start: number; readonly end: number };
  /** Whether the problem is about the key or about the value at the place. */
  readonly on?: 'key' | 'value';
  readonly details: ProblemDetails;
}

export interface ProblemDetails {
  /** The text or value that was found in the document. */
  readonly found?: Phrase;
  /** The name of the object with the problem, if it differs from `found`. */
  readonly name?: string;
  /** The expected value, or why the found value is wrong. */
  readonly wanted?: Phrase;
  /** What to write instead, if it follows from `found`. */
  readonly advice?: Phrase;
  /** The replacement that `advice` describes, exactly as it would be written in the document. */
  readonly instead?: string;
  /** All allowed values, if they are a closed list; of the many names in a pack, only the nearest one. */
  readonly allowed?: readonly string[];
}

/** Returns the text found in the document; undefined if `found` is a phrase instead. */
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
  /** The column after the last character of the problem's place. */
  readonly endColumn: number;
  /** The line of the problem with the lines before and after it; empty if the file has no text. */
  readonly frame: readonly { readonly number: number; readonly text: string }[];
  /** The severity configured for this project, if it differs from the default. */
  readonly severity?: Severity;
}

/** Returns the severity of a problem: the project's, or else the default of its code. */
export function severityOf({ code, severity = PROBLEMS[code].severity }: LocatedProblem): Severity {
  return severity;
}

/** Reports a problem; the check continues afterwards. */
export type AddProblem = (problem: Problem) => void;
