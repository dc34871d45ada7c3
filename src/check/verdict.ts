import type { Problem } from '../model/problem.ts';
import type { Verdict } from './search/search.ts';

/** What follows from a search: a problem where there are no such answers, and a word where that stayed open. */
export function judge(
  { verdict }: Verdict,
  { problem, open }: { readonly problem: Problem; readonly open: string },
): Problem[] {
  switch (verdict) {
    case 'found':
      return [];
    case 'none':
      return [problem];
    case 'undecided':
      return [{ ...problem, code: 'M320', details: { wanted: open } }];
  }
}
