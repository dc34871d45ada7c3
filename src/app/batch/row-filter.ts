// Decides which rows of an export count: those whose cells match `--where` and the conditions of the mapping.
import type { Messages } from '../../i18n/index.ts';
import { createSpellingLookup, findNearestSpelling, itemAt, type Mapping, Refusal } from '../../model/index.ts';
import { ANSWERED, type ColumnBinding, type RowBlock } from '../../table/index.ts';

/**
 * A condition on a column: a row counts if its cell is one of the listed values, as written, or if the cell is blank or
 * is not blank.
 */
interface RowCondition {
  readonly heading: string;
  readonly is: readonly string[];
  /** Whether the cell must be blank (true) or must not be blank (false); undefined if either is allowed. */
  readonly blank: boolean | undefined;
}

/** Selects the rows to use, and says how the table must be read for that. */
export interface RowFilter {
  readonly uses: readonly ColumnBinding[];
  /** The conditions in the notation of `--where`. */
  readonly conditions: readonly string[];
  /** The columns that the conditions are about. */
  readonly columns: readonly number[];
  /** The rows of a block that do not count. A damaged row is never among them, because its cells are unknown. */
  leftOut(block: RowBlock): ReadonlySet<number>;
}

type CellTest = (block: RowBlock, row: number) => boolean;

/** What the conditions are checked against: the columns of the export and how they are read. */
interface FilterContext {
  readonly headings: readonly string[];
  readonly uses: readonly ColumnBinding[];
  /**
   * The number of facts and questions in the pack. Inputs with higher numbers are columns that the pack does not use.
   */
  readonly inputs: number;
}

/**
 * Creates the filter for rows that meet all conditions. Several values for one column are alternatives. Conditions come
 * from `--where` (`Finished=1`, `Email=` for a blank cell, `Email!=` for any other) and the mapping. Throws a `Refusal`
 * for a malformed condition, an unknown heading, or a column with several options.
 */
export function createRowFilter(
  { headings, uses, inputs }: FilterContext,
  { written, mapped }: { readonly written: readonly string[]; readonly mapped: Mapping['where'] },
  messages: Messages,
): RowFilter {
  const { refused } = messages.batch;
  const conditions = mergeConditions([
    ...written.map((text) => parseCondition(text, headings, messages)),
    ...(mapped ?? []).map(({ heading, is = [], blank }) => ({ heading: heading.trim(), is: is.map(String), blank })),
  ]);
  const usesToRead = [...uses];
  const tests = conditions.map((condition): { readonly column: number; readonly test: CellTest } => {
    const column = headings.indexOf(condition.heading);
    // A column that the pack does not use is read under a free number after those of the facts, the questions and the
    // day of the assessment.
    if (['ignore', 'note'].includes(usesToRead[column]?.kind ?? ''))
      usesToRead[column] = { kind: 'text', input: inputs + 1 + column };
    const binding = itemAt(usesToRead, column);
    const test = createCellTest(condition, binding);
    const unknownValue =
      binding.kind === 'code' ? condition.is.find((value) => findCode(binding, value) === undefined) : undefined;
    if (unknownValue !== undefined)
      throw new Refusal(2, refused.whereNoValue({ option: '--where', column: condition.heading, value: unknownValue }));
    if (!test) throw new Refusal(2, refused.whereAnswers({ option: '--where', column: condition.heading }));
    return { column, test };
  });
  return {
    uses: usesToRead,
    conditions: conditions.flatMap(conditionInWords),
    columns: tests.map(({ column }) => column),
    leftOut(block) {
      const damagedCells = new Map(block.faults.map(({ row, column }) => [`${row} ${column}`, true]));
      const isDamaged = (row: number): boolean =>
        damagedCells.has(`${row} null`) || tests.some(({ column }) => damagedCells.has(`${row} ${column}`));
      const rows = new Set<number>();
      for (let row = 0; row < block.rows; row++)
        if (tests.some(({ test }) => !test(block, row)) && !isDamaged(row)) rows.add(row);
      return rows;
    },
  };
}

/** Maximum number of a column's values that a message names. */
const MAX_VALUES = 8;

/**
 * Lists the most frequent values in the columns that the conditions are about, for the message that no row of the
 * sample meets them.
 */
export function listFrequentValues(
  { headings }: { readonly headings: readonly string[] },
  sample: readonly (readonly string[])[],
  { columns, conditions }: RowFilter,
  { batch: { refused }, numbers }: Messages,
): string {
  const values = columns.map((column) => {
    const counts = new Map<string, number>();
    for (const cells of sample) {
      const cell = (cells[column] ?? '').trim();
      if (cell !== '') counts.set(cell, (counts.get(cell) ?? 0) + 1);
    }
    const frequentValues = [...counts].sort(([, a], [, b]) => b - a).map(([cell]) => numbers.quote(cell));
    const shownValues =
      frequentValues.length > MAX_VALUES ? [...frequentValues.slice(0, MAX_VALUES), '…'] : frequentValues;
    return numbers.labelled(headings[column] ?? '', shownValues.length === 0 ? '–' : numbers.items(shownValues));
  });
  return refused.whereNothing({ conditions: numbers.list([...conditions]), values: numbers.list(values) });
}

/** Maximum number of headings that a message names. */
const MAX_HEADINGS = 12;

function parseCondition(
  text: string,
  headings: readonly string[],
  { batch: { refused }, numbers }: Messages,
): RowCondition {
  const signs = [...text.matchAll(/!?=/g)];
  for (const { index, 0: sign } of signs) {
    const [heading, value] = [text.slice(0, index).trim(), text.slice(index + sign.length).trim()];
    if (!headings.includes(heading) || (sign === '!=' && value !== '')) continue;
    return value === '' ? { heading, is: [], blank: sign === '=' } : { heading, is: [value], blank: undefined };
  }
  const name = text.slice(0, signs[0]?.index ?? text.length).trim();
  const suggestion = headings.includes(name) ? undefined : findNearestSpelling(name, headings);
  const isCondition = signs.length > 0 && !headings.includes(name);
  const refusal = isCondition ? refused.whereNoColumn : refused.noCondition;
  const column = headings.includes(name) ? name : suggestion;
  throw new Refusal(
    2,
    refusal({ option: '--where', text: isCondition ? name : text, near: suggestion }),
    column === undefined
      ? refused.whereColumns({ columns: numbers.items(headings.slice(0, MAX_HEADINGS)) })
      : refused.whereExample({ example: `--where "${column}=…"` }),
  );
}

/** Merges conditions on the same column: their values are alternatives. */
function mergeConditions(conditions: readonly RowCondition[]): readonly RowCondition[] {
  const conditionByHeading = new Map<string, RowCondition>();
  for (const condition of conditions) {
    const sameHeading = conditionByHeading.get(condition.heading);
    const blankCells = sameHeading?.blank ?? condition.blank;
    conditionByHeading.set(condition.heading, {
      heading: condition.heading,
      is: [...(sameHeading?.is ?? []), ...condition.is],
      blank: blankCells,
    });
  }
  return [...conditionByHeading.values()];
}

function conditionInWords({ heading, is, blank }: RowCondition): string[] {
  return [
    ...is.map((value) => `${heading}=${value}`),
    ...(blank === undefined ? [] : [`${heading}${blank ? '=' : '!='}`]),
  ];
}

function findCode(use: ColumnBinding & { readonly kind: 'code' }, value: string): number | undefined {
  return createSpellingLookup(use.values)(value);
}

/** Creates the test of a column's cells; undefined if a cell can have several answers. */
function createCellTest({ is, blank }: RowCondition, use: ColumnBinding): CellTest | undefined {
  if (!('input' in use)) return undefined;
  const { input } = use;
  const stateOf = ({ code }: RowBlock, row: number): number => code.get(input)?.[row] ?? 0;
  const isFitting: CellTest = (block, row) => blank !== undefined && (stateOf(block, row) === 0) === blank;
  switch (use.kind) {
    case 'text': {
      const values = new Set(is);
      return (block, row) =>
        isFitting(block, row) ||
        (stateOf(block, row) === ANSWERED && values.has(block.bytes.get(input)?.at(row) ?? ''));
    }
    case 'code': {
      const codes = new Set(is.map((value) => findCode(use, value)));
      return (block, row) => isFitting(block, row) || (stateOf(block, row) > 0 && codes.has(stateOf(block, row)));
    }
    case 'number': {
      const values = new Set(is.map(Number));
      return (block, row) =>
        isFitting(block, row) ||
        (stateOf(block, row) === ANSWERED && values.has(block.number.get(input)?.[row] as number));
    }
    case 'choices':
    case 'tick':
      return undefined;
  }
}
