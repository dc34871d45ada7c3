import fc from 'fast-check';
import type { Measure, Measures, Question } from '../../src/model/generated/types.ts';
import { type Documents, type PreparedPack, preparePack, readSheet } from './joinery-pack.ts';

const QUESTIONS = ['q0', 'q1', 'q2', 'q3', 'q4'] as const;
const OPTIONS = ['a', 'b', 'c'] as const;

/** A pack of five scales and one multiple choice with two levels, and the measures and more of a catalogue. */
export function prepareCatalogue(
  measures: readonly Measure[],
  total: number,
  count: number,
  more: Partial<Measures> = {},
): PreparedPack {
  const scales = QUESTIONS.map((id): Question => ({ id, type: 'scale', maximum: 4 }));
  const choice: Question = { id: 'choice', type: 'multiple', options: [{ id: 'none', exclusive: true }, ...OPTIONS] };
  const scenes = { contains: { minimum: 2 }, minContains: count };
  const documents: Documents = {
    questionnaire: {
      kind: 'questionnaire',
      id: 'random',
      version: '1',
      title: 'Random',
      languages: ['en'],
      sections: [{ id: 's', questions: [...scales, choice] }],
    },
    rubric: {
      kind: 'rubric',
      id: 'random',
      points: { choice: { each: 2 } },
      lists: { scenes: [...QUESTIONS] },
      scores: {
        s: 'sum',
        level: {
          levels: [
            { value: 1, when: { s: { minimum: 3 } } },
            { value: 2, when: { s: { minimum: total }, scenes } },
          ],
        },
      },
    },
    measures: { kind: 'measures', ...more, measures: [...measures] },
    policies: [],
  };
  return preparePack(documents);
}

/** What the measures of a catalogue are drawn as: effects, earlier measures it needs, tenths of cost, months. */
type Drawn = readonly [
  scales: readonly (readonly [question: number, value: number])[],
  added: readonly (typeof OPTIONS)[number][],
  needs: readonly number[],
  cost: number | undefined,
  months: number,
];

const drawn: fc.Arbitrary<Drawn> = fc.tuple(
  fc.array(fc.tuple(fc.nat(QUESTIONS.length - 1), fc.integer({ min: 1, max: 4 })), { minLength: 1, maxLength: 3 }),
  fc.subarray([...OPTIONS], { maxLength: 2 }),
  fc.array(fc.nat(20), { maxLength: 2 }),
  fc.option(fc.integer({ min: 1, max: 300 }), { nil: undefined, freq: 20 }),
  fc.integer({ min: 1, max: 12 }),
);

function readMeasure([scales, added, needs, cost, months]: Drawn, index: number): Measure {
  const earlier = index === 0 ? [] : [...new Set(needs.map((need) => need % (2 * index)))].filter((i) => i < index);
  return {
    id: `m${index}`,
    title: 'M',
    achieves: {
      ...Object.fromEntries(scales.map(([question, value]) => [QUESTIONS[question] as string, String(value)])),
      ...(added.length > 0 ? { choice: { add: [...added] } } : {}),
    },
    ...(earlier.length > 0 ? { needs: earlier.map((i) => `m${i}`) } : {}),
    ...(cost === undefined ? {} : { cost: { low: cost / 20, high: cost / 10, currency: 'CNY' } }),
    months: { low: 0, high: months },
  };
}

/** Catalogues of up to so many measures, with answers, some of them open, and what level 2 asks. */
export function arbitraryCatalogue(most: number) {
  return fc
    .record({
      drawn: fc.array(drawn, { minLength: 1, maxLength: most }),
      scales: fc.tuple(...QUESTIONS.map(() => fc.option(fc.integer({ min: 0, max: 4 }), { nil: undefined, freq: 6 }))),
      total: fc.integer({ min: 3, max: 24 }),
      count: fc.integer({ min: 1, max: 5 }),
    })
    .map(({ drawn: all, scales, total, count }) => {
      const measures = all.map(readMeasure);
      const answers = Object.fromEntries(
        scales.flatMap((value, i) => (value === undefined ? [] : [[QUESTIONS[i] as string, value]])),
      );
      return { measures, total, count, answers: { choice: ['none'], ...answers } };
    });
}

export type Catalogue = ReturnType<typeof arbitraryCatalogue> extends fc.Arbitrary<infer T> ? T : never;

export function openCatalogue({ measures, total, count, answers }: Catalogue, more: Partial<Measures> = {}) {
  const pack = prepareCatalogue(measures, total, count, more);
  return { pack, sheet: readSheet(pack, answers) };
}
