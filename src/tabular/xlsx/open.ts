import { type ByteSource, readPieces } from '../source.ts';
import { type Merge, readMerges } from './merges.ts';
import { openPackage } from './package.ts';
import { readSheet } from './sheet.ts';
import { readStrings } from './strings.ts';
import { readStyles } from './styles.ts';
import { chooseSheet, readWorkbook } from './workbook.ts';

/** One sheet of a workbook, opened to be read. */
export interface OpenedSheet {
  /** The rows as CSV in UTF-8, see `readSheet`. */
  readonly source: ByteSource;
  readonly sheet: string;
  /** The names of all sheets, in their order, and which of them are hidden. */
  readonly sheets: readonly { readonly name: string; readonly isVisible: boolean }[];
  readonly merges: readonly Merge[];
}

/** Opens the sheet of that name in a workbook, or the first visible one. */
export async function openSheet(path: string, name: string | undefined): Promise<OpenedSheet> {
  const parts = await openPackage(path);
  try {
    const workbook = await readWorkbook(parts);
    const { name: sheet, part } = chooseSheet(workbook, name);
    const merges = await readMerges(parts, part);
    const strings = await readStrings(parts, workbook.strings);
    const styles = await readStyles(parts, workbook.styles);
    const pieces = readPieces(readSheet(parts, part, { strings, styles, from1904: workbook.from1904 }));
    const source = {
      read: pieces.read,
      async close() {
        await pieces.close();
        parts.close();
      },
    };
    return { source, sheet, sheets: workbook.sheets, merges };
  } catch (error) {
    parts.close();
    throw error;
  }
}
