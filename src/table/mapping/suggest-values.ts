// What cells most likely mean that nobody has spelled so in the pack: misspelled, cut off, or with something added.

import { normaliseSpelling, type SuggestedValue, spellingSimilarity } from '../../model/index.ts';
import type { Input } from '../../scoring/index.ts';
import { withoutMark } from '../marked-text.ts';
import { codedChoicesOf } from './answer-spellings.ts';

/** How many cells of a column are suggested a value at most, and how long they may be. */
const MAX = { cells: 20, chars: 200 };
/** How alike a cell and the text of a value must be, and how much more than the text of any other value. */
const LIKENESS = { least: 0.6, margin: 0.1 };
/** Shorter texts are part of others by chance. */
const SHORTEST_PART = 4;

/**
 * The cells of a column that are not understood, the most frequent first, each with the value that it is most like; with
 * null where it is like none, or like two. Empty if no cell is like any value.
 */
export function suggestValues(input: Input, unread: readonly string[]): readonly SuggestedValue[] {
  const choices = codedChoicesOf(input).map(({ id, texts }) => {
    return { id, texts: texts.map(({ text }) => ({ text, form: normaliseSpelling(text) })) };
  });
  const cells = new Map<string, { readonly cell: string; rows: number }>();
  for (const cell of unread) {
    const form = normaliseSpelling(cell);
    if (form === '' || cell.length > MAX.chars) continue;
    const found = cells.get(form) ?? { cell, rows: 0 };
    found.rows++;
    cells.set(form, found);
  }
  const suggested = [...cells]
    .sort(([, a], [, b]) => b.rows - a.rows)
    .slice(0, MAX.cells)
    .map(([form, { cell, rows }]): SuggestedValue => {
      const [best, next] = choices
        .map(({ id, texts }) => {
          const [nearest] = texts
            .map(({ text, form: name }) => {
              return { text, likeness: Math.max(likeness(form, name), likeness(withoutMark(form), name)) };
            })
            .sort((a, b) => b.likeness - a.likeness);
          return { id, text: nearest?.text ?? '', likeness: nearest?.likeness ?? 0 };
        })
        .sort((a, b) => b.likeness - a.likeness);
      const isClear =
        best && best.likeness >= LIKENESS.least && best.likeness - (next?.likeness ?? 0) >= LIKENESS.margin;
      return { cell, rows, value: isClear ? { id: best.id, text: best.text } : null };
    });
  return suggested.some(({ value }) => value !== null) ? suggested : [];
}

/** How alike a cell and a text are, from 0 to 1. */
function likeness(cell: string, text: string): number {
  const [shorter, longer] = cell.length < text.length ? [cell, text] : [text, cell];
  // One that is cut off, or has something added, is less sure than one of the same length with a slip.
  if (shorter.length >= SHORTEST_PART && longer.includes(shorter)) return (1 + shorter.length / longer.length) / 2;
  return shorter.length < longer.length * LIKENESS.least ? 0 : spellingSimilarity(cell, text);
}
