import { beforeAll, describe, expect, test } from 'vitest';
import { createReviewRow } from '../../../src/commands/diagnose/review-screen.ts';
import { chooseTheme, chooseWindow } from '../../../src/commands/diagnose/terminal-screen.ts';
import { loadWording, type UiContext as ScreenDesk } from '../../../src/commands/diagnose/ui-context.ts';
import { LANGUAGES } from '../../../src/i18n/index.ts';
import { annotate, findItem, listAskedItems, setAnswer, startInterview } from '../../../src/interview/interview.ts';
import type { Rational } from '../../../src/model/rational.ts';
import type { CompiledPack } from '../../../src/pack/compile-pack.ts';
import { textWidth } from '../../../src/report/terminal/terminal-text.ts';
import type { AnswerEntry } from '../../../src/scoring/answer-set.ts';
import type { Plan } from '../../../src/scoring/plan.ts';
import { messagesOf } from '../../messages.ts';
import { HOME, worldIn } from '../../pack/sample-world.ts';
import { openBundled } from './open-bundled-pack.ts';
import { randomSheet } from './random-answer-set.ts';
import { introduce, KEYS, readFiled, sitDown, WORKSHOP } from './terminal-session.ts';

let bundled: CompiledPack;
let plan: Plan;
beforeAll(async () => {
  bundled = await openBundled('miit-sme-2024');
  ({ plan } = await openBundled(WORKSHOP));
});

describe('the review', () => {
  test('with open answers, Enter in the review continues with the first of them', async () => {
    const desk = await sitDown(plan);
    const { terminal, person, words } = desk;
    await introduce(desk);
    terminal.type('326\r');
    await person.shown('employees');
    await person.command('r');
    await terminal.waitFor('the pointer', (screen) =>
      screen.includes(`❯ ${words.review.nextOpen({ open: '8 questions and 5 facts' })}`),
    );
    terminal.type('\r');
    expect(await person.shown()).toBe('founded');
  });

  test('the review asks before finishing with open answers, and reads Enter and Esc as no', async () => {
    const OPEN = '8 questions and 6 facts';
    const desk = await sitDown(plan);
    const { terminal, person, words, cwd } = desk;
    await introduce(desk);
    await person.command('r');
    for (const no of ['\r', KEYS.escape]) {
      await terminal.waitFor('the pointer', (screen) => screen.includes(`❯ ${words.review.nextOpen({ open: OPEN })}`));
      terminal.type(`${KEYS.down}\r`);
      await terminal.waitForText(`Still open: ${OPEN}.`);
      await terminal.waitForText(words.review.finishAnyway);
      await terminal.waitForText(`Esc ${words.keys.cancel}`);
      terminal.type(no);
    }
    await terminal.waitForText(words.review.title);
    expect(await person.finish()).toEqual({ code: 0, signal: 0 });
    expect((await readFiled(cwd)).assessments).toHaveLength(1);
  });

  test('the review lists open questions, and open facts that the level does not need', async () => {
    const { plan: quick } = await openBundled('quick-scan-china');
    const sheet = new Map<string, AnswerEntry>(
      quick.inputs
        .filter(({ role }) => role === 'question')
        .slice(1)
        .map(({ name, range }) => [name, { state: 'answered', value: range.high as Rational }] as const),
    );
    const desk = await sitDown(quick, { pack: 'quick-scan-china', sheet: new Map(sheet) });
    const { terminal, person } = desk;
    await introduce(desk);
    for (let name = await person.shownOrReview(); name !== undefined; ) {
      if (sheet.has(name)) await person.answer(name);
      else terminal.type('/s');
      name = await person.shownOrReview(name);
    }
    await terminal.waitFor('the line', (screen) =>
      screen.some((line) => /^ {2}Finish with 1 question and \d+ facts still open: /.test(line)),
    );
    terminal.type(`${KEYS.down}\r`);
    await terminal.waitForText('Of the facts, the level needs only: “Sector for the size class”. Finish all the same?');
  });

  test.each([
    ['en', 'finish', 'Finish with'],
    ['de', 'fertig', 'Abschließen'],
    ['zh', '完成', '完成'],
  ] as const)(
    'the review leads to its end in %s by typing %s, and to its first line by the Home key',
    async (language, typed, finish) => {
      const desk = await sitDown(plan, { language, rows: 24 });
      const { terminal, person, words } = desk;
      await introduce(desk);
      await person.command('r');
      await terminal.waitForText(words.review.title);
      const shows = (what: string, line: RegExp): Promise<unknown> =>
        terminal.waitFor(what, (screen) => screen.some((one) => line.test(one)));
      terminal.type('Q5');
      await shows('the one answer', /^❯ +(- )?(Order|Ordnung|现场)/u);
      terminal.type(KEYS.escape);
      await shows('all lines again', new RegExp(`^❯ ${words.review.nextOpen({ open: '§' }).split('§')[0]}`, 'u'));
      await terminal.waitForText(words.review.title);
      terminal.type(KEYS.end);
      await shows('the end of the list', /^❯ .*(customs|Zoll|报关)/u);
      await terminal.waitForText(`${words.keys.home} ${words.keys.toTop}`);
      terminal.type(KEYS.home);
      await shows('the first line', new RegExp(`^❯ ${words.review.nextOpen({ open: '§' }).split('§')[0]}`, 'u'));
      await shows('the line to finish', new RegExp(`^ +${finish}`, 'u'));
      terminal.type(typed);
      await shows('the line to finish', new RegExp(`^❯ ${finish}`, 'u'));
      terminal.type('\r');
      await terminal.waitForText(words.review.finishAnyway);
    },
  );

  test('Esc leaves the review for the previous question, where the typed text is kept', async () => {
    const desk = await sitDown(plan);
    const { terminal, person, words } = desk;
    await introduce(desk);
    terminal.type('32');
    await terminal.waitFor('the number', (screen) => screen.includes('❯ 32'));
    await person.command('r');
    await terminal.waitForText(`Esc ${words.keys.leaveList}`);
    // A visit to another answer makes no difference.
    terminal.type(`${KEYS.down.repeat(4)}\r`);
    expect(await person.shown()).toBe('name');
    terminal.type('Sample Ltd.\r');
    await terminal.waitFor('the changed answer', (screen) => screen.some((line) => /^❯ +Name.*Sample Ltd/.test(line)));
    terminal.type(KEYS.escape);
    expect(await person.shown()).toBe('employees');
    await terminal.waitFor('the number again', (screen) => screen.includes('❯ 32'));
  });

  test('the review names the answers that lead to the next level, and updates them after a change', async () => {
    const { plan: digital } = await openBundled('digital-intensity');
    const questions = digital.inputs.filter(({ role }) => role === 'question').map(({ name }) => name);
    const sheet = new Map<string, AnswerEntry>([
      ['registration', { state: 'answered', value: 'DE-1' }],
      ['name', { state: 'answered', value: 'Example Ltd.' }],
      ...questions.map((name, index) => [name, { state: 'answered', value: index === 0 }] as const),
    ]);
    const { terminal, person, words } = await sitDown(digital, { pack: 'digital-intensity', sheet });
    await person.answerAll();
    const level = '2 (Low)';
    await terminal.waitForText(words.review.nextLevel({ count: 3, level: `level ${level}` }));
    const row = terminal.screen().findIndex((line) => line.includes(level));
    // The first of them, below going on and finishing.
    const first = terminal.screen()[row + 1]?.trim() ?? '';
    terminal.type(KEYS.down.repeat(3));
    await terminal.waitFor('the pointer', (screen) => screen.some((line) => line === `❯ ${first}`));
    terminal.type('\r');
    await person.shown();
    terminal.type('y');
    await terminal.waitForText(words.review.nextLevel({ count: 2, level: `level ${level}` }));
  });

  test('the review is redrawn when the window is resized, with as much of each title as fits', async () => {
    const desk = await sitDown(plan, { columns: 60, rows: 24 });
    const { terminal, person, words } = desk;
    await introduce(desk);
    await person.command('r');
    await terminal.waitForText(`${words.keys.pageUp}/${words.keys.pageDown}`);
    await terminal.waitForText(words.keys.moreBelow({ count: 20 }));
    terminal.resize(110, 45);
    await terminal.waitForText(`- Order on the shop floor: ${words.review.open}`);
    await terminal.waitFor('no more below', (screen) => !screen.join().includes('below'));
    await terminal.waitFor(
      'one title only',
      (screen) => screen.filter((line) => line === words.review.title).length === 1,
    );
    expect(terminal.screen().join('\n')).not.toContain('…');
    terminal.resize(50, 16);
    await terminal.waitForText(words.keys.moreBelow({ count: 20 }));
    expect(terminal.screen().every((line) => line.length <= 50)).toBe(true);
  });
});

describe('a row of the review', () => {
  test.each([
    [
      'an assumed answer',
      undefined,
      '- Sector for the size class: Industry (mining, manufacturing, utilities), assumed',
    ],
    ['"don’t know yet"', 'unknown', '- Sector for the size class: don’t know yet'],
    ['"not applicable"', 'notApplicable', '  Sector for the size class: not applicable'],
  ] as const)('a row of the review marks %s as open or not', async (_, given, row) => {
    const desk = {
      wording: await loadWording('en', bundled, 2026),
      screen: { look: chooseTheme(worldIn(HOME), false) },
    } as unknown as ScreenDesk;
    const start = startInterview(bundled.plan);
    const state = given ? setAnswer(start, 'sector', { state: given }) : start;
    const item = findItem(state, 'sector');
    expect(item && createReviewRow(desk, state, item)(120)).toBe(row);
  });

  const sizes = [50, 60, 80, 120].flatMap((width) => LANGUAGES.map((language) => [language, width] as const));

  test.each(sizes)(
    'a row of the review, in %s and %i columns, marks open answers, and those with notes or evidence',
    async (language, width) => {
      const desk = {
        wording: await loadWording(language, bundled, 2026),
        screen: { look: chooseTheme(worldIn(HOME), false) },
      } as unknown as ScreenDesk;
      const { diagnose, numbers } = messagesOf(language);
      const { remarks } = diagnose;
      const start = startInterview(bundled.plan, { sheet: randomSheet(bundled.plan, 3) });
      for (const item of listAskedItems(start)) {
        const state = annotate(start, item.name, { note: 'seen on site by two of us', evidence: ['a.pdf', 'b.pdf'] });
        const row = createReviewRow(desk, state, item)(width);
        expect(row).toContain(` · ${numbers.items([remarks.evidenceMark({ count: 2 }), remarks.noteMark])}`);
        const bare = createReviewRow(desk, annotate(state, item.name, { note: '', evidence: [] }), item);
        expect(textWidth(bare(width)), bare(width)).toBeLessThanOrEqual(width);
        expect(bare(400)).not.toContain('…');
        // Nothing is cut while there is room.
        if (bare(width).includes('…')) expect(textWidth(bare(width)), bare(width)).toBeGreaterThan(width - 4);
      }
    },
  );
});

describe('a window of blocks', () => {
  test('a list of blocks keeps the selected block in view however high the blocks are', () => {
    expect(chooseWindow([1, 1, 1, 1, 1], 2, 3)).toEqual([1, 4]);
    expect(chooseWindow([1, 1, 1, 1, 1], 0, 3)).toEqual([0, 3]);
    expect(chooseWindow([9, 9, 9], 1, 3)).toEqual([1, 2]);
    expect(chooseWindow([1, 9, 1, 1, 1], 2, 3)).toEqual([2, 5]);
  });
});
