// `npm run bench:validate`: checking 200 packs, side by side with tools that check YAML against a JSON Schema, and one
// pack of 20,000 lines beside an empty Node process. Whole processes, interleaved, medians. The other tools are installed
// from npm into a folder of their own, at the versions named here.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { writePack } from './packs.mjs';

const root = path.join(import.meta.dirname, '../..');
const matura = path.join(root, 'bin/matura.js');
const PACKS = 200;
const BROKEN = [25, 75, 125, 175];
const RUNS = 5;
const MOST_TIMES_NODE = 25;
const KINDS = ['questionnaire', 'rubric'];

const folder = await mkdtemp(path.join(tmpdir(), 'matura-bench-'));
try {
  for (let i = 0; i < PACKS; i++) {
    await writePack(path.join(folder, `packs/p${i}`), { lines: 280, slip: BROKEN.indexOf(i) });
  }
  await writePack(path.join(folder, 'large/large'), { lines: 21_400, slip: -1 });
  const tools = await install(['@stoplight/spectral-cli@6.16.3', '@jirutka/ajv-cli@6.0.0', 'ajv-cli@5.0.0']);
  const contestants = await prepare(tools);
  for (const one of contestants) showKnowledge(one);
  compare(contestants);
  measureLarge();
} finally {
  await rm(folder, { recursive: true, force: true });
}

/** Two of them bring a command of the same name, so each gets a folder. */
async function install(packages) {
  const commands = [];
  for (const [i, spec] of packages.entries()) {
    const prefix = path.join(folder, `tool${i}`);
    const quiet = ['--no-audit', '--no-fund', '--ignore-scripts', '--silent'];
    execFileSync('npm', ['install', '--prefix', prefix, ...quiet, spec], { stdio: ['ignore', 'ignore', 'inherit'] });
    const home = path.join(prefix, 'node_modules', spec.slice(0, spec.lastIndexOf('@')));
    const { bin } = JSON.parse(await readFile(path.join(home, 'package.json'), 'utf8'));
    commands.push(path.join(home, typeof bin === 'string' ? bin : Object.values(bin)[0]));
  }
  return commands;
}

/** Everyone checks the same files against the same schemas; Matura does all its other checks as well. */
async function prepare([spectral, jirutka, ajv]) {
  for (const kind of KINDS) {
    const schema = spawnSync(process.execPath, [matura, 'schema', kind], { encoding: 'utf8' }).stdout;
    await writeFile(path.join(folder, `${kind}.schema.json`), schema);
  }
  await writeFile(path.join(folder, 'spectral.json'), await spectralRuleset());
  const packs = await readdir(path.join(folder, 'packs'));
  const schemaOf = (kind) => ['--spec=draft2020', '--all-errors', '-s', `${kind}.schema.json`];
  const filesOf = (kind) => packs.map((pack) => `packs/${pack}/${kind}.yaml`);
  return [
    { name: 'matura validate', commands: [[matura, 'validate', 'packs']] },
    { name: 'spectral lint', commands: [[spectral, 'lint', '-q', '-r', 'spectral.json', 'packs/*/*.yaml']] },
    {
      name: '@jirutka/ajv-cli',
      commands: KINDS.map((kind) => [jirutka, 'validate', '--strict=false', ...schemaOf(kind), ...filesOf(kind)]),
    },
    {
      name: 'ajv-cli',
      commands: KINDS.map((kind) => [
        ...[ajv, 'validate', '--strict=false', '--errors=text', ...schemaOf(kind)],
        ...filesOf(kind).flatMap((file) => ['-d', file]),
      ]),
    },
  ];
}

async function spectralRuleset() {
  const overrides = KINDS.map(async (kind) => {
    const schema = JSON.parse(await readFile(path.join(folder, `${kind}.schema.json`), 'utf8'));
    const functionOptions = { schema, dialect: 'draft2020-12', allErrors: true };
    // biome-ignore lint/suspicious/noThenProperty: Spectral calls it that.
    const rule = { given: '$', severity: 'error', message: '{{error}}', then: { function: 'schema', functionOptions } };
    return { files: [`**/${kind}.yaml`], rules: { [kind]: rule } };
  });
  return JSON.stringify({ overrides: await Promise.all(overrides) });
}

function run({ commands }) {
  const started = performance.now();
  const outputs = commands.map((command) => {
    const { stdout, stderr } = spawnSync(process.execPath, command, {
      cwd: folder,
      encoding: 'utf8',
      maxBuffer: 2 ** 28,
    });
    return stdout + stderr;
  });
  return { time: performance.now() - started, text: outputs.join('') };
}

/** What a contestant says of the broken packs, so that a tool that does nothing does not win. */
function showKnowledge(contestant) {
  const { text } = run(contestant);
  const found = BROKEN.filter((i) => new RegExp(`packs/p${i}/questionnaire\\.yaml(?! valid)`).test(text));
  if (found.length < BROKEN.length)
    throw new Error(`${contestant.name} finds ${found.length} of ${BROKEN.length}:\n${text.slice(0, 2000)}`);
  // The slip of pack 25 stands in a line of its own: only who knows the file's lines can say which.
  contestant.places = /:\d+:\d+/.test(text) || /^\s*\d+:\d+/m.test(text);
}

function compare(contestants) {
  const times = new Map(contestants.map(({ name }) => [name, []]));
  for (let i = 0; i < RUNS; i++) for (const one of contestants) times.get(one.name).push(run(one).time);
  const own = median(times.get('matura validate'));
  console.log(
    `${PACKS} packs, ${BROKEN.length} with an error; medians of ${RUNS} runs, interleaved; Node ${process.version}\n`,
  );
  console.log(`${'tool'.padEnd(20)} ${'time'.padStart(8)}  ${'ratio'.padStart(6)}  line and column`);
  for (const { name, places } of contestants) {
    const time = median(times.get(name));
    const isSlow = places && time < own;
    console.log(
      `${name.padEnd(20)} ${time.toFixed(0).padStart(5)} ms  ${(time / own).toFixed(2).padStart(6)}  ${places ? 'yes' : 'no'}${isSlow ? '  FASTER' : ''}`,
    );
    if (isSlow) process.exitCode = 1;
  }
}

function measureLarge() {
  const [empty, large] = [[], []];
  const time = (args) => {
    const started = performance.now();
    spawnSync(process.execPath, args, { cwd: folder, stdio: 'ignore' });
    return performance.now() - started;
  };
  for (let i = 0; i < RUNS * 2; i++) {
    empty.push(time(['-e', '0']));
    large.push(time([matura, 'validate', 'large']));
  }
  const ratio = median(large) / median(empty);
  const verdict = ratio <= MOST_TIMES_NODE ? 'kept' : 'BROKEN';
  console.log(
    `\na pack of 20,000 lines: ${median(large).toFixed(0)} ms, ${ratio.toFixed(1)} x node -e 0 (${median(empty).toFixed(0)} ms)  at most ${MOST_TIMES_NODE}: ${verdict}`,
  );
  if (verdict === 'BROKEN') process.exitCode = 1;
}

function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}
