/** Why a table cannot be read. All arguments are words or written numbers. */
export interface TableMessages {
  readonly empty: string;
  wrongBytes(encoding: string, line: string, text: string, bytes: string): string;
  unknownEncoding(line: string, bytes: string): string;
  unknownDelimiter(signs: string): string;
  mixedDelimiter(line: string, delimiter: string, other: string): string;
  duplicateHeading(heading: string, one: string, other: string): string;
  noHeading(line: string): string;
  openQuote(line: string): string;
  damaged(detail: string): string;
  readonly password: string;
  readonly otherWorkbook: Readonly<Record<'xls' | 'ods' | 'zip' | 'document', string>>;
  tooLarge(part: string): string;
  unknownSheet(sheet: string, sheets: string): string;
  readonly noSheet: string;
  /** Which sheet of a workbook is read, and which others can be seen in it. */
  otherSheets(sheet: string, others: string): string;
  mergedCells(range: string): string;
  /** What to do where something could mean two things. */
  tellEncoding(option: string): string;
  tellDelimiter(option: string): string;
  unknownEncodingName(name: string, names: string): string;
  notOneSign(given: string): string;
}
