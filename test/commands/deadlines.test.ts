import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { EXAMPLE, matura, scratchFolder } from './matura.ts';

const KEY = '91350100M000100Y43';

async function score(): Promise<string> {
  const cwd = await scratchFolder();
  await matura(['score', 'miit-sme-2024', EXAMPLE, '--files', 'files', '--programme', 'deyang-2024'], { cwd });
  return cwd;
}

const recommend = (cwd: string, args: readonly string[]) =>
  matura(['recommend', KEY, '--programme', 'deyang-2024', '--as-of', '2026-12-01', ...args], { cwd });

test('the calendar file and a section of the policy list closing days, due dates and latest start days', async () => {
  const cwd = await score();
  const due = ['--by', 'security-baseline=2027-03-31'];
  const run = await recommend(cwd, [...due, '-o', 'deadlines.ics', '-o', 'policy.md']);
  expect(run, run.stderr).toMatchObject({ code: 0, stdout: '' });
  const text = await readFile(path.join(cwd, 'deadlines.ics'), 'utf8');
  const events = text
    .replaceAll('\r\n ', '')
    .split('BEGIN:VEVENT')
    .slice(1)
    .map((event) => [/^UID:(.*)@matura\r$/m, /^DTSTART;VALUE=DATE:(.*)\r$/m].map((part) => part.exec(event)?.[1]));
  // Two months before the day it is due; the scheme of Deyang ends on 11 November 2028.
  expect(events).toContainEqual([`${KEY}.start.security-baseline`, '20270201']);
  expect(events).toContainEqual([`${KEY}.due.security-baseline`, '20270331']);
  expect(events).toContainEqual([`${KEY}.ends.dy-project`, '20281111']);
  expect(new Set(events.map(([id]) => id)).size).toBe(events.length);
  const policy = await readFile(path.join(cwd, 'policy.md'), 'utf8');
  expect(policy).toMatch(/^## Calendar$/m);
  // No application waits for these quotations, so only the calendar file lists them.
  const listed = events.filter(([id = '']) => !id.startsWith(`${KEY}.quotations.`));
  expect(listed.length).toBeLessThan(events.length);
  expect(policy.match(/^\| \d+ \w+ 20\d\d \| (Begin|Due|Last|App|Have)/gm)).toHaveLength(listed.length);
});

test('the same plan gives the same calendar file, which never replaces a file not written by Matura', async () => {
  const cwd = await score();
  await recommend(cwd, ['-o', 'deadlines.ics']);
  const before = await readFile(path.join(cwd, 'deadlines.ics'));
  expect(await recommend(cwd, ['-o', 'deadlines.ics'])).toMatchObject({ code: 0 });
  expect((await readFile(path.join(cwd, 'deadlines.ics'))).equals(before)).toBe(true);
  const own = 'BEGIN:VCALENDAR\r\nPRODID:-//Someone//Diary//EN\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n';
  await writeFile(path.join(cwd, 'diary.ics'), own);
  expect(await recommend(cwd, ['-o', 'diary.ics'])).toMatchObject({ code: 2 });
  expect(await readFile(path.join(cwd, 'diary.ics'), 'utf8')).toBe(own);
});

test.each([
  ['zh', '最迟开始：'],
  ['de', 'Spätester Beginn: '],
])('the calendar is written in the chosen language: %s', async (lang, start) => {
  const { stdout } = await recommend(await score(), [
    '--by',
    'security-baseline=2027-03-31',
    '--format',
    'ics',
    '--lang',
    lang,
  ]);
  expect(stdout).toContain(`:${start}`);
});
