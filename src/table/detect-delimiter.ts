import { isMoneyUnit } from '../scoring/index.ts';
import { cellEnds, closingQuote, DELIMITERS, type Delimiter } from './csv-text.ts';
import { detectLayout, type ExportLayout, plainLayout } from './export-layout.ts';
import { TableProblem } from './table-problem.ts';

/** The heading row and some records after it, split by the delimiter. */
interface DetectedRecords extends HeadedRecords {
  readonly delimiter: string;
}

interface HeadedRecords {
  /** The rows that head the table as one: its cells are the headings of all of them. */
  readonly heading: SampleRecord;
  readonly layout: ExportLayout;
  /** These rows as they are written. */
  readonly headingRows: readonly (readonly string[])[];
  readonly sample: readonly SampleRecord[];
}

/** How many of the first records may stand above the headings. */
const HIGHEST_TITLES = 20;
/** The most rows that head a table together. */
const MOST_HEADING_ROWS = 3;
/** The share of rows that must have as many cells as there are headings, where several signs part them. */
const FITTING_SHARE = 0.5;

/** The line some programs put first to name the delimiter. */
const SEPARATOR_LINE = /^sep=(.?)/i;

interface Candidate extends HeadedRecords {
  readonly delimiter: Delimiter;
  /** The share of rows with as many cells as there are headings. */
  readonly share: number;
}

/**
 * Recognises what parts cells: the one sign by which headings and rows have equally many. Where it could be two, or
 * some rows are separated by another sign, a person has to say; throws a TableProblem.
 */
export function detectDelimiter(
  head: string,
  splitting: Omit<Splitting, 'delimiter'>,
  told: string | undefined,
): DetectedRecords {
  const named = told ?? findNamed(head, splitting);
  if (named !== undefined) {
    const split = splitRecords(head, { ...splitting, delimiter: named });
    return { delimiter: named, ...requireClosed(findHeading(split, splitting.isExport)) };
  }
  // A sign that is not there parts nothing; the first stands for a table of one column.
  const signs = DELIMITERS.filter((sign, i) => i === 0 || head.includes(sign));
  const candidates = signs.map((delimiter) => tryDelimiter(head, splitting, delimiter));
  const parting = candidates.filter(({ heading }) => heading.cells.length > 1);
  const fitting = parting.filter(({ share }) => share > (parting.length > 1 ? FITTING_SHARE : 0));
  // Where one sign parts the first row and another only later ones, those are cells with a sign in them.
  const first = Math.min(...fitting.map(({ heading }) => heading.start));
  const [chosen, ...others] =
    parting.length === 0 ? candidates.slice(0, 1) : fitting.filter(({ heading }) => heading.start === first);
  if (!chosen || others.length > 0) {
    const [only, ...more] = parting;
    if (!chosen && only && more.length === 0) throw unevenRows(only);
    const unclear = chosen ? [chosen, ...others] : parting;
    throw new TableProblem({ code: 'unknown-delimiter', candidates: unclear.map(({ delimiter }) => delimiter) });
  }
  refuseMixed(head, splitting, chosen);
  return requireClosed(chosen);
}

function unevenRows({ heading, sample }: Candidate): TableProblem {
  const { line, cells } = heading;
  return new TableProblem({ code: 'uneven-rows', line, headings: cells.length, cells: usualCount(sample) });
}

/** Of so many rows at the top one shows whether cells are padded: titles may stand above the headings. */
const PADDED_ROWS = 3;

/**
 * The delimiter of a table whose cells have blanks in front of their quotes, as in `"a", "b"`: of the widest row at the top all
 * cells but the first begin with a blank, and most with a quote behind it. Undefined for any other table.
 */
export function findPadding(head: string, told: string | undefined): string | undefined {
  return (told === undefined ? DELIMITERS : [told]).find((delimiter) => {
    if (!head.includes(`${delimiter} `)) return false;
    const stop = cellEnds(delimiter);
    const rows: PaddedRow[] = [];
    for (let at = 0; rows.length < PADDED_ROWS && at < head.length; at = rows.at(-1)?.end ?? head.length) {
      rows.push(readPadded(head, at, { delimiter, stop }));
    }
    const widest = Math.max(...rows.map(({ others }) => others));
    return rows.some(({ others, isPadded }) => isPadded && others === widest);
  });
}

interface PaddedRow {
  readonly isPadded: boolean;
  /** How many cells follow the first. */
  readonly others: number;
  readonly end: number;
}

function readPadded(
  text: string,
  start: number,
  { delimiter, stop }: { readonly delimiter: string; readonly stop: RegExp },
): PaddedRow {
  let [at, others, padded, quoted] = [start, 0, 0, 0];
  for (;;) {
    stop.lastIndex = text[at] === '"' ? closingQuote(text, at + 1) : at;
    at = stop.exec(text)?.index ?? text.length;
    if (text[at] !== delimiter) {
      // In a row of `;` a text in quotes may hold `, "` as well.
      const row = text.slice(start, at);
      const isMain = DELIMITERS.every((other) => other === delimiter || row.split(other).length - 1 < others);
      return { isPadded: isMain && quoted * 2 > others && padded === others, others, end: at + 1 };
    }
    at++;
    others++;
    if (text[at] === ' ' || cellIsBlank(text[at], delimiter)) padded++;
    while (text[at] === ' ') at++;
    if (text[at] === '"') quoted++;
  }
}

function cellIsBlank(sign: string | undefined, delimiter: string): boolean {
  return sign === undefined || sign === delimiter || sign === '\r' || sign === '\n';
}

/** Only of the sign that parts the cells: for another one, a quote behind it begins a cell that is none. */
function requireClosed<Headed extends HeadedRecords>(headed: Headed): Headed {
  const { openLine } = headed.heading;
  if (openLine !== undefined) throw new TableProblem({ code: 'open-quote', line: openLine });
  return headed;
}

function findNamed(head: string, splitting: Omit<Splitting, 'delimiter'>): string | undefined {
  const [first] = splitRecords(head, { ...splitting, delimiter: '\0', most: 1 });
  const sign = SEPARATOR_LINE.exec(first?.cells[0] ?? '')?.[1];
  return DELIMITERS.find((delimiter) => delimiter === sign);
}

function tryDelimiter(head: string, splitting: Omit<Splitting, 'delimiter'>, delimiter: Delimiter): Candidate {
  const headed = findHeading(splitRecords(head, { ...splitting, delimiter }), splitting.isExport);
  const { heading, sample } = headed;
  const fitting = sample.filter(({ cells }) => fits(cells, heading.cells));
  return { ...headed, delimiter, share: sample.length === 0 ? 1 : fitting.length / sample.length };
}

function fits(cells: readonly string[], headings: readonly string[]): boolean {
  return countFilled(cells) <= headings.length && cells.length >= countFilled(headings);
}

/** The cells up to the last one that is not blank. */
function countFilled(cells: readonly string[]): number {
  return cells.findLastIndex((cell) => cell.trim() !== '') + 1;
}

/**
 * The rows that head a table: in an export those of the platform whose marks they carry; else the first row of which more
 * than half of the cells usual in this table hold something: titles are shorter.
 */
function findHeading(records: readonly SampleRecord[], isExport: boolean): HeadedRecords {
  const usual = usualCount(records);
  const isFull = ({ cells, line }: SampleRecord): boolean =>
    cells.filter((cell) => cell.trim() !== '').length * 2 > usual && !(line === 1 && isSeparatorLine(cells));
  for (const [i, record] of records.slice(0, HIGHEST_TITLES).entries()) {
    const rows = records.slice(i, i + MOST_HEADING_ROWS);
    const layout = isExport && record.cells.length > 1 ? detectLayout(rows.map(({ cells }) => cells)) : undefined;
    if (layout) return headBy(records, i, layout);
    if (isFull(record)) return headBy(records, i, plainLayout(record.cells));
  }
  if (!records[0]) throw new TableProblem({ code: 'empty' });
  return headBy(records, 0, plainLayout(records[0].cells));
}

function headBy(records: readonly SampleRecord[], at: number, layout: ExportLayout): HeadedRecords {
  const behind = at + layout.headingRows;
  const rows = records.slice(at, behind) as [SampleRecord, ...SampleRecord[]];
  const { line, start } = rows[0];
  const heading = { ...(rows.at(-1) as SampleRecord), line, start, cells: layout.headings };
  const titles = [...records.slice(0, at), ...records.slice(behind, behind + 1).filter(isUnitRow)].map((record) => ({
    line: record.line,
    cells: record.cells.map((cell) => cell.trim()),
  }));
  return {
    heading,
    layout: { ...layout, titles },
    headingRows: rows.map(({ cells }) => cells),
    sample: records.slice(behind),
  };
}

/** Whether a row below the headings says in which units the figures are; rows of answers hold digits. */
function isUnitRow({ cells }: SampleRecord): boolean {
  return cells.some(isMoneyUnit) && !cells.some((cell) => /\d/.test(cell));
}

function isSeparatorLine(cells: readonly string[]): boolean {
  return cells.length <= 2 && SEPARATOR_LINE.test(cells[0] ?? '');
}

/** The number of cells that most records have; of two equally frequent ones the larger. */
function usualCount(records: readonly SampleRecord[]): number {
  const counts = new Map<number, number>();
  for (const { cells } of records) counts.set(cells.length, (counts.get(cells.length) ?? 0) + 1);
  const [[usual] = [1]] = [...counts].sort(([a, timesA], [b, timesB]) => timesB - timesA || b - a);
  return usual;
}

/** Reports rows, also above the headings, that another sign parts into exactly as many cells as there are headings. */
function refuseMixed(
  head: string,
  splitting: Omit<Splitting, 'delimiter'>,
  { delimiter, heading, sample }: Candidate,
): void {
  const odd = new Set(sample.filter(({ cells }) => !fits(cells, heading.cells)).map(({ start }) => start));
  const width = heading.cells.length;
  if (width < 2 || (odd.size === 0 && heading.start === 0)) return;
  for (const other of DELIMITERS) {
    if (other === delimiter) continue;
    const mixed = splitRecords(head, { ...splitting, delimiter: other }).filter(
      ({ start, cells }) => (odd.has(start) || start < heading.start) && cells.length === width,
    );
    // Two columns can come about by chance.
    const [first] = mixed.length > (width > 2 ? 0 : 1) ? mixed : [];
    if (first) throw new TableProblem({ code: 'mixed-delimiter', line: first.line, delimiter, other });
  }
}

/** One record of the beginning of a file, as text. */
interface SampleRecord {
  readonly cells: readonly string[];
  /** The lines where it and the next one begin, and its number among the records; all from 1. */
  readonly line: number;
  readonly nextLine: number;
  readonly record: number;
  /** Where it begins and where the next one does. */
  readonly start: number;
  readonly end: number;
  /** The line of a quote that is never closed. */
  readonly openLine: number | undefined;
}

/** How the beginning of a file is split. */
interface Splitting {
  readonly delimiter: string;
  readonly quotedLines: boolean;
  /** Whether several rows may head the table, as survey platforms write them. */
  readonly isExport: boolean;
  /** The most records wanted. */
  readonly most: number;
  /** Whether the text is the whole file, so that the last record needs no newline. */
  readonly isWhole: boolean;
}

/** Splits the beginning of a file into records, by the rules of the scanner, for headings and a sample. */
function splitRecords(text: string, splitting: Splitting): readonly SampleRecord[] {
  const found: SampleRecord[] = [];
  const { most, isWhole } = splitting;
  const stop = cellEnds(splitting.delimiter);
  let [at, line] = [0, 1];
  while (at < text.length && found.length < most) {
    const record = splitRecord(text, at, splitting, stop);
    // What is cut off by the end of the sample is no record.
    if (!isWhole && record.end >= text.length) break;
    const { cells, end } = record;
    const nextLine = line + record.lines;
    const openLine = record.linesToOpen === undefined ? undefined : line + record.linesToOpen;
    if (record.length > 0) found.push({ cells, line, nextLine, record: found.length + 1, start: at, end, openLine });
    line = nextLine;
    at = record.end;
  }
  return found;
}

interface Split {
  readonly cells: readonly string[];
  readonly end: number;
  readonly length: number;
  readonly lines: number;
  /** How many lines down a quote stands that is never closed. */
  readonly linesToOpen: number | undefined;
}

const NEWLINES = /\r\n?|\n/g;

function splitRecord(text: string, start: number, { delimiter, quotedLines }: Splitting, stop: RegExp): Split {
  /** The end of what is not quoted. */
  const endOf = (from: number): number => {
    stop.lastIndex = from;
    return stop.exec(text)?.index ?? text.length;
  };
  const cells: string[] = [];
  let linesToOpen: number | undefined;
  let [at, lines] = [start, 1];
  for (;;) {
    const from = at;
    if (text[at] === '"') {
      const close = closingQuote(text, from + 1);
      const isClosed = close < text.length;
      if (!isClosed) linesToOpen = lines - 1;
      const cell = text.slice(from + 1, close);
      if (quotedLines) lines += cell.match(NEWLINES)?.length ?? 0;
      cells.push(cell.replaceAll('""', '"'));
      at = isClosed ? endOf(close + 1) : text.length;
    } else {
      at = endOf(from);
      cells.push(text.slice(from, at));
    }
    if (at >= text.length || text[at] !== delimiter) break;
    at++;
  }
  const end = at + (text.startsWith('\r\n', at) ? 2 : 1);
  return { cells, end: Math.min(end, text.length), length: at - start, lines, linesToOpen };
}
