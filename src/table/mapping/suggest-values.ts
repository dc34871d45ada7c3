// Suggests values for cells that match no value of the pack: misspelled, cut off, or with something added.

import { computeSpellingSimilarity, normaliseSpelling, type SuggestedValue } from '../../model/index.ts';
import type { Input } from '../../scoring/index.ts';
import { removeMark } from '../marked-text.ts';
import { listCodedChoices } from './answer-spellings.ts';

/**
 * The maximum number of cells for which values are suggested in a column, and the maximum length of a cell in
 * characters.
 */
const SUGGESTION_LIMITS = { cells: 20, chars: 200 };
/**
 * The minimum similarity (0 to 1) of a cell to the text of the suggested value, and how much greater it must be than to
 * any other value.
 */
const REQUIRED_SIMILARITY = { least: 0.6, margin: 0.1 };
/** The minimum length of a text that is searched for within another; shorter texts occur in others by chance. */
const MIN_PART_CHARS = 4;

/**
 * Returns the unreadable cells of a column, the most frequent first, each with the value that it resembles most; null
 * if it resembles no value, or several. The list is empty if no cell resembles any value.
 */
export function suggestValues(input: Input, unread: readonly string[]): readonly SuggestedValue[] {
  const choices = listCodedChoices(input).map(({ id, texts }) => {
    return { id, texts: texts.map(({ text }) => ({ text, form: normaliseSpelling(text) })) };
  });
  const cells = new Map<string, { readonly cell: string; rows: number }>();
  for (const cell of unread) {
    const form = normaliseSpelling(cell);
    if (form === '' || cell.length > SUGGESTION_LIMITS.chars) continue;
    const countedCell = cells.get(form) ?? { cell, rows: 0 };
    countedCell.rows++;
    cells.set(form, countedCell);
  }
  const suggestedCells = [...cells]
    .sort(([, a], [, b]) => b.rows - a.rows)
    .slice(0, SUGGESTION_LIMITS.cells)
    .map(([form, { cell, rows }]): SuggestedValue => {
      const [best, next] = choices
        .map(({ id, texts }) => {
          const [nearest] = texts
            .map(({ text, form: name }) => {
              return {
                text,
                likeness: Math.max(computeSimilarity(form, name), computeSimilarity(removeMark(form), name)),
              };
            })
            .sort((a, b) => b.likeness - a.likeness);
          return { id, text: nearest?.text ?? '', likeness: nearest?.likeness ?? 0 };
        })
        .sort((a, b) => b.likeness - a.likeness);
      const isClear =
        best &&
        best.likeness >= REQUIRED_SIMILARITY.least &&
        best.likeness - (next?.likeness ?? 0) >= REQUIRED_SIMILARITY.margin;
      return { cell, rows, value: isClear ? { id: best.id, text: best.text } : null };
    });
  return suggestedCells.some(({ value }) => value !== null) ? suggestedCells : [];
}

/** Returns the similarity of a cell and a text, from 0 to 1. */
function computeSimilarity(cell: string, text: string): number {
  const [shorter, longer] = cell.length < text.length ? [cell, text] : [text, cell];
  // A text that is cut off or extended counts for less than one of equal length with a typing error.
  if (shorter.length >= MIN_PART_CHARS && longer.includes(shorter)) return (1 + shorter.length / longer.length) / 2;
  return shorter.length < longer.length * REQUIRED_SIMILARITY.least ? 0 : computeSpellingSimilarity(cell, text);
}
