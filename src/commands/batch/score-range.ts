import type { Range } from '../../tabular/ranges.ts';
import { readTable } from '../../tabular/read-table.ts';
import { SIZES } from '../../tabular/scan/reading.ts';
import { createScanner } from '../../tabular/scan/scanner.ts';
import { readingOf, type TableShape } from '../../tabular/shape.ts';
import type { ColumnUse } from '../../tabular/use.ts';
import type { BlockScorer } from './block-scorer.ts';
import { createPartBuilder, type ScoredPart } from './part.ts';

/** Scores ranges of a file one after the other, always with the same memory. What it gives can move to another thread. */
export function createRangeScorer(
  scorer: BlockScorer,
  shape: TableShape,
  uses: readonly ColumnUse[],
): (range: Range) => Promise<ScoredPart> {
  const scanner = createScanner(readingOf(shape, uses, shape));
  const builder = createPartBuilder();
  return async (range) => {
    builder.clear();
    const blocks = readTable(shape, uses, range, SIZES, { scanner });
    for (;;) {
      const next = await blocks.next();
      if (next.done) return { part: builder.copy(), blanks: next.value.blanks, end: range.end };
      scorer.score(next.value, builder);
    }
  };
}
