import { stripVTControlCharacters } from 'node:util';
import { useEffect, useState } from '@inquirer/core';
import { Chalk, type ChalkInstance } from 'chalk';
import type { Messages } from '../../i18n/index.ts';
import type { ParsedTypedAnswer } from '../../interview/index.ts';
import { sanitizeLine, textWidth, wrapText } from '../../report/index.ts';
import type { AnswerValue } from '../../scoring/index.ts';
import type { World } from '../../world.ts';
import { COMMAND_LETTERS, type Command, type TypeAhead } from './key-input.ts';

/** What a prompt needs of the terminal it is drawn on. */
export interface Screen {
  readonly stdout: Pick<World['stdout'], 'columns' | 'rows' | 'write' | 'on' | 'off'>;
  readonly look: Theme;
  readonly keys: Messages['diagnose']['keys'];
  readonly typeAhead: TypeAhead;
  /** Whether the person has opened the help; then it is open at the next question, too. */
  readonly help: { isOpen: boolean };
}

const NARROWEST = 30;

/** The room on the terminal as it is now. One line and one column stay free, where some terminals scroll or break. */
export function frameOf({ stdout, look, keys }: Pick<Screen, 'stdout' | 'look' | 'keys'>): Frame {
  const width = Math.max(NARROWEST, (stdout.columns || 80) - 1);
  return { width, height: Math.max(8, (stdout.rows || 24) - 1), look, keys };
}

/** The frame, drawn anew on a clear screen when the window changes its size. For use in a prompt. */
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

/** The room there is, and how it is used. */
export interface Frame {
  /** Columns; one is left free at the right, where some terminals break the line. */
  readonly width: number;
  /** Lines. */
  readonly height: number;
  readonly look: Theme;
  readonly keys: Messages['diagnose']['keys'];
}

const BAR = 10;

/** Where one is, and what is asked; a blank line stands before it. */
export function drawHead({ place, percent, share, text }: QuestionView, { width, look }: Frame): string[] {
  const { paint, signs } = look;
  const full = Math.round((percent * BAR) / 100);
  const bar = `${signs.full.repeat(full)}${paint.dim(signs.empty.repeat(BAR - full))} ${share}`;
  const lines = wrapLines(place, width);
  const last = lines.pop() ?? '';
  const gap = width - textWidth(last) - BAR - 1 - textWidth(share);
  const heading = lines.map((line) => paint.cyan(line));
  return [
    '',
    ...heading,
    ...(gap >= 2 ? [`${paint.cyan(last)}${' '.repeat(gap)}${bar}`] : [paint.cyan(last), bar]),
    ...wrapLines(text, width).map((line) => paint.bold(line)),
  ];
}

/** What is already known of the answer. */
export function drawRemarks(remarks: readonly AnswerRemark[], { width, look }: Frame): string[] {
  const { paint } = look;
  const paints = { known: paint.green, derived: paint.blueBright, warning: paint.yellow, wanted: paint.dim };
  return remarks.flatMap(({ kind, text }) => wrapLines(text, width - 2).map((line) => `  ${paints[kind](line)}`));
}

/** From this width on help stands beside the question, so that both are in sight. */
const WIDE = 110;
const HELP_SHARE = 0.4;
const GUTTER = 3;

/** The frame that is left for a question while its help is open. */
export function frameBesideHelp(frame: Frame): Frame {
  return frame.width < WIDE ? frame : { ...frame, width: frame.width - Math.floor(frame.width * HELP_SHARE) - GUTTER };
}

/** A question with a page of its help beside it, or the question alone where that stands among its lines. */
export function drawBesideHelp(lines: readonly string[], help: HelpView, frame: Frame): string[] {
  if (help.page < 0 || frame.width < WIDE) return [...lines];
  const left = frameBesideHelp(frame).width;
  const shown = pageOf(help, frame);
  return Array.from({ length: Math.max(lines.length, shown.length + 1) }, (_, row) => {
    const line = lines[row] ?? '';
    const beside = shown[row - 1];
    if (beside === undefined) return line;
    const gap = ' '.repeat(Math.max(0, left - textWidth(stripVTControlCharacters(line))) + GUTTER);
    return `${line}${gap}${beside}`;
  });
}

/** A part of the help between the lines of a question; nothing where it stands beside it. */
export function drawHelp(help: HelpView, frame: Frame): string[] {
  return help.page < 0 || frame.width >= WIDE ? [] : pageOf(help, frame);
}

/** How many pages the help has. */
export function countHelpPages(help: HelpView, frame: Frame): number {
  return Math.ceil(helpLines(help, frame).length / helpSize(help, frame));
}

/** The help of a question between what is known and the foot with its hints; `least` lines are left for the answer. */
export function helpViewOf(
  asked: QuestionView,
  page: number,
  { hints, least }: { readonly hints: readonly KeyHint[]; readonly least: number },
  frame: Frame,
): HelpView {
  const head = drawHead(asked, frame).length + drawRemarks(asked.remarks, frame).length;
  const foot = drawFoot(hints, asked.commands, { ...QUIET_FOOT, listed: true }, frame).length;
  return { text: asked.help, page, room: frame.height - head - foot - least };
}

/** Why an answer cannot be taken. */
export function drawFault(fault: string | undefined, { width, look }: Frame): string[] {
  return fault === undefined ? [] : wrapLines(fault, width - 2).map((line) => look.paint.red(`  ${line}`));
}

/** The help of a question, the page of it that is shown, none at -1, and the lines it may take between others. */
export interface HelpView {
  readonly text: string | undefined;
  readonly page: number;
  readonly room: number;
}

function pageOf(help: HelpView, frame: Frame): string[] {
  const size = helpSize(help, frame);
  return helpLines(help, frame).slice(help.page * size, (help.page + 1) * size);
}

function helpSize({ room }: HelpView, { width, height }: Frame): number {
  return Math.max(3, width < WIDE ? room : height - 2);
}

function helpLines({ text }: HelpView, { width, look }: Frame): string[] {
  if (text === undefined) return [];
  const [column, indent] = width < WIDE ? [width - 2, '  '] : [Math.floor(width * HELP_SHARE), ''];
  return wrapLines(text, column).map((line) => `${indent}${look.paint.italic(line)}`);
}

/** What the question mark does next. */
export function helpHints(page: number, pages: number, keys: Messages['diagnose']['keys']): KeyHint[] {
  if (pages === 0) return [];
  return [['?', page < 0 ? keys.help : page + 1 < pages ? keys.helpMore : keys.helpClose]];
}

/** A key and what it does. */
export type KeyHint = readonly [key: string, does: string];

/** How the commands stand below a prompt. */
interface FootForm {
  /** Whether the letter of one is awaited; then only they are shown, marked. */
  readonly awaited: boolean;
  /** Whether they are listed; else only the key that shows them is. */
  readonly listed: boolean;
  /** The key that shows them: a slash, unless it would be text. */
  readonly opener: '/' | 'Esc';
}

/** Nothing is listed that nobody asked for. */
export const QUIET_FOOT: FootForm = { awaited: false, listed: false, opener: '/' };

/** These have keys of their own, named before the commands. */
const WITH_OWN_KEYS: readonly Command[] = ['back', 'skip', 'help'];

/** The keys of a prompt, then the commands. */
export function drawFoot(
  hints: readonly KeyHint[],
  commands: readonly Command[],
  { awaited, listed, opener }: FootForm,
  { width, look, keys }: Frame,
): string[] {
  const { paint } = look;
  const lettered = (list: readonly Command[], mark: string): KeyHint[] =>
    list.map((command) => [`${mark}${COMMAND_LETTERS[command]}`, keys[command]]);
  if (awaited) {
    const all: KeyHint[] = [...lettered(commands, ''), ['Esc', keys.cancel]];
    return [paint.inverse(keys.command), ...flow(all, width, (key, does) => `${paint.bold(key)} ${does}`)];
  }
  const more: KeyHint[] = commands.length === 0 ? [] : [[opener, keys.commands]];
  const others = listed ? commands.filter((command) => !WITH_OWN_KEYS.includes(command)) : [];
  return [
    ...flow([...hints, ...more], width, (key, does) => `${paint.cyan(key)} ${paint.dim(does)}`),
    ...flow(lettered(others, opener === '/' ? '/' : 'Esc '), width, (key, does) => paint.dim(`${key} ${does}`)),
  ];
}

/** Hints side by side, as many as fit on a line. */
function flow(hints: readonly KeyHint[], width: number, draw: (key: string, does: string) => string): string[] {
  const lines: string[] = [];
  let used = width;
  for (const [key, does] of hints) {
    const room = textWidth(key) + 1 + textWidth(does);
    if (used + 3 + room > width) {
      lines.push(draw(key, does));
      used = room;
    } else {
      lines[lines.length - 1] += `   ${draw(key, does)}`;
      used += 3 + room;
    }
  }
  return lines;
}

/** A fact or question as a person sees it. */
export interface QuestionView {
  /** Which one of how many, and in which section. */
  readonly place: string;
  /** How much is settled, 0 to 100. */
  readonly percent: number;
  /** The same in words. */
  readonly share: string;
  readonly text: string;
  /** How to answer. */
  readonly hint: string;
  readonly help: string | undefined;
  /** What is already known of it. */
  readonly remarks: readonly AnswerRemark[];
  /** Whether a slash may be part of what is typed, in a date before a digit; else it always opens the commands. */
  readonly slash: 'text' | 'date' | 'command';
  /** What can be done besides answering. */
  readonly commands: readonly Command[];
}

/** One line about an answer. */
export interface AnswerRemark {
  readonly kind: 'known' | 'derived' | 'warning' | 'wanted';
  readonly text: string;
}

/** A question whose answer is chosen. */
export interface ChoiceQuestion extends QuestionView {
  readonly options: readonly ChoiceOption[];
  readonly multiple: boolean;
  readonly choose: { readonly least: number; readonly most: number | null };
  /** The positions chosen from the start. */
  readonly chosen: readonly number[];
  /** The answer of chosen positions; the positions are in the listed order. */
  readonly valueOf: (chosen: readonly number[]) => AnswerValue;
  /** Ticks or unticks a position, as exclusive options allow. */
  readonly toggle: (chosen: readonly number[], position: number) => readonly number[];
  /** Whether an exclusive option is chosen, which is enough by itself. */
  readonly standsAlone: (chosen: readonly number[]) => boolean;
  /** The position of a typed letter; -1 when there is none. */
  readonly findTyped: (typed: string) => number;
}

interface ChoiceOption {
  readonly key: string;
  readonly text: string;
}

/** A question whose answer is typed. */
export interface LineQuestion extends QuestionView {
  readonly line: string;
  readonly required: boolean;
  readonly read: (line: string) => ParsedTypedAnswer;
  /** Why a line is no answer, in words. */
  readonly explain: (fault: Exclude<ParsedTypedAnswer, { value: unknown }>) => string;
}

/** How the diagnosis looks on a terminal: colours, and the signs it can show. */
export interface Theme {
  readonly paint: ChalkInstance;
  readonly signs: ThemeSigns;
}

/** Each one column wide. */
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

const SIGNS: ThemeSigns = {
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

// Older consoles have no such signs, and Chinese ones draw some of them over two columns.
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

/** The look for a world's terminal; no colour where the user or the terminal does not want any. */
export function chooseTheme({ env }: World, color: boolean): Theme {
  return { paint: new Chalk({ level: color ? 1 : 0 }), signs: isPlain(env) ? PLAIN_SIGNS : SIGNS };
}

function isPlain(env: World['env']): boolean {
  const oldWindows = env.OS === 'Windows_NT' && !env.WT_SESSION && !env.TERM_PROGRAM && !env.ConEmuANSI;
  return oldWindows || env.TERM === 'linux';
}

/** A text of one or more paragraphs in lines of at most so many columns, with nothing a terminal would act on. */
export function wrapLines(text: string, width: number): string[] {
  return text.split('\n').flatMap((paragraph) => wrapText(sanitizeLine(paragraph), width));
}

/** As much of the beginning of a text as fits into so many columns, one character at least. */
export function cutText(text: string, width: number): string {
  let head = '';
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    if (head !== '' && textWidth(head + segment) > width) break;
    head += segment;
  }
  return head;
}

/** A text on one line; what does not fit is replaced by an ellipsis. */
export function clipText(text: string, width: number): string {
  const flat = sanitizeLine(text);
  return textWidth(flat) <= width ? flat : `${cutText(flat, Math.max(1, width - 1))}…`;
}

/** Which blocks around one are shown where not all fit into so many lines: that one at any rate, in the middle if possible. */
export function windowAround(heights: readonly number[], middle: number, room: number): [from: number, to: number] {
  let [from, to] = [middle, middle + 1];
  let used = heights[middle] ?? 0;
  const fits = (height: number | undefined): height is number => height !== undefined && used + height <= room;
  for (;;) {
    const [above, below] = [heights[from - 1], heights[to]];
    const isTopHeavy = middle - from > to - 1 - middle;
    if (fits(above) && !(isTopHeavy && fits(below))) {
      used += above;
      from--;
    } else if (fits(below)) {
      used += below;
      to++;
    } else return [from, to];
  }
}
