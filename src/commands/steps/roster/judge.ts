import { Refusal } from '../../../model/refusal.ts';
import { findAnswerFlaws } from '../../../portfolio/answer-flaws.ts';
import type { ResultBlock } from '../../../portfolio/blocks.ts';
import type { Limits } from '../../../portfolio/limits.ts';
import { NO_PACK } from '../../../portfolio/member.ts';
import { findNumberFlaws } from '../../../portfolio/number-flaws.ts';
import type { ReadBlock } from '../../../portfolio/result-block.ts';
import type { RowFlaw } from '../../../portfolio/row-flaw.ts';
import { rowFlawInWords } from '../../../report/portfolio/row-flaw.ts';
import type { Intake } from './intake.ts';

/** Who states more packs has something else in that column. */
const MOST_PACKS = 1000;

/**
 * Takes the key from rows of a block that cannot be so, and tells them: what is no kind or day, and numbers that the pack of
 * the row cannot come to, and answers that it does not allow. `lineOf` is the line of a row.
 */
export async function leaveOutFlawed(
  { block, flaws }: ReadBlock,
  source: string,
  lineOf: (row: number) => number,
  { builder, limitsOf, unjudged, unreadable, messages }: Intake,
): Promise<ResultBlock> {
  if (builder.packs.length > MOST_PACKS)
    throw new Refusal(
      3,
      messages.portfolio.manyPacks(source, String(MOST_PACKS)),
      messages.portfolio.packIs('pack', 'quick-scan@1.1.0'),
    );
  const limits: (Limits | null)[] = [];
  for (const pack of builder.packs) limits.push(await limitsOf(pack));
  const first = new Map<number, RowFlaw>();
  const found = [...flaws, ...findNumberFlaws(block, limits), ...findAnswerFlaws(block, limits)];
  for (const flaw of found) if (!first.has(flaw.row)) first.set(flaw.row, flaw);
  const { key } = block;
  for (const [row, flaw] of [...first].sort(([a], [b]) => a - b)) {
    // What was told already has no key any more.
    if (key.starts[row] === key.ends[row]) continue;
    key.ends[row] = key.starts[row] as number;
    unreadable.add(() => ({ source, line: lineOf(row), reason: rowFlawInWords(flaw, messages) }));
  }
  if (!limits[NO_PACK]) unjudged.add(block);
  return block;
}
