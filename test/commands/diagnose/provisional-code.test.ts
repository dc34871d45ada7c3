import { cp, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { isProvisionalKey, provisionalKeyOf } from '../../../src/model/enterprise-key.ts';
import type { Plan } from '../../../src/scoring/plan.ts';
import { makeTemporaryFolder } from '../../store/temporary-folder.ts';
import { matura } from '../matura.ts';
import { openBundled } from './open-bundled-pack.ts';
import { ageLocks } from './simulated-person.ts';
import { assessAnew, CODE, type Desk, introduce, readFiled, sitDown, WORKSHOP } from './terminal-session.ts';

let plan: Plan;
beforeAll(async () => {
  ({ plan } = await openBundled(WORKSHOP));
});

/** Begins without the code and finishes at once; `code` is what is typed when it is asked for again. */
async function visitWithoutCode(desk: Desk, code: string): Promise<void> {
  await introduce(desk, '');
  await finishWithoutCode(desk, code);
}

async function finishWithoutCode({ terminal, person, words }: Desk, code: string): Promise<void> {
  await person.command('r');
  await person.endReview();
  await terminal.waitForText(words.remarks.keyAtEnd);
  terminal.type(`${code}\r`);
  expect(await terminal.exited).toEqual({ code: 0, signal: 0 });
}

const filesIn = async (cwd: string, folder = 'files'): Promise<string[]> =>
  (await readdir(path.join(cwd, folder))).filter((name) => !name.startsWith('.')).sort();

/** The key of the only enterprise on file. */
async function keyIn(cwd: string): Promise<string> {
  const [file = ''] = (await filesIn(cwd)).filter((name) => name.endsWith('.json'));
  return path.parse(file).name;
}

test('a provisional code in a table is rejected', async () => {
  const cwd = await makeTemporaryFolder();
  const key = provisionalKeyOf('20261201T093000-7f3a91c2');
  const { plan } = await openBundled('digital-intensity');
  const questions = plan.inputs.filter(({ role }) => role === 'question').map(({ name }) => name);
  const row = (cells: readonly string[], value: (name: string) => string): string =>
    [...cells, ...questions.map(value)].join(',');
  const lines = [
    row(['registration', 'name'], (name) => name),
    row(['DE-1', 'One'], () => 'yes'),
    row([key, 'Two'], () => 'yes'),
  ];
  await writeFile(path.join(cwd, 'export.csv'), `${lines.join('\n')}\n`);
  const { code, stderr } = await matura(['batch', 'digital-intensity', 'export.csv', '-o', 'out.csv'], { cwd });
  expect(code).toBe(1);
  expect(stderr).toContain('required fact missing: 1 (line 3)');
  expect(await readFile(path.join(cwd, 'out.csv'), 'utf8')).not.toContain(key);
});

describe('a diagnosis without a code', () => {
  test('with only a name, an enterprise is filed under a provisional code until its own is known', async () => {
    const desk = await sitDown(plan);
    const { cwd, terminal } = desk;
    await visitWithoutCode(desk, '');
    const key = await keyIn(cwd);
    expect(isProvisionalKey(key)).toBe(true);
    expect(terminal.everything().join('')).toContain(`matura rename ${key} CODE`);
    expect(await readdir(path.join(cwd, 'files/.drafts'))).toEqual([]);
    expect((await readFiled(cwd, key)).facts.name?.value).toBe('Example Ltd.');
    expect((await matura(['verify', '--no-score'], { cwd })).stdout).toContain('1 file has a provisional code');
    const counted = await matura(['portfolio', 'files', '--json'], { cwd });
    expect(counted.stderr).toContain(`the code is not known yet (${key}); matura rename gives`);
    const named = ['rename', key, ' 9135-0100 Ｍ000 100y43 ', '--packs', path.dirname(WORKSHOP)];
    expect(await matura(named, { cwd })).toMatchObject({
      code: 0,
      stdout: `Filed under ${CODE}: files/${CODE}.json\n`,
    });
    expect((await filesIn(cwd)).filter((name) => name.includes(key))).toEqual([]);
    expect((await matura(['verify', '--no-score'], { cwd })).stdout).toBe('Nothing was altered. Files checked: 1.\n');
  });

  test('an enterprise is filed under its own code if it is known at the end of the diagnosis', async () => {
    const desk = await sitDown(plan);
    await visitWithoutCode(desk, CODE);
    expect(await keyIn(desk.cwd)).toBe(CODE);
    expect((await readFiled(desk.cwd)).assessments[0]?.facts.uscc?.value).toBe(CODE);
  });

  test('undo at the final question for the code returns to an answer instead of ending the diagnosis', async () => {
    const desk = await sitDown(plan);
    const { terminal, person, words, cwd } = desk;
    await introduce(desk, '');
    await person.command('r');
    await person.endReview();
    await terminal.waitForText(words.remarks.keyAtEnd);
    await person.command('z');
    expect(await person.shown('uscc')).toBe('name');
    terminal.type('Sample Ltd.\r');
    expect(await person.shown('name')).toBe('employees');
    expect(await filesIn(cwd)).toEqual([]);
  });

  test('a second visit under a provisional code is filed with the first, and both move to the code once it is known', async () => {
    const first = await sitDown(plan);
    await visitWithoutCode(first, '');
    const key = await keyIn(first.cwd);
    const again = await sitDown(plan, { cwd: first.cwd, args: ['--enterprise', key] });
    await assessAnew(again);
    await visitWithoutCode(again, '');
    expect((await readFiled(first.cwd, key)).assessments).toHaveLength(1);
    const last = await sitDown(plan, { cwd: first.cwd, args: ['--enterprise', key, '--kind', 'self'] });
    await assessAnew(last);
    await visitWithoutCode(last, CODE);
    expect(await keyIn(first.cwd)).toBe(CODE);
    expect((await readFiled(first.cwd)).assessments.map(({ kind }) => kind)).toEqual(['onsite', 'self']);
  });

  test('a run that was killed after it filed the enterprise is completed under the same provisional code', async () => {
    const desk = await sitDown(plan);
    const { cwd } = desk;
    await introduce(desk, '');
    await cp(path.join(cwd, 'files'), path.join(cwd, 'before'), { recursive: true });
    await finishWithoutCode(desk, '');
    const key = await keyIn(cwd);
    // Its draft is still there, as when the run ended before it removed it.
    await cp(path.join(cwd, 'before/.drafts'), path.join(cwd, 'files/.drafts'), { recursive: true });
    await ageLocks(path.join(cwd, 'files'));
    const next = await sitDown(plan, { cwd });
    await next.person.shown();
    expect(await keyIn(cwd)).toBe(key);
    expect((await readFiled(cwd, key)).assessments).toHaveLength(1);
    expect(await readdir(path.join(cwd, 'files/.drafts'))).toEqual([]);
  });
});
