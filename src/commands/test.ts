import type { Command } from 'commander';
import { type CaseRun, runCase } from '../check/case-run.ts';
import { collectCases } from '../check/cases.ts';
import type { Problem } from '../model/problem.ts';
import { Refusal } from '../model/refusal.ts';
import { findAt } from '../pack/find.ts';
import { type LoadedPack, loadCases, loadPackFolder } from '../pack/load.ts';
import type { Sources } from '../pack/source.ts';
import { renderCaseRuns } from '../report/cases.ts';
import type { World } from '../world.ts';
import { adviseOn } from './steps/advise.ts';
import { lookOf } from './steps/look.ts';
import { refuseProblems } from './steps/refuse.ts';
import { settlerOf } from './steps/settle-each.ts';

interface TestOptions {
  readonly json?: boolean;
  readonly packs?: string[];
  readonly color?: boolean;
}

export function configure(command: Command, world: World, done: (code: number) => void): void {
  command
    .option('--json', 'as JSON')
    .option('--packs <dir...>', 'folders to look for policies in as well')
    .option('--no-color', 'without colours')
    .addHelpText(
      'after',
      '\nA path is a folder with packs, or a pack; without one, the current folder is searched.\nExit code 0: all cases pass; 1: some fail; 3: no pack, no case, or a pack that cannot be used.',
    )
    .action(async (paths: string[], options: TestOptions) => {
      done(await testPacks(world, paths, options));
    });
}

/** How the cases of one pack ran. */
export interface PackRun {
  readonly pack: { readonly id: string; readonly version: string };
  readonly runs: readonly CaseRun[];
}

async function testPacks(world: World, paths: readonly string[], options: TestOptions): Promise<number> {
  const found = await Promise.all((paths.length > 0 ? paths : ['.']).map((path) => findAt(world, path)));
  const folders = [...new Set(found.flatMap(({ packs }) => packs.map(({ folder }) => folder)))];
  const packRuns: PackRun[] = [];
  for (const folder of folders) packRuns.push(await testPack(world, folder, options));
  const runs = packRuns.flatMap((pack) => pack.runs);
  if (runs.length === 0) throw new Refusal(3, 'no case was found', 'Cases stand in the folder `cases` of a pack.');
  if (options.json) world.stdout.write(`${JSON.stringify({ schemaVersion: 1, packs: packRuns }, null, 2)}\n`);
  else world.stdout.write(renderCaseRuns(packRuns, lookOf(world, world.stdout, options)));
  return runs.some(({ mismatches }) => mismatches.length > 0) ? 1 : 0;
}

async function testPack(world: World, folder: string, options: TestOptions): Promise<PackRun> {
  const refuse = (pack: LoadedPack | null, problems: readonly Problem[], sources: Sources): Promise<never> =>
    refuseProblems(world, problems, sources, {
      what: `the cases of ${pack?.id ?? folder} cannot be run`,
      ...(options.color === undefined ? {} : { color: options.color }),
    });
  const { pack, problems, sources } = await loadPackFolder(world, folder);
  if (!pack || problems.length > 0) return refuse(pack, problems, sources);
  const loaded = await loadCases(world, pack);
  const { cases, problems: twice } = collectCases(loaded.cases);
  const broken = [...loaded.problems, ...twice];
  if (broken.length > 0) return refuse(pack, broken, loaded.sources);
  const settle = settlerOf(world, pack, options.packs ?? []);
  const runs: CaseRun[] = [];
  for (const source of cases.values()) {
    const { settled, problems: wrong, sources: more } = await settle(source.testCase.policy);
    if (wrong.length > 0) return refuse(pack, wrong, new Map([...sources, ...more]));
    const { plan, stamp } = settled;
    const recommend: Parameters<typeof runCase>[2]['recommend'] = (sheet, assessed, asOf) =>
      adviseOn(settled, sheet, assessed, asOf);
    runs.push(runCase(source, cases, { plan, pack: stamp, recommend }));
  }
  return { pack: { id: pack.id, version: pack.version }, runs };
}
