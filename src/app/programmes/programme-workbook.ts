// Turns a funding programme into a workbook: cells for everything that columns can hold, and the rest word for word as
// JSON.

import type { ProgrammeWords } from '../../i18n/index.ts';
import type { FormCell, FormColumn, FormSheet } from '../../table/index.ts';
import { type Applicants, fromAmount, fromCondition, isEqualJson, isObject, sizeFactOf } from './funding-terms.ts';
import { isKeptByCell, type Json, MAX_CELL_CHARS } from './programme-cells.ts';
import { addLanguage, COLUMNS, type ProgrammeColumn } from './programme-columns.ts';
import { formatPlace, isListName, removePath, valueAt } from './programme-places.ts';

type JsonObject = { readonly [key: string]: Json };

/** Content that no column can hold, with its place. */
interface Kept {
  readonly place: string;
  readonly value: Json;
}

/** The sheets of a programme, and the places whose content the last sheet keeps word for word. */
export interface ProgrammeSheets {
  readonly sheets: readonly FormSheet[];
  readonly kept: readonly string[];
  /** The places whose content is longer than a cell can hold, with its length in characters. */
  readonly tooLong: readonly { readonly place: string; readonly length: number }[];
}

/** Plans the sheets of a programme. Without `document`, they are empty and followed by an example. */
export function planProgrammeSheets(document: Json | undefined, words: ProgrammeWords): ProgrammeSheets {
  const programme = isObject(document) ? document : EMPTY_PROGRAMME;
  const sizeFact = sizeFactOf(programme);
  const instruments = listAt(programme, 'instruments').map((value) => writeInstrument(value, sizeFact, words));
  const questions = listAt(programme, 'facts').map((value) =>
    writeRecord(value, COLUMNS.questions, ['facts', String(value.id)], words),
  );
  const { kind: _, instruments: __, facts: ___, ...head } = programme;
  const root = writeRecord(head, COLUMNS.programme, [], words);
  const keptContents = [root, ...questions, ...instruments].flatMap((record) => record.kept);
  const isBlank = document === undefined;
  const sheets: FormSheet[] = [
    planHeadSheet(root, words),
    planTable('instruments', instruments, words, { name: words.sheets.instruments, title: words.titles.instruments }),
    planTable('questions', questions, words, { name: words.sheets.questions, title: words.titles.questions }),
    ...(keptContents.length > 0 ? [planKeptSheet(keptContents, words)] : []),
    ...(isBlank ? [planExample(words)] : []),
  ];
  return {
    sheets,
    kept: keptContents.map(({ place }) => place),
    tooLong: keptContents
      .map(({ place, value }) => ({ place, length: formatContent(value).length }))
      .filter(({ length }) => length > MAX_CELL_CHARS),
  };
}

const EMPTY_PROGRAMME: JsonObject = { version: '1.0.0' };

function listAt(value: JsonObject, key: string): readonly JsonObject[] {
  const itemList = value[key];
  return Array.isArray(itemList) ? (itemList as readonly JsonObject[]) : [];
}

/**
 * The cells of a record, by column and language ('' is text without a language), and the content of the record that no
 * cell can hold.
 */
interface WrittenRecord {
  readonly cells: ReadonlyMap<string, ReadonlyMap<string, FormCell>>;
  readonly kept: readonly Kept[];
}

function writeInstrument(instrument: JsonObject, sizeFact: string, words: ProgrammeWords): WrittenRecord {
  const { when = {}, amount, ...others } = instrument;
  const instrumentPath = ['instruments', String(instrument.id)];
  const { applicants, rest } = fromCondition(isObject(when) ? when : {}, sizeFact, words);
  const pay = amount === undefined ? undefined : fromAmount(amount, applicants.sizes ?? [], sizeFact);
  const simple: JsonObject = {
    ...others,
    ...(Object.keys(applicants).length === 0 ? {} : { who: applicants as Applicants & JsonObject }),
    ...(Object.keys(rest).length === 0 ? {} : { when: rest }),
    ...(pay ? { pay: pay as JsonObject } : amount === undefined ? {} : { amount }),
  };
  const writtenRecord = writeRecord(simple, COLUMNS.instruments, instrumentPath, words);
  // If any column cannot hold its part, the condition and the amount are kept word for word as a whole.
  const isWhole = writtenRecord.kept.every(
    (content) => !/^instruments\/[^/]+\/(?:who|pay)(?:\/|$)/.test(content.place),
  );
  return isWhole ? writtenRecord : writeRecord(instrument, COLUMNS.instruments, instrumentPath, words);
}

function writeRecord(
  record: JsonObject,
  columns: readonly ProgrammeColumn[],
  place: readonly string[],
  words: ProgrammeWords,
): WrittenRecord {
  const cells = new Map<string, ReadonlyMap<string, FormCell>>();
  let remainingRecord: Json | undefined = record;
  for (const column of columns) {
    const value = valueAt(record, column.path);
    const writtenCells = value === undefined ? undefined : writeValue(value, column, words);
    if (!writtenCells) continue;
    cells.set(column.key, writtenCells);
    remainingRecord = remainingRecord === undefined ? undefined : removePath(remainingRecord, column.path);
  }
  return { cells, kept: remainingRecord === undefined ? [] : listKept(remainingRecord, record, place) };
}

function writeValue(
  value: Json,
  { text, form, isUnpublished }: ProgrammeColumn,
  words: ProgrammeWords,
): ReadonlyMap<string, FormCell> | undefined {
  if (text === undefined) {
    const cell = form.write(value, words);
    return cell === undefined || (typeof cell === 'string' && !isKeptByCell(cell)) ? undefined : new Map([['', cell]]);
  }
  if (isUnpublished && value === null) return new Map([['', words.choices.unpublished]]);
  if (text === 'single') return writeText(value);
  return text === 'lines' ? writeLines(value) : writeOptions(value);
}

/** Writes options as lines `id = text`; undefined if an option has other keys too. */
function writeOptions(value: Json): ReadonlyMap<string, string> | undefined {
  const options = Array.isArray(value) ? (value as readonly Json[]) : [];
  const isPlain = options.every((option) => isObject(option) && Object.keys(option).join() === 'id,text');
  const texts = isPlain ? writeLines(options.map((option) => (option as JsonObject).text ?? null)) : undefined;
  if (!texts) return undefined;
  const ids = options.map((option) => String((option as JsonObject).id));
  const lines = [...texts].map(([language, text]): [string, string] => [
    language,
    text
      .split('\n')
      .map((line, i) => `${ids[i]} = ${line}`)
      .join('\n'),
  ]);
  return lines.every(([, text]) => isKeptByCell(text)) ? new Map(lines) : undefined;
}

/** Writes a text: one cell, or one for each language. */
function writeText(value: Json): ReadonlyMap<string, string> | undefined {
  const versions = isObject(value) ? Object.entries(value) : [['', value] as const];
  const texts = versions.map(([language, version]) => [language, version] as const);
  return texts.length > 0 &&
    texts.every((entry): entry is readonly [string, string] => typeof entry[1] === 'string' && isKeptByCell(entry[1]))
    ? new Map(texts)
    : undefined;
}

/** Writes a list of texts, each on its own line; undefined if the texts do not all have the same languages. */
function writeLines(value: Json): ReadonlyMap<string, string> | undefined {
  const items = Array.isArray(value) ? (value as readonly Json[]).map(writeText) : [];
  const [first] = items;
  if (!first) return undefined;
  const languages = [...first.keys()];
  const lines = new Map<string, string>();
  for (const language of languages) {
    const texts = items.map((item) => item?.get(language));
    if (texts.some((text) => text === undefined || text.includes('\n'))) return undefined;
    lines.set(language, texts.join('\n'));
  }
  const isAlike = items.every((item) => item?.size === languages.length);
  return isAlike && [...lines.values()].every(isKeptByCell) ? lines : undefined;
}

/**
 * Lists the content of a record that no cell holds. Members of lists are named by their ids. The record itself, its
 * conditions, and objects of which a part is in cells are listed key by key, other content as a whole.
 */
function listKept(rest: Json, original: Json | undefined, place: readonly string[]): Kept[] {
  if (!isObject(rest)) return [{ place: formatPlace(place), value: rest }];
  const isDivided = place.length === 0 || (isListName(place[0]) && place.length === 2) || place.at(-1) === 'when';
  if (!isDivided && original !== undefined && isEqualJson(rest, original))
    return [{ place: formatPlace(place), value: rest }];
  return Object.entries(rest).flatMap(([key, value]): Kept[] => {
    if (place.length === 0 && isListName(key) && Array.isArray(value))
      return (value as readonly JsonObject[]).map((item) => ({
        place: formatPlace([key, String(item.id)]),
        value: item,
      }));
    return listKept(value, isObject(original) ? original[key] : undefined, [...place, key]);
  });
}

/** Returns the languages of each text column: those of its values or, if it has none, those of the table. */
function languagesOf(
  records: readonly WrittenRecord[],
  columns: readonly ProgrammeColumn[],
): (column: ProgrammeColumn) => readonly string[] {
  const byColumn = new Map<string, Set<string>>();
  const allLanguages = new Set<string>();
  for (const { key, text } of columns)
    for (const { cells } of text === undefined ? [] : records)
      for (const language of cells.get(key)?.keys() ?? []) {
        byColumn.set(key, (byColumn.get(key) ?? new Set()).add(language));
        if (language !== '') allLanguages.add(language);
      }
  const usualLanguages = allLanguages.size === 0 ? [''] : [...allLanguages];
  return ({ key, text }) => {
    if (text === undefined) return [''];
    const ownLanguages = byColumn.get(key);
    return ownLanguages === undefined
      ? usualLanguages
      : ownLanguages.has('') && ownLanguages.size > 1
        ? ['', ...[...ownLanguages].filter((language) => language !== '')]
        : [...ownLanguages, ...usualLanguages.filter((language) => language !== '' && !ownLanguages.has(language))];
  };
}

/** The number of empty rows that are prepared for entries. */
const PREPARED_ROWS = 40;

function planTable(
  table: 'instruments' | 'questions',
  records: readonly WrittenRecord[],
  words: ProgrammeWords,
  sheet: { readonly name: string; readonly title: string },
): FormSheet {
  const languages = languagesOf(records, COLUMNS[table]);
  const placed = COLUMNS[table].flatMap((column) => languages(column).map((language) => ({ column, language })));
  return {
    ...sheet,
    columns: placed.map(({ column, language }): FormColumn => {
      const { heading, help } = column.wordsOf(words);
      return {
        heading: addLanguage(heading, language),
        help,
        width: column.width,
        kind: column.form.kind,
        ...(column.band ? { band: words.bands[column.band] } : {}),
        ...(column.form.choices ? { choices: column.form.choices(words) } : {}),
      };
    }),
    rows: records.map(({ cells }) => placed.map(({ column, language }) => cells.get(column.key)?.get(language))),
    fixedColumns: 2,
    preparedRows: PREPARED_ROWS,
  };
}

/** Plans the sheet of the programme itself: a row for each particular, with a column for each language of texts. */
function planHeadSheet(record: WrittenRecord, words: ProgrammeWords): FormSheet {
  const columns = COLUMNS.programme;
  const languages = new Set([
    '',
    ...columns.flatMap(({ key, text }) => (text ? [...(record.cells.get(key)?.keys() ?? [])] : [])),
  ]);
  const { headings } = words;
  return {
    name: words.sheets.programme,
    title: words.titles.programme,
    columns: [
      { heading: headings.field, width: 26, kind: 'label' },
      ...[...languages].map((language) => ({
        heading: addLanguage(headings.value, language),
        width: 44,
        kind: 'text' as const,
      })),
      { heading: headings.help, width: 64, kind: 'help' },
    ],
    rows: columns.map((column) => {
      const { heading, help } = column.wordsOf(words);
      return [heading, ...[...languages].map((language) => record.cells.get(column.key)?.get(language)), help];
    }),
    cellChoices: columns.flatMap(({ form }, row) =>
      form.choices ? [{ row, column: 1, choices: form.choices(words) }] : [],
    ),
    fixedColumns: 1,
    preparedRows: 0,
  };
}

function planKeptSheet(kept: readonly Kept[], words: ProgrammeWords): FormSheet {
  return {
    name: words.sheets.further,
    title: words.titles.further,
    columns: [
      { heading: words.headings.place, width: 48, kind: 'text' },
      { heading: words.headings.content, width: 110, kind: 'text' },
    ],
    rows: kept.map(({ place, value }) => [place, formatContent(value)]),
    fixedColumns: 1,
    preparedRows: 0,
  };
}

/** Writes content as JSON; objects and lists take several lines. */
function formatContent(value: Json): string {
  return JSON.stringify(value, null, 2);
}

/** Plans the sheet with invented rows, which is not read. */
function planExample(words: ProgrammeWords): FormSheet {
  const { grant, sized } = words.example;
  const rows: readonly JsonObject[] = [
    {
      id: 'digital-grant',
      title: grant.title,
      text: grant.text,
      type: 'subsidy',
      status: { is: 'open', on: '2026-01-02' },
      who: { sizes: ['micro', 'small'], employeesTo: 49 },
      covers: ['software', 'security'],
      pay: { rate: 0.4, cap: 15000 },
      minimum: 10000,
      valid: { from: '2026-01-02', to: '2031-12-31' },
      apply: { to: null, text: grant.apply },
      applyBefore: 'contract',
      decisionMonths: 2,
      documents: [grant.document],
      stack: { combines: 'all' },
      source: { document: grant.source, date: '2026-01-02', verified: true },
    },
    {
      id: 'machine-data',
      title: sized.title,
      text: sized.text,
      type: 'subsidy',
      who: { sizes: ['small', 'medium'], sectors: ['industry'] },
      covers: ['data', 'equipment'],
      pay: { rates: { small: 0.5, medium: 0.35 }, caps: { small: 30000, medium: 35000 } },
      atMost: true,
      minimum: 5000,
      valid: { from: '2026-01-02', to: '2028-12-31' },
      apply: { to: '2028-06-30' },
      applyBefore: 'start',
      stack: { excludes: ['digital-grant'] },
      source: { document: sized.source, date: '2026-01-02', verified: false },
    },
  ];
  const records = rows.map((row) => writeRecord(row, COLUMNS.instruments, ['instruments', String(row.id)], words));
  return {
    ...planTable('instruments', records, words, { name: words.sheets.example, title: words.titles.example }),
    isExample: true,
    preparedRows: 0,
  };
}
