// A portfolio of a million batch results grouped by three columns, beside DuckDB; and one of 5,136 enterprise files,
// beside an empty Node process: `npm run bench:portfolio -- [--rows 1000000] [--files 5136] [--times 3] [--dir FOLDER]
// [--json]`. Whole processes, interleaved, medians; starting up, measured with ten rows, is taken off on both sides.
// Makes its own data, always the same; both must come to the same figures before any time is taken. Shows whether the
// goals are met, and never fails for a time.
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { writeExport } from './batch/export.mjs';
import { median, run } from './batch/run.mjs';
import { compareFigures } from './portfolio/agree.mjs';
import { writeCopies } from './portfolio/copies.mjs';

const GOALS = { duckdb: 2, megabytes: 500, files: 40 };
const BY = 'district*chain*size';
const FEW = 10;

const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '1000000' },
    files: { type: 'string', default: '5136' },
    times: { type: 'string', default: '3' },
    dir: { type: 'string', default: tmpdir() },
    json: { type: 'boolean', default: false },
  },
});
const [rows, files, times] = [values.rows, values.files, values.times].map(Number);
const root = path.join(import.meta.dirname, '../..');
const say = (text) => process.stderr.write(`${text}\n`);
const folder = await mkdtemp(path.join(values.dir, 'matura-bench-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
process.on('SIGINT', () => process.exit(130));
const place = (name) => path.join(folder, name);
const command = (...args) => [path.join(root, 'bin/matura.js'), ...args, '--quiet'];

const bytes = prepare();
const contestants = {
  matura: { name: 'Matura', args: grouped('results.csv') },
  duckOne: { name: 'DuckDB, 1 thread', args: byDuckDB('results.csv', '1') },
  duckTwo: { name: 'DuckDB, 2 threads', args: byDuckDB('results.csv', '2') },
  maturaFew: { name: 'Matura, ten rows', args: grouped('few.csv') },
  duckFew: { name: 'DuckDB, ten rows', args: byDuckDB('few.csv', '1') },
  files: {
    name: `${files} enterprise files`,
    args: command('portfolio', place('files'), '--by', 'district', '--format', 'json', '-o', place('files.json')),
  },
  empty: { name: 'node -e 0', args: ['-e', '0'] },
};
checkAgreement();
show(measure());

function grouped(file) {
  const shown = ['--by', BY, '--min-cell', '1', '--format', 'json', '-o', place('matura.json')];
  return command('portfolio', place(file), '--pack', 'quick-scan-china', ...shown);
}

function byDuckDB(file, threads) {
  return [path.join(import.meta.dirname, 'portfolio/duckdb.mjs'), place(file), place('duckdb.json'), threads, BY];
}

function prepare() {
  say(`making ${rows} batch results`);
  writeExport(place('export.csv'), path.join(root, 'questionnaires/quick-scan-china'), rows, 'ids');
  const scored = ['-o', place('results.csv'), '--rejects', place('rejects.csv')];
  run({ name: 'matura batch', args: command('batch', 'quick-scan-china', place('export.csv'), ...scored) });
  rmSync(place('export.csv'));
  const [heading, ...lines] = readFileSync(place('results.csv'), 'utf8').slice(0, 10_000).split('\n');
  writeFileSync(place('few.csv'), `${[heading, ...lines.slice(0, FEW)].join('\n')}\n`);
  say(`making ${files} enterprise files`);
  const spec = path.join(root, 'examples/chengdu/region.yaml');
  run({ name: 'matura simulate', args: command('simulate', spec, '-o', place('region')) });
  return writeCopies(place('region/files'), place('files'), files);
}

function checkAgreement() {
  for (const one of [contestants.matura, contestants.duckOne]) run(one);
  const [ours, theirs] = ['matura.json', 'duckdb.json'].map((name) => JSON.parse(readFileSync(place(name), 'utf8')));
  compareFigures(ours, theirs, BY.split('*').length);
  run(contestants.files);
  const { enterprises, leftOut } = JSON.parse(readFileSync(place('files.json'), 'utf8'));
  if (enterprises !== files || leftOut.unreadable > 0) throw new Error(`${enterprises} of ${files} files were read`);
}

function measure() {
  const runs = Object.fromEntries(Object.keys(contestants).map((key) => [key, []]));
  for (let turn = 1; turn <= times; turn++) {
    say(`run ${turn} of ${times}`);
    for (const [key, contestant] of Object.entries(contestants)) runs[key].push(run(contestant));
  }
  return Object.fromEntries(
    Object.entries(runs).map(([key, all]) => [
      key,
      Object.fromEntries(['seconds', 'processor', 'peak'].map((what) => [what, median(all.map((one) => one[what]))])),
    ]),
  );
}

function show(measured) {
  const { matura, duckOne, duckTwo, maturaFew, duckFew, empty } = measured;
  const apart = (what, much, few) => much[what] - few[what];
  const ratio = (duck, what) => apart(what, matura, maturaFew) / apart(what, duck, duckFew);
  const most = (what, value, limit) => ({ what, value, limit, isMet: value <= limit });
  const goals = [
    most('of DuckDB, 1 thread, by the clock', ratio(duckOne, 'seconds'), GOALS.duckdb),
    most('of DuckDB, 1 thread, by processors', ratio(duckOne, 'processor'), GOALS.duckdb),
    most('of DuckDB, 2 threads, by the clock', ratio(duckTwo, 'seconds'), GOALS.duckdb),
    most('of DuckDB, 2 threads, by processors', ratio(duckTwo, 'processor'), GOALS.duckdb),
    most('peak memory, MB', matura.peak, GOALS.megabytes),
    most('of node -e 0, files, by the clock', measured.files.seconds / empty.seconds, GOALS.files),
    most('of node -e 0, files, by processors', measured.files.processor / empty.processor, GOALS.files),
  ];
  const [load] = loadavg();
  if (load > 2) say(`the machine is busy (load ${load.toFixed(1)}): trust the ratios, not the times`);
  const cell = (value, digits, width) => value.toFixed(digits).padStart(width);
  const lines = [
    `${rows} results by ${BY}; ${files} files of ${(bytes / 1e6).toFixed(0)} MB; medians of ${times}; Node ${process.version}`,
    ...Object.entries(measured).map(
      ([key, { seconds, processor, peak }]) =>
        `${contestants[key].name.padEnd(24)} ${cell(seconds, 2, 7)} s ${cell(processor, 2, 7)} s of processors ${cell(peak, 0, 5)} MB`,
    ),
    ...goals.map(
      ({ what, value, limit, isMet }) =>
        `${what.padEnd(38)} ${cell(value, 2, 7)}  <= ${String(limit).padEnd(4)} ${isMet ? 'met' : 'NOT MET'}`,
    ),
  ];
  if (values.json) console.log(JSON.stringify({ rows, files, bytes, times, measured, goals }, null, 2));
  (values.json ? console.error : console.log)(lines.join('\n'));
}
