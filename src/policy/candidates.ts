import { evaluateCondition } from '../condition/evaluate.ts';
import type { Truth } from '../condition/truth.ts';
import type { Possible } from '../condition/value.ts';
import type { Evaluation } from '../scoring/evaluate.ts';
import type { Plan } from '../scoring/plan.ts';
import type { Sheet } from '../scoring/sheet.ts';
import { applyMeasures } from './application.ts';
import { findOpen } from './clarify.ts';
import type { CompiledMeasure } from './measures.ts';
import { orderMeasures } from './sequence.ts';

/** What a catalogue offers one enterprise. */
export interface Offer {
  /** The measures that make sense, in the order to take them; their needs are those not done already. */
  readonly candidates: readonly CompiledMeasure[];
  /** The open answers that decide whether others make sense. */
  readonly clarify: readonly string[];
}

/**
 * Judges a catalogue on the answers before any measure. A measure whose condition fails, or that would change no
 * answer, counts as done: others may build on it. One whose condition is undecided is not planned, nor is what needs
 * it.
 */
export function findCandidates(
  measures: readonly CompiledMeasure[],
  plan: Plan,
  sheet: Sheet,
  evaluation: Evaluation,
): Offer {
  const read = (node: number): Possible => evaluation.values[node] as Possible;
  const judge = (measure: CompiledMeasure): Truth => {
    const truth = measure.when ? evaluateCondition(measure.when, read) : 'holds';
    return truth !== 'fails' && changesNothing(measure, plan, sheet, evaluation) ? 'fails' : truth;
  };
  const truths = new Map(measures.map((measure) => [measure.id, judge(measure)]));
  const open = measures.filter(({ id }) => truths.get(id) === 'undecided');
  const blocked = new Set(open.map(({ id }) => id));
  const pending = measures.filter(({ id }) => truths.get(id) === 'holds');
  const candidates: CompiledMeasure[] = [];
  for (const measure of orderMeasures(pending)) {
    if (measure.needs.some((id) => blocked.has(id))) blocked.add(measure.id);
    else candidates.push({ ...measure, needs: measure.needs.filter((id) => truths.get(id) === 'holds') });
  }
  const conditions = open.flatMap(({ when }) => (when ? [when] : []));
  return { candidates, clarify: findOpen(conditions, plan, evaluation) };
}

function changesNothing(measure: CompiledMeasure, plan: Plan, sheet: Sheet, evaluation: Evaluation): boolean {
  const after = applyMeasures(plan, sheet, [measure], evaluation);
  return measure.effects.every(({ name }) => after.get(name) === sheet.get(name));
}
