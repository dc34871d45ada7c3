import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { cruise, type ICruiseOptions, type ICruiseResult } from 'dependency-cruiser';
import extractOptions from 'dependency-cruiser/config-utl/extract-depcruise-options';
import extractTsConfig from 'dependency-cruiser/config-utl/extract-ts-config';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { usedNames } from './used-names.ts';

const ROOT = path.join(import.meta.dirname, '..');

/** A violation of each kind: the importing file, what it imports, and the rule that forbids it. */
const PLANTED = [
  ['src/model/backwards.ts', '../scoring/index.ts', 'arrow-model'],
  ['src/scoring/backwards.ts', '../interview/index.ts', 'arrow-scoring'],
  ['src/interview/backwards.ts', '../policy/index.ts', 'arrow-interview'],
  ['src/policy/backwards.ts', '../check/index.ts', 'arrow-policy'],
  ['src/versions/backwards.ts', '../check/index.ts', 'arrow-versions'],
  ['src/check/backwards.ts', '../i18n/index.ts', 'arrow-check'],
  ['src/portfolio/backwards.ts', '../report/index.ts', 'arrow-portfolio'],
  ['src/simulate/backwards.ts', '../portfolio/index.ts', 'arrow-simulate'],
  ['src/report/backwards.ts', '../pack/index.ts', 'arrow-report'],
  ['src/pack/backwards.ts', '../table/index.ts', 'arrow-pack'],
  ['src/store/backwards.ts', '../commands/index.ts', 'arrow-store'],
  ['src/table/backwards.ts', '../pack/index.ts', 'arrow-table'],
  ['src/web/backwards.ts', '../app/index.ts', 'arrow-web'],
  ['src/app/backwards.ts', '../commands/index.ts', 'arrow-app'],
  ['src/i18n/backwards.ts', '../scoring/index.ts', 'arrow-i18n'],
  ['src/charts/backwards.ts', '../scoring/index.ts', 'arrow-charts'],
  ['src/commands/backwards.ts', '../cli.ts', 'arrow-commands'],
  ['src/html-page.ts', './model/index.ts', 'arrow-html-page'],
  ['src/zip.ts', './model/index.ts', 'arrow-zip'],
  ['src/world.ts', './model/index.ts', 'arrow-world'],
  ['src/signals.ts', './model/index.ts', 'arrow-signals'],
  ['src/cli.ts', './i18n/index.ts', 'arrow-cli'],
  ['src/library/backwards.ts', '../cli.ts', 'arrow-library'],
  ['src/report/deep.ts', '../scoring/plain.ts', 'entry'],
  ['src/app/deep.ts', '../policy/optimise/index.ts', 'entry'],
  ['src/commands/score.ts', './plain.ts', 'commands-apart'],
  ['src/scoring/system.ts', 'node:fs', 'pure-builtin'],
  ['src/report/process.ts', 'node:process', 'process-at-the-edge'],
  ['src/store/download.ts', 'node:https', 'no-network'],
  ['src/report/yaml.ts', 'yaml', 'package-yaml'],
  ['src/commands/colour.ts', 'chalk', 'package-chalk'],
  ['src/report/placeless.ts', 'typescript', 'package-without-place'],
  ['src/report/tested.ts', '../../test/plain.ts', 'product-only'],
  ['src/report/nowhere.ts', './missing.ts', 'resolvable'],
  ['src/policy/circle.ts', './circle.ts', 'no-cycle'],
] as const;

/** What gives a different value elsewhere or later: the system, the clock, chance, the locale. */
const IMPURE =
  /^(process|console|Buffer|Intl|globalThis|crypto|fetch|set(Timeout|Interval|Immediate)|new Date\(\)|Date\.now|Math\.random|.*\.(toLocale\w+|localeCompare))$/;

let options: ICruiseOptions;
let rules: { name?: string; from: { path?: unknown } }[];

beforeAll(async () => {
  options = await extractOptions(path.join(ROOT, '.dependency-cruiser.cjs'));
  rules = options.ruleSet?.forbidden ?? [];
});

/** The parts of src/ that the rules know. */
function knownParts(): string[] {
  return rules.flatMap(({ name }) => name?.match(/^arrow-(.+)/)?.[1] ?? []);
}

async function cruiseFolder(folder: string): Promise<{ broken: string[]; read: Set<string> }> {
  const tsConfig = extractTsConfig(path.join(ROOT, 'tsconfig.json'));
  const { output } = await cruise(['src'], { ...options, baseDir: folder }, undefined, { tsConfig });
  const { modules, summary } = output as ICruiseResult;
  return {
    broken: summary.violations.map(({ rule, from }) => `${from}: ${rule.name}`),
    read: new Set(modules.map(({ source }) => source)),
  };
}

/** The TypeScript files of src/, as paths from the root with forward slashes. */
async function sourceFiles(): Promise<string[]> {
  const entries = await readdir(path.join(ROOT, 'src'), { recursive: true });
  return entries.filter((entry) => entry.endsWith('.ts')).map((entry) => `src/${entry.replaceAll(path.sep, '/')}`);
}

describe('dependencies between the parts', () => {
  let planted: string;

  beforeAll(async () => {
    planted = await mkdtemp(path.join(tmpdir(), 'matura-arrows-'));
    const write = async (file: string, text: string) => {
      await mkdir(path.dirname(path.join(planted, file)), { recursive: true });
      await writeFile(path.join(planted, file), text);
    };
    for (const part of knownParts()) {
      await write(`src/${part}/plain.ts`, 'export {};\n');
      await write(`src/${part}/index.ts`, 'export {};\n');
    }
    await write('src/policy/optimise/index.ts', 'export {};\n');
    await write('test/plain.ts', 'export {};\n');
    for (const [file, target] of PLANTED) await write(file, `import '${target}';\n`);
    await symlink(path.join(ROOT, 'node_modules'), path.join(planted, 'node_modules'), 'junction');
  });

  afterAll(() => rm(planted, { recursive: true }));

  test('each kind of forbidden import is caught', async () => {
    const { broken } = await cruiseFolder(planted);
    expect(broken).toEqual(expect.arrayContaining(PLANTED.map(([file, , rule]) => `${file}: ${rule}`)));
  });

  test('each dependency rule has a planted violation; the rules about packages share one', () => {
    const shown = new Set<string>(PLANTED.map(([, , rule]) => rule));
    const other = rules.flatMap(({ name }) => name ?? []).filter((name) => !/^package-(?!without)/.test(name));
    expect(other.filter((name) => !shown.has(name))).toEqual([]);
  });

  test('the product violates no dependency rule, and every file was read', async () => {
    const { broken, read } = await cruiseFolder(ROOT);
    expect(broken).toEqual([]);
    expect((await sourceFiles()).filter((file) => !read.has(file))).toEqual([]);
  }, 240_000);

  test('the dependency rules cover every part of src/', async () => {
    const parts = (await readdir(path.join(ROOT, 'src'))).map((entry) => entry.replace(/\.ts$/, ''));
    expect([...parts].sort()).toEqual([...knownParts()].sort());
  });

  test('the map in CONTRIBUTING.md shows the same parts and arrows', async () => {
    const text = await readFile(path.join(ROOT, 'CONTRIBUTING.md'), 'utf8');
    const listed = [...text.matchAll(/^\| `src\/([\w-]+)(?:\/|\.ts)` \|/gm)].map(([, part]) => part as string);
    expect(listed.sort()).toEqual([...knownParts()].sort());
    const drawn = (source: string): string =>
      source.match(/cli -> [^`]*?-> model/)?.[0].replaceAll(/\s*(\/\/)?\s+/g, ' ') ?? '';
    expect(drawn(text)).toBe(drawn(await readFile(path.join(ROOT, '.dependency-cruiser.cjs'), 'utf8')));
    expect(drawn(text)).not.toBe('');
  });
});

describe('the core gives the same result everywhere', () => {
  test.each([
    ['process.cwd()', 'process'],
    ['console.log(1)', 'console'],
    ['const now = Date.now()', 'Date.now'],
    ['const today = new Date()', 'new Date()'],
    ['const today = Date()', 'new Date()'],
    ['const chance = Math.random()', 'Math.random'],
    ['value.toLocaleString()', 'value.toLocaleString'],
    ['names().sort((a, b) => a.localeCompare(b))', 'a.localeCompare'],
    ['new Intl.NumberFormat()', 'Intl'],
    ['export const same = { process }', 'process'],
  ])('%s is recognised as impure code', (code, name) => {
    expect(usedNames(code).map((used) => used.name)).toContain(name);
    expect(name).toMatch(IMPURE);
  });

  test.each([
    '// console.log(process.env)',
    "const text = 'process.cwd()';",
    'step.process(1)',
    'const key = { process: 1, console: 2 };',
    'interface Step { process: number }',
    'const day = new Date(2026, 0, 1)',
  ])('%s is not mistaken for impure code', (code) => {
    expect(usedNames(code).filter(({ name }) => IMPURE.test(name))).toEqual([]);
  });

  test('the pure parts contain no impure code', async () => {
    const pure = rules.find(({ name }) => name === 'pure-builtin')?.from.path;
    const files = (await sourceFiles()).filter((file) => new RegExp(String(pure)).test(file));
    expect(files.length).toBeGreaterThan(0);
    expect(await usesIn(files, (name) => IMPURE.test(name))).toEqual([]);
  });

  test('only the entry modules use `process`, and no other module opens a network connection', async () => {
    const files = (await sourceFiles()).filter(
      (file) => !['src/cli.ts', 'src/world.ts', 'src/signals.ts'].includes(file),
    );
    const edge = ['process', 'fetch', 'WebSocket', 'EventSource', 'XMLHttpRequest'];
    expect(await usesIn(files, (name) => edge.includes(name))).toEqual([]);
  });
});

async function usesIn(files: readonly string[], forbidden: (name: string) => boolean): Promise<string[]> {
  const found = files.map(async (file) => {
    const used = usedNames(await readFile(path.join(ROOT, file), 'utf8'));
    return used.filter(({ name }) => forbidden(name)).map(({ name, line }) => `${file}:${line} ${name}`);
  });
  return (await Promise.all(found)).flat();
}

test('only the terminal renderer draws lines for a terminal; all other report code produces blocks', async () => {
  const files = (await readdir(path.join(ROOT, 'src/report'), { recursive: true })).filter((file) =>
    file.endsWith('.ts'),
  );
  const drawing: string[] = [];
  for (const file of files) {
    if (file.startsWith('terminal/') || file === 'document/terminal-renderer.ts') continue;
    const text = await readFile(path.join(ROOT, 'src/report', file), 'utf8');
    if (/from '(chalk|cli-table3|[^']*\/terminal-(page|table)\.ts)'/.test(text)) drawing.push(`src/report/${file}`);
  }
  expect(drawing).toEqual([]);
});

/** Chosen by the project's owner; dropping one is not a matter of a measurement. */
const CHOSEN = {
  product: ['ajv', 'chalk', 'cli-table3', 'commander', 'inquirer', 'yaml'],
  tests: ['vitest'],
};

test('the packages chosen by the owner are declared as dependencies and imported', async () => {
  const manifest = JSON.parse(await readFile(path.join(ROOT, 'package.json'), 'utf8'));
  expect(Object.keys(manifest.dependencies)).toEqual(expect.arrayContaining(CHOSEN.product));
  expect(Object.keys(manifest.devDependencies)).toEqual(expect.arrayContaining(CHOSEN.tests));
  const imported = new Set<string>();
  for (const part of ['src', 'test', '.build']) {
    for (const file of await readdir(path.join(ROOT, part), { recursive: true })) {
      if (!/\.(ts|mjs)$/.test(file) || file.includes('generated')) continue;
      const text = await readFile(path.join(ROOT, part, file), 'utf8');
      for (const [, name = ''] of text.matchAll(/(?:from|import)\(? ?'([^./][^'/]*)/g)) imported.add(name);
    }
  }
  expect([...imported]).toEqual(expect.arrayContaining([...CHOSEN.product, ...CHOSEN.tests]));
});

test('packages imported by the product are declared as dependencies, and build and test tools are not', async () => {
  const { dependencies } = JSON.parse(await readFile(path.join(ROOT, 'package.json'), 'utf8'));
  const placed = rules.flatMap(({ name = '' }) => (name.startsWith('package-') ? [name.slice('package-'.length)] : []));
  // Validators are compiled from schemas by ajv at build.
  const product = ['ajv', ...placed.filter((name) => name !== 'without-place')];
  expect(Object.keys(dependencies).sort()).toEqual(product.sort());
});
