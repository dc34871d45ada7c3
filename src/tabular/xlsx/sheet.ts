import { TableProblem } from '../problem.ts';
import { type MarkupListener, readMarkup } from './markup.ts';
import type { Package } from './package.ts';
import { decodeEscapes } from './strings.ts';
import type { NumberKind } from './styles.ts';
import type { TextStore } from './text-store.ts';
import { writeNumber } from './value.ts';

/** What cells refer to. */
export interface Book {
  readonly strings: TextStore;
  readonly styles: readonly NumberKind[];
  readonly from1904: boolean;
}

const MOST_ROWS = 1_048_576;
const MOST_COLUMNS = 16_384;
/** A piece of text is handed on from this length on. */
const PIECE = 1 << 16;

/** The cells of a sheet as CSV in UTF-8: every row on the line of its number, whatever newlines its cells hold. */
export async function* readSheet(parts: Package, part: string, book: Book): AsyncGenerator<Uint8Array> {
  const { listener, written } = createWriter(part, book);
  const encoder = new TextEncoder();
  for await (const _ of readMarkup(await parts.open(part), listener)) {
    if (written.length >= PIECE) yield encoder.encode(written.take());
  }
  yield encoder.encode(written.take());
}

interface Written {
  readonly length: number;
  /** What was written since it was last asked for. */
  take(): string;
}

function createWriter(part: string, book: Book): { readonly listener: MarkupListener; readonly written: Written } {
  let text = '';
  let [row, column, filled] = [0, 0, 0];
  let [type, style, value, isValue, phonetic] = ['n', 0, '', false, 0];
  // Null where the cell holds none.
  let formula: string | null = null;
  let isFormula = false;

  function beginRow(reference: string | undefined): void {
    const next = reference === undefined ? row + 1 : Number(reference);
    if (!(next > row && next <= MOST_ROWS)) throw new TableProblem({ code: 'damaged', detail: `${part}: row ${next}` });
    if (row > 0) text += '\n';
    for (row++; row < next; row++) text += '\n';
    [column, filled] = [0, 0];
  }

  function beginCell({ r, t = 'n', s = '0' }: Readonly<Record<string, string>>): void {
    const next = r === undefined ? column + 1 : columnOf(r);
    if (!(next > column && next <= MOST_COLUMNS)) throw new TableProblem({ code: 'damaged', detail: `${part}: ${r}` });
    [column, type, style, value, formula] = [next, t, Number(s), '', null];
  }

  function endCell(): void {
    // A text may be the result of a formula and empty; a result that was never worked out is no blank.
    const isOpen = value === '' && formula !== null && type !== 'str';
    const cell = isOpen ? `=${formula}` : cellText(type, value, style, book);
    if (cell === '') return;
    // Empty cells in front; the comma of the first column is none.
    text += ','.repeat(column - Math.max(1, filled)) + quoteCell(cell);
    filled = column;
  }

  return {
    written: {
      get length() {
        return text.length;
      },
      take() {
        const taken = text;
        text = '';
        return taken;
      },
    },
    listener: {
      open(name, attributes) {
        if (name === 'c') beginCell(attributes);
        else if (name === 'row') beginRow(attributes.r);
        else if (name === 'rPh') phonetic++;
        isValue = name === 'v' || (name === 't' && phonetic === 0);
        isFormula = name === 'f';
        if (isFormula) formula = '';
      },
      text(piece) {
        if (isValue) value += piece;
        else if (isFormula) formula += piece;
      },
      close(name) {
        [isValue, isFormula] = [false, false];
        if (name === 'c') endCell();
        else if (name === 'rPh') phonetic--;
      },
    },
  };
}

/** The text of a cell; formulas give their last result, errors such as `#N/A` their name. A text without a number is none. */
function cellText(type: string, value: string, style: number, { strings, styles, from1904 }: Book): string {
  switch (type) {
    case 's':
      return value === '' ? '' : (strings.at(Number(value)) ?? '');
    case 'b':
      return value === '' ? '' : value === '1' ? 'TRUE' : 'FALSE';
    case 'n':
      return writeNumber(value, styles[style] ?? 'plain', from1904);
    default:
      return decodeEscapes(value);
  }
}

function quoteCell(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

/** The number of a column, from 1: `AB7` is in the 28th. */
function columnOf(reference: string): number {
  let column = 0;
  for (let i = 0; i < reference.length; i++) {
    const letter = reference.charCodeAt(i) - 64;
    if (letter < 1 || letter > 26) break;
    column = column * 26 + letter;
  }
  return column;
}
