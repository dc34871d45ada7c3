import { and, or } from './writer.ts';

/** Whether a condition can hold, and whether it can fail, as expressions; in the settled form one is the other's opposite. */
export interface Truths {
  readonly holds: string;
  readonly fails: string;
}

export const ALWAYS: Truths = { holds: 'true', fails: 'false' };
export const NEVER: Truths = { holds: 'false', fails: 'true' };

/** A truth in a table: 1 it can hold, 2 it can fail. */
export const BITS = { holds: 1, fails: 2, undecided: 3 } as const;

/** All of some conditions. */
export function allOf(parts: readonly Truths[]): Truths {
  return { holds: and(...parts.map(({ holds }) => holds)), fails: or(...parts.map(({ fails }) => fails)) };
}

/** Any of some conditions. */
export function anyOf(parts: readonly Truths[]): Truths {
  return opposite(allOf(parts.map(opposite)));
}

/** The opposite of a condition. */
export function opposite({ holds, fails }: Truths): Truths {
  return { holds: fails, fails: holds };
}
