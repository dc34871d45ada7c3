import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyMeasures } from '../../src/policy/apply-measures.ts';
import { readActiveRecords } from '../../src/policy/follow-up-records.ts';
import { findCandidates } from '../../src/policy/measure-choice.ts';
import type { CompiledMeasure } from '../../src/policy/measures.ts';
import { reduceToLevel } from '../../src/policy/optimise/encode-level.ts';
import { findLowestLevel, isAtLeast } from '../../src/policy/target-level.ts';
import { evaluate } from '../../src/scoring/evaluate.ts';
import { assess } from '../../src/scoring/score-result.ts';
import { preparePack, readJoinery, readSheet, recommendFor, STAMP } from './joinery-pack.ts';
import { solver } from './load-test-solver.ts';
import { arbitraryCatalogue, type Catalogue, openCatalogue } from './random-catalogue.ts';

const TOP = { n: 2n, d: 1n };
const SCALES = ['q0', 'q1', 'q2', 'q3', 'q4'] as const;

/** A catalogue opened, with everything brute force needs. */
function examine(catalogue: Catalogue) {
  const { pack, sheet } = openCatalogue(catalogue);
  const today = evaluate(pack.plan, sheet);
  const { candidates } = findCandidates(pack.measures, pack.plan, sheet, today);
  const reaches = (measures: readonly CompiledMeasure[]): boolean => {
    const after = evaluate(pack.plan, applyMeasures(pack.plan, sheet, measures, today));
    return isAtLeast(findLowestLevel(pack.plan, after), TOP);
  };
  const found = recommendFor(pack, sheet, 2);
  const ids = found.measures.map(({ id }) => id);
  const chosen = ids.map((id) => candidates.find((measure) => measure.id === id) as CompiledMeasure);
  return { pack, sheet, today, candidates, reaches, found, ids, chosen };
}

/** Every set of measures that holds what its members need. */
function* subsetsOf(measures: readonly CompiledMeasure[]): Generator<CompiledMeasure[]> {
  for (let bits = 0; bits < 2 ** measures.length; bits++) {
    const subset = measures.filter((_, i) => (bits >> i) & 1);
    const ids = new Set(subset.map(({ id }) => id));
    if (subset.every(({ needs }) => needs.every((id) => ids.has(id)))) yield subset;
  }
}

function costOf(measures: readonly CompiledMeasure[]): number {
  // In tenths, so that the sum is exact.
  return measures.reduce((sum, { definition }) => sum + Math.round(Number(definition.cost?.high ?? 0) * 10), 0);
}

describe('for every random catalogue', () => {
  it('a plan reaches its target level whenever all measures of the catalogue together reach it', () => {
    fc.assert(
      fc.property(arbitraryCatalogue(12), (catalogue) => {
        const { candidates, reaches, found } = examine(catalogue);
        expect(found.target.reached).toBe(reaches(candidates));
        if (!found.target.reached) expect(found.target.unmet?.length).toBeGreaterThan(0);
      }),
    );
  });

  it('no measure of a plan is superfluous', () => {
    fc.assert(
      fc.property(arbitraryCatalogue(12), (catalogue) => {
        const { found, chosen, reaches } = examine(catalogue);
        if (!found.target.reached) return;
        for (const subset of subsetsOf(chosen)) expect(reaches(subset)).toBe(subset.length === chosen.length);
      }),
      { numRuns: 60 },
    );
  });

  it('in every plan, a measure comes after the measures it needs and has a reason', () => {
    fc.assert(
      fc.property(arbitraryCatalogue(12), (catalogue) => {
        const { found, chosen, ids } = examine(catalogue);
        chosen.forEach(({ needs }, i) => {
          for (const need of needs) expect(ids.slice(0, i)).toContain(need);
        });
        for (const { reasons, neededBy = [] } of found.measures) {
          expect(reasons.length + neededBy.length).toBeGreaterThan(0);
        }
      }),
    );
  });

  it('a plan does not depend on the order of the measures', () => {
    fc.assert(
      fc.property(arbitraryCatalogue(10), fc.infiniteStream(fc.nat(1000)), (catalogue, keys) => {
        const { pack, sheet, found } = examine(catalogue);
        expect(recommendFor(pack, sheet, 2)).toEqual(found);
        const shuffled = pack.measures
          .map((measure) => ({ measure, key: keys.next().value as number }))
          .sort((a, b) => a.key - b.key);
        const measures = shuffled.map(({ measure }) => measure);
        expect(recommendFor({ ...pack, measures }, sheet, 2)).toEqual(found);
      }),
    );
  });

  it('excluding or requiring a measure never lowers the least cost, and a better answer never raises it', () => {
    fc.assert(
      fc.property(arbitraryCatalogue(8), fc.nat(7), fc.constantFrom(...SCALES), (catalogue, position, question) => {
        const { pack, sheet } = openCatalogue(catalogue);
        const answers: Readonly<Record<string, number | string[]>> = catalogue.answers;
        const leastOf = (state?: 'excluded' | 'required', on = sheet): bigint | undefined => {
          const measure = catalogue.measures[position % catalogue.measures.length]?.id ?? '';
          const decided = { number: 1, recordedAt: '2026-06-01T00:00:00Z', measure, on: '2026-06-01' };
          const record = state && readActiveRecords([{ ...decided, state }], '2026-05-01');
          const found = recommendFor(pack, on, 2, undefined, { roadmap: true, ...(record ? { record } : {}) });
          const isPriced = found.measures.every(({ cost }) => cost !== undefined);
          if (!found.target.reached || !isPriced || !found.roadmap?.proven) return undefined;
          // In tenths, so that the sum is exact.
          return BigInt(Math.round((found.roadmap.cost ?? 0) * 10));
        };
        const least = leastOf();
        if (least === undefined) return;
        for (const state of ['excluded', 'required'] as const)
          expect(leastOf(state) ?? least).toBeGreaterThanOrEqual(least);
        const before = answers[question];
        if (typeof before !== 'number' || before === 4) return;
        const better = readSheet(pack, { ...answers, [question]: before + 1 });
        expect(leastOf(undefined, better) ?? least).toBeLessThanOrEqual(least);
      }),
      { numRuns: 200 },
    );
  });

  it('no measure makes an answer worse', () => {
    fc.assert(
      fc.property(arbitraryCatalogue(8), (catalogue) => {
        const { pack, sheet, today } = examine(catalogue);
        for (let i = 0; i <= pack.measures.length; i++) {
          const after = evaluate(pack.plan, applyMeasures(pack.plan, sheet, pack.measures.slice(0, i), today));
          expect(isAtLeast(findLowestLevel(pack.plan, after), findLowestLevel(pack.plan, today))).toBe(true);
        }
      }),
    );
  });

  it('a scoring plan reduced to the level gives the same level as the whole plan', () => {
    fc.assert(
      fc.property(arbitraryCatalogue(8), (catalogue) => {
        const { pack, sheet, today } = examine(catalogue);
        const narrow = reduceToLevel(pack.plan, sheet);
        for (let i = 0; i <= pack.measures.length; i++) {
          const after = applyMeasures(pack.plan, sheet, pack.measures.slice(0, i), today);
          expect(findLowestLevel(narrow, evaluate(narrow, after))).toEqual(
            findLowestLevel(pack.plan, evaluate(pack.plan, after)),
          );
        }
      }),
    );
  });
});

/** Answers of the joinery, many of them open; facts among them. */
const arbitraryAnswers = fc.record(
  {
    network: fc.oneof(
      fc.constant(['none']),
      fc.subarray(['office', 'shopfloor', 'wireless'], { minLength: 1 }),
      fc.constant({ state: 'unknown' }),
    ),
    erp: fc.constantFrom('none', 'partial', 'full'),
    rate: fc.constantFrom('low', 'mid', 'high'),
    planning: fc.integer({ min: 0, max: 4 }),
    quality: fc.integer({ min: 0, max: 4 }),
    safety: fc.oneof(fc.integer({ min: 0, max: 4 }), fc.constant({ state: 'notApplicable' })),
  },
  { requiredKeys: [] },
);
const arbitraryFacts = fc.record({ saws: fc.constant(10), networkedSaws: fc.nat(10) }, { requiredKeys: [] });

describe('for random answers, some of them open', () => {
  const documents = readJoinery();
  // A mean, which a member that does not apply can raise.
  documents.rubric.scores = { work: 'mean', ...documents.rubric.scores };
  const pack = preparePack(documents);

  it('applying measures never lowers a bound of a score or of the level', () => {
    fc.assert(
      fc.property(arbitraryAnswers, arbitraryFacts, fc.subarray([...pack.measures]), (answers, facts, measures) => {
        const sheet = readSheet(pack, answers, facts);
        const before = assess(pack.plan, sheet, STAMP, '0');
        const after = assess(pack.plan, applyMeasures(pack.plan, sheet, measures, before.evaluation), STAMP, '0');
        const boundsOf = ({ result: { scores, level } }: typeof before) =>
          [...Object.values(scores), level].flatMap((one) => [one?.lowest ?? 0, one?.highest ?? 0]);
        const [was, is] = [boundsOf(before), boundsOf(after)];
        is.forEach((bound, i) => {
          expect(bound).toBeGreaterThanOrEqual(was[i] as number);
        });
      }),
    );
  });
});

it('no choice of measures is better than the plan, with up to 14 measures and scores from sums and counts', () => {
  let reached = 0;
  for (const catalogue of fc.sample(arbitraryCatalogue(14), { seed: 2024, numRuns: 60 })) {
    const { pack, sheet, candidates, reaches, found, ids } = examine(catalogue);
    expect(recommendFor(pack, sheet, 2, undefined, { solver })).toEqual(found);
    if (!found.target.reached || ids.length === 0) continue;
    reached++;
    const weights = (measures: readonly CompiledMeasure[]): readonly number[] => [
      measures.filter(({ cost }) => !cost).length,
      costOf(measures),
      measures.length,
      measures.reduce((sum, { definition }) => sum + (definition.months?.high ?? 0), 0),
    ];
    const best = weights(candidates.filter(({ id }) => ids.includes(id)));
    for (const subset of subsetsOf(candidates)) {
      if (isLess(weights(subset), best)) expect(reaches(subset), subset.map(({ id }) => id).join(' ')).toBe(false);
    }
  }
  expect(reached).toBeGreaterThan(20);
});

function isLess(a: readonly number[], b: readonly number[]): boolean {
  const i = a.findIndex((value, at) => value !== b[at]);
  return i >= 0 && (a[i] as number) < (b[i] as number);
}
