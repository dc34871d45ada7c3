import { recordSheet, recordTargets } from '../../interview/recorded.ts';
import type { Assessment, Migration, Recommendation } from '../../model/generated/types.ts';
import { Refusal } from '../../model/refusal.ts';
import type { Assessed } from '../../scoring/result.ts';
import { entryOf, type Sheet } from '../../scoring/sheet.ts';
import type { Settled } from './settle.ts';

/** What an enterprise's file keeps of an assessment. */
export interface ToRecord {
  readonly sheet: Sheet;
  /** The answers aimed at, where some were stated. */
  readonly targets?: Sheet | null;
  readonly assessed: Pick<Assessed, 'result'>;
  readonly recommendation: Recommendation | undefined;
  readonly kind: 'self' | 'onsite';
  /** UTC, ISO 8601. */
  readonly startedAt: string;
  readonly finishedAt: string;
  readonly assessor?: string | undefined;
  /** How the answers were taken over from another version of the pack. */
  readonly migration?: Migration | undefined;
}

/** An assessment as it stands in the enterprise's file. */
export function recordAssessment(
  { plan, stamp }: Pick<Settled, 'plan' | 'stamp'>,
  { sheet, targets, assessed, recommendation, kind, startedAt, finishedAt, assessor, migration }: ToRecord,
): Assessment {
  return {
    kind,
    startedAt,
    finishedAt,
    ...(assessor === undefined ? {} : { assessor }),
    pack: stamp,
    ...recordSheet(plan, sheet),
    ...(targets ? { targets: recordTargets(plan, sheet, targets) } : {}),
    ...(migration ? { migration } : {}),
    result: assessed.result,
    ...(recommendation === undefined ? {} : { recommendation }),
  };
}

/** The enterprise's key as its answers state it; throws a `Refusal` where the pack or the answers have none. */
export function keyOf({ plan }: Pick<Settled, 'plan'>, sheet: Sheet): string {
  const fact = plan.inputs.find(({ definition }) => 'key' in definition && definition.key);
  if (!fact) throw new Refusal(3, 'no fact of this pack is the key of an enterprise, so its file cannot be named');
  const entry = entryOf(sheet, fact.name);
  if (entry.state === 'answered') return String(entry.value);
  throw new Refusal(3, `without the fact "${fact.name}" the enterprise's file cannot be named`);
}
