// Reads a funding programme from a workbook, and names every cell that cannot be read.

import { LANGUAGES, loadMessages, loadProgrammeWords, type ProgrammeWords } from '../../i18n/index.ts';
import type { DecimalSign } from '../../interview/index.ts';
import { type Path, Refusal } from '../../model/index.ts';
import { findMultiplier, readCurrencies } from '../../scoring/index.ts';
import type { WorkbookSheets } from '../../table/index.ts';
import {
  type CellPlace,
  createFaults,
  createIds,
  type Faults,
  formatCellName,
  shorten,
} from '../forms/workbook-places.ts';
import {
  type Applicants,
  ownColumnsOf,
  type Payment,
  SIZES,
  sizeFactOf,
  toAmount,
  toCondition,
} from './funding-terms.ts';
import {
  type CellReading,
  CURRENCY,
  findCellError,
  type Json,
  MAX_CELL_CHARS,
  meansUnpublished,
} from './programme-cells.ts';
import { addLanguage, COLUMNS, LIST_OF_TABLE, type ProgrammeColumn, type TableName } from './programme-columns.ts';
import { createDraft, type Draft, formatPlace, isListName, parsePlace, putAt, valueAt } from './programme-places.ts';
import {
  type FilledCell,
  nameHidden,
  type ProgrammeTables,
  readProgrammeTables,
  type ShownFormat,
  type TableRow,
} from './programme-tables.ts';

/** The cell of a value, and the heading of its column if the cell is in a column of a table. */
interface ReadPlace extends CellPlace {
  readonly heading?: string;
}

/** A funding programme read from a workbook. */
export interface ProgrammeDraft {
  readonly document: Json;
  /**
   * Returns the cell from which the value at a path was read. For a part of such a value, returns the cell of the whole
   * value.
   */
  placeOf(path: Path): ReadPlace | undefined;
  /** Remarks on sheets that were not read, and on hidden rows and columns that were read. */
  readonly remarks: readonly string[];
}

/** The words of all languages, in the order of `LANGUAGES`. */
export function loadSpokenWords(): Promise<readonly ProgrammeWords[]> {
  return Promise.all(LANGUAGES.map(loadProgrammeWords));
}

/** Reads a workbook; throws a `Refusal` that lists all cells that cannot be read. */
export async function readProgramme(
  book: WorkbookSheets,
  { spoken, words, messages }: Pick<CellReading, 'spoken' | 'words' | 'messages'>,
): Promise<ProgrammeDraft> {
  const faults = createFaults(messages);
  const tables = readProgrammeTables(book, spoken, { words, faults });
  if (!tables) throw refuseMissingTable(words);
  const { numbers } = await loadMessages(LANGUAGES[tables.language] ?? 'en');
  const decimal: DecimalSign = numbers.decimal === ',' ? ',' : '.';
  const [headRow] = tables.rows.programme;
  const bookWords = spoken[tables.language] ?? words;
  const cellReading = { spoken, words, bookWords, messages, decimal };
  const statedCurrency = CURRENCY.read(headRow?.cells.get('currency')?.get('')?.text ?? '', {
    ...cellReading,
    currency: undefined,
  });
  // An unknown currency is not reported here but by the check of the document.
  const currency =
    'value' in statedCurrency && /^[A-Z]{3}$/.test(String(statedCurrency.value))
      ? String(statedCurrency.value)
      : undefined;
  const reader = createReader({ ...cellReading, currency }, faults);
  const document = assembleDocument(tables, reader);
  faults.refuseIfAny();
  return { document, placeOf: reader.placeOf, remarks: listRemarks(tables, words) };
}

function refuseMissingTable(words: ProgrammeWords): Refusal {
  const { headings, columns, refusals } = words;
  const [id, title, currency] = (['id', 'title', 'currency'] as const).map((key) => columns.programme[key].heading);
  const namedContent = { field: headings.field, id: id ?? '', title: title ?? '', currency: currency ?? '' };
  return new Refusal(3, refusals.noProgramme(namedContent), refusals.noProgrammeNext);
}

function listRemarks({ unread, hidden }: ProgrammeTables, words: ProgrammeWords): string[] {
  const { remarks } = words;
  return [
    ...(unread.length === 0 ? [] : [remarks.sheetsUnread({ names: [...unread] })]),
    ...(hidden.length === 0 ? [] : [remarks.hiddenRead({ names: hidden.map((cell) => nameHidden(cell, words)) })]),
  ];
}

/** Reads rows, and records the cell of every value. */
interface Reader extends CellReading {
  readonly faults: Faults;
  addFault(place: CellPlace, table: TableName, key: string, why: string): void;
  headingOf(table: TableName, key: string): string;
  note(path: Path, place: ReadPlace): void;
  placeOf(path: Path): ReadPlace | undefined;
}

function createReader(reading: CellReading, faults: Faults): Reader {
  const { bookWords, messages } = reading;
  const placeByPath = new Map<string, ReadPlace>();
  const headingOf = (table: TableName, key: string): string =>
    COLUMNS[table].find((column) => column.key === key)?.wordsOf(bookWords).heading ?? key;
  return {
    ...reading,
    faults,
    headingOf,
    addFault: (place, table, key, why) => faults.add(place, messages.numbers.labelled(headingOf(table, key), why)),
    note: (path, place) => placeByPath.set(JSON.stringify(path), placeByPath.get(JSON.stringify(path)) ?? place),
    placeOf(path) {
      for (let length = path.length; length > 0; length--) {
        const readPlace = placeByPath.get(JSON.stringify(path.slice(0, length)));
        if (readPlace) return readPlace;
      }
      return placeByPath.get('[]');
    },
  };
}

/** The order of keys in the files of funding programmes. */
const KEY_ORDER = [
  ...['kind', 'id', 'version', 'title', 'text', 'places', 'postcodes', 'currency', 'valid', 'include', 'template'],
  ...['source', 'results', 'facts', 'tracks', 'groups', 'ceilings', 'instruments'],
];
/** The order of keys in an instrument. */
const INSTRUMENT_ORDER = [
  ...['id', 'title', 'text', 'type', 'recipient', 'draft', 'valid', 'status', 'selection', 'useBy', 'atMost', 'when'],
  ...['after', 'covers', 'areas', 'minimum', 'otherCosts', 'amount', 'terms', 'stack', 'budget', 'apply'],
  ...['applyBefore', 'decisionMonths', 'documents', 'source'],
];

/** Sorts the keys of an object; unknown ones, which the check reports, come last. */
function sortKeys(draft: Draft, order: readonly string[]): Draft {
  const rankOf = (key: string): number => (order.includes(key) ? order.indexOf(key) : order.length);
  const entries = Object.entries(draft).sort(([one], [other]) => rankOf(one) - rankOf(other));
  return Object.assign(createDraft(), Object.fromEntries(entries));
}

function assembleDocument(tables: ProgrammeTables, reader: Reader): Json {
  const keptContents = readKeptContents(tables, reader);
  const keptPlaces = new Set(keptContents.map(({ segments }) => formatPlace(segments)));
  const document = createDraft();
  document.kind = 'policy';
  const [head] = tables.rows.programme;
  if (head) {
    Object.assign(document, readRow(head, 'programme', { path: [], keptPlaces, reader }));
    reader.note([], head.start);
  }
  const sizeFact = sizeFactOf(document as { readonly [key: string]: Json });
  for (const table of ['questions', 'instruments'] as const) {
    const listKey = LIST_OF_TABLE[table];
    const ids = createIds(reader.messages, reader.faults);
    const members = tables.rows[table].map((row, i) => {
      reader.note([listKey, i], row.start);
      const record = readRow(row, table, { path: [listKey, i], keptPlaces, reader });
      const id = row.cells.get('id')?.get('');
      if (id) ids.take(id.text, id.place);
      return table === 'instruments' ? finishInstrument(record, row, { i, sizeFact, keptPlaces, reader }) : record;
    });
    if (members.length > 0) document[listKey] = members;
  }
  for (const content of keptContents) putKept(document, content, reader);
  for (const format of tables.formats) checkFormat(format, reader);
  const { instruments } = document;
  if (Array.isArray(instruments))
    document.instruments = (instruments as Draft[]).map((draft) => sortKeys(draft, INSTRUMENT_ORDER));
  return sortKeys(document, KEY_ORDER) as Json;
}

/** Reads the cells of a row into an object of the document. */
function readRow(
  row: TableRow,
  table: TableName,
  {
    path,
    keptPlaces,
    reader,
  }: { readonly path: Path; readonly keptPlaces: ReadonlySet<string>; readonly reader: Reader },
): Draft {
  const record = createDraft();
  const id = row.cells.get('id')?.get('')?.text ?? '';
  const recordPath = table === 'programme' ? [] : [LIST_OF_TABLE[table], id];
  for (const column of COLUMNS[table]) {
    const cells = row.cells.get(column.key);
    const firstCell = cells && [...cells.values()][0];
    if (!cells || !firstCell) {
      if (column.isRequired && !keptPlaces.has(formatPlace([...recordPath, ...column.path])))
        reader.addFault(row.places.get(column.key) ?? row.start, table, column.key, reader.words.faults.missing);
      continue;
    }
    const value = readCells(cells, column, table, reader);
    if (value === undefined) continue;
    putAt(record, column.path, value);
    for (let length = 1; length <= column.path.length; length++)
      reader.note([...path, ...column.path.slice(0, length)], {
        ...firstCell.place,
        heading: reader.headingOf(table, column.key),
      });
  }
  return record;
}

/** The maximum length of a cell that is not a text for people, such as a list of tags. */
const MAX_VALUE_CHARS = 2000;

function readCells(
  cells: ReadonlyMap<string, FilledCell>,
  column: ProgrammeColumn,
  table: TableName,
  reader: Reader,
): Json | undefined {
  const { faults } = reader.words;
  const fail = (cell: FilledCell, why: string): undefined => {
    reader.addFault(cell.place, table, column.key, why);
    return undefined;
  };
  for (const cell of cells.values()) {
    const error = findCellError(cell.text, reader);
    if (error !== undefined) return fail(cell, error);
    const maxLength = column.text === undefined ? MAX_VALUE_CHARS : MAX_CELL_CHARS;
    if (cell.text.length > maxLength)
      return fail(cell, faults.tooLong({ text: shorten(cell.text), most: String(maxLength) }));
  }
  const plainCell = cells.get('');
  const [other] = [...cells].filter(([language]) => language !== '');
  if (column.text === undefined && other) return fail(other[1], faults.noLanguage);
  if (plainCell && other) {
    const heading = reader.headingOf(table, column.key);
    return fail(other[1], faults.languageTwice({ other: heading, example: addLanguage(heading, LANGUAGES[0]) }));
  }
  if (column.text === 'lines') return readLines(cells, column, table, reader);
  if (column.text === 'options') return readOptions(cells, column, table, reader);
  const read = (cell: FilledCell): Json | undefined => {
    const outcome = column.form.read(cell.text, reader);
    return 'fault' in outcome ? fail(cell, outcome.fault) : outcome.value;
  };
  if (plainCell) return read(plainCell);
  return Object.fromEntries([...cells].map(([language, cell]) => [language, read(cell) ?? '']));
}

/** Reads a list with one item on each line. The cells of all languages need the same number of lines. */
function readLines(
  cells: ReadonlyMap<string, FilledCell>,
  column: ProgrammeColumn,
  table: TableName,
  reader: Reader,
): Json | undefined {
  const plainCell = cells.get('');
  if (plainCell && column.isUnpublished && meansUnpublished(plainCell.text, reader)) return null;
  const lines = [...cells].map(([language, { text, place }]) => ({
    language,
    place,
    items: text
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== ''),
  }));
  const [first] = lines;
  const uneven = lines.find(({ items }) => items.length !== first?.items.length);
  if (!first || uneven) {
    if (first && uneven)
      reader.addFault(
        uneven.place,
        table,
        column.key,
        reader.words.faults.unequalLines({
          count: String(uneven.items.length),
          others: String(first.items.length),
          other: addLanguage(reader.headingOf(table, column.key), first.language),
        }),
      );
    return undefined;
  }
  return first.items.map((item, i) =>
    first.language === ''
      ? item
      : Object.fromEntries(lines.map(({ language, items }) => [language, items[i] as string])),
  );
}

/** Reads options, one on each line as `id = text`. The cells of all languages need the same ids in the same order. */
function readOptions(
  cells: ReadonlyMap<string, FilledCell>,
  column: ProgrammeColumn,
  table: TableName,
  reader: Reader,
): Json | undefined {
  const { notOption, otherOptions } = reader.words.faults;
  const [idsOfFirst, texts]: [string[], Map<string, FilledCell>] = [[], new Map()];
  for (const [language, cell] of cells) {
    const lines = cell.text.split('\n').filter((line) => line.trim() !== '');
    const parts = lines.map((line) => OPTION_PATTERN.exec(line.trim()));
    const wrongIndex = parts.indexOf(null);
    if (wrongIndex >= 0) {
      reader.addFault(cell.place, table, column.key, notOption({ text: shorten(lines[wrongIndex] ?? '') }));
      return undefined;
    }
    const ids = parts.map((part) => part?.[1] ?? '');
    if (texts.size === 0) idsOfFirst.push(...ids);
    else if (ids.join() !== idsOfFirst.join()) {
      reader.addFault(cell.place, table, column.key, otherOptions({ ids: idsOfFirst }));
      return undefined;
    }
    texts.set(language, { ...cell, text: parts.map((part) => part?.[2] ?? '').join('\n') });
  }
  const cellValue = readLines(texts, column, table, reader);
  return Array.isArray(cellValue) ? idsOfFirst.map((id, i) => ({ id, text: cellValue[i] as Json })) : undefined;
}

const OPTION_PATTERN = /^([A-Za-z0-9][A-Za-z0-9._-]{0,63})\s*=\s*(\S.*)$/;

/** Converts the columns for who may apply and what is paid into the condition and the amount of an instrument. */
function finishInstrument(
  record: Draft,
  row: TableRow,
  {
    i,
    sizeFact,
    keptPlaces,
    reader,
  }: {
    readonly i: number;
    readonly sizeFact: string;
    readonly keptPlaces: ReadonlySet<string>;
    readonly reader: Reader;
  },
): Draft {
  const { who = {}, pay = {}, ...others } = record as { who?: Applicants; pay?: Payment } & Draft;
  const path = ['instruments', i];
  const id = row.cells.get('id')?.get('')?.text ?? '';
  checkPayment(row, {
    who,
    pay,
    isAmountKept: keptPlaces.has(formatPlace(['instruments', id, 'amount'])),
    reader,
  });
  checkConditions(row, who, sizeFact, reader);
  const condition = toCondition(who, sizeFact);
  const amount = toAmount(pay, who.sizes ?? [], sizeFact);
  noteTerms(row, path, sizeFact, reader);
  return Object.assign(
    createDraft(),
    others,
    condition ? { when: Object.assign(createDraft(), condition) } : {},
    amount === undefined ? {} : { amount },
  );
}

/**
 * Records the cells of conditions and amounts. They are recorded separately, because their paths in the document differ
 * from the paths of their columns.
 */
function noteTerms(row: TableRow, path: Path, sizeFact: string, reader: Reader): void {
  const placesOf = (keys: readonly string[]): ReadPlace[] =>
    keys.flatMap((key) => {
      const cellPlace = row.cells.get(key)?.get('')?.place;
      return cellPlace ? [{ ...cellPlace, heading: reader.headingOf('instruments', key) }] : [];
    });
  for (const [fact, keys] of ownColumnsOf(sizeFact))
    for (const place of placesOf(keys)) reader.note([...path, 'when', fact], place);
  for (const place of placesOf([
    'conditions',
    'sizes',
    'sectors',
    'employeesFrom',
    'employeesTo',
    'revenueTo',
    'balanceTo',
  ]))
    reader.note([...path, 'when'], place);
  const amountKeys = COLUMNS.instruments.filter((column) => column.path[0] === 'pay').map(({ key }) => key);
  for (const place of placesOf(['cap'])) reader.note([...path, 'amount', 'cap'], place);
  for (const place of placesOf(amountKeys)) reader.note([...path, 'amount'], place);
}

function checkConditions(row: TableRow, { conditions = {} }: Applicants, sizeFact: string, reader: Reader): void {
  const cellPlace = row.cells.get('conditions')?.get('')?.place;
  for (const [fact, keys] of ownColumnsOf(sizeFact)) {
    const otherKey = keys.find((key) => row.cells.has(key));
    if (cellPlace && otherKey && Object.hasOwn(conditions, fact))
      reader.addFault(
        cellPlace,
        'instruments',
        'conditions',
        reader.words.faults.eitherOr({ other: reader.headingOf('instruments', otherKey) }),
      );
  }
}

/** Reports a number format that shows an amount as a different amount or in a different currency. */
function checkFormat({ key, code, sections, place }: ShownFormat, reader: Reader): void {
  const isMoney = COLUMNS.instruments.some((column) => column.key === key && column.isMoney);
  const { currency } = reader;
  const isMisleading = sections.some(({ divisor, currency: sign, texts }) => {
    const currencies = [...(sign === undefined ? [] : [sign]), ...texts].map((text) => readCurrencies(text) ?? []);
    const isOther = currencies.some((codes) => codes.length > 0 && currency !== undefined && !codes.includes(currency));
    const multiplier = texts.map((text) => findMultiplier(text, true)).find((factor) => factor !== undefined) ?? 1;
    return isOther || multiplier !== divisor;
  });
  if (isMoney && isMisleading)
    reader.addFault(place, 'instruments', key, reader.words.faults.shownOtherwise({ format: code }));
}

/** Reports amounts that contradict each other or are missing. */
function checkPayment(
  row: TableRow,
  {
    who,
    pay,
    isAmountKept,
    reader,
  }: {
    readonly who: Applicants;
    readonly pay: Payment;
    readonly isAmountKept: boolean;
    readonly reader: Reader;
  },
): void {
  const { faults } = reader.words;
  const { choices } = reader.bookWords;
  const headingOfColumn = (key: string): string => reader.headingOf('instruments', key);
  const filled = COLUMNS.instruments.filter(({ key, path }) => path[0] === 'pay' && row.cells.has(key));
  const keysOf = (part: string): string[] => filled.filter(({ path }) => path[1] === part).map(({ key }) => key);
  const [bySize, caps] = [keysOf('rates'), keysOf('caps')];
  const complain = (key: string, why: string): void => {
    reader.addFault(row.cells.get(key)?.get('')?.place ?? row.places.get(key) ?? row.start, 'instruments', key, why);
  };
  const hasRate = row.cells.has('rate');
  const otherColumn = filled.find(({ key }) => key !== 'amount');
  if (filled.length === 0) {
    const namedChoices = {
      rate: headingOfColumn('rate'),
      amount: headingOfColumn('amount'),
      unpublished: choices.unpublished,
    };
    if (!isAmountKept) complain('amount', faults.noAmount(namedChoices));
  } else if (row.cells.has('amount')) {
    if (otherColumn) complain('amount', faults.eitherOr({ other: headingOfColumn(otherColumn.key) }));
  } else if (hasRate && bySize[0]) complain('rate', faults.eitherOr({ other: headingOfColumn(bySize[0]) }));
  else if (!hasRate && bySize.length === 0)
    complain(filled[0]?.key ?? 'cap', faults.capAlone({ other: headingOfColumn('amount') }));
  else if (bySize.length + caps.length > 0)
    checkSizes(row, { who, pay, bySize: [...bySize, ...caps], complain, reader });
}

/** Reports rates and maximum amounts by size that do not match the sizes that may apply. */
function checkSizes(
  row: TableRow,
  {
    who: { sizes = [] },
    pay,
    bySize,
    complain,
    reader,
  }: {
    readonly who: Applicants;
    readonly pay: Payment;
    readonly bySize: readonly string[];
    readonly complain: (key: string, why: string) => void;
    readonly reader: Reader;
  },
): void {
  const { faults } = reader.words;
  const { choices } = reader.bookWords;
  const otherHeading = reader.headingOf('instruments', 'sizes');
  if (!row.cells.has('sizes')) complain(bySize[0] ?? 'rate', faults.sizesMissing({ other: otherHeading }));
  // Unreadable sizes and rates have been reported already.
  if (sizes.length === 0) return;
  for (const key of bySize) {
    const size = SIZES.find((sizeName) => key.toLowerCase().endsWith(sizeName));
    if (size && !sizes.includes(size)) complain(key, faults.sizeNotAllowed({ other: otherHeading }));
  }
  const isWithout = (size: (typeof SIZES)[number]): boolean =>
    pay.rates?.[size] === undefined &&
    !bySize.some((key) => key.startsWith('rate') && key.toLowerCase().endsWith(size));
  const sizesWithout = row.cells.has('rate') ? [] : sizes.filter(isWithout);
  if (sizesWithout.length > 0)
    complain('sizes', faults.noRateFor({ sizes: sizesWithout.map((size) => choices.size[size]) }));
}

/** Content that is kept word for word, with its place in the document. */
interface KeptContent {
  readonly segments: readonly string[];
  readonly value: Json;
  readonly cell: FilledCell;
}

function readKeptContents({ kept }: ProgrammeTables, reader: Reader): KeptContent[] {
  const { faults, words } = reader;
  return kept.flatMap(({ place, content }) => {
    const segments = place.text === '' ? undefined : parsePlace(place.text);
    if (!segments) {
      faults.add(place.place, words.faults.notPlace({ text: shorten(place.text) }));
      return [];
    }
    const value = parseContent(content.text);
    if (value !== undefined) return [{ segments, value, cell: content }];
    faults.add(content.place, words.faults.notContent({ text: shorten(content.text) }));
    return [];
  });
}

/** The maximum depth of nested brackets, more than any programme needs. */
const MAX_DEPTH = 50;

/** Parses JSON; undefined if the text is not JSON, or if its brackets are nested too deeply. */
function parseContent(text: string): Json | undefined {
  let [depth, deepest] = [0, 0];
  for (const character of text) {
    if (character === '[' || character === '{') deepest = Math.max(deepest, ++depth);
    else if (character === ']' || character === '}') depth--;
  }
  if (deepest > MAX_DEPTH) return undefined;
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

/** Puts content at its place in the document. */
function putKept(document: Draft, { segments, value, cell }: KeptContent, reader: Reader): void {
  const { faults, words } = reader;
  const [list, id = '', ...inner] = segments;
  if (!isListName(list) || segments.length < 2) {
    if (putAt(document, segments, value))
      for (const [i] of segments.entries()) reader.note(segments.slice(0, i + 1), cell.place);
    else faults.add(cell.place, words.faults.alreadySet({ place: nameCell(reader.placeOf(segments), reader) }));
    return;
  }
  const members = (document[list] ?? []) as Draft[];
  if (inner.length === 0) {
    const statedId = valueAt(value, ['id']);
    if (statedId !== id) faults.add(cell.place, words.faults.otherId({ id: String(statedId) }));
    else if (members.some((draft) => draft.id === id))
      faults.add(
        cell.place,
        words.faults.alreadySet({
          place: nameCell(reader.placeOf([list, members.findIndex((draft) => draft.id === id)]), reader),
        }),
      );
    else {
      document[list] = [...members, value as unknown as Draft];
      reader.note([list, members.length], cell.place);
    }
    return;
  }
  const position = members.findIndex((draft) => draft.id === id);
  const member = members[position];
  if (!member) faults.add(cell.place, words.faults.noPart({ part: list, id }));
  else if (putAt(member, inner, value)) reader.note([list, position, ...inner], cell.place);
  else
    faults.add(
      cell.place,
      words.faults.alreadySet({ place: nameCell(reader.placeOf([list, position, ...inner]), reader) }),
    );
}

function nameCell(place: CellPlace | undefined, { messages }: Reader): string {
  return place === undefined
    ? ''
    : messages.init.from.column({ sheet: place.sheet, column: formatCellName(place), heading: undefined });
}
