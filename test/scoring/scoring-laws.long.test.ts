import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Result, ScoreRule } from '../../src/model/generated/types.ts';
import { compare } from '../../src/model/rational.ts';
import { evaluate } from '../../src/scoring/evaluate.ts';
import { isNothing, type Possible, rangeOf } from '../../src/scoring/possible-values.ts';
import { isSample } from '../property-runs.ts';
import {
  assessed,
  documentsOf,
  NOT_APPLICABLE,
  planOf,
  type Said,
  type Sketch,
  sheetOf,
  UNKNOWN,
  valuesOf,
} from './pack-sketch.ts';
import { drawAnswers } from './random/answers.ts';
import { drawSketch, showing, withBests } from './random/case.ts';
import type { Draw } from './random/draw.ts';
import { law } from './random/law.ts';
import { BEST, drawMonotone, drawScales, without } from './random/monotone.ts';
import { namedRange } from './random/ranges.ts';
import { type Scores, scaleScores } from './random/scaled.ts';

const SIZE = { sections: 3, questions: 3, finite: false };

/** Values and bounds by score, as far as no order can matter. */
function numbersOf({ scores, level }: Result): object {
  const all = { ...scores, ...(level ? { level } : {}) };
  return Object.fromEntries(
    Object.entries(all).map(([name, { value, lowest, highest }]) => [name, [value, lowest, highest]]),
  );
}

describe("the order of a pack's parts changes no result", () => {
  /** Lists whose order is the meaning. */
  const ORDERED = ['first', 'ratio', 'difference', 'change', 'by'];

  function turnedRound(value: unknown, key = ''): unknown {
    if (Array.isArray(value)) {
      const turned = value.map((item) => turnedRound(item));
      return ORDERED.includes(key) ? turned : turned.reverse();
    }
    if (typeof value !== 'object' || value === null) return value;
    const entries = Object.entries(value).map(([name, inner]) => [name, turnedRound(inner, name)]);
    return Object.fromEntries(entries.reverse());
  }

  test('reordering the parts of a pack changes no result: sections, questions, options, lists, keys, levels, conditions, answers', () => {
    law(200, (draw) => {
      const sketch = drawSketch(draw, SIZE);
      const { facts, answers } = drawAnswers(draw, documentsOf(sketch), 75);
      showing({ ...sketch, said: { facts, answers } }, () => {
        const [turned, turnedAnswers, turnedFacts] = [sketch, answers, facts].map((part) => turnedRound(part));
        expect(numbersOf(assessed(turned as Sketch, turnedAnswers as Said, turnedFacts as Said))).toEqual(
          numbersOf(assessed(sketch, answers, facts)),
        );
      });
    });
  });
});

describe('laws of weights', () => {
  const scales = (count: number): object[] =>
    Array.from({ length: count }, (_, i) => ({ id: `q${i}`, type: 'scale', maximum: 10, notApplicable: true }));
  const mean = (weights: readonly number[]): object =>
    Object.fromEntries(weights.map((weight, i) => [`q${i}`, weight]));
  const drawWeights = (draw: Draw, count: number): number[] =>
    Array.from({ length: count }, (_, i) => draw.pick(i === 0 ? [1, 0.3, 25] : [0, 1, 2, 0.7, 14]));

  test('multiplying all weights of a mean by a number changes no result, even if parts are left out', () => {
    law(100, (draw) => {
      const weights = drawWeights(draw, 5);
      const factor = draw.pick([10, 0.5, 3, 0.01]);
      const said = Object.fromEntries(
        weights.map((_, i) => [`q${i}`, i > 0 && draw.chance(30) ? NOT_APPLICABLE : draw.whole(0, 10)]),
      );
      const score = (all: readonly number[]): unknown =>
        assessed({ questions: scales(5), scores: { total: { mean: mean(all) } } }, said).scores.total;
      const scaled = weights.map((weight) => Number((weight * factor).toFixed(6)));
      expect(score(scaled)).toEqual(score(weights));
    });
  });

  test('multiplying the weights of any mean, or of a sum divided by its own best, changes no result', () => {
    let scaled = 0;
    law(150, (draw) => {
      const sketch = drawSketch(draw, SIZE);
      const factor = draw.pick([10, 0.5, 3]);
      const { facts, answers } = drawAnswers(draw, documentsOf(sketch), 75);
      const other = { ...sketch, scores: scaleScores(sketch.scores as Scores, factor) };
      showing({ ...sketch, said: { facts, answers }, factor }, () => {
        expect(numbersOf(assessed(other, answers, facts))).toEqual(numbersOf(assessed(sketch, answers, facts)));
      });
      if (JSON.stringify(other) !== JSON.stringify(sketch)) scaled++;
    });
    if (isSample) return;
    expect(scaled).toBeGreaterThan(15);
  });
});

describe('in a rubric where better answers count more', () => {
  test('a better answer lowers no score and no level', () => {
    law(200, (draw) => {
      const sketch = drawMonotone(draw);
      const plan = planOf(sketch);
      const said = drawScales(draw, sketch);
      const id = draw.pick(Object.keys(said));
      fc.pre(Number(said[id]) < BEST);
      showing({ ...sketch, said, id }, () => {
        const before = valuesOf(assessed(plan, said));
        const after = valuesOf(assessed(plan, { ...said, [id]: Number(said[id]) + 1 }));
        for (const [name, value] of Object.entries(before)) {
          expect(Number(after[name] ?? 0), name).toBeGreaterThanOrEqual(Number(value ?? 0));
        }
      });
    });
  });

  test('added evidence lowers no score and no level', () => {
    let better = 0;
    law(150, (draw) => {
      const sketch = drawMonotone(draw);
      const plan = planOf(sketch);
      const said = { ...drawScales(draw, sketch), q00: BEST };
      showing({ ...sketch, said }, () => {
        const before = valuesOf(assessed(plan, said));
        const after = valuesOf(assessed(plan, { ...said, q00: { value: String(BEST), evidence: ['seen'] } }));
        for (const [name, value] of Object.entries(before)) {
          expect(Number(after[name] ?? 0), name).toBeGreaterThanOrEqual(Number(value ?? 0));
        }
        if (JSON.stringify(before) !== JSON.stringify(after)) better++;
      });
    });
    if (isSample) return;
    expect(better).toBeGreaterThan(10);
  });

  test('the best answers reach every maximum and the highest possible level', () => {
    law(150, (draw) => {
      const sketch = drawMonotone(draw, false);
      const plan = planOf(sketch);
      const proven = { value: String(BEST), evidence: ['seen'] };
      const best = Object.fromEntries(Object.keys(drawScales(draw, sketch)).map((id) => [id, proven]));
      showing(sketch, () => {
        const { scores, level } = assessed(plan, best);
        const open = assessed(plan);
        for (const [name, { value, maximum }] of Object.entries(scores)) {
          expect(value, name).toBe(maximum);
          expect(open.scores[name]?.maximum, name).toBe(maximum);
        }
        expect(level?.value).toBe(open.level?.highest);
      });
    });
  });

  test('answering "not applicable" gives the same as removing the question', () => {
    law(200, (draw) => {
      const sketch = drawMonotone(draw);
      const said = drawScales(draw, sketch);
      const { questions } = draw.pick(sketch.sections);
      const id = questions.at(-1)?.id as string;
      const removed = without(sketch, said, id);
      showing({ ...sketch, said, id }, () => {
        const gone = assessed(removed.sketch, removed.said);
        const marked = assessed(sketch, { ...said, [id]: NOT_APPLICABLE });
        expect(numbersOf(marked)).toEqual(numbersOf(gone));
        const maxima = ({ scores }: Result): unknown[] => Object.values(scores).map(({ maximum }) => maximum);
        expect(maxima(marked)).toEqual(maxima(gone));
      });
    });
  });
});

describe('in any rubric', () => {
  test('the highest possible value never exceeds the maximum, and coverage is between 0 and 1', () => {
    law(150, (draw) => {
      const sketch = drawSketch(draw, SIZE);
      const { facts, answers } = drawAnswers(draw, documentsOf(sketch), 60);
      showing({ ...sketch, said: { facts, answers } }, () => {
        for (const [name, score] of Object.entries(assessed(sketch, answers, facts).scores)) {
          if (score.highest !== null && score.maximum !== null && score.maximum !== undefined) {
            expect(score.highest, name).toBeLessThanOrEqual(score.maximum);
          }
          if (score.lowest !== null && score.highest !== null) {
            expect(score.lowest, name).toBeLessThanOrEqual(score.highest);
          }
          expect(score.coverage).toBeGreaterThanOrEqual(0);
          expect(score.coverage).toBeLessThanOrEqual(1);
        }
      });
    });
  });

  test('every score stays within the range implied by its rule', () => {
    let checked = 0;
    law(200, (draw) => {
      const sketch = drawSketch(draw, SIZE);
      const { facts, answers } = drawAnswers(draw, documentsOf(sketch), 85);
      showing({ ...sketch, said: { facts, answers } }, () => {
        const { scores } = assessed(sketch, answers, facts);
        for (const [name, rule] of Object.entries(sketch.scores as Record<string, ScoreRule | string>)) {
          const { lowest = null, highest = null } = scores[name] ?? {};
          if (typeof rule === 'string' || lowest === null || highest === null) continue;
          const { low, high } = namedRange(rule);
          if (low !== undefined) expect(lowest, `lowest of ${name}`).toBeGreaterThanOrEqual(low);
          if (high !== undefined) expect(highest, `highest of ${name}`).toBeLessThanOrEqual(high);
          if (low !== undefined || high !== undefined) checked++;
        }
      });
    });
    if (isSample) return;
    expect(checked).toBeGreaterThan(50);
  });

  test('answering one more question never widens the bounds of a score', () => {
    law(300, (draw) => {
      const sketch = withBests(withoutRules(drawSketch(draw, SIZE)) as Sketch);
      const pack = documentsOf(sketch);
      const [all, some] = [drawAnswers(draw, pack, 100), drawAnswers(draw, pack, 50)];
      const ids = Object.keys(all.answers).filter((id) => {
        const question = pack.questionnaire.sections.flatMap(({ questions }) => questions).find((one) => one.id === id);
        return question?.derive === undefined && isMissing(some.answers[id]) && isThere(all.answers[id]);
      });
      fc.pre(ids.length > 0);
      const id = draw.pick(ids);
      showing({ ...sketch, said: some, id }, () => {
        const plan = planOf(sketch);
        const before = evaluate(plan, sheetOf(plan, some.answers, some.facts));
        const more = { ...some.answers, [id]: all.answers[id] as string };
        const after = evaluate(plan, sheetOf(plan, more, some.facts));
        for (const { name, node } of plan.scores) {
          expectNarrower(after.values[node] as Possible, before.values[node] as Possible, name);
        }
      });
    });
  });

  /** Rules for missing answers make a value of a missing answer: then giving it changes the value. */
  function withoutRules(value: unknown): unknown {
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) return value.map(withoutRules);
    const entries = Object.entries(value).filter(([key]) => key !== 'missing');
    return Object.fromEntries(entries.map(([key, inner]) => [key, withoutRules(inner)]));
  }

  function isThere(said: Said[string] | undefined): boolean {
    return !isMissing(said) && said !== NOT_APPLICABLE;
  }

  function isMissing(said: Said[string] | undefined): boolean {
    return said === undefined || said === UNKNOWN;
  }

  function expectNarrower(after: Possible, before: Possible, name: string): void {
    if (after.nothing) expect(before.nothing, `${name} may be nothing`).toBe(true);
    const [own, outer] = [rangeOf(after), rangeOf(before)];
    if (isNothing(after) || !own) return;
    expect(outer, name).toBeDefined();
    if (outer?.low) expect(own.low && compare(own.low, outer.low), `${name}, lowest`).toBeGreaterThanOrEqual(0);
    if (outer?.high) expect(own.high && compare(own.high, outer.high), `${name}, highest`).toBeLessThanOrEqual(0);
  }
});
