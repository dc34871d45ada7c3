// Gives files that are in memory their names in another folder, one after the other, and says how long that took.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { performance } from 'node:perf_hooks';

const [from, to] = process.argv.slice(2);
/** So many files are in memory at a time; reading them does not count. */
const AT_A_TIME = 10_000;

mkdirSync(to);
const names = readdirSync(from).filter((name) => !name.startsWith('.'));
let time = 0;
for (let start = 0; start < names.length; start += AT_A_TIME) {
  const files = names.slice(start, start + AT_A_TIME).map((name) => [name, readFileSync(path.join(from, name))]);
  const started = performance.now();
  for (const [name, bytes] of files) {
    const temporary = path.join(to, `.${name}.tmp`);
    await writeFile(temporary, bytes);
    await rename(temporary, path.join(to, name));
  }
  time += performance.now() - started;
}
writeFileSync(path.join(to, '.seconds'), JSON.stringify(time / 1000));
