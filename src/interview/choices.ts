import type { Atom } from '../condition/value.ts';
import type { Text } from '../model/generated/types.ts';
import type { Input } from '../scoring/plan.ts';

/** One answer that can be chosen. */
export interface Choice {
  /** The letter or digit that chooses it, in upper case; null behind the 26th. */
  readonly key: string | null;
  readonly value: Atom;
  readonly text: Text | undefined;
  readonly help: Text | undefined;
  readonly exclusive: boolean;
}

/** The keys for yes and no in the interface's language. */
export interface YesNoKeys {
  readonly yes: string;
  readonly no: string;
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** What can be chosen, in the listed order; undefined where an answer is typed. */
export function choicesOf(input: Input, { yes, no }: YesNoKeys): readonly Choice[] | undefined {
  if (input.type === 'boolean') {
    return [makeChoice(yes, true), makeChoice(no, false)];
  }
  if (input.type === 'scale') return scaleChoices(input);
  if (input.type !== 'single' && input.type !== 'multiple') return undefined;
  const ids = input.options.map(({ id }) => id.toUpperCase());
  const idsAreKeys = ids.every((id) => /^[0-9A-Z]$/.test(id)) && new Set(ids).size === ids.length;
  return input.options.map(({ id, text, help, exclusive }, index) => ({
    key: idsAreKeys ? id.toUpperCase() : (LETTERS[index] ?? null),
    value: id,
    text,
    help,
    exclusive,
  }));
}

/** A scale of single digits is chosen from; on a longer one the number is typed. */
function scaleChoices({ range, definition }: Input): readonly Choice[] | undefined {
  const { low, high } = range;
  if (!low || !high || low.n < 0n || high.n > 9n) return undefined;
  const labels = ('labels' in definition && definition.labels) || {};
  const choices: Choice[] = [];
  for (let value = low.n; value <= high.n; value++) {
    choices.push({ ...makeChoice(`${value}`, { n: value, d: 1n }), text: labels[`${value}`] });
  }
  return choices;
}

function makeChoice(key: string, value: Atom): Choice {
  return { key, value, text: undefined, help: undefined, exclusive: false };
}

/** The position of the choice whose key was typed, full width or not; -1 when there is none. */
export function findTyped(choices: readonly Choice[], typed: string): number {
  const key = typed.normalize('NFKC').toUpperCase();
  return choices.findIndex((choice) => choice.key === key);
}

/** Ticks or unticks one of several choices: an exclusive one stands alone. The result is in the listed order. */
export function toggleChoice(
  choices: readonly Choice[],
  ticked: ReadonlySet<number>,
  position: number,
): ReadonlySet<number> {
  const next = new Set(ticked);
  if (next.delete(position)) return next;
  const alone = choices[position]?.exclusive === true;
  return new Set(
    choices.flatMap((choice, index) => {
      if (index === position) return [index];
      return next.has(index) && !alone && !choice.exclusive ? [index] : [];
    }),
  );
}
