import type { World } from '../../world.ts';

/** How far long work is; at the end its traces are taken away. */
export interface Progress {
  /** Tells that so many of all are done. */
  tell(done: number, total: number): void;
  end(): void;
}

/** On a terminal the line is drawn again this often, elsewhere a new one is written. Milliseconds. */
const OFTEN = { terminal: 200, elsewhere: 5000 };

/** What is known of work under way: the rate per second, and the seconds that are left. */
export type SayProgress = (done: number, total: number, rate: number, remaining: number) => string;

/** Shows on stderr how far long work is; nothing where it is quickly done. */
export function startProgress(world: World, say: SayProgress, { quiet = false } = {}): Progress {
  const isTerminal = Boolean(world.stderr.isTTY);
  const start = world.now().getTime();
  let next = start + (isTerminal ? OFTEN.terminal : OFTEN.elsewhere);
  let drawn = false;
  const erase = (): void => {
    if (drawn && isTerminal) world.stderr.write('\r\x1b[K');
  };
  return {
    tell(done, total) {
      const now = world.now().getTime();
      if (quiet || now < next) return;
      next = now + (isTerminal ? OFTEN.terminal : OFTEN.elsewhere);
      const rate = (done * 1000) / Math.max(1, now - start);
      erase();
      const line = say(done, total, Math.round(rate), Math.ceil((total - done) / Math.max(rate, 0.001)));
      world.stderr.write(isTerminal ? line : `${line}\n`);
      drawn = true;
    },
    end: erase,
  };
}
