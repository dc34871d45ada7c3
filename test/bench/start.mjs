// Cold start, measured on whole processes, interleaved, medians of many runs: `npm run bench`.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { performance } from 'node:perf_hooks';

const root = path.join(import.meta.dirname, '../..');
const matura = path.join(root, 'bin/matura.js');
const answers = path.join(root, 'examples/answers/miit-sme-2024.yaml');
const RUNS = 25;

/** What is measured, and the ratio to an empty Node process it must keep. */
const CONTESTANTS = [
  { name: 'node -e 0', args: ['-e', '0'], limit: null },
  { name: 'matura --version', args: [matura, '--version'], limit: 1.4 },
  { name: 'matura --help', args: [matura, '--help'], limit: null },
  { name: 'matura score', args: [matura, 'score', 'miit-sme-2024', answers], limit: 4 },
  { name: 'matura validate', args: [matura, 'validate', path.join(root, 'questionnaires/miit-sme-2024')], limit: null },
];

const times = new Map(CONTESTANTS.map(({ name }) => [name, []]));
for (let run = 0; run < RUNS; run++) {
  for (const { name, args } of CONTESTANTS) {
    const started = performance.now();
    const { status, stderr } = spawnSync(process.execPath, args, { stdio: ['ignore', 'ignore', 'pipe'] });
    if (status !== 0) throw new Error(`${name} ended with ${status}: ${stderr}`);
    times.get(name).push(performance.now() - started);
  }
}

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
const base = median(times.get('node -e 0'));
console.log(`${RUNS} runs each, interleaved; Node ${process.version}`);
for (const { name, limit } of CONTESTANTS) {
  const time = median(times.get(name));
  const ratio = time / base;
  const verdict = limit === null ? '' : `  at most ${limit}: ${ratio <= limit ? 'kept' : 'BROKEN'}`;
  console.log(`${name.padEnd(18)} ${time.toFixed(0).padStart(5)} ms  ${ratio.toFixed(2).padStart(5)} x${verdict}`);
  if (limit !== null && ratio > limit) process.exitCode = 1;
}
