// `npm run check`: format and lint, types, dependency rules, dead code, what is not translated. All of them run, whatever
// the first one finds.
import { spawn } from 'node:child_process';
import path from 'node:path';

const CHECKS = [
  ['format and lint', '@biomejs/biome/bin/biome', ['check', '--error-on-warnings', '.']],
  ['types', 'typescript/bin/tsc', ['--noEmit']],
  ['types of the engines', 'typescript/bin/tsc', ['--noEmit', '-p', 'src/table/engine']],
  ['types in the browser', 'typescript/bin/tsc', ['--noEmit', '-p', 'src/web']],
  ['dependency rules', 'dependency-cruiser/bin/dependency-cruise.mjs', ['src']],
  ['dead code', 'knip/bin/knip.js', []],
  ['translations', '../.ci/untranslated.mjs', []],
];

const root = path.join(import.meta.dirname, '..');

function run([name, script, args]) {
  return new Promise((resolve) => {
    const command = [path.join(root, 'node_modules', script), ...args];
    const child = spawn(process.execPath, command, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    const output = [];
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => output.push(chunk));
    child.on('close', (code) => resolve({ name, passed: code === 0, output: Buffer.concat(output).toString().trim() }));
  });
}

const results = await Promise.all(CHECKS.map(run));
for (const { name, passed, output } of results) {
  // What is not translated is worth a look although nothing fails.
  const remarks = name === 'translations' && output !== '' ? `\n${output}` : '';
  console.log(passed ? `ok: ${name}${remarks}` : `${output}\n\nFAILED: ${name}`);
}
process.exitCode = results.every(({ passed }) => passed) ? 0 : 1;
