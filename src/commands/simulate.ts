import { stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import {
  addPackOptions,
  type HelpDetails,
  openPack,
  type PackOptions,
  type PlannedTable,
  persistRegionFiles,
  planExport,
  planTables,
  refuseProblems,
  requireEmptyFolder,
  resolveLanguage,
  scoreRegionExport,
  startProgress,
  terminalStyleOf,
  withInterruptMessage,
} from '../app/index.ts';
import { CodedRefusal, loadMessages, type Messages, pickText } from '../i18n/index.ts';
import { Refusal, type Region } from '../model/index.ts';
import { type CompiledPack, collectSources, formatDisplayPath, openNamedDocument } from '../pack/index.ts';
import {
  documentFolder,
  formatCount,
  formatDate,
  groupBlocks,
  leadParagraph,
  renderMarkdown,
  renderTerminalBlocks,
  sanitizeLine,
  unbrokenTable,
  type WrittenFile,
} from '../report/index.ts';
import { hasCreditCodes, type SimulatedRegion, simulate } from '../simulate/index.ts';
import { writeAtomic, writeFolderAtomic } from '../store/index.ts';
import { isKeyFact, writeTableText } from '../table/index.ts';
import type { World } from '../world.ts';

interface SimulateOptions extends PackOptions {
  readonly output: string;
  readonly json?: boolean;
  readonly quiet?: boolean;
}

export const help: HelpDetails = {
  examples: [
    'matura simulate region.yaml -o region2',
    'matura portfolio region2/results/*.csv --registry region2/registry.csv',
  ],
};

export function configure(command: Command, world: World, done: (code: number) => void): void {
  command.requiredOption('-o, --output <dir>').option('--json');
  addPackOptions(command).action((spec: string, options: SimulateOptions) =>
    writeRegion(world, spec, options).then(done),
  );
}

/**
 * Rejects with a `Refusal` if the specification is a folder and the output is a file, because the user has swapped
 * them.
 */
async function refuseSwapped(
  { cwd }: World,
  spec: string,
  output: string,
  { swapped, swappedNext }: Messages['simulate']['refused'],
): Promise<void> {
  const [given, target] = await Promise.all([spec, output].map((path) => stat(resolve(cwd, path)).catch(() => null)));
  if (given?.isDirectory() && target?.isFile())
    throw new Refusal(2, swapped({ spec, output }), swappedNext({ spec, output }));
}

async function writeRegion(world: World, given: string, options: SimulateOptions): Promise<number> {
  if (options.output === '') throw new CodedRefusal(2, 'noFolderName', { option: '--output' });
  const speech = await resolveLanguage(world, options.lang);
  const { language, messages } = speech;
  const words = messages.simulate;
  const folder = resolve(world.cwd, options.output);
  await refuseSwapped(world, given, options.output, words.refused);
  await requireEmptyFolder(options.output, folder, words.refused);
  const { spec, compiled, region } = await openRegion(world, given, options, words);
  const plan = compiled?.plan ?? null;
  const { numbers } = messages;
  const writeCount = (value: number): string => formatCount(value, numbers);
  const files = describeContents(spec, region, words, messages);
  const title = pickText(spec.title, messages.language, []) ?? spec.id;
  const subject = { tag: language, title, description: pickText(spec.text, messages.language, []) };
  const codes = hasCreditCodes(plan) ? 'credit' : 'plain';
  const readme = renderMarkdown(documentFolder(subject, files, words, codes));
  const progress = startProgress(
    world,
    (done, all) => words.progress({ done: writeCount(done), all: writeCount(all) }),
    options,
  );
  const writeTables = async (place: string): Promise<void> => {
    for (const table of planTables(spec, region, plan)) await writeTable(place, table);
    if (compiled) {
      await writeWaves(compiled, region, place, words);
      await persistRegionFiles(world, compiled, {
        region,
        folder: join(place, 'files'),
        language: speech,
        notify: progress.tell,
      });
    }
    await writeAtomic(join(place, 'README.md'), readme, { root: place });
  };
  const folderPath = formatDisplayPath(world, folder);
  await withInterruptMessage(world, sanitizeLine(words.interrupted({ folder: folderPath })), () =>
    writeFolderAtomic(folder, writeTables, world.now()),
  ).finally(progress.end);
  if (options.json) world.stdout.write(`${JSON.stringify(asJson(spec, region, folderPath, files), null, 2)}\n`);
  else {
    const rows = files.map(({ name, holds }) => [name, holds]);
    const blocks = [
      unbrokenTable([words.file, words.holds], rows),
      ...groupBlocks([
        leadParagraph([{ path: words.written({ folder: folderPath }) }]),
        leadParagraph(words.synthetic({ codes })),
      ]),
    ];
    world.stdout.write(renderTerminalBlocks(blocks, terminalStyleOf(world, world.stdout, options)));
  }
  return 0;
}

/** Reads the specification and generates the region; shows problems in the specification with their lines. */
async function openRegion(
  world: World,
  given: string,
  { packs, lang, color }: SimulateOptions,
  words: Messages['simulate'],
): Promise<{ readonly spec: Region; readonly compiled: CompiledPack | null; readonly region: SimulatedRegion }> {
  const regionFile = await openNamedDocument(world, 'region', given);
  if (!regionFile) throw new CodedRefusal(3, 'missing', { path: given });
  const refuseRegion = (problems: typeof regionFile.problems): Promise<never> =>
    refuseProblems(
      world,
      problems,
      collectSources([regionFile]),
      new Refusal(3, words.refused.unusable({ path: given })),
      {
        lang,
        color,
      },
    );
  const spec = regionFile.document;
  if (!spec) return refuseRegion(regionFile.problems);
  const compiledPack = spec.pack === undefined ? null : await openPack(world, { pack: spec.pack, packs, lang, color });
  if (compiledPack && !compiledPack.plan.inputs.some(isKeyFact))
    throw new Refusal(3, words.refused.noKey({ pack: compiledPack.pack.id }));
  const { simulate: ownWords } = await loadMessages(spec.language ?? 'en');
  const { region, problems } = simulate(spec, compiledPack?.plan ?? null, regionFile.file, ownWords);
  return region ? { spec, compiled: compiledPack, region } : refuseRegion(problems);
}

async function writeTable(folder: string, { name, headings, rows }: PlannedTable): Promise<void> {
  await writeAtomic(join(folder, name), writeTableText(headings, rows), { root: folder });
}

async function writeWaves(
  compiled: CompiledPack,
  { waves, respond }: SimulatedRegion,
  folder: string,
  words: Messages['simulate'],
): Promise<void> {
  if (!respond) return;
  for (const wave of waves) {
    const table = await planExport(compiled.plan, wave, respond);
    await writeTable(folder, table);
    const path = join(folder, table.name);
    const results = path.replace(/exports(?=[\\/][^\\/]+$)/, 'results');
    const scoredExport = scoreRegionExport(compiled, { path, name: table.name, wave, inputs: table.inputs, words });
    await writeAtomic(results, scoredExport, { root: folder });
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

/** Describes the contents of a region's files. */
function describeContents(
  { city, peers }: Region,
  region: SimulatedRegion,
  { contents }: Messages['simulate'],
  { numbers }: Messages,
): readonly WrittenFile[] {
  const writeCount = (value: number): string => formatCount(value, numbers);
  const unregisteredCount = region.enterprises.filter(({ isRegistered }) => !isRegistered).length;
  const chains = new Set(region.links.map(({ chain }) => chain)).size;
  const countEnterprises = (n: number): { readonly enterprises: string; readonly n: number } => ({
    enterprises: writeCount(n),
    n,
  });
  const registry = [
    contents.registry({ ...countEnterprises(region.enterprises.length - unregisteredCount), city: city.name }),
  ];
  if (region.transformed.size > 0) registry.push(contents.transformed(countEnterprises(region.transformed.size)));
  return [
    { name: 'registry.csv', holds: numbers.list(registry) },
    ...listFilesUnlessEmpty(unregisteredCount > 0, 'outside.csv', () =>
      contents.outside(countEnterprises(unregisteredCount)),
    ),
    ...listFilesUnlessEmpty(region.links.length > 0, 'links.csv', () =>
      contents.links({
        ...{ links: writeCount(region.links.length), n: region.links.length },
        ...{ chains: writeCount(chains), m: chains },
      }),
    ),
    ...region.waves.flatMap(({ kind, date, enterprises }) => {
      const day = formatDate(date, numbers);
      return [
        {
          name: `exports/${kind}-${date}.csv`,
          holds: contents.exports({ kind, date: day, rows: writeCount(enterprises.length), n: enterprises.length }),
        },
        { name: `results/${kind}-${date}.csv`, holds: contents.results({ kind, date: day }) },
      ];
    }),
    ...listFilesUnlessEmpty(region.peers.length > 0, 'peers.csv', () =>
      contents.peers({
        regions: writeCount(region.peers.length),
        n: region.peers.length,
        rank: writeCount(peers?.rank ?? 1),
      }),
    ),
    ...listFilesUnlessEmpty(region.filed.length > 0, 'files/', () =>
      contents.files(countEnterprises(region.filed.length)),
    ),
  ];
}

function listFilesUnlessEmpty(isThere: boolean, name: string, holds: () => string): readonly WrittenFile[] {
  return isThere ? [{ name, holds: holds() }] : [];
}
