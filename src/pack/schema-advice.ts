// Describes in phrases what a schema expects at a place, and what to write instead of a wrong value.
import {
  CALENDAR_DATE,
  divide,
  fromNumber,
  type Phrase,
  type PlacedSchema,
  type ProblemDetails,
  parseDecimal,
  toDecimalText,
  type WordedPhrase,
} from '../model/index.ts';
import { alternativesOf, typesOf } from './schema-rules.ts';

const TYPE_PHRASES: Readonly<Record<string, Phrase>> = {
  object: { phrase: 'map' },
  array: { phrase: 'aList' },
  string: { phrase: 'text' },
  number: { phrase: 'number' },
  integer: { phrase: 'wholeNumber' },
  boolean: { phrase: 'trueOrFalse' },
};

/** The phrases that describe the patterns of the schemas; a test checks that every pattern has one. */
const PATTERN_PHRASES: Readonly<Record<string, WordedPhrase>> = {
  '^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$': { phrase: 'id' },
  '^[A-Za-z0-9][A-Za-z0-9._/-]{0,199}$': { phrase: 'qualifiedName' },
  '^[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})*$': { phrase: 'language' },
  [CALENDAR_DATE.source]: { phrase: 'calendarDate' },
  '^[0-9]+(\\.[0-9]+){0,3}([-+][0-9A-Za-z.-]+)?$': { phrase: 'version' },
  '^[AM][0-9]{3}$': { phrase: 'ruleCode' },
  '^sha256:[0-9a-f]{64}$': { phrase: 'digest' },
  '^[A-Z]{3}$': { phrase: 'currency' },
  '^[A-Z]{2}$': { phrase: 'countryCode' },
  '^[0-9]{1,6}$': { phrase: 'postcodeStart' },
  '^-?[0-9]+(\\.[0-9]+|/[1-9][0-9]*)?$': { phrase: 'exactNumber' },
  '^[0-9]+(\\.[0-9]+)?$': { phrase: 'exactNumber' },
  '^-?[0-9]{1,15}/[1-9][0-9]{0,14}$': { phrase: 'exactNumber' },
  '^[1-9][0-9]{0,14}/[1-9][0-9]{0,14}$': { phrase: 'exactNumber' },
  '^-?[0-9]+$': { phrase: 'wholeNumber' },
};

/** Returns the phrase that describes a pattern; undefined if it has none. */
export function describePattern(pattern: string): WordedPhrase | undefined {
  return PATTERN_PHRASES[pattern];
}

/** Describes the values that a rule accepts, such as `text or a map`. */
export function describeExpected(rule: PlacedSchema): Phrase {
  const foundAdvice = alternativesOf(rule).flatMap((alternative): Phrase[] => {
    if (alternative.schema['x-read'] === 'source')
      return [{ phrase: 'value' }, ...(typesOf(alternative).includes('null') ? ['null'] : [])];
    if (typeof alternative.schema.const === 'string') return [JSON.stringify(alternative.schema.const)];
    if (Array.isArray(alternative.schema.enum))
      return [{ phrase: 'oneOf', names: alternative.schema.enum.map(String) }];
    const types = typesOf(alternative);
    // Where a number may also be text with a pattern, that text is a fraction, which people call a number.
    const isExact = types.includes('number') && alternative.schema.pattern !== undefined;
    return (isExact ? ['number'] : types).map((type) => TYPE_PHRASES[type] ?? type);
  });
  const distinctAdvice = [...new Map(foundAdvice.map((phrase) => [JSON.stringify(phrase), phrase])).values()];
  const [only] = distinctAdvice;
  return only !== undefined && distinctAdvice.length === 1 ? only : { phrase: 'either', of: distinctAdvice };
}

type Advice = Pick<ProblemDetails, 'advice' | 'instead'>;

const HUNDRED = fromNumber(100);

/** Advises on text where a number is expected. `isShare`: whether the number is a share, where 1 means the whole. */
export function adviseOnNumber(text: string, isShare = false): Advice {
  const [, percent] = /^([+-]?\d+(?:\.\d+)?) *[%％]$/.exec(text) ?? [];
  const number = percent === undefined ? undefined : parseDecimal(percent);
  if (number && isShare) return { advice: { phrase: 'writeShare', share: toDecimalText(divide(number, HUNDRED), 15) } };
  if (percent !== undefined && number) return { advice: { phrase: 'writeNumber', number: percent } };
  if (/^[+-]?[1-9]\d{0,2}(?:[,，']\d{3})+$/.test(text)) {
    return { ...adviseOnSeparators(text), instead: text.replace(/[,，']/g, '') };
  }
  const [, whole, part] = /^([+-]?\d+)[,，](\d+)$/.exec(text) ?? [];
  if (part === undefined) return {};
  return { advice: { phrase: 'writePoint', number: `${whole}.${part}` }, instead: `${whole}.${part}` };
}

/** Advises to leave out thousands separators: "60,000" more likely means 60000 than 60 with three decimals. */
function adviseOnSeparators(text: string): Advice {
  return { advice: { phrase: 'writeWithoutSeparators', number: text.replace(/[,，']/g, '') } };
}

/** Advises on an unknown key with a full-width colon, which YAML does not read as a colon. */
function adviseOnKey(name: string): Advice {
  const [, key, value] = /^(.*?)：\s*(.*)$/u.exec(name) ?? [];
  return key === undefined ? {} : { advice: { phrase: 'writeColon', key, value: value || '…' } };
}

/**
 * Advises on an unknown key without a value, which is usually text after a comma, as in `{ text: first, second }`.
 * `before` is the number in front of the comma, if any.
 */
export function adviseOnBareKey(name: string, before?: unknown): Advice {
  if (name.includes('：')) return adviseOnKey(name);
  if (before !== undefined && /^\d{3}$/.test(name)) return adviseOnSeparators(`${before},${name}`);
  return isTail(name)
    ? { advice: { phrase: 'partOfNumber', number: `0.${name}` } }
    : { advice: { phrase: 'partOfText' } };
}

/**
 * Advises on an allowed key without its value. If that value should be text, or if the key consists of digits, the key
 * is most likely the rest of a text or number that contains a comma.
 */
export function adviseOnMissingValue(name: string, isText: boolean): Advice {
  return isText || isTail(name) || name.includes('：') ? adviseOnBareKey(name) : {};
}

/** Words that people write instead of the keywords of conditions. */
const CONDITION_WORDS: Readonly<Record<string, string>> = { or: 'anyOf', any: 'anyOf', and: 'allOf', all: 'allOf' };

/** Advises on a word such as `or` that is used as a condition with a list. */
export function adviseOnConditionWord(name: string): Advice {
  const word = CONDITION_WORDS[name.toLowerCase()];
  return word === undefined ? {} : { advice: { phrase: 'didYouMean', word } };
}

/** Advises not to use the merge key of YAML 1.1. */
export const WITHOUT_MERGE_KEY: Advice = {
  advice: { phrase: 'noMerging' },
};

/** Signs for bounds, written by people who do not know the keywords of JSON Schema. */
const BOUND_SIGNS: Readonly<Record<string, string>> = {
  '>=': 'minimum',
  '≥': 'minimum',
  '>': 'exclusiveMinimum',
  '<=': 'maximum',
  '≤': 'maximum',
  '<': 'exclusiveMaximum',
};

/** Advises on a value, or a list of values, where a test of a condition is expected. */
export function adviseOnTest(found: unknown): Advice {
  if (Array.isArray(found)) {
    return found.every((foundValue) => typeof foundValue !== 'object')
      ? { advice: { phrase: 'sayTest', test: `{ enum: [${found.join(', ')}] }` } }
      : {};
  }
  const text = String(found);
  const [, sign = '', bound = ''] = /^(>=|<=|[<>≥≤]) *(\S+)$/.exec(text) ?? [];
  const keyword = BOUND_SIGNS[sign];
  if (keyword !== undefined) return { advice: { phrase: 'sayTest', test: `{ ${keyword}: ${bound} }` } };
  const exactText = `{ const: ${text} }`;
  return parseDecimal(text)
    ? { advice: { phrase: 'sayLeastOrExact', least: `{ minimum: ${text} }`, exact: exactText } }
    : { advice: { phrase: 'sayTest', test: exactText } };
}

function isTail(name: string): boolean {
  return /^\d+$/.test(name);
}
