import { type Command, Option } from 'commander';
import {
  addDocumentOptions,
  addPackOptions,
  addPeerOptions,
  collectValues,
  comparePeers,
  type DocumentOptions,
  filesOption,
  findNewWarnings,
  type HelpDetails,
  openEnterprise,
  openPack,
  type PackOptions,
  type PeerOptions,
  pickAssessment,
  printWarnings,
  readCustomerFiles,
  refuseWithoutPeers,
  resolveLanguage,
  targetVersionOf,
  writeDocument,
} from '../app/index.ts';
import { CodedRefusal } from '../i18n/index.ts';
import { readRecordedName } from '../interview/index.ts';
import { type Assessment, type Enterprise, parseDay, Refusal } from '../model/index.ts';
import { type CompiledPack, findPresentIds } from '../pack/index.ts';
import { describeProgress, planFor } from '../policy/index.ts';
import {
  type ComparisonReport,
  comparisonAsJson,
  makeComparisonDocument,
  makeVocabulary,
  obstacleInWords,
  type ReportLanguage,
} from '../report/index.ts';
import {
  compareOverTime,
  type IncomparableAssessment,
  isComparable,
  pickVerified,
  type RescoredAssessment,
  rescoreAssessment,
  type TargetVersion,
  verify,
} from '../versions/index.ts';
import type { World } from '../world.ts';

interface CompareOptions extends DocumentOptions, PackOptions, PeerOptions {
  readonly files: string;
  readonly assessment?: readonly string[];
  readonly pack?: string;
}

export const help: HelpDetails = {
  examples: [
    'matura compare {enterprise}',
    'matura compare {enterprise} --peers files --by sector,size',
    'matura compare {enterprise} --peers files -o peers.html -o peers.json',
    'matura compare {enterprise} --assessment 1 --assessment 2 --json',
  ],
};

export function configure(command: Command, world: World, done: (code: number) => void): void {
  command.addOption(filesOption());
  addPeerOptions(command)
    .addOption(new Option('--assessment <which>').argParser(collectValues))
    .option('--pack <id|path>');
  addDocumentOptions(command, { isShown: true });
  addPackOptions(command).action(async (files: string[], options: CompareOptions) => {
    refuseWithoutPeers(command, ['by'], options);
    refuseDays(files);
    done(await compareFiles(world, files, options));
  });
}

/**
 * Throws a `Refusal` if a day was typed where an enterprise is expected; the user may have meant an assessment of that
 * day.
 */
function refuseDays(names: readonly string[]): void {
  const day = names.find((name) => parseDay(name, null) && !/^\d+$/.test(name));
  if (day !== undefined && names.length > 1)
    throw new CodedRefusal(2, 'dayForEnterprise', { text: day, example: `--assessment ${day}` });
}

async function compareFiles(world: World, names: readonly string[], options: CompareOptions): Promise<number> {
  const speech = await resolveLanguage(world, options.lang);
  const customerFiles = await readCustomerFiles(world, options, speech);
  const enterprises = (await openEnterprises(world, names, options)).map((enterprise) =>
    narrowEnterprise(enterprise, options),
  );
  if (enterprises.length > 1 && options.peers !== undefined)
    throw new CodedRefusal(2, 'onePeerSubject', { count: String(enterprises.length) });
  const newestAssessment = enterprises
    .flatMap(({ assessments }) => assessments)
    .reduce((assessment, other) => (other.finishedAt >= assessment.finishedAt ? other : assessment));
  const ownPack = (await findPresentIds(world, options.packs))(newestAssessment.pack);
  const compiledPack = await openPack(world, {
    pack: options.pack ?? ownPack,
    ...(newestAssessment.recommendation && ownPack === (options.pack ?? ownPack)
      ? { policy: newestAssessment.recommendation.policy.id }
      : {}),
    packs: options.packs,
    lang: options.lang,
    color: options.color,
  });
  const report = await makeReport(world, compiledPack, enterprises, options, speech);
  const { messages } = speech;
  printNewestWarnings(world, report, speech);
  const makeJson = (): object => comparisonAsJson(report, world.version);
  await writeDocument(
    world,
    makeComparisonDocument(report, speech),
    options,
    { ...customerFiles, json: makeJson },
    messages,
  );
  const { peers, obstacles } = report;
  return obstacles.length > 0 || (peers && peers.left.unreadable > 0) ? 1 : 0;
}

/** Keeps only the requested assessments of an enterprise. */
function narrowEnterprise(enterprise: Enterprise, { assessment, kind }: CompareOptions): Enterprise {
  const { assessments } = enterprise;
  const pickedIndexes = assessment
    ? [...new Set(assessment.map((which) => pickAssessment(assessments, which)))].sort(
        (a, b) => assessments.indexOf(a) - assessments.indexOf(b),
      )
    : assessments;
  const selectedAssessments =
    kind === undefined ? pickedIndexes : pickedIndexes.filter((picked) => picked.kind === kind);
  if (selectedAssessments.length > 0 || kind === undefined) return { ...enterprise, assessments: selectedAssessments };
  throw new CodedRefusal(3, 'noAssessmentOf', { enterprise: enterprise.key, kind });
}

async function makeReport(
  world: World,
  compiled: CompiledPack,
  enterprises: readonly Enterprise[],
  options: CompareOptions,
  speech: ReportLanguage,
): Promise<ComparisonReport> {
  const { plan, stamp, pack } = compiled;
  const target = targetVersionOf(world, compiled);
  const { headline } = target;
  const columns = { plan, headline };
  const rescorings = enterprises.map(({ assessments }) =>
    assessments.map((assessment) => rescoreAssessment(assessment, target)),
  );
  const obstacles = rescorings.flat().filter((rescored): rescored is IncomparableAssessment => !isComparable(rescored));
  const appraisals = rescorings.map((list) => list.filter(isComparable));
  const isSideBySide = enterprises.length > 1;
  const ownAppraisals = appraisals[0] ?? [];
  const newestAppraisal = ownAppraisals.at(-1);
  refuseWithoutAssessments(
    isSideBySide ? appraisals.filter(({ length }) => length > 0).length : ownAppraisals.length,
    obstacles,
    target,
    {
      options,
      speech,
    },
  );
  const pair = isSideBySide ? undefined : pickVerified(ownAppraisals);
  const comparedEnterprises = enterprises.flatMap((enterprise, i) => {
    const lastAppraisal = appraisals[i]?.at(-1);
    return lastAppraisal ? [{ enterprise, last: lastAppraisal }] : [];
  });
  return {
    plan,
    questionnaire: pack.questionnaire.document,
    titles: pack.rubric.document.titles,
    stamp,
    headline,
    enterprises: comparedEnterprises.map(({ enterprise }) => ({
      key: enterprise.key,
      name: readRecordedName(enterprise),
    })),
    trend: isSideBySide ? undefined : compareOverTime(ownAppraisals, columns),
    verification: pair && verify(...pair, columns),
    progress: isSideBySide ? undefined : progressOf(enterprises[0], ownAppraisals, compiled),
    peers:
      options.peers === undefined || !newestAppraisal || !enterprises[0]
        ? undefined
        : await comparePeers(
            world,
            target,
            { key: enterprises[0].key, own: newestAppraisal, path: options.peers },
            options,
            speech.messages,
          ),
    beside: isSideBySide ? comparedEnterprises.map(({ last }) => last) : [],
    obstacles,
  };
}

/** Describes what became of the plans before the newest assessment; undefined without a plan or records. */
function progressOf(
  enterprise: Enterprise | undefined,
  appraisals: readonly RescoredAssessment[],
  { pack, policies }: CompiledPack,
): ComparisonReport['progress'] {
  const assessmentsBefore = appraisals.slice(0, -1).map(({ recorded }) => recorded);
  const newest = appraisals.at(-1)?.recorded;
  const { records = [] } = enterprise ?? {};
  const day = newest?.finishedAt.slice(0, 'YYYY-MM-DD'.length) ?? '';
  const progress = newest && describeProgress(assessmentsBefore, records, day, planFor({ records }, newest));
  return (
    progress && { progress, measures: pack.measures?.document, policies: policies.map(({ document }) => document) }
  );
}

/**
 * Reports on stderr the warnings of the newest assessment that the one before it does not have. If enterprises are
 * compared side by side, reports all warnings of each.
 */
function printNewestWarnings(world: World, report: ComparisonReport, speech: ReportLanguage): void {
  const { plan, questionnaire, titles, enterprises, trend, beside } = report;
  const { messages, language } = speech;
  const vocabulary = makeVocabulary({ plan, messages, language, languages: questionnaire.languages, titles });
  for (const [i, { assessed }] of beside.entries())
    printWarnings(world, assessed.result.warnings, vocabulary, enterprises[i]?.name ?? enterprises[i]?.key);
  const [earlier, newest] = trend?.appraisals.slice(-2) ?? [];
  if (newest) printWarnings(world, findNewWarnings(newest.assessed, earlier?.assessed), vocabulary);
  else if (earlier) printWarnings(world, earlier.assessed.result.warnings, vocabulary);
}

/** Throws a `Refusal` with the reason if there is nothing to compare. */
function refuseWithoutAssessments(
  count: number,
  obstacles: readonly IncomparableAssessment[],
  { stamp }: TargetVersion,
  { options, speech }: { readonly options: CompareOptions; readonly speech: ReportLanguage },
): void {
  const { messages } = speech;
  const { obstacles: words } = messages.comparison;
  if (count >= (options.peers === undefined ? 2 : 1)) return;
  const reasons = obstacles.map(
    ({ recorded, obstacle }) =>
      `${recorded.finishedAt.slice(0, 'YYYY-MM-DD'.length)} ${obstacleInWords(obstacle, { messages }, stamp)}`,
  );
  if (reasons.length > 0) throw new Refusal(3, words.none, reasons.join('\n'));
  throw new Refusal(3, words.alone, words.aloneNext({ option: '--peers FOLDER' }));
}

/**
 * Opens the files of enterprises. Several files of one enterprise are merged: all assessments, oldest first, each once.
 */
async function openEnterprises(
  world: World,
  named: readonly string[],
  { files, lang }: Pick<CompareOptions, 'files' | 'lang'>,
): Promise<Enterprise[]> {
  const byKey = new Map<string, Enterprise>();
  for (const file of named) {
    const { enterprise } = await openEnterprise(world, file, files, lang);
    if (enterprise.assessments.length === 0) throw new CodedRefusal(3, 'noAssessment', { path: file });
    const earlierFile = byKey.get(enterprise.key);
    byKey.set(enterprise.key, earlierFile ? mergeFiles(earlierFile, enterprise) : enterprise);
  }
  return [...byKey.values()];
}

function mergeFiles(enterprise: Enterprise, other: Enterprise): Enterprise {
  const identities = new Set(enterprise.assessments.map(identityOf));
  const assessments = [
    ...enterprise.assessments,
    ...other.assessments.filter((each) => !identities.has(identityOf(each))),
  ];
  assessments.sort((a, b) => (a.finishedAt < b.finishedAt ? -1 : a.finishedAt > b.finishedAt ? 1 : 0));
  const newestAssessment = assessments.at(-1);
  return {
    ...(newestAssessment && enterprise.assessments.includes(newestAssessment) ? enterprise : other),
    assessments,
  };
}

/**
 * Returns a text that identifies an assessment by when it was made, its kind, pack, facts and answers. Excludes what
 * was calculated from them.
 */
function identityOf({ kind, startedAt, finishedAt, pack, facts, answers }: Assessment): string {
  return JSON.stringify([kind, startedAt, finishedAt, pack.id, pack.hash, facts, answers]);
}
