import { beforeAll, describe, expect, test } from 'vitest';
import type { Plan } from '../../../src/scoring/plan.ts';
import { openBundled } from './open-bundled-pack.ts';
import {
  type Desk,
  draftedIn,
  finishNow,
  introduce,
  KEYS,
  listKeys,
  readFiled,
  sitDown,
  WORKSHOP,
} from './terminal-session.ts';

let plan: Plan;
beforeAll(async () => {
  ({ plan } = await openBundled(WORKSHOP));
});

/** States the figures that the answer to Q2 follows from, which comes next. */
async function stateFigures(desk: Desk): Promise<void> {
  const { terminal, person } = desk;
  await goTo(desk, 1);
  terminal.type(KEYS.right);
  await person.shown('Q1');
  terminal.type('8\r');
  await person.shown('machines');
  terminal.type('6\r');
}

describe('every answer', () => {
  test('every answer is in the draft before the next question is shown', async () => {
    const desk = await sitDown(plan);
    await introduce(desk);
    expect(await draftedIn(desk.cwd)).toMatchObject({ name: { state: 'answered', value: 'Example Ltd.' } });
  });

  test('every answer can be taken back and changed, any number of steps away', async () => {
    const desk = await sitDown(plan);
    const { terminal, person } = desk;
    await introduce(desk);
    terminal.type('326\r');
    await person.shown('employees');
    terminal.type(KEYS.left);
    await person.shown('founded');
    terminal.type(KEYS.left);
    expect(await person.shown('employees')).toBe('name');
    terminal.type('Sample Ltd.\r');
    expect(await person.shown('name')).toBe('employees');
    await person.command('c');
    expect(await person.shown('employees')).toBe('founded');
    expect(await draftedIn(desk.cwd)).toMatchObject({ name: { value: 'Sample Ltd.' }, employees: null });
  });

  test('an answer derived from figures is proposed together with the figures, and Enter accepts it', async () => {
    const desk = await sitDown(plan);
    const { terminal, person, words } = desk;
    await introduce(desk);
    await stateFigures(desk);
    expect(await person.shown('networked')).toBe('Q2');
    await terminal.waitForText(words.remarks.derived({ answer: 'B more than half' }));
    await terminal.waitForText('Networked machines: 6 units');
    terminal.type('\r');
    await person.shown('Q2');
    expect(await draftedIn(desk.cwd)).toMatchObject({ Q2: { state: 'answered', value: 'B' } });
  });

  test('one key chooses an answer, and a habitual Enter after it accepts nothing at the next question', async () => {
    const desk = await sitDown(plan);
    const { terminal, person } = desk;
    await introduce(desk);
    await stateFigures(desk);
    await person.shown('networked');
    terminal.type(KEYS.right);
    await person.shown('Q2');
    terminal.type('Y');
    await person.shown('Q3');
    terminal.type(KEYS.left);
    await person.shown('control');
    terminal.type(KEYS.left);
    expect(await person.shown('Q3')).toBe('Q2');
    terminal.type('A\r');
    expect(await person.shown('Q2')).toBe('Q3');
    terminal.type('\r');
    await person.command('l');
    await terminal.waitForText('Level: not yet certain');
    expect(await person.shown()).toBe('Q3');
    expect(await draftedIn(desk.cwd)).toMatchObject({ Q2: { value: 'A' }, Q3: { value: true } });
  });

  test('an answer contradicted by the figures is reported', async () => {
    const desk = await sitDown(plan);
    const { terminal, person, words } = desk;
    await introduce(desk);
    await stateFigures(desk);
    await person.shown('networked');
    terminal.type('A\r');
    await person.shown('Q2');
    terminal.type(KEYS.left);
    await person.shown('Q3');
    await terminal.waitForText(words.remarks.contradicted({ derived: 'B more than half' }));
  });

  test('the answer to a question that no longer applies is kept, but not counted', async () => {
    const desk = await sitDown(plan);
    const { terminal, person } = desk;
    await introduce(desk);
    await walkTo(desk, 'exporter');
    terminal.type('Y\r');
    await person.shown('exporter');
    await goTo(desk, 2);
    terminal.type('B\r');
    await person.shown('E1');
    await goTo(desk, 0);
    await walkTo(desk, 'exporter');
    terminal.type('N\r');
    expect(await person.shown('exporter')).toBe('Q1');
    await finishNow(desk);
    const [assessment] = (await readFiled(desk.cwd)).assessments;
    expect(assessment?.answers.E1).toEqual({ state: 'answered', value: 'asia' });
    expect(assessment?.result.warnings).toContainEqual({ code: 'not-asked', name: 'E1' });
    expect(assessment?.result.scores.export?.value).not.toBe(1);
  });
});

describe('notes and evidence', () => {
  test('notes and evidence are saved at once, even before there is an answer', async () => {
    const desk = await sitDown(plan);
    const { terminal, person, words } = desk;
    await introduce(desk);
    await person.command('n');
    await terminal.waitForText(`${words.keys.save}   Esc`);
    terminal.type('HR sends it by Friday\r');
    await terminal.waitForText('Note: HR sends it by Friday');
    await person.command('e');
    await terminal.waitForText(`${words.keys.enter} ${words.keys.add}`);
    terminal.type('list.xlsx\r');
    await terminal.waitForText('Evidence: list.xlsx');
    await terminal.kill();
    expect(await draftedIn(desk.cwd)).toMatchObject({
      employees: { state: 'unanswered', note: 'HR sends it by Friday', evidence: ['list.xlsx'] },
    });
  });

  test('evidence is corrected with Backspace', async () => {
    const desk = await sitDown(plan);
    const { terminal, person, words } = desk;
    await introduce(desk);
    await person.command('e');
    await terminal.waitForText(`${words.keys.enter} ${words.keys.add}`);
    terminal.type('a.pdf\r');
    await terminal.waitForText('Evidence: a.pdf');
    await terminal.waitForText('There is no file “a.pdf” here');
    terminal.type('b.pdf\r');
    await terminal.waitForText('a.pdf; b.pdf');
    terminal.type(KEYS.backspace);
    await terminal.waitFor('the last piece again', (screen) => screen.includes('❯ b.pdf'));
    terminal.type(`${KEYS.backspace.repeat(5)}c.pdf\r`);
    await terminal.waitForText('a.pdf; c.pdf');
    expect(await draftedIn(desk.cwd)).toMatchObject({ employees: { evidence: ['a.pdf', 'c.pdf'] } });
  });

  test('a note pasted with several lines becomes one line, and nothing of it is lost', async () => {
    const desk = await sitDown(plan);
    const { terminal, person, words } = desk;
    await introduce(desk);
    await person.command('n');
    await terminal.waitForText(`${words.keys.save}   Esc`);
    terminal.type('first line\rsecond line\rthird\r');
    await terminal.waitForText('Note: first line second line third');
  });

  test('an empty note is asked for again, so text typed next is not taken for an answer', async () => {
    const desk = await sitDown(plan);
    const { terminal, person, words } = desk;
    await introduce(desk);
    await person.command('n');
    await terminal.waitForText(`${words.keys.save}   Esc`);
    terminal.type('\r');
    await terminal.waitForText(words.faults.noNote);
    terminal.type('326 by the register\r');
    await terminal.waitForText(words.remarks.note({ note: '326 by the register' }));
    await person.command('e');
    await terminal.waitForText(`${words.keys.enter} ${words.keys.add}`);
    expect(terminal.screen().join()).not.toContain(words.keys.finishList);
    terminal.type('\r');
    await terminal.waitForText(words.faults.noEvidence);
    terminal.type('list.xlsx\r');
    await terminal.waitForText(words.keys.finishList);
    terminal.type('\r');
    await person.shown();
    terminal.type('326\r');
    await person.shown('employees');
    await terminal.waitForText('✓ Employees: 326 persons · evidence, note');
  });

  test('a note whose text is deleted is removed', async () => {
    const desk = await sitDown(plan);
    const { terminal, person, words } = desk;
    await introduce(desk);
    for (const keys of ['wrong', '\u0015']) {
      await person.command('n');
      await terminal.waitForText(`${words.keys.save}   Esc`);
      terminal.type(`${keys}\r`);
      await person.shown();
    }
    await terminal.waitFor('no note', (screen) => !screen.join().includes('wrong'));
    expect(await draftedIn(desk.cwd)).toMatchObject({ employees: null });
  });

  test('Esc discards the note being typed', async () => {
    const desk = await sitDown(plan);
    const { terminal, person, words } = desk;
    await introduce(desk);
    await person.command('n');
    await terminal.waitForText(`${words.keys.save}   Esc`);
    terminal.type('never mind');
    await terminal.waitForText('❯ never mind');
    terminal.type(KEYS.escape);
    expect(await person.shown()).toBe('employees');
    expect(await draftedIn(desk.cwd)).not.toHaveProperty('employees');
  });
});

describe('moving between questions', () => {
  test('an answer changed from the review leads back to the review', async () => {
    const desk = await sitDown(plan);
    const { terminal, person, words } = desk;
    await introduce(desk);
    await person.command('r');
    await terminal.waitForText(words.review.title);
    terminal.type(KEYS.down.repeat(3));
    await terminal.waitFor('the key', (screen) => screen.some((line) => /^❯ +Unified/.test(line)));
    terminal.type(KEYS.down);
    await terminal.waitFor('the name', (screen) => screen.some((line) => /^❯ +Name/.test(line)));
    terminal.type('\r');
    expect(await person.shown()).toBe('name');
    terminal.type('Sample Ltd.\r');
    expect(await person.shownOrReview('name')).toBeUndefined();
    await terminal.waitForText('Sample Ltd.');
  });

  test('a required fact cannot be skipped, nor can anything after it be reached', async () => {
    const { terminal, person, words } = await sitDown(plan);
    await person.shown();
    terminal.type(KEYS.left);
    await terminal.waitForText(words.faults.first);
    // The code may wait; then the name is required.
    terminal.type(KEYS.pageDown);
    expect(await person.shown('uscc')).toBe('name');
    terminal.type(KEYS.pageDown);
    await terminal.waitForText(words.faults.required);
    await person.command('r');
    await terminal.waitForText(words.faults.requiredFirst({ title: 'Name of the enterprise' }));
  });

  test('“not applicable” is refused if the question does not allow it', async () => {
    const desk = await sitDown(plan);
    await introduce(desk);
    await desk.person.command('x');
    await desk.terminal.waitForText(desk.words.faults.notApplicable);
  });

  test('help on a question can be opened and closed', async () => {
    const desk = await sitDown(plan);
    const { terminal, words } = desk;
    await introduce(desk);
    terminal.type('?');
    await terminal.waitForText('Everyone who works here for pay.');
    terminal.type('?');
    await terminal.waitFor('no help', (screen) => !screen.join().includes('Everyone'));
    await terminal.waitForText(`? ${words.keys.help}`);
  });

  test('the bounds of the score are shown after a section, but not in a self-assessment', async () => {
    for (const kind of ['onsite', 'self']) {
      const desk = await sitDown(plan, { args: ['--kind', kind] });
      const { terminal, person, words } = desk;
      await introduce(desk);
      await walkTo(desk, 'exporter');
      terminal.type('Y\r');
      await person.shown('exporter');
      await goTo(desk, 1);
      await walkTo(desk, 'E1');
      expect(
        terminal
          .screen()
          .join('\n')
          .includes(words.trace.bounds({ title: 'Shop floor' })),
      ).toBe(kind === 'onsite');
    }
  });
});

/** Goes to a part by the list of sections. */
async function goTo(desk: Desk, part: number): Promise<void> {
  const { terminal, person, words } = desk;
  await person.command('g');
  await terminal.waitForText(words.review.sectionsTitle);
  await terminal.waitForText(listKeys(desk));
  terminal.type(`${KEYS.up.repeat(5)}${KEYS.down.repeat(part)}`);
  const titles = ['About the enterprise', 'Shop floor', 'Export'];
  await terminal.waitFor(titles[part] ?? '', (screen) => screen.some((line) => line.startsWith(`❯ ${titles[part]}`)));
  terminal.type('\r');
  await person.shown();
}

/** Skips until something is shown. */
async function walkTo({ terminal, person }: Desk, name: string): Promise<void> {
  for (let shown = await person.shown(); shown !== name; shown = await person.shown(shown)) {
    terminal.type(KEYS.pageDown);
  }
}
