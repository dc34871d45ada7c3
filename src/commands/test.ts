import { type Command, InvalidArgumentError, Option } from 'commander';
import { Refusal } from '../model/refusal.ts';
import { findAt } from '../pack/find.ts';
import { renderRewriting } from '../report/cases/rewriting.ts';
import { type PackTest, renderCaseRuns } from '../report/cases.ts';
import type { World } from '../world.ts';
import { dayOf } from './steps/advise.ts';
import { langOption, lookOf, speechOf } from './steps/look.ts';
import { type TestedPack, testPack } from './test/pack-test.ts';
import { describePack, packAsJson } from './test/report.ts';
import { updateCases } from './test/update.ts';

interface TestOptions {
  readonly json?: boolean;
  readonly filter?: string;
  readonly coverage?: boolean;
  readonly minCoverage?: number;
  readonly update?: boolean;
  readonly reason?: string;
  readonly packs?: string[];
  readonly lang?: string;
  readonly color?: boolean;
}

export function configure(command: Command, world: World, done: (code: number) => void): void {
  command
    .option('--filter <text>', 'only the cases whose id contains the text')
    .option('--coverage', 'how much of a pack its cases touch, and what they do not')
    .addOption(
      new Option('--min-coverage <percent>', 'fails where the cases of a pack touch less of it').argParser(readPercent),
    )
    .addOption(new Option('--update', 'rewrites the expectations that are not met; needs --reason').conflicts('json'))
    .option('--reason <text>', 'why expectations change; kept in the case')
    .option('--json', 'as JSON')
    .option('--packs <dir...>', 'folders to look for policies in as well')
    .addOption(langOption())
    .option('--no-color', 'without colours')
    .addHelpText(
      'after',
      '\nA path is a folder with packs, or a pack; without one, the current folder is searched.\n--update never rewrites what was published or comes from a third party: then the pack is wrong.\nExit code 0: all cases pass; 1: some fail, a pack cannot be used, or too little is covered; 3: no pack, or none with a case that can be run.',
    )
    .action(async (paths: string[], options: TestOptions) => {
      done(await testPacks(world, paths, options));
    });
}

function readPercent(text: string): number {
  const percent = Number(text.replace(/%$/, ''));
  if (text.trim() === '' || !(percent >= 0 && percent <= 100)) {
    throw new InvalidArgumentError('It is a number from 0 to 100.');
  }
  return percent;
}

async function testPacks(world: World, paths: readonly string[], options: TestOptions): Promise<number> {
  const reason = reasonOf(options);
  const speech = await speechOf(world, options.lang);
  const found = await Promise.all((paths.length > 0 ? paths : ['.']).map((path) => findAt(world, path)));
  const folders = [...new Set(found.flatMap(({ packs }) => packs.map(({ folder }) => folder)))];
  const look = lookOf(world, world.stdout, options);
  const counted = options.coverage || options.minCoverage !== undefined;
  if (counted && options.filter !== undefined)
    world.stderr.write('matura: with --filter, what the other cases cover is not counted\n');
  const run = (folder: string): Promise<TestedPack> => testPack(world, folder, { ...options, coverage: counted });
  const tests: PackTest[] = [];
  const refusals: Refusal[] = [];
  for (const folder of folders) {
    try {
      let tested = await run(folder);
      if (reason !== undefined && tested.runs.length > 0) {
        const rewriting = await updateCases(world, tested, { reason, date: dayOf(world, undefined) });
        if (rewriting.done.length + rewriting.kept.length > 0)
          world.stdout.write(`${renderRewriting(rewriting, speech, look)}\n`);
        if (rewriting.done.length > 0) tested = await run(folder);
      }
      if (tested.runs.length > 0) tests.push(await describePack(tested, options));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      // One pack that cannot be used says nothing of the others.
      if (folders.length > 1) world.stderr.write(`matura: ${error.message}\n\n`);
      refusals.push(error);
    }
  }
  if (tests.length === 0) throw noCase(refusals, folders.length, options);
  if (options.json) {
    const refused = refusals.map(({ message }) => message);
    const packs = tests.map(packAsJson);
    world.stdout.write(`${JSON.stringify({ schemaVersion: 1, packs, refused }, null, 2)}\n`);
  } else world.stdout.write(renderCaseRuns(tests, speech, look));
  const isWell = tests.every(({ failures, coverage }) => failures.length === 0 && !coverage?.short);
  return refusals.length > 0 || !isWell ? 1 : 0;
}

/** The reason to rewrite expectations; undefined where they are not to be rewritten. */
function reasonOf({ update, reason }: TestOptions): string | undefined {
  if (update && !reason?.trim()) {
    throw new Refusal(
      2,
      '--update rewrites what was expected, so it needs --reason TEXT',
      'Say why the new results are right, for example --reason "Q5 counts 12 points since version 2".',
    );
  }
  if (!update && reason !== undefined) throw new Refusal(2, '--reason goes with --update');
  return update ? reason?.trim() : undefined;
}

function noCase(refusals: readonly Refusal[], folders: number, { filter }: TestOptions): Refusal {
  const [refusal] = refusals;
  if (refusal) return folders === 1 ? refusal : new Refusal(3, 'no case of these packs can be run');
  if (filter !== undefined) return new Refusal(3, `no case has an id that contains "${filter}"`);
  return new Refusal(3, 'no case was found', 'Cases stand in the folder `cases` of a pack.');
}
