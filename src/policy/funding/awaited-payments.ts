// Facts that ask whether an instrument was paid: a payment on record answers them, and one that can still come leaves
// them open.
import { itemAt } from '../../model/index.ts';
import {
  type AnswerEntry,
  type Evaluation,
  entryOf,
  evaluate,
  evaluateCondition,
  settledNumber,
  valueAt,
} from '../../scoring/index.ts';
import { closureOf } from '../cost-rule.ts';
import { isInstrumentRecord } from '../follow-up-records.ts';
import { judgeDate } from '../instruments.ts';
import type { CompiledInstrument } from '../policy.ts';
import type { RecommendInput } from '../recommend-input.ts';

/**
 * Judges instruments by the payments on record. A fact with `whenPaid` holds once its instrument is paid. Until then, a
 * "no" stays open as long as that instrument can be had. If the instrument pays for costs of its own and the enterprise
 * plans none yet, these costs stay open as well, because it may still plan them. The answered facts left open are listed
 * as `awaited`. Returns the same input if no fact changes.
 */
export function judgeByPayments(basis: RecommendInput): RecommendInput {
  const { plan, sheet, assessed, policy } = basis;
  const changes = new Map<string, AnswerEntry>();
  const unplanned = new Map<string, AnswerEntry>();
  const awaited = new Set<string>();
  for (const { name, definition } of plan.inputs) {
    const id = 'whenPaid' in definition ? definition.whenPaid : undefined;
    const instrument = id === undefined ? undefined : policy.instruments.find((one) => one.id === id);
    if (!instrument) continue;
    const entry = entryOf(sheet, name);
    if (hasRecord(instrument, ['paid'], basis)) {
      changes.set(name, { state: 'answered', value: true });
      continue;
    }
    if (entry.state === 'answered' && entry.value !== false) continue;
    const isDenied = entry.state === 'answered';
    if (isObtainable(instrument, assessed.evaluation, basis)) {
      if (isDenied) awaited.add(name);
      continue;
    }
    const costs = findUnplannedCosts(instrument, basis);
    if (costs.length === 0 || !isObtainable(instrument, evaluateOpen(costs, basis), basis)) continue;
    for (const cost of costs) unplanned.set(cost, { state: 'unknown' });
    for (const open of isDenied ? [...costs, name] : costs) awaited.add(open);
  }
  for (const name of awaited) changes.set(name, { state: 'unknown' });
  if (changes.size === 0) return basis;
  const evaluation = evaluate(plan, new Map([...sheet, ...changes]));
  const judged = { ...assessed, evaluation };
  if (unplanned.size === 0) return { ...basis, judged, awaited };
  // Amounts are calculated from the sheet, and those of costs that are not planned yet must not be 0.
  const openSheet = new Map([...sheet, ...unplanned]);
  return {
    ...basis,
    sheet: openSheet,
    assessed: { ...assessed, evaluation: evaluate(plan, openSheet) },
    judged,
    awaited,
  };
}

/**
 * Returns the facts stated as 0 from which the amount of an instrument for costs of its own is calculated; none if it
 * pays for measures.
 */
function findUnplannedCosts(
  { amount, definition }: CompiledInstrument,
  { plan, policy, assessed, sheet }: RecommendInput,
): string[] {
  if (!definition.otherCosts || amount.kind !== 'rule') return [];
  return closureOf(policy.amounts, [amount.node]).flatMap((position) => {
    const node = plan.nodes[position];
    if (node?.op !== 'input' || node.role !== 'fact' || entryOf(sheet, node.name).state !== 'answered') return [];
    return settledNumber(valueAt(assessed.evaluation, position))?.n === 0n ? [node.name] : [];
  });
}

/** Evaluates the answers as if those to some facts were not known yet. */
function evaluateOpen(names: readonly string[], { plan, sheet }: RecommendInput): Evaluation {
  return evaluate(plan, new Map([...sheet, ...names.map((name) => [name, { state: 'unknown' }] as const)]));
}

/** Whether an instrument is applied for or granted, or can still be applied for by the enterprise as it is today. */
function isObtainable(
  instrument: CompiledInstrument,
  { values }: Evaluation,
  basis: Pick<RecommendInput, 'asOf' | 'record'>,
): boolean {
  if (hasRecord(instrument, ['applied', 'granted'], basis)) return true;
  const { definition, when } = instrument;
  return (
    judgeDate(definition, basis.asOf).length === 0 &&
    (!when || evaluateCondition(when, (node) => itemAt(values, node)) !== 'fails')
  );
}

/** Whether an instrument is on record in one of some states. */
function hasRecord(
  { id, policy }: CompiledInstrument,
  states: readonly string[],
  { record }: Pick<RecommendInput, 'record'>,
): boolean {
  return (record?.events ?? [])
    .filter(isInstrumentRecord)
    .some((event) => event.instrument === id && event.policy === policy && states.includes(event.state));
}
