import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { useBrowser } from '../use-browser.ts';
import { openForm, question } from '../web/form-browser.ts';
import { openBundled } from './diagnose/open-bundled-pack.ts';
import { sitDown } from './diagnose/terminal-session.ts';
import { matura, scratchFolder } from './matura.ts';

const RUBRIC = `kind: rubric
id: networks
points:
  Q1: { each: 1 }
scores:
  total: { sum: [Q1] }
`;

const questionnaire = (type = 'multiple', others = '[B, C]'): string => `kind: questionnaire
id: networks
version: 1.0.0
title: { en: Networks }
languages: [en]
facts:
  - { id: code, type: text, key: true, required: true, text: { en: Code } }
sections:
  - id: network
    title: { en: Networks }
    questions:
      - id: Q1
        type: ${type}
        text: { en: Which networks are in use? }
        options:
          - { id: A, exclusive: true, text: { en: None } }
          - { id: B, text: { en: Wired } }
          - { id: C, text: { en: Wireless } }
          - { id: E, with: ${others}, text: { en: Everywhere } }
`;

let cwd = '';
beforeAll(async () => {
  cwd = await mkdtemp(path.join(tmpdir(), 'matura-together-'));
  await writeFile(path.join(cwd, 'questionnaire.yaml'), questionnaire());
  await writeFile(path.join(cwd, 'rubric.yaml'), RUBRIC);
});

afterAll(() => rm(cwd, { recursive: true, force: true }));

const WARNING = '“Everywhere” is only possible together with “Wireless”; please check this answer';

test('score warns of an option chosen without the ones it requires, in each language', async () => {
  await writeFile(path.join(cwd, 'answers.yaml'), 'facts: { code: X1 }\nanswers: { Q1: [B, E] }\n');
  const { code, stdout } = await matura(['score', '.', 'answers.yaml', '--json'], { cwd });
  expect(code).toBe(0);
  expect(JSON.parse(stdout).warnings).toEqual([{ code: 'option-alone', name: 'Q1', stated: 'E', lacks: ['C'] }]);
  for (const [lang, said] of [
    ['en', WARNING],
    ['zh', '“Everywhere”须与“Wireless”同时选择'],
    ['de', '„Everywhere“ ist nur zusammen mit „Wireless“ möglich'],
  ] as const) {
    const shown = await matura(['score', '.', 'answers.yaml', '--lang', lang], { cwd });
    expect(shown.stdout.replace(/\s+/g, ' ').replaceAll(' ', '')).toContain(said.replaceAll(' ', ''));
  }
  await writeFile(path.join(cwd, 'answers.yaml'), 'facts: { code: X1 }\nanswers: { Q1: [B, C, E] }\n');
  expect(JSON.parse((await matura(['score', '.', 'answers.yaml', '--json'], { cwd })).stdout).warnings).toEqual([]);
});

test('batch warns of an option chosen without its required options, and --strict rejects the row', async () => {
  const rows = ['1,E', '2,"B,E"', '3,"B,C,E"', '4,"B,C"', '5,A', '6,'];
  await writeFile(path.join(cwd, 'export.csv'), `code,Q1\n${rows.join('\n')}\n`);
  const counted = await matura(['batch', '.', 'export.csv', '--json', '--force'], { cwd });
  expect(counted.code, counted.stderr).toBe(0);
  expect(JSON.parse(counted.stdout).warnings).toEqual({ 'option-alone': 2 });
  const strict = await matura(['batch', '.', 'export.csv', '--strict', '--json', '--force'], { cwd });
  expect(JSON.parse(strict.stdout).rejected).toBe(2);
});

describe('a person who chooses an option without the ones it requires', () => {
  const browser = useBrowser();

  test('an option chosen without the ones it requires is reported in a diagnosis, below the answer', async () => {
    const { plan } = await openBundled(cwd);
    const { terminal, person } = await sitDown(plan, { pack: cwd });
    await person.shown();
    terminal.type('X1\r');
    await person.shown('code');
    terminal.type('BE\r');
    await terminal.waitForText(WARNING);
    await terminal.waitFor('a mark', (screen) => screen.some((line) => line.startsWith('! ')));
  });

  test('an option chosen without the ones it requires is reported in the form until the others are ticked', async () => {
    const { page } = await openForm(browser(), cwd);
    await page.getByLabel('Code').fill('X1');
    await page.locator('#next').click();
    const asked = question(page, 'Which networks are in use?');
    await asked.getByLabel('Everywhere').check();
    await asked.getByLabel('Wired').check();
    expect(await asked.locator('.known').textContent()).toContain(WARNING);
    await asked.getByLabel('Wireless').check();
    expect(await asked.locator('.known').textContent()).toBe('');
  });
});

test.each([
  ['an option that is not there', 'multiple', '[B, X]', 'M205'],
  ['the option itself', 'multiple', '[E]', 'M205'],
  ['an option that is chosen alone', 'multiple', '[A]', 'M205'],
  ['a question with one answer', 'single', '[B]', 'M212'],
])('validate finds a mistake in options that belong together: %s', async (_, type, others, found) => {
  const folder = await scratchFolder();
  await writeFile(path.join(folder, 'questionnaire.yaml'), questionnaire(type, others));
  await writeFile(path.join(folder, 'rubric.yaml'), RUBRIC);
  const { code, stdout } = await matura(['validate', '.', '--json'], { cwd: folder });
  expect(code).toBe(1);
  const findings = JSON.parse(stdout).findings as { code: string; line: number }[];
  expect(findings.filter((one) => one.code === found).map(({ line }) => line)).toEqual([19]);
});
