// How much the tests notice: mutants of the source, in each of which one condition, operator, number or statement is
// another one (Stryker's; texts and patterns stay as they are), tried against the tests that reach them, those through the
// command too: `npm run mutation`.
// `npm run mutation -- --areas funding,files --mutants 300 --seed 7` draws 300 of each area, the same ones for the same seed.
// All mutants are built into a copy of the repository, and one at a time is switched on. Prints those that no test finds,
// area by area, and at the end how many were found of each.
// Stryker's instrumenter is installed from npm into the copy.
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';

const INSTRUMENTER = '@stryker-mutator/instrumenter@9.6.1';
const CONFIG = 'test/mutation/vitest.config.mjs';
const HANGS_AFTER_MS = 120_000;

/** Folders that are mutated, and the tests that guard them: what the first of these find, the next are not asked. */
const AREAS = {
  scoring: {
    source: /^src\/scoring\/(operators\/)?[^/]+$/,
    tests: [
      'test/scoring/',
      'test/policy/optimise/ test/interview/',
      'test/check/ test/report/explain/',
      'test/commands/explain test/commands/score',
    ],
  },
  conditions: {
    source: /^src\/scoring\/(condition|possible-values|interval-arithmetic)\.ts$/,
    tests: ['test/scoring/', 'test/check/'],
  },
  funding: {
    source: /^src\/policy\/funding\//,
    tests: ['test/policy/funding/', 'test/policy/', 'test/commands/recommend'],
  },
  files: {
    source: /^src\/store\//,
    tests: ['test/store/', 'test/commands/verify test/commands/record test/commands/diagnose/ test/commands/persist'],
  },
};

const { values } = parseArgs({
  options: {
    areas: { type: 'string', default: Object.keys(AREAS).join(',') },
    mutants: { type: 'string', default: '300' },
    seed: { type: 'string', default: '1' },
    /** In milliseconds: longer tests are left out. */
    longest: { type: 'string', default: '60000' },
    /** A folder that keeps the copy and what came of it. */
    keep: { type: 'string' },
  },
});

const root = path.join(import.meta.dirname, '../..');
const VITEST = path.join(root, 'node_modules/vitest/vitest.mjs');
const EXCLUDED = ['--exclude', 'test/{check,commands,store,versions}/**/*.long.test.ts'];
const SAMPLE = { MATURA_RUNS: '0.02', MATURA_SEED: '20240904' };
const copy = values.keep ?? mkdtempSync(path.join(tmpdir(), 'matura-mutation-'));
try {
  const mutants = await buildMutants();
  const results = [];
  for (const name of values.areas.split(',')) {
    if (AREAS[name] === undefined) throw new Error(`no area is called ${name}: ${Object.keys(AREAS).join(', ')}`);
    const chosen = draw(mutants.filter(({ fileName }) => AREAS[name].source.test(fileName)));
    results.push(printMissed(name, chosen, await tryMutants(name, chosen)));
  }
  printResults(results);
} finally {
  if (values.keep === undefined) rmSync(copy, { recursive: true, force: true });
}

/** Copies the repository, puts all mutants into its source, and builds the command from that. */
async function buildMutants() {
  const list = path.join(copy, 'mutants.json');
  if (existsSync(list)) return JSON.parse(readFileSync(list, 'utf8'));
  const left = new Set(['.git', 'node_modules', 'site'].map((name) => path.join(root, name)));
  cpSync(root, copy, { recursive: true, filter: (from) => !left.has(from) });
  const tools = path.join(copy, 'tools');
  execFileSync('npm', ['install', '--no-audit', '--no-fund', '--prefix', tools, INSTRUMENTER], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  symlinkSync(path.join(root, 'node_modules'), path.join(copy, 'node_modules'));
  const installed = createRequire(path.join(tools, 'package.json')).resolve(INSTRUMENTER.replace(/@[^@]*$/, ''));
  const { createInstrumenter } = await import(pathToFileURL(installed).href);
  const logger = { debug() {}, info() {}, warn: console.warn, isDebugEnabled: () => false };
  const instrumenter = createInstrumenter({
    provideValue: function () {
      return this;
    },
    injectClass: (Class) => new Class(logger),
  });
  const files = readdirSync(path.join(root, 'src'), { recursive: true })
    .map((name) => path.join('src', name))
    .filter(
      (name) =>
        name.endsWith('.ts') &&
        !name.endsWith('index.ts') &&
        Object.values(AREAS).some(({ source }) => source.test(name)),
    )
    .map((name) => ({ name, mutate: true, content: readFileSync(path.join(root, name), 'utf8') }));
  const excludedMutations = ['StringLiteral', 'Regex', 'ObjectLiteral'];
  const made = await instrumenter.instrument(files, {
    plugins: null,
    excludedMutations,
    ignorers: [],
    noHeader: false,
  });
  for (const { name, content } of made.files) {
    // Counting what is reached costs more than the code: it is done once. Imports are written as the build expects them.
    const text = content
      .replace('function cover() {', 'function cover() {\n    if (ns.isCounted) return;')
      .replaceAll(/^((?:import|export) [^;]*? from )"([^"]+)";$/gm, "$1'$2';");
    writeFileSync(path.join(copy, name), text);
  }
  execFileSync(
    process.execPath,
    [
      '--input-type=module',
      '-e',
      "const { bundleCli } = await import('./.build/bundle.mjs'); await bundleCli(process.cwd(), 'dist');",
    ],
    { cwd: copy, stdio: 'inherit' },
  );
  const mutants = made.mutants.filter(({ status }) => status !== 'Ignored');
  writeFileSync(list, JSON.stringify(mutants));
  return mutants;
}

function draw(mutants) {
  let state = Number(values.seed);
  const chance = () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 1;
    return state;
  };
  return mutants
    .map((mutant) => [chance() ^ (chance() >>> 8), mutant])
    .sort((a, b) => a[0] - b[0])
    .map(([, mutant]) => mutant)
    .slice(0, Number(values.mutants));
}

/** What came of each mutant, as the log of the tests tells it: a line for each that was tried, was found, or acts while a module is loaded. */
async function tryMutants(name, chosen) {
  const log = path.join(copy, `${name}.jsonl`);
  writeFileSync(`${log}.json`, JSON.stringify({ chosen: chosen.map(({ id }) => id), longest: Number(values.longest) }));
  appendFileSync(log, '');
  const told = () =>
    readFileSync(log, 'utf8')
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line));
  for (const tests of AREAS[name].tests) {
    while (!(await runTests(tests.split(' '), log))) {
      const last = told().at(-1);
      // What hangs, or spoils a process twice, is found.
      if (
        last?.tried !== undefined ||
        (last?.spoilt !== undefined && told().filter(({ spoilt }) => spoilt === last.spoilt).length > 1)
      )
        appendFileSync(log, `${JSON.stringify({ found: last.tried ?? last.spoilt })}\n`);
      else if (last?.spoilt === undefined) throw new Error(`vitest ended early, after ${JSON.stringify(last)}`);
    }
    console.error(`${name}: ${foundOf(told()).size} of ${chosen.length} found after ${tests}`);
  }
  // What acts while a module is loaded has to be there from the start.
  const [found, loaded] = [foundOf(told()), new Set(told().map((one) => one.loaded))];
  for (const { id } of chosen.filter((mutant) => loaded.has(mutant.id) && !found.has(mutant.id))) {
    const { status } = spawnSync(process.execPath, [VITEST, 'run', '--bail', '1', ...EXCLUDED, AREAS[name].tests[0]], {
      cwd: copy,
      env: { ...process.env, ...SAMPLE, __STRYKER_ACTIVE_MUTANT__: id },
      stdio: 'ignore',
    });
    if (status !== 0) appendFileSync(log, `${JSON.stringify({ found: id })}\n`);
  }
  return told();
}

/** Runs some tests in the copy; false when the run was killed, since a mutant hangs or spoils the process. */
async function runTests(tests, log) {
  const run = spawn(process.execPath, [VITEST, 'run', '--config', CONFIG, ...EXCLUDED, ...tests], {
    cwd: copy,
    env: { ...process.env, ...SAMPLE, MATURA_MUTATION: log },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  run.stdout.on('data', (chunk) => {
    output += chunk;
  });
  run.stderr.on('data', (chunk) => {
    output += chunk;
  });
  let isKilled = false;
  const watch = setInterval(() => {
    const isTrying = readFileSync(log, 'utf8').trimEnd().split('\n').at(-1).includes('tried');
    if (!isTrying || Date.now() - statSync(log).mtimeMs < HANGS_AFTER_MS) return;
    isKilled = true;
    process.kill(-run.pid, 'SIGKILL');
  }, 1000);
  await once(run, 'exit');
  clearInterval(watch);
  writeFileSync(`${log}.out`, output);
  return !isKilled && readFileSync(log, 'utf8').trimEnd().endsWith('"ended":true}');
}

function foundOf(told) {
  return new Set(told.flatMap(({ found }) => found ?? []));
}

/** Lists the mutants of an area that no test found, by file and line, and gives how many were. */
function printMissed(area, chosen, told) {
  const [found, tried] = [foundOf(told), new Set(told.map((one) => one.tried))];
  const missed = chosen.filter(({ id }) => !found.has(id));
  missed.sort((a, b) => a.fileName.localeCompare(b.fileName) || a.location.start.line - b.location.start.line);
  console.log(`\n${area}: not found by any test`);
  for (const { id, fileName, location, replacement } of missed) {
    const lines = readFileSync(path.join(root, fileName), 'utf8').split('\n');
    const { start, end } = location;
    const text = lines[start.line].slice(start.column, start.line === end.line ? end.column : undefined);
    console.log(
      `${fileName}:${start.line + 1} ${tried.has(id) ? '' : '(not reached) '}${text} -> ${replacement.replaceAll(/\s+/g, ' ')}`,
    );
  }
  return { area, mutants: chosen.length, found: chosen.length - missed.length, missed: missed.length };
}

function printResults(results) {
  const rows = results.map(({ area, mutants, found, missed }) => [
    area,
    mutants,
    found,
    missed,
    mutants === 0 ? '' : `${((100 * found) / mutants).toFixed(1)} %`,
  ]);
  console.log('');
  for (const [area, ...numbers] of [['area', 'mutants', 'found', 'missed', 'share'], ...rows])
    console.log(area.padEnd(12) + numbers.map((number) => String(number).padStart(9)).join(''));
  console.log(
    `\nThe missed ones are listed above, area by area; the same again: --areas ${values.areas} --mutants ${values.mutants} --seed ${values.seed}`,
  );
}
