// Reads answers as people give them: a choice by its key, or a typed line.

import {
  fromNumber,
  MAX_DECIMALS,
  multiply,
  parseDay,
  parseDecimal,
  type Rational,
  type RegisterFault,
  suggestLastDay,
  type Text,
  toDecimalText,
} from '../model/index.ts';
import {
  type AnswerValue,
  type Atom,
  createUnitReader,
  expandNumeral,
  getUnitFactors,
  type Input,
  type ListedAnswer,
  listedAnswers,
  parseAnswerValue,
  statedMoneyOf,
} from '../scoring/index.ts';
import {
  type DecimalSign,
  mayBeGroup,
  parseTypedAmount,
  removeMoneyGrouping,
  reportAmbiguity,
  type TypedNumberError,
  toPlainNumber,
} from './typed-numbers.ts';

/** Why a typed line is not a valid answer. */
export type TypedAnswerError =
  | { readonly fault: 'empty' | 'whole' | 'digits' | 'range' | 'date' | 'email' | 'phone' | 'other' }
  | TypedNumberError
  /** The line contains more than a number. `digits` is the only number in it, if that would be a valid answer. */
  | { readonly fault: 'number'; readonly digits?: string }
  /** The day does not exist, such as 31 February; `last` is the last day of that month. */
  | { readonly fault: 'noSuchDay'; readonly last: string }
  /** The number has a multiplier such as 万 that the question does not expect; `digits` is the number written out. */
  | { readonly fault: 'multiplier'; readonly digits: string }
  | { readonly fault: 'register'; readonly register: RegisterFault };

export type ParsedTypedAnswer = { readonly value: AnswerValue } | TypedAnswerError;

/** Reads a typed line, in full-width or ordinary characters, with the number and date formats of the language. */
export function parseTypedAnswer(input: Input, line: string, decimal: DecimalSign): ParsedTypedAnswer {
  const text = line.trim();
  if (text === '') return { fault: 'empty' };
  if (input.value.kind === 'number') return readNumber(input, text, decimal);
  const { control } = input.form;
  const plainText = control === 'typeText' ? text : text.normalize('NFKC').trim();
  const parsedAnswer = parseAnswerValue(input, control === 'typeDay' ? toIsoDay(plainText) : plainText);
  if ('value' in parsedAnswer) return parsedAnswer;
  switch (control) {
    case 'typeRegisterNumber':
      return explainRegisterFault(input, plainText);
    case 'typeDay': {
      const lastDay = suggestLastDay(plainText);
      return lastDay === undefined ? { fault: 'date' } : { fault: 'noSuchDay', last: lastDay };
    }
    case 'typeEmail':
      return { fault: 'email' };
    case 'typePhone':
      return { fault: 'phone' };
    case 'pickOne':
    case 'pickSeveral':
    case 'pickYesNo':
    case 'pickStep':
    case 'typeNumber':
    case 'typeText':
      return { fault: 'other' };
  }
}

function readNumber(input: Input, typed: string, decimal: DecimalSign): ParsedTypedAnswer {
  const parsedNumber = readMeasuredNumber(input, typed, decimal);
  const isUnread = 'fault' in parsedNumber && (parsedNumber.fault === 'number' || parsedNumber.fault === 'multiplier');
  return (isUnread ? readShortAmount(input, typed, decimal) : undefined) ?? parsedNumber;
}

/**
 * Reads an amount in a short form that options take, such as `800k` or `1.2 million`; undefined for other texts, for an
 * amount in another currency and for a question that does not ask for money.
 */
function readShortAmount(input: Input, typed: string, decimal: DecimalSign): ParsedTypedAnswer | undefined {
  const money = statedMoneyOf(input);
  const parsedAmount = parseTypedAmount(typed, decimal);
  // If the question asks for thousands, a typed k might merely repeat that unit.
  if (money?.size !== 1 || 'fault' in parsedAmount) return undefined;
  const { amount, currency } = parsedAmount;
  if (currency !== undefined && !money.currencies.includes(currency)) return undefined;
  const parsedAnswer = parseAnswerValue(input, toDecimalText(amount, MAX_DECIMALS));
  if ('value' in parsedAnswer) return parsedAnswer;
  return parsedAnswer.code === 'A104' ? { fault: 'range' } : undefined;
}

/** Reads a number with the units of the question. */
function readMeasuredNumber(input: Input, typed: string, decimal: DecimalSign): ParsedTypedAnswer {
  const { numeral: typedNumeral, unit, factor } = createUnitReader(getUnitFactors(input))(typed);
  // An amount in thousands or millions may have three decimals; one in single units of its currency cannot.
  const isMoney = statedMoneyOf(input)?.size === 1;
  const numeral = isMoney ? removeMoneyGrouping({ numeral: typedNumeral, factor }, decimal) : typedNumeral;
  const isWhole = input.whole && (factor === null || factor === 1);
  const plainNumber = toPlainNumber(numeral, decimal, isWhole);
  const addUnit = (number: string): string => (unit === '' ? number : `${number} ${unit}`);
  if (typeof plainNumber !== 'string')
    return plainNumber.fault === 'number'
      ? createNotNumberError(input, typed)
      : reportAmbiguity(plainNumber.decimals, decimal, { unit, factor });
  const number = parseDecimal(plainNumber);
  if (!number || /e/i.test(plainNumber)) {
    const digits = expandNumeral(plainNumber);
    return digits === undefined ? createNotNumberError(input, typed) : { fault: 'multiplier', digits };
  }
  const parsedAnswer = parseAnswerValue(input, addUnit(plainNumber));
  if ('value' in parsedAnswer) {
    // A percentage such as 12.345 cannot mean 12,345.
    const isAmbiguous =
      mayBeGroup(plainNumber, { unit, factor }) &&
      'value' in parseAnswerValue(input, addUnit(plainNumber.replace('.', '')));
    return isAmbiguous ? reportAmbiguity(plainNumber, decimal, { unit, factor }) : parsedAnswer;
  }
  if (parsedAnswer.code === 'A104') return { fault: 'range' };
  return { fault: input.whole && !isWholeNumber(number, factor) ? 'whole' : 'digits' };
}

function createNotNumberError(input: Input, typed: string): TypedAnswerError {
  const numbers = typed.normalize('NFKC').match(/\d+(?:[.,]\d+)*/g) ?? [];
  const [digits] = numbers.filter((number) => /^\d+$/.test(number) && 'value' in parseAnswerValue(input, number));
  return { fault: 'number', ...(digits === undefined || numbers.length > 1 ? {} : { digits }) };
}

function isWholeNumber(number: Rational, factor: number | null): boolean {
  return (factor === null ? number : multiply(number, fromNumber(factor))).d === 1n;
}

/**
 * Converts a day in any common form to an ISO date. Returns any other text unchanged, including one that could be two
 * different days.
 */
function toIsoDay(text: string): string {
  const parsedDay = parseDay(text, null);
  return parsedDay && 'day' in parsedDay ? parsedDay.day : text;
}

function explainRegisterFault({ form }: Input, text: string): TypedAnswerError {
  const register = form.register?.findFault(text);
  return register ? { fault: 'register', register } : { fault: 'other' };
}

/** One answer that can be chosen. */
export interface Choice {
  /** The letter or digit that chooses it, in upper case; null from the 27th choice on. */
  readonly key: string | null;
  readonly value: Atom;
  readonly text: Text | undefined;
  readonly help: Text | undefined;
  readonly exclusive: boolean;
}

/** The keys for yes and no in the interface's language. */
interface YesNoKeys {
  readonly yes: string;
  readonly no: string;
}

const OPTION_LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** Returns the choices in the order of the list; undefined if the answer is typed. */
export function choicesOf(input: Input, { yes, no }: YesNoKeys): readonly Choice[] | undefined {
  switch (input.form.control) {
    case 'pickYesNo':
      return [makeChoice(yes, true), makeChoice(no, false)];
    case 'pickStep':
      return createScaleChoices(input);
    case 'pickOne':
    case 'pickSeveral':
      return createLetteredChoices(listedAnswers(input) ?? []);
    case 'typeNumber':
    case 'typeDay':
    case 'typeEmail':
    case 'typePhone':
    case 'typeRegisterNumber':
    case 'typeText':
      return undefined;
  }
}

/**
 * Gives each answer a key: its id if that has one character, otherwise a letter. Undefined if the options are unknown.
 */
function createLetteredChoices(answers: readonly ListedAnswer[]): readonly Choice[] | undefined {
  if (answers.length === 0) return undefined;
  const ids = answers.map(({ id }) => id.toUpperCase());
  const idsAreKeys = ids.every((id) => /^[0-9A-Z]$/.test(id)) && new Set(ids).size === ids.length;
  return answers.map(({ id, value, text, help, exclusive }, index) => ({
    key: idsAreKeys ? id.toUpperCase() : (OPTION_LETTERS[index] ?? null),
    value,
    text,
    help,
    exclusive,
  }));
}

/** Returns the numbers of a scale as choices; undefined if a number has more than one digit, so that it is typed. */
function createScaleChoices(input: Input): readonly Choice[] | undefined {
  const { low, high } = input.range;
  if (!low || !high || low.n < 0n || high.n > 9n) return undefined;
  return listedAnswers(input)?.map(({ id, value, text }) => ({ ...makeChoice(id, value), text }));
}

function makeChoice(key: string, value: Atom): Choice {
  return { key, value, text: undefined, help: undefined, exclusive: false };
}

/** The position of the choice with the typed key, in any width and case; -1 if there is none. */
export function findChoiceByKey(choices: readonly Choice[], typed: string): number {
  const key = typed.normalize('NFKC').toUpperCase();
  return choices.findIndex((choice) => choice.key === key);
}

/**
 * Ticks or unticks one of several choices; an exclusive choice unticks all others. The result is in the order of the
 * list.
 */
export function toggleChoice(
  choices: readonly Choice[],
  ticked: ReadonlySet<number>,
  position: number,
): ReadonlySet<number> {
  const newTicks = new Set(ticked);
  if (newTicks.delete(position)) return newTicks;
  const isExclusive = choices[position]?.exclusive === true;
  return new Set(
    choices.flatMap((choice, index) => {
      if (index === position) return [index];
      return newTicks.has(index) && !isExclusive && !choice.exclusive ? [index] : [];
    }),
  );
}
