import { useEffect, useState } from '@inquirer/core';
import type { Messages } from '../../i18n/index.ts';
import type { World } from '../../world.ts';
import type { Frame } from './frame.ts';
import type { Look } from './look.ts';
import type { TypeAhead } from './type-ahead.ts';

/** What a prompt needs of the terminal it is drawn on. */
export interface Screen {
  readonly stdout: Pick<World['stdout'], 'columns' | 'rows' | 'write' | 'on' | 'off'>;
  readonly look: Look;
  readonly keys: Messages['diagnose']['keys'];
  readonly typeAhead: TypeAhead;
}

const NARROWEST = 30;

/** The room on the terminal as it is now. One line and one column stay free, where some terminals scroll or break. */
export function frameOf({ stdout, look, keys }: Pick<Screen, 'stdout' | 'look' | 'keys'>): Frame {
  const width = Math.max(NARROWEST, (stdout.columns || 80) - 1);
  return { width, height: Math.max(8, (stdout.rows || 24) - 1), look, keys };
}

/** The frame, drawn anew on a clear screen when the window changes its size. For use in a prompt. */
export function useFrame(screen: Screen): Frame {
  const [, setSize] = useState('');
  useEffect(() => {
    const { stdout } = screen;
    const draw = (): void => {
      stdout.write('\u001b[2J\u001b[H');
      setSize(`${stdout.columns} ${stdout.rows}`);
    };
    stdout.on('resize', draw);
    return () => stdout.off('resize', draw);
  }, []);
  return frameOf(screen);
}
