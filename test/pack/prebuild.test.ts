import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { computePrebuiltName } from '../../src/pack/document-file.ts';
import { loadPackFolder } from '../../src/pack/load-pack.ts';
import { locateProblems } from '../../src/pack/locate-problems.ts';
import { prebuild } from '../../src/pack/prebuild.ts';
import { makeTemporaryFolder } from '../store/temporary-folder.ts';
import { HOME, worldIn } from './sample-world.ts';

const RUBRIC = 'questionnaires/miit-sme-2024/rubric.yaml';

/** An installed Matura of which the build's rubric says `decimals: 7`, to tell it from the YAML. */
async function installed(): Promise<string> {
  const home = await mkdtemp(join(tmpdir(), 'matura-prebuild-'));
  await cp(join(HOME, 'questionnaires'), join(home, 'questionnaires'), { recursive: true });
  await prebuild(home, join(home, 'dist/packs'));
  const built = join(home, 'dist/packs', computePrebuiltName('rubric', await readFile(join(home, RUBRIC))));
  await writeFile(built, JSON.stringify({ ...JSON.parse(await readFile(built, 'utf8')), decimals: 7 }));
  return home;
}

describe('prebuilding the bundled packs', () => {
  let home: string;
  beforeAll(async () => {
    home = await installed();
  });
  afterAll(() => rm(home, { recursive: true, force: true }));
  const load = (folder = home) =>
    loadPackFolder(worldIn(folder, { home: folder }), join(folder, 'questionnaires/miit-sme-2024'));

  it('prebuilding makes a file for every YAML file of packs and policies', async () => {
    const made = (await readdir(join(home, 'dist/packs'), { recursive: true })).filter((name) =>
      name.endsWith('.json'),
    );
    const written = (await readdir(join(home, 'questionnaires'), { recursive: true })).filter((name) =>
      name.endsWith('.yaml'),
    );
    expect(made).toHaveLength(written.length);
  });

  it('a prebuilt file is used in place of the YAML', async () => {
    const { pack, problems } = await load();
    expect(problems).toEqual([]);
    expect(pack?.rubric.document.decimals).toBe(7);
  });

  it('a prebuilt file is used for a copy of its pack, even if other files of the copy have changed', async () => {
    const copy = await makeTemporaryFolder();
    await cp(join(home, 'questionnaires/miit-sme-2024'), copy, { recursive: true });
    const file = join(copy, 'questionnaire.yaml');
    await writeFile(file, (await readFile(file, 'utf8')).replace(/^id: .*$/m, 'id: copy'));
    const { pack } = await loadPackFolder(worldIn(copy, { home }), copy);
    expect({ id: pack?.id, decimals: pack?.rubric.document.decimals }).toEqual({ id: 'copy', decimals: 7 });
  });

  it('loading a prebuilt file gives the same result as loading its YAML', async () => {
    const built = await load();
    const parsed = await loadPackFolder(
      worldIn(HOME, { home: '/nowhere' }),
      join(HOME, 'questionnaires/miit-sme-2024'),
    );
    expect(built.pack?.hash).toBe(parsed.pack?.hash);
    expect(built.pack?.questionnaire.document).toStrictEqual(parsed.pack?.questionnaire.document);
    expect(built.pack?.measures?.document).toStrictEqual(parsed.pack?.measures?.document);
  });

  it('a prebuilt file keeps the places of all values', async () => {
    const { sources } = await load();
    const problem = { code: 'M203', file: RUBRIC, at: ['scores', 'total', 'sum', 1], details: {} } as const;
    const [located] = await locateProblems([problem], sources);
    const line = located?.frame.find(({ number }) => number === located.line)?.text;
    expect(line?.slice((located?.column ?? 0) - 1, (located?.endColumn ?? 0) - 1)).toBe('management');
  });

  it('a prebuilt file is ignored once the YAML has changed, but not if it only got Windows line endings', async () => {
    const file = join(home, RUBRIC);
    const text = await readFile(file, 'utf8');
    await writeFile(file, text.replaceAll('\n', '\r\n'));
    expect((await load()).pack?.rubric.document.decimals).toBe(7);
    await writeFile(file, text.replace('decimals: 2', 'decimals: 3'));
    expect((await load()).pack?.rubric.document.decimals).toBe(3);
    await writeFile(file, text);
  });

  it('prebuilding leaves out packs with problems', async () => {
    const broken = await makeTemporaryFolder();
    await cp(join(HOME, 'questionnaires'), join(broken, 'questionnaires'), { recursive: true });
    await writeFile(join(broken, RUBRIC), 'kind: rubric\n');
    await prebuild(broken, join(broken, 'dist/packs'));
    const { pack, problems } = await load(broken);
    expect(pack).toBeNull();
    expect(problems.map(({ code }) => code)).toEqual(['M110', 'M110']);
  });
});
