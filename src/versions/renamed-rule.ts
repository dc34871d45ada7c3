import type { Condition, Score, ScoreRule } from '../model/generated/types.ts';
import { nameNow, optionNow, type Renames } from './renames.ts';

type Map_ = Readonly<Record<string, unknown>>;

/** A condition with the names and options of now. */
export function renameCondition(condition: Condition, renames: Renames): Condition {
  return Object.fromEntries(
    Object.entries(condition).map(([key, value]): [string, unknown] => {
      if (key === 'allOf' || key === 'anyOf') {
        return [key, (value as Condition[]).map((part) => renameCondition(part, renames))];
      }
      if (key === 'not') return [key, renameCondition(value as Condition, renames)];
      const name = nameNow(key, renames);
      return [name, renameTest(value, (option) => optionNow(name, option, renames))];
    }),
  ) as Condition;
}

function renameTest(test: unknown, optionOf: (option: string) => string): unknown {
  if (Array.isArray(test)) return test.map((part) => renameTest(part, optionOf));
  if (typeof test === 'string') return optionOf(test);
  if (typeof test !== 'object' || test === null) return test;
  return Object.fromEntries(Object.entries(test).map(([key, part]) => [key, renameTest(part, optionOf)]));
}

/**
 * How a score is worked out, with the names of now and one way to write each thing; without texts, points and levels,
 * which are compared by themselves.
 */
export function renameScore(name: string, score: Score, renames: Renames): Map_ {
  if (typeof score === 'string') return { [score]: members(name, score, renames) };
  const { levels: _, ...rule } = score;
  return renameRule(rule, renames);
}

function renameRule(rule: ScoreRule, renames: Renames): Map_ {
  const { title: _title, points: _points, ...stated } = rule;
  return Object.fromEntries(
    Object.entries(stated).map(([key, value]): [string, unknown] => {
      switch (key) {
        case 'sum':
        case 'mean':
        case 'min':
        case 'max':
          return [key, members(value as ScoreRule['sum'], key, renames)];
        case 'when':
          return [key, renameCondition(value as Condition, renames)];
        case 'of':
          return [key, nameNow(value as string, renames)];
        case 'weight':
          return [key, typeof value === 'string' ? nameNow(value, renames) : value];
        case 'floor':
        case 'cap':
          return [key, typeof value === 'object' ? renameRule(value as ScoreRule, renames) : value];
        case 'first':
          return [key, cases(value as ScoreRule['first'], (text) => nameNow(text, renames), renames)];
        case 'levels':
          return [key, levels(value as ScoreRule['levels'], renames)];
        case 'pairwise':
          return [key, keysNow(value as Map_, renames, (inner) => keysNow(inner as Map_, renames, (it) => it))];
        default:
          return [key, value];
      }
    }),
  );
}

/** Names without weights count once each; in a minimum or maximum there are none. */
function members(stated: ScoreRule['sum'], operator: string, renames: Renames): unknown {
  if (typeof stated === 'string') return nameNow(stated, renames);
  if (!Array.isArray(stated)) {
    return keysNow(stated as Map_, renames, (weight) => {
      if (typeof weight === 'string') return nameNow(weight, renames);
      return typeof weight === 'object' ? renameRule(weight as ScoreRule, renames) : weight;
    });
  }
  const names = stated.map((name) => nameNow(name, renames));
  return operator === 'sum' || operator === 'mean' ? Object.fromEntries(names.map((name) => [name, 1])) : names;
}

function keysNow(map: Map_, renames: Renames, change: (value: unknown) => unknown): Map_ {
  return Object.fromEntries(Object.entries(map).map(([name, value]) => [nameNow(name, renames), change(value)]));
}

function cases(list: ScoreRule['first'], outcomeOf: (value: string) => string, renames: Renames): unknown {
  return list?.map(({ value, when }) => ({
    value: outcomeOf(String(value)),
    ...(when ? { when: renameCondition(when, renames) } : {}),
  }));
}

/** The levels of a score inside another one, which are part of its rule. */
function levels(list: ScoreRule['levels'], renames: Renames): unknown {
  return Object.fromEntries((list ?? []).map(({ value, when }) => [value, when ? renameCondition(when, renames) : {}]));
}

/** How an answer or a fact follows from others, with the names of now; its outcomes are options of `owner`. */
export function renameDerivation(owner: string, derivation: unknown, renames: Renames): unknown {
  const outcome = (value: unknown): string => optionNow(owner, String(value), renames);
  if (typeof derivation === 'string') return nameNow(derivation, renames);
  return Object.fromEntries(
    Object.entries(derivation as Map_).map(([key, value]): [string, unknown] => {
      if (key === 'first') return [key, cases(value as ScoreRule['first'], outcome, renames)];
      if (key === 'anyOf') return [key, (value as Condition[]).map((part) => renameCondition(part, renames))];
      if (key === 'steps') {
        return [key, Object.fromEntries(Object.entries(value as Map_).map(([bound, to]) => [bound, outcome(to)]))];
      }
      if (key === 'edge') return [key, value];
      const operands = (Array.isArray(value) ? value : [value]).map((one) => renameDerivation(owner, one, renames));
      return [key, Array.isArray(value) ? operands : operands[0]];
    }),
  );
}
