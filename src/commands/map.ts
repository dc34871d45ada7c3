import { type Command, Option } from 'commander';
import {
  addOutputOptions,
  addPackOptions,
  isStandardOutput,
  type OutputOptions,
  openPack,
  openTableFile,
  type PackOptions,
  requireDistinctFiles,
  resolveLanguage,
  type TableOptions,
  terminalStyleOf,
  withTableRefusals,
  writeOutput,
} from '../app/index.ts';
import { renderMapping, renderProposal } from '../report/index.ts';
import { createHeadingLookup, proposeMapping } from '../table/index.ts';
import type { World } from '../world.ts';

interface MapOptions extends TableOptions, PackOptions, OutputOptions {
  readonly decimal?: '.' | ',';
}

export function configure(command: Command, world: World, done: (code: number) => void): void {
  command
    .option('--encoding <name>', 'the encoding (default: detected)')
    .option('--delimiter <sign>', 'the delimiter between cells; tab for a tab (default: detected)')
    .addOption(new Option('--decimal <sign>', 'the decimal separator (default: detected)').choices(['.', ',']))
    .option('--sheet <name>', 'the sheet of a workbook (default: the first visible one with headings of the pack)');
  addOutputOptions(command, ['yaml']);
  addPackOptions(command)
    .addHelpText(
      'after',
      `
Headings are matched by id, by text in any language of the pack, with or without a leading number, and by similarity.
Cells that are not understood stand under values, each with the option that it is most like, for you to review.
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
  const { pack, plan } = await openPack(world, { ...options, pack: given.pack, measures: false });
  const { messages } = await resolveLanguage(world, options.lang);
  await requireDistinctFiles(world, [given.table], [options.output], messages);
  const lookUp = createHeadingLookup(plan);
  const isHeading = (text: string): boolean => lookUp(text) !== undefined;
  const table = await openTableFile(world, given.table, { ...options, isExport: true, isHeading }, messages);
  await table.close();
  const { layout } = table.detection;
  const proposal = await withTableRefusals(given.table, messages, () =>
    proposeMapping(plan, { layout, rows: table.sample, decimal: options.decimal }),
  );
  const subject = { ...given, id: pack.id, version: pack.version };
  const text = renderMapping(proposal, subject, messages);
  const isApart = !isStandardOutput(options.output);
  const beside = isApart ? world.stdout : world.stderr;
  await writeOutput(world, text, { ...options, isFilledIn: true }, messages);
  beside.write(renderProposal(proposal, messages, terminalStyleOf(world, beside, options)));
  return proposal.needsReview ? 1 : 0;
}
