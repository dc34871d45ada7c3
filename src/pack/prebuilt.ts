import { readFile } from 'node:fs/promises';
import { isAbsolute, join, relative } from 'node:path';
import type { World } from '../world.ts';

/** What the build makes of one YAML file of a bundled pack. */
export interface Prebuilt {
  /** Hash of the YAML it was made from, with the line ends of Unix. */
  readonly hash: string;
  readonly document: unknown;
}

/** The folder of bundled packs and policies below Matura's own. */
export const BUNDLED = 'questionnaires';

/** The name, below the build's folder, of what was made of a YAML file below `BUNDLED`. */
export function prebuiltName(inside: string): string {
  return `${inside}.json`;
}

/** The document the build made of a bundled YAML file; undefined for other files and where the YAML has changed since. */
export async function readPrebuilt(world: World, path: string, hash: string): Promise<unknown> {
  const inside = relative(join(world.home, BUNDLED), path);
  if (inside.startsWith('..') || isAbsolute(inside)) return undefined;
  const text = await readFile(join(world.home, 'dist', 'packs', prebuiltName(inside)), 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  const prebuilt: Prebuilt = JSON.parse(text);
  return prebuilt.hash === hash ? withoutPrototypes(prebuilt.document) : undefined;
}

/** The same value with maps as the YAML reader makes them: without a prototype, so that no key finds what is not there. */
function withoutPrototypes(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutPrototypes);
  if (typeof value !== 'object' || value === null) return value;
  const map: Record<string, unknown> = Object.create(null);
  for (const [key, inner] of Object.entries(value)) map[key] = withoutPrototypes(inner);
  return map;
}
