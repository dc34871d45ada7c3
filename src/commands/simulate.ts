import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import { writeWhole } from '../files/atomic.ts';
import { writeWholeFolder } from '../files/whole-folder.ts';
import { type Messages, pickText } from '../i18n/index.ts';
import type { Region } from '../model/generated/types.ts';
import { Refusal } from '../model/refusal.ts';
import { nameFile, openDocument } from '../pack/file.ts';
import { collectSources } from '../pack/load.ts';
import { renderMarkdown } from '../report/document/markdown.ts';
import { formatNumber } from '../report/number.ts';
import { documentFolder, type WrittenFile } from '../report/simulate/folder-readme.ts';
import { renderTable } from '../report/table.ts';
import { plainLine } from '../report/terminal/line.ts';
import { type SimulatedRegion, simulate } from '../simulate/simulate.ts';
import { isKey } from '../tabular/result-facts.ts';
import { writeTableText } from '../tabular/writing/table-text.ts';
import type { World } from '../world.ts';
import { describeContents } from './simulate/contents.ts';
import { keepFiles } from './simulate/keep-files.ts';
import { scoreExport } from './simulate/score-export.ts';
import { type PlannedTable, planExport, planTables } from './simulate/tables.ts';
import { refuseUnlessEmpty } from './steps/empty-folder.ts';
import { langOption, lookOf, speechOf } from './steps/look.ts';
import { openPack } from './steps/open-pack.ts';
import { startProgress } from './steps/progress.ts';
import { refuseProblems } from './steps/refuse.ts';
import type { Settled } from './steps/settle.ts';
import { tellOnSignal } from './steps/tell-signal.ts';

interface SimulateOptions {
  readonly output: string;
  readonly json?: boolean;
  readonly quiet?: boolean;
  readonly packs?: string[];
  readonly lang?: string;
  readonly color?: boolean;
}

export function configure(command: Command, world: World, done: (code: number) => void): void {
  command
    .requiredOption('-o, --output <dir>', 'the folder to write; it must be new or empty')
    .option('--json', 'what was written as JSON')
    .option('--quiet', 'without progress')
    .option('--packs <dir...>', 'folders to look for packs in first')
    .addOption(langOption())
    .option('--no-color', 'without colours')
    .addHelpText(
      'after',
      `
SPEC is a YAML file of the kind "region" (matura schema region): how many enterprises, their groups, chains, assessments
over time, and the figures that must come out exactly. From it come a registry, answers as exports and scored, supplier
links, figures of peers, and enterprise files where the specification asks for them. The same file gives the same bytes.
Everything says that it is synthetic: names, codes (of a region 99, which does not exist), a column in every table.
The folder gets its name when all is in it: an interrupted run leaves nothing under it.

Exit code 0: written; 3: the specification contradicts itself (each place with its line), or the folder is not empty.

Examples:
  matura simulate examples/chengdu/region.yaml -o chengdu
  matura portfolio chengdu/results/*.csv --registry chengdu/registry.csv`,
    )
    .action(async (spec: string, options: SimulateOptions) => {
      done(await writeRegion(world, spec, options));
    });
}

async function writeRegion(world: World, given: string, options: SimulateOptions): Promise<number> {
  if (options.output === '') throw new Refusal(2, '--output needs the name of a folder');
  const speech = await speechOf(world, options.lang);
  const { language, messages } = speech;
  const words = messages.simulate;
  const folder = resolve(world.cwd, options.output);
  await refuseUnlessEmpty(options.output, folder, words.refused);
  const { spec, settled, region } = await openRegion(world, given, options);
  const plan = settled?.plan ?? null;
  const { numbers } = messages;
  const count = (value: number): string => formatNumber(value, { numbers, decimals: 0 });
  const files = describeContents(spec, region, words, messages);
  const title = pickText(spec.title, messages.language, []) ?? spec.id;
  const subject = { tag: language, title, description: pickText(spec.text, messages.language, []) };
  const readme = renderMarkdown(documentFolder(subject, files, words));
  const progress = startProgress(world, (done, all) => words.progress(count(done), count(all)), options);
  const fill = async (place: string): Promise<void> => {
    for (const table of planTables(spec, region, plan)) await writeTable(place, table);
    if (settled) {
      await writeWaves(settled, region, place, words);
      await keepFiles(world, settled, { region, folder: join(place, 'files'), speech, tell: progress.tell });
    }
    await writeWhole(join(place, 'README.md'), readme, { root: place });
  };
  const shown = nameFile(world, folder);
  await tellOnSignal(world, plainLine(words.interrupted(shown)), () =>
    writeWholeFolder(folder, fill, world.now()),
  ).finally(progress.end);
  if (options.json) world.stdout.write(`${JSON.stringify(asJson(spec, region, shown, files), null, 2)}\n`);
  else {
    const rows = files.map(({ name, holds }) => [name, holds]);
    world.stdout.write(renderTable([words.file, words.holds], rows, lookOf(world, world.stdout, options)));
    world.stdout.write(`\n${words.written(shown)}\n${words.synthetic}\n`);
  }
  return 0;
}

/** Reads the specification and makes the region; what is wrong with it is shown with its line. */
async function openRegion(
  world: World,
  given: string,
  { packs, color, lang }: SimulateOptions,
): Promise<{ readonly spec: Region; readonly settled: Settled | null; readonly region: SimulatedRegion }> {
  const words = (await speechOf(world, lang)).messages.simulate;
  const opened = await openDocument(world, 'region', resolve(world.cwd, given));
  if (!opened) throw new Refusal(3, words.refused.noSpec(given));
  const look = color === undefined ? {} : { color };
  const refuse = (problems: typeof opened.problems): Promise<never> =>
    refuseProblems(world, problems, collectSources([opened]), { what: words.refused.unusable(given), ...look });
  const spec = opened.document;
  if (!spec) return refuse(opened.problems);
  const settled = spec.pack === undefined ? null : await openPack(world, { pack: spec.pack, packs, ...look });
  if (settled && !settled.plan.inputs.some(isKey)) throw new Refusal(3, words.refused.noKey(settled.pack.id));
  const { region, problems } = simulate(spec, settled?.plan ?? null, opened.file);
  return region ? { spec, settled, region } : refuse(problems);
}

async function writeTable(folder: string, { name, headings, rows }: PlannedTable): Promise<void> {
  await writeWhole(join(folder, name), writeTableText(headings, rows), { root: folder });
}

async function writeWaves(
  settled: Settled,
  { waves, respond }: SimulatedRegion,
  folder: string,
  words: Messages['simulate'],
): Promise<void> {
  if (!respond) return;
  for (const wave of waves) {
    const table = await planExport(settled.plan, wave, respond);
    await writeTable(folder, table);
    const path = join(folder, table.name);
    const results = path.replace(/exports(?=[\\/][^\\/]+$)/, 'results');
    await writeWhole(results, scoreExport(settled, { path, name: table.name, wave, inputs: table.inputs, words }), {
      root: folder,
    });
  }
}

function asJson(spec: Region, region: SimulatedRegion, folder: string, files: readonly WrittenFile[]): object {
  const { enterprises, transformed, links, waves, filed } = region;
  return {
    schemaVersion: 1,
    synthetic: true,
    id: spec.id,
    seed: spec.seed,
    folder,
    registered: enterprises.filter(({ isRegistered }) => isRegistered).length,
    outside: enterprises.filter(({ isRegistered }) => !isRegistered).length,
    transformed: transformed.size,
    links: links.length,
    waves: waves.map(({ kind, date, enterprises: assessed }) => ({ kind, date, enterprises: assessed.length })),
    enterpriseFiles: filed.length,
    files: files.map(({ name }) => name),
  };
}
