import type { Range } from '../condition/value.ts';
import { toNumber } from '../model/rational.ts';
import type { Ends, Limits } from './limits.ts';

/** What adding up doubles may be off by, as a part of the number. */
const TOLERANCE = 1e-9;
const ENDLESS: Ends = { low: null, high: null };

/** Between what a level lies where the pack does not list its levels. */
export function levelEnds({ scores }: Limits): Ends {
  return scores.get('level') ?? ENDLESS;
}

/** Whether a number can be a level; none is, too. Of a pack that is not known a level is at least a whole number. */
export function levelTest(limits: Limits | null): (value: number) => boolean {
  if (limits === null) return (value) => Number.isNaN(value) || (Number.isInteger(value) && value >= 0);
  const { levels } = limits;
  return levels === null ? endsTest(levelEnds(limits)) : (value) => Number.isNaN(value) || levels.includes(value);
}

/** The ends of what a question allows. */
export function endsOfRange({ low, high }: Range): Ends {
  return { low: low && toNumber(low), high: high && toNumber(high) };
}

/** Whether a number lies between two, give or take what doubles are off by; none does, too. */
export function endsTest(ends: Ends): (value: number) => boolean {
  const [least, most] = widened(ends);
  return (value) => !(value < least || value > most);
}

/** The ends with what doubles may be off by. */
export function widened({ low, high }: Ends): readonly [least: number, most: number] {
  return [
    low === null ? Number.NEGATIVE_INFINITY : low - Math.abs(low) * TOLERANCE,
    high === null ? Number.POSITIVE_INFINITY : high + Math.abs(high) * TOLERANCE,
  ];
}
