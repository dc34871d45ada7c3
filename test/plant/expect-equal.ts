import { isDeepStrictEqual } from 'node:util';

/** Throws unless a probe found what was worked out by hand. */
export function expectEqual(found: unknown, wanted: unknown): void {
  if (!isDeepStrictEqual(found, wanted)) {
    throw new Error(`found ${JSON.stringify(found)} instead of ${JSON.stringify(wanted)}`);
  }
}
