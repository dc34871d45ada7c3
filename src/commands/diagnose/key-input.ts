// Turns key presses into input for prompts. Ctrl+C is handled elsewhere: it ends the prompt (`runPrompt`).

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
 * The letter of each command, the same in every language. A letter alone chooses an option, so a command is typed as a
 * slash, Alt or Esc, followed by its letter.
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

/** What a key means to a prompt. */
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

/** Returns what a key means to a prompt; undefined if it has no meaning. */
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

/** Whether a character opens the commands. With a Chinese input method, the slash key types a different character. */
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

/** How the state of a prompt changes with keys. */
interface KeyHandlers<State> {
  readonly start: () => State;
  /** Whether a key would end the prompt in this state. */
  readonly ends: (state: State, pressed: KeyInput) => boolean;
  /** Returns the state after a key; undefined if the key has ended the prompt. */
  readonly press: (state: State, pressed: KeyInput) => State | undefined;
  /**
   * Returns the state after a pasted text that contains a key which would end the prompt, followed by more keys; `keys`
   * begins with that key.
   */
  readonly paste: (state: State, keys: readonly KeyInput[]) => State | undefined;
}

// If at least this many other keys arrive together with a key that ends a prompt, all of them were pasted: nobody types
// so fast.
export const MIN_PASTED_KEYS = 4;

/**
 * A hook for prompts that returns the state, updated key by key, beginning with keys typed ahead. A key that would end
 * the prompt waits for all keys that arrive at the same moment, so that a pasted text does not also answer the next
 * question.
 */
export function useKeyInput<State>(typeAhead: TypeAhead, { start, ends, press, paste }: KeyHandlers<State>): State {
  const [state, setState] = useState(start);
  // Several keys may arrive before the state is drawn; each builds on the previous one.
  const latestState = useRef(state);
  latestState.current = state;
  const waitingKeys = useRef<{ readonly keys: KeyInput[]; readonly turn: NodeJS.Immediate } | undefined>(undefined);
  const applyChange = (next: State | undefined): boolean => {
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
    if (others.length >= MIN_PASTED_KEYS) applyChange(paste(latestState.current, keys));
    // The answer was rejected, so keys typed after it were not meant for this question.
    else if (applyChange(press(latestState.current, last))) typeAhead.forget();
    else typeAhead.putBack(others);
  };
  const isFirstKey = useRef(true);
  const takeKey = (pressed: KeyInput): void => {
    const isHabitualEnter = isFirstKey.current && isEnter(pressed) && typeAhead.isAfterLetter();
    isFirstKey.current = false;
    if (isHabitualEnter) return;
    if (waitingKeys.current) waitingKeys.current.keys.push(pressed);
    else if (ends(latestState.current, pressed))
      waitingKeys.current = { keys: [pressed], turn: setImmediate(deliverKeys) };
    else applyChange(press(latestState.current, pressed));
  };
  useKeypress((event, readline) => {
    // Removes typed text from Node's line editor, because the prompt draws it itself.
    readline.clearLine(0);
    const pressedKey = readKey(event as KeyEvent);
    if (pressedKey) takeKey(pressedKey);
  });
  useEffect(() => {
    const keys = [...typeAhead.open()];
    while (keys.length > 0 && !waitingKeys.current) takeKey(keys.shift() as KeyInput);
    typeAhead.putBack(keys);
    return () => clearImmediate(waitingKeys.current?.turn);
  }, []);
  return state;
}

/**
 * Keeps keys that are pressed while no question is ready for them, for example while an answer is being saved.
 * Otherwise a quickly typed number would lose its first digits.
 */
export interface TypeAhead {
  /** Passes keys to a question from now on; returns the keys pressed before. */
  open(): readonly KeyInput[];
  /** Keeps keys for the question after the one at which they arrived. */
  putBack(keys: readonly KeyInput[]): void;
  /** From now on, keeps keys for the next question. `byLetter`: the current question was answered by a letter alone. */
  close(byLetter?: boolean): void;
  /**
   * Whether a letter has just answered a question. An Enter right after it is a habit, and not meant for the next
   * question.
   */
  isAfterLetter(): boolean;
  /** Forgets the kept keys, which were not meant for what comes next. */
  forget(): void;
  /** Allows Ctrl+C to interrupt at once again; called before work that may take long. */
  relax(): void;
  stop(): void;
}

// Milliseconds after a letter during which Enter is taken for a habit: nobody has read the next question so fast.
const ENTER_HABIT_MS = 500;

// Milliseconds to wait after Esc for the rest of another key's sequence; Node's default is half a second.
const ESCAPE_WAIT = 100;

/** Starts keeping a terminal's keys for the next question. */
export function keepTypeAhead(stdin: World['stdin']): TypeAhead {
  let pendingKeys: KeyInput[] = [];
  let isClosed = true;
  let lastLetterTime = Number.NEGATIVE_INFINITY;
  const keepKey = (_: unknown, key: KeyEvent): void => {
    const pressedKey = isClosed && readKey(key);
    if (pressedKey) pendingKeys.push(pressedKey);
  };
  const setRaw = (raw: boolean): void => {
    // Without raw mode, the terminal would echo the keys and pass them on only after Enter.
    if (stdin.isTTY) stdin.setRawMode(raw);
  };
  emitKeypressEvents(stdin, { escapeCodeTimeout: ESCAPE_WAIT } as unknown as Interface);
  stdin.on('keypress', keepKey);
  return {
    open: () => {
      isClosed = false;
      const keys = dropLeadingEnter(pendingKeys);
      pendingKeys = [];
      return keys;
    },
    close: (byLetter = false) => {
      isClosed = true;
      lastLetterTime = byLetter ? performance.now() : Number.NEGATIVE_INFINITY;
      setRaw(true);
    },
    isAfterLetter: () => performance.now() - lastLetterTime < ENTER_HABIT_MS,
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
      stdin.off('keypress', keepKey);
      setRaw(false);
      stdin.pause();
    },
  };
}

/** Removes Enters at the beginning, which must not accept an answer that the user has not seen. */
function dropLeadingEnter(keys: readonly KeyInput[]): readonly KeyInput[] {
  const firstKey = keys.findIndex((pressed) => !isEnter(pressed));
  return firstKey < 0 ? [] : keys.slice(firstKey);
}
