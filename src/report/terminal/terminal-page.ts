// Sections and items of a terminal page.
import { Chalk } from 'chalk';
import { padEnd, sanitizeLine, textWidth, wrapHanging, wrapText } from './terminal-text.ts';

type Paint = InstanceType<typeof Chalk>;

/** A terminal to write on. */
export interface TerminalPage {
  readonly paint: Paint;
  /** Columns used: enough to read, few enough that lines stay readable. */
  readonly width: number;
}

const NARROWEST_PAGE = 60;
const WIDEST_PAGE = 120;
/** The indent of text below a heading. */
export const INDENT = '  ';

/** How to print on a terminal. */
export interface TerminalOptions {
  readonly color: boolean;
  /** Columns of the terminal; on a very wide one, not all are used. */
  readonly width: number;
}

export function makeTerminalPage({ color, width }: TerminalOptions): TerminalPage {
  return { paint: new Chalk({ level: color ? 1 : 0 }), width: Math.min(WIDEST_PAGE, Math.max(NARROWEST_PAGE, width)) };
}

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
