import { dirname, relative } from 'node:path';
import type { Command } from 'commander';
import {
  addOutputOptions,
  addStyleOptions,
  DATA_FORMATS,
  type DataFormat,
  dryRunOption,
  filesOption,
  type HelpDetails,
  isStandardOutput,
  type OutputOptions,
  openEnterprise,
  prepareOutput,
  resolveAsOf,
  resolveLanguage,
  showOutput,
} from '../app/index.ts';
import { refuseStandardInput } from '../pack/index.ts';
import {
  groupBlocks,
  leadParagraph,
  renderTerminalBlocks,
  sanitizeLine,
  type TerminalOptions,
} from '../report/index.ts';
import { redactEnterprise } from '../store/index.ts';
import type { World } from '../world.ts';

interface RedactOptions extends OutputOptions<DataFormat> {
  readonly files: string;
  readonly dryRun?: boolean;
}

export const help: HelpDetails = {
  examples: ['matura redact {enterprise} --dry-run'],
};

export function configure(command: Command, world: World, done: (code: number) => void): void {
  command.addOption(filesOption()).addOption(dryRunOption());
  addOutputOptions(command, DATA_FORMATS);
  addStyleOptions(command).action((file: string, options: RedactOptions) => redact(world, file, options).then(done));
}

async function redact(world: World, file: string, options: RedactOptions): Promise<number> {
  const { messages } = await resolveLanguage(world, options.lang);
  await prepareOutput(world, options, ['key', 'entries']);
  const words = messages.redaction;
  refuseStandardInput(file);
  const { enterprise, path } = await openEnterprise(world, file, options.files, options.lang);
  const isTrial = options.dryRun ?? false;
  const entries = await redactEnterprise(path, resolveAsOf(world, undefined), { isTrial });
  if (isTrial) world.stderr.write(`${messages.notices.dryRun}\n`);
  const shortPath = relative(world.cwd, path).replaceAll('\\', '/');
  const newestAssessment = enterprise.assessments.findLast(({ recommendation }) => recommendation);
  const scoreCommand = `matura score ${newestAssessment?.pack.id} ${shortPath} --files ${relative(world.cwd, dirname(path)) || '.'}`;
  const lines =
    entries === 0
      ? [words.nothing({ path: shortPath })]
      : [
          words.removed({ path: shortPath, entries: String(entries), isTrial }),
          words.copies,
          ...(newestAssessment ? [messages.numbers.labelled(words.policy, scoreCommand)] : []),
        ];
  const outputMakers = {
    // The lines contain paths and a command to copy, so they are not wrapped.
    pretty: (look: TerminalOptions) =>
      renderTerminalBlocks(groupBlocks(lines.map((line) => leadParagraph([{ path: line }]))), look),
    json: () => ({ schemaVersion: 1, key: enterprise.key, entries }),
  };
  await showOutput(world, options, outputMakers, messages);
  // With -o FILE, say which file was changed: the option is easily taken for a redacted copy.
  if (!isStandardOutput(options.output) && !options.quiet)
    for (const line of lines) world.stderr.write(`${sanitizeLine(line)}\n`);
  return 0;
}
