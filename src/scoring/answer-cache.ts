// A cache over evaluations of one plan: nodes that read few answers are worked out once for every way these can be given. It
// is the only cache over many enterprises: without it `batch --files` takes a fifth more processor time.

import {
  type AnswerEntry,
  type AnswerSet,
  type AnswerState,
  type AnswerValue,
  type EvaluationContext,
  entryOf,
  hasEvidence,
  isChoices,
} from './answer-set.ts';
import type { Truth } from './condition.ts';
import { inputDependencies, memoizeByPlan } from './node-dependencies.ts';
import type { Input, Node, Plan } from './plan.ts';
import type { Possible } from './possible-values.ts';

/** The number of what a sheet says at the position of an input; negative where it is nothing that many sheets say. */
export type AnswerKeys = (input: number) => number;

/** So many answers of an input have a number. */
export const MOST_KEYS_PER_INPUT = 64;

/**
 * Numbers the answers of a sheet, each when it is first asked for: on every sheet the same number stands for the same answer,
 * as far as scores read it, and so for whether evidence proves it.
 */
export function answerKeysOf(plan: Plan, sheet: AnswerSet): AnswerKeys {
  const numbers = numbersOf(plan);
  const found: number[] = [];
  return (input) => {
    found[input] ??= keyOfEntry(entryOf(sheet, (plan.nodes[input] as Input).name), numbers[input] as Numbers);
    return found[input];
  };
}

/** The numbers of an input's answers: of those that are a value and no more, and of all others. */
interface Numbers {
  readonly values: Map<unknown, number>;
  readonly others: Map<string, number>;
}

const numbersOf = memoizeByPlan((plan) => plan.nodes.map((): Numbers => ({ values: new Map(), others: new Map() })));

function keyOfEntry(entry: AnswerEntry, { values, others }: Numbers): number {
  const isPlain = entry.state === 'answered' && !hasEvidence(entry);
  const [key, numbers] = isPlain ? [keyOfValue(entry.value), values] : [keyOfOther(entry), others];
  const known = (numbers as Map<unknown, number>).get(key);
  if (known !== undefined) return known;
  const next = values.size + others.size;
  if (next >= MOST_KEYS_PER_INPUT) return -1;
  (numbers as Map<unknown, number>).set(key, next);
  return next;
}

function keyOfOther(entry: AnswerEntry): string {
  const value = entry.state === 'answered' ? entry.value : entry.least;
  const key = value === undefined ? value : keyOfValue(value);
  return `${entry.state}${hasEvidence(entry) ? '!' : ''} ${typeof key} ${key}`;
}

function keyOfValue(value: AnswerValue): string | boolean | bigint {
  if (typeof value !== 'object') return value;
  if (isChoices(value)) return ` of ${value.join(' ')}`;
  return value.d === 1n ? value.n : `${value.n}/${value.d}`;
}

/**
 * What follows from a node where the answers behind it are few: worked out once for every way they can be, and for each text
 * of what `more` it follows from.
 */
export type CachedByAnswers<T> = (position: number, work: (position: number) => T, more?: string) => T;

/** What was found of each node, by the answers behind it and what more it follows from. */
type CacheByNode<T> = readonly Map<number | string, T>[];

/** As what open answers are taken: as open, every question's as free to be any, as the worst or the best they can be. */
export type OpenAnswers = 'open' | 'free' | 'worst' | 'best';

/** So many answers at most, each one of so many, make a key that a number holds exactly. */
const MOST_ANSWERS = 8;

/** So much of a node is kept before it is forgotten. */
const MOST_KEPT = 1 << 12;

/** Keeps something of a plan's nodes that follows from the answers behind each, near or far, for all sheets. */
export function cacheByAnswers<T extends object>(): (plan: Plan, said: AnswerKeys) => CachedByAnswers<T> {
  const keptFor = memoizeByPlan((plan): CacheByNode<T> => plan.nodes.map(() => new Map()));
  return (plan, said) => {
    const [answers, kept] = [fewAnswers(plan), keptFor(plan)];
    return (position, work, more = '') => {
      const number = keyOfAnswers(answers[position], said);
      if (number < 0) return work(position);
      const key = more === '' ? number : `${number} ${more}`;
      const values = kept[position] as Map<number | string, T>;
      const known = values.get(key);
      if (known) return known;
      const value = work(position);
      if (values.size >= MOST_KEPT) values.clear();
      values.set(key, value);
      return value;
    };
  };
}

const VALUE_CACHES: Readonly<Record<OpenAnswers, ReturnType<typeof cacheByAnswers<Possible>>>> = {
  open: cacheByAnswers(),
  free: cacheByAnswers(),
  worst: cacheByAnswers(),
  best: cacheByAnswers(),
};

/** The values of a plan's nodes on a sheet that says this, those it asks questions by and derives facts from included. */
export function cachedValuesOf(plan: Plan, said: AnswerKeys, reading: OpenAnswers): CachedByAnswers<Possible> {
  return VALUE_CACHES[reading](plan, said);
}

/** The answers as one number; negative where they are too many, or one is nothing that many say. */
function keyOfAnswers(answers: readonly number[] | null | undefined, said: AnswerKeys): number {
  if (!answers) return -1;
  let key = 0;
  for (const input of answers) {
    const number = said(input);
    if (number < 0) return -1;
    key = key * MOST_KEYS_PER_INPUT + number;
  }
  return key;
}

/** By node, the answers it reads, near or far; null where these are too many, or not all it does is to come to a value. */
const fewAnswers = memoizeByPlan((plan): readonly (readonly number[] | null)[] => {
  const behind = inputDependencies(plan);
  return plan.nodes.map((node, position) => {
    const inputs = behind[position] as readonly number[];
    return inputs.length <= MOST_ANSWERS && !refuses(node) ? inputs : null;
  });
});

/** Whether a score notes answers that are refused for being missing. */
function refuses(node: Node): boolean {
  return 'missing' in node && Object.values(node.missing).includes('refuse');
}

/** What an answer comes to. */
interface CachedAnswer {
  readonly value: Possible;
  readonly asked: Truth | undefined;
  readonly state: AnswerState | undefined;
}

const ANSWER_CACHES = { open: cacheByAnswers<CachedAnswer>(), free: cacheByAnswers<CachedAnswer>() };

/**
 * The answers of a pass over a sheet that says this: what each may be is worked out once for all that say the same, and its
 * state is noted as that work does.
 */
export function cachedAnswersOf(
  { plan, choose, span, asked, states }: EvaluationContext,
  said: AnswerKeys,
): CachedByAnswers<Possible> {
  // What is chosen for an open question is not what was said, and what reads it does not follow from that.
  if (choose) return (position, work) => work(position);
  const shared = ANSWER_CACHES[span ? 'free' : 'open'](plan, said);
  return (position, work) => {
    const standing = shared(position, (at) => ({ value: work(at), asked: asked[at], state: states[at] }));
    asked[position] = standing.asked;
    states[position] = standing.state;
    return standing.value;
  };
}
