// Reads what was submitted under one key, to tell whether one form was sent twice or two forms share a key.
import { NAME_FACT } from '../../interview/index.ts';
import type { Plan } from '../../scoring/index.ts';
import type { ColumnBinding, RowBlock } from '../../table/index.ts';
import type { RowFormReader } from './duplicate-keys.ts';
import { readIndexedRows } from './indexed-rows.ts';
import type { OpenedExport } from './open-exports.ts';

/** Decides what is compared for two rows with the same key and equal results. */
interface FormSettings {
  /** Whether answers go into enterprise files; then all answers are compared and not only the name. */
  readonly areAnswersKept: boolean;
}

/**
 * Returns a function that reads forms for comparison: the names in them or, if answers are kept in enterprise files,
 * all answers. Undefined if there is nothing to compare. Rows of a stream cannot be read again, so no two of them count
 * as the same form.
 */
export function createFormReader(
  { inputs }: Plan,
  exports: readonly OpenedExport[],
  { areAnswersKept }: FormSettings,
): RowFormReader | undefined {
  const name = inputs.findIndex((input) => input.name === NAME_FACT);
  const isNameColumn = (use: ColumnBinding): boolean => 'input' in use && use.input === name;
  if (!areAnswersKept && !exports.some(({ uses }) => uses.some(isNameColumn))) return undefined;
  if (exports.some(({ table }) => table.isStream)) return async () => new Map();
  return async (index, rows) => {
    const forms = new Map<number, string>();
    for await (const { row, block, at } of readIndexedRows(exports, index, rows))
      forms.set(row, areAnswersKept ? contentOf(block, at) : normaliseForComparison(block.text.at(name, at) ?? ''));
    return forms;
  };
}

/** Returns all answers and notes of a row as one text, for comparison. */
function contentOf({ code, number, bits, text, notes = [] }: RowBlock, row: number): string {
  const ownNotes = notes.filter((note) => note.row === row).map(({ input, text: note }) => [input, note]);
  const cells = [...code].map(([input, codes]) => [
    input,
    codes[row],
    number.get(input)?.[row] ?? null,
    ...(bits.get(input) ?? []).map((words) => words[row]),
    normaliseForComparison(text.at(input, row) ?? ''),
  ]);
  return JSON.stringify([...cells, ...ownNotes]);
}

/** Removes differences of case, width and white space. */
function normaliseForComparison(text: string): string {
  return text.normalize('NFKC').replace(/\s+/g, '').toLowerCase();
}
