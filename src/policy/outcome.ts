import type { Result, Target, Unmet } from '../model/generated/types.ts';
import { toNumber } from '../model/rational.ts';
import { evaluateAnew } from '../scoring/evaluate.ts';
import type { Evaluation } from '../scoring/pass.ts';
import type { Plan } from '../scoring/plan.ts';
import { assessScores, type Rung } from '../scoring/result.ts';
import type { Sheet } from '../scoring/sheet.ts';
import { applyMeasures } from './application.ts';
import type { Basis } from './basis.ts';
import { withoutExpected } from './expected.ts';
import type { CompiledMeasure } from './measures.ts';
import type { Choice } from './planning.ts';
import { isAtLeast, lowestLevel } from './target.ts';

/** What is to be expected of measures as far as instruments ask. */
export interface Prospect {
  readonly after: Evaluation;
  /** Without what is only expected. */
  readonly sure: Evaluation;
  /** The answers that `sure` is the evaluation of. */
  readonly sureSheet: Sheet;
  /** The answers whose expected effect `after` rests on. */
  readonly confirm: readonly string[];
}

/** What the measures lead to, once they are done. */
export interface Outcome extends Prospect {
  /** Every score then. */
  readonly scores: Result['scores'];
}

/** What measures lead to for certain, whatever else is hoped for. */
export function foreseeSure({ plan, sheet, assessed }: Basis, chosen: readonly CompiledMeasure[]): Prospect {
  const today = assessed.evaluation;
  const sureSheet = applyMeasures(plan, sheet, withoutExpected(chosen), today);
  const sure = chosen.length === 0 ? today : evaluateAnew(plan, sureSheet, today, sheet);
  return { after: sure, sure, sureSheet, confirm: [] };
}

/** Scores the answers once the chosen measures are done; what is only expected counts where the level needs it. */
export function foresee(basis: Basis, { chosen, hopes }: Pick<Choice, 'chosen' | 'hopes'>): Outcome {
  const { plan, assessed } = basis;
  const { sure, sureSheet } = foreseeSure(basis, chosen);
  const hoped = hopes ? applyMeasures(plan, sureSheet, chosen, sure) : sureSheet;
  const after = hopes ? evaluateAnew(plan, hoped, sure, sureSheet) : sure;
  const expected = chosen.flatMap(({ effects }) => effects.filter((effect) => effect.expected));
  const names = new Set(expected.map(({ name }) => name).filter((name) => hoped.get(name) !== sureSheet.get(name)));
  return {
    after,
    scores: chosen.length === 0 ? assessed.result.scores : assessScores(plan, hoped, after),
    sure,
    sureSheet,
    confirm: names.size === 0 ? [] : plan.inputs.flatMap(({ name }) => (names.has(name) ? [name] : [])),
  };
}

/** The level aimed at and what comes of it. */
export function describeTarget(plan: Plan, target: Rung | null, outcome: Outcome, unmet: readonly Unmet[]): Target {
  const { after, scores, sure, confirm } = outcome;
  const level = lowestLevel(plan, after);
  const certain = lowestLevel(plan, sure);
  return {
    level: target && toNumber(target.value),
    // Without a target there is nothing above: reached, unless the plan has no level at all.
    reached: target ? isAtLeast(level, target.value) : level !== null,
    ...(unmet.length > 0 ? { unmet: [...unmet] } : {}),
    scores,
    levelAfter: level && toNumber(level),
    ...(confirm.length > 0 ? { confirm: [...confirm], levelSure: certain && toNumber(certain) } : {}),
  };
}
