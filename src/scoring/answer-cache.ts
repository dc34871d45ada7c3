// Caches evaluations of a plan: a node that reads few answers is evaluated only once for each combination of these
// answers.

import { itemAt } from '../model/index.ts';
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

/**
 * Returns a number that identifies the answer to the input at a position; negative if this input has too many different
 * answers to number them.
 */
export type AnswerKeys = (input: number) => number;

/** How many different answers to the same input get a number. */
export const MAX_KEYS_PER_INPUT = 64;

/**
 * Numbers the answers of an enterprise when they are first read. Two answers to a question, also of different
 * enterprises, get the same number only if their state and value are the same and either both or neither have evidence.
 */
export function numberAnswers(plan: Plan, sheet: AnswerSet): AnswerKeys {
  const numbers = numbersOf(plan);
  const keys: number[] = [];
  return (input) => {
    keys[input] ??= numberEntry(entryOf(sheet, (plan.nodes[input] as Input).name), itemAt(numbers, input));
    return keys[input];
  };
}

/**
 * The numbers given to the answers to an input: to plain values without evidence (`values`), and to all other answers.
 */
interface ValueNumbers {
  readonly values: Map<unknown, number>;
  readonly others: Map<string, number>;
}

const numbersOf = memoizeByPlan((plan) =>
  plan.nodes.map((): ValueNumbers => ({ values: new Map(), others: new Map() })),
);

function numberEntry(entry: AnswerEntry, { values, others }: ValueNumbers): number {
  const isPlainAnswer = entry.state === 'answered' && !hasEvidence(entry);
  const [key, numbers] = isPlainAnswer ? [keyOfValue(entry.value), values] : [describeOther(entry), others];
  const existingNumber = (numbers as Map<unknown, number>).get(key);
  if (existingNumber !== undefined) return existingNumber;
  const nextNumber = values.size + others.size;
  if (nextNumber >= MAX_KEYS_PER_INPUT) return -1;
  (numbers as Map<unknown, number>).set(key, nextNumber);
  return nextNumber;
}

function describeOther(entry: AnswerEntry): string {
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
 * Computes something about a node, using the cache. If the node reads few answers, `work` runs only once for each
 * combination of these answers and `more`, a text that identifies anything else on which the result depends.
 */
export type CachedByAnswers<T> = (position: number, work: (position: number) => T, more?: string) => T;

/**
 * For each node, the cached results. Their keys identify the answers that the node reads, and anything else on which
 * its result depends.
 */
type CacheByNode<T> = readonly Map<number | string, T>[];

/**
 * How open answers are evaluated: left open (`open`), as if every question could be answered anew (`free`), or with the
 * worst or best answer still possible.
 */
export type OpenAnswers = 'open' | 'free' | 'worst' | 'best';

/** The maximum number of answers that are combined into one key, which must be exact as a double. */
const MAX_ANSWERS = 8;

/** How many results are kept for each node. If there are more, all results of the node are dropped. */
const MAX_RESULTS = 1 << 12;

/**
 * Creates a cache for results that depend on the answers which a node reads, directly or through other nodes. It is
 * shared by all enterprises; without it, `batch --files` would take a fifth more processor time.
 */
export function cacheByAnswers<T extends object>(): (plan: Plan, keys: AnswerKeys) => CachedByAnswers<T> {
  const resultsFor = memoizeByPlan((plan): CacheByNode<T> => plan.nodes.map(() => new Map()));
  return (plan, keys) => {
    const [answers, results] = [fewAnswers(plan), resultsFor(plan)];
    return (position, work, more = '') => {
      const number = keyOfAnswers(answers[position], keys);
      if (number < 0) return work(position);
      const key = more === '' ? number : `${number} ${more}`;
      const values = itemAt(results, position);
      const cached = values.get(key);
      if (cached) return cached;
      const value = work(position);
      if (values.size >= MAX_RESULTS) values.clear();
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

/**
 * Returns the cache for the values of a plan's nodes, given the numbers of the answers and how open answers are
 * evaluated.
 */
export function cachedValuesOf(plan: Plan, keys: AnswerKeys, reading: OpenAnswers): CachedByAnswers<Possible> {
  return VALUE_CACHES[reading](plan, keys);
}

/**
 * Combines the numbers of some answers into one key; negative if there are too many answers, or if one has no number.
 */
function keyOfAnswers(answers: readonly number[] | null | undefined, keys: AnswerKeys): number {
  if (!answers) return -1;
  let key = 0;
  for (const input of answers) {
    const number = keys(input);
    if (number < 0) return -1;
    key = key * MAX_KEYS_PER_INPUT + number;
  }
  return key;
}

/**
 * For each node, the answers that it reads, directly or through other nodes. Null if there are too many, or if the
 * result depends on more than these answers, because the node records refused missing answers or reads target answers.
 */
const fewAnswers = memoizeByPlan((plan): readonly (readonly number[] | null)[] => {
  const [inputsRead, targets] = [inputDependencies(plan), targetReaders(plan)];
  return plan.nodes.map((node, position) => {
    const inputs = itemAt(inputsRead, position);
    return inputs.length <= MAX_ANSWERS && !mayRefuse(node) && !targets.has(position) ? inputs : null;
  });
});

/** Whether evaluating a node may record that the rubric refuses a missing answer. */
function mayRefuse(node: Node): boolean {
  return 'missing' in node && Object.values(node.missing).includes('refuse');
}

/** The value of an answer, with what its evaluation also records in the context: whether it is asked, and its state. */
interface CachedAnswer {
  readonly value: Possible;
  readonly asked: Truth | undefined;
  readonly state: AnswerState | undefined;
}

const ANSWER_CACHES = { open: cacheByAnswers<CachedAnswer>(), free: cacheByAnswers<CachedAnswer>() };

/**
 * Returns the cache for answers, given their numbers. Whether a question is asked, and the state of its answer, are
 * cached together with its value and copied to the context.
 */
export function cachedAnswersOf(
  { plan, choose, span, asked, states }: EvaluationContext,
  keys: AnswerKeys,
): CachedByAnswers<Possible> {
  // Chosen answers are not among the given ones, so the numbers of the given answers do not identify them.
  if (choose) return (position, work) => work(position);
  const cached = ANSWER_CACHES[span ? 'free' : 'open'](plan, keys);
  return (position, work) => {
    const answer = cached(position, (at) => ({ value: work(at), asked: asked[at], state: states[at] }));
    asked[position] = answer.asked;
    states[position] = answer.state;
    return answer.value;
  };
}
