import type { Stage } from '../../src/model/generated/types.ts';
import type { Portfolio } from '../../src/portfolio/portfolio-figures.ts';
import { createRandom } from '../../src/portfolio/statistics.ts';
import { publish } from './disclosure/attack-published.ts';

/** What everybody may know of how stages hang together: each says by what it goes. */
export interface KnownStage {
  readonly id: string;
  readonly when: Stage['when'];
  /** The quarter in which such a member reached it: 0 at no known day, from 1; -1 never. */
  readonly reached: (kind: KindOfMember) => number;
}

/** A member as far as stages and tables know it. */
export interface KindOfMember {
  readonly district: number;
  readonly sector: number;
  /** 0 not assessed, 1 no level, 2 open, and from 3 on the levels from 1. */
  readonly level: number;
  /** Whether it was assessed on site, 1, and not by itself. */
  readonly site: number;
  /** The quarter in which it was done and planned: 0 at no known day, from 1; -1 never. */
  readonly done: number;
  readonly plan: number;
}

/** A random region with all that can be known of it. */
export interface Region {
  readonly members: readonly KindOfMember[];
  readonly stages: readonly KnownStage[];
  readonly districts: number;
  readonly sectors: number;
  readonly levels: number;
  /** Whether those on site were assessed by another pack. */
  readonly isMixed: boolean;
  readonly build: (minCell: number | null) => Portfolio;
  /** The same with its first members alone. */
  readonly take: (count: number) => Region;
}

export const QUARTERS = ['2024Q1', '2024Q2', '2024Q3', '2024Q4'];
/** All were assessed in the second of them. */
const ASSESSED = 2;

const earlier = (one: number, other: number): number => (one < 0 ? other : other < 0 ? one : Math.min(one, other));
const later = (one: number, other: number): number => (one < 0 || other < 0 ? -1 : Math.max(one, other));
const assessedIn = ({ level }: KindOfMember): number => (level === 0 ? -1 : ASSESSED);
const atLeast = (least: number): KnownStage => ({
  id: `level-${least}`,
  when: { level: { minimum: least } },
  reached: ({ level }) => (level >= least + 2 ? ASSESSED : -1),
});
const yes = { const: 'true' };

/** Stages inside of others, apart from others, and made of others. */
const STAGES: readonly KnownStage[] = [
  { id: 'assessed', when: { assessed: yes }, reached: assessedIn },
  { id: 'done', when: { 'done.stated': yes }, reached: ({ done }) => done },
  { id: 'planned', when: { 'plan.stated': yes }, reached: ({ plan }) => plan },
  atLeast(2),
  atLeast(3),
  {
    id: 'on-site',
    when: { 'assessed.onsite': yes },
    reached: (kind) => (kind.site === 1 ? assessedIn(kind) : -1),
  },
  {
    id: 'on-site-level-2',
    when: { 'level.onsite': { minimum: 2 } },
    reached: ({ site, level }) => (site === 1 && level >= 4 ? ASSESSED : -1),
  },
  {
    id: 'level-or-plan',
    when: { anyOf: [{ level: { minimum: 2 } }, { 'plan.stated': yes }] },
    reached: ({ level, plan }) => earlier(level >= 4 ? ASSESSED : -1, plan),
  },
  // What its groups go by.
  { id: 'first-district', when: { district: { const: 'd0' } }, reached: ({ district }) => (district === 0 ? 0 : -1) },
  {
    id: 'first-district-done',
    when: { district: { const: 'd0' }, 'done.stated': yes },
    reached: ({ district, done }) => (district === 0 ? done : -1),
  },
  {
    id: 'both',
    when: { 'done.stated': yes, 'plan.stated': yes },
    reached: ({ done, plan }) => later(done, plan),
  },
  {
    id: 'either',
    when: { anyOf: [{ 'done.stated': yes }, { 'plan.stated': yes }] },
    reached: ({ done, plan }) => earlier(done, plan),
  },
  {
    id: 'done-assessed',
    when: { 'done.stated': yes, assessed: yes },
    reached: (kind) => later(kind.done, assessedIn(kind)),
  },
  {
    id: 'done-unplanned',
    when: { 'done.stated': yes, 'plan.stated': { const: 'false' } },
    reached: ({ done, plan }) => (plan < 0 ? done : -1),
  },
];

/** Makes a region, the same for the same seed. */
export function randomRegion(seed: number): Region {
  const random = createRandom(seed);
  const pick = (count: number): number => Math.floor(random() * count);
  const size = 25 + pick(120);
  const [districts, sectors, levels] = [2 + pick(2), 2, 2 + pick(2)];
  const [skew, rare, lag] = [0.4 + random() * 2, random(), random()];
  const chance = Array.from({ length: 4 }, () => random());
  const day = (how: number): number => {
    if (random() > how) return -1;
    return random() < 0.15 ? 0 : 1 + Math.floor(random() ** (0.3 + lag) * QUARTERS.length);
  };
  const members = Array.from({ length: size }, (): KindOfMember => {
    const done = day(0.2 + 0.8 * (chance[0] as number));
    // Plans mostly go with what is done, so that stages nearly nest.
    const plan = random() < rare ? (random() < 0.9 ? done : -1) : day(0.7 * (chance[1] as number));
    const isAssessed = random() < 0.6 + 0.4 * (chance[2] as number);
    const noLevel = random() < 0.1 ? 1 + pick(2) : 3 + Math.floor(random() ** skew * levels);
    return {
      district: Math.floor(random() ** skew * districts),
      sector: pick(sectors),
      level: isAssessed ? noLevel : 0,
      site: isAssessed && random() < (chance[3] as number) ? 1 : 0,
      done,
      plan,
    };
  });
  const count = 3 + pick(3);
  const stages = STAGES.map((stage) => ({ stage, at: random() }))
    .sort((a, b) => a.at - b.at)
    .slice(0, count)
    .map(({ stage }) => stage);
  const by = [[['district'], ['sector']], [['district', 'sector']], [['district']], []][pick(4)] as string[][];
  const isMixed = random() < 0.4;
  const regionOf = (own: readonly KindOfMember[]): Region => ({
    members: own,
    stages,
    districts,
    sectors,
    levels,
    isMixed,
    build: (minCell) => buildRegion({ members: own, stages, isMixed }, by, minCell),
    take: (few) => regionOf(own.slice(0, few)),
  });
  return regionOf(members);
}

function buildRegion(
  { members, stages, isMixed }: Pick<Region, 'members' | 'stages' | 'isMixed'>,
  by: readonly (readonly string[])[],
  minCell: number | null,
): Portfolio {
  const dayIn = (quarter: number): string =>
    quarter < 0 ? '' : quarter === 0 ? 'yes' : `2024-${String(quarter * 3 - 1).padStart(2, '0')}-10`;
  const published = members.map(({ district, sector, done, plan, level: known, site }) => {
    const level = known < 3 ? Number.NaN : known - 2;
    const highest = known === 2 ? 1 : level;
    const pack = isMixed && site === 1 ? 'b' : 'a';
    return {
      facts: { district: `d${district}`, sector: `s${sector}`, done: dayIn(done), plan: dayIn(plan) },
      results: known === 0 ? [] : [{ level, highest, isOnSite: site === 1, pack }],
    };
  });
  const target = { count: members.length, by: '2026-12-31' };
  return publish(published, {
    by,
    stages: stages.map(({ id, when }) => ({ id, when, target })),
    minCell,
    assessedOn: dayIn(ASSESSED),
  });
}
