import type { Command } from 'commander';
import {
  addOutputOptions,
  addPackOptions,
  choiceOption,
  type HelpDetails,
  isStandardOutput,
  type OutputOptions,
  openPack,
  openTableFile,
  type PackOptions,
  refuseTableProblems,
  requireDistinctFiles,
  resolveLanguage,
  type TableOptions,
  terminalStyleOf,
  writeOutput,
} from '../app/index.ts';
import { renderMapping, renderProposal } from '../report/index.ts';
import { createHeadingLookup, proposeMapping } from '../table/index.ts';
import type { World } from '../world.ts';

interface MapOptions extends TableOptions, PackOptions, OutputOptions {
  readonly decimal?: '.' | ',';
}

export const help: HelpDetails = {
  examples: ['matura map {survey} export.csv -o mapping.yaml'],
};

export function configure(command: Command, world: World, done: (code: number) => void): void {
  command
    .option('--encoding <name>')
    .option('--delimiter <sign>')
    .addOption(choiceOption('--decimal <sign>', ['.', ',']))
    .option('--sheet <name>');
  addOutputOptions(command, ['yaml']);
  addPackOptions(command).action((pack: string, table: string, options: MapOptions) =>
    map(world, { pack, table }, options).then(done),
  );
}

async function map(
  world: World,
  given: { readonly pack: string; readonly table: string },
  options: MapOptions,
): Promise<number> {
  const { pack, plan } = await openPack(world, { ...options, pack: given.pack, measures: false });
  const { messages } = await resolveLanguage(world, options.lang);
  await requireDistinctFiles(world, [given.table], [options.output], messages);
  const lookUp = createHeadingLookup(plan);
  const isHeading = (text: string): boolean => lookUp(text) !== undefined;
  const table = await openTableFile(world, given.table, { ...options, isExport: true, isHeading }, messages);
  await table.close();
  const { layout } = table.detection;
  const proposal = await refuseTableProblems(given.table, messages, () =>
    proposeMapping(plan, { layout, rows: table.sample, decimal: options.decimal, formats: table.formats }),
  );
  const subject = { ...given, id: pack.id, version: pack.version };
  const text = renderMapping(proposal, subject, messages);
  const isWrittenToFile = !isStandardOutput(options.output);
  const messageStream = isWrittenToFile ? world.stdout : world.stderr;
  await writeOutput(world, text, { ...options, isFilledIn: true }, messages);
  messageStream.write(renderProposal(proposal, messages, terminalStyleOf(world, messageStream, options)));
  return proposal.needsReview ? 1 : 0;
}
