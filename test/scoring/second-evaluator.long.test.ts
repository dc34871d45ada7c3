import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Fraction } from '../exact-fraction.ts';
import { isSample, runs } from '../property-runs.ts';
import { assessed, planOf, problemsOf, type Sketch } from './pack-sketch.ts';
import { countAskedBests, drawSketch, showing } from './random/case.ts';
import { drawComparisons } from './random/comparisons.ts';
import { Draw } from './random/draw.ts';
import { rareIn } from './random/happened.ts';
import { expectSheetAgrees } from './random/sheet-agreement.ts';
import { consistencyRatio, weightsOf } from './second-evaluator/pairwise.ts';
import { Tally } from './second-evaluator/tally.ts';

const PACKS = 500;
/** How many of 100 questions are answered on each of the sheets that a pack is tried with. */
const SHEETS = [100, 100, 85, 60, 30];
const SIZE = { sections: 3, questions: 3, finite: false };

describe('the engine and an independent second evaluator', () => {
  const tally = new Tally();
  let packs = 0;

  test('both evaluators give the same results for random packs and answers that use every construct often enough', {
    timeout: 3_600_000,
  }, () => {
    fc.assert(
      fc.property(fc.gen(), (value) => {
        const draw = new Draw(value);
        const sketch = drawSketch(draw, SIZE);
        const plan = planOf(sketch);
        packs++;
        for (let asked = countAskedBests(sketch); asked > 0; asked--) tally.tell('pack: asked for a best');
        SHEETS.forEach((there, i) => {
          expectSheetAgrees(draw, sketch, plan, { there, withTargets: i % 2 === 1 }, tally.tell);
        });
      }),
      runs(PACKS),
    );
    if (process.env.MATURA_RUNS) console.log(`${packs} packs, ${packs * SHEETS.length} sheets\n${tally}`);
    if (isSample) return;
    expect(rareIn(tally, packs)).toEqual([]);
    expect(tally.of('result: the oracle cannot tell')).toBeLessThan(tally.of('result: settled') / 10);
    expect(tally.of('pack: asked for a best')).toBeLessThan(packs / 10);
  });

  test('both evaluators refuse the same comparisons in pairs and give the others the same weights', () => {
    const seen = { refused: 0, accepted: 0 };
    fc.assert(
      fc.property(fc.gen(), (value) => {
        const draw = new Draw(value);
        const names = ['q0', 'q1', 'q2', 'q3', 'q4', 'q5'].slice(0, draw.whole(2, 6));
        const pairwise = drawComparisons(draw, names, () => draw.pick([1, 2, 0.5, 3, 0.333, 5, 0.2]));
        const sketch: Sketch = {
          questions: names.map((id) => ({ id, type: 'scale', maximum: 1 })),
          scores: Object.fromEntries(names.map((name) => [`of-${name}`, { mean: names, pairwise }])),
        };
        showing(sketch, () => {
          const refused = consistencyRatio(names, pairwise) > 0.1;
          expect(problemsOf(sketch).some((line) => line.startsWith('M227'))).toBe(refused);
          seen[refused ? 'refused' : 'accepted']++;
          if (refused) return;
          const weights = weightsOf(names, pairwise);
          names.forEach((name, i) => {
            const said = Object.fromEntries(names.map((one) => [one, one === name ? 1 : 0]));
            const { top, bottom } = weights[i] as Fraction;
            expect(assessed(sketch, said).scores[`of-${name}`]?.value).toBeCloseTo(Number(top) / Number(bottom), 11);
          });
        });
      }),
      runs(300),
    );
    if (isSample) return;
    expect(Math.min(seen.refused, seen.accepted)).toBeGreaterThan(50);
  });

  test('both evaluators give the weights published by Saaty for three members', () => {
    const pairwise = { quality: { price: 3, speed: 5 }, price: { speed: 2 } };
    const weights = weightsOf(['quality', 'price', 'speed'], pairwise).map(
      ({ top, bottom }) => Number(top) / Number(bottom),
    );
    expect(weights.map((weight) => weight.toFixed(3))).toEqual(['0.648', '0.230', '0.122']);
  });
});
