import { describe, expect, it } from 'vitest';
import { fromNumber, toNumber } from '../../src/model/rational.ts';
import { findLevelCosts } from '../../src/policy/roadmap.ts';
import { createStateKeys } from '../../src/policy/state-keys.ts';
import { assess } from '../../src/scoring/score-result.ts';
import { preparePack, readJoinery, readSheet, recommendFor, STAMP } from './joinery-pack.ts';
import { solver } from './load-test-solver.ts';

const pack = preparePack(readJoinery());
const SMALL = { employees: 20, revenue: 100 };
const LOWEST = { network: ['none'], erp: 'none', rate: 'low', planning: 0, quality: 0, safety: 0 };

function stairsFor(sheet: ReturnType<typeof readSheet>, most: number, levels: number, done?: Map<string, string>) {
  const { plan, measures, policy } = pack;
  const basis = { plan, sheet, assessed: assess(plan, sheet, STAMP, '0'), measures, policy, stamp: STAMP, solver };
  const found = findLevelCosts(
    {
      ...basis,
      asOf: '2026-06-30',
      ...(done && { record: { events: [], decisions: new Map(), done, assessedOn: '2026-01-01' } }),
    },
    { levels, most: fromNumber(most) },
  );
  return {
    from: found.from,
    stairs: found.stairs.map(({ level, cost, measures: chosen, isProven }) => ({
      level,
      cost: toNumber(cost),
      measures: chosen.map(({ id }) => id),
      isProven,
    })),
  };
}

describe('the certain costs of the next levels', () => {
  const sheet = readSheet(pack, LOWEST, SMALL);
  const stated = (recommendFor(pack, sheet, undefined, undefined, { roadmap: true, solver }).roadmap?.stairs ?? [])
    .filter(({ reached, hopes, withoutCost }) => reached && !hopes && withoutCost === 0)
    .map(({ level, cost = 0, measures, proven }) => ({ level, cost, measures, isProven: proven }));

  it('the costs of the next levels equal those that a recommendation to each level states', () => {
    expect(stated.length).toBeGreaterThanOrEqual(2);
    expect(stairsFor(sheet, 1e9, 4)).toEqual({ from: null, stairs: stated });
  });

  it('costs are given up to the level asked for, and only for levels within the budget', () => {
    expect(stairsFor(sheet, 1e9, 2).stairs).toEqual(stated.slice(0, 2));
    const second = stated[1]?.cost ?? 0;
    expect(stairsFor(sheet, second, 4).stairs).toEqual(stated.slice(0, 2));
    expect(stairsFor(sheet, second - 1, 4).stairs).toEqual(stated.slice(0, 1));
  });

  it('the costs of levels start from measures recorded as done', () => {
    const done = new Map((stated[0]?.measures ?? []).map((id) => [id, '2026-03-01']));
    const { from, stairs } = stairsFor(sheet, 1e9, 1, done);
    expect(from).toBe(1);
    expect(stairs[0]?.level).toBe(2);
    for (const id of done.keys()) expect(stairs[0]?.measures).not.toContain(id);
  });
});

describe('the state of an enterprise', () => {
  const stateOf = createStateKeys(pack);

  it('an enterprise’s state key ignores facts that nothing reads, such as its owner', () => {
    const owned = (owner: string) => readSheet(pack, LOWEST, { ...SMALL, owner });
    expect(stateOf(owned('A'))).toBe(stateOf(owned('B')));
  });

  it('an enterprise’s state key changes with a different answer, an open answer or a different size', () => {
    const all = [
      readSheet(pack, LOWEST, SMALL),
      readSheet(pack, { ...LOWEST, erp: { state: 'unknown' } }, SMALL),
      readSheet(pack, { ...LOWEST, planning: 1 }, SMALL),
      readSheet(pack, LOWEST, { employees: 500, revenue: 9000 }),
    ];
    expect(new Set(all.map(stateOf)).size).toBe(all.length);
  });
});
