import { execFileSync } from 'node:child_process';
import { mkdir, readdir, readFile, rm, symlink, truncate, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { validateEnterprise } from '../../../src/model/generated/enterprise-validator.js';
import { matura, scratchFolder } from '../matura.ts';
import { AS_OF, contents, csvOf, keep, keyOf, QUESTIONS, readCsv, rowOf, withoutOrigin } from './sample-export.ts';

test('--files stores only scored rows, and running the same export again adds nothing', async () => {
  const cwd = await scratchFolder();
  const rows = [rowOf(1), rowOf(2), rowOf(3, { employees: '-1' }), rowOf(4), rowOf(4)];
  const first = await keep(cwd, rows);
  // The last row is sent twice alike and counts once.
  expect(first.stderr).toContain('3 assessments added, 0 there already');
  const files = await contents(path.join(cwd, 'files'));
  expect(Object.keys(files)).toEqual(
    [1, 2, 4].flatMap((number) => [`${keyOf(number)}.json`, `${keyOf(number)}.policy.md`]),
  );
  const enterprise = JSON.parse(files[`${keyOf(1)}.json`] ?? '');
  expect(validateEnterprise(enterprise), JSON.stringify(validateEnterprise.errors)).toBe(true);
  expect(enterprise.assessments[0]).toMatchObject({ kind: 'self', finishedAt: '2026-05-18T00:00:00.000Z' });
  const again = await keep(cwd, rows);
  expect(again.stderr).toContain('0 assessments added, 3 there already');
  expect(await contents(path.join(cwd, 'files'))).toEqual(files);
});

test('rows of totals, and rows without a key, are rejected and do not become enterprises', async () => {
  const cwd = await scratchFolder();
  await writeFile(
    path.join(cwd, 'questionnaire.yaml'),
    `kind: questionnaire
id: p
version: 1.0.0
title: P
languages: [en]
facts:
  - { id: number, type: text, key: true }
  - { id: name, type: text }
sections:
  - id: s
    title: S
    questions: [{ id: q, type: scale, maximum: 3, text: Q }]
`,
  );
  await writeFile(path.join(cwd, 'rubric.yaml'), 'kind: rubric\nid: p\nscores: { s: sum }\n');
  const rows = ['1,Total,3', '合　计：,,3', ',Gesamtsumme,3', 'Totals & Sons,,2', ',Nobody,1'];
  await writeFile(path.join(cwd, 'export.csv'), `number,name,q\n${rows.join('\n')}\n`);
  const batch = ['batch', '.', 'export.csv'];
  expect((await matura(batch, { cwd })).stderr).toContain('3 scored; 2 rejected\n  row of totals: 2 (lines 3, 4)');
  const kept = await matura([...batch, '--files', 'files'], { cwd });
  expect(kept.stderr).toContain(
    '2 scored; 3 rejected\n  row of totals: 2 (lines 3, 4)\n  required fact missing: 1 (line 6)',
  );
  expect(kept.stderr).toContain('2 assessments added');
  await writeFile(path.join(cwd, 'registry.csv'), 'key,name\n1,Total\nSumme,\n');
  const portfolio = await matura(['portfolio', 'files', '--registry', 'registry.csv'], { cwd });
  expect(portfolio.stdout).toContain('1 enterprise in the registry');
  expect(portfolio.stderr).toContain('registry.csv:3: “Summe” is a row of totals, not an enterprise');
});

test('--shards splits the folder into subfolders, and every command still finds an enterprise there', async () => {
  const cwd = await scratchFolder();
  const rows = [rowOf(1), rowOf(2), rowOf(3)];
  expect((await keep(cwd, rows, '--shards')).stderr).toContain('3 assessments added, 0 there already');
  expect(await readdir(path.join(cwd, 'files'))).toHaveLength(256);
  expect((await keep(cwd, rows)).stderr).toContain('0 assessments added, 3 there already');
  const started = await matura(['record', keyOf(2), '--measure', 'order-system', '--started', '2026-06-01'], { cwd });
  expect(started.code, started.stderr).toBe(0);
  const [, file = ''] = /matura score quick-scan-china (\S+) --files files/.exec(started.stderr) ?? [];
  const again = await matura(['score', 'quick-scan-china', file, '--files', 'files', ...AS_OF], { cwd });
  expect(again.code, again.stderr).toBe(0);
  const verified = await matura(['verify', 'files'], { cwd });
  expect(verified.stdout).toContain('Files checked: 3.');
  const advised = await matura(['recommend', 'files', '--json'], { cwd });
  expect(JSON.parse(advised.stdout).enterprises).toBe(3);
});

test.each([1, 2])('only the row of an enterprise with an unusable file is rejected, with %i threads', async (jobs) => {
  const cwd = await scratchFolder();
  const rows = Array.from({ length: 8 }, (_, i) => rowOf(i));
  await keep(cwd, rows);
  const fileOf = (number: number): string => path.join(cwd, 'files', `${keyOf(number)}.json`);
  await writeFile(fileOf(1), '{ "schemaVersion": 1');
  await rm(fileOf(2));
  await mkdir(fileOf(2));
  await rm(fileOf(3));
  execFileSync('mkfifo', [fileOf(3)]);
  await truncate(fileOf(4), 600_000_000);
  await writeFile(fileOf(5), JSON.stringify({ ...JSON.parse(await readFile(fileOf(5), 'utf8')), schemaVersion: 99 }));
  await rm(fileOf(6));
  await symlink('/etc/hostname', fileOf(6));
  const changed = rows.map((row) => ({ ...row, plan: '3' }));
  const run = await keep(cwd, changed, '--jobs', String(jobs));
  expect(run.code, run.stderr).toBe(1);
  expect(run.stderr).toContain('2 assessments added');
  const rejects = await readCsv(cwd, 'export.rejects.csv');
  expect(rejects.map(({ rule }) => rule)).toEqual(Array.from({ length: 6 }, () => 'file-unusable'));
  expect(rejects.map(({ message }) => message?.replace(/.*\.json /, '').slice(0, 24))).toEqual([
    'is damaged: line 1, colu',
    ...['is a folder or a device,', 'is a folder or a device,', 'is larger than 64 MB, to', 'was written by a newer v'],
    'is a link to a place out',
  ]);
  // The same files among others.
  const portfolio = await matura(['portfolio', 'files'], { cwd });
  expect(portfolio.stderr).toMatch(/^6 /);
});

test('edited policies are kept beside the new ones, and the summary counts them', async () => {
  const cwd = await scratchFolder();
  const rows = [rowOf(1), rowOf(2)];
  await keep(cwd, rows);
  const file = path.join(cwd, 'files', `${keyOf(1)}.policy.md`);
  const edited = `Agreed with Ms Li.\n\n${await readFile(file, 'utf8')}`;
  await writeFile(file, edited);
  expect((await keep(cwd, rows)).stderr).not.toContain('edited by hand');
  expect(await readFile(file, 'utf8')).toBe(edited);
  const later = await keep(cwd, rows, '--date', '2026-08-18', '--as-of', '2026-11-25');
  expect(later.stderr).toContain('Policies edited by hand and kept beside the new ones, as KEY.policy.edited.md: 1\n');
  expect(await readFile(path.join(cwd, 'files', `${keyOf(1)}.policy.edited.md`), 'utf8')).toBe(edited);
});

test('policies older than the added assessment are reported', async () => {
  const cwd = await scratchFolder();
  const rows = [rowOf(1), rowOf(2)];
  expect((await keep(cwd, rows)).stderr).not.toContain('older');
  // Two policies state this place, so none is written.
  await mkdir(path.join(cwd, 'packs/policies'), { recursive: true });
  for (const id of ['one', 'other']) {
    const policy = `kind: policy\nid: ${id}\nversion: 1.0.0\ntitle: ${id}\nplaces: [海淀区]\ncurrency: CNY\n`;
    await writeFile(path.join(cwd, 'packs/policies', `${id}.yaml`), policy);
  }
  const moved = rows.map((row) => ({ ...row, district: '海淀区' }));
  const later = await keep(cwd, moved, '--date', '2026-08-18', '--packs', 'packs');
  expect(later.stderr).toContain('2 policies are older than the assessments added');
  const json = await keep(cwd, moved, '--date', '2026-09-18', '--packs', 'packs', '--json');
  expect(JSON.parse(json.stdout)).toMatchObject({ files: { older: 2 } });
});

test('policies that use other funding programmes than the recommendations on file are reported', async () => {
  const cwd = await scratchFolder();
  await keep(cwd, [rowOf(1), rowOf(2)]);
  const other = await keep(cwd, [rowOf(1), rowOf(2), rowOf(3)], '--programme', 'central');
  expect(other.stderr).toContain('2 policies use other funding programmes than the recommendations on file');
  const stored = `files/${keyOf(1)}.json`;
  const score = ['score', 'quick-scan-china', stored, '--files', 'files', ...AS_OF, '--programme'];
  expect((await matura([...score, 'deyang-2024'], { cwd })).stderr).toContain(
    `files/${keyOf(1)}.policy.md now uses the funding programme deyang-2024, but the recommendation on file used chengdu: matura report`,
  );
  expect((await matura([...score, 'chengdu'], { cwd })).stderr).not.toContain('advised by');
});

test('batch writes the same enterprise file as score for the same answers', async () => {
  const [cwd, other] = [await scratchFolder(), await scratchFolder()];
  const row = rowOf(1, { plan: '', size: 'small', employees: '80' });
  await keep(cwd, [row]);
  const { uscc, name, size, employees, ...answers } = row;
  const given = Object.fromEntries(Object.entries(answers).filter(([, value]) => value !== ''));
  const document = {
    assessment: { date: '2026-05-18', kind: 'self' },
    facts: { uscc, name, size, employees },
    answers: given,
  };
  const args = ['score', 'quick-scan-china', '-', '--files', 'files', ...AS_OF];
  const scored = await matura(args, { cwd: other, input: JSON.stringify(document) });
  expect(scored.code).toBe(0);
  const files = await contents(path.join(cwd, 'files'));
  const policy = `${keyOf(1)}.policy.md`;
  // Only batch says what it made a policy from.
  const unmarked = (written: typeof files) => ({ ...written, [policy]: withoutOrigin(written[policy]) });
  expect(unmarked(files)).toEqual(unmarked(await contents(path.join(other, 'files'))));
});

test('a key that belongs to another enterprise on file is rejected, and the other rows are kept', async () => {
  const cwd = await scratchFolder();
  await keep(cwd, [rowOf(1)]);
  const run = await keep(cwd, [rowOf(1, { name: 'Somebody else' }), rowOf(2)]);
  expect(run.code).toBe(1);
  expect(run.stderr).toContain('2 rows read; 1 scored; 1 rejected');
  expect((await readCsv(cwd, 'export.rejects.csv')).map(({ line, rule }) => [line, rule])).toEqual([
    ['2', 'other-enterprise'],
  ]);
  expect((await readCsv(cwd, 'export.results.csv')).map(({ uscc }) => uscc)).toEqual([keyOf(2)]);
  expect((await readCsv(cwd, 'export.rejects.csv'))[0]?.message).toContain(
    'if the enterprise has changed its name, --renamed accepts the new one',
  );
  const renamed = await keep(cwd, [rowOf(1, { name: 'Somebody else' })], '--renamed', '--date', '2026-06-01');
  expect(renamed.stderr).toContain('1 assessment added, 0 there already');
  const { facts } = JSON.parse(await readFile(path.join(cwd, 'files', `${keyOf(1)}.json`), 'utf8'));
  expect(facts.name.value).toBe('Somebody else');
});

test('assessments dated in the future are not stored: such rows are rejected, and such a --date is refused', async () => {
  const cwd = await scratchFolder();
  const soon = new Date(Date.now() + 48 * 60 * 60 * 1000).toISOString().slice(0, 10);
  const days = ['2062-11-20', soon, '2026-01-01'];
  const rows = days.map((answered, at) => ({ ...rowOf(at + 1), answered }));
  await writeFile(path.join(cwd, 'export.csv'), csvOf(rows, Object.keys(rows[0] ?? {})));
  const batch = ['batch', 'quick-scan-china', 'export.csv', '--files', 'files', ...AS_OF];
  const typed = await matura([...batch, '--date', '2062-11-20'], { cwd });
  expect([typed.code, typed.stderr]).toEqual([2, expect.stringContaining('--date: 20 November 2062 is in the future')]);
  const run = await matura([...batch, '--date', 'answered'], { cwd });
  expect([run.code, run.stderr]).toEqual([1, expect.stringContaining('date in the future: 2 (lines 2, 3)')]);
  const rejects = await readCsv(cwd, 'export.rejects.csv');
  expect(rejects.map(({ key, rule, message }) => [key, rule, message])).toEqual([
    [keyOf(1), 'future-date', 'answered: “2062-11-20” is in the future'],
    [keyOf(2), 'future-date', `answered: “${soon}” is in the future`],
  ]);
  expect(Object.keys(await contents(path.join(cwd, 'files')))).toEqual([`${keyOf(3)}.json`, `${keyOf(3)}.policy.md`]);
});

test('the day of assessment is not taken from an export file last changed in the future', async () => {
  const cwd = await scratchFolder();
  const file = path.join(cwd, 'export.csv');
  await writeFile(file, csvOf([rowOf(1)]));
  const future = new Date('2062-11-20T12:00:00Z');
  await utimes(file, future, future);
  const batch = ['batch', 'quick-scan-china', 'export.csv', '--files', 'files', ...AS_OF];
  const run = await matura(batch, { cwd });
  expect([run.code, run.stderr]).toEqual([
    3,
    expect.stringMatching(
      /^matura: export\.csv was last changed on 20 November 2062, which is in the future; today is .*\n--date says/,
    ),
  ]);
  expect(await readdir(cwd)).toEqual(['export.csv']);
  expect((await matura([...batch, '--date', '2026-05-18'], { cwd })).code).toBe(0);
});

test.each(['today', 'heute', '今天'])('--date %s is the day of the run', async (word) => {
  const cwd = await scratchFolder();
  await writeFile(path.join(cwd, 'export.csv'), csvOf([rowOf(1)]));
  const run = await matura(['batch', 'quick-scan-china', 'export.csv', '--files', 'files', '--date', word], { cwd });
  expect(run.code, run.stderr).toBe(0);
  const today = new Date();
  const day = [today.getFullYear(), today.getMonth() + 1, today.getDate()];
  const [first] = (await readdir(path.join(cwd, 'files'))).filter((name) => name.endsWith('.json'));
  const { assessments } = JSON.parse(await readFile(path.join(cwd, 'files', first ?? ''), 'utf8'));
  expect(assessments[0].finishedAt.slice(0, 10)).toBe(day.map((part) => String(part).padStart(2, '0')).join('-'));
});

test('an assessment day before 1990 is refused, whether from a column, an option or the file’s date', async () => {
  const cwd = await scratchFolder();
  const file = path.join(cwd, 'export.csv');
  const rows = ['1926-11-20', '1990-01-01'].map((answered, at) => ({ ...rowOf(at + 1), answered }));
  await writeFile(file, csvOf(rows, Object.keys(rows[0] ?? {})));
  const batch = ['batch', 'quick-scan-china', 'export.csv', '--files', 'files', ...AS_OF];
  const typed = await matura([...batch, '--date', '1926-11-20'], { cwd });
  expect([typed.code, typed.stderr]).toEqual([2, expect.stringContaining('--date: 20 November 1926 is before 1990')]);
  // Archives that know no times, and some devices, give this one.
  await utimes(file, new Date('1980-01-01T12:00:00Z'), new Date('1980-01-01T12:00:00Z'));
  const lost = await matura(batch, { cwd });
  expect([lost.code, lost.stderr]).toEqual([3, expect.stringContaining('last changed on 1 January 1980, before 1990')]);
  expect((await matura([...batch, '--date', 'answered'], { cwd })).code).toBe(1);
  const rejects = await readCsv(cwd, 'export.rejects.csv');
  expect(rejects.map(({ key, rule, message }) => [key, rule, message])).toEqual([
    [keyOf(1), 'past-date', 'answered: “1926-11-20” is before 1990: check the year'],
  ]);
});

test('--files cannot read the export from standard input', async () => {
  const run = await matura(['batch', 'quick-scan-china', '-', '--files', 'files'], { input: csvOf([rowOf(1)]) });
  expect(run.code).toBe(2);
  expect(run.stderr).toContain('name a file');
});

test.each([
  ['en', '2 enterprises are in a place that the funding programme chengdu covers; it was not used'],
  ['de', 'Für 2 Unternehmen gilt am Ort das Förderprogramm chengdu. Dieses Programm wurde nicht verwendet'],
])('in %s, programmes of a place that pay in another currency are named once, with the count', async (lang, line) => {
  const cwd = await scratchFolder();
  const places = [
    ['DE', 'Reutlingen'],
    ['CN', '成都市武侯区'],
    ['CN', '成都市武侯区'],
  ];
  const rows = places.map(([country = '', district = ''], i) => ({
    ...{ registration: `IHK ${i + 1}`, name: `Firm ${i + 1}`, country, district, sector: 'industry', employees: '20' },
    ...Object.fromEntries(QUESTIONS.map((question) => [question, '1'])),
  }));
  await writeFile(path.join(cwd, 'export.csv'), csvOf(rows, Object.keys(rows[0] ?? {})));
  const run = await matura(['batch', 'quick-scan', 'export.csv', '--files', 'files', ...AS_OF, '--lang', lang], {
    cwd,
  });
  expect(run.code, run.stderr).toBe(0);
  expect(run.stderr.split(line)).toHaveLength(2);
});
