import { createPrompt } from '@inquirer/core';
import type { Key } from './keys.ts';
import { drawList, type List } from './list-view.ts';
import { HIDE_CURSOR } from './look.ts';
import { usePressed } from './pressing.ts';
import { type Screen, useFrame } from './terminal.ts';

export interface ListPrompt extends List<unknown> {
  readonly screen: Screen;
  /** The line the pointer stands at first. */
  readonly start: number;
  /** Whether Esc gives the choice up. */
  readonly cancels: boolean;
}

/** The position of the line that was chosen; undefined when the choice was given up. */
export type ListReply = { readonly chosen: number | undefined };

/** Lets a person choose one line of a list. */
export const promptList = createPrompt<ListReply, ListPrompt>((config, done) => {
  const { lines, screen, start, cancels } = config;
  const frame = useFrame(screen);
  const end = (reply: ListReply): undefined => {
    screen.typeAhead.close();
    done(reply);
  };
  const pointer = usePressed<number>(screen.typeAhead, {
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
