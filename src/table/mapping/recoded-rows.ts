// Finds rows in which scales are numbered differently than in the other rows, as in an appended second survey.

import type { ColumnDoubt } from '../../model/index.ts';
import { itemAt } from '../../model/index.ts';
import { ANSWERED } from '../row-block.ts';
import { listCodedChoices } from './answer-spellings.ts';
import type { EvidenceColumns, EvidenceRows } from './judged-columns.ts';

/** The minimum number of rows with a number above the scale; fewer may be typing errors. */
const MIN_BEYOND = 3;
/**
 * Rows are only reported if, judging by the whole table, at least this many lowest values are to be expected in them.
 * If fewer are, it may be chance that the rows have none.
 */
const MIN_EXPECTED_LOWEST = 7;

/**
 * The rows from the first one with a number above a scale to the last one. None of these rows has the lowest value of a
 * scale.
 */
interface RowStretch {
  readonly from: number;
  to: number;
  /** The number of rows with a number above a scale. */
  beyond: number;
  /** The number of answers from the first of these rows up to `to`; `pending` also counts the answers in later rows. */
  answers: number;
  pending: number;
  readonly inputs: Set<number>;
}

/** The differently numbered rows among those added so far. */
interface RecodedRows {
  add(rows: EvidenceRows): void;
  /** Returns the doubts. `share` is the share of all answers that are the lowest value of their scale. */
  judge(share: number): ReadonlyMap<number, ColumnDoubt>;
}

/**
 * Searches the scales that are written as numbers. Only unreadable cells are examined, so a table without numbers above
 * its scales takes no time.
 */
export function createRecodedRows({ plan, uses }: EvidenceColumns, scales: readonly number[]): RecodedRows {
  const idsOf = (input: number): readonly string[] => listCodedChoices(itemAt(plan.inputs, input)).map(({ id }) => id);
  const firstBeyondByInput = new Map(scales.map((input) => [input, Number(idsOf(input).at(-1)) + 1]));
  const stretches: RowStretch[] = [];
  let currentStretch: RowStretch | undefined;

  function close(): void {
    if (currentStretch && currentStretch.beyond >= MIN_BEYOND) stretches.push(currentStretch);
    currentStretch = undefined;
  }

  return {
    add({ rows, code, faults = [], line }) {
      const unusualRows = new Map<number, Set<number>>();
      for (const fault of faults) {
        const binding = fault.code === 'unknown-value' && fault.column !== null ? uses[fault.column] : undefined;
        const number = parseWholeNumber(fault.value);
        if (
          !binding ||
          !('input' in binding) ||
          number === undefined ||
          firstBeyondByInput.get(binding.input) !== number
        )
          continue;
        unusualRows.set(fault.row, (unusualRows.get(fault.row) ?? new Set()).add(binding.input));
      }
      if (!line || (!currentStretch && unusualRows.size === 0)) return;
      const columns = scales.flatMap((input) => code.get(input) ?? []);
      for (let row = currentStretch ? 0 : Math.min(...unusualRows.keys()); row < rows; row++) {
        const inputs = unusualRows.get(row);
        if (!currentStretch && !inputs) continue;
        if (columns.some((codes) => codes[row] === ANSWERED)) {
          close();
          continue;
        }
        const recodedRow = line[row] as number;
        currentStretch ??= { from: recodedRow, to: recodedRow, beyond: 0, answers: 0, pending: 0, inputs: new Set() };
        for (const codes of columns) if ((codes[row] as number) > ANSWERED) currentStretch.pending++;
        if (!inputs) continue;
        currentStretch.to = recodedRow;
        currentStretch.beyond++;
        currentStretch.answers = currentStretch.pending;
        for (const input of inputs) currentStretch.inputs.add(input);
      }
    },
    judge(share) {
      const doubts = new Map<number, ColumnDoubt>();
      for (const { from, to, answers, beyond, inputs } of currentStretch ? [...stretches, currentStretch] : stretches) {
        if (beyond < MIN_BEYOND || answers * share < MIN_EXPECTED_LOWEST) continue;
        const recodedScales = new Set([...inputs].map((input) => idsOf(input).join()));
        for (const input of scales) {
          const ids = idsOf(input);
          if (!recodedScales.has(ids.join()) || doubts.has(input)) continue;
          const details = { lowest: ids[0] ?? '', beyond: String(firstBeyondByInput.get(input)) };
          doubts.set(input, { code: 'recoded', from, to, ...details });
        }
      }
      return doubts;
    },
  };
}

function parseWholeNumber(cell: string): number | undefined {
  return /^\d{1,4}(?:\.0)?$/.test(cell) ? Number(cell) : undefined;
}
