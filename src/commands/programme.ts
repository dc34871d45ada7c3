import type { Command } from 'commander';
import {
  addPackOptions,
  forceOption,
  type HelpDetails,
  loadProgrammeFiles,
  type OutputOptions,
  outputOption,
  type PackOptions,
  refuseTerminal,
  requireDistinctFiles,
  resolveAsOf,
  resolveFormat,
  resolveLanguage,
  resolveProblemWords,
  showOutput,
} from '../app/index.ts';
import { loadProgrammeWords } from '../i18n/index.ts';
import type { World } from '../world.ts';

type ProgrammeOptions = PackOptions & Pick<OutputOptions, 'output' | 'force'>;

export const help: HelpDetails = {
  examples: [
    'matura programme -o programme.xlsx',
    'matura programme germany --lang de -o foerderung.xlsx',
    'matura programme foerderung.xlsx -o foerderung.yaml',
  ],
};

export function configure(command: Command, world: World, done: (code: number) => void): void {
  command.optionsGroup('output').addOption(outputOption()).addOption(forceOption());
  addPackOptions(command).action(async (source: string | undefined, options: ProgrammeOptions) => {
    await convertProgramme(world, source, options);
    done(0);
  });
}

/** Writes an empty workbook, a programme as a workbook, or a workbook as the file of a programme. */
async function convertProgramme(world: World, source: string | undefined, options: ProgrammeOptions): Promise<void> {
  const files = await loadProgrammeFiles();
  const isFromWorkbook = source !== undefined && files.isWorkbookName(source);
  const format = resolveFormat(
    [isFromWorkbook ? 'yaml' : 'xlsx'],
    undefined,
    options.output,
    isFromWorkbook ? 'yaml' : 'xlsx',
  );
  const target = { ...options, format, command: 'programme', isFilledIn: true };
  refuseTerminal(world, target);
  const { language, messages } = await resolveLanguage(world, options.lang);
  await requireDistinctFiles(world, [source], [options.output], messages);
  const speech = {
    words: await loadProgrammeWords(language),
    messages,
    problems: await resolveProblemWords(world, options.lang),
  };
  const { packs = [], output } = options;
  const print = <Content>({
    content,
    remarks,
  }: {
    readonly content: Content;
    readonly remarks: readonly string[];
  }): Content => {
    for (const line of remarks) world.stderr.write(`${line}\n`);
    return content;
  };
  const outputMakers = {
    xlsx: async () =>
      source === undefined
        ? files.writeBlankProgramme(speech)
        : print(await files.writeProgrammeWorkbook(world, source, packs, speech)),
    yaml: async () => {
      const asOf = resolveAsOf(world, undefined);
      const outputPath = output === '-' ? undefined : output;
      return print(await files.readProgrammeWorkbook(world, source ?? '', { packs, asOf, output: outputPath }, speech));
    },
  };
  await showOutput(world, target, outputMakers, messages);
}
