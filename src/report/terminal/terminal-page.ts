// Sections and items of a terminal page.
import { Chalk } from 'chalk';
import type { TextLine } from '../text/condition-text.ts';
import type { TerminalOptions } from './terminal-options.ts';
import { padEnd, sanitizeLine, textWidth, wrapHanging, wrapText } from './terminal-text.ts';

type Paint = InstanceType<typeof Chalk>;

/** A terminal to write on. */
export interface TerminalPage {
  readonly paint: Paint;
  /** Columns used: enough to read, few enough that lines stay readable. */
  readonly width: number;
  /** All columns of the terminal, for lines of a file. */
  readonly columns: number;
}

const NARROWEST_PAGE = 60;
const WIDEST_PAGE = 120;
/** The indent of text below a heading. */
export const INDENT = '  ';

export function makeTerminalPage({ color, width }: TerminalOptions): TerminalPage {
  return {
    paint: new Chalk({ level: color ? 1 : 0 }),
    width: Math.min(WIDEST_PAGE, Math.max(NARROWEST_PAGE, width)),
    columns: width,
  };
}

/** A page without colours whose lines are as long as needed, as programs want them. */
export const UNWRAPPED_PAGE: TerminalPage = {
  paint: new Chalk({ level: 0 }),
  width: Number.POSITIVE_INFINITY,
  columns: Number.POSITIVE_INFINITY,
};

/** Joins groups of lines with a blank line between them; ends with a newline. */
export function joinGroups(groups: readonly (readonly string[])[]): string {
  const filled = groups.filter(({ length }) => length > 0);
  return `${filled.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

/** A heading and the lines below it. */
export function section(page: TerminalPage, heading: string, lines: readonly string[] = []): string[] {
  return [...wrapText(sanitizeLine(heading), page.width).map((line) => page.paint.bold(line)), ...lines];
}

/** Text below a heading, with a mark before its first line. */
export function item(
  page: TerminalPage,
  mark: string,
  text: string,
  paint: (line: string) => string = (line) => line,
): string[] {
  return wrapHanging(INDENT + mark, sanitizeLine(text), page.width).map((line) => paint(line));
}

/** Items with a bullet each, those below a line indented. */
export function bulletLines(lines: readonly (string | TextLine)[], page: TerminalPage, mark = '• '): string[] {
  return lines.flatMap((line) => {
    const { text, parts = [] } = typeof line === 'string' ? { text: line } : line;
    return [...item(page, mark, text), ...bulletLines(parts, page, `  ${mark}`)];
  });
}

/** A label and its text, aligned in the same column on every such line; `mark` precedes the text. */
export function labelled(page: TerminalPage, label: string, text: string, labelWidth: number, mark = ''): string[] {
  const start = `${INDENT}${padEnd(sanitizeLine(label), labelWidth)}${INDENT}`;
  return wrapHanging(start + mark, sanitizeLine(text), page.width).map((line, i) =>
    i === 0 ? page.paint.dim(start) + line.slice(start.length) : line,
  );
}

export function labelWidthOf(labels: readonly string[]): number {
  return Math.max(0, ...labels.map(textWidth));
}
