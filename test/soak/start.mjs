// The engine against the second evaluator, brute force, the laws and the columns of `batch`, and hidden groups under attack, for long:
// `npm run soak`.
// `npm run soak -- --times 20 --seed 7` tries twenty times as many cases as the tests, the same ones for the same seed.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { parseArgs } from 'node:util';

const root = path.join(import.meta.dirname, '../..');
const vitest = path.join(root, 'node_modules/vitest/vitest.mjs');
const FILES = [
  ...['second-evaluator', 'bounds', 'scoring-laws', 'columns/kernel'].map((name) => `test/scoring/${name}.long`),
  'test/policy/optimise/own-share.long',
  ...['tables', 'output', 'trends', 'questions', 'means'].map(
    (name) => `test/portfolio/disclosure/attack-${name}.long`,
  ),
];
const HOUR = 3_600_000;

const { values } = parseArgs({
  options: {
    times: { type: 'string', default: '10' },
    seed: { type: 'string', default: String(Date.now() % 2 ** 31) },
  },
});
for (const [name, value] of Object.entries(values)) {
  if (!/^[1-9]\d*$/.test(value)) throw new Error(`--${name} is a whole number above 0, not ${value}`);
}

console.log(`seed ${values.seed}, ${values.times} times as many cases as the tests try`);
const { status } = spawnSync(process.execPath, [vitest, 'run', `--testTimeout=${HOUR}`, ...FILES], {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, MATURA_RUNS: values.times, MATURA_SEED: values.seed },
});
process.exitCode = status ?? 1;
