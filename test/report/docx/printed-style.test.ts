import { expect, test } from 'vitest';
import { CLASS_STYLES, COLOURS, RAMP, writeChartStyle } from '../../../src/charts/chart-style.ts';
import { shape } from '../../../src/charts/svg-shape.ts';
import { printedStyle } from '../../../src/report/docx/docx-drawing.ts';

test('shapes for print state the colours for paper', () => {
  expect(printedStyle(shape('path', { class: 'peers', d: 'M0,0' }))).toEqual({
    d: 'M0,0',
    fill: COLOURS.light.green,
    'fill-opacity': '0',
    stroke: COLOURS.light.green,
    'stroke-dasharray': '2 4',
    'stroke-width': '2.5',
  });
});

test('the later of two class styles wins, as in the style sheet, but a shape’s own attribute overrides both', () => {
  const dot = printedStyle(shape('circle', { class: 'now dot', 'stroke-width': 7 }));
  expect(dot).toMatchObject({ fill: COLOURS.light.blue, stroke: 'none', 'stroke-width': '7' });
  const names = Object.keys(CLASS_STYLES);
  expect(names.indexOf('dot')).toBeGreaterThan(names.indexOf('now'));
});

test('the style sheet gives every class a style and both themes every colour', () => {
  const style = writeChartStyle();
  for (const name of Object.keys(CLASS_STYLES)) expect(style).toContain(`.chart .${name}{`);
  expect(Object.keys(COLOURS.dark)).toEqual(Object.keys(COLOURS.light));
  expect(style).not.toContain('$');
});

/** Relative luminance and contrast as WCAG 2.2 defines them (w3.org/TR/WCAG22, "relative luminance"). */
function luminance(colour: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one: string, other: string): number {
  const [high = 0, low = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (high + 0.05) / (low + 0.05);
}

test.each(['light', 'dark'] as const)('on %s paper, text and series have the contrast that WCAG requires', (theme) => {
  const { paper, ink, soft, blue, orange, green, purple } = COLOURS[theme];
  for (const words of [ink, soft]) expect(contrast(words, paper)).toBeGreaterThanOrEqual(4.5);
  for (const series of [blue, orange, green, purple]) expect(contrast(series, paper)).toBeGreaterThanOrEqual(3);
});

test('the colour ramp darkens step by step, so its order shows in greyscale and text on it stays legible', () => {
  const steps = RAMP.map(([fill]) => luminance(fill));
  expect(steps).toEqual([...steps].sort((a, b) => b - a));
  for (const [fill, ink] of RAMP) expect(contrast(fill, ink)).toBeGreaterThanOrEqual(4.5);
});
