import { describe, expect, test } from 'vitest';
import { splitText } from '../../../src/scoring/kernel/codegen-program.ts';
import { createKernel } from '../../../src/scoring/kernel/kernel.ts';
import { commonMultiple, countBits, placeOf, pull } from '../../../src/scoring/kernel/kernel-library.ts';
import { prepareTallies } from '../../../src/table/tally-engine.ts';
import { planOf } from '../pack-sketch.ts';
import { expectRow } from './expect-row.ts';
import { rowsOf } from './random-rows.ts';

/** Ids and texts that would mean something if they were ever read as code. */
const HOSTILE = ['constructor', '__proto__', 'x-y', 'toString'];
const TEXTS = ['");process.exit(1);//', '`\u0024{process.exit(1)}`', '*/ throw 1 /*', "'+hostile+'", '\u2028hostile'];

describe('the generated text', () => {
  const plan = planOf({
    facts: [{ id: 'remark', type: 'text' }],
    optionSets: { hostileSet: HOSTILE.slice(2).map((id) => ({ id, text: TEXTS[0] })) },
    questions: [
      { id: 'hostileQuestion', text: TEXTS[1], type: 'single', options: 'hostileSet' },
      { id: 'valueOf', type: 'boolean', when: { remark: { enum: TEXTS } } },
    ],
    points: { valueOf: { true: 2, each: 1 }, all: { each: 1 } },
    scores: { hostileScore: { sum: 'all', when: { hostileQuestion: { enum: ['x-y'] } } } },
  });
  const kernel = createKernel(plan, prepareTallies);

  test('holds no word of a pack', () => {
    const own = [...HOSTILE, ...TEXTS, 'hostile', 'remark', 'valueOf', 'process', 'true);'];
    for (const source of kernel.sources) for (const word of own) expect(source).not.toContain(word);
    // Beside the frame there are names of one letter and a number, numbers, operators and calls of the library.
    const strings = kernel.sources.flatMap((source) => source.match(/"[^"]*"|'[^']*'|`/g) ?? []);
    expect(strings.every((text) => text === '"use strict"' || /^"v\d+"$/.test(text))).toBe(true);
  });

  test('still tells such answers apart', () => {
    const texts = [...TEXTS, 'another', '__proto__', 'constructor'];
    const sheets = texts.map(
      (value) =>
        new Map([
          ['remark', { state: 'answered' as const, value }],
          ['hostileQuestion', { state: 'answered' as const, value: 'x-y' }],
        ]),
    );
    const outcome = kernel.score(rowsOf(plan, sheets).columns);
    sheets.forEach((sheet, row) => {
      expectRow(plan, kernel, outcome, row, sheet);
    });
    expect([...(outcome.scores[0]?.state ?? [])]).toEqual([2, 2, 2, 2, 2, 1, 1, 1]);
  });

  test('is cut between statements, and passes on what later parts read', () => {
    const lines = ['const v0 = C0[r];', 'let v1;', 'if (v0 > 1) {', 'v1 = 2; }', 'const v2 = v0 + v1;', 'S0[r] = v2;'];
    const parts = splitText(lines, 20);
    expect(parts.map(({ lines: own }) => own.length)).toEqual([1, 1, 2, 1, 1]);
    expect(parts.map(({ taken }) => taken)).toEqual([[], [], ['v0', 'v1'], ['v0', 'v1'], ['v2']]);
    expect(parts.map(({ kept }) => kept)).toEqual([['v0'], ['v1'], ['v1'], ['v2'], []]);
  });
});

describe('what the text calls', () => {
  test('makes decimals whole', () => {
    expect([0, 5, -3, 0.1, 12.34, -0.000123, 99999999999999.9, 1e300, Number.POSITIVE_INFINITY].map(placeOf)).toEqual([
      1, 1, 1, 10, 100, 1e6, 10, 1, 1,
    ]);
    expect(placeOf(1.5e-20)).toBeNaN();
  });

  test('counts bits and finds multiples', () => {
    expect([0, 1, 0x80000000 | 0, -1, 0b1011].map(countBits)).toEqual([0, 1, 1, 32, 3]);
    expect([commonMultiple(4, 6), commonMultiple(5, 10), commonMultiple(10, 5), commonMultiple(7, 9)]).toEqual([
      12, 10, 10, 63,
    ]);
  });

  test('joins to a mean what pulls it further, and says when numbers grow too large', () => {
    const joining = (tops: number[], bottoms: number[], weights: number[]) => ({
      tops: Float64Array.from(tops),
      bottoms: Float64Array.from(bottoms),
      weights: Float64Array.from(weights),
    });
    // A mean of 3 over weight 2; 9/2 and 4 pull it up, 1 does not: (6 + 4.5 + 4) / 4.
    const up = joining([1, 9, 4], [1, 2, 1], [1, 1, 1]);
    pull(up, 3, 6, 1, 2, 1);
    expect((up.tops[0] as number) / ((up.bottoms[0] as number) * (up.weights[0] as number))).toBe(14.5 / 4);
    // Without any the one that goes furthest stays alone.
    const alone = joining([5, 7], [1, 1], [1, 3]);
    pull(alone, 2, 0, 1, 0, -1);
    expect([alone.tops[0], alone.weights[0]]).toEqual([5, 1]);
    const large = joining([2 ** 52, 3], [3, 7], [5, 1]);
    pull(large, 2, 1, 1, 1, 1);
    expect(large.tops[0]).toBeNaN();
  });
});
