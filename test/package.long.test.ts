import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import manifest from '../package.json' with { type: 'json' };
import { CHINESE } from './commands/texts-of-china.ts';

const ROOT = path.join(import.meta.dirname, '..');
const UNREACHABLE = 'http://127.0.0.1:9';

/** The environment without what `npm test` adds: the commands below must not inherit its settings. */
const ENV = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^npm_/i.test(name)));

/** The tour of each README: its readers' locale, and the commands that need no terminal, in their order, after the installation. */
const TOURS = await Promise.all(
  [
    { readme: 'README.md', locale: 'en_GB.UTF-8' },
    { readme: 'README.de.md', locale: 'de_DE.UTF-8' },
    { readme: 'README.zh.md', locale: 'zh_CN.UTF-8' },
  ].map(async ({ readme, locale }) => {
    const text = await readFile(path.join(ROOT, readme), 'utf8');
    const commands = [...text.matchAll(/^```sh\n([\s\S]*?)^```$/gm)]
      .flatMap(([, block = '']) => block.trim().split('\n'))
      .filter((line) => line.startsWith('matura ') && !line.startsWith('matura diagnose'));
    return { readme, locale, text, commands };
  }),
);
/** The tour that makes the region of Chengdu. */
const CHENGDU = 'README.zh.md';
const runFile = promisify(execFile);

/** Runs a command to its end; rejects unless it exits with 0. */
async function runFully(command: string, args: readonly string[], cwd: string) {
  // On Windows npm and installed commands are scripts of the shell.
  return runFile(command, args, { cwd, env: ENV, shell: process.platform === 'win32' });
}

async function run(command: string, args: readonly string[], cwd: string): Promise<string> {
  return (await runFully(command, args, cwd)).stdout;
}

describe('the package', () => {
  let folder: string;
  let app: string;
  let packed: string[];
  let complaints: string;

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'matura-package-'));
    app = path.join(folder, 'app');
    await mkdir(app);
    for (const { readme } of TOURS) await mkdir(path.join(folder, readme));
    const tarball = (await run('node', ['.build/package.mjs', '--out', folder], ROOT)).trim();
    packed = (await run('tar', ['-tzf', tarball], ROOT))
      .trim()
      .split('\n')
      .map((file) => file.replace(/^package\//, ''));
    const offline = ['--offline', '--registry', UNREACHABLE, '--cache', path.join(folder, 'cache')];
    const install = ['install', '--prefix', app, ...offline, tarball];
    complaints = (await runFully('npm', install, app)).stderr;
  });

  afterAll(() => rm(folder, { recursive: true, force: true }));

  /** Where the tour of a README goes on after its first command. */
  const demoOf = (readme: string): string => path.join(folder, readme, 'demo');
  const matura = (...args: string[]) => run(path.join(app, 'node_modules/.bin/matura'), args, app);

  test('the package contains the product and its documents, and nothing else', () => {
    const top = new Set(packed.map((file) => file.split('/')[0]));
    expect([...top].sort()).toEqual([
      'CHANGELOG.md',
      'CONTRIBUTING.md',
      'LICENSE',
      'NOTICE',
      'README.de.md',
      'README.md',
      'README.zh.md',
      'SECURITY.md',
      'bin',
      'dist',
      'examples',
      'package.json',
      'questionnaires',
    ]);
    expect(packed.filter((file) => /\.(ts|map)$/.test(file))).toEqual(['dist/library-node.d.ts', 'dist/library.d.ts']);
    expect(packed).toContain('dist/THIRD-PARTY-LICENSES.txt');
  });

  test.each(TOURS)('the package contains everything that $readme links to', ({ readme, text }) => {
    const links = [...text.matchAll(/\]\((?!https?:)([^)#]+)(?:#[^)]*)?\)/g)].map(([, target = '']) => target);
    expect(packed).toEqual(expect.arrayContaining([readme, ...links]));
    // A guide, a picture and a paper at least.
    for (const kind of [/^examples\/guides\//, /^examples\/pictures\//, /^CONTRIBUTING/])
      expect(links).toContainEqual(expect.stringMatching(kind));
  });

  test('the package installs without a registry or a warning, and prints its version', async () => {
    expect(complaints).toBe('');
    expect(await readdir(path.join(app, 'node_modules'))).toEqual(['.bin', '.package-lock.json', 'matura']);
    expect((await matura('--version')).trim()).toBe(manifest.version);
  });

  test('the package scores its example and writes the enterprise file and the policy', async () => {
    const answers = path.join(app, 'node_modules/matura/examples/chamber/en/answers.yaml');
    await matura('score', 'quick-scan', answers, '--programme', 'germany', '--files', 'files');
    const files = (await readdir(path.join(app, 'files'))).sort();
    expect(files).toEqual([expect.stringMatching(/^.+\.json$/), expect.stringMatching(/^.+\.policy\.md$/)]);
  });

  test('the package contains its solver: the cheapest measures are proven with nothing else installed', async () => {
    const [file = ''] = await readdir(path.join(app, 'files'));
    // The least own share is a program for HiGHS; others are mostly proven without it.
    const { roadmap } = JSON.parse(await matura('recommend', path.join('files', file), '--least', 'own', '--json'));
    expect(roadmap).toMatchObject({ proven: true, by: 'program' });
  });

  test
    .runIf(process.platform !== 'win32')
    .each(TOURS.flatMap(({ readme, locale, commands }) => commands.map((line) => ({ readme, locale, line }))))(
    'the package runs the tour of $readme: $line',
    async ({ readme, locale, line }) => {
      const PATH = `${path.join(app, 'node_modules/.bin')}${path.delimiter}${ENV.PATH}`;
      // The export with slips says that there is something to look at.
      const code = line.includes('dirty.csv') ? 1 : 0;
      const cwd = line.includes('--example') ? path.join(folder, readme) : demoOf(readme);
      const options = { cwd, env: { ...ENV, PATH, LC_ALL: locale }, maxBuffer: 1 << 26 };
      const ran = await runFile('bash', ['-c', line], options).then(
        () => ({ code: 0, stderr: '' }),
        (error: { code: number; stderr: string }) => error,
      );
      expect(ran.code, ran.stderr).toBe(code);
    },
  );

  test.each(['README.md', 'README.de.md'])('no page that the tour of %s writes is about China', async (readme) => {
    const pages = (await readdir(demoOf(readme))).filter((name) =>
      /^(?:report|bericht|dashboard|uebersicht)\.html$/.test(name),
    );
    expect(pages).toHaveLength(2);
    for (const name of pages) expect(await readFile(path.join(demoOf(readme), name), 'utf8')).not.toMatch(CHINESE);
  });

  test('the dashboard made with the package shows the figures that Chengdu published', async () => {
    const page = await readFile(path.join(demoOf(CHENGDU), 'dashboard.html'), 'utf8');
    const cells = [...page.matchAll(/<t[hd] [^>]*><span>([^<]*)<\/span>/g)].map(([, text = '']) =>
      text.replaceAll(',', ''),
    );
    const transformed = cells.slice(cells.indexOf('已完成改造'));
    expect(transformed.slice(1, 4)).toEqual(['3790', '73.79%', '1346']);
    const own = cells.findIndex((text) => text.endsWith('成都市') && text.startsWith('→'));
    expect(cells[own - 1]).toBe('5');
  });

  test('the region made with the package has the published figures, and a cluster of 2,800 in two cities', async () => {
    const rowsOf = async (...place: string[]): Promise<string[]> =>
      (await readFile(path.join(demoOf(CHENGDU), 'chengdu', ...place), 'utf8')).trim().split('\n').slice(1);
    const registry = await rowsOf('registry.csv');
    expect([registry.filter((row) => /\d{4}-\d\d-\d\d,true$/.test(row)).length, registry.length]).toEqual([3790, 5136]);
    const peers = (await rowsOf('peers.csv')).map((row) => row.split(','));
    const own = Number(peers.find(([name]) => name === '成都市')?.[1]);
    expect([peers.length, peers.filter(([, value]) => Number(value) > own).length + 1]).toEqual([15, 5]);
    const results = await readdir(path.join(demoOf(CHENGDU), 'chengdu/results'));
    const assessed = async (kind: string): Promise<number> => {
      const all = await Promise.all(
        results.filter((name) => name.startsWith(kind)).map((name) => rowsOf('results', name)),
      );
      // Those of Deyang begin with its own code.
      return new Set(all.flat().flatMap((row) => row.match(/^91990100\w{10}/) ?? [])).size;
    };
    expect([await assessed('self'), await assessed('onsite')]).toEqual([4030, 1240]);
    const page = await readFile(path.join(demoOf(CHENGDU), 'dashboard.html'), 'utf8');
    const cells = [...page.matchAll(/<t[hd] [^>]*><span>([^<]*)<\/span>/g)].map(([, text = '']) =>
      text.replaceAll(',', ''),
    );
    const first = cells.findIndex((text, i) => text === '成都市' && /^\d+$/.test(cells[i + 1] ?? ''));
    // Members, those of the registry, those outside; then assessed, on site and transformed.
    expect([0, 7, 14].map((row) => cells.slice(first + row, first + row + 4))).toEqual([
      ['成都市', '1620', '1620', '0'],
      ['德阳市', '1180', '0', '1180'],
      ['全部', '2800', '1620', '1180'],
    ]);
  });

  test('the tours have the same steps in every language, and that of Chengdu is the example of the region', async () => {
    const steps = TOURS.map(({ commands }) => commands.map((line) => line.split(' ').slice(0, 2).join(' ')));
    expect(steps[0]?.length).toBeGreaterThanOrEqual(20);
    expect(steps[1]).toEqual(steps[0]);
    expect(steps[2]).toEqual(steps[0]);
    const region = (await readFile(path.join(ROOT, 'examples/chengdu/README.md'), 'utf8')).replaceAll(' \\\n  ', ' ');
    const tour = TOURS.find(({ readme }) => readme === CHENGDU)?.commands ?? [];
    const [simulated = '', dashboard = ''] = tour.filter((line) => line.includes('chengdu'));
    expect(region).toContain(simulated.replace('region.yaml', 'examples/chengdu/region.yaml'));
    expect(region).toContain(dashboard);
  });
});
