import { clearOnSignal } from '../../signals.ts';
import type { World } from '../../world.ts';

/**
 * Runs what gives others their turn; should a signal end the run meanwhile, a line on stderr says what is left and how to go
 * on, in the place of the progress.
 */
export async function tellOnSignal<T>({ stderr }: World, line: string, run: () => Promise<T>): Promise<T> {
  const silence = clearOnSignal(() => {
    stderr.write(`${stderr.isTTY ? '\r\x1b[K' : ''}${line}\n`);
  });
  try {
    return await run();
  } finally {
    silence();
  }
}
