import { createPrompt } from '@inquirer/core';
import { textWidth } from '../../report/index.ts';
import { type Key, useKeyInput } from './key-input.ts';
import {
  clipText,
  drawFoot,
  type Frame,
  HIDE_CURSOR,
  type KeyHint,
  type Screen,
  useFrame,
  windowAround,
  wrapLines,
} from './terminal-screen.ts';
import { runPrompt, type UiContext } from './ui-context.ts';

/** Lets a person choose one line of a list; `onEscape` is what Esc stands for, where it may be pressed. */
export async function choose<T>(
  desk: UiContext,
  title: string,
  lines: readonly ListLine<T>[],
  {
    start = 0,
    onEscape,
  }: { readonly start?: number; readonly onEscape?: { readonly does: string; readonly value: T } } = {},
): Promise<T> {
  const { screen } = desk;
  // What was typed before was not meant for a list that nobody has seen.
  screen.typeAhead.forget();
  const hints = onEscape ? [['Esc', onEscape.does] as const] : [];
  const { chosen } = await runPrompt(desk, (context) =>
    promptList({ title, lines, hints, screen, start, cancels: onEscape !== undefined }, context),
  );
  // The list was steered with these.
  screen.typeAhead.forget();
  return chosen === undefined ? (onEscape?.value as T) : (lines[chosen]?.value as T);
}

/** Asks for a yes before something that cannot be taken back; Enter alone is no. */
export function confirm(desk: UiContext, question: string, { no, yes }: { no: string; yes: string }): Promise<boolean> {
  const lines = [
    { text: no, value: false },
    { text: yes, value: true },
  ];
  return choose(desk, question, lines, { onEscape: { does: desk.screen.keys.cancel, value: false } });
}

interface ListPrompt extends List<unknown> {
  readonly screen: Screen;
  /** The line the pointer stands at first. */
  readonly start: number;
  /** Whether Esc gives the choice up. */
  readonly cancels: boolean;
}

/** The position of the line that was chosen; undefined when the choice was given up. */
type ListReply = { readonly chosen: number | undefined };

/** Lets a person choose one line of a list. */
const promptList = createPrompt<ListReply, ListPrompt>((config, done) => {
  const { lines, screen, start, cancels } = config;
  const frame = useFrame(screen);
  const end = (reply: ListReply): undefined => {
    screen.typeAhead.close();
    done(reply);
  };
  const pointer = useKeyInput<number>(screen.typeAhead, {
    start: () => start,
    press: (before, pressed) => {
      if (pressed.kind !== 'key') return before;
      if (pressed.key === 'enter') return end({ chosen: before });
      if (pressed.key === 'escape') return cancels ? end({ chosen: undefined }) : before;
      return movePointer(lines, before, pressed.key, Math.max(1, frame.height - 6));
    },
    paste: (before) => before,
  });
  return drawList(config, pointer, frame).join('\n') + HIDE_CURSOR;
});

/** Where the pointer stands after a key; only lines that can be chosen count, and at an end it stays. */
export function movePointer(lines: List<unknown>['lines'], pointer: number, key: Key, page: number): number {
  const stops = lines.flatMap(({ value }, index) => (value === undefined ? [] : [index]));
  const here = stops.indexOf(pointer);
  const steps: Partial<Record<Key, number>> = {
    up: -1,
    down: 1,
    pageup: -page,
    pagedown: page,
    home: -stops.length,
    end: stops.length,
  };
  const there = Math.min(stops.length - 1, Math.max(0, here + (steps[key] ?? 0)));
  return stops[there] ?? pointer;
}

/** One line of a list; without a value it is a heading. */
export interface ListLine<T> {
  /** Cut to the width, unless it fits itself into so many columns. */
  readonly text: string | ((width: number) => string);
  /** More about it, on lines of its own, shown whole. */
  readonly below?: string;
  readonly value?: T;
}

/** A list to choose from. */
interface List<T> {
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
  const room = width - textWidth(lead);
  const fitted = clipText(typeof text === 'string' ? text : text(room), room);
  if (value === undefined) return [paint.cyan.bold(fitted)];
  const more = below === undefined ? [] : wrapLines(below, width - 6).map((line) => `      ${paint.dim(line)}`);
  return [isPointed ? paint.cyan(`${lead}${fitted}`) : `${lead}${fitted}`, ...more];
}
