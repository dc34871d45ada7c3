import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CodedRefusal } from '../../src/i18n/coded-refusal.ts';
import { findPacks, findPacksAt, resolvePack, resolvePolicy } from '../../src/pack/find-packs.ts';
import { messagesOf } from '../messages.ts';
import { makeTemporaryFolder } from '../store/temporary-folder.ts';
import { HOME, worldIn } from './sample-world.ts';

const BUNDLED = join(HOME, 'questionnaires/miit-sme-2024');

/** Writes files, each with an `id`, below a new folder. */
async function folderWith(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await makeTemporaryFolder();
  for (const [name, id] of Object.entries(files)) {
    await mkdir(join(folder, name, '..'), { recursive: true });
    await writeFile(join(folder, name), `kind: any\nid: ${id}\n`);
  }
  return folder;
}

/** What a person is told, and the exit code. */
async function refusal(work: Promise<unknown>): Promise<{ exitCode: number; message?: string; next?: string }> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof CodedRefusal)) throw error ?? new Error('not refused');
  const [message, next] = error.inWords(messagesOf('en'));
  return { exitCode: error.exitCode, ...(message && { message }), ...(next && { next }) };
}

describe('finding packs', () => {
  it('the bundled packs are found without options', async () => {
    const { packs, policies } = await findPacks(worldIn('/'));
    expect(packs).toContainEqual({ id: 'miit-sme-2024', folder: BUNDLED, bundled: true });
    expect(policies.map(({ id }) => id)).toContain('chengdu');
  });

  it('packs of --packs and MATURA_PACKS are found before the bundled ones', async () => {
    const [one, two, three] = await Promise.all([
      folderWith({
        'b/questionnaire.yaml': 'mine',
        'a/questionnaire.yaml': '"quoted" # comment',
        'policies/p.yaml': 'town',
      }),
      folderWith({ 'questionnaire.yaml': 'itself' }),
      folderWith({ 'x/questionnaire.yaml': 'miit-sme-2024' }),
    ]);
    const world = worldIn('/', { env: { MATURA_PACKS: [two, '', three].join(delimiter) } });
    const { packs, policies } = await findPacks(world, [one]);
    expect(packs.slice(0, 4).map(({ id, bundled }) => `${id} ${bundled}`)).toEqual([
      'quoted false',
      'mine false',
      'itself false',
      'miit-sme-2024 false',
    ]);
    expect(policies[0]).toEqual({ id: 'town', path: join(one, 'policies/p.yaml'), bundled: false });
    expect(await resolvePack(world, 'miit-sme-2024', [one])).toBe(join(three, 'x'));
  });

  it('a pack without an id gets the name of its folder as id', async () => {
    const folder = await folderWith({ 'nameless/questionnaire.yaml': '' });
    expect((await findPacks(worldIn('/'), [folder])).packs[0]?.id).toBe('nameless');
  });

  it('a pack’s id is found after a long comment', async () => {
    const folder = await folderWith({ 'a/questionnaire.yaml': '', 'b/questionnaire.yaml': '' });
    // In the first, the id reaches over the end of what is looked at first.
    for (const [name, length] of [
      ['a', 4080],
      ['b', 9000],
    ] as const) {
      await writeFile(join(folder, name, 'questionnaire.yaml'), `#${'x'.repeat(length)}\nid: a-long-id-of-${name}\n`);
    }
    const { packs } = await findPacks(worldIn('/'), [folder]);
    expect(packs.slice(0, 2).map(({ id }) => id)).toEqual(['a-long-id-of-a', 'a-long-id-of-b']);
  });

  it('a pack may be a symbolic link', async () => {
    const folder = await makeTemporaryFolder();
    await symlink(BUNDLED, join(folder, 'linked'));
    expect((await findPacks(worldIn('/'), [folder])).packs[0]).toMatchObject({ id: 'miit-sme-2024', bundled: false });
  });

  it('finding packs fails if there is no pack', async () => {
    const empty = await makeTemporaryFolder();
    expect(await refusal(findPacks(worldIn('/'), ['/no/such']))).toMatchObject({
      exitCode: 3,
      message: '--packs: the folder /no/such does not exist',
    });
    expect(await refusal(findPacks(worldIn('/', { env: { MATURA_PACKS: empty } })))).toMatchObject({
      exitCode: 3,
      message: `MATURA_PACKS: the folder ${empty} holds no pack`,
    });
  });
});

describe('a pack that is named', () => {
  it.each([
    ['by its id', '/', 'miit-sme-2024'],
    ['by its folder', '/', BUNDLED],
    ['by a relative path', HOME, './questionnaires/miit-sme-2024/'],
    ['by a path without a point', HOME, 'questionnaires/miit-sme-2024'],
    ['by its questionnaire', HOME, 'questionnaires/miit-sme-2024/questionnaire.yaml'],
    ['by the point it stands in', BUNDLED, '.'],
  ])('a pack is found by the name given: %s', async (_, cwd, given) => {
    expect(await resolvePack(worldIn(cwd), given)).toBe(BUNDLED);
  });

  it('a pack is found by its folder’s name if no pack has that id', async () => {
    const folder = await folderWith({ 'mine/questionnaire.yaml': 'other' });
    expect(await resolvePack(worldIn(folder), 'mine')).toBe(join(folder, 'mine'));
  });

  it('a named pack that does not exist is refused', async () => {
    expect(await refusal(resolvePack(worldIn('/'), 'mit-sme-2024'))).toEqual({
      exitCode: 3,
      message: 'there is no pack "mit-sme-2024"; did you mean "miit-sme-2024"?',
      next: expect.stringMatching(
        /^Known packs: .*miit-sme-2024.*; or name a path such as .\/my-pack, or the folder of the packs with --packs DIR$/,
      ),
    });
    expect(await refusal(resolvePack(worldIn('/'), './nowhere'))).toMatchObject({
      exitCode: 3,
      message: './nowhere does not exist',
    });
    expect(await refusal(resolvePack(worldIn(HOME), './src'))).toMatchObject({
      exitCode: 3,
      message: './src holds no pack',
    });
    expect(await refusal(resolvePack(worldIn(HOME), './package.json'))).toMatchObject({ exitCode: 3 });
  });
});

describe('a policy that is named', () => {
  it('a policy is found by its id or by a path', async () => {
    const file = join(HOME, 'questionnaires/policies/chengdu.yaml');
    expect(await resolvePolicy(worldIn('/'), 'chengdu')).toEqual({ path: file });
    expect(await resolvePolicy(worldIn(HOME), 'questionnaires/policies/chengdu.yaml')).toEqual({ path: file });
  });

  it('a policy is looked for in the pack’s folder, then beside it, then among the bundled ones', async () => {
    const folder = await folderWith({
      'pack/questionnaire.yaml': 'pack',
      'pack/policies/a.yaml': 'inner',
      'policies/b.yaml': 'inner',
      'policies/c.yaml': 'chengdu',
    });
    const beside = join(folder, 'pack');
    const resolved = (name: string) => resolvePolicy(worldIn('/'), name, { beside });
    expect(await resolved('inner')).toEqual({ path: join(folder, 'pack/policies/a.yaml') });
    expect(await resolved('chengdu')).toEqual({ path: join(folder, 'policies/c.yaml') });
  });

  it('for an unknown policy id, the known ones are returned; a path without a policy is refused', async () => {
    const resolved = await resolvePolicy(worldIn('/'), 'chengdo');
    expect('others' in resolved && resolved.others.map(({ id }) => id)).toContain('chengdu');
    expect(await refusal(resolvePolicy(worldIn('/'), './x.yaml'))).toMatchObject({
      message: './x.yaml does not exist',
    });
    expect(await refusal(resolvePolicy(worldIn(HOME), './src'))).toMatchObject({
      message: './src is a folder; a funding programme is a file',
    });
  });
});

describe('the packs and policies at a path', () => {
  it('a folder means all packs and policies below it, sorted by name', async () => {
    const folder = await folderWith({
      'z/questionnaire.yaml': 'z',
      'a/deep/er/rubric.yaml': 'r',
      'node_modules/x/questionnaire.yaml': 'no',
      '.hidden/questionnaire.yaml': 'no',
      'a/policies/p.yaml': 'p',
    });
    await symlink(folder, join(folder, 'a', 'circle'));
    const { packs, policies } = await findPacksAt(worldIn(folder), '.');
    expect(packs.map(({ id }) => id)).toEqual(['er', 'z']);
    expect(policies.map(({ id }) => id)).toEqual(['p']);
  });

  it.each(['rubric.yaml', 'cases/gates.yaml', 'cases', '.'])('a path finds a pack by its %s', async (name) => {
    const { packs, policies } = await findPacksAt(worldIn(BUNDLED), name);
    expect(packs.map(({ folder }) => folder)).toEqual([BUNDLED]);
    expect(policies).toEqual([]);
  });

  it('a path to a policy means that policy, and a path to its folder means all policies in it', async () => {
    const world = worldIn(join(HOME, 'questionnaires'));
    expect(await findPacksAt(world, 'policies/chengdu.yaml')).toMatchObject({
      packs: [],
      policies: [{ id: 'chengdu', bundled: true }],
    });
    expect((await findPacksAt(world, 'policies')).policies.length).toBeGreaterThan(1);
  });

  it('a path with no packs or policies is an error', async () => {
    expect(await refusal(findPacksAt(worldIn(HOME), 'missing'))).toMatchObject({
      exitCode: 3,
      message: 'missing does not exist',
    });
    expect(await refusal(findPacksAt(worldIn(HOME), 'src'))).toMatchObject({
      exitCode: 3,
      message: 'src holds no pack',
    });
    expect(await refusal(findPacksAt(worldIn(HOME), 'package.json'))).toMatchObject({
      exitCode: 3,
      message: 'package.json holds no pack',
    });
  });
});
