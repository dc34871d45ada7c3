// How much processor time the report of one enterprise takes beside starting Node and beside finding its measures, and how
// large its pages are: `npm run bench:report`. Medians of interleaved runs.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const root = path.join(import.meta.dirname, '../..');
const matura = path.join(root, 'bin/matura.js');
const RUNS = 5;
const LARGEST = 500_000;
const PACKS = {
  'miit-sme-2024': 'examples/answers/miit-sme-2024.yaml',
  'smart-manufacturing': 'test/fixtures/reports/smart-manufacturing.yaml',
  'quick-scan-china': 'test/fixtures/reports/quick-scan.yaml',
  'digital-intensity': 'test/fixtures/reports/digital-intensity.yaml',
};
/** What a process says of itself when it ends: microseconds of processor. */
const METER =
  'data:text/javascript,process.on("exit",()=>{const{user,system}=process.cpuUsage();process.stderr.write("\\ncpu "+(user+system))})';

const desk = mkdtempSync(path.join(tmpdir(), 'matura-bench-'));

/** Milliseconds of processor. */
function timeOf(args) {
  const { status, stderr } = spawnSync(process.execPath, ['--import', METER, ...args], { cwd: desk, encoding: 'utf8' });
  // 1: measures do not reach the target, which takes as long.
  if (status > 1) throw new Error(`${args.join(' ')} ended with ${status}: ${stderr}`);
  return Number(/cpu (\d+)$/.exec(stderr)?.[1]) / 1000;
}

function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}

function measure(pack, answers) {
  mkdirSync(path.join(desk, pack));
  timeOf([matura, 'score', pack, path.join(root, answers), '--files', pack, '--as-of', '2026-11-24']);
  const [name] = readdirSync(path.join(desk, pack)).filter((one) => one.endsWith('.json'));
  const file = path.join(pack, name);
  const sizes = Object.fromEntries(
    [
      ['report', file],
      ['form', pack],
    ].map(([command, subject]) => {
      const page = path.join(desk, `${command}-${pack}.html`);
      timeOf([matura, command, subject, '-o', page]);
      return [command, statSync(page).size];
    }),
  );
  const contestants = { empty: ['-e', '0'], recommend: [matura, 'recommend', file], report: [matura, 'report', file] };
  const times = Object.fromEntries(Object.keys(contestants).map((one) => [one, []]));
  for (let run = 0; run < RUNS; run++)
    for (const [one, args] of Object.entries(contestants)) {
      // Without a policy there is nothing to recommend.
      if (one !== 'recommend' || pack !== 'digital-intensity') times[one].push(timeOf(args));
    }
  return { sizes, ...Object.fromEntries(Object.entries(times).map(([one, list]) => [one, median(list)])) };
}

try {
  for (const [pack, answers] of Object.entries(PACKS)) {
    const { sizes, empty, recommend, report } = measure(pack, answers);
    const besides = recommend === undefined ? '' : `, ${(report / recommend).toFixed(2)} x recommend`;
    console.log(
      `${pack}: report ${report.toFixed(0)} ms of processor, ${(report / empty).toFixed(1)} x node -e 0${besides}`,
    );
    for (const [page, size] of Object.entries(sizes)) {
      console.log(
        `  ${page} ${(size / 1000).toFixed(0)} kB  at most ${LARGEST / 1000}: ${size < LARGEST ? 'kept' : 'BROKEN'}`,
      );
      if (size >= LARGEST) process.exitCode = 1;
    }
  }
} finally {
  rmSync(desk, { recursive: true });
}
