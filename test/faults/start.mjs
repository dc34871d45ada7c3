// Commands that write enterprise files, killed or refused by the system at every call that touches the folder, and what a
// power cut after each of them would leave: `npm run faults`.
// `npm run faults -- --commands record,batch --faults kill,full --part 1/4` runs some of it; the same cases on every run.
// Eight of them at once on one file, too. Needs strace, which lets a system call fail, or kills the program as it makes it. After each case:
// - every file holds its old content or the new one, whole, and no other file is there;
// - `matura verify` finds nothing altered;
// - after a power cut, what a command has ended with, or a draft has acknowledged, is there;
// - a call that failed is told with exit code 3 (1 for a row of an export), never as a bug;
// - the same command run again completes, and leaves what a run without a fault leaves.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';
import { CALLS, replay, traceWhole } from './disk.mjs';
import { traceExamples } from './examples.mjs';

const root = path.join(import.meta.dirname, '../..');
const MATURA = path.join(root, 'bin/matura.js');
const KEY = '91350100M000100Y43';

const COMMANDS = {
  score: ['score', 'miit-sme-2024', 'changed.yaml', '--files', 'files'],
  import: ['import', 'miit-sme-2024', 'changed.yaml'],
  record: ['record', KEY, '--measure', '1', '--done', '2026-06-30', '--amount', '1000'],
  batch: ['batch', 'quick-scan-china', 'export.csv', '--files', 'files', '-o', 'results.csv'],
};

const FAULTS = {
  kill: 'signal=KILL',
  full: 'error=ENOSPC',
  broken: 'error=EIO',
  readonly: 'error=EROFS',
};

/** Times, and the digests with a salt of chance, differ from run to run; `matura verify` judges those. */
const PASSING = new Set(['startedAt', 'finishedAt', 'recordedAt', 'salt', 'personal', 'digest', 'head', 'parts']);

/** The last line of a policy names a digest of its assessment. */
const SEAL = /\n\[\/\/\]: # .*\n$/;

const { values } = parseArgs({
  options: {
    commands: { type: 'string', default: Object.keys(COMMANDS).join(',') },
    faults: { type: 'string', default: [...Object.keys(FAULTS), 'power', 'crowd', 'outside'].join(',') },
    part: { type: 'string', default: '1/1' },
  },
});
const [part, parts] = values.part.split('/').map(Number);

const place = mkdtempSync(path.join(tmpdir(), 'matura-faults-'));
const template = path.join(place, 'template');
const folder = path.join(place, 'case');
const environment = { PATH: process.env.PATH, LANG: 'en_US.UTF-8', TZ: 'UTC', UV_THREADPOOL_SIZE: '1' };

const failures = [];
const kinds = choose(values.faults, { ...FAULTS, power: '', crowd: '', outside: '' });
const totals = { states: 0, cases: 0, reached: 0, killed: 0, told: 0, borne: 0 };
try {
  makeTemplate();
  for (const name of choose(values.commands, COMMANDS)) {
    tryCommand(name);
    if (kinds.includes('power')) cutPower(name);
  }
  if (kinds.includes('power')) await cutPowerOfDraft();
  if (kinds.includes('crowd')) await crowd();
  if (kinds.includes('outside')) {
    const { count, faults } = traceExamples(place, MATURA);
    failures.push(...faults);
    console.log(`${count} examples of helps: traced for sockets, and for what is written outside their folder`);
  }
} finally {
  rmSync(place, { recursive: true, force: true });
}
for (const failure of failures) console.log(`FAILED ${failure}`);
const { states, cases, reached, killed, told, borne } = totals;
console.log(
  `${cases} cases, ${reached} met their fault: ${killed} killed, ${told} told it, ${borne} went on; ${states} states of a disk after a power cut; ${failures.length} failed`,
);
if (failures.length > 0) process.exitCode = 1;

function choose(list, known) {
  const names = list.split(',');
  const strange = names.find((name) => !Object.hasOwn(known, name));
  if (strange) throw new Error(`${strange} is none of ${Object.keys(known).join(', ')}`);
  return names;
}

function makeTemplate() {
  const made = spawnSync(process.execPath, [MATURA, 'init', '--example', '--lang', 'zh', template], {
    env: environment,
    encoding: 'utf8',
  });
  if (made.status !== 0) throw new Error(made.stderr);
  const answers = readFileSync(path.join(template, 'answers.yaml'), 'utf8');
  writeFileSync(path.join(template, 'changed.yaml'), answers.replace('2026-11-18', '2026-11-25'));
}

function freshFolder() {
  rmSync(folder, { recursive: true, force: true });
  cpSync(template, folder, { recursive: true });
}

function run(args, trace = []) {
  const [program, ...before] = [...trace, process.execPath, MATURA];
  return spawnSync(program, [...before, ...args], { cwd: folder, env: environment, encoding: 'utf8' });
}

/** What stands under the names that people see, times aside. */
function contents() {
  const files = new Map();
  for (const name of [...readdirSync(path.join(folder, 'files')).map((one) => `files/${one}`), 'results.csv']) {
    if (path.basename(name).startsWith('.') || !existsSync(path.join(folder, name))) continue;
    files.set(name, timeless(name, readFileSync(path.join(folder, name), 'utf8')));
  }
  return files;
}

function timeless(name, text) {
  if (name.endsWith('.md')) return text.replace(SEAL, '');
  if (!name.endsWith('.json')) return text;
  try {
    return JSON.stringify(JSON.parse(text, (key, value) => (PASSING.has(key) ? undefined : value)));
  } catch {
    return `not JSON: ${text.length} characters`;
  }
}

function tryCommand(name) {
  const args = COMMANDS[name];
  freshFolder();
  const before = contents();
  const log = path.join(place, 'trace.txt');
  const whole = run(args, ['strace', '-f', '-qq', '-y', '-o', log, '-e', `trace=${CALLS.join(',')}`]);
  if (whole.error) throw whole.error;
  const after = contents();
  if (whole.status !== 0 && whole.status !== 1) throw new Error(`${name}: ${whole.stderr}`);
  const points = findPoints(readFileSync(log, 'utf8'));
  const all = points.flatMap((point) =>
    kinds
      .filter((kind) => kind === 'kill' || (Object.hasOwn(FAULTS, kind) && point.isAlone))
      .map((kind) => ({ ...point, kind })),
  );
  for (const { call, number, kind } of all.filter((_, index) => index % parts === part - 1)) {
    const failed = tryCase({ args, before, after, status: whole.status, call, number, kind });
    for (const what of failed) failures.push(`${name}: ${kind} at ${call} no. ${number}: ${what}`);
  }
  console.log(`${name}: ${points.length} points, ${kinds.join(', ')}`);
}

/**
 * Each call on something in the folder, by its number among those of its thread: so strace counts. Where another thread's
 * call of the same number is on something else, such as a pipe of Node's own, only a kill is the same for both.
 */
function findPoints(log) {
  const counts = new Map();
  const points = new Map();
  for (const line of log.split('\n')) {
    const [, thread, call, rest] = /^(\d+) +([a-z0-9]+)\((.*)/.exec(line) ?? [];
    if (call === undefined) continue;
    const number = (counts.get(`${thread} ${call}`) ?? 0) + 1;
    counts.set(`${thread} ${call}`, number);
    const point = points.get(`${call} ${number}`) ?? { call, number, isInside: false, isAlone: true };
    if (/^(?:\d+<|")\S*(?:files|results|\.matura-)/.test(rest)) point.isInside = true;
    else point.isAlone = false;
    points.set(`${call} ${number}`, point);
  }
  return [...points.values()].filter(({ isInside }) => isInside);
}

function tryCase({ args, before, after, status, call, number, kind }) {
  freshFolder();
  const injected = `inject=${call}:${FAULTS[kind]}:when=${number}`;
  const broken = run(args, ['strace', '-f', '-qq', '-o', '/dev/null', '-e', `trace=${call}`, '-e', injected]);
  const isKilled = broken.signal === 'SIGKILL' || broken.status === 137;
  totals.cases++;
  const failed = [];
  const found = contents();
  for (const [file, content] of found) {
    if (content !== before.get(file) && content !== after.get(file))
      failed.push(`${file} is neither old nor new: ${content.slice(0, 80)}`);
  }
  for (const file of before.keys()) if (!found.has(file)) failed.push(`${file} is gone`);
  if (isKilled) totals.killed++;
  else if (broken.status === status) totals.borne++;
  else totals.told++;
  if (isKilled || broken.status !== status) totals.reached++;
  const fine = [status, 1, 3].includes(broken.status);
  if (!isKilled && !fine) failed.push(`exit code ${broken.status}: ${broken.stderr.trim()}`);
  if (!isKilled && broken.status === status && !same(found, after)) failed.push('ends well without having written all');
  const { files: verified } = JSON.parse(run(['verify', 'files', '--no-score', '--json']).stdout);
  for (const { path: file, problem, findings } of verified) {
    // Between the two names, the assessment is there and its policy is not yet: the next run writes it.
    const strange = findings.filter(({ code: finding }) => finding !== 'policy-of-another');
    if (problem || strange.length > 0) failed.push(`verify: ${file}: ${JSON.stringify(problem ?? strange)}`);
  }
  const again = run(args);
  if (again.status !== status) failed.push(`run again: exit code ${again.status}: ${again.stderr.trim()}`);
  const left = [...after].filter(([file, content]) => contents().get(file) !== content).map(([file]) => file);
  if (left.length > 0) failed.push(`run again, ${left.join(', ')} differs from a run without a fault`);
  return failed;
}

/** Every state in which a power cut might leave the folder is old or new, and what the command ended with is there. */
function cutPower(name) {
  freshFolder();
  const before = contents();
  const log = path.join(place, 'power.txt');
  const files = filesBelow(folder);
  const { status, stderr } = run(COMMANDS[name], traceWhole(log));
  if (status !== 0) throw new Error(`${name}: ${stderr}`);
  const after = contents();
  let last;
  for (const { left } of replay(readFileSync(log, 'utf8'), folder, files)) {
    for (const [view, kept] of Object.entries(left)) {
      const found = visible(kept);
      totals.states++;
      for (const [file, content] of found) {
        if (content !== before.get(file) && content !== after.get(file))
          failures.push(`${name}: power, ${view}: ${file} is neither old nor new: ${content.slice(0, 80)}`);
      }
      for (const file of before.keys()) if (!found.has(file)) failures.push(`${name}: power, ${view}: ${file} is gone`);
    }
    last = left;
  }
  if (!last || !same(visible(last.synced), after)) failures.push(`${name}: power: not all is on the disk when it ends`);
}

/** Answers of a draft that were acknowledged are on the disk. */
async function cutPowerOfDraft() {
  const script = path.join(place, 'draft.mjs');
  await build({
    entryPoints: [path.join(root, 'test/store/child-process.ts')],
    bundle: true,
    platform: 'node',
    format: 'esm',
    outfile: script,
    banner: { js: "import{createRequire}from'node:module';const require=createRequire(import.meta.url);" },
  });
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  const log = path.join(place, 'draft.txt');
  const [program, ...trace] = traceWhole(log);
  const { stdout } = spawnSync(program, [...trace, process.execPath, script, 'draft', folder, '1', '20'], {
    env: environment,
    encoding: 'utf8',
  });
  if (!stdout.includes('done 20')) throw new Error(`the draft has not 20 answers: ${stdout}`);
  for (const { printed, left } of replay(readFileSync(log, 'utf8'), folder, new Map())) {
    const acknowledged = printed.split('done ').length - 1;
    for (const [view, kept] of Object.entries(left)) {
      totals.states++;
      const [draft] = [...kept].filter(([name]) => name.endsWith('.jsonl')).map(([, bytes]) => bytes.toString('utf8'));
      const there = draft?.split('\n').filter((line) => line.includes('"q') && line.endsWith('}')).length ?? 0;
      if (there < acknowledged) failures.push(`draft: power, ${view}: ${there} of ${acknowledged} answers are left`);
    }
  }
}

/** Eight that record something in one file at once lose nothing of each other. */
async function crowd() {
  freshFolder();
  const measures = Array.from({ length: 8 }, (_, index) => String(1 + index));
  const ended = await Promise.all(
    measures.map(async (measure) => {
      const child = spawn(process.execPath, [MATURA, 'record', KEY, '--measure', measure, '--planned', '2026-12-01'], {
        cwd: folder,
        env: environment,
        stdio: 'ignore',
      });
      const [code] = await once(child, 'close');
      return code;
    }),
  );
  const { records = [] } = JSON.parse(readFileSync(path.join(folder, `files/${KEY}.json`), 'utf8'));
  const numbers = records.map(({ number }) => number).join(' ');
  const told = ended.filter((code) => code !== 0).length;
  if (told > 0 || numbers !== '1 2 3 4 5 6 7 8')
    failures.push(`crowd: records ${numbers}, and ${told} of 8 ended with another exit code than 0`);
  console.log('eight at once record in one file');
}

function filesBelow(place) {
  const entries = readdirSync(place, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return new Map(
    entries.map(({ parentPath, name }) => [path.join(parentPath, name), readFileSync(path.join(parentPath, name))]),
  );
}

/** What people see of a folder's files, as `contents` gives it. */
function visible(files) {
  const named = [...files].map(([name, bytes]) => [path.relative(folder, name), bytes.toString('utf8')]);
  return new Map(
    named
      .filter(
        ([name]) => (path.dirname(name) === 'files' && !path.basename(name).startsWith('.')) || name === 'results.csv',
      )
      .map(([name, content]) => [name, timeless(name, content)]),
  );
}

function same(some, others) {
  return some.size === others.size && [...some].every(([file, content]) => others.get(file) === content);
}
