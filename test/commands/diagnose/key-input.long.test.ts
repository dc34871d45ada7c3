import { beforeAll, describe, expect, test } from 'vitest';
import type { Plan } from '../../../src/scoring/plan.ts';
import { openBundled } from './open-bundled-pack.ts';
import { CODE, draftedIn, introduce, KEYS, sitDown, WORKSHOP } from './terminal-session.ts';

let plan: Plan;
beforeAll(async () => {
  ({ plan } = await openBundled(WORKSHOP));
});

describe('the keyboard', () => {
  test('keys pressed before a question is ready are not lost', { retry: 2 }, async () => {
    const { terminal, person, cwd } = await sitDown(plan);
    await person.shown();
    // Someone who types fast and does not look up.
    for (const key of `${CODE}\rEx. Ltd.\r18640\r2001-02-03\r`) {
      terminal.type(key);
      await new Promise((resolve) => setTimeout(resolve, 15));
    }
    await terminal.waitFor('the fifth fact', (screen) => screen.includes('E-mail address'));
    expect(await draftedIn(cwd)).toMatchObject({
      name: { value: 'Ex. Ltd.' },
      employees: { value: 18640 },
      founded: { value: '2001-02-03' },
    });
  });

  test('keys typed before the first question is shown are entered at that question only', { retry: 2 }, async () => {
    const { terminal, person } = await sitDown(plan);
    terminal.type('9135');
    await person.shown();
    await terminal.waitFor('what was typed', (screen) => screen.some((line) => line.includes('9135')));
    expect(terminal.screen().filter((line) => line.includes('9135'))).toEqual([expect.stringMatching(/^❯ 9135/)]);
  });

  test('text pasted at a choice does not answer the question', async () => {
    const desk = await sitDown(plan);
    const { terminal, person, words, cwd } = desk;
    await introduce(desk);
    for (const name of ['employees', 'founded', 'mail', 'phone']) {
      terminal.type(KEYS.right);
      await person.shown(name);
    }
    terminal.type('Yes, since 2019.\rMostly by rail.\r');
    await terminal.waitForText(words.faults.pasted);
    expect(await draftedIn(cwd)).not.toHaveProperty('exporter');
  });

  test('extra presses of Enter do not accept an answer that was not yet on the screen', async () => {
    const desk = await sitDown(plan);
    const { terminal, person, cwd } = desk;
    await introduce(desk);
    terminal.type('12\r\r\r');
    expect(await person.shown('employees')).toBe('founded');
    terminal.type('3.2.2001\r');
    await person.shown('founded');
    expect(await draftedIn(cwd)).toMatchObject({ founded: { value: '2001-02-03' } });
  });

  test('no option is preselected, so Enter alone skips the question', async () => {
    const desk = await sitDown(plan);
    const { terminal, person, words } = desk;
    await introduce(desk);
    for (const name of ['employees', 'founded', 'mail', 'phone']) {
      terminal.type(KEYS.right);
      await person.shown(name);
    }
    terminal.type('7');
    await terminal.waitForText(words.faults.noSuchKey({ typed: '7', keys: 'Y/N' }));
    terminal.type('\r');
    await terminal.waitForText(words.trace.skipped);
    expect(await person.shown('exporter')).toBe('exportShare');
    terminal.type(KEYS.pageUp);
    expect(await person.shown('exportShare')).toBe('exporter');
    terminal.type(KEYS.down);
    await terminal.waitFor('the pointer', (screen) => screen.some((line) => line.startsWith('❯  Y')));
  });

  test('letters, digits and the slash of a Chinese input method work as well', async () => {
    const desk = await sitDown(plan, { language: 'zh' });
    const { terminal, person, words, cwd } = desk;
    await person.shown();
    terminal.type('９１３５０１００Ｍ０００１００Ｙ４３\r');
    await person.shown('uscc');
    terminal.type('示例精密机械有限公司\r');
    await person.shown('name');
    terminal.type('３２６\r');
    await person.shown('employees');
    terminal.type('、');
    await terminal.waitForText(words.keys.command);
    terminal.type('ｕ');
    await person.shown('founded');
    expect(await draftedIn(cwd)).toMatchObject({
      uscc: { value: CODE },
      name: { value: '示例精密机械有限公司' },
      employees: { value: 326 },
      founded: { state: 'unknown' },
    });
  });

  test('Alt or Esc with a letter runs a command', async () => {
    const desk = await sitDown(plan);
    const { terminal, person, words } = desk;
    await introduce(desk);
    terminal.type('\u001bu');
    await person.shown('employees');
    terminal.type(KEYS.escape);
    await terminal.waitForText(words.keys.command);
    terminal.type('b');
    expect(await person.shown('founded')).toBe('employees');
    await terminal.waitForText(words.remarks.unknown);
  });

  test('a slash opens the commands even after a typed number, and is ignored while they are open', async () => {
    const desk = await sitDown(plan);
    const { terminal, person, words, cwd } = desk;
    await introduce(desk);
    terminal.type('32');
    await terminal.waitFor('the number', (screen) => screen.includes('❯ 32'));
    await person.command('n');
    await terminal.waitForText(`${words.keys.save}   Esc`);
    terminal.type('so far\r');
    await terminal.waitFor('the number again', (screen) => screen.includes('❯ 32'));
    terminal.type(KEYS.escape);
    await terminal.waitForText(words.keys.command);
    terminal.type('/u');
    await person.shown('employees');
    expect(await draftedIn(cwd)).toMatchObject({ employees: { state: 'unknown', note: 'so far' } });
  });

  test('a slash in a typed date is text if a digit follows, and opens the commands if a letter follows', async () => {
    const desk = await sitDown(plan);
    const { terminal, person, cwd } = desk;
    await introduce(desk);
    await person.command('s');
    await person.shown('employees');
    terminal.type('2001/2/3\r');
    await person.shown('founded');
    expect(await draftedIn(cwd)).toMatchObject({ founded: { value: '2001-02-03' } });
    terminal.type(KEYS.left);
    await person.shown('mail');
    terminal.type('2002/u');
    await person.shown('founded');
    expect(await draftedIn(cwd)).toMatchObject({ founded: { state: 'unknown' } });
  });

  test('a slash can be typed in a text, and the prompt names another key for commands', async () => {
    const desk = await sitDown(plan);
    const { terminal, person, words, cwd } = desk;
    await person.shown();
    terminal.type(`${CODE}\r`);
    await person.shown('uscc');
    await terminal.waitForText(`/ ${words.keys.commands}`);
    terminal.type('A/n Ltd.');
    await terminal.waitForText(`Esc ${words.keys.commands}`);
    expect(terminal.screen().join('\n')).not.toContain(`/ ${words.keys.commands}`);
    terminal.type(KEYS.escape);
    await terminal.waitForText(words.keys.command);
    terminal.type('/');
    terminal.type(KEYS.escape);
    await terminal.waitForText(`Esc ${words.keys.commands}`);
    terminal.type('\r');
    await person.shown('name');
    expect(await draftedIn(cwd)).toMatchObject({ name: { value: 'A/n Ltd.' } });
  });

  test('letters choose options, even letters that stand for commands', async () => {
    const { plan: bundled } = await openBundled('miit-sme-2024');
    const desk = await sitDown(bundled, { pack: 'miit-sme-2024' });
    const { terminal, person, words, cwd } = desk;
    await introduce(desk);
    await person.command('g');
    await terminal.waitForText(words.review.sectionsTitle);
    terminal.type(`${KEYS.down}\r`);
    await person.shown('sector');
    for (let shown = await person.shown(); shown !== 'Q4'; shown = await person.shown(shown)) terminal.type(KEYS.right);
    terminal.type('beno\r');
    await person.shown('Q4');
    expect(await draftedIn(cwd)).toMatchObject({ Q4: { value: ['B', 'E', 'N', 'O'] } });
  });

  test('a long line of Chinese text can be edited in the middle', async () => {
    const desk = await sitDown(plan, { columns: 60, language: 'zh' });
    const { terminal, person, words, cwd } = desk;
    await introduce(desk);
    await person.command('n');
    await terminal.waitForText(`${words.keys.save}   Esc`);
    const half = '设备台账由设备部保管，'.repeat(4);
    terminal.type(half + half);
    await terminal.waitForText(half + half);
    terminal.type(KEYS.left.repeat(44));
    terminal.type('【此处】');
    await terminal.waitForText(`${half}【此处】`);
    terminal.type('\r');
    await terminal.waitForText(words.remarks.note({ note: `${half}【此处】${half}` }));
    expect(await draftedIn(cwd)).toMatchObject({ employees: { note: `${half}【此处】${half}` } });
  });

  test('an invalid typed answer is explained in the language of the diagnosis', async () => {
    const desk = await sitDown(plan, { language: 'de' });
    const { terminal, person, words } = desk;
    await person.shown();
    terminal.type('91350100MO00100Y43\r');
    await terminal.waitForText('Zeichen 10, „O“, kommt in solchen Codes nicht vor');
    terminal.type(`${'\u0015'}9.135E+17\r`);
    await terminal.waitForText(words.faults.uscc.mangled);
    terminal.type(`${'\u0015'}${CODE}\r`);
    await person.shown('uscc');
    terminal.type('X\r');
    await person.shown('name');
    terminal.type('18.000\r');
    await terminal.waitForText(words.faults.ambiguous({ one: '18000', other: '18' }));
  });
});
