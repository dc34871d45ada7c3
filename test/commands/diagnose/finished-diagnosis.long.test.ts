import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import type { Enterprise } from '../../../src/model/generated/types.ts';
import { ONE } from '../../../src/model/rational.ts';
import { HOME } from '../../pack/sample-world.ts';
import { makeTemporaryFolder } from '../../store/temporary-folder.ts';
import { openBundled } from './open-bundled-pack.ts';
import { squeeze, startMatura } from './pseudo-terminal.ts';
import { randomSheet } from './random-answer-set.ts';
import { seatPerson } from './simulated-person.ts';

const runFile = promisify(execFile);

describe('a diagnosis at a place whose policy is not the one that the questionnaire names', () => {
  const filedIn = async (cwd: string): Promise<Enterprise> => {
    const [file = ''] = (await readdir(path.join(cwd, 'files'))).filter((name) => name.endsWith('.json'));
    return JSON.parse(await readFile(path.join(cwd, 'files', file), 'utf8'));
  };

  test('a diagnosis uses the policy of its place and asks for the policy’s facts last, even after an interruption', async () => {
    const { plan, policies } = await openBundled('quick-scan-china', 'deyang-2024');
    const cwd = await makeTemporaryFolder();
    // A skipped fact would be asked again after the interruption, so the first fact of the policy has an answer.
    const sheet = new Map(randomSheet(plan, 300))
      .set('district', { state: 'answered', value: '旌阳区' })
      .set('sichuanLevel', { state: 'unknown' });
    const terminal = startMatura(['diagnose', 'quick-scan-china', '--lang', 'en'], { cwd });
    const person = seatPerson(terminal, plan, sheet, 'en');
    const own = new Set(policies.flatMap(({ document }) => (document.facts ?? []).map(({ id }) => id)));
    const askedFirst: string[] = [];
    const second = await person.answerAll((name) => {
      const isSecond = own.has(name) && askedFirst.some((one) => own.has(one));
      askedFirst.push(name);
      return isSecond;
    });
    expect(second).toBeDefined();
    expect(squeeze(terminal.everything().join(''))).toContain(
      squeeze('The funding programme deyang-2024 was chosen for the place 旌阳区; choose another with --programme ID.'),
    );
    await person.command('q');
    const { code } = await terminal.exited;
    expect(code).toBe(130);
    expect(squeeze(terminal.everything().join(''))).toContain(squeeze('--programme deyang-2024'));

    const later = startMatura(['diagnose', 'quick-scan-china', '--lang', 'en'], { cwd });
    const again = seatPerson(later, plan, sheet, 'en');
    await later.waitFor('the list of drafts', (screen) => screen.some((line) => line.startsWith('❯')));
    later.type('\r');
    const asked: string[] = [];
    await again.answerAll((name) => {
      asked.push(name);
      return false;
    });
    expect(asked[0]).toBe(second);
    expect(await again.finish()).toMatchObject({ code: 0 });
    expect((await filedIn(cwd)).assessments[0]?.recommendation?.policy.id).toBe('deyang-2024');
    expect(await readdir(path.join(cwd, 'files/.drafts'))).toEqual([]);
  });

  test('a diagnosis keeps the policy named with --programme', async () => {
    const { plan } = await openBundled('quick-scan-china');
    const cwd = await makeTemporaryFolder();
    const sheet = new Map(randomSheet(plan, 300)).set('district', { state: 'answered', value: '旌阳区' });
    const terminal = startMatura(['diagnose', 'quick-scan-china', '--lang', 'en', '--programme', 'chengdu'], { cwd });
    const person = seatPerson(terminal, plan, sheet, 'en');
    await person.answerAll(() => false);
    expect(await person.finish()).toMatchObject({ code: 0 });
    expect((await filedIn(cwd)).assessments[0]?.recommendation?.policy.id).toBe('chengdu');
  });

  test('a diagnosis uses the national policy, without asking, if no policy covers the place', async () => {
    const { plan } = await openBundled('quick-scan-china', 'central');
    const cwd = await makeTemporaryFolder();
    const sheet = new Map(randomSheet(plan, 300)).set('district', { state: 'answered', value: '洪山区' });
    const terminal = startMatura(['diagnose', 'quick-scan-china', '--lang', 'en'], { cwd, columns: 140, rows: 60 });
    const person = seatPerson(terminal, plan, sheet, 'en');
    await person.answerAll(() => false);
    expect(await person.finish()).toMatchObject({ code: 0 });
    expect((await filedIn(cwd)).assessments[0]?.recommendation?.policy.id).toBe('central');
  });
});

test('a diagnosis with only choices takes at most 1.2 keys a question, and its closing commands work', async () => {
  const { plan } = await openBundled('miit-sme-2024');
  const cwd = await makeTemporaryFolder();
  const sheet = new Map(randomSheet(plan, 300));
  const questions = plan.inputs.filter(({ role }) => role === 'question');
  for (const { name, type, options } of questions) {
    const [first] = options;
    const value = type === 'scale' ? ONE : type === 'multiple' ? [first?.id ?? ''] : (first?.id ?? '');
    sheet.set(name, { state: 'answered', value });
  }
  const started = startMatura(['diagnose', 'miit-sme-2024', '--lang', 'en'], { cwd });
  let keys = 0;
  let isCounted = false;
  const terminal = {
    ...started,
    type: (text: string) => {
      if (isCounted) keys += text.length;
      started.type(text);
    },
  };
  const person = seatPerson(terminal, plan, sheet, 'en');
  const names = new Set(questions.map(({ name }) => name));
  await person.answerAll((name) => {
    isCounted = names.has(name);
    return false;
  });
  isCounted = false;
  expect(keys / questions.length).toBeLessThanOrEqual(1.2);
  expect(await person.finish()).toMatchObject({ code: 0 });
  const commands = started.everything().flatMap((line) => line.match(/^ {4}matura (.*)$/)?.[1] ?? []);
  expect(commands.map((command) => command.split(' ')[0])).toEqual(['report', 'recommend', 'what-if', 'diagnose']);
  // The level is the last line, too, for screens that the summary does not fit.
  const written = started.everything().filter((line) => line.trim() !== '');
  const level = written.at(-1) ?? '';
  expect(level).toMatch(/^Digital level: /);
  expect(written.indexOf(level)).toBeLessThan(written.length - commands.length);
  // The last one corrects the answers, at a terminal.
  for (const command of commands.slice(0, -1)) {
    await runFile(process.execPath, [path.join(HOME, 'bin/matura.js'), ...command.split(' ')], { cwd });
  }
  expect(await readdir(cwd)).toContain('report.html');
});

test('--cost chooses which of the stated costs the policy of a diagnosis uses', async () => {
  const { plan } = await openBundled('quick-scan-china');
  const cwd = await makeTemporaryFolder();
  const terminal = startMatura(['diagnose', 'quick-scan-china', '--lang', 'en', '--cost', 'low'], { cwd });
  const person = seatPerson(terminal, plan, randomSheet(plan, 300), 'en');
  await person.answerAll(() => false);
  expect(await person.finish()).toMatchObject({ code: 0 });
  const [file = ''] = (await readdir(path.join(cwd, 'files'))).filter((name) => name.endsWith('.json'));
  const { assessments }: Enterprise = JSON.parse(await readFile(path.join(cwd, 'files', file), 'utf8'));
  const { cost, funding } = assessments.at(-1)?.recommendation ?? {};
  expect(cost?.low).toBeLessThan(cost?.high ?? 0);
  expect(funding).toMatchObject({ estimate: 'low', cost: String(cost?.low) });
});
