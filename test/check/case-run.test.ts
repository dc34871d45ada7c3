import { describe, expect, test } from 'vitest';
import type { Mismatch } from '../../src/check/case-run.ts';
import { explainMismatch } from '../../src/check/mismatch-explanation.ts';
import type { Expectation } from '../../src/model/generated/types.ts';
import { BEST, recommendationOf, run } from './sample-case.ts';

function mismatchesOf(expectation: Expectation, measures: readonly string[] = []): readonly Mismatch[] {
  return run({ answers: BEST, asOf: '2026-01-01', expect: expectation }, recommendationOf(measures)).mismatches;
}

describe('an expected number', () => {
  test('an expected number must match exactly unless a tolerance is stated', () => {
    expect(mismatchesOf({ scores: { total: 3.667 } })).toMatchObject([
      { what: 'scores.total', at: ['expect', 'scores', 'total'], expected: 3.667 },
    ]);
    expect(mismatchesOf({ scores: { total: 3.667 }, tolerance: 0.0005 })).toEqual([]);
  });

  test('the tolerance of an expected number takes precedence over the tolerance of its case', () => {
    const tight = { value: 3.667, tolerance: 0.0001 };
    expect(mismatchesOf({ scores: { total: { ...tight, tolerance: 0.0005 } } })).toEqual([]);
    expect(mismatchesOf({ scores: { total: tight }, tolerance: 1 })).toHaveLength(1);
  });

  test('a number other than the expected one is reported with the difference and its direction', () => {
    const [mismatch] = mismatchesOf({ scores: { total: 3 } });
    expect(mismatch?.difference).toBeCloseTo(2 / 3, 12);
  });

  test('every expectation about an unknown score fails', () => {
    expect(mismatchesOf({ scores: { totl: 3 } })).toEqual([
      { what: 'scores.totl', at: ['expect', 'scores', 'totl'], expected: 3, got: undefined },
    ]);
  });

  test('an open score is reported with its range, and an expected range may have a tolerance', () => {
    const answers = { erp: 'one', net: ['a', 'b'] };
    const ran = (expectation: Expectation) => run({ answers, expect: expectation }).mismatches;
    expect(ran({ scores: { total: 3 } })).toMatchObject([{ got: { lowest: 8 / 3, highest: 11 / 3 }, instead: 'open' }]);
    expect(ran({ scores: { total: { lowest: 2.667, highest: 3.667 } }, tolerance: 0.001 })).toEqual([]);
    expect(ran({ scores: { total: { lowest: 2.667, highest: 3.667 } } })).toHaveLength(1);
  });
});

describe('an expected unmet requirement', () => {
  const answers = { erp: 'parts', net: ['a', 'b'], plan: 'no' };
  const ran = (unmet: Expectation['unmet'], tolerance = 0.001) =>
    run({ answers, expect: { unmet: unmet ?? [], tolerance } }).mismatches;

  test('unmet requirements are compared by name, in any order', () => {
    expect(ran(['erp', 'total'])).toEqual([]);
    expect(ran(['total'])).toMatchObject([{ what: 'unmet', got: ['total', 'erp'], instead: ['total', 'erp'] }]);
  });

  test('an expected unmet requirement may state the needed value and the actual one', () => {
    expect(ran(['erp', { name: 'total', needs: '2.5', has: '1.833' }])).toEqual([]);
    expect(ran([{ name: 'erp', needs: ['one'], has: 'parts' }, 'total'])).toEqual([]);
    expect(ran(['erp', { name: 'total', needs: '2.6' }])).toMatchObject([
      { got: [{ name: 'total', needs: '2.5' }, 'erp'], instead: ['erp', { name: 'total', needs: '2.5' }] },
    ]);
  });
});

describe('expected measures', () => {
  test('expected measures must be recommended; an expected roadmap must match exactly, in order', () => {
    expect(mismatchesOf({ measures: ['b'] }, ['a', 'b'])).toEqual([]);
    expect(mismatchesOf({ measures: ['b', 'c'] }, ['a', 'b'])).toMatchObject([{ expected: ['c'], instead: ['b'] }]);
    expect(mismatchesOf({ roadmap: ['a', 'b'] }, ['a', 'b'])).toEqual([]);
    expect(mismatchesOf({ roadmap: ['b', 'a'] }, ['a', 'b'])).toMatchObject([{ what: 'roadmap', got: ['a', 'b'] }]);
    expect(mismatchesOf({ roadmap: [] }, ['a'])).toHaveLength(1);
  });

  test('measures are recommended for a case that names a policy, even if the case expects none', () => {
    const { trace } = run({ answers: BEST, policy: 'city', expect: { level: 2 } }, recommendationOf(['a']));
    expect(trace?.recommendation?.measures).toHaveLength(1);
    expect(run({ answers: BEST, expect: { level: 2 } }, recommendationOf(['a'])).trace?.recommendation).toBeUndefined();
  });
});

describe('the reported reason', () => {
  const reasonOf = (answers: object, expectation: Expectation) => {
    const { trace, mismatches } = run({ answers: answers as typeof BEST, expect: expectation });
    const [mismatch] = mismatches;
    if (!trace || !mismatch) throw new Error('nothing differs');
    return explainMismatch(trace, mismatch);
  };

  test('the reason for a wrong score names the members that contribute most', () => {
    const { members } = reasonOf(BEST, { scores: { total: 1 } }) ?? {};
    expect(members?.map(({ node, contribution }) => [node.name, Math.round(contribution * 1000)])).toEqual([
      ['erp', 1333],
      ['net', 1333],
      ['plan', 1000],
    ]);
  });

  test('for a level that is too low, the reported reason is the unmet requirements of the lowest missed level', () => {
    const reason = reasonOf({ ...BEST, erp: 'parts' }, { level: 2 });
    expect(reason?.lacking?.level).toBe(2);
    expect(reason?.lacking?.unmet.map(({ name }) => name)).toEqual(['erp']);
    expect(reasonOf({ erp: 'none', net: ['a'], plan: 'no' }, { level: 2 })?.lacking?.level).toBe(1);
  });

  test('for a level that is too high, the reported reason is the requirements that were met', () => {
    expect(reasonOf(BEST, { level: 1 })?.reached).toMatchObject({ value: 2, reached: 'holds' });
  });
});
