import type { Range } from '../../tabular/ranges.ts';
import { readTable } from '../../tabular/read-table.ts';
import { SIZES } from '../../tabular/scan/reading.ts';
import { createScanner } from '../../tabular/scan/scanner.ts';
import { readingOf, type TableShape } from '../../tabular/shape.ts';
import type { ColumnUse } from '../../tabular/use.ts';
import type { BlockScorer } from './block-scorer.ts';
import { createPartBuilder, type Part, type ScoredPart } from './part.ts';

/** Scores a range, in the memory of a part that nobody needs any more. What it gives can move to another thread. */
export type RangeScorer = (range: Range, spent: Part | undefined) => Promise<ScoredPart>;

/** Scores ranges of a file one after the other, always with the same scanner. */
export function createRangeScorer(scorer: BlockScorer, shape: TableShape, uses: readonly ColumnUse[]): RangeScorer {
  const scanner = createScanner(readingOf(shape, uses, shape));
  return async (range, spent) => {
    const builder = createPartBuilder(spent);
    const blocks = readTable(shape, uses, range, SIZES, { scanner });
    for (;;) {
      const next = await blocks.next();
      if (next.done) return { part: builder.look(), blanks: next.value.blanks, end: range.end };
      scorer.score(next.value, builder);
    }
  };
}
