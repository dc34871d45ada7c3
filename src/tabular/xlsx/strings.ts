import { TableProblem } from '../problem.ts';
import { hearMarkup } from './markup.ts';
import type { Package } from './package.ts';
import { createTextStore, type TextStore } from './text-store.ts';

/** More characters than honest workbooks share. */
const MOST_CHARACTERS = 1 << 28;

/** The texts that cells refer to by their position. */
export async function readStrings(parts: Package, part: string | undefined): Promise<TextStore> {
  const strings = createTextStore();
  if (!part || !parts.has(part)) return strings;
  let [text, isText, phonetic, total] = ['', false, 0, 0];
  await hearMarkup(await parts.open(part), {
    open(name) {
      if (name === 'si') text = '';
      if (name === 'rPh') phonetic++;
      isText = name === 't' && phonetic === 0;
    },
    text(piece) {
      if (isText) text += piece;
    },
    close(name) {
      isText = false;
      if (name === 'rPh') phonetic--;
      if (name !== 'si') return;
      total += text.length;
      if (total > MOST_CHARACTERS) throw new TableProblem({ code: 'too-large', part });
      strings.add(decodeEscapes(text));
    },
  });
  return strings;
}

/** `_x000D_` and the like, which stand for characters that XML does not allow. */
export function decodeEscapes(text: string): string {
  if (!text.includes('_x')) return text;
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}
