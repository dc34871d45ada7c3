// Scores a file of answers, or the newest assessment of an enterprise file, and records the result on request.

import { dirname, resolve } from 'node:path';
import { CodedRefusal, type Messages, pickText } from '../i18n/index.ts';
import { keyFactOf, NAME_FACT, readRecordedAnswers } from '../interview/index.ts';
import {
  type Answers,
  type Assessment,
  EARLIEST_DAY,
  type Enterprise,
  foldKey,
  isProvisionalKey,
  type Migration,
  type Problem,
  type RecordedAnswers,
} from '../model/index.ts';
import { type CompiledPack, findPresentIds, loadPack, readAnswers, readPolicies } from '../pack/index.ts';
import { type Estimate, findKeptPlan, planFor } from '../policy/index.ts';
import { formatDate, type ReportLanguage, sanitizeLine } from '../report/index.ts';
import { type AnswerSet, assess, checkAnswers, type Evaluation, findRefused, type Plan } from '../scoring/index.ts';
import {
  findPolicy,
  isEnterpriseFile,
  loadEnterpriseFiles,
  readSigningKey,
  rootOf,
  type SigningKey,
} from '../store/index.ts';
import {
  carryOver,
  collectRenames,
  describeMigration,
  type LostAnswer,
  type Renames,
  toAnswersDocument,
  toRecordedStatements,
} from '../versions/index.ts';
import type { World } from '../world.ts';
import { reportAlteredFile } from './altered-file.ts';
import { computeLatestDayOnEarth, reportEarlierDay, resolveAsOf, STANDARD_FOLDER } from './common-options.ts';
import { formatPath, quoteWord, resolveLanguage, type StyleChoice } from './console.ts';
import { findNewestAssessment } from './correction.ts';
import { refuseFormerId, withPresentId } from './former-id.ts';
import { searchWithSolver } from './highs-solver.ts';
import { limitOptions } from './kept-plan.ts';
import { reportKeptNumbers } from './open-enterprise.ts';
import { packVocabulary, refuseProblems } from './open-pack.ts';
import { type OtherPolicies, reportOtherPolicyFacts } from './policy-of-place.ts';
import {
  chooseFileKey,
  type PersistedAssessment,
  type PlannedSubmission,
  persistSubmission,
  planSubmission,
} from './submission.ts';
import { writeTypedCommand } from './typed-command.ts';

/** The settings for scoring; `kind` and `assessor` override what the file states. */
interface ScoreAnswersOptions {
  readonly kind?: Assessment['kind'] | undefined;
  readonly assessor?: string | undefined;
  /** The day on which instruments must be available to count. */
  readonly asOf: string;
  /** Whether to search for measures and funding, which takes longer than scoring. */
  readonly isAdvised: boolean;
  readonly estimate?: Estimate | undefined;
  /** The folder of enterprise files in which the assessment is recorded, as the user wrote it. */
  readonly files?: string | undefined;
  /** Whether the answers may give the enterprise another name than its file has. */
  readonly renamed?: boolean | undefined;
  /** Whether this is a dry run, which leaves the files unchanged. */
  readonly dryRun?: boolean | undefined;
  /**
   * In a dry run over several files: the enterprises by folded key, as the previous files would have left them. The
   * outcome for this file is added.
   */
  readonly trial?: Map<string, Enterprise> | undefined;
  /**
   * Whether this is one of many assessments in a run: the folder exists, and the caller syncs it to the disk at the
   * end.
   */
  readonly isOneOfMany?: boolean | undefined;
  /** The path of the file with the signing key. */
  readonly sign?: string | undefined;
  /** The language of the policy. */
  readonly language: ReportLanguage;
}

/** Scored answers, and the outcome of recording them. */
interface ScoredAnswers extends PlannedSubmission {
  readonly kept: PersistedAssessment | undefined;
}

/**
 * Scores opened answers, and records them if a folder is given. Warns of a day in the future. Throws a `Refusal` if
 * answers are missing without which the rubric refuses to score.
 */
export function scoreAnswers(
  world: World,
  pack: CompiledPack,
  opened: OpenedAnswers,
  options: ScoreAnswersOptions & { readonly files: string },
): Promise<ScoredAnswers & { readonly kept: PersistedAssessment }>;
export function scoreAnswers(
  world: World,
  pack: CompiledPack,
  opened: OpenedAnswers,
  options: ScoreAnswersOptions,
): Promise<ScoredAnswers>;
export async function scoreAnswers(
  world: World,
  pack: CompiledPack,
  opened: OpenedAnswers,
  {
    kind = opened.kind ?? 'self',
    assessor = opened.assessor,
    asOf,
    isAdvised,
    estimate,
    files,
    renamed = false,
    dryRun = false,
    trial,
    isOneOfMany = false,
    sign,
    language,
  }: ScoreAnswersOptions,
): Promise<ScoredAnswers> {
  const { sheet, migration, otherFacts, consent } = opened;
  const assessment = assess(pack.plan, sheet, pack.stamp, world.version);
  await opened.refuseMissing(assessment.evaluation.refused);
  const currentTime = world.now().toISOString();
  const { startedAt = currentTime, finishedAt = currentTime } = opened;
  const day = opened.finishedAt?.slice(0, 'YYYY-MM-DD'.length) ?? resolveAsOf(world, undefined);
  const shownDay = formatDate(day, language.messages.numbers);
  if (day > computeLatestDayOnEarth(world))
    world.stderr.write(`${language.messages.notices.datedAhead({ day: shownDay })}\n`);
  const statement = pickText(pack.pack.questionnaire.document.statement, language.messages.language, []);
  if (statement !== undefined && kind === 'self' && assessor === undefined)
    world.stderr.write(`${sanitizeLine(language.messages.notices.unconfirmed({ path: opened.path, statement }))}\n`);
  if (day < EARLIEST_DAY) world.stderr.write(`${language.messages.notices.datedLongAgo({ day: shownDay })}\n`);
  const key = files === undefined ? '' : chooseFileKey(pack, sheet, day);
  const readFile =
    files === undefined ? undefined : (await loadEnterpriseFiles()).readStored(resolve(world.cwd, files), key);
  const leftByTrial = trial?.get(foldKey(key));
  const storedFile = readFile && leftByTrial ? { ...readFile, enterprise: leftByTrial } : readFile;
  const history = {
    assessments: opened.assessments ?? storedFile?.enterprise?.assessments ?? [],
    records: storedFile?.enterprise?.records,
  };
  const signer = openSigner(world, sign);
  const submission = { sheet, otherFacts, migration, kind, assessor, consent, startedAt, finishedAt, day };
  if (isAdvised) reportEarlierDay(world, pack, { asOf, day }, language.messages);
  const plannedSubmission = isAdvised
    ? await searchWithSolver(world, pack, (solver) =>
        planSubmission(pack, submission, assessment, history, { settings: { asOf, estimate, solver }, language }),
      )
    : planSubmission(pack, submission, assessment, history, { settings: null, language });
  const keepOptions = { renamed, isTrial: dryRun, isOneOfMany, signer };
  const keptPaths = storedFile && (await persistSubmission(world, storedFile, plannedSubmission, keepOptions));
  if (keptPaths && keptPaths.outcome !== 'conflict') trial?.set(foldKey(key), keptPaths.enterprise);
  if (keptPaths && keptPaths.outcome !== 'conflict')
    reportProvisionalKey(world, keptPaths.enterprise.key, files ?? '', language);
  if (keptPaths && keptPaths.outcome !== 'conflict' && keptPaths.advisedBy !== undefined) {
    const [path = '', used = ''] = [keptPaths.paths.policy, plannedSubmission.recommendation?.policy.id];
    world.stderr.write(
      `${sanitizeLine(language.messages.notices.otherPolicy({ path, used, stored: keptPaths.advisedBy }))}\n`,
    );
  }
  return { ...plannedSubmission, kept: keptPaths };
}

/** Reports that an enterprise is filed under a provisional key, and how to give it its code. */
function reportProvisionalKey(world: World, key: string, folder: string, { messages }: ReportLanguage): void {
  if (!isProvisionalKey(key)) return;
  const command = `matura rename ${key} CODE --files ${quoteWord(folder)}`;
  world.stderr.write(`${sanitizeLine(messages.notices.withoutCode({ key, command }))}\n`);
}

/** Answers ready to be scored. */
interface OpenedAnswers {
  /** The path as the user wrote it. */
  readonly path: string;
  readonly sheet: AnswerSet;
  readonly kind: Assessment['kind'] | undefined;
  readonly assessor: string | undefined;
  readonly consent: Assessment['consent'];
  /** When the answers were begun, in UTC (ISO 8601); undefined if they state no day. */
  readonly startedAt: string | undefined;
  readonly finishedAt: string | undefined;
  /** What was migrated from another version; undefined if nothing was. */
  readonly migration: Migration | undefined;
  /** The answers for which the current version has no question. */
  readonly lost: readonly LostAnswer[];
  /**
   * Facts that are asked for only by policies other than the one in use. They are recorded as stated but have no
   * effect.
   */
  readonly otherFacts: RecordedAnswers;
  /** All assessments in the enterprise file, if the answers come from one. */
  readonly assessments?: readonly Assessment[];
  /** Throws a `Refusal` if answers are missing without which the rubric refuses to score. */
  refuseMissing(refused: Evaluation['refused']): Promise<void>;
}

interface OpenAnswersOptions extends OtherPolicies, StyleChoice {
  /** Whether to migrate answers of another version. `stated`: only if the file itself states its version. */
  readonly migrate: boolean | 'stated';
}

/**
 * Opens a file of answers, or the newest assessment in an enterprise file. Answers of another version are migrated on
 * request, otherwise refused. If there are problems, shows these and throws a `Refusal`.
 */
export async function openAnswers(
  world: World,
  compiled: CompiledPack,
  path: string,
  opening: OpenAnswersOptions,
): Promise<OpenedAnswers> {
  const file = resolve(world.cwd, path);
  return path !== '-' && (await isEnterpriseFile(file))
    ? openRecordedAnswers(world, compiled, file, path, opening)
    : openStated(world, compiled, path, opening);
}

async function openStated(
  world: World,
  compiled: CompiledPack,
  path: string,
  opening: OpenAnswersOptions,
): Promise<OpenedAnswers> {
  const { plan, pack } = compiled;
  const { file, document: readDocument, problems, sources } = await readAnswers(world, path);
  const document = readDocument && (await withPresentId(world, pack, readDocument, { path, packs: opening.packs }));
  const otherPack = document?.pack !== undefined && document.pack !== pack.id ? document.pack : undefined;
  const refuse = async (found: readonly Problem[]): Promise<never> => {
    const refusal =
      otherPack !== undefined
        ? new CodedRefusal(3, 'answersOfOtherPack', { path: file, pack: otherPack, used: pack.id })
        : new CodedRefusal(3, 'answersRefused', { path: file });
    const vocabulary = packVocabulary(compiled, await resolveLanguage(world, opening.lang));
    return refuseProblems(world, found, sources, refusal, { ...opening, vocabulary });
  };
  if (!document) {
    // In a text that breaks off, a parser reports an open quote or bracket at the end, but correcting that would not
    // help.
    if (isCutOff(sources.get(file)?.text ?? '')) throw new CodedRefusal(3, 'answersCutOff', { path: file });
    return refuse(problems);
  }
  const isOther = document.packVersion !== pack.version && (document.pack ?? pack.id) === pack.id;
  const isMigrated = opening.migrate === 'stated' ? document.packVersion !== undefined : opening.migrate;
  const carriedAnswers =
    isMigrated && isOther
      ? carryOver(toRecordedStatements(document), { plan, renames: collectRenamesOfPack(compiled) })
      : undefined;
  const givenAnswers: Answers = carriedAnswers ? toAnswersDocument(document, carriedAnswers) : document;
  const { statedAnswers, otherFacts } = await separateOtherFacts(world, compiled, givenAnswers, opening);
  const lostAnswers = await dropOtherLosses(world, compiled, carriedAnswers?.lost ?? [], opening);
  const checkedAnswers = removeMissingCode(plan, checkAnswers(plan, statedAnswers, { file, pack }));
  if (problems.length > 0 || checkedAnswers.problems.length > 0)
    return refuse([...problems, ...checkedAnswers.problems]);
  if (checkedAnswers.longNumbers > 0) {
    const { messages } = await resolveLanguage(world, opening.lang);
    const count = String(checkedAnswers.longNumbers);
    world.stderr.write(`${sanitizeLine(messages.batch.longNumbers({ count, n: checkedAnswers.longNumbers }))}\n`);
  }
  const { kind, assessor, date, consent } = document.assessment ?? {};
  const time = date === undefined ? undefined : `${date}T00:00:00.000Z`;
  return {
    path,
    sheet: checkedAnswers.sheet,
    kind,
    assessor,
    consent,
    startedAt: time,
    finishedAt: time,
    migration: carriedAnswers && describeMigration(carriedAnswers, { from: document.packVersion, to: pack.version }),
    lost: lostAnswers,
    otherFacts,
    async refuseMissing(refused) {
      const missingProblems = findRefused(statedAnswers, refused, file);
      if (missingProblems.length > 0) await refuse(missingProblems);
    },
  };
}

/** Whether a text is JSON that was cut off: it does not end with a brace, and a bracket outside its strings is open. */
function isCutOff(text: string): boolean {
  if (!/^\s*\{\s*"/.test(text) || /\}\s*$/.test(text)) return false;
  const brackets = text.replace(/"(?:[^"\\]|\\.)*"/gs, '');
  const count = (pattern: RegExp): number => brackets.match(pattern)?.length ?? 0;
  return count(/[{[]/g) > count(/[}\]]/g);
}

/** Accepts answers without the enterprise's code if they state its name: the code may not be known yet. */
function removeMissingCode(plan: Plan, checked: ReturnType<typeof checkAnswers>): ReturnType<typeof checkAnswers> {
  const key = keyFactOf(plan);
  if (!key || checked.sheet.get(NAME_FACT)?.state !== 'answered') return checked;
  const isCode = ({ code, details }: Problem): boolean => code === 'A109' && details.name === key.name;
  return { ...checked, problems: checked.problems.filter((problem) => !isCode(problem)) };
}

/** Separates the facts that only other policies ask for from the answers to be scored, and reports these facts. */
async function separateOtherFacts(
  world: World,
  compiled: CompiledPack,
  stated: Answers,
  opening: OpenAnswersOptions,
): Promise<{ readonly statedAnswers: Answers; readonly otherFacts: RecordedAnswers }> {
  const unknownFacts = Object.keys(stated.facts ?? {}).filter((name) => !compiled.plan.names.has(name));
  const otherPolicyFacts = await reportOtherPolicyFacts(world, compiled, unknownFacts, opening);
  if (otherPolicyFacts.size === 0) return { statedAnswers: stated, otherFacts: {} };
  const pickFacts = (isOther: boolean): NonNullable<Answers['facts']> =>
    Object.fromEntries(Object.entries(stated.facts ?? {}).filter(([name]) => otherPolicyFacts.has(name) === isOther));
  return {
    statedAnswers: { ...stated, facts: pickFacts(false) },
    otherFacts: toRecordedStatements({ facts: pickFacts(true) }).facts,
  };
}

/** Removes from the list of lost answers the facts that only another policy asks for, and reports these facts. */
async function dropOtherLosses(
  world: World,
  compiled: CompiledPack,
  lost: readonly LostAnswer[],
  opening: OtherPolicies,
): Promise<readonly LostAnswer[]> {
  const names = lost.map(({ name }) => name);
  const otherPolicyFacts = await reportOtherPolicyFacts(world, compiled, names, opening);
  return lost.filter(({ name }) => !otherPolicyFacts.has(name));
}

async function openRecordedAnswers(
  world: World,
  compiled: CompiledPack,
  file: string,
  path: string,
  opening: OpenAnswersOptions,
): Promise<OpenedAnswers> {
  const { migrate } = opening;
  const { stamp } = compiled;
  const { readEnterpriseFile } = await loadEnterpriseFiles();
  const { enterprise, altered } = await readEnterpriseFile(file);
  if (altered) reportAlteredFile(world, altered, (await resolveLanguage(world, opening.lang)).messages);
  const { assessments } = enterprise;
  const newestAssessment = findNewestAssessment(enterprise, compiled);
  if (newestAssessment) await refuseFormerId(world, stamp.id, newestAssessment.pack, { path, packs: opening.packs });
  if (!newestAssessment) throw new CodedRefusal(3, 'noAssessmentUnder', { path, pack: stamp.id });
  const recordedVersion = newestAssessment.pack.version;
  if (recordedVersion !== stamp.version && !migrate) {
    throw new CodedRefusal(3, 'otherVersion', { path, version: recordedVersion, now: stamp.version });
  }
  return {
    path,
    ...(await carryOverRecorded(world, compiled, newestAssessment, opening)),
    kind: newestAssessment.kind,
    assessor: newestAssessment.assessor,
    consent: newestAssessment.consent,
    startedAt: newestAssessment.startedAt,
    finishedAt: newestAssessment.finishedAt,
    assessments,
    async refuseMissing(refused) {
      const names = refused.map(({ name }) => name);
      if (refused.length > 0) throw new CodedRefusal(3, 'missingAnswers', { path, names });
    },
  };
}

/**
 * Converts the answers of an assessment on file to the current version of its pack, by the renames that the pack
 * declares.
 */
export async function carryOverRecorded(
  world: World,
  compiled: CompiledPack,
  assessment: Assessment,
  opening: OtherPolicies,
): Promise<Pick<OpenedAnswers, 'sheet' | 'migration' | 'lost' | 'otherFacts'>> {
  const { plan, stamp } = compiled;
  const carriedAnswers = carryOver(assessment, { plan, renames: collectRenamesOfPack(compiled) });
  const lost = await dropOtherLosses(world, compiled, carriedAnswers.lost, opening);
  await reportKeptNumbers(world, plan, assessment, opening);
  const otherNames = carriedAnswers.lost.filter((answer) => !lost.includes(answer)).map(({ name }) => name);
  return {
    sheet: readRecordedAnswers(plan, carriedAnswers).sheet,
    migration: describeMigration(carriedAnswers, { from: assessment.pack.version, to: stamp.version }),
    lost,
    otherFacts: Object.fromEntries(Object.entries(assessment.facts).filter(([name]) => otherNames.includes(name))),
  };
}

function collectRenamesOfPack({ plan, pack }: CompiledPack): Renames {
  return collectRenames({ plan, questionnaire: pack.questionnaire.document });
}

/** Reads the signing key of `--sign`; undefined if the option is not given. */
export function openSigner(world: World, file: string | undefined): SigningKey | undefined {
  return file === undefined ? undefined : readSigningKey(resolve(world.cwd, file));
}

/** Reports that the policy on file is older than the assessment just recorded, with the command that renews it. */
export async function reportOlderPolicy(
  world: World,
  path: string,
  { key, assessments, records }: Enterprise,
  { messages: { notices }, packs, lang }: OtherPolicies & { readonly messages: Messages },
): Promise<void> {
  const [policy, newest] = [findPolicy(dirname(path), key), assessments.at(-1)];
  if (!newest || policy === undefined) return;
  const [file, folder] = [path, rootOf(path, key)].map((target) => formatPath(world, target)) as [string, string];
  const id = (await findPresentIds(world, packs))(newest.pack);
  const { pack } = await loadPack(world, id, { packs: packs ?? [] });
  const isOtherVersion = pack !== undefined && pack !== null && pack.version !== newest.pack.version;
  // An earlier version of Matura could recommend with a template, which is not accepted as a programme.
  const programme = (await readPolicies(world, pack?.folder ?? world.cwd, packs)).find(
    (candidate) => candidate.id === planFor({ records }, newest)?.policy.id && !candidate.template,
  );
  const keptPlan = findKeptPlan({ records }, newest);
  const command = writeTypedCommand(
    [
      ...(keptPlan
        ? ['recommend', file, ...limitOptions(keptPlan.limits), '--keep']
        : ['score', id, file, '--files', folder, ...(isOtherVersion ? ['--migrate'] : [])]),
      ...(programme === undefined ? [] : ['--programme', programme.id]),
    ],
    { files: STANDARD_FOLDER, packs, lang },
  );
  world.stderr.write(`${sanitizeLine(notices.olderPolicy({ path: formatPath(world, policy), command }))}\n`);
}
