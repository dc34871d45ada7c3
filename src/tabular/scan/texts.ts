import { readDay } from '../days.ts';
import type { ScannedEncoding } from '../encoding/codec.ts';
import { createFinder } from '../plain.ts';
import { ANSWERED, type ColumnUse, UNANSWERED } from '../use.ts';
import { gather } from './gather.ts';

/** The texts of one column. */
export interface Texts {
  add(row: number, bytes: Uint8Array, start: number, end: number): void;
  /** The texts by row, without blanks at the ends; sets their codes. Begins anew. */
  finish(rows: number, codes: Uint8Array, start: number): readonly string[];
}

/** An empty column of texts in the encoding. */
export function createTexts(
  encoding: ScannedEncoding,
  { states, days }: Pick<ColumnUse & { readonly kind: 'text' }, 'states' | 'days'>,
): Texts {
  const findState = states && states.size > 0 ? createFinder(states) : undefined;
  const gathered = gather(encoding);
  let rows: number[] = [];
  return {
    add(row, bytes, start, end) {
      gathered.add(bytes, start, end);
      rows.push(row);
    },
    finish(count, codes, start) {
      const texts = new Array<string>(count).fill('');
      const found = gathered.take();
      for (let i = 0; i < rows.length; i++) {
        const [row, text] = [rows[i] as number, (found[i] as string).trim()];
        const state = text === '' ? UNANSWERED : findState?.(text);
        codes[start + row] = state ?? ANSWERED;
        if (state !== undefined) continue;
        const read = days ? readDay(text, days.order) : null;
        texts[row] = read && 'day' in read ? read.day : text;
      }
      rows = [];
      return texts;
    },
  };
}
