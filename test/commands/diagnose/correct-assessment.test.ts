import { cp, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import type { Plan } from '../../../src/scoring/plan.ts';
import { makeTemporaryFolder } from '../../store/temporary-folder.ts';
import { matura } from '../matura.ts';
import { openBundled } from './open-bundled-pack.ts';
import { squeeze } from './pseudo-terminal.ts';
import { assessAnew, CODE, type Desk, KEYS, readFiled, sitDown, WORKSHOP } from './terminal-session.ts';

let plan: Plan;
beforeAll(async () => {
  ({ plan } = await openBundled(WORKSHOP));
});

const SHEET = {
  pack: 'workshop',
  assessment: { kind: 'self', assessor: 'Li Na', date: '2026-11-20' },
  facts: { uscc: CODE, name: 'Example Ltd.', employees: 326, exporter: false, machines: 10, networked: 4 },
  answers: {
    Q1: { value: ['wired'], note: 'seen in hall 2', by: 'it', flagged: true },
    Q2: 'A',
    Q3: { value: true, evidence: ['contract.pdf'] },
    control: 2,
    Q5: 7,
  },
  targets: { Q5: 9 },
};

/** An enterprise with an assessment of 20 November on file. */
async function fileAssessed(pack = WORKSHOP, sheet: object = SHEET): Promise<string> {
  const cwd = await makeTemporaryFolder();
  await writeFile(path.join(cwd, 'answers.yaml'), stringify(sheet));
  const { code, stderr } = await matura(['score', pack, 'answers.yaml', '--files', 'files'], { cwd });
  expect(code, stderr).toBe(0);
  return cwd;
}

async function openReview(cwd: string, ...args: string[]): Promise<Desk> {
  const desk = await sitDown(plan, { cwd, args: ['--enterprise', CODE, '--correct', ...args] });
  await desk.terminal.waitForText(desk.words.review.title);
  return desk;
}

/** Finds the answer to question 5 in the review, and changes it. */
async function changeOrder({ terminal, person }: Desk, to: string): Promise<void> {
  terminal.type('order on');
  await terminal.waitFor('the answer', (screen) => screen.some((line) => /^❯ +Order on/u.test(line)));
  terminal.type('\r');
  expect(await person.shown()).toBe('Q5');
  terminal.type(`${to}\r`);
}

describe('an assessment on file', () => {
  test('an assessment is corrected from the review: one answer changes, everything else is carried into a new assessment', async () => {
    const cwd = await fileAssessed();
    const before = await readFiled(cwd);
    const desk = await openReview(cwd);
    const { terminal, words } = desk;
    await terminal.waitForText(words.correction.begun({ date: '20 November 2026' }));
    await changeOrder(desk, '8');
    await terminal.waitForText(words.review.title);
    terminal.type(KEYS.home);
    expect(await desk.person.finish()).toEqual({ code: 0, signal: 0 });
    const shown = squeeze(terminal.everything().join(''));
    expect(shown).toContain(squeeze(words.correction.filed({ date: '20 November 2026' })));
    expect(shown).toContain(squeeze(`matura diagnose ${WORKSHOP} --enterprise ${CODE} --correct`));
    const { assessments } = await readFiled(cwd);
    expect(assessments).toHaveLength(2);
    const [first, second] = assessments;
    expect(first).toEqual(before.assessments[0]);
    expect(second).toMatchObject({ kind: 'self', assessor: 'Li Na', facts: first?.facts, targets: first?.targets });
    expect(second?.answers).toEqual({ ...first?.answers, Q5: { state: 'answered', value: 8 } });
    expect(second?.finishedAt.slice(0, 10)).not.toBe('2026-11-20');
  });

  test('a diagnosis offers to correct the assessment on file or to begin a new one, with neither preselected', async () => {
    const cwd = await fileAssessed();
    const args = ['--enterprise', CODE];
    const desk = await sitDown(plan, { cwd, args });
    const { correction } = desk.words;
    await desk.terminal.waitForText(correction.correct({ date: '20 November 2026' }));
    await assessAnew(desk);
    expect(await desk.person.shown()).toBe('name');
    desk.terminal.type(KEYS.interrupt);
    await desk.terminal.exited;
    const again = await sitDown(plan, { cwd, args });
    await again.terminal.waitForText(correction.question);
    again.terminal.type('\r');
    await again.terminal.waitForText(again.words.review.title);
  });

  test('a half-finished correction is resumed in the review, with every answer, remark and target', async () => {
    const cwd = await fileAssessed();
    const desk = await openReview(cwd);
    await changeOrder(desk, '8');
    await desk.terminal.waitForText(desk.words.review.title);
    desk.terminal.type(KEYS.interrupt);
    expect(await desk.terminal.exited).toMatchObject({ code: 130 });
    await desk.terminal.waitForText(`--enterprise ${CODE} --correct`);
    const again = await sitDown(plan, { cwd, args: ['--enterprise', CODE, '--correct'] });
    await again.terminal.waitForText(again.words.drafts.corrects({ date: '20 November 2026' }));
    await again.terminal.waitForText(again.words.drafts.beginCorrection);
    again.terminal.type('\r');
    await again.terminal.waitForText(again.words.review.title);
    expect(await again.person.finish()).toEqual({ code: 0, signal: 0 });
    const [first, second] = (await readFiled(cwd)).assessments;
    expect(second).toMatchObject({ kind: 'self', targets: { Q5: { value: 9 } }, answers: { Q5: { value: 8 } } });
    expect(second?.answers.Q1).toEqual(first?.answers.Q1);
  });

  test('an assessment of an older version is carried over by its renames, and answers that no longer fit are named', async () => {
    const former = path.join(await makeTemporaryFolder(), 'workshop');
    await cp(WORKSHOP, former, { recursive: true });
    const cwd = await fileAssessed(former);
    const file = path.join(former, 'questionnaire.yaml');
    const text = await readFile(file, 'utf8');
    await writeFile(
      file,
      text
        .replace('version: 1.0.0', 'version: 2.0.0')
        .replace('- { id: wired, ', '- { id: cable, renamedFrom: [wired], ')
        .replace(/ {6}- id: Q5[\s\S]*?(?= {2}- id: export)/, ''),
    );
    const rubric = path.join(former, 'rubric.yaml');
    await writeFile(rubric, (await readFile(rubric, 'utf8')).replace(', Q5]', ']'));
    const desk = await sitDown(plan, { cwd, pack: former, args: ['--enterprise', CODE, '--correct'] });
    await desk.terminal.waitForText('Q5 (7)');
    expect(await desk.person.finish()).toEqual({ code: 0, signal: 0 });
    const [first, second] = (await readFiled(cwd)).assessments;
    expect(first?.answers.Q1?.value).toEqual(['wired']);
    expect(second?.pack.version).toBe('2.0.0');
    expect(second?.answers.Q1).toEqual({ ...first?.answers.Q1, value: ['cable'] });
    expect(second?.answers).not.toHaveProperty('Q5');
  });

  test('--correct is refused without an enterprise, or if the enterprise has no assessment of the pack', async () => {
    const cwd = await fileAssessed();
    const withoutKey = await sitDown(plan, { cwd, args: ['--correct'] });
    expect(await withoutKey.terminal.exited).toEqual({ code: 2, signal: 0 });
    await withoutKey.terminal.waitForText('--correct');
    const other = await sitDown(plan, { cwd, pack: 'quick-scan-china', args: ['--enterprise', CODE, '--correct'] });
    expect(await other.terminal.exited).toEqual({ code: 3, signal: 0 });
    await other.terminal.waitForText('holds no assessment made with quick-scan-china');
  });
});
