// Reads what was submitted under one key, to tell a form that was sent twice from two enterprises or two assessments.
import { NAME_FACT } from '../../interview/index.ts';
import type { Plan } from '../../scoring/index.ts';
import type { ColumnBinding, RowBlock } from '../../table/index.ts';
import type { ReadForms } from './duplicate-keys.ts';
import { readIndexedRows } from './indexed-rows.ts';
import type { OpenedExport } from './open-exports.ts';

/** The settings that decide whether two rows of one key, with equal results, are one form. */
interface FormSettings {
  /** Whether answers go into enterprise files, so that all of them are compared and not only the name. */
  readonly areAnswersKept: boolean;
}

/**
 * Returns how to read forms, so that rows can be compared by name, and by all answers if these are kept; undefined if
 * there is nothing to compare. An export that comes only once cannot be read again, so none of its rows are one form.
 */
export function formReader(
  { inputs }: Plan,
  exports: readonly OpenedExport[],
  { areAnswersKept }: FormSettings,
): ReadForms | undefined {
  const name = inputs.findIndex((input) => input.name === NAME_FACT);
  const isName = (use: ColumnBinding): boolean => 'input' in use && use.input === name;
  if (!areAnswersKept && !exports.some(({ uses }) => uses.some(isName))) return undefined;
  if (exports.some(({ table }) => table.isStream)) return async () => new Map();
  return async (index, rows) => {
    const forms = new Map<number, string>();
    for await (const { row, block, at } of readIndexedRows(exports, index, rows))
      forms.set(row, areAnswersKept ? answersOf(block, at) : normaliseForComparison(block.text.at(name, at) ?? ''));
    return forms;
  };
}

/** The whole content of a row, as a text to compare. */
function answersOf({ code, number, bits, text, notes = [] }: RowBlock, row: number): string {
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

/** Case, width and blanks are ignored. */
function normaliseForComparison(text: string): string {
  return text.normalize('NFKC').replace(/\s+/g, '').toLowerCase();
}
