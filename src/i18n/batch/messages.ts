/** Why a row of an export is rejected. */
export const REJECT_RULES = [
  'row-length',
  'nul',
  'too-long',
  'open-quote',
  'stray-quote',
  'unknown-value',
  'not-number',
  'unclear-number',
  'mangled-number',
  'number-too-long',
  'option-twice',
  'contradiction',
  'merged-cells',
  'not-applicable',
  'not-whole',
  'out-of-range',
  'exclusive-option',
  'how-many-options',
  'not-date',
  'unclear-date',
  'not-email',
  'not-phone',
  'check-character',
  'mangled-id',
  'required-fact',
  'refused-missing',
  'duplicate-key',
  'other-enterprise',
  'derived-contradicted',
  'derived-out-of-range',
  'out-of-scope',
  'not-asked',
  'evidence-missing',
] as const;

export type RejectRule = (typeof REJECT_RULES)[number];

/**
 * What is wrong with a row, in one line without a full stop. `name` is the column or question, `value` what stands there;
 * `range` is what is allowed, in words; `expected` the character, option or name that would be right; `line` where the same
 * key stands, too.
 */
export interface RejectReasons extends Readonly<Record<RejectRule, (...said: never[]) => string>> {
  readonly 'row-length': (value: string) => string;
  readonly nul: (name: string) => string;
  readonly 'too-long': (name: string) => string;
  readonly 'open-quote': (name: string) => string;
  readonly 'stray-quote': (name: string) => string;
  readonly 'unknown-value': (name: string, value: string) => string;
  readonly 'not-number': (name: string, value: string) => string;
  readonly 'unclear-number': (name: string, value: string) => string;
  readonly 'mangled-number': (name: string, value: string) => string;
  readonly 'number-too-long': (name: string, value: string) => string;
  readonly 'option-twice': (name: string, value: string) => string;
  readonly contradiction: (name: string) => string;
  readonly 'merged-cells': (value: string) => string;
  readonly 'not-applicable': (name: string) => string;
  readonly 'not-whole': (name: string, value: string) => string;
  readonly 'out-of-range': (name: string, value: string, range: string) => string;
  readonly 'exclusive-option': (name: string, expected: string) => string;
  readonly 'how-many-options': (name: string, range: string, count: string) => string;
  readonly 'not-date': (name: string, value: string) => string;
  /** With an option, that says which comes first; else a mapping does. */
  readonly 'unclear-date': (name: string, value: string, option?: string) => string;
  readonly 'not-email': (name: string, value: string) => string;
  readonly 'not-phone': (name: string, value: string) => string;
  readonly 'check-character': (value: string, expected: string | undefined) => string;
  readonly 'mangled-id': (value: string) => string;
  readonly 'required-fact': (name: string) => string;
  readonly 'refused-missing': (name: string) => string;
  readonly 'duplicate-key': (value: string, line: string) => string;
  readonly 'other-enterprise': (value: string, expected: string, option: string) => string;
  readonly 'derived-contradicted': (name: string) => string;
  readonly 'derived-out-of-range': (name: string) => string;
  readonly 'out-of-scope': () => string;
  readonly 'not-asked': (name: string) => string;
  readonly 'evidence-missing': (name: string) => string;
}

/** Scoring an export. All arguments are words or written numbers. */
export interface BatchMessages {
  readonly reasons: RejectReasons;
  /** A reason as a heading in the summary. */
  readonly rules: Readonly<Record<RejectRule, string>>;
  /** How a table was read. */
  recognised(encoding: string, delimiter: string, heading: string): string;
  readonly delimiters: Readonly<Record<string, string>>;
  unused(columns: string): string;
  unanswered(questions: string): string;
  /** A column that may say when each row was answered, and the option that takes it. */
  dayColumn(column: string, option: string): string;
  rowsRead(count: string, one: boolean): string;
  scored(count: string): string;
  rejected(count: string): string;
  blank(count: string, one: boolean): string;
  readonly warnings: string;
  counted(label: string, count: string): string;
  /** A reason, and the lines of the first rows it is of, or of its one row. */
  rejectedAt(label: string, count: string, lines: string, one: boolean): string;
  missed(count: string, score: string, least: string, one: boolean): string;
  kept(folder: string, appended: string, already: string): string;
  /** Policies that somebody had edited and that are kept beside the new ones. */
  editedKept(count: string): string;
  written(files: string): string;
  progress(count: string, rate: string): string;
  remaining(text: string, seconds: string): string;
  /** What a signal that ends the run leaves: the results are what they were, and the files of enterprises that are kept stay. */
  interrupted(results: string, files: string | undefined): string;
  /** Why nothing could be scored. */
  readonly refused: RefusedBatchMessages;
}

export interface RefusedBatchMessages {
  noRows(path: string): string;
  readonly unclear: string;
  unclearNext(command: string, option: string): string;
  unknownFormat(option: string, path: string, allowed: string): string;
  samePath(path: string): string;
  enterpriseFile(path: string): string;
  /** What people wrote into a file would be lost. */
  filledIn(path: string): string;
  readonly otherFile: string;
  noStream: string;
  /** An option that means nothing without another. */
  goesWith(option: string, other: string): string;
  filesFromStream(option: string): string;
  filesWithoutKey(option: string): string;
  /** Neither a day nor a heading, with one that may be meant. */
  noDay(option: string, text: string, near: string | undefined): string;
  /** Its column answers a question. */
  dayAnswers(option: string, column: string): string;
}
