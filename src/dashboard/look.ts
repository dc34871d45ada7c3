import { LOOKS } from '../charts/palette.ts';

/** The colours of the page, as they are now. */
export interface Look {
  readonly ink: string;
  readonly soft: string;
  readonly line: string;
  readonly paper: string;
  readonly accent: string;
  readonly font: string;
  colourOf(look: string): string;
}

/** Reads the colours that the style sheet gives drawings. */
export function readLook(figure: Element): Look {
  const chart = figure.querySelector('.chart') ?? figure;
  const style = getComputedStyle(chart);
  const variable = (name: string): string => style.getPropertyValue(`--chart-${name}`).trim() || '#808080';
  return {
    ink: variable('ink'),
    soft: variable('soft'),
    line: variable('line'),
    paper: variable('paper'),
    accent: variable('orange'),
    font: style.fontFamily,
    colourOf: (look) => (LOOKS[look]?.fill ?? '$soft').replace(/^\$(.*)$/, (_, name: string) => variable(name)),
  };
}
