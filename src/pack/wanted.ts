import { CALENDAR_DATE } from '../model/date.ts';
import { alternativesOf, type Rule, typesOf } from './schema.ts';

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
  '^-?[0-9]+(\\.[0-9]+)?$': 'a number such as 0.5',
  '^-?[0-9]+$': 'a whole number',
};

/** What a pattern asks for, in words; undefined for a pattern without words. */
export function describePattern(pattern: string): string | undefined {
  return PATTERNS[pattern];
}

/** What a rule takes, in words: `text or a map`. */
export function describeWanted(rule: Rule): string {
  const words = alternativesOf(rule).flatMap((one) => {
    if (one.schema['x-read'] === 'source') return typesOf(one).includes('null') ? ['a value', 'null'] : ['a value'];
    if (typeof one.schema.const === 'string') return [JSON.stringify(one.schema.const)];
    if (Array.isArray(one.schema.enum)) return [`one of ${one.schema.enum.join(', ')}`];
    return typesOf(one).map((type) => TYPES[type] ?? type);
  });
  return listWords([...new Set(words)]);
}

function listWords(words: readonly string[]): string {
  return words.length < 2 ? words.join() : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}
