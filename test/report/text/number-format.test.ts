import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compare, fromNumber, parseDecimal } from '../../../src/model/rational.ts';
import {
  formatCost,
  formatDate,
  formatMoney,
  formatNumber,
  formatRange,
  formatShare,
  roundForPrint,
} from '../../../src/report/text/number-format.ts';
import { EXPECTED_IN, messagesOf } from '../../messages.ts';

const [en, zh, de] = [messagesOf('en').numbers, messagesOf('zh').numbers, messagesOf('de').numbers];

/** What a person reads out of a printed number. */
function readBack(text: string, numbers: typeof en): number {
  return Number(text.replaceAll(numbers.group, '').replace(numbers.decimal, '.').replace('−', '-'));
}

describe('a number', () => {
  test.each([
    [48.4, 2, '48.4'],
    [60, 2, '60'],
    [2.9999999999999996, 2, '3'],
    [0.125, 2, '0.13'],
    [-0.125, 2, '−0.13'],
    [-0.001, 2, '0'],
    [1200, 0, '1200'],
    [12000, 0, '12,000'],
    [1234567.891, 1, '1,234,567.9'],
    [1e21, 0, '1,000,000,000,000,000,000,000'],
    [1e-7, 2, '0'],
  ])('the number %d with at most %d decimals is printed %s', (value, decimals, text) => {
    expect(formatNumber(value, { numbers: en, decimals })).toBe(text);
  });

  test('a number in German has a decimal comma', () => {
    expect(formatNumber(12345.5, { numbers: de, decimals: 2 })).toBe('12.345,5');
  });

  test.each([
    [59.996, 60, '59.996'],
    [60.004, 60, '60.004'],
    [59.994, 60, '59.99'],
    [60, 60, '60'],
    [59.9999999, 60, '59.9999999'],
    [99.999, 100, '99.999'],
  ])('the score %d at a gate of %d is printed %s', (value, gate, text) => {
    expect(formatNumber(value, { numbers: en, decimals: 2, gates: [gate] })).toBe(text);
  });

  test('a printed number never contradicts a gate, in any language', () => {
    const decimals = fc.integer({ min: 0, max: 6 });
    const number = fc.oneof(
      fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e9, max: 1e9 }),
      fc.tuple(fc.integer({ min: 0, max: 1000 }), fc.integer({ min: -50, max: 50 })).map(([a, b]) => a + b / 1e4),
    );
    fc.assert(
      fc.property(
        number,
        fc.array(fc.integer({ min: 0, max: 1000 }), { maxLength: 4 }),
        decimals,
        (value, gates, d) => {
          for (const numbers of [en, zh, de]) {
            const printed = readBack(formatNumber(value, { numbers, decimals: d, gates }), numbers);
            for (const gate of gates)
              expect(printed < gate ? -1 : printed > gate ? 1 : 0).toBe(Math.sign(value - gate) + 0);
          }
        },
      ),
    );
  });

  test('a printed number is within half a unit of its last decimal, and calculations use the printed number', () => {
    fc.assert(
      fc.property(
        fc.double({ noNaN: true, min: -1e6, max: 1e6 }),
        fc.integer({ min: 0, max: 4 }),
        (value, decimals) => {
          const text = formatNumber(value, { numbers: { ...en, group: '' }, decimals });
          const plain = text.replace('−', '-');
          expect(Math.abs(Number(plain) - value)).toBeLessThanOrEqual(0.5000001 * 10 ** -decimals);
          expect(text).not.toMatch(/\.\d*0$|^−0$|-/);
          const rounded = roundForPrint(value, decimals, []);
          expect(compare(rounded, parseDecimal(plain) ?? fromNumber(Number.NaN))).toBe(0);
        },
      ),
    );
  });
});

describe('a share', () => {
  test.each([
    [0, '0%'],
    [1, '100%'],
    [0.5, '50%'],
    [0.995, '99.5%'],
    [0.9999, '99.99%'],
    [0.001, '0.1%'],
    [0.484, '48%'],
  ])('a share of %d is printed %s, so only exact ends look like all or nothing', (share, text) => {
    expect(formatShare(share, en)).toBe(text);
  });

  test('a share in German has a space before the percent sign', () => {
    expect(formatShare(0.125, de, 1)).toBe('12,5\u00a0%');
  });
});

describe('money', () => {
  test.each([
    [1_000_000, '1,000,000 CNY', '1.000.000\u00a0CNY', '100万元'],
    [300_000_000, '300,000,000 CNY', '300.000.000\u00a0CNY', '3亿元'],
    [150_000_000, '150,000,000 CNY', '150.000.000\u00a0CNY', '1.5亿元'],
    [123_450_000, '123,450,000 CNY', '123.450.000\u00a0CNY', '12,345万元'],
    [12_500, '12,500 CNY', '12.500\u00a0CNY', '1.25万元'],
    [12_345, '12,345 CNY', '12.345\u00a0CNY', '12,345元'],
    [5_000, '5,000 CNY', '5.000\u00a0CNY', '5000元'],
    [0, '0 CNY', '0\u00a0CNY', '0元'],
    [-80_000, '−80,000 CNY', '−80.000\u00a0CNY', '−8万元'],
    [99.5, '99.50 CNY', '99,50\u00a0CNY', '99.50元'],
    [25_000.5, '25,000.50 CNY', '25.000,50\u00a0CNY', '25,000.50元'],
  ])('money of %d is formatted', (amount, ...texts) => {
    expect([en, de, zh].map((numbers) => formatMoney(amount, 'CNY', numbers))).toEqual(texts);
  });

  test('large units of money are used only if the result is exact', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2_000_000_000 }), (amount) => {
        const text = formatMoney(amount, 'CNY', zh).replaceAll(',', '');
        const [, number = '', unit = ''] = /^([\d.]+)(亿|万|)元$/.exec(text) ?? [];
        const size = { 亿: 1e8, 万: 1e4 }[unit] ?? 1;
        expect(Math.round(Number(number) * size)).toBe(amount);
      }),
    );
  });

  test('a range of money is formatted from its lower to its upper amount', () => {
    const said = [en, de, zh].map((numbers) => formatCost({ low: 5_000, high: 80_000, currency: 'CNY' }, numbers));
    expect(said).toEqual(['5,000–80,000 CNY', '5.000–80.000\u00a0CNY', '5000元～8万元']);
    expect(formatCost({ low: 20_000, high: 80_000, currency: 'CNY' }, zh)).toBe('2万～8万元');
    expect(formatCost({ low: 5_000, high: 5_000, currency: 'EUR' }, en)).toBe('5,000 EUR');
  });
});

describe('a range', () => {
  const write = (value: number): string => formatNumber(value, { numbers: en, decimals: 1 });

  test('a range prints its ends from low to high, one number if both look alike, and words if an end is missing', () => {
    expect(formatRange(43.4, 53.4, { numbers: en, write })).toBe('43.4–53.4');
    expect(formatRange(43.41, 43.42, { numbers: en, write })).toBe('43.4');
    expect(formatRange(-3, 5, { numbers: en, write })).toBe('−3 to 5');
    expect(formatRange(43.4, null, { numbers: en, write })).toBe('at least 43.4');
    expect(formatRange(null, 53.4, { numbers: en, write })).toBe('at most 53.4');
    expect(formatRange(null, null, { numbers: en, write })).toBeUndefined();
  });
});

describe('a date', () => {
  test('a date is formatted from a day or a time stamp; other text stays', () => {
    expect(EXPECTED_IN.map((language) => formatDate('2026-11-24', messagesOf(language).numbers))).toEqual([
      '24 November 2026',
      '2026年11月24日',
      '24. November 2026',
    ]);
    expect(formatDate('2026-11-24T23:59:59Z', en)).toBe('24 November 2026');
    expect(formatDate('autumn', en)).toBe('autumn');
  });
});
