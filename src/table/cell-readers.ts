// What the text of one cell says: several options, a number, and which decimal sign a column has.

import {
  createSpellingLookup,
  fraction,
  fromNumber,
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

/** What one cell says of several options: positions from 0, or a state. */
export type ReadChoices =
  /** With the words of one's own behind "other", where there are any. */
  | { readonly options: readonly number[]; readonly note?: string }
  | { readonly state: number }
  | { readonly fault: CellFaultCode };

type ChoicesBinding = ColumnBinding & { readonly kind: 'choices' };

/** A reader of cells with several options: JSON lists, or separated by the separators, which options may hold as well. */
export function createChoicesReader(use: ChoicesBinding): (text: string) => ReadChoices {
  const find = createValueLookup(use.values);
  const findSpelling = createSpellingLookup(use.values);
  const findState = createSpellingLookup(use.states);
  const readOther = createOtherReader(use.values);
  // Texts of options that hold a separator themselves.
  let isMixed: boolean | undefined;
  let mayBeMixed: boolean | undefined;
  return (text) => {
    const read = readParts(text);
    const mayQuote = 'fault' in read && text.length <= MAX_QUOTED_CHARS && text.includes('"');
    const quoted = mayQuote ? splitQuoted(text, use.separators) : undefined;
    return quoted ? readParts(text, quoted) : read;
  };

  function readParts(text: string, quoted?: readonly string[]): ReadChoices {
    const state = findState(text);
    if (state !== undefined) return { state };
    const list = quoted ?? readList(text);
    isMixed ??= holdSeparators(use);
    const notes: string[] = [];
    const findPart = (part: string): number | undefined => {
      const known = find(part);
      if (known !== undefined) return known;
      const other = readOther(part);
      if (other && other.note !== '' && !notes.includes(other.note)) notes.push(other.note);
      return other?.value;
    };
    // Of one that holds separators its beginnings were tried as well.
    const withNote = (read: ReadChoices): ReadChoices => {
      const [note] = notes.sort((a, b) => b.length - a.length);
      return 'options' in read && note !== undefined ? { ...read, note } : read;
    };
    if (!list && (isMixed || OWN_WORDS.test(text))) return withNote(readMixed(text, use.separators, findPart));
    const spelled = findSpelling(text);
    if (spelled !== undefined) return { options: [spelled] };
    const parts = list ?? lettersOf(text, find) ?? split(text, use.separators);
    // Written with other signs, an option may hold a separator: parts that are options as they stand go before it.
    const isParted = parts.length > 1 && parts.every((part) => find(part) !== undefined);
    const alone = isParted ? undefined : find(text);
    if (alone !== undefined) return { options: [alone] };
    const options: number[] = [];
    for (const part of parts) {
      const option = findPart(part);
      if (option === undefined) {
        mayBeMixed ??= mayHoldSeparators(use);
        if (list || !mayBeMixed || text.length > MAX_MIXED_CHARS) return { fault: 'unknown-value' };
        return withNote(readMixed(text, use.separators, findPart));
      }
      if (options.includes(option)) return { fault: 'option-twice' };
      options.push(option);
    }
    return withNote({ options });
  }
}

/** Longer cells are not parted in several ways for the sake of signs: the time for that grows with the square of their length. */
const MAX_MIXED_CHARS = 1000;

/** Whether texts of options hold a separator themselves. */
function holdSeparators({ values, separators }: ChoicesBinding): boolean {
  return [...values.keys()].some((text) => separators.some((separator) => text.includes(separator)));
}

/** One of these may be written for another. */
const COMMAS = /[、,，;；]/;

/** Whether they may hold one as somebody else writes them. */
function mayHoldSeparators({ values, separators }: ChoicesBinding): boolean {
  const areCommas = separators.some((separator) => COMMAS.test(separator));
  return areCommas && [...values.keys()].some((text) => COMMAS.test(text));
}

/** The parts of cells with several options; none where options hold separators, so that they could be parted as well. */
export function partsOfChoices(use: ChoicesBinding, cells: readonly string[]): readonly string[] {
  return holdSeparators(use) ? [] : cells.flatMap((cell) => readList(cell) ?? split(cell, use.separators));
}

/** Longer cells are not looked through for quotes: the time for that grows with the square of their length. */
const MAX_QUOTED_CHARS = 10_000;

/** Parts of which those that hold a separator stand in quotes, as Airtable writes them; undefined where quotes are none. */
function splitQuoted(text: string, separators: readonly string[]): readonly string[] | undefined {
  const parts: string[] = [];
  for (let at = 0; at <= text.length; ) {
    const quoted = /^\s*"((?:[^"]|"")*)"\s*/.exec(text.slice(at));
    if (quoted) {
      parts.push((quoted[1] ?? '').replaceAll('""', '"'));
      at += quoted[0].length;
    }
    const rest = text.slice(at);
    const next = separators.map((separator) => rest.indexOf(separator)).filter((place) => place >= 0);
    const end = Math.min(rest.length, ...next);
    const part = rest.slice(0, end).trim();
    if (quoted && part !== '') return undefined;
    if (!quoted && part !== '') parts.push(part);
    if (end >= rest.length) return parts;
    at +=
      end + Math.max(...separators.filter((separator) => rest.startsWith(separator, end)).map(({ length }) => length));
  }
  return parts;
}

/** Where words of one's own may hold separators. */
const OWN_WORDS = /[〖:：]/;

/**
 * Reads options of which some hold a separator: a cell says something only where it can be parted into options in one way.
 * Of many commas there are many ways, so for each place only the options found from there on are kept, two ways at most.
 */
function readMixed(
  text: string,
  separators: readonly string[],
  find: (part: string) => number | undefined,
): ReadChoices {
  const known = new Map<number, readonly (readonly number[])[]>();
  const waysFrom = (start: number): readonly (readonly number[])[] => {
    const before = known.get(start);
    if (before) return before;
    const ways = new Map<string, readonly number[]>();
    for (const [end, next] of cutsBehind(text, start, separators)) {
      const part = text.slice(start, end).trim();
      const option = part === '' ? undefined : find(part);
      if (part !== '' && option === undefined) continue;
      for (const rest of next > text.length ? [[]] : waysFrom(next)) {
        const options = option === undefined ? rest : [option, ...rest];
        if (ways.size < 2) ways.set([...options].sort((a, b) => a - b).join(), options);
      }
    }
    known.set(start, [...ways.values()]);
    return [...ways.values()];
  };
  const [one, other] = waysFrom(0);
  if (!one || other || one.length === 0) return { fault: 'unknown-value' };
  return new Set(one).size < one.length ? { fault: 'option-twice' } : { options: one };
}

/** Where a part that begins at `start` may end, and where the next one begins then: behind the end where there is none. */
function cutsBehind(text: string, start: number, separators: readonly string[]): [number, number][] {
  const cuts: [number, number][] = [];
  for (const separator of separators) {
    for (let at = text.indexOf(separator, start); at >= 0; at = text.indexOf(separator, at + 1))
      cuts.push([at, at + separator.length]);
  }
  return [...cuts, [text.length, text.length + 1]];
}

function readList(text: string): readonly string[] | undefined {
  if (!text.startsWith('[')) return undefined;
  try {
    const list: unknown = JSON.parse(text);
    return Array.isArray(list) ? list.map(String) : undefined;
  } catch {
    return undefined;
  }
}

function split(text: string, separators: readonly string[]): readonly string[] {
  let parts = [text];
  for (const separator of separators) {
    if (text.includes(separator)) parts = parts.flatMap((part) => part.split(separator));
  }
  return parts.map((part) => part.trim()).filter((part) => part !== '');
}

/** Letters without anything between them, `BCDE`: options of one letter in their order; undefined for any other text. */
function lettersOf(text: string, find: (part: string) => number | undefined): readonly string[] | undefined {
  const plain = normaliseSpelling(text);
  if (!/^[a-z]{2,26}$/.test(plain)) return undefined;
  const letters = [...plain];
  const isInOrder = letters.every((letter, i) => i === 0 || letter > (letters[i - 1] as string));
  return isInOrder && letters.every((letter) => find(letter) !== undefined) ? letters : undefined;
}

/** Stands for several options that are spelled alike. */
const SEVERAL = -1;
/** Signs and blanks that no form of text changes together with what stands beside them. */
const PLAIN_SEPARATOR = /^[ \t\n\p{P}\p{S}]+$/u;

/**
 * A reader of single parts of cells, and by which separators cells can be read part by part: they then say what
 * `createChoicesReader` says, as long as the reader knows every part and none is there twice. There are no separators where
 * the order in which they are looked for matters, or where options in a row could be read as one word for something else.
 */
export function createPartReader(use: ChoicesBinding): {
  readonly separators: readonly string[];
  /** The option that a part means; undefined where that depends on the rest of the cell. */
  readonly read: (text: string) => number | undefined;
} {
  const find = createValueLookup(use.values);
  const findState = createSpellingLookup(use.states);
  const signs = use.separators.flatMap((separator) => [...new Set(separator)]);
  const isPlain =
    new Set(signs).size === signs.length && use.separators.every((separator) => PLAIN_SEPARATOR.test(separator));
  // Capitals once more: how a sigma ends a word depends on what is behind it.
  const fold = (spelling: string): string => normaliseSpelling(spelling).toUpperCase();
  const folded = use.separators.map((separator) => separator.normalize('NFKC').replace(/\s+/g, ' ').toUpperCase());
  const options = new Map<string, number>();
  for (const [spelling, option] of use.values) {
    const form = fold(spelling);
    options.set(form, (options.get(form) ?? option) === option ? option : SEVERAL);
  }

  /** Whether a spelling can also be read as several options, none of them twice and none of those in front of it. */
  function isList(spelling: string, before: readonly number[] = []): boolean {
    const isNew = (option: number | undefined): option is number =>
      option === SEVERAL || (option !== undefined && !before.includes(option));
    return folded.some((separator) => {
      for (let at = spelling.indexOf(separator); at >= 0; at = spelling.indexOf(separator, at + 1)) {
        const [part, rest] = [spelling.slice(0, at).trim(), spelling.slice(at + separator.length).trim()];
        const option = options.get(part);
        if (part !== '' && !isNew(option)) continue;
        const last = options.get(rest);
        if (rest === '' || (isNew(last) && (last !== option || last === SEVERAL))) return true;
        if (isList(rest, option === undefined ? before : [...before, option])) return true;
      }
      return false;
    });
  }

  const spellings = [...use.values.keys(), ...use.states.keys()].map(fold);
  const separators = isPlain && !spellings.some((spelling) => isList(spelling)) ? use.separators : [];
  return {
    separators,
    read(text) {
      const part = text.trim();
      // A whole cell: it could be several options.
      if (separators.length === 0 && use.separators.some((separator) => part.includes(separator))) return undefined;
      // A mark changes the sign in front of it.
      if (part === '' || part.startsWith('[') || /^\p{M}/u.test(part.normalize('NFKD'))) return undefined;
      return findState(part) === undefined ? find(part) : undefined;
    },
  };
}

const MOST_DIGITS = 15;
/** Powers of ten that are exact as doubles. */
const POWERS = Float64Array.from({ length: 23 }, (_, exponent) => Number(`1e${exponent}`));

/** A decimal: whole digits times a power of ten, the nearest double once it is multiplied with the factor. */
function scaleDecimal(digits: number, exponent: number, factor: Factor): number {
  if (factor.exponent !== null) {
    const power = exponent + factor.exponent;
    // Both are exact, so the one rounding gives the nearest double.
    if (power >= 0 && power <= 22) return digits * (POWERS[power] as number);
    if (power < 0 && power >= -22) return digits / (POWERS[-power] as number);
  }
  const shifted =
    exponent >= 0
      ? { n: BigInt(digits) * 10n ** BigInt(exponent), d: 1n }
      : fraction(BigInt(digits), 10n ** BigInt(-exponent));
  return toNumber(multiply(shifted, factor.exact));
}

/** What numbers of a column are multiplied with; `exponent` where that is a power of ten. */
interface Factor {
  readonly exact: Rational;
  readonly exponent: number | null;
}

/** A factor as the decimal that it is written as. */
export function readFactor(value: number): Factor {
  const exponent = Math.round(Math.log10(value));
  return { exact: fromNumber(value), exponent: Number(`1e${exponent}`) === value ? exponent : null };
}

/** Reads the cells of a column of numbers; the engine reads those of digits and a decimal sign. */
export type NumeralReader = (text: string) =>
  | {
      readonly value: number;
      readonly isLong?: boolean;
      /** Whether it carries a unit of its own. */
      readonly isMeasured?: boolean;
    }
  | { readonly fault: CellFaultCode };

/** As programs write doubles. */
const FULL = /^-?\d+(\.\d+)?(e[+-]?\d+)?$/;

/** A reader for numbers in the column's notation: full-width signs, groups of three, units behind the number. */
export function createNumeralReader(use: NumberBinding): NumeralReader {
  const group = use.decimal === ',' ? '\\.' : ',';
  const decimal = use.decimal === ',' ? ',' : '\\.';
  // Between groups may also stand a blank (a no-break or thin one too) or an apostrophe.
  const shape = new RegExp(
    `^([+-]?)(\\d+|\\d{1,3}(?:${group}\\d{3})+|\\d{1,3}(?:[ '’]\\d{3})+)?(?:${decimal}(\\d+))?(?:[eE]([+-]?\\d{1,3}))?$`,
  );
  const bare = readFactor(use.factor);
  const readUnit = createUnitReader(use.units);
  const factors = new Map([...use.units.values()].map((factor) => [factor, readFactor(factor)]));

  return (text) => {
    if (use.isFull && FULL.test(text) && Number.isFinite(Number(text))) return { value: Number(text) };
    const { numeral, factor } = readUnit(text);
    const match = shape.exec(numeral);
    const [, sign = '', whole = '', part = '', power = '0'] = match ?? [];
    if (!match || whole + part === '') return { fault: 'not-number' };
    if (use.decimal === null && EITHER.test(numeral)) return { fault: 'unclear-number' };
    // A spreadsheet writes what it shows, not what it knows; programs write such numbers in full.
    if (/E[+-]\d\d+$/.test(numeral)) return { fault: 'mangled-number' };
    const decimals = part.replace(/0+$/, '');
    const digits = (whole.replace(/\D/g, '') + decimals).replace(/^0+/, '');
    const scale = (factor === null ? undefined : factors.get(factor)) ?? bare;
    if (digits.length > MOST_DIGITS) {
      const written = parseWrittenDouble(`${sign}${whole.replace(/\D/g, '') || '0'}.${part || '0'}e${power}`);
      if (written === undefined) return { fault: 'number-too-long' };
      return { value: toNumber(multiply(fromNumber(written), scale.exact)), isLong: true, isMeasured: factor !== null };
    }
    const value = scaleDecimal(Number(digits), Number(power) - decimals.length, scale);
    if (!Number.isFinite(value)) return { fault: 'number-too-long' };
    return { value: sign === '-' && value !== 0 ? -value : value, isMeasured: factor !== null };
  };
}

/**
 * What the numbers of a column say of their decimal sign. `unclear` is a column whose every number could be read both
 * ways (`1,234`), `mixed` one with both signs as decimals, null one without any sign between digits.
 */
export type ColumnDecimal = '.' | ',' | 'mixed' | 'unclear' | null;

const NUMERAL = /^[+-]?\d[\d.,]*$/;
const PLAIN_WHOLE = /^\d*$/;
const COMMA_DECIMAL = /^[+-]?(\d+|\d{1,3}(\.\d{3})+),\d+$/;
const DOT_DECIMAL = /^[+-]?(\d+|\d{1,3}(,\d{3})+)\.\d+$/;
/** Several groups of three: the sign between them is not the decimal one. */
const COMMA_GROUPS = /^[+-]?\d{1,3}(,\d{3}){2,}$/;
const DOT_GROUPS = /^[+-]?\d{1,3}(\.\d{3}){2,}$/;
/** One group of three behind at most three digits that do not begin with 0: a sign of either kind. */
const EITHER = /^[+-]?[1-9]\d{0,2}[.,]\d{3}$/;

/** The first of a column's cells if every number with a sign has one group of three behind this one: a decimal sign or not. */
export function findOnlyThousands(cells: Iterable<string>, sign: '.' | ','): string | undefined {
  let first: string | undefined;
  for (const cell of new Set(cells)) {
    if (PLAIN_WHOLE.test(cell)) continue;
    const number = cell
      .normalize('NFKC')
      .replace(/\s/g, '')
      .replace(/[%‰\p{L}]+$/u, '');
    if (!NUMERAL.test(number) || /^[+-]?\d+$/.test(number)) continue;
    if (!EITHER.test(number) || !number.includes(sign)) return undefined;
    first ??= cell;
  }
  return first;
}

/** The decimal sign of a table: `none` where no number shows one, `unclear` where a person has to say. */
type TableDecimal = '.' | ',' | 'none' | 'unclear';

type Sign = '.' | ',' | 'either';

/** The decimal sign of one column, from a sample of its cells. */
export function detectDecimal(cells: Iterable<string>): ColumnDecimal {
  const seen = new Set<Sign>();
  for (const cell of new Set(cells)) {
    const sign = readSign(cell.normalize('NFKC').replace(/\s/g, ''));
    if (sign) seen.add(sign);
  }
  if (seen.has('.') && seen.has(',')) return 'mixed';
  if (seen.has('.')) return '.';
  if (seen.has(',')) return ',';
  return seen.size > 0 ? 'unclear' : null;
}

function readSign(text: string): Sign | undefined {
  const number = text.replace(/[%‰\p{L}]+$/u, '');
  if (!NUMERAL.test(number)) return undefined;
  if (EITHER.test(number)) return 'either';
  if (COMMA_DECIMAL.test(number) || DOT_GROUPS.test(number)) return ',';
  return DOT_DECIMAL.test(number) || COMMA_GROUPS.test(number) ? '.' : undefined;
}

/** The sign of all columns that are read as numbers. */
export function decideDecimal(columns: readonly ColumnDecimal[]): TableDecimal {
  const said = new Set(columns.filter((column) => column !== null));
  if (said.has('mixed') || (said.has('.') && said.has(','))) return 'unclear';
  if (said.has('.')) return '.';
  if (said.has(',')) return ',';
  return said.has('unclear') ? 'unclear' : 'none';
}
