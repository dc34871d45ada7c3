/** Why a row of an export is rejected. */
export const REJECT_RULES = [
  'row-length',
  'nul',
  'too-long',
  'open-quote',
  'stray-quote',
  'unknown-value',
  'not-number',
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

/** What a rejection says: the column or question, what stands there, and what it needs besides; numbers are written. */
export interface RejectSaid {
  readonly name: string;
  readonly value: string;
  /** What is allowed, as a range in words. */
  readonly range: string;
  readonly count: string;
  /** The check character that would be right, the option that stands alone, or the name in the enterprise's file. */
  readonly expected: string | undefined;
  /** The line where the same key stands, too. */
  readonly line: string;
}

/** Scoring an export. All arguments are words or written numbers. */
export interface BatchMessages {
  /** What is wrong with a row; one line, no full stop. */
  readonly reasons: Readonly<Record<RejectRule, (said: RejectSaid) => string>>;
  /** A reason as a heading in the summary. */
  readonly rules: Readonly<Record<RejectRule, string>>;
  /** How a table was read. */
  recognised(encoding: string, delimiter: string, heading: string): string;
  readonly delimiters: Readonly<Record<string, string>>;
  unused(columns: string): string;
  unanswered(questions: string): string;
  rowsRead(count: string, one: boolean): string;
  scored(count: string): string;
  rejected(count: string): string;
  blank(count: string, one: boolean): string;
  readonly warnings: string;
  counted(label: string, count: string): string;
  missed(count: string, score: string, least: string, one: boolean): string;
  kept(folder: string, appended: string, already: string): string;
  written(results: string, rejects: string): string;
  progress(count: string, rate: string): string;
  remaining(text: string, seconds: string): string;
  /** Why nothing could be scored. */
  readonly refused: RefusedBatchMessages;
}

export interface RefusedBatchMessages {
  noRows(path: string): string;
  readonly unclear: string;
  readonly unclearNext: string;
  samePath(path: string): string;
  readonly filesFromStream: string;
  readonly filesWithoutKey: string;
}
