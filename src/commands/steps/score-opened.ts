import type { Assessment, Recommendation } from '../../model/generated/types.ts';
import type { Estimate } from '../../policy/cost.ts';
import { namedResults } from '../../policy/other-results.ts';
import type { Speech } from '../../report/assessment.ts';
import { renderPolicyMarkdown } from '../../report/policy-markdown.ts';
import type { SummaryReport } from '../../report/summary.ts';
import { type Assessed, assess } from '../../scoring/result.ts';
import type { Sheet } from '../../scoring/sheet.ts';
import type { World } from '../../world.ts';
import { type AdviceOptions, adviseOn, dayOf, reportOf } from './advise.ts';
import type { Kept } from './keep-assessment.ts';
import { solverFor } from './load-solver.ts';
import type { OpenedAnswers } from './open-answers.ts';
import type { OtherPlaces } from './other-assessments.ts';
import { recordBefore } from './record-before.ts';
import type { Settled } from './settle.ts';

/** How answers are scored, beside what they say of themselves. */
export interface Scoring extends OtherPlaces {
  readonly kind?: Assessment['kind'] | undefined;
  readonly assessor?: string | undefined;
  /** The day instruments are judged on. */
  readonly asOf: string;
  /** Whether measures and funding are looked for, which takes longer than scoring. */
  readonly isAdvised: boolean;
  readonly estimate?: Estimate | undefined;
}

/** Answers that were scored, and when and by whom they were given. */
export interface Scored {
  readonly assessed: Assessed;
  readonly recommendation: Recommendation | undefined;
  readonly kind: Assessment['kind'];
  readonly assessor: string | undefined;
  /** UTC, ISO 8601. */
  readonly startedAt: string;
  readonly finishedAt: string;
  readonly report: SummaryReport;
}

/** Scores opened answers; throws a `Refusal` where the rubric refuses that some are missing. A day to come is told. */
export async function scoreOpened(
  world: World,
  settled: Settled,
  opened: OpenedAnswers,
  { kind = opened.kind ?? 'self', assessor = opened.assessor, asOf, isAdvised, estimate, ...places }: Scoring,
): Promise<Scored> {
  const { plan, stamp } = settled;
  const assessed = assess(plan, opened.sheet, stamp, world.version, opened.targets);
  await opened.refuseMissing(assessed.evaluation.refused);
  const now = world.now().toISOString();
  const { startedAt = now, finishedAt = now } = opened;
  const date = opened.finishedAt?.slice(0, 'YYYY-MM-DD'.length) ?? dayOf(world, undefined);
  const recommendation = isAdvised
    ? adviseOn(settled, opened.sheet, assessed, asOf, {
        estimate,
        ...(await backgroundOf(world, settled, opened.sheet, { places, assessedOn: date })),
      })
    : undefined;
  if (date > lastDayAnywhere(world))
    world.stderr.write(
      `The assessment is dated ${date}, which has not come yet: among those of its enterprise it counts as the newest.\n`,
    );
  const report = reportOf(settled, assessed, recommendation, { kind, assessor, date });
  return { assessed, recommendation, kind, assessor, startedAt, finishedAt, report };
}

/** What the enterprise's file says beside the answers; what reads it brings locks along, so only where it is needed. */
async function backgroundOf(
  world: World,
  settled: Settled,
  sheet: Sheet,
  { places, assessedOn }: { readonly places: OtherPlaces; readonly assessedOn: string },
): Promise<AdviceOptions> {
  const { files } = places;
  const isAsked = namedResults(settled.policies.map(({ document }) => document)).length > 0;
  return {
    solver: await solverFor(world, settled),
    record: files === undefined ? undefined : await recordBefore(world, settled, sheet, { files, assessedOn }),
    assessments: isAsked
      ? await (await import('./other-assessments.ts')).otherAssessments(world, settled, sheet, places)
      : [],
  };
}

/** Where scored answers are kept, and in which words their policy. */
export interface Keeping {
  /** The folder of enterprise files, as the user wrote it. */
  readonly files: string;
  /** The enterprise has another name now than in its file. */
  readonly renamed: boolean;
  readonly speech: Speech;
}

/** Adds scored answers to the file of their enterprise. */
export async function keepScored(
  world: World,
  settled: Settled,
  { sheet, targets, migration }: OpenedAnswers,
  { report, ...scored }: Scored,
  { files, renamed, speech }: Keeping,
): Promise<Kept> {
  // Only now, because locks come with it, and with them no signal ends a computation before it is done.
  const { keepAssessment } = await import('./keep-assessment.ts');
  const { recommendation } = scored;
  const policy = recommendation && renderPolicyMarkdown({ ...report, recommendation }, speech);
  return keepAssessment(world, settled, { ...scored, sheet, targets, migration, files, renamed, policy });
}

/** The day it is now where the day is furthest ahead: nobody answered on a later one. */
function lastDayAnywhere(world: World): string {
  return new Date(world.now().getTime() + 14 * 60 * 60 * 1000).toISOString().slice(0, 10);
}
