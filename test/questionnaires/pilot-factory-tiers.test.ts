import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { advise } from './advise-project.ts';

interface Tier {
  readonly id: string;
  readonly level: number;
  readonly links?: readonly string[];
  readonly benchmark?: string;
}

const TIERS: Tier[] = parse(readFileSync(path.join(import.meta.dirname, 'pilot-factory-tiers.yaml'), 'utf8'));
const COMMON = ['aboveScale', 'sound', 'controllable', 'organised'];

/** What the policy says of the tiers to a large enterprise that gets to this level. */
function judge(level: number, facts: Readonly<Record<string, unknown>>) {
  const { track, tiers = [] } = advise('chengdu', {
    pack: 'smart-manufacturing',
    facts: { size: 'large', sector: 'industry', ...facts },
    level: [level - 1, level],
    cost: 1000,
  });
  expect(track).toEqual({ id: 'integrated', truth: 'holds' });
  return tiers;
}

const factsFor = ({ links, benchmark }: Tier) => ({
  factoryConditions: COMMON,
  factoryLinks: links ?? ['none'],
  factoryBenchmark: benchmark ?? 'none',
});

test('a large enterprise gets all tiers in order, from the digital workshop to the pilot factory', () => {
  expect(judge(1, {}).map(({ id }) => id)).toEqual(TIERS.map(({ id }) => id));
});

describe.each(TIERS)('$id', (tier) => {
  const found = (level: number, facts: Readonly<Record<string, unknown>>) =>
    judge(level, facts).find(({ id }) => id === tier.id);

  test('the tier is reached with exactly what the source asks for', () => {
    expect(found(tier.level, factsFor(tier))?.truth).toBe('holds');
  });

  test('the tier is not reached without the level below', () => {
    const below = found(tier.level - 1, factsFor(tier));
    expect(below?.truth).toBe('fails');
    expect(JSON.stringify(below)).toContain('smart-manufacturing.level');
  });

  test.each(tier.links ?? [])('the pilot-factory tier is not reached without the link %s', (link) => {
    const links = (tier.links ?? []).filter((one) => one !== link);
    const without = found(tier.level, { ...factsFor(tier), factoryLinks: links.length > 0 ? links : ['none'] });
    expect(without?.truth).toBe('fails');
    expect(JSON.stringify(without)).toContain('factoryLinks');
  });

  test.each(tier.links ? COMMON : [])('the tier is not reached without the common condition %s', (condition) => {
    const factoryConditions = COMMON.filter((one) => one !== condition);
    expect(found(tier.level, { ...factsFor(tier), factoryConditions })?.truth).toBe('fails');
  });

  test.each(tier.links ? [1] : [])('the tier is not reached without the benchmark below', () => {
    const all = ['none', ...TIERS.flatMap(({ benchmark }) => benchmark ?? [])];
    const below = all[all.indexOf(tier.benchmark ?? 'none') - 1];
    expect(found(tier.level, { ...factsFor(tier), factoryBenchmark: below })?.truth).toBe('fails');
  });
});

test('a smaller enterprise is on the quick track, which has no tiers', () => {
  const found = advise('deyang-2024', { facts: { size: 'medium', sector: 'industry' }, level: [1, 2], cost: 1000 });
  expect(found.track).toEqual({ id: 'quick', truth: 'holds' });
  expect(found.tiers ?? []).toEqual([]);
});
