import fc from 'fast-check';
import { expect, test } from 'vitest';
import { runs } from '../../property-runs.ts';
import { planOf, type Sketch } from '../pack-sketch.ts';
import { Draw } from '../random/draw.ts';
import { expectAgreement } from './compare-with-evaluator.ts';

const LETTERS = 'abcdefghijklmnopqrstuvwxyz'.split('');

/** Constructs that random packs are too small for. */
const LARGE: Readonly<Record<string, Sketch>> = {
  'more options than bits of a word': {
    questions: [
      { id: 'industry', type: 'single', options: Array.from({ length: 97 }, (_, i) => `i${i}`), notApplicable: true },
      { id: 'systems', type: 'multiple', options: Array.from({ length: 70 }, (_, i) => `s${i}`) },
    ],
    points: {
      industry: Object.fromEntries(Array.from({ length: 97 }, (_, i) => [`i${i}`, i / 8])),
      systems: { s0: 5, s31: 7, s32: 11, s69: 2.5, each: 0.1 },
    },
    scores: {
      both: { sum: ['industry', 'systems'] },
      many: {
        first: [
          { value: 1, when: { systems: { contains: { enum: ['s31', 's32', 's69'] }, minContains: 2 } } },
          { value: 2, when: { systems: { minItems: 30 } } },
          { value: 3, when: { systems: { items: { enum: LETTERS.slice(0, 1).map(() => 's5') } } } },
          { value: 4, when: { industry: { enum: Array.from({ length: 40 }, (_, i) => `i${i * 2}`) } } },
        ],
      },
    },
  },
  'long scales and large whole numbers': {
    facts: [
      { id: 'staff', type: 'integer', minimum: 0 },
      { id: 'revenue', type: 'decimal' },
      { id: 'perHead', type: 'decimal', derive: { ratio: ['revenue', 'staff'] } },
      {
        id: 'size',
        first: [
          { value: 'large', when: { staff: { minimum: 30 }, revenue: { minimum: 20 } } },
          { value: 'medium', when: { staff: { minimum: 20 }, revenue: { minimum: 10 } } },
          { value: 'small', when: { staff: { minimum: 10 }, revenue: { minimum: 5 } } },
          ...LETTERS.slice(0, 6).map((letter, i) => ({ value: letter, when: { staff: { const: String(i) } } })),
          { value: 'micro' },
        ],
      },
    ],
    questions: [
      { id: 'percent', type: 'scale', maximum: 100 },
      { id: 'half', type: 'scale', maximum: 50, notApplicable: true },
      { id: 'thousand', type: 'integer', minimum: -500, maximum: 500 },
    ],
    points: { percent: { ...Object.fromEntries([0, 50, 100].map((at) => [at, at])), each: 33.3 } },
    scores: {
      line: { of: 'half', linear: { '0': 0, '10': 30, '20': -5, '50': 100 } },
      whole: { mean: { percent: 0.125, half: 0.7, thousand: 3, line: 1 } },
      rounded: { of: 'whole', linear: { '0': 0, '100': 10 }, round: { decimals: 1, mode: 'half-even' } },
      level: {
        of: 'rounded',
        steps: { 0: '1', 2.5: '2', 5: '3', 7.5: '4' },
        cap: { of: 'perHead', steps: { 0: '3', 1: '4' } },
      },
    },
  },
  'means of means, and nine levels': {
    questions: LETTERS.slice(0, 20).map((id, i) => ({
      id,
      type: 'scale',
      maximum: 4,
      notApplicable: i % 3 === 0,
      ...(i % 7 === 6 ? { when: { a: { minimum: 2 } } } : {}),
    })),
    scores: {
      ...Object.fromEntries(
        [0, 1, 2, 3, 4].map((m) => [
          `m${m}`,
          { mean: Object.fromEntries(LETTERS.slice(m * 4, m * 4 + 4).map((id, i) => [id, 1 + i * m])) },
        ]),
      ),
      inner: { mean: { m0: 1, m1: 2, m2: 0.3 } },
      least: { min: ['m0', 'm3', 'm4'] },
      whole: { mean: { inner: 3, m3: 1, m4: 7, least: 0.01 } },
      level: {
        levels: [1, 2, 3, 4, 5, 6, 7, 8, 9].map((value) => ({
          value,
          when: { whole: { minimum: (value * 4) / 10 }, m3: { minimum: value / 10 } },
        })),
      },
    },
  },
};

test.each(Object.entries(LARGE))(
  'scoring by columns gives the same results as the evaluator: %s',
  { timeout: 120_000 },
  (_name, sketch) => {
    const plan = planOf(sketch);
    const taken = { rows: 0, left: 0 };
    fc.assert(
      fc.property(fc.gen(), (value) => expectAgreement(new Draw(value), sketch, plan, 20, taken)),
      runs(25),
    );
    expect(taken.left).toBeLessThan(taken.rows * 0.2);
  },
);
