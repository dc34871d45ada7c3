import { dirname, resolve } from 'node:path';
import type { Command } from 'commander';
import { removeLeftovers } from '../files/atomic.ts';
import type { Messages } from '../i18n/index.ts';
import { Refusal } from '../model/refusal.ts';
import { type BatchSummary, batchAsJson, renderBatchSummary } from '../report/batch/summary.ts';
import { plainLine } from '../report/terminal/line.ts';
import type { Table } from '../tabular/open.ts';
import { RESULT_FORMATS, type ResultFormat, resultFormatOf } from '../tabular/writing/format.ts';
import type { World } from '../world.ts';
import { readGates } from './batch/gates.ts';
import { prepareKeeping } from './batch/keeping.ts';
import { prepareMending } from './batch/mending.ts';
import { addOptions, type BatchOptions } from './batch/options.ts';
import { sayReading } from './batch/reading.ts';
import { scoreTable } from './batch/score-table.ts';
import { settleUses } from './batch/settle-uses.ts';
import { startThreads } from './batch/thread.ts';
import { speechOf } from './steps/look.ts';
import { openPack } from './steps/open-pack.ts';
import { openExport } from './steps/open-table.ts';
import { needApart } from './steps/output.ts';
import { refuseTyped } from './steps/refuse-typed.ts';
import { tellOnSignal } from './steps/tell-signal.ts';

export function configure(command: Command, world: World, done: (code: number) => void): void {
  addOptions(command)
    .addHelpText(
      'after',
      `
EXPORT is a table: CSV, also packed (.csv.gz), a workbook (XLSX), or - for standard input, where a workbook becomes a
temporary file until it is read. Every row is scored or
rejected with its reason; both files get their names only when all is done.

The end of its name says what the results are: .csv, .jsonl (an object a line) or .parquet. Numbers have a decimal point.
With --answers each question has a column: ids of options (parted by semicolons), numbers, true or false; (unknown) or
(not applicable); nothing where it is unanswered. matura batch reads such cells again. In .jsonl the answers stand under
"answers", as matura score reads them; in .parquet the state of Q1 has a column Q1:state.

--mend keeps the rejected rows below the headings as UTF-8, whatever EXPORT is written in. Put right, they are scored like
any export, with the same --map; their results are what the first ones lack.

With --files each row becomes an assessment of its enterprise. The same answers of the same day are never added twice:
with --date and the column of the submission time, a later export of the same platform adds only what is new in it.

Exit code 0: every row scored; 1: rows were rejected, or a gate was missed; 3: nothing could be scored.

Examples:
  matura batch miit-sme-2024 export.csv
  matura batch quick-scan export.csv --map mapping.yaml --out results.csv --rejects rejects.csv
  matura batch quick-scan export.csv --files files --date 提交答卷时间
  zcat export.csv.gz | matura batch quick-scan - --duplicates last --max-rejects 10
  matura batch quick-scan export.csv --mend mend.csv; matura batch quick-scan mend.csv --out mended.csv`,
    )
    .action(async (pack: string, path: string, options: BatchOptions) => {
      const { messages } = await speechOf(world, options.lang);
      if (options.files === undefined) refuseTyped(command, OF_KEPT, '--files', messages);
      const interrupted = plainLine(messages.batch.interrupted(options.out, options.files));
      done(await tellOnSignal(world, interrupted, () => batch(world, pack, path, options)));
    });
}

/** How enterprises are kept and advised: without their files it would be passed over. */
const OF_KEPT = ['policy', 'cost', 'asOf', 'date', 'dateOrder', 'kind', 'renamed'];

async function batch(world: World, pack: string, path: string, options: BatchOptions): Promise<number> {
  const speech = await speechOf(world, options.lang);
  const { messages } = speech;
  const [out, rejects] = [resolve(world.cwd, options.out), resolve(world.cwd, options.rejects)];
  const mended = options.mend === undefined ? [] : [resolve(world.cwd, options.mend)];
  if ([options.out, options.rejects, options.mend].includes('-')) throw new Refusal(2, messages.batch.refused.noStream);
  await needApart(world, [path, options.map], [out, rejects, ...mended], messages);
  const format = formatOf(options, messages);
  const threads = path === '-' ? [] : await startThreads(resolve(world.cwd, path), options.jobs);
  let table: Table | undefined;
  try {
    const settled = await openPack(world, { ...options, pack });
    const gates = readGates(settled.plan, options.minScore ?? [], options.minLevel);
    table = await openExport(world, path, options, messages);
    const uses = await settleUses(world, settled, table, options, messages);
    const keep = await prepareKeeping({ world, settled, table, uses, speech }, options);
    const mend = prepareMending(table, mended[0], messages);
    world.stderr.write(sayReading(settled.plan, table, uses, messages, keep && options.date));
    for (const folder of new Set([out, rejects, ...mended].map((file) => dirname(file))))
      await removeLeftovers(folder, world.now());
    const { duplicates, strict = false, quiet = false, answers = false, bom = false } = options;
    const look = { answers, format, bom };
    const request = { path, out, rejects, duplicates, strict, quiet, threads, keep, mend, gates, ...look };
    const tally = await scoreTable(world, settled.plan, table, uses, request, speech);
    const summary: BatchSummary = {
      ...tally,
      missed: gates.map((gate, i) => ({ ...gate, rows: tally.missed[i] ?? 0 })),
      kept: tally.kept && { ...tally.kept, folder: options.files ?? '' },
      results: options.out,
      rejects: options.rejects,
      mend: options.mend,
    };
    if (options.json) world.stdout.write(`${JSON.stringify(batchAsJson(summary), null, 2)}\n`);
    else world.stderr.write(renderBatchSummary(summary, messages));
    return tally.rejected > options.maxRejects || tally.missed.some((rows) => rows > 0) ? 1 : 0;
  } finally {
    for (const thread of threads) thread.end();
    await table?.close();
  }
}

/** What the results are written as. Throws a `Refusal` for names of files that ask for something else. */
function formatOf({ out, rejects }: BatchOptions, { batch: { refused }, numbers }: Messages): ResultFormat {
  const format = resultFormatOf(out);
  const allowed = RESULT_FORMATS.map((one) => `.${one}`);
  if (!format) throw new Refusal(2, refused.unknownFormat('--out', out, numbers.or(allowed)));
  const other = resultFormatOf(rejects);
  if (other && other !== 'csv') throw new Refusal(2, refused.unknownFormat('--rejects', rejects, '.csv'));
  return format;
}
