import { expect, test } from 'vitest';
import { planOf } from '../pack-sketch.ts';
import { law } from '../random/law.ts';
import { expectAgreement } from './compare-with-evaluator.ts';

const MODES = ['half-up', 'half-even', 'half-away', 'up', 'down'];

/** Answers that a table holds by their few outcomes (`few`), and numbers that are worked on (`all` the others), below 0 and without ends. */
const QUESTIONS = [
  { id: 'few', type: 'scale', maximum: 4, notApplicable: true },
  { id: 'signed', type: 'scale', minimum: -2, maximum: 2 },
  { id: 'options', type: 'multiple', options: ['x', 'y', { id: 'none', exclusive: true }], notApplicable: true },
  { id: 'whole', type: 'integer', notApplicable: true },
  { id: 'other', type: 'integer', minimum: -3, maximum: 100 },
  { id: 'decimal', type: 'decimal', minimum: 0, maximum: 30, notApplicable: true },
];
const FACTS = [
  { id: 'weight', type: 'integer', minimum: 0, maximum: 3 },
  { id: 'part', type: 'decimal', minimum: -4, maximum: 9 },
  { id: 'base', type: 'integer', minimum: 1 },
  { id: 'any', type: 'decimal', minimum: -5, maximum: 5, notApplicable: true },
];

/** Every operator, over each kind of members and over both. */
const SCORES: Readonly<Record<string, Readonly<Record<string, object>>>> = {
  'sums and means': {
    sumFew: { sum: { few: 1, signed: 2.5, options: -1 } },
    sumAll: { sum: { whole: -1, other: 0.3, decimal: 2 } },
    sumBoth: { sum: { few: 1, signed: -3, decimal: 0.7 } },
    sumNegative: { sum: { few: -1 }, missing: { notApplicable: 'exclude', unknown: 'exclude' } },
    meanFew: { mean: { few: 1, signed: 2, options: 0.5 } },
    meanAll: { mean: { whole: 1, other: 0.3, decimal: 2 } },
    meanBoth: { mean: { few: 2, whole: 1, signed: 0 } },
    meanWeighed: { mean: { few: 'weight', decimal: 2 } },
    sumWeighed: { sum: { few: 'weight', decimal: 'any' } },
    share: { sum: { few: 1, options: 2 }, to: 100 },
    stated: { sum: { whole: 1, few: 1 }, best: 7, to: 10 },
  },
  'the least and the greatest, caps, floors and cases': {
    minFew: { min: ['few', 'signed', 'options'] },
    minAll: { min: ['whole', 'decimal'] },
    minBoth: { min: ['few', 'decimal', 'other'] },
    maxFew: { max: ['few', 'signed', 'options'] },
    maxAll: { max: ['whole', 'decimal'] },
    maxBoth: { max: ['few', 'decimal', 'other'] },
    capped: { sum: ['whole', 'decimal'], cap: 5 },
    cappedBy: { sum: ['decimal'], cap: { sum: ['few', 'signed'] } },
    cappedFew: { sum: ['signed'], cap: { sum: ['few'] } },
    floored: { sum: ['whole', 'decimal'], floor: 1 },
    flooredBy: { sum: ['few'], floor: { mean: ['decimal', 'whole'] } },
    guarded: { sum: ['decimal'], when: { few: { minimum: 2 } } },
    cases: {
      first: [
        { value: 'whole', when: { few: { minimum: 3 } } },
        { value: '2', when: { decimal: { maximum: 10 }, signed: { const: '1' } } },
        { value: 'decimal', when: { whole: { minimum: 5 } } },
        { value: 'few', when: { options: { contains: { const: 'x' } } } },
      ],
    },
    level: {
      levels: [
        { value: 1, when: { capped: { minimum: 1 } } },
        { value: 2, when: { capped: { minimum: 3 }, minFew: { minimum: 0 } } },
        { value: 4, when: { anyOf: [{ cases: { minimum: 2 } }, { decimal: { minimum: 20 } }] } },
      ],
    },
  },
  'rounding, steps, lines and calculations': {
    ...Object.fromEntries(
      MODES.map((mode, i) => [`rounded${i}`, { mean: ['decimal', 'signed'], round: { decimals: i % 3, mode } }]),
    ),
    roundedWhole: { sum: ['whole'], round: { decimals: 1, mode: 'up' } },
    below: { of: 'decimal', steps: { 0: 1, 2.5: -2, 10: 7 }, edge: 'below' },
    above: { of: 'other', steps: { 0: 1, 2: 3, 10: 7 }, edge: 'above' },
    stepsFew: { of: 'signed', steps: { '-1': 1, 1: 3 } },
    rising: { of: 'decimal', linear: { 0: 0, 2.5: 1, 20: 3.1 } },
    bent: { of: 'other', linear: { 0: 3, 5: -1, 20: 2 } },
    lineFew: { of: 'few', linear: { 1: 0, 2: 10, 3: 4 } },
    ratioBase: { sum: ['quotient'] },
    ratioAny: { sum: ['anyQuotient'] },
    differences: { sum: { gap: 1, changed: -1, middle: 0.5 } },
  },
};

const DERIVED = [
  { id: 'quotient', type: 'decimal', derive: { ratio: ['part', 'base'] } },
  { id: 'anyQuotient', type: 'decimal', derive: { ratio: ['part', 'any'] } },
  { id: 'gap', type: 'decimal', derive: { difference: ['part', 'any'] } },
  { id: 'changed', type: 'decimal', derive: { change: ['part', 'base'] } },
  { id: 'middle', type: 'decimal', derive: { meanOf: ['part', 'base', 'any'] } },
];

test.each(Object.entries(SCORES))('a column has the same result as the evaluator in every row: %s', (_, scores) => {
  const taken = { rows: 0, left: 0 };
  law(1, (draw) => {
    // Each by itself: a row that one score leaves to the evaluator is left by all.
    for (const [name, rule] of Object.entries(scores)) {
      const sketch = {
        facts: [...FACTS, ...DERIVED],
        questions: QUESTIONS,
        points: { options: { x: 2, y: 1, none: 0 } },
        scores: { ...(name === 'level' ? scores : {}), [name]: rule },
      };
      expectAgreement(draw, sketch, planOf(sketch), 12, taken);
    }
  });
  expect(taken.left).toBeLessThan(taken.rows * 0.4);
});
