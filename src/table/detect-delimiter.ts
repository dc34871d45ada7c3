import { isMoneyUnit } from '../scoring/index.ts';
import { createCellEndPattern, DELIMITERS, type Delimiter, findClosingQuote } from './csv-text.ts';
import { createPlainLayout, detectLayout, type ExportLayout } from './export-layout.ts';
import { TableProblem } from './table-problem.ts';

/** The heading row and some records after it, split by a delimiter. */
interface DetectedRecords extends HeadedRecords {
  readonly delimiter: string;
}

interface HeadedRecords {
  /** The merged heading rows: each cell is the complete heading of its column. */
  readonly heading: SampleRecord;
  readonly layout: ExportLayout;
  /** The cells of the heading rows as written. */
  readonly headingRows: readonly (readonly string[])[];
  readonly sample: readonly SampleRecord[];
}

/** The maximum number of rows above the headings. */
const MAX_TITLE_ROWS = 20;
/** The maximum number of heading rows. */
const MAX_HEADING_ROWS = 3;
/**
 * If several delimiters are possible, more than this share of the rows must have as many cells as there are headings.
 */
const FITTING_SHARE = 0.5;

/** A candidate's split is far wider than another's if it has this many times as many cells. */
const FAR_WIDER = 4;

/** The line `sep=;` that some programs write first to name the delimiter. */
const SEPARATOR_LINE = /^sep=(.?)/i;

interface Candidate extends HeadedRecords {
  readonly delimiter: Delimiter;
  /** The share of rows with as many cells as there are headings. */
  readonly share: number;
}

/**
 * Detects the delimiter: the only character that splits headings and rows into the same number of cells. Throws a
 * TableProblem if the user has to decide, because two characters do so or because another character splits some of the
 * rows.
 */
export function detectDelimiter(
  head: string,
  splitting: Omit<Splitting, 'delimiter'>,
  given: string | undefined,
): DetectedRecords {
  const namedDelimiter = given ?? findDelimiterLine(head, splitting);
  if (namedDelimiter !== undefined) {
    const splitHead = splitRecords(head, { ...splitting, delimiter: namedDelimiter });
    return { delimiter: namedDelimiter, ...requireClosed(findHeading(splitHead, splitting.isExport)) };
  }
  // Characters that do not occur are left out, except the first, which is used for a table with only one column.
  const signs = DELIMITERS.filter((sign, i) => i === 0 || head.includes(sign));
  const candidates = signs.map((delimiter) => tryDelimiter(head, splitting, delimiter));
  const partingCandidates = candidates.filter(({ heading }) => heading.cells.length > 1);
  const fittingCandidates = partingCandidates.filter(
    ({ share }) => share > (partingCandidates.length > 1 ? FITTING_SHARE : 0),
  );
  // A character that splits later rows but not the first row is part of the text of those later rows.
  const firstStart = Math.min(...fittingCandidates.map(({ heading }) => heading.start));
  const [chosen, ...others] =
    partingCandidates.length === 0
      ? candidates.slice(0, 1)
      : preferFarWider(fittingCandidates.filter(({ heading }) => heading.start === firstStart));
  if (!chosen || others.length > 0) {
    const [only, ...more] = partingCandidates;
    if (!chosen && only && more.length === 0) throw refuseUnevenRows(only);
    const unclearDelimiters = chosen ? [chosen, ...others] : partingCandidates;
    throw new TableProblem({
      code: 'unknown-delimiter',
      candidates: unclearDelimiters.map(({ delimiter }) => delimiter),
    });
  }
  refuseMixed(head, splitting, chosen);
  return requireClosed(chosen);
}

/**
 * If one candidate fits every row and splits the headings into far more cells than each other one, returns only it:
 * decimal commas and commas in a heading also fit most rows of a table split by `;`, but only into a few cells.
 */
function preferFarWider(candidates: readonly Candidate[]): readonly Candidate[] {
  const widestCandidate = candidates.find(
    (candidate) =>
      candidate.share === 1 &&
      candidates.every(
        (other) => other === candidate || candidate.heading.cells.length >= FAR_WIDER * other.heading.cells.length,
      ),
  );
  return widestCandidate ? [widestCandidate] : candidates;
}

function refuseUnevenRows({ heading, sample }: Candidate): TableProblem {
  const { line, cells } = heading;
  return new TableProblem({ code: 'uneven-rows', line, headings: cells.length, cells: findUsualCount(sample) });
}

/** The number of rows at the start that are checked for padding, because there may be titles above the headings. */
const PADDED_ROWS = 3;

/**
 * Returns the delimiter of a table with blanks before quoted cells, as in `"a", "b"`. In the widest of the first rows,
 * all cells except the first must begin with a blank, most of them followed by a quote. Undefined for other tables.
 */
export function findPadding(head: string, given: string | undefined): string | undefined {
  return (given === undefined ? DELIMITERS : [given]).find((delimiter) => {
    if (!head.includes(`${delimiter} `)) return false;
    const cellEnd = createCellEndPattern(delimiter);
    const rows: PaddedRow[] = [];
    for (let index = 0; rows.length < PADDED_ROWS && index < head.length; index = rows.at(-1)?.end ?? head.length) {
      rows.push(readPaddedRows(head, index, { delimiter, cellEnd: cellEnd }));
    }
    const widestCount = Math.max(...rows.map(({ others }) => others));
    return rows.some(({ others, isPadded }) => isPadded && others === widestCount);
  });
}

interface PaddedRow {
  readonly isPadded: boolean;
  /** The number of cells in the row, not counting the first. */
  readonly others: number;
  readonly end: number;
}

function readPaddedRows(
  text: string,
  start: number,
  { delimiter, cellEnd }: { readonly delimiter: string; readonly cellEnd: RegExp },
): PaddedRow {
  let [index, others, padded, quoted] = [start, 0, 0, 0];
  for (;;) {
    cellEnd.lastIndex = text[index] === '"' ? findClosingQuote(text, index + 1) : index;
    index = cellEnd.exec(text)?.index ?? text.length;
    if (text[index] !== delimiter) {
      // A row split by `;` may contain `, "` within a quoted text, so the delimiter must be the most frequent one.
      const row = text.slice(start, index);
      const isMostFrequent = DELIMITERS.every((other) => other === delimiter || row.split(other).length - 1 < others);
      return { isPadded: isMostFrequent && quoted * 2 > others && padded === others, others, end: index + 1 };
    }
    index++;
    others++;
    if (text[index] === ' ' || isBlankCell(text[index], delimiter)) padded++;
    while (text[index] === ' ') index++;
    if (text[index] === '"') quoted++;
  }
}

function isBlankCell(sign: string | undefined, delimiter: string): boolean {
  return sign === undefined || sign === delimiter || sign === '\r' || sign === '\n';
}

/**
 * Throws if a quote is never closed. Only for the detected delimiter: with a wrong one, a quote after the true
 * delimiter would not begin a cell.
 */
function requireClosed<Headed extends HeadedRecords>(headed: Headed): Headed {
  const { openLine } = headed.heading;
  if (openLine !== undefined) throw new TableProblem({ code: 'open-quote', line: openLine });
  return headed;
}

function findDelimiterLine(head: string, splitting: Omit<Splitting, 'delimiter'>): string | undefined {
  const [first] = splitRecords(head, { ...splitting, delimiter: '\0', most: 1 });
  const sign = SEPARATOR_LINE.exec(first?.cells[0] ?? '')?.[1];
  return DELIMITERS.find((delimiter) => delimiter === sign);
}

function tryDelimiter(head: string, splitting: Omit<Splitting, 'delimiter'>, delimiter: Delimiter): Candidate {
  const headedRecords = findHeading(splitRecords(head, { ...splitting, delimiter }), splitting.isExport);
  const { heading, sample } = headedRecords;
  const fittingRecords = sample.filter(({ cells }) => fitsHeading(cells, heading.cells));
  return { ...headedRecords, delimiter, share: sample.length === 0 ? 1 : fittingRecords.length / sample.length };
}

function fitsHeading(cells: readonly string[], headings: readonly string[]): boolean {
  return countFilled(cells) <= headings.length && cells.length >= countFilled(headings);
}

/** Returns the number of cells up to the last one that is not blank. */
function countFilled(cells: readonly string[]): number {
  return cells.findLastIndex((cell) => cell.trim() !== '') + 1;
}

/**
 * Finds the heading rows. In an export, these are the rows that have the marks of a survey platform; otherwise the
 * first row in which more than half of the usual number of cells are filled, because titles fill fewer.
 */
function findHeading(records: readonly SampleRecord[], isExport: boolean): HeadedRecords {
  const usualWidth = findUsualCount(records);
  const isFullRow = ({ cells, line }: SampleRecord): boolean =>
    cells.filter((cell) => cell.trim() !== '').length * 2 > usualWidth && !(line === 1 && isSeparatorLine(cells));
  for (const [i, record] of records.slice(0, MAX_TITLE_ROWS).entries()) {
    const rows = records.slice(i, i + MAX_HEADING_ROWS);
    const layout = isExport && record.cells.length > 1 ? detectLayout(rows.map(({ cells }) => cells)) : undefined;
    if (layout) return splitAtHeadings(records, i, layout);
    if (isFullRow(record)) return splitAtHeadings(records, i, createPlainLayout(record.cells));
  }
  if (!records[0]) throw new TableProblem({ code: 'empty' });
  return splitAtHeadings(records, 0, createPlainLayout(records[0].cells));
}

function splitAtHeadings(records: readonly SampleRecord[], first: number, layout: ExportLayout): HeadedRecords {
  const end = first + layout.headingRows;
  const rows = records.slice(first, end) as [SampleRecord, ...SampleRecord[]];
  const { line, start } = rows[0];
  const heading = { ...(rows.at(-1) as SampleRecord), line, start, cells: layout.headings };
  const titles = [...records.slice(0, first), ...records.slice(end, end + 1).filter(isUnitRow)].map((record) => ({
    line: record.line,
    cells: record.cells.map((cell) => cell.trim()),
  }));
  return {
    heading,
    layout: { ...layout, titles },
    headingRows: rows.map(({ cells }) => cells),
    sample: records.slice(end),
  };
}

/**
 * Whether a row below the headings states the units of the columns. Rows of answers contain digits, so they do not
 * count.
 */
function isUnitRow({ cells }: SampleRecord): boolean {
  return cells.some(isMoneyUnit) && !cells.some((cell) => /\d/.test(cell));
}

function isSeparatorLine(cells: readonly string[]): boolean {
  return cells.length <= 2 && SEPARATOR_LINE.test(cells[0] ?? '');
}

/** Returns the most frequent number of cells in a record; of two equally frequent numbers, the larger. */
function findUsualCount(records: readonly SampleRecord[]): number {
  const counts = new Map<number, number>();
  for (const { cells } of records) counts.set(cells.length, (counts.get(cells.length) ?? 0) + 1);
  const [[usual] = [1]] = [...counts].sort(([a, timesA], [b, timesB]) => timesB - timesA || b - a);
  return usual;
}

/**
 * Throws if some rows, including rows above the headings, are split by another character into exactly as many cells as
 * there are headings.
 */
function refuseMixed(
  head: string,
  splitting: Omit<Splitting, 'delimiter'>,
  { delimiter, heading, sample }: Candidate,
): void {
  const oddStarts = new Set(sample.filter(({ cells }) => !fitsHeading(cells, heading.cells)).map(({ start }) => start));
  const width = heading.cells.length;
  if (width < 2 || (oddStarts.size === 0 && heading.start === 0)) return;
  for (const otherDelimiter of DELIMITERS) {
    if (otherDelimiter === delimiter) continue;
    const mixedRows = splitRecords(head, { ...splitting, delimiter: otherDelimiter }).filter(
      ({ start, cells }) => (oddStarts.has(start) || start < heading.start) && cells.length === width,
    );
    // In a table with two columns, another character may split a single row in this way by coincidence.
    const [first] = mixedRows.length > (width > 2 ? 0 : 1) ? mixedRows : [];
    if (first) throw new TableProblem({ code: 'mixed-delimiter', line: first.line, delimiter, other: otherDelimiter });
  }
}

/** A record from the beginning of a file, as text. */
interface SampleRecord {
  readonly cells: readonly string[];
  /**
   * The line on which the record begins, the line on which the next one begins, and the record's number; all count from
   * 1.
   */
  readonly line: number;
  readonly nextLine: number;
  readonly record: number;
  /** The index of the record's first character in the text, and of the next record's. */
  readonly start: number;
  readonly end: number;
  /** The line with a quote that is never closed. */
  readonly openLine: number | undefined;
}

/** How the beginning of a file is split into records. */
interface Splitting {
  readonly delimiter: string;
  readonly quotedLines: boolean;
  /** Whether the table may have several heading rows, as survey platforms write them. */
  readonly isExport: boolean;
  /** The maximum number of records to read. */
  readonly most: number;
  /** Whether the text is the whole file, so that the last record may have no newline. */
  readonly isWhole: boolean;
}

/**
 * Splits the beginning of a file into records in the same way as the scanner, to find the headings and a sample of
 * rows.
 */
function splitRecords(text: string, splitting: Splitting): readonly SampleRecord[] {
  const records: SampleRecord[] = [];
  const { most, isWhole } = splitting;
  const cellEnd = createCellEndPattern(splitting.delimiter);
  let [index, line] = [0, 1];
  while (index < text.length && records.length < most) {
    const record = splitRecord(text, index, splitting, cellEnd);
    // The last record is left out if the end of the sample cuts it off.
    if (!isWhole && record.end >= text.length) break;
    const { cells, end } = record;
    const nextLine = line + record.lines;
    const openLine = record.linesToOpen === undefined ? undefined : line + record.linesToOpen;
    if (record.length > 0)
      records.push({ cells, line, nextLine, record: records.length + 1, start: index, end, openLine });
    line = nextLine;
    index = record.end;
  }
  return records;
}

interface Split {
  readonly cells: readonly string[];
  readonly end: number;
  readonly length: number;
  readonly lines: number;
  /** For a quote that is never closed: the number of lines from the start of the record down to the quote. */
  readonly linesToOpen: number | undefined;
}

const NEWLINE_PATTERN = /\r\n?|\n/g;

function splitRecord(text: string, start: number, { delimiter, quotedLines }: Splitting, cellEnd: RegExp): Split {
  /** Returns the index at which an unquoted cell ends. */
  const endOf = (from: number): number => {
    cellEnd.lastIndex = from;
    return cellEnd.exec(text)?.index ?? text.length;
  };
  const cells: string[] = [];
  let linesToOpen: number | undefined;
  let [index, lines] = [start, 1];
  for (;;) {
    const cellStart = index;
    if (text[index] === '"') {
      const closingAt = findClosingQuote(text, cellStart + 1);
      const isQuoteClosed = closingAt < text.length;
      if (!isQuoteClosed) linesToOpen = lines - 1;
      const cell = text.slice(cellStart + 1, closingAt);
      if (quotedLines) lines += cell.match(NEWLINE_PATTERN)?.length ?? 0;
      cells.push(cell.replaceAll('""', '"'));
      index = isQuoteClosed ? endOf(closingAt + 1) : text.length;
    } else {
      index = endOf(cellStart);
      cells.push(text.slice(cellStart, index));
    }
    if (index >= text.length || text[index] !== delimiter) break;
    index++;
  }
  const end = index + (text.startsWith('\r\n', index) ? 2 : 1);
  return { cells, end: Math.min(end, text.length), length: index - start, lines, linesToOpen };
}
