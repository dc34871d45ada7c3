import { formatNumber, formatShare } from '../number.ts';
import { type FigureCell, type FigureColumn, HIDDEN } from './table.ts';
import type { PortfolioWords } from './words.ts';

/** What stands where there is nothing. */
const NOTHING = '–';

/** A cell for people. */
export function cellText(
  cell: FigureCell | undefined,
  kind: FigureColumn['kind'],
  { messages }: PortfolioWords,
): string {
  const { numbers, portfolio } = messages;
  if (cell === HIDDEN) return portfolio.hidden;
  if (cell === null || cell === undefined) return kind === 'text' ? '' : NOTHING;
  if (typeof cell === 'string') return cell;
  if (kind === 'share') return formatShare(cell, numbers, 2);
  return formatNumber(cell, { numbers, decimals: kind === 'number' ? 2 : 0 });
}
