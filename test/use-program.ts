import { beforeEach } from 'vitest';
// @ts-expect-error: a script of pictures and benchmarks, too, without types
import { findProgram } from './chromium.mjs';

/**
 * The place of a program that the tests of this file need: the first name that is found. Where none is, the tests are
 * skipped and say what they need; in CI that is an error.
 */
export function useProgram(what: string, names: readonly string[]): string | undefined {
  const found: string | undefined = findProgram(names);
  if (found === undefined && process.env.CI) throw new Error(`these tests need ${what}`);
  beforeEach(({ skip }) => skip(found === undefined, `needs ${what}`));
  return found;
}
