// Reads Parquet, one group of rows at a time.
import { open } from 'node:fs/promises';
import { type AsyncBuffer, type FileMetaData, parquetMetadataAsync, parquetSchema } from 'hyparquet';
import { parquetHeader } from 'hyparquet/src/column.js';
import { parquetReadColumn } from 'hyparquet/src/read.js';
import { TableProblem } from '../table-problem.ts';
import {
  type ColumnarPart,
  type ColumnarReading,
  type ColumnarTable,
  type ColumnBatch,
  type ColumnOfCells,
  createBatch,
  createCellPool,
  damageOf,
  decimalText,
  listText,
  mergeStates,
  singleText,
  timeText,
} from './column-batch.ts';
import { type Decompress, loadZstd, unpackBrotli, unpackGzip, unpackLz4 } from './compression.ts';

/** The columns and rows of a Parquet file. */
export async function openParquet(path: string): Promise<ColumnarTable> {
  const handle = await open(path);
  const { size } = await handle.stat();
  const file: AsyncBuffer = {
    byteLength: size,
    async slice(start, end = size) {
      if (start < 0 || start > end || end > size) throw new RangeError(`bytes ${start} to ${end} of ${size}`);
      const bytes = new Uint8Array(end - start);
      await handle.read(bytes, 0, bytes.length, start);
      return bytes.buffer;
    },
  };
  try {
    const metadata = await explain(SCHEMA, () => parquetMetadataAsync(file));
    const nodes = await explain(SCHEMA, () => parquetSchema(metadata).children);
    const names = nodes.map(({ element }) => element.name);
    return mergeStates({
      names,
      numeric: nodes.map(isNumeric),
      rows: Number(metadata.num_rows),
      read: (reading = {}) => readGroups(file, metadata, nodes, reading),
      close: () => handle.close(),
    });
  } catch (error) {
    await handle.close();
    throw error;
  }
}

const SCHEMA: ColumnarPart = { kind: 'schema' };

/** Whether a column holds numbers: not days, which are kept as such. */
function isNumeric({ element, children }: SchemaNode): boolean {
  const { type = '', converted_type: converted = '', logical_type: logical } = element;
  if (children.length > 0 || /DATE|TIME/.test(converted + (logical?.type ?? ''))) return false;
  return /^(INT32|INT64|FLOAT|DOUBLE)$/.test(type) || converted === 'DECIMAL';
}

/** How pages are unpacked; Snappy the reader knows itself. */
async function loadCompressors({ row_groups: groups }: FileMetaData): Promise<Record<string, Decompress>> {
  const hasZstd = groups.some(({ columns }) => columns.some((column) => column.meta_data?.codec === 'ZSTD'));
  const known = { GZIP: unpackGzip, BROTLI: unpackBrotli, LZ4_RAW: unpackLz4 };
  return hasZstd ? { ...known, ZSTD: await loadZstd() } : known;
}

type Group = FileMetaData['row_groups'][number];
type SchemaNode = ReturnType<typeof parquetSchema>;

async function* readGroups(
  file: AsyncBuffer,
  metadata: FileMetaData,
  nodes: readonly SchemaNode[],
  { isUsed = () => true, most = Number.POSITIVE_INFINITY }: ColumnarReading,
): AsyncGenerator<ColumnBatch, void> {
  const compressors = await loadCompressors(metadata);
  let start = 0;
  for (const [g, group] of metadata.row_groups.entries()) {
    if (start >= most) return;
    const rows = Math.min(Number(group.num_rows), most - start);
    const place = { file, metadata, group, start, rows, compressors };
    const part = { kind: 'group', number: g + 1 } as const;
    const columns: ColumnOfCells[] = nodes.map(() => ({ rows, text: () => null }));
    let isAnyFull = false;
    // One column after the other: as values they take much more room than as cells.
    const order = [...nodes.keys()].sort((a, b) => Number(isUsed(b)) - Number(isUsed(a)));
    for (const column of order) {
      // Where none of those has a cell in every row, the others say which rows are there.
      if (isAnyFull && !isUsed(column)) break;
      const read = await explain(part, () => readColumn(nodes[column] as SchemaNode, place));
      columns[column] = read;
      isAnyFull ||= read.isFull;
    }
    yield createBatch(part, rows, columns);
    start += Number(group.num_rows);
  }
}

/** The largest page, unpacked. */
const MOST_PAGE = 1 << 28;
const MOST_ROWS = 2 ** 31 - 1;

/** What a group says of the pages of a column must be so before anything is made as large as they say. */
async function checkPages(file: AsyncBuffer, { columns, num_rows }: Group, name: string): Promise<void> {
  const rows = Number(num_rows);
  if (!(rows >= 0 && rows <= MOST_ROWS)) throw new RangeError(`${rows} rows`);
  for (const { meta_data: column } of columns) {
    if (!column) throw new Error('a column without a description');
    if (column.path_in_schema[0] !== name) continue;
    const first = Number(column.dictionary_page_offset ?? column.data_page_offset);
    const size = Number(column.total_compressed_size);
    const view = new DataView(await file.slice(first, first + size));
    const isFlat = column.path_in_schema.length === 1;
    const reader = { view, offset: 0 };
    let values = 0;
    while (reader.offset < size - 1 && (!isFlat || values < rows)) {
      const header = parquetHeader(reader);
      const { compressed_page_size: packed, uncompressed_page_size: unpacked } = header;
      if (!(packed >= 0 && reader.offset + packed <= size)) throw new RangeError(`a page of ${packed} bytes`);
      if (!(unpacked >= 0 && unpacked <= MOST_PAGE)) throw new RangeError(`a page of ${unpacked} bytes`);
      const { dictionary_page_header: words, data_page_header: one, data_page_header_v2: two } = header;
      const count = words?.num_values ?? one?.num_values ?? two?.num_values ?? 0;
      // Each word of a dictionary takes a bit at least; values that repeat take nothing.
      const most = words ? unpacked * 8 : isFlat ? rows - values : MOST_LIST * rows;
      if (!(count >= 0 && count <= most)) throw new RangeError(`a page of ${count} values`);
      if (!words) values += count;
      reader.offset += packed;
    }
    if (isFlat ? values !== rows : values < rows)
      throw new Error(`${column.path_in_schema.join('.')}: ${values} values of ${rows}`);
  }
}

/** So many options at most, on average, in the lists of a page. */
const MOST_LIST = 1000;

interface GroupPlace {
  readonly file: AsyncBuffer;
  readonly metadata: FileMetaData;
  readonly group: Group;
  readonly start: number;
  readonly rows: number;
  readonly compressors: Record<string, Decompress>;
}

/** A column of a group as cells: each different one once, and where it stands; full where every row has one. */
async function readColumn(
  node: SchemaNode,
  { file, metadata, group, start, rows, compressors }: GroupPlace,
): Promise<ColumnOfCells & { readonly isFull: boolean }> {
  const { name } = node.element;
  await checkPages(file, group, name);
  const write = cellText(node);
  const [cells, codes] = [createCellPool(), new Uint32Array(rows)];
  const known = new Map<unknown, number>();
  const values = await parquetReadColumn({
    file,
    metadata,
    columns: [name],
    rowStart: start,
    rowEnd: start + rows,
    compressors,
    parsers: { stringFromBytes: (bytes) => bytes && decoder.decode(bytes) },
  });
  let [isCoded, isFull] = [node.children.length === 0, true];
  for (let row = 0; row < rows; row++) {
    // What a dictionary does not have is not even nothing; only of lists it is.
    const value: unknown = values[row] ?? (node.children.length > 0 ? null : values[row]);
    let code = isCoded ? known.get(value) : undefined;
    if (code === undefined) {
      if (value === undefined) throw new RangeError(`${name}: no such entry in the dictionary`);
      const text = value === null ? '' : write(value);
      isFull &&= text !== '';
      code = cells.keep(text);
      // Days are never the same; and where most values differ, to look for them does not pay.
      if (isCoded && (typeof value !== 'object' || value === null)) isCoded = known.set(value, code).size < MOST_KNOWN;
    }
    codes[row] = code;
  }
  // Of the first rows whole pages come.
  if (values.length < rows || values.length > Number(group.num_rows))
    throw new Error(`${name}: ${values.length} values of ${rows}`);
  return {
    rows,
    isFull,
    text(row) {
      const code = codes[row] as number;
      return decoder.decode(cells.bytes.subarray(cells.starts[code], cells.starts[code + 1]));
    },
    place(from, count, { entries }) {
      for (let i = 0; i < count; i++) entries[i] = (codes[from + i] as number) + 1;
      return cells;
    },
  };
}

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
/** Different values of a column are looked for among so many. */
const MOST_KNOWN = 1 << 12;

/** What the values of a column say in a cell. */
function cellText({ element, children }: SchemaNode): (value: unknown) => string {
  const { name, type, converted_type: converted, scale = 0 } = element;
  const item = children[0]?.children[0];
  if (converted === 'LIST' && item) {
    const text = cellText(item);
    return (value) => {
      if (!Array.isArray(value)) throw new Error(`${name}: no list`);
      if (value.includes(undefined)) throw new RangeError(`${name}: no such entry in the dictionary`);
      return listText(value.map((one) => (one === null ? null : text(one))));
    };
  }
  if (children.length > 0) {
    return () => {
      throw new TableProblem({ code: 'unknown-type', column: name, type: converted?.toLowerCase() ?? 'struct' });
    };
  }
  if (converted === 'DECIMAL')
    return (value) => (typeof value === 'bigint' ? decimalText(value, scale) : Number(value).toFixed(scale));
  return (value) => {
    if (value instanceof Date) return timeText(value.getTime());
    if (typeof value === 'number' && type === 'FLOAT') return singleText(value);
    if (typeof value === 'object') {
      const kind = (converted ?? type ?? '').toLowerCase();
      throw new TableProblem({ code: 'unknown-type', column: name, type: kind });
    }
    return String(value);
  };
}

async function explain<T>(part: ColumnarPart, read: () => T | Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    throw damageOf(part, error);
  }
}
