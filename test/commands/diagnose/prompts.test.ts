import { render } from '@inquirer/testing';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { promptChoice } from '../../../src/commands/diagnose/choice-prompt.ts';
import {
  type EditedLine,
  editByKey,
  editLine,
  promptLine,
  typeText,
} from '../../../src/commands/diagnose/line-prompt.ts';
import { questionViewOf } from '../../../src/commands/diagnose/question-prompt.ts';
import { type ChoiceQuestion, chooseTheme, type Screen } from '../../../src/commands/diagnose/terminal-screen.ts';
import { loadWording } from '../../../src/commands/diagnose/ui-context.ts';
import { findItem, startInterview } from '../../../src/interview/interview.ts';
import { textWidth } from '../../../src/report/terminal/terminal-text.ts';
import { makeVocabulary } from '../../../src/report/text/vocabulary.ts';
import type { Plan } from '../../../src/scoring/plan.ts';
import { messagesOf } from '../../messages.ts';
import { HOME, worldIn } from '../../pack/sample-world.ts';
import { openBundled } from './open-bundled-pack.ts';

const messages = messagesOf('en').diagnose;
let plan: Plan;
beforeAll(async () => {
  ({ plan } = await openBundled('miit-sme-2024'));
});

function screenOf(columns: number, rows: number): Screen {
  const stdout = { columns, rows, write: vi.fn(), on: vi.fn(), off: vi.fn() } as unknown as Screen['stdout'];
  const typeAhead = {
    open: () => [],
    putBack: vi.fn(),
    close: vi.fn(),
    isAfterLetter: () => false,
    forget: vi.fn(),
    relax: vi.fn(),
    stop: vi.fn(),
  };
  return { stdout, typeAhead, look: chooseTheme(worldIn(HOME), false), keys: messages.keys, help: { isOpen: false } };
}

function choiceOf(name: string): ChoiceQuestion {
  const state = startInterview(plan);
  const item = findItem(state, name);
  if (!item) throw new Error(`no ${name}`);
  const vocabulary = makeVocabulary({ plan, messages: messagesOf('en'), language: 'en', languages: ['en'] });
  return questionViewOf(state, item, { vocabulary, messages, measures: undefined }) as ChoiceQuestion;
}

async function show(name: string, rows = 40, columns = 80) {
  const config = { question: choiceOf(name), screen: screenOf(columns, rows), faults: messages.faults };
  return draw(config);
}

/** Draws a choice; one still open when its test ends is closed with the process, which is no failure. */
async function draw(config: Parameters<typeof promptChoice>[0]) {
  const rendered = await render(promptChoice, config);
  rendered.answer.catch(() => {});
  return rendered;
}

describe('a question whose answer is chosen', () => {
  test('a choice shows the options with their letters, and the keys', async () => {
    const { getScreen, events, answer } = await show('Q5');
    expect(getScreen()).toContain('   C  Two or more, up to 80%');
    expect(getScreen()).toContain('A–E choose   ← back   Enter/→ skip   ? help   / commands');
    events.keypress('down');
    events.keypress('down');
    expect(getScreen()).toContain('❯  B  One process');
    expect(getScreen()).toContain('A–E choose   Enter confirm');
    events.keypress('enter');
    expect(await answer).toEqual({ kind: 'answer', value: 'B' });
  });

  test('a choice shows its default as an assumption, and Enter alone does not accept it', async () => {
    const { getScreen, events, answer } = await show('sector');
    expect(getScreen()).toContain('Assumed until answered: Industry (mining, manufacturing, utilities)');
    expect(getScreen()).not.toContain('❯');
    expect(getScreen()).toContain('Enter/→ skip');
    events.keypress('enter');
    expect(await answer).toEqual({ kind: 'command', command: 'skip', pending: [] });
  });

  test('a key that chooses nothing is reported, with the keys that do', async () => {
    const { getScreen, events, answer } = await show('warehouse');
    events.type('7');
    await vi.waitFor(() => expect(getScreen()).toContain('No answer has the key “7”. Choose with 0–4; / shows'));
    events.type('2');
    expect(await answer).toMatchObject({ kind: 'answer' });
  });

  test.each([80, 120])('a choice shows question and options in a second language, at %i columns', async (columns) => {
    const state = startInterview(plan);
    const item = findItem(state, 'Q5');
    const secondWording = await loadWording('zh', await openBundled('miit-sme-2024'), 2026);
    const wording = await loadWording('en', await openBundled('miit-sme-2024'), 2026);
    if (!item) throw new Error('the questionnaire has changed');
    const asked = questionViewOf(state, item, wording, { secondWording }) as ChoiceQuestion;
    const { getScreen, events, answer } = await draw({
      question: asked,
      screen: screenOf(columns, 24),
      faults: messages.faults,
    });
    const lines = getScreen().split('\n');
    expect(lines.join('')).toContain(asked.secondText);
    const second = lines.findIndex((line) => line.includes('B  One process'));
    expect(lines[second + 1]).toMatch(/^ {6}\p{Script=Han}/u);
    expect(lines.length).toBeLessThan(24);
    expect(Math.max(...lines.map((line) => textWidth(line)))).toBeLessThan(columns);
    events.type('b');
    expect(await answer).toEqual({ kind: 'answer', value: 'B' });
  });

  test('a question without a text in the second language is shown once', async () => {
    const state = startInterview(plan);
    const item = findItem(state, 'Q5');
    const wording = await loadWording('en', await openBundled('miit-sme-2024'), 2026);
    if (!item) throw new Error('the questionnaire has changed');
    const asked = questionViewOf(state, item, wording, { secondWording: wording }) as ChoiceQuestion;
    expect(asked.secondText).toBeUndefined();
    expect(asked.options.map(({ secondText }) => secondText)).toEqual(asked.options.map(() => undefined));
  });

  test('a choice shows what the numbers of a scale mean', async () => {
    const { getScreen, events, answer } = await show('warehouse');
    expect(getScreen()).toContain('3  The warehouse system works together with production');
    // One key is enough.
    events.keypress('3');
    expect(await answer).toEqual({ kind: 'answer', value: { n: 3n, d: 1n } });
  });

  test('a choice shows its help and commands on request, side by side if there is room', async () => {
    const narrow = await show('Q5');
    expect(narrow.getScreen()).not.toContain('/n note');
    narrow.events.keypress('?');
    expect(narrow.getScreen()).toContain(
      '/n note   /e evidence   /w who says it   /f flag or unflag   /u don’t know yet',
    );
    const wide = await show('Q5', 30, 130);
    wide.events.keypress('?');
    const beside = wide.getScreen().split('\n');
    expect(beside.some((line) => /\S {4,}\S/.test(line) && line.length > 100)).toBe(true);
    expect(beside.every((line) => line.length < 130)).toBe(true);
  });

  test('Esc closes the help of a choice before it opens the commands', async () => {
    const { getScreen, events, answer } = await show('Q5');
    events.keypress('?');
    expect(getScreen()).toContain('/n note');
    events.keypress('escape');
    expect(getScreen()).not.toContain('/n note');
    events.type('B');
    expect(await answer).toEqual({ kind: 'answer', value: 'B' });
  });

  test('a choice shows the part of a long list around the pointer', async () => {
    const { getScreen, events, answer } = await show('Q4', 18);
    expect(getScreen()).toMatch(/\d+ more below/);
    events.keypress('end');
    expect(getScreen()).toMatch(/\d+ more above/);
    expect(getScreen()).toContain('❯ [ ]  O  Human resources');
    for (const key of ['space', 'b', 'enter']) events.keypress(key === 'space' ? { name: ' ' } : key);
    expect(await answer).toEqual({ kind: 'answer', value: ['B', 'O'] });
  });

  test('an exclusive option deselects the others', async () => {
    const { getScreen, events, answer } = await show('Q4');
    for (const key of ['b', 'c', 'a']) events.keypress(key);
    expect(getScreen().match(/\[x\]/g)).toHaveLength(1);
    events.keypress('enter');
    expect(await answer).toEqual({ kind: 'answer', value: ['A'] });
  });

  test('a command at a choice keeps the options ticked so far', async () => {
    const { events, answer } = await show('Q4');
    for (const key of ['c', 'd', '/', 'n']) events.keypress(key);
    expect(await answer).toEqual({ kind: 'command', command: 'note', pending: [2, 3] });
  });
});

describe('a typed line', () => {
  const typeAll = (line: EditedLine, ...steps: string[]): EditedLine =>
    steps.reduce((present, step) => editByKey(present, step as 'left') ?? typeText(present, step), line);

  test('Esc closes the help of a typed answer, and every letter typed after it is kept', async () => {
    const { plan: quickScan } = await openBundled('quick-scan');
    const state = startInterview(quickScan);
    const item = findItem(state, 'registration');
    if (!item) throw new Error('no registration');
    const vocabulary = makeVocabulary({
      plan: quickScan,
      messages: messagesOf('en'),
      language: 'en',
      languages: ['en'],
    });
    const asked = questionViewOf(state, item, { vocabulary, messages, measures: undefined });
    expect(asked.help).toBeDefined();
    const { getScreen, events, answer } = await render(promptLine, {
      asked,
      screen: screenOf(80, 40),
      faults: messages.faults,
      line: '',
      isProposed: false,
      foot: [],
      cancels: false,
      check: () => undefined,
    });
    events.keypress('?');
    expect(getScreen()).toContain(messages.keys.helpClose);
    events.keypress('escape');
    expect(getScreen()).not.toContain(messages.keys.helpClose);
    for (const letter of 'HRB 245871') events.keypress(letter);
    events.keypress('enter');
    expect(await answer).toEqual({ kind: 'line', line: 'HRB 245871' });
  });

  test('a proposed answer is shown without the hint that Enter leaves the answer open', async () => {
    const { plan: quickScan } = await openBundled('quick-scan');
    const state = startInterview(quickScan);
    const item = findItem(state, 'sites');
    if (!item) throw new Error('no sites');
    const vocabulary = makeVocabulary({
      plan: quickScan,
      messages: messagesOf('en'),
      language: 'en',
      languages: ['en'],
    });
    const wording = { vocabulary, messages, measures: undefined };
    const sites = { n: 3n, d: 1n };
    const proposed = questionViewOf(state, item, wording, { suggestion: { value: sites, date: '1 May 2026' } });
    expect(proposed.remarks.map(({ text }) => text)).toContain(messages.remarks.suggested({ date: '1 May 2026' }));
    expect(proposed.hint).not.toContain(messages.hints.optional);
    expect(questionViewOf(state, item, wording).hint).toContain(messages.hints.optional);
  });

  test('a line is edited by whole characters, accents and parts of an emoji included', () => {
    expect(typeAll(editLine('e\u0301'), 'left', 'x')).toEqual({ text: 'xe\u0301', cursor: 1 });
    expect(typeAll(editLine('a👩‍🔧'), 'backspace')).toEqual({ text: 'a', cursor: 1 });
    expect(typeAll(editLine('成都市'), 'home', 'delete')).toEqual({ text: '都市', cursor: 0 });
  });

  test('the usual keys delete a word, or everything, before the cursor', () => {
    expect(typeAll(editLine('one two '), 'deleteWord').text).toBe('one ');
    expect(typeAll(editLine('one two'), 'left', 'deleteLine')).toEqual({ text: 'o', cursor: 0 });
  });
});
