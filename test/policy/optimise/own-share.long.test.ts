import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compare, fromNumber, type Rational, subtract, ZERO } from '../../../src/model/rational.ts';
import { applyMeasures, removeExpectedEffects } from '../../../src/policy/apply-measures.ts';
import { describeInstruments } from '../../../src/policy/funding/enterprise-funding.ts';
import { parseExactMoney } from '../../../src/policy/funding/money-text.ts';
import { addOffer, chooseMeasures, findCandidates, type MeasureChoice } from '../../../src/policy/measure-choice.ts';
import { combineCosts, costOf } from '../../../src/policy/measure-cost.ts';
import { projectOutcome } from '../../../src/policy/measure-outcome.ts';
import type { CompiledMeasure } from '../../../src/policy/measures.ts';
import { createOwnShareModels } from '../../../src/policy/optimise/own-share.ts';
import type { RecommendInput } from '../../../src/policy/recommend-input.ts';
import { chooseTarget, findLowestLevel } from '../../../src/policy/target-level.ts';
import { evaluate } from '../../../src/scoring/evaluate.ts';
import { isSample, runs } from '../../property-runs.ts';
import { showing } from '../../scoring/random/case.ts';
import { Draw } from '../../scoring/random/draw.ts';
import { solver } from '../load-test-solver.ts';
import { basisOf, drawTown } from './random-town.ts';

type Some = readonly CompiledMeasure[];

/** What is left to pay, as the policy of an enterprise would say it of these measures. */
function ownOf(basis: RecommendInput, some: Some): Rational {
  const { funding } = describeInstruments(basis, some, projectOutcome(basis, { chosen: some, hopes: false }));
  return funding ? parseExactMoney(funding.likely?.own ?? '0') : ZERO;
}

/** The least first: unstated costs, own money, cost, what the track does not prefer, how many, unstated months, months. */
function burdenOf(basis: RecommendInput, some: Some): Rational[] {
  const { estimate = 'high' } = basis;
  const count = (is: (measure: CompiledMeasure) => boolean): Rational => fromNumber(some.filter(is).length);
  return [
    count((measure) => costOf(measure, estimate) === null),
    ownOf(basis, some),
    combineCosts(some, estimate),
    count(({ tags }) => !tags.includes('soft')),
    count(() => true),
    count(({ months }) => months === null),
    some.reduce((sum, { months }) => subtract(sum, subtract(ZERO, months?.high ?? ZERO)), ZERO),
  ];
}

function compareBurdens(a: readonly Rational[], b: readonly Rational[]): number {
  return a.map((one, i) => compare(one, b[i] as Rational)).find((distance) => distance !== 0) ?? 0;
}

/** Whether a choice with no more unstated costs costs less. */
function isCheaper(
  [a0 = ZERO, , a2 = ZERO]: readonly Rational[],
  [b0 = ZERO, , b2 = ZERO]: readonly Rational[],
): boolean {
  return compare(a0, b0) <= 0 && compare(a2, b2) < 0;
}

/** Every choice there is, gone through; the level as far below the target as need be. */
function byBruteForce(basis: RecommendInput): { chosen: string[]; always: string[]; isDearer: boolean } | null {
  const { plan, sheet, assessed, measures, target = 3, budget, estimate = 'high' } = basis;
  const today = assessed.evaluation;
  const { candidates } = findCandidates(measures, plan, sheet, today);
  const ids = candidates.map(({ id }) => id).sort();
  const sets = Array.from({ length: 2 ** ids.length }, (_, bits) =>
    candidates.filter(({ id }) => (bits >> ids.indexOf(id)) & 1),
  ).filter((some) => {
    const has = new Set(some.map(({ id }) => id));
    const isComplete = some.every(
      ({ needs, excludes }) => needs.every((id) => has.has(id)) && !excludes.some((id) => has.has(id)),
    );
    const isWithin = !budget || (some.every(({ cost }) => cost) && compare(combineCosts(some, estimate), budget) <= 0);
    return isComplete && isWithin;
  });
  const levelOf = (some: Some): number => {
    const level = findLowestLevel(plan, evaluate(plan, applyMeasures(plan, sheet, some, today)));
    return level ? Number(level.n) : 0;
  };
  const now = levelOf([]);
  for (let level = target; level > now; level--) {
    for (const count of [removeExpectedEffects, (some: Some) => some]) {
      const reaching = sets.filter((some) => levelOf(count(some)) >= level);
      const burdens = new Map(reaching.map((some) => [some, burdenOf(basis, some)]));
      const sorted = reaching.sort(
        (a, b) => compareBurdens(burdens.get(a) as Rational[], burdens.get(b) as Rational[]) || byIds(a, b),
      );
      const [best] = sorted;
      if (!best) continue;
      const least = (burdens.get(best) as Rational[]).slice(0, 2);
      const equal = sorted.filter((some) => compareBurdens(least, burdens.get(some) as Rational[]) === 0);
      const idsOf = (some: Some): string[] => some.map(({ id }) => id).sort();
      return {
        chosen: idsOf(best),
        always: idsOf(best).filter((id) => equal.every((some) => idsOf(some).includes(id))),
        isDearer: sorted.some((some) => isCheaper(burdens.get(some) as Rational[], burdens.get(best) as Rational[])),
      };
    }
  }
  return null;

  function byIds(a: Some, b: Some): number {
    const [first] = ids.filter((id) => a.some((one) => one.id === id) !== b.some((one) => one.id === id));
    return a.some(({ id }) => id === first) ? -1 : 1;
  }
}

function choose(basis: RecommendInput): MeasureChoice {
  const target = chooseTarget(basis.plan, basis.assessed.evaluation, basis.target);
  return chooseMeasures(addOffer(basis), target, ['soft'], createOwnShareModels(basis));
}

describe('the measures with the least own money, against every choice there is', () => {
  it.each([
    { most: 5, cases: 200 },
    { most: 10, cases: 40 },
  ])(
    'the measures with the lowest own share equal exhaustive search in $cases towns with up to $most measures',
    ({ most, cases }) => {
      const happened = { program: 0, search: 0, nothing: 0, dearer: 0 };
      fc.assert(
        fc.property(fc.gen(), (value) => {
          const draw = new Draw(value);
          const town = drawTown(draw, most);
          const target = draw.whole(1, 3);
          const budget = draw.chance(15) ? fromNumber(draw.whole(5, 60)) : null;
          const estimate = draw.pick(['low', 'mid', 'high'] as const);
          // Handing a program to the solver takes most of the time.
          const ways = draw.chance(55) ? [solver, null] : [null];
          showing({ ...town, target, budget, estimate }, () => {
            const basis: RecommendInput = { ...basisOf(town), target, budget, estimate, least: 'own', roadmap: true };
            const expected = byBruteForce(basis);
            for (const one of ways) {
              const choice = choose({ ...basis, solver: one });
              const chosen = choice.chosen.map(({ id }) => id).sort();
              const always = [...(choice.best?.always ?? [])].sort();
              expect({ chosen, always }).toEqual({ chosen: expected?.chosen ?? [], always: expected?.always ?? [] });
              expect(choice.proven).toBe(true);
              happened[choice.best?.optimum.by ?? 'nothing']++;
            }
            if (expected?.isDearer) happened.dearer++;
          });
        }),
        { ...runs(cases), endOnFailure: true },
      );
      if (isSample) return;
      expect(happened.program).toBeGreaterThan(cases / 4);
      // Where the least cost leaves more to pay.
      expect(happened.dearer).toBeGreaterThan(cases / 50);
    },
    600_000 * Number(process.env.MATURA_RUNS ?? 1),
  );
});
