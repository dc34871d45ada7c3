import { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects, parquetSchema } from 'hyparquet';
import { formatAnswerMark, type RecordedAnswer } from '../../model/index.ts';
import { TableProblem } from '../table-problem.ts';
import type { ObjectRow, ObjectTable } from './result-columns.ts';

/** Behind the name of a question: the column of its states. */
const STATE = ':state';
const STRETCH = 16_384;

/** Opens a Parquet file; a question with its states in a column beside it becomes one column. */
export async function openParquet(path: string): Promise<ObjectTable> {
  const file = await asyncBufferFromFile(path);
  const metadata = await explain(() => parquetMetadataAsync(file));
  const names = parquetSchema(metadata).children.map(({ element }) => element.name);
  const stated = new Set(names.filter((name) => names.includes(name + STATE)));
  const rowsThere = Number(metadata.num_rows);
  return {
    headings: names.filter((name) => !(name.endsWith(STATE) && stated.has(name.slice(0, -STATE.length)))),
    async *read() {
      for (let start = 0; start < rowsThere; start += STRETCH) {
        const rowEnd = Math.min(start + STRETCH, rowsThere);
        const rows = await explain(() => parquetReadObjects({ file, metadata, rowStart: start, rowEnd }));
        yield { first: start + 1, rows: rows.map((row) => mapRow(row, stated)) };
      }
    },
  };
}

function mapRow(row: Record<string, unknown>, stated: ReadonlySet<string>): ObjectRow {
  return new Map(
    Object.entries(row).flatMap(([name, value]): [string, unknown][] => {
      if (stated.has(name)) {
        const state = (row[name + STATE] ?? 'unanswered') as RecordedAnswer['state'];
        return [[name, formatAnswerMark({ state, ...(value !== null && { value: value as string }) })]];
      }
      return name.endsWith(STATE) && stated.has(name.slice(0, -STATE.length)) ? [] : [[name, value]];
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
