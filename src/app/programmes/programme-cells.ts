// The forms of cells in the workbook of a funding programme: how each is read, and how its value is written.

import type { Messages, ProgrammeWords } from '../../i18n/index.ts';
import { type DecimalSign, parseTypedAmount, parseTypedNumber, type TypedNumberError } from '../../interview/index.ts';
import {
  findNearestSpelling,
  listPossibleDays,
  normaliseSpelling,
  parseDay,
  type Rational,
  toNumber,
  YES_NO_SPELLINGS,
} from '../../model/index.ts';
import type { FormCell, FormKind } from '../../table/index.ts';
import { shorten } from '../forms/workbook-places.ts';

/** A value of a document, as JSON. */
export type Json = null | string | number | boolean | readonly Json[] | { readonly [key: string]: Json };

/** What is needed to read the cells of a workbook. */
export interface CellReading {
  /** The words of all languages, because the language of a workbook is not stated. */
  readonly spoken: readonly ProgrammeWords[];
  /** The words of the language in which faults are described. */
  readonly words: ProgrammeWords;
  /** The words of the language in which the headings are written. */
  readonly bookWords: ProgrammeWords;
  readonly messages: Messages;
  /** The decimal separator of the language in which the headings are written. */
  readonly decimal: DecimalSign;
  /** The currency of the programme; undefined until it is known, or if it is missing. */
  readonly currency: string | undefined;
}

/** The result of reading a text: its value or, if it cannot be read, what is wrong with it. */
export type Read = { readonly value: Json } | { readonly fault: string };

/** How the cells of a column are read and written. */
export interface CellForm {
  /** What the cells of this column contain, which decides their format. */
  readonly kind: FormKind;
  read(text: string, reading: CellReading): Read;
  /** Returns what a cell shows for a value; undefined if no cell of this form can hold it. */
  write(value: Json, words: ProgrammeWords): FormCell | undefined;
  /** The texts that the cell offers to choose from. */
  choices?(words: ProgrammeWords): readonly string[];
}

/** Words for the values of a choice, by value. */
type Choices = Readonly<Record<string, string>>;

const fail = (fault: string): Read => ({ fault });

/**
 * Returns the fault of a text that no column accepts: a formula without a result, or an error value of a spreadsheet
 * program; undefined for other texts.
 */
export function findCellError(text: string, { words: { faults } }: CellReading): string | undefined {
  if (text.startsWith('=')) return faults.formula;
  return ERROR_PATTERN.test(text) ? faults.error({ text }) : undefined;
}

const ERROR_PATTERN = /^#(?:N\/A|NV|REF!|BEZUG!|VALUE!|WERT!|DIV\/0!|NAME\?|NUM!|ZAHL!|NULL!|SPILL!)$/i;

/** Whether a text that is written to a cell is read back unchanged. */
export function isKeptByCell(text: string): boolean {
  return (
    text !== '' &&
    text === text.trim() &&
    !text.startsWith('=') &&
    !ERROR_PATTERN.test(text) &&
    // biome-ignore lint/suspicious/noControlCharactersInRegex: XML cannot hold them
    !/[\u0000-\u0009\u000b-\u001f\ufffe\uffff]|_x[0-9A-Fa-f]{4}_/.test(text) &&
    text.length <= MAX_CELL_CHARS
  );
}

/** The maximum length of a cell in spreadsheet programs. */
export const MAX_CELL_CHARS = 32_767;

/** Any text, on one or more lines. */
export const TEXT: CellForm = {
  kind: 'text',
  read: (text) => ({ value: text.replaceAll('\r\n', '\n') }),
  write: (value) => (typeof value === 'string' && isKeptByCell(value) ? value : undefined),
};

/** An id, a version or another short text, which a spreadsheet program may have turned into a number. */
export const NAME: CellForm = {
  kind: 'text',
  read: (text) => ({ value: text.normalize('NFKC') }),
  write: TEXT.write,
};

/** A currency, as a code, or as any name or sign that is accepted with an amount. */
export const CURRENCY: CellForm = {
  kind: 'text',
  read(text, { decimal }) {
    const amount = parseTypedAmount(`1 ${text}`, decimal);
    return { value: ('currency' in amount ? amount.currency : undefined) ?? text.normalize('NFKC') };
  },
  write: TEXT.write,
};

/** A calendar day. */
export const DAY: CellForm = {
  kind: 'day',
  read(text, { words: { faults } }) {
    const day = parseDay(text, null);
    if (day === null) return fail(faults.notDay({ text: shorten(text) }));
    if ('day' in day) return { value: day.day };
    const [first = '', second = ''] = listPossibleDays(text);
    return fail(second === '' ? faults.notDay({ text }) : faults.unclearDay({ text, first, second }));
  },
  write: (value) => (typeof value === 'string' && /^(19|20|21)\d\d-/.test(value) ? { day: value } : undefined),
};

/** Yes or no. */
export const YES_NO: CellForm = {
  kind: 'text',
  read(text, { words: { faults } }) {
    const value = YES_NO_SPELLINGS.get(normaliseSpelling(text));
    return value === undefined ? fail(faults.notYesNo({ text: shorten(text) })) : { value };
  },
  write: (value, { choices: { yesNo } }) => (typeof value === 'boolean' ? yesNo[value ? 'yes' : 'no'] : undefined),
  choices: ({ choices: { yesNo } }) => [yesNo.yes, yesNo.no],
};

/** Returns the form of cells with one of the words of a choice. */
export function choiceForm(choicesOf: (words: ProgrammeWords) => Choices): CellForm {
  return {
    kind: 'text',
    read: (text, reading) => readChoice(text, choicesOf, reading),
    write: (value, words) => (typeof value === 'string' ? choicesOf(words)[value] : undefined),
    choices: (words) => Object.values(choicesOf(words)),
  };
}

/** Reads a word of a choice in any language, or the value itself as it is written in files. */
function readChoice(
  text: string,
  choicesOf: (words: ProgrammeWords) => Choices,
  { spoken, words, bookWords }: CellReading,
): Read {
  const plainText = normaliseSpelling(text);
  for (const choices of spoken.map(choicesOf))
    for (const [value, word] of Object.entries(choices))
      if (normaliseSpelling(word) === plainText || value === plainText) return { value };
  const knownChoices = Object.values(choicesOf(bookWords));
  return fail(
    words.faults.unknownWord({
      text: shorten(text),
      known: knownChoices,
      near: findNearestSpelling(text, knownChoices),
    }),
  );
}

/** A list of names: separated by semicolons, commas or line breaks. */
export const LIST: CellForm = {
  kind: 'text',
  read(text, { words: { faults } }) {
    const items = splitList(text);
    if (items.length === 0) return fail(faults.emptyItem({ text: shorten(text) }));
    return { value: items };
  },
  write: (value) => writeList(value, (item) => item),
};

/** Returns the form of cells with a list of the words of a choice. */
export function choiceListForm(choicesOf: (words: ProgrammeWords) => Choices): CellForm {
  return {
    kind: 'text',
    read(text, reading) {
      const values: Json[] = [];
      for (const item of splitList(text)) {
        const choiceResult = readChoice(item, choicesOf, reading);
        if ('fault' in choiceResult) return choiceResult;
        values.push(choiceResult.value);
      }
      return values.length === 0 ? fail(reading.words.faults.emptyItem({ text: shorten(text) })) : { value: values };
    },
    write: (value, words) => writeList(value, (item) => choicesOf(words)[item]),
  };
}

function splitList(text: string): string[] {
  return text
    .split(/[;；,，、\n]/)
    .map((item) => item.normalize('NFKC').trim())
    .filter((item) => item !== '');
}

function writeList(value: Json, wordOf: (item: string) => string | undefined): string | undefined {
  if (!Array.isArray(value) || value.length === 0) return undefined;
  const words = value.map((item: Json) => (typeof item === 'string' ? wordOf(item) : undefined));
  const text = words.join('; ');
  return words.every((word) => word !== undefined && splitList(word).join() === word) && isKeptByCell(text)
    ? text
    : undefined;
}

/** `all`, or a list of names. */
export const ALL_OR_LIST: CellForm = {
  kind: 'text',
  read: (text, reading) =>
    reading.spoken.some(({ choices: { all } }) => normaliseSpelling(all) === normaliseSpelling(text))
      ? { value: 'all' }
      : LIST.read(text, reading),
  write: (value, words) => (value === 'all' ? words.choices.all : LIST.write(value, words)),
};

/** Whether a text means "not published" in any language. */
export function meansUnpublished(text: string, { spoken }: CellReading): boolean {
  const plainText = normaliseSpelling(text);
  return spoken.some(({ choices: { unpublished } }) => normaliseSpelling(unpublished) === plainText);
}

/** Extends a form by the words for "not published", which stand for null in a document. */
export function acceptUnpublished(form: CellForm): CellForm {
  const { choices } = form;
  return {
    kind: form.kind,
    read: (text, reading) => (meansUnpublished(text, reading) ? { value: null } : form.read(text, reading)),
    write: (value, words) => (value === null ? words.choices.unpublished : form.write(value, words)),
    ...(choices ? { choices: (words) => [...choices(words), words.choices.unpublished] } : {}),
  };
}

/** A share of the cost. It needs a per cent sign, because 0.4 alone could mean 0.4 % or 40 %. */
export const SHARE: CellForm = {
  kind: 'share',
  read(text, { words: { faults }, bookWords, decimal }) {
    const [, numeral = ''] = PERCENT_PATTERN.exec(text.normalize('NFKC').trim()) ?? [];
    const parsedNumber = numeral === '' ? undefined : parseTypedNumber(numeral, decimal);
    const notShare = faults.notShare({ text: shorten(text), other: bookWords.columns.instruments.atMost.heading });
    if (parsedNumber === undefined) return fail(notShare);
    if ('fault' in parsedNumber) return explainNumber(text, parsedNumber, notShare, faults);
    const percent = toNumber(parsedNumber.number);
    if (percent < 0 || percent > 100) return fail(faults.shareRange({ text: shorten(text) }));
    return { value: Number((percent / 100).toPrecision(SIGNIFICANT_DIGITS)) };
  },
  write: (value) =>
    typeof value === 'number' && value >= 0 && value <= 1 && isKeptNumber(value * 100) ? { share: value } : undefined,
};

const PERCENT_PATTERN = /^(.*\S)\s*(?:%|per ?cent|prozent|v\. ?h\.)$/i;

/** The number of digits that spreadsheet programs keep. */
const SIGNIFICANT_DIGITS = 15;

function isKeptNumber(number: number): boolean {
  const roundedNumber = Number(number.toPrecision(SIGNIFICANT_DIGITS));
  return (
    Number.isFinite(number) && Math.abs(number) < 1e15 && Math.abs(roundedNumber - number) <= Math.abs(number) * 1e-14
  );
}

/** An amount of money of at least 0 in the currency of the programme. */
export const AMOUNT: CellForm = {
  kind: 'whole',
  read(text, { words: { faults }, decimal, currency }) {
    const parsedAmount = parseTypedAmount(text, decimal);
    if ('fault' in parsedAmount)
      return explainNumber(text, parsedAmount, faults.notAmount({ text: shorten(text) }), faults);
    const { currency: found } = parsedAmount;
    if (found !== undefined && currency !== undefined && found !== currency)
      return fail(faults.otherCurrency({ text: shorten(text), found, currency }));
    return requireAtLeastZero(text, parsedAmount.amount, faults);
  },
  write: (value) => (typeof value === 'number' && value >= 0 && isKeptNumber(value) ? value : undefined),
};

/**
 * Returns the form for a number of at least 0; with `isWhole`, without decimals; with `isPercent`, a per cent sign may
 * follow.
 */
export function numberForm({
  isWhole = false,
  isPercent = false,
}: {
  isWhole?: boolean;
  isPercent?: boolean;
}): CellForm {
  return {
    kind: isWhole ? 'whole' : 'text',
    read(text, { words: { faults }, decimal }) {
      const numeral = isPercent ? text.normalize('NFKC').replace(/\s*%$/, '') : text;
      const parsedNumber = parseTypedNumber(numeral, decimal, { isWhole });
      if ('fault' in parsedNumber)
        return explainNumber(text, parsedNumber, faults.notNumber({ text: shorten(text) }), faults);
      if (isWhole && parsedNumber.number.d !== 1n) return fail(faults.notWhole({ text: shorten(text) }));
      return requireAtLeastZero(text, parsedNumber.number, faults);
    },
    write: (value) =>
      typeof value === 'number' && value >= 0 && isKeptNumber(value) && (!isWhole || Number.isInteger(value))
        ? value
        : undefined,
  };
}

function requireAtLeastZero(text: string, number: Rational, faults: ProgrammeWords['faults']): Read {
  const value = toNumber(number);
  return value < 0 ? fail(faults.negative({ text: shorten(text) })) : { value };
}

function explainNumber(
  text: string,
  error: TypedNumberError,
  otherwise: string,
  { ambiguous }: ProgrammeWords['faults'],
): Read {
  if (error.fault !== 'ambiguous') return fail(otherwise);
  const [first, second] = error.readings;
  return fail(ambiguous({ text: shorten(text), first, second }));
}

/** Extends a form for numbers: the cell may also contain the name of something that gives the number. */
export function acceptName(form: CellForm): CellForm {
  return {
    kind: 'text',
    read: (text, reading) => (NAME_PATTERN.test(text) ? { value: text } : form.read(text, reading)),
    write: (value, words) =>
      typeof value === 'string' && NAME_PATTERN.test(value) && isKeptByCell(value) ? value : form.write(value, words),
  };
}

const NAME_PATTERN = /^[A-Za-z][A-Za-z0-9._/-]{0,199}$/;

/** Beginnings of postcodes by country: `DE 50, 51; AT 10`. */
export const POSTCODES: CellForm = {
  kind: 'text',
  read(text, { words: { faults } }) {
    const countries = text
      .normalize('NFKC')
      .split(/[;\n]/)
      .filter((part) => part.trim() !== '');
    const digitsByCountry = new Map<string, string[]>();
    for (const part of countries) {
      const [, country = '', digits = ''] = /^\s*([A-Z]{2})[\s:]+(\d[\d\s,、]*)$/i.exec(part) ?? [];
      if (country === '') return fail(faults.notPostcodes({ text: shorten(part.trim()) }));
      const key = country.toUpperCase();
      digitsByCountry.set(key, [
        ...(digitsByCountry.get(key) ?? []),
        ...digits.split(/[\s,、]+/).filter((digitGroup) => digitGroup !== ''),
      ]);
    }
    return { value: Object.fromEntries(digitsByCountry) };
  },
  write: (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
    return Object.entries(value)
      .map(([country, digits]) => `${country} ${Array.isArray(digits) ? digits.join(', ') : ''}`)
      .join('; ');
  },
};

/** Conditions on facts, one on each line: `district = Musterkreis`, `taxPaid = yes`, `loan > 0`. */
export const CONDITIONS: CellForm = {
  kind: 'text',
  read(text, reading) {
    const { faults } = reading.words;
    const tests = new Map<string, Json>();
    for (const line of text.normalize('NFKC').split(/[;\n]/)) {
      if (line.trim() === '') continue;
      const [, name = '', sign = '', stated = ''] = CONDITION_PATTERN.exec(line.trim()) ?? [];
      const test = name === '' ? undefined : readTest(sign, stated, reading);
      if (test === undefined) return fail(faults.notCondition({ text: shorten(line.trim()) }));
      if (tests.has(name)) return fail(faults.conditionTwice({ name }));
      tests.set(name, test);
    }
    return { value: Object.fromEntries(tests) };
  },
  write(value, words) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
    const lines = Object.entries(value).map(([name, test]) => {
      const statedTest = writeTest(test, words);
      return statedTest === undefined || !isConditionName(name) ? undefined : `${name} ${statedTest}`;
    });
    return lines.length === 0 || lines.includes(undefined) ? undefined : lines.join('\n');
  },
};

const CONDITION_PATTERN = /^([A-Za-z0-9][A-Za-z0-9._/-]*)\s*(>=|<=|>|<|=|≥|≤|:)\s*(\S.*)$/;
const BOUNDS: Readonly<Record<string, string>> = {
  '>': 'exclusiveMinimum',
  '>=': 'minimum',
  '≥': 'minimum',
  '<': 'exclusiveMaximum',
  '<=': 'maximum',
  '≤': 'maximum',
};

const isConditionName = (name: string): boolean => /^[A-Za-z0-9][A-Za-z0-9._/-]*$/.test(name);

function readTest(sign: string, stated: string, { decimal }: CellReading): Json | undefined {
  const bound = BOUNDS[sign];
  if (bound !== undefined) {
    const parsedNumber = parseTypedNumber(stated, decimal);
    return 'fault' in parsedNumber ? undefined : { [bound]: toNumber(parsedNumber.number) };
  }
  const yesNo = YES_NO_SPELLINGS.get(normaliseSpelling(stated));
  if (yesNo !== undefined) return { const: String(yesNo) };
  const values = splitList(stated);
  return values.length === 0 ? undefined : { enum: values };
}

/** Whether a cell of the form `CONDITIONS` can state a test. */
export function isPlainTest(test: Json, words: ProgrammeWords): boolean {
  return writeTest(test, words) !== undefined;
}

function writeTest(test: Json, words: ProgrammeWords): string | undefined {
  if (typeof test !== 'object' || test === null || Array.isArray(test)) return undefined;
  const [[key, value] = ['', null], ...others] = Object.entries(test);
  if (others.length > 0) return undefined;
  if (key === 'const')
    return value === 'true' || value === 'false'
      ? `= ${words.choices.yesNo[value === 'true' ? 'yes' : 'no']}`
      : undefined;
  if (key === 'enum') {
    const listText = writeList(value, (item) =>
      /^[\p{L}\p{N}._-]+(?: [\p{L}\p{N}._-]+)*$/u.test(item) ? item : undefined,
    );
    return listText === undefined || YES_NO_SPELLINGS.has(normaliseSpelling(listText))
      ? undefined
      : `= ${listText.replaceAll(';', ',')}`;
  }
  const sign = Object.entries(BOUNDS).find(([, bound]) => bound === key)?.[0];
  return sign !== undefined && typeof value === 'number' && Number.isInteger(value) && value >= 0 && value < 1e15
    ? `${sign} ${value}`
    : undefined;
}
