import { cp, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { textWidth } from '../../src/report/terminal/terminal-text.ts';
import { edit, makeEdition } from './later-edition.ts';
import { EXAMPLE, matura } from './matura.ts';
import { useScored } from './use-scored-example.ts';
import { writeVerifiedPolicy } from './verified-policy.ts';

const KEY = '91350100M000100Y43';
const AS_OF = ['--as-of', '2026-11-20'];

/** Gives a folder with the file of an enterprise that got a recommendation. */
const scored = useScored('--programme', 'deyang-2024', ...AS_OF);

/** What the command writes on a terminal of so many columns. */
async function onTerminal(cwd: string, columns: number, args: readonly string[]): Promise<string> {
  const { code, stdout } = await matura(args, { cwd, columns });
  expect(code).toBe(0);
  return stdout;
}

describe('matura what-if', () => {
  test('what-if gives the result of scoring the changed answers, the policy included', async () => {
    const cwd = await scored();
    const answers = path.join(cwd, 'answers.yaml');
    await writeFile(answers, await readFile(EXAMPLE, 'utf8'));
    await edit(
      answers,
      ['employees: 326', 'employees: 500'],
      ['productionControl: { value: 2', 'productionControl: { value: 3'],
      ['Q6: { value: [B, C]', 'Q6: { value: [B, C, D]'],
    );
    const options = ['--programme', 'deyang-2024', ...AS_OF, '--json'];
    // Scored into the same file, so that the plan before is the earlier one there, too.
    const again = path.join(cwd, 'again');
    await cp(path.join(cwd, 'files'), again, { recursive: true });
    const plain = await matura(['score', 'miit-sme-2024', answers, ...options, '--files', again], { cwd });
    const { recommendation, ...result } = JSON.parse(plain.stdout);
    const changes = ['employees=500', 'productionControl=3', 'Q6=D,C,B'].flatMap((one) => ['--set', one]);
    const found = await matura(['what-if', KEY, ...changes, ...AS_OF, '--json'], { cwd });
    expect(found, found.stderr).toMatchObject({ code: 0, stderr: '' });
    const { before, after } = JSON.parse(found.stdout);
    expect(after.result).toEqual(result);
    expect(after.recommendation).toEqual(recommendation);
    const stored = JSON.parse(await readFile(path.join(cwd, 'files', `${KEY}.json`), 'utf8')).assessments[0];
    expect(before).toEqual({ result: stored.result, recommendation: stored.recommendation });
  });

  test.each(['1.864亿', '186,400,000元', '18640'])('what-if takes a revenue of %s', async (revenue) => {
    const cwd = await scored();
    const found = await matura(['what-if', KEY, '--set', `revenue=${revenue}`, '--json'], { cwd });
    expect(JSON.parse(found.stdout).after.result.facts.revenue).toBe(18640);
  });

  test('what-if lists the options of a question with their texts if an option is unknown', async () => {
    const found = await matura(['what-if', KEY, '--set', 'Q5=K'], { cwd: await scored() });
    expect(found.code).toBe(2);
    expect(found.stderr).toContain('Possible options:\nA: None\nB: One process\n');
  });

  test('what-if reads numbers in German notation, and asks about ambiguous ones', async () => {
    const cwd = await scored();
    const run = (revenue: string) => matura(['what-if', KEY, '--set', `revenue=${revenue}`, '--lang', 'de'], { cwd });
    expect((await run('18640,5')).stdout).toContain('18.640,5');
    expect(await run('18.640')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('18640 oder 18,64 schreiben'),
    });
  });

  test('for an answer that it cannot read, what-if says how to write it', async () => {
    const cwd = await scored();
    const found = await matura(['what-if', KEY, '--set', 'energyUse=1.5万'], { cwd });
    expect(found).toMatchObject({ code: 2, stdout: '' });
    expect(found.stderr).toContain('"1.5万" is not a number in digits alone (15000), which "energyUse" asks for');
  });

  test.each([
    ['Q1=E', 'is only possible together with'],
    ['Q2=E', 'but the figures give'],
    // More than the machines there are, and than those that are digitalised.
    ['networkedMachines=9999', 'the figures contradict each other', 'the figures contradict each other'],
    ['revenue=186400000', 'did you mean 18,640?'],
  ])('what-if warns about %s, unless the assessment on file has the same fault', async (change, ...warnings) => {
    const cwd = await scored();
    const { code, stderr } = await matura(['what-if', KEY, '--set', change, '--lang', 'en'], { cwd });
    expect([code, stderr.trim().split('\n')]).toEqual([0, warnings.map((warning) => expect.stringContaining(warning))]);
    const plain = await matura(['what-if', KEY, '--set', 'employees=330', '--lang', 'en'], { cwd });
    expect([plain.code, plain.stderr]).toEqual([0, '']);
  });

  test('recommend warns as score does, and compare gives only warnings new to the newest answers', async () => {
    const cwd = await scored();
    const answers = path.join(cwd, 'answers.yaml');
    await writeFile(answers, await readFile(EXAMPLE, 'utf8'));
    const scoreOn = async (day: string, ...edits: [string, string][]): Promise<void> => {
      await edit(answers, ...edits);
      const args = ['score', 'miit-sme-2024', answers, '--files', 'files', '--programme', 'deyang-2024', ...AS_OF];
      expect((await matura(args, { cwd })).code, day).toBe(0);
    };
    const warningsOf = async (...args: string[]): Promise<string> =>
      (await matura([...args, KEY, '--lang', 'en'], { cwd })).stderr;
    await scoreOn('2026-11-19', ['date: 2026-11-18', 'date: 2026-11-19'], ['Q1: { value: [B, C]', 'Q1: { value: [E]']);
    for (const command of ['recommend', 'compare'])
      expect(await warningsOf(command)).toContain('is only possible together with');
    expect(await warningsOf('recommend')).toContain(`matura diagnose miit-sme-2024 --enterprise ${KEY} --correct`);
    await scoreOn('2026-11-20', ['date: 2026-11-19', 'date: 2026-11-20']);
    expect(await warningsOf('recommend')).toContain('is only possible together with');
    expect(await warningsOf('compare')).toBe('');
  });

  test('what-if lists the differences, derived answers included, and writes nothing', async () => {
    const cwd = await scored();
    const file = path.join(cwd, 'files', `${KEY}.json`);
    const before = await readFile(file, 'utf8');
    const run = await matura(['what-if', KEY, '--set', 'employees=2000', '--set', 'productionControl=3', '--json'], {
      cwd,
    });
    const { answers, scores, policy } = JSON.parse(run.stdout);
    expect(answers).toContainEqual({
      name: 'productionControl',
      isSet: true,
      before: { state: 'answered', value: 2 },
      after: { state: 'answered', value: 3 },
    });
    // Revenue per employee falls, and with it an answer that is worked out from it.
    const follows = answers.filter(({ isSet }: { isSet: boolean }) => !isSet);
    expect(follows.map(({ name }: { name: string }) => name)).toContain('Q14');
    expect(scores.map(({ name }: { name: string }) => name)).toEqual(expect.arrayContaining(['total', 'effects']));
    expect(Object.keys(policy)).toEqual(['added', 'dropped', 'instruments']);
    expect(await readFile(file, 'utf8')).toBe(before);
    expect(await readdir(path.join(cwd, 'files'))).toEqual([`${KEY}.json`, `${KEY}.policy.md`]);
  });

  test.each(['de', 'en', 'zh'])(
    'what-if in %s on 60 columns breaks no word, and shows differences as printed',
    async (lang) => {
      const cwd = await scored();
      const args = ['what-if', KEY, '--set', 'employees=500', '--set', 'Q6=D,C,B', ...AS_OF, '--lang', lang];
      const [narrow, broad] = [await onTerminal(cwd, 60, args), await onTerminal(cwd, 200, args)];
      expect(Math.max(...narrow.split('\n').map(textWidth))).toBeLessThanOrEqual(60);
      const words = (text: string): string[] => text.split(/[\s\u2e80-\uffef]+/u).filter((word) => word.length > 3);
      const whole = new Set(words(broad));
      expect(
        words(narrow).filter(
          (word) => !whole.has(word) && ![...whole].some((one) => one.startsWith(word) && word.endsWith('-')),
        ),
      ).toEqual([]);
      // −17.72 less 2.1779 as they stand beside it.
      for (const text of [narrow, broad]) expect(text).toMatch(/2[.,]1779.*−17[.,]72.* −19[.,]8979\n/);
    },
  );

  test('what-if with an answer set to unknown reopens the scores that depend on the answer', async () => {
    const cwd = await scored();
    const run = await matura(['what-if', KEY, '--set', 'Q5=unknown', '--json'], { cwd });
    const { answers, after } = JSON.parse(run.stdout);
    expect(answers).toMatchObject([{ name: 'Q5', after: { state: 'unknown' } }]);
    expect(after.result.scores.total.value).toBeUndefined();
    expect(after.result.scores.total.lowest).toBeLessThan(after.result.scores.total.highest);
    const shown = await matura(['what-if', KEY, '--set', 'Q5=unknown'], { cwd });
    expect(shown.stdout).toMatch(/Total +48\.5 +\d+(\.\d+)?–\d+/);
    const raised = await matura(['what-if', KEY, '--set', 'Q5=D', '--programme', 'deyang-2024'], { cwd });
    const [, was, is, change] = /Own share +([\d,]+) CNY +([\d,]+) CNY +([-+=\d,]+)/.exec(raised.stdout) ?? [];
    const number = (text = ''): number => Number(text.replaceAll(',', ''));
    expect(number(is) - number(was)).toBe(change === '=' ? 0 : number(change));
  });

  test.each([
    ['en', /Own share +2,044,000 CNY +1,977,333\.33 CNY +−66,666\.67\n/],
    ['de', /Eigenanteil +2\.044\.000\u00a0CNY +1\.977\.333,33\u00a0CNY +−66\.666,67\n/],
    ['zh', /企业自筹 +204\.4万元 +1,977,333\.33元 +−66,666\.67\n/],
  ])('in %s money changes by exactly the difference of the printed amounts', async (lang, row) => {
    // A hundredth of it is paid: 66,666.6666 CNY.
    const set = ['--set', 'additionalLocalPurchases=6666666.66'];
    const cwd = await scored();
    const policy = await writeVerifiedPolicy(path.join(cwd, 'packs'));
    const args = ['what-if', KEY, ...set, '--programme', policy, '--packs', 'packs', ...AS_OF, '--lang', lang];
    expect(await onTerminal(cwd, 200, args)).toMatch(row);
  });

  test.each([
    [['Q55=D'], 'no question or fact "Q55"; did you mean "Q5"?'],
    [['Q5=Ä'], '"Ä" is not an option of "Q5"'],
    [['Q6=B,Z'], '"Z" is not an option of "Q6"'],
    [['Q6=B,B'], '"B" is chosen twice'],
    [['productionControl=9'], '9 is outside the permitted range of "productionControl": 0 to 4'],
    [['productionControl=two'], 'is not a whole number'],
    [['Q5=notApplicable'], 'does not allow "not applicable"'],
    [['Q5=C', 'Q5=D'], 'Q5 is set twice'],
    [['total=60'], 'is calculated from answers'],
    [['Q5'], 'is not of the form NAME=VALUE'],
    [['__proto__=C'], 'no question or fact "__proto__"'],
  ])('--set %j is a usage error', async (set, said) => {
    const run = await matura(['what-if', KEY, ...set.flatMap((one) => ['--set', one])], { cwd: await scored() });
    expect(run).toMatchObject({ code: 2, stdout: '' });
    expect(run.stderr).toContain(said);
  });

  test('what-if without --set, or with an unknown assessment or level, is a usage error', async () => {
    const cwd = await scored();
    const set = ['--set', 'Q5=C'];
    expect((await matura(['what-if', KEY], { cwd })).code).toBe(2);
    const other = await matura(['what-if', KEY, ...set, '--assessment', '2'], { cwd });
    expect(other).toMatchObject({ code: 2 });
    expect(other.stderr).toContain('Assessments: 1 (2026-11-18)');
    expect((await matura(['what-if', KEY, ...set, '--assessment', '2026-11-18'], { cwd })).code).toBe(0);
    const target = await matura(['what-if', KEY, ...set, '--target', '9'], { cwd });
    expect(target).toMatchObject({ code: 2 });
    expect(target.stderr).toContain('the pack has no level "9"');
  });

  test('what-if starts from measures recorded as done, as recommend does', async () => {
    const cwd = await scored();
    const plan = async () => JSON.parse((await matura(['what-if', KEY, '--set', 'Q5=C', '--json'], { cwd })).stdout);
    const [first] = (await plan()).before.recommendation.measures;
    await matura(['record', KEY, '--measure', first.id, '--done', '2026-11-19'], { cwd });
    const { before, after } = await plan();
    for (const { recommendation } of [before, after]) {
      expect(recommendation.measures.map(({ id }: { id: string }) => id)).not.toContain(first.id);
      expect(recommendation.done).toEqual([{ id: first.id, on: '2026-11-19' }]);
      expect(recommendation.reassess.length).toBeGreaterThan(0);
    }
  });

  test('what-if reports another pack version, and keeps the stored result', async () => {
    const cwd = await makeEdition();
    await matura(['score', 'miit-sme-2024', EXAMPLE, '--files', 'files'], { cwd });
    const run = await matura(['what-if', KEY, '--set', 'Q5=C', '--packs', '.'], { cwd });
    expect(run.code).toBe(0);
    expect(run.stderr).toContain('was made with miit-sme-2024 2024.3.0, but version 2025.1.0 is found here');
    expect(run.stderr).toContain('Not in this pack, so not counted: Q8, productDesign');
  });
});

test.each(['en', 'zh', 'de'])('what-if in %s shows both results side by side on any terminal width', async (lang) => {
  const args = ['what-if', KEY, '--set', 'Q5=D', '--set', 'productionControl=3', '--lang', lang, '--all'];
  const cwd = await scored();
  for (const columns of [60, 80, 200]) {
    const text = await onTerminal(cwd, columns, args);
    const lines = text.split('\n');
    expect(Math.max(...lines.map(textWidth))).toBeLessThanOrEqual(Math.min(120, columns));
    // What the next level lacks stands under the two headings: its points begin in the same two columns.
    const starts = lines.flatMap((line) =>
      [...line.matchAll(/•/g)].map(({ index }) => textWidth(line.slice(0, index))),
    );
    expect(new Set(starts).size).toBe(2);
    expect(text).not.toMatch(/undefined|NaN/);
  }
});
