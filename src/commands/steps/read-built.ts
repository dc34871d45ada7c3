import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { World } from '../../world.ts';

/** A file of the build that goes into a page: a script or a style sheet. */
export function readBuilt({ home }: Pick<World, 'home'>, name: string): Promise<string> {
  return readFile(join(home, 'dist', name), 'utf8');
}
