import type { PackName } from './member.ts';

/** As ids and versions of packs are written. */
const PACK = /^([A-Za-z0-9][A-Za-z0-9._-]{0,63})(?:@([^\s@]{1,64}))?$/;

/** Reads `id@version`, or the id alone. */
export function readPackName(text: string): PackName | undefined {
  const [, id, version = ''] = PACK.exec(text) ?? [];
  return id === undefined ? undefined : { id, version };
}
