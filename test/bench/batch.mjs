// Scoring an export, measured on whole processes, interleaved, beside what else could be used:
// `npm run bench:batch -- [--rows 1000000] [--times 3] [--dir FOLDER] [--keep] [--json]`. Makes its own data, always the
// same; before any time is taken all results must agree to a billionth. Prints a table, or JSON with the table on stderr.
// Shows whether the goals are met, and never fails for a time.
import { mkdirSync, mkdtempSync, rmSync, statfsSync, statSync } from 'node:fs';
import { availableParallelism, cpus, loadavg, tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { compareResults, readResults } from './batch/agree.mjs';
import { installPeers, listContestants } from './batch/contestants.mjs';
import { writeExport } from './batch/export.mjs';
import { judge } from './batch/goals.mjs';
import { writePack } from './batch/pack.mjs';
import { median, run } from './batch/run.mjs';
import { writeWorkbook } from './batch/workbook.mjs';

const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '5000000' },
    times: { type: 'string' },
    dir: { type: 'string', default: tmpdir() },
    keep: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
});
const rows = Number(values.rows);
const times = Number(values.times ?? (rows > 2_000_000 ? 1 : 3));
const [SAMPLE, FOR_WORKBOOK] = [10_000, 200_000].map((most) => Math.min(most, rows));
/** Bytes on the disk for each row: three exports and the results of a run. */
const ROOM = 1200;

const say = (text) => process.stderr.write(`${text}\n`);
mkdirSync(values.dir, { recursive: true });
const { bavail, bsize } = statfsSync(values.dir);
if (bavail * bsize < rows * ROOM) throw new Error(`${values.dir} has no room for ${rows} rows: see --rows and --dir`);
const folder = mkdtempSync(path.join(values.dir, 'matura-bench-'));
if (values.keep) say(`kept: ${folder}`);
process.on('exit', () => values.keep || rmSync(folder, { recursive: true, force: true }));
process.on('SIGINT', () => process.exit(130));

const contestants = listContestants(await prepare());
await checkAgreement();
warnOfLoad();
const measured = measure();
show();

async function prepare() {
  const place = (name) => path.join(folder, name);
  const write = (name, count, options) => {
    say(`writing ${count} rows: ${name}`);
    writeExport(place(name), count, options);
    return { file: place(name), rows: count };
  };
  say('installing peers');
  const packages = installPeers(place('peers'));
  const utf8 = write('export.csv', rows);
  const few = write('few.csv', Math.ceil(rows / 5));
  const gbk = write('gbk.csv', rows, { encoding: 'gbk' });
  const dirty = write('dirty.csv', rows, { dirty: true });
  const sample = write('sample.csv', SAMPLE);
  say(`writing ${FOR_WORKBOOK} rows: workbook.xlsx`);
  const workbook = { file: place('workbook.xlsx'), rows: FOR_WORKBOOK };
  await writeWorkbook(workbook.file, FOR_WORKBOOK);
  return { pack: writePack(folder), packages, utf8, few, gbk, dirty, sample, workbook };
}

/** No run writes over the results of another: to remove those takes time, too. */
function runOne(contestant) {
  const results = path.join(folder, 'results.csv');
  for (const file of [results, `${results}.rejects`]) rmSync(file, { force: true });
  return run({ name: contestant.name, args: contestant.args(results) });
}

async function checkAgreement() {
  let first;
  for (const contestant of Object.values(contestants)) {
    say(`checking: ${contestant.name}`);
    runOne(contestant);
    const results = await readResults(path.join(folder, 'results.csv'), rows);
    if (results.count === 0) throw new Error(`${contestant.name} scores nothing`);
    if (results.count < contestant.rows && contestant !== contestants.dirty)
      throw new Error(`${contestant.name} scores ${results.count} of ${contestant.rows} rows`);
    first ??= results;
    compareResults(contestant.name, results, first);
  }
}

function warnOfLoad() {
  const [load] = loadavg();
  // The checks before kept about one processor busy themselves.
  if (load > 1.5) say(`the machine is busy (load ${load.toFixed(1)}): trust the ratios, not the times`);
}

function measure() {
  const runs = Object.fromEntries(Object.keys(contestants).map((key) => [key, []]));
  for (let turn = 1; turn <= times; turn++) {
    for (const [key, contestant] of Object.entries(contestants)) {
      say(`run ${turn} of ${times}: ${contestant.name}`);
      runs[key].push(runOne(contestant));
    }
  }
  return Object.fromEntries(
    Object.entries(contestants).map(([key, { name, file, rows: count }]) => {
      const [seconds, processor, peak] = ['seconds', 'processor', 'peak'].map((what) =>
        median(runs[key].map((one) => one[what])),
      );
      const rates = { rowsPerSecond: count / seconds, megabytesPerSecond: statSync(file).size / 1e6 / seconds };
      return [key, { name, rows: count, seconds, processor, ...rates, peak }];
    }),
  );
}

function show() {
  const goals = judge(measured);
  const machine = { node: process.version, processor: cpus()[0]?.model, cores: availableParallelism() };
  const lines = [
    `${rows} rows of 60 columns; all agree to 1e-9; medians of ${times}, interleaved; Node ${machine.node}, ${machine.cores} cores`,
    `${''.padEnd(31)}     rows  seconds  ratio  processor  ratio   rows/s   MB/s  peak MB`,
    ...Object.values(measured).map((one) => {
      // As often as it takes the time of Matura, for the same number of rows.
      const [byClock, byProcessor] = ['seconds', 'processor'].map(
        (time) => one[time] / one.rows / (measured.one[time] / measured.one.rows),
      );
      const cells = [
        [one.rows, 9, 0],
        [one.seconds, 9, 2],
        [byClock, 7, 2],
        [one.processor, 11, 2],
        [byProcessor, 7, 2],
        [one.rowsPerSecond, 9, 0],
        [one.megabytesPerSecond, 7, 0],
        [one.peak, 9, 0],
      ];
      return (
        one.name.padEnd(31) + cells.map(([value, width, digits]) => value.toFixed(digits).padStart(width)).join('')
      );
    }),
    '',
    `${''.padEnd(60)}  by clock  processor`,
    ...goals.map(({ what, value, processor, limit, isMet }) => {
      const figures = `${value.toFixed(2).padStart(9)} ${(processor?.toFixed(2) ?? '').padStart(10)}  ${limit.padEnd(8)}`;
      return `${what.padEnd(60)} ${figures} ${isMet === null ? 'too few rows to tell' : isMet ? 'met' : 'NOT MET'}`;
    }),
  ];
  if (values.json) console.log(JSON.stringify({ rows, times, machine, measured, goals }, null, 2));
  (values.json ? console.error : console.log)(lines.join('\n'));
}
