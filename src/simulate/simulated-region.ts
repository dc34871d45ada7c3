import { keyFactOf } from '../interview/index.ts';
import {
  fromDayNumber,
  itemAt,
  type Problem,
  type Region,
  type SimulatedGroup,
  type SimulatedValue,
  toDayNumber,
  type WordedPhrase,
} from '../model/index.ts';
import type { Plan } from '../scoring/index.ts';
import { type Chance, createChance } from './chance.ts';
import {
  checkRegion,
  cityName,
  divisionOf,
  enterpriseName,
  maturityOf,
  type RegionWords,
  type ReportRegionProblem,
  type SimulatedAssessments,
  type SimulatedEnterprise,
  type SimulatedLink,
  type SimulatedPeer,
  syntheticKey,
} from './region-spec.ts';
import { createAnswerGenerator, type GenerateAnswers, planFacts } from './simulated-answers.ts';
import { findRoles, makeChains, makeLinks, type RolesOf } from './simulated-chains.ts';

/** Generates all enterprises, registered ones first; reports groups that do not add up. */
function makeEnterprises(
  region: Region,
  keyOf: (division: string, number: number) => string,
  words: RegionWords,
  report: ReportRegionProblem,
): readonly SimulatedEnterprise[] {
  const { seed, enterprises: total, groups = [], outside = [], city } = region;
  const dealtValues = groups.map((group, i) =>
    dealValues(group, total, createChance(seed, 'group', group.id), ['groups', i], report),
  );
  const chance = createChance(seed, 'enterprise');
  const makeMember = (
    index: number,
    place: Pick<SimulatedEnterprise, 'key' | 'city' | 'isRegistered'>,
    chosen: ChosenValue[],
  ) => {
    const facts = chosen.flatMap(({ value }) =>
      Object.entries(value.facts ?? {}).map(
        ([id, { from, to }]) => [id, from + drawSkewed(chance, to - from + 1)] as const,
      ),
    );
    const { mean, spread } = maturityOf(region);
    const maturitySum = chosen.reduce((sum, { value }) => sum + (value.maturity ?? 0), 0);
    return {
      index,
      name: enterpriseName(index + 1, words),
      ...place,
      values: new Map(chosen.map(({ group, value }) => [group.id, value.value])),
      facts: new Map(facts),
      maturity: mean + maturitySum + spread * chance.normal(),
    };
  };
  const registeredEnterprises = Array.from({ length: total }, (_, i) => {
    const registryEntry = { key: keyOf(divisionOf(city.division, 0), i + 1), city: city.name, isRegistered: true };
    const chosenValues = groups.flatMap((group, g): ChosenValue[] => {
      const value = dealtValues[g]?.[i];
      return value ? [{ group, value }] : [];
    });
    return makeMember(i, registryEntry, chosenValues);
  });
  const outsideGroups = outside.flatMap((neighbour, n) => {
    const likeGroups = (neighbour.like ?? []).flatMap((id, k): number[] => {
      const groupIndex = groups.findIndex((group) => group.id === id);
      if (groupIndex < 0) report('M203', ['outside', n, 'like', k], { found: id, wanted: { phrase: 'group' } });
      return groupIndex < 0 ? [] : [groupIndex];
    });
    return Array.from({ length: neighbour.enterprises }, (_, i) => {
      const key = keyOf(divisionOf(neighbour.city.division, n + 1), i + 1);
      const chosenValues = likeGroups.flatMap((g): ChosenValue[] => {
        const value = dealtValues[g]?.[chance.below(total)];
        return value ? [{ group: itemAt(groups, g), value }] : [];
      });
      return { place: { key, city: neighbour.city.name, isRegistered: false }, chosen: chosenValues };
    });
  });
  return [
    ...registeredEnterprises,
    ...outsideGroups.map(({ place, chosen }, i) => makeMember(total + i, place, chosen)),
  ];
}

interface ChosenValue {
  readonly group: SimulatedGroup;
  readonly value: SimulatedValue;
}

/** Assigns a value to each enterprise, each value as often as stated. */
function dealValues(
  { values }: SimulatedGroup,
  total: number,
  chance: Chance,
  at: readonly (string | number)[],
  report: ReportRegionProblem,
): readonly SimulatedValue[] {
  const counts = countsOf(values, total);
  if ('phrase' in counts) {
    report('M113', [...at, 'values'], { wanted: counts });
    return [];
  }
  return chance.shuffle(values.flatMap((value, v) => new Array<SimulatedValue>(itemAt(counts, v)).fill(value)));
}

/** Draws a whole number from 0 to below `bound`. Small numbers are more likely, as small enterprises are. */
function drawSkewed(chance: Chance, bound: number): number {
  const uniform = chance.next();
  return Math.floor(uniform * uniform * uniform * bound);
}

type StatedShare = Pick<SimulatedValue, 'enterprises' | 'share'>;

/** By how much a sum of shares may differ from 1, so that three shares of 0.333 count as 1. */
const SHARE_TOLERANCE = 0.002;

/**
 * Determines the number of enterprises with each value, so that the numbers add up to `total`: counts as stated, shares
 * by largest remainder, and the rest for the only value that states neither. If the numbers do not add up, returns a
 * phrase that says what would.
 */
export function countsOf(values: readonly StatedShare[], total: number): readonly number[] | WordedPhrase {
  const statedCount = values.reduce((sum, { enterprises = 0 }) => sum + enterprises, 0);
  const shareSum = values.reduce((sum, { share = 0 }) => sum + share, 0);
  const valuesWithoutCount = values.filter(
    ({ enterprises, share }) => enterprises === undefined && share === undefined,
  ).length;
  const hasShares = values.some(({ share }) => share !== undefined);
  if (values.some(({ enterprises, share }) => enterprises !== undefined && share !== undefined))
    return { phrase: 'shareOrCount' };
  if (valuesWithoutCount > 1) return { phrase: 'oneRest' };
  if (statedCount > total) return { phrase: 'atMostEnterprises', total, counted: statedCount };
  const share = statedCount / total + shareSum;
  if (share > 1 + SHARE_TOLERANCE) return { phrase: 'noMoreThanWhole', percent: formatPercent(share) };
  const isWhole = hasShares ? Math.abs(share - 1) <= SHARE_TOLERANCE : statedCount === total;
  if (valuesWithoutCount === 0 && !isWhole)
    return hasShares
      ? { phrase: 'makingWhole', percent: formatPercent(share) }
      : { phrase: 'enterprisesAltogether', total, counted: statedCount };
  return spreadCounts(
    values,
    total,
    valuesWithoutCount === 0 ? total - statedCount : Math.round(shareSum * total),
    total - statedCount,
  );
}

function formatPercent(share: number): string {
  return `${Math.round(share * 10_000) / 100} %`;
}

/**
 * Distributes enterprises by largest remainder: each share gets the integer part of its number, and the rest goes to
 * the largest fractions; of equal fractions, the first come first.
 */
function spreadCounts(
  values: readonly StatedShare[],
  total: number,
  forShares: number,
  remaining: number,
): readonly number[] {
  const shareSum = values.reduce((sum, { share = 0 }) => sum + share, 0);
  const givenCount = Math.min(forShares, remaining);
  const exactCounts = values.map(({ share = 0 }) => (shareSum === 0 ? 0 : (share / shareSum) * givenCount));
  const counts = exactCounts.map(Math.floor);
  const missingCount = shareSum === 0 ? 0 : givenCount - counts.reduce((sum, count) => sum + count, 0);
  const order = exactCounts
    .map((value, i) => ({ i, rest: value - Math.floor(value) }))
    .sort((a, b) => b.rest - a.rest || a.i - b.i);
  for (const { i } of order.slice(0, missingCount)) counts[i] = itemAt(counts, i) + 1;
  const enterpriseCounts = values.map(({ enterprises }, i) => enterprises ?? (counts[i] as number));
  const restIndex = values.findIndex(({ enterprises, share }) => enterprises === undefined && share === undefined);
  if (restIndex >= 0) enterpriseCounts[restIndex] = total - enterpriseCounts.reduce((sum, count) => sum + count, 0);
  return enterpriseCounts;
}

/** A complete invented region. */
export interface SimulatedRegion {
  /** All enterprises: first the registered ones, then those outside the registry. */
  readonly enterprises: readonly SimulatedEnterprise[];
  readonly roles: RolesOf;
  /** For each transformed enterprise, the day on which it was declared transformed, `YYYY-MM-DD`. */
  readonly transformed: ReadonlyMap<SimulatedEnterprise, string>;
  readonly links: readonly SimulatedLink[];
  readonly waves: readonly SimulatedAssessments[];
  /** Generates the answers of an enterprise; null without a pack. */
  readonly respond: GenerateAnswers | null;
  /** The invented figures of peer cities; the region's own city comes first. */
  readonly peers: readonly SimulatedPeer[];
  /** The enterprises that get an enterprise file, in order of their keys. */
  readonly filed: readonly SimulatedEnterprise[];
}

/** The outcome of a simulation; if the specification has any problem, there is no region. */
type Simulation =
  | { readonly region: SimulatedRegion; readonly problems: readonly [] }
  | { readonly region: null; readonly problems: readonly Problem[] };

/**
 * Generates the region that a specification describes, with answers for a plan; `file` is the specification's file name
 * in problems, and `words` are in the language of the specification.
 */
export function simulate(spec: Region, plan: Plan | null, file: string, words: RegionWords): Simulation {
  const problems: Problem[] = [];
  const report: ReportRegionProblem = (code, at, details) => {
    problems.push({ code, file, at, on: code === 'M110' ? 'key' : 'value', details });
  };
  checkRegion(spec, keyColumn(plan), report);
  if (problems.length > 0) return { region: null, problems };
  const keyOf = (division: string, number: number): string => syntheticKey(division, number, hasCreditCodes(plan));
  const enterprises = makeEnterprises(spec, keyOf, words, report);
  // If groups do not add up, problems reported about chains would be misleading.
  if (problems.length > 0) return { region: null, problems };
  const chains = makeChains(spec, enterprises, report);
  const roles = findRoles(chains);
  const facts = plan && planFacts(spec, plan, roles, report);
  const waves = makeWaves(spec, enterprises, report);
  const transformedMembers = declareTransformed(spec, enterprises, report);
  const peers = makePeers(spec, words, report);
  const filedEnterprises = chooseFiled(spec, waves, report);
  if (problems.length > 0) return { region: null, problems };
  const links = chains.flatMap((chain) => makeLinks(spec, chain, roles));
  const generateAnswers = plan && facts && createAnswerGenerator(spec, plan, facts);
  return {
    region: {
      enterprises,
      roles,
      transformed: transformedMembers,
      links,
      waves,
      respond: generateAnswers,
      peers,
      filed: filedEnterprises,
    },
    problems: [],
  };
}

/** Whether the keys of a region are credit codes, which they are unless the pack asks for another number. */
export function hasCreditCodes(plan: Plan | null): boolean {
  const keyFact = plan && keyFactOf(plan);
  return !keyFact || keyFact.type === 'uscc';
}

/** Returns the heading of the registry's key column. */
export function keyColumn(plan: Plan | null): string {
  return (plan && keyFactOf(plan)?.name) ?? 'uscc';
}

/** Chooses the enterprises that get a file. Those diagnosed on site come first, because most is known about them. */
function chooseFiled(
  { files = 0 }: Region,
  waves: readonly SimulatedAssessments[],
  report: ReportRegionProblem,
): readonly SimulatedEnterprise[] {
  const countByKind = (kind: 'self' | 'onsite') =>
    waves.filter((wave) => wave.kind === kind).flatMap((wave) => wave.enterprises);
  const assessedEnterprises = [...new Set([...countByKind('onsite'), ...countByKind('self')])];
  if (assessedEnterprises.length < files)
    report('M113', ['files'], { wanted: { phrase: 'atMostAssessed', count: assessedEnterprises.length } });
  return assessedEnterprises.slice(0, files).sort((a, b) => a.index - b.index);
}

/**
 * How many times as likely an enterprise is to be chosen for one kind of assessment if it has had the other kind
 * before.
 */
const KNOWN_FIRST_WEIGHT = 3;

/** Chooses the enterprises assessed in each wave; reports if more are requested than exist. */
function makeWaves(
  region: Region,
  enterprises: readonly SimulatedEnterprise[],
  report: ReportRegionProblem,
): readonly SimulatedAssessments[] {
  const seenByKind = { self: new Set<SimulatedEnterprise>(), onsite: new Set<SimulatedEnterprise>() };
  const { waves = [], seed } = region;
  return waves.map(({ date, kind, enterprises: total, again = 0, outside = 0 }, w) => {
    const chance = createChance(seed, 'wave', w);
    const wavePath = ['waves', w];
    const waveBefore = waves[w - 1];
    if (waveBefore && toDayNumber(waveBefore.date) > toDayNumber(date))
      report('M215', [...wavePath, 'date'], {
        found: { phrase: 'dayBefore', day: waveBefore.date },
        wanted: { phrase: 'wavesInOrder', day: date },
      });
    if (again > total)
      report('M215', [...wavePath, 'again'], {
        found: `${again}`,
        wanted: { phrase: 'enterprisesOfWave', count: total },
      });
    const [assessedSame, assessedOther] =
      kind === 'self' ? [seenByKind.self, seenByKind.onsite] : [seenByKind.onsite, seenByKind.self];
    const drawEnterprises = (
      pool: readonly SimulatedEnterprise[],
      count: number,
      key: string,
      phrase: 'lessAssessed' | 'lessNew' | 'lessOutside',
    ): SimulatedEnterprise[] => {
      if (pool.length < count) report('M113', [...wavePath, key], { wanted: { phrase, count: pool.length } });
      return pool
        .map((enterprise) => ({
          one: enterprise,
          order: chance.next() / (assessedOther.has(enterprise) ? KNOWN_FIRST_WEIGHT : 1),
        }))
        .sort((a, b) => a.order - b.order)
        .slice(0, count)
        .map(({ one }) => one);
    };
    const registeredEnterprises = enterprises.filter(({ isRegistered }) => isRegistered);
    const drawnEnterprises = [
      ...drawEnterprises(
        registeredEnterprises.filter((enterprise) => assessedSame.has(enterprise)),
        again,
        'again',
        'lessAssessed',
      ),
      ...drawEnterprises(
        registeredEnterprises.filter((enterprise) => !assessedSame.has(enterprise)),
        Math.max(0, total - again),
        'enterprises',
        'lessNew',
      ),
      ...drawEnterprises(
        enterprises.filter(({ isRegistered }) => !isRegistered),
        outside,
        'outside',
        'lessOutside',
      ),
    ];
    for (const enterprise of drawnEnterprises) assessedSame.add(enterprise);
    return { date, kind, enterprises: drawnEnterprises.sort((a, b) => a.index - b.index) };
  });
}

/** The number of days in a year. The first declarations fall in the year before the first milestone. */
const DAYS_PER_YEAR = 365;

/**
 * Determines the day on which each transformed enterprise was declared transformed. More mature enterprises come first,
 * with some randomness.
 */
function declareTransformed(
  region: Region,
  enterprises: readonly SimulatedEnterprise[],
  report: ReportRegionProblem,
): ReadonlyMap<SimulatedEnterprise, string> {
  const chance = createChance(region.seed, 'transformed');
  const { spread } = maturityOf(region);
  const registeredEnterprises = enterprises.filter(({ isRegistered }) => isRegistered);
  const order = registeredEnterprises
    .map((enterprise) => ({ one: enterprise, merit: enterprise.maturity + spread * chance.normal() }))
    .sort((a, b) => b.merit - a.merit);
  const dayByEnterprise = new Map<SimulatedEnterprise, string>();
  const { transformed = [] } = region;
  for (const [m, { by, enterprises: count }] of transformed.entries()) {
    const transformedPath = ['transformed', m];
    const lastDay = toDayNumber(by);
    const entryBefore = transformed[m - 1];
    const firstDay = entryBefore ? toDayNumber(entryBefore.by) + 1 : lastDay - DAYS_PER_YEAR;
    if (count > registeredEnterprises.length)
      report('M113', [...transformedPath, 'enterprises'], {
        wanted: { phrase: 'atMostRegistered', count: registeredEnterprises.length },
      });
    if (entryBefore && count < entryBefore.enterprises)
      report('M113', [...transformedPath, 'enterprises'], {
        wanted: { phrase: 'atLeastTransformed', count: entryBefore.enterprises },
      });
    if (entryBefore && firstDay > lastDay) {
      report('M113', [...transformedPath, 'by'], { wanted: { phrase: 'milestonesInOrder', day: entryBefore.by } });
      continue;
    }
    for (const { one } of order.slice(dayByEnterprise.size, count))
      dayByEnterprise.set(one, fromDayNumber(firstDay + chance.below(lastDay - firstDay + 1)));
  }
  return dayByEnterprise;
}

/**
 * How far a value may be from the middle of its interval, as a share of the interval. Because this is below 1, two
 * values are never equal.
 */
const SCORE_JITTER = 0.6;

/**
 * Invents values for the peers such that the region's own city has its stated rank. Returns its own city first, then
 * the others by name.
 */
function makePeers(
  { seed, peers, city }: Region,
  words: RegionWords,
  report: ReportRegionProblem,
): readonly SimulatedPeer[] {
  if (!peers) return [];
  const { regions, rank, from = 40, to = 70 } = peers;
  if (rank > regions) report('M113', ['peers', 'rank'], { wanted: { phrase: 'atMostRegions', count: regions } });
  if (from >= to) {
    report('M215', ['peers', 'from'], { found: `${from}`, wanted: { phrase: 'belowHighest', value: to } });
    return [];
  }
  const chance = createChance(seed, 'peers');
  const step = (to - from) / regions;
  const decimals = decimalsFor(step * (1 - SCORE_JITTER));
  const values = Array.from({ length: regions }, (_, place) =>
    Number((to - step * (place + 0.5 + SCORE_JITTER * (chance.next() - 0.5))).toFixed(decimals)),
  );
  const otherPeers = chance.shuffle(values.filter((_, place) => place !== rank - 1));
  return [
    { name: city.name, value: values[rank - 1] ?? from, isOwn: true },
    ...otherPeers.map((value, i) => ({ name: cityName(i + 1, words), value, isOwn: false })),
  ];
}

/** Returns the number of decimals at which two values with this gap still differ. */
function decimalsFor(gap: number): number {
  let decimals = 1;
  for (let unit = 0.1; unit > gap && decimals < 12; unit /= 10) decimals += 1;
  return decimals;
}
