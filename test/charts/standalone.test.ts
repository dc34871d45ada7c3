import { expect, test } from 'vitest';
import { COLOURS, LOOKS } from '../../src/charts/palette.ts';
import { drawRadar } from '../../src/charts/radar.ts';
import { writeStandaloneSvg } from '../../src/charts/standalone.ts';
import { writeChartStyle } from '../../src/charts/style.ts';

const RADAR = drawRadar(['A & B', '<c>', '数据'], [{ name: 'now', shares: [1, 0.5, 0.25], dotted: true }], 'x');

test('a drawing as a file of its own needs no style sheet: colours are written out, classes are gone', () => {
  const svg = writeStandaloneSvg(RADAR);
  expect(svg).not.toContain('class=');
  expect(svg).not.toMatch(/\$|var\(/);
  expect(svg).toContain(`stroke="${COLOURS.light.blue}"`);
  expect(svg).toContain('A &amp; B');
  expect(svg).toMatch(
    /^<\?xml version="1.0" encoding="UTF-8"\?>\n<svg xmlns="http:\/\/www.w3.org\/2000\/svg" width="370" /,
  );
});

test('of two classes the later look wins, as in the style sheet', () => {
  const circle = /<circle [^>]*>/.exec(writeStandaloneSvg(RADAR))?.[0] ?? '';
  expect(circle).toContain(`fill="${COLOURS.light.blue}"`);
  expect(circle).toContain('stroke="none"');
  const names = Object.keys(LOOKS);
  expect(names.indexOf('dot')).toBeGreaterThan(names.indexOf('now'));
});

test('the style sheet gives every class a look and both themes every colour', () => {
  const style = writeChartStyle();
  for (const name of Object.keys(LOOKS)) expect(style).toContain(`.chart .${name}{`);
  expect(Object.keys(COLOURS.dark)).toEqual(Object.keys(COLOURS.light));
  expect(style).not.toContain('$');
});
