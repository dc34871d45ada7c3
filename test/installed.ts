import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { beforeEach } from 'vitest';

/**
 * The place of a program that the tests of this file need: the first name that is found. Where none is, the tests are
 * skipped and say what they need; in CI that is an error.
 */
export function useProgram(what: string, names: readonly string[]): string | undefined {
  const found = names.map(find).find((place) => place !== '');
  if (found === undefined && process.env.CI) throw new Error(`these tests need ${what}`);
  beforeEach(({ skip }) => skip(found === undefined, `needs ${what}`));
  return found;
}

function find(name: string): string {
  if (path.isAbsolute(name)) return existsSync(name) ? name : '';
  return spawnSync('which', [name], { encoding: 'utf8' }).stdout?.trim() ?? '';
}
