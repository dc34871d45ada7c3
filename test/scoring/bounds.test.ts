import { expect, test } from 'vitest';
import { compare, type Rational } from '../../src/model/rational.ts';
import { evaluate } from '../../src/scoring/evaluate.ts';
import { isNothing, type Possible, rangeOf } from '../../src/scoring/possible-values.ts';
import { documentsOf, planOf, sheetOf } from './pack-sketch.ts';
import { drawAnswers } from './random/answers.ts';
import { showing } from './random/case.ts';
import { completionsOf, outcomesOf } from './random/completions.ts';
import type { Draw } from './random/draw.ts';
import { law } from './random/law.ts';

const RULES = ['open', 'open', 'exclude', 'zero', 'full', 'worst'];

/** A pack in which no answer counts twice: then the ends of every score can be attained together. */
function drawPlain(draw: Draw) {
  const notApplicable = () => draw.maybe(40, () => ({ notApplicable: true }));
  const questions = [
    { id: 'a', type: 'scale', minimum: draw.pick([-1, 0, 1]), maximum: 2, ...notApplicable() },
    { id: 'b', type: 'boolean', ...notApplicable() },
    {
      id: 'c',
      type: 'multiple',
      options: ['x', 'y', ...draw.pick([[], [{ id: 'none', exclusive: true }]])],
      ...draw.maybe(30, () => ({ least: draw.whole(0, 1) })),
      ...draw.maybe(30, () => ({ most: 1 })),
      ...notApplicable(),
    },
  ];
  const point = () => draw.pick([0, 1, 2.5, -1]);
  const points = { b: { true: point(), false: point() }, c: { x: point(), y: point(), each: point() } };
  const weighed = (weights: readonly number[]) =>
    Object.fromEntries(['a', 'b', 'c'].map((id) => [id, draw.pick(weights)]));
  const whole = draw.pick([
    { sum: weighed([1, 2, -1]) },
    { sum: ['a', 'b', 'c'] },
    { mean: weighed([1, 2, 0.5]) },
    { min: ['a', 'b', 'c'] },
    { max: ['a', 'b', 'c'] },
  ]);
  const scores = {
    whole,
    stepped: { of: 'whole', steps: { '-20': 1, 0: 2, 1.5: 4 }, edge: draw.pick(['below', 'above']) },
    rising: { of: 'whole', linear: { '-1': -1, 0: 1, 2: 1.5 } },
    capped: { sum: ['whole'], cap: draw.pick([0, 1]) },
    floored: { sum: ['whole'], floor: draw.pick([0, 1]) },
    rounded: { sum: ['whole'], round: { decimals: 0, mode: draw.pick(['half-even', 'up']) } },
    case: { first: [{ value: 2, when: { whole: { minimum: 1 } } }] },
  };
  const missing = Object.fromEntries(
    ['unanswered', 'unknown', 'notApplicable'].map((state) => [
      state,
      draw.pick(state === 'notApplicable' ? RULES.slice(2) : RULES),
    ]),
  );
  return { questions, points, scores, missing };
}

test('if no answer counts twice, a score’s bounds, and its lack of a value, are each reached by some answers', () => {
  law(100, (draw) => {
    const sketch = drawPlain(draw);
    const pack = documentsOf(sketch);
    const plan = planOf(sketch);
    const { answers, stated } = drawAnswers(draw, pack, draw.pick([0, 50]));
    const completions = completionsOf(pack, stated, 200) ?? [];
    showing({ ...sketch, answers }, () => {
      const { values } = evaluate(plan, sheetOf(plan, answers));
      const names = plan.scores.map(({ name }) => name);
      const outcomes = outcomesOf(pack, completions, names, () => {});
      for (const { name, node } of plan.scores) {
        const found = outcomes.get(name) ?? [];
        const numbers = found.filter((one): one is Rational => one !== null).sort(compare);
        const possible = values[node] as Possible;
        const range = isNothing(possible) ? undefined : rangeOf(possible);
        const seen = { low: numbers[0], high: numbers.at(-1), nothing: numbers.length < found.length };
        expect({ low: range?.low, high: range?.high, nothing: possible.nothing }, name).toEqual(seen);
      }
    });
  });
});
