import { resolve } from 'node:path';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { type LocatedProblem, PROBLEMS, type Severity } from '../model/problem.ts';
import { Refusal } from '../model/refusal.ts';
import { findAt } from '../pack/find.ts';
import { locateProblems } from '../pack/locate.ts';
import type { SourceText } from '../pack/source.ts';
import { isFailing } from '../report/findings/findings.ts';
import type { World } from '../world.ts';
import { dayOf } from './steps/advise.ts';
import { findGone, type Gone } from './steps/since/gone.ts';
import { siftFindings, writeBaseline } from './validate/baseline.ts';
import { checkAll } from './validate/check.ts';
import { collectOutputs, FORMATS, type Output, writeOutputs } from './validate/outputs.ts';

interface ValidateOptions {
  readonly failOn: Severity;
  readonly maxWarnings?: number;
  readonly baseline?: string;
  readonly writeBaseline?: string;
  readonly asOf?: string;
  readonly since?: string;
  readonly packs?: string[];
  readonly color?: boolean;
}

export function configure(command: Command, world: World, done: (code: number) => void): void {
  const { addFormat, addFile, outputs } = collectOutputs();
  command
    .addOption(
      new Option('--format <format>', `how findings are written: ${FORMATS.join(', ')}; can be repeated`).argParser(
        addFormat,
      ),
    )
    .addOption(
      new Option('--output <file>', 'where the format before it goes instead of the terminal').argParser(addFile),
    )
    .addOption(
      new Option('--fail-on <severity>', 'from which severity on the exit code is 1')
        .choices(['error', 'warning'])
        .default('error'),
    )
    .addOption(new Option('--max-warnings <number>', 'more warnings than this are exit code 1').argParser(readCount))
    .option('--baseline <file>', 'findings that are known and may stay, each with a reason')
    .addOption(
      new Option('--write-baseline <file>', 'writes what is found as a baseline, to be given reasons').conflicts(
        'baseline',
      ),
    )
    .option('--as-of <date>', 'the day on which instruments are over or not, as 2026-01-31 (default: today)')
    .option('--since <revision>', 'compares with a git revision: ids that are lost, changes under the same version')
    .option('--packs <dir...>', 'folders to look for included policies in as well')
    .option('--no-color', 'without colours')
    .addHelpText(
      'after',
      '\nA path is a folder with packs, a pack, one of its files, or a policy; any other document that says its kind is checked\nfor its form. Without a path, the current folder is checked.\nUnder GitHub Actions the findings are shown beside the lines of the change as well.\nAn instrument that is over is found from the day after its last one on, in a pack that nobody changed, too; with --as-of the\nsame files give the same findings on every day.\n\nExample: matura validate my-packs --format sarif --output matura.sarif --format pretty\n\nExit code 0: nothing found, or warnings alone; 1: errors, or what --fail-on and --max-warnings name; 3: a path is missing or\nholds no pack.',
    )
    .action(async (paths: string[], options: ValidateOptions) => {
      done(await validate(world, paths, options, outputs()));
    });
}

async function validate(
  world: World,
  paths: readonly string[],
  options: ValidateOptions,
  outputs: readonly Output[],
): Promise<number> {
  const asOf = dayOf(world, options.asOf);
  if (options.writeBaseline !== undefined && outputs.some(({ file }) => file !== undefined)) {
    throw new Refusal(2, '--write-baseline writes the baseline alone, without --output');
  }
  const named = paths.length > 0 ? paths : ['.'];
  const found = await Promise.all(named.map((path) => findAt(world, path)));
  const { since } = options;
  const { problems, sources } = await checkAll(world, found, { folders: options.packs ?? [], asOf, since });
  const gone = since === undefined ? [] : await findAllGone(world, named, since);
  const located = await locateProblems(
    [...problems, ...gone.flatMap((one) => one.problems)],
    new Map<string, SourceText>([...sources, ...gone.flatMap((one) => [...one.sources])]),
  );
  if (options.writeBaseline !== undefined) return keepBaseline(world, located, options.writeBaseline);
  const sifted =
    options.baseline === undefined
      ? { findings: located, known: 0 }
      : await siftFindings(world, located, { path: options.baseline, sources });
  const { findings, known } = sifted;
  const files = [...sources.keys(), ...('file' in sifted ? [sifted.file] : [])];
  const { failOn } = options;
  await writeOutputs(world, { findings, files, known, failOn }, outputs, options);
  return isTooMuch(findings, options) ? 1 : 0;
}

/** What is gone below each path; one after the other, since each asks git. */
async function findAllGone(world: World, paths: readonly string[], since: string): Promise<Gone[]> {
  const gone: Gone[] = [];
  for (const path of paths) gone.push(await findGone(world, resolve(world.cwd, path), since));
  return gone;
}

async function keepBaseline(world: World, findings: readonly LocatedProblem[], path: string): Promise<number> {
  const { written, open } = await writeBaseline(world, findings, path);
  const reasons = open === 0 ? 'all with a reason' : `${open} of them wait for a reason in place of TODO`;
  world.stderr.write(`${path}: ${written} known ${written === 1 ? 'finding' : 'findings'}, ${reasons}\n`);
  return 0;
}

function isTooMuch(findings: readonly LocatedProblem[], { failOn, maxWarnings }: ValidateOptions): boolean {
  if (findings.some((finding) => isFailing(finding, failOn))) return true;
  const warnings = findings.filter(({ code }) => PROBLEMS[code].severity === 'warning').length;
  return maxWarnings !== undefined && warnings > maxWarnings;
}

function readCount(text: string): number {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError('It is a whole number, 0 or more.');
  return Number(text);
}
