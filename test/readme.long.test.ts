import { mkdtemp, readdir, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { matura, ROOT } from './commands/matura.ts';

const README = await readFile(path.join(ROOT, 'README.md'), 'utf8');

/** The commands of the README that need no terminal, in their order, without what only sets up. */
const COMMANDS = [...README.matchAll(/^```sh\n([\s\S]*?)^```$/gm)]
  .flatMap(([, block = '']) => block.trim().split('\n'))
  .map((line) => line.replace(/^npm ci && /, '').replace(/^node bin\/matura\.js /, 'matura '))
  .filter((line) => line.startsWith('matura ') && !line.startsWith('matura diagnose'));

let cwd: string;

beforeAll(async () => {
  cwd = await mkdtemp(path.join(tmpdir(), 'matura-readme-'));
  for (const folder of ['examples', 'questionnaires']) await symlink(path.join(ROOT, folder), path.join(cwd, folder));
});
afterAll(() => rm(cwd, { recursive: true, force: true }));

/** The files that a word with a star in its last part stands for, as a shell has them. */
async function expandStar(word: string): Promise<string[]> {
  if (!word.includes('*')) return [word];
  const folder = path.dirname(word);
  const [start = '', end = ''] = path.basename(word).split('*');
  const names = await readdir(path.join(cwd, folder));
  const found = names.filter((name) => name.startsWith(start) && name.endsWith(end)).sort();
  return found.map((name) => `${folder}/${name}`);
}

describe('the README', () => {
  test('has its tour', () => {
    expect(COMMANDS.length).toBeGreaterThanOrEqual(7);
  });

  test.each(COMMANDS)('%s', async (command) => {
    const words = [...command.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');
    const given = await Promise.all(words.slice(1).map(expandStar));
    const run = await matura(given.flat(), { cwd });
    expect(run, run.stderr).toMatchObject({ code: 0 });
    expect(run.stdout + run.stderr).not.toBe('');
  });

  test('its dashboard tells what Chengdu published', async () => {
    const page = await readFile(path.join(cwd, 'dashboard.html'), 'utf8');
    const cells = [...page.matchAll(/<t[hd] [^>]*><span>([^<]*)<\/span>/g)].map(([, text = '']) =>
      text.replaceAll(',', ''),
    );
    const transformed = cells.slice(cells.indexOf('Transformed'));
    expect(transformed.slice(1, 4)).toEqual(['3790', '73.79%', '1346']);
    const own = cells.findIndex((text) => text.endsWith('成都市') && text.startsWith('→'));
    expect(cells[own - 1]).toBe('5');
  });

  test('its region has the published figures, and a cluster of 2,800 in two cities', async () => {
    const rowsOf = async (...place: string[]): Promise<string[]> =>
      (await readFile(path.join(cwd, 'chengdu', ...place), 'utf8')).trim().split('\n').slice(1);
    const registry = await rowsOf('registry.csv');
    expect([registry.filter((row) => /\d{4}-\d\d-\d\d,true$/.test(row)).length, registry.length]).toEqual([3790, 5136]);
    const peers = (await rowsOf('peers.csv')).map((row) => row.split(','));
    const own = Number(peers.find(([name]) => name === '成都市')?.[1]);
    expect([peers.length, peers.filter(([, value]) => Number(value) > own).length + 1]).toEqual([15, 5]);
    const results = await readdir(path.join(cwd, 'chengdu/results'));
    const assessed = async (kind: string): Promise<number> => {
      const all = await Promise.all(
        results.filter((name) => name.startsWith(kind)).map((name) => rowsOf('results', name)),
      );
      // Those of Deyang begin with its own code.
      return new Set(all.flat().flatMap((row) => row.match(/^91990100\w{10}/) ?? [])).size;
    };
    expect([await assessed('self'), await assessed('onsite')]).toEqual([4030, 1240]);
    const page = await readFile(path.join(cwd, 'dashboard.html'), 'utf8');
    const cells = [...page.matchAll(/<t[hd] [^>]*><span>([^<]*)<\/span>/g)].map(([, text = '']) =>
      text.replaceAll(',', ''),
    );
    const first = cells.findIndex((text, i) => text === '成都市' && /^\d+$/.test(cells[i + 1] ?? ''));
    // Members, those of the registry, those outside; then assessed, on site and transformed.
    expect([0, 7, 14].map((row) => cells.slice(first + row, first + row + 4))).toEqual([
      ['成都市', '1620', '1620', '0'],
      ['德阳市', '1180', '0', '1180'],
      ['All', '2800', '1620', '1180'],
    ]);
  });

  test('the README of the region has the same two commands', async () => {
    const region = (await readFile(path.join(ROOT, 'examples/chengdu/README.md'), 'utf8')).replaceAll(' \\\n  ', ' ');
    for (const command of COMMANDS.filter((line) => line.includes('chengdu'))) expect(region).toContain(command);
  });

  test('its first command leaves two files', async () => {
    expect((await readdir(path.join(cwd, 'files'))).filter((name) => !name.startsWith('.'))).toHaveLength(2);
  });

  test('its links lead somewhere', async () => {
    const links = [...README.matchAll(/\]\((?!https?:)([^)#]+)\)/g)].map(([, target = '']) => target);
    for (const target of links) await expect(readFile(path.join(ROOT, target)), target).resolves.toBeDefined();
  });
});
