import type { Command } from 'commander';
import {
  addDocumentOptions,
  addPackOptions,
  addPeerOptions,
  choiceOption,
  comparePeers,
  type DocumentOptions,
  dayOption,
  filesOption,
  type HelpDetails,
  levelOption,
  type OpenedAssessment,
  openAssessment,
  type PeerOptions,
  type PolicyOptions,
  parseLevel,
  pickAssessment,
  programmeOption,
  readCustomerFiles,
  recommendForAssessment,
  refuseWithoutPeers,
  reportEarlierDay,
  resolveAsOf,
  resolveLanguage,
  summaryReportOf,
  targetVersionOf,
  writeDocument,
} from '../app/index.ts';
import { CodedRefusal, type Messages } from '../i18n/index.ts';
import { startInterview } from '../interview/index.ts';
import type { KeptPlan, Recommendation } from '../model/index.ts';
import {
  applyAllMeasures,
  describeProgress,
  type Estimate,
  findKeptPlan,
  findPlanningDay,
  inputOfLimits,
  planFor,
} from '../policy/index.ts';
import { type EnterpriseReport, makeReportDocument } from '../report/index.ts';
import type { World } from '../world.ts';

interface ReportOptions extends DocumentOptions, PeerOptions, PolicyOptions {
  readonly files: string;
  readonly assessment?: string;
  readonly target?: string;
  readonly cost?: Estimate;
}

export const help: HelpDetails = {
  examples: [
    'matura report {enterprise} -o report.html -o report.docx',
    'matura report {enterprise} --target 3 -o report.md',
    'matura report {enterprise} --peers files --by sector -o report.html',
    'matura report {enterprise} --assessment 1 -o first.docx',
    'matura report {enterprise} --template first.docx -o report.docx',
  ],
};

export function configure(command: Command, world: World, done: (code: number) => void): void {
  command.addOption(filesOption()).option('--assessment <which>');
  addPeerOptions(command)
    .addOption(levelOption('--target <level>'))
    .addOption(choiceOption('--cost <estimate>', ['low', 'mid', 'high']))
    .addOption(programmeOption())
    .addOption(dayOption('--as-of <date>'));
  addDocumentOptions(command);
  addPackOptions(command).action(async (file: string, options: ReportOptions) => {
    refuseWithoutPeers(command, ['by', 'kind'], options);
    await writeReport(world, file, options);
    done(0);
  });
}

async function writeReport(world: World, file: string, options: ReportOptions): Promise<void> {
  const speech = await resolveLanguage(world, options.lang);
  const customerFiles = await readCustomerFiles(world, options, speech);
  const report = await openReport(world, file, options, speech.messages);
  const target = { ...options, subject: report.key };
  await writeDocument(world, makeReportDocument(report, speech), target, customerFiles, speech.messages);
}

/**
 * Whether a plan was made with a policy, day or target different from those of the plan on file. A kept plan that is
 * continued to a later day says so itself.
 */
function isOtherPlan(stored: Recommendation, current: Recommendation, isKept: boolean): boolean {
  return (
    stored.policy.hash !== current.policy.hash ||
    (stored.asOf !== current.asOf && !isKept) ||
    stored.target.level !== current.target.level
  );
}

/** Whether two plans have the same measures. */
function hasSameMeasures(a: Recommendation, b: Recommendation): boolean {
  const ids = new Set(a.measures.map(({ id }) => id));
  return a.measures.length === b.measures.length && b.measures.every(({ id }) => ids.has(id));
}

/** The plan of a report: the one that was kept for the assessment, unless options of the report ask for another. */
interface ReportedPlan {
  readonly recommendation: Recommendation | undefined;
  readonly basis: NonNullable<EnterpriseReport['basis']>;
}

async function planReport(
  world: World,
  openedAssessment: OpenedAssessment,
  { target, cost, policy }: ReportOptions,
  { asOf, isAsked }: { readonly asOf: string; readonly isAsked: boolean },
): Promise<ReportedPlan> {
  const { compiled, enterprise, assessment } = openedAssessment;
  const keptPlan = findKeptPlan(enterprise, assessment);
  // A named programme asks for another plan only if it is not that of the kept plan, because the project's settings may
  // name the same programme for every report.
  const asksProgramme =
    policy !== undefined && compiled.policies[0]?.document.id !== keptPlan?.recommendation.policy.id;
  const asks = asksProgramme || isAsked || target !== undefined || cost !== undefined;
  const storedPlan = planFor(enterprise, assessment);
  const standard = { asOf, estimate: cost ?? storedPlan?.funding?.estimate ?? 'high' } as const;
  if (!keptPlan || asks) {
    const settings = { ...standard, target: parseLevel(compiled.plan, '--target', target) };
    const recommendation = await recommendForAssessment(world, openedAssessment, settings);
    const keptEarlier = keptPlan ? undefined : findKeptEarlier(openedAssessment);
    return { recommendation, basis: keptPlan ? { keptOther: keptPlan } : { keptEarlier } };
  }
  const limits = inputOfLimits(keptPlan.limits);
  const recommendation = await recommendForAssessment(world, openedAssessment, { ...standard, ...limits });
  const fresh =
    Object.keys(keptPlan.limits).length > 0
      ? await recommendForAssessment(world, openedAssessment, { asOf, estimate: 'high' })
      : undefined;
  const isOther = recommendation && fresh && !hasSameMeasures(recommendation, fresh);
  return { recommendation, basis: { kept: keptPlan, ...(isOther ? { fresh } : {}) } };
}

/** Returns the last plan that was kept for an assessment before this one; undefined if there is none. */
function findKeptEarlier({ enterprise, assessment }: OpenedAssessment): KeptPlan | undefined {
  const { assessments } = enterprise;
  return assessments
    .slice(0, assessments.indexOf(assessment))
    .map((earlier) => findKeptPlan(enterprise, earlier))
    .findLast((keptPlan) => keptPlan !== undefined);
}

async function openReport(
  world: World,
  file: string,
  options: ReportOptions,
  messages: Messages,
): Promise<EnterpriseReport> {
  const askedDay = options.asOf === undefined ? undefined : resolveAsOf(world, options.asOf);
  const { assessment: which, peers, kind: _, ...choice } = options;
  const openedAssessment = await openAssessment(world, file, {
    ...choice,
    policyOn: askedDay ?? resolveAsOf(world, undefined),
    ...(which === undefined ? {} : { choose: (all) => pickAssessment(all, which) }),
  });
  const { compiled, sheet, assessed, assessment, date } = openedAssessment;
  const { kind, assessor, pack } = assessment;
  const storedPlan = planFor(openedAssessment.enterprise, assessment);
  const { records = [] } = openedAssessment.enterprise;
  const asOf = askedDay ?? findPlanningDay(records, storedPlan, resolveAsOf(world, undefined));
  reportEarlierDay(world, compiled, { asOf, day: date }, messages);
  const { recommendation, basis } = await planReport(world, openedAssessment, options, {
    asOf,
    isAsked: askedDay !== undefined,
  });
  if (!recommendation && options.target !== undefined) {
    throw new CodedRefusal(3, 'namesNoPolicy', { pack: compiled.stamp.id });
  }
  const { key, assessments } = openedAssessment.enterprise;
  const newestAssessment = assessments.at(-1);
  return {
    ...summaryReportOf(
      compiled,
      assessed,
      recommendation,
      { kind, assessor, signer: openedAssessment.signer, date },
      sheet,
    ),
    key,
    interview: startInterview(compiled.plan, { sheet }),
    improvable: applyAllMeasures(compiled.plan, sheet, compiled.measures, assessed.evaluation)?.names,
    newest:
      newestAssessment && newestAssessment !== assessment
        ? { kind: newestAssessment.kind, date: newestAssessment.finishedAt.slice(0, 10) }
        : undefined,
    onFile:
      storedPlan &&
      recommendation &&
      !basis.keptOther &&
      isOtherPlan(storedPlan, recommendation, basis.kept !== undefined)
        ? storedPlan
        : undefined,
    basis: recommendation && basis,
    progress: describeProgress(
      assessments.slice(0, assessments.indexOf(assessment)).filter((earlier) => earlier.pack.id === pack.id),
      records,
      date,
      recommendation,
    ),
    made: pack.hash === compiled.stamp.hash ? undefined : `${pack.id} ${pack.version}`,
    peers:
      peers === undefined
        ? undefined
        : await comparePeers(
            world,
            targetVersionOf(world, compiled),
            { key, own: { assessed }, path: peers },
            options,
            messages,
          ),
  };
}
