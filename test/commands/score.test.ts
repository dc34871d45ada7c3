import { spawnSync } from 'node:child_process';
import { readdir, readFile, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { completeUscc } from '../../src/model/credit-code.ts';
import { validateEnterprise } from '../../src/model/generated/enterprise-validator.js';
import { validateResult } from '../../src/model/generated/output-validators.js';
import { EXAMPLE, INTERRUPTED, matura, maturaProcess, ROOT, scratchFolder } from './matura.ts';

const KEY = '91350100M000100Y43';

/** The smallest answers: the two required facts, and what is given. */
function answers(given: string, facts = ''): string {
  return `facts: { uscc: ${KEY}, name: Example${facts} }\nanswers:\n${given}\n`;
}

const NOTHING = '  Q5: A';

describe('matura score', () => {
  test('score reads files, devices and pipes only up to a maximum size', async () => {
    const cwd = await scratchFolder();
    await writeFile(path.join(cwd, 'big.json'), '');
    await truncate(path.join(cwd, 'big.json'), 600_000_000);
    for (const file of ['big.json', '/dev/zero']) {
      const { code, stderr } = await matura(['score', 'quick-scan-china', file], { cwd });
      expect([code, stderr]).toEqual([
        3,
        expect.stringContaining(`${file} cannot be read: the file is larger than 64 MB`),
      ]);
    }
  });

  test('score refers a table to batch, and batch refers the answers of one enterprise to score', async () => {
    const score = await matura(['score', 'quick-scan-china', 'export.csv']);
    expect([score.code, score.stderr]).toEqual([
      3,
      expect.stringContaining('matura batch scores every row of a table.'),
    ]);
    const batch = await matura(['batch', 'quick-scan-china', EXAMPLE]);
    expect([batch.code, batch.stderr]).toEqual([3, expect.stringContaining('matura score scores the answers of one')]);
  });

  test('score prints a result that satisfies its schema', async () => {
    const run = await matura(['score', 'miit-sme-2024', EXAMPLE, '--json']);
    expect(run.code).toBe(0);
    const result = JSON.parse(run.stdout);
    expect(validateResult(result), JSON.stringify(validateResult.errors)).toBe(true);
    // 23.75 + 11.25 + 13.5, worked out in the example's comments.
    expect(result.scores.total).toEqual({ value: 48.5, lowest: 48.5, highest: 48.5, maximum: 100, coverage: 1 });
    expect(result.level).toMatchObject({ value: 2, lowest: 2, highest: 2, next: { value: 3 } });
    expect(result.level.next.unmet[0]).toMatchObject({ name: 'total', keyword: 'minimum', needs: 60, has: 48.5 });
  });

  test('score prints the recommendation with the result if a policy is used', async () => {
    const asked = ['--programme', 'deyang-2024', '--as-of', '2026-11-24', '--json'];
    const run = await matura(['score', 'miit-sme-2024', EXAMPLE, ...asked]);
    const result = JSON.parse(run.stdout);
    expect(validateResult(result), JSON.stringify(validateResult.errors)).toBe(true);
    expect(result).toMatchObject({ schemaVersion: 1, level: { value: 2 } });
    expect(result.recommendation).toMatchObject({
      schemaVersion: 1,
      policy: { id: 'deyang-2024' },
      target: { level: 3, reached: true },
    });
    const plain = await matura(['score', 'miit-sme-2024', EXAMPLE, '--json']);
    expect(JSON.parse(plain.stdout)).not.toHaveProperty('recommendation');
  });

  test.each(['en', 'zh', 'de'])(
    'score prints the largest possible amount in full and queries it, in %s',
    async (lang) => {
      const cwd = await scratchFolder();
      const text = await readFile(EXAMPLE, 'utf8');
      await writeFile(path.join(cwd, 'huge.yaml'), text.replace(/revenue: \d+/, 'revenue: 1e308'));
      const { code, stdout, stderr } = await matura(['score', 'miit-sme-2024', 'huge.yaml', '--lang', lang], { cwd });
      expect([code, stderr]).toEqual([0, '']);
      // 10^308 units of 10,000 are 10^300 units of 10^12: the first 1 with 308 zeros, the other with 300.
      const plain = stdout.replaceAll(/[\s,.]/g, '');
      expect(plain).toMatch(/10{308}\D.*10{300}(trillion|万亿|Billionen)/);
    },
  );

  test('facts read only by another policy are reported and ignored; facts read by no policy are refused', async () => {
    const cwd = await scratchFolder();
    const score = async (facts: string, lang = 'en') => {
      await writeFile(path.join(cwd, 'answers.yaml'), answers(NOTHING, facts));
      return matura(['score', 'miit-sme-2024', 'answers.yaml', '--programme', 'deyang-2024', '--lang', lang], { cwd });
    };
    const told = await score(', highTechZone: true, equipmentLoan: 0, additionalLocalPurchases: 5');
    expect(told).toMatchObject({
      code: 0,
      stderr:
        'Only the funding programme chengdu asks for these facts, so they do not count here: highTechZone, additionalLocalPurchases\n',
    });
    expect((await score(', highTechZone: true', 'de')).stderr).toContain('chengdu');
    const wrong = await score(', highTechZones: true');
    expect(wrong.code).toBe(3);
    expect(wrong.stderr).toContain('highTechZones');
  });

  test('score uses and names the policy of the stated place, even if the credit code names another', async () => {
    const cwd = await scratchFolder();
    const example = await readFile(EXAMPLE, 'utf8');
    const advise = async (change: (text: string) => string) => {
      await writeFile(path.join(cwd, 'answers.yaml'), change(example));
      const args = [
        'score',
        'miit-sme-2024',
        'answers.yaml',
        '--files',
        await scratchFolder(),
        '--json',
        '--lang',
        'en',
      ];
      const { stderr, stdout } = await matura(args, { cwd });
      const said = stderr.split('\n').filter((line) => line !== '' && !line.startsWith('Written:'));
      return [JSON.parse(stdout).recommendation.policy.id, ...said];
    };
    expect(await advise((text) => text)).toEqual(['chengdu']);
    expect(await advise((text) => text.replace('郫都区', '旌阳区'))).toEqual([
      'deyang-2024',
      'The funding programme deyang-2024 was chosen for the place 旌阳区; choose another with --programme ID.',
    ]);
    expect(await advise((text) => text.replace('郫都区', '洪山区'))).toEqual([
      'central',
      'No funding programme covers 洪山区: central is used. Choose another with --programme ID; matura packs lists all funding programmes.',
    ]);
    const code = completeUscc('91510600M000100Y');
    const moved = (text: string) => text.replace(KEY, code).replace('  district: 郫都区\n', '');
    expect(await advise(moved)).toEqual([
      'chengdu',
      'According to its credit code (5106), the enterprise belongs to the funding programme deyang-2024, but chengdu is used: is that right? To switch, use --programme deyang-2024.',
    ]);
  });

  test('score gives bounds and no value while answers are open', async () => {
    const run = await matura(['score', 'miit-sme-2024', INTERRUPTED, '--json']);
    const { scores, level } = JSON.parse(run.stdout);
    expect(scores.total).not.toHaveProperty('value');
    expect(scores.total).toMatchObject({ lowest: 36.25, highest: 67.75 });
    expect(level).not.toHaveProperty('value');
    expect(level).toMatchObject({ lowest: 1, highest: 3 });
  });

  test('score stores the enterprise and its policy, and a repeated run changes nothing', async () => {
    const cwd = await scratchFolder();
    const args = ['score', 'miit-sme-2024', EXAMPLE, '--files', 'files', '--as-of', '2026-11-24'];
    const first = await matura(args, { cwd });
    expect(first).toMatchObject({ code: 0, stderr: '' });
    expect((await readdir(path.join(cwd, 'files'))).sort()).toEqual([`${KEY}.json`, `${KEY}.policy.md`]);
    const file = await readFile(path.join(cwd, `files/${KEY}.json`), 'utf8');
    const enterprise = JSON.parse(file);
    expect(validateEnterprise(enterprise), JSON.stringify(validateEnterprise.errors)).toBe(true);
    expect(enterprise.assessments).toHaveLength(1);
    expect(enterprise.assessments[0].recommendation.target).toMatchObject({ level: 3, reached: true });
    const again = await matura(args, { cwd });
    expect(again.code).toBe(0);
    expect(again.stderr).toContain('already');
    expect(await readFile(path.join(cwd, `files/${KEY}.json`), 'utf8')).toBe(file);
  });

  test('another assessment is appended, and the earlier one stays as it was', async () => {
    const cwd = await scratchFolder();
    await matura(['score', 'miit-sme-2024', INTERRUPTED, '--files', 'files'], { cwd });
    const before = JSON.parse(await readFile(path.join(cwd, `files/${KEY}.json`), 'utf8'));
    await matura(['score', 'miit-sme-2024', EXAMPLE, '--files', 'files', '--renamed'], { cwd });
    const after = JSON.parse(await readFile(path.join(cwd, `files/${KEY}.json`), 'utf8'));
    expect(after.assessments).toHaveLength(2);
    expect(after.assessments[0]).toEqual(before.assessments[0]);
  });

  test('assessments on different days are stored separately, and the policy is based on the newest one', async () => {
    const cwd = await scratchFolder();
    const example = await readFile(EXAMPLE, 'utf8');
    const score = async (day: string, asOf: string): Promise<string> => {
      await writeFile(path.join(cwd, 'a.yaml'), example.replace('date: 2026-11-18', `date: ${day}`));
      return (await matura(['score', 'miit-sme-2024', 'a.yaml', '--files', 'files', '--as-of', asOf], { cwd })).stderr;
    };
    expect(await score('2026-11-18', '2026-11-24')).toBe('');
    const policy = await readFile(path.join(cwd, `files/${KEY}.policy.md`), 'utf8');
    expect(await score('2026-05-18', '2026-11-24')).toContain('the policy on file stays as it is');
    expect(await readFile(path.join(cwd, `files/${KEY}.policy.md`), 'utf8')).toBe(policy);
    expect(await score('2026-11-18', '2026-11-25')).toContain('already');
    const { assessments } = JSON.parse(await readFile(path.join(cwd, `files/${KEY}.json`), 'utf8'));
    expect(assessments.map(({ finishedAt }: { finishedAt: string }) => finishedAt.slice(0, 10))).toEqual([
      '2026-05-18',
      '2026-11-18',
    ]);
  });

  test.skipIf(process.platform !== 'linux')('score fails if standard output is on a full disk', async () => {
    const full = spawnSync('sh', ['-c', `exec "${process.execPath}" bin/matura.js packs > /dev/full`], { cwd: ROOT });
    expect(full.status).toBe(3);
    expect(full.stderr.toString()).toMatch(/^matura: the output could not be written: .*\n$/);
  });

  test('a second enterprise with the same key is refused, and nothing is written', async () => {
    const cwd = await scratchFolder();
    const file = path.join(cwd, 'a.yaml');
    await writeFile(file, answers(NOTHING));
    await matura(['score', 'miit-sme-2024', 'a.yaml', '--files', 'files'], { cwd });
    const before = await readFile(path.join(cwd, `files/${KEY}.json`), 'utf8');
    await writeFile(file, answers(NOTHING).replace('Example', 'Another'));
    const run = await matura(['score', 'miit-sme-2024', 'a.yaml', '--files', 'files'], { cwd });
    expect(run.code).toBe(3);
    expect(run.stdout).toBe('');
    expect(run.stderr).toContain('"Example"');
    expect(run.stderr).toContain('"Another"');
    expect(run.stderr).toContain('--renamed');
    expect(await readFile(path.join(cwd, `files/${KEY}.json`), 'utf8')).toBe(before);
  });

  test('score reads standard input, including JSON', async () => {
    const input = JSON.stringify({ facts: { uscc: KEY, name: 'Example' }, answers: { Q4: ['B', 'C', 'D', 'O'] } });
    const run = await matura(['score', 'miit-sme-2024', '-', '--json'], { input });
    expect(run.code).toBe(0);
    // 3 x 0.7 + 0.9 is 3: the open answers of the section bring 0 to 40 more.
    expect(JSON.parse(run.stdout).scores.foundation).toMatchObject({ lowest: 3, highest: 43 });
  });

  test.each([
    ['an unknown question', answers('  Q16: A'), /stdin:3:3 .*A101 unknown-id/],
    ['an unknown option', answers('  Q5: F'), /stdin:3:7 .*A102 unknown-answer/],
    ['an option in the wrong case', answers('  Q5: b'), /A102 unknown-answer[\s\S]*Did you mean "B"\?/],
    ['a number out of range', answers('  safety: 5'), /stdin:3:11 .*A104 out-of-range/],
    ['a wrong check digit', answers(NOTHING).replace(KEY, '914403001922038217'), /stdin:1:16 .*A110 check-character/],
    ['an id that lost digits in Excel', answers(NOTHING).replace(KEY, '914403001922038000'), /A111 mangled-id/],
    ['an id that Excel made a number', answers(NOTHING).replace(KEY, '9.14403E+17'), /A111 mangled-id/],
    ['an exclusive option with others', answers('  Q1: [A, B]'), /A105 exclusive-option/],
    ['an option twice', answers('  Q1: [B, B]'), /A106 option-twice/],
    ['not applicable where that is not allowed', answers('  Q5: { state: notApplicable }'), /A108 not-applicable/],
    ['a missing required fact', `facts: { uscc: ${KEY} }\nanswers: {}\n`, /A109 required-fact/],
    ['a duplicate question', answers('  Q5: A\n  Q5: B'), /M102 duplicate-key/],
    ['answers for another pack', `pack: other\n${answers(NOTHING)}`, /A112 other-pack/],
    ['answers for another version', `packVersion: 2023.1.0\n${answers(NOTHING)}`, /A115 other-version/],
    ['an empty file', '', /M104 empty-file/],
    ['no YAML', 'facts: [', /M101/],
  ])('a file of answers with %s is refused with its place', async (_, input, expected) => {
    const run = await matura(['score', 'miit-sme-2024', '-', '--files', 'files'], {
      input,
      cwd: await scratchFolder(),
    });
    expect(run.code).toBe(3);
    expect(run.stdout).toBe('');
    expect(run.stderr).toMatch(expected);
    expect(run.stderr).toContain('nothing was scored or written');
  });

  test.each([
    [['score', 'miit-sme-2025', EXAMPLE], 3, 'did you mean "miit-sme-2024"?'],
    [['score', 'miit-sme-2024', 'missing.yaml'], 3, 'missing.yaml does not exist'],
    [['score', 'miit-sme-2024', EXAMPLE, '--programme', 'chengde'], 3, 'did you mean "chengdu"?'],
    [['score', 'miit-sme-2024', EXAMPLE, '--programme', 'chengdu', '--as-of', '2026-02-30'], 2, 'no day 2026-02-30'],
    [['score', 'miit-sme-2024', EXAMPLE, '--files', ''], 2, 'name of a folder'],
    [['score', 'miit-sme-2024', EXAMPLE, '--kind', 'offsite'], 2, 'self, onsite'],
    [['score', 'miit-sme-2024', EXAMPLE, '--lang', 'fr'], 2, 'en, zh, de'],
    [['score', 'miit-sme-2024', EXAMPLE, '--renamed'], 2, '--renamed needs --files\n'],
    [['score', 'miit-sme-2024', EXAMPLE, '--renamed', '--programme', 'chengdu'], 2, '--renamed needs --files\n'],
    [['score', 'miit-sme-2024', EXAMPLE, '--as-of', '2026-02-01'], 2, '--as-of needs --files or --programme\n'],
    [['score', 'miit-sme-2024', EXAMPLE, '--cost', 'high'], 2, '--cost needs --files or --programme\n'],
    [['score', 'miit-sme-2024', EXAMPLE, '--cost', 'low', '--lang', 'zh'], 2, '--cost 须与 --files或--programme 同用'],
    [
      ['score', 'miit-sme-2024', EXAMPLE, '--cost', 'low', '--lang', 'de'],
      2,
      '--cost braucht --files oder --programme',
    ],
    [['score', 'miit-sme-2024', EXAMPLE, '--jsno'], 2, '--json'],
    [['score', 'miit-sme-2024'], 2, 'answers'],
    [['scoer'], 2, 'score'],
  ])('score %j ends with exit code %i and says what to do', async (args, code, said) => {
    const run = await matura(args);
    expect(run.code).toBe(code);
    expect(run.stdout).toBe('');
    expect(run.stderr).toContain(said);
    expect(run.stderr).not.toMatch(/^ {4}at /m);
  });

  test.skipIf(process.platform !== 'linux')('a folder that the system cannot create is refused at once', async () => {
    const run = await matura(['score', 'miit-sme-2024', EXAMPLE, '--files', '/proc/nowhere/files']);
    expect(run).toMatchObject({ code: 3, stdout: '' });
  });

  test('an enterprise out of the questionnaire’s scope is scored with a warning', async () => {
    const input = answers(NOTHING, ', employees: 5000, revenue: 90000');
    const run = await matura(['score', 'miit-sme-2024', '-', '--json'], { input });
    expect(run.code).toBe(0);
    expect(JSON.parse(run.stdout).warnings).toMatchObject([{ code: 'out-of-scope' }]);
  });

  test('contradictory raw numbers leave the answer derived from them open, with a warning', async () => {
    const input = answers(NOTHING, ', machines: 10, digitalMachines: 12');
    const run = await matura(['score', 'miit-sme-2024', '-', '--json'], { input });
    expect(JSON.parse(run.stdout).warnings).toMatchObject([
      { code: 'derived-out-of-range', name: 'digitalRate', derived: 120 },
    ]);
  });

  test.each([
    ['en', 'Digital level: 2'],
    ['zh_CN', '数字化水平等级：二级'],
    ['DE', 'Digitalisierungsstufe'],
  ])('score --lang %s writes the result in that language', async (lang, said) => {
    const run = await matura(['score', 'miit-sme-2024', EXAMPLE, '--lang', lang]);
    expect(run.stdout).toContain(said);
  });

  test('output has no colours when piped, and the same bytes in another time zone and locale', async () => {
    const args = ['score', 'miit-sme-2024', EXAMPLE, '--programme', 'chengdu', '--lang', 'en', '--as-of', '2026-11-24'];
    const here = await maturaProcess(args, { env: { TZ: 'UTC' } });
    const there = await maturaProcess(args, { env: { TZ: 'Pacific/Kiritimati', LC_ALL: 'zh_CN.GBK', LANG: 'de_DE' } });
    expect(here.stdout).not.toContain('\u001b');
    expect(there.stdout).toBe(here.stdout);
    const forced = await matura(args, { env: { FORCE_COLOR: '1' } });
    expect(forced.stdout).toContain('\u001b[');
    expect((await matura(args, { env: { FORCE_COLOR: '1', NO_COLOR: '1' } })).stdout).toBe(here.stdout);
  });
});
