// `node test/bench/roadmap.mjs`: how long the cheapest of 60 and 240 measures for the questions and gates of miit-sme-2024 take
// to find and to prove, and those that close priorities first and then most for at most 15 % more. Wall-clock times depend on what else runs; CPU times less so. Needs a build.
import { mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const root = path.join(import.meta.dirname, '../..');
// Inside the tests, so that what is read beside a module is found.
const folder = await mkdtemp(path.join(root, 'test/policy/.bench-'));
try {
  const outfile = path.join(folder, 'measure-speed.mjs');
  await build({
    stdin: {
      contents: `export { measureOptimum } from './optimise/measure-speed.ts'; export { loadSolver } from '../../src/app/highs-solver.ts';`,
      resolveDir: path.join(root, 'test/policy'),
    },
    outfile,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    define: { 'import.meta.dirname': JSON.stringify(path.join(root, 'test/policy')) },
    logLevel: 'error',
  });
  const { measureOptimum, loadSolver } = await import(pathToFileURL(outfile).href);
  const solver = await loadSolver({ home: root });
  for (const kind of ['task', 'planned']) {
    console.log(kind === 'task' ? 'the least cost' : 'priorities and a tolerance');
    console.log('measures  level  seed  chosen  proven  by       solves  solving ms   total ms     CPU ms');
    for (const count of [60, 240]) {
      for (const level of [2, 3, 4])
        for (const seed of [1, 2, 3]) show(count, level, seed, measureOptimum(count, level, seed, kind, solver));
    }
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}

function show(count, level, seed, { chosen, proven, by, solves, solving, total, cpu }) {
  const cells = [
    String(count).padStart(8),
    String(level).padStart(5),
    String(seed).padStart(4),
    String(chosen ?? '–').padStart(6),
    String(proven ?? '–').padStart(6),
    String(by ?? 'out of reach').padEnd(7),
    String(solves).padStart(6),
    ...[solving, total, cpu].map((time) => time.toFixed(0).padStart(9)),
  ];
  console.log(cells.join('  '));
}
