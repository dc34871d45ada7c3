// The rule of an amount, compiled with the operators of scores.

import {
  type AmountMembers,
  type AmountNumber,
  type AmountRule,
  fromNumber,
  type Instrument,
  type Members,
  type NumberRule,
  nearestNames,
  type Path,
  type Rational,
  type ScoreRule,
} from '../../model/index.ts';
import {
  BOUNDS,
  COMBINING,
  type CompiledPlan,
  combinationOf,
  describeType,
  type GivenFigures,
  type Plan,
  type ReportProblem,
} from '../../scoring/index.ts';
import { MOST_YEARS } from './loan.ts';

/** How much an instrument pays, ready to be worked out. */
export type CompiledAmount =
  /** No authority has published it, or its rule cannot work. */
  | { readonly kind: 'unpublished' }
  | { readonly kind: 'fixed'; readonly value: Rational }
  /** A position of the policy's plan, and those of the figures it is given. */
  | { readonly kind: 'rule'; readonly node: number; readonly given: ReadonlyMap<string, number> };

/** Where a rule stands, and what it is compiled against. */
interface AmountSource {
  readonly file: string;
  readonly at: Path;
  readonly compiled: CompiledPlan;
  readonly complain: ReportProblem;
}

/** What only amounts can name. */
const GIVENS: GivenFigures = {
  figures: ['cost', 'coveredMeasures'],
  lists: ['interest', 'outstanding'],
  length: MOST_YEARS,
};

/** Compiles an amount with the operators of scores; what it reads and is not there, or is no number, is reported. */
export function compileAmount(amount: Instrument['amount'], place: AmountSource): CompiledAmount {
  if (amount === null) return { kind: 'unpublished' };
  if (typeof amount === 'number') return { kind: 'fixed', value: fromNumber(amount) };
  return compileRule(amount, place);
}

function compileRule(rule: AmountRule, { file, at, compiled, complain }: AmountSource): CompiledAmount {
  const score = compiled.compileDeferred({ rule: expandYears(rule), file, at }, GIVENS, complain);
  return score ? { kind: 'rule', ...score } : { kind: 'unpublished' };
}

/** The position of a number that is named outside of a rule, as in the terms of a loan; undefined and reported for none. */
export function resolveNumber(name: string, at: Path, plan: Plan, complain: ReportProblem): number | undefined {
  const named = plan.names.get(name);
  if (!named) {
    complain('M203', at, { found: name, allowed: nearestNames(name, [...plan.names.keys()]) });
  } else if (named.type.kind !== 'number') {
    complain('M225', at, { found: name, wanted: describeType(named.type) });
  } else return named.node;
  return undefined;
}

/** A rule and the rules inside it, with the names of those that have one. */
export function nestedRules(
  rule: ScoreRule,
  at: Path,
  name?: string,
): { rule: ScoreRule; at: Path; name: string | undefined }[] {
  const bounds = BOUNDS.flatMap((side) => {
    const bound = rule[side];
    return typeof bound === 'object' ? nestedRules(bound, [...at, side]) : [];
  });
  const inner = COMBINING.flatMap((operator) => {
    const members = rule[operator];
    if (typeof members !== 'object' || Array.isArray(members)) return [];
    return Object.entries(members).flatMap(([key, value]) =>
      typeof value === 'object' ? nestedRules(value, [...at, operator, key], key) : [],
    );
  });
  return [{ rule, at, name }, ...inner, ...bounds];
}

/** The name of one year of a list by year; the first year is 1. */
function yearName(list: string, year: number): string {
  return `${list}/${year}`;
}

/** The rule as a score of a rubric: a weight for each year becomes a member for each year. */
export function expandYears(rule: AmountRule): ScoreRule {
  return Object.fromEntries(
    Object.entries(rule).map(([key, value]) => {
      if (combinationOf(key)) return [key, spreadYears(value as AmountMembers)];
      return [key, isBound(key) ? boundWithoutYears(value as AmountNumber) : value];
    }),
  );
}

function isBound(key: string): boolean {
  return (BOUNDS as readonly string[]).includes(key);
}

function boundWithoutYears(bound: AmountNumber): NumberRule {
  return typeof bound === 'object' ? expandYears(bound) : bound;
}

function spreadYears(members: AmountMembers): Members {
  if (typeof members !== 'object' || Array.isArray(members)) return members;
  return Object.fromEntries(
    Object.entries(members).flatMap(([name, weight]): [string, number | string | ScoreRule][] => {
      if (Array.isArray(weight)) return weight.map((share, i) => [yearName(name, i + 1), share]);
      return [[name, typeof weight === 'object' ? expandYears(weight) : weight]];
    }),
  );
}
