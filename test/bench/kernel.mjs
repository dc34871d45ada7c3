// `node test/bench/kernel.mjs [WORD]`: rows a second of the kernel beside the evaluator, on a plan of 60 questions and on
// the packs that come with Matura, or those whose name holds the word. In one process, medians; the ratio is what counts.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const root = path.join(import.meta.dirname, '../..');
const folder = await mkdtemp(path.join(tmpdir(), 'matura-bench-'));
try {
  const outfile = path.join(folder, 'kernel-speed.cjs');
  const entry = path.join(root, 'test/scoring/kernel/kernel-speed.ts');
  await build({ entryPoints: [entry], outfile, bundle: true, platform: 'node', format: 'cjs', logLevel: 'error' });
  const { measure, plansOf } = (await import(pathToFileURL(outfile).href)).default;
  const wanted = plansOf(root).filter(([name]) => name.includes(process.argv[2] ?? ''));
  console.log(`${'plan'.padEnd(32)} answered   kernel/s  evaluator/s   ratio  with bounds  by evaluator`);
  for (const [name, make] of wanted) {
    for (const there of [100, 95]) show(measure(name, make(), there));
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}

function show({ plan, there, kernel, evaluator, open, given }) {
  const percent = (share) => `${(share * 100).toFixed(1)} %`;
  const cells = [
    `${there} %`.padStart(8),
    `${(kernel / 1e6).toFixed(2)} M`.padStart(10),
    `${(evaluator / 1e3).toFixed(1)} k`.padStart(12),
    (kernel / evaluator).toFixed(0).padStart(7),
    percent(open).padStart(12),
    percent(given).padStart(13),
  ];
  console.log(`${plan.padEnd(32)} ${cells.join(' ')}`);
}
