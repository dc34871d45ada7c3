import { widthOf } from '../../report/terminal/width.ts';
import type { AskedChoice } from './asked.ts';
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
import { wrapLines } from './text.ts';
import { windowAround } from './window.ts';

/** What a person has done at a question so far. */
export interface ChoiceState {
  /** Where the pointer stands; -1 before it was moved. */
  readonly pointer: number;
  /** The positions ticked; with one choice only, the pointer says it. */
  readonly ticked: readonly number[];
  /** Which page of the help is shown, from 0; -1 is none. */
  readonly helpPage: number;
  /** The key after which the letter of a command is awaited. */
  readonly awaitsCommand: Opener | undefined;
  readonly fault: string | undefined;
}

/** At least so many lines are left for the options when help is shown. */
const FEWEST_OPTION_LINES = 6;

/** The question with its options as lines that fit the frame; long lists show the part around the pointer. */
export function drawChoice(asked: AskedChoice, state: ChoiceState, frame: Frame): string[] {
  const head = drawHead(asked, frame);
  const help = drawHelp(asked.help, state.helpPage, helpHeight(asked, frame), frame);
  const hint = asked.multiple ? [frame.look.paint.dim(`  ${asked.hint}`)] : [];
  const fault = drawFault(state.fault, frame);
  const fixed = head.length + help.length + hint.length + fault.length;
  const remarks = drawRemarks(asked.remarks, frame);
  const keys = [drawKeys(asked, state, frame, false), drawKeys(asked, state, frame, true)].find(
    ({ length }) => frame.height - fixed - remarks.length - length >= FEWEST_OPTION_LINES,
  );
  const foot = [...fault, ...(keys ?? drawKeys(asked, state, frame, true))];
  // The options matter more than all that is known of them.
  const spare = frame.height - fixed - (foot.length - fault.length) - FEWEST_OPTION_LINES;
  const known = remarks.slice(0, Math.max(1, spare));
  const room = frame.height - fixed - (foot.length - fault.length) - known.length;
  const options = drawOptions(asked, state, Math.max(3, room), frame);
  // Blank lines are for where there is room.
  const air = room - options.length;
  return [...head, ...known, ...help, ...hint, ...(air > 1 ? [''] : []), ...options, ...(air > 0 ? [''] : []), ...foot];
}

/** How many pages the help of a question has in a frame. */
export function choiceHelpPages(asked: AskedChoice, frame: Frame): number {
  return countHelpPages(asked.help, helpHeight(asked, frame), frame);
}

function helpHeight(asked: AskedChoice, frame: Frame): number {
  const head = drawHead(asked, frame).length + drawRemarks(asked.remarks, frame).length;
  const letters = asked.options.map(({ key }) => [key, ''] as const);
  return (
    frame.height - head - drawFoot(letters, asked.commands, { awaited: false }, frame).length - FEWEST_OPTION_LINES
  );
}

function drawOptions(asked: AskedChoice, state: ChoiceState, height: number, frame: Frame): string[] {
  const blocks = asked.options.map((_, position) => drawOption(asked, state, position, frame));
  const total = blocks.reduce((sum, block) => sum + block.length, 0);
  if (total <= height) return blocks.flat();
  const [from, to] = windowAround(
    blocks.map((block) => block.length),
    Math.max(0, state.pointer),
    height - 2,
  );
  const { paint, signs } = frame.look;
  const more = (sign: string, text: string): string => paint.dim(`    ${sign} ${text}`);
  return [
    ...(from > 0 ? [more(signs.up, frame.keys.moreAbove(from))] : []),
    ...blocks.slice(from, to).flat(),
    ...(to < blocks.length ? [more(signs.down, frame.keys.moreBelow(blocks.length - to))] : []),
  ];
}

function drawOption(asked: AskedChoice, state: ChoiceState, position: number, { width, look }: Frame): string[] {
  const { paint, signs } = look;
  const option = asked.options[position];
  if (!option) return [];
  const active = position === state.pointer;
  const box = asked.multiple ? `[${state.ticked.includes(position) ? 'x' : ' '}] ` : '';
  const lead = `${active ? signs.pointer : ' '} ${box}${option.key.padStart(2)}  `;
  const lines = wrapLines(option.text, width - widthOf(lead));
  const marked = active || state.ticked.includes(position);
  const colour = marked ? paint.cyan : (text: string): string => text;
  return lines.map((line, index) => colour(`${index === 0 ? lead : ' '.repeat(widthOf(lead))}${line}`));
}

function drawFault(fault: string | undefined, { width, look }: Frame): string[] {
  return fault === undefined ? [] : wrapLines(fault, width - 2).map((line) => look.paint.red(`  ${line}`));
}

function drawKeys(asked: AskedChoice, state: ChoiceState, frame: Frame, short: boolean): string[] {
  const { keys, look } = frame;
  const { signs } = look;
  const letters = asked.options.map(({ key }) => key).filter((key) => key !== '');
  const range = letters.length > 2 ? `${letters[0]}–${letters[letters.length - 1]}` : letters.join('/');
  const arrows = `${signs.up}${signs.down}`;
  const choosing: KeyHint[] = asked.multiple
    ? [
        [arrows, keys.move],
        [`${keys.space} ${range}`, keys.tick],
      ]
    : [[`${arrows} ${range}`, keys.choose]];
  const hints: KeyHint[] = [
    ...choosing,
    [keys.enter, keys.confirm],
    [signs.left, keys.back],
    ...(asked.commands.includes('skip') ? [[signs.right, keys.skip] as const] : []),
    ...helpHints(state.helpPage, choiceHelpPages(asked, frame), keys),
  ];
  return drawFoot(
    hints,
    asked.commands,
    { awaited: state.awaitsCommand !== undefined, opener: short ? '/' : undefined },
    frame,
  );
}
