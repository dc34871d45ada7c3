import { describe, expect, it } from 'vitest';
import { applyMeasures, removeExpectedEffects } from '../../src/policy/apply-measures.ts';
import { findCandidates } from '../../src/policy/measure-choice.ts';
import type { CompiledMeasure } from '../../src/policy/measures.ts';
import { findLowestLevel, isAtLeast } from '../../src/policy/target-level.ts';
import { evaluate } from '../../src/scoring/evaluate.ts';
import { FACTS, lowestAnswers, prepareWith } from './bundled-packs.ts';
import { readSheet, recommendFor } from './joinery-pack.ts';
import { solver } from './load-test-solver.ts';

const pack = prepareWith('chengdu.yaml');

const LOWEST = lowestAnswers(pack);

describe.each(['small', 'large'] as const)('a %s enterprise at the very bottom', (size) => {
  const sheet = readSheet(pack, LOWEST, FACTS[size]);
  const today = evaluate(pack.plan, sheet);
  const { candidates } = findCandidates(pack.measures, pack.plan, sheet, today);
  const levelAfter = (measures: readonly CompiledMeasure[]) =>
    findLowestLevel(pack.plan, evaluate(pack.plan, applyMeasures(pack.plan, sheet, measures, today)));

  describe.each([1, 2, 3, 4])('that aims at level %i', (target) => {
    const found = recommendFor(pack, sheet, target, undefined, { solver });
    const ids = found.measures.map(({ id }) => id);

    it('a plan for the lowest enterprise reaches its level', () => {
      expect(found.target).toMatchObject({ level: target, reached: true, levelAfter: target });
      expect(ids.length).toBeGreaterThan(0);
    });

    it('a plan for the lowest enterprise has no superfluous measure', () => {
      const chosen = candidates.filter(({ id }) => ids.includes(id));
      const goal = { n: BigInt(target), d: 1n };
      const reaches = (measures: readonly CompiledMeasure[]): boolean =>
        isAtLeast(levelAfter(found.target.confirm ? measures : removeExpectedEffects(measures)), goal);
      expect(reaches(chosen)).toBe(true);
      for (const { id } of chosen) {
        const gone = new Set([id]);
        // In the order to take them, so what builds on a measure comes after it.
        const rest = chosen.filter((measure) => {
          if (measure.needs.some((need) => gone.has(need))) gone.add(measure.id);
          return !gone.has(measure.id);
        });
        expect(reaches(rest), `without ${[...gone].join(', ')}`).toBe(false);
      }
    });

    it('a plan orders every measure after those it needs', () => {
      for (const [i, { needs = [] }] of found.measures.entries()) {
        for (const need of needs) expect(ids.slice(0, i)).toContain(need);
      }
      const stated = new Map(pack.measures.map((measure) => [measure.id, measure.needs]));
      for (const { id, needs = [] } of found.measures) expect(needs).toEqual(stated.get(id));
    });

    it('a plan states a reason for each measure, and its sum includes every stated cost', () => {
      for (const { reasons, neededBy = [] } of found.measures)
        expect(reasons.length + neededBy.length).toBeGreaterThan(0);
      const high = found.measures.reduce((sum, { cost }) => sum + (cost?.high ?? 0), 0);
      const savings = pack.measures.flatMap(({ id, definition }) =>
        ids.includes(id) ? (definition.savings ?? []) : [],
      );
      const together = savings.filter((saving) => saving.with.every((id) => ids.includes(id)));
      const saved = together.reduce((sum, { amount }) => sum + amount, 0);
      expect(found.cost).toMatchObject({ high: high - saved, currency: 'CNY', illustrative: true });
    });
  });
});

it('if no question is answered, a plan has no measures and lists answers to clarify first', () => {
  const found = recommendFor(pack, readSheet(pack, {}));
  const clarify = ['employees', 'revenue'];
  expect(found.track).toEqual({ truth: 'undecided', possible: ['integrated', 'quick'], clarify });
  expect(found.measures).toEqual([]);
  expect(found.target).toMatchObject({ level: 1, reached: false, levelAfter: null });
  expect(found.clarify).toContain('Q8');
});

it('the catalogue has measures that together reach the highest level', () => {
  const found = recommendFor(pack, readSheet(pack, LOWEST, FACTS.small), 4, undefined, { solver });
  expect(found.target).toMatchObject({ level: 4, reached: true });
  expect(found.measures.length).toBeGreaterThan(0);
});
