import { closestTo } from '../model/closest.ts';
import { CALENDAR_DATE } from '../model/date.ts';
import type { Details, ProblemCode } from '../model/problem.ts';
import { compare, parseDecimal, type Rational, toDecimalText, toNumber } from '../model/rational.ts';
import { findUsccFault, normaliseUscc, type UsccFault } from '../model/uscc.ts';
import type { Input } from './plan.ts';
import type { AnswerValue } from './sheet.ts';

/** An answer's value, or why the text is none; `item` is the position in a list. */
export type ReadValue =
  | { readonly value: AnswerValue }
  | { readonly code: ProblemCode; readonly details: Details; readonly item?: number };

const MOST_DIGITS = 15;

/** Reads the text of an answer (option ids for a multiple choice) as what the question or fact asks for. */
export function readAnswerValue(input: Input, given: string | readonly string[]): ReadValue {
  if (input.type === 'multiple') return readChoices(input, typeof given === 'string' ? [given] : given);
  if (typeof given !== 'string') {
    return { code: 'A103', details: { found: given.join(', '), wanted: 'one value' } };
  }
  switch (input.type) {
    case 'single':
    case 'derived':
      return readOption(input, given);
    case 'boolean':
      return given === 'true' || given === 'false' ? { value: given === 'true' } : wrongType(given, 'true or false');
    case 'scale':
    case 'integer':
      return readNumber(input, given, true);
    case 'decimal':
    case 'percent':
      return readNumber(input, given, false);
    case 'date':
      return CALENDAR_DATE.test(given) ? { value: given } : wrongType(given, 'a date like 2026-01-31');
    case 'uscc':
      return readUscc(given);
    case 'email':
      return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(given) ? { value: given } : wrongType(given, 'an e-mail address');
    case 'phone':
      return /^[+(]?[\d][\d\s()/.-]{4,}$/.test(given) ? { value: given } : wrongType(given, 'a telephone number');
    case 'text':
      return given.trim() === '' ? wrongType(given, 'a text') : { value: given };
  }
}

function wrongType(found: string, wanted: string): ReadValue {
  return { code: 'A103', details: { found, wanted } };
}

function readOption(input: Input, given: string): ReadValue {
  const options = input.value.kind === 'choice' ? input.value.options : [];
  if (options.includes(given)) return { value: given };
  return { code: 'A102', details: { found: given, allowed: closestTo(given, options) } };
}

function readChoices(input: Input, given: readonly string[]): ReadValue {
  const ids = input.options.map(({ id }) => id);
  for (const [item, option] of given.entries()) {
    if (!ids.includes(option))
      return { code: 'A102', details: { found: option, allowed: closestTo(option, ids) }, item };
    if (given.indexOf(option) < item) return { code: 'A106', details: { found: option }, item };
  }
  const exclusive = input.options.find(({ id, exclusive: alone }) => alone && given.includes(id));
  if (exclusive && given.length > 1) {
    return { code: 'A105', details: { found: exclusive.id }, item: given.indexOf(exclusive.id) };
  }
  const { least, most } = input.choose;
  if (given.length < least && !exclusive)
    return howMany(`at least ${least} option${least === 1 ? '' : 's'}`, given.length);
  if (most !== null && given.length > most) return howMany(`at most ${most} options`, given.length);
  // Kept in the listed order, so that the order of ticking never shows.
  return { value: ids.filter((id) => given.includes(id)) };
}

function howMany(wanted: string, count: number): ReadValue {
  return { code: 'A107', details: { found: String(count), wanted } };
}

function readNumber(input: Input, given: string, whole: boolean): ReadValue {
  const number = parseDecimal(given);
  if (!number || (whole && number.d !== 1n)) return wrongType(given, whole ? 'a whole number' : 'a number');
  if (given.replace(/e.*$/i, '').replace(/\D/g, '').replace(/^0+/, '').length > MOST_DIGITS) {
    return wrongType(given, `a number of at most ${MOST_DIGITS} digits`);
  }
  if (!Number.isFinite(toNumber(number))) return wrongType(given, 'a number of ordinary size');
  const { low, high } = input.range;
  if ((low && compare(number, low) < 0) || (high && compare(number, high) > 0)) {
    return { code: 'A104', details: { found: given, wanted: describeRange(low, high) } };
  }
  return { value: number };
}

function describeRange(low: Rational | null, high: Rational | null): string {
  const text = (end: Rational): string => toDecimalText(end, MOST_DIGITS);
  if (low && high) return `${text(low)} to ${text(high)}`;
  return low ? `${text(low)} and above` : `${high ? text(high) : ''} and below`;
}

function readUscc(given: string): ReadValue {
  const code = normaliseUscc(given);
  const fault = findUsccFault(code);
  if (!fault) return { value: code };
  return {
    code: fault.fault === 'mangled' ? 'A111' : 'A110',
    details: { found: given, wanted: describeFault(fault, code) },
  };
}

function describeFault(fault: UsccFault, code: string): string {
  switch (fault.fault) {
    case 'mangled':
      return 'take it from the business licence, and keep the column as text';
    case 'length':
      return `it has ${[...code].length} characters, not 18`;
    case 'character':
      return `"${fault.character}" does not occur in such codes (the letters I, O, S, V, Z never do)`;
    case 'organisation-check':
      return `the 17th character, a check character, should be ${fault.expected}`;
    case 'check':
      return `the last character, a check character, should be ${fault.expected}`;
  }
}
