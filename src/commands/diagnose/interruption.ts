// Handles Ctrl+C while no prompt reads keys. A terminal that does not echo keys sends it as a key, not as a signal.
import { endByInterrupt } from '../../signals.ts';
import type { World } from '../../world.ts';
import type { KeyEvent } from './key-input.ts';

const CTRL_C = 0x03;
const SHOW_CURSOR = '\u001b[?25h';

/**
 * Stops the echo of a terminal and keeps what is typed until the first question can be asked; Ctrl+C ends the process.
 * Returns a function that passes the kept keys on to the terminal's input.
 */
export function keepKeysWhileLoading(world: World): () => void {
  const { stdin } = world;
  const chunks: Buffer[] = [];
  const keepChunk = (chunk: Buffer): void => {
    if (chunk.includes(CTRL_C)) endAtOnce(world);
    chunks.push(chunk);
  };
  stdin.setRawMode(true);
  stdin.on('data', keepChunk);
  return () => {
    stdin.off('data', keepChunk);
    stdin.pause();
    const typedBytes = Buffer.concat(chunks.splice(0));
    if (typedBytes.length > 0) stdin.unshift(typedBytes);
  };
}

/** Remembers whether Ctrl+C was pressed during a diagnosis. */
export interface Interruption {
  /** Whether Ctrl+C was pressed, even if no prompt was open to receive it. */
  isRequested(): boolean;
  stop(): void;
}

/**
 * Remembers the first Ctrl+C. If no prompt is open, the next prompt ends at once; a second Ctrl+C ends the process
 * immediately.
 */
export function watchInterruption(world: World): Interruption {
  const { stdin } = world;
  let isRequested = false;
  const onKey = (_: unknown, { ctrl, name }: KeyEvent): void => {
    if (!ctrl || name !== 'c') return;
    if (isRequested) endAtOnce(world);
    isRequested = true;
  };
  stdin.on('keypress', onKey);
  return { isRequested: () => isRequested, stop: () => stdin.off('keypress', onKey) };
}

/** Ends the process at once. Nothing can be lost, because each answer is on disk before the next question is asked. */
function endAtOnce({ stdin, stdout }: World): void {
  stdin.setRawMode(false);
  stdout.write(`${SHOW_CURSOR}\n`);
  endByInterrupt();
}
