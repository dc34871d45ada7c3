/**
 * A text that two values have in common only where they are the same in every part. What is frozen is the same as nothing
 * but itself. Values are plain: texts, numbers, truth values, and lists and records of them.
 */
export function identify(value: unknown): string {
  const parts: string[] = [];
  addParts(value, parts);
  return parts.join('');
}

function addParts(value: unknown, parts: string[]): void {
  if (typeof value === 'string') parts.push(`${value.length}"`, value);
  else if (typeof value !== 'object' || value === null) parts.push(`${value};`);
  else if (Object.isFrozen(value)) parts.push(`#${numberOf(value)};`);
  else if (Array.isArray(value)) {
    parts.push('[');
    for (const part of value) addParts(part, parts);
    parts.push(']');
  } else {
    parts.push('{');
    for (const key in value) {
      parts.push(`${key.length}"`, key);
      addParts(value[key as keyof typeof value], parts);
    }
    parts.push('}');
  }
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
