// Scoring an export, measured on whole processes, interleaved: `npm run bench:batch -- [--rows 100000] [--times 3] [--json]`.
// Peers score the same rows with plain JavaScript; before any time is taken all must agree to 1e-9.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { writeExport } from './batch/export.mjs';

const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '100000' },
    times: { type: 'string', default: '3' },
    json: { type: 'boolean', default: false },
  },
});
const root = path.join(import.meta.dirname, '../..');
const folder = mkdtempSync(path.join(tmpdir(), 'matura-bench-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

const file = path.join(folder, 'export.csv');
const rows = Number(values.rows);
writeExport(file, rows);
const bytes = statSync(file).size;

const matura = (jobs) => (out) => [
  ...[path.join(root, 'bin/matura.js'), 'batch', 'quick-scan', file, '--jobs', String(jobs), '--quiet'],
  ...['--out', out, '--rejects', `${out}.rejects`, '--max-rejects', String(rows)],
];
const peer = (name) => (out) => [path.join(import.meta.dirname, `batch/${name}.mjs`), file, out];
const contestants = [
  { name: 'matura, 1 thread', args: matura(1) },
  ...(availableParallelism() > 1 ? [{ name: 'matura, 2 threads', args: matura(2) }] : []),
  { name: 'csv-parse + plain JS', args: peer('csv-parse') },
];

/** What a process writes to stderr at its end: the most memory it held, in kilobytes. */
const MEMORY = "data:text/javascript,process.on('exit',()=>process._rawDebug('peak '+process.resourceUsage().maxRSS))";

function run({ name, args }) {
  const out = path.join(folder, `${name.replace(/\W+/g, '-')}.csv`);
  const started = performance.now();
  const { status, stderr } = spawnSync(process.execPath, ['--import', MEMORY, ...args(out)], { encoding: 'utf8' });
  const time = performance.now() - started;
  if (status !== 0) throw new Error(`${name} ended with ${status}: ${stderr}`);
  const peaks = [...stderr.matchAll(/^peak (\d+)$/gm)].map(([, peak]) => Number(peak));
  return { out, time, peak: Math.max(...peaks) / 1024 };
}

/** Totals and levels by key. */
function readResults(out) {
  const [heading, ...lines] = readFileSync(out, 'utf8').trimEnd().split('\n');
  const columns = heading.split(',');
  const [total, level] = [columns.indexOf('total') - columns.length, columns.indexOf('level') - columns.length];
  return new Map(
    lines.map((line) => {
      const cells = line.split(',');
      return [cells[0], [Number(cells.at(total)), Number(cells.at(level))]];
    }),
  );
}

const [first, ...others] = contestants.map((one) => ({ name: one.name, results: readResults(run(one).out) }));
for (const { name, results } of others) {
  if (results.size !== first.results.size)
    throw new Error(`${name} scores ${results.size} rows, not ${first.results.size}`);
  for (const [key, [total, level]] of first.results) {
    const [otherTotal, otherLevel] = results.get(key) ?? [];
    if (!(Math.abs(total - otherTotal) <= 1e-9) || level !== otherLevel) {
      throw new Error(`${name} gives ${key} ${otherTotal} and ${otherLevel}, not ${total} and ${level}`);
    }
  }
}

const measured = contestants.map(({ name }) => ({ name, times: [], peak: 0 }));
for (let turn = 0; turn < Number(values.times); turn++) {
  for (const [i, contestant] of contestants.entries()) {
    const { time, peak } = run(contestant);
    measured[i].times.push(time);
    measured[i].peak = Math.max(measured[i].peak, peak);
  }
}
const table = measured.map(({ name, times, peak }) => {
  const time = times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)];
  return {
    name,
    seconds: time / 1000,
    rowsPerSecond: (rows * 1000) / time,
    megabytesPerSecond: bytes / 1000 / time,
    peakMegabytes: peak,
  };
});
if (values.json) console.log(JSON.stringify({ rows, bytes, node: process.version, table }, null, 2));
else {
  console.log(`${rows} rows, ${(bytes / 1e6).toFixed(0)} MB; all agree to 1e-9; Node ${process.version}`);
  for (const { name, seconds, rowsPerSecond, megabytesPerSecond, peakMegabytes } of table) {
    const ratio = seconds / table[0].seconds;
    console.log(
      `${name.padEnd(22)} ${seconds.toFixed(2).padStart(7)} s ${ratio.toFixed(2).padStart(6)} x ${rowsPerSecond.toFixed(0).padStart(9)} rows/s ${megabytesPerSecond.toFixed(0).padStart(5)} MB/s ${peakMegabytes.toFixed(0).padStart(5)} MB`,
    );
  }
}
