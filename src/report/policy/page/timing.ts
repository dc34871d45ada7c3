import type { Months, Roadmap } from '../../../model/generated/types.ts';
import { fromNumber, toNumber } from '../../../model/rational.ts';
import { lengthOf, scheduleMeasures } from '../../../policy/roadmap/schedule.ts';
import { AT_ONCE } from '../../../policy/roadmap/ways.ts';
import type { Vocabulary } from '../../vocabulary.ts';
import type { PolicyReport } from '../report.ts';
import { writeOnce } from '../write-once.ts';

/** When the steps are taken, in months from the beginning. */
export interface Timing {
  /** By the ids of the measures; without an end where no duration is stated. */
  readonly spans: ReadonlyMap<string, { readonly start: number; readonly end?: number }>;
  readonly months: number;
  readonly atOnce: number;
}

/** What has to be taken to time steps. */
interface About {
  readonly roadmap: Roadmap | undefined;
  readonly measures: readonly {
    readonly id: string;
    readonly needs: readonly string[] | undefined;
    readonly months: Months | undefined;
  }[];
}

/** The months of the roadmap; where none was asked for, those it would have. */
export function timeSteps(report: PolicyReport, vocabulary: Vocabulary): Timing {
  const { roadmap, measures } = report.recommendation;
  const timed = measures.map(({ id, needs, months }) => ({ id, needs, months }));
  return writeOnce(scheduleSteps, report, vocabulary, { roadmap, measures: timed });
}

function scheduleSteps({ roadmap, measures }: About): Timing {
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
