import { dirname } from 'node:path';
import { type Command, Option } from 'commander';
import { checkCase, collectCases } from '../check/cases.ts';
import { type LocatedProblem, PROBLEMS, type Problem } from '../model/problem.ts';
import { type Findings, findAt, findPacks } from '../pack/find.ts';
import { loadCases, loadPackFolder } from '../pack/load.ts';
import { locateProblems } from '../pack/locate.ts';
import { loadPolicy } from '../pack/policy.ts';
import type { Sources, SourceText } from '../pack/source.ts';
import { renderProblems } from '../report/problems.ts';
import type { World } from '../world.ts';
import { lookOf } from './steps/look.ts';
import { settlePack } from './steps/settle.ts';
import { settlerOf } from './steps/settle-each.ts';

interface ValidateOptions {
  readonly format: 'pretty' | 'json';
  readonly packs?: string[];
  readonly color?: boolean;
}

export function configure(command: Command, world: World, done: (code: number) => void): void {
  command
    .addOption(
      new Option('--format <format>', 'how findings are written').choices(['pretty', 'json']).default('pretty'),
    )
    .option('--packs <dir...>', 'folders to look for included policies in as well')
    .option('--no-color', 'without colours')
    .addHelpText(
      'after',
      '\nA path is a folder with packs, a pack, or one of its files; without one, the current folder is checked.\nExit code 0: nothing found; 1: findings; 3: a path is missing or holds no pack.',
    )
    .action(async (paths: string[], options: ValidateOptions) => {
      done(await validate(world, paths, options));
    });
}

async function validate(world: World, paths: readonly string[], options: ValidateOptions): Promise<number> {
  const found = await Promise.all((paths.length > 0 ? paths : ['.']).map((path) => findAt(world, path)));
  const checked = await checkAll(world, found, options.packs ?? []);
  const located = await locateProblems(checked.problems, checked.sources);
  const files = checked.sources.size;
  if (options.format === 'json') {
    world.stdout.write(`${JSON.stringify({ schemaVersion: 1, files, findings: located.map(describe) }, null, 2)}\n`);
  } else {
    world.stdout.write(renderProblems(located, { ...lookOf(world, world.stdout, options), files }));
  }
  return located.length > 0 ? 1 : 0;
}

interface Checked {
  readonly problems: Problem[];
  readonly sources: Map<string, SourceText>;
}

/** Everything wrong with packs, their cases and policies. A file that is reached twice is reported once. */
async function checkAll(world: World, found: readonly Findings[], folders: readonly string[]): Promise<Checked> {
  const checked: Checked = { problems: [], sources: new Map() };
  const add = ({ problems, sources }: { readonly problems: readonly Problem[]; readonly sources: Sources }): void => {
    checked.problems.push(...problems);
    for (const [file, source] of sources) checked.sources.set(file, source);
  };
  const packFolders = new Set(found.flatMap(({ packs }) => packs.map(({ folder }) => folder)));
  const policyPaths = new Set(found.flatMap(({ policies }) => policies.map(({ path }) => path)));
  for (const folder of packFolders) await checkPack(world, folder, folders, add);
  for (const path of policyPaths) await checkPolicy(world, path, packFolders, folders, add);
  return checked;
}

type Add = (found: { readonly problems: readonly Problem[]; readonly sources: Sources }) => void;

async function checkPack(world: World, folder: string, folders: readonly string[], add: Add): Promise<void> {
  const loading = await loadPackFolder(world, folder);
  add(loading);
  const { pack } = loading;
  if (!pack) return;
  const settle = settlerOf(world, pack, folders);
  const own = await settle(undefined);
  add(own);
  const loaded = await loadCases(world, pack);
  add(loaded);
  if (own.problems.length > 0) return;
  const known = collectCases(loaded.cases);
  add({ problems: known.problems, sources: new Map() });
  for (const source of known.cases.values()) {
    const { settled } = await settle(source.testCase.policy);
    add({ problems: checkCase(source, known.cases, settled.plan), sources: new Map() });
  }
}

/** Checks a policy with a pack beside it: its conditions are about what some pack asks. */
async function checkPolicy(
  world: World,
  path: string,
  checked: ReadonlySet<string>,
  folders: readonly string[],
  add: Add,
): Promise<void> {
  const loading = await loadPolicy(world, path, { packs: folders });
  add(loading);
  if (!loading.policies) return;
  const beside = await findAt(world, dirname(dirname(path))).catch(() => undefined);
  const folder = [...checked][0] ?? beside?.packs[0]?.folder ?? (await findPacks(world, folders)).packs[0]?.folder;
  const pack = folder === undefined ? undefined : (await loadPackFolder(world, folder)).pack;
  if (!pack) return;
  const files = new Set(loading.policies.map(({ file }) => file));
  const problems = settlePack(pack, loading.policies).problems.filter(({ file }) => files.has(file));
  add({ problems, sources: new Map() });
}

function describe({ code, file, line, column, endLine, endColumn, details }: LocatedProblem): object {
  const { name, severity, message } = PROBLEMS[code];
  return { code, name, severity, message: message(details), file, line, column, endLine, endColumn, details };
}
