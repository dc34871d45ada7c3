import { beforeAll, describe, expect, test } from 'vitest';
import type { Plan } from '../../../src/scoring/plan.ts';
import { openBundled } from './open-bundled-pack.ts';
import {
  assessAnew,
  CODE,
  type Desk,
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

/** An enterprise with 326 employees is on file. */
async function fileEnterprise(): Promise<string> {
  const desk = await sitDown(plan);
  await introduce(desk);
  desk.terminal.type('326\r');
  await desk.person.shown('employees');
  await finishNow(desk);
  return desk.cwd;
}

describe('an enterprise that is on file', () => {
  test('an enterprise on file is greeted by name, and its known facts are proposed', async () => {
    const cwd = await fileEnterprise();
    const desk = await sitDown(plan, { cwd });
    const { terminal, person } = desk;
    await person.shown();
    terminal.type(`${CODE}\r`);
    await person.shown('uscc');
    await terminal.waitForText('On file: Example Ltd.');
    await terminal.waitForText(`matura diagnose ${WORKSHOP} --enterprise ${CODE} --correct`);
    await terminal.waitForText('❯ Example Ltd.');
    terminal.type('\r');
    await person.shown('name');
    await terminal.waitForText('❯ 326');
    terminal.type('400\r');
    await person.shown('employees');
    await finishNow(desk);
    const { assessments, facts } = await readFiled(cwd);
    expect(assessments).toHaveLength(2);
    expect(facts.employees?.value).toBe(400);
  });

  test('an enterprise named with --enterprise is not asked for its key again', async () => {
    const cwd = await fileEnterprise();
    const desk = await sitDown(plan, { cwd, args: ['--enterprise', CODE.toLowerCase()] });
    await assessAnew(desk);
    expect(await desk.person.shown()).toBe('name');
    await desk.terminal.waitForText('❯ Example Ltd.');
  });

  test('an enterprise that is not on file is reported at once, with the likely key', async () => {
    const cwd = await fileEnterprise();
    const { terminal } = await sitDown(plan, { cwd, args: ['--enterprise', '91350100M000100Y44'] });
    expect(await terminal.exited).toEqual({ code: 3, signal: 0 });
    await terminal.waitForText('there is no enterprise 91350100M000100Y44 in files');
    await terminal.waitForText(CODE);
  });
});

/** Gives the key of the enterprise on file, and another name. */
async function nameOtherwise(cwd: string): Promise<Desk> {
  const desk = await sitDown(plan, { cwd });
  await desk.person.shown();
  desk.terminal.type(`${CODE}\r`);
  await desk.person.shown('uscc');
  desk.terminal.type('Another Co.\r');
  await desk.terminal.waitForText(`${CODE} is on file as Example Ltd., not Another Co.`);
  await desk.terminal.waitForText(`files/${CODE}.json`);
  await desk.terminal.waitForText(desk.words.identity.sameEnterprise);
  return desk;
}

describe('a second enterprise under the same key', () => {
  test('a second enterprise under a key on file is asked about, and a mistyped key can be corrected', async () => {
    const cwd = await fileEnterprise();
    const desk = await nameOtherwise(cwd);
    desk.terminal.type('\r');
    expect(await desk.person.shown()).toBe('uscc');
    desk.terminal.type(`${OTHER_CODE}\r`);
    expect(await desk.person.shown('uscc')).toBe('name');
    desk.terminal.type('\r');
    await desk.person.shown('name');
    await finishNow(desk);
    expect((await readFiled(cwd)).facts.name?.value).toBe('Example Ltd.');
    expect((await readFiled(cwd, OTHER_CODE)).facts.name?.value).toBe('Another Co.');
  });

  test('an enterprise’s mistyped name can be corrected', async () => {
    const cwd = await fileEnterprise();
    const desk = await nameOtherwise(cwd);
    desk.terminal.type(`${KEYS.down}\r`);
    expect(await desk.person.shown()).toBe('name');
    await desk.terminal.waitForText('❯ Another Co.');
  });

  test('the name of an enterprise on file can be changed', async () => {
    const cwd = await fileEnterprise();
    const desk = await nameOtherwise(cwd);
    desk.terminal.type(`${KEYS.down}${KEYS.down}\r`);
    await desk.person.shown('name');
    await finishNow(desk);
    const { assessments, facts } = await readFiled(cwd);
    expect(facts.name?.value).toBe('Another Co.');
    expect(assessments).toHaveLength(2);
  });

  test('a second enterprise under one key is asked about again when the draft is resumed', async () => {
    const cwd = await fileEnterprise();
    const desk = await nameOtherwise(cwd);
    desk.terminal.type(KEYS.interrupt);
    expect(await desk.terminal.exited).toMatchObject({ code: 130 });
    const again = await sitDown(plan, { cwd });
    await again.terminal.waitForText(again.words.drafts.found({ count: 1 }));
    again.terminal.type('\r');
    await again.person.shown();
    await again.person.command('r');
    await again.person.endReview();
    await again.terminal.waitForText(again.words.identity.sameEnterprise);
    again.terminal.type(`${KEYS.down}${KEYS.down}\r`);
    expect(await again.person.finish()).toEqual({ code: 0, signal: 0 });
    expect((await readFiled(cwd)).facts.name?.value).toBe('Another Co.');
  });
});
