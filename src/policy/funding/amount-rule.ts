// Compiles the rules of amounts with the operators of scores; scoring/operators/cap-floor.ts applies `cap` and `floor`.

import {
  type AmountMembers,
  type AmountRule,
  fromNumber,
  type Members,
  type Path,
  type Rational,
  type ScoreRule,
} from '../../model/index.ts';
import {
  BOUND_KEYS,
  type CompiledPlan,
  combinationOf,
  createExactValue,
  type GivenFigures,
  listInnerScores,
  type Possible,
  type ReportProblem,
} from '../../scoring/index.ts';
import { MAX_YEARS } from './loan.ts';

/** How much an instrument pays or a measure costs, ready to be evaluated. */
export type CompiledAmount =
  /** The amount is not published, or its rule cannot work. */
  | { readonly kind: 'unpublished' }
  | { readonly kind: 'fixed'; readonly value: Rational }
  /**
   * `node` is the position of the amount in the plan that was extended by its rule; `given` are the positions of the
   * figures supplied to the rule, by name.
   */
  | { readonly kind: 'rule'; readonly node: number; readonly given: ReadonlyMap<string, number> };

/** The place of a rule, and the plan for which it is compiled. */
export interface AmountSource {
  readonly file: string;
  readonly at: Path;
  readonly compiled: CompiledPlan;
  readonly complain: ReportProblem;
  /**
   * The figures that the rule can name besides the names of the pack; by default, the figures for amounts of
   * instruments.
   */
  readonly givenFigures?: GivenFigures;
  /** Names that no score inside the rule may take; by default, all names of the pack. */
  readonly reserved?: ReadonlySet<string> | undefined;
}

/** The figures of a loan that exist for each year; a rule names them with the year, such as `interest/1`. */
const LOAN_FIGURES: readonly string[] = ['interest', 'outstanding'];

/** Whether a name is that of a yearly figure of a loan, such as `interest/1`. */
export function isLoanFigure(name: string): boolean {
  const [list = '', year] = name.split('/');
  return year !== undefined && LOAN_FIGURES.includes(list);
}

/**
 * For each figure of one area of an instrument, the figure of all measures whose place it takes in the rule for that
 * area.
 */
export const AREA_FIGURES = { areaCost: 'cost', areaMeasures: 'coveredMeasures' } as const;

/**
 * The figures that the rules of instrument amounts can name, besides the names of the pack. Only the rules generated
 * for single areas contain figures by area.
 */
const FIGURES_GIVEN: GivenFigures = {
  figures: ['cost', 'coveredMeasures'],
  lists: [...LOAN_FIGURES, ...Object.keys(AREA_FIGURES)],
  length: MAX_YEARS,
};

/** Compiles an amount as a score is compiled. Reports names in its rule that are unknown or not numbers. */
export function compileAmount(
  amount: null | number | AmountRule,
  { file, at, compiled, complain, givenFigures = FIGURES_GIVEN, reserved }: AmountSource,
): CompiledAmount {
  if (amount === null) return { kind: 'unpublished' };
  if (typeof amount === 'number') return { kind: 'fixed', value: fromNumber(amount) };
  const score = compiled.compileDeferred({ rule: expandYears(amount), file, at, reserved }, givenFigures, complain);
  return score ? { kind: 'rule', ...score } : { kind: 'unpublished' };
}

/** Returns the possible values of an amount, given the value of every node; undefined if it is not published. */
export function possibleAmount(amount: CompiledAmount, values: readonly Possible[]): Possible | undefined {
  if (amount.kind === 'unpublished') return undefined;
  return amount.kind === 'fixed' ? createExactValue(amount.value) : values[amount.node];
}

/** Lists a rule and the rules inside it, each with its name if it has one. */
export function nestedRules(
  rule: ScoreRule,
  at: Path,
  name?: string,
): { rule: ScoreRule; at: Path; name: string | undefined }[] {
  const bounds = BOUND_KEYS.flatMap((side) => {
    const bound = rule[side];
    return typeof bound === 'object' ? nestedRules(bound, [...at, side]) : [];
  });
  const inner = listInnerScores(rule, at).flatMap((score) => nestedRules(score.rule, score.at, score.name));
  return [{ rule, at, name }, ...inner, ...bounds];
}

/**
 * Rewrites an amount rule as a score rule: a member with a list of weights, one per year, becomes one member for each
 * year.
 */
export function expandYears(rule: AmountRule): ScoreRule {
  return Object.fromEntries(
    Object.entries(rule).map(([key, value]) => {
      if (combinationOf(key)) return [key, spreadYears(value as AmountMembers)];
      const isRule = BOUND_KEYS.some((side) => side === key) && typeof value === 'object';
      return [key, isRule ? expandYears(value as AmountRule) : value];
    }),
  );
}

function spreadYears(members: AmountMembers): Members {
  if (typeof members !== 'object' || Array.isArray(members)) return members;
  return Object.fromEntries(
    Object.entries(members).flatMap(([name, weight]): [string, number | string | ScoreRule][] => {
      if (Array.isArray(weight)) return weight.map((share, i) => [`${name}/${i + 1}`, share]);
      return [[name, typeof weight === 'object' ? expandYears(weight) : weight]];
    }),
  );
}
