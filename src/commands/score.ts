import type { Command } from 'commander';
import {
  addOutputOptions,
  addPackOptions,
  choosePolicyByPlace,
  costOption,
  DATA_FORMATS,
  type DataFormat,
  dayOption,
  dryRunOption,
  type HelpDetails,
  isForPeople,
  kindOption,
  type OutputOptions,
  openAnswers,
  openPack,
  type PolicyOptions,
  prepareOutput,
  programmeOption,
  readStatedFacts,
  refuseTyped,
  resolveAsOf,
  resolveLanguage,
  scoreAnswers,
  showOutput,
  signOption,
} from '../app/index.ts';
import { CodedRefusal } from '../i18n/index.ts';
import type { Assessment } from '../model/index.ts';
import type { Estimate } from '../policy/index.ts';
import { renderLost, renderSummary, sanitizeLine, type TerminalOptions } from '../report/index.ts';
import type { World } from '../world.ts';

interface ScoreOptions extends PolicyOptions, OutputOptions<DataFormat> {
  readonly files?: string;
  readonly cost?: Estimate;
  readonly kind?: Assessment['kind'];
  readonly assessor?: string;
  readonly renamed?: boolean;
  readonly dryRun?: boolean;
  readonly sign?: string;
  readonly migrate?: boolean;
}

export const help: HelpDetails = {
  examples: [
    'matura score {pack} answers.yaml',
    {
      DE: 'matura score quick-scan answers.yaml --files files --programme austria',
      CN: 'matura score miit-sme-2024 answers.yaml --files files --programme deyang-2024',
    },
    'matura score {pack} files/{enterprise}.json --migrate',
    'matura score {pack} - --json < answers.yaml',
  ],
};

export function configure(command: Command, world: World, done: (code: number) => void): void {
  command
    .option('--files <dir>')
    .addOption(programmeOption())
    .addOption(dayOption('--as-of <date>'))
    .addOption(costOption())
    .addOption(kindOption())
    .option('--assessor <name>')
    .option('--renamed')
    .addOption(dryRunOption())
    .addOption(signOption())
    .option('--migrate');
  addOutputOptions(command, DATA_FORMATS);
  addPackOptions(command).action(async (pack: string, answers: string, options: ScoreOptions) => {
    await refuseMeaningless(command, world, options);
    done(await score(world, pack, answers, options));
  });
}

/** Rejects with a `Refusal` if options for advice or for enterprise files are used although neither was requested. */
async function refuseMeaningless(command: Command, world: World, { files, policy, lang }: ScoreOptions): Promise<void> {
  const { messages } = await resolveLanguage(world, lang);
  if (files !== undefined) return;
  refuseTyped(command, ['renamed', 'dryRun', 'sign'], '--files', '--files files');
  if (policy === undefined)
    refuseTyped(command, ['asOf', 'cost'], messages.numbers.or(['--files', '--programme']), '--files files');
}

async function score(world: World, given: string, path: string, request: ScoreOptions): Promise<number> {
  if (request.files === '') throw new CodedRefusal(2, 'noFolderName', { option: '--files' });
  const language = await resolveLanguage(world, request.lang);
  const asOf = resolveAsOf(world, request.asOf);
  const policy =
    request.policy ??
    (request.files === undefined
      ? undefined
      : await choosePolicyByPlace(world, await readStatedFacts(world, path), { ...request, pack: given, asOf }));
  // Searching for measures takes longer than scoring, so it is only done on request.
  const isAdvised = request.files !== undefined || request.policy !== undefined;
  const compiledPack = await openPack(world, { ...request, pack: given, policy, measures: isAdvised });
  await prepareOutput(world, request, ['tool', 'pack', 'facts', 'scores']);
  const openedAnswers = await openAnswers(world, compiledPack, path, { ...request, migrate: request.migrate ?? false });
  const { migration, lost } = openedAnswers;
  const { batch, notices, numbers } = language.messages;
  if (lost.length > 0) world.stderr.write(renderLost(lost, language.messages));
  const { assessed, recommendation, report, kept } = await scoreAnswers(world, compiledPack, openedAnswers, {
    ...request,
    estimate: request.cost,
    asOf,
    isAdvised,
    language,
  });
  if (kept?.outcome === 'conflict') {
    throw new CodedRefusal(3, 'otherEnterprise', { stored: kept.conflict.stored, stated: kept.conflict.given });
  }
  if (request.dryRun) world.stderr.write(`${notices.dryRun}\n`);
  if (kept?.outcome === 'already-there') world.stderr.write(`${notices.alreadyThere}\n`);
  if (kept && !kept.isNewest) world.stderr.write(`${notices.laterThere}\n`);
  const paths = kept?.paths;
  if (!isForPeople(request.format) && paths && !request.quiet) {
    const writtenPaths = [paths.enterprise, paths.policy, paths.edited].filter((path) => path !== undefined);
    const write = request.dryRun ? batch.wouldWrite : batch.written;
    world.stderr.write(`${sanitizeLine(write({ files: numbers.items(writtenPaths) }))}\n`);
  }
  const outputMakers = {
    pretty: (look: TerminalOptions) =>
      renderSummary({ ...report, files: paths, isTrial: request.dryRun, isAdvised }, { ...language, ...look }),
    json: () => ({ ...assessed.result, ...(migration && { migration }), ...(recommendation && { recommendation }) }),
  };
  await showOutput(world, request, outputMakers, language.messages);
  return lost.length > 0 ? 1 : 0;
}
