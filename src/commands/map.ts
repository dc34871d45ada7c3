import { type Command, Option } from 'commander';
import {
  addPackOptions,
  isStandardOutput,
  openPack,
  openTableFile,
  outputOption,
  type PackOptions,
  requireDistinctFiles,
  requireUnedited,
  resolveLanguage,
  type TableOptions,
  terminalStyleOf,
  withTableRefusals,
  writeOutput,
} from '../app/index.ts';
import { renderMapping, renderProposal } from '../report/index.ts';
import { proposeMapping } from '../table/index.ts';
import type { World } from '../world.ts';

interface MapOptions extends TableOptions, PackOptions {
  readonly decimal?: '.' | ',';
  readonly output?: string;
}

export function configure(command: Command, world: World, done: (code: number) => void): void {
  command
    .option('--encoding <name>', 'the encoding (default: detected)')
    .option('--delimiter <sign>', 'the delimiter between cells; tab for a tab (default: detected)')
    .addOption(new Option('--decimal <sign>', 'the decimal separator (default: detected)').choices(['.', ',']))
    .option('--sheet <name>', 'the sheet of a workbook (default: the first visible one)')
    .addOption(outputOption('write the mapping to this file, and the table of matches to standard output'));
  addPackOptions(command)
    .addHelpText(
      'after',
      `
Headings are matched by id, by text in any language of the pack, with or without a leading number, and by similarity.
Without -o, the mapping goes to standard output and the table to standard error.

Exit code 0: everything needed is certain; 1: the mapping needs a review; 3: refused.

Example: matura map quick-scan export.csv -o mapping.yaml`,
    )
    .action((pack: string, table: string, options: MapOptions) => map(world, { pack, table }, options).then(done));
}

async function map(
  world: World,
  given: { readonly pack: string; readonly table: string },
  options: MapOptions,
): Promise<number> {
  const { pack, plan } = await openPack(world, { ...options, pack: given.pack });
  const { messages } = await resolveLanguage(world, options.lang);
  await requireDistinctFiles(world, [given.table], [options.output], messages);
  const table = await openTableFile(world, given.table, { ...options, isExport: true }, messages);
  await table.close();
  const { layout } = table.detection;
  const proposal = await withTableRefusals(given.table, messages, () =>
    proposeMapping(plan, { layout, rows: table.sample, decimal: options.decimal }),
  );
  const subject = { ...given, id: pack.id, version: pack.version };
  const text = renderMapping(proposal, subject, messages);
  const isApart = !isStandardOutput(options.output);
  const beside = isApart ? world.stdout : world.stderr;
  await requireUnedited(world, text, options.output, messages);
  await writeOutput(world, text, options.output, messages);
  beside.write(renderProposal(proposal, messages, terminalStyleOf(world, beside, options)));
  return proposal.isCertain ? 0 : 1;
}
