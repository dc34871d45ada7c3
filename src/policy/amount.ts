import { type ConditionScope, type ConditionSource, compileCondition } from '../condition/compile.ts';
import { describeType } from '../condition/condition.ts';
import { didYouMean } from '../model/closest.ts';
import type { Instrument, ScoreRule } from '../model/generated/types.ts';
import type { Path } from '../model/problem.ts';
import { parseDecimal } from '../model/rational.ts';
import type { Complain } from '../scoring/inputs.ts';
import { BOUNDS, COMBINING } from '../scoring/namespace.ts';
import type { Plan } from '../scoring/plan.ts';
import { withoutYears } from './funding/years.ts';

/** What only amounts can name, beside single years of `interest` and `outstanding`. */
const MONEY: readonly string[] = ['cost', 'coveredMeasures', 'interest', 'outstanding'];

const ONE_YEAR = /^(interest|outstanding)\/([1-9]|[1-4][0-9]|50)$/;

function isMoney(name: string): boolean {
  return MONEY.includes(name) || ONE_YEAR.test(name);
}

/** A name that an amount reads, and where it stands. */
interface Reference {
  readonly name: string;
  readonly at: Path;
  readonly on: 'key' | 'value';
}

/** Checks that what an amount is worked out from exists and is a number. */
export function checkAmount(
  amount: Instrument['amount'],
  at: Path,
  plan: Plan,
  scope: ConditionScope,
  complain: Complain,
): void {
  if (amount === null || typeof amount === 'number') return;
  const rules = rulesIn(withoutYears(amount), at);
  const inner = new Set(rules.flatMap(({ name }) => (name === undefined ? [] : [name])));
  for (const { name, at: place, on } of rules.flatMap(({ rule, at: place }) => referencesOf(rule, place))) {
    if (!isMoney(name) && !inner.has(name)) checkNumber(name, place, on, plan, complain);
  }
  const withMoney: ConditionScope = {
    report: scope.report,
    resolve: (name, place) =>
      isMoney(name) || inner.has(name) ? { node: 0, type: { kind: 'number' } } : scope.resolve(name, place),
  };
  // Only what is wrong with the conditions matters here: nothing reads the positions.
  for (const { condition, at: place } of rules.flatMap(({ rule, at: place }) => conditionsOf(rule, place))) {
    compileCondition(condition, place, withMoney);
  }
}

function checkNumber(name: string, at: Path, on: 'key' | 'value', plan: Plan, complain: Complain): void {
  const named = plan.names.get(name);
  if (!named) {
    const nearest = didYouMean(name, [...plan.names.keys(), ...MONEY]);
    complain('M203', at, { found: name, allowed: nearest === undefined ? [] : [nearest] }, on);
    return;
  }
  const node = plan.nodes[named.node];
  const counts =
    named.type.kind === 'number' || node?.op === 'list' || (node?.op === 'input' && node.role === 'question');
  if (!counts) complain('M225', at, { found: name, wanted: describeType(named.type) }, on);
}

/** A rule and the rules inside it, with the names of those that have one. */
export function rulesIn(
  rule: ScoreRule,
  at: Path,
  name?: string,
): { rule: ScoreRule; at: Path; name: string | undefined }[] {
  const bounds = BOUNDS.flatMap((side) => {
    const bound = rule[side];
    return typeof bound === 'object' ? rulesIn(bound, [...at, side]) : [];
  });
  const inner = COMBINING.flatMap((operator) => {
    const members = rule[operator];
    if (typeof members !== 'object' || Array.isArray(members)) return [];
    return Object.entries(members).flatMap(([key, value]) =>
      typeof value === 'object' ? rulesIn(value, [...at, operator, key], key) : [],
    );
  });
  return [{ rule, at, name }, ...inner, ...bounds];
}

/** The names a rule itself reads, those of its conditions apart. */
function referencesOf(rule: ScoreRule, at: Path): Reference[] {
  const value = (name: string, place: Path): Reference => ({ name, at: place, on: 'value' });
  const members = COMBINING.flatMap((operator): Reference[] => {
    const stated = rule[operator];
    const place = [...at, operator];
    if (stated === undefined) return [];
    if (typeof stated === 'string') return [value(stated, place)];
    if (Array.isArray(stated)) return stated.map((name, i) => value(name, [...place, i]));
    return Object.entries(stated).flatMap(([name, weight]): Reference[] => [
      { name, at: [...place, name], on: 'key' },
      ...(typeof weight === 'string' ? [value(weight, [...place, name])] : []),
    ]);
  });
  const of = rule.of === undefined ? [] : [value(rule.of, [...at, 'of'])];
  const bounds = BOUNDS.flatMap((side) => {
    const bound = rule[side];
    return typeof bound === 'string' ? [value(bound, [...at, side])] : [];
  });
  const cases = (rule.first ?? []).flatMap((one, i) => {
    const name = String(one.value);
    return parseDecimal(name) ? [] : [value(name, [...at, 'first', i, 'value'])];
  });
  return [...members, ...of, ...bounds, ...cases];
}

function conditionsOf(rule: ScoreRule, at: Path): { condition: ConditionSource; at: Path }[] {
  const own = rule.when ? [{ condition: rule.when, at: [...at, 'when'] }] : [];
  const nested = (['first', 'levels'] as const).flatMap((operator) =>
    (rule[operator] ?? []).flatMap(({ when }, i) =>
      when ? [{ condition: when, at: [...at, operator, i, 'when'] }] : [],
    ),
  );
  return [...own, ...nested];
}
