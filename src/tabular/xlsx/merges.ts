import { explainDamage, type Package } from './package.ts';

/** Cells that are merged into one; columns and rows from 1, the last ones included. */
export interface Merge {
  readonly range: string;
  readonly rows: readonly [number, number];
  readonly columns: readonly [number, number];
}

const BEGIN = Buffer.from('mergeCells');
const END = Buffer.from('/mergeCells');
/** The longest list of merged cells that is looked at: some hundred thousand. */
const MOST_BYTES = 1 << 24;
const MERGE = /<(?:[\w.-]+:)?mergeCell\s[^>]*?ref="([A-Z]+)(\d+):([A-Z]+)(\d+)"/g;

/**
 * The merged cells of a sheet. They stand behind all rows, so the sheet is unpacked once, without being parsed, before
 * its rows are read.
 */
export async function readMerges(parts: Package, part: string): Promise<readonly Merge[]> {
  const found = (await findList(parts, part)).toString('latin1').matchAll(MERGE);
  return [...found].map(([, left = '', top = '', right = '', bottom = '']) => ({
    range: `${left}${top}:${right}${bottom}`,
    rows: [Number(top), Number(bottom)],
    columns: [numberOf(left), numberOf(right)],
  }));
}

async function findList(parts: Package, part: string): Promise<Buffer> {
  let [list, isList]: [Buffer, boolean] = [Buffer.alloc(0), false];
  const stream = await parts.open(part);
  try {
    for await (const piece of stream) {
      list = Buffer.concat([list, piece as Buffer]);
      const begin = list.indexOf(BEGIN);
      isList = begin >= 0 && list.length - begin <= MOST_BYTES;
      // Without a list only the end is kept, in which one may begin.
      list = list.subarray(isList ? begin : -END.length);
      if (isList && list.includes(END, BEGIN.length)) return list;
    }
  } catch (error) {
    throw explainDamage(error);
  } finally {
    stream.destroy();
  }
  return list;
}

function numberOf(letters: string): number {
  return [...letters].reduce((number, letter) => number * 26 + letter.charCodeAt(0) - 64, 0);
}
