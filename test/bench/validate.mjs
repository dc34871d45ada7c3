// `npm run bench:validate`: checking 200 packs, side by side with tools that check YAML against a JSON Schema, one pack of
// 20,000 lines beside an empty Node process, and five packs that are large in one way, beside themselves at half the size. Whole processes, interleaved, medians. The other tools are installed
// from npm into a folder of their own, at the versions named here.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
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
  await measureGrowth();
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

/** Packs that are large in one way only, by their size: each makes all others of a check's loops short. */
const SHAPES = {
  'conditional questions in a chain': [
    1000,
    (size) =>
      shape({
        questions: lines(
          size,
          (i) => `{ id: q${i}, type: boolean, text: Is ${i} so?${i ? `, when: { q${i - 1}: { const: true } }` : ''} }`,
        ),
        rubric: 'points: { s: { true: 1, false: 0 } }\nscores: { total: { sum: [s] } }',
      }),
  ],
  'questions times 20 levels': [
    2000,
    (size) =>
      shape({
        questions: lines(size, (i) => `{ id: q${i}, type: scale, minimum: 0, maximum: 20, text: How much of ${i}? }`),
        rubric: `scores:\n  total: { sum: [s] }\n  level:\n    levels:\n${lines(19, (i) => `{ value: ${i + 1}, when: { total: { minimum: ${(i + 1) * size} } } }`)}`,
      }),
  ],
  'options of one question': [
    2000,
    (size) =>
      shape({
        questions: `      - id: q\n        type: multiple\n        text: Which?\n        options:\n${lines(size, (i) => `{ id: o${i}, text: Option ${i} }`, 10)}`,
        rubric: 'points: { q: { each: 1 } }\nscores: { total: { sum: [q] } }',
      }),
  ],
  'scores in a chain': [
    500,
    (size) =>
      shape({
        questions: lines(1, () => '{ id: q, type: scale, minimum: 0, maximum: 4, text: How much? }'),
        rubric: `scores:\n${Array.from({ length: size }, (_, i) => `  s${i}: { sum: [${i ? `s${i - 1}` : 'q'}] }`).join('\n')}`,
      }),
  ],
  cases: [
    3000,
    (size) =>
      shape({
        questions: lines(1, () => '{ id: q, type: scale, minimum: 0, maximum: 4, text: How much? }'),
        rubric: 'scores: { total: { sum: [s] } }',
        cases: lines(
          size,
          (i) => `{ id: c${i}, why: Made up, answers: { q: ${i % 5} }, expect: { scores: { total: ${i % 5} } } }`,
          2,
        ),
      }),
  ],
};

function lines(count, line, indent = 6) {
  return Array.from({ length: count }, (_, i) => `${' '.repeat(indent)}- ${line(i)}`).join('\n');
}

function shape({ questions, rubric, cases }) {
  const sections = `sections:\n  - id: s\n    title: S\n    questions:\n${questions}`;
  return {
    'questionnaire.yaml': `kind: questionnaire\nid: shape\nversion: 1.0.0\nlanguages: [en]\ntitle: T\nfacts:\n  - { id: code, type: text, key: true, required: true, text: Code }\n${sections}\n`,
    'rubric.yaml': `kind: rubric\nid: shape\n${rubric}\n`,
    ...(cases === undefined ? {} : { 'cases/all.yaml': `kind: cases\ncases:\n${cases}\n` }),
  };
}

async function measureGrowth() {
  console.log('\na pack of so many              time   beside half as many');
  for (const [name, [size, make]] of Object.entries(SHAPES)) {
    const times = [];
    for (const count of [size / 2, size]) {
      const pack = path.join(folder, `growth/shape-${times.length}-${size}`);
      for (const [file, text] of Object.entries(make(count))) {
        await mkdir(path.dirname(path.join(pack, file)), { recursive: true });
        await writeFile(path.join(pack, file), text);
      }
      const started = performance.now();
      const { stdout } = spawnSync(process.execPath, [matura, 'validate', pack], { encoding: 'utf8' });
      times.push(performance.now() - started);
      if (!/1 warning in 1 of \d files checked/.test(stdout)) throw new Error(`${name}: ${stdout.slice(0, 2000)}`);
      await rm(pack, { recursive: true });
    }
    const [half, whole] = times;
    console.log(`${size} ${name.padEnd(34)} ${whole.toFixed(0).padStart(5)} ms  ${(whole / half).toFixed(1)} x`);
  }
}

function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}
