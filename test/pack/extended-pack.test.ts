import { cp, mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { CodedRefusal } from '../../src/i18n/coded-refusal.ts';
import { loadPack as loadTexts } from '../../src/library/index.ts';
import { readPack } from '../../src/library/node.ts';
import type { LocatedProblem } from '../../src/model/problem.ts';
import { checkPack } from '../../src/pack/check-pack.ts';
import { loadPack } from '../../src/pack/load-pack.ts';
import { locateProblems } from '../../src/pack/locate-problems.ts';
import { findEditedPack } from '../../src/pack/name-places.ts';
import { prebuild } from '../../src/pack/prebuild.ts';
import { matura } from '../commands/matura.ts';
import { makeTemporaryFolder } from '../store/temporary-folder.ts';
import { worldIn } from './sample-world.ts';

const BASE = {
  'scan/questionnaire.yaml': `kind: questionnaire
id: scan
version: 2.0.0
title: A scan
languages: [en]
source: { document: an example, verified: true }
facts:
  - { id: number, type: text, key: true, required: true, text: Number }
  - { id: staff, type: integer, text: Staff }
sections:
  - id: tools
    questions:
      - { id: erp, type: scale, minimum: 0, maximum: 4, text: How far is the ERP?, when: { staff: { minimum: 10 } } }
`,
  'scan/rubric.yaml': `kind: rubric
id: scan
source: { document: an example, verified: true }
scores: { tools: sum }
`,
  'scan/measures.yaml': `kind: measures
source: { document: an example, verified: true }
priorities:
  - { id: paper, title: Paper, text: Much is on paper., when: { erp: { maximum: 1 } } }
measures:
  - { id: erp-system, title: An ERP system, achieves: { erp: 3 } }
`,
};

const VARIANT = {
  'scan-town/questionnaire.yaml': `kind: questionnaire
id: scan-town
version: 1.0.0
extends: scan
title: A scan of the town
facts:
  - { id: number, type: text, key: true, required: true, text: Number }
  - { id: staff, type: integer, text: Staff }
  - { id: district, type: text, text: District }
`,
  'scan-town/measures.yaml': `kind: measures
priorities:
  - { id: lag, title: Lag, text: The town lags., when: { erp: { maximum: 2 } } }
`,
  'scan-town/cases/cases.yaml': `kind: cases
cases:
  - { id: one, facts: { number: A1, staff: 12 }, answers: { erp: 3 }, expect: { scores: { tools: 3 } } }
`,
};

async function writePacks(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await makeTemporaryFolder();
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
  return folder;
}

async function findingsIn(files: Readonly<Record<string, string>>, name = 'scan-town'): Promise<string[]> {
  const folder = await writePacks(files);
  const { problems, sources } = await checkPack(worldIn(folder), join(folder, name), []);
  return (await locateProblems(problems, sources)).map(placed);
}

function placed({ code, file, line, details }: LocatedProblem): string {
  return `${code} ${file}:${line} ${details.found ?? details.name ?? ''}`;
}

describe('a variant of a pack', () => {
  test('a variant has the keys that it states, and all others from its base', async () => {
    const folder = await writePacks({ ...BASE, ...VARIANT });
    const { pack, problems } = await loadPack(worldIn(folder), './scan-town');
    expect(problems).toEqual([]);
    expect(pack).toMatchObject({ id: 'scan-town', version: '1.0.0', bases: [join(folder, 'scan')] });
    expect(pack?.questionnaire.document).toMatchObject({ title: 'A scan of the town', languages: ['en'] });
    expect(pack?.questionnaire.document.facts?.map(({ id }) => id)).toEqual(['number', 'staff', 'district']);
    expect(pack?.questionnaire.document.sections.map(({ id }) => id)).toEqual(['tools']);
    expect(pack?.rubric.document.scores).toEqual({ tools: 'sum' });
    expect(pack?.measures?.document.priorities?.map(({ id }) => id)).toEqual(['lag']);
    expect(pack?.measures?.document.measures.map(({ id }) => id)).toEqual(['erp-system']);
  });

  test('a variant can be the base of another variant', async () => {
    const folder = await writePacks({
      ...BASE,
      ...VARIANT,
      'quarter/questionnaire.yaml':
        'kind: questionnaire\nid: quarter\nversion: 1.0.0\nextends: scan-town\ntitle: A quarter\n',
    });
    const { pack } = await loadPack(worldIn(folder), './quarter');
    expect(pack?.questionnaire.document).toMatchObject({ id: 'quarter', title: 'A quarter' });
    expect(pack?.questionnaire.document.facts).toHaveLength(3);
    expect(pack?.bases).toEqual([join(folder, 'scan-town'), join(folder, 'scan')]);
  });

  test('a variant is found by --packs, validated, tested and scored under its own id', async () => {
    const cwd = await writePacks({
      ...BASE,
      ...VARIANT,
      'answers.yaml': 'facts: { number: A1, staff: 12 }\nanswers: { erp: 3 }\n',
    });
    const valid = await matura(['validate', 'scan-town', '--fail-on', 'error'], { cwd });
    expect(valid).toMatchObject({ code: 0 });
    expect(await matura(['test', 'scan-town'], { cwd })).toMatchObject({ code: 0 });
    expect((await matura(['packs', '--packs', '.'], { cwd })).stdout).toContain('scan-town');
    const scored = await matura(['score', 'scan-town', 'answers.yaml', '--packs', '.', '--json'], { cwd });
    expect(JSON.parse(scored.stdout)).toMatchObject({
      pack: { id: 'scan-town', version: '1.0.0' },
      scores: { tools: { value: 3 } },
    });
    const form = await matura(['form', 'scan-town', '--packs', '.', '-o', 'form.html', '-q'], { cwd });
    expect(form).toMatchObject({ code: 0 });
    const page = await readFile(join(cwd, 'form.html'), 'utf8');
    expect(page).toContain('How far is the ERP?');
    expect(page).toContain('District');
  });

  test('a part that suits no enterprise of a variant is reported in the variant’s own files, not in its base’s', async () => {
    const measure = (id: string): string =>
      `  - { id: ${id}, title: The title of ${id}, when: { staff: { minimum: 500 } }, achieves: { erp: 3 } }\n`;
    const gap = '  - { id: lag, title: Lag, text: The town lags., when: { staff: { minimum: 500 } } }\n';
    const town = VARIANT['scan-town/questionnaire.yaml'].replace('text: Staff }', 'text: Staff, maximum: 9 }');
    const files = {
      ...BASE,
      'scan/questionnaire.yaml': BASE['scan/questionnaire.yaml'].replace(', when: { staff: { minimum: 10 } }', ''),
      'scan/measures.yaml': BASE['scan/measures.yaml'].replace('measures:\n', `${gap}measures:\n${measure('big')}`),
      'scan-town/questionnaire.yaml': town,
    };
    const codesIn = async (more: object): Promise<string[]> => {
      const run = await matura(['validate', 'scan-town'], { cwd: await writePacks({ ...files, ...more }) });
      return run.stdout.match(/M4(01|16)/g) ?? [];
    };
    expect(await codesIn({})).toEqual([]);
    const own = `kind: measures\npriorities:\n${gap}measures:\n${measure('vast')}`;
    expect(new Set(await codesIn({ 'scan-town/measures.yaml': own }))).toEqual(new Set(['M401', 'M416']));
  });

  test('a variant’s hash changes with its base and with its own files, and is the same in the library', async () => {
    const folder = await writePacks({ ...BASE, ...VARIANT });
    const hash = async (): Promise<string | undefined> => (await loadPack(worldIn(folder), './scan-town')).pack?.hash;
    const first = await hash();
    const texts = await readPack(join(folder, 'scan-town'));
    expect(Object.keys(texts).sort()).toEqual([
      'measures.yaml',
      'questionnaire.yaml',
      'scan/measures.yaml',
      'scan/questionnaire.yaml',
      'scan/rubric.yaml',
    ]);
    const pack = await loadTexts(texts);
    expect(pack).toMatchObject({ id: 'scan-town', version: '1.0.0', hash: first });
    await writeFile(join(folder, 'scan/rubric.yaml'), `${BASE['scan/rubric.yaml']}decimals: 1\n`);
    const second = await hash();
    expect(second).not.toBe(first);
    await writeFile(join(folder, 'scan-town/measures.yaml'), `${VARIANT['scan-town/measures.yaml']}# later\n`);
    expect(await hash()).not.toBe(second);
  });

  test('a variant read from the prebuilt files equals the one read from YAML', async () => {
    const folder = await writePacks({ ...BASE, ...VARIANT });
    const home = await makeTemporaryFolder();
    await mkdir(join(home, 'questionnaires'));
    await cp(folder, join(home, 'questionnaires'), { recursive: true });
    await prebuild(home, join(home, 'dist/packs'));
    const parsed = await loadPack(worldIn(folder), './scan-town');
    const prebuilt = await loadPack(worldIn(home, { home }), 'scan-town');
    expect(prebuilt.problems).toEqual([]);
    expect(prebuilt.pack?.questionnaire.document).toEqual(parsed.pack?.questionnaire.document);
    expect(prebuilt.pack?.measures?.document).toEqual(parsed.pack?.measures?.document);
    expect(prebuilt.pack?.hash).toBe(parsed.pack?.hash);
    // The same file in a pack without a base lacks measures.
    const lone = await writePacks({ ...BASE, 'scan/measures.yaml': VARIANT['scan-town/measures.yaml'] });
    const { problems } = await loadPack(worldIn(lone, { home }), './scan');
    expect(problems.map(({ code, details }) => `${code} ${details.name}`)).toEqual(['M110 measures']);
  });

  test('an editor of a variant gets the ids of its base', async () => {
    const folder = await writePacks({ ...BASE, ...VARIANT });
    const { files } = await findEditedPack(worldIn(folder), join(folder, 'scan-town/measures.yaml'));
    const ids = files.flatMap(({ names }) => names.filter((one) => one.isDeclaration).map(({ id }) => id));
    expect(ids).toEqual(expect.arrayContaining(['district', 'lag', 'erp', 'tools', 'erp-system']));
  });
});

describe('mistakes in a variant', () => {
  test('a mistake is reported in the file that contains it: the variant or its base', async () => {
    const wrong = VARIANT['scan-town/measures.yaml'].replace('erp: {', 'crm: {');
    expect(await findingsIn({ ...BASE, ...VARIANT, 'scan-town/measures.yaml': wrong })).toEqual([
      'M203 scan-town/measures.yaml:3 crm',
    ]);
    const withoutStaff = VARIANT['scan-town/questionnaire.yaml'].replace(/ {2}- \{ id: staff.*\n/, '');
    expect(await findingsIn({ ...BASE, ...VARIANT, 'scan-town/questionnaire.yaml': withoutStaff })).toEqual([
      'M203 scan/questionnaire.yaml:13 staff',
    ]);
    const badBase = BASE['scan/questionnaire.yaml'].replace('type: scale', 'type: scales');
    expect(await findingsIn({ ...BASE, ...VARIANT, 'scan/questionnaire.yaml': badBase })).toContain(
      'M204 scan/questionnaire.yaml:13 scales',
    );
  });

  test('a variant without its own version is reported', async () => {
    const bare = 'kind: questionnaire\nid: scan-town\nextends: scan\n';
    expect(await findingsIn({ ...BASE, ...VARIANT, 'scan-town/questionnaire.yaml': bare })).toEqual([
      'M110 scan-town/questionnaire.yaml:1 version',
    ]);
  });

  test('a variant is refused if its base does not exist, is given by a path, or extends the variant', async () => {
    const extending = (base: string, id = 'scan-town'): string =>
      `kind: questionnaire\nid: ${id}\nversion: 1.0.0\nextends: ${base}\n`;
    const withBase = (base: string) => ({ ...BASE, ...VARIANT, 'scan-town/questionnaire.yaml': extending(base) });
    expect(await findingsIn(withBase('scam'))).toEqual(['M203 scan-town/questionnaire.yaml:4 scam']);
    expect(await findingsIn(withBase('../scan'))).toEqual(['M112 scan-town/questionnaire.yaml:4 ../scan']);
    const circle = { ...withBase('scan'), 'scan/questionnaire.yaml': extending('scan-town', 'scan') };
    expect(await findingsIn(circle)).toEqual(['M208 scan/questionnaire.yaml:4 scan-town']);
  });

  test('a symbolic link beside the variant is not used as its base, and a link out of the base is refused', async () => {
    const folder = await writePacks({ ...VARIANT });
    const elsewhere = await writePacks(BASE);
    await symlink(join(elsewhere, 'scan'), join(folder, 'scan'));
    const { problems } = await loadPack(worldIn(folder), './scan-town');
    expect(problems.map(({ code, details }) => `${code} ${details.found}`)).toContain('M203 scan');
    const linked = await writePacks({ ...VARIANT, 'scan/questionnaire.yaml': BASE['scan/questionnaire.yaml'] });
    await symlink(join(elsewhere, 'scan/rubric.yaml'), join(linked, 'scan/rubric.yaml'));
    await expect(loadPack(worldIn(linked), './scan-town')).rejects.toThrow(
      new CodedRefusal(3, 'linkOutOfPack', { path: 'scan/rubric.yaml' }),
    );
  });
});
