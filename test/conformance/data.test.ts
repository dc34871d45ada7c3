import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { type OpenedPack, openPack, readCases, readTable } from './opened.ts';

// The packs hold what the data beside them hold: every row is tried, and nothing is there beside them.

describe('owasp-samm', () => {
  it('OWASP SAMM has its 90 activities, each counting for half of its practice’s score at its level', async () => {
    const [pack, rows] = [await openPack('owasp-samm'), await readTable('owasp-samm', 'structure.csv')];
    expect(rows).toHaveLength(90);
    expect(pack.questions).toEqual(rows.map(({ activity }) => activity));
    for (const { activity = '' } of rows) {
      const [, practice, level] = activity.split('-');
      expect(pack.score(`maturity/${practice}/${level}`, { [activity]: 'full' }), activity).toBe(0.5);
    }
  });
});

describe('nist-800-171', () => {
  it('NIST SP 800-171 deducts the points stated in the annex for each of the 110 requirements', async () => {
    const [pack, rows] = [await openPack('nist-800-171'), await readTable('nist-800-171', 'weights.csv')];
    expect(rows).toHaveLength(110);
    expect(pack.questions).toEqual(rows.map(({ requirement }) => requirement));
    const met = Object.fromEntries(pack.questions.map((id) => [id, 'met']));
    for (const { requirement = '', deduction_if_not_met: whole, deduction_if_partial: part } of rows) {
      const without = whole === '' ? null : 110 - Number(whole);
      expect(pack.score('score', { ...met, [requirement]: 'notMet' }), requirement).toBe(without);
      if (part) expect(pack.score('score', { ...met, [requirement]: 'partial' })).toBe(110 - Number(part));
    }
  });
});

describe('gbt-39117', () => {
  it.each(['discrete', 'process'])('GB/T 39117 weights all sub-domains of the %s industry', async (industry) => {
    const pack = await openPack('gbt-39117');
    const rows = (await readTable('gbt-39117', 'weights.csv')).filter(({ profile }) => profile === industry);
    const parents = new Map(rows.map(({ part, inside, weight }) => [part ?? '', { inside, weight: Number(weight) }]));
    const shareOf = (part: string): number => {
      const { inside, weight } = parents.get(part) ?? { inside: '', weight: 100 };
      return inside ? (weight / 100) * shareOf(inside) : 1;
    };
    const leaves = [...parents.keys()].filter((part) => rows.every(({ inside }) => inside !== part));
    expect(leaves).toHaveLength(industry === 'discrete' ? 20 : 18);
    for (const leaf of leaves) {
      const answers = { [`${leaf}/1a`]: 'fully', [`${leaf}/1b`]: 'fully' };
      expect(pack.score('fulfilment/1', answers, { industry }), leaf).toBeCloseTo(shareOf(leaf), 12);
    }
    expect(leaves.reduce((sum, leaf) => sum + shareOf(leaf), 0)).toBeCloseTo(1, 12);
  });
});

describe('c2m2-shapes', () => {
  it('C2M2 has the practices, answers and results of the five given cases', async () => {
    const text = await readFile(path.join(import.meta.dirname, 'c2m2-shapes/given.json'), 'utf8');
    const given = JSON.parse(text) as Record<string, string[] | number>[];
    const cases = await readCases('c2m2-shapes', 'cases/rule.yaml');
    const written = cases.map(({ answers, expect: { scores } }) => {
      const level = (mil: number) => Object.keys(answers).filter((id) => id[1] === String(mil));
      const answered = [1, 2, 3].map((mil) => level(mil).map((id) => answers[id]));
      return { answered, mil: Number(Object.values(scores)[0]) };
    });
    expect(written).toEqual(given.map(({ MIL1, MIL2, MIL3, mil }) => ({ answered: [MIL1, MIL2, MIL3], mil })));
    const pack: OpenedPack = await openPack('c2m2-shapes');
    expect(pack.questions).toEqual(cases.flatMap(({ answers }) => Object.keys(answers)));
  });
});

describe('regional-integration-2015', () => {
  it('the regional integration index has all rows of the published table', async () => {
    const rows = await readTable('regional-integration-2015', 'published.csv');
    const cases = await readCases('regional-integration-2015', 'cases/published.yaml');
    expect(rows).toHaveLength(18);
    expect(
      cases.map(({ why = '', answers, expect: { scores } }) => [
        why.split(' ')[0],
        answers.base,
        answers.application,
        answers.effect,
        scores.total,
      ]),
    ).toEqual(rows.map((row) => Object.values(row)));
  });
});

describe('eurostat-dii-shares', () => {
  it('the Eurostat shares have all published rows', async () => {
    const rows = await readTable('eurostat-dii-shares', 'distributions.csv');
    const cases = await readCases('eurostat-dii-shares', 'cases/published.yaml');
    expect(rows).toHaveLength(5);
    expect(cases.map(({ answers, expect: { scores } }) => [...Object.values(answers), scores.basic ?? ''])).toEqual(
      rows.map((row) => [row.very_low_0_3, row.low_4_6, row.high_7_9, row.very_high_10_12, row.at_least_basic]),
    );
  });
});
