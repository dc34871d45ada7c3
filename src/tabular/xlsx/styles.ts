import { hearMarkup } from './markup.ts';
import type { Package } from './package.ts';

/** How a number is shown, as far as that says what it is. */
export type NumberKind = 'plain' | 'percent' | 'date';

/** The formats every program knows by number, as far as they show dates, times or percent. */
const isBuiltinDate = (id: number): boolean =>
  (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58);
const isBuiltinPercent = (id: number): boolean => id === 9 || id === 10;

/** The kind of number of each cell style, by its position. */
export async function readStyles(parts: Package, part: string | undefined): Promise<readonly NumberKind[]> {
  const kinds: NumberKind[] = [];
  if (!part || !parts.has(part)) return kinds;
  const formats = new Map<number, NumberKind>();
  let inCells = false;
  await hearMarkup(await parts.open(part), {
    open(name, { numFmtId = '0', formatCode = '' }) {
      const id = Number(numFmtId);
      if (name === 'numFmt') formats.set(id, kindOfFormat(formatCode));
      if (name === 'cellXfs') inCells = true;
      if (name !== 'xf' || !inCells) return;
      const builtin = isBuiltinDate(id) ? 'date' : isBuiltinPercent(id) ? 'percent' : 'plain';
      kinds.push(formats.get(id) ?? builtin);
    },
    close(name) {
      if (name === 'cellXfs') inCells = false;
    },
  });
  return kinds;
}

/** Literal text, colours and locales apart, a date format holds a letter for a part of a day or date. */
export function kindOfFormat(code: string): NumberKind {
  const [format = ''] = code.replace(/"[^"]*"|\\.|_.|\*./g, '').split(';');
  const bare = format.replace(/\[(?![hms]+\])[^\]]*\]/gi, '');
  if (/general/i.test(bare)) return 'plain';
  if (/[ymdhs]|\[[hms]+\]/i.test(bare)) return 'date';
  return bare.includes('%') ? 'percent' : 'plain';
}
