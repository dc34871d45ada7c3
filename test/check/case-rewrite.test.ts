import { describe, expect, test } from 'vitest';
import { planRewrite } from '../../src/check/case-rewrite.ts';
import type { TestCase } from '../../src/model/generated/types.ts';
import { BEST, run } from './sample-case.ts';

function plan(testCase: Omit<TestCase, 'id' | 'answers'>, answers: object = BEST) {
  const whole: TestCase = { id: 'sample', answers: answers as typeof BEST, ...testCase };
  return planRewrite(run(whole), whole);
}

describe('rewriting expectations', () => {
  test('only expectations that differ from the result are rewritten', () => {
    const { edits, unchanged: kept } = plan({ expect: { scores: { band: 1 }, level: 2 } });
    expect(edits).toEqual([
      { what: 'scores.band', at: ['cases', 0, 'expect', 'scores', 'band'], value: { number: '2' } },
    ]);
    expect(kept).toEqual([]);
  });

  test.each(['published', 'third-party'] as const)('an expectation is never rewritten if it is %s', (origin) => {
    expect(plan({ origin, expect: { level: 1 } })).toEqual({
      edits: [],
      unchanged: [{ what: 'level', because: 'origin' }],
    });
  });

  test('rewritten numbers keep as many decimals as the tolerance needs', () => {
    const [edit] = plan({ expect: { scores: { total: { value: 3.1, tolerance: 0.005 } } } }).edits;
    expect(edit).toMatchObject({ what: 'scores.total.value', value: { number: '3.67' } });
    expect(plan({ expect: { scores: { total: 3.667 }, tolerance: 0.0005 } }).edits).toEqual([]);
    expect(plan({ expect: { scores: { total: 3 }, tolerance: 0.0005 } }).edits[0]?.value).toEqual({ number: '3.667' });
  });

  test('a rewritten number without a finite decimal form gets a tolerance', () => {
    const [edit] = plan({ expect: { scores: { total: 3 } } }).edits;
    expect(edit?.value).toEqual({ map: { value: { number: '3.667' }, tolerance: { number: '0.0005' } } });
  });

  test('a range whose ends have no finite decimal form is not rewritten', () => {
    const { unchanged: kept } = plan(
      { expect: { scores: { total: { lowest: 1, highest: 2 } } } },
      { erp: 'one', net: ['a', 'b'] },
    );
    expect(kept).toEqual([{ what: 'scores.total', because: 'inexact' }]);
  });

  test('expectations that only a person can correct are not rewritten', () => {
    expect(plan({ expect: { scores: { totl: 1 } } }).unchanged).toEqual([{ what: 'scores.totl', because: 'by-hand' }]);
    expect(plan({ expect: { refused: 'A101' } }).unchanged).toEqual([{ what: 'refused', because: 'by-hand' }]);
    expect(plan({ expect: { level: 1 } }, { erp: 'nothing' }).unchanged).toEqual([
      { what: 'answers', because: 'by-hand' },
    ]);
  });
});
