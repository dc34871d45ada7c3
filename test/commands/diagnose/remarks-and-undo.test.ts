import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Plan } from '../../../src/scoring/plan.ts';
import { makeTemporaryFolder } from '../../store/temporary-folder.ts';
import { matura } from '../matura.ts';
import { openBundled } from './open-bundled-pack.ts';
import { CODE, draftedIn, introduce, KEYS, readFiled, sitDown, WORKSHOP } from './terminal-session.ts';

let plan: Plan;
beforeAll(async () => {
  ({ plan } = await openBundled(WORKSHOP));
});

describe('undoing answers', () => {
  test('undo takes back one answer after the other, on disk as well', async () => {
    const desk = await sitDown(plan);
    const { terminal, person, words, cwd } = desk;
    await introduce(desk);
    terminal.type('326\r');
    await person.shown('employees');
    await person.command('z');
    expect(await person.shown('founded')).toBe('employees');
    await terminal.waitForText(words.trace.undone);
    expect((await draftedIn(cwd)).employees).toBeNull();
    await person.command('z');
    expect(await person.shown('employees')).toBe('name');
    await person.command('z');
    expect(await person.shown('name')).toBe('uscc');
    await person.command('z');
    await terminal.waitForText(words.faults.nothingToUndo);
  });

  test('undoing a changed answer restores its value and note', async () => {
    const desk = await sitDown(plan);
    const { terminal, person, words, cwd } = desk;
    await introduce(desk);
    terminal.type('326\r');
    await person.shown('employees');
    terminal.type(KEYS.pageUp);
    await person.shown('founded');
    await person.command('n');
    await terminal.waitForText(`${words.keys.save}   Esc`);
    terminal.type('by the payroll\r');
    await terminal.waitForText(words.remarks.note({ note: 'by the payroll' }));
    terminal.type('500\r');
    await person.shown('employees');
    await person.command('z');
    await terminal.waitForText(words.remarks.answered({ answer: '326 persons' }));
    expect((await draftedIn(cwd)).employees).toEqual({ state: 'answered', value: 326, note: 'by the payroll' });
  });
});

describe('authors and flags of answers', () => {
  test('an answer’s author and flag are shown, filed and reported', async () => {
    const desk = await sitDown(plan);
    const { terminal, person, words, cwd } = desk;
    await introduce(desk);
    await person.command('w');
    await terminal.waitForText(words.remarks.whoTitle);
    terminal.type(`${KEYS.down}\r`);
    await terminal.waitForText(words.remarks.speaker({ role: 'production' }));
    await person.command('f');
    await terminal.waitForText(words.remarks.flagged);
    terminal.type('326\r');
    await person.shown('employees');
    await person.command('r');
    await terminal.waitForText('326 persons · production, flagged');
    await person.finish();
    expect(terminal.everything().join(' ')).toContain('Flagged for later: Employees');
    expect((await readFiled(cwd)).facts.employees).toEqual({
      state: 'answered',
      value: 326,
      by: 'production',
      flagged: true,
    });
    expect((await matura(['verify', '--no-score'], { cwd })).code).toBe(0);
    const report = await matura(['report', CODE, '--format', 'md', '--packs', path.dirname(WORKSHOP)], { cwd });
    expect(report.stdout).toMatch(/Employees.*326 persons.*Said by: production; flagged for review/);
  });

  test('the role stated for an answer is kept; a role that is not an id is refused, and the error gives its place', async () => {
    const cwd = await makeTemporaryFolder();
    const sheet = (by: string): string =>
      `pack: digital-intensity\nfacts:\n  registration: DE-1\n  name: One\nanswers:\n  erp: { value: true, by: ${by}, flagged: true }\n`;
    await writeFile(path.join(cwd, 'answers.yaml'), sheet('it'));
    const filed = await matura(['score', 'digital-intensity', 'answers.yaml', '--files', 'files'], { cwd });
    expect(filed.code).toBe(0);
    const [assessment] = (await readFiled(cwd, 'DE-1')).assessments;
    expect(assessment?.answers.erp).toEqual({ state: 'answered', value: true, by: 'it', flagged: true });
    const report = await matura(['report', 'DE-1', '--format', 'md'], { cwd });
    expect(report.stdout).toContain('Said by: IT manager or provider');
    await writeFile(path.join(cwd, 'answers.yaml'), sheet('"the boss!"'));
    const refused = await matura(['score', 'digital-intensity', 'answers.yaml'], { cwd });
    expect(refused).toMatchObject({ code: 3, stdout: '' });
    expect(refused.stderr).toContain('answers.yaml:6:');
  });
});

describe('the review', () => {
  test('the review finds answers by typed text and a question by its number after a slash', async () => {
    const desk = await sitDown(plan);
    const { terminal, person, words } = desk;
    await introduce(desk);
    await person.command('r');
    await terminal.waitForText(words.review.find);
    terminal.type('found');
    await terminal.waitFor('one answer', (screen) => screen.some((line) => /^❯ - .*open$/u.test(line)));
    expect(terminal.screen().join()).not.toContain(words.review.readOn);
    terminal.type('\r');
    expect(await person.shown()).toBe('founded');
    await person.command('r');
    await terminal.waitForText(words.review.find);
    terminal.type('/2');
    await terminal.waitFor('the second question', (screen) => screen.some((line) => line.startsWith('❯ - ')));
    terminal.type('\r');
    await terminal.waitForText(words.place.question({ number: 2, of: 8 }).split(' of')[0] as string);
  });

  test('the review shows only open answers, only doubtful answers, and all again', async () => {
    const desk = await sitDown(plan);
    const { terminal, person, words } = desk;
    await introduce(desk);
    await person.command('f');
    await terminal.waitForText(words.remarks.flagged);
    await person.command('r');
    await terminal.waitForText(words.keys.onlyOpen);
    terminal.type('\t');
    await terminal.waitForText(words.review.titleOpen);
    await terminal.waitFor('the open answers', (screen) => screen.some((line) => /^ {2}- /u.test(line)));
    expect(terminal.screen().filter((line) => /^ {2}\S.*Example Ltd/u.test(line))).toEqual([]);
    terminal.type('\t');
    await terminal.waitForText(words.review.titleDoubtful);
    await terminal.waitFor('the flagged answer alone', (screen) => {
      const rows = screen.filter((line) => /^[❯ ] - /u.test(line));
      return rows.length === 1 && (rows[0] as string).includes('flagged');
    });
    terminal.type('\t');
    await terminal.waitForText(words.review.title);
    await terminal.waitForText(words.keys.onlyOpen);
  });
});
