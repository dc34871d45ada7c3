import { expect, test } from 'vitest';
import type { NumberBinding } from '../../src/table/row-block.ts';
import { readingOf, scanBlocks } from './scan-bytes.ts';

const PLAIN: NumberBinding = {
  kind: 'number',
  input: 0,
  decimal: '.',
  factor: 1,
  units: new Map(),
  states: new Map(),
};

/** The numbers of a column, and which rows have a fault. */
function read(texts: readonly string[], use: NumberBinding): { values: number[]; faults: string[] } {
  const values: number[] = [];
  const faults: string[] = [];
  const bytes = Buffer.from(texts.map((text) => `${text}\n`).join(''));
  scanBlocks(bytes, readingOf([use]), bytes.length, { block: 4096 }, (block) => {
    values.push(...(block.number.get(0) as Float64Array).subarray(0, block.rows));
    faults.push(...block.faults.map(({ code, value }) => `${code} ${value}`));
  });
  return { values, faults };
}

/** Knuth's generator of 32 bits. */
function createDraw(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

test('a number written by a program is read as the double it was written from', () => {
  const draw = createDraw(7);
  const doubles = Array.from({ length: 40_000 }, (_, i) => {
    const value = (draw() + draw() / 2 ** 32) * 10 ** Math.floor(draw() * 20 - 8);
    if (i % 4 === 0) return (Math.floor(draw() * 9000) * 100) / (1 + Math.floor(draw() * 99));
    return i % 2 ? value : -value;
  });
  const texts = doubles.map(String);
  expect(texts.filter((text) => text.replace(/\D/g, '').length > 16).length).toBeGreaterThan(10_000);
  expect(read(texts, { ...PLAIN, isFull: true })).toEqual({ values: texts.map(Number), faults: [] });
});

test('decimals of 16 and 17 digits are rounded as JavaScript does, also at halves and powers of two', () => {
  const draw = createDraw(11);
  const texts = Array.from({ length: 40_000 }, (_, i) => {
    const digits = String(1 + Math.floor(draw() * 9)) + String(draw()).slice(2, 11) + String(draw()).slice(2, 9);
    const whole = digits.slice(0, 16 + (i % 2));
    const at = Math.floor(draw() * whole.length);
    return i % 5 === 0 ? `0.${'0'.repeat(i % 6)}${whole}` : `${whole.slice(0, at) || '0'}.${whole.slice(at)}`;
  });
  // Halfway between two doubles, just below a power of two, and at the edge of what is whole.
  texts.push(
    '1.0000000000000002',
    '0.99999999999999994',
    '9007199254740993.0',
    '4503599627370497.5',
    '2.0000000000000004',
  );
  texts.push(
    '1.00000000000000011',
    '1.00000000000000033',
    '0.12500000000000003',
    '8.0000000000000009',
    '12345678901234567',
  );
  expect(read(texts, { ...PLAIN, isFull: true })).toEqual({ values: texts.map(Number), faults: [] });
});

test('a number with more digits than a double keeps is refused, and no double is infinite', () => {
  const long = '33.3333333333333361';
  expect(read([long, '1.5'], PLAIN)).toEqual({ values: [0, 1.5], faults: [`number-too-long ${long}`] });
  expect(read(['1e999', '1e-7', '0.1'], { ...PLAIN, isFull: true })).toEqual({
    values: [0, 1e-7, 0.1],
    faults: ['number-too-long 1e999'],
  });
});
