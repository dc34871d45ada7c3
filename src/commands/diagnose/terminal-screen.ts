import { stripVTControlCharacters } from 'node:util';
import { useEffect, useState } from '@inquirer/core';
import { Chalk, type ChalkInstance } from 'chalk';
import type { Messages } from '../../i18n/index.ts';
import type { ParsedTypedAnswer } from '../../interview/index.ts';
import { sanitizeLine, textWidth, wrapText } from '../../report/index.ts';
import type { AnswerValue } from '../../scoring/index.ts';
import type { World } from '../../world.ts';
import { COMMAND_LETTERS, type Command, type TypeAhead } from './key-input.ts';

/** The parts of a terminal that a prompt needs. */
export interface Screen {
  readonly stdout: Pick<World['stdout'], 'columns' | 'rows' | 'write' | 'on' | 'off'>;
  readonly look: Theme;
  readonly keys: Messages['diagnose']['keys'];
  readonly typeAhead: TypeAhead;
  /** Whether the user opened the help, which then stays open at the next question. */
  readonly help: { isOpen: boolean };
}

const MIN_WIDTH = 30;

/**
 * Returns the size available on the terminal. One line and one column stay free, because some terminals scroll or wrap
 * there.
 */
export function frameOf({ stdout, look, keys }: Pick<Screen, 'stdout' | 'look' | 'keys'>): Frame {
  const width = Math.max(MIN_WIDTH, (stdout.columns || 80) - 1);
  return { width, height: Math.max(8, (stdout.rows || 24) - 1), look, keys };
}

/** A hook that returns the frame, and draws the prompt again on a clear screen when the window is resized. */
export function useFrame(screen: Screen): Frame {
  const [, setSize] = useState('');
  useEffect(() => {
    const { stdout } = screen;
    const draw = (): void => {
      stdout.write('\u001b[2J\u001b[H');
      setSize(`${stdout.columns} ${stdout.rows}`);
    };
    stdout.on('resize', draw);
    return () => stdout.off('resize', draw);
  }, []);
  return frameOf(screen);
}

/** The available size, and the style for drawing in it. */
export interface Frame {
  /** The width in columns, without the last one, because some terminals wrap there. */
  readonly width: number;
  /** The height in lines. */
  readonly height: number;
  readonly look: Theme;
  readonly keys: Messages['diagnose']['keys'];
}

const PROGRESS_BAR_COLUMNS = 10;

/** Draws the progress and the question, after a blank line. */
export function drawHead({ place, percent, share, text, secondText }: QuestionView, { width, look }: Frame): string[] {
  const { paint, signs } = look;
  const fullCells = Math.round((percent * PROGRESS_BAR_COLUMNS) / 100);
  const bar = `${signs.full.repeat(fullCells)}${paint.dim(signs.empty.repeat(PROGRESS_BAR_COLUMNS - fullCells))} ${share}`;
  const lines = wrapLines(place, width);
  const lastLine = lines.pop() ?? '';
  const gap = width - textWidth(lastLine) - PROGRESS_BAR_COLUMNS - 1 - textWidth(share);
  const heading = lines.map((line) => paint.cyan(line));
  return [
    '',
    ...heading,
    ...(gap >= 2 ? [`${paint.cyan(lastLine)}${' '.repeat(gap)}${bar}`] : [paint.cyan(lastLine), bar]),
    ...wrapLines(text, width).map((line) => paint.bold(line)),
    ...wrapSecond(secondText, width, width).map((line) => paint.dim(line)),
  ];
}

/** Minimum width in columns for showing a second language. */
const MIN_SECOND_LANGUAGE_WIDTH = 62;

/** Wraps a text in a second language to the width `room`; empty if the whole screen is too narrow for it. */
export function wrapSecond(text: string | undefined, room: number, width: number): string[] {
  return text === undefined || width < MIN_SECOND_LANGUAGE_WIDTH ? [] : wrapLines(text, room);
}

/** Draws what is already known about the answer. */
export function drawRemarks(remarks: readonly AnswerRemark[], { width, look }: Frame): string[] {
  const { paint } = look;
  const paints = { known: paint.green, derived: paint.blueBright, warning: paint.yellow, wanted: paint.dim };
  return remarks.flatMap(({ kind, text }) => wrapLines(text, width - 2).map((line) => `  ${paints[kind](line)}`));
}

/** Minimum width for showing something beside the question: a terminal of 110 columns. */
const MIN_WIDE_COLUMNS = 109;
const HELP_SHARE = 0.4;
const OVERVIEW_WIDTH = 34;
const GUTTER_COLUMNS = 3;

/**
 * Returns the width of what is shown beside a question: the help while it is open, otherwise the overview; 0 if nothing
 * is shown.
 */
function computeSideWidth({ overview }: QuestionView, helpPage: number, { width }: Frame): number {
  if (width < MIN_WIDE_COLUMNS) return 0;
  if (helpPage >= 0) return Math.floor(width * HELP_SHARE);
  return overview ? OVERVIEW_WIDTH : 0;
}

/** Returns the part of the frame that is left for a question beside its help or the overview. */
export function computeFrameBeside(asked: QuestionView, helpPage: number, frame: Frame): Frame {
  const side = computeSideWidth(asked, helpPage, frame);
  return side === 0 ? frame : { ...frame, width: frame.width - side - GUTTER_COLUMNS };
}

/** The panel to the right of a question. */
interface SidePanel {
  /** The lines of the panel, from top to bottom. */
  readonly rows: readonly string[];
  /** The number of columns to the left of the panel. */
  readonly indent: number;
}

/** Draws the help or the overview for the panel beside a question; undefined if the screen is too narrow. */
export function drawSide(asked: QuestionView, help: HelpView, frame: Frame): SidePanel | undefined {
  if (computeSideWidth(asked, help.page, frame) === 0) return undefined;
  return {
    rows: ['', ...(help.page >= 0 || !asked.overview ? pageOf(help, frame) : drawOverview(asked.overview, frame))],
    indent: computeFrameBeside(asked, help.page, frame).width + GUTTER_COLUMNS,
  };
}

/**
 * Draws a page of a question's help, or the overview, beside the question. If there is no room, returns the question's
 * lines unchanged; they then contain the help while it is open.
 */
export function drawBeside(lines: readonly string[], asked: QuestionView, help: HelpView, frame: Frame): string[] {
  const side = drawSide(asked, help, frame);
  if (!side) return [...lines];
  const height = Math.max(lines.length, Math.min(side.rows.length, frame.height));
  return Array.from({ length: height }, (_, row) => {
    const line = lines[row] ?? '';
    const shownLine = side.rows[row] ?? '';
    if (shownLine === '') return line;
    const space = ' '.repeat(Math.max(GUTTER_COLUMNS, side.indent - textWidth(stripVTControlCharacters(line))));
    return `${line}${space}${shownLine}`;
  });
}

/** Draws the overview. If there are too many sections, draws those around the current one. */
function drawOverview({ sections, levels }: Overview, { height, look }: Frame): string[] {
  const { paint } = look;
  const belowSections = levels
    ? ['', paint.bold(levels.title), ...levels.lines.flatMap((line) => drawOverviewLine(line, look))]
    : [];
  const availableLines = Math.max(1, height - 3 - belowSections.length);
  const currentLine = Math.max(
    0,
    sections.lines.findIndex(({ kind }) => kind === 'current'),
  );
  const blocks = sections.lines.map((line) => drawOverviewLine(line, look));
  const heights = blocks.map((block) => block.length);
  const fitsWhole = heights.reduce((sum, height) => sum + height, 0) <= availableLines;
  const [from, to] = chooseWindow(heights, currentLine, fitsWhole ? availableLines : availableLines - 2);
  const moreMark = paint.dim('  …');
  return [
    paint.bold(sections.title),
    ...(from > 0 ? [moreMark] : []),
    ...blocks.slice(from, to).flat(),
    ...(to < blocks.length ? [moreMark] : []),
    ...belowSections,
  ];
}

/** Draws a section or level; a long title is wrapped, with its figure at the end of the first line. */
function drawOverviewLine({ kind, text, figure }: OverviewLine, { paint, signs }: Theme): string[] {
  const marks = { current: signs.pointer, done: signs.done, open: ' ' };
  const paints = { current: paint.cyan, done: paint.green, open: paint.dim };
  const availableWidth = OVERVIEW_WIDTH - textWidth(`${marks[kind]} ${figure} `);
  const [first = '', ...others] = wrapLines(text, availableWidth);
  const space = ' '.repeat(Math.max(0, availableWidth - textWidth(first)) + 1);
  return [`${marks[kind]} ${first}${space}${figure}`, ...others.map((line) => `  ${line}`)].map((line) =>
    paints[kind](line),
  );
}

/** Draws a page of the help between the lines of a question; nothing if the help is shown beside it. */
export function drawHelp(help: HelpView, frame: Frame): string[] {
  return help.page < 0 || frame.width >= MIN_WIDE_COLUMNS ? [] : pageOf(help, frame);
}

export function countHelpPages(help: HelpView, frame: Frame): number {
  return Math.ceil(helpLines(help, frame).length / computeHelpSize(help, frame));
}

/**
 * Lays out the help of a question between its remarks and the hints at the bottom; `least` lines are kept for the
 * answer.
 */
export function helpViewOf(
  asked: QuestionView,
  page: number,
  { hints, least }: { readonly hints: readonly KeyHint[]; readonly least: number },
  frame: Frame,
): HelpView {
  const head = drawHead(asked, frame).length + drawRemarks(asked.remarks, frame).length;
  const footHeight = drawFoot(hints, asked.commands, { ...QUIET_FOOT, listed: true }, frame).length;
  return { text: asked.help, page, room: frame.height - head - footHeight - least };
}

/** Draws the reason why an answer cannot be accepted. */
export function drawFault(fault: string | undefined, { width, look }: Frame): string[] {
  return fault === undefined ? [] : wrapLines(fault, width - 2).map((line) => look.paint.red(`  ${line}`));
}

/** The help of a question, its visible page (-1 for none), and how many lines it may take up. */
export interface HelpView {
  readonly text: string | undefined;
  readonly page: number;
  readonly room: number;
}

function pageOf(help: HelpView, frame: Frame): string[] {
  const size = computeHelpSize(help, frame);
  return helpLines(help, frame).slice(help.page * size, (help.page + 1) * size);
}

function computeHelpSize({ room }: HelpView, { width, height }: Frame): number {
  return Math.max(3, width < MIN_WIDE_COLUMNS ? room : height - 2);
}

function helpLines({ text }: HelpView, { width, look }: Frame): string[] {
  if (text === undefined) return [];
  const [column, indent] = width < MIN_WIDE_COLUMNS ? [width - 2, '  '] : [Math.floor(width * HELP_SHARE), ''];
  return wrapLines(text, column).map((line) => `${indent}${look.paint.italic(line)}`);
}

/** Describes what the question mark key does next. */
export function listHelpHints(page: number, pages: number, keys: Messages['diagnose']['keys']): KeyHint[] {
  if (pages === 0) return [];
  return [['?', page < 0 ? keys.help : page + 1 < pages ? keys.helpMore : keys.helpClose]];
}

/** A key and its effect. */
export type KeyHint = readonly [key: string, does: string];

/** How the commands are shown below a prompt. */
interface FootForm {
  /** Whether the prompt awaits the letter of a command; then only the commands are shown, highlighted. */
  readonly awaited: boolean;
  /** Whether the commands are listed; otherwise only the key that lists them is shown. */
  readonly listed: boolean;
  /** The key that shows the commands: a slash, unless it would be text. */
  readonly opener: '/' | 'Esc';
}

/** The form in which commands are not listed until the user asks for them. */
export const QUIET_FOOT: FootForm = { awaited: false, listed: false, opener: '/' };

/** Commands that have keys of their own, which are shown before the other commands. */
const WITH_OWN_KEYS: readonly Command[] = ['back', 'skip', 'help'];

/** Draws the keys of a prompt, then the commands. */
export function drawFoot(
  hints: readonly KeyHint[],
  commands: readonly Command[],
  { awaited, listed, opener }: FootForm,
  { width, look, keys }: Frame,
): string[] {
  const { paint } = look;
  const addLetters = (list: readonly Command[], mark: string): KeyHint[] =>
    list.map((command) => [`${mark}${COMMAND_LETTERS[command]}`, keys[command]]);
  if (awaited) {
    const keyHints: KeyHint[] = [...addLetters(commands, ''), ['Esc', keys.cancel]];
    return [paint.inverse(keys.command), ...fitHints(keyHints, width, (key, does) => `${paint.bold(key)} ${does}`)];
  }
  const moreHints: KeyHint[] = commands.length === 0 ? [] : [[opener, keys.commands]];
  const listedCommands = listed ? commands.filter((command) => !WITH_OWN_KEYS.includes(command)) : [];
  return [
    ...fitHints([...hints, ...moreHints], width, (key, does) => `${paint.cyan(key)} ${paint.dim(does)}`),
    ...fitHints(addLetters(listedCommands, opener === '/' ? '/' : 'Esc '), width, (key, does) =>
      paint.dim(`${key} ${does}`),
    ),
  ];
}

/** Lays out hints side by side, as many as fit on a line. */
function fitHints(hints: readonly KeyHint[], width: number, draw: (key: string, does: string) => string): string[] {
  const lines: string[] = [];
  let usedWidth = width;
  for (const [key, does] of hints) {
    const neededWidth = textWidth(key) + 1 + textWidth(does);
    if (usedWidth + 3 + neededWidth > width) {
      lines.push(draw(key, does));
      usedWidth = neededWidth;
    } else {
      lines[lines.length - 1] += `   ${draw(key, does)}`;
      usedWidth += 3 + neededWidth;
    }
  }
  return lines;
}

/** A fact or question as the user sees it. */
export interface QuestionView {
  /** The position among all questions, and the name of the section. */
  readonly place: string;
  /** The percentage of facts and questions that are answered or not applicable, from 0 to 100. */
  readonly percent: number;
  /** The same percentage as a text. */
  readonly share: string;
  readonly text: string;
  /** The text of the question in a second language; undefined if it is not shown. */
  readonly secondText: string | undefined;
  /** Instructions on how to answer. */
  readonly hint: string;
  readonly help: string | undefined;
  /** The progress of the interview and the levels that are still possible; shown where there is room. */
  readonly overview: Overview | undefined;
  /** Remarks on the answer that can be shown before it is given. */
  readonly remarks: readonly AnswerRemark[];
  /** What a typed slash is: part of a text, part of a date if a digit follows, or always the beginning of a command. */
  readonly slash: 'text' | 'date' | 'command';
  /** The commands that are available at this question. */
  readonly commands: readonly Command[];
}

/** The sections with their progress, and the levels unless they must not be shown. */
export interface Overview {
  readonly sections: OverviewPart;
  readonly levels: OverviewPart | undefined;
}

interface OverviewPart {
  readonly title: string;
  readonly lines: readonly OverviewLine[];
}

export interface OverviewLine {
  readonly kind: 'current' | 'done' | 'open';
  readonly text: string;
  /** A figure at the end of the line. */
  readonly figure: string;
}

/** A line with something known about the answer. */
export interface AnswerRemark {
  readonly kind: 'known' | 'derived' | 'warning' | 'wanted';
  readonly text: string;
}

/** A question that is answered by choosing options. */
export interface ChoiceQuestion extends QuestionView {
  readonly options: readonly ChoiceOption[];
  readonly multiple: boolean;
  readonly choose: { readonly least: number; readonly most: number | null };
  /** The positions of the options that are chosen initially. */
  readonly chosen: readonly number[];
  /** Returns the answer for the chosen positions, which are given in the order of the options. */
  readonly valueOf: (chosen: readonly number[]) => AnswerValue;
  /** Returns the chosen positions after an option was ticked or unticked; an exclusive option unticks the others. */
  readonly toggle: (chosen: readonly number[], position: number) => readonly number[];
  /** Whether an exclusive option is chosen, so that no other option can be. */
  readonly standsAlone: (chosen: readonly number[]) => boolean;
  /** Returns the position of the option with a typed letter; -1 if there is none. */
  readonly findTyped: (typed: string) => number;
}

interface ChoiceOption {
  readonly key: string;
  readonly text: string;
  /** The text in a second language. */
  readonly secondText?: string | undefined;
}

/** A question that is answered by typing. */
export interface LineQuestion extends QuestionView {
  readonly line: string;
  readonly required: boolean;
  readonly read: (line: string) => ParsedTypedAnswer;
  /** Returns the message that says why a typed line is not a valid answer. */
  readonly explain: (fault: Exclude<ParsedTypedAnswer, { value: unknown }>) => string;
}

/** The look of the diagnosis on a terminal: colours, and the symbols it can show. */
export interface Theme {
  readonly paint: ChalkInstance;
  readonly signs: ThemeSigns;
}

/** Symbols, each one column wide. */
interface ThemeSigns {
  readonly pointer: string;
  readonly done: string;
  readonly full: string;
  readonly empty: string;
  readonly between: string;
  readonly up: string;
  readonly down: string;
  readonly left: string;
  readonly right: string;
}

const TERMINAL_SIGNS: ThemeSigns = {
  pointer: '❯',
  done: '✓',
  full: '█',
  empty: '░',
  between: '·',
  up: '↑',
  down: '↓',
  left: '←',
  right: '→',
};

// Older consoles lack the usual symbols, and Chinese ones draw some of them two columns wide.
const PLAIN_SIGNS: ThemeSigns = {
  pointer: '>',
  done: '+',
  full: '#',
  empty: '.',
  between: '|',
  up: '^',
  down: 'v',
  left: '<-',
  right: '->',
};

export const HIDE_CURSOR = '\u001b[?25l';

/** Chooses the look for the terminal; colourless if the user or the terminal does not want colours. */
export function chooseTheme({ env }: World, color: boolean): Theme {
  return { paint: new Chalk({ level: color ? 1 : 0 }), signs: needsPlainSigns(env) ? PLAIN_SIGNS : TERMINAL_SIGNS };
}

function needsPlainSigns(env: World['env']): boolean {
  const oldWindows = env.OS === 'Windows_NT' && !env.WT_SESSION && !env.TERM_PROGRAM && !env.ConEmuANSI;
  return oldWindows || env.TERM === 'linux';
}

/** Wraps a text of one or more paragraphs to a width, and removes characters that would control the terminal. */
export function wrapLines(text: string, width: number): string[] {
  return text.split('\n').flatMap((paragraph) => wrapText(sanitizeLine(paragraph), width));
}

/** Cuts a text to a width, keeping at least one character. */
export function cutText(text: string, width: number): string {
  let head = '';
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    if (head !== '' && textWidth(head + segment) > width) break;
    head += segment;
  }
  return head;
}

/** Puts a text on one line; text that does not fit is replaced by an ellipsis. */
export function clipText(text: string, width: number): string {
  const flat = sanitizeLine(text);
  return textWidth(flat) <= width ? flat : `${cutText(flat, Math.max(1, width - 1))}…`;
}

/** Chooses which blocks to show if not all of them fit: the block `middle`, and the blocks around it. */
export function chooseWindow(heights: readonly number[], middle: number, room: number): [from: number, to: number] {
  let [from, to] = [middle, middle + 1];
  let usedHeight = heights[middle] ?? 0;
  const fitsInRoom = (height: number | undefined): height is number =>
    height !== undefined && usedHeight + height <= room;
  for (;;) {
    const [above, below] = [heights[from - 1], heights[to]];
    const isTopHeavy = middle - from > to - 1 - middle;
    if (fitsInRoom(above) && !(isTopHeavy && fitsInRoom(below))) {
      usedHeight += above;
      from--;
    } else if (fitsInRoom(below)) {
      usedHeight += below;
      to++;
    } else return [from, to];
  }
}
