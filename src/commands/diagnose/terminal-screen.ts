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

/** A part of the help that fits into so many lines; page -1 is none. */
export function drawHelp(help: string | undefined, page: number, height: number, { width, look }: Frame): string[] {
  if (help === undefined || page < 0) return [];
  const lines = wrapLines(help, width - 2).map((line) => `  ${look.paint.italic(line)}`);
  const size = Math.max(3, height);
  return lines.slice(page * size, (page + 1) * size);
}

/** How many pages the help has. */
export function countHelpPages(help: string | undefined, height: number, { width }: Frame): number {
  return help === undefined ? 0 : Math.ceil(wrapLines(help, width - 2).length / Math.max(3, height));
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
  /** Where they have no room or a slash would be text, only the key that shows them. */
  readonly opener?: '/' | 'Esc' | undefined;
}

/** These have keys of their own, named before the commands. */
const WITH_OWN_KEYS: readonly Command[] = ['back', 'skip', 'help'];

/** The keys of a prompt, then the commands. */
export function drawFoot(
  hints: readonly KeyHint[],
  commands: readonly Command[],
  { awaited, opener }: FootForm,
  { width, look, keys }: Frame,
): string[] {
  const { paint } = look;
  const lettered = (list: readonly Command[], mark: string): KeyHint[] =>
    list.map((command) => [`${mark}${COMMAND_LETTERS[command]}`, keys[command]]);
  if (awaited) {
    const all: KeyHint[] = [...lettered(commands, ''), ['Esc', keys.cancel]];
    return [paint.inverse(keys.command), ...flow(all, width, (key, does) => `${paint.bold(key)} ${does}`)];
  }
  const keyed = (key: string, does: string): string => `${paint.cyan(key)} ${paint.dim(does)}`;
  if (opener) return flow(commands.length === 0 ? hints : [...hints, [opener, keys.commands]], width, keyed);
  const others = commands.filter((command) => !WITH_OWN_KEYS.includes(command));
  return [
    ...flow(hints, width, keyed),
    ...flow(lettered(others, '/'), width, (key, does) => paint.dim(`${key} ${does}`)),
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
  return oldWindows || env.TERM === 'linux' || env.TERM === 'dumb';
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
