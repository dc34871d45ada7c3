import { widthOf } from '../../report/terminal/width.ts';
import { drawFoot, type Frame, type KeyHint } from './frame.ts';
import { clipText, wrapLines } from './text.ts';
import { windowAround } from './window.ts';

/** One line of a list; without a value it is a heading. */
export interface ListLine<T> {
  /** Cut to the width, unless it fits itself into so many columns. */
  readonly text: string | ((width: number) => string);
  /** More about it, on lines of its own, shown whole. */
  readonly below?: string;
  readonly value?: T;
}

/** A list to choose from. */
export interface List<T> {
  readonly title: string;
  readonly lines: readonly ListLine<T>[];
  /** What keys do besides those of every list. */
  readonly hints: readonly KeyHint[];
}

/** The list as lines that fit the frame: its title, the part around the pointer, and the keys. */
export function drawList<T>({ title, lines, hints }: List<T>, pointer: number, frame: Frame): string[] {
  const { width, height, look, keys } = frame;
  const { paint, signs } = look;
  const head = title === '' ? [] : ['', ...wrapLines(title, width).map((line) => paint.bold(line))];
  const blocks = lines.map((line, index) => drawListLine(line, index === pointer, frame));
  const heights = blocks.map((block) => block.length);
  const total = heights.reduce((sum, one) => sum + one, 0);
  const every: KeyHint[] = [[`${signs.up}${signs.down}`, keys.move], [keys.enter, keys.choose], ...hints];
  const paged: KeyHint[] = [...every, [`${keys.pageUp}/${keys.pageDown}`, keys.page]];
  const foot = (list: readonly KeyHint[]): string[] => drawFoot(list, [], { awaited: false }, frame);
  const room = height - head.length - foot(every).length;
  if (total <= room) return [...head, ...blocks.flat(), ...(total < room ? [''] : []), ...foot(every)];
  const [from, to] = windowAround(heights, pointer, Math.max(3, height - head.length - foot(paged).length - 2));
  const more = (sign: string, text: (count: number) => string, hidden: readonly ListLine<T>[]): string => {
    const count = hidden.filter(({ value }) => value !== undefined).length;
    return count === 0 ? '' : paint.dim(`    ${sign} ${text(count)}`);
  };
  return [
    ...head,
    more(signs.up, keys.moreAbove, lines.slice(0, from)),
    ...blocks.slice(from, to).flat(),
    more(signs.down, keys.moreBelow, lines.slice(to)),
    ...foot(paged),
  ];
}

function drawListLine<T>({ text, below, value }: ListLine<T>, isPointed: boolean, { width, look }: Frame): string[] {
  const { paint, signs } = look;
  const lead = `${isPointed ? signs.pointer : ' '} `;
  const room = width - widthOf(lead);
  const fitted = clipText(typeof text === 'string' ? text : text(room), room);
  if (value === undefined) return [paint.cyan.bold(fitted)];
  const more = below === undefined ? [] : wrapLines(below, width - 6).map((line) => `      ${paint.dim(line)}`);
  return [isPointed ? paint.cyan(`${lead}${fitted}`) : `${lead}${fitted}`, ...more];
}
