import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createKernel } from '../../../src/scoring/kernel/kernel.ts';
import type { Plan } from '../../../src/scoring/plan.ts';
import { prepareTallies } from '../../../src/table/tally-engine.ts';
import { runs } from '../../property-runs.ts';
import { planOf, type Sketch } from '../pack-sketch.ts';
import { drawSketch, showing } from '../random/case.ts';
import { Draw } from '../random/draw.ts';
import { expectRow } from './expect-row.ts';
import { drawRows, inWords } from './random-rows.ts';

const PACKS = 200;
const SIZE = { sections: 3, questions: 3, finite: false };
/** How many of 100 answers are there in the rows of a pack. */
const THERE = [100, 95, 85, 60, 30, 0];
const ROWS = 12;
/** A length of parts with which sums are added up in the text. */
const SHORT = 1500;

/** How many rows were looked at, and how many of them took the form with bounds and the evaluator. */
interface Taken {
  rows: number;
  open: number;
  evaluator: number;
}

/** Draws rows for a plan and holds the kernel to what the evaluator says of each. */
function expectAgreement(draw: Draw, sketch: Sketch, plan: Plan, rows: number, longest: number, taken: Taken): void {
  const kernel = createKernel(plan, longest === SHORT ? undefined : prepareTallies, longest);
  for (const there of THERE) {
    const { sheets, columns } = drawRows(draw, plan, rows, there);
    const outcome = kernel.score(columns);
    taken.rows += outcome.rows;
    taken.open += outcome.taken.open;
    taken.evaluator += outcome.taken.evaluator;
    sheets.forEach((sheet, row) => {
      const said = Object.fromEntries([...sheet].map(([name, entry]) => [name, inWords(entry)]));
      showing({ ...sketch, said }, () => expectRow(plan, kernel, outcome, row, sheet));
    });
  }
}

test('the kernel gives what the evaluator gives, on random packs, rows and states', { timeout: 3_600_000 }, () => {
  const taken = { rows: 0, open: 0, evaluator: 0 };
  fc.assert(
    fc.property(fc.gen(), (value) => {
      const draw = new Draw(value);
      const sketch = drawSketch(draw, SIZE);
      // Short parts, so that some of the packs need several.
      expectAgreement(draw, sketch, planOf(sketch), ROWS, draw.pick([24_000, SHORT, 300]), taken);
    }),
    runs(PACKS),
  );
  // Each of the three ways was taken often; the evaluator by what is rare in real packs.
  expect(taken.open).toBeLessThan(taken.rows * 0.8);
  expect(taken.open - taken.evaluator).toBeGreaterThan(taken.rows * 0.3);
  expect(taken.evaluator).toBeLessThan(taken.rows * 0.25);
});

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

test.each(Object.entries(LARGE))('the kernel and the evaluator agree: %s', { timeout: 120_000 }, (_name, sketch) => {
  const plan = planOf(sketch);
  const taken = { rows: 0, open: 0, evaluator: 0 };
  fc.assert(
    fc.property(fc.gen(), (value) => expectAgreement(new Draw(value), sketch, plan, 20, 24_000, taken)),
    runs(25),
  );
  expect(taken.evaluator).toBeLessThan(taken.rows * 0.2);
});
