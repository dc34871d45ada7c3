// A cache over evaluations of one plan: nodes that read few answers are worked out once for every way these can be given. It
// is the only cache over many enterprises: without it `batch --files` takes a fifth more processor time.

import {
  type AnswerEntry,
  type AnswerSet,
  type AnswerState,
  type EvaluationContext,
  entryOf,
  hasEvidence,
  isChoices,
} from './answer-set.ts';
import type { Truth } from './condition.ts';
import { inputDependencies, memoizeByPlan, targetReaders } from './node-dependencies.ts';
import type { Input, Node, Plan } from './plan.ts';
import type { AnswerValue, Possible } from './possible-values.ts';

/** The number of the answer to the input at a position; negative where the answer has none because too many others have. */
export type AnswerKeys = (input: number) => number;

/** How many answers of an input can have a number. */
export const MOST_KEYS_PER_INPUT = 64;

/**
 * Numbers the answers of a sheet, each when it is first read. On every sheet the same number stands for the same answer, as
 * far as scores read it: its state, its value, and whether it carries evidence.
 */
export function answerKeysOf(plan: Plan, sheet: AnswerSet): AnswerKeys {
  const numbers = numbersOf(plan);
  const found: number[] = [];
  return (input) => {
    found[input] ??= keyOfEntry(entryOf(sheet, (plan.nodes[input] as Input).name), numbers[input] as Numbers);
    return found[input];
  };
}

/** The numbers of an input's answers: of those that are a value without evidence, and of all others. */
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
 * Reads something of a node through the cache: where the node reads few answers, `work` runs once for every way these can be
 * given, and for each text of `more`, which says what else the result depends on.
 */
export type CachedByAnswers<T> = (position: number, work: (position: number) => T, more?: string) => T;

/** By node, what was found for the answers it reads and what else it depends on. */
type CacheByNode<T> = readonly Map<number | string, T>[];

/** How open answers are read: as open, every question as free to be answered anew, or each as the worst or the best it can be. */
export type OpenAnswers = 'open' | 'free' | 'worst' | 'best';

/** The most answers, each with one of so many numbers, whose key a double holds exactly. */
const MOST_ANSWERS = 8;

/** The most results that are kept of a node; then all are dropped. */
const MOST_KEPT = 1 << 12;

/** Makes a cache, for all sheets, of something that depends on the answers each node of a plan reads, near or far. */
export function cacheByAnswers<T extends object>(): (plan: Plan, keys: AnswerKeys) => CachedByAnswers<T> {
  const keptFor = memoizeByPlan((plan): CacheByNode<T> => plan.nodes.map(() => new Map()));
  return (plan, keys) => {
    const [answers, kept] = [fewAnswers(plan), keptFor(plan)];
    return (position, work, more = '') => {
      const number = keyOfAnswers(answers[position], keys);
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

/** The cached values of a plan's nodes on a sheet with these keys. */
export function cachedValuesOf(plan: Plan, keys: AnswerKeys, reading: OpenAnswers): CachedByAnswers<Possible> {
  return VALUE_CACHES[reading](plan, keys);
}

/** The answers as one number; negative where they are too many, or one of them has no number. */
function keyOfAnswers(answers: readonly number[] | null | undefined, keys: AnswerKeys): number {
  if (!answers) return -1;
  let key = 0;
  for (const input of answers) {
    const number = keys(input);
    if (number < 0) return -1;
    key = key * MOST_KEYS_PER_INPUT + number;
  }
  return key;
}

/**
 * By node, the answers it reads, near or far; null where these are too many, or more than them decides: it notes missing
 * answers beside its value, or reads those aimed at.
 */
const fewAnswers = memoizeByPlan((plan): readonly (readonly number[] | null)[] => {
  const [behind, targets] = [inputDependencies(plan), targetReaders(plan)];
  return plan.nodes.map((node, position) => {
    const inputs = behind[position] as readonly number[];
    return inputs.length <= MOST_ANSWERS && !refuses(node) && !targets.has(position) ? inputs : null;
  });
});

/** Whether a score notes answers that are refused for being missing. */
function refuses(node: Node): boolean {
  return 'missing' in node && Object.values(node.missing).includes('refuse');
}

/** The value of an answer, and what the pass notes of it. */
interface CachedAnswer {
  readonly value: Possible;
  readonly asked: Truth | undefined;
  readonly state: AnswerState | undefined;
}

const ANSWER_CACHES = { open: cacheByAnswers<CachedAnswer>(), free: cacheByAnswers<CachedAnswer>() };

/**
 * The cached answers of a pass over a sheet with these keys. Whether a question is asked and the state of its answer are
 * cached with its value, and noted in the pass.
 */
export function cachedAnswersOf(
  { plan, choose, span, asked, states }: EvaluationContext,
  keys: AnswerKeys,
): CachedByAnswers<Possible> {
  // A chosen answer is not that of the sheet, so its keys do not tell.
  if (choose) return (position, work) => work(position);
  const shared = ANSWER_CACHES[span ? 'free' : 'open'](plan, keys);
  return (position, work) => {
    const answer = shared(position, (at) => ({ value: work(at), asked: asked[at], state: states[at] }));
    asked[position] = answer.asked;
    states[position] = answer.state;
    return answer.value;
  };
}
