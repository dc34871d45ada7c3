import { createFinder } from '../../model/plain.ts';
import type { ScannedEncoding } from '../encoding/codec.ts';
import { ANSWERED, type ColumnUse, UNANSWERED } from '../use.ts';
import type { Engine } from './engine.ts';
import { createTexts, type Texts } from './texts.ts';

type WideUse = ColumnUse & { readonly kind: 'code' };

/** A column with more values than a byte can tell apart, such as industries: read as text, then looked up. */
export interface WideCodes {
  readonly texts: Texts;
  readonly codes: Uint16Array;
  /** Looks up all rows; tells of each cell that is none of the values. Begins anew. */
  finish(rows: number, bytes: Uint8Array, start: number, complain: (row: number, text: string) => void): void;
}

/** More different cells than this are looked up each time. */
const MOST_KEPT = 20_000;

/** An empty column of up to so many rows. */
export function createWideCodes(engine: Engine, use: WideUse, encoding: ScannedEncoding, capacity: number): WideCodes {
  const texts = createTexts(engine, encoding, {}, capacity);
  const codes = new Uint16Array(capacity);
  const find = createFinder(use.values);
  const known = new Map<string, number | undefined>([['', UNANSWERED]]);

  function codeOf(text: string): number | undefined {
    if (known.has(text)) return known.get(text);
    const code = find(text);
    if (known.size < MOST_KEPT) known.set(text, code);
    return code;
  }

  return {
    texts,
    codes,
    finish(rows, bytes, start, complain) {
      texts.finish(rows);
      for (let row = 0; row < rows; row++) {
        const text = bytes[start + row] === ANSWERED ? texts.column.at(row) : '';
        const code = codeOf(text);
        codes[row] = code ?? UNANSWERED;
        if (code === undefined) complain(row, text);
      }
    },
  };
}
