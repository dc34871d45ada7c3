import fc from 'fast-check';
import { expect, test } from 'vitest';
import { recordEntry } from '../../src/interview/answer-log.ts';
import { formatAnswerMark } from '../../src/model/answer-mark.ts';
import type { Result } from '../../src/model/index.ts';
import { computeLimits, findAnswerError, findNumberErrors, type Limits } from '../../src/portfolio/result-checks.ts';
import type { ResultBlock } from '../../src/portfolio/roster-blocks.ts';
import { encodeTextCells } from '../../src/portfolio/roster-storage.ts';
import { assess } from '../../src/scoring/score-result.ts';
import { compileDocuments, readSheet } from '../policy/joinery-pack.ts';
import { runs } from '../property-runs.ts';
import { questionnaireOf, rubricOf } from '../questionnaires/bundled-documents.ts';
import { documentsOf, planOf, sheetOf } from '../scoring/pack-sketch.ts';
import { drawAnswers } from '../scoring/random/answers.ts';
import { drawSketch, showing } from '../scoring/random/case.ts';
import { Draw } from '../scoring/random/draw.ts';
import { STAMP } from '../scoring/random/targets.ts';

const PACKS = 200;
/** How people save scores again. */
const ROUNDINGS: readonly ((value: number) => number)[] = [
  (value) => value,
  (value) => Math.round(value * 10) / 10,
  (value) => Math.floor(value * 10) / 10,
  Math.round,
  Math.floor,
];

/** A result as a block of one row. */
function blockOf(
  { stated }: Limits,
  scores: Result['scores'],
  level: number,
  rounded: (value: number) => number,
): ResultBlock {
  const numbers = [...stated].map((name) => {
    const value = scores[name]?.value;
    return [name, Float64Array.of(typeof value === 'number' ? rounded(value) : Number.NaN)] as const;
  });
  const levels = Float64Array.of(level);
  return {
    rows: 1,
    key: encodeTextCells(['K']),
    counts: null,
    facts: new Map(),
    scores: new Map(numbers),
    ...{ level: levels, lowest: levels, highest: levels, coverage: Float64Array.of(1) },
    kind: new Uint8Array(1),
    day: new Int32Array(1),
    pack: new Uint16Array(1),
    answers: new Map(),
  };
}

const SIZE = { sections: 2, questions: 3, finite: false };

test('no answers to a random pack give values beyond its computed limits, and most values have limits', () => {
  const seen = { values: 0, ended: 0, levels: 0, answers: 0 };
  fc.assert(
    fc.property(fc.gen(), fc.constantFrom(100, 80, 40, 10), (value, there) => {
      const draw = new Draw(value);
      const sketch = drawSketch(draw, SIZE);
      const { facts, answers } = drawAnswers(draw, documentsOf(sketch), there);
      showing({ ...sketch, answersFile: { facts, answers } }, () => {
        const plan = planOf(sketch);
        const limits = computeLimits(plan, STAMP);
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

test('a bundled pack’s rounded results pass the check with their own level and fail with any other', () => {
  const { plan } = compileDocuments({
    questionnaire: questionnaireOf('quick-scan-china'),
    rubric: rubricOf('quick-scan-china'),
    measures: { kind: 'measures', measures: [] },
    policies: [],
  });
  const limits = computeLimits(plan, STAMP);
  const questions = plan.inputs.filter(({ role }) => role === 'question');
  const seen = new Set<number>();
  const step = fc.integer({ min: 0, max: 3 });
  fc.assert(
    fc.property(fc.array(step, { minLength: questions.length, maxLength: questions.length }), step, (steps, least) => {
      const answers = Object.fromEntries(questions.map((one, i) => [one.name, Math.max(least, steps[i] as number)]));
      const { scores, level } = assess(plan, readSheet({ plan }, answers), STAMP, 'test').result;
      const value = level?.value as number;
      seen.add(value);
      for (const rounded of ROUNDINGS)
        expect(findNumberErrors(blockOf(limits, scores, value, rounded), [limits])).toEqual([]);
      for (const wrong of [1, 2, 3, 4].filter((one) => Math.abs(one - value) > 1))
        expect(
          findNumberErrors(
            blockOf(limits, scores, wrong, (score) => score),
            [limits],
          ),
        ).not.toEqual([]);
    }),
    runs(PACKS),
  );
  expect(seen.size).toBeGreaterThan(2);
});
