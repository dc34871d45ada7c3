import { dayNumberOf } from '../model/date.ts';
import type { Region } from '../model/generated/types.ts';
import { createChance } from './chance.ts';
import type { Complain, SimulatedAssessments, SimulatedEnterprise } from './region.ts';

/** Whoever was assessed the other way before is chosen about so many times as often. */
const KNOWN_FIRST = 3;

/** Who is assessed in each wave; told is where more are wanted than there are. */
export function makeWaves(
  region: Region,
  enterprises: readonly SimulatedEnterprise[],
  complain: Complain,
): readonly SimulatedAssessments[] {
  const seen = { self: new Set<SimulatedEnterprise>(), onsite: new Set<SimulatedEnterprise>() };
  const { waves = [], seed } = region;
  return waves.map(({ date, kind, enterprises: total, again = 0, outside = 0 }, w) => {
    const chance = createChance(seed, 'wave', w);
    const at = ['waves', w];
    const before = waves[w - 1];
    if (before && dayNumberOf(before.date) > dayNumberOf(date))
      complain('M215', [...at, 'date'], {
        found: `the day before, ${before.date},`,
        wanted: `${date}: waves are listed in order`,
      });
    if (again > total)
      complain('M215', [...at, 'again'], { found: `${again}`, wanted: `the ${total} enterprises of the wave` });
    const [known, other] = kind === 'self' ? [seen.self, seen.onsite] : [seen.onsite, seen.self];
    const draw = (
      pool: readonly SimulatedEnterprise[],
      count: number,
      key: string,
      who: string,
    ): SimulatedEnterprise[] => {
      if (pool.length < count) complain('M113', [...at, key], { wanted: `less: ${pool.length} ${who}` });
      return pool
        .map((one) => ({ one, order: chance.next() / (other.has(one) ? KNOWN_FIRST : 1) }))
        .sort((a, b) => a.order - b.order)
        .slice(0, count)
        .map(({ one }) => one);
    };
    const registered = enterprises.filter(({ isRegistered }) => isRegistered);
    const drawn = [
      ...draw(
        registered.filter((one) => known.has(one)),
        again,
        'again',
        'had such an assessment before',
      ),
      ...draw(
        registered.filter((one) => !known.has(one)),
        Math.max(0, total - again),
        'enterprises',
        'had none before, those of `again` apart',
      ),
      ...draw(
        enterprises.filter(({ isRegistered }) => !isRegistered),
        outside,
        'outside',
        'are outside of the registry',
      ),
    ];
    for (const one of drawn) known.add(one);
    return { date, kind, enterprises: drawn.sort((a, b) => a.index - b.index) };
  });
}
