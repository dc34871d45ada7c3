import { expect, test } from 'vitest';
import type { Enterprise, FollowUp } from '../../src/model/index.ts';
import { adviceOf, fileEntryOf } from '../../src/portfolio/member.ts';

const stair = (level: number, cost: number, proven = true) => ({
  ...{ level, reached: true, cost, withoutCost: 0, months: 1, measures: [`least-${level}`], proven },
});

/** The roadmaps of a file whose plan leads to level 2 for 120, with the stairs that are recorded beside it. */
function roadmapsWith(stairs: readonly object[], plan: object = {}): unknown {
  const recommendation = {
    cost: { low: 100, high: 120, currency: 'CNY' },
    target: { levelAfter: 2 },
    measures: [{ id: 'closes-gaps' }, { id: 'least-2' }],
    roadmap: { estimate: 'high', proven: true, stairs },
    ...plan,
  };
  const assessment = {
    ...{ kind: 'self', finishedAt: '2026-01-31T00:00:00.000Z', pack: { id: 'p', version: '1' } },
    ...{ facts: {}, answers: {}, result: { facts: {}, scores: {} }, recommendation },
  };
  const enterprise = { schemaVersion: 2, key: 'A1', facts: {}, assessments: [assessment] } as unknown as Enterprise;
  return fileEntryOf(enterprise, false).assessments[0]?.advice?.roadmaps;
}

const GAPS = { priorities: [{ id: 'backup', state: 'closed' }], cheapest: { measures: ['least-2'] } };

test('the cheapest recorded roadmap of each level is taken from a file, not the plan that closes gaps', () => {
  expect(roadmapsWith([stair(2, 50), stair(3, 400, false)], GAPS)).toEqual([
    { to: 2, cost: 5000, measures: ['least-2'], isProven: true },
    { to: 3, cost: 40_000, measures: ['least-3'], isProven: false },
  ]);
});

test('a recorded plan that closes gaps is not taken as the proven cheapest way to its level', () => {
  const own = { to: 2, cost: 12_000, measures: ['closes-gaps', 'least-2'] };
  expect(roadmapsWith([], GAPS)).toEqual([{ ...own, isProven: false }]);
  expect(roadmapsWith([])).toEqual([{ ...own, isProven: true }]);
});

test('the plan kept for an assessment counts, not the one recommended with it', () => {
  const plan = (high: number, id: string) => ({
    cost: { low: high, high, currency: 'CNY' },
    target: { levelAfter: 2 },
    measures: [{ id }],
  });
  const assessment = {
    ...{ kind: 'self', finishedAt: '2026-01-31T00:00:00.000Z', pack: { id: 'p', version: '1' } },
    ...{ facts: {}, answers: {}, result: { facts: {}, scores: {} }, recommendation: plan(500, 'standard') },
  };
  const keptFor = { pack: 'p', kind: 'self', finishedAt: assessment.finishedAt };
  const kept = { number: 1, recordedAt: '2026-02-01T08:00:00Z', limits: {}, recommendation: plan(90, 'kept') };
  const withdrawn = { number: 2, recordedAt: '2026-02-03T08:00:00Z', withdraws: 1 };
  const costWith = (...records: object[]) => {
    const enterprise = { schemaVersion: 2, key: 'A1', facts: {}, assessments: [assessment], records };
    const { assessments, records: read } = fileEntryOf(enterprise as unknown as Enterprise, false);
    return assessments.map((one) => adviceOf(one, read as readonly FollowUp[])?.advice?.roadmaps[0]?.cost);
  };
  expect(costWith()).toEqual([50_000]);
  expect(costWith({ ...kept, assessment: keptFor })).toEqual([9000]);
  expect(costWith({ ...kept, assessment: { ...keptFor, kind: 'onsite' } })).toEqual([50_000]);
  expect(costWith({ ...kept, assessment: keptFor }, withdrawn)).toEqual([50_000]);
});
