import type { Command } from 'commander';
import { readRecorded } from '../interview/recorded.ts';
import { Refusal } from '../model/refusal.ts';
import { findOnRecord } from '../policy/records/on-record.ts';
import { compareSides, type Side } from '../policy/what-if/compare.ts';
import { nameEnterprise, vocabularyOf } from '../report/assessment.ts';
import { formatDate } from '../report/number.ts';
import { renderWhatIf } from '../report/what-if/page.ts';
import { assess } from '../scoring/result.ts';
import { entryOf, type Sheet, type SheetEntry } from '../scoring/sheet.ts';
import type { World } from '../world.ts';
import { adviseOn, dayOf, reportOf } from './steps/advise.ts';
import { solverFor } from './steps/load-solver.ts';
import { langOption, lookOf, speechOf } from './steps/look.ts';
import { openEnterprise, openPackOf } from './steps/open-enterprise.ts';
import { pickAssessment } from './steps/pick-assessments.ts';
import { readLevel } from './steps/read-level.ts';
import { readChanges } from './what-if/read-changes.ts';

interface WhatIfOptions {
  readonly set: readonly string[];
  readonly assessment?: string;
  readonly target?: string;
  readonly asOf?: string;
  readonly all?: boolean;
  readonly files: string;
  readonly json?: boolean;
  readonly policy?: string;
  readonly packs?: string[];
  readonly lang?: string;
  readonly color?: boolean;
}

export function configure(command: Command, world: World, done: (code: number) => void): void {
  command
    .requiredOption(
      '--set <name=value>',
      'an answer or a fact as it might be; may be given several times',
      (text: string, before: readonly string[] = []) => [...before, text],
    )
    .option('--assessment <which>', 'another than the newest: its day, or its number counted from the oldest')
    .option('--target <level>', 'the level both policies aim at (default: the next one of each)')
    .option('--as-of <date>', 'the day instruments are judged on (default: today)')
    .option('--all', 'lists the scores that stay as they are, too')
    .option('--files <dir>', 'the folder of enterprise files, where an enterprise is named by its key', 'files')
    .option('--json', 'both results and what differs, as JSON')
    .option('--policy <id|path>', 'another policy than that of the recommendation')
    .option('--packs <dir...>', 'folders to look for packs in first')
    .addOption(langOption())
    .option('--no-color', 'without colours')
    .addHelpText(
      'after',
      `
FILE is an enterprise file, or the key of an enterprise with --files. A value is an option's id (several: Q6=B,C), a number,
true or false, a date or a text, or a state: notApplicable, unknown, unanswered. Answers that are worked out from others
follow. Nothing is written.

Examples:
  matura what-if 914403001922038216 --set Q5=C --set productionControl=3
  matura what-if files/914403001922038216.json --set employees=500 --set Q7=unknown --json`,
    )
    .action(async (file: string, options: WhatIfOptions) => {
      done(await whatIf(world, file, options));
    });
}

async function whatIf(world: World, file: string, options: WhatIfOptions): Promise<number> {
  const speech = await speechOf(world, options.lang);
  const asOf = dayOf(world, options.asOf);
  const { enterprise } = await openEnterprise(world, file, options.files);
  const newest = enterprise.assessments.at(-1);
  if (!newest) throw new Refusal(3, `${file} holds no assessment`);
  const { assessment: which } = options;
  const assessment = which === undefined ? newest : pickAssessment(enterprise.assessments, which);
  const settled = await openPackOf(world, assessment, options);
  const { plan, stamp, pack, policies } = settled;
  const changes = readChanges(plan, options.set);
  const { sheet, lost } = readRecorded(plan, assessment);
  if (lost.length > 0) world.stderr.write(`Not known to this pack, so not counted: ${lost.join(', ')}\n`);
  const assessedOn = assessment.finishedAt.slice(0, 'YYYY-MM-DD'.length);
  const start = {
    target: readLevel(plan, '--target', options.target),
    solver: await solverFor(world, settled),
    record: findOnRecord(enterprise.records ?? [], assessedOn),
  };
  const sideOf = (answers: Sheet): Side => {
    const assessed = assess(plan, answers, stamp, world.version);
    const refused = assessed.evaluation.refused.map(({ name }) => name);
    if (refused.length > 0) throw new Refusal(3, `the rubric refuses that there is no answer to ${refused.join(', ')}`);
    return { assessed, recommendation: adviseOn(settled, answers, assessed, asOf, start) };
  };
  const [before, after] = [sideOf(sheet), sideOf(changeSheet(sheet, changes))];
  const comparison = compareSides(plan, before, after, new Set(changes.keys()));
  if (options.json) {
    const plain = ({ assessed, recommendation }: Side): object => ({
      result: assessed.result,
      ...(recommendation ? { recommendation } : {}),
    });
    const head = { schemaVersion: 1, tool: world.version, key: enterprise.key, pack: stamp, assessedOn };
    const document = { ...head, ...comparison, before: plain(before), after: plain(after) };
    world.stdout.write(`${JSON.stringify(document, null, 2)}\n`);
    return 0;
  }
  const report = reportOf(settled, before.assessed, before.recommendation, {});
  const vocabulary = vocabularyOf(report, speech);
  const { numbers, words } = speech.messages;
  const { name = enterprise.key } = nameEnterprise(report);
  const subject = [name, words.kinds[assessment.kind], formatDate(assessedOn, numbers), `${stamp.id} ${stamp.version}`];
  world.stdout.write(
    renderWhatIf(
      {
        plan,
        subject: numbers.clauses(subject),
        before,
        after,
        comparison,
        measures: pack.measures?.document,
        policies: policies.map(({ document }) => document),
        all: options.all ?? false,
      },
      { ...lookOf(world, world.stdout, options), vocabulary },
    ),
  );
  return 0;
}

/** The sheet with some answers replaced; notes and evidence of an answer stay with it. */
function changeSheet(sheet: Sheet, changes: Sheet): Sheet {
  const changed = [...changes].map(([name, entry]): [string, SheetEntry] => {
    const { note, evidence } = entryOf(sheet, name);
    return [
      name,
      { ...(note === undefined ? {} : { note }), ...(evidence === undefined ? {} : { evidence }), ...entry },
    ];
  });
  return new Map([...sheet, ...changed]);
}
