import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import fc from 'fast-check';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { openPack } from '../../src/app/open-pack.ts';
import { toRecordedStatements } from '../../src/versions/carry-over.ts';
import { matura } from '../commands/matura.ts';
import { HOME, worldIn } from '../pack/sample-world.ts';
import { runs } from '../property-runs.ts';
import { Draw } from '../scoring/random/draw.ts';
import { useBrowser } from '../use-browser.ts';
import { enterAll } from './enter-answers.ts';
import {
  catchSaved,
  loadAnswers,
  openForm,
  ROOT,
  readResult,
  saveAnswers,
  savedText,
  scoreOf,
  shownIn,
  writeJson,
} from './form-browser.ts';
import { type DrawnSheet, drawSheet } from './random-answers.ts';

const browser = useBrowser();

const WORKSHOP = path.join(ROOT, 'test/fixtures/workshop');

/** Packs whose enterprises have a key, each with as many sheets as choose at least nine of ten options. */
const PACKS = [
  [WORKSHOP, 20],
  ['quick-scan-china', 25],
  ['miit-sme-2024', 30],
  ['smart-manufacturing', 20],
  ['digital-intensity', 10],
] as const;

const CONSTRUCTS = path.join(ROOT, 'test/fixtures/constructs');

interface Drawn {
  readonly sheets: readonly DrawnSheet[];
  /** Of all figures those that are shown: hidden scores are in no report. */
  visible(figures: Record<string, unknown>): Record<string, unknown>;
}

async function drawSheets(given: string, count: number): Promise<Drawn> {
  const { plan, pack } = await openPack(worldIn(HOME), { pack: given });
  const values = fc.sample(fc.gen(), runs(count));
  const names = new Set(plan.scores.filter(({ hidden }) => !hidden).map(({ name }) => name));
  return {
    sheets: values.map((value, index) => drawSheet(new Draw(value), plan, pack, index)),
    visible: (figures) => Object.fromEntries(Object.entries(figures).filter(([name]) => names.has(name))),
  };
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

describe('the form compared with the command line', () => {
  test.each(PACKS)(
    'random answers give the same result in the form as on the command line: %s, %i imported from the form’s file',
    async (given, count) => {
      const { page, cwd } = await openForm(browser(), given);
      await catchSaved(page);
      await mkdir(path.join(cwd, 'saved'));
      const shown: Record<string, unknown>[] = [];
      const { sheets, visible } = await drawSheets(given, count);
      for (const sheet of sheets) {
        shown.push(await showResultOf(page, await writeJson(cwd, 'given.json', sheet)));
        const text = await savedText(page);
        await writeFile(path.join(cwd, 'saved', `${sheets.indexOf(sheet)}.json`), text);
        const saved = JSON.parse(text);
        // All that was said comes out as it went in, each in its own way of writing.
        expect(toRecordedStatements(saved)).toEqual(toRecordedStatements(sheet as never));
      }
      const run = await matura(['import', given, 'saved', '--quiet'], { cwd });
      // Random names repeat, and random places have other programmes, which ask for other facts.
      const expected = /^(.* has more than one code: |(No|Only the|The) funding programme ).*\n/gm;
      expect(run.stderr.replaceAll(expected, '')).toBe('');
      expect(run.stdout).toContain(`${count} files: ${count} added, 0 there already, 0 refused`);
      for (const [i, { facts }] of sheets.entries()) {
        const file = path.join(cwd, 'files', `${facts.uscc ?? facts.registration}.json`);
        const { assessments } = JSON.parse(await readFile(file, 'utf8'));
        expect(assessments).toHaveLength(1);
        expect(shown[i]).toEqual(visible(shownIn(assessments[0].result)));
      }
    },
    120_000,
  );

  test('every construct of the pack format gives the same result in the form as on the command line', async () => {
    const names = (await readdir(CONSTRUCTS)).filter((name) => name !== 'refused');
    for (const name of names) {
      const given = path.join(CONSTRUCTS, name);
      const { page, cwd } = await openForm(browser(), given);
      const { sheets, visible } = await drawSheets(given, 2);
      for (const sheet of sheets) {
        const file = await writeJson(cwd, 'given.json', sheet);
        const shown = await showResultOf(page, file);
        expect(shown, name).toEqual(visible(await scoreOf(given, file)));
      }
      await page.context().close();
    }
  }, 120_000);

  test('answers entered by hand give the same result in the form as on the command line', async () => {
    const { sheets, visible } = await drawSheets(WORKSHOP, 6);
    for (const { facts, answers } of sheets) {
      const { page, cwd } = await openForm(browser(), WORKSHOP, { width: 1280 });
      const entered = await enterAll(page, { ...facts, ...answers });
      expect(await page.locator('h2').textContent()).toBe('Result');
      const { file, text } = await saveAnswers(page, cwd);
      const saved = JSON.parse(text);
      expect({ ...saved.facts, ...saved.answers }).toEqual(entered);
      expect(await readResult(page)).toEqual(visible(await scoreOf(WORKSHOP, file)));
      await page.context().close();
    }
  }, 120_000);
});
