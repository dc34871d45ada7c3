import { describeType } from '../condition/condition.ts';
import { didYouMean } from '../model/closest.ts';
import type { AmountRule, Instrument, ScoreRule } from '../model/generated/types.ts';
import type { Path } from '../model/problem.ts';
import { fromNumber, type Rational } from '../model/rational.ts';
import type { Compiled } from '../scoring/compile.ts';
import type { Complain } from '../scoring/inputs.ts';
import type { Givens } from '../scoring/later.ts';
import { BOUNDS, COMBINING } from '../scoring/namespace.ts';
import type { Plan } from '../scoring/plan.ts';
import { MOST_YEARS } from './funding/loan.ts';
import { withoutYears } from './funding/years.ts';

/** How much an instrument pays, ready to be worked out. */
export type CompiledAmount =
  /** No authority has published it, or its rule cannot work. */
  | { readonly kind: 'unpublished' }
  | { readonly kind: 'fixed'; readonly value: Rational }
  /** A position of the policy's plan, and those of the figures it is given. */
  | { readonly kind: 'rule'; readonly node: number; readonly given: ReadonlyMap<string, number> };

/** Where a rule stands, and what it is compiled against. */
export interface AmountPlace {
  readonly file: string;
  readonly at: Path;
  readonly compiled: Compiled;
  readonly complain: Complain;
}

/** What only amounts can name. */
const GIVENS: Givens = {
  figures: ['cost', 'coveredMeasures'],
  lists: ['interest', 'outstanding'],
  length: MOST_YEARS,
};

/** Compiles an amount with the operators of scores; what it reads and is not there, or is no number, is reported. */
export function compileAmount(amount: Instrument['amount'], place: AmountPlace): CompiledAmount {
  if (amount === null) return { kind: 'unpublished' };
  if (typeof amount === 'number') return { kind: 'fixed', value: fromNumber(amount) };
  return compileRule(amount, place);
}

function compileRule(rule: AmountRule, { file, at, compiled, complain }: AmountPlace): CompiledAmount {
  const score = compiled.later({ rule: withoutYears(rule), file, at }, GIVENS, complain);
  return score ? { kind: 'rule', ...score } : { kind: 'unpublished' };
}

/** The position of a number that is named outside of a rule, as in the terms of a loan; undefined and reported for none. */
export function findNumber(name: string, at: Path, plan: Plan, complain: Complain): number | undefined {
  const named = plan.names.get(name);
  if (!named) {
    const nearest = didYouMean(name, [...plan.names.keys()]);
    complain('M203', at, { found: name, allowed: nearest === undefined ? [] : [nearest] });
  } else if (named.type.kind !== 'number') {
    complain('M225', at, { found: name, wanted: describeType(named.type) });
  } else return named.node;
  return undefined;
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
