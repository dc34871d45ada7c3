// Turns key presses into input for prompts. Ctrl+C is not input: it ends the prompt, see `runPrompt` in ui-context.ts.

import { emitKeypressEvents, type Interface } from 'node:readline';
import { useEffect, useKeypress, useRef, useState } from '@inquirer/core';
import type { World } from '../../world.ts';

/** Actions at a question other than answering it. */
export type Command =
  | 'help'
  | 'note'
  | 'evidence'
  | 'who'
  | 'flag'
  | 'back'
  | 'undo'
  | 'skip'
  | 'unknown'
  | 'notApplicable'
  | 'clear'
  | 'sections'
  | 'open'
  | 'review'
  | 'level'
  | 'leave';

/**
 * The letter of each command, the same in every language. A letter alone chooses an option, so a command is a slash and
 * its letter, or Alt (or Esc) and its letter.
 */
export const COMMAND_LETTERS: Readonly<Record<Command, string>> = {
  note: 'n',
  evidence: 'e',
  who: 'w',
  flag: 'f',
  unknown: 'u',
  notApplicable: 'x',
  back: 'b',
  undo: 'z',
  skip: 's',
  clear: 'c',
  sections: 'g',
  open: 'o',
  review: 'r',
  level: 'l',
  help: 'h',
  leave: 'q',
};

/** A key as the terminal reports it. */
export interface KeyEvent {
  readonly name?: string | undefined;
  readonly sequence?: string | undefined;
  readonly ctrl?: boolean | undefined;
  readonly meta?: boolean | undefined;
}

/** The meaning of a key for a prompt. */
export type KeyInput =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'letter'; readonly command: Command | undefined }
  | { readonly kind: 'key'; readonly key: Key };

export type Key =
  | 'enter'
  | 'escape'
  | 'up'
  | 'down'
  | 'left'
  | 'right'
  | 'home'
  | 'end'
  | 'pageup'
  | 'pagedown'
  | 'backspace'
  | 'delete'
  | 'deleteWord'
  | 'deleteLine'
  | 'tab';

const KEY_BY_NAME: Readonly<Record<string, Key>> = {
  return: 'enter',
  enter: 'enter',
  escape: 'escape',
  up: 'up',
  down: 'down',
  left: 'left',
  right: 'right',
  home: 'home',
  end: 'end',
  pageup: 'pageup',
  pagedown: 'pagedown',
  backspace: 'backspace',
  delete: 'delete',
  tab: 'tab',
};

const WITH_CONTROL: Readonly<Record<string, Key>> = {
  a: 'home',
  e: 'end',
  u: 'deleteLine',
  w: 'deleteWord',
  h: 'backspace',
};

/** Returns the meaning of a key; undefined if it has none here. */
export function readKey({ name, sequence, ctrl, meta }: KeyEvent): KeyInput | undefined {
  if (ctrl) {
    const key = name === undefined ? undefined : WITH_CONTROL[name];
    return key && { kind: 'key', key };
  }
  const key = name === undefined ? undefined : KEY_BY_NAME[name];
  if (key) return { kind: 'key', key };
  if (meta) {
    const command = name === undefined ? undefined : commandOf(name);
    return command && { kind: 'letter', command };
  }
  const text = sequence ?? name ?? '';
  // Control characters are excluded because they would control the terminal when shown.
  return text === '' || /[\p{Cc}\p{Cs}]/u.test(text) ? undefined : { kind: 'text', text };
}

/** Returns the command for a letter, which may be full-width. */
export function commandOf(letter: string): Command | undefined {
  const plainLetter = letter.normalize('NFKC').toLowerCase();
  const entry = Object.entries(COMMAND_LETTERS).find(([, own]) => own === plainLetter);
  return plainLetter === '?' ? 'help' : (entry?.[0] as Command | undefined);
}

/** The keys after which a letter is a command. */
export type Opener = '/' | 'Esc';

/** Whether a character opens the commands. A Chinese input method produces a different one for the same key. */
export function opensCommands(typed: string): boolean {
  return ['/', '／', '、'].includes(typed);
}

/** Whether a character asks for help. */
export function asksForHelp(typed: string): boolean {
  return typed === '?' || typed === '？';
}

export function isEnter(pressed: KeyInput): boolean {
  return pressed.kind === 'key' && pressed.key === 'enter';
}

/** Functions that apply keys to a prompt. */
interface KeyHandlers<State> {
  readonly start: () => State;
  /** Whether a key may end the prompt. */
  readonly ends: (state: State, pressed: KeyInput) => boolean;
  /** Returns the state after a key; undefined if the key ended the prompt. */
  readonly press: (state: State, pressed: KeyInput) => State | undefined;
  /**
   * Returns the state after pasting text in which a key would end the prompt but more keys follow; `keys` starts with
   * that key.
   */
  readonly paste: (state: State, keys: readonly KeyInput[]) => State | undefined;
}

// Nobody types this many keys at once after one that ends a prompt: they were pasted.
export const MIN_PASTED_KEYS = 4;

/**
 * The state of a prompt, updated key by key, first by keys typed ahead. A hook for prompts. A key that would end the
 * prompt waits for all other keys of the same moment, so that pasted text does not also answer the next question.
 */
export function useKeyInput<State>(typeAhead: TypeAhead, { start, ends, press, paste }: KeyHandlers<State>): State {
  const [state, setState] = useState(start);
  // Several keys may arrive before the state is drawn; each builds on the previous one.
  const latestState = useRef(state);
  latestState.current = state;
  const waitingKeys = useRef<{ readonly keys: KeyInput[]; readonly turn: NodeJS.Immediate } | undefined>(undefined);
  const change = (next: State | undefined): boolean => {
    if (next === undefined) return false;
    latestState.current = next;
    setState(() => next);
    return true;
  };
  const deliverKeys = (): void => {
    const keys = waitingKeys.current?.keys ?? [];
    waitingKeys.current = undefined;
    const [last, ...others] = keys;
    if (!last) return;
    if (others.length >= MIN_PASTED_KEYS) change(paste(latestState.current, keys));
    // Keys typed after an answer that was rejected were not meant for this question.
    else if (change(press(latestState.current, last))) typeAhead.forget();
    else typeAhead.putBack(others);
  };
  const isFirst = useRef(true);
  const take = (pressed: KeyInput): void => {
    const isHabit = isFirst.current && isEnter(pressed) && typeAhead.isAfterLetter();
    isFirst.current = false;
    if (isHabit) return;
    if (waitingKeys.current) waitingKeys.current.keys.push(pressed);
    else if (ends(latestState.current, pressed))
      waitingKeys.current = { keys: [pressed], turn: setImmediate(deliverKeys) };
    else change(press(latestState.current, pressed));
  };
  useKeypress((event, readline) => {
    // Typed text belongs to the prompt, not to the terminal's line.
    readline.clearLine(0);
    const pressedKey = readKey(event as KeyEvent);
    if (pressedKey) take(pressedKey);
  });
  useEffect(() => {
    const keys = [...typeAhead.open()];
    while (keys.length > 0 && !waitingKeys.current) take(keys.shift() as KeyInput);
    typeAhead.putBack(keys);
    return () => clearImmediate(waitingKeys.current?.turn);
  }, []);
  return state;
}

/**
 * Keys pressed while no question is ready for them, such as while an answer is being saved. Without them, a quickly
 * typed number would lose its first digits.
 */
export interface TypeAhead {
  /** Sends keys to a question from now on; returns those pressed before. */
  open(): readonly KeyInput[];
  /** Puts keys back for the question after the one where they arrived. */
  putBack(keys: readonly KeyInput[]): void;
  /** Keeps keys for the next question from now on; `byLetter`: a letter alone answered this question. */
  close(byLetter?: boolean): void;
  /** Whether a letter has just answered: an Enter out of habit after it is not meant for the next question. */
  isAfterLetter(): boolean;
  /** Forgets the kept keys, which were not meant for what comes next. */
  forget(): void;
  /** Lets Ctrl+C interrupt at once again, before work that may take long. */
  relax(): void;
  stop(): void;
}

// Milliseconds after a letter in which Enter is a habit: too short to have read the next question.
const ENTER_HABIT_MS = 500;

// Milliseconds after which Esc is known not to start the sequence of another key; Node would wait half a second.
const ESCAPE_WAIT = 100;

/** Starts keeping a terminal's keys for the next question. */
export function keepTypeAhead(stdin: World['stdin']): TypeAhead {
  let pendingKeys: KeyInput[] = [];
  let isClosed = true;
  let letterAt = Number.NEGATIVE_INFINITY;
  const keep = (_: unknown, key: KeyEvent): void => {
    const pressedKey = isClosed && readKey(key);
    if (pressedKey) pendingKeys.push(pressedKey);
  };
  const setRaw = (raw: boolean): void => {
    // Otherwise the terminal would echo the keys and hold them back until Enter.
    if (stdin.isTTY) stdin.setRawMode(raw);
  };
  emitKeypressEvents(stdin, { escapeCodeTimeout: ESCAPE_WAIT } as unknown as Interface);
  stdin.on('keypress', keep);
  return {
    open: () => {
      isClosed = false;
      const keys = dropLeadingEnter(pendingKeys);
      pendingKeys = [];
      return keys;
    },
    close: (byLetter = false) => {
      isClosed = true;
      letterAt = byLetter ? performance.now() : Number.NEGATIVE_INFINITY;
      setRaw(true);
    },
    isAfterLetter: () => performance.now() - letterAt < ENTER_HABIT_MS,
    putBack: (keys) => {
      pendingKeys = [...keys, ...pendingKeys];
    },
    forget: () => {
      pendingKeys = [];
    },
    relax: () => {
      setRaw(false);
      // From here on, typed text is for the shell, unless another question follows.
      stdin.pause();
    },
    stop: () => {
      stdin.off('keypress', keep);
      setRaw(false);
      stdin.pause();
    },
  };
}

/** Drops a second Enter, which must not accept an answer that nobody has seen. */
function dropLeadingEnter(keys: readonly KeyInput[]): readonly KeyInput[] {
  const first = keys.findIndex((pressed) => !isEnter(pressed));
  return first < 0 ? [] : keys.slice(first);
}
