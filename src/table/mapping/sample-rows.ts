// Reads the first rows of a table with the bindings of its columns.

import { createSpellingLookup, normaliseSpelling } from '../../model/index.ts';
import type { Plan } from '../../scoring/index.ts';
import { createNumeralReader } from '../cell-readers.ts';
import { createValueLookup } from '../marked-text.ts';
import { ANSWERED, type ColumnBinding, UNANSWERED } from '../row-block.ts';
import type { EvidenceColumns, EvidenceRows } from './judged-columns.ts';

/** The first rows as evidence, and the scales that are written as numbers. */
type SampleRows = EvidenceRows & Required<Pick<EvidenceColumns, 'numbered' | 'mixed'>>;

/** Matches whole numbers, which need no reader. */
const WHOLE_NUMBER_PATTERN = /^\d{1,15}$/;
/** Matches a step of a scale as a number, or as the name of a level that contains the number. */
const SCALE_STEP_PATTERN = /^(?:第|l|level |stufe )?(?:\d+(?:\.0+)?|[零一二三四五六七八九十])级?$/;

/** Reads the numbers and scales in the first rows; a cell that cannot be read counts as unanswered. */
export function readSampleRows(
  plan: Plan,
  uses: readonly ColumnBinding[],
  sample: readonly (readonly string[])[],
): SampleRows {
  const code = new Map<number, Uint8Array>();
  const number = new Map<number, Float64Array>();
  const measuredRows = new Map<number, Set<number>>();
  const numberedInputs = new Set<number>();
  const mixedInputs = new Set<number>();
  const cellsOf = (column: number): readonly string[] => sample.map((row) => row[column]?.trim() ?? '');
  for (const [column, use] of uses.entries()) {
    if (use.kind === 'number') {
      const cells = cellsOf(column);
      const [read, findState] = [createNumeralReader(use), createSpellingLookup(use.states)];
      const [states, values, withUnit] = [
        new Uint8Array(cells.length),
        new Float64Array(cells.length),
        new Set<number>(),
      ];
      for (const [row, cell] of cells.entries()) {
        if (WHOLE_NUMBER_PATTERN.test(cell) && use.states.get(cell) === undefined) {
          states[row] = ANSWERED;
          values[row] = Number(cell) * use.factor;
          continue;
        }
        const readCell = cell === '' || findState(cell) !== undefined ? undefined : read(cell);
        if (!readCell || 'fault' in readCell) continue;
        states[row] = ANSWERED;
        values[row] = readCell.value;
        if (readCell.isMeasured) withUnit.add(row);
      }
      code.set(use.input, states);
      number.set(use.input, values);
      measuredRows.set(use.input, withUnit);
    } else if (use.kind === 'code' && plan.inputs[use.input]?.form.isScale) {
      const cells = cellsOf(column);
      const findValue = createValueLookup(use.values);
      const meanings = new Map([...new Set(cells)].map((cell) => [cell, meaningOf(cell, findValue)] as const));
      const answers = [...meanings.values()].filter(({ code: meant }) => meant >= ANSWERED);
      if (!answers.some(({ isCount }) => isCount)) continue;
      numberedInputs.add(use.input);
      // If a column contains both numbers and texts of steps, only the numbers are examined, because the texts are
      // unambiguous.
      if (answers.some(({ isCount }) => !isCount)) mixedInputs.add(use.input);
      const countedCodes = cells
        .map((cell) => meanings.get(cell))
        .map((meaning) => (meaning?.isCount ? meaning.code : UNANSWERED));
      code.set(use.input, Uint8Array.from(countedCodes));
    }
  }
  return { rows: sample.length, code, number, measured: measuredRows, numbered: numberedInputs, mixed: mixedInputs };
}

function meaningOf(cell: string, find: (text: string) => number | undefined): { code: number; isCount: boolean } {
  return {
    code: cell === '' ? UNANSWERED : (find(cell) ?? UNANSWERED),
    isCount: SCALE_STEP_PATTERN.test(normaliseSpelling(cell)),
  };
}
