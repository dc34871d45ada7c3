/**
 * A text that two values have in common only where they are the same in every part. What is frozen is the same as nothing
 * but itself. Values are plain: texts, numbers, truth values, and lists and records of them.
 */
export function identify(value: unknown): string {
  if (typeof value === 'string') return `${value.length}"${value}`;
  if (typeof value !== 'object' || value === null) return `${value};`;
  if (Object.isFrozen(value)) return `#${numberOf(value)};`;
  if (Array.isArray(value)) {
    let text = '[';
    for (const part of value) text += identify(part);
    return `${text}]`;
  }
  let text = '{';
  for (const key in value) text += `${key.length}"${key}${identify(value[key as keyof typeof value])}`;
  return `${text}}`;
}

function numberOf(frozen: object): number {
  const known = NUMBERS.get(frozen);
  if (known !== undefined) return known;
  last += 1;
  NUMBERS.set(frozen, last);
  return last;
}

/** No number is given twice. */
const NUMBERS = new WeakMap<object, number>();
let last = 0;
