// Mutated packs, answers, enterprise files and tables, read by the commands that read them, and mutated tables, read by the
// scanner and by csv-parse: `npm run fuzz`. A thousand documents, then a million tables, or as many as fit into the time,
// of which documents have half: `npm run fuzz -- --documents 5000 --files 5000000 --minutes 30 --seed 7`; the same ones for
// the same seed. How far it is stands on standard error.
// No document may make a command crash, hang or steer the terminal. Prints every table that the two read differently.
// What they read differently by intent is no difference:
// - An unclosed quote: csv-parse refuses the file, the scanner the row in which it was opened.
// - Text behind a closing quote (`"a"b`): a fault; csv-parse takes the quotes for text. Blanks there are left out.
// - A NUL byte: a fault; csv-parse takes it for text.
// - Rows of nothing but delimiters, and lines of blanks: no rows; csv-parse leaves out only empty lines.
// - Cells beyond the headings, if they are empty: no fault. Blanks at the ends of a text: dropped.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { importSource } from '../../.build/bundle.mjs';

const { values } = parseArgs({
  options: {
    documents: { type: 'string', default: '1000' },
    files: { type: 'string', default: '1000000' },
    minutes: { type: 'string', default: '20' },
    seed: { type: 'string', default: String(Date.now() % 2 ** 31) },
  },
});
for (const [name, value] of Object.entries(values)) {
  if (!/^[1-9]\d*$/.test(value)) throw new Error(`--${name} is a whole number above 0, not ${value}`);
}

const root = path.join(import.meta.dirname, '../..');
const vitest = path.join(root, 'node_modules/vitest/vitest.mjs');
const DOCUMENTS_PER_RUN = 60;
const half = Number(values.minutes) / 2;
const { status } = spawnSync(process.execPath, [vitest, 'run', 'test/fuzz/documents.long'], {
  cwd: root,
  stdio: 'inherit',
  env: {
    ...process.env,
    MATURA_RUNS: String(Math.ceil(Number(values.documents) / DOCUMENTS_PER_RUN)),
    MATURA_SEED: values.seed,
    MATURA_MINUTES: String(half),
  },
});
const { createChance, tryFile } = await importSource(root, 'test/fuzz/mutate.ts');
const chance = createChance(Number(values.seed));
const until = performance.now() + half * 60_000;
let [tried, different] = [0, 0];
while (tried < Number(values.files) && performance.now() < until) {
  const { text, difference } = tryFile(chance);
  tried++;
  if (tried % 100_000 === 0) console.error(`${tried} of ${values.files} tables, ${different} read differently`);
  if (difference === null) continue;
  different++;
  if (different <= 20) console.log(`${JSON.stringify(text)}: ${difference}`);
}
console.log(`seed ${values.seed}: ${tried} tables, ${different} read differently`);
if (status !== 0 || different > 0 || tried === 0) process.exitCode = 1;
