import type { Messages } from '../../i18n/index.ts';
import { formatNumber, formatShare } from '../number.ts';
import { type Estimate, type FigureCell, type FigureColumn, HIDDEN } from './table.ts';
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
  if (typeof cell === 'object') return estimateText(cell, numbers);
  if (kind === 'share') return formatShare(cell, numbers, 2);
  return formatNumber(cell, { numbers, decimals: kind === 'number' ? 2 : 0 });
}

/** A share with its interval behind it, both in percent: 73.8% (71.2–76.1). */
function estimateText({ share, low, high }: Estimate, numbers: Messages['numbers']): string {
  const text = formatShare(share, numbers, 1);
  if (low === null || high === null) return text;
  const write = (end: number): string => formatNumber(end * 100, { numbers, decimals: 1, gates: [0, 100] });
  return numbers.remark(text, numbers.range(write(low), write(high), false));
}
