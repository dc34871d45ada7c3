// All sheets of a small workbook at once, as rows of texts.
import { type ByteSource, readAll } from '../byte-source.ts';
import { readWrittenRows } from '../csv-text.ts';
import { TableProblem } from '../table-problem.ts';
import { openSheet } from './workbook-reader.ts';

/** A sheet that can be seen; rows stand at their numbers, from 0. Formulas are what they last came to. */
export interface SheetRows {
  readonly name: string;
  readonly rows: readonly (readonly string[])[];
}

/** More than any questionnaire takes: bytes of cells of all sheets together. */
const MOST_BYTES = 1 << 24;
const MOST_SHEETS = 50;

/** Reads the sheets of a workbook that can be seen; one that is larger than a questionnaire is a TableProblem. */
export async function readWorkbookSheets(path: string): Promise<readonly SheetRows[]> {
  const first = await openSheet(path, undefined);
  await first.source.close();
  const names = first.sheets.filter(({ isVisible }) => isVisible).map(({ name }) => name);
  if (names.length > MOST_SHEETS) throw new TableProblem({ code: 'too-large', part: `${names.length} sheets` });
  const sheets: SheetRows[] = [];
  let left = MOST_BYTES;
  for (const name of names) {
    const { source } = await openSheet(path, name);
    const rows: string[][] = [];
    try {
      for await (const some of readWrittenRows(piecesOf(name, source))) rows.push(...some);
    } finally {
      await source.close();
    }
    sheets.push({ name, rows: rows.map((row) => row.map((cell) => cell.trim())) });
  }
  return sheets;

  async function* piecesOf(part: string, source: ByteSource): AsyncGenerator<Uint8Array> {
    for await (const piece of readAll(source)) {
      left -= piece.length;
      if (left < 0) throw new TableProblem({ code: 'too-large', part });
      yield piece;
    }
    // The last row ends, too.
    yield Buffer.from('\n');
  }
}
