// Our own forms as KoBoToolbox exports them by labels: with the labels of groups before those of questions, and without.
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import { expect, test } from 'vitest';
import { readWorkbookSheets } from '../../../src/table/xlsx/workbook-reader.ts';
import { matura, ROOT, scratchFolder } from '../matura.ts';

type Row = Readonly<Record<string, string>>;

/** The rows of a sheet of a form by heading. */
async function readSheet(file: string, sheet: string): Promise<readonly Row[]> {
  const book = await readWorkbookSheets(file);
  const [headings = [], ...rows] = book.sheets.find(({ name }) => name === sheet)?.rows ?? [];
  return rows.map((cells) => Object.fromEntries(headings.map((heading, i) => [heading, cells[i] ?? ''])));
}

/** How several options are exported: their labels in one cell, a column for each, or both; and whether groups are named. */
interface Layout {
  readonly several: 'joined' | 'split' | 'both';
  readonly hasGroups: boolean;
}

/** A submission of the form: the cells of its fields by name. */
type Submission = (name: string) => string;

/** What Kobo writes of a form in one language. What has no label, as a calculation, is headed by its name. */
function exportLabels(
  survey: readonly Row[],
  choices: readonly Row[],
  label: string,
  { several, hasGroups }: Layout,
  submissions: readonly Submission[],
): string {
  const groups: string[] = [];
  const columns: { readonly heading: string; readonly cell: (of: Submission) => string }[] = [];
  for (const row of survey) {
    const { type = '', name = '' } = row;
    if (type === 'begin group') groups.push(row[label] || name);
    if (type === 'end group') groups.pop();
    if (type.endsWith(' group')) continue;
    const [kind, list] = type.split(' ');
    const heading = [...(hasGroups ? groups : []), row[label] || name].join('/');
    const offered = choices.filter(({ list_name }) => list_name === list);
    const chosen = (of: Submission): readonly Row[] => {
      const ids = of(name).split(' ');
      return offered.filter((choice) => ids.includes(choice.name ?? ''));
    };
    const labels = (rows: readonly Row[]): string => rows.map((choice) => choice[label] ?? '').join(' ');
    const isChoice = kind === 'select_one' || kind === 'select_multiple';
    if (kind !== 'select_multiple' || several !== 'split')
      columns.push({ heading, cell: (of) => (isChoice ? labels(chosen(of)) : of(name)) });
    if (kind !== 'select_multiple' || several === 'joined') continue;
    for (const choice of offered)
      columns.push({
        heading: `${heading}/${choice[label]}`,
        cell: (of) => (chosen(of).length === 0 ? '' : chosen(of).includes(choice) ? '1' : '0'),
      });
  }
  const lines = [
    ['start', 'end', ...columns.map(({ heading }) => heading), '_id', '_uuid', '_submission_time'],
    ...submissions.map((of, i) => [
      '2026-11-20T08:00:00.000+08:00',
      '2026-11-20T08:20:00.000+08:00',
      ...columns.map(({ cell }) => cell(of)),
      ...[String(i), `uuid:${i}`, '2026-11-20T00:20:00'],
    ]),
  ];
  return lines.map((cells) => `${cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(';')}\r\n`).join('');
}

/** The answers of the sample exports as a form brings them back: options with blanks between them, a state beside its value. */
async function readSubmissions(pack: string): Promise<readonly Submission[]> {
  const file = await readFile(path.join(ROOT, 'examples/exports', pack, 'ids.csv'), 'utf8');
  const rows = parse(file, { columns: true, bom: true }) as Row[];
  return rows.map((row) => (name) => {
    const cell = row[name.replace(/_(?:value|state)$/, '')] ?? '';
    const isState = cell === '?';
    if (name.endsWith('_state')) return isState ? 'unknown' : '';
    if (!name.endsWith('_value')) return cell;
    return isState ? '' : cell.replaceAll(';', ' ');
  });
}

const SEVERAL = ['joined', 'split', 'both'] as const;

test.each(
  ['quick-scan-china', 'miit-sme-2024'].flatMap((pack) =>
    ['zh', 'en', 'de'].map((lang, i) => [pack, lang, SEVERAL[i] ?? 'both', SEVERAL[(i + 1) % 3] ?? 'both'] as const),
  ),
)(
  'an export of %s with labels in %s as headings is read: multiple choices %s with groups, %s without',
  async (pack, lang, grouped, plain) => {
    const cwd = await scratchFolder();
    await matura(['template', pack, '--format', 'xlsform', '-o', 'form.xlsx'], { cwd });
    const [survey, choices] = [
      await readSheet(path.join(cwd, 'form.xlsx'), 'survey'),
      await readSheet(path.join(cwd, 'form.xlsx'), 'choices'),
    ];
    const label = Object.keys(survey[0] ?? {}).find(
      (heading) => heading.startsWith('label::') && heading.endsWith(`(${lang})`),
    );
    const submissions = await readSubmissions(pack);
    const expected = await readFile(path.join(ROOT, 'examples/exports', pack, 'results.csv'), 'utf8');
    for (const layout of [
      { several: grouped, hasGroups: true },
      { several: plain, hasGroups: false },
    ]) {
      await writeFile(path.join(cwd, 'e.csv'), exportLabels(survey, choices, label ?? '', layout, submissions));
      const { code, stderr } = await matura(['batch', pack, 'e.csv'], { cwd });
      expect({ layout, code, stderr: code === 0 ? '' : stderr }).toEqual({ layout, code: 0, stderr: '' });
      expect(await readFile(path.join(cwd, 'e.results.csv'), 'utf8'), JSON.stringify(layout)).toBe(expected);
    }
  },
);

test('a heading that resembles a fact is also found after the label of a group', async () => {
  const cwd = await scratchFolder();
  const table = 'A/统一社会信用代码,A/企业名称,A/上年的营业收入\n91510100MA06000027,X,18640\n';
  await writeFile(path.join(cwd, 'e.csv'), table);
  const { stdout } = await matura(['map', 'quick-scan-china', 'e.csv'], { cwd });
  expect(stdout).toMatch(
    /heading: "?A\/上年的营业收入"? .*\n +check: "the heading only resembles the question"\n +to: revenue\n/,
  );
});

test('an id in a heading is not read if the label before it is not a group of the form', async () => {
  const cwd = await scratchFolder();
  const table = '企业信息/统一社会信用代码,企业信息/企业名称,The contact/name\n91510100MA06000027,X,Y\n';
  await writeFile(path.join(cwd, 'e.csv'), table);
  const { stdout } = await matura(['map', 'quick-scan-china', 'e.csv'], { cwd });
  expect(stdout).toMatch(/heading: "?The contact\/name"? {2}# not used/);
});

test('a heading with many slashes is read in linear time', async () => {
  const cwd = await scratchFolder();
  await writeFile(path.join(cwd, 'e.csv'), `uscc,${'a/'.repeat(20_000)}\n91510100MA06000027,2\n`);
  expect((await matura(['map', 'quick-scan-china', 'e.csv'], { cwd })).code).toBe(1);
}, 10_000);
