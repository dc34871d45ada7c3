// The pains that an enterprise states; like priorities, they count as gaps. What each costs, and how much of it a plan
// takes away.
import { compare, itemAt, type JudgedPain, type Rational, ZERO } from '../model/index.ts';
import { type Evaluation, settledValue } from '../scoring/index.ts';
import { formatExactMoney } from './funding/money-text.ts';
import type { CompiledPriority, StatedPain } from './gaps.ts';
import type { CompiledMeasure } from './measures.ts';
import { compareUrgency, computeStatedSum } from './pain-sums.ts';

/** The measures of a plan, the measures it could choose from, and the gaps that its limit leaves for later. */
interface PainPlan {
  readonly chosen: readonly CompiledMeasure[];
  readonly candidates: readonly CompiledMeasure[];
  readonly limited?: { readonly later: readonly CompiledPriority[] };
}

/**
 * Describes the pains that an enterprise states: what each costs, and what the plan does about it. The heaviest pain
 * comes first; of equally heavy ones, the one with the larger stated sum. If the plan does nothing about a pain, names
 * the candidates that would ease a part of it; if the plan eases only a part, names the measures that would take away
 * most of it.
 */
export function describePains(
  stated: readonly CompiledPriority[],
  { chosen, candidates, limited }: PainPlan,
  evaluation: Evaluation,
  whyOpen: (pain: CompiledPriority, isPartEnough?: boolean) => Pick<JudgedPain, 'why' | 'by' | 'excludedBy' | 'short'>,
): JudgedPain[] {
  const yearlySumOf = ({ pain }: CompiledPriority): Rational =>
    (pain?.figure?.is === 'year' && computeStatedSum(pain, evaluation)) || ZERO;
  const byLoss = stated.toSorted((a, b) => compareUrgency(a, b, evaluation) || compare(yearlySumOf(b), yearlySumOf(a)));
  return byLoss.flatMap((priority): JudgedPain[] => {
    const { id, pain } = priority;
    if (!pain) return [];
    const easingMeasures = chosen.filter(({ eases }) => eases.has(id));
    const isMost = easingMeasures.some(({ eases }) => eases.get(id)?.isMost);
    const figure = figureOf(pain, evaluation);
    const explainOpen = (): Pick<JudgedPain, 'why' | 'by' | 'excludedBy' | 'short'> => {
      const reason = whyOpen(priority, true);
      const partial = CLOSED_TO_ENTERPRISE.includes(reason.why) ? candidates.filter(({ eases }) => eases.has(id)) : [];
      const cause = limited?.later.includes(priority) ? 'later' : 'limits';
      return partial.length > 0 ? { why: cause, by: partial.map((measure) => measure.id) } : reason;
    };
    return [
      {
        id,
        state: isMost ? 'eased' : easingMeasures.length > 0 ? 'part' : 'open',
        ...(easingMeasures.length > 0 ? { by: easingMeasures.map((measure) => measure.id) } : explainOpen()),
        ...(easingMeasures.length > 0 && !isMost ? nameBetter(whyOpen(priority)) : {}),
        ...(figure ? { figure } : {}),
      },
    ];
  });
}

/** The reasons that mean that no measure which removes a pain is available to this enterprise. */
const CLOSED_TO_ENTERPRISE: readonly JudgedPain['why'][] = ['none', 'there', 'unfit', 'blocked'];
/** The reasons that mean that a plan does without a measure although it is available to this enterprise. */
const AVAILABLE = ['rival', 'limits', 'later', 'excluded'] as const;

/** Names the measures that would take away most of a pain; empty if none is available to the enterprise. */
function nameBetter({
  why,
  by = [],
  ...more
}: Pick<JudgedPain, 'why' | 'by' | 'excludedBy' | 'short'>): Pick<JudgedPain, 'better'> {
  const reason = AVAILABLE.find((available) => available === why);
  return reason ? { better: { by, why: reason, ...more } } : {};
}

function figureOf(pain: StatedPain, evaluation: Evaluation): JudgedPain['figure'] {
  const { figure, currency } = pain;
  const sum = computeStatedSum(pain, evaluation);
  return figure && currency !== null && sum ? { amount: formatExactMoney(sum), currency, is: figure.is } : undefined;
}

/** Returns the day by which a stated pain must be resolved, and who demands it; undefined if no day is stated. */
export function demandOf(
  { pain }: CompiledPriority,
  { values }: Evaluation,
): { readonly date: string; readonly who?: string } | undefined {
  if (!pain?.demand) return undefined;
  const textAt = (place: { readonly node: number } | null): string | undefined => {
    const value = place && settledValue(itemAt(values, place.node));
    return typeof value === 'string' ? value : undefined;
  };
  const date = textAt(pain.demand.on);
  const demandedBy = textAt(pain.demand.by);
  return date === undefined ? undefined : { date, ...(demandedBy === undefined ? {} : { who: demandedBy }) };
}
