import type { Details } from '../model/problem.ts';
import { divide, fromNumber, parseDecimal, toDecimalText } from '../model/rational.ts';

type Advice = Pick<Details, 'advice'>;

const HUNDRED = fromNumber(100);

/** What to write instead of a text that stands where a number belongs; `isShare` where 1 stands for the whole. */
export function adviseOnNumber(text: string, isShare = false): Advice {
  const [, percent] = /^([+-]?\d+(?:\.\d+)?) *[%％]$/.exec(text) ?? [];
  const number = percent === undefined ? undefined : parseDecimal(percent);
  if (number && isShare)
    return { advice: `Write the share as a decimal: ${toDecimalText(divide(number, HUNDRED), 15)}` };
  if (number) return { advice: `Write the number alone: ${percent}` };
  const comma = /^([+-]?\d+)[,，](\d+)$/.exec(text);
  return comma ? { advice: `Write a decimal with a point: ${comma[1]}.${comma[2]}` } : {};
}

/** What to write instead of an unknown key without a value: it is mostly what stood behind a comma. */
export function adviseOnBareKey(name: string): Advice {
  return isTail(name)
    ? { advice: `Is it a part of a number? Write a decimal with a point, as 0.${name}` }
    : { advice: 'Is it a part of a text? Put a text with a comma in quotes' };
}

/** The same for a key that is allowed but needs a value, such as an option's: without text there, only figures are surely a tail. */
export function adviseOnMissingValue(name: string, isText: boolean): Advice {
  return isText || isTail(name) ? adviseOnBareKey(name) : {};
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
