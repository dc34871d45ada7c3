// Keeping an export as enterprise files and policies, beside a loop that gives the very same bytes their names with
// `writeFile` and `rename`: `npm run bench:files -- [--rows 100000] [--times 3] [--dir FOLDER] [--json]`. Whole processes,
// interleaved, medians; the loop is timed within its own. Shows whether the goal is met, and never fails for a time.
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { writeQuickScan } from './batch/quick-scan.mjs';
import { median, run } from './batch/run.mjs';

/** Of the loop's rate. */
const GOAL = 0.5;

const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '100000' },
    times: { type: 'string', default: '3' },
    dir: { type: 'string', default: tmpdir() },
    json: { type: 'boolean', default: false },
  },
});
const [rows, times] = [Number(values.rows), Number(values.times)];
const say = (text) => process.stderr.write(`${text}\n`);
const folder = await mkdtemp(path.join(values.dir, 'matura-bench-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
process.on('SIGINT', () => process.exit(130));
const place = (name) => path.join(folder, name);

writeQuickScan(place('export.csv'), rows);
const matura = {
  name: 'matura batch --files',
  args: [
    ...[path.join(import.meta.dirname, '../../bin/matura.js'), 'batch', 'quick-scan', place('export.csv'), '--quiet'],
    ...['--files', place('files'), '--date', '2026-01-31', '--as-of', '2026-01-31'],
    ...['--out', place('results.csv'), '--rejects', place('rejects.csv')],
  ],
};
const loop = {
  name: 'writeFile and rename',
  args: [path.join(import.meta.dirname, 'batch/same-files.mjs'), place('files'), place('same')],
};
const measured = { matura: [], loop: [] };
for (let turn = 1; turn <= times; turn++) {
  say(`run ${turn} of ${times}: ${rows} enterprises`);
  rmSync(place('files'), { recursive: true, force: true });
  measured.matura.push(run(matura));
  rmSync(place('same'), { recursive: true, force: true });
  run(loop);
  measured.loop.push(JSON.parse(readFileSync(place('same/.seconds'), 'utf8')));
}
show();

function show() {
  const files = readdirSync(place('files')).filter((name) => !name.startsWith('.')).length;
  if (files !== 2 * rows) throw new Error(`${files} files of ${rows} enterprises`);
  const seconds = { matura: median(measured.matura.map((one) => one.seconds)), loop: median(measured.loop) };
  const peak = Math.max(...measured.matura.map((one) => one.peak));
  const processor = median(measured.matura.map((one) => one.processor));
  const share = seconds.loop / seconds.matura;
  const [load] = loadavg();
  if (load > 2) say(`the machine is busy (load ${load.toFixed(1)}): trust the ratio, not the times`);
  if (values.json)
    console.log(JSON.stringify({ rows, times, files, seconds, processor, peak, share, isMet: share >= GOAL }, null, 2));
  const rate = (time) => `${time.toFixed(1).padStart(7)} s ${(rows / time).toFixed(0).padStart(6)} enterprises/s`;
  (values.json ? console.error : console.log)(
    [
      `${rows} enterprises, ${files} files, medians of ${times}; Node ${process.version}`,
      `${matura.name.padEnd(22)} ${rate(seconds.matura)}  ${processor.toFixed(1)} s of processors, ${peak.toFixed(0)} MB`,
      `${loop.name.padEnd(22)} ${rate(seconds.loop)}`,
      `share of the loop's rate ${share.toFixed(3)}, >= ${GOAL}: ${share >= GOAL ? 'met' : 'NOT MET'}`,
    ].join('\n'),
  );
}
