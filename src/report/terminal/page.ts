import { Chalk } from 'chalk';
import { hang, padEnd, plainLine, wrapText } from './line.ts';
import { widthOf } from './width.ts';

export type Paint = InstanceType<typeof Chalk>;

/** A terminal to write on. */
export interface Page {
  readonly paint: Paint;
  /** Columns used: enough to read, few enough that lines stay readable. */
  readonly width: number;
}

const NARROWEST = 60;
const WIDEST = 120;
const INDENT = '  ';

export function makePage(color: boolean, width: number): Page {
  return { paint: new Chalk({ level: color ? 1 : 0 }), width: Math.min(WIDEST, Math.max(NARROWEST, width)) };
}

/** A heading and what stands below it. */
export function section(page: Page, heading: string, lines: readonly string[]): string[] {
  return [...wrapText(plainLine(heading), page.width).map((line) => page.paint.bold(line)), ...lines];
}

/** Text below a heading, with a mark before its first line. */
export function item(
  page: Page,
  mark: string,
  text: string,
  paint: (line: string) => string = (line) => line,
): string[] {
  return hang(INDENT + mark, plainLine(text), page.width).map((line) => paint(line));
}

/** A label and its text, the texts of several such lines standing below each other; `mark` begins the text. */
export function labelled(page: Page, label: string, text: string, labelWidth: number, mark = ''): string[] {
  const start = `${INDENT}${padEnd(plainLine(label), labelWidth)}${INDENT}`;
  return hang(start + mark, plainLine(text), page.width).map((line, i) =>
    i === 0 ? page.paint.dim(start) + line.slice(start.length) : line,
  );
}

export function labelWidthOf(labels: readonly string[]): number {
  return Math.max(0, ...labels.map(widthOf));
}
