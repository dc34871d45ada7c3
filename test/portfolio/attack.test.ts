import { beforeAll, expect, test } from 'vitest';
import { buildPortfolio } from '../../src/portfolio/build.ts';
import { dayNumber } from '../../src/portfolio/day.ts';
import type { GroupTable, Portfolio } from '../../src/portfolio/portfolio.ts';
import { createRosterBuilder } from '../../src/portfolio/roster-builder.ts';
import { compileStages } from '../../src/portfolio/stages/compile.ts';
import { createRandom, type Random } from '../../src/portfolio/statistics/random.ts';
import { cellsOf } from '../../src/portfolio/text-cells.ts';
import { runs } from '../runs.ts';
import { loadRanges, type Ranges } from './linear-program.ts';

/** The attacker: a linear program over all that is shown, with every rule that ties counts together. */

const LEAST = 5;
let ranges: Ranges;

beforeAll(async () => {
  ranges = await loadRanges();
});

function randomPortfolio(random: Random, minCell: number | null): Portfolio {
  const pick = (count: number): number => Math.floor(random() * count);
  const size = 20 + pick(180);
  const [districts, levels] = [2 + pick(7), 2 + pick(4)];
  const skew = 0.3 + random() * 2;
  const rare = random() * random();
  const member = Array.from({ length: size }, (_, i) => ({
    key: `K${i}`,
    district: `d${Math.floor(random() ** skew * districts)}`,
    sector: `s${pick(3)}`,
    isAssessed: random() < 0.8,
    level: 1 + Math.floor(random() ** skew * levels),
    done: random() < 0.5 * random() + 0.3 ? 'yes' : '',
    plan: random() < rare ? 'yes' : '',
  }));
  const builder = createRosterBuilder();
  const registry = builder.addSource({ name: 'registry', form: 'registry' });
  const results = builder.addSource({ name: 'results', form: 'results' });
  const facts = (rows: typeof member) =>
    new Map(
      (['district', 'sector', 'done', 'plan'] as const).map((name) => [name, cellsOf(rows.map((row) => row[name]))]),
    );
  builder.addRegistry(
    { rows: size, isInScope: true, key: cellsOf(member.map(({ key }) => key)), facts: facts(member) },
    registry,
  );
  const assessed = member.filter(({ isAssessed }) => isAssessed);
  const level = Float64Array.from(assessed, (one) => one.level);
  builder.addResults(
    {
      rows: assessed.length,
      key: cellsOf(assessed.map(({ key }) => key)),
      facts: new Map(),
      scores: new Map(),
      level,
      lowest: level,
      highest: level,
      coverage: level,
      kind: new Uint8Array(assessed.length),
      day: new Int32Array(assessed.length).fill(dayNumber('2025-06-01')),
      pack: new Uint16Array(assessed.length),
      answers: new Map(),
    },
    results,
  );
  const roster = builder.finish();
  const { stages } = compileStages(
    {
      kind: 'stages',
      stages: [
        { id: 'assessed', when: { assessed: { const: 'true' } } },
        { id: 'second', when: { level: { minimum: 2 } } },
        { id: 'done', when: { 'done.stated': { const: 'true' } } },
        { id: 'planned', when: { 'plan.stated': { const: 'true' }, assessed: { const: 'true' } } },
      ],
    },
    '',
    roster,
  );
  const by = random() < 0.3 ? [['district', 'sector']] : [['district'], ['sector']];
  const rest = { asOf: '2026-01-01', levelOf: 'either', pack: undefined, findPack: () => undefined } as const;
  return buildPortfolio(roster, { ...rest, by, stages, questions: false, unreadable: 0, minCell });
}

/** What an attacker works out of a table: the least and the most that each hidden count can be. */
function attack(
  portfolio: Portfolio,
  table: GroupTable,
): { readonly name: string; readonly low: number; readonly high: number }[] {
  const names = new Map<string, number>();
  const bounds: [low: number, high: number][] = [];
  const rows: { terms: [number, number][]; low: number; high: number }[] = [];
  const variable = (name: string, known: number | null): number => {
    const place = bounds.push(known === null ? [0, portfolio.enterprises] : [known, known]) - 1;
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
      low: -portfolio.enterprises,
      high: 0,
    });
  };
  const [pack] = portfolio.packs;
  const hidden: string[] = [];
  const members: number[] = [];
  const stages: number[][] = portfolio.stages.map(() => []);
  const bands: number[][] = (pack?.bands ?? []).map(() => []);
  for (const [g, row] of table.rows.entries()) {
    const own = variable(`${g} members`, row.members);
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
    equal(levels, [reached[0] as number]);
    const low = (pack?.bands ?? []).map((levelsOf) => levelsOf.every((level) => level >= 2));
    const isApart = (pack?.bands ?? []).every(
      (levelsOf) => levelsOf.every((one) => one >= 2) || levelsOf.every((one) => one < 2),
    );
    if (isApart)
      equal(
        levels.filter((_, b) => low[b]),
        [reached[1] as number],
      );
  }
  equal(members, portfolio.enterprises);
  for (const [s, { holds }] of portfolio.stages.entries()) if (holds !== null) equal(stages[s] ?? [], holds);
  for (const [b, count] of (pack?.total?.counts ?? []).entries()) equal(bands[b] ?? [], count);
  const asked = hidden.map((name) => [[names.get(name) as number, 1] as const]);
  return ranges({ bounds, rows }, asked).map(([low, high], i) => ({ name: hidden[i] as string, low, high }));
}

test('no subtraction, and no linear program, tells a hidden count of random portfolios to within the least count', () => {
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

test('the attack succeeds where only small counts are taken out', () => {
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

test('no shown count is small, and what is shown is true', () => {
  const [random, again] = [createRandom(42), createRandom(42)];
  for (let run = 0; run < 20; run++) {
    const [shown, open] = [randomPortfolio(random, LEAST), randomPortfolio(again, null)];
    for (const [t, { rows }] of shown.groups.entries()) {
      for (const [g, row] of rows.entries()) {
        const truth = open.groups[t]?.rows[g];
        expect(row.values).toEqual(truth?.values);
        for (const count of [row.members, ...row.stages, ...row.levels.flatMap((figures) => figures?.counts ?? [])]) {
          expect(count === null || count === 0 || count >= LEAST, `${count}`).toBe(true);
        }
        if (row.members !== null) expect(row.members).toBe(truth?.members);
        for (const [s, count] of row.stages.entries()) if (count !== null) expect(count).toBe(truth?.stages[s]);
      }
    }
  }
});
