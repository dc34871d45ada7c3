// `npm run bench`: starting up, scoring exports. What follows `--` goes to the last: `-- --rows 1000000`.
// `npm run bench -- files --rows 10000` runs one alone, by its name in this folder.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';

const [first, ...others] = process.argv.slice(2);
const fileOf = (name) => path.join(import.meta.dirname, `${name}.mjs`);
const isNamed = first !== undefined && !first.startsWith('-');
if (isNamed && !existsSync(fileOf(first))) throw new Error(`there is no benchmark ${first}`);
const runs = isNamed ? [[first, others]] : [['start'], ['batch', process.argv.slice(2)]];
for (const [name, args = []] of runs) {
  if (!isNamed) process.stderr.write(`\n== ${name}\n`);
  const { status } = spawnSync(process.execPath, [fileOf(name), ...args], { stdio: 'inherit' });
  if (status !== 0) process.exitCode = 1;
}
