import type { Input, Plan } from './plan.ts';
import { onceForPlan } from './reads.ts';
import { type AnswerValue, entryOf, isChoices, isProven, type Sheet, type SheetEntry } from './sheet.ts';

/** The number of what a sheet says at the position of an input; negative where it is nothing that many sheets say. */
export type Said = (input: number) => number;

/** So many answers of an input have a number. */
export const MOST_EACH = 64;

/**
 * Numbers the answers of a sheet, each when it is first asked for: on every sheet the same number stands for the same answer,
 * as far as scores read it, and so for whether evidence proves it.
 */
export function saidOf(plan: Plan, sheet: Sheet): Said {
  const numbers = numbersOf(plan);
  const found: number[] = [];
  return (input) => {
    found[input] ??= numberOf(entryOf(sheet, (plan.nodes[input] as Input).name), numbers[input] as Numbers);
    return found[input];
  };
}

/** The numbers of an input's answers: of those that are a value and no more, and of all others. */
interface Numbers {
  readonly values: Map<unknown, number>;
  readonly others: Map<string, number>;
}

const numbersOf = onceForPlan((plan) => plan.nodes.map((): Numbers => ({ values: new Map(), others: new Map() })));

function numberOf(entry: SheetEntry, { values, others }: Numbers): number {
  const isPlain = entry.state === 'answered' && !isProven(entry);
  const [key, numbers] = isPlain ? [keyOfValue(entry.value), values] : [keyOfOther(entry), others];
  const known = (numbers as Map<unknown, number>).get(key);
  if (known !== undefined) return known;
  const next = values.size + others.size;
  if (next >= MOST_EACH) return -1;
  (numbers as Map<unknown, number>).set(key, next);
  return next;
}

function keyOfOther(entry: SheetEntry): string {
  const value = entry.state === 'answered' ? entry.value : entry.least;
  const key = value === undefined ? value : keyOfValue(value);
  return `${entry.state}${isProven(entry) ? '!' : ''} ${typeof key} ${key}`;
}

function keyOfValue(value: AnswerValue): string | boolean | bigint {
  if (typeof value !== 'object') return value;
  if (isChoices(value)) return ` of ${value.join(' ')}`;
  return value.d === 1n ? value.n : `${value.n}/${value.d}`;
}
