// Options that mean the same in several commands.

import type { Command, Option } from 'commander';
import type { Messages } from '../i18n/index.ts';
import { type Assessment, parseDecimal, Refusal, toNumber } from '../model/index.ts';
import { levelRequirements, type Plan } from '../scoring/index.ts';

/** The level that an option names, undefined without it. Throws a `Refusal` for what is no level of the pack. */
export function parseLevel(plan: Plan, option: string, given: string | undefined): number | undefined {
  if (given === undefined) return undefined;
  const levels = plan.level === null ? [] : levelRequirements(plan, plan.level).map(({ value }) => toNumber(value));
  const level = parseDecimal(given);
  if (level && levels.includes(toNumber(level))) return toNumber(level);
  throw new Refusal(2, `${option}: the pack has no level "${given}"`, `Levels: ${levels.join(', ')}`);
}

/**
 * The assessment that `--assessment` names, by its number counted from the oldest or by its day; the last one of a day.
 * Throws a `Refusal` where there is none.
 */
export function pickAssessment(assessments: readonly Assessment[], which: string): Assessment {
  const found = /^\d{1,6}$/.test(which)
    ? assessments[Number(which) - 1]
    : assessments.findLast(({ finishedAt }) => finishedAt.startsWith(`${which}T`));
  if (found) return found;
  const listed = assessments.map(({ finishedAt }, i) => `${i + 1} (${finishedAt.slice(0, 'YYYY-MM-DD'.length)})`);
  throw new Refusal(2, `--assessment: there is none "${which}"`, `There are: ${listed.join(', ')}`);
}

/** The first of these options, by the names of their values, that somebody typed; undefined where none was. */
export function findTyped(command: Command, names: readonly string[]): Option | undefined {
  return command.options.find((option) => {
    const name = option.attributeName();
    return names.includes(name) && command.getOptionValueSource(name) === 'cli';
  });
}

/** Throws a `Refusal` where one of these options was typed, which mean nothing without another: it would be passed over. */
export function refuseTyped(command: Command, names: readonly string[], other: string, { batch }: Messages): void {
  const typed = findTyped(command, names);
  if (typed) throw new Refusal(2, batch.refused.goesWith(typed.long ?? typed.flags, other));
}
