import { resolve } from 'node:path';
import type { Command } from 'commander';
import {
  addOutputOptions,
  addPackOptions,
  DATA_FORMATS,
  type Folder,
  type HelpDetails,
  type OutputOptions,
  openPack,
  type PackOptions,
  packVocabulary,
  programmeOption,
  readEachEnterprise,
  resolveLanguage,
  showOutput,
  targetVersionOf,
} from '../app/index.ts';
import { readRecordedName } from '../interview/index.ts';
import type { PackStamp } from '../model/index.ts';
import type { CompiledPack } from '../pack/index.ts';
import {
  type ChangedEnterprise,
  type DiffReport,
  type EnterprisesReport,
  joinVocabularies,
  renderDiff,
  renderDiffMarkdown,
  type TerminalOptions,
} from '../report/index.ts';
import {
  assessVersionEffect,
  belongsTo,
  type ContinuedPack,
  compareVersionNumbers,
  compareVersions,
  deservedStep,
  isSubstantive,
  nextVersion,
  type TargetVersion,
  type Version,
  type VersionEffect,
} from '../versions/index.ts';
import type { World } from '../world.ts';

const FORMATS = [...DATA_FORMATS, 'md'] as const;

interface DiffOptions extends PackOptions, OutputOptions<(typeof FORMATS)[number]> {
  readonly files?: string;
  readonly texts?: boolean;
  readonly policy?: string;
}

export const help: HelpDetails = {
  examples: [
    'matura diff digital-intensity quick-scan',
    'matura diff quick-scan packs/questionnaires/digital-check --files files',
    'matura diff quick-scan packs/questionnaires/digital-check --texts',
    'matura diff quick-scan packs/questionnaires/digital-check --format md',
  ],
};

export function configure(command: Command, world: World, done: (code: number) => void): void {
  command.option('--files <dir>').option('--texts').addOption(programmeOption());
  addOutputOptions(command, FORMATS);
  addPackOptions(command).action((old: string, now: string, options: DiffOptions) =>
    diff(world, old, now, options).then(done),
  );
}

async function diff(
  world: World,
  givenOldPack: string,
  givenCurrentPack: string,
  options: DiffOptions,
): Promise<number> {
  const speech = await resolveLanguage(world, options.lang);
  const oldPack = await openPack(world, { ...options, pack: givenOldPack });
  const currentPack = await openPack(world, { ...options, pack: givenCurrentPack });
  const [before, after] = [versionOf(oldPack), versionOf(currentPack)];
  const changes = compareVersions(before, after);
  const target = targetVersionOf(world, currentPack);
  const enterprises =
    options.files === undefined
      ? undefined
      : await compareEnterprises(world, { ...oldPack.stamp, formerly: before.questionnaire.formerly }, target, {
          root: resolve(world.cwd, options.files),
          messages: speech.messages,
          quiet: options.quiet ?? false,
        });
  const substantiveChanges = changes.filter(isSubstantive);
  const isQuiet =
    oldPack.stamp.id === currentPack.stamp.id &&
    oldPack.stamp.version === currentPack.stamp.version &&
    substantiveChanges.length > 0;
  if (isQuiet) world.stderr.write(`${speech.messages.notices.raiseVersion({ version: currentPack.stamp.version })}\n`);
  const step = oldPack.stamp.id === currentPack.stamp.id ? deservedStep(changes, before, after) : null;
  const version = step && nextVersion(oldPack.stamp.version, step);
  const requiredStep =
    step && version
      ? { step, version, isReached: step === 'patch' || compareVersionNumbers(currentPack.stamp.version, version) >= 0 }
      : undefined;
  const [one, other] = [packVocabulary(oldPack, speech), packVocabulary(currentPack, speech)];
  const measures = [...(before.measures?.measures ?? []), ...(after.measures?.measures ?? [])];
  const report: DiffReport = {
    old: before.questionnaire,
    now: after.questionnaire,
    changes,
    measureTitles: new Map(measures.map(({ id, title }) => [id, other.pick(title) ?? id])),
    enterprises,
    headline: target.headline,
    texts: options.texts ?? false,
    due: requiredStep,
  };
  const vocabularies = joinVocabularies(one, other, currentPack.plan);
  const outputMakers = {
    pretty: (look: TerminalOptions) => renderDiff(report, { ...look, vocabularies }),
    md: () => renderDiffMarkdown(report, vocabularies),
    json: () => {
      const texts = changes.length - substantiveChanges.length;
      const listedChanges = options.texts ? changes : substantiveChanges;
      const stamps = { schemaVersion: 1, tool: world.version, old: oldPack.stamp, new: currentPack.stamp };
      return { ...stamps, changes: listedChanges, texts, due: requiredStep, enterprises };
    },
  };
  await showOutput(world, options, outputMakers, speech.messages);
  const areEnterprisesAffected = enterprises && (enterprises.changed.length > 0 || enterprises.unreadable.length > 0);
  return isQuiet || areEnterprisesAffected ? 1 : 0;
}

function versionOf({ pack, plan }: CompiledPack): Version {
  return {
    questionnaire: pack.questionnaire.document,
    rubric: pack.rubric.document,
    measures: pack.measures?.document ?? null,
    plan,
  };
}

/**
 * Scores the newest assessment of each enterprise again, with another version of the pack, without writing anything.
 * Reports unreadable files on stderr and counts them; throws a `FileProblem` if the folder cannot be read.
 */
async function compareEnterprises(
  world: World,
  old: PackStamp & ContinuedPack,
  target: TargetVersion,
  folder: Folder,
): Promise<EnterprisesReport> {
  const counts = { same: 0, rises: 0, falls: 0, open: 0, none: 0 };
  const changedEnterprises: ChangedEnterprise[] = [];
  const unreadableFiles: string[] = [];
  let [others, otherVersion] = [0, 0];
  for await (const enterprise of readEachEnterprise(world, folder, (path) => unreadableFiles.push(path))) {
    const newestAssessment = enterprise.assessments.findLast(({ pack }) => belongsTo(pack, old));
    if (!newestAssessment) {
      others += 1;
      continue;
    }
    if (newestAssessment.pack.hash !== old.hash) otherVersion += 1;
    const outcome = assessVersionEffect(newestAssessment, target);
    counts[outcome.move ?? 'none'] += 1;
    if (isChanged(outcome))
      changedEnterprises.push({ key: enterprise.key, name: readRecordedName(enterprise) ?? null, ...outcome });
  }
  return { counts, changed: changedEnterprises, others, otherVersion, unreadable: unreadableFiles };
}

function isChanged({ move, lost, refused }: VersionEffect): boolean {
  return (move !== undefined && move !== 'same') || lost.length > 0 || refused.length > 0;
}
