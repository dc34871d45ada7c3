import { Chalk, type ChalkInstance } from 'chalk';
import type { World } from '../../world.ts';

/** How the diagnosis looks on a terminal: colours, and the signs it can show. */
export interface Look {
  readonly paint: ChalkInstance;
  readonly signs: Signs;
}

/** Each one column wide. */
export interface Signs {
  readonly pointer: string;
  readonly done: string;
  readonly full: string;
  readonly empty: string;
  readonly between: string;
  readonly up: string;
  readonly down: string;
  readonly left: string;
  readonly right: string;
}

const SIGNS: Signs = {
  pointer: '❯',
  done: '✓',
  full: '█',
  empty: '░',
  between: '·',
  up: '↑',
  down: '↓',
  left: '←',
  right: '→',
};

// Older consoles have no such signs, and Chinese ones draw some of them over two columns.
const PLAIN_SIGNS: Signs = {
  pointer: '>',
  done: '+',
  full: '#',
  empty: '.',
  between: '|',
  up: '^',
  down: 'v',
  left: '<-',
  right: '->',
};

export const HIDE_CURSOR = '\u001b[?25l';

/** The look for a world's terminal; no colour where the user or the terminal does not want any. */
export function chooseLook({ env }: World, color: boolean): Look {
  return { paint: new Chalk({ level: color ? 1 : 0 }), signs: isPlain(env) ? PLAIN_SIGNS : SIGNS };
}

function isPlain(env: World['env']): boolean {
  const oldWindows = env.OS === 'Windows_NT' && !env.WT_SESSION && !env.TERM_PROGRAM && !env.ConEmuANSI;
  return oldWindows || env.TERM === 'linux' || env.TERM === 'dumb';
}
