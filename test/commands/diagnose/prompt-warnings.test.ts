import { expect, test } from 'vitest';
import { findNewPromptWarnings, setAnswer, startInterview } from '../../../src/interview/interview.ts';
import { fromNumber } from '../../../src/model/rational.ts';
import { openBundled } from './open-bundled-pack.ts';
import { draftedIn, introduce, KEYS, sitDown, WORKSHOP } from './terminal-session.ts';

test('an answer contradicted by the figures is marked, and the next line explains why', async () => {
  const { plan } = await openBundled(WORKSHOP);
  const desk = await sitDown(plan);
  const { person, terminal, cwd } = desk;
  await introduce(desk);
  let shown = await person.shown('name');
  while (shown !== 'machines') {
    terminal.type(KEYS.pageDown);
    shown = await person.shown(shown);
  }
  terminal.type('8\r');
  await person.shown('machines');
  terminal.type('6\r');
  await person.shown('networked');
  terminal.type('A');
  await person.shown('Q2');
  await terminal.waitForText('“up to half” was stated, but the figures give');
  await terminal.waitFor('a mark', (screen) => screen.some((line) => /^! Networking: A /.test(line)));
  expect((await draftedIn(cwd)).Q2).toEqual({ state: 'answered', value: 'A' });
});

test('an enterprise out of the pack’s scope is reported at the fact that puts it out of scope', async () => {
  const { plan } = await openBundled('digital-intensity');
  const { person, terminal } = await sitDown(plan, { pack: 'digital-intensity' });
  const told = 'The index is published for enterprises with 10 or more persons employed.';
  await person.shown();
  terminal.type('1\r');
  await person.shown('registration');
  terminal.type('Example Ltd.\r');
  await person.shown('name');
  terminal.type(KEYS.pageDown);
  await person.shown('country');
  terminal.type('7\r');
  await person.shown('employees');
  await terminal.waitForText(told);
  await terminal.waitFor('a mark', (screen) => screen.some((line) => /^! .*7/.test(line)));
});

test('the line printed after an answer says what the scale step means and which answer was replaced', async () => {
  const { plan } = await openBundled('quick-scan-china');
  const desk = await sitDown(plan, { pack: 'quick-scan-china' });
  const { person, terminal, words } = desk;
  await introduce(desk);
  await person.command('g');
  await terminal.waitForText(words.review.sectionsTitle);
  terminal.type(`${KEYS.down}\r`);
  const name = await person.shown();
  terminal.type('1');
  await person.shown(name);
  await terminal.waitFor('the meaning', (screen) => screen.some((line) => /^✓ .*: 1 \p{L}+/u.test(line)));
  terminal.type(KEYS.left);
  expect(await person.shown('lead')).toBe(name);
  terminal.type('2');
  await person.shown(name);
  await terminal.waitFor('both answers', (screen) => /: 2 \p{L}.*, instead of 1(?! \p{L})/u.test(screen.join(' ')));
});

test('a figure that contradicts another is reported once, and not again when further figures are stated', async () => {
  const { plan } = await openBundled('miit-sme-2024');
  const stated = (sheet: ReturnType<typeof startInterview>, name: string, value: number) =>
    setAnswer(sheet, name, { state: 'answered', value: fromNumber(value) });
  const first = stated(startInterview(plan), 'revenue', 18_640);
  const second = stated(first, 'revenueBefore', 17);
  expect(findNewPromptWarnings(first, second)).toMatchObject([{ name: 'revenue', beside: { name: 'revenueBefore' } }]);
  const third = stated(second, 'revenueBefore2', 17_900);
  expect(findNewPromptWarnings(second, third)).toEqual([]);
});
