import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { matura, ROOT } from './matura.ts';
import { KEY, shareFolders } from './recommended-example.ts';

const folders = shareFolders();

const FIELDS = `  - id: security-baseline
    paper: true
    effort: { it: 6.5, management: 1 }
    effortBy: 1
    running: { low: 12000, high: { of: employees, steps: { 0: 20000, 300: 30000 } }, currency: CNY, illustrative: true }
    kpi:
      title: { en: restores that worked, de: gelungene Rücksicherungen, zh: 恢复成功次数 }
      how: { en: counted each quarter by whoever looks after the systems, de: jedes Quartal gezählt, zh: 每季度清点 }
      usual: { low: 5, high: 15, unit: points, source: { document: An example, verified: false } }
    acceptance: { en: A file deleted on purpose is back within the day., de: Eine gelöschte Datei ist am selben Tag wieder da., zh: 故意删除的文件当天恢复。 }
    risk: { en: Backups that nobody restores. Stop if the first restore fails twice., de: Sicherungen ohne Probe., zh: 备份从不演练。 }
    alternative: { en: Rent it from the provider., de: Beim Dienstleister mieten., zh: 向服务商租用。 }
    training: { en: Two people learn to restore., de: Zwei Personen lernen es., zh: 两人学会恢复。 }
`;

let folder: string;
/** The example beside the pack with `FIELDS`. */
let cwd: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'matura-fields-'));
  cwd = await writePack(FIELDS);
  await cp(path.join(folders.full, 'files'), path.join(cwd, 'files'), { recursive: true });
});

afterAll(() => rm(folder, { recursive: true, force: true }));

/** Writes the example's pack into a new folder, with one measure replaced by copies that begin with these fields. */
async function writePack(...copies: readonly string[]): Promise<string> {
  const packs = await mkdtemp(path.join(folder, 'packs-'));
  const pack = path.join(packs, 'miit-sme-2024');
  await cp(path.join(ROOT, 'questionnaires/miit-sme-2024'), pack, { recursive: true });
  const file = path.join(pack, 'measures.yaml');
  const text = await readFile(file, 'utf8');
  const start = text.indexOf('  - id: security-baseline\n');
  const end = text.indexOf('\n  - id: ', start + 1);
  const own = /^ {4}(?:effort|effortBy|running|kpi|acceptance|risk|alternative|training):.*\n(?: {5,}.*\n)*/gm;
  const others = (part: string): string => part.replaceAll(own, '');
  const body = others(`${text.slice(start, end)}\n`).replace('  - id: security-baseline\n', '');
  const measures = copies.map((fields) => fields + body).join('');
  await writeFile(file, others(text.slice(0, start)) + measures + others(text.slice(end + 1)));
  return packs;
}

function recommend(packs: string, ...args: string[]) {
  return matura(['recommend', KEY, '--packs', packs, '--as-of', '2026-11-30', ...args], { cwd });
}

describe('the fields of a measure', () => {
  test('every field of a measure is valid', async () => {
    expect((await matura(['validate', path.join(cwd, 'miit-sme-2024')])).code).toBe(0);
  });

  test.each([
    [
      'en',
      [
        'IT manager or provider (6.5 days)',
        'owner or managing director (1 day)',
        'Each following year: 12,000–30,000 CNY',
        'looks after the systems. Usually rises by 5–15 percentage points, according to the source.',
        'Accept when: A file deleted',
        'Alternative: Rent it',
        'Training: Two people',
        'Risk: Backups',
        'on paper only: by itself, this measure changes nothing',
        'Running costs: 12,000–30,000 CNY in each year after the first',
      ],
    ],
    [
      'de',
      [
        '(6,5 Tage)',
        '(1 Tag)',
        'In jedem Folgejahr: 12.000–30.000\u00a0CNY',
        '5–15 Prozentpunkte',
        'Abnahme: Eine',
        'nur auf dem Papier',
      ],
    ],
    ['zh', ['（6.5人天）', '次年起每年', '5～15个百分点', '验收：故意删除', '仅为书面文件']],
  ])('the card of a measure shows its fields (%s)', async (lang, wanted) => {
    const run = await recommend(cwd, '--format', 'md', '--full', '--lang', lang);
    for (const part of wanted) expect(run.stdout.replaceAll('**', '')).toContain(part);
  });

  test('a measure shows a single figure for its usual change if its source states only one', async () => {
    const packs = await writePack(
      FIELDS.replace('low: 5, high: 15, unit: points', 'low: -20.9, high: -20.9, unit: percent'),
    );
    const run = await recommend(packs, '--format', 'md', '--full', '--lang', 'en');
    expect(run.stdout).toContain('Usually falls by 20.9%, according to the source.');
  });

  test('effort is totalled, also by role, and measures without a stated effort are named', async () => {
    const run = await recommend(cwd, '--json');
    const { running, roadmap, measures } = JSON.parse(run.stdout);
    // 326 people: the higher step.
    expect(running).toMatchObject({ low: 12000, high: 30000, currency: 'CNY', illustrative: true });
    const others = measures.map(({ id }: { id: string }) => id).filter((id: string) => id !== 'security-baseline');
    expect(running.without).toEqual(others);
    expect(roadmap.effort).toMatchObject({ days: 7.5, byRole: { it: 6.5, management: 1 }, without: others });
  });

  test.each([
    [
      ['effort: { nobody: 3 }', 'error', 'nobody'],
      ['running: { low: 5, high: 3, currency: CNY }', 'error', 'the low estimate 5'],
      ['kpi: { title: Pass rate }', 'error', 'how'],
      ['kpi: { title: A, how: B, usual: { low: 1, high: 2, unit: percent } }', 'error', 'source'],
    ],
    [['running: { low: 5, high: 9, currency: EUR }', 'error', 'EUR']],
    [['running: { low: 5, high: { sum: { revenuePerHeadChange: 300 } }, currency: CNY }', 'warning', 'M415']],
  ])('a wrong field of a measure is a finding at its place: %s', async (...wrong) => {
    const copies = wrong.map(([line], i) => `  - id: security-baseline${i || ''}\n    ${line}\n`);
    const pack = path.join(await writePack(...copies), 'miit-sme-2024');
    const { stdout } = await matura(['validate', pack, '--json']);
    const lines = (await readFile(path.join(pack, 'measures.yaml'), 'utf8')).split('\n');
    for (const [line = '', severity, said] of wrong) {
      const number = lines.indexOf(`    ${line}`) + 1;
      const findings = JSON.parse(stdout).findings.filter((one: { line: number }) => one.line === number);
      expect(findings.map(({ code, message, severity }: Finding) => `${severity} ${code} ${message}`)).toContainEqual(
        expect.stringMatching(new RegExp(`^${severity} .*${said}`)),
      );
    }
  });
});

interface Finding {
  readonly code: string;
  readonly message: string;
  readonly severity: string;
}
