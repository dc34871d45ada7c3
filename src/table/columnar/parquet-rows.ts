// Reads Parquet files, one row group at a time.
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
  formatDecimal,
  formatFloat32,
  formatList,
  formatTime,
  mergeStates,
  toDamageProblem,
} from './column-batch.ts';
import { type Decompress, loadZstd, unpackBrotli, unpackGzip, unpackLz4 } from './compression.ts';

/** Opens a Parquet file and returns its columns and rows. */
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
    const metadata = await explainDamage(SCHEMA_PART, () => parquetMetadataAsync(file));
    const nodes = await explainDamage(SCHEMA_PART, () => parquetSchema(metadata).children);
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

const SCHEMA_PART: ColumnarPart = { kind: 'schema' };

/** Whether a column contains numbers; columns of dates do not count. */
function isNumeric({ element, children }: SchemaNode): boolean {
  const { type = '', converted_type: converted = '', logical_type: logical } = element;
  if (children.length > 0 || /DATE|TIME/.test(converted + (logical?.type ?? ''))) return false;
  return /^(INT32|INT64|FLOAT|DOUBLE)$/.test(type) || converted === 'DECIMAL';
}

/** Loads the decompressors for the pages of a file. Snappy is part of the library itself. */
async function loadCompressors({ row_groups: groups }: FileMetaData): Promise<Record<string, Decompress>> {
  const hasZstd = groups.some(({ columns }) => columns.some((column) => column.meta_data?.codec === 'ZSTD'));
  const compressors = { GZIP: unpackGzip, BROTLI: unpackBrotli, LZ4_RAW: unpackLz4 };
  return hasZstd ? { ...compressors, ZSTD: await loadZstd() } : compressors;
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
    const rowRange = { file, metadata, group, start, rows, compressors };
    const part = { kind: 'group', number: g + 1 } as const;
    const columns: ColumnOfCells[] = nodes.map(() => ({ rows, text: () => null }));
    let isAnyFull = false;
    // Columns are read one after the other, because values take much more memory than the cells made of them.
    const order = [...nodes.keys()].sort((a, b) => Number(isUsed(b)) - Number(isUsed(a)));
    for (const column of order) {
      // The remaining columns would only show which rows are blank, and no row is blank if one column is always filled.
      if (isAnyFull && !isUsed(column)) break;
      const columnCells = await explainDamage(part, () => readColumn(nodes[column] as SchemaNode, rowRange));
      columns[column] = columnCells;
      isAnyFull ||= columnCells.isFull;
    }
    yield createBatch(part, rows, columns);
    start += Number(group.num_rows);
  }
}

/** The maximum size of an unpacked page, in bytes. */
const MAX_PAGE_BYTES = 1 << 28;
const MAX_ROWS = 2 ** 31 - 1;

/** Checks the sizes that a row group states for the pages of a column before memory is allocated for them. */
async function checkPages(file: AsyncBuffer, { columns, num_rows }: Group, name: string): Promise<void> {
  const rows = Number(num_rows);
  if (!(rows >= 0 && rows <= MAX_ROWS)) throw new RangeError(`${rows} rows`);
  for (const { meta_data: column } of columns) {
    if (!column) throw new Error('a column without a description');
    if (column.path_in_schema[0] !== name) continue;
    const firstOffset = Number(column.dictionary_page_offset ?? column.data_page_offset);
    const size = Number(column.total_compressed_size);
    const view = new DataView(await file.slice(firstOffset, firstOffset + size));
    const isFlat = column.path_in_schema.length === 1;
    const reader = { view, offset: 0 };
    let values = 0;
    while (reader.offset < size - 1 && (!isFlat || values < rows)) {
      const header = parquetHeader(reader);
      const { compressed_page_size: packed, uncompressed_page_size: unpacked } = header;
      if (!(packed >= 0 && reader.offset + packed <= size)) throw new RangeError(`a page of ${packed} bytes`);
      if (!(unpacked >= 0 && unpacked <= MAX_PAGE_BYTES)) throw new RangeError(`a page of ${unpacked} bytes`);
      const {
        dictionary_page_header: dictionaryHeader,
        data_page_header: headerV1,
        data_page_header_v2: headerV2,
      } = header;
      const count = dictionaryHeader?.num_values ?? headerV1?.num_values ?? headerV2?.num_values ?? 0;
      // Each entry of a dictionary takes at least one bit of its page. In other pages, repeated values take no space,
      // so the number of rows limits their number instead.
      const maxCount = dictionaryHeader ? unpacked * 8 : isFlat ? rows - values : MAX_LIST_ITEMS * rows;
      if (!(count >= 0 && count <= maxCount)) throw new RangeError(`a page of ${count} values`);
      if (!dictionaryHeader) values += count;
      reader.offset += packed;
    }
    if (isFlat ? values !== rows : values < rows)
      throw new Error(`${column.path_in_schema.join('.')}: ${values} values of ${rows}`);
  }
}

/** The maximum average number of options in the lists of a page. */
const MAX_LIST_ITEMS = 1000;

interface GroupPlace {
  readonly file: AsyncBuffer;
  readonly metadata: FileMetaData;
  readonly group: Group;
  readonly start: number;
  readonly rows: number;
  readonly compressors: Record<string, Decompress>;
}

/** Reads a column of a row group into a pool of distinct cells. `isFull` is true if every row has a cell. */
async function readColumn(
  node: SchemaNode,
  { file, metadata, group, start, rows, compressors }: GroupPlace,
): Promise<ColumnOfCells & { readonly isFull: boolean }> {
  const { name } = node.element;
  await checkPages(file, group, name);
  const write = createCellFormatter(node);
  const [cells, codes] = [createCellPool(), new Uint32Array(rows)];
  const codesByValue = new Map<unknown, number>();
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
    // In a column of lists, undefined means null; in any other column, it means that the dictionary lacks the entry.
    const value: unknown = values[row] ?? (node.children.length > 0 ? null : values[row]);
    let code = isCoded ? codesByValue.get(value) : undefined;
    if (code === undefined) {
      if (value === undefined) throw new RangeError(`${name}: no such entry in the dictionary`);
      const text = value === null ? '' : write(value);
      isFull &&= text !== '';
      code = cells.keep(text);
      // Dates are distinct objects and not looked up in the map; nor are columns with too many distinct values.
      if (isCoded && (typeof value !== 'object' || value === null))
        isCoded = codesByValue.set(value, code).size < MAX_DISTINCT;
    }
    codes[row] = code;
  }
  // Whole pages are read, so there may be values beyond the rows that are needed.
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
/** The maximum number of distinct values of a column that are looked up in a map. */
const MAX_DISTINCT = 1 << 12;

/** Returns the function that formats the values of a column as cells. */
function createCellFormatter({ element, children }: SchemaNode): (value: unknown) => string {
  const { name, type, converted_type: converted, scale = 0 } = element;
  const item = children[0]?.children[0];
  if (converted === 'LIST' && item) {
    const text = createCellFormatter(item);
    return (value) => {
      if (!Array.isArray(value)) throw new Error(`${name}: no list`);
      if (value.includes(undefined)) throw new RangeError(`${name}: no such entry in the dictionary`);
      return formatList(value.map((value) => (value === null ? null : text(value))));
    };
  }
  if (children.length > 0) {
    return () => {
      throw new TableProblem({ code: 'unknown-type', column: name, type: converted?.toLowerCase() ?? 'struct' });
    };
  }
  if (converted === 'DECIMAL')
    return (value) => (typeof value === 'bigint' ? formatDecimal(value, scale) : Number(value).toFixed(scale));
  return (value) => {
    if (value instanceof Date) return formatTime(value.getTime());
    if (typeof value === 'number' && type === 'FLOAT') return formatFloat32(value);
    if (typeof value === 'object') {
      const kind = (converted ?? type ?? '').toLowerCase();
      throw new TableProblem({ code: 'unknown-type', column: name, type: kind });
    }
    return String(value);
  };
}

async function explainDamage<T>(part: ColumnarPart, columnCells: () => T | Promise<T>): Promise<T> {
  try {
    return await columnCells();
  } catch (error) {
    throw toDamageProblem(part, error);
  }
}
