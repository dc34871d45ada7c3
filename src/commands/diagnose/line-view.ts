import { widthOf } from '../../report/terminal/width.ts';
import type { Asked } from './asked.ts';
import {
  countHelpPages,
  drawFoot,
  drawHead,
  drawHelp,
  drawRemarks,
  type Frame,
  helpHints,
  type KeyHint,
} from './frame.ts';
import type { Opener } from './keys.ts';
import type { EditedLine } from './line-editor.ts';
import { cutText, wrapLines } from './text.ts';

/** What a person has typed so far. */
export interface LineState {
  readonly line: EditedLine;
  /** Whether the line is still the proposed one: typing replaces it, and the arrow keys go to other questions. */
  readonly isProposed: boolean;
  readonly helpPage: number;
  /** The key after which the letter of a command is awaited. */
  readonly awaitsCommand: Opener | undefined;
  readonly fault: string | undefined;
}

/** Whether a slash and a question mark are commands now, rather than text. */
export function takesCommands({ slash }: Asked, { line, isProposed }: LineState): boolean {
  return slash !== 'text' || line.text === '' || isProposed;
}

/** The hint, a few lines to type in, a fault. */
const ROOM_TO_TYPE = 6;

/** Lines above the cursor, the last of which it stands at the end of; and lines below. */
export interface LineDrawing {
  readonly above: readonly string[];
  readonly below: readonly string[];
}

/** The question and the line under it. What stands behind the cursor is drawn from below and the cursor brought back. */
export function drawLine(asked: Asked, state: LineState, foot: readonly KeyHint[], frame: Frame): LineDrawing {
  const { paint, signs } = frame.look;
  const head = [...drawHead(asked, frame), ...drawRemarks(asked.remarks, frame)];
  const below = drawBelow(asked, state, foot, frame);
  const help = drawHelp(asked.help, state.helpPage, helpHeight(asked, foot, frame), frame);
  const prompt = `${signs.pointer} `;
  const { rows, behind } = layOut(state.line, frame.width - widthOf(prompt));
  const mark = state.isProposed ? paint.inverse : (row: string): string => row;
  const typed = rows.map(
    (row, index) => `${index === 0 ? paint.cyan(prompt) : ' '.repeat(widthOf(prompt))}${mark(row)}`,
  );
  const column = widthOf(prompt) + widthOf(rows[rows.length - 1] ?? '') + 1;
  const excursion = behind === '' ? '' : `\u001b[1A\u001b[${column}G${behind}\u001b[1B`;
  const hint = wrapLines(asked.hint, frame.width - 2).map((line) => paint.dim(`  ${line}`));
  // Of a very long text the rows above the cursor go out of sight.
  const room = frame.height - head.length - help.length - hint.length - below.length - 1;
  return {
    above: [...head, ...help, ...hint, ...typed.slice(-Math.max(1, room))],
    below: [excursion, ...below],
  };
}

/** How many pages the help of a line has in a frame. */
export function lineHelpPages(asked: Asked, foot: readonly KeyHint[], frame: Frame): number {
  return countHelpPages(asked.help, helpHeight(asked, foot, frame), frame);
}

function helpHeight(asked: Asked, foot: readonly KeyHint[], frame: Frame): number {
  const head = drawHead(asked, frame).length + drawRemarks(asked.remarks, frame).length;
  return frame.height - head - drawFoot(foot, asked.commands, { awaited: false }, frame).length - ROOM_TO_TYPE;
}

function drawBelow(asked: Asked, state: LineState, foot: readonly KeyHint[], frame: Frame): string[] {
  const fault = state.fault === undefined ? [] : wrapLines(state.fault, frame.width - 2);
  const { keys } = frame;
  const hints = [
    ...foot,
    ...(state.isProposed ? [[keys.end, keys.edit] as const] : []),
    ...(takesCommands(asked, state) ? helpHints(state.helpPage, lineHelpPages(asked, foot, frame), keys) : []),
  ];
  const opener = takesCommands(asked, state) ? undefined : 'Esc';
  const form = { awaited: state.awaitsCommand !== undefined, opener } as const;
  return [...fault.map((line) => frame.look.paint.red(`  ${line}`)), ...drawFoot(hints, asked.commands, form, frame)];
}

/** The rows up to the cursor, and what stands behind it on its row. Text behind that row is not shown. */
function layOut({ text, cursor }: EditedLine, width: number): { rows: string[]; behind: string } {
  const rows: string[] = [];
  let rest = text;
  let start = 0;
  for (;;) {
    // One column is kept for the cursor.
    const row = cutText(rest, width - 1);
    const end = start + row.length;
    if (cursor < end || end === text.length) {
      const split = cursor - start;
      return { rows: [...rows, row.slice(0, split)], behind: row.slice(split) };
    }
    rows.push(row);
    rest = rest.slice(row.length);
    start = end;
  }
}
