import fc from 'fast-check';
import { expect, test } from 'vitest';
import { recordEntry } from '../../src/interview/answer-log.ts';
import { formatAnswerMark } from '../../src/model/answer-mark.ts';
import { findAnswerError, limitsOf } from '../../src/portfolio/result-checks.ts';
import { assess } from '../../src/scoring/score-result.ts';
import { runs } from '../property-runs.ts';
import { documentsOf, planOf, sheetOf } from '../scoring/pack-sketch.ts';
import { drawAnswers } from '../scoring/random/answers.ts';
import { drawSketch, showing } from '../scoring/random/case.ts';
import { Draw } from '../scoring/random/draw.ts';
import { STAMP } from '../scoring/random/targets.ts';

const PACKS = 600;
const SIZE = { sections: 2, questions: 3, finite: false };

test('no answers to any pack lead beyond its limits, and most packs have some', () => {
  const seen = { values: 0, ended: 0, levels: 0, answers: 0 };
  fc.assert(
    fc.property(fc.gen(), fc.constantFrom(100, 80, 40, 10), (value, there) => {
      const draw = new Draw(value);
      const sketch = drawSketch(draw, SIZE);
      const { facts, answers } = drawAnswers(draw, documentsOf(sketch), there);
      showing({ ...sketch, answersFile: { facts, answers } }, () => {
        const plan = planOf(sketch);
        const limits = limitsOf(plan, STAMP);
        for (const [name, entry] of sheetOf(plan, answers, facts)) {
          const question = limits.questions.get(name);
          if (!question) continue;
          seen.answers++;
          expect(findAnswerError(question, formatAnswerMark(recordEntry(entry))), name).toBeUndefined();
        }
        const { scores, level } = assess(plan, sheetOf(plan, answers, facts), STAMP, 'test').result;
        for (const [name, score] of Object.entries(scores)) {
          if (typeof score.value !== 'number') continue;
          seen.values++;
          const ends = limits.scores.get(name);
          if (!ends) continue;
          seen.ended++;
          if (ends.low !== null) expect(score.value, name).toBeGreaterThanOrEqual(ends.low);
          if (ends.high !== null) expect(score.value, name).toBeLessThanOrEqual(ends.high);
        }
        if (typeof level?.value !== 'number' || limits.levels === null) return;
        seen.levels++;
        expect(limits.levels).toContain(level.value);
      });
    }),
    runs(PACKS),
  );
  expect(seen.answers).toBeGreaterThan(PACKS);
  expect(seen.ended).toBeGreaterThan(seen.values / 2);
  expect(seen.levels).toBeGreaterThan(PACKS / 20);
});
