import { type Possible, rangeOf } from '../../condition/value.ts';
import { compare, type Rational } from '../../model/rational.ts';
import { evaluateAnew } from '../../scoring/evaluate.ts';
import type { Evaluation } from '../../scoring/pass.ts';
import type { Plan } from '../../scoring/plan.ts';
import type { Sheet } from '../../scoring/sheet.ts';
import { applyMeasures } from '../application.ts';
import type { CompiledMeasure } from '../measures.ts';
import { narrowPlan } from '../narrowing.ts';
import { orderMeasures } from '../sequence.ts';
import { isAtLeast, lowestLevel } from '../target.ts';
import { amountOf } from './amounts.ts';
import { boundRequirement } from './bounds.ts';
import { conditionRequirement } from './conditions.ts';
import type { Encoder } from './encoder.ts';
import { createLookup, MOST_WAYS } from './lookup.ts';
import type { Aim } from './optimum.ts';
import { createOutlook } from './outlook.ts';
import { NotLinear } from './program.ts';
import type { Requirement } from './requirement.ts';
import { splitPlan } from './split.ts';
import { surveyGround } from './states.ts';

/** So many times as many ways are looked up where a score cannot be taken apart: a large program is quicker than a search. */
const MORE = 8;

/**
 * Makes aims of levels: that measures surely lead to at least such a level. The measures are those
 * of a task, in its order. Above `mostWays` ways its answers can be, a score is taken apart instead of looked up.
 */
export function createLevelAims(
  whole: Plan,
  sheet: Sheet,
  today: Evaluation,
  measures: readonly CompiledMeasure[],
  mostWays = MOST_WAYS,
): (level: Rational) => Aim {
  const narrow = narrowPlan(whole, sheet);
  const split = splitPlan(narrow);
  const ground = surveyGround(split.plan, sheet, today, measures);
  let outlook: ReturnType<typeof createOutlook> | undefined;
  // Where only so many options may be chosen, those come first whose measures do.
  const ordered = orderMeasures(measures).map((measure) => measures.indexOf(measure));
  const reached = new Map<string, Rational | null>();

  function levelAfter(taken: readonly boolean[]): Rational | null {
    const key = taken.map(Number).join('');
    if (!reached.has(key)) {
      const done = ordered.filter((i) => taken[i]).map((i) => measures[i] as CompiledMeasure);
      const after = applyMeasures(whole, sheet, done, today);
      reached.set(key, lowestLevel(narrow, evaluateAnew(narrow, after, today, sheet)));
    }
    return reached.get(key) ?? null;
  }

  return (level) => ({
    reached: (taken) => isAtLeast(levelAfter(taken), level),
    reachable: (partial) => {
      const { level: node } = split.plan;
      if (node === null) return false;
      // Only a search asks.
      outlook ??= createOutlook(ground, split, sheet, measures);
      const high = rangeOf(outlook(partial)[node] as Possible);
      return high !== undefined && (high.high === null || compare(high.high, level) >= 0);
    },
    encode: (builder, taken) => {
      const { plan } = split;
      if (plan.level === null) throw new NotLinear('level');
      const bound = { side: 'low', bound: level, strict: false } as const;
      const encodeBy = (together: number): Requirement => {
        const lookup = createLookup(ground, taken, builder, { alone: mostWays, together });
        const encoder: Encoder = {
          plan,
          split,
          lookup,
          builder,
          amount: (node, side) => amountOf(node, side, encoder),
          bound: (node, one) => boundRequirement(node, one, encoder),
          condition: (condition, wanted) => conditionRequirement(condition, wanted, encoder),
        };
        return encoder.bound(plan.level as number, bound);
      };
      // Where scores can be taken apart the program is smaller by far. What a vain try adds only names what it is about.
      let failure: unknown;
      for (const together of [1, mostWays, mostWays * MORE]) {
        try {
          return encodeBy(together);
        } catch (error) {
          if (!(error instanceof NotLinear)) throw error;
          failure ??= error;
        }
      }
      throw failure;
    },
  });
}
