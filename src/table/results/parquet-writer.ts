import { ByteWriter, ParquetWriter } from 'hyparquet-writer';
import { parseOptionsMark } from '../../model/index.ts';
import { parseAnswerCell, type ResultColumn, type ResultEncoder, STATE_SUFFIX } from './result-columns.ts';

/** The maximum numbers of cells and of rows in a row group, whose cells are kept in memory. */
const MAX_GROUP_CELLS = 1 << 20;
const MAX_GROUP_ROWS = 122_880;

/** A column with a single type, for Parquet and Arrow. */
export interface TypedColumn {
  readonly name: string;
  readonly type: 'STRING' | 'DOUBLE' | 'INT32' | 'BOOLEAN';
  /** The index of the results column whose cells it contains. */
  readonly at: number;
  read(cell: string): CellValue;
}

type CellValue = string | number | boolean | null;

/**
 * Creates a Parquet encoder whose columns may have empty cells: texts as strings, scores as doubles, levels as 32-bit
 * integers, warnings joined by semicolons. An answer is written as its value, with its state in a second column
 * `NAME:state`.
 */
export function createParquetEncoder(columns: readonly ResultColumn[]): ResultEncoder {
  const typedColumns = columns.flatMap(planTypedColumns);
  const bytes = new ByteWriter();
  const writer = new ParquetWriter({ writer: bytes, schema: buildSchema(typedColumns), createdBy: 'matura' });
  const groupSize = Math.min(MAX_GROUP_ROWS, Math.max(1, Math.floor(MAX_GROUP_CELLS / typedColumns.length)));
  const createEmptyColumns = () =>
    typedColumns.map(({ name }): { name: string; data: CellValue[] } => ({ name, data: [] }));
  let [columnData, count] = [createEmptyColumns(), 0];

  function writeGroup(): void {
    if (count === 0) return;
    writer.write({ columnData, rowGroupSize: count });
    [columnData, count] = [createEmptyColumns(), 0];
  }

  function takeBytes(): Uint8Array {
    const takenBytes = bytes.getBytes().slice();
    // Offsets in the file continue; only the position in the buffer starts at 0 again.
    bytes.index = 0;
    return takenBytes;
  }

  return {
    encode(rows) {
      for (const cells of rows) {
        for (const [i, { at, read }] of typedColumns.entries()) columnData[i]?.data.push(read(cells[at] ?? ''));
        if (++count === groupSize) writeGroup();
      }
      return takeBytes();
    },
    end() {
      writeGroup();
      writer.finish();
      return takeBytes();
    },
  };
}

/** Returns the typed columns for a column of the results; an answer has two. */
export function planTypedColumns(column: ResultColumn, at: number): TypedColumn[] {
  const { name, kind } = column;
  if (kind !== 'answer') {
    const type = kind === 'number' ? 'DOUBLE' : kind === 'whole' ? 'INT32' : 'STRING';
    return [{ name, type, at, read: (cell) => (cell === '' ? null : type === 'STRING' ? cell : Number(cell)) }];
  }
  const readCell = readersOf[column.value];
  const type = column.value === 'number' ? 'DOUBLE' : column.value === 'boolean' ? 'BOOLEAN' : 'STRING';
  const readValue = (cell: string): CellValue => {
    const { value } = parseAnswerCell(cell);
    return value === null ? null : readCell(value);
  };
  return [
    { name, type, at, read: readValue },
    { name: name + STATE_SUFFIX, type: 'STRING', at, read: (cell) => parseAnswerCell(cell).state },
  ];
}

const readersOf = {
  text: (value: string) => value,
  list: (value: string) => parseOptionsMark(value).join(';'),
  number: Number,
  boolean: (value: string) => value === 'true',
};

function buildSchema(columns: readonly TypedColumn[]): ConstructorParameters<typeof ParquetWriter>[0]['schema'] {
  return [
    { name: 'matura', num_children: columns.length },
    ...columns.map(({ name, type }) => ({
      name,
      repetition_type: 'OPTIONAL' as const,
      ...(type === 'STRING' ? { type: 'BYTE_ARRAY' as const, converted_type: 'UTF8' as const } : { type }),
    })),
  ];
}
