import { stripVTControlCharacters } from 'node:util';
import { createPrompt } from '@inquirer/core';
import type { Messages } from '../../i18n/index.ts';
import { textWidth } from '../../report/index.ts';
import { refusalOf } from './choice-prompt.ts';
import {
  asksForHelp,
  type Command,
  commandOf,
  isEnter,
  type Key,
  type KeyInput,
  type Opener,
  opensCommands,
  useKeyInput,
} from './key-input.ts';
import {
  computeFrameBeside,
  countHelpPages,
  cutText,
  drawBeside,
  drawFault,
  drawFoot,
  drawHead,
  drawHelp,
  drawRemarks,
  drawSide,
  type Frame,
  helpViewOf,
  type KeyHint,
  listHelpHints,
  type QuestionView,
  type Screen,
  useFrame,
  wrapLines,
} from './terminal-screen.ts';

interface LinePrompt {
  readonly asked: QuestionView;
  readonly screen: Screen;
  readonly faults: Messages['diagnose']['faults'];
  /** The initial text. */
  readonly line: string;
  /** Whether the initial text is a proposed answer, to be accepted or replaced, and not a text to continue. */
  readonly isProposed: boolean;
  readonly foot: readonly KeyHint[];
  /** Whether Esc discards the line instead of opening the commands. */
  readonly cancels: boolean;
  /** Returns the message that says why a line cannot be accepted; undefined if it can. */
  readonly check: (line: string) => string | undefined;
  readonly fault?: string | undefined;
}

/** The user's reply: finished the line, gave a command, discarded the line, or went back to the previous text. */
export type LineReply =
  | { readonly kind: 'line'; readonly line: string }
  | { readonly kind: 'command'; readonly command: Command; readonly line: string }
  | { readonly kind: 'cancel' }
  | { readonly kind: 'backInto' };

/** Asks for a line of text. */
export const promptLine = createPrompt<LineReply, LinePrompt>((config, done) => {
  const { asked, screen, foot, check } = config;
  const frame = useFrame(screen);
  const pressNext = (before: LineState, pressed: KeyInput): LineState | undefined => {
    const outcome = pressLine(
      config,
      before,
      pressed,
      countHelpPages(helpViewOf(asked, 0, { hints: foot, least: ROOM_TO_TYPE }, frame), frame),
    );
    if (!('kind' in outcome)) return outcome;
    const fault = outcome.kind === 'line' ? check(outcome.line) : undefined;
    if (fault !== undefined) return { ...before, awaitsCommand: undefined, fault };
    screen.typeAhead.close();
    done(outcome);
    return undefined;
  };
  const state = useKeyInput<LineState>(screen.typeAhead, {
    start: () => startLine(config),
    ends: (_, pressed) => isEnter(pressed),
    press: pressNext,
    // Joins the lines of a pasted text, so that none of them is lost.
    paste: (before, keys) => {
      const isLast = (index: number): boolean => index === keys.length - 1;
      return keys.reduce<LineState | undefined>((state, pressed, index) => {
        if (!state) return undefined;
        return isEnter(pressed) && !isLast(index) ? typeInto(state, ' ') : pressNext(state, pressed);
      }, before);
    },
  });
  if (!config.cancels) screen.help.isOpen = state.helpPage >= 0;
  const { above, below } = drawLine(asked, state, foot, frame);
  return [above.join('\n'), below.join('\n')];
});

function startLine({ asked, screen, line, isProposed, fault }: LinePrompt): LineState {
  return {
    line: editLine(line),
    isProposed: isProposed && line !== '',
    helpPage: screen.help.isOpen && asked.help ? 0 : -1,
    awaitsCommand: undefined,
    fault,
  };
}

/** Applies a key to a line; returns a new state or a reply. */
function pressLine(config: LinePrompt, before: LineState, pressed: KeyInput, helpPages: number): LineState | LineReply {
  const { asked, faults, cancels } = config;
  const state = { ...before, fault: undefined, awaitsCommand: undefined };
  const { text } = state.line;
  const turnHelp = (): LineState => ({ ...state, helpPage: state.helpPage + 1 < helpPages ? state.helpPage + 1 : -1 });
  const giveCommand = (command: Command): LineState | LineReply => {
    if (cancels) return state;
    if (command === 'help') return helpPages > 0 ? turnHelp() : state;
    if (!asked.commands.includes(command)) return { ...state, fault: refusalOf(command, faults) };
    return { kind: 'command', command, line: text };
  };
  if (pressed.kind === 'letter') return pressed.command ? giveCommand(pressed.command) : state;
  if (pressed.kind === 'key')
    return pressKey(config, state, pressed.key, before.awaitsCommand !== undefined, giveCommand);
  if (before.awaitsCommand) {
    const command = commandOf(pressed.text);
    return command ? giveCommand(command) : pressOtherKey(asked, before, pressed.text);
  }
  if (!cancels && takesCommands(asked, state)) {
    if (opensCommands(pressed.text)) return { ...state, awaitsCommand: '/' };
    if (asksForHelp(pressed.text)) return helpPages > 0 ? turnHelp() : { ...state, awaitsCommand: '/' };
  }
  return typeInto(state, pressed.text);
}

/** Handles a character that follows the opening key but is not the letter of a command. */
function pressOtherKey({ slash }: QuestionView, before: LineState, typed: string): LineState {
  const state = { ...before, fault: undefined, awaitsCommand: undefined };
  if (before.awaitsCommand === '/') {
    // To type a slash as text, users type it twice.
    if (opensCommands(typed)) return slash === 'text' ? typeInto(state, typed) : before;
    const hasBegun = before.line.text !== '' && !before.isProposed;
    // A slash and a digit are part of a date such as 2026/1/31.
    if (slash === 'date' && hasBegun && /^\p{Nd}$/u.test(typed)) return typeInto(state, `/${typed}`);
  }
  return opensCommands(typed) ? before : state;
}

/** Inserts text at the cursor; replaces the line if it is still the proposed text. */
function typeInto(state: LineState, text: string): LineState {
  return { ...state, isProposed: false, line: typeText(state.isProposed ? editLine('') : state.line, text) };
}

function pressKey(
  { cancels }: LinePrompt,
  state: LineState,
  key: Key,
  awaited: boolean,
  giveCommand: (command: Command) => LineState | LineReply,
): LineState | LineReply {
  const { text } = state.line;
  const movesByArrow = !cancels && (text === '' || state.isProposed);
  switch (key) {
    case 'enter':
      return awaited ? state : { kind: 'line', line: text };
    case 'escape':
      if (cancels) return { kind: 'cancel' };
      if (state.helpPage >= 0 && !awaited) return { ...state, helpPage: -1 };
      return { ...state, awaitsCommand: awaited ? undefined : 'Esc' };
    case 'pageup':
      return giveCommand('back');
    case 'pagedown':
      return giveCommand('skip');
    case 'left':
      if (movesByArrow) return giveCommand('back');
      break;
    case 'right':
      if (movesByArrow) return giveCommand('skip');
      break;
    case 'backspace':
      if (text === '' && cancels) return { kind: 'backInto' };
      if (state.isProposed) return { ...state, isProposed: false, line: editLine('') };
      break;
    case 'down':
    case 'up':
    case 'home':
    case 'end':
    case 'delete':
    case 'deleteWord':
    case 'deleteLine':
    case 'tab':
  }
  const line = editByKey(state.line, key);
  return line ? { ...state, isProposed: false, line } : state;
}

/** The state of the prompt, with the line as typed so far. */
interface LineState {
  readonly line: EditedLine;
  /** Whether the line is still the proposed text: typing then replaces it, and the arrow keys go to other questions. */
  readonly isProposed: boolean;
  readonly helpPage: number;
  /** The key that was pressed to begin a command, whose letter is still awaited. */
  readonly awaitsCommand: Opener | undefined;
  readonly fault: string | undefined;
}

/** Whether a slash or question mark would now be a command instead of text. */
function takesCommands({ slash }: QuestionView, { line, isProposed }: LineState): boolean {
  return slash !== 'text' || line.text === '' || isProposed;
}

/** Lines reserved for the hint, a few lines of typed text, and a fault. */
const ROOM_TO_TYPE = 6;

/**
 * A drawn prompt: `above` has the lines up to the cursor, which is at the end of the last one; `below` has the lines
 * after it.
 */
interface LineDrawing {
  readonly above: readonly string[];
  readonly below: readonly string[];
}

/**
 * Draws the question and the line being typed. The text and the overview to the right of the cursor are drawn together
 * with the row below; then the cursor is moved back.
 */
export function drawLine(
  asked: QuestionView,
  state: LineState,
  foot: readonly KeyHint[],
  fullFrame: Frame,
): LineDrawing {
  const help = helpViewOf(asked, state.helpPage, { hints: foot, least: ROOM_TO_TYPE }, fullFrame);
  const frame = computeFrameBeside(asked, state.helpPage, fullFrame);
  const { paint, signs } = frame.look;
  const head = [...drawHead(asked, frame), ...drawRemarks(asked.remarks, frame)];
  const linesBelow = drawBelow(asked, state, foot, countHelpPages(help, fullFrame), frame);
  const helpLines = drawHelp(help, fullFrame);
  const prompt = `${signs.pointer} `;
  const { rows, behind: afterCursor } = layOut(state.line, frame.width - textWidth(prompt));
  const mark = state.isProposed ? paint.inverse : (row: string): string => row;
  const typedLines = rows.map(
    (row, index) => `${index === 0 ? paint.cyan(prompt) : ' '.repeat(textWidth(prompt))}${mark(row)}`,
  );
  const column = textWidth(prompt) + textWidth(rows[rows.length - 1] ?? '') + 1;
  const hint = wrapLines(asked.hint, frame.width - 2).map((line) => paint.dim(`  ${line}`));
  // If the text is very long, the first rows above the cursor are hidden.
  const availableLines = frame.height - head.length - helpLines.length - hint.length - linesBelow.length - 1;
  const visibleLines = typedLines.slice(-Math.max(1, availableLines));
  const linesAbove = [...head, ...helpLines, ...hint, ...visibleLines];
  const cursorRow = linesAbove.length - 1;
  const drawnLines = drawBeside([...linesAbove, '', ...linesBelow], asked, help, fullFrame);
  const side = drawSide(asked, help, fullFrame);
  const [besideCursor = '', besideNext = ''] = side?.rows.slice(cursorRow, cursorRow + 2) ?? [];
  // These texts are drawn in different rows but are one line to the library, which would break a line wider than the
  // screen.
  const isRoomy = textWidth(stripVTControlCharacters(`${afterCursor}${besideCursor}${besideNext}`)) < fullFrame.width;
  const placeAtSide = (text: string): string => (text === '' ? '' : moveToColumn((side?.indent ?? 0) + 1) + text);
  const cursorRest = `${afterCursor === '' ? '' : moveToColumn(column) + afterCursor}${isRoomy ? placeAtSide(besideCursor) : ''}`;
  return {
    above: [...drawnLines.slice(0, cursorRow), ...visibleLines.slice(-1)],
    below: [
      `${cursorRest === '' ? '' : `\u001b[1A${cursorRest}\u001b[1B`}${isRoomy ? placeAtSide(besideNext) : ''}`,
      ...drawnLines.slice(cursorRow + 2),
    ],
  };
}

/** Returns the control sequence that moves the cursor within its row; columns are counted from 1. */
function moveToColumn(column: number): string {
  return `\u001b[${column}G`;
}

function drawBelow(
  asked: QuestionView,
  state: LineState,
  foot: readonly KeyHint[],
  helpPages: number,
  frame: Frame,
): string[] {
  const { keys } = frame;
  const acceptsCommands = takesCommands(asked, state);
  const hints = [
    ...foot,
    ...(state.isProposed ? [[keys.end, keys.edit] as const] : []),
    ...(acceptsCommands ? listHelpHints(state.helpPage, helpPages, keys) : []),
  ];
  const form = {
    awaited: state.awaitsCommand !== undefined,
    listed: state.helpPage >= 0,
    opener: acceptsCommands ? '/' : 'Esc',
  } as const;
  return [...drawFault(state.fault, frame), ...drawFoot(hints, asked.commands, form, frame)];
}

/**
 * Splits the line into the rows up to the cursor, and the text after the cursor in the same row. Text in later rows is
 * not shown.
 */
function layOut({ text, cursor }: EditedLine, width: number): { rows: string[]; behind: string } {
  const rows: string[] = [];
  let rest = text;
  let start = 0;
  for (;;) {
    // One column is kept for the cursor.
    const row = cutText(rest, width - 1);
    const end = start + row.length;
    if (cursor < end || end === text.length) {
      const splitOffset = cursor - start;
      return { rows: [...rows, row.slice(0, splitOffset)], behind: row.slice(splitOffset) };
    }
    rows.push(row);
    rest = rest.slice(row.length);
    start = end;
  }
}

/** A line being typed. `cursor` is the position of the character after the cursor, in UTF-16 units. */
export interface EditedLine {
  readonly text: string;
  readonly cursor: number;
}

export function editLine(text: string): EditedLine {
  return { text, cursor: text.length };
}

/** Inserts text at the cursor. */
export function typeText({ text, cursor }: EditedLine, typed: string): EditedLine {
  return { text: text.slice(0, cursor) + typed + text.slice(cursor), cursor: cursor + typed.length };
}

/** Applies a key that moves the cursor or deletes; undefined for any other key. */
export function editByKey(line: EditedLine, key: Key): EditedLine | undefined {
  const { text, cursor } = line;
  switch (key) {
    case 'left':
      return { text, cursor: measureGraphemeBeforeCursor(line) };
    case 'right':
      return { text, cursor: measureGraphemeAfterCursor(line) };
    case 'home':
      return { text, cursor: 0 };
    case 'end':
      return { text, cursor: text.length };
    case 'backspace':
      return deleteBetween(line, measureGraphemeBeforeCursor(line), cursor);
    case 'delete':
      return deleteBetween(line, cursor, measureGraphemeAfterCursor(line));
    case 'deleteLine':
      return deleteBetween(line, 0, cursor);
    case 'deleteWord':
      return deleteBetween(line, text.slice(0, cursor).search(/\S*\s*$/u), cursor);
    case 'down':
    case 'up':
    case 'enter':
    case 'escape':
    case 'pageup':
    case 'pagedown':
    case 'tab':
      return undefined;
  }
}

function deleteBetween({ text }: EditedLine, from: number, to: number): EditedLine {
  return { text: text.slice(0, from) + text.slice(to), cursor: from };
}

/**
 * Returns the position one step before the cursor. A letter with its accents is one step, as is an emoji of several
 * parts.
 */
function measureGraphemeBeforeCursor({ text, cursor }: EditedLine): number {
  let start = 0;
  for (const { index } of new Intl.Segmenter().segment(text.slice(0, cursor))) start = index;
  return start;
}

function measureGraphemeAfterCursor({ text, cursor }: EditedLine): number {
  const [first] = new Intl.Segmenter().segment(text.slice(cursor));
  return cursor + (first?.segment.length ?? 0);
}
