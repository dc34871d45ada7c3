import { expect, test } from 'vitest';
import { openBundled } from './open-bundled-pack.ts';
import { draftedIn, introduce, KEYS, sitDown } from './terminal-session.ts';

test('a number 10,000 times too large is questioned; the likely value can be accepted or replaced', async () => {
  const { plan } = await openBundled('quick-scan-china');
  const desk = await sitDown(plan, { pack: 'quick-scan-china' });
  const { person, terminal, cwd } = desk;
  await introduce(desk);
  let shown = await person.shown('name');
  while (shown !== 'revenue') {
    terminal.type(KEYS.pageDown);
    shown = await person.shown(shown);
  }
  const asksBack = (): Promise<void> =>
    terminal.waitForText('186,400,000 × CNY 10,000 is 1.86 trillion CNY: did you mean 18,640?');
  terminal.type('186400000\r');
  await asksBack();
  terminal.type(`${KEYS.down}\r`);
  await terminal.waitFor('the line as it was', (screen) => screen.some((line) => /^\W*186400000/.test(line)));
  terminal.type('\r');
  await asksBack();
  terminal.type('\r');
  const next = await person.shown('revenue');
  expect((await draftedIn(cwd)).revenue).toEqual({ state: 'answered', value: 18640 });
  terminal.type(KEYS.pageUp);
  await person.shown(next);
  terminal.type('\u00151.7亿\r');
  await person.shown('revenue');
  expect((await draftedIn(cwd)).revenue).toEqual({ state: 'answered', value: 17000 });
});
