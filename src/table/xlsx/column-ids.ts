// A hidden sheet that says which columns and values the titles and texts of a sheet stand for.

/** The name of the hidden sheet. */
export const IDS_SHEET = 'matura ids';
/** The headings of the hidden sheet; a sheet of that name without them has another meaning. */
const ID_HEADINGS = ['heading', 'id', 'text', 'value'];

/** The ids of columns by heading and, for each column whose values are written as texts, its values by text. */
export interface SheetIds {
  readonly columns: ReadonlyMap<string, string>;
  readonly values: ReadonlyMap<string, ReadonlyMap<string, string>>;
}

/** Lists the rows of the hidden sheet: first the id of each heading, then the value of each text below a heading. */
export function listIdRows({ columns, values }: SheetIds): string[][] {
  return [
    ID_HEADINGS,
    ...[...columns].map(([heading, id]) => [heading, id, '', '']),
    ...[...values].flatMap(([heading, texts]) => {
      return [...texts].map(([text, value]) => [heading, columns.get(heading) ?? '', text, value]);
    }),
  ];
}

/** Reads the rows of the hidden sheet; undefined if the rows are those of another sheet. */
export function readIdRows(rows: readonly (readonly string[])[]): SheetIds | undefined {
  const [headings = [], ...entries] = rows;
  if (ID_HEADINGS.some((heading, at) => headings[at] !== heading)) return undefined;
  const columns = new Map<string, string>();
  const values = new Map<string, Map<string, string>>();
  for (const [heading = '', id = '', text = '', value = ''] of entries) {
    if (text === '') columns.set(heading, id);
    else values.set(heading, (values.get(heading) ?? new Map<string, string>()).set(text, value));
  }
  return { columns, values };
}

/** Replaces the titles of a sheet by ids, and the texts below them by values. */
export interface IdSubstitution {
  /** Returns what a cell stands for, by its row and column counted from 1; the first row has the headings. */
  readonly substitute: (row: number, column: number, text: string) => string;
}

/** Creates a substitution for the rows of a sheet, to be called from the first row on. */
export function createIdSubstitution({ columns, values }: SheetIds): IdSubstitution {
  const valuesByColumn = new Map<number, ReadonlyMap<string, string>>();
  return {
    substitute(row, column, text) {
      if (row > 1) return valuesByColumn.get(column)?.get(text) ?? text;
      const texts = values.get(text);
      if (texts) valuesByColumn.set(column, texts);
      return columns.get(text) ?? text;
    },
  };
}
