import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import manifest from '../package.json' with { type: 'json' };

const ROOT = path.join(import.meta.dirname, '..');
const UNREACHABLE = 'http://127.0.0.1:9';

/** The environment without what `npm test` adds: the commands below must not inherit its settings. */
const ENV = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^npm_/i.test(name)));

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
    const pack = ['pack', '--ignore-scripts', '--json', '--pack-destination', folder];
    const [tarball] = JSON.parse(await run('npm', pack, ROOT)) as [{ filename: string; files: { path: string }[] }];
    packed = tarball.files.map((file) => file.path);
    const offline = ['--offline', '--registry', UNREACHABLE, '--cache', path.join(folder, 'cache')];
    const install = ['install', '--prefix', app, ...offline, path.join(folder, tarball.filename)];
    complaints = (await runFully('npm', install, app)).stderr;
  });

  afterAll(() => rm(folder, { recursive: true, force: true }));

  const matura = (...args: string[]) => run(path.join(app, 'node_modules/.bin/matura'), args, app);

  test('holds the product and its papers, and nothing else', () => {
    const top = new Set(packed.map((file) => file.split('/')[0]));
    expect([...top].sort()).toEqual([
      'CHANGELOG.md',
      'CONTRIBUTING.md',
      'LICENSE',
      'NOTICE',
      'README.md',
      'SECURITY.md',
      'bin',
      'dist',
      'examples',
      'package.json',
      'questionnaires',
    ]);
    expect(packed.filter((file) => /\.(ts|map)$/.test(file))).toEqual([]);
    expect(packed).toContain('dist/THIRD-PARTY-LICENSES.txt');
  });

  test('holds what its README links to', async () => {
    const readme = await readFile(path.join(app, 'node_modules/matura/README.md'), 'utf8');
    const links = [...readme.matchAll(/\]\((?!https?:)([^)#]+)\)/g)].map(([, target = '']) => target);
    expect(links.length).toBeGreaterThan(5);
    expect(packed).toEqual(expect.arrayContaining(links));
  });

  test('installs without a registry or a warning, and knows its version', async () => {
    expect(complaints).toBe('');
    expect(await readdir(path.join(app, 'node_modules'))).toEqual(['.bin', '.package-lock.json', 'matura']);
    expect((await matura('--version')).trim()).toBe(manifest.version);
  });

  test('scores its example and writes the enterprise file and the policy', async () => {
    const answers = path.join(app, 'node_modules/matura/examples/answers/miit-sme-2024.yaml');
    await matura('score', 'miit-sme-2024', answers, '--files', 'files');
    const files = (await readdir(path.join(app, 'files'))).sort();
    expect(files).toEqual([expect.stringMatching(/^.+\.json$/), expect.stringMatching(/^.+\.policy\.md$/)]);
  });

  test('brings its solver: the cheapest measures are proven with nothing else installed', async () => {
    const [file = ''] = await readdir(path.join(app, 'files'));
    const { roadmap } = JSON.parse(await matura('recommend', path.join('files', file), '--json'));
    expect(roadmap).toMatchObject({ proven: true, by: 'program' });
  });
});
