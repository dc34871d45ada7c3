import { didYouMean } from '../model/closest.ts';
import type { Measure } from '../model/generated/types.ts';
import type { Path } from '../model/problem.ts';
import type { Complain } from '../scoring/inputs.ts';
import type { Listed } from './listed.ts';

/** One need of a measure and where it stands. */
interface Need {
  readonly id: string;
  readonly at: Path;
}

/**
 * What each measure needs done before, by its id. Unknown measures are reported, and so is the need that closes a
 * circle; both are left out, so that what is returned always has an order.
 */
export function compileNeeds(listed: readonly Listed<Measure>[], complain: Complain): Map<string, readonly string[]> {
  const stated = new Map(listed.map(({ one, at }) => [one.id, needsOf(one.needs ?? [], at)]));
  const settled = new Map<string, string[]>();
  const underWay: string[] = [];

  function settle(id: string): void {
    if (settled.has(id)) return;
    const needs: string[] = [];
    underWay.push(id);
    for (const need of stated.get(id) ?? []) {
      if (!stated.has(need.id)) {
        const nearest = didYouMean(need.id, [...stated.keys()]);
        complain('M217', need.at, { found: need.id, allowed: nearest === undefined ? [] : [nearest] });
      } else if (underWay.includes(need.id)) {
        const circle = [...underWay.slice(underWay.indexOf(need.id)), need.id].join(' → ');
        complain('M208', need.at, { found: need.id, wanted: circle });
      } else if (!needs.includes(need.id)) {
        needs.push(need.id);
        settle(need.id);
      }
    }
    underWay.pop();
    settled.set(id, needs);
  }

  for (const id of stated.keys()) settle(id);
  return settled;
}

function needsOf(needs: readonly string[], at: Path): Need[] {
  return needs.map((id, i) => ({ id, at: [...at, 'needs', i] }));
}
