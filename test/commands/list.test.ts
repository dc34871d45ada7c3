import { cp, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { COMMAND_SYNONYMS, COMMANDS } from '../../src/commands/index.ts';
import { EXAMPLE, matura, scratchFolder } from './matura.ts';
import { useScored } from './use-scored-example.ts';

const KEY = '91350100M000100Y43';
const scored = useScored();

describe('matura list', () => {
  test('list shows code, name, level and day of every enterprise, and finds one by part of its code or name', async () => {
    const cwd = await scored();
    for (const words of [[], ['精密'], ['EXAMPLE', 'machinery'], ['9135'], ['m000100y43']]) {
      const { code, stdout } = await matura(['list', ...words], { cwd });
      expect(code, words.join()).toBe(0);
      expect(stdout).toMatch(new RegExp(`^${KEY} +示例精密机械有限公司 .* 2 \\(Standardised\\) `, 'm'));
    }
    const { enterprises } = JSON.parse((await matura(['list', '--json'], { cwd })).stdout);
    expect(enterprises).toMatchObject([{ key: KEY, assessments: 1, pack: 'miit-sme-2024', level: { value: 2 } }]);
  });

  test('list refuses search words without a match, and a folder without enterprises', async () => {
    const cwd = await scored();
    expect(await matura(['list', '精密', 'nobody'], { cwd })).toMatchObject({
      code: 3,
      stderr:
        'matura: no enterprise in files has "精密 nobody" in its code or name\nmatura list shows all enterprises.\n',
    });
    expect((await matura(['list', '--files', 'nowhere'], { cwd })).code).toBe(3);
  });

  test('list names a file that cannot be read, shows the others and gives exit code 1', async () => {
    const cwd = await scored();
    await writeFile(path.join(cwd, 'files/911100001000000000.json'), '{');
    const run = await matura(['list'], { cwd });
    expect(run.code).toBe(1);
    expect(run.stderr).toContain('911100001000000000.json is damaged');
    expect(run.stdout).toContain(KEY);
  });
});

describe('a misspelled or shortened name', () => {
  test.each(['9135', '精密', '91350100M000100Y44', '91350100 M000100 Y4'])(
    'an unknown enterprise %s is refused with the most similar one',
    async (typed) => {
      const { code, stderr } = await matura(['report', typed], { cwd: await scored() });
      expect(code).toBe(3);
      expect(stderr).toContain(`Did you mean ${KEY}?`);
    },
  );

  test('an enterprise is found by its code in lower case and with spaces', async () => {
    const { code } = await matura(['report', '91350100 m000100 y43'], { cwd: await scored() });
    expect(code).toBe(0);
  });

  test('a missing path is refused with the most similar existing one, even in another folder or without extension', async () => {
    const cwd = await scratchFolder();
    await cp(EXAMPLE, path.join(cwd, 'answers.yaml'));
    await mkdir(path.join(cwd, 'exports'));
    await writeFile(path.join(cwd, 'exports/march.csv'), 'Q1\n');
    for (const [args, near] of [
      [['score', 'miit-sme-2024', 'answer.yaml'], 'answers.yaml'],
      [['score', 'miit-sme-2024', 'answers'], 'answers.yaml'],
      [['batch', 'quick-scan-china', 'export/march.csv'], 'exports/march.csv'],
      [['batch', 'quick-scan-china', 'exports/mach.csv'], 'exports/march.csv'],
      [['verify', 'exprts'], 'exports'],
    ] as const) {
      const { code, stderr } = await matura(args, { cwd });
      expect(code, args.join(' ')).toBe(3);
      expect(stderr).toContain(`Did you mean ${near}?`);
    }
    expect((await matura(['score', 'miit-sme-2024', 'unlike-anything.yaml'], { cwd })).stderr).not.toContain('mean');
  });
});

describe('a command by another name', () => {
  test.each([
    ['check', 'validate'],
    ['lint', 'validate'],
    ['interview', 'diagnose'],
    ['dashboard', 'portfolio'],
    ['plan', 'recommend'],
    ['info', 'list'],
    ['Bericht', 'report'],
    ['评分', 'score'],
  ])('for the unknown command %s, the command %s is suggested', async (typed, meant) => {
    expect(await matura([typed])).toMatchObject({ code: 2, stderr: expect.stringContaining(`Did you mean ${meant}?`) });
    expect((await matura(['help', typed])).stderr).toContain(`Did you mean ${meant}?`);
  });

  test('no two commands share a name or synonym', () => {
    const all = Object.values(COMMANDS).flatMap(({ synonyms = [] }) => synonyms);
    expect(all.length).toBe(new Set(all).size);
    expect(all.filter((name) => Object.hasOwn(COMMANDS, name))).toEqual([]);
    for (const name of all) expect(name).toBe(name.toLowerCase());
    expect(COMMAND_SYNONYMS.size).toBe(all.length);
  });
});

test('a missing argument is refused with the usage of the command', async () => {
  expect(await matura(['score', 'quick-scan-china'])).toMatchObject({
    code: 2,
    stderr:
      'matura: <answers> is missing\nUsage: matura score quick-scan-china <answers> (matura score --help explains it)\n',
  });
  expect((await matura(['compare', '--lang', 'zh'])).stderr).toContain('用法：matura compare <enterprise...>');
});

describe('a file of the wrong kind', () => {
  test('answers or a policy given as an enterprise file are not reported as damaged', async () => {
    const cwd = await scored();
    await cp(EXAMPLE, path.join(cwd, 'answers.yaml'));
    for (const other of ['answers.yaml', `files/${KEY}.policy.md`]) {
      const { code, stderr } = await matura(['report', other], { cwd });
      expect([code, stderr.split('\n')[0]]).toEqual([3, `matura: ${other} is not an enterprise file`]);
    }
  });

  test('score refuses answers stated before the questionnaire, and the error gives the right order', async () => {
    const cwd = await scored();
    await cp(EXAMPLE, path.join(cwd, 'answers.yaml'));
    const { code, stderr } = await matura(['score', 'answers.yaml', 'miit-sme-2024'], { cwd });
    expect(code).toBe(3);
    expect(stderr).toContain('it comes first, as in matura score quick-scan answers.yaml');
  });

  test('explain accepts the title of a question or score as a report prints it', async () => {
    const cwd = await scored();
    const named = await matura(['explain', KEY, 'Q7', '--lang', 'en'], { cwd });
    expect(await matura(['explain', KEY, 'data security', '--lang', 'en'], { cwd })).toEqual(named);
  });
});
