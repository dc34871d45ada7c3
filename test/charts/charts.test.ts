import { describe, expect, test } from 'vitest';
import { drawBars } from '../../src/charts/bar-chart.ts';
import { breakLabel, labelWidth } from '../../src/charts/chart-labels.ts';
import { CLASS_STYLES } from '../../src/charts/chart-style.ts';
import { drawDumbbell } from '../../src/charts/dumbbell.ts';
import { drawGauge } from '../../src/charts/gauge.ts';
import { drawHeatMap } from '../../src/charts/heat-map.ts';
import { drawQuartileStrip } from '../../src/charts/quartile-strip.ts';
import { drawRadar } from '../../src/charts/radar.ts';
import type { Shape } from '../../src/charts/svg-shape.ts';
import { at, find, wordsOf } from './find-elements.ts';

const percent = (share: number): string => `${Math.round(share * 100)} %`;

test('every number inside a bar has a styled class, even on the segment of open answers', () => {
  const pieces = ['step-0', 'step-4', 'open'].map((look, i) => ({ look, share: 1 / 3, text: `${i}` }));
  const inside = drawBars([{ label: '', pieces, text: '', mark: undefined }]).children.filter(
    (child): child is Shape => typeof child !== 'string' && child.tag === 'text' && child.attributes.class !== 'label',
  );
  expect(inside).toHaveLength(3);
  for (const { attributes } of inside) expect(CLASS_STYLES).toHaveProperty(String(attributes.class));
});

describe('a gauge', () => {
  const segments = (['reached', 'reached', 'possible', 'ahead'] as const).map((state, i) => ({
    title: String(i + 1),
    state,
    isTarget: i === 2,
  }));
  const gauge = drawGauge(segments, '2', 'Regulated', 'The level');

  test('a gauge has a segment for each level, coloured by its state, and a frame around the target', () => {
    expect(['now', 'possible', 'track', 'target'].map((name) => find(gauge, name).length)).toEqual([2, 1, 1, 1]);
    expect(wordsOf(gauge)).toEqual(['1', '2', '3', '4', '2', 'Regulated']);
  });

  test('the segments of a gauge go from left to right and have the same size', () => {
    const numbers = find(gauge, 'label').slice(0, 4);
    const xs = numbers.map((one) => at(one, 'x'));
    expect(xs).toEqual([...xs].sort((a, b) => a - b));
    // A quarter of the half circle each: the labels lie mirrored.
    expect(xs[0]).toBeCloseTo(-(xs[3] as number), 2);
    expect(at(numbers[1], 'y')).toBeCloseTo(at(numbers[2], 'y'), 2);
  });
});

describe('a heat map', () => {
  const map = drawHeatMap(
    ['1', '2', '3'],
    [
      {
        title: 'Shop floor',
        rows: [
          { title: 'Planning', cells: [{ share: 0 }, { share: 1, text: '100 %' }, { share: null, isTarget: true }] },
          { title: 'Quality', cells: [{ share: 0.5 }, { share: 'open', text: '?' }, { share: null }] },
        ],
      },
    ],
    'x',
  );

  test('a heat map is darker for larger shares, marks open cells and leaves cells without a value empty', () => {
    expect(['step-0', 'step-5', 'step-3', 'open', 'empty', 'target'].map((name) => find(map, name).length)).toEqual([
      1, 1, 1, 1, 2, 1,
    ]);
    expect(wordsOf(map)).toEqual(['1', '2', '3', 'Shop floor', 'Planning', '100 %', 'Quality', '?']);
  });

  test('the cells of a heat map’s column are aligned, and all lie within the drawing', () => {
    const [first, second] = [find(map, 'step-0')[0], find(map, 'step-3')[0]];
    expect(at(first, 'x')).toBe(at(second, 'x'));
    expect(at(first, 'y')).toBeLessThan(at(second, 'y'));
    const [, , width = 0] = String(map.attributes.viewBox).split(' ').map(Number);
    for (const cell of find(map, 'empty')) expect(at(cell, 'x') + at(cell, 'width')).toBeLessThanOrEqual(width);
  });
});

describe('quartile strips', () => {
  const row = { title: 'Total', first: 0.25, median: 0.5, third: 0.75, own: 1, text: '97.5' };
  const draw = (own: number | undefined) =>
    drawQuartileStrip([{ ...row, own }], { label: 'x', beside: 'Percentile', percent });

  test('box, median and dot of a quartile strip share one scale', () => {
    const strip = draw(1);
    const axis = find(strip, 'axis').map((line) => at(line, 'x1'));
    const [box, median, dot] = ['box', 'median', 'now'].map((name) => find(strip, name)[0]);
    expect(at(box, 'x')).toBe(axis[1]);
    expect(at(box, 'x') + at(box, 'width')).toBeCloseTo(axis[3] as number, 2);
    expect(at(median, 'x1')).toBe(axis[2]);
    expect(at(dot, 'cx')).toBe(axis[4]);
  });

  test('a quartile strip has no dot while the enterprise’s own score is open', () => {
    expect(find(draw(undefined), 'now')).toEqual([]);
  });
});

test('a dumbbell chart has a square and a dot on each line', () => {
  const drawing = drawDumbbell(
    [{ title: 'A', from: 0, to: 1 }],
    { from: 'earlier', to: 'now' },
    { label: 'x', percent },
  );
  const axis = find(drawing, 'axis').map((line) => at(line, 'x1'));
  expect(at(find(drawing, 'earlier')[0], 'x') + 5).toBe(axis[0]);
  expect(at(find(drawing, 'now')[0], 'cx')).toBe(axis[4]);
});

test('the corners of a radar chart lie on its rings', () => {
  const radar = drawRadar(['a', 'b', 'c', 'd'], [{ name: 'now', shares: [1, 0.5, 0.25, 0], dotted: true }], 'x');
  const radii = find(radar, 'dot').map((dot) => Math.hypot(at(dot, 'cx'), at(dot, 'cy')));
  const whole = radii[0] as number;
  expect(radii.map((radius) => radius / whole)).toEqual([1, 0.5, 0.25, 0].map((share) => expect.closeTo(share, 3)));
});

describe('a label of a chart', () => {
  test('a label breaks at spaces and between Chinese characters, and no line begins with a closing mark', () => {
    expect(breakLabel('Production control system', { columns: 12 })).toEqual(['Production', 'control…']);
    expect(breakLabel('人员（各级相加）', { columns: 14, lines: 3 })).toEqual(['人员（各级相', '加）']);
    expect(breakLabel('人员（各级相加）', { columns: 6, lines: 4 })).toEqual(['人员', '（各级', '相加）']);
  });

  test('a word too long for a line is hyphenated', () => {
    for (const line of breakLabel('Geschwindigkeitsbegrenzungsanlage', { columns: 16, lines: 4 }))
      expect(labelWidth(line)).toBeLessThanOrEqual(22);
  });
});

describe('stacked bars', () => {
  const narrow = [
    { look: 'step-0', share: 0.01, text: '41' },
    { look: 'step-2', share: 0.9, text: '3690' },
    { look: 'step-5', share: 0.015, text: '62' },
    { look: 'step-4', share: 0.005, text: '20' },
    { look: 'open', share: 0.07, text: '287' },
  ];

  test.each(['broad', 'narrow'] as const)(
    'in %s form, numbers too wide for their segment of a stacked bar are below it, without overlapping',
    (form) => {
      const drawing = drawBars([{ label: 'All', pieces: narrow, text: 'n = 4100' }], form);
      const texts = drawing.children.filter((one): one is Shape => typeof one !== 'string' && one.tag === 'text');
      const numbers = texts.filter((one) => narrow.some(({ text }) => wordsOf(one)[0] === text));
      expect(numbers).toHaveLength(narrow.length);
      const pieces = drawing.children
        .filter((one): one is Shape => typeof one !== 'string' && one.tag === 'rect')
        .slice(1);
      const bottom = at(pieces[0], 'y') + at(pieces[0], 'height');
      const below = numbers.filter((one) => at(one, 'y') > bottom);
      expect(below.map((one) => wordsOf(one)[0])).toEqual(expect.arrayContaining(['41', '62', '20']));
      const ends = below.map((one) => {
        const half = ((wordsOf(one)[0] ?? '').length * 6.2) / 2;
        return [at(one, 'x') - half, at(one, 'x') + half] as const;
      });
      for (const [i, [left]] of ends.entries()) if (i > 0) expect(left).toBeGreaterThan(ends[i - 1]?.[1] as number);
      // Within the track, and on the page.
      const track = find(drawing, 'track')[0];
      expect(ends[0]?.[0]).toBeGreaterThanOrEqual(at(track, 'x') - 1);
      expect(ends.at(-1)?.[1]).toBeLessThanOrEqual(at(track, 'x') + at(track, 'width') + 1);
      const [, , , height] = String(drawing.attributes.viewBox).split(' ').map(Number);
      for (const one of below) expect(at(one, 'y')).toBeLessThan(height as number);
    },
  );

  test('stacked bars take no extra height if every number fits inside its segment', () => {
    const height = (pieces: typeof narrow): number =>
      Number(String(drawBars([{ label: '', pieces, text: '' }]).attributes.viewBox).split(' ')[3]);
    expect(height(narrow.slice(1, 2))).toBeLessThan(height(narrow));
  });
});
