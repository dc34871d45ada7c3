// Finds the tables of a funding programme in a workbook, by their headings in any language.

import type { ProgrammeWords } from '../../i18n/index.ts';
import { findNearestSpelling, normaliseSpelling } from '../../model/index.ts';
import { type SheetRows, toColumnName, type UnitSection, type WorkbookSheets } from '../../table/index.ts';
import { type CellPlace, type Faults, formatCellName } from '../forms/workbook-places.ts';
import { COLUMNS, type ProgrammeColumn, type TableName } from './programme-columns.ts';

/** A cell that is filled in. */
export interface FilledCell {
  readonly text: string;
  readonly place: CellPlace;
}

/** A row of a table: its filled cells by column and language, where '' is a cell without a language. */
export interface TableRow {
  /** The place of the row's first cell. */
  readonly start: CellPlace;
  /** For each column of the table, the cell of this row in it, whether it is filled in or not. */
  readonly places: ReadonlyMap<string, CellPlace>;
  readonly cells: ReadonlyMap<string, ReadonlyMap<string, FilledCell>>;
}

/** A number format that is used in a column of the table of instruments. */
export interface ShownFormat {
  readonly key: string;
  readonly code: string;
  readonly sections: readonly UnitSection[];
  readonly place: CellPlace;
}

/** The tables that were found in the workbook of a funding programme. */
export interface ProgrammeTables {
  readonly rows: Readonly<Record<TableName, readonly TableRow[]>>;
  /** Places with the content that is kept word for word. */
  readonly kept: readonly { readonly place: FilledCell; readonly content: FilledCell }[];
  /** The index, in the list of languages given, of the language in which most headings are written. */
  readonly language: number;
  /** The number formats that show a unit or a scaled number, each with the last cell that has it. */
  readonly formats: readonly ShownFormat[];
  /** The sheets that were not read. `hidden` has the hidden rows and columns that were read. */
  readonly unread: readonly string[];
  readonly hidden: readonly { readonly sheet: string; readonly row?: number; readonly column?: number }[];
}

/** What a heading means: the key of its column, and the language of the texts below it. */
interface Heading {
  readonly key: string;
  readonly language: string;
}

type TableKind = TableName | 'kept';

/** Only this many rows are searched for headings. */
const MAX_HEADING_ROW = 30;
/**
 * The minimum number of known headings by which a table is recognised; its other headings may be missing or misspelt.
 */
const MIN_HEADINGS: Readonly<Record<TableKind, number>> = { programme: 2, instruments: 3, questions: 3, kept: 2 };

interface FoundTable {
  readonly kind: TableKind;
  readonly sheet: SheetRows;
  /** The index of the row of headings. */
  readonly top: number;
}

/** Reads the tables of a workbook; undefined if no sheet has the table of the programme itself. */
export function readProgrammeTables(
  { sheets }: WorkbookSheets,
  spoken: readonly ProgrammeWords[],
  { words, faults }: { readonly words: ProgrammeWords; readonly faults: Faults },
): ProgrammeTables | undefined {
  const ignored = new Set(spoken.flatMap(({ sheets: { example, lists } }) => [example, lists].map(normaliseSpelling)));
  const readable = sheets.filter(({ name }) => !ignored.has(normaliseSpelling(name)));
  const tables = readable.flatMap((sheet) => findTable(sheet, spoken) ?? []);
  const head = tables.find(({ kind }) => kind === 'programme');
  if (!head) return undefined;
  const usedTables = tables.filter((table) => table === head || table.kind !== 'programme');
  const rows: Record<TableName, readonly TableRow[]> = { programme: [], instruments: [], questions: [] };
  const keptCells: { place: FilledCell; content: FilledCell }[] = [];
  for (const table of usedTables) {
    refuseMergedRows(table, words, faults);
    if (table.kind === 'programme') rows.programme = [readHead(table, spoken, words, faults)];
    else if (table.kind === 'kept') keptCells.push(...readKept(table, spoken));
    else rows[table.kind] = [...rows[table.kind], ...readRows(table, spoken, words, faults)];
  }
  return {
    rows,
    kept: keptCells,
    language: findMainLanguage(usedTables, spoken),
    unread: readable
      .filter((sheet) => !usedTables.some((table) => table.sheet === sheet) && hasContent(sheet))
      .map(({ name }) => name),
    formats: usedTables.flatMap((table) => listFormats(table, spoken)),
    hidden: usedTables.flatMap(listHidden),
  };
}

/** Whether a workbook has the table of a funding programme. */
export function isProgrammeWorkbook({ sheets }: WorkbookSheets, spoken: readonly ProgrammeWords[]): boolean {
  return sheets.some((sheet) => findTable(sheet, spoken)?.kind === 'programme');
}

const hasContent = ({ rows }: SheetRows): boolean => rows.some((cells) => cells.some((cell) => cell !== ''));

/** Finds the row with the most headings of one kind of table; undefined if no row has enough of them. */
function findTable(sheet: SheetRows, spoken: readonly ProgrammeWords[]): FoundTable | undefined {
  let [best, most]: [FoundTable | undefined, number] = [undefined, 0];
  for (const [top, cells] of sheet.rows.slice(0, MAX_HEADING_ROW).entries()) {
    for (const kind of ['programme', 'kept', 'questions', 'instruments'] as const) {
      const headings = headingsOf(kind, spoken);
      const count = new Set(cells.flatMap((cell) => headings.get(splitHeading(cell).plain)?.key ?? [])).size;
      if (count < MIN_HEADINGS[kind] || count <= most) continue;
      if (kind !== 'programme' || hasParticulars(sheet, top, spoken)) [best, most] = [{ kind, sheet, top }, count];
    }
  }
  return best;
}

/** Whether the rows below a row of headings contain the labels of a programme's particulars. */
function hasParticulars({ rows }: SheetRows, top: number, spoken: readonly ProgrammeWords[]): boolean {
  const names = mapColumnsByHeading('programme', spoken);
  return rows.slice(top + 1).filter((cells) => cells.some((cell) => names.has(normaliseSpelling(cell)))).length >= 2;
}

const HEADINGS = new WeakMap<
  readonly ProgrammeWords[],
  Map<TableKind, ReadonlyMap<string, { readonly key: string; readonly language: number }>>
>();

/** Headings of workbooks of earlier versions, each with its present heading. */
const FORMER_HEADINGS: ReadonlyMap<string, string> = new Map([['kennung', 'id']]);

/** Adds the headings of earlier versions to those by which columns are found. */
function addFormerHeadings<Meaning>(headings: Map<string, Meaning>): Map<string, Meaning> {
  for (const [former, present] of FORMER_HEADINGS) {
    const meaning = headings.get(present);
    if (meaning !== undefined) headings.set(former, meaning);
  }
  return headings;
}

/** Returns the headings of a kind of table in all languages, each with its key and the index of its language. */
function headingsOf(
  kind: TableKind,
  spoken: readonly ProgrammeWords[],
): ReadonlyMap<string, { readonly key: string; readonly language: number }> {
  const knownHeadings = HEADINGS.get(spoken) ?? new Map();
  HEADINGS.set(spoken, knownHeadings);
  const existingHeadings = knownHeadings.get(kind);
  if (existingHeadings) return existingHeadings;
  const entries = spoken.flatMap((words, language) => {
    const { field, value, place, content, help } = words.headings;
    const pairs =
      kind === 'programme'
        ? { field, value, help }
        : kind === 'kept'
          ? { place, content }
          : Object.fromEntries(COLUMNS[kind].map((column) => [column.key, column.wordsOf(words).heading]));
    return Object.entries(pairs).map(([key, heading]) => [normaliseSpelling(heading), { key, language }] as const);
  });
  // Reversed, so that the first of two languages with the same heading wins.
  const headings = addFormerHeadings(new Map([...entries].reverse()));
  knownHeadings.set(kind, headings);
  return headings;
}

function mapColumnsByHeading(
  table: TableName,
  spoken: readonly ProgrammeWords[],
): ReadonlyMap<string, ProgrammeColumn> {
  return addFormerHeadings(
    new Map(
      spoken.flatMap((words) =>
        COLUMNS[table].map((column) => [normaliseSpelling(column.wordsOf(words).heading), column] as const),
      ),
    ),
  );
}

/** Splits a heading into its normalised text and the language in brackets at its end. */
function splitHeading(heading: string): { readonly plain: string; readonly language: string } {
  if (heading.length > MAX_HEADING_CHARS) return { plain: '', language: '' };
  const [, text = heading, language = ''] = /^(.*?)\s*[[［]\s*([^\][［］]*?)\s*[\]］]$/su.exec(heading) ?? [];
  return { plain: normaliseSpelling(text).replace(/\s*[*:]+$/, ''), language };
}

const MAX_HEADING_CHARS = 100;
const LANGUAGE_PATTERN = /^[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*$/;

/**
 * Reads the headings of a table. Reports as faults a misspelt heading above filled cells, and a heading that occurs
 * twice.
 */
function readHeadings(
  { kind, sheet, top }: FoundTable,
  spoken: readonly ProgrammeWords[],
  words: ProgrammeWords,
  faults: Faults,
): ReadonlyMap<number, Heading> {
  const knownHeadings = headingsOf(kind, spoken);
  const foundHeadings = new Map<number, Heading>();
  const placeByHeading = new Map<string, CellPlace>();
  for (const [column, cell] of (sheet.rows[top] ?? []).entries()) {
    const headingPlace = { sheet: sheet.name, row: top, column };
    const { plain, language } = splitHeading(cell);
    const key = knownHeadings.get(plain)?.key;
    if (key === undefined) {
      const isFilled = sheet.rows.slice(top + 1).some((cells) => (cells[column] ?? '') !== '');
      const ownHeadings = spoken.flatMap((language) => listHeadingTexts(kind, language));
      if (isFilled && cell !== '')
        faults.add(
          headingPlace,
          words.faults.unknownHeading({ text: cell, near: findNearestSpelling(cell, ownHeadings) }),
        );
      continue;
    }
    if (language !== '' && !LANGUAGE_PATTERN.test(language))
      faults.add(headingPlace, words.faults.notLanguage({ text: language }));
    const earlierPlace = placeByHeading.get(`${key} ${language}`);
    if (earlierPlace)
      faults.add(headingPlace, words.faults.headingTwice({ text: cell, other: formatCellName(earlierPlace) }));
    else {
      placeByHeading.set(`${key} ${language}`, headingPlace);
      foundHeadings.set(column, { key, language });
    }
  }
  return foundHeadings;
}

function listHeadingTexts(kind: TableKind, words: ProgrammeWords): string[] {
  if (kind === 'programme' || kind === 'kept') return Object.values(words.headings);
  return COLUMNS[kind].map((column) => column.wordsOf(words).heading);
}

function readRows(
  table: FoundTable,
  spoken: readonly ProgrammeWords[],
  words: ProgrammeWords,
  faults: Faults,
): TableRow[] {
  const headings = readHeadings(table, spoken, words, faults);
  const { sheet, top } = table;
  return sheet.rows.flatMap((texts, row): TableRow[] => {
    if (row <= top || texts.every((text) => text === '')) return [];
    const cells = new Map<string, Map<string, FilledCell>>();
    for (const [column, text] of texts.entries()) {
      if (text === '') continue;
      const rowPlace = { sheet: sheet.name, row, column };
      const heading = headings.get(column);
      if (heading) addCell(cells, heading, { text, place: rowPlace });
      // Only a missing heading is reported here; a misspelt one has been reported already.
      else if ((sheet.rows[top]?.[column] ?? '') === '') faults.add(rowPlace, words.faults.noHeading);
    }
    const placeByKey = new Map([...headings].map(([column, { key }]) => [key, { sheet: sheet.name, row, column }]));
    return [{ start: { sheet: sheet.name, row, column: Math.min(...headings.keys()) }, places: placeByKey, cells }];
  });
}

function addCell(cells: Map<string, Map<string, FilledCell>>, { key, language }: Heading, cell: FilledCell): void {
  const ownCells = cells.get(key) ?? new Map<string, FilledCell>();
  ownCells.set(language, cell);
  cells.set(key, ownCells);
}

/** Reads the table of the programme itself, in which each row is one particular, such as its title. */
function readHead(
  table: FoundTable,
  spoken: readonly ProgrammeWords[],
  words: ProgrammeWords,
  faults: Faults,
): TableRow {
  const headings = readHeadings(table, spoken, words, faults);
  const { sheet, top } = table;
  const fieldColumn = [...headings].find(([, { key }]) => key === 'field')?.[0] ?? 0;
  const names = mapColumnsByHeading('programme', spoken);
  const ownHeadings = spoken.flatMap((languageWords) =>
    COLUMNS.programme.map((column) => column.wordsOf(languageWords).heading),
  );
  const cells = new Map<string, Map<string, FilledCell>>();
  const valueColumn = [...headings].find(([, { key }]) => key === 'value')?.[0] ?? fieldColumn;
  const places = new Map<string, CellPlace>();
  const placeByKey = new Map<string, CellPlace>();
  for (const [row, texts] of sheet.rows.entries()) {
    if (row <= top) continue;
    const name = texts[fieldColumn] ?? '';
    const fieldPlace = { sheet: sheet.name, row, column: fieldColumn };
    const values = [...headings].flatMap(([column, { key, language }]) =>
      key === 'value' && (texts[column] ?? '') !== ''
        ? [{ language, text: texts[column] as string, place: { sheet: sheet.name, row, column } }]
        : [],
    );
    const column = names.get(splitHeading(name).plain);
    if (column) {
      const earlierPlace = placeByKey.get(column.key);
      if (earlierPlace)
        faults.add(fieldPlace, words.faults.headingTwice({ text: name, other: formatCellName(earlierPlace) }));
      placeByKey.set(column.key, fieldPlace);
      places.set(column.key, { ...fieldPlace, column: valueColumn });
      for (const { language, ...cell } of earlierPlace ? [] : values)
        addCell(cells, { key: column.key, language }, cell);
    } else if (values.length > 0) {
      const message =
        name === ''
          ? words.faults.noHeading
          : words.faults.unknownHeading({ text: name, near: findNearestSpelling(name, ownHeadings) });
      faults.add(fieldPlace, message);
    }
  }
  return { start: { sheet: sheet.name, row: top, column: fieldColumn }, places, cells };
}

function readKept(
  { sheet, top }: FoundTable,
  spoken: readonly ProgrammeWords[],
): { place: FilledCell; content: FilledCell }[] {
  const knownHeadings = headingsOf('kept', spoken);
  const columns = new Map(
    (sheet.rows[top] ?? []).map((cell, column) => [knownHeadings.get(splitHeading(cell).plain)?.key, column]),
  );
  return sheet.rows.flatMap((texts, row) => {
    const cellOf = (key: string): FilledCell => {
      const column = columns.get(key) ?? 0;
      return { text: texts[column] ?? '', place: { sheet: sheet.name, row, column } };
    };
    const [place, content] = [cellOf('place'), cellOf('content')];
    return row <= top || (place.text === '' && content.text === '') ? [] : [{ place, content }];
  });
}

/** Reports cells that are merged over several rows or columns of a table: only the first of them has the value. */
function refuseMergedRows({ sheet, top }: FoundTable, words: ProgrammeWords, faults: Faults): void {
  for (const { range, rows, columns } of sheet.merges) {
    const [row, column] = [rows[0] - 1, columns[0] - 1];
    if (row > top && (sheet.rows[row]?.[column] ?? '') !== '')
      faults.add({ sheet: sheet.name, row, column }, words.faults.merged({ range }));
  }
}

/** Returns the index of the language in which most headings of the tables are written. */
function findMainLanguage(tables: readonly FoundTable[], spoken: readonly ProgrammeWords[]): number {
  const counts = spoken.map((_, position) =>
    tables.reduce((sum, { kind, sheet, top }) => {
      const ownHeadings = new Set(listHeadingTexts(kind, spoken[position] as ProgrammeWords).map(normaliseSpelling));
      return sum + (sheet.rows[top] ?? []).filter((cell) => ownHeadings.has(splitHeading(cell).plain)).length;
    }, 0),
  );
  return counts.indexOf(Math.max(...counts));
}

function listFormats({ kind, sheet, top }: FoundTable, spoken: readonly ProgrammeWords[]): ShownFormat[] {
  const knownHeadings = headingsOf(kind, spoken);
  return [...sheet.formats].flatMap(([column, formats]) => {
    const key = knownHeadings.get(splitHeading(sheet.rows[top]?.[column] ?? '').plain)?.key;
    if (kind !== 'instruments' || key === undefined) return [];
    return [...formats].flatMap(([{ code, sections }, line]) =>
      line - 1 <= top ? [] : [{ key, code, sections, place: { sheet: sheet.name, row: line - 1, column } }],
    );
  });
}

function listHidden({ sheet: { name, rows, hidden } }: FoundTable): ProgrammeTables['hidden'] {
  return [
    ...hidden.rows.filter((row) => rows[row]?.some((cell) => cell !== '')).map((row) => ({ sheet: name, row })),
    ...hidden.columns
      .filter((column) => rows.some((cells) => (cells[column] ?? '') !== ''))
      .map((column) => ({ sheet: name, column })),
  ];
}

/** Names a hidden row or column in words. */
export function nameHidden(
  { sheet, row, column = 0 }: ProgrammeTables['hidden'][number],
  { remarks }: ProgrammeWords,
): string {
  return row === undefined
    ? remarks.tableColumn({ sheet, column: toColumnName(column) })
    : remarks.tableRow({ sheet, row: String(row + 1) });
}
