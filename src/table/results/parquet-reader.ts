import { readdir } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects, parquetSchema } from 'hyparquet';
import { formatAnswerMark, type RecordedAnswer } from '../../model/index.ts';
import { TableProblem } from '../table-problem.ts';
import { type ObjectRow, type ObjectTable, STATE_SUFFIX } from './result-columns.ts';

const STRETCH = 16_384;

/** Opens a Parquet file; a question with its states in a column beside it becomes one column. */
export async function openParquet(path: string): Promise<ObjectTable> {
  const file = await asyncBufferFromFile(path);
  const metadata = await explain(() => parquetMetadataAsync(file));
  const names = parquetSchema(metadata).children.map(({ element }) => element.name);
  const stated = new Set(names.filter((name) => names.includes(name + STATE_SUFFIX)));
  const rowsThere = Number(metadata.num_rows);
  return {
    headings: names.filter((name) => !(name.endsWith(STATE_SUFFIX) && stated.has(name.slice(0, -STATE_SUFFIX.length)))),
    async *read() {
      for (let start = 0; start < rowsThere; start += STRETCH) {
        const rowEnd = Math.min(start + STRETCH, rowsThere);
        const rows = await explain(() => parquetReadObjects({ file, metadata, rowStart: start, rowEnd }));
        yield { first: start + 1, rows: rows.map((row) => mapRow(row, stated)) };
      }
    },
  };
}

/**
 * Opens all Parquet files in a folder and below as one table, in the order of their names. What lakes write into the names of
 * folders, `district=X`, is a column; undefined where there are no files.
 */
export async function openParquetFolder(folder: string): Promise<ObjectTable | undefined> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile() && entry.name.endsWith('.parquet'))
    .map((entry) => join(entry.parentPath, entry.name))
    // Such names are those of files that are not finished, or not of the table.
    .filter((path) => !partsOf(folder, path).some((part) => /^[._]/.test(part)))
    .sort();
  if (paths.length === 0) return undefined;
  const files = await Promise.all(
    paths.map(async (path) => ({ ...(await openParquet(path)), parts: partitionOf(partsOf(folder, path)) })),
  );
  const headings = new Set(files.flatMap((file) => [...file.headings, ...file.parts.keys()]));
  return {
    headings: [...headings],
    async *read() {
      let before = 0;
      for (const { read, parts } of files) {
        let rowsThere = 0;
        for await (const { first, rows } of read()) {
          rowsThere = first + rows.length - 1;
          const whole = rows.map((row) => (typeof row === 'string' ? row : new Map([...row, ...parts])));
          yield { first: before + first, rows: whole };
        }
        before += rowsThere;
      }
    },
  };
}

function partsOf(folder: string, path: string): string[] {
  return relative(folder, path).split(sep);
}

function partitionOf(parts: readonly string[]): ReadonlyMap<string, string | null> {
  const stated = parts.slice(0, -1).flatMap((part) => {
    const [, name, value] = /^([^=]+)=(.*)$/.exec(part) ?? [];
    return name === undefined || value === undefined ? [] : [[decode(name), decode(value)] as const];
  });
  return new Map(stated.map(([name, value]) => [name, value === NO_VALUE ? null : value]));
}

/** What stands for nothing in the names of folders. */
const NO_VALUE = '__HIVE_DEFAULT_PARTITION__';

function decode(text: string): string {
  return text.replace(/(%[0-9A-F]{2})+/gi, (signs) => Buffer.from(signs.replaceAll('%', ''), 'hex').toString());
}

function mapRow(row: Record<string, unknown>, stated: ReadonlySet<string>): ObjectRow {
  return new Map(
    Object.entries(row).flatMap(([name, value]): [string, unknown][] => {
      if (stated.has(name)) {
        const state = (row[name + STATE_SUFFIX] ?? 'unanswered') as RecordedAnswer['state'];
        return [[name, formatAnswerMark({ state, ...(value !== null && { value: value as string }) })]];
      }
      return name.endsWith(STATE_SUFFIX) && stated.has(name.slice(0, -STATE_SUFFIX.length)) ? [] : [[name, value]];
    }),
  );
}

/** What the reader says of a damaged file becomes a `TableProblem`. */
async function explain<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    throw new TableProblem({ code: 'damaged', detail }, { cause: error });
  }
}
