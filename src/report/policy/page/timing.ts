import { fromNumber, toNumber } from '../../../model/rational.ts';
import { lengthOf, scheduleMeasures } from '../../../policy/roadmap/schedule.ts';
import { AT_ONCE } from '../../../policy/roadmap/ways.ts';
import type { PolicyReport } from '../report.ts';

/** When the steps are taken, in months from the beginning. */
export interface Timing {
  /** By the ids of the measures; without an end where no duration is stated. */
  readonly spans: ReadonlyMap<string, { readonly start: number; readonly end?: number }>;
  readonly months: number;
  readonly atOnce: number;
}

/** The months of the roadmap; where none was asked for, those it would have. */
export function timeSteps({ recommendation: { roadmap, measures } }: PolicyReport): Timing {
  if (roadmap) {
    const spans = roadmap.phases.flatMap((phase) => phase.measures).map((span) => [span.id, span] as const);
    return { spans: new Map(spans), months: roadmap.months, atOnce: roadmap.atOnce };
  }
  const timed = measures.map(({ id, needs = [], months }) => ({
    id,
    needs,
    months: months ? { high: fromNumber(months.high) } : null,
  }));
  const slots = scheduleMeasures(timed, AT_ONCE);
  const spans = slots.map(({ measure: { id, months }, start, end }) => {
    const stated = months ? { end: toNumber(end) } : {};
    return [id, { start: toNumber(start), ...stated }] as const;
  });
  return { spans: new Map(spans), months: toNumber(lengthOf(slots)), atOnce: AT_ONCE };
}
