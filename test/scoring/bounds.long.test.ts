import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compare, toNumber } from '../../src/model/rational.ts';
import { type Possible, rangeOf, settledValue } from '../../src/scoring/possible-values.ts';
import { assess } from '../../src/scoring/score-result.ts';
import { isSample, runs } from '../property-runs.ts';
import { documentsOf, planOf, sheetOf } from './pack-sketch.ts';
import { drawAnswers } from './random/answers.ts';
import { drawSketch, showing } from './random/case.ts';
import { type Completion, completionsOf, outcomesOf } from './random/completions.ts';
import { Draw } from './random/draw.ts';
import { STAMP } from './random/targets.ts';
import type { Pack } from './second-evaluator/read-pack.ts';
import { Tally } from './second-evaluator/tally.ts';

const PACKS = 300;
const SIZE = { sections: 2, questions: 2, finite: true };
const MOST_COMPLETIONS = 300;

/** What has to have had a part in bounds, and in so many of 1000 packs at least. */
const HAPPENED: Readonly<Record<string, number>> = {
  'cap: a number, binds': 50,
  'cap: a score, binds': 50,
  'derived: first': 20,
  'floor: a number, binds': 50,
  'floor: a score, binds': 50,
  'linear: between points': 20,
  'levels: one reached': 100,
  'missing: unanswered exclude': 20,
  'missing: unanswered zero': 20,
  'pairwise: 3 members': 20,
  'points by row': 100,
  'points: of a score': 100,
  'points: with evidence': 100,
  'points: without evidence': 100,
  'round: bare': 50,
  'round: half-even': 20,
  'to: a stated best': 50,
  'to: its own best': 50,
  'weight by name: a number': 100,
  'weight by name: nothing': 50,
};

/** Someone who does not know the raw numbers may state any answer: so at the latest must the ends be attained. */
function expectAttained(name: string, ends: unknown[], pack: Pack, stated: Completion['stated']): void {
  const completions = completionsOf(pack, stated, 20 * MOST_COMPLETIONS, true);
  const values = completions && outcomesOf(pack, completions, [name], () => {}).get(name);
  const found = values?.map((one) => one && toNumber(one));
  if (found) expect(found, `${name} is tight`).toEqual(expect.arrayContaining(ends));
}

describe('bounds against every completion of the open answers', () => {
  test('bounds enclose every result, tight bounds are reached, and every completion has the settled value', {
    timeout: 3_600_000,
  }, () => {
    const seen = { packs: 0, settled: 0, open: 0, tight: 0, exact: 0, level: 0 };
    const tally = new Tally();
    fc.assert(
      fc.property(fc.gen(), fc.constantFrom(80, 60, 40), (value, there) => {
        const draw = new Draw(value);
        const sketch = drawSketch(draw, SIZE);
        const pack = documentsOf(sketch);
        const { facts, answers, stated } = drawAnswers(draw, pack, there);
        const completions = completionsOf(pack, stated, MOST_COMPLETIONS);
        fc.pre(completions !== undefined);
        seen.packs++;
        showing({ ...sketch, answersFile: { facts, answers } }, () => {
          const plan = planOf(sketch);
          const { result, evaluation } = assess(plan, sheetOf(plan, answers, facts), STAMP, 'test');
          const all = outcomesOf(
            pack,
            completions,
            plan.scores.map(({ name }) => name),
            tally.tell,
          );
          for (const { name, node } of plan.scores) {
            const found = all.get(name);
            if (!found) continue;
            const possible = evaluation.values[node] as Possible;
            const isLevel = node === plan.level;
            const { tight, lowest, highest } = (isLevel ? result.level : result.scores[name]) ?? {};
            if (settledValue(possible) !== undefined) {
              seen.settled++;
              for (const one of found) expect(one, name).toEqual(settledValue(possible));
              continue;
            }
            seen.open++;
            const numbers = found.filter((one) => one !== null).sort(compare);
            const range = rangeOf(possible);
            if (numbers.length < found.length) expect(possible.nothing, `${name} can be nothing`).toBe(true);
            for (const one of numbers) {
              if (range?.low) expect(compare(range.low, one), `lowest of ${name}`).toBeLessThanOrEqual(0);
              if (range?.high) expect(compare(one, range.high), `highest of ${name}`).toBeLessThanOrEqual(0);
            }
            const [least, most] = [numbers[0], numbers.at(-1)].map((one) => (one ? toNumber(one) : null));
            const ends = isLevel && numbers.length < found.length ? [null, most] : [least, most];
            if (ends[0] === lowest && ends[1] === highest) seen.exact++;
            if (tight) {
              seen.tight++;
              if (isLevel) seen.level++;
              const attained = ends[0] === lowest && ends[1] === highest;
              if (!attained) expectAttained(name, [lowest, highest], pack, stated);
            }
          }
        });
      }),
      runs(PACKS),
    );
    if (process.env.MATURA_RUNS) console.log(seen, `\n${tally}`);
    if (isSample) return;
    expect(seen.tight).toBeGreaterThan(seen.open / 4);
    const rare = Object.entries(HAPPENED).filter(([what, least]) => tally.of(what) < (least * seen.packs) / 1000);
    expect(rare.map(([what]) => `${what}: ${tally.of(what)}`)).toEqual([]);
  });
});
