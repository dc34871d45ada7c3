import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { startMatura, type Terminal } from './diagnose/pseudo-terminal.ts';
import { KEYS } from './diagnose/terminal-session.ts';
import { EXAMPLE, matura, scratchFolder } from './matura.ts';

const KEY = '91350100M000100Y43';

/** Scores the example at a place that no bundled policy states, at a terminal. */
async function scoreElsewhere(lang: string): Promise<{ readonly cwd: string; readonly terminal: Terminal }> {
  const cwd = await scratchFolder();
  const example = await readFile(EXAMPLE, 'utf8');
  await writeFile(path.join(cwd, 'answers.yaml'), example.replace('郫都区', '洪山区'));
  const args = ['score', 'miit-sme-2024', 'answers.yaml', '--files', 'files', '--lang', lang];
  return { cwd, terminal: startMatura(args, { cwd, columns: 120 }) };
}

async function policyOnFile(cwd: string): Promise<string> {
  const file = JSON.parse(await readFile(path.join(cwd, 'files', `${KEY}.json`), 'utf8'));
  return file.assessments[0].recommendation.policy.id;
}

describe('a place that no policy states', () => {
  test('is asked about, and the one chosen counts from then on', async () => {
    const { cwd, terminal } = await scoreElsewhere('en');
    await terminal.waitForText('No policy states the place 洪山区. Which one is to be used?');
    await terminal.waitForText(
      'none of the others: Chengdu policy for digital transformation in manufacturing (chengdu)',
    );
    const offered = await terminal.waitFor('Deyang', (screen) =>
      screen.findIndex((line) => line.includes('deyang-2024')),
    );
    const first = terminal.screen().findIndex((line) => line.includes('none of the others'));
    terminal.type(KEYS.down.repeat(offered - first));
    await terminal.waitFor('the pointer', (screen) => screen.some((line) => /❯.*deyang-2024/.test(line)));
    terminal.type('\r');
    expect((await terminal.exited).code).toBe(0);
    expect(await policyOnFile(cwd)).toBe('deyang-2024');
    // Settled by the recommendation on file: nothing is asked again.
    expect(await matura(['recommend', KEY, '--files', 'files', '--format', 'md'], { cwd })).toMatchObject({ code: 0 });
  });

  test('Enter alone keeps the one that the questionnaire names', async () => {
    const { cwd, terminal } = await scoreElsewhere('zh');
    await terminal.waitForText('没有政策列出 洪山区，采用哪一项？');
    terminal.type('\r');
    expect((await terminal.exited).code).toBe(0);
    expect(await policyOnFile(cwd)).toBe('chengdu');
  });

  test('whoever leaves has done nothing', async () => {
    const { cwd, terminal } = await scoreElsewhere('de');
    await terminal.waitForText('Keine Förderpolitik nennt den Ort 洪山区. Welche soll gelten?');
    terminal.type(KEYS.interrupt);
    expect((await terminal.exited).code).toBe(130);
    await expect(policyOnFile(cwd)).rejects.toThrow();
  });
});
