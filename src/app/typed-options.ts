// Options whose values can be written in different ways: amounts, numbers, percentages, levels and days.
// Each kind of value has one reader, which runs just before the command, when the user's language is known.

import { type Command, Option } from 'commander';
import { CodedRefusal } from '../i18n/index.ts';
import {
  type DecimalSign,
  parseTypedAmount,
  parseTypedNumber,
  type TypedAmount,
  type TypedNumberError,
} from '../interview/index.ts';
import {
  compare,
  divide,
  listPossibleDays,
  multiply,
  normaliseSpelling,
  parseDay,
  type Rational,
  suggestLastDay,
  TABLE_SPELLINGS,
  toDecimalText,
  toNumber,
  wholeNumber,
  ZERO,
} from '../model/index.ts';
import type { World } from '../world.ts';

/** What is needed to read a typed value. */
interface TypingContext {
  readonly world: World;
  /** The name of the option in refusals, such as `--budget`. */
  readonly option: string;
  readonly decimal: DecimalSign;
}

/** Reads the value of an option. Throws a `Refusal` that names the option if the value is invalid. */
type ValueReader = (text: string, typing: TypingContext) => unknown;

const READER_BY_OPTION = new WeakMap<Option, ValueReader>();

/** Words that an option accepts besides values of its kind; the command gets them unchanged. */
interface OtherWords {
  readonly or?: readonly string[];
}

/** The least and the greatest value that an option accepts. */
interface NumberLimits {
  readonly least?: number;
  readonly most?: number;
}

/** A score or the level, with its required minimum. */
export interface TypedGate {
  readonly name: string;
  readonly least: number;
}

/** Creates an option whose value is read as a `TypedAmount`. */
export function amountOption(flags: string, { or = [] }: OtherWords = {}): Option {
  return addReader(new Option(flags), (text, typing) => (or.includes(text) ? text : readAmount(text, typing)));
}

/** Creates an option whose value is read as an exact number of months, at least 0. */
export function monthsOption(flags: string): Option {
  return addReader(new Option(flags), readMonths);
}

/** Creates an option whose value is read as a whole number within limits; the minimum is 0 by default. */
export function countOption(flags: string, { or = [], ...limits }: OtherWords & NumberLimits = {}): Option {
  return addReader(new Option(flags), (text, typing) => (or.includes(text) ? text : readCount(text, typing, limits)));
}

/** Creates an option that turns a percentage into an exact share: `15` and `15 %` both give 0.15; 0.15 is refused. */
export function shareOption(flags: string, limits: Pick<NumberLimits, 'most'> = {}): Option {
  return addReader(new Option(flags), (text, typing) => readShare(text, typing, limits));
}

/** Creates an option whose value, a day as people write it, is read as a calendar day `YYYY-MM-DD`. */
export function dayOption(flags: string): Option {
  return addReader(new Option(flags), readDay);
}

/**
 * Creates an option whose value is read as a level in digits. Text that is not a number is kept, because only the pack
 * can say which levels exist.
 */
export function levelOption(flags: string): Option {
  return addReader(new Option(flags), (text, typing) => {
    const parsedNumber = parseTypedNumber(text, typing.decimal);
    if ('number' in parsedNumber) return toDecimalText(parsedNumber.number, MAX_DIGITS);
    return parsedNumber.fault === 'ambiguous' ? refuse(parsedNumber, text, typing) : text;
  });
}

/**
 * Creates a repeatable option for values typed as `ID=DATE`: the id of a measure or priority, and the day by which it
 * must be done.
 */
export function dueOption(flags: string): Option {
  const collect = (text: string, before: readonly string[] = []): readonly string[] => [...before, text];
  return addReader(new Option(flags).argParser(collect), (text, typing) => {
    const equalsIndex = text.indexOf('=');
    if (equalsIndex < 1) throw new CodedRefusal(2, 'notDue', { option: typing.option, text });
    const date = readDay(text.slice(equalsIndex + 1), typing);
    return { id: text.slice(0, equalsIndex), date };
  });
}

/** Creates a repeatable option whose values, typed as `NAME=VALUE`, are read as `TypedGate`s. */
export function gateOption(flags: string): Option {
  const collect = (text: string, before: readonly string[] = []): readonly string[] => [...before, text];
  return addReader(new Option(flags).argParser(collect), (text, typing): TypedGate => {
    const equalsIndex = text.indexOf('=');
    if (equalsIndex < 1) throw new CodedRefusal(2, 'notAGate', { text });
    const [name, value] = [text.slice(0, equalsIndex), text.slice(equalsIndex + 1)];
    const parsedNumber = parseTypedNumber(value, typing.decimal);
    if ('number' in parsedNumber) return { name, least: toNumber(parsedNumber.number) };
    if (parsedNumber.fault === 'ambiguous')
      return refuse(parsedNumber, value, { ...typing, option: `${typing.option} ${name}` });
    throw new CodedRefusal(2, 'gateWithoutNumber', { text: value, score: name });
  });
}

function addReader(option: Option, reader: ValueReader): Option {
  READER_BY_OPTION.set(option, reader);
  return option;
}

/** Whether this module reads the values of an option. */
export function isTyped(option: Option): boolean {
  return READER_BY_OPTION.has(option);
}

/**
 * For each option that this module created, replaces the typed text with the value it stands for. Throws a `Refusal` at
 * the first invalid text.
 */
export async function readTypedOptions(
  world: World,
  command: Command,
  decimalOf: () => Promise<DecimalSign>,
): Promise<void> {
  for (const option of command.options) {
    const reader = READER_BY_OPTION.get(option);
    const name = option.attributeName();
    if (!reader || command.getOptionValueSource(name) !== 'cli') continue;
    const typingContext = { world, option: option.long ?? option.flags, decimal: await decimalOf() };
    const typedValue: string | readonly string[] = command.getOptionValue(name);
    const value =
      typeof typedValue === 'string'
        ? reader(typedValue, typingContext)
        : typedValue.map((text) => reader(text, typingContext));
    command.setOptionValueWithSource(name, value, 'cli');
  }
}

/** Returns today's date in the user's time zone. */
export function readToday(world: World): string {
  const currentTime = world.now();
  const padTwo = (part: number): string => String(part).padStart(2, '0');
  return `${currentTime.getFullYear()}-${padTwo(currentTime.getMonth() + 1)}-${padTwo(currentTime.getDate())}`;
}

/** Maximum number of digits; a number in a file keeps this many exactly. */
const MAX_DIGITS = 15;
/** Hundredths per unit of currency: amounts are exact to a hundredth. */
const CENTS_PER_UNIT = wholeNumber(100);

function readAmount(text: string, typing: TypingContext): TypedAmount {
  const { option, decimal } = typing;
  const parsedAmount = parseTypedAmount(text, decimal);
  if ('fault' in parsedAmount) return refuse(parsedAmount, text, typing);
  const { amount } = parsedAmount;
  if (compare(amount, ZERO) < 0) throw new CodedRefusal(2, 'notMoney', { option, text });
  const cents = multiply(amount, CENTS_PER_UNIT);
  if (cents.d !== 1n) throw new CodedRefusal(2, 'tooManyDecimals', { option, text });
  if (toDecimalText(amount, 2).replace('.', '').length > MAX_DIGITS)
    throw new CodedRefusal(2, 'tooManyDigits', { option, text, most: String(MAX_DIGITS) });
  return parsedAmount;
}

function readMonths(text: string, typing: TypingContext): Rational {
  const parsedNumber = parseTypedNumber(text, typing.decimal);
  if ('number' in parsedNumber && compare(parsedNumber.number, ZERO) >= 0) return parsedNumber.number;
  if ('fault' in parsedNumber && parsedNumber.fault === 'ambiguous') return refuse(parsedNumber, text, typing);
  throw new CodedRefusal(2, 'notMonths', { option: typing.option, text });
}

function readCount(
  text: string,
  typing: TypingContext,
  { least = 0, most = Number.MAX_SAFE_INTEGER }: NumberLimits,
): number {
  const parsedNumber = parseTypedNumber(text, typing.decimal, { isWhole: true });
  if ('fault' in parsedNumber && parsedNumber.fault === 'ambiguous') return refuse(parsedNumber, text, typing);
  const count = 'number' in parsedNumber && parsedNumber.number.d === 1n ? Number(parsedNumber.number.n) : Number.NaN;
  if (count >= least && count <= most) return count;
  const highest = most === Number.MAX_SAFE_INTEGER ? '' : String(most);
  throw new CodedRefusal(2, 'notACount', { option: typing.option, text, least: String(least), most: highest });
}

/** Reads a percentage. A number between 0 and 1 without a percent sign could also be a share: 0.4 means 0.4 % or 40 %. */
function readShare(text: string, typing: TypingContext, { most }: Pick<NumberLimits, 'most'>): Rational {
  const [, numeral = '', sign = ''] = /^(.*?)\s*(%?)\s*$/s.exec(text.normalize('NFKC')) ?? [];
  const parsedNumber = parseTypedNumber(numeral, typing.decimal);
  if ('fault' in parsedNumber && parsedNumber.fault === 'ambiguous') return refuse(parsedNumber, text, typing);
  if ('number' in parsedNumber && sign === '' && isProperFraction(parsedNumber.number)) {
    const [percent, share] = [parsedNumber.number, multiply(parsedNumber.number, wholeNumber(100))].map(
      (number) => `${toDecimalText(number, MAX_DIGITS).replace('.', typing.decimal)} %`,
    ) as [string, string];
    return refuse({ fault: 'ambiguous', readings: [percent, share] }, text, typing);
  }
  const isWithin =
    'number' in parsedNumber &&
    compare(parsedNumber.number, ZERO) >= 0 &&
    (most === undefined || compare(parsedNumber.number, wholeNumber(most)) <= 0);
  if (isWithin) return divide(parsedNumber.number, wholeNumber(100));
  throw new CodedRefusal(2, 'notAPercentage', {
    option: typing.option,
    text,
    most: most === undefined ? '' : String(most),
  });
}

function isProperFraction(number: Rational): boolean {
  return compare(number, ZERO) > 0 && compare(number, wholeNumber(1)) < 0;
}

/** Reads a day as people write it, or the word for today in any language. */
function readDay(text: string, { world, option }: TypingContext): string {
  return isToday(text) ? readToday(world) : parseTypedDay(option, text);
}

/** Whether a text is the word for today in any language. */
export function isToday(text: string): boolean {
  return TABLE_SPELLINGS.today.includes(normaliseSpelling(text));
}

/** Parses a day as people write it. Throws a `Refusal` if the day does not exist or is ambiguous. */
export function parseTypedDay(option: string, text: string): string {
  const parsedDay = parseDay(text, null);
  if (parsedDay && 'day' in parsedDay) return parsedDay.day;
  if (parsedDay) throw refuseUnclearDay(option, text);
  const lastDay = suggestLastDay(text);
  throw lastDay === undefined
    ? new CodedRefusal(2, 'notADate', { option, text })
    : new CodedRefusal(2, 'noSuchDay', { option, text, last: lastDay });
}

/** Creates the refusal of a day that can be read in two ways, or whose year has two digits; it names the days to write. */
export function refuseUnclearDay(option: string, text: string): CodedRefusal {
  const [one = '', other = ''] = listPossibleDays(text);
  return new CodedRefusal(2, 'unclearDate', { option, text, one, other });
}

function refuse(fault: TypedNumberError, text: string, { option }: TypingContext): never {
  if (fault.fault === 'ambiguous') {
    const [one, other] = fault.readings;
    throw new CodedRefusal(2, 'ambiguousNumber', { option, text, one, other });
  }
  throw new CodedRefusal(2, 'notMoney', { option, text });
}
