// Words for what a schema wants at a place, and advice on what to write instead.
import {
  CALENDAR_DATE,
  divide,
  fromNumber,
  type PlacedSchema,
  type ProblemDetails,
  parseDecimal,
  toDecimalText,
} from '../model/index.ts';
import { alternativesOf, typesOf } from './schema-rules.ts';

const TYPES: Readonly<Record<string, string>> = {
  object: 'a map',
  array: 'a list',
  string: 'text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
  null: 'null',
};

/** What patterns ask for, in words; a test holds the schemas to having words for every one. */
const PATTERNS: Readonly<Record<string, string>> = {
  '^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$':
    'an id: letters, digits and, not at its start, ".", "-" and "_"; at most 64 characters',
  '^[A-Za-z0-9][A-Za-z0-9._/-]{0,199}$': 'a name: an id, or id/member',
  '^[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})*$': 'a language such as en, zh or zh-CN',
  [CALENDAR_DATE.source]: 'a date of the calendar such as 2026-01-31',
  '^[0-9]+(\\.[0-9]+){0,3}([-+][0-9A-Za-z.-]+)?$': 'a version such as 1.2.0',
  '^[AM][0-9]{3}$': 'the code of a rule such as M204',
  '^[A-Z]{3}$': 'a currency code of three capital letters such as CNY',
  '^-?[0-9]+(\\.[0-9]+|/[1-9][0-9]*)?$': 'a number such as 0.5 or 1/3',
  '^-?[0-9]{1,15}/[1-9][0-9]{0,14}$': 'a number such as 0.5 or 1/3',
  '^[1-9][0-9]{0,14}/[1-9][0-9]{0,14}$': 'a number such as 0.5 or 1/3',
  '^-?[0-9]+$': 'a whole number',
};

/** What a pattern asks for, in words; undefined for a pattern without words. */
export function describePattern(pattern: string): string | undefined {
  return PATTERNS[pattern];
}

/** What a rule takes, in words: `text or a map`. */
export function describeExpected(rule: PlacedSchema): string {
  const words = alternativesOf(rule).flatMap((one) => {
    if (one.schema['x-read'] === 'source') return typesOf(one).includes('null') ? ['a value', 'null'] : ['a value'];
    if (typeof one.schema.const === 'string') return [JSON.stringify(one.schema.const)];
    if (Array.isArray(one.schema.enum)) return [`one of ${one.schema.enum.join(', ')}`];
    const types = typesOf(one);
    // Text that is a number is a fraction.
    const isExact = types.includes('number') && one.schema.pattern !== undefined;
    return (isExact ? ['number'] : types).map((type) => TYPES[type] ?? type);
  });
  return listWords([...new Set(words)]);
}

function listWords(words: readonly string[]): string {
  return words.length < 2 ? words.join() : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}

type Advice = Pick<ProblemDetails, 'advice' | 'instead'>;

const HUNDRED = fromNumber(100);

/** What to write instead of a text that stands where a number belongs; `isShare` where 1 stands for the whole. */
export function adviseOnNumber(text: string, isShare = false): Advice {
  const [, percent] = /^([+-]?\d+(?:\.\d+)?) *[%％]$/.exec(text) ?? [];
  const number = percent === undefined ? undefined : parseDecimal(percent);
  if (number && isShare)
    return { advice: `Write the share as a decimal: ${toDecimalText(divide(number, HUNDRED), 15)}` };
  if (number) return { advice: `Write the number alone: ${percent}` };
  if (/^[+-]?[1-9]\d{0,2}(?:[,，']\d{3})+$/.test(text)) {
    return { ...withoutSeparators(text), instead: text.replace(/[,，']/g, '') };
  }
  const [, whole, part] = /^([+-]?\d+)[,，](\d+)$/.exec(text) ?? [];
  if (part === undefined) return {};
  return { advice: `Write a decimal with a point: ${whole}.${part}`, instead: `${whole}.${part}` };
}

/** "60,000" stands for 60000, hardly for 60 with three decimals. */
function withoutSeparators(text: string): Advice {
  return { advice: `Write the number without separators: ${text.replace(/[,，']/g, '')}` };
}

/** What to write instead of an unknown key that holds a full-width colon, which no YAML reads as one. */
function adviseOnKey(name: string): Advice {
  const [, key, value] = /^(.*?)：\s*(.*)$/u.exec(name) ?? [];
  return key === undefined ? {} : { advice: `Write a colon and a blank instead of “：”: ${key}: ${value || '…'}` };
}

/**
 * What to write instead of an unknown key without a value: it is mostly what stood behind a comma; `before` is the number
 * in front of it, where there is one.
 */
export function adviseOnBareKey(name: string, before?: unknown): Advice {
  if (name.includes('：')) return adviseOnKey(name);
  if (before !== undefined && /^\d{3}$/.test(name)) return withoutSeparators(`${before},${name}`);
  return isTail(name)
    ? { advice: `Is it a part of a number? Write a decimal with a point, as 0.${name}` }
    : { advice: 'Is it a part of a text? Put a text with a comma in quotes' };
}

/** The same for a key that is allowed but needs a value, such as an option's: without text there, only figures are surely a tail. */
export function adviseOnMissingValue(name: string, isText: boolean): Advice {
  return isText || isTail(name) || name.includes('：') ? adviseOnBareKey(name) : {};
}

/** What people call the words of conditions. */
const CONDITION_WORDS: Readonly<Record<string, string>> = { or: 'anyOf', any: 'anyOf', and: 'allOf', all: 'allOf' };

/** What to write instead of a name with a list where a condition is wanted. */
export function adviseOnConditionWord(name: string): Advice {
  const word = CONDITION_WORDS[name.toLowerCase()];
  return word === undefined ? {} : { advice: `Did you mean ${word}?` };
}

/** What to write instead of a merge key of YAML 1.1. */
export const WITHOUT_MERGE_KEY: Advice = {
  advice: 'Maps are not merged: write the keys out; an alias can stand for a whole value',
};

/** What people write for a bound who have not met the keywords of JSON Schema. */
const BOUND_SIGNS: Readonly<Record<string, string>> = {
  '>=': 'minimum',
  '≥': 'minimum',
  '>': 'exclusiveMinimum',
  '<=': 'maximum',
  '≤': 'maximum',
  '<': 'exclusiveMaximum',
};

/** What to write instead of a value, or a list of them, where a condition wants a test. */
export function adviseOnTest(found: unknown): Advice {
  if (Array.isArray(found)) {
    return found.every((one) => typeof one !== 'object')
      ? { advice: `Say how it is compared: { enum: [${found.join(', ')}] }` }
      : {};
  }
  const text = String(found);
  const [, sign = '', bound = ''] = /^(>=|<=|[<>≥≤]) *(\S+)$/.exec(text) ?? [];
  const keyword = BOUND_SIGNS[sign];
  if (keyword !== undefined) return { advice: `Say how it is compared: { ${keyword}: ${bound} }` };
  const least = parseDecimal(text) ? `{ minimum: ${text} } for at least that, ` : '';
  return { advice: `Say how it is compared: ${least}{ const: ${text} }${least === '' ? '' : ' for exactly that'}` };
}

function isTail(name: string): boolean {
  return /^\d+$/.test(name);
}
