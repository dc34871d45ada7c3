import { describe, expect, test } from 'vitest';
import type { Shape } from '../../src/charts/svg-shape.ts';
import { drawTrend, type TrendPoint } from '../../src/charts/trend-line.ts';
import { at, find, wordsOf } from './find-elements.ts';

describe('a trend line', () => {
  const points = (values: readonly (readonly [day: number, low: number, high: number])[]): TrendPoint[] =>
    values.map(([day, lowest, highest], i) => ({
      day,
      lowest,
      highest,
      when: `2026-0${i + 1}-01`,
      text: String(lowest),
      look: i === 0 ? 'earlier' : 'now',
    }));
  const write = String;

  test('the points of a trend are placed to scale by day and value', () => {
    const trend = drawTrend(
      points([
        [0, 10, 10],
        [100, 50, 50],
        [300, 30, 40],
      ]),
      100,
      { label: 'x', write },
    );
    const [square] = find(trend, 'earlier');
    const dots = find(trend, 'now');
    const xs = [at(square, 'x') + 5, ...dots.map((dot) => at(dot, 'cx'))] as [number, number, number];
    expect((xs[2] - xs[0]) / (xs[1] - xs[0])).toBeCloseTo(3, 2);
    const ys = [at(square, 'y') + 5, ...dots.map((dot) => at(dot, 'cy'))] as [number, number, number];
    expect((ys[0] - ys[2]) / (ys[0] - ys[1])).toBeCloseTo(0.5, 2);
    // Only the last one is open.
    expect(find(trend, 'possible')).toHaveLength(1);
  });

  test.each([2, 3, 9])('the ranges printed at the first and last of %i points touch neither axis nor edge', (count) => {
    const open = points(Array.from({ length: count }, (_, i) => [i * 100, 49.25, 56.25] as const));
    const drawing = drawTrend(
      open.map((point) => ({ ...point, text: '49.25～56.25' })),
      100,
      { label: 'x', write },
    );
    const [, , width = 0] = String(drawing.attributes.viewBox).split(' ').map(Number);
    const axis = at(find(drawing, 'axis')[0], 'x1');
    const values = find(drawing, 'label');
    expect(values.length).toBeGreaterThan(1);
    for (const value of values) {
      const x = at(value, 'x');
      // In DejaVu Sans, a wide font: ten digits and points of 0.636 and 0.318 em, and one sign of 1 em, at 12 px.
      const wide = 12 * (8 * 0.636 + 2 * 0.318 + 1);
      const begins = value.attributes['text-anchor'] === 'end' ? x - wide : x - wide / 2;
      expect(begins).toBeGreaterThan(axis);
      expect(begins + wide).toBeLessThan(width);
    }
  });

  test('dates at both ends are within the drawing, however long they are', () => {
    const dated = points([
      [0, 40, 40],
      [200, 50, 50],
    ]).map((point) => ({ ...point, when: '15. September 2026' }));
    const drawing = drawTrend(dated, 100, { label: 'x', write });
    const [, , width = 0] = String(drawing.attributes.viewBox).split(' ').map(Number);
    const dates = find(drawing, 'small').filter((text) => wordsOf(text).join('').includes('September'));
    expect(dates).toHaveLength(2);
    for (const date of dates) {
      // 18 characters of about 0.55 em, at 11 px.
      expect(at(date, 'x') - (18 * 6) / 2).toBeGreaterThanOrEqual(0);
      expect(at(date, 'x') + (18 * 6) / 2).toBeLessThanOrEqual(width);
    }
  });

  test('among many close points, only labels that do not overlap are drawn, and the last point’s always is', () => {
    const crowded = drawTrend(points(Array.from({ length: 9 }, (_, i) => [i, i, i] as const)), 10, {
      label: 'x',
      write,
    });
    const days = wordsOf(crowded).filter((text) => text.startsWith('2026'));
    expect(days).toContain('2026-09-01');
    expect(days.length).toBeLessThan(6);
    expect(find(crowded, 'now')).toHaveLength(8);
  });

  const quarters = (count: number, from = 2022 * 4 + 3): TrendPoint[] =>
    Array.from({ length: count }, (_, i) => ({
      day: i * 91,
      step: from + i,
      lowest: i,
      highest: i,
      when: `${Math.floor((from + i) / 4)}Q${((from + i) % 4) + 1}`,
      text: String(i),
      look: 'now',
    }));
  const labelsOf = (drawing: Shape): { text: string; x: number }[] =>
    find(drawing, 'small').flatMap((one) => {
      const [text] = wordsOf(one);
      return text?.includes('Q') ? [{ text, x: at(one, 'x') }] : [];
    });

  test.each([
    [5, ['2022Q4', '2023Q1', '2023Q2', '2023Q3', '2023Q4']],
    // The last one has no room.
    [6, ['2022Q4', '2023Q2', '2023Q4']],
    [13, ['2022Q4', '2023Q4', '2024Q4', '2025Q4']],
    // The last one has.
    [12, ['2022Q4', '2023Q4', '2024Q4', '2025Q3']],
    [17, ['2022Q4', '2023Q4', '2024Q4', '2025Q4', '2026Q4']],
    [40, ['2022Q4', '2026Q4', '2030Q4']],
  ])('a trend over %i quarters labels them at equal intervals', (count, labels) => {
    const found = labelsOf(drawTrend(quarters(count), count, { label: 'x', write }));
    expect(found.map(({ text }) => text)).toEqual(labels);
    // In DejaVu Sans, a wide font, such a text is 43.6 wide at 11 px: five digits of 0.636 em and a Q of 0.787 em.
    for (const [i, { x }] of found.entries()) if (i > 0) expect(x - (found[i - 1]?.x ?? 0)).toBeGreaterThan(43.6 + 5);
  });

  test('a trend without some quarters labels the others at the same places', () => {
    const shown = quarters(17).filter((_, i) => i % 4 === 0 || i === 7);
    const labels = labelsOf(drawTrend(shown, 17, { label: 'x', write })).map(({ text }) => text);
    expect(labels).toEqual(['2022Q4', '2023Q4', '2024Q4', '2025Q4', '2026Q4']);
  });

  test.each([
    [1, ['0', '1']],
    [2, ['0', '1', '2']],
    [3, ['0', '1', '2', '3']],
    [4, ['0', '1', '2', '3', '4']],
    [12, ['0', '2', '4', '6', '8', '10', '12']],
  ])('counts up to %i have whole numbers on their axis', (most, ticks) => {
    const two = points([
      [0, 0, 0],
      [100, most, most],
    ]);
    const drawn = drawTrend(two, most, { label: 'x', write: (value) => value.toFixed(0), isCount: true });
    expect(wordsOf(drawn).slice(0, ticks.length)).toEqual(ticks);
    expect(find(drawn, 'axis')).toHaveLength(ticks.length);
  });

  test('an axis of values other than counts keeps its fractional labels', () => {
    const two = points([
      [0, 0, 0],
      [100, 1, 1],
    ]);
    expect(find(drawTrend(two, 1, { label: 'x', write }), 'axis')).toHaveLength(6);
  });

  test('a trend with two assessments on the same day can be drawn', () => {
    const same = drawTrend(
      points([
        [5, 1, 1],
        [5, 2, 2],
      ]),
      4,
      { label: 'x', write },
    );
    expect(at(find(same, 'now')[0], 'cx')).toBeGreaterThan(0);
  });
});

test('a trend of many points states the first and last value, and has a line to its target', () => {
  const points = Array.from({ length: 20 }, (_, i) => ({
    day: 100 * i,
    lowest: 1000 + 10 * i,
    highest: 1000 + 10 * i,
    when: `Q${i}`,
    text: `v${i}`,
    look: 'now',
  }));
  const aim = points.map(({ day, when }, i) => ({ day, value: 500 + 40 * i, when }));
  const drawing = drawTrend(points, 1300, { label: 'x', write: (value) => `${value}`, aim });
  expect(wordsOf(drawing).filter((word) => word.startsWith('v'))).toEqual(['v0', 'v19']);
  expect(find(drawing, 'now')).toHaveLength(20);
  const way = String(find(drawing, 'aim')[0]?.attributes.d);
  const heights = [...way.matchAll(/,([\d.]+)/g)].map(([, y]) => Number(y));
  // Straight, and through the first point's mark nowhere: 500 lies below 1,000.
  expect(heights[0]).toBeGreaterThan(at(find(drawing, 'now')[0], 'cy'));
  expect((heights[0] as number) - (heights[10] as number)).toBeCloseTo(
    ((heights[0] as number) - (heights[5] as number)) * 2,
    1,
  );
  expect(find(drawTrend(points, 1300, { label: 'x', write: String }), 'aim')).toHaveLength(0);
});

test('the line to the target continues from the last value to the target’s date', () => {
  const points = [0, 100].map((day) => ({ day, lowest: 5, highest: 5, when: `d${day}`, text: '5', look: 'now' }));
  const aim = [0, 100, 400].map((day) => ({ day, value: 5 + day / 100, when: `d${day}` }));
  const drawing = drawTrend(points, 10, { label: 'x', write: String, aim });
  const way = String(find(drawing, 'aim')[0]?.attributes.d);
  const places = [...way.matchAll(/[ML]([\d.]+),/g)].map(([, x]) => Number(x));
  expect(places[1]).toBeCloseTo(at(find(drawing, 'now').at(-1), 'cx'), 1);
  expect(places[2]).toBeGreaterThan(at(find(drawing, 'now').at(-1), 'cx'));
  expect(wordsOf(drawing).filter((word) => word.startsWith('d'))).toContain('d400');
});
