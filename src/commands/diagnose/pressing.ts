import { useEffect, useKeypress, useRef, useState } from '@inquirer/core';
import { isEnter, type KeyEvent, type Pressed, readKey } from './keys.ts';
import type { TypeAhead } from './type-ahead.ts';

/** What keys do to a prompt. */
export interface Pressing<State> {
  readonly start: () => State;
  /** The state after a key; undefined when the key ended the prompt. */
  readonly press: (state: State, pressed: Pressed) => State | undefined;
  /** The state after text of several lines was pasted: the keys from its first Enter on. */
  readonly paste: (state: State, keys: readonly Pressed[]) => State | undefined;
}

// Nobody types so many keys at once after Enter: they were pasted.
const PASTED = 4;

/**
 * The state of a prompt, changed by one key after the other, those typed ahead first. For use in a prompt. Enter waits
 * until all keys of the moment have come, so that a pasted text does not answer what comes next as well.
 */
export function usePressed<State>(typeAhead: TypeAhead, { start, press, paste }: Pressing<State>): State {
  const [state, setState] = useState(start);
  // Several keys may come before the state is drawn; each builds on the one before.
  const latest = useRef(state);
  latest.current = state;
  const waiting = useRef<{ readonly keys: Pressed[]; readonly turn: NodeJS.Immediate } | undefined>(undefined);
  const change = (next: State | undefined): boolean => {
    if (next === undefined) return false;
    latest.current = next;
    setState(() => next);
    return true;
  };
  const settle = (): void => {
    const keys = waiting.current?.keys ?? [];
    waiting.current = undefined;
    const [enter, ...others] = keys;
    if (!enter) return;
    if (others.length >= PASTED) change(paste(latest.current, keys));
    // What was typed after an answer that was not taken was not meant for this question.
    else if (change(press(latest.current, enter))) typeAhead.forget();
    else typeAhead.putBack(others);
  };
  const take = (pressed: Pressed): void => {
    if (waiting.current) waiting.current.keys.push(pressed);
    else if (isEnter(pressed)) waiting.current = { keys: [pressed], turn: setImmediate(settle) };
    else change(press(latest.current, pressed));
  };
  useKeypress((event, readline) => {
    // What is typed belongs to the prompt, not to a line of the terminal.
    readline.clearLine(0);
    const pressed = readKey(event as KeyEvent);
    if (pressed) take(pressed);
  });
  useEffect(() => {
    const keys = typeAhead.open();
    const end = keys.findIndex(isEnter) + 1 || keys.length;
    typeAhead.putBack(keys.slice(end));
    for (const pressed of keys.slice(0, end)) take(pressed);
    return () => clearImmediate(waiting.current?.turn);
  }, []);
  return state;
}
