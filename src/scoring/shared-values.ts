import type { Possible } from '../condition/value.ts';
import type { Node, Plan } from './plan.ts';
import { inputsBehind, onceForPlan } from './reads.ts';
import { MOST_EACH, type Said } from './said.ts';

/**
 * What follows from a node where the answers behind it are few: worked out once for every way they can be, and for each text
 * of what `more` it follows from.
 */
export type Shared<T> = (position: number, work: (position: number) => T, more?: string) => T;

/** What was found of each node, by the answers behind it and what more it follows from. */
type Kept<T> = readonly Map<number | string, T>[];

/** As what open answers are taken: as open, every question's as free to be any, as the worst or the best they can be. */
export type Reading = 'open' | 'free' | 'worst' | 'best';

/** So many answers at most, each one of so many, make a key that a number holds exactly. */
export const MOST_ANSWERS = 8;

/** So much of a node is kept before it is forgotten. */
const MOST_KEPT = 1 << 12;

/**
 * Keeps something of a plan's nodes that follows from the answers behind each, near or far, for all sheets; `settle` is
 * done with what is kept.
 */
export function shareByAnswers<T extends object>(
  settle = (value: T): T => value,
): (plan: Plan, said: Said) => Shared<T> {
  const keptFor = onceForPlan((plan): Kept<T> => plan.nodes.map(() => new Map()));
  return (plan, said) => {
    const [answers, kept] = [fewAnswers(plan), keptFor(plan)];
    return (position, work, more = '') => {
      const number = keyOf(answers[position], said);
      if (number < 0) return work(position);
      const key = more === '' ? number : `${number} ${more}`;
      const values = kept[position] as Map<number | string, T>;
      const known = values.get(key);
      if (known) return known;
      const value = settle(work(position));
      if (values.size >= MOST_KEPT) values.clear();
      values.set(key, value);
      return value;
    };
  };
}

const VALUES: Readonly<Record<Reading, ReturnType<typeof shareByAnswers<Possible>>>> = {
  open: shareByAnswers(),
  free: shareByAnswers(),
  worst: shareByAnswers(),
  best: shareByAnswers(),
};

/** The values of a plan's nodes on a sheet that says this, those it asks questions by and derives facts from included. */
export function sharedValuesOf(plan: Plan, said: Said, reading: Reading): Shared<Possible> {
  return VALUES[reading](plan, said);
}

/** The answers as one number; negative where they are too many, or one is nothing that many say. */
function keyOf(answers: readonly number[] | null | undefined, said: Said): number {
  if (!answers) return -1;
  let key = 0;
  for (const input of answers) {
    const number = said(input);
    if (number < 0) return -1;
    key = key * MOST_EACH + number;
  }
  return key;
}

/** By node, the answers it reads, near or far; null where these are too many, or not all it does is to come to a value. */
const fewAnswers = onceForPlan((plan): readonly (readonly number[] | null)[] => {
  const behind = inputsBehind(plan);
  return plan.nodes.map((node, position) => {
    const inputs = behind[position] as readonly number[];
    return inputs.length <= MOST_ANSWERS && !refuses(node) ? inputs : null;
  });
});

/** Whether a score notes answers that are refused for being missing. */
function refuses(node: Node): boolean {
  return 'missing' in node && Object.values(node.missing).includes('refuse');
}
