import type { Input, Plan } from './plan.ts';
import { onceForPlan } from './reads.ts';
import { type AnswerValue, entryOf, isChoices, type Sheet, type SheetEntry } from './sheet.ts';

/** The number of what a sheet says at the position of an input; negative where it is nothing that many sheets say. */
export type Said = (input: number) => number;

/** So many answers of an input have a number. */
export const MOST_EACH = 64;

/** Numbers the answers of a sheet, each when it is first asked for: the same answer has the same number on every sheet. */
export function saidOf(plan: Plan, sheet: Sheet): Said {
  const numbers = numbersOf(plan);
  const found: number[] = [];
  return (input) => {
    found[input] ??= numberOf(
      entryOf(sheet, (plan.nodes[input] as Input).name),
      numbers[input] as Map<unknown, number>,
    );
    return found[input];
  };
}

/** By input, the number of each answer it was seen with. */
const numbersOf = onceForPlan((plan) => plan.nodes.map(() => new Map<unknown, number>()));

function numberOf(entry: SheetEntry, numbers: Map<unknown, number>): number {
  const key = keyOf(entry);
  if (key === undefined) return -1;
  const known = numbers.get(key);
  if (known !== undefined) return known;
  if (numbers.size >= MOST_EACH) return -1;
  numbers.set(key, numbers.size);
  return numbers.size - 1;
}

function keyOf(entry: SheetEntry): unknown {
  const { state, evidence } = entry;
  if (evidence !== undefined && evidence.length > 0) return undefined;
  if (state === 'answered') return keyOfValue(entry.value);
  if (entry.least === undefined) return ` ${state}`;
  const least = keyOfValue(entry.least);
  return least === undefined ? undefined : ` ${state}, ${typeof least} ${least}`;
}

function keyOfValue(value: AnswerValue): unknown {
  if (typeof value !== 'object') return value;
  if (isChoices(value)) return ` of ${value.join(' ')}`;
  return value.d === 1n ? value.n : undefined;
}
