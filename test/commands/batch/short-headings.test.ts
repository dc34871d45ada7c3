// Headings that a platform has cut off, and usual short names of facts: asked about, never left out without a word.
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { matura, ROOT, type Run, scratchFolder } from '../matura.ts';
import { csvOf } from './sample-export.ts';

const FOLDER = path.join(ROOT, 'examples/exports/quick-scan-china');
const [HEADINGS = [], ...ROWS] = parse(await readFile(path.join(FOLDER, 'ids.csv'), 'utf8'), {
  bom: true,
}) as string[][];
const EXPECTED = await readFile(path.join(FOLDER, 'results.csv'), 'utf8');
const { sections } = parseYaml(await readFile(path.join(ROOT, 'questionnaires/quick-scan/questionnaire.yaml'), 'utf8'));

/** The text of each question in a language. */
const textsIn = (lang: string): ReadonlyMap<string, string> =>
  new Map(
    sections.flatMap(({ questions }: { questions: { id: string; text: Record<string, string> }[] }) =>
      questions.map(({ id, text }) => [id, text[lang] ?? '']),
    ),
  );

/** The sample export with other headings, and rows of further columns before it. */
function tableOf(headingOf: (name: string) => string, further: readonly string[] = []): string {
  const rows = ROWS.map((row, i) =>
    Object.fromEntries([
      ...further.map((heading) => [heading, String(i)] as const),
      ...row.map((cell, at) => [headingOf(HEADINGS[at] ?? ''), cell] as const),
    ]),
  );
  return csvOf(rows, [...further, ...HEADINGS.map(headingOf)]);
}

async function run(cwd: string, ...args: string[]): Promise<Run> {
  return matura(['batch', 'quick-scan-china', 'e.csv', '-o', 'r.csv', '--rejects', 'j.csv', ...args], { cwd });
}

describe('a heading that is cut off', () => {
  test.each([
    ['en', 55],
    ['en', 45],
    ['de', 50],
  ])('a heading in %s cut off after %i characters is asked about, and a mapping accepts it', async (lang, most) => {
    const cwd = await scratchFolder();
    const texts = textsIn(lang);
    const cut = [...texts].flatMap(([id, text]) => (text.replace('?', '').length > most ? [id] : []));
    expect(cut.length).toBeGreaterThan(0);
    await writeFile(
      path.join(cwd, 'e.csv'),
      tableOf((name) => (texts.get(name) ?? name).slice(0, most)),
    );
    const { code, stderr } = await run(cwd);
    expect(code).toBe(3);
    for (const id of cut)
      expect(stderr).toMatch(
        new RegExp(` ${id} +similar, \\d\\d % +the heading is only the beginning of the question’s text$`, 'm'),
      );
    await matura(['map', 'quick-scan-china', 'e.csv', '-o', 'map.yaml'], { cwd });
    const mapping = await readFile(path.join(cwd, 'map.yaml'), 'utf8');
    await writeFile(path.join(cwd, 'map.yaml'), mapping.replace(/^ *check: .*\n/gm, ''));
    expect((await run(cwd, '--map', 'map.yaml')).code).toBe(0);
    expect(await readFile(path.join(cwd, 'r.csv'), 'utf8')).toBe(EXPECTED);
  });
});

describe('a usual short name of a fact', () => {
  test.each([
    ['revenue', '营收'],
    ['revenue', '营收（元）'],
    ['revenue', '上年营收'],
    ['employees', '员工数'],
    ['employees', '人数'],
    ['district', '区县'],
    ['chain', '产业链'],
  ])('the short name %s for %s is asked about', async (fact, heading) => {
    const cwd = await scratchFolder();
    await writeFile(
      path.join(cwd, 'e.csv'),
      tableOf((name) => (name === fact ? heading : name)),
    );
    const { code, stderr } = await run(cwd);
    expect(code).toBe(3);
    const line = stderr.split('\n').find((one) => one.startsWith(heading)) ?? '';
    expect(line).toMatch(new RegExp(` ${fact} +similar, \\d\\d % +the heading only resembles the question`));
    if (heading.includes('元')) expect(line).toContain('the numbers in this column are taken to be in 元');
  });

  test('an ambiguous short name is reported with the facts it may mean', async () => {
    const cwd = await scratchFolder();
    await writeFile(
      path.join(cwd, 'e.csv'),
      tableOf((name) => (name === 'sector' ? '行业' : name)),
    );
    const { code, stderr } = await run(cwd);
    expect(code).toBe(3);
    expect(stderr).toMatch(/^行业 +not used +.*the heading may mean sector; industry: name one of them under “to”$/m);
  });

  test('a short heading does not stop an export if the fact has its own column, or if no fact is similar', async () => {
    const cwd = await scratchFolder();
    const further = [
      '营收',
      '人数',
      '区县',
      '名称',
      '序',
      '备注',
      '联系人',
      '电话',
      '得分',
      '日期',
      'Total',
      'Remarks',
    ];
    await writeFile(
      path.join(cwd, 'e.csv'),
      tableOf((name) => name, further),
    );
    const { code, stderr } = await run(cwd);
    expect({ code, stderr }).toMatchObject({ code: 0 });
    expect(stderr).toContain(`Unused columns: ${further.join('; ')}\n`);
    expect(await readFile(path.join(cwd, 'r.csv'), 'utf8')).toBe(EXPECTED);
  });
});

describe('headings as offices write them', () => {
  test.each([
    ['name', 'Firma'],
    ['name', 'Company name'],
    ['district', 'Landkreis'],
    ['district', 'Bezirk'],
    ['employees', 'Mitarbeiterzahl'],
    ['employees', 'Beschäftigte'],
    ['revenue', 'Umsatz'],
    ['revenue', 'Turnover'],
  ])('%s is read from the column %s', async (fact, heading) => {
    const cwd = await scratchFolder();
    await writeFile(
      path.join(cwd, 'e.csv'),
      tableOf((name) => (name === fact ? heading : name)),
    );
    const { code, stderr } = await run(cwd);
    expect([code, stderr]).toEqual([0, expect.not.stringContaining(heading)]);
    expect(await readFile(path.join(cwd, 'r.csv'), 'utf8')).toBe(EXPECTED);
  });

  test('a column with a name from the pack is preferred, and two usual headings of one fact are asked about', async () => {
    const cwd = await scratchFolder();
    await writeFile(
      path.join(cwd, 'e.csv'),
      tableOf((name) => name, ['Mitarbeiterzahl', 'Landkreis']),
    );
    expect((await run(cwd)).code).toBe(0);
    expect(await readFile(path.join(cwd, 'r.csv'), 'utf8')).toBe(EXPECTED);
    await writeFile(
      path.join(cwd, 'e.csv'),
      tableOf((name) => (name === 'employees' ? 'Beschäftigte' : name), ['Mitarbeiterzahl']),
    );
    const { code, stderr } = await run(cwd);
    expect([code, stderr]).toEqual([3, expect.stringMatching(/^Beschäftigte .*Mitarbeiterzahl/m)]);
  });

  test('a figure that a pack asks of several years is not found without its year', async () => {
    const cwd = await scratchFolder();
    await writeFile(path.join(cwd, 'e.csv'), 'uscc,name,Umsatz\n');
    const { stdout } = await matura(['map', 'miit-sme-2024', 'e.csv'], { cwd });
    expect(stdout).not.toMatch(/heading: Umsatz *\n *to:/);
  });
});
