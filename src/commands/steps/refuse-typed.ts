import type { Command, Option } from 'commander';
import type { Messages } from '../../i18n/index.ts';
import { Refusal } from '../../model/refusal.ts';

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
