import { execFileSync } from 'node:child_process';
import { cp, mkdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CodedRefusal } from '../../src/i18n/coded-refusal.ts';
import {
  loadCases,
  loadPack,
  loadPackFolder,
  loadPolicy,
  loadPolicyOf,
  readAnswers,
} from '../../src/pack/load-pack.ts';
import { locateProblems } from '../../src/pack/locate-problems.ts';
import { makeTemporaryFolder } from '../store/temporary-folder.ts';
import { HOME, worldIn } from './sample-world.ts';

const PACK = join(HOME, 'questionnaires/miit-sme-2024');

async function copyOfPack(): Promise<string> {
  const folder = join(await makeTemporaryFolder(), 'copy');
  await cp(PACK, folder, { recursive: true });
  return folder;
}

async function edit(file: string, change: (text: string) => string): Promise<void> {
  await writeFile(file, change(await readFile(file, 'utf8')));
}

describe('a bundled pack', () => {
  it('a bundled pack is loaded completely', async () => {
    const { pack, problems } = await loadPack(worldIn(HOME), 'miit-sme-2024');
    expect(problems).toEqual([]);
    expect(pack).toMatchObject({ id: 'miit-sme-2024', folder: PACK });
    expect(pack?.questionnaire.file).toBe('questionnaires/miit-sme-2024/questionnaire.yaml');
    expect(pack?.hash).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(pack?.measures?.document.measures.length).toBeGreaterThan(0);
    expect(pack?.caseFiles.map((file) => file.replace(`${PACK}/`, ''))).toContain('cases/gates.yaml');
  });

  it('a bundled pack has cases', async () => {
    const world = worldIn(HOME);
    const { pack } = await loadPack(world, PACK);
    if (!pack) throw new Error('no pack');
    const { cases, problems } = await loadCases(world, pack);
    expect(problems).toEqual([]);
    expect(cases.map(({ file }) => file)).toContain('questionnaires/miit-sme-2024/cases/gates.yaml');
  });

  it('a bundled pack names its policy', async () => {
    const world = worldIn(HOME);
    const { pack } = await loadPack(world, PACK);
    if (!pack) throw new Error('no pack');
    const loading = await loadPolicyOf(world, pack);
    expect(loading?.problems).toEqual([]);
    expect(loading?.policies?.[0]).toMatchObject({ id: 'chengdu', file: 'questionnaires/policies/chengdu.yaml' });
  });
});

describe('the content hash of a pack', () => {
  const hash = async (folder: string): Promise<string | undefined> =>
    (await loadPackFolder(worldIn('/'), folder)).pack?.hash;

  it('a pack’s content hash is the same in another folder, with Windows line endings or with other cases', async () => {
    const folder = await copyOfPack();
    const original = await hash(PACK);
    expect(await hash(folder)).toBe(original);
    for (const name of ['questionnaire', 'rubric', 'measures']) {
      await edit(join(folder, `${name}.yaml`), (text) => text.replaceAll('\n', '\r\n'));
    }
    await edit(join(folder, 'cases/gates.yaml'), (text) => `# changed\n${text}`);
    expect(await hash(folder)).toBe(original);
  });

  it.each(['questionnaire', 'rubric', 'measures'])('a pack’s content hash changes with the %s', async (name) => {
    const folder = await copyOfPack();
    await edit(join(folder, `${name}.yaml`), (text) => `${text}# changed\n`);
    expect(await hash(folder)).not.toBe(await hash(PACK));
  });
});

describe('a pack with problems', () => {
  it('a pack with problems in its measures is loaded without any measures', async () => {
    const folder = await copyOfPack();
    await edit(join(folder, 'measures.yaml'), (text) => text.replace('kind: measures', 'kind: measure'));
    const { pack, problems } = await loadPackFolder(worldIn(folder), folder);
    expect(pack?.measures).toBeNull();
    expect(problems.map(({ code, file }) => `${code} ${file}`)).toEqual(['M111 measures.yaml']);
  });

  it('a pack with a broken file of cases keeps the cases of its other files', async () => {
    const folder = await copyOfPack();
    await writeFile(join(folder, 'cases/a.yaml'), '');
    const { pack } = await loadPackFolder(worldIn(folder), folder);
    if (!pack) throw new Error('no pack');
    const { cases, problems } = await loadCases(worldIn(folder), pack);
    expect(cases).toHaveLength(pack.caseFiles.length - 1);
    expect(problems.map(({ code, file }) => `${code} ${file}`)).toEqual(['M104 cases/a.yaml']);
  });

  it('a pack with an unreadable file is refused', async () => {
    const folder = await copyOfPack();
    await mkdir(join(folder, 'sub/rubric.yaml'), { recursive: true });
    await cp(join(folder, 'questionnaire.yaml'), join(folder, 'sub/questionnaire.yaml'));
    const loading = loadPackFolder(worldIn(folder), join(folder, 'sub'));
    await expect(loading).rejects.toThrow(new CodedRefusal(3, 'folderForFile', { path: 'sub/rubric.yaml' }));
  });

  // A repository can carry such links, and a checkout would wait for the pipe or read the device without an end.
  it.skipIf(process.platform === 'win32').each([
    ['a device', 'ESPIPE', (path: string) => symlink('/dev/zero', path)],
    ['a pipe', 'ESPIPE', (path: string) => void execFileSync('mkfifo', [path])],
  ])('a pack with a file that is %s is refused at once', async (_, cause, make) => {
    const folder = await copyOfPack();
    await rm(join(folder, 'rubric.yaml'));
    await make(join(folder, 'rubric.yaml'));
    const loading = loadPackFolder(worldIn(folder), folder);
    await expect(loading).rejects.toThrow(new CodedRefusal(3, 'unreadable', { path: 'rubric.yaml', cause }));
  });

  it.skipIf(process.platform === 'win32')(
    'a pack with a link to outside is refused, but a link inside it is followed',
    async () => {
      const folder = await copyOfPack();
      const outside = join(await makeTemporaryFolder(), 'secret.yaml');
      await rename(join(folder, 'cases/derived.yaml'), join(folder, 'derived.txt'));
      await symlink('../derived.txt', join(folder, 'cases/derived.yaml'));
      const { pack } = await loadPackFolder(worldIn(folder), folder);
      if (!pack) throw new Error('no pack');
      expect((await loadCases(worldIn(folder), pack)).problems).toEqual([]);
      await rename(join(folder, 'derived.txt'), outside);
      await rm(join(folder, 'cases/derived.yaml'));
      await symlink(outside, join(folder, 'cases/derived.yaml'));
      await expect(loadCases(worldIn(folder), pack)).rejects.toThrow(
        new CodedRefusal(3, 'linkOutOfPack', { path: 'cases/derived.yaml' }),
      );
    },
  );
});

describe('policies that include others', () => {
  const policy = (id: string, include: string): string =>
    `kind: policy\nid: ${id}\nversion: 1.0.0\ntitle: T\ncurrency: CNY\ninclude: [${include}]\n`;

  async function load(files: Readonly<Record<string, string>>): Promise<Awaited<ReturnType<typeof loadPolicy>>> {
    const folder = join(await makeTemporaryFolder(), 'policies');
    await mkdir(folder);
    for (const [id, include] of Object.entries(files)) await writeFile(join(folder, `${id}.yaml`), policy(id, include));
    return loadPolicy(worldIn(folder), './city.yaml');
  }

  it('a policy is loaded with all the policies that it includes, each once', async () => {
    const { policies, problems } = await load({ city: 'province, state', province: 'state', state: '' });
    expect(problems).toEqual([]);
    expect(policies?.map(({ id }) => id)).toEqual(['city', 'province', 'state']);
  });

  it('a policy’s hash changes with the policies it includes', async () => {
    const hashes = async (files: Readonly<Record<string, string>>): Promise<string[]> =>
      (await load(files)).policies?.map(({ hash }) => hash) ?? [];
    const [city, province] = await hashes({ city: 'province', province: '' });
    const [otherCity, otherProvince] = await hashes({ city: 'province', province: 'chengdu' });
    expect(otherCity).not.toBe(city);
    expect(otherProvince).not.toBe(province);
    expect(await hashes({ city: 'province', province: '' })).toEqual([city, province]);
  });

  it('a policy can include bundled ones', async () => {
    expect((await load({ city: 'chengdu' })).policies?.map(({ id }) => id)).toEqual(['city', 'chengdu', 'central']);
  });

  it('policies that include each other in a cycle are reported at the entry that closes the cycle', async () => {
    const { policies, problems } = await load({ city: 'province', province: 'state', state: 'city' });
    expect(policies).toBeNull();
    expect(problems).toMatchObject([
      {
        code: 'M208',
        file: 'state.yaml',
        at: ['include', 0],
        details: { found: 'city', wanted: 'city → province → state → city' },
      },
    ]);
  });

  it('an included policy that does not exist is reported', async () => {
    const { policies, problems } = await load({ city: 'chengdo' });
    expect(policies).toBeNull();
    expect(problems).toMatchObject([{ code: 'M218', file: 'city.yaml', details: { found: 'chengdo' } }]);
    expect(problems[0]?.details.allowed?.[0]).toBe('chengdu');
  });
});

describe('answers', () => {
  it('answers are read from a file', async () => {
    const { file, document, problems } = await readAnswers(worldIn(HOME), 'examples/answers/miit-sme-2024.yaml');
    expect(problems).toEqual([]);
    expect(file).toBe('examples/answers/miit-sme-2024.yaml');
    expect(document?.facts?.uscc).toBe('91350100M000100Y43');
  });

  it.each([
    ['YAML', 'answers: { Q1: [A, B] }\n'],
    ['JSON', '\ufeff{ "answers": { "Q1": ["A", "B"] } }'],
  ])('answers are read from standard input, in %s', async (_, stdin) => {
    const { file, document } = await readAnswers(worldIn('/', { stdin }), '-');
    expect(file).toBe('stdin');
    expect(document?.answers).toEqual({ Q1: ['A', 'B'] });
  });

  it('problems in answers from standard input are reported with line and column', async () => {
    const { problems, sources, document } = await readAnswers(worldIn('/', { stdin: 'answers:\n  Q1:\n' }), '-');
    expect(document).toBeNull();
    expect(await locateProblems(problems, sources)).toMatchObject([
      { code: 'M107', file: 'stdin', line: 2, column: 3 },
    ]);
  });

  it('missing or empty answers are refused', async () => {
    await expect(readAnswers(worldIn(HOME), 'none.yaml')).rejects.toThrow(
      new CodedRefusal(3, 'missing', { path: 'none.yaml' }),
    );
    expect((await readAnswers(worldIn('/'), '-')).problems).toMatchObject([{ code: 'M104', file: 'stdin' }]);
  });
});
