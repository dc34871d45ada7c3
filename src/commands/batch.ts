import { dirname, resolve } from 'node:path';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { removeLeftovers } from '../files/atomic.ts';
import { Refusal } from '../model/refusal.ts';
import { type BatchSummary, batchAsJson, renderBatchSummary } from '../report/batch/summary.ts';
import type { World } from '../world.ts';
import type { DuplicateRule } from './batch/duplicates.ts';
import { sayReading } from './batch/reading.ts';
import { scoreTable } from './batch/score-table.ts';
import { settleUses } from './batch/settle-uses.ts';
import { speechOf } from './steps/look.ts';
import { openPack } from './steps/open-pack.ts';
import { openExport } from './steps/open-table.ts';

interface BatchOptions {
  readonly map?: string;
  readonly encoding?: string;
  readonly delimiter?: string;
  readonly decimal?: '.' | ',';
  readonly sheet?: string;
  readonly out: string;
  readonly rejects: string;
  readonly duplicates: DuplicateRule;
  readonly maxRejects: number;
  readonly strict?: boolean;
  readonly json?: boolean;
  readonly quiet?: boolean;
  readonly packs?: string[];
  readonly lang?: string;
  readonly color?: boolean;
}

export function configure(command: Command, world: World, done: (code: number) => void): void {
  command
    .option('--map <file>', 'how columns meet questions (default: as is certain)')
    .option('--encoding <name>', 'utf-8, gb18030, utf-16le, utf-16be or windows-1252 (default: recognised)')
    .option('--delimiter <sign>', 'what parts the cells; tab for a tab (default: recognised)')
    .addOption(new Option('--decimal <sign>', 'the decimal sign (default: recognised)').choices(['.', ',']))
    .option('--sheet <name>', 'the sheet of a workbook (default: the first visible one)')
    .option('--out <file>', 'the results', 'results.csv')
    .option('--rejects <file>', 'the rows that are no result, and why', 'rejects.csv')
    .addOption(
      new Option('--duplicates <rule>', 'of rows with one key, which counts: none (reject), the first or the last')
        .choices(['reject', 'first', 'last'])
        .default('reject'),
    )
    .option('--strict', 'rejects rows with warnings, too')
    .option('--max-rejects <count>', 'exit code 0 with up to so many rejected rows', readCount, 0)
    .option('--json', 'the summary as JSON')
    .option('--quiet', 'no progress')
    .option('--packs <dir...>', 'folders to look for packs in first')
    .option('--lang <language>', 'en, zh or de (default: that of the system)')
    .option('--no-color', 'without colours')
    .addHelpText(
      'after',
      `
EXPORT is a table: CSV, also packed (.csv.gz), a workbook (XLSX), or - for standard input. Every row is scored or
rejected with its reason; both files get their names only when all is done.

Exit code 0: every row scored; 1: rows were rejected; 3: nothing could be scored.

Examples:
  matura batch miit-sme-2024 export.csv
  matura batch quick-scan export.csv --map mapping.yaml --out results.csv --rejects rejects.csv
  zcat export.csv.gz | matura batch quick-scan - --duplicates last --max-rejects 10`,
    )
    .action(async (pack: string, path: string, options: BatchOptions) => {
      done(await batch(world, pack, path, options));
    });
}

async function batch(world: World, given: string, path: string, options: BatchOptions): Promise<number> {
  const { messages } = speechOf(world, options.lang);
  const [out, rejects] = [resolve(world.cwd, options.out), resolve(world.cwd, options.rejects)];
  for (const file of [out, rejects]) {
    const others = [resolve(world.cwd, path), file === out ? rejects : ''];
    if (others.includes(file)) throw new Refusal(2, messages.batch.refused.samePath(file));
  }
  const settled = await openPack(world, { ...options, pack: given });
  const table = await openExport(world, path, options, messages);
  try {
    const uses = await settleUses(world, settled, table, options, messages);
    world.stderr.write(sayReading(settled.plan, table, uses, messages));
    for (const folder of new Set([dirname(out), dirname(rejects)])) await removeLeftovers(folder, world.now());
    const { duplicates, strict = false, quiet = false } = options;
    const request = { path, out, rejects, duplicates, strict, quiet };
    const tally = await scoreTable(world, settled.plan, table, uses, request, messages);
    const summary: BatchSummary = { ...tally, results: options.out, rejects: options.rejects };
    if (options.json) world.stdout.write(`${JSON.stringify(batchAsJson(summary), null, 2)}\n`);
    else world.stderr.write(renderBatchSummary(summary, messages));
    return tally.rejected > options.maxRejects ? 1 : 0;
  } finally {
    await table.close();
  }
}

function readCount(text: string): number {
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It must be a whole number.');
}
