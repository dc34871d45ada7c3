import type { Block, Fault } from './block.ts';
import { transcode } from './encoding/transcode.ts';
import type { Range } from './ranges.ts';
import { type Means, readBlocks, type Totals } from './read.ts';
import { SIZES, type Sizes } from './scan/reading.ts';
import { isSplittable, type Place, readingOf, type TableShape } from './shape.ts';
import { type ByteSource, openFile, skipBytes, unpack } from './source.ts';
import type { ColumnUse } from './use.ts';
import type { Merge } from './xlsx/merges.ts';

/** Where lines and records of a range are counted from. */
export const BEGINNING: Place = { line: 0, record: 0 };

/**
 * Reads the rows of a table in a file, or of one of its ranges with lines and records counted from its beginning; needs
 * nothing but plain data, for any thread.
 */
export async function* readTable(
  shape: TableShape,
  uses: readonly ColumnUse[],
  range?: Range,
  sizes: Sizes = SIZES,
  means: Means = {},
): AsyncGenerator<Block, Totals> {
  const place = range ? BEGINNING : shape;
  if (isSplittable(shape)) {
    const start = range?.start ?? shape.mark + shape.start;
    const source = await openFile(shape.path, start, range?.end);
    const origin = { encoding: shape.encoding, offset: start };
    return yield* readBlocks(source, readingOf(shape, uses, place), origin, sizes, means);
  }
  if (shape.path === null) throw new RangeError('a table from a stream can be read only where it was opened');
  if (shape.container !== 'xlsx') {
    const file = await openFile(shape.path);
    return yield* readRest(shape.container === 'gzip' ? unpack(file) : file, shape, uses, sizes);
  }
  const { openSheet } = await import('./xlsx/open.ts');
  const { source, merges } = await openSheet(shape.path, shape.sheet ?? undefined);
  return yield* markMerged(readRest(source, shape, uses, sizes), merges, shape.headings.length);
}

/** Reads the rows behind the headings of a source that stands at the beginning of the file. */
export async function* readRest(
  source: ByteSource,
  shape: TableShape,
  uses: readonly ColumnUse[],
  sizes: Sizes = SIZES,
): AsyncGenerator<Block, Totals> {
  const { encoding, scanned, mark, start } = shape;
  await skipBytes(source, mark);
  const text = encoding === scanned ? source : transcode(source, encoding, mark);
  await skipBytes(text, start);
  return yield* readBlocks(text, readingOf(shape, uses, shape), { encoding, offset: mark + start }, sizes);
}

/** Adds a fault to every row that shares a merged cell: which of its cells are blank and which are meant is not said. */
async function* markMerged(
  blocks: AsyncGenerator<Block, Totals>,
  merges: readonly Merge[],
  width: number,
): AsyncGenerator<Block, Totals> {
  const within = merges.filter(({ columns }) => columns[0] <= width);
  for (;;) {
    const next = await blocks.next();
    if (next.done) return next.value;
    yield within.length === 0 ? next.value : addMerged(next.value, within);
  }
}

function addMerged(block: Block, merges: readonly Merge[]): Block {
  const merged: Fault[] = [];
  for (let row = 0; row < block.rows; row++) {
    const line = block.line[row] as number;
    const merge = merges.find(({ rows }) => rows[0] <= line && line <= rows[1]);
    if (merge) merged.push({ row, column: null, code: 'merged-cells', value: merge.range });
  }
  return { ...block, faults: [...block.faults, ...merged].sort((a, b) => a.row - b.row) };
}
