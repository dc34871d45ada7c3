// Runs Matura twice at the same time, each by itself: `node at-once.mjs OUT ARGUMENT…`. What two processors give two runs
// that share nothing is the most that two threads of one run could make of them.
import { spawn } from 'node:child_process';

const [out, ...args] = process.argv.slice(2);

/** Gives the exit code. */
function start(results) {
  const files = ['--out', results, '--rejects', `${results}.rejects`];
  const stdio = ['ignore', 'ignore', 'inherit'];
  const started = spawn(process.execPath, [...process.execArgv, ...args, ...files], { stdio });
  return new Promise((resolve) => started.on('exit', resolve));
}

const codes = await Promise.all([out, `${out}.second.csv`].map(start));
process.exitCode = codes.find((code) => code !== 0) ?? 0;
