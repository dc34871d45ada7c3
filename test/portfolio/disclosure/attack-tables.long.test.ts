import { expect, test } from 'vitest';
import type { GroupTable, Portfolio } from '../../../src/portfolio/portfolio-figures.ts';
import { createRandom, type Random } from '../../../src/portfolio/statistics.ts';
import { runs } from '../../property-runs.ts';
import { attackWithLinearPrograms, LEAST, publish, ranges } from './attack-published.ts';

/** The attacker: a linear program over all that is shown, with every rule that ties counts together. */

attackWithLinearPrograms();

function randomPortfolio(random: Random, minCell: number | null): Portfolio {
  const pick = (count: number): number => Math.floor(random() * count);
  const size = 20 + pick(180);
  const [districts, levels] = [2 + pick(7), 2 + pick(4)];
  const skew = 0.3 + random() * 2;
  const rare = random() * random();
  const members = Array.from({ length: size }, () => {
    const district = `d${Math.floor(random() ** skew * districts)}`;
    const sector = `s${pick(3)}`;
    const isAssessed = random() < 0.8;
    const level = 1 + Math.floor(random() ** skew * levels);
    const done = random() < 0.5 * random() + 0.3 ? 'yes' : '';
    const plan = random() < rare ? 'yes' : '';
    return { facts: { district, sector, done, plan }, results: isAssessed ? [{ level }] : [] };
  });
  const by = random() < 0.3 ? [['district', 'sector']] : [['district'], ['sector']];
  const stages = [
    { id: 'assessed', when: { assessed: { const: 'true' } } },
    { id: 'second', when: { level: { minimum: 2 } } },
    { id: 'done', when: { 'done.stated': { const: 'true' } } },
    { id: 'planned', when: { 'plan.stated': { const: 'true' }, assessed: { const: 'true' } } },
  ];
  return publish(members, { by, stages, minCell });
}

/** What an attacker works out of a table: the least and the most that each hidden count can be. */
function attack(
  portfolio: Portfolio,
  table: GroupTable,
): { readonly name: string; readonly low: number; readonly high: number }[] {
  const names = new Map<string, number>();
  const bounds: [low: number, high: number][] = [];
  const rows: { terms: [number, number][]; low: number; high: number }[] = [];
  const variable = (name: string, known: number | null, least = 0): number => {
    const place = bounds.push(known === null ? [least, all] : [known, known]) - 1;
    names.set(name, place);
    return place;
  };
  const equal = (parts: readonly number[], whole: number | readonly number[]): void => {
    const terms: [number, number][] = parts.map((part) => [part, 1]);
    if (typeof whole === 'number') rows.push({ terms, low: whole, high: whole });
    else rows.push({ terms: [...terms, ...whole.map((part): [number, number] => [part, -1])], low: 0, high: 0 });
  };
  const atMost = (part: number, whole: number): void => {
    rows.push({
      terms: [
        [part, 1],
        [whole, -1],
      ],
      low: -all,
      high: 0,
    });
  };
  const all = portfolio.enterprises as number;
  const [pack] = portfolio.packs;
  const hidden: string[] = [];
  const members: number[] = [];
  const stages: number[][] = portfolio.stages.map(() => []);
  const bands: number[][] = (pack?.bands ?? []).map(() => []);
  for (const [g, row] of table.rows.entries()) {
    // A row that nobody is in is not listed.
    const own = variable(`${g} members`, row.members, 1);
    if (row.members === null) hidden.push(`${g} members`);
    members.push(own);
    const reached = row.stages.map((count, s) => {
      const place = variable(`${g} stage ${s}`, count);
      const others = variable(`${g} others of stage ${s}`, null);
      equal([place, others], [own]);
      if (count === null) hidden.push(`${g} stage ${s}`, `${g} others of stage ${s}`);
      stages[s]?.push(place);
      atMost(place, own);
      return place;
    });
    // Nobody has a plan who was not assessed.
    atMost(reached[3] as number, reached[0] as number);
    const figures = row.levels[0] ?? null;
    const levels = bands.map((band, b) => {
      const name = `${g} band ${b}`;
      const place = variable(name, figures ? (figures.counts[b] ?? null) : null);
      // Where nobody has a band, there is nothing to hide.
      if (!figures && (pack?.total === null || (pack?.total?.counts[b] ?? 0) > 0)) hidden.push(name);
      band.push(place);
      return place;
    });
    // What the stages mean is no secret: all assessed have a level here, and the second stage is a level.
    if (!pack?.total) continue;
    equal(levels, [reached[0] as number]);
    const isHigh = pack.bands.map((levelsOf) => levelsOf.every((level) => level >= 2));
    const isApart = pack.bands.every((levelsOf, at) => isHigh[at] || levelsOf.every((level) => level < 2));
    if (isApart)
      equal(
        levels.filter((_, at) => isHigh[at]),
        [reached[1] as number],
      );
  }
  equal(members, all);
  for (const [s, { holds }] of portfolio.stages.entries()) if (holds !== null) equal(stages[s] ?? [], holds);
  for (const [b, count] of (pack?.total?.counts ?? []).entries()) equal(bands[b] ?? [], count);
  const asked = hidden.map((name) => [[names.get(name) as number, 1] as const]);
  return ranges({ bounds, rows }, asked).map(([low, high], i) => ({ name: hidden[i] as string, low, high }));
}

test('no subtraction or linear program narrows a hidden count of random portfolios below the minimum count', () => {
  const { numRuns, seed = 40 } = runs(16);
  const random = createRandom(seed);
  let [tables, counts] = [0, 0];
  for (let run = 0; run < numRuns; run++) {
    const portfolio = randomPortfolio(random, LEAST);
    for (const table of portfolio.groups) {
      const found = attack(portfolio, table);
      for (const { name, low, high } of found) {
        // What surely is nobody, or surely enough of them, is no secret; the others of a row are asked for as well.
        if (high < 1e-6 || low > LEAST - 1e-6) continue;
        expect(high - low, `run ${run}, ${table.by}, ${name}: ${low} to ${high}`).toBeGreaterThanOrEqual(LEAST - 1e-6);
      }
      tables += found.length > 0 ? 1 : 0;
      counts += found.length;
    }
  }
  // The attack means something: most tables hide something.
  expect(tables).toBeGreaterThan(10);
  expect(counts).toBeGreaterThan(150);
});

test('an attack on the tables reveals hidden counts if only the small counts are removed', () => {
  const random = createRandom(41);
  let revealed = 0;
  for (let run = 0; run < 10; run++) {
    const open = randomPortfolio(random, null);
    const groups = open.groups.map((table) => ({
      ...table,
      rows: table.rows.map((row) => ({
        ...row,
        members: row.members !== null && row.members < LEAST ? null : row.members,
        stages: row.stages.map((count) => (count !== null && count > 0 && count < LEAST ? null : count)),
      })),
    }));
    for (const table of groups) revealed += attack(open, table).filter(({ low, high }) => high - low < LEAST).length;
  }
  expect(revealed).toBeGreaterThan(5);
});

test('no count shown is below the minimum, and every figure shown is correct', () => {
  const [random, again] = [createRandom(42), createRandom(42)];
  let mergedRows = 0;
  for (let run = 0; run < 80; run++) {
    const [shown, open] = [randomPortfolio(random, LEAST), randomPortfolio(again, null)];
    for (const [t, { rows }] of shown.groups.entries()) {
      const openRows = open.groups[t]?.rows ?? [];
      const named = rows.filter(({ merged }) => merged === undefined).map(({ values }) => JSON.stringify(values));
      for (const row of rows) {
        // A row is one group or, if small groups are merged, all that have no row of their own.
        const own = openRows.filter(({ values }) =>
          row.merged === undefined
            ? JSON.stringify(values) === JSON.stringify(row.values)
            : !named.includes(JSON.stringify(values)),
        );
        expect(own.length).toBe(row.merged ?? 1);
        mergedRows += row.merged === undefined ? 0 : 1;
        const sum = (counts: readonly (number | null | undefined)[]): number =>
          counts.reduce<number>((total, count) => total + (count as number), 0);
        for (const count of [row.members, ...row.stages, ...row.levels.flatMap((figures) => figures?.counts ?? [])]) {
          expect(count === null || count === 0 || count >= LEAST, `${count}`).toBe(true);
        }
        if (row.members !== null) expect(row.members).toBe(sum(own.map(({ members }) => members)));
        for (const [s, count] of row.stages.entries())
          if (count !== null) expect(count).toBe(sum(own.map(({ stages }) => stages[s])));
      }
    }
  }
  expect(mergedRows).toBeGreaterThan(5);
});
