// Checks the options of the library's functions as strictly as the command checks typed options.

import { CALENDAR_DATE, findNearestSpelling } from '../model/index.ts';

/** What is wrong with an option. */
export interface OptionFault {
  /** The name of the option, such as `asOf`; `options` if the options as a whole are not an object. */
  readonly option: string;
  /** In English: the invalid value and what is accepted. */
  readonly message: string;
}

/** A rule for the value of an option: a test, and an English phrase that says what is accepted. */
export interface OptionRule {
  readonly wanted: string;
  readonly test: (value: unknown) => boolean;
  readonly isRequired?: boolean;
}

/** Finds the first option that is unknown, missing or breaks its rule; undefined if all are valid. */
export function findOptionFault(
  options: unknown,
  rules: Readonly<Record<string, OptionRule>>,
): OptionFault | undefined {
  if (typeof options !== 'object' || options === null || Array.isArray(options))
    return { option: 'options', message: `${showValue(options)} is not an object` };
  const names = Object.keys(rules);
  const unknownName = Object.keys(options).find((name) => !names.includes(name));
  if (unknownName !== undefined) {
    const suggestion = findNearestSpelling(unknownName, names);
    const suggestionText = suggestion === undefined ? '' : `; did you mean "${suggestion}"?`;
    return { option: unknownName, message: `there is no such option${suggestionText}` };
  }
  for (const [option, { wanted, test, isRequired = false }] of Object.entries(rules)) {
    const value: unknown = (options as Record<string, unknown>)[option];
    if (value === undefined && isRequired) return { option, message: `it must be ${wanted}` };
    if (value !== undefined && !test(value)) return { option, message: `${showValue(value)} is not ${wanted}` };
  }
  return undefined;
}

/** Formats an invalid value for a message: short, on one line, without control characters. */
function showValue(value: unknown): string {
  if (typeof value === 'string') {
    const text = JSON.stringify(value);
    return text.length > MAX_SHOWN_CHARS ? `${text.slice(0, MAX_SHOWN_CHARS)}…` : text;
  }
  return typeof value === 'number' || typeof value === 'boolean' || value === null
    ? String(value)
    : `a ${typeof value}`;
}

const MAX_SHOWN_CHARS = 60;

export const NAME_RULE: OptionRule = { wanted: 'a text', test: (value) => typeof value === 'string' && value !== '' };

export const DAY_RULE: OptionRule = {
  wanted: 'a date like "2026-01-31"',
  test: (value) => typeof value === 'string' && CALENDAR_DATE.test(value),
  isRequired: true,
};

/** A number of at least 0. */
export const NUMBER_RULE: OptionRule = {
  wanted: 'a number of at least 0',
  test: (value) => typeof value === 'number' && Number.isFinite(value) && value >= 0,
};
