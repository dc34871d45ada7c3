// Finds columns that a person should check: unused columns that may say which rows count, and columns that a mapping
// omits.
import { normaliseSpelling, TABLE_SPELLINGS, YES_NO_SPELLINGS } from '../../model/index.ts';
import type { BatchRemark, BatchSummary } from '../../report/index.ts';
import type { Plan } from '../../scoring/index.ts';
import { isKeyFact } from '../../table/index.ts';
import type { OpenedExport } from './open-exports.ts';
import { isSubmittedHeading } from './submitted-heading.ts';

type StatusRemark = Extract<BatchRemark, { readonly code: 'status' }>;

/** A column with more different values than this is not a status. */
const MAX_STATUSES = 12;

const { statuses } = TABLE_SPELLINGS;
/** Cells that mean, under any heading, that a row may not count; in normalised spelling. */
const DISCARDED_STATUSES: ReadonlySet<string> = new Set(statuses.discarded);
/** Headings under which "no", or any number below the highest one in the column, means that a row is not complete. */
const COMPLETE_HEADING = new RegExp(`^(?:${statuses.complete.join('|')})(?:\\b|$)`);
/** Headings under which "yes" means that a row may not count. */
const WITHDRAWN_HEADING = new RegExp(`^(?:${statuses.withdrawn.join('|')})$`);

/** Finds unused columns that may say which rows count, judged by the first rows. */
export function findStatusColumns(exports: readonly OpenedExport[]): readonly StatusRemark[] {
  const hasSeveralExports = exports.length > 1;
  return exports.flatMap(({ path, table, uses }) =>
    table.shape.headings.flatMap((heading, column) => {
      if (uses[column]?.kind !== 'ignore' || heading === '') return [];
      const statusColumn = judgeStatus(
        normaliseSpelling(heading).replaceAll('_', ' ').trim(),
        table.sample.map((cells) => cells[column]?.trim() ?? ''),
      );
      return statusColumn
        ? [{ code: 'status', column: heading, source: hasSeveralExports ? path : undefined, ...statusColumn } as const]
        : [];
    }),
  );
}

/**
 * Finds headings that occur in several columns, if a mapping names some of these columns by position but not all: a
 * column may have been added later.
 */
export function findUnnamedColumns(exports: readonly OpenedExport[]): readonly BatchRemark[] {
  return exports.flatMap(({ table: { shape }, uses, columnsNamedByPosition }) => {
    const namedHeadings = new Set([...columnsNamedByPosition].map((column) => shape.headings[column] ?? ''));
    return [...namedHeadings].flatMap((name) => {
      const columns = shape.headings.flatMap((heading, column) => (heading === name ? [column] : []));
      const mappedCount = columns.filter((column) => uses[column]?.kind !== 'ignore').length;
      return mappedCount < columns.length
        ? [{ code: 'unnamed-columns', name, count: columns.length, mapped: mappedCount } as const]
        : [];
    });
  });
}

/** Headings of columns with an office's own numbers of enterprises. */
const OWN_NUMBER_HEADINGS: ReadonlySet<string> = new Set(TABLE_SPELLINGS.ownNumbers);

/** Returns the first heading under which an office's own number of an enterprise, such as its member number, is usual. */
export function findOwnNumberHeading(headings: readonly string[]): string | undefined {
  return headings.find((heading) => OWN_NUMBER_HEADINGS.has(normaliseSpelling(heading)));
}

/**
 * Returns, for each export, the heading of the column of keys, and the heading of an unused column with the office's
 * own numbers, from which missing keys could be filled in.
 */
export function listUnnumbered(plan: Plan, exports: readonly OpenedExport[]): BatchSummary['unnumbered'] {
  const key = plan.inputs.findIndex(isKeyFact);
  return exports.map(({ table: { shape }, uses }) => ({
    column:
      shape.headings[uses.findIndex((use) => 'input' in use && use.input === key)] ?? plan.inputs[key]?.name ?? '',
    own: findOwnNumberHeading(shape.headings.filter((_, column) => uses[column]?.kind === 'ignore')),
  }));
}

/**
 * A fact may be written only once for a group of rows if at least `values` cells are filled, and at most this `share`
 * of all cells.
 */
const ROW_GROUP_LIMITS = { values: 3, share: 1 / 3 };

/**
 * Finds facts by which rows are grouped and whose value seems to be written only in the first row of each group: the
 * first row has a value, and no value occurs twice.
 */
export function findFirstRowOnlyFacts(plan: Plan, exports: readonly OpenedExport[]): readonly BatchRemark[] {
  return exports.flatMap(({ path, table: { sample }, uses }) =>
    uses.flatMap((use, column) => {
      const input = use.kind === 'text' || use.kind === 'code' ? plan.inputs[use.input] : undefined;
      if (!input || !('group' in input.definition) || input.definition.group !== true) return [];
      const cells = sample.map((row) => normaliseSpelling(row[column] ?? ''));
      const values = cells.filter((cell) => cell !== '');
      const isRarelyFilled =
        values.length >= ROW_GROUP_LIMITS.values && values.length <= cells.length * ROW_GROUP_LIMITS.share;
      if (!isRarelyFilled || cells[0] === '' || new Set(values).size < values.length) return [];
      const source = exports.length > 1 ? path : undefined;
      return [{ code: 'run-starts', name: input.name, source, filled: values.length, rows: cells.length } as const];
    }),
  );
}

/** Lengths at which programs cut texts, in characters. */
const USUAL_CUTS: ReadonlySet<number> = new Set([
  ...[50, 60, 80, 100, 120, 127, 128, 150, 200, 250, 254, 255, 256],
  ...[300, 400, 500, 511, 512, 1000, 1023, 1024, 2000, 2048, 4000, 4095, 4096],
]);
/** Minimum length of cells that may be cut off, and how many different cells must have that length. */
const CUT_CELLS = { length: 30, texts: 3 };

/**
 * Finds multiple-choice questions whose longest cells are equally long, as if they were cut off there. A cell that is
 * cut off right after an option can still be read, but lacks its other options.
 */
export function findCutCells(plan: Plan, exports: readonly OpenedExport[]): readonly BatchRemark[] {
  return exports.flatMap(({ path, table: { sample }, uses }) =>
    uses.flatMap((use, column) => {
      if (use.kind !== 'choices') return [];
      const cells = [...new Set(sample.map((row) => row[column] ?? ''))];
      const length = cells.reduce((most, cell) => Math.max(most, cell.length), 0);
      const longest = cells.filter((cell) => cell.length === length);
      if (length < CUT_CELLS.length || longest.length < CUT_CELLS.texts) return [];
      const isCutOff = (cell: string): boolean => use.separators.some((separator) => cell.endsWith(separator));
      const isOdd = longest.some(isCutOff) && cells.some((cell) => cell !== '' && !isCutOff(cell));
      if (!isOdd && !USUAL_CUTS.has(length)) return [];
      const source = exports.length > 1 ? path : undefined;
      const rows = sample.filter((row) => row[column]?.length === length).length;
      return [{ code: 'cut-cells', name: plan.inputs[use.input]?.name ?? '', source, length, rows } as const];
    }),
  );
}

/**
 * Returns the cells of a column that mean that a row may not count, the number of such rows, and the most frequent
 * other cell.
 */
function judgeStatus(
  heading: string,
  cells: readonly string[],
): Pick<StatusRemark, 'values' | 'rows' | 'others'> | undefined {
  const counts = new Map<string, number>();
  for (const cell of cells) counts.set(cell, (counts.get(cell) ?? 0) + 1);
  const filledCount = cells.length - (counts.get('') ?? 0);
  if (filledCount === 0) return undefined;
  if (isSubmittedHeading(heading)) {
    const blankCount = cells.length - filledCount;
    // If most rows have no submission time, a row can be complete without one.
    return blankCount > 0 && blankCount * 2 < cells.length
      ? { values: [''], rows: blankCount, others: null }
      : undefined;
  }
  if (counts.size > MAX_STATUSES) return undefined;
  const highestNumber = Math.max(...[...counts.keys()].map((cell) => numberOf(cell) ?? 0));
  const isDiscarded = (cell: string): boolean => {
    const plainCell = normaliseSpelling(cell);
    if (DISCARDED_STATUSES.has(plainCell)) return true;
    const yesOrNo = YES_NO_SPELLINGS.get(plainCell);
    if (WITHDRAWN_HEADING.test(heading))
      return yesOrNo === true || plainCell === heading || plainCell === `已${heading.slice(-2)}`;
    const number = numberOf(cell);
    return (
      COMPLETE_HEADING.test(heading) &&
      (number !== undefined && highestNumber > 1 ? number < highestNumber : yesOrNo === false)
    );
  };
  const values = [...counts.keys()].filter((cell) => cell !== '' && isDiscarded(cell));
  const otherValues = [...counts].filter(([cell]) => !values.includes(cell)).sort(([, a], [, b]) => b - a);
  // If all cells mean the same, the column does not tell apart rows that count and rows that do not.
  if (values.length === 0 || otherValues.length === 0) return undefined;
  const rows = values.reduce((sum, value) => sum + (counts.get(value) ?? 0), 0);
  return { values, rows, others: otherValues[0]?.[0] ?? '' };
}

function numberOf(cell: string): number | undefined {
  return /^\d{1,3}(?:\.\d+)?%?$/.test(cell) ? Number.parseFloat(cell) : undefined;
}
