import {
  compare,
  fromNumber,
  multiply,
  type Phrase,
  parseDecimal,
  parseWrittenDouble,
  type Rational,
  subtract,
  toDecimalText,
  toNumber,
  ZERO,
} from '../../model/index.ts';
import { createRangeValue, listWholeNumbers } from '../possible-values.ts';
import {
  createUnitReader,
  expandNumeral,
  findOtherCurrency,
  getUnitFactors,
  hasUnit,
  removeGroups,
  replaceComma,
} from '../unit-factors.ts';
import { type Answerable, type Form, type ParsedAnswerValue, type QuestionType, refuseType } from './form.ts';

/** If at most this many whole numbers are allowed, they are listed one by one; more are treated as a range. */
const MAX_LISTED_NUMBERS = 64n;

/** The maximum number of digits in numbers that people write; programs write more. */
const MAX_DIGITS = 15;

const NUMBER_PHRASE: Phrase = { phrase: 'number' };
const WHOLE_NUMBER: Phrase = { phrase: 'wholeNumber' };

/** How far simulated numbers can be above their lower bound (0 by default) if no upper bound is stated. */
const SIMULATED_RANGE = 100;

/**
 * A typed number. It may be written with a unit, which is converted to the unit of the question: `1.864亿` is 18640 in
 * 万元.
 */
export const number: Form = {
  control: 'typeNumber',
  cells: 'number',
  valueType: () => ({ kind: 'number' }),
  allowed({ whole, range }) {
    const { low, high } = range;
    const isShortRange = whole && low && high && subtract(high, low).n <= MAX_LISTED_NUMBERS;
    const atoms = isShortRange ? listWholeNumbers(range) : undefined;
    return atoms ? { kind: 'atoms', atoms, nothing: false } : createRangeValue(low, high);
  },
  read: readNumber,
  isRaisable: true,
  simulate({ whole, range }, position) {
    const low = range.low ? toNumber(range.low) : 0;
    const high = range.high ? toNumber(range.high) : low + SIMULATED_RANGE;
    if (!whole) return fromNumber(Math.round((low + (high - low) * position) * 10) / 10);
    const steps = high - low + 1;
    return { n: BigInt(low + Math.min(steps - 1, Math.floor(position * steps))), d: 1n };
  },
};

/** Returns the function that reads numbers with the units of a question; it is created once. */
function getUnitReader(input: Answerable): ReturnType<typeof createUnitReader> {
  const reader = UNIT_READERS.get(input) ?? createUnitReader(getUnitFactors(input));
  UNIT_READERS.set(input, reader);
  return reader;
}

const UNIT_READERS = new WeakMap<Answerable, ReturnType<typeof createUnitReader>>();

function readNumber(input: Answerable, given: string): ParsedAnswerValue {
  const {
    whole,
    range: { low, high },
  } = input;
  const { numeral, factor } = parseDecimal(given) ? { numeral: given, factor: null } : getUnitReader(input)(given);
  // Without a unit, the decimal sign of an answer is a point. With one, it may also be a comma, as in `2,9 Mio. €`.
  const bareNumeral = removeGroups(factor === null ? numeral : replaceComma(numeral));
  const isLong = bareNumeral.replace(/e.*$/i, '').replace(/\D/g, '').replace(/^0+/, '').length > MAX_DIGITS;
  const writtenDouble = isLong ? parseWrittenDouble(bareNumeral) : undefined;
  const digits = writtenDouble === undefined ? parseDecimal(bareNumeral) : fromNumber(writtenDouble);
  const value = digits && factor !== null ? multiply(digits, fromNumber(factor)) : digits;
  const plainNumber = value ? undefined : expandNumeral(given);
  if (plainNumber !== undefined) return refuseType(given, { phrase: 'digitsAlone', number: plainNumber });
  const kind = whole ? WHOLE_NUMBER : NUMBER_PHRASE;
  if (!value) return refuseType(given, wantedNumber(input, kind, given));
  if (whole && value.d !== 1n) {
    const convertedPhrase: Phrase = { phrase: 'workedOut', what: kind, number: toDecimalText(value, MAX_DIGITS) };
    return refuseType(given, factor === null ? kind : convertedPhrase);
  }
  if (isLong && writtenDouble === undefined) return refuseType(given, { phrase: 'atMostDigits', digits: MAX_DIGITS });
  if (!Number.isFinite(toNumber(value))) return refuseType(given, { phrase: 'ordinaryNumber' });
  if ((low && compare(value, low) < 0) || (high && compare(value, high) > 0)) {
    return { code: 'A104', details: { found: given, wanted: describeRange(low, high) } };
  }
  return { value, isLong };
}

/**
 * Returns the phrase that says which number was expected. If the text has a unit, the phrase names the unit of the
 * question as the pack writes it; if the text is an amount in another currency, the phrase also says that amounts are
 * not converted.
 */
function wantedNumber(input: Answerable, kind: Phrase, given: string): Phrase {
  const statedCurrency = findOtherCurrency(input, given)?.stated;
  if (statedCurrency === undefined && !hasUnit(given)) return kind;
  const unit = 'unit' in input.definition ? input.definition.unit : undefined;
  const what: Phrase =
    unit === undefined ? { phrase: 'withoutUnit', what: kind } : { phrase: 'inUnit', what: kind, unit: { text: unit } };
  return statedCurrency === undefined ? what : { phrase: 'otherCurrency', what, stated: statedCurrency };
}

function describeRange(low: Rational | null, high: Rational | null): Phrase {
  const text = (end: Rational): string => toDecimalText(end, MAX_DIGITS);
  if (low && high) return { phrase: 'fromTo', low: text(low), high: text(high) };
  return low ? { phrase: 'andAbove', low: text(low) } : { phrase: 'andBelow', high: high ? text(high) : '' };
}

export const decimal: QuestionType = {
  form: number,
  whole: false,
  keys: ['minimum', 'maximum', 'plausible', 'unit'],
  range: { low: null, high: null },
};

export const integer: QuestionType = { ...decimal, whole: true };

export const percent: QuestionType = { ...decimal, range: { low: ZERO, high: fromNumber(100) } };
