import { emitKeypressEvents, type Interface } from 'node:readline';
import type { World } from '../../world.ts';
import { isEnter, type KeyEvent, type Pressed, readKey } from './keys.ts';

/**
 * Keys pressed while no question is ready for them, as while an answer is being saved: without them a number typed
 * quickly would lose its first digits.
 */
export interface TypeAhead {
  /** From now on keys go to a question; gives those pressed before. */
  open(): readonly Pressed[];
  /** Keeps keys for the question after the one they came at. */
  putBack(keys: readonly Pressed[]): void;
  /** From now on keys are kept for the next question. */
  close(): void;
  /** Forgets the keys kept, which were not meant for what comes now. */
  forget(): void;
  /** Lets Ctrl+C interrupt at once again, before work that may take long. */
  relax(): void;
  stop(): void;
}

// Milliseconds until Esc is known not to begin the sequence of another key; Node would wait half a second.
const ESCAPE_WAIT = 100;

/** Keeps the keys of a terminal for the next question. */
export function keepTypeAhead(stdin: World['stdin']): TypeAhead {
  let kept: Pressed[] = [];
  let closed = true;
  const keep = (_: unknown, key: KeyEvent): void => {
    const pressed = closed && readKey(key);
    if (pressed) kept.push(pressed);
  };
  const setRaw = (raw: boolean): void => {
    // Otherwise the terminal would show the keys and hold them back until Enter.
    if (stdin.isTTY) stdin.setRawMode(raw);
  };
  emitKeypressEvents(stdin, { escapeCodeTimeout: ESCAPE_WAIT } as unknown as Interface);
  stdin.on('keypress', keep);
  return {
    open: () => {
      closed = false;
      const keys = dropLeadingEnter(kept);
      kept = [];
      return keys;
    },
    close: () => {
      closed = true;
      setRaw(true);
    },
    putBack: (keys) => {
      kept = [...keys, ...kept];
    },
    forget: () => {
      kept = [];
    },
    relax: () => setRaw(false),
    stop: () => {
      stdin.off('keypress', keep);
      setRaw(false);
      stdin.pause();
    },
  };
}

/** Enter pressed twice must not accept an answer that nobody has seen. */
function dropLeadingEnter(keys: readonly Pressed[]): readonly Pressed[] {
  const first = keys.findIndex((pressed) => !isEnter(pressed));
  return first < 0 ? [] : keys.slice(first);
}
