import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Plan } from '../../../src/scoring/plan.ts';
import { makeTemporaryFolder } from '../../store/temporary-folder.ts';
import { openBundled } from './open-bundled-pack.ts';
import { startMatura } from './pseudo-terminal.ts';
import { ageLocks } from './simulated-person.ts';
import {
  CODE,
  type Desk,
  draftedIn,
  finishNow,
  introduce,
  KEYS,
  OTHER_CODE,
  readFiled,
  sitDown,
  WORKSHOP,
} from './terminal-session.ts';

let plan: Plan;
beforeAll(async () => {
  ({ plan } = await openBundled(WORKSHOP));
});

/** A diagnosis of which the key, the name and the employees were said before the power went. */
async function interrupt(options: Parameters<typeof sitDown>[1] = {}): Promise<Desk> {
  const desk = await sitDown(plan, options);
  await introduce(desk);
  desk.terminal.type('326\r');
  await desk.person.shown('employees');
  await desk.terminal.kill();
  await ageLocks(path.join(desk.cwd, 'files'));
  return desk;
}

describe('the next start', () => {
  test('the next start offers to continue a draft: with enterprise, time, progress and pack version', async () => {
    const { cwd } = await interrupt({ args: ['--assessor', 'Li Na'] });
    const desk = await sitDown(plan, { cwd });
    const { terminal, person, words } = desk;
    await terminal.waitForText(words.drafts.found({ count: 1 }));
    await terminal.waitForText('❯ Example Ltd.');
    const offer = terminal.screen().join(' ').replace(/\s+/g, ' ');
    expect(offer).toMatch(/on-site diagnosis, \d+ \w+ 20\d\d \d\d:\d\d, 0 of 8 questions, 18%, version 1\.0\.0/i);
    expect(offer).toContain(CODE);
    terminal.type('\r');
    expect(await person.shown()).toBe('founded');
    await finishNow(desk);
    // Under the terms it was begun with.
    expect((await readFiled(cwd)).assessments[0]).toMatchObject({ kind: 'onsite', assessor: 'Li Na' });
    expect(await readdir(path.join(cwd, 'files/.drafts'))).toEqual([]);
  });

  test('a draft is continued in its language, unless another is asked for', async () => {
    const { cwd } = await interrupt({ language: 'zh' });
    for (const [args, text] of [
      [[], '成立日期'],
      [['--lang', 'de'], 'Gründungsdatum'],
    ] as const) {
      const terminal = startMatura(['diagnose', WORKSHOP, ...args], { cwd });
      await terminal.waitForText('Example Ltd.');
      terminal.type('\r');
      await terminal.waitForText(text);
      terminal.type(KEYS.interrupt);
      await terminal.exited;
    }
  });

  test('a draft that states no language can be read', async () => {
    const { cwd } = await interrupt({ language: 'zh' });
    const folder = path.join(cwd, 'files/.drafts');
    const [name = ''] = (await readdir(folder)).filter((one) => one.endsWith('.jsonl'));
    const text = await readFile(path.join(folder, name), 'utf8');
    await writeFile(path.join(folder, name), text.replace('"language":"zh",', '').replace(',"language":"zh"', ''));
    const terminal = startMatura(['diagnose', WORKSHOP], { cwd });
    await terminal.waitForText('Example Ltd.');
    terminal.type('\r');
    await terminal.waitForText('Date of founding');
  });

  test('the next start can delete a draft, after confirmation', async () => {
    const { cwd } = await interrupt();
    const { terminal, person, words } = await sitDown(plan, { cwd });
    await terminal.waitForText(words.drafts.found({ count: 1 }));
    terminal.type(`${KEYS.down.repeat(2)}\r`);
    await terminal.waitForText(words.drafts.discardQuestion({ enterprise: 'Example Ltd.', answers: 3 }));
    // Enter alone keeps it.
    terminal.type('\r');
    await terminal.waitForText(words.drafts.found({ count: 1 }));
    expect(Object.keys(await draftedIn(cwd))).toHaveLength(3);
    terminal.type(`${KEYS.down.repeat(2)}\r`);
    await terminal.waitForText(words.drafts.discardIt);
    terminal.type(`${KEYS.down}\r`);
    await terminal.waitForText(words.drafts.discarded({ path: 'files/.drafts/' }));
    expect(await person.shown()).toBe('uscc');
    expect(await readdir(path.join(cwd, 'files/.drafts'))).toEqual([]);
  });

  test('the next start asks which of several drafts to delete, then offers the rest', async () => {
    const { cwd } = await interrupt();
    const other = await sitDown(plan, { cwd });
    await other.terminal.waitForText(other.words.drafts.found({ count: 1 }));
    other.terminal.type(`${KEYS.down}\r`);
    await other.person.shown();
    other.terminal.type(`${OTHER_CODE}\r`);
    await other.person.shown('uscc');
    other.terminal.type(KEYS.interrupt);
    await other.terminal.exited;
    const { terminal, words } = await sitDown(plan, { cwd });
    await terminal.waitForText(words.drafts.found({ count: 2 }));
    terminal.type(`${KEYS.down.repeat(3)}\r`);
    await terminal.waitForText(words.drafts.discardWhich);
    terminal.type('\r');
    await terminal.waitForText(words.drafts.discardQuestion({ enterprise: OTHER_CODE, answers: 1 }));
    terminal.type(`${KEYS.down}\r`);
    await terminal.waitForText(words.drafts.found({ count: 1 }));
    await terminal.waitForText('❯ Example Ltd.');
    expect(await draftedIn(cwd)).toMatchObject({ uscc: { value: CODE } });
  });

  test('the next start can begin another draft, and keeps the first', async () => {
    const { cwd } = await interrupt();
    const desk = await sitDown(plan, { cwd });
    await desk.terminal.waitForText(desk.words.drafts.found({ count: 1 }));
    desk.terminal.type(`${KEYS.down}\r`);
    expect(await desk.person.shown()).toBe('uscc');
    desk.terminal.type(`${OTHER_CODE}\r`);
    await desk.person.shown('uscc');
    expect(
      await readdir(path.join(cwd, 'files/.drafts')).then((names) => names.filter((name) => name.endsWith('.jsonl'))),
    ).toHaveLength(2);
  });

  test('a draft open in another window is reported, and resumed once that window is closed', async () => {
    const first = await sitDown(plan);
    await introduce(first);
    const second = await sitDown(plan, { cwd: first.cwd });
    await second.terminal.waitForText(second.words.drafts.found({ count: 1 }));
    second.terminal.type('\r');
    await second.terminal.waitForText(second.words.drafts.waiting);
    first.terminal.type(KEYS.interrupt);
    await first.terminal.exited;
    expect(await second.person.shown()).toBe('employees');
  });

  test('a draft is continued as the kind of assessment, on-site or self, as which it was begun', async () => {
    const { cwd } = await interrupt({ args: ['--kind', 'self'] });
    const { terminal, person, words } = await sitDown(plan, { cwd });
    await terminal.waitForText(words.drafts.found({ count: 1 }));
    terminal.type('\r');
    for (let shown = await person.shown(); shown !== 'E1'; shown = await person.shown(shown)) {
      terminal.type(KEYS.pageDown);
    }
    expect(terminal.everything().join('\n')).not.toContain(words.trace.bounds({ title: 'Shop floor' }));
  });

  test('an unreadable draft is named and left untouched', async () => {
    const { cwd } = await interrupt();
    const folder = path.join(cwd, 'files/.drafts');
    const [name = ''] = (await readdir(folder)).filter((one) => one.endsWith('.jsonl'));
    const damaged = (await readFile(path.join(folder, name), 'utf8')).replace('"name":"name"', '"name:"name"');
    await writeFile(path.join(folder, name), damaged);
    const { terminal, person } = await sitDown(plan, { cwd });
    expect(await person.shown()).toBe('uscc');
    await terminal.waitForText(`A draft cannot be read: files/.drafts/${name}`);
    await terminal.waitForText('is damaged: line 3: not valid JSON');
    expect(await readFile(path.join(folder, name), 'utf8')).toBe(damaged);
  });

  test('a draft that was already filed, but not removed because of a power cut, is not filed again', async () => {
    const desk = await sitDown(plan);
    await introduce(desk);
    const folder = path.join(desk.cwd, 'files/.drafts');
    const [name = ''] = (await readdir(folder)).filter((one) => one.endsWith('.jsonl'));
    const draft = await readFile(path.join(folder, name));
    await finishNow(desk);
    await writeFile(path.join(folder, name), draft);
    const again = await sitDown(plan, { cwd: desk.cwd });
    expect(await again.person.shown()).toBe('uscc');
    expect(await readdir(folder)).toEqual([]);
    expect((await readFiled(desk.cwd)).assessments).toHaveLength(1);
  });
});

describe('a draft of another version of the pack', () => {
  test('a draft of another pack version is recognised: valid answers are carried over, others listed, the draft kept', async () => {
    const cwd = await makeTemporaryFolder();
    const pack = path.join(cwd, 'workshop');
    await cp(WORKSHOP, pack, { recursive: true });
    await interrupt({ cwd, pack });
    const file = path.join(pack, 'questionnaire.yaml');
    const text = await readFile(file, 'utf8');
    await writeFile(
      file,
      text
        .replace('version: 1.0.0', 'version: 1.1.0')
        .replace('{ id: employees, type: integer', '{ id: employees, type: integer')
        .replace(
          '    type: integer\n    minimum: 0\n    unit: { en: persons',
          '    type: integer\n    minimum: 1000\n    unit: { en: persons',
        ),
    );
    const desk = await sitDown(plan, { cwd, pack });
    const { terminal, person, words } = desk;
    await terminal.waitForText(words.drafts.otherVersion({ version: '1.0.0' }));
    terminal.type('\r');
    await terminal.waitForText(words.drafts.changedVersion({ from: '1.0.0', to: '1.1.0' }));
    await terminal.waitForText(words.drafts.taken({ count: 2 }));
    await terminal.waitForText(
      words.drafts.refused({ name: 'Employees', answer: '326', reason: words.drafts.noSuchAnswer }),
    );
    await terminal.waitForText('The old draft is kept: files/.drafts/');
    await terminal.waitForText(words.drafts.takeOver);
    terminal.type('\r');
    expect(await person.shown()).toBe('employees');
    await terminal.kill();
    const drafts = (await readdir(path.join(cwd, 'files/.drafts'))).filter((name) => name.endsWith('.jsonl'));
    expect(drafts).toHaveLength(2);
    expect(await draftedIn(cwd)).toMatchObject({ uscc: { value: CODE }, employees: { value: 326 } });
  });

  test('a draft’s answer is kept under the new name of its question', async () => {
    const cwd = await makeTemporaryFolder();
    const pack = path.join(cwd, 'workshop');
    await cp(WORKSHOP, pack, { recursive: true });
    await interrupt({ cwd, pack });
    const file = path.join(pack, 'questionnaire.yaml');
    const text = await readFile(file, 'utf8');
    const renamed = text
      .replace('version: 1.0.0', 'version: 1.1.0')
      .replace('- id: employees\n', '- id: staff\n    renamedFrom: employees\n')
      .replaceAll(/\bemployees: \{/g, 'staff: {');
    await writeFile(file, renamed);
    const desk = await sitDown(plan, { cwd, pack });
    const { terminal, words } = desk;
    await terminal.waitForText(words.drafts.otherVersion({ version: '1.0.0' }));
    terminal.type('\r');
    await terminal.waitForText(words.drafts.taken({ count: 3 }));
    await terminal.waitForText(words.drafts.takeOver);
    terminal.type('\r');
    expect(await desk.person.shown()).not.toBe('staff');
    await terminal.kill();
    expect(await draftedIn(cwd)).toMatchObject({ uscc: { value: CODE }, staff: { value: 326 } });
  });
});

describe('an answer that cannot be saved', () => {
  test('an answer that cannot be saved is not lost: it is reported, and saved once possible', async () => {
    const desk = await sitDown(plan);
    const { terminal, person, words, cwd } = desk;
    await person.shown();
    await mkdir(path.join(cwd, 'files'));
    await writeFile(path.join(cwd, 'files/.drafts'), 'a file where the folder should be');
    terminal.type(`${CODE}\r`);
    await terminal.waitForText('The answer is not saved yet.');
    await terminal.waitForText(words.trace.tryAgain);
    await rm(path.join(cwd, 'files/.drafts'));
    terminal.type('\r');
    expect(await person.shown('uscc')).toBe('name');
    expect(await draftedIn(cwd)).toMatchObject({ uscc: { value: CODE } });
  });

  test('if a draft’s file is gone, all answers so far are written to a new draft', async () => {
    const desk = await sitDown(plan);
    const { terminal, person, words, cwd } = desk;
    await introduce(desk);
    const folder = path.join(cwd, 'files/.drafts');
    for (const name of await readdir(folder)) if (name.endsWith('.jsonl')) await rm(path.join(folder, name));
    terminal.type('326\r');
    await terminal.waitForText('The answer is not saved yet.');
    await terminal.waitForText(words.trace.newDraft);
    terminal.type(`${KEYS.down}\r`);
    expect(await person.shown('employees')).toBe('founded');
    expect(await draftedIn(cwd)).toMatchObject({ uscc: { value: CODE }, employees: { value: 326 } });
  });
});
