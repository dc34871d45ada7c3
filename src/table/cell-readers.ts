// Reads the text of a cell as options or as a number, and detects the decimal sign of a column.

import {
  createSpellingLookup,
  fraction,
  fromNumber,
  itemAt,
  multiply,
  normaliseSpelling,
  parseWrittenDouble,
  type Rational,
  toNumber,
} from '../model/index.ts';
import { createUnitReader } from '../scoring/index.ts';
import { createValueLookup } from './marked-text.ts';
import { createOtherReader } from './other-option.ts';
import type { CellFaultCode, ColumnBinding, NumberBinding } from './row-block.ts';

/** The options listed in a cell, as positions from 0; or a state such as "unknown", or a fault. */
export type ReadChoices =
  /** `note` is the free text after the option "other", if there is one. */
  | { readonly options: readonly number[]; readonly note?: string }
  | { readonly state: number }
  | { readonly fault: CellFaultCode };

type ChoicesBinding = ColumnBinding & { readonly kind: 'choices' };

/**
 * Creates a reader for cells with several options: a JSON list, or options joined by separators. The texts of options
 * may contain separators themselves.
 */
export function createChoicesReader(use: ChoicesBinding): (text: string) => ReadChoices {
  const findValue = createValueLookup(use.values);
  const findSpelling = createSpellingLookup(use.values);
  const findState = createSpellingLookup(use.states);
  const readOther = createOtherReader(use.values);
  // Whether the text of an option contains a separator; undefined until that is needed.
  let containsSeparators: boolean | undefined;
  let mayContainSeparators: boolean | undefined;
  return (text) => {
    const readChoices = readParts(text);
    const mayHoldQuotes = 'fault' in readChoices && text.length <= MAX_QUOTED_CHARS && text.includes('"');
    const quotedParts = mayHoldQuotes ? splitQuoted(text, use.separators) : undefined;
    return quotedParts ? readParts(text, quotedParts) : readChoices;
  };

  function readParts(text: string, quoted?: readonly string[]): ReadChoices {
    const state = findState(text);
    if (state !== undefined) return { state };
    const readItems = quoted ?? readList(text);
    containsSeparators ??= containSeparator(use);
    const notes: string[] = [];
    const findPart = (part: string): number | undefined => {
      const option = findValue(part);
      if (option !== undefined) return option;
      const otherText = readOther(part);
      if (otherText && otherText.note !== '' && !notes.includes(otherText.note)) notes.push(otherText.note);
      return otherText?.value;
    };
    // When a cell is split in several ways, shorter parts of its note are found as well, so the longest one is the
    // whole note.
    const readWithNote = (read: ReadChoices): ReadChoices => {
      const [note] = notes.sort((a, b) => b.length - a.length);
      return 'options' in read && note !== undefined ? { ...read, note } : read;
    };
    if (!readItems && (containsSeparators || FREE_TEXT_MARK.test(text)))
      return readWithNote(readMixed(text, use.separators, findPart));
    const spelledOption = findSpelling(text);
    if (spelledOption !== undefined) return { options: [spelledOption] };
    const parts = readItems ?? splitLetters(text, findValue) ?? splitAtSeparators(text, use.separators);
    // `find` takes all commas as equal, so a list can look like the text of a single option. If all its parts are
    // options, the cell is a list.
    const isSplit = parts.length > 1 && parts.every((part) => findValue(part) !== undefined);
    const wholeOption = isSplit ? undefined : findValue(text);
    if (wholeOption !== undefined) return { options: [wholeOption] };
    const options: number[] = [];
    for (const part of parts) {
      const option = findPart(part);
      if (option === undefined) {
        mayContainSeparators ??= mayContainSeparator(use);
        if (readItems || !mayContainSeparators || text.length > MAX_MIXED_CHARS) return { fault: 'unknown-value' };
        return readWithNote(readMixed(text, use.separators, findPart));
      }
      if (options.includes(option)) return { fault: 'option-twice' };
      options.push(option);
    }
    return readWithNote({ options });
  }
}

/** The maximum length of a cell that is split in several ways. The time grows with the square of the length. */
const MAX_MIXED_CHARS = 1000;

/** Whether the text of an option contains one of the separators. */
function containSeparator({ values, separators }: ChoicesBinding): boolean {
  return [...values.keys()].some((text) => separators.some((separator) => text.includes(separator)));
}

/** Commas and semicolons of several scripts, which people use interchangeably. */
const COMMA_LIKE_SIGN = /[、,，;；]/;

/** Whether the text of an option contains a comma or semicolon for which people might write one of the separators. */
function mayContainSeparator({ values, separators }: ChoicesBinding): boolean {
  const areCommas = separators.some((separator) => COMMA_LIKE_SIGN.test(separator));
  return areCommas && [...values.keys()].some((text) => COMMA_LIKE_SIGN.test(text));
}

/**
 * Returns the parts of cells with several options; none if texts of options contain separators, because splitting would
 * then be ambiguous.
 */
export function splitChoiceCells(use: ChoicesBinding, cells: readonly string[]): readonly string[] {
  return containSeparator(use)
    ? []
    : cells.flatMap((cell) => readList(cell) ?? splitAtSeparators(cell, use.separators));
}

/** The maximum length of a cell that is searched for quotes. The time grows with the square of the length. */
const MAX_QUOTED_CHARS = 10_000;

/**
 * Splits a cell in which parts that contain a separator are quoted, as Airtable writes them; undefined if the quotes do
 * not enclose whole parts.
 */
function splitQuoted(text: string, separators: readonly string[]): readonly string[] | undefined {
  const parts: string[] = [];
  for (let index = 0; index <= text.length; ) {
    const quotedMatch = /^\s*"((?:[^"]|"")*)"\s*/.exec(text.slice(index));
    if (quotedMatch) {
      parts.push((quotedMatch[1] ?? '').replaceAll('""', '"'));
      index += quotedMatch[0].length;
    }
    const remainingText = text.slice(index);
    const cuts = separators.map((separator) => remainingText.indexOf(separator)).filter((cut) => cut >= 0);
    const end = Math.min(remainingText.length, ...cuts);
    const part = remainingText.slice(0, end).trim();
    if (quotedMatch && part !== '') return undefined;
    if (!quotedMatch && part !== '') parts.push(part);
    if (end >= remainingText.length) return parts;
    index +=
      end +
      Math.max(
        ...separators.filter((separator) => remainingText.startsWith(separator, end)).map(({ length }) => length),
      );
  }
  return parts;
}

/** Marks that introduce free text after an option; the free text may contain separators. */
const FREE_TEXT_MARK = /[〖:：]/;

/**
 * Reads a cell of options if the texts of some options contain a separator. The cell is accepted only if it can be
 * split into options in exactly one way. A cell with many commas can be split in many ways, so the options from each
 * position on are found only once, and at most two ways are kept.
 */
function readMixed(
  text: string,
  separators: readonly string[],
  find: (part: string) => number | undefined,
): ReadChoices {
  const waysByStart = new Map<number, readonly (readonly number[])[]>();
  const findWays = (start: number): readonly (readonly number[])[] => {
    const cached = waysByStart.get(start);
    if (cached) return cached;
    const waysByLength = new Map<string, readonly number[]>();
    for (const [end, next] of findCuts(text, start, separators)) {
      const part = text.slice(start, end).trim();
      const option = part === '' ? undefined : find(part);
      if (part !== '' && option === undefined) continue;
      for (const laterEnds of next > text.length ? [[]] : findWays(next)) {
        const options = option === undefined ? laterEnds : [option, ...laterEnds];
        if (waysByLength.size < 2) waysByLength.set([...options].sort((a, b) => a - b).join(), options);
      }
    }
    waysByStart.set(start, [...waysByLength.values()]);
    return [...waysByLength.values()];
  };
  const [only, other] = findWays(0);
  if (!only || other || only.length === 0) return { fault: 'unknown-value' };
  return new Set(only).size < only.length ? { fault: 'option-twice' } : { options: only };
}

/**
 * Returns the positions at which a part that begins at `start` can end, each with the start of the next part. After the
 * last part, that start is beyond the end of the text.
 */
function findCuts(text: string, start: number, separators: readonly string[]): [number, number][] {
  const cuts: [number, number][] = [];
  for (const separator of separators) {
    for (let index = text.indexOf(separator, start); index >= 0; index = text.indexOf(separator, index + 1))
      cuts.push([index, index + separator.length]);
  }
  return [...cuts, [text.length, text.length + 1]];
}

function readList(text: string): readonly string[] | undefined {
  if (!text.startsWith('[')) return undefined;
  try {
    const jsonValue: unknown = JSON.parse(text);
    return Array.isArray(jsonValue) ? jsonValue.map(String) : undefined;
  } catch {
    return undefined;
  }
}

function splitAtSeparators(text: string, separators: readonly string[]): readonly string[] {
  let parts = [text];
  for (const separator of separators) {
    if (text.includes(separator)) parts = parts.flatMap((part) => part.split(separator));
  }
  return parts.map((part) => part.trim()).filter((part) => part !== '');
}

/**
 * Splits a cell of letters such as `BCDE` into options named by one letter each, in alphabetical order; undefined for
 * any other text.
 */
function splitLetters(text: string, find: (part: string) => number | undefined): readonly string[] | undefined {
  const plainText = normaliseSpelling(text);
  if (!/^[a-z]{2,26}$/.test(plainText)) return undefined;
  const letters = [...plainText];
  const isInOrder = letters.every((letter, i) => i === 0 || letter > itemAt(letters, i - 1));
  return isInOrder && letters.every((letter) => find(letter) !== undefined) ? letters : undefined;
}

/** Marks a spelling that means several options. */
const AMBIGUOUS_CODE = -1;
/** Separators of blanks and signs that Unicode normalisation does not combine with the characters next to them. */
const PLAIN_SEPARATOR = /^[ \t\n\p{P}\p{S}]+$/u;

/**
 * Creates a reader for the single parts of cells, and returns the separators by which cells can be split. Reading a
 * cell part by part then gives the same options as `createChoicesReader`, provided that each part is known and none
 * occurs twice. No separators are returned if two of them share a character, so that it matters which one is tried
 * first, or if several options in a row could be read as one.
 */
export function createPartReader(use: ChoicesBinding): {
  readonly separators: readonly string[];
  /** Returns the option that a part means; undefined if that depends on the rest of the cell. */
  readonly read: (text: string) => number | undefined;
} {
  const findValue = createValueLookup(use.values);
  const findState = createSpellingLookup(use.states);
  const signs = use.separators.flatMap((separator) => [...new Set(separator)]);
  const canSplitAtSigns =
    new Set(signs).size === signs.length && use.separators.every((separator) => PLAIN_SEPARATOR.test(separator));
  // Upper-casing undoes a difference in Σ: whether its lower case is σ or ς depends on what follows, which is not the
  // same in a part as in the whole cell.
  const toComparableForm = (spelling: string): string => normaliseSpelling(spelling).toUpperCase();
  const foldedSeparators = use.separators.map((separator) =>
    separator.normalize('NFKC').replace(/\s+/g, ' ').toUpperCase(),
  );
  const options = new Map<string, number>();
  for (const [spelling, option] of use.values) {
    const form = toComparableForm(spelling);
    options.set(form, (options.get(form) ?? option) === option ? option : AMBIGUOUS_CODE);
  }

  /** Whether a spelling can also be read as a list of different options that are not in `before`. */
  function isList(spelling: string, before: readonly number[] = []): boolean {
    const isNewOption = (option: number | undefined): option is number =>
      option === AMBIGUOUS_CODE || (option !== undefined && !before.includes(option));
    return foldedSeparators.some((separator) => {
      for (let index = spelling.indexOf(separator); index >= 0; index = spelling.indexOf(separator, index + 1)) {
        const [part, rest] = [spelling.slice(0, index).trim(), spelling.slice(index + separator.length).trim()];
        const option = options.get(part);
        if (part !== '' && !isNewOption(option)) continue;
        const lastOption = options.get(rest);
        if (rest === '' || (isNewOption(lastOption) && (lastOption !== option || lastOption === AMBIGUOUS_CODE)))
          return true;
        if (isList(rest, option === undefined ? before : [...before, option])) return true;
      }
      return false;
    });
  }

  const spellings = [...use.values.keys(), ...use.states.keys()].map(toComparableForm);
  const separators = canSplitAtSigns && !spellings.some((spelling) => isList(spelling)) ? use.separators : [];
  return {
    separators,
    read(text) {
      const part = text.trim();
      // Without separators, the part is a whole cell. If it contains one of the usual separators, it could be a list of
      // options.
      if (separators.length === 0 && use.separators.some((separator) => part.includes(separator))) return undefined;
      // A combining mark at the start would change the separator before it.
      if (part === '' || part.startsWith('[') || /^\p{M}/u.test(part.normalize('NFKD'))) return undefined;
      return findState(part) === undefined ? findValue(part) : undefined;
    },
  };
}

const MAX_DIGITS = 15;
/** The powers of ten that doubles represent exactly. */
const POWERS_OF_TEN = Float64Array.from({ length: 23 }, (_, exponent) => Number(`1e${exponent}`));

/** Returns the double nearest to `digits` × 10^`exponent` × `factor`. */
function scaleDecimal(digits: number, exponent: number, factor: ScaledFactor): number {
  if (factor.exponent !== null) {
    const power = exponent + factor.exponent;
    // Both operands are exact, so the result is rounded only once and is the nearest double.
    if (power >= 0 && power <= 22) return digits * (POWERS_OF_TEN[power] as number);
    if (power < 0 && power >= -22) return digits / (POWERS_OF_TEN[-power] as number);
  }
  const shiftedNumber =
    exponent >= 0
      ? { n: BigInt(digits) * 10n ** BigInt(exponent), d: 1n }
      : fraction(BigInt(digits), 10n ** BigInt(-exponent));
  return toNumber(multiply(shiftedNumber, factor.exact));
}

/**
 * The factor by which a column's numbers are multiplied. `exponent` is set if the factor is a power of ten, otherwise
 * null.
 */
interface ScaledFactor {
  readonly exact: Rational;
  readonly exponent: number | null;
}

/** Converts a factor to the exact decimal that it was written as. */
export function toScaledFactor(value: number): ScaledFactor {
  const exponent = Math.round(Math.log10(value));
  return { exact: fromNumber(value), exponent: Number(`1e${exponent}`) === value ? exponent : null };
}

/**
 * Reads cells of a number column that contain more than digits and a decimal sign; the WebAssembly engine reads all
 * others.
 */
export type NumeralReader = (text: string) =>
  | {
      readonly value: number;
      readonly isLong?: boolean;
      /** Whether the cell contains its own unit. */
      readonly isMeasured?: boolean;
    }
  | { readonly fault: CellFaultCode };

/** The notation in which programs write doubles. */
const DOUBLE_PATTERN = /^-?\d+(\.\d+)?(e[+-]?\d+)?$/;

/**
 * Creates a reader for numbers in the notation of a column: full-width signs, groups of three digits, units after the
 * number.
 */
export function createNumeralReader(use: NumberBinding): NumeralReader {
  const group = use.decimal === ',' ? '\\.' : ',';
  const decimal = use.decimal === ',' ? ',' : '\\.';
  // Groups of digits may also be separated by a blank (no-break and thin ones included) or an apostrophe.
  const shape = new RegExp(
    `^([+-]?)(\\d+|\\d{1,3}(?:${group}\\d{3})+|\\d{1,3}(?:[ '’]\\d{3})+)?(?:${decimal}(\\d+))?(?:[eE]([+-]?\\d{1,3}))?$`,
  );
  const readBare = toScaledFactor(use.factor);
  const readUnit = createUnitReader(use.units);
  const factors = new Map([...use.units.values()].map((factor) => [factor, toScaledFactor(factor)]));

  return (text) => {
    if (use.isFull && DOUBLE_PATTERN.test(text) && Number.isFinite(Number(text))) return { value: Number(text) };
    const { numeral, factor } = readUnit(text);
    const match = shape.exec(numeral);
    const [, sign = '', whole = '', part = '', power = '0'] = match ?? [];
    if (!match || whole + part === '') return { fault: 'not-number' };
    if (use.decimal === null && AMBIGUOUS_SIGN.test(numeral)) return { fault: 'unclear-number' };
    // A spreadsheet exports numbers in this notation as it displays them, which is rounded; a program would write all
    // digits.
    if (/E[+-]\d\d+$/.test(numeral)) return { fault: 'mangled-number' };
    const decimals = part.replace(/0+$/, '');
    const digits = (whole.replace(/\D/g, '') + decimals).replace(/^0+/, '');
    const scale = (factor === null ? undefined : factors.get(factor)) ?? readBare;
    if (digits.length > MAX_DIGITS) {
      const writtenDouble = parseWrittenDouble(`${sign}${whole.replace(/\D/g, '') || '0'}.${part || '0'}e${power}`);
      if (writtenDouble === undefined) return { fault: 'number-too-long' };
      return {
        value: toNumber(multiply(fromNumber(writtenDouble), scale.exact)),
        isLong: true,
        isMeasured: factor !== null,
      };
    }
    const value = scaleDecimal(Number(digits), Number(power) - decimals.length, scale);
    if (!Number.isFinite(value)) return { fault: 'number-too-long' };
    return { value: sign === '-' && value !== 0 ? -value : value, isMeasured: factor !== null };
  };
}

/**
 * The decimal sign that the numbers of a column show. `unclear` means that each number can be read both ways (`1,234`),
 * `mixed` that both signs are used as decimal signs, null that no number contains a sign.
 */
export type ColumnDecimal = '.' | ',' | 'mixed' | 'unclear' | null;

const NUMERAL_PATTERN = /^[+-]?\d[\d.,]*$/;
/** Matches the unit after a number: `%`, `EUR`, `€`, `Mio. €`. */
const UNIT_AT_END = /(?:\p{L}\.?|[%‰\p{Sc}])+$/u;
/** Matches the currency before an amount: `EUR`, `€`. */
const CURRENCY_AT_START = /^(?:[A-Za-z]{3}|\p{Sc})(?=[\d+-])/u;
/** Matches an amount whose hundredths are a dash, as in `2.900,-`. */
const NO_HUNDREDTHS = /^(.*\d)([.,])[-−–—]{1,2}$/;
const PLAIN_WHOLE = /^\d*$/;
const COMMA_DECIMAL = /^[+-]?(\d+|\d{1,3}(\.\d{3})+),\d+$/;
const DOT_DECIMAL = /^[+-]?(\d+|\d{1,3}(,\d{3})+)\.\d+$/;
/** Several groups of three digits, so the sign between them cannot be the decimal sign. */
const COMMA_GROUPS = /^[+-]?\d{1,3}(,\d{3}){2,}$/;
const DOT_GROUPS = /^[+-]?\d{1,3}(\.\d{3}){2,}$/;
/**
 * One group of three digits after one to three digits that do not begin with 0, so the sign may be a decimal sign or a
 * separator.
 */
const AMBIGUOUS_SIGN = /^[+-]?[1-9]\d{0,2}[.,]\d{3}$/;

/**
 * Returns the first cell whose number contains `sign`, if in each number of the column exactly three digits follow this
 * sign, so that it may or may not be the decimal sign. Otherwise undefined.
 */
export function findOnlyThousands(cells: Iterable<string>, sign: '.' | ','): string | undefined {
  let firstText: string | undefined;
  for (const cell of new Set(cells)) {
    if (PLAIN_WHOLE.test(cell)) continue;
    const number = cell.normalize('NFKC').replace(/\s/g, '').replace(UNIT_AT_END, '');
    if (!NUMERAL_PATTERN.test(number) || /^[+-]?\d+$/.test(number)) continue;
    if (!AMBIGUOUS_SIGN.test(number) || !number.includes(sign)) return undefined;
    firstText ??= cell;
  }
  return firstText;
}

/** The decimal sign of a table: `none` if no number contains a sign, `unclear` if the user has to decide. */
type TableDecimal = '.' | ',' | 'none' | 'unclear';

type Sign = '.' | ',' | 'either';

/** Determines the decimal sign of a column from a sample of its cells. */
export function detectDecimalSign(cells: Iterable<string>): ColumnDecimal {
  const seenSigns = new Set<Sign>();
  for (const cell of new Set(cells)) {
    const sign = readSign(cell.normalize('NFKC').replace(/\s/g, ''));
    if (sign) seenSigns.add(sign);
  }
  if (seenSigns.has('.') && seenSigns.has(',')) return 'mixed';
  if (seenSigns.has('.')) return '.';
  if (seenSigns.has(',')) return ',';
  return seenSigns.size > 0 ? 'unclear' : null;
}

function readSign(text: string): Sign | undefined {
  const number = text.replace(UNIT_AT_END, '').replace(CURRENCY_AT_START, '');
  const [, whole = '', sign] = NO_HUNDREDTHS.exec(number) ?? [];
  if (NUMERAL_PATTERN.test(whole) && (sign === '.' || sign === ',')) return sign;
  if (!NUMERAL_PATTERN.test(number)) return undefined;
  if (AMBIGUOUS_SIGN.test(number)) return 'either';
  if (COMMA_DECIMAL.test(number) || DOT_GROUPS.test(number)) return ',';
  return DOT_DECIMAL.test(number) || COMMA_GROUPS.test(number) ? '.' : undefined;
}

/** Determines the decimal sign of a table from those of its number columns. */
export function decideDecimalSign(columns: readonly ColumnDecimal[]): TableDecimal {
  const signs = new Set(columns.filter((column) => column !== null));
  if (signs.has('mixed') || (signs.has('.') && signs.has(','))) return 'unclear';
  if (signs.has('.')) return '.';
  if (signs.has(',')) return ',';
  return signs.has('unclear') ? 'unclear' : 'none';
}
