import { existsSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import {
  addOutputOptions,
  addPackOptions,
  askChoice,
  DATA_FORMATS,
  type DataFormat,
  dryRunOption,
  filesOption,
  formatPath,
  type HelpDetails,
  isAtTerminal,
  isForPeople,
  isStandardOutput,
  type OutputOptions,
  openPack,
  type PackOptions,
  prepareOutput,
  recordStamp,
  resolveLanguage,
  showOutput,
  suggestEnterprises,
  terminalStyleOf,
} from '../app/index.ts';
import { CodedRefusal, type Messages } from '../i18n/index.ts';
import { keyFactOf } from '../interview/index.ts';
import { Refusal } from '../model/index.ts';
import { refuseStandardInput } from '../pack/index.ts';
import {
  type Block,
  formatCount,
  groupBlocks,
  leadParagraph,
  listOf,
  paragraph,
  renderTerminalBlocks,
} from '../report/index.ts';
import {
  FileProblem,
  findKeptFiles,
  finishRemoval,
  type KeptFiles,
  readEnterprise,
  readEnterpriseFile,
  removeKeptFiles,
  rootOf,
} from '../store/index.ts';
import type { World } from '../world.ts';

interface ForgetOptions extends OutputOptions<DataFormat>, PackOptions {
  readonly files: string;
  readonly dryRun?: boolean;
  readonly yes?: boolean;
  readonly recorder?: string;
}

export const help: HelpDetails = {
  examples: ['matura forget {enterprise} --dry-run', 'matura forget {enterprise} --yes -o receipt.json'],
};

export function configure(command: Command, world: World, done: (code: number) => void): void {
  command.option('--yes').option('--recorder <name>').addOption(dryRunOption()).addOption(filesOption());
  addOutputOptions(command, DATA_FORMATS);
  addPackOptions(command).action((file: string, options: ForgetOptions) => forget(world, file, options).then(done));
}

async function forget(world: World, typed: string, options: ForgetOptions): Promise<number> {
  const { messages } = await resolveLanguage(world, options.lang);
  await prepareOutput(world, options, ['key', 'files', 'removedAt']);
  refuseStandardInput(typed);
  const { root, key } = await resolveKey(world, typed, options.files);
  const keptFiles = await findKeptFiles(root, key, world.now(), (pack, name) =>
    isKeyFact(world, pack.id, name, options),
  );
  if (keptFiles.files.length === 0) {
    const nearKeys = await suggestEnterprises(root, typed);
    throw new CodedRefusal(3, 'noEnterpriseFile', { key: typed, folder: options.files, near: nearKeys });
  }
  if (!options.dryRun && !options.yes) await confirmRemoval(world, keptFiles, options, messages);
  const { recordedAt, recordedBy } = recordStamp(world, options.recorder);
  if (options.dryRun) world.stderr.write(`${messages.notices.dryRun}\n`);
  else await removeKeptFiles(keptFiles, world.now());
  const receipt: Receipt = {
    schemaVersion: 1,
    key,
    startedAt: keptFiles.startedAt ?? recordedAt,
    removedAt: options.dryRun ? null : world.now().toISOString(),
    removedBy: recordedBy ?? null,
    files: keptFiles.files,
  };
  const outputMakers = {
    pretty: (look: Parameters<typeof renderTerminalBlocks>[1]) =>
      renderTerminalBlocks(
        [
          ...listKept(keptFiles, messages, options.dryRun ? 'planned' : 'removed'),
          ...describeReceipt(receipt, messages),
          ...listUnreached(world, keptFiles, messages),
        ],
        look,
      ),
    json: () => receipt,
  };
  await showOutput(world, options, outputMakers, messages);
  const isSaid = !options.yes || (isForPeople(options.format) && isStandardOutput(options.output));
  if (!isSaid && !options.quiet)
    world.stderr.write(
      renderTerminalBlocks(listUnreached(world, keptFiles, messages), terminalStyleOf(world, world.stderr, options)),
    );
  // Finished only after the receipt is written: if this run is killed before, the next run can still write the receipt
  // in full.
  if (!options.dryRun) finishRemoval(keptFiles);
  return 0;
}

/** The files that were removed for an enterprise, as proof for the office. */
interface Receipt extends Pick<KeptFiles, 'key' | 'files'> {
  readonly schemaVersion: 1;
  /** When the removal began, in UTC (ISO 8601). */
  readonly startedAt: string;
  /** When the last file was removed, in UTC (ISO 8601); null in a trial run. */
  readonly removedAt: string | null;
  readonly removedBy: string | null;
}

/**
 * Returns the folder and the key for a code or for the path of an enterprise file. The key is spelled as in the file,
 * unless the file is damaged.
 */
async function resolveKey(world: World, typed: string, files: string): Promise<Pick<KeptFiles, 'root' | 'key'>> {
  const path = resolve(world.cwd, typed);
  if (/[/\\]|\.json$/i.test(typed) && statSync(path, { throwIfNoEntry: false })?.isFile()) {
    const { key } = (await readEnterpriseFile(path)).enterprise;
    return { root: resolve(rootOf(path, key)), key };
  }
  const root = resolve(world.cwd, files);
  if (!existsSync(root)) throw new CodedRefusal(3, 'noFilesFolder', { folder: files });
  try {
    return { root, key: (await readEnterprise(root, typed))?.enterprise.key ?? typed };
  } catch (error) {
    // A damaged file is removed like any other, unless it says that it belongs to another enterprise.
    if (error instanceof FileProblem && error.code === 'damaged' && error.detail?.kind !== 'other-key')
      return { root, key: typed };
    throw error;
  }
}

async function isKeyFact(world: World, pack: string, name: string, { packs }: PackOptions): Promise<boolean> {
  try {
    const { plan } = await openPack(world, { pack, packs });
    return keyFactOf(plan)?.name === name;
  } catch (error) {
    // Without its pack, a draft is taken for one of the enterprise if any of its facts states the code.
    if (error instanceof Refusal) return true;
    throw error;
  }
}

/** Lists what would be removed, and asks. Throws a `Refusal` unless a person agrees. */
async function confirmRemoval(
  world: World,
  kept: KeptFiles,
  options: ForgetOptions,
  messages: Messages,
): Promise<void> {
  const words = messages.forgetting;
  const look = terminalStyleOf(world, world.stderr, options);
  const blocks = [...listKept(kept, messages, 'planned'), ...listUnreached(world, kept, messages)];
  world.stderr.write(renderTerminalBlocks(blocks, look));
  if (!isAtTerminal(world)) throw new CodedRefusal(2, 'removalUnconfirmed', {});
  const choices = [
    { id: 'keep', text: words.keep },
    { id: 'remove', text: words.remove },
  ] as const;
  const answer = await askChoice(world, words.question, choices, { messages, left: words.kept });
  if (answer === 'keep') throw new Refusal(130, words.kept);
}

function listKept({ key, files }: KeptFiles, { forgetting, numbers }: Messages, state: 'planned' | 'removed'): Block[] {
  const count = (number: number): string => formatCount(number, numbers);
  const bytes = count(files.reduce((sum, file) => sum + file.bytes, 0));
  return [
    ...groupBlocks([leadParagraph(forgetting[state]({ key, files: count(files.length), bytes }))]),
    ...listOf(
      files.map((file) => ({
        text: file.path,
        parts: [
          { text: forgetting.file({ kind: forgetting.kinds[file.kind], bytes: count(file.bytes) }) },
          ...(state === 'removed' ? [{ text: file.digest }] : []),
        ],
      })),
    ),
  ];
}

function describeReceipt({ removedAt, removedBy }: Receipt, { forgetting, numbers }: Messages): Block[] {
  if (removedAt === null) return [];
  return [
    paragraph(numbers.labelled(forgetting.removedAt, removedAt)),
    ...(removedBy === null ? [] : [paragraph(numbers.labelled(forgetting.removedBy, removedBy))]),
  ];
}

function listUnreached(world: World, { beside }: KeptFiles, { forgetting, numbers }: Messages): Block[] {
  const otherPaths = beside.map((path) => formatPath(world, path));
  return groupBlocks([
    paragraph(forgetting.unreached),
    ...(otherPaths.length > 0 ? [paragraph(numbers.labelled(forgetting.beside, numbers.items(otherPaths)))] : []),
  ]);
}
