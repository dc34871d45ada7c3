import { findUsualCurrency, toAmount } from './budget-allocation.ts';
import { GRANT_TIERS, type GrantTier, type PlanGrants } from './member.ts';

/** What funding programmes pay of a plan, and what the enterprise then pays itself, in hundredths of the currency. */
interface TierAmounts {
  readonly pays: number;
  readonly own: number;
}

/** The grants of the plan on file of one enterprise, in hundredths of the currency. */
export interface EnterpriseGrants extends Readonly<Record<GrantTier, TierAmounts>> {
  /** The index of the enterprise in the roster. */
  readonly index: number;
  readonly from: number;
  /** The level that the plan surely reaches; null if it reaches none. */
  readonly to: number | null;
  readonly currency: string;
  readonly cost: number;
  /** Whether further funding is undecided, or its amount is not known; such funding is not in the sums. */
  readonly isOpen: boolean;
}

/** The tiers that a budget can pay for: grants that are likely, or those that are only possible as well. */
export type PayableTier = Exclude<GrantTier, 'certain'>;

/** A plan whose grants the budget pays; amounts in units of the currency. */
export interface FundedPlan extends Pick<EnterpriseGrants, 'index' | 'from' | 'to' | 'cost'> {
  /** The grants of the chosen tier. */
  readonly pays: number;
  /** What is granted already, and therefore part of `pays`. */
  readonly granted: number;
  /** What is left for the enterprise to pay. */
  readonly own: number;
}

/** The plans whose grants a budget pays. All amounts are in units of the currency. */
export interface GrantAllocation {
  readonly budget: number;
  readonly currency: string;
  readonly tier: PayableTier;
  /** How many plans on file were added up, and how many of them receive a grant of the tier. */
  readonly plans: number;
  readonly claiming: number;
  /** The number of plans that are not added up, because they are in another currency. */
  readonly otherCurrency: number;
  /** The number of plans with further funding that is undecided or of unknown amount, and so not in the sums. */
  readonly open: number;
  /** What all plans cost, what funding programmes would pay by tier, and what the enterprises would pay. */
  readonly cost: number;
  readonly tiers: Readonly<Record<GrantTier, TierAmounts>>;
  /** What is granted already to any of these enterprises; the budget pays this first. */
  readonly granted: number;
  /** The plans whose grants are paid in full, the least expensive first. */
  readonly chosen: readonly FundedPlan[];
  readonly paid: number;
  readonly left: number;
  /** The number of whole levels that the chosen plans gain together. */
  readonly gain: number;
  /** The smallest budget that pays for more plans; null if all are paid. */
  readonly next: { readonly budget: number; readonly enterprises: number } | null;
}

/** A plan with what the budget must pay in addition to what is granted already. */
interface Claim {
  readonly plan: EnterpriseGrants;
  readonly further: number;
}

/**
 * Spends a budget (in hundredths of the currency) on the grants of plans on file. It first pays what is granted
 * already; the rest pays for as many plans as possible, which are those with the smallest further grants. Plans in a
 * currency other than the most common one are left out. Returns null if there are no plans.
 */
export function allocateGrants(
  enterprises: readonly EnterpriseGrants[],
  budget: number,
  tier: PayableTier,
): GrantAllocation | null {
  const currency = findUsualCurrency(enterprises);
  if (currency === null) return null;
  const plans = enterprises.filter((plan) => plan.currency === currency);
  const granted = sumOf(plans, ({ certain }) => certain.pays);
  const claims = plans
    .filter((plan) => plan[tier].pays > 0)
    .map((plan): Claim => ({ plan, further: Math.max(0, plan[tier].pays - plan.certain.pays) }))
    .sort((a, b) => a.further - b.further || a.plan.index - b.plan.index);
  const { count, spent } = takeSmallest(claims, granted, budget);
  const chosen = claims.slice(0, count).map(({ plan }) => plan);
  const nextClaim = claims[count];
  return {
    budget: toAmount(budget),
    currency,
    tier,
    plans: plans.length,
    claiming: claims.length,
    otherCurrency: enterprises.length - plans.length,
    open: plans.filter(({ isOpen }) => isOpen).length,
    cost: toAmount(sumOf(plans, ({ cost }) => cost)),
    tiers: sumTiers(plans),
    granted: toAmount(granted),
    chosen: chosen.map((plan) => ({
      ...{ index: plan.index, from: plan.from, to: plan.to, cost: toAmount(plan.cost) },
      ...{ pays: toAmount(plan[tier].pays), granted: toAmount(plan.certain.pays), own: toAmount(plan[tier].own) },
    })),
    paid: toAmount(Math.min(budget, spent)),
    left: toAmount(Math.max(0, budget - spent)),
    gain: sumOf(chosen, ({ from, to }) => Math.max(0, Math.floor(to ?? 0) - Math.floor(from))),
    next: nextClaim ? describeNext(claims, count, spent, nextClaim) : null,
  };
}

/** Takes claims in ascending order as long as they fit; none if the budget is not enough for what is granted already. */
function takeSmallest(claims: readonly Claim[], granted: number, budget: number): { count: number; spent: number } {
  let [count, spent] = [0, granted];
  if (granted > budget) return { count, spent };
  for (const { further } of claims) {
    if (spent + further > budget) break;
    spent += further;
    count += 1;
  }
  return { count, spent };
}

/** Describes the smallest budget that pays for more plans, with all plans that it would pay for. */
function describeNext(
  claims: readonly Claim[],
  count: number,
  spent: number,
  { further }: Claim,
): GrantAllocation['next'] {
  const budget = spent + further;
  return { budget: toAmount(budget), enterprises: takeSmallest(claims.slice(count), spent, budget).count + count };
}

function sumTiers(plans: readonly EnterpriseGrants[]): GrantAllocation['tiers'] {
  const entries = GRANT_TIERS.map((tier) => [
    tier,
    { pays: toAmount(sumOf(plans, (plan) => plan[tier].pays)), own: toAmount(sumOf(plans, (plan) => plan[tier].own)) },
  ]);
  return Object.fromEntries(entries) as GrantAllocation['tiers'];
}

function sumOf<T>(all: readonly T[], amountOf: (one: T) => number): number {
  return all.reduce((sum, one) => sum + amountOf(one), 0);
}

/**
 * Returns the grants of a plan that certain funding programmes pay. `programmes` are their ids; null means all. What
 * the enterprise pays is unaffected, because it does not matter to the enterprise who pays a grant.
 */
export function selectGrants(
  { currency, cost, to, openIn, ...tiers }: PlanGrants,
  { index, from }: Pick<EnterpriseGrants, 'index' | 'from'>,
  programmes: ReadonlySet<string> | null,
): EnterpriseGrants {
  const isAsked = (programme: string): boolean => programmes === null || programmes.has(programme);
  const amountsOf = (tier: GrantTier): TierAmounts => ({
    pays: sumOf([...tiers[tier].pays], ([programme, money]) => (isAsked(programme) ? money : 0)),
    own: tiers[tier].own,
  });
  return {
    ...{ index, from, to, currency, cost, isOpen: openIn.some(isAsked) },
    ...{ certain: amountsOf('certain'), likely: amountsOf('likely'), possible: amountsOf('possible') },
  };
}
