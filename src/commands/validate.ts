import { type Command, Option } from 'commander';
import { checkCase, collectCases } from '../check/cases.ts';
import { type LocatedProblem, PROBLEMS, type Problem } from '../model/problem.ts';
import { openDocument } from '../pack/file.ts';
import { findAt, type PathFindings } from '../pack/find.ts';
import { collectSources, loadCases } from '../pack/load.ts';
import { locateProblems } from '../pack/locate.ts';
import type { SourceText } from '../pack/source.ts';
import { renderProblems } from '../report/problems.ts';
import type { World } from '../world.ts';
import { type Checked, checkPack, checkPolicy } from './steps/check-pack.ts';
import { lookOf } from './steps/look.ts';

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
      '\nA path is a folder with packs, a pack, one of its files, or a policy; any other document that says its kind is checked\nfor its form. Without a path, the current folder is checked.\nExit code 0: nothing found; 1: findings; 3: a path is missing or holds no pack.',
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

/** Everything wrong with packs, their cases and policies. A file that is reached twice is reported once. */
async function checkAll(world: World, found: readonly PathFindings[], folders: readonly string[]): Promise<Checked> {
  const problems: Problem[] = [];
  const sources = new Map<string, SourceText>();
  const add = (checked: Checked): void => {
    problems.push(...checked.problems);
    for (const [file, source] of checked.sources) sources.set(file, source);
  };
  const packFolders = new Set(found.flatMap(({ packs }) => packs.map(({ folder }) => folder)));
  const policyPaths = new Set(found.flatMap(({ policies }) => policies.map(({ path }) => path)));
  for (const folder of packFolders) await checkWithCases(world, folder, folders, add);
  for (const path of policyPaths) add(await checkPolicy(world, path, { packFolders, folders }));
  for (const { kind, path } of found.flatMap(({ documents }) => documents)) {
    const opened = await openDocument(world, kind, path);
    if (opened) add({ problems: opened.problems, sources: collectSources([opened]) });
  }
  return { problems, sources };
}

async function checkWithCases(
  world: World,
  folder: string,
  folders: readonly string[],
  add: (checked: Checked) => void,
): Promise<void> {
  const checked = await checkPack(world, folder, folders);
  add(checked);
  const { pack, settle } = checked;
  if (!pack || !settle) return;
  const loaded = await loadCases(world, pack);
  add(loaded);
  if ((await settle(undefined)).problems.length > 0) return;
  const known = collectCases(loaded.cases);
  add({ problems: known.problems, sources: new Map() });
  for (const source of known.cases.values()) {
    const { settled } = await settle(source.testCase.policy);
    add({ problems: checkCase(source, known.cases, settled.plan), sources: new Map() });
  }
}

function describe({ code, file, line, column, endLine, endColumn, details }: LocatedProblem): object {
  const { name, severity, message } = PROBLEMS[code];
  return { code, name, severity, message: message(details), file, line, column, endLine, endColumn, details };
}
