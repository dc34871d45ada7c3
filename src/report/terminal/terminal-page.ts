// Determines the width and colours of a terminal page.
import { Chalk } from 'chalk';
import type { TerminalOptions } from './terminal-options.ts';
import { textWidth } from './terminal-text.ts';

type Paint = InstanceType<typeof Chalk>;

/** A terminal to write on. */
export interface TerminalPage {
  readonly paint: Paint;
  /** The number of columns used, limited so that long lines stay readable. */
  readonly width: number;
  /** The number of all columns of the terminal, for lines of a file. */
  readonly columns: number;
}

const MIN_PAGE_WIDTH = 60;
const MAX_PAGE_WIDTH = 120;
/** The indent of text below a heading. */
export const INDENT = '  ';

export function makeTerminalPage({ color, width }: TerminalOptions): TerminalPage {
  return {
    paint: new Chalk({ level: color ? 1 : 0 }),
    width: Math.min(MAX_PAGE_WIDTH, Math.max(MIN_PAGE_WIDTH, width)),
    columns: width,
  };
}

/** A page without colours and without a limit on the length of lines, for other programs. */
export const UNWRAPPED_PAGE: TerminalPage = {
  paint: new Chalk({ level: 0 }),
  width: Number.POSITIVE_INFINITY,
  columns: Number.POSITIVE_INFINITY,
};

export function labelWidthOf(labels: readonly string[]): number {
  return Math.max(0, ...labels.map(textWidth));
}
