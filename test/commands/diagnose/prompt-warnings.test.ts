import { expect, test } from 'vitest';
import { openBundled } from './open-bundled-pack.ts';
import { draftedIn, introduce, KEYS, sitDown, WORKSHOP } from './terminal-session.ts';

test('an answer that figures contradict is marked and explained in the next line, not confirmed', async () => {
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

test('an enterprise out of scope is reported at the fact that shows it', async () => {
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
