// Recognises what was recorded with a pack before it got its present id.

import type { FormerPack } from '../model/index.ts';
import { compareVersionNumbers } from './version-number.ts';

/** A pack, and the former pack that it continues under another id, if there is one. */
export interface ContinuedPack {
  readonly id: string;
  readonly formerly?: FormerPack | undefined;
}

/** Whether a recorded pack belongs to a pack: it has its id, or an earlier version has the pack's former id. */
export function belongsTo(
  recorded: { readonly id: string; readonly version?: string | undefined },
  { id, formerly }: ContinuedPack,
): boolean {
  return recorded.id === id || continues(recorded, formerly);
}

/** Whether a recorded pack is one that a pack continues under another id. */
export function continues(
  { id, version }: { readonly id: string; readonly version?: string | undefined },
  formerly: FormerPack | undefined,
): boolean {
  if (formerly === undefined || version === undefined || id !== formerly.id) return false;
  return compareVersionNumbers(version, formerly.before) < 0;
}
