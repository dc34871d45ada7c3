import { dateOfDayNumber, dayNumberOf } from '../model/date.ts';
import type { Region } from '../model/generated/types.ts';
import { createChance } from './chance.ts';
import { type Complain, maturityOf, type SimulatedEnterprise } from './region.ts';

/** The first declarations are made in the year before the first milestone. */
const YEAR = 365;

/** The day each transformed enterprise was declared so: the more mature ones first, with some chance. */
export function declareTransformed(
  region: Region,
  enterprises: readonly SimulatedEnterprise[],
  complain: Complain,
): ReadonlyMap<SimulatedEnterprise, string> {
  const chance = createChance(region.seed, 'transformed');
  const { spread } = maturityOf(region);
  const registered = enterprises.filter(({ isRegistered }) => isRegistered);
  const order = registered
    .map((one) => ({ one, merit: one.maturity + spread * chance.normal() }))
    .sort((a, b) => b.merit - a.merit);
  const declared = new Map<SimulatedEnterprise, string>();
  const { transformed = [] } = region;
  for (const [m, { by, enterprises: count }] of transformed.entries()) {
    const at = ['transformed', m];
    const last = dayNumberOf(by);
    const before = transformed[m - 1];
    const first = before ? dayNumberOf(before.by) + 1 : last - YEAR;
    if (count > registered.length)
      complain('M113', [...at, 'enterprises'], {
        wanted: `at most ${registered.length}, the enterprises of the registry`,
      });
    if (before && count < before.enterprises)
      complain('M113', [...at, 'enterprises'], {
        wanted: `at least ${before.enterprises}, for earlier ones stay transformed`,
      });
    if (first > last) {
      complain('M113', [...at, 'by'], { wanted: `after ${before?.by}: milestones are listed in order` });
      continue;
    }
    for (const { one } of order.slice(declared.size, count))
      declared.set(one, dateOfDayNumber(first + chance.below(last - first + 1)));
  }
  return declared;
}
