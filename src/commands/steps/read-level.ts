import { parseDecimal, toNumber } from '../../model/rational.ts';
import { Refusal } from '../../model/refusal.ts';
import type { Plan } from '../../scoring/plan.ts';
import { ladderOf } from '../../scoring/result.ts';

/** The level that an option names, undefined without it. Throws a `Refusal` for what is no level of the pack. */
export function readLevel(plan: Plan, option: string, given: string | undefined): number | undefined {
  if (given === undefined) return undefined;
  const levels = plan.level === null ? [] : ladderOf(plan, plan.level).map(({ value }) => toNumber(value));
  const level = parseDecimal(given);
  if (level && levels.includes(toNumber(level))) return toNumber(level);
  throw new Refusal(2, `${option}: the pack has no level "${given}"`, `Levels: ${levels.join(', ')}`);
}
