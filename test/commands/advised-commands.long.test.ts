import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { LANGUAGES } from '../../src/i18n/index.ts';
import { matura, ROOT, scratchFolder } from './matura.ts';
import { runAdvised } from './run-advised.ts';

const PACKS = ['digital-intensity', 'quick-scan', 'quick-scan-china', 'miit-sme-2024', 'smart-manufacturing'];

const PLACES: readonly (readonly [name: string, facts: Readonly<Record<string, string>>])[] = [
  ['nowhere', {}],
  ['Bavaria', { country: 'DE', province: 'DE-BY', district: 'Augsburg' }],
  ['Vienna', { country: 'AT', district: '1010 Wien' }],
  ['Lyon', { country: 'FR', district: 'Lyon' }],
  ['Chengdu', { country: 'CN', district: '510104' }],
  ['Deyang', { country: 'CN', district: '德阳市旌阳区' }],
];

/** Answers of a case of a pack, with facts in place of its own; facts that no programme of the pack asks for are left out. */
async function writeAnswers(cwd: string, pack: string, facts: Readonly<Record<string, string>>): Promise<void> {
  const folder = path.join(ROOT, 'questionnaires', pack, 'cases');
  const texts = await Promise.all((await readdir(folder)).map((name) => readFile(path.join(folder, name), 'utf8')));
  const cases = texts.flatMap((text) => (parse(text) as { cases: Answered[] }).cases);
  const given = cases.find((one) => one.facts && one.answers && !one.base && Object.keys(one.answers).length > 9);
  if (!given?.facts) throw new Error(`${pack} has no case to take answers from`);
  const { stdout } = await matura(['template', pack, '--format', 'yaml']);
  const names = Object.keys((parse(stdout) as { facts: object }).facts);
  const asked = Object.entries(facts).filter(([name]) => name === 'province' || names.includes(name));
  const answers = {
    pack,
    assessment: { kind: 'self', date: '2026-11-20' },
    facts: { ...given.facts, ...Object.fromEntries(asked) },
  };
  await writeFile(path.join(cwd, 'answers.yaml'), stringify({ ...answers, answers: given.answers }));
}

interface Answered {
  readonly base?: string;
  readonly facts?: Readonly<Record<string, unknown>>;
  readonly answers?: Readonly<Record<string, unknown>>;
}

// Each pack at each place, the language going round.
const JOURNEYS = PACKS.flatMap((pack, i) =>
  PLACES.map(([name, facts], j) => ({ pack, name, facts, lang: LANGUAGES[(i + j) % LANGUAGES.length] ?? 'en' })),
);

test.each(JOURNEYS)('no suggested command is refused: $pack, $name, in $lang', async ({ pack, facts, lang }) => {
  const cwd = await scratchFolder();
  await writeAnswers(cwd, pack, facts);
  const spoken = ['--lang', lang, '--as-of', '2026-11-28'];
  const scored = await matura(['score', pack, 'answers.yaml', '--files', 'files', '--json', ...spoken], { cwd });
  expect([scored.code, scored.code > 1 ? scored.stderr : '']).toEqual([0, '']);
  const [measure] = JSON.parse(scored.stdout).recommendation.measures;
  const { key } = JSON.parse(await readFile(path.join(cwd, 'files', await findEnterprise(cwd)), 'utf8'));
  const advised = await runAdvised(cwd, [
    ['score', pack, 'answers.yaml', '--files', 'files', ...spoken],
    ['import', pack, 'answers.yaml', '--files', 'imported', ...spoken],
    ['recommend', key, '--exclude', measure.id, ...spoken],
    ['recommend', key, ...spoken],
    ['record', key, '--lang', lang],
    ['record', key, '--measure', measure.id, '--started', '2026-11-25', '--lang', lang],
    ['report', key, '-o', 'report.md', '--lang', lang],
    ['explain', key, '--lang', lang],
    ['list', '--lang', lang],
    ['portfolio', 'files', '--lang', lang],
  ]);
  expect(advised.length).toBeGreaterThanOrEqual(3);
});

test('if a plan’s funding programme has become a template, the suggested command makes a new plan', async () => {
  const cwd = await scratchFolder();
  await writeAnswers(cwd, 'digital-intensity', { country: 'DE' });
  const programme = 'kind: policy\nid: town\nversion: 1.0.0\ntitle: Town\ncurrency: EUR\n';
  await mkdir(path.join(cwd, 'own', 'policies'), { recursive: true });
  await writeFile(path.join(cwd, 'own', 'policies', 'town.yaml'), programme);
  const score = ['score', 'digital-intensity', 'answers.yaml', '--files', 'files', '--as-of', '2026-11-28'];
  const scored = await matura([...score, '--packs', 'own', '--programme', 'town', '--json'], { cwd });
  const [measure] = JSON.parse(scored.stdout).recommendation.measures;
  await writeFile(path.join(cwd, 'own', 'policies', 'town.yaml'), `${programme}template: true\n`);
  const file = `files/${await findEnterprise(cwd)}`;
  const advised = await runAdvised(cwd, [
    ['record', file, '--measure', measure.id, '--started', '2026-11-25', '--packs', 'own'],
  ]);
  expect(advised).toEqual([`score digital-intensity ${file} --files files --packs own`]);
});

async function findEnterprise(cwd: string): Promise<string> {
  const [name] = (await readdir(path.join(cwd, 'files'))).filter((one) => one.endsWith('.json'));
  if (name === undefined) throw new Error('no enterprise file was written');
  return name;
}
