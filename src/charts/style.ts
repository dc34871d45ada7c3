import { COLOURS, LOOKS, RAMP } from './palette.ts';

/** The style sheet of drawings in a page, in light and dark; printed they are light. */
export function writeChartStyle(): string {
  const variables = (theme: keyof typeof COLOURS): string =>
    `.chart{${Object.entries(COLOURS[theme])
      .map(([name, colour]) => `--chart-${name}:${colour}`)
      .join(';')}}`;
  const rules = Object.entries(LOOKS).map(([name, look]) => {
    const properties = Object.entries(look).map(
      ([property, value]) => `${property}:${value.replace(/^\$(.*)$/, 'var(--chart-$1)')}`,
    );
    return `.chart .${name}{${properties.join(';')}}`;
  });
  // The darkest step of the ramp is hardly seen on a dark screen but for its outline.
  const darkest = `.chart .step-${RAMP.length - 1}{stroke:var(--chart-soft);stroke-width:1}`;
  return [
    variables('light'),
    `@media screen and (prefers-color-scheme:dark){${variables('dark')}}`,
    ...rules,
    `@media screen and (prefers-color-scheme:dark){${darkest}}`,
  ].join('\n');
}
