import { DELIMITERS, type Delimiter } from '../bytes.ts';
import { TableProblem } from '../problem.ts';
import { type SampleRecord, type Splitting, splitRecords } from './records.ts';

/** The heading row and some records after it, split by the delimiter. */
export interface RecognisedRecords {
  readonly delimiter: string;
  readonly by: 'told' | 'content';
  readonly heading: SampleRecord;
  readonly sample: readonly SampleRecord[];
}

/** What may be told instead of recognised. */
export interface ToldRecords {
  readonly delimiter?: string;
  /** The line where the heading row begins, from 1. */
  readonly headingLine?: number;
}

/** How many of the first records may stand above the headings. */
const HIGHEST_TITLES = 20;
/** The share of rows that must have as many cells as there are headings, where several signs part them. */
const FITTING_SHARE = 0.5;

/** The line some programs put first to name the delimiter. */
const SEPARATOR_LINE = /^sep=(.?)/i;

interface Candidate {
  readonly delimiter: Delimiter;
  readonly heading: SampleRecord;
  readonly sample: readonly SampleRecord[];
  /** The share of rows with as many cells as there are headings. */
  readonly share: number;
}

/**
 * Recognises what parts cells: the one sign by which headings and rows have equally many. Where it could be two, or
 * some rows are parted by another sign, a person has to say; throws a TableProblem.
 */
export function recogniseRecords(
  head: Uint8Array,
  splitting: Omit<Splitting, 'delimiter'>,
  told: ToldRecords,
): RecognisedRecords {
  const named = told.delimiter ?? findNamed(head, splitting);
  if (named !== undefined) {
    const split = splitRecords(head, { ...splitting, delimiter: named });
    return { delimiter: named, by: 'told', ...findHeading(split, told) };
  }
  // A sign that is not there parts nothing; the first stands for a table of one column.
  const signs = DELIMITERS.filter((sign, i) => i === 0 || head.includes(sign.charCodeAt(0)));
  const candidates = signs.map((delimiter) => tryDelimiter(head, { ...splitting, delimiter }, delimiter, told));
  const parting = candidates.filter(({ heading }) => heading.cells.length > 1);
  const fitting = parting.filter(({ share }) => share > (parting.length > 1 ? FITTING_SHARE : 0));
  // Where one sign parts the first row and another only later ones, those are cells with a sign in them.
  const first = Math.min(...fitting.map(({ heading }) => heading.start));
  const [chosen, ...others] =
    parting.length === 0 ? candidates.slice(0, 1) : fitting.filter(({ heading }) => heading.start === first);
  if (!chosen || others.length > 0) {
    const unclear = chosen ? [chosen, ...others] : parting;
    throw new TableProblem({ code: 'unknown-delimiter', candidates: unclear.map(({ delimiter }) => delimiter) });
  }
  refuseMixed(head, splitting, chosen);
  return { delimiter: chosen.delimiter, by: 'content', heading: chosen.heading, sample: chosen.sample };
}

function findNamed(head: Uint8Array, splitting: Omit<Splitting, 'delimiter'>): string | undefined {
  const [first] = splitRecords(head, { ...splitting, delimiter: '\0', most: 1 });
  const sign = SEPARATOR_LINE.exec(first?.cells[0] ?? '')?.[1];
  return DELIMITERS.find((delimiter) => delimiter === sign);
}

function tryDelimiter(head: Uint8Array, splitting: Splitting, delimiter: Delimiter, told: ToldRecords): Candidate {
  const { heading, sample } = findHeading(splitRecords(head, splitting), told);
  const fitting = sample.filter(({ cells }) => fits(cells, heading.cells));
  return { delimiter, heading, sample, share: sample.length === 0 ? 1 : fitting.length / sample.length };
}

function fits(cells: readonly string[], headings: readonly string[]): boolean {
  return countFilled(cells) <= headings.length && cells.length >= countFilled(headings);
}

/** The cells up to the last one that is not blank. */
function countFilled(cells: readonly string[]): number {
  return cells.findLastIndex((cell) => cell.trim() !== '') + 1;
}

/** The first row of which more than half of the cells usual in this table hold something: titles are shorter. */
function findHeading(
  records: readonly SampleRecord[],
  { headingLine }: ToldRecords,
): Pick<Candidate, 'heading' | 'sample'> {
  if (records.length === 0) throw new TableProblem({ code: 'empty' });
  const usual = usualCount(records);
  const isHeading = ({ cells, line }: SampleRecord): boolean =>
    headingLine === undefined
      ? cells.filter((cell) => cell.trim() !== '').length * 2 > usual && !(line === 1 && isSeparatorLine(cells))
      : line === headingLine;
  const index = records.slice(0, headingLine === undefined ? HIGHEST_TITLES : records.length).findIndex(isHeading);
  const heading = records[headingLine === undefined ? Math.max(0, index) : index];
  if (!heading) throw new TableProblem({ code: 'no-heading', line: headingLine ?? 1 });
  if (!heading.isClosed) throw new TableProblem({ code: 'open-quote', line: heading.line });
  return { heading, sample: records.slice(records.indexOf(heading) + 1) };
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
  head: Uint8Array,
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
