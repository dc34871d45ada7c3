import { existsSync, statSync } from 'node:fs';
import { extname, resolve } from 'node:path';
import { CodedRefusal, loadProblemTexts, type Messages, phraseInWords } from '../i18n/index.ts';
import { readRecordedAnswers } from '../interview/index.ts';
import type { Assessment, Enterprise, Recommendation, Warning } from '../model/index.ts';
import { type CompiledPack, findPresentIds, readStream } from '../pack/index.ts';
import { planFor } from '../policy/index.ts';
import { formatNumber, sanitizeLine, type Vocabulary, warningInWords } from '../report/index.ts';
import {
  type AnswerSet,
  type Assessed,
  assess,
  type Plan,
  readStatement,
  readStoredStatement,
} from '../scoring/index.ts';
import {
  computeFingerprint,
  countEnterprises,
  enterprisePath,
  type FileProblem,
  findByFileName,
  listEnterprises,
  parseEnterprise,
  type ReadEnterprise,
  readEnterprise,
  readEnterpriseFile,
  signatureOf,
} from '../store/index.ts';
import type { World } from '../world.ts';
import { reportAlteredFile } from './altered-file.ts';
import { type FormatProgress, formatPath, formatRefusal, resolveLanguage, startProgress } from './console.ts';
import { isKnownEnding } from './formats.ts';
import { searchWithSolver } from './highs-solver.ts';
import { openPack, type PackChoice } from './open-pack.ts';
import { choosePolicyByPlace, reportOtherPolicyFacts } from './policy-of-place.ts';
import { type AdviceSettings, adviseSubmission } from './submission.ts';

interface OpenedEnterprise {
  readonly enterprise: Enterprise;
  /** The absolute path, or `stdin` for standard input. */
  readonly path: string;
  /** Set if something in the file was changed after Matura wrote it. */
  readonly altered: FileProblem | undefined;
}

/**
 * Opens an enterprise by its key, or by the name of its file, in the folder `files`. Any other name is taken as a path,
 * and `-` as standard input. Reports on stderr if the file was altered. Throws a `Refusal` if there is no such file.
 */
export async function openEnterprise(
  world: World,
  file: string,
  files: string,
  lang: string | undefined,
): Promise<OpenedEnterprise> {
  if (file === '-') {
    return reportAltered(parseEnterprise(await readStream('stdin', world.stdin), 'stdin'), 'stdin');
  }
  const root = resolve(world.cwd, files);
  const enterpriseFile = await readEnterprise(root, file);
  if (enterpriseFile) return reportAltered(enterpriseFile, enterprisePath(root, file));
  const path = isEnterprisePath(file) ? resolve(world.cwd, file) : findByFileName(root, file);
  if (path !== undefined) {
    return reportAltered(await readEnterpriseFile(path), path);
  }
  // The file with this name contains answers, a policy or a report, not an enterprise.
  if (statSync(resolve(world.cwd, file), { throwIfNoEntry: false })?.isFile()) {
    const { refuseOtherFile } = await import('./find-enterprise.ts');
    throw await refuseOtherFile(world, file);
  }
  if (statSync(resolve(world.cwd, file), { throwIfNoEntry: false })?.isDirectory())
    throw new CodedRefusal(3, 'notOneEnterprise', { path: file });
  if (!existsSync(root)) throw new CodedRefusal(3, 'noFilesFolder', { folder: files });
  const { suggestEnterprises } = await import('./find-enterprise.ts');
  throw new CodedRefusal(3, 'noEnterpriseFile', {
    key: file,
    folder: files,
    near: await suggestEnterprises(root, file),
  });

  async function reportAltered({ enterprise, altered }: ReadEnterprise, path: string): Promise<OpenedEnterprise> {
    if (altered) reportAlteredFile(world, altered, (await resolveLanguage(world, lang)).messages);
    return { enterprise, path, altered };
  }
}

/**
 * Whether a name is the path of an enterprise file: it ends in `.json`, or it is a path without another known ending.
 */
function isEnterprisePath(file: string): boolean {
  const fileEnding = extname(file).toLowerCase();
  return fileEnding === '.json' || (/[/\\]/.test(file) && !isKnownEnding(fileEnding));
}

/** Returns the warnings about numbers that are improbable or contradict each other. */
export function numberWarnings({ result }: Pick<Assessed, 'result'>): readonly Warning[] {
  return result.warnings.filter(({ code }) => code === 'implausible' || code === 'other-magnitude');
}

/** Returns the warnings of an assessment that an earlier assessment does not have in exactly the same form. */
export function findNewWarnings(
  { result }: Pick<Assessed, 'result'>,
  earlier: Pick<Assessed, 'result'> | undefined,
): readonly Warning[] {
  const earlierWarnings = new Set(earlier?.result.warnings.map((warning) => JSON.stringify(warning)));
  return result.warnings.filter((warning) => !earlierWarnings.has(JSON.stringify(warning)));
}

/**
 * Reports warnings on stderr, one per line; `subject` names the enterprise they are about, if an output is about
 * several.
 */
export function printWarnings(
  world: World,
  warnings: readonly Warning[],
  vocabulary: Vocabulary,
  subject?: string,
): void {
  for (const warning of warnings) {
    const text = warningInWords(warning, vocabulary);
    const line = subject === undefined ? text : vocabulary.messages.numbers.labelled(subject, text);
    world.stderr.write(`${sanitizeLine(line)}\n`);
  }
}

/**
 * Opens the pack of an assessment, with the policy of its recommendation or with another policy. Reports on stderr if
 * the pack has changed since the assessment.
 */
export async function openPackOf(
  world: World,
  enterprise: Enterprise,
  assessment: Assessment,
  options: Omit<PackChoice, 'pack'>,
): Promise<CompiledPack> {
  const { policy = planFor(enterprise, assessment)?.policy.id, ...choice } = options;
  const pack = (await findPresentIds(world, options.packs))(assessment.pack);
  const compiledPack = await openPack(world, { ...choice, pack, policy, isRecorded: options.policy === undefined });
  const { stamp } = compiledPack;
  if (stamp.hash !== assessment.pack.hash) {
    const { notices } = (await resolveLanguage(world, options.lang)).messages;
    const { version } = assessment.pack;
    const text =
      pack !== assessment.pack.id
        ? notices.otherId({ pack: assessment.pack.id, version, now: stamp.id, found: stamp.version })
        : stamp.version === version
          ? notices.otherContent({ pack: stamp.id, version })
          : notices.otherVersion({ pack: stamp.id, version, found: stamp.version });
    world.stderr.write(`${sanitizeLine(text)}\n`);
  }
  return compiledPack;
}

/** Reports register numbers that were kept as stored although they fail a check of the present version. */
export async function reportKeptNumbers(
  world: World,
  plan: Plan,
  { facts }: Pick<Assessment, 'facts'>,
  { lang }: { readonly lang?: string | undefined },
): Promise<void> {
  for (const input of plan.inputs) {
    const storedAnswer = input.form.register && Object.hasOwn(facts, input.name) ? facts[input.name] : undefined;
    const statement = storedAnswer && readStatement(input, storedAnswer);
    if (!storedAnswer || !statement || !('code' in statement) || 'code' in readStoredStatement(input, storedAnswer))
      continue;
    const { language, messages } = await resolveLanguage(world, lang);
    const texts = await loadProblemTexts(language);
    const reason = phraseInWords(statement.details.wanted ?? statement.code, texts);
    const text = messages.notices.keptNumber({ number: String(storedAnswer.value), reason });
    world.stderr.write(`${sanitizeLine(text)}\n`);
  }
}

/** One assessment of an enterprise, scored again from its answers. */
export interface OpenedAssessment extends OpenedEnterprise {
  readonly assessment: Assessment;
  readonly compiled: CompiledPack;
  readonly sheet: AnswerSet;
  readonly assessed: Assessed;
  /** The day of the assessment, `YYYY-MM-DD`. */
  readonly date: string;
  /** Who signed the assessment; undefined if it is not signed, or if the file was altered. */
  readonly signer: { readonly name: string; readonly fingerprint: string } | undefined;
}

interface AssessmentChoice extends Omit<PackChoice, 'pack'> {
  /** The folder of enterprise files, as the user wrote it. */
  readonly files: string;
  /**
   * Chooses one of the enterprise's assessments (the last is the newest). Without this function, the newest is used.
   */
  readonly choose?: (assessments: readonly Assessment[]) => Assessment;
  /** The language of notices on stderr. */
  readonly lang?: string | undefined;
  /** The day on which the policy for the enterprise's place must be valid; undefined if no such policy is needed. */
  readonly policyOn?: string | undefined;
}

/**
 * Opens an assessment in an enterprise file together with its pack. Answers to questions that the pack does not have
 * are reported on stderr.
 */
export async function openAssessment(
  world: World,
  file: string,
  { files, choose, policyOn, ...choice }: AssessmentChoice,
): Promise<OpenedAssessment> {
  const { enterprise, path, altered } = await openEnterprise(world, file, files, choice.lang);
  const newestAssessment = enterprise.assessments.at(-1);
  if (!newestAssessment) throw new CodedRefusal(3, 'noAssessment', { path: file });
  const assessment = choose?.(enterprise.assessments) ?? newestAssessment;
  const policy =
    choice.policy ??
    (policyOn === undefined
      ? undefined
      : await choosePolicyByPlace(world, assessment.facts, {
          ...choice,
          pack: (await findPresentIds(world, choice.packs))(assessment.pack),
          asOf: policyOn,
          before: planFor(enterprise, assessment)?.policy.id,
        }));
  const compiledPack = await openPackOf(world, enterprise, assessment, { ...choice, policy });
  const { plan, stamp } = compiledPack;
  const { sheet, lost } = readRecordedAnswers(plan, assessment);
  const namesOfOtherPolicies = await reportOtherPolicyFacts(world, compiledPack, lost, choice);
  const unknownFacts = lost.filter((name) => !namesOfOtherPolicies.has(name));
  if (unknownFacts.length > 0) {
    const { notices, numbers } = (await resolveLanguage(world, choice.lang)).messages;
    world.stderr.write(`${sanitizeLine(notices.notInPack({ names: numbers.items(unknownFacts) }))}\n`);
  }
  if (stamp.version !== assessment.pack.version) await reportKeptNumbers(world, plan, assessment, choice);
  const assessed = assess(plan, sheet, stamp, world.version);
  const signature = altered ? undefined : signatureOf(enterprise, enterprise.assessments.indexOf(assessment));
  return {
    enterprise,
    path,
    altered,
    signer: signature && { name: signature.by, fingerprint: computeFingerprint(signature.key) },
    assessment,
    compiled: compiledPack,
    sheet,
    assessed,
    date: assessment.finishedAt.slice(0, 'YYYY-MM-DD'.length),
  };
}

/**
 * Returns the recommendation for an opened assessment, with its roadmap, based on everything in the enterprise file.
 * Undefined if the pack has no policy.
 */
export async function recommendForAssessment(
  world: World,
  { enterprise, compiled, sheet, assessed, date, assessment }: OpenedAssessment,
  settings: Omit<AdviceSettings, 'solver' | 'roadmap'>,
): Promise<Recommendation | undefined> {
  return searchWithSolver(world, compiled, (solver) =>
    adviseSubmission(compiled, { ...assessment, sheet, day: date }, assessed, enterprise, {
      ...settings,
      solver,
      roadmap: true,
    }),
  );
}

/** A folder of enterprise files, and how to report on it. */
export interface Folder {
  /** The absolute path of the folder. */
  readonly root: string;
  readonly messages: Messages;
  readonly quiet: boolean;
}

/**
 * Yields all enterprises of a folder, with progress on stderr. Files that cannot be read are reported on stderr, and
 * their paths are passed to `unreadable` as the user would write them. Throws a `FileProblem` if the folder itself
 * cannot be read.
 */
export async function* readEachEnterprise(
  world: World,
  { root, messages, quiet }: Folder,
  unreadable: (path: string) => void,
): AsyncGenerator<Enterprise> {
  const totalCount = await countEnterprises(root);
  const progress = startProgress(world, createProgressFormat(messages), { quiet });
  let count = 0;
  for await (const entry of listEnterprises(root)) {
    count += 1;
    progress.tell(count, totalCount);
    if ('enterprise' in entry) {
      if (entry.altered) {
        progress.end();
        reportAlteredFile(world, entry.altered, messages);
      }
      yield entry.enterprise;
    } else {
      const path = formatPath(world, entry.path);
      progress.end();
      world.stderr.write(`${formatRefusal(entry.problem, messages, path).join('\n')}\n`);
      unreadable(path);
    }
  }
  progress.end();
}

function createProgressFormat({ batch, versions, numbers }: Messages): FormatProgress {
  const writeNumber = (value: number): string => formatNumber(value, { numbers, decimals: 0 });
  return (done, total, rate, remaining) => {
    const text = versions.enterprises.progress({
      count: writeNumber(done),
      of: writeNumber(total),
      rate: writeNumber(rate),
    });
    return batch.remaining({ text, seconds: writeNumber(remaining) });
  };
}
