// Reads units after numbers wherever people write them: in tables, answers files, options, the terminal, the form.

import {
  type Fact,
  fromNumber,
  multiply,
  normaliseSpelling,
  type Operand,
  parseDecimal,
  type Question,
  toDecimalText,
} from '../model/index.ts';
import type { Answerable } from './forms/form.ts';

const HAN_CHARACTER = /\p{Script=Han}/u;

/** Words that multiply a number. */
const MULTIPLIERS: Readonly<Record<string, number>> = {
  ...{ 千: 1e3, 万: 1e4, 十万: 1e5, 百万: 1e6, 千万: 1e7, 亿: 1e8 },
  ...{ thousand: 1e3, thousands: 1e3, million: 1e6, millions: 1e6 },
  ...{ tausend: 1e3, 'tsd.': 1e3, tsd: 1e3, millionen: 1e6, 'mio.': 1e6, mio: 1e6 },
  ...{ milliarden: 1e9, 'mrd.': 1e9, mrd: 1e9 },
};

/** Words that multiply a number of things or persons. They include hundreds, in which nobody counts money. */
const COUNT_MULTIPLIERS = { ...MULTIPLIERS, 百: 100, hundred: 100, hundreds: 100, hundert: 100 };

/** Returns the Chinese multipliers between a currency and its unit, as in `人民币万元`. */
function createPrefixed(before: string, after: string): Record<string, number> {
  const chinese = Object.entries(MULTIPLIERS).filter(([word]) => HAN_CHARACTER.test(word));
  return Object.fromEntries(chinese.map(([word, size]) => [`${before}${word}${after}`, size]));
}

/** Returns the units of a currency: its names alone, after a multiplier, and before one. */
function createMoneyUnits(chinese: readonly string[], western: readonly string[]): Record<string, number> {
  const scaledMultipliers = Object.entries(MULTIPLIERS).flatMap(([word, size]): [string, number][] => [
    [word, size],
    ...(HAN_CHARACTER.test(word)
      ? chinese.map((name): [string, number] => [`${word}${name}`, size])
      : western.flatMap((name): [string, number][] => [
          [`${word} ${name}`, size],
          [`${name} ${word}`, size],
        ])),
  ]);
  return Object.fromEntries([
    ...[...chinese, ...western].map((name): [string, number] => [name, 1]),
    ...scaledMultipliers,
  ]);
}

/** The units of money by currency (ISO 4217), each with its size in the currency. */
const MONEY_FACTORS: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  CNY: {
    ...createMoneyUnits(['元', '人民币元', '元人民币'], ['cny', 'rmb', 'yuan']),
    ...createPrefixed('人民币', '元'),
    ...{ 'cny 10,000': 1e4, '× cny 10,000': 1e4, '× 10.000 cny': 1e4 },
    ...{ 'cny billion': 1e9 },
  },
  EUR: createMoneyUnits(['欧元'], ['eur', 'euro', 'euros', '€']),
};
/** Units of money in currencies that are recognised but cannot be converted. */
const OTHER_MONEY: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  USD: createMoneyUnits(['美元'], ['usd', 'us$', '$', 'dollar', 'dollars', 'us dollars']),
  HKD: createMoneyUnits(['港元', '港币'], ['hkd', 'hk$']),
  JPY: createMoneyUnits(['日元'], ['jpy', 'yen']),
  GBP: createMoneyUnits(['英镑'], ['gbp', '£', 'pounds']),
  CHF: createMoneyUnits([], ['chf', 'franken']),
};

/** Units of energy as coal, each with its size in tonnes of standard coal. */
const COAL_FACTORS = { tce: 1, 吨标准煤: 1, 吨标煤: 1, 万吨标准煤: 1e4, 万吨标煤: 1e4, kgce: 1e-3, 千克标准煤: 1e-3 };
/** Units of electricity, each with its size in kWh. */
const ELECTRICITY_FACTORS = { kwh: 1, 千瓦时: 1, 度: 1, mwh: 1e3, 兆瓦时: 1e3, 万千瓦时: 1e4, 万度: 1e4, gwh: 1e6 };
/** Groups of units that can be converted into each other, each unit with its size in the group's base unit. */
const UNIT_FAMILIES: readonly Readonly<Record<string, number>>[] = [
  ...Object.values(MONEY_FACTORS),
  COAL_FACTORS,
  ELECTRICITY_FACTORS,
  { kg: 1, 千克: 1, 公斤: 1, t: 1e3, 吨: 1e3, 万吨: 1e7 },
];
const PERSON_UNITS = ['人', '名', 'persons', 'personen'];

/** A fact or question whose definition may name a unit. */
type MeasuredInput = Pick<Answerable, 'type' | 'definition'>;

/**
 * Returns, for each unit in normalised spelling, the factor that converts a number in it to the unit of the question.
 */
export function getUnitFactors(input: MeasuredInput): ReadonlyMap<string, number> {
  const factors = UNIT_FACTORS.get(input) ?? listUnitFactors(input);
  UNIT_FACTORS.set(input, factors);
  return factors;
}

/** Cached, because each heading of a table is compared with the units of all questions. */
const UNIT_FACTORS = new WeakMap<MeasuredInput, ReadonlyMap<string, number>>();

function listUnitFactors(input: MeasuredInput): ReadonlyMap<string, number> {
  const units = new Map<string, number>();
  if (input.type === 'percent') units.set('%', 1);
  if (isShare(input)) units.set('%', 0.01);
  const { unit: text } = input.definition as Fact | Question;
  const ownUnits = (typeof text === 'string' ? [text] : Object.values(text ?? {})).map(normaliseSpelling);
  for (const unit of ownUnits) {
    const family = UNIT_FAMILIES.find((candidates) => Object.hasOwn(candidates, unit));
    const isMoney = Object.values(MONEY_FACTORS).some((candidate) => candidate === family);
    for (const [other, size] of [
      ...(family && isMoney ? listLetteredUnits(family) : []),
      ...Object.entries(family ?? {}),
    ]) {
      units.set(other, Number((size / (family?.[unit] as number)).toPrecision(12)));
    }
    if (PERSON_UNITS.includes(unit)) for (const word of PERSON_UNITS) units.set(word, 1);
  }
  for (const unit of ownUnits) units.set(unit, 1);
  // In a count, 万 can only mean ten thousand. In a rate or a weight it would be unclear what there are ten thousand of.
  if (input.type === 'integer') {
    const baseUnits = [...units.keys()].filter((unit) => units.get(unit) === 1);
    for (const [word, size] of Object.entries(COUNT_MULTIPLIERS)) {
      const joinedUnits = baseUnits.map((name) => (HAN_CHARACTER.test(word) ? word + name : `${word} ${name}`));
      for (const unit of [word, ...joinedUnits]) if (!units.has(unit)) units.set(unit, size);
    }
  }
  return units;
}

/** Whether a number is derived as a ratio and has no unit, so that 1 means the whole. */
function isShare({ type, definition }: MeasuredInput): boolean {
  const { unit, derive } = definition as Fact | Question;
  return type === 'decimal' && unit === undefined && derive !== undefined && !('first' in derive) && isRatio(derive);
}

function isRatio(operand: Operand): boolean {
  if (typeof operand !== 'object') return false;
  const { ratio, change, difference, meanOf } = operand;
  return ratio !== undefined || change !== undefined || (difference ?? meanOf)?.every(isRatio) === true;
}

/**
 * Returns the factor that converts a number in a unit to the question's unit; undefined if the units are of different
 * kinds.
 */
export function findUnitFactor(input: MeasuredInput, unit: string): number | undefined {
  const units = getUnitFactors(input);
  return units.get(normaliseSpelling(unit)) ?? (moneyUnitOf(input) && findCountedFactor(units, unit));
}

const CURRENCY_UNITS: ReadonlyMap<string, ReadonlyMap<string, number>> = new Map(
  Object.entries({ ...MONEY_FACTORS, ...OTHER_MONEY }).map(([currency, units]) => [
    currency,
    new Map(Object.entries(units)),
  ]),
);
const MONEY_UNITS: readonly ReadonlyMap<string, number>[] = [...CURRENCY_UNITS.values(), new Map([['百元', 100]])];

/** The maximum length of a unit; longer texts are not units. */
const MAX_UNIT_CHARS = 40;

/** Whether a text is a unit of money: a currency, or only a multiplier such as thousands. */
export function isMoneyUnit(text: string): boolean {
  if (text.length > MAX_UNIT_CHARS) return false;
  const unit = normaliseSpelling(text);
  return MONEY_UNITS.some((units) => units.has(unit) || findCountedFactor(units, unit) !== undefined);
}

/** A unit that consists of a currency and a number: `CNY 1,000`, `1.000 CNY`, `CNY '000`. */
const MONEY_WITH_COUNT =
  /^(?<before>[^\d']*?)\s*(?<count>'000s?|1(?:[.,' ]?000){1,3}|10[.,' ]?000|100[.,' ]?000)\s*(?<behind>\D*)$/;
/**
 * Letters that multiply an amount and have one meaning in every language, unlike T, which is a thousand in German and
 * more in English.
 */
const CLEAR_LETTERS = { k: 1e3, m: 1e6, mn: 1e6, mm: 1e6, bn: 1e9 };
/** Letters that multiply a currency: `TCNY`, `kEUR`, `EUR m`, `CNY bn`. */
const LETTER_MULTIPLIERS: Readonly<Record<string, number>> = { ...CLEAR_LETTERS, t: 1e3 };

/**
 * Returns the factor of a unit such as `CNY 1,000`. Only for headings and mappings: in a cell such as `21,000 CNY`, the
 * digits belong to the number.
 */
function findCountedFactor(units: ReadonlyMap<string, number>, text: string): number | undefined {
  const plainText = normaliseSpelling(text).replace(/^[×x*]\s*/, '');
  const multiply = (name: string, count: number): number | undefined => {
    const size = units.get(name.trim());
    return size === undefined ? undefined : Number((size * count).toPrecision(12));
  };
  const { before = '', count = '', behind = '' } = MONEY_WITH_COUNT.exec(plainText)?.groups ?? {};
  if (count !== '') {
    if (before !== '' && behind !== '') return undefined;
    return multiply(before || behind, count.startsWith("'") ? 1e3 : Number(count.replace(/\D/g, '')));
  }
  const [, start = '', end = ''] = /^(\S+?) ?([a-z]{1,2})$/.exec(plainText) ?? [];
  const byLastLetter = Object.hasOwn(LETTER_MULTIPLIERS, end)
    ? multiply(start, LETTER_MULTIPLIERS[end] as number)
    : undefined;
  if (byLastLetter !== undefined) return byLastLetter;
  const letters = Object.keys(LETTER_MULTIPLIERS).filter((letter) => plainText.startsWith(letter));
  return letters
    .map((letter) => multiply(plainText.slice(letter.length), LETTER_MULTIPLIERS[letter] as number))
    .find((factor) => factor !== undefined);
}

/**
 * Returns the currency (ISO 4217) of an amount of money, and how many units of the currency the question's unit is;
 * undefined for other numbers.
 */
export function moneyUnitOf(input: MeasuredInput): { readonly currency: string; readonly size: number } | undefined {
  const { unit: text } = input.definition as Fact | Question;
  const ownUnits = (typeof text === 'string' ? [text] : Object.values(text ?? {})).map(normaliseSpelling);
  for (const [currency, family] of Object.entries(MONEY_FACTORS)) {
    const unit = ownUnits.find((candidate) => Object.hasOwn(family, candidate));
    if (unit !== undefined) return { currency, size: family[unit] as number };
  }
  return undefined;
}

/**
 * Returns the currencies (ISO 4217) that the unit of an amount may mean, and the size of the unit in them. Includes
 * units that cannot be converted; undefined for other numbers.
 */
export function statedMoneyOf(
  input: MeasuredInput,
): { readonly currencies: readonly string[]; readonly size: number } | undefined {
  const moneyUnit = moneyUnitOf(input);
  if (moneyUnit) return { currencies: [moneyUnit.currency], size: moneyUnit.size };
  const { unit: text } = input.definition as Fact | Question;
  for (const unit of typeof text === 'string' ? [text] : Object.values(text ?? {})) {
    const currencies = readCurrencies(unit);
    if (currencies) return { currencies, size: findMultiplier(unit, true) ?? 1 };
  }
  return undefined;
}

/** Signs and names that several currencies share, or that are not units by themselves. */
const SHARED_SIGNS: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    ...{ '¥': ['CNY', 'JPY'], 元: ['CNY', 'JPY'], 圆: ['CNY', 'JPY'] },
    ...{ 人民币: ['CNY'], 'cn¥': ['CNY'], $: ['USD', 'HKD'] },
  }),
);
const CURRENCY_SIGN = /^(?:[a-z]{0,3}\$|\p{Sc})$/u;

/** Returns the currencies that a text next to a number may mean; undefined if it does not name any. */
export function readCurrencies(text: string): readonly string[] | undefined {
  if (text.length > MAX_UNIT_CHARS) return undefined;
  const unit = normaliseSpelling(text);
  const sharedCurrencies = SHARED_SIGNS.get(unit);
  if (sharedCurrencies) return sharedCurrencies;
  if (Object.hasOwn(MULTIPLIERS, unit)) return undefined;
  const currencies = [...CURRENCY_UNITS].flatMap(([currency, units]) =>
    units.has(unit) || findCountedFactor(units, unit) !== undefined ? [currency] : [],
  );
  if (currencies.length > 0) return currencies;
  return CURRENCY_SIGN.test(unit) ? [unit] : undefined;
}

/**
 * Returns the factor that a text next to a number stands for, in units of the currency or in counted things: 10,000 for
 * `万元`. Undefined for a currency alone, unless it is a Chinese unit as in `5元`.
 */
export function findMultiplier(text: string, isMoney: boolean): number | undefined {
  if (text.length > MAX_UNIT_CHARS) return undefined;
  const unit = normaliseSpelling(text);
  if (Object.hasOwn(MULTIPLIERS, unit)) return MULTIPLIERS[unit];
  if (unit === 'k') return 1e3;
  if (!isMoney) return undefined;
  if (Object.hasOwn(LETTER_MULTIPLIERS, unit)) return LETTER_MULTIPLIERS[unit];
  for (const units of MONEY_UNITS) {
    const size = units.get(unit) ?? findCountedFactor(units, unit);
    if (size !== undefined) return size !== 1 || HAN_CHARACTER.test(unit) ? size : undefined;
  }
  return undefined;
}

/** The tonnes of standard coal that correspond to one kWh of electricity (GB/T 2589). */
const COAL_PER_KWH = 1.229e-4;

/** Returns the size of an energy unit in tonnes of standard coal equivalent; undefined for other units. */
export function coalEquivalentOf(input: MeasuredInput): number | undefined {
  const units = getUnitFactors(input);
  const [coal, electricity] = [units.get('tce'), units.get('kwh')];
  if (coal !== undefined) return 1 / coal;
  return electricity === undefined ? undefined : COAL_PER_KWH / electricity;
}

/** Whether a number counts persons. */
export function isPersons(input: MeasuredInput): boolean {
  const { unit: text } = input.definition as Fact | Question;
  return (typeof text === 'string' ? [text] : Object.values(text ?? {})).some((unit) =>
    PERSON_UNITS.includes(normaliseSpelling(unit)),
  );
}

/** A number as written, and the unit after it; the factor is null if there is no known unit. */
interface MeasuredNumeral {
  readonly numeral: string;
  readonly unit: string;
  readonly factor: number | null;
}

/** Matches the text before a number, the number, and the text after it. */
const NUMBER_IN_TEXT = /^(?<before>\D*?)\s*(?<numeral>[+-]?\d(?:.*\d)?[.,]?-{0,2})\s*(?<behind>\D*)$/;
/** Matches the dash that replaces the hundredths of an amount: `2.900.000,-`. */
const NO_HUNDREDTHS = /(?<=\d)[.,]-{1,2}$/;
/** The names and signs of currencies that may be written before a number. */
const CURRENCY_NAMES: ReadonlySet<string> = new Set(
  Object.values(MONEY_FACTORS).flatMap((units) =>
    Object.keys(units).filter((name) => units[name] === 1 && !HAN_CHARACTER.test(name)),
  ),
);

/**
 * Returns the currencies written beside a number: ISO 4217 codes or, if a sign is shared by several currencies, the
 * sign; undefined if there is none.
 */
export function currencyInAmount(
  text: string,
): { readonly codes: readonly string[]; readonly name: string } | undefined {
  if (text.length > 2 * MAX_UNIT_CHARS) return undefined;
  const { before = '', behind = '' } = NUMBER_IN_TEXT.exec(normaliseNumeral(text))?.groups ?? {};
  for (const name of [before, behind]) {
    const codes = name.trim() === '' ? undefined : readCurrencies(name.trim());
    if (codes) return { codes, name: codes.length === 1 ? (codes[0] as string).toUpperCase() : name.trim() };
  }
  return undefined;
}

/** Returns the currency of an amount and those of its question if they differ; undefined for other texts. */
export function findOtherCurrency(
  input: MeasuredInput,
  given: string,
): { readonly stated: string; readonly wanted: readonly string[] } | undefined {
  const money = statedMoneyOf(input);
  const statedCurrency = money && currencyInAmount(given);
  if (!statedCurrency || statedCurrency.codes.some((code) => money.currencies.includes(code))) return undefined;
  return { stated: statedCurrency.name, wanted: money.currencies };
}

/**
 * Creates a function that separates the unit from a number. Units can be in full or half width and any case, with or
 * without a blank before them; a currency may also come before the number, with a multiplier after it: `EUR 2.9 Mio`.
 */
export function createUnitReader(factors: ReadonlyMap<string, number>): (text: string) => MeasuredNumeral {
  const units = [...factors]
    .map(([unit, factor]) => ({ unit: normaliseNumeral(unit).toLowerCase(), factor }))
    .filter(({ unit }) => unit !== '')
    .sort((a, b) => b.unit.length - a.unit.length);
  const byLastCharacter = new Map<string | undefined, typeof units>();
  for (const unit of units) {
    const lastChar = unit.unit.at(-1);
    byLastCharacter.set(lastChar, [...(byLastCharacter.get(lastChar) ?? []), unit]);
  }
  return (text) => {
    const plainText = normaliseNumeral(text).replace(NO_HUNDREDTHS, '');
    const { before = '', numeral = '', behind = '' } = NUMBER_IN_TEXT.exec(plainText)?.groups ?? {};
    const currency = before.toLowerCase();
    if (CURRENCY_NAMES.has(currency) && factors.has(currency)) {
      const unit = behind === '' ? currency : `${behind.toLowerCase()} ${currency}`;
      const factor = factors.get(unit);
      if (factor !== undefined) return { numeral: numeral.replace(NO_HUNDREDTHS, ''), unit, factor };
    }
    const candidates = byLastCharacter.get(plainText.at(-1)?.toLowerCase());
    const unitFound = candidates?.find(({ unit }) => plainText.slice(-unit.length).toLowerCase() === unit);
    if (!unitFound) return { numeral: plainText, unit: '', factor: null };
    const numberText = plainText.slice(0, -unitFound.unit.length).trim();
    return { numeral: numberText.replace(NO_HUNDREDTHS, ''), ...unitFound };
  };
}

/** Whether a text is a number followed by letters that could be a unit. */
export function hasUnit(text: string): boolean {
  return /^[+-]?\d[\d.,]*\s*\p{L}+$/u.test(text.trim());
}

/** Numbers with groups of three digits, separated by commas, blanks or apostrophes; the decimal sign is a point. */
const GROUPED_NUMBER_PATTERN = /^([+-]?\d{1,3}(?:,\d{3})+|[+-]?\d{1,3}(?:[ '’]\d{3})+)(\.\d+)?$/;

/** Removes the separators between groups of three digits; other texts stay unchanged. */
export function removeGroups(numeral: string): string {
  return GROUPED_NUMBER_PATTERN.test(numeral) ? numeral.replace(/[, '’]/g, '') : numeral;
}

/** Numbers in which a comma can only be the decimal sign, and points only separate groups: `2,9`, `2.900.000,50`. */
const COMMA_NUMBER_PATTERN = /^[+-]?(?:\d+,(?:\d{1,2}|\d{4,})|\d{1,3}(?:\.\d{3})+,\d+|\d{1,3}(?:\.\d{3}){2,})$/;

/**
 * Rewrites a number with a decimal comma or with several points in the notation of programs, if it has only one
 * meaning.
 */
export function replaceComma(numeral: string): string {
  return COMMA_NUMBER_PATTERN.test(numeral) ? numeral.replaceAll('.', '').replace(',', '.') : numeral;
}

/** An amount as typed: digits with signs, multiplier, and the currency if one is written. */
interface MeasuredMoney extends MeasuredNumeral {
  /** The currency's code (ISO 4217). */
  readonly currency: string | undefined;
}

/** Matches a currency sign or code before an amount. */
const CURRENCY_BEFORE = /^(¥|￥|€|rmb|人民币|[a-z]{3}(?![a-z]))\s*(?=[\d+-])/i;
const CURRENCY_SIGNS: Readonly<Record<string, string>> = {
  '¥': 'CNY',
  '￥': 'CNY',
  '€': 'EUR',
  RMB: 'CNY',
  人民币: 'CNY',
};
/** Matches a currency code after an amount, for currencies that are not among the units above. */
const CURRENCY_AFTER = /^(.*\d)\s*([a-z]{3})$/i;
const NUMERAL_PATTERN = /^[+-]?\d[\d.,' ’]*(?:e[+-]?\d{1,3})?$/i;

/**
 * Splits an amount as people write it, such as `3.5万`, `35,000 EUR` or `€ 35,000`; undefined for other texts.
 * `hasLetters`: letters may stand for thousands and millions, as in `800k`, `1.2m` or `80w`.
 */
export function measureMoney(text: string, { hasLetters = false } = {}): MeasuredMoney | undefined {
  const plainText = normaliseNumeral(text);
  const [before = '', sign = ''] = CURRENCY_BEFORE.exec(plainText) ?? [];
  const statedCurrency = sign === '' ? undefined : (CURRENCY_SIGNS[sign.toUpperCase()] ?? sign.toUpperCase());
  const rest = plainText.slice(before.length);
  for (const { currency, read } of hasLetters ? AMOUNT_READERS : MONEY_READERS) {
    const { numeral, unit, factor } = read(rest);
    if (!NUMERAL_PATTERN.test(numeral)) continue;
    if (statedCurrency !== undefined && currency !== undefined && currency !== statedCurrency) return undefined;
    return {
      numeral,
      unit: before === '' ? unit : `${unit} ${statedCurrency}`.trim(),
      factor,
      currency: currency ?? statedCurrency,
    };
  }
  const [, numeral = '', code = ''] = CURRENCY_AFTER.exec(rest) ?? [];
  if (!NUMERAL_PATTERN.test(numeral) || statedCurrency !== undefined) return undefined;
  return { numeral, unit: code.toUpperCase(), factor: null, currency: code.toUpperCase() };
}

/** Writes out a number with a multiplier in digits, such as `15000` for `1.5万`; undefined for other texts. */
export function expandNumeral(text: string): string | undefined {
  const { numeral, factor } = readMultiplier(text);
  const number = parseDecimal(numeral);
  return number && factor !== null ? toDecimalText(multiply(number, fromNumber(factor)), 15) : undefined;
}

/** Matches nearly all numbers: half-width characters without blanks. */
const PRINTABLE_ASCII = /^[!-~]*$/;

/** Normalises a number: half-width digits and signs, a hyphen for other minus signs, single blanks. */
function normaliseNumeral(text: string): string {
  if (PRINTABLE_ASCII.test(text)) return text;
  return text
    .normalize('NFKC')
    .replaceAll('。', '.')
    .replace(/[−–—﹣]/g, '-')
    .replace(/\s+/g, ' ')
    .trim();
}

const readMultiplier = createUnitReader(new Map(Object.entries(MULTIPLIERS)));
const MONEY_READERS = [
  { currency: undefined, read: readMultiplier },
  ...Object.entries(MONEY_FACTORS).map(([currency, units]) => ({
    currency,
    read: createUnitReader(new Map(Object.entries(units))),
  })),
];
/** In Chinese, w stands for 万. */
const AMOUNT_READERS = [
  {
    currency: undefined,
    read: createUnitReader(new Map(Object.entries({ ...MULTIPLIERS, ...CLEAR_LETTERS, w: 1e4 }))),
  },
  ...Object.entries(MONEY_FACTORS).map(([currency, units]) => ({
    currency,
    read: createUnitReader(new Map([...Object.entries(units), ...listLetteredUnits(units)])),
  })),
];

/** Returns the units of a currency with a letter: `kEUR`, `T€`, `m EUR`. */
function listLetteredUnits(units: Readonly<Record<string, number>>): [string, number][] {
  const names = Object.keys(units).filter((name) => units[name] === 1);
  return Object.entries(LETTER_MULTIPLIERS).flatMap(([letter, size]) =>
    names.flatMap((name): [string, number][] => [
      [letter + name, size],
      [`${letter} ${name}`, size],
    ]),
  );
}
