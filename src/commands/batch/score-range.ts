import { type TableFault, TableProblem } from '../../tabular/problem.ts';
import type { Range } from '../../tabular/ranges.ts';
import type { Totals } from '../../tabular/read.ts';
import { BEGINNING, readTable } from '../../tabular/read-table.ts';
import { SIZES } from '../../tabular/scan/reading.ts';
import { createScanner } from '../../tabular/scan/scanner.ts';
import { readingOf, type TableShape } from '../../tabular/shape.ts';
import type { ColumnUse } from '../../tabular/use.ts';
import type { BlockScorer } from './block-scorer.ts';
import { createPartBuilder, type Part } from './part.ts';

/** What a range comes to, lines and records counted from its beginning; or why it cannot be read. */
export type RangeOutcome =
  | { readonly part: Part; readonly totals: Totals }
  | { readonly part?: undefined; readonly fault: TableFault };

/** Scores a range, in the memory of a part that nobody needs any more. What it gives can move to another thread. */
export type RangeScorer = (range: Range, spent: Part | undefined) => Promise<RangeOutcome>;

/** Scores ranges of a file one after the other, always with the same scanner. */
export function createRangeScorer(scorer: BlockScorer, shape: TableShape, uses: readonly ColumnUse[]): RangeScorer {
  const scanner = createScanner(readingOf(shape, uses, BEGINNING));

  async function score(range: Range, spent: Part | undefined): Promise<RangeOutcome> {
    const builder = createPartBuilder(spent);
    const blocks = readTable(shape, uses, range, SIZES, { scanner });
    try {
      for (;;) {
        const next = await blocks.next();
        if (next.done) return { part: builder.look(), totals: next.value };
        scorer.score(next.value, builder);
      }
    } catch (error) {
      if (error instanceof TableProblem) return { fault: error.fault };
      throw error;
    }
  }

  let last: Promise<unknown> = Promise.resolve();
  return (range, spent) => {
    const outcome = last.then(() => score(range, spent));
    last = outcome;
    return outcome;
  };
}
