// Caches evaluations of one plan: a node that reads few answers is evaluated once per combination of them. It is the
// only cache across enterprises; without it, `batch --files` takes a fifth more processor time.

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

/** The number of the answer to the input at a position; negative if too many other answers are numbered already. */
export type AnswerKeys = (input: number) => number;

/** Maximum number of answers per input that get a number. */
export const MAX_KEYS_PER_INPUT = 64;

/**
 * Numbers the answers of a sheet on first read. On all sheets, the same number denotes the same answer as far as scores
 * read it: its state, its value, and whether it has evidence.
 */
export function answerKeysOf(plan: Plan, sheet: AnswerSet): AnswerKeys {
  const numbers = numbersOf(plan);
  const keys: number[] = [];
  return (input) => {
    keys[input] ??= keyOfEntry(entryOf(sheet, (plan.nodes[input] as Input).name), numbers[input] as ValueNumbers);
    return keys[input];
  };
}

/** The numbers of an input's answers: values without evidence, and all others. */
interface ValueNumbers {
  readonly values: Map<unknown, number>;
  readonly others: Map<string, number>;
}

const numbersOf = memoizeByPlan((plan) =>
  plan.nodes.map((): ValueNumbers => ({ values: new Map(), others: new Map() })),
);

function keyOfEntry(entry: AnswerEntry, { values, others }: ValueNumbers): number {
  const isPlain = entry.state === 'answered' && !hasEvidence(entry);
  const [key, numbers] = isPlain ? [keyOfValue(entry.value), values] : [keyOfOther(entry), others];
  const existing = (numbers as Map<unknown, number>).get(key);
  if (existing !== undefined) return existing;
  const next = values.size + others.size;
  if (next >= MAX_KEYS_PER_INPUT) return -1;
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
 * Evaluates something about a node through the cache. If the node reads few answers, `work` runs once per combination
 * of them and per `more`, which names anything else that the result depends on.
 */
export type CachedByAnswers<T> = (position: number, work: (position: number) => T, more?: string) => T;

/** For each node, the results by the answers it reads and anything else they depend on. */
type CacheByNode<T> = readonly Map<number | string, T>[];

/**
 * How open answers are read: as open; as if each question could be answered anew; or each as the worst or best it can
 * be.
 */
export type OpenAnswers = 'open' | 'free' | 'worst' | 'best';

/** Maximum number of answers whose joint key a double represents exactly. */
const MAX_ANSWERS = 8;

/** Maximum number of results kept per node; beyond it, all are dropped. */
const MAX_RESULTS = 1 << 12;

/**
 * Creates a cache, across sheets, of something that depends on the answers that each node reads, directly or
 * indirectly.
 */
export function cacheByAnswers<T extends object>(): (plan: Plan, keys: AnswerKeys) => CachedByAnswers<T> {
  const resultsFor = memoizeByPlan((plan): CacheByNode<T> => plan.nodes.map(() => new Map()));
  return (plan, keys) => {
    const [answers, results] = [fewAnswers(plan), resultsFor(plan)];
    return (position, work, more = '') => {
      const number = keyOfAnswers(answers[position], keys);
      if (number < 0) return work(position);
      const key = more === '' ? number : `${number} ${more}`;
      const values = results[position] as Map<number | string, T>;
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

/** The cached values of a plan's nodes on a sheet with these keys. */
export function cachedValuesOf(plan: Plan, keys: AnswerKeys, reading: OpenAnswers): CachedByAnswers<Possible> {
  return VALUE_CACHES[reading](plan, keys);
}

/** Combines answers into one number; negative if they are too many, or one of them has no number. */
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
 * For each node, the answers it reads, directly or indirectly. Null if they are too many, or if evaluating it involves
 * more than them: noting missing answers, or reading target answers.
 */
const fewAnswers = memoizeByPlan((plan): readonly (readonly number[] | null)[] => {
  const [inputsRead, targets] = [inputDependencies(plan), targetReaders(plan)];
  return plan.nodes.map((node, position) => {
    const inputs = inputsRead[position] as readonly number[];
    return inputs.length <= MAX_ANSWERS && !refuses(node) && !targets.has(position) ? inputs : null;
  });
});

/** Whether a score notes missing answers that it refuses. */
function refuses(node: Node): boolean {
  return 'missing' in node && Object.values(node.missing).includes('refuse');
}

/** The value of an answer, and what evaluation notes about it. */
interface CachedAnswer {
  readonly value: Possible;
  readonly asked: Truth | undefined;
  readonly state: AnswerState | undefined;
}

const ANSWER_CACHES = { open: cacheByAnswers<CachedAnswer>(), free: cacheByAnswers<CachedAnswer>() };

/**
 * The cached answers of a pass over a sheet with these keys. Whether a question is asked and the state of its answer
 * are cached with its value, and noted in the pass.
 */
export function cachedAnswersOf(
  { plan, choose, span, asked, states }: EvaluationContext,
  keys: AnswerKeys,
): CachedByAnswers<Possible> {
  // A chosen answer is not on the sheet, so the sheet's keys do not identify it.
  if (choose) return (position, work) => work(position);
  const cached = ANSWER_CACHES[span ? 'free' : 'open'](plan, keys);
  return (position, work) => {
    const answer = cached(position, (at) => ({ value: work(at), asked: asked[at], state: states[at] }));
    asked[position] = answer.asked;
    states[position] = answer.state;
    return answer.value;
  };
}
