import { between, exactly, type Possible } from '../../condition/value.ts';
import { type Rational, subtract, ZERO } from '../../model/rational.ts';
import { evaluateLater } from '../../scoring/later.ts';
import type { Evaluation } from '../../scoring/pass.ts';
import type { Plan } from '../../scoring/plan.ts';
import type { Sheet } from '../../scoring/sheet.ts';
import type { CompiledAmount } from '../amount.ts';
import { costTogether, type Estimate } from '../cost.ts';
import type { CompiledMeasure } from '../measures.ts';
import { settledNumber } from './arithmetic.ts';
import type { KnownLoan } from './terms.ts';

/** What amounts are worked out from: what is sure once the measures are done. */
export interface Ground {
  readonly plan: Plan;
  /** The plan, and after it the amounts of the policy. */
  readonly amounts: Plan;
  readonly sheet: Sheet;
  readonly evaluation: Evaluation;
  readonly estimate: Estimate;
}

/** What one amount is given beside facts and scores. */
export interface Given {
  readonly amount: CompiledAmount;
  readonly covered: readonly CompiledMeasure[];
  readonly loan: KnownLoan | null;
}

/** What measures cost together; without an upper end where one has no stated cost. */
export function costRange(measures: readonly CompiledMeasure[], estimate: Estimate): Possible {
  const known = costTogether(measures, estimate);
  return measures.some(({ cost }) => !cost) ? between(known, null) : exactly(known);
}

/** The value of every node of the amounts' plan, given what each amount is worked out from. */
export function evaluateAmounts(all: readonly Given[], ground: Ground): readonly Possible[] {
  const given = new Map<number, Possible>();
  for (const one of all) {
    if (one.amount.kind !== 'rule') continue;
    for (const [name, position] of one.amount.given) given.set(position, figureOf(name, one, ground.estimate));
  }
  return evaluateLater(ground.amounts, ground.sheet, ground.evaluation, given);
}

/** What an amount may be; undefined where it is not published. */
export function possibleAmount(amount: CompiledAmount, values: readonly Possible[]): Possible | undefined {
  if (amount.kind === 'unpublished') return undefined;
  return amount.kind === 'fixed' ? exactly(amount.value) : values[amount.node];
}

function figureOf(name: string, { covered, loan }: Given, estimate: Estimate): Possible {
  if (name === 'cost') return costRange(covered, estimate);
  if (name === 'coveredMeasures') return exactly({ n: BigInt(covered.length), d: 1n });
  const [list, year] = name.split('/') as ['interest' | 'outstanding', string];
  // Nothing is known of a loan whose terms are open: it may cost nothing, or any sum.
  if (!loan?.years) return between(ZERO, null);
  const found = loan.years[Number(year) - 1];
  if (!found) return exactly(ZERO);
  const figure = found[list];
  return figure ? exactly(figure) : between(ZERO, null);
}

/**
 * What each year adds to an amount that reads a loan's years; together exactly the amount. So a cap is used up by the
 * first years. Null for an amount that reads no years, or that is open.
 */
export function splitByYear(one: Given, ground: Ground): readonly Rational[] | null {
  const { amount, loan } = one;
  if (amount.kind !== 'rule' || !loan?.years) return null;
  if (![...amount.given.keys()].some((name) => name.includes('/'))) return null;
  const { years } = loan;
  const upTo = years.map((_, k) => {
    const values = evaluateAmounts([{ ...one, loan: { ...loan, years: years.slice(0, k + 1) } }], ground);
    return settledNumber(values[amount.node] as Possible);
  });
  const sums: Rational[] = [];
  for (const sum of upTo) {
    if (sum === undefined) return null;
    sums.push(sum ?? ZERO);
  }
  return sums.map((sum, k) => subtract(sum, sums[k - 1] ?? ZERO));
}
