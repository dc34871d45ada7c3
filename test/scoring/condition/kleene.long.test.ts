import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type Condition,
  compileCondition,
  conjoinTruths,
  disjoinTruths,
  evaluateCondition,
  negateTruth,
  type Truth,
  type ValueType,
} from '../../../src/scoring/condition.ts';
import type { Possible } from '../../../src/scoring/possible-values.ts';
import { describeTest, findUnmet } from '../../../src/scoring/unmet-requirements.ts';
import { isSample, runs } from '../../property-runs.ts';
import { holds, type Source } from './plain-evaluator.ts';
import { combinations, type Open, openValues } from './possible-combinations.ts';
import { conditions, halves, oneKeyword, TYPES, tests } from './random-condition.ts';

const NAMES = Object.keys(TYPES);
const LISTS = NAMES.filter((name) => TYPES[name]?.kind === 'list');
const SCALARS = NAMES.filter((name) => TYPES[name]?.kind !== 'list');

/** Cases with more completions are not tried out. */
const MOST_COMPLETIONS = 2000;

function compile(source: Source): Condition {
  return compileCondition(source, [], {
    resolve: (name) => ({ node: NAMES.indexOf(name), type: TYPES[name] as ValueType }),
    report: (code, at) => {
      throw new Error(`${code} at ${at.join('.')}`);
    },
  });
}

/** What comes out of a condition when every open value is completed in every way. */
function outcomes(source: Source, open: Record<string, Open>): Set<boolean> {
  const used = NAMES.filter((name) => mentions(source, name));
  const each = used.map((name) => open[name]?.completions ?? []);
  fc.pre(each.reduce((product, { length }) => product * length, 1) <= MOST_COMPLETIONS);
  const completions = combinations(each);
  return new Set(completions.map((values) => holds(source, (name) => values[used.indexOf(name)])));
}

function mentions(source: unknown, name: string): boolean {
  if (typeof source !== 'object' || source === null) return false;
  return Object.entries(source).some(([key, value]) => key === name || mentions(value, name));
}

function truthOf(source: Source, open: Record<string, Open>): Truth {
  return evaluateCondition(compile(source), readOf(open));
}

function readOf(open: Record<string, Open>): (node: number) => Possible {
  return (node) => (open[NAMES[node] as string] as Open).possible;
}

const everythingOpen = fc.record(Object.fromEntries(NAMES.map((name) => [name, openValues(name)])));

describe("conditions follow Kleene's three-valued logic", () => {
  const truths: Truth[] = ['holds', 'undecided', 'fails'];
  const rank = (truth: Truth): number => truths.indexOf(truth);

  test('the truth of `all` is the minimum of its parts, that of `any` the maximum, and `not` inverts', () => {
    for (const a of truths) {
      expect(negateTruth(negateTruth(a))).toBe(a);
      for (const b of truths) {
        expect(conjoinTruths([a, b])).toBe(truths[Math.max(rank(a), rank(b))]);
        expect(disjoinTruths([a, b])).toBe(truths[Math.min(rank(a), rank(b))]);
      }
    }
    expect([conjoinTruths([]), disjoinTruths([])]).toEqual(['holds', 'fails']);
  });
});

describe('conditions with open answers, compared with every completion', () => {
  test('a condition that holds does so in every completion; a condition that fails holds in none', () => {
    const seen = { holds: 0, fails: 0, undecided: 0 };
    fc.assert(
      fc.property(
        conditions(['employees', 'size', 'certified', 'systems', 'sites'], halves, 1),
        everythingOpen,
        (source, open) => {
          const truth = truthOf(source, open);
          seen[truth]++;
          if (truth !== 'undecided') expect([...outcomes(source, open)]).toEqual([truth === 'holds']);
        },
      ),
      runs(500),
    );
    if (isSample) return;
    expect(Math.min(...Object.values(seen))).toBeGreaterThan(30);
  });

  test.each(SCALARS.map((name) => ({ name })))(
    'an entry about $name is undecided only if both results occur',
    ({ name }) => {
      expectDecided(name, tests(TYPES[name] as ValueType, halves, 1), 200);
    },
  );

  test.each(LISTS.map((name) => ({ name })))(
    'one keyword about $name is undecided only if both results occur',
    ({ name }) => {
      expectDecided(name, oneKeyword(TYPES[name] as ValueType, halves, 1), 200);
    },
  );

  function expectDecided(name: string, sources: fc.Arbitrary<Source>, numRuns: number): void {
    fc.assert(
      fc.property(sources, openValues(name), (stated, value) => {
        const source = { [name]: stated };
        const found = outcomes(source, { [name]: value });
        const expected = found.size === 2 ? 'undecided' : found.has(true) ? 'holds' : 'fails';
        expect(truthOf(source, { [name]: value })).toBe(expected);
      }),
      runs(numRuns),
    );
  }

  test('any test of a list is undecided if completions differ', () => {
    fc.assert(
      fc.property(
        fc
          .constantFrom(...LISTS)
          .chain((name) => fc.tuple(fc.constant(name), tests(TYPES[name] as ValueType, halves, 1), openValues(name))),
        ([name, stated, value]) => {
          const source = { [name]: stated };
          const truth = truthOf(source, { [name]: value });
          if (truth !== 'undecided') expect([...outcomes(source, { [name]: value })]).toEqual([truth === 'holds']);
        },
      ),
      runs(500),
    );
  });
});

describe('the unmet requirements of a condition', () => {
  test('a condition has unmet requirements exactly if it does not hold, and certain failures if it fails', () => {
    fc.assert(
      fc.property(conditions(NAMES, halves, 2), everythingOpen, (source, open) => {
        const condition = compile(source);
        const truth = evaluateCondition(condition, readOf(open));
        const unmet = findUnmet(condition, readOf(open), () => []);
        expect(unmet.length === 0).toBe(truth === 'holds');
        if (truth === 'fails') expect(unmet.map((one) => one.truth)).toContain('fails');
      }),
      runs(500),
    );
  });

  test('the description of an unmet requirement is true of the same values as the condition in the pack', () => {
    fc.assert(
      fc.property(
        fc
          .constantFrom(...NAMES)
          .chain((name) => fc.tuple(fc.constant(name), tests(TYPES[name] as ValueType, halves, 1), openValues(name))),
        ([name, stated, value]) => {
          const written = compile({ [name]: stated });
          if (written.op !== 'entry') throw new Error('one entry');
          const again = compile({ [name]: describeTest(written.test) as Source });
          const read = readOf({ [name]: value });
          expect(evaluateCondition(again, read)).toBe(evaluateCondition(written, read));
        },
      ),
      runs(400),
    );
  });
});
