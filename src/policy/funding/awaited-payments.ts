// Facts that ask whether an instrument was paid: a payment on record answers them, and one that can still come leaves
// them open.
import { itemAt } from '../../model/index.ts';
import { type AnswerEntry, type Evaluation, entryOf, evaluate, evaluateCondition } from '../../scoring/index.ts';
import { isInstrumentRecord } from '../follow-up-records.ts';
import { judgeDate } from '../instruments.ts';
import type { CompiledInstrument } from '../policy.ts';
import type { RecommendInput } from '../recommend-input.ts';

/**
 * Judges instruments by the payments on record. A fact with `whenPaid` holds once its instrument is paid. Until then, a
 * "no" stays open as long as that instrument can be had, and the facts left open are listed as `awaited`. Returns the
 * same input if no fact changes.
 */
export function judgeByPayments(basis: RecommendInput): RecommendInput {
  const { plan, sheet, assessed, policy } = basis;
  const changes = new Map<string, AnswerEntry>();
  const awaited = new Set<string>();
  for (const { name, definition } of plan.inputs) {
    const id = 'whenPaid' in definition ? definition.whenPaid : undefined;
    const instrument = id === undefined ? undefined : policy.instruments.find((one) => one.id === id);
    if (!instrument) continue;
    if (hasRecord(instrument, ['paid'], basis)) changes.set(name, { state: 'answered', value: true });
    else if (isDenied(entryOf(sheet, name)) && isObtainable(instrument, assessed.evaluation, basis)) {
      changes.set(name, { state: 'unknown' });
      awaited.add(name);
    }
  }
  if (changes.size === 0) return basis;
  const evaluation = evaluate(plan, new Map([...sheet, ...changes]));
  return { ...basis, judged: { ...assessed, evaluation }, awaited };
}

function isDenied({ state, value }: AnswerEntry): boolean {
  return state === 'answered' && value === false;
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
