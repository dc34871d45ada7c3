// From a file of answers, or of an enterprise, to a scored assessment.

import { resolve } from 'node:path';
import { CodedRefusal } from '../i18n/index.ts';
import { readRecordedAnswers } from '../interview/index.ts';
import type { Answers, Assessment, Migration, Problem, Recommendation } from '../model/index.ts';
import { type CompiledPack, readAnswers } from '../pack/index.ts';
import { type Estimate, resultsNamedBy } from '../policy/index.ts';
import { type ReportLanguage, renderPolicyMarkdown, type SummaryReport } from '../report/index.ts';
import { type AnswerSet, type Assessed, assess, checkAnswers, type Evaluation, findRefused } from '../scoring/index.ts';
import { isEnterpriseFile, loadEnterpriseFile } from '../store/index.ts';
import {
  type CarriedOver,
  carryOver,
  collectRenames,
  describeMigration,
  type LostAnswer,
  type Renames,
  toAnswersDocument,
  toRecordedStatements,
} from '../versions/index.ts';
import type { World } from '../world.ts';
import { type AdviceOptions, readOnRecord, recommendWithHistory, summaryReportOf } from './assessment-pipeline.ts';
import { resolveAsOf } from './common-options.ts';
import { solverFor } from './highs-solver.ts';
import { refuseProblems } from './open-pack.ts';
import type { AssessmentPlaces, PersistedAssessment } from './persist-assessment.ts';

/** How answers are scored, beside what they say of themselves. */
interface ScoreAnswersOptions extends AssessmentPlaces {
  readonly kind?: Assessment['kind'] | undefined;
  readonly assessor?: string | undefined;
  /** The day instruments are judged on. */
  readonly asOf: string;
  /** Whether measures and funding are looked for, which takes longer than scoring. */
  readonly isAdvised: boolean;
  readonly estimate?: Estimate | undefined;
}

/** Answers that were scored, and when and by whom they were given. */
interface ScoredAnswers {
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
export async function scoreAnswers(
  world: World,
  settled: CompiledPack,
  opened: OpenedAnswers,
  {
    kind = opened.kind ?? 'self',
    assessor = opened.assessor,
    asOf,
    isAdvised,
    estimate,
    ...places
  }: ScoreAnswersOptions,
): Promise<ScoredAnswers> {
  const { plan, stamp } = settled;
  const assessed = assess(plan, opened.sheet, stamp, world.version, opened.targets);
  await opened.refuseMissing(assessed.evaluation.refused);
  const now = world.now().toISOString();
  const { startedAt = now, finishedAt = now } = opened;
  const date = opened.finishedAt?.slice(0, 'YYYY-MM-DD'.length) ?? resolveAsOf(world, undefined);
  const recommendation = isAdvised
    ? recommendWithHistory(settled, opened.sheet, assessed, asOf, {
        estimate,
        ...(await enterpriseContextOf(world, settled, opened.sheet, { places, assessedOn: date })),
      })
    : undefined;
  if (date > lastDayAnywhere(world))
    world.stderr.write(
      `The assessment is dated ${date}, which has not come yet: among those of its enterprise it counts as the newest.\n`,
    );
  const report = summaryReportOf(settled, assessed, recommendation, { kind, assessor, date });
  return { assessed, recommendation, kind, assessor, startedAt, finishedAt, report };
}

/** What the enterprise's file says beside the answers; what reads it brings locks along, so only where it is needed. */
async function enterpriseContextOf(
  world: World,
  settled: CompiledPack,
  sheet: AnswerSet,
  { places, assessedOn }: { readonly places: AssessmentPlaces; readonly assessedOn: string },
): Promise<AdviceOptions> {
  const { files } = places;
  const isAsked = resultsNamedBy(settled.policies.map(({ document }) => document)).length > 0;
  return {
    solver: await solverFor(world, settled),
    record: files === undefined ? undefined : await readOnRecord(world, settled, sheet, { files, assessedOn }),
    assessments: isAsked
      ? await (await import('./persist-assessment.ts')).readOtherAssessments(world, settled, sheet, places)
      : [],
  };
}

/** Where scored answers are kept, and in which words their policy. */
interface PersistScoredOptions {
  /** The folder of enterprise files, as the user wrote it. */
  readonly files: string;
  /** The enterprise has another name now than in its file. */
  readonly renamed: boolean;
  readonly speech: ReportLanguage;
}

/** Adds scored answers to the file of their enterprise. */
export async function persistScored(
  world: World,
  settled: CompiledPack,
  { sheet, targets, migration }: OpenedAnswers,
  { report, ...scored }: ScoredAnswers,
  { files, renamed, speech }: PersistScoredOptions,
): Promise<PersistedAssessment> {
  // Only now, because locks come with it, and with them no signal ends a computation before it is done.
  const { persistAssessment } = await import('./persist-assessment.ts');
  const { recommendation } = scored;
  const policy = recommendation && renderPolicyMarkdown({ ...report, recommendation }, speech);
  return persistAssessment(world, settled, { ...scored, sheet, targets, migration, files, renamed, policy });
}

/** The day it is now where the day is furthest ahead: nobody answered on a later one. */
function lastDayAnywhere(world: World): string {
  return new Date(world.now().getTime() + 14 * 60 * 60 * 1000).toISOString().slice(0, 10);
}

/** Answers ready to be scored. */
interface OpenedAnswers {
  readonly sheet: AnswerSet;
  /** The answers aimed at, where some were stated. */
  readonly targets: AnswerSet | null;
  readonly kind: Assessment['kind'] | undefined;
  readonly assessor: string | undefined;
  /** UTC, ISO 8601; undefined where they say no day. */
  readonly startedAt: string | undefined;
  readonly finishedAt: string | undefined;
  /** How they were taken over from another version. */
  readonly migration: Migration | undefined;
  /** What has no place in this version. */
  readonly lost: readonly LostAnswer[];
  /** Throws a `Refusal` where the rubric refuses that answers are missing. */
  refuseMissing(refused: Evaluation['refused']): Promise<void>;
}

interface OpenAnswersOptions {
  /** Whether answers given under another version are taken over; `stated`: only where a file says which. */
  readonly migrate: boolean | 'stated';
  readonly color?: boolean | undefined;
}

/**
 * Opens a file of answers, or the newest assessment in an enterprise's file. Answers of another version are taken over
 * where that is asked for, else refused; problems are shown, and a `Refusal` is thrown.
 */
export async function openAnswers(
  world: World,
  settled: CompiledPack,
  path: string,
  opening: OpenAnswersOptions,
): Promise<OpenedAnswers> {
  const file = resolve(world.cwd, path);
  return path !== '-' && (await isEnterpriseFile(file))
    ? openRecorded(settled, file, path, opening)
    : openStated(world, settled, path, opening);
}

async function openStated(
  world: World,
  settled: CompiledPack,
  path: string,
  opening: OpenAnswersOptions,
): Promise<OpenedAnswers> {
  const { plan, pack } = settled;
  const { file, document, problems, sources } = await readAnswers(world, path);
  const refuse = (found: readonly Problem[]): Promise<never> =>
    refuseProblems(world, found, sources, new CodedRefusal(3, 'answersRefused', file), opening);
  if (!document) return refuse(problems);
  const isOther = document.packVersion !== pack.version && (document.pack ?? pack.id) === pack.id;
  const isMigrated = opening.migrate === 'stated' ? document.packVersion !== undefined : opening.migrate;
  const carried =
    isMigrated && isOther
      ? carryOver(toRecordedStatements(document), { plan, renames: renamesOfPack(settled) })
      : undefined;
  const stated: Answers = carried ? toAnswersDocument(document, carried) : document;
  const checked = checkAnswers(plan, stated, { file, pack });
  if (problems.length > 0 || checked.problems.length > 0) return refuse([...problems, ...checked.problems]);
  const { kind, assessor, date } = document.assessment ?? {};
  const time = date === undefined ? undefined : `${date}T00:00:00.000Z`;
  return {
    sheet: checked.sheet,
    targets: checked.targets,
    kind,
    assessor,
    startedAt: time,
    finishedAt: time,
    migration: carried && describeMigration(carried, { from: document.packVersion, to: pack.version }),
    lost: carried?.lost ?? [],
    async refuseMissing(refused) {
      const missing = findRefused(stated, refused, file);
      if (missing.length > 0) await refuse(missing);
    },
  };
}

async function openRecorded(
  settled: CompiledPack,
  file: string,
  path: string,
  { migrate }: OpenAnswersOptions,
): Promise<OpenedAnswers> {
  const { plan, stamp } = settled;
  // Only now, because locks come with it, and with them no signal ends a computation before it is done.
  const { readEnterpriseFile } = await loadEnterpriseFile();
  const { assessments } = await readEnterpriseFile(file);
  const newest = assessments.findLast(({ pack }) => pack.id === stamp.id);
  if (!newest) throw new CodedRefusal(3, 'noAssessmentUnder', path, stamp.id);
  const from = newest.pack.version;
  if (from !== stamp.version && !migrate) {
    throw new CodedRefusal(3, 'otherVersion', path, from, stamp.version);
  }
  const carried = carryOver(newest, { plan, renames: renamesOfPack(settled) });
  const { sheet } = readRecordedAnswers(plan, carried);
  return {
    sheet,
    targets: newest.targets ? targetsOf(settled, sheet, carried) : null,
    kind: newest.kind,
    assessor: newest.assessor,
    startedAt: newest.startedAt,
    finishedAt: newest.finishedAt,
    migration: describeMigration(carried, { from, to: stamp.version }),
    lost: carried.lost,
    async refuseMissing(refused) {
      const names = refused.map(({ name }) => name);
      if (refused.length > 0) throw new CodedRefusal(3, 'missingAnswers', path, names);
    },
  };
}

function targetsOf({ plan }: CompiledPack, sheet: AnswerSet, { targets }: CarriedOver): AnswerSet {
  return new Map([...sheet, ...readRecordedAnswers(plan, { facts: {}, answers: targets }).sheet]);
}

function renamesOfPack({ plan, pack }: CompiledPack): Renames {
  return collectRenames({ plan, questionnaire: pack.questionnaire.document });
}
