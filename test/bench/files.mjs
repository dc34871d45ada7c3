// Keeping an export as enterprise files and policies, beside a loop that gives the very same bytes their names with
// `writeFile` and `rename`: `npm run bench:files -- [--rows 100000] [--times 3] [--dir FOLDER] [--json]`. Whole processes,
// interleaved, medians; the loop is timed within its own. Shows whether the goal is met, and never fails for a time. A disk
// with room for both sides, 12 GB, is enough for any number of times: files are emptied after each, and removed at the end
// only, for ext4 is slow to make new ones for a minute after many were removed.
import { readdirSync, readFileSync, rmSync, truncateSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { writeExport } from './batch/export.mjs';
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

const root = path.join(import.meta.dirname, '../..');
writeExport(place('export.csv'), path.join(root, 'questionnaires/quick-scan-china'), rows, 'ids');
const NAMES = { matura: 'matura batch --files', loop: 'writeFile and rename' };
const matura = (files) => ({
  name: NAMES.matura,
  args: [
    ...[path.join(root, 'bin/matura.js'), 'batch', 'quick-scan-china', place('export.csv'), '--quiet'],
    ...['--files', files, '--date', '2026-01-31', '--as-of', '2026-01-31'],
    ...['-o', place('results.csv'), '--rejects', place('rejects.csv')],
  ],
});
const loop = (files, same) => ({
  name: NAMES.loop,
  args: [path.join(import.meta.dirname, 'batch/same-files.mjs'), files, same],
});
const measured = { matura: [], loop: [] };
for (let turn = 1; turn <= times; turn++) {
  say(`run ${turn} of ${times}: ${rows} enterprises`);
  const [files, same] = [place(`files-${turn}`), place(`same-${turn}`)];
  measured.matura.push(run(matura(files)));
  run(loop(files, same));
  measured.loop.push(JSON.parse(readFileSync(path.join(same, '.seconds'), 'utf8')));
  for (const used of [files, same]) empty(used);
}
show();

function empty(used) {
  for (const name of readdirSync(used)) truncateSync(path.join(used, name));
}

function show() {
  const files = readdirSync(place('files-1')).filter((name) => !name.startsWith('.')).length;
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
      `${NAMES.matura.padEnd(22)} ${rate(seconds.matura)}  ${processor.toFixed(1)} s of processors, ${peak.toFixed(0)} MB`,
      `${NAMES.loop.padEnd(22)} ${rate(seconds.loop)}`,
      `share of the loop's rate ${share.toFixed(3)}, >= ${GOAL}: ${share >= GOAL ? 'met' : 'NOT MET'}`,
    ].join('\n'),
  );
}
