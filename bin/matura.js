#!/usr/bin/env node
import { existsSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';

// Node 20 optimises what has hardly run, and runs of seconds spend as much on that as on their work; later ones wait.
if (process.version.startsWith('v20.')) setFlagsFromString('--interrupt-budget=1000000');

let unwritten = false;
const built = new URL('../dist/cli.js', import.meta.url);
for (const stream of [process.stdout, process.stderr]) {
  // A reader that has gone, as in `matura packs | head`, is no failure.
  stream.on('error', (error) => {
    if (error.code === 'EPIPE' || unwritten) return;
    unwritten = true;
    process.stderr.write(`matura: the output could not be written: ${error.message}\n`);
    process.exitCode = 3;
  });
}
if (existsSync(built)) {
  const { main, realWorld } = await import(built.href);
  // Not awaited: Node warns about a module still waiting at its end, which one that writes to nobody may be.
  main(process.argv.slice(2), realWorld()).then((code) => {
    process.exitCode = unwritten ? 3 : code;
  });
} else {
  process.stderr.write('matura: dist/ is missing; `npm run build` makes it\n');
  process.exitCode = 3;
}
