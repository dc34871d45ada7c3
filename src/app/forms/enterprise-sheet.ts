// Reads a sheet on which an enterprise states its name, its number of employees and the like.

import { itemAt } from '../../model/index.ts';
import type { SheetRows } from '../../table/index.ts';
import { splitCell } from './option-texts.ts';
import type { DraftItem } from './pack-draft.ts';
import type { CellPlace } from './workbook-places.ts';
import { type DraftType, factOfLabel, isAboutEnterprise, isFactListHeading, isNote } from './workbook-words.ts';

/** The facts that a sheet asks for, and the rows that were not used. */
export interface EnterpriseSheet {
  readonly facts: readonly DraftItem[];
  readonly unused: readonly number[];
}

/** Whether a sheet asks for facts about the enterprise, judged by the sheet's name or its first line. */
export function isEnterpriseSheet({ name, rows }: SheetRows): boolean {
  const firstFilledRow = rows.find((cells) => cells.some((cell) => cell !== '')) ?? [];
  const filledCells = firstFilledRow.filter((cell) => cell !== '');
  return isAboutEnterprise(name) || (filledCells.length === 1 && isAboutEnterprise(itemAt(filledCells, 0)));
}

/** Maximum length of a label; longer texts are sentences. */
const MAX_LABEL_CHARS = 60;
/** Maximum number of facts on a sheet. */
const MAX_FACTS = 200;

/**
 * Reads the facts that a sheet about the enterprise asks for, by their labels. If one cell follows a label, it is taken
 * for help; several cells are taken for options.
 */
export function readEnterpriseSheet(
  { name: sheet, rows }: SheetRows,
  language: string,
  takeId: (label: string, place: CellPlace) => string,
): EnterpriseSheet {
  const facts: DraftItem[] = [];
  const unusedRows: number[] = [];
  for (const [number, cells] of rows.entries()) {
    const filledColumns = cells.flatMap((cell, i) => (cell === '' ? [] : [i]));
    const [left] = filledColumns;
    if (left === undefined) continue;
    const text = itemAt(cells, left);
    if (filledColumns.length === 1 && isAboutEnterprise(text)) continue;
    if (
      filledColumns.length > 1 &&
      filledColumns.every((i) => isFactListHeading(itemAt(cells, i)) || isCounter(itemAt(cells, i)))
    )
      continue;
    const labels = isNote(text) ? [] : labelsOf(cells, filledColumns);
    if (labels.length === 0 || facts.length >= MAX_FACTS) unusedRows.push(number);
    else
      for (const { label, beside, column } of labels)
        facts.push(factOf(label, beside, language, takeId(label, { sheet, row: number, column })));
  }
  return { facts, unused: unusedRows };
}

function isCounter(text: string): boolean {
  return /^(?:序号|nr\.?|no\.?|#|\d{1,3})$/i.test(text);
}

/** Pairs each label with the cell to its right, row by row. */
function labelsOf(
  cells: readonly string[],
  filled: readonly number[],
): { label: string; beside: string; column: number }[] {
  const labels: { label: string; beside: string; column: number }[] = [];
  let nextPosition = -1;
  for (const i of filled) {
    const text = itemAt(cells, i);
    if (i <= nextPosition || isCounter(text) || text.length > MAX_LABEL_CHARS) continue;
    const nextCell = cells[i + 1] ?? '';
    // If the next cell is itself a label, no cell was left for filling in.
    const isLabel = nextCell !== '' && (factOfLabel(nextCell) !== undefined || /[:：]$/.test(nextCell));
    labels.push({ label: text.replace(/\s*[:：]\s*$/, ''), beside: isLabel ? '' : nextCell, column: i });
    nextPosition = isLabel ? i : i + 1;
  }
  return labels;
}

function factOf(label: string, beside: string, language: string, id: string): DraftItem {
  const options = splitCell(beside);
  const isChoice = options.length > 1;
  const type: DraftType = isChoice ? 'single' : (factOfLabel(label)?.type ?? 'text');
  return {
    id,
    type,
    text: { [language]: label },
    ...(beside === '' || isChoice ? {} : { help: { [language]: beside } }),
    options: isChoice
      ? options.map((text, i) => ({
          id: String.fromCharCode(65 + (i % 26)) + (i < 26 ? '' : `${i}`),
          text: { [language]: text },
        }))
      : [],
  };
}
