import type { Range } from '../../tabular/ranges.ts';
import { readTable } from '../../tabular/read-table.ts';
import type { TableShape } from '../../tabular/shape.ts';
import type { ColumnUse } from '../../tabular/use.ts';
import type { BlockScorer } from './block-scorer.ts';
import { joinParts, type Part, type ScoredPart } from './part.ts';

/** Scores a range of a file. */
export async function scoreRange(
  scorer: BlockScorer,
  shape: TableShape,
  uses: readonly ColumnUse[],
  range: Range,
): Promise<ScoredPart> {
  const parts: Part[] = [];
  const blocks = readTable(shape, uses, range);
  for (;;) {
    const next = await blocks.next();
    if (next.done) return { part: joinParts(parts), blanks: next.value.blanks, end: range.end };
    parts.push(scorer.score(next.value));
  }
}
