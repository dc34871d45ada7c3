import { nodesOf } from '../condition/condition.ts';
import { evaluateCondition } from '../condition/evaluate.ts';
import type { Possible } from '../condition/value.ts';
import type { BlockedMeasure } from '../model/generated/types.ts';
import type { Evaluation } from '../scoring/pass.ts';
import type { Plan } from '../scoring/plan.ts';
import { entryOf, type Sheet } from '../scoring/sheet.ts';
import { raisedBy } from './application.ts';
import { findOpen } from './clarify.ts';
import type { Effect } from './effects.ts';
import { withoutExpected } from './expected.ts';
import type { CompiledMeasure } from './measures.ts';
import type { DoneMeasures } from './records/on-record.ts';
import { orderMeasures } from './sequence.ts';

/** What a catalogue offers one enterprise. */
export interface Offer {
  /** The measures that make sense, in the order to take them; their needs are those that are to be done. */
  readonly candidates: readonly CompiledMeasure[];
  /** The measures whose answers are reached already, so that others can build on them. */
  readonly there: ReadonlySet<string>;
  /** The measures that are left out because they build on one that does not fit this enterprise. */
  readonly blocked: readonly BlockedMeasure[];
  /** The open answers that decide whether others make sense. */
  readonly clarify: readonly string[];
}

/**
 * How a measure stands today. `there`: what it is taken for is reached; `void`: that does not apply here; `unfit`: its
 * condition fails for another reason; `open`: its condition is undecided.
 */
type Standing = 'there' | 'void' | 'unfit' | 'open' | 'pending';

/**
 * Judges a catalogue on the answers before any measure. Others may build on what is there; what does not apply is not
 * missed. What builds on a measure that does not fit is not planned, nor what builds on one that is still open. A measure
 * on record as done is there, whatever the answers say.
 */
export function findCandidates(
  measures: readonly CompiledMeasure[],
  plan: Plan,
  sheet: Sheet,
  evaluation: Evaluation,
  done?: DoneMeasures,
): Offer {
  const judge = (measure: CompiledMeasure): Standing =>
    done?.has(measure.id) ? 'there' : judgeMeasure(measure, plan, sheet, evaluation);
  const standings = new Map(measures.map((measure) => [measure.id, judge(measure)]));
  const withStanding = (standing: Standing): CompiledMeasure[] =>
    measures.filter(({ id }) => standings.get(id) === standing);
  const open = withStanding('open');
  /** What stands in the way of what builds on a measure: those that do not fit; none where one is only open. */
  const hurdles = new Map<string, readonly string[]>([
    ...open.map(({ id }) => [id, []] as const),
    ...withStanding('unfit').map(({ id }) => [id, [id]] as const),
  ]);
  const candidates: CompiledMeasure[] = [];
  const blocked: BlockedMeasure[] = [];
  for (const measure of orderMeasures(withStanding('pending'))) {
    const met = measure.needs.flatMap((id) => hurdles.get(id) ?? []);
    if (measure.needs.some((id) => hurdles.has(id))) hurdles.set(measure.id, [...new Set(met)]);
    else candidates.push(withNeeds(measure, (id) => standings.get(id) === 'pending'));
    if (met.length > 0) blocked.push({ id: measure.id, by: [...new Set(met)] });
  }
  const conditions = open.flatMap(({ when }) => (when ? [when] : []));
  return {
    candidates,
    there: new Set(withStanding('there').map(({ id }) => id)),
    blocked,
    clarify: findOpen(conditions, plan, evaluation),
  };
}

/** A measure with those of its needs that are still to be met. */
function withNeeds(measure: CompiledMeasure, isOpen: (id: string) => boolean): CompiledMeasure {
  return measure.needs.every(isOpen) ? measure : { ...measure, needs: measure.needs.filter(isOpen) };
}

function judgeMeasure(measure: CompiledMeasure, plan: Plan, sheet: Sheet, evaluation: Evaluation): Standing {
  const [{ effects, when }] = withoutExpected([measure]) as [CompiledMeasure];
  const raised = raisedBy(plan, sheet, [{ effects }], evaluation);
  const settle = (some: readonly Effect[]): Standing | undefined => {
    if (some.every(({ name }) => entryOf(sheet, name).state === 'notApplicable')) return 'void';
    return some.some(({ name }) => raised.has(name)) ? undefined : 'there';
  };
  const settled = settle(effects);
  if (settled) return settled;
  const truth = when ? evaluateCondition(when, (node) => evaluation.values[node] as Possible) : 'holds';
  if (!when || truth !== 'fails') return truth === 'holds' ? 'pending' : 'open';
  // Of what a measure achieves, its condition names what it is taken for; the rest comes along with that.
  const reads = nodesOf(when);
  const aims = effects.filter(({ node }) => reads.includes(node));
  return (aims.length > 0 && settle(aims)) || 'unfit';
}
