import type { Messages } from '../../../i18n/index.ts';
import { didYouMean } from '../../../model/closest.ts';
import { Refusal } from '../../../model/refusal.ts';

/** That a table has no such column: names the one that was probably meant, else all there are. */
export function noColumn(
  path: string,
  column: string,
  headings: readonly string[],
  { portfolio, numbers }: Messages,
): Refusal {
  const named = headings.filter((heading) => heading !== '');
  const near = didYouMean(column, named);
  const hint = near === undefined ? portfolio.columnsAre(numbers.list(named)) : portfolio.didYouMean(near);
  return new Refusal(3, portfolio.noColumn(path, column), hint);
}
