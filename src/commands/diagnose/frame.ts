import type { Messages } from '../../i18n/index.ts';
import { widthOf } from '../../report/terminal/width.ts';
import type { Asked, Remark } from './asked.ts';
import { COMMAND_LETTERS, type Command } from './keys.ts';
import type { Look } from './look.ts';
import { wrapLines } from './text.ts';

/** The room there is, and how it is used. */
export interface Frame {
  /** Columns; one is left free at the right, where some terminals break the line. */
  readonly width: number;
  /** Lines. */
  readonly height: number;
  readonly look: Look;
  readonly keys: Messages['diagnose']['keys'];
}

const BAR = 10;

/** Where one is, and what is asked; a blank line stands before it. */
export function drawHead({ place, percent, share, text }: Asked, { width, look }: Frame): string[] {
  const { paint, signs } = look;
  const full = Math.round((percent * BAR) / 100);
  const bar = `${signs.full.repeat(full)}${paint.dim(signs.empty.repeat(BAR - full))} ${share}`;
  const lines = wrapLines(place, width);
  const last = lines.pop() ?? '';
  const gap = width - widthOf(last) - BAR - 1 - widthOf(share);
  const heading = lines.map((line) => paint.cyan(line));
  return [
    '',
    ...heading,
    ...(gap >= 2 ? [`${paint.cyan(last)}${' '.repeat(gap)}${bar}`] : [paint.cyan(last), bar]),
    ...wrapLines(text, width).map((line) => paint.bold(line)),
  ];
}

/** What is already known of the answer. */
export function drawRemarks(remarks: readonly Remark[], { width, look }: Frame): string[] {
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
export interface FootForm {
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
    const room = widthOf(key) + 1 + widthOf(does);
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
