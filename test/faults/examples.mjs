// What the examples of all helps ask of the system: no socket, and nothing written outside their folder.
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const ASKED = 'socket,connect,bind,openat,creat,rename,link,symlink,unlink,mkdir,rmdir,chmod,ftruncate';
/** What a browser that prints a PDF does is the browser's own affair. */
const BROWSER = /chrom|firefox/;

/** Runs every example under strace in an example's folder below `place`; gives how many ran, and what they should not have done. */
export function traceExamples(place, program) {
  const home = path.join(place, 'home');
  mkdirSync(home);
  const folder = path.join(home, 'demo');
  const temporary = path.join(home, 'temporary');
  mkdirSync(temporary);
  const logs = path.join(home, 'logs');
  mkdirSync(logs);
  const environment = {
    PATH: `${home}${path.delimiter}${process.env.PATH}`,
    HOME: home,
    LANG: 'en_US.UTF-8',
    TMPDIR: temporary,
  };
  const script = path.join(home, 'matura');
  const node = `"${process.execPath}" "${program}" "$@"`;
  writeFileSync(script, `#!/bin/sh\nexec strace -ff -qq -e trace=${ASKED} -o "${logs}/$$" ${node}\n`);
  chmodSync(script, 0o755);
  const run = (line, cwd) => spawnSync('bash', ['-c', line], { cwd, env: environment, encoding: 'utf8' });

  run('matura init demo --example', home);
  const commands = [...run('matura --help', home).stdout.matchAll(/^ {2}([a-z-]+) /gm)].map(([, name]) => name);
  const lines = commands
    .filter((name) => name !== 'diagnose' && name !== 'help')
    .flatMap((name) => [...run(`matura ${name} --help`, home).stdout.matchAll(/^(?:Example:)? +(matura [a-z].*)$/gm)])
    .map(([, line]) => line);
  for (const name of readdirSync(logs)) rmSync(path.join(logs, name));
  const faults = [];
  for (const line of new Set(lines)) {
    const { status, stderr } = run(line, folder);
    if (status !== 0 && status !== 1) faults.push(`${line}: exit code ${status}: ${stderr.trim()}`);
    for (const name of readdirSync(logs)) {
      const file = path.join(logs, name);
      for (const call of readFileSync(file, 'utf8').split('\n')) {
        if (isStrange(call, [folder, temporary])) faults.push(`${line}: ${call}`);
      }
      rmSync(file);
    }
  }
  return { count: new Set(lines).size, faults };
}

function isStrange(call, folders) {
  if (BROWSER.test(call) || / = -1 /.test(call)) return false;
  // A socket between two ends of one program leads nowhere.
  if (/^(?:socket|connect|bind)\(/.test(call)) return !call.includes('AF_UNIX');
  if (/^openat\(/.test(call) && !/O_(?:WRONLY|RDWR|CREAT)/.test(call)) return false;
  const names = [...call.matchAll(/"([^"]*)"/g)].map(([, name]) => name);
  return names.some(
    (name) =>
      name.startsWith('/') && !/^\/dev\/(?:null|tty|shm)/.test(name) && !folders.some((one) => name.startsWith(one)),
  );
}
