import { resolve } from 'node:path';
import { Readable } from 'node:stream';
import type { World } from '../../src/world.ts';

/** The folder of this repository. */
export const HOME = resolve(import.meta.dirname, '../..');

/** A world that stands in a folder, with nothing on standard input unless given. */
export function worldIn(cwd: string, { home = HOME, env = {}, stdin = '' }: Partial<SampleWorld> = {}): World {
  return {
    cwd,
    home,
    env,
    stdin: Readable.from([Buffer.from(stdin as string)]) as unknown as World['stdin'],
    stdout: null as unknown as World['stdout'],
    stderr: null as unknown as World['stderr'],
    version: '0.0.0-test',
    locale: () => 'en',
    now: () => new Date('2026-01-31T00:00:00Z'),
  };
}

interface SampleWorld {
  readonly home: string;
  readonly env: World['env'];
  readonly stdin: string | Buffer;
}
