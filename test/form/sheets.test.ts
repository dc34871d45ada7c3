import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import fc from 'fast-check';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { openPack } from '../../src/commands/steps/open-pack.ts';
import { recordAnswers } from '../../src/versions/statements.ts';
import { matura } from '../commands/matura.ts';
import { HOME, worldIn } from '../pack/sample-world.ts';
import { runs } from '../runs.ts';
import { Draw } from '../scoring/random/draw.ts';
import {
  loadAnswers,
  openForm,
  ROOT,
  readResult,
  saveAnswers,
  scoreOf,
  shownIn,
  useBrowser,
  writeJson,
} from './browser.ts';
import { type DrawnSheet, drawSheet } from './sheets.ts';

const browser = useBrowser();

/** Packs whose enterprises have a key, each with so many sheets: together more than 200. */
const PACKS = [
  [path.join(ROOT, 'test/diagnose/workshop'), 80],
  ['quick-scan', 50],
  ['miit-sme-2024', 40],
  ['smart-manufacturing', 20],
  ['digital-intensity', 30],
] as const;

const CONSTRUCTS = path.join(ROOT, 'test/fixtures/constructs');

async function drawSheets(given: string, count: number): Promise<DrawnSheet[]> {
  const { plan, pack } = await openPack(worldIn(HOME), { pack: given });
  const values = fc.sample(fc.gen(), runs(count));
  return values.map((value, index) => drawSheet(new Draw(value), plan, pack, index));
}

/** Opens a file of answers and goes on to the result, quickly: how a person gets there is seen elsewhere. */
async function showResultOf(page: Page, file: string): Promise<Record<string, unknown>> {
  const press = (which: 'first' | 'last'): Promise<void> =>
    page.evaluate((wanted) => {
      const buttons = [...document.querySelectorAll<HTMLElement>('#sections button')];
      (wanted === 'first' ? buttons[0] : buttons.at(-1))?.click();
    }, which);
  await press('first');
  await loadAnswers(page, file);
  await page.waitForSelector('main > .notice:not([hidden])');
  await press('last');
  return readResult(page);
}

describe('random sheets come to the same in the form as on the command line', () => {
  test.each(PACKS)(
    '%s: %i imported from what the form saved',
    async (given, count) => {
      const { page, cwd } = await openForm(browser(), given);
      const shown: Record<string, unknown>[] = [];
      const sheets = await drawSheets(given, count);
      for (const sheet of sheets) {
        shown.push(await showResultOf(page, await writeJson(cwd, 'given.json', sheet)));
        const { text } = await saveAnswers(page, path.join(cwd, 'saved'));
        const saved = JSON.parse(text);
        // All that was said comes out as it went in, each in its own way of writing.
        expect(recordAnswers(saved)).toEqual(recordAnswers(sheet as never));
      }
      const run = await matura(['import', given, 'saved', '--quiet'], { cwd });
      expect(run.stderr).toBe('');
      expect(run.stdout).toContain(`${count} files: ${count} added, 0 there already, 0 refused`);
      for (const [i, { facts }] of sheets.entries()) {
        const file = path.join(cwd, 'files', `${facts.uscc ?? facts.registration}.json`);
        const { assessments } = JSON.parse(await readFile(file, 'utf8'));
        expect(assessments).toHaveLength(1);
        const result = shownIn(assessments[0].result);
        // Hidden scores are in no report.
        expect(shown[i]).toEqual(
          Object.fromEntries(Object.entries(result).filter(([name]) => name in (shown[i] ?? {}))),
        );
        expect(Object.keys(shown[i] ?? {})).toContain('level');
      }
    },
    120_000,
  );

  test('every construct of the format', async () => {
    const names = (await readdir(CONSTRUCTS)).filter((name) => name !== 'refused');
    for (const name of names) {
      const given = path.join(CONSTRUCTS, name);
      const { page, cwd } = await openForm(browser(), given);
      const sheets = await drawSheets(given, 2);
      for (const sheet of sheets) {
        const file = await writeJson(cwd, 'given.json', sheet);
        const shown = await showResultOf(page, file);
        const result = await scoreOf(given, file);
        expect(shown, name).toEqual(Object.fromEntries(Object.entries(result).filter(([score]) => score in shown)));
        expect(Object.keys(shown).length, name).toBeGreaterThan(0);
      }
      await page.context().close();
    }
  }, 120_000);
});
