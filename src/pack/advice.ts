import type { Details } from '../model/problem.ts';

type Advice = Pick<Details, 'advice'>;

/** What to write instead of a text that stands where a number belongs. */
export function adviseOnNumber(text: string): Advice {
  const percent = /^([+-]?\d+(?:\.\d+)?) *[%％]$/.exec(text);
  if (percent) return { advice: `Write the number alone: ${percent[1]}` };
  const comma = /^([+-]?\d+)[,，](\d+)$/.exec(text);
  return comma ? { advice: `Write a decimal with a point: ${comma[1]}.${comma[2]}` } : {};
}

/** What to write instead of an unknown key without a value: it is mostly what stood behind a comma. */
export function adviseOnBareKey(name: string): Advice {
  return isTail(name)
    ? { advice: `Is it a part of a number? Write a decimal with a point, as 0.${name}` }
    : { advice: 'Is it a part of a text? Put a text with a comma in quotes' };
}

/** The same for a key that is allowed but needs a value, such as an option's: only figures are surely a tail. */
export function adviseOnMissingValue(name: string): Advice {
  return isTail(name) ? adviseOnBareKey(name) : {};
}

function isTail(name: string): boolean {
  return /^\d+$/.test(name);
}
