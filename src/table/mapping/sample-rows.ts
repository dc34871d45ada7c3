// The first rows of a table, read as its columns are bound.

import { createSpellingLookup, normaliseSpelling } from '../../model/index.ts';
import type { Plan } from '../../scoring/index.ts';
import { createNumeralReader } from '../cell-readers.ts';
import { createValueLookup } from '../marked-text.ts';
import { ANSWERED, type ColumnBinding, UNANSWERED } from '../row-block.ts';
import type { EvidenceColumns, EvidenceRows } from './column-evidence.ts';

/** The rows of a sample that evidence is drawn from, and which scales are written in numbers. */
interface SampleRows extends EvidenceRows, Pick<EvidenceColumns, 'numbered'> {}

/** Reads the numbers and scales of a sample; what cannot be read is unanswered. */
export function readSampleRows(
  plan: Plan,
  uses: readonly ColumnBinding[],
  sample: readonly (readonly string[])[],
): SampleRows {
  const code = new Map<number, Uint8Array>();
  const number = new Map<number, Float64Array>();
  const measured = new Map<number, Set<number>>();
  const numbered = new Set<number>();
  for (const [column, use] of uses.entries()) {
    const cells = sample.map((row) => row[column]?.trim() ?? '');
    if (use.kind === 'number') {
      const [read, findState] = [createNumeralReader(use), createSpellingLookup(use.states)];
      const [states, values, withUnit] = [
        new Uint8Array(cells.length),
        new Float64Array(cells.length),
        new Set<number>(),
      ];
      for (const [row, cell] of cells.entries()) {
        const meant = cell === '' || findState(cell) !== undefined ? undefined : read(cell);
        if (!meant || 'fault' in meant) continue;
        states[row] = ANSWERED;
        values[row] = meant.value;
        if (meant.isMeasured) withUnit.add(row);
      }
      code.set(use.input, states);
      number.set(use.input, values);
      measured.set(use.input, withUnit);
    } else if (use.kind === 'code' && plan.inputs[use.input]?.form === 'step') {
      const find = createValueLookup(use.values);
      const codes = cells.map((cell) => (cell === '' ? UNANSWERED : (find(cell) ?? UNANSWERED)));
      const answers = cells.filter((_, row) => (codes[row] as number) >= ANSWERED);
      code.set(use.input, Uint8Array.from(codes));
      if (answers.length > 0 && answers.every((cell) => /^\d+(?:\.0+)?$/.test(normaliseSpelling(cell))))
        numbered.add(use.input);
    }
  }
  return { rows: sample.length, code, number, measured, numbered };
}
