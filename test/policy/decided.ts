import type { MeasureRecord } from '../../src/model/generated/types.ts';
import { readActiveRecords } from '../../src/policy/follow-up-records.ts';
import type { RecommendInput } from '../../src/policy/recommend-input.ts';

/** The records of an enterprise that requires or excludes one measure. */
export function decided(state: 'excluded' | 'required', measure: string): NonNullable<RecommendInput['record']> {
  const record: MeasureRecord = { number: 1, recordedAt: '2026-06-01T00:00:00Z', measure, state, on: '2026-06-01' };
  return readActiveRecords([record], '2026-05-01') as NonNullable<RecommendInput['record']>;
}
