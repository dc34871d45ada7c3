import { type AnswerFault, findAnswerFault } from './answer-fault.ts';
import type { ResultBlock } from './blocks.ts';
import type { Limits } from './limits.ts';
import type { RowFlaw } from './row-flaw.ts';
import type { TextCells } from './text-cells.ts';
import { createValueTable } from './value-table.ts';

/**
 * The answers of a block that the pack of their row does not allow. Limits stand at the index of the pack; of one that is
 * not known nothing is said.
 */
export function findAnswerFlaws(block: ResultBlock, limits: readonly (Limits | null)[]): RowFlaw[] {
  return [...block.answers].flatMap(([column, cells]) => columnFlaws(column, cells, block, limits));
}

/** Every different answer is judged once by each pack. */
function columnFlaws(
  column: string,
  cells: TextCells,
  { rows, pack }: ResultBlock,
  limits: readonly (Limits | null)[],
): RowFlaw[] {
  const judges = limits.map((known) => {
    const input = known?.questions.get(column);
    return input && { input, faults: [] as (AnswerFault | null)[] };
  });
  if (judges.every((judge) => !judge)) return [];
  const marks = createValueTable();
  const flaws: RowFlaw[] = [];
  for (let row = 0; row < rows; row++) {
    const judge = judges[pack[row] as number];
    if (!judge) continue;
    const code = marks.codeAt(cells, row);
    let fault = judge.faults[code];
    if (fault === undefined) {
      fault = findAnswerFault(judge.input, marks.values[code] as string) ?? null;
      judge.faults[code] = fault;
    }
    if (fault) flaws.push({ row, column, ...fault });
  }
  return flaws;
}
