// The colours and styles of drawings, by the class of each shape.

/**
 * The colours of drawings, on white paper and on dark screens: the palette of Okabe and Ito (jfly.uni-koeln.de/color),
 * which colour-blind people can distinguish. Dashes, marks and labels convey the same information.
 */
export const COLOURS = {
  light: {
    ink: '#1b2430',
    soft: '#566273',
    line: '#d3d9e1',
    paper: '#ffffff',
    blue: '#0072b2',
    orange: '#b35c00',
    green: '#00785a',
    purple: '#8f4a75',
    red: '#b3261e',
  },
  dark: {
    ink: '#e8ecf1',
    soft: '#a6b1bf',
    line: '#414c5a',
    paper: '#1b212a',
    blue: '#56b4e9',
    orange: '#e69f00',
    green: '#2fc59b',
    purple: '#dd9cc0',
    red: '#ff9d94',
  },
} as const;

export type Colour = keyof (typeof COLOURS)['light'];

/** The SVG properties with which a shape is drawn. `$blue` stands for a colour of the palette. */
export type ShapeStyle = Readonly<Record<string, string>>;

/**
 * Shades for low to high values, in one hue, so that their order is visible even without colour. The second colour of
 * each pair is for text on the first.
 */
export const RAMP = [
  ['#e8eff5', '#1b2430'],
  ['#bed7ea', '#1b2430'],
  ['#8cb9da', '#1b2430'],
  ['#4c8fc0', '#000000'],
  ['#1a669b', '#ffffff'],
  ['#0b3f66', '#ffffff'],
] as const;

/** Returns the style of an area or line that shows a series of values, with its marks. */
function createSeriesStyle(
  colour: Colour,
  { dash, fill }: { readonly dash?: string; readonly fill: string },
): ShapeStyle {
  return {
    fill: `$${colour}`,
    'fill-opacity': fill,
    stroke: `$${colour}`,
    'stroke-width': '2.5',
    ...(dash === undefined ? {} : { 'stroke-dasharray': dash }),
  };
}

/** The style of each class. If an element has two classes, the one that comes later in this list wins. */
export const CLASS_STYLES: Readonly<Record<string, ShapeStyle>> = {
  ring: { fill: 'none', stroke: '$line' },
  axis: { fill: 'none', stroke: '$line' },
  pointer: { fill: 'none', stroke: '$ink', 'stroke-width': '1', 'stroke-dasharray': '2 2' },
  rule: { fill: 'none', stroke: '$soft' },
  track: { fill: '$line', stroke: 'none' },
  bar: { fill: '$blue', stroke: 'none' },
  possible: createSeriesStyle('blue', { dash: '2 3', fill: '0.08' }),
  now: createSeriesStyle('blue', { fill: '0.25' }),
  target: createSeriesStyle('orange', { dash: '7 4', fill: '0.06' }),
  peers: createSeriesStyle('green', { dash: '2 4', fill: '0' }),
  earlier: createSeriesStyle('purple', { dash: '10 3 2 3', fill: '0' }),
  solid: { 'fill-opacity': '1', stroke: 'none' },
  open: { fill: '$paper', stroke: '$soft', 'stroke-dasharray': '3 2', 'stroke-width': '1' },
  empty: { fill: 'none', stroke: '$line' },
  dot: { 'fill-opacity': '1', stroke: 'none' },
  mark: { fill: '$ink', stroke: 'none' },
  ...Object.fromEntries(RAMP.map(([fill], i) => [`step-${i}`, { fill, stroke: '$paper', 'stroke-width': '1.5' }])),
  node: { stroke: '$soft', 'stroke-width': '1' },
  box: { fill: '$green', 'fill-opacity': '0.22', stroke: '$green', 'stroke-width': '1.5' },
  median: { stroke: '$green', 'stroke-width': '3', fill: '$green' },
  aim: { fill: 'none', stroke: '$orange', 'stroke-width': '2', 'stroke-dasharray': '7 4' },
  course: { fill: 'none', stroke: '$soft', 'stroke-width': '1.5' },
  'mark-line': { stroke: '$ink', 'stroke-width': '2.5' },
  label: { fill: '$ink', 'font-size': '12px' },
  strong: { 'font-weight': '700' },
  small: { fill: '$soft', 'font-size': '11px' },
  figure: { fill: '$ink', 'font-size': '28px', 'font-weight': '700' },
  ...Object.fromEntries(RAMP.map(([, ink], i) => [`on-step-${i}`, { fill: ink, 'font-size': '11px' }])),
};

/** Returns the index of the shade in `RAMP` for a share from 0 to 1. */
export function stepOf(share: number): number {
  return Math.min(RAMP.length - 1, Math.max(0, Math.round(share * (RAMP.length - 1))));
}

/** Writes the style sheet of the drawings in a page, with light and dark colours; printed pages are light. */
export function writeChartStyle(): string {
  const writeColourVariables = (theme: keyof typeof COLOURS): string =>
    `.chart{${Object.entries(COLOURS[theme])
      .map(([name, colour]) => `--chart-${name}:${colour}`)
      .join(';')}}`;
  const rules = Object.entries(CLASS_STYLES).map(([name, look]) => {
    const properties = Object.entries(look).map(
      ([property, value]) => `${property}:${value.replace(/^\$(.*)$/, 'var(--chart-$1)')}`,
    );
    return `.chart .${name}{${properties.join(';')}}`;
  });
  // On a dark screen, the darkest shade is hardly visible without an outline.
  const darkest = `.chart .step-${RAMP.length - 1}{stroke:var(--chart-soft);stroke-width:1}`;
  return [
    writeColourVariables('light'),
    `@media screen and (prefers-color-scheme:dark){${writeColourVariables('dark')}}`,
    ...rules,
    `@media screen and (prefers-color-scheme:dark){${darkest}}`,
  ].join('\n');
}
