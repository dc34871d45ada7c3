import { stripVTControlCharacters } from 'node:util';
import { beforeAll, describe, expect, test } from 'vitest';
import { drawChoice } from '../../../src/commands/diagnose/choice-prompt.ts';
import { drawLine } from '../../../src/commands/diagnose/line-prompt.ts';
import { overviewOf } from '../../../src/commands/diagnose/overview.ts';
import { questionViewOf } from '../../../src/commands/diagnose/question-prompt.ts';
import { chooseTheme } from '../../../src/commands/diagnose/terminal-screen.ts';
import type { Wording } from '../../../src/commands/diagnose/ui-context.ts';
import { LANGUAGES, type Language } from '../../../src/i18n/index.ts';
import { finishAnswerSet } from '../../../src/interview/answer-log.ts';
import { startInterview } from '../../../src/interview/interview.ts';
import { textWidth } from '../../../src/report/terminal/terminal-text.ts';
import { makeVocabulary } from '../../../src/report/text/vocabulary.ts';
import type { Plan } from '../../../src/scoring/plan.ts';
import { assess } from '../../../src/scoring/score-result.ts';
import { messagesOf } from '../../messages.ts';
import { HOME, worldIn } from '../../pack/sample-world.ts';
import { openBundled } from './open-bundled-pack.ts';
import { randomSheet } from './random-answer-set.ts';
import { introduce, listKeys, sitDown, WORKSHOP } from './terminal-session.ts';

const NOTHING = { pointer: 2, ticked: [], awaitsCommand: undefined, fault: undefined };
const TYPED = '填写人说这里要再核对一次，see the register for details. '.repeat(30);

const STAMP = { id: 'miit-sme-2024', version: '1', hash: `sha256:${'0'.repeat(64)}` };

let bundled: Plan;
let workshop: Plan;
beforeAll(async () => {
  ({ plan: bundled } = await openBundled('miit-sme-2024'));
  ({ plan: workshop } = await openBundled(WORKSHOP));
});

/** Every question of the bundled pack as it would be drawn, with help and without. */
function drawings(language: Language, width: number, height: number): { name: string; lines: string[] }[] {
  const messages = messagesOf(language).diagnose;
  const wordingIn = (one: Language): Wording => {
    const messages = messagesOf(one);
    const vocabulary = makeVocabulary({ plan: bundled, messages, language: one, languages: ['zh', 'en', 'de'] });
    return { vocabulary, messages: messages.diagnose, measures: undefined };
  };
  const wording = wordingIn(language);
  const secondWording = wordingIn(language === 'zh' ? 'de' : 'zh');
  const frame = { width, height, look: chooseTheme(worldIn(HOME), true), keys: messages.keys };
  return [new Map(), randomSheet(bundled, 5)].flatMap((sheet) => {
    const state = startInterview(bundled, { sheet });
    return state.outline.items.flatMap((item) => {
      const { level } = assess(bundled, finishAnswerSet(sheet), STAMP, '0').result;
      const overview = overviewOf(state, item, wording, level);
      const asked = questionViewOf(state, item, wording, { overview, secondWording });
      return [-1, 0, 1].map((helpPage) => {
        if ('options' in asked) return { name: item.name, lines: drawChoice(asked, { ...NOTHING, helpPage }, frame) };
        const line = { text: TYPED, cursor: 900 };
        const typing = { line, isProposed: false, helpPage, awaitsCommand: undefined, fault: messages.faults.digits };
        const { above, below } = drawLine(asked, typing, [[messages.keys.enter, messages.keys.confirm]], frame);
        return { name: item.name, lines: [...above, ...below.slice(1)] };
      });
    });
  });
}

describe('every question', () => {
  const sizes = [60, 80, 120].flatMap((width) => LANGUAGES.map((language) => [language, width] as const));

  test.each(sizes)(
    'every question in %s fits %i columns and 24 lines, whatever its answer and remarks',
    (language, width) => {
      const drawn = drawings(language, width - 1, 23);
      expect(drawn.length).toBeGreaterThan(300);
      const tooWide = drawn.flatMap(({ name, lines }) =>
        lines.filter((line) => textWidth(stripVTControlCharacters(line)) > width - 1).map((line) => `${name}: ${line}`),
      );
      expect(tooWide).toEqual([]);
      const tooHigh = drawn
        .filter(({ lines }) => lines.length > 23)
        .map(({ name, lines }) => `${name}: ${lines.length}`);
      expect(tooHigh).toEqual([]);
    },
  );

  test('every question shows its options even on a very small terminal', () => {
    for (const { name, lines } of drawings('de', 40, 15)) {
      expect(lines.length, name).toBeGreaterThan(3);
      expect(lines.every((line) => textWidth(stripVTControlCharacters(line)) <= 40)).toBe(true);
    }
  });
});

describe('on a terminal', () => {
  test.each([60, 80])('on a terminal of %i columns a diagnosis can be completed', async (columns) => {
    const sheet = randomSheet(workshop, columns);
    const { terminal, person } = await sitDown(workshop, { columns, rows: 24, language: 'zh', sheet });
    await person.answerAll();
    expect(await person.finish()).toEqual({ code: 0, signal: 0 });
    // What was drawn anew left nothing behind: every fact stands there once, and no key hint is left over.
    const text = terminal.everything().join('\n');
    expect(text.match(/^[✓-] 企业名称/gmu)).toHaveLength(1);
    expect(text).not.toContain('/q 退出');
  });

  test('beside a typed question, the overview has no blank rows between its sections', async () => {
    const desk = await sitDown(bundled, { pack: 'miit-sme-2024', columns: 120, rows: 40 });
    await desk.terminal.waitFor('the overview', (screen) => screen.some((line) => / {3}Sections$/.test(line)));
    const screen = desk.terminal.screen();
    const from = screen.findIndex((line) => / {3}Sections$/.test(line));
    const cursorRow = screen.findIndex((line) => line.startsWith('❯'));
    expect(cursorRow).toBeGreaterThan(from);
    const firstBlankRow = from + screen.slice(from).findIndex((line) => line.slice(84).trim() === '');
    expect(firstBlankRow).toBeGreaterThan(cursorRow + 1);
  });

  test('the screen is redrawn when the window is resized', async () => {
    const desk = await sitDown(workshop, { columns: 100 });
    await introduce(desk);
    desk.terminal.resize(60, 24);
    expect(await desk.person.shown('name')).toBe('employees');
    await desk.terminal.waitFor(
      'one question only',
      (screen) => screen.filter((line) => line === 'Employees').length === 1,
    );
    expect(desk.terminal.screen().every((line) => line.length <= 60)).toBe(true);
  });

  test.each([
    ['NO_COLOR', { env: { NO_COLOR: '1' } }],
    ['--no-color', { args: ['--no-color'] }],
  ])('the setting %s removes the colours', async (_, options) => {
    const desk = await sitDown(workshop, options);
    await introduce(desk);
    await desk.person.command('g');
    await desk.terminal.waitForText(listKeys(desk));
    // biome-ignore lint/suspicious/noControlCharactersInRegex: colours are what must not be there
    expect(desk.terminal.written()).not.toMatch(/\u001b\[(3[0-7]|9[0-7]|1|2|7)m/);
  });

  test('a terminal has colours by default', async () => {
    const desk = await sitDown(workshop);
    await introduce(desk);
    expect(desk.terminal.written()).toContain('\u001b[36m');
  });
});
