import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { readJunit } from '../report/check/read-findings.ts';
import { matura, ROOT, type Run, scratchFolder } from './matura.ts';
import { writeFirstLook } from './reference-pack.ts';

interface Sample {
  readonly cwd: string;
  readonly cases: string;
  readonly run: (...args: string[]) => Promise<Run>;
}

/** The pack of the reference, of whose cases some expect what does not come out. */
async function sample(change: (cases: string) => string): Promise<Sample> {
  const cwd = await scratchFolder();
  await writeFirstLook(path.join(cwd, 'first-look'));
  const cases = path.join(cwd, 'first-look/cases/cases.yaml');
  await writeFile(cases, change(await readFile(cases, 'utf8')));
  return { cwd, cases, run: (...args) => matura(['test', ...args], { cwd }) };
}

const asIs = (cases: string): string => cases;
const wrong = (cases: string): string =>
  cases.replace('basics: 1.75 }, level: 1', 'basics: 1.5 }, level: 2').replace('basics: 3.667', 'basics: 3.6');

describe('a case that fails', () => {
  test('a failing case shows why it expects the value, its line, the difference and the result’s origin', async () => {
    const { run } = await sample(wrong);
    const { code, stdout } = await run();
    expect(code).toBe(1);
    expect(stdout).toContain(
      `✗ not-asked
  Why: machineData is not asked, so (1.5 + 2) / 2
  first-look/cases/cases.yaml:11
    scores.basics: expected 1.5, got 1.75 (0.25 more)
      Basics: 1.75 = (1.5 + 2) ÷ 2
        What is networked? The offices → 2
        How is the business run? With several programs → 1.5
    level: expected 2, got 1
      missing for level 2
        Basics is 1.75 but needs 2.5: 0.75 more
`,
    );
    expect(stdout).toContain('scores.basics: expected 3.6, got 3.67 (0.07 more, 0.0005 allowed)');
    expect(stdout).toContain('first-look 1.0.0: 1 of 3 cases pass (all derived)');
  });

  test('a failing case with a mistyped name says which name was meant, and where', async () => {
    const { run } = await sample((cases) =>
      cases.replace('networks:', 'network:').replace('basics: 1.75', 'basic: 1.75'),
    );
    const { stdout } = await run('--lang', 'de');
    expect(stdout.replaceAll(/\n {4}(?! )/g, ' ')).toContain(
      'cases.yaml:6 erwartet waren Antworten, die sich bewerten lassen, sie werden aber abgewiesen: A101 answers.network: ' +
        'eine Frage „network“ hat das Paket nicht; ist „networks“ gemeint?',
    );
    expect(stdout).toContain(
      'scores.basic: erwartet 1,75, aber es gibt nichts mit diesem Namen; ist „basics“ gemeint?',
    );
  });

  test('no line about a failing case is wider than the page', async () => {
    const { run } = await sample(wrong);
    for (const line of (await run()).stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(100);
  });

  test('a failing case is reported as JSON with the same details', async () => {
    const { run } = await sample(wrong);
    const { packs, schemaVersion } = JSON.parse((await run('--json')).stdout);
    expect(schemaVersion).toBe(1);
    expect(packs[0].runs[1]).toMatchObject({
      id: 'not-asked',
      file: 'first-look/cases/cases.yaml',
      origin: 'derived',
      mismatches: [
        {
          what: 'scores.basics',
          line: 11,
          expected: 1.5,
          got: 1.75,
          difference: 0.25,
          because: { members: [{ name: 'networks', value: 2, contribution: 1 }, { name: 'erp' }] },
        },
        { what: 'level', expected: 2, got: 1, because: { lacking: { level: 2, unmet: [{ name: 'basics' }] } } },
      ],
    });
  });

  test('a case whose answers are refused gives the reason in the user’s language, and in JSON in English', async () => {
    const cwd = await scratchFolder();
    await cp(path.join(ROOT, 'test/fixtures/constructs/refused'), cwd, { recursive: true });
    const [file] = await readdir(path.join(cwd, 'cases'));
    const cases = path.join(cwd, 'cases', file ?? '');
    await writeFile(cases, (await readFile(cases, 'utf8')).replace('refused: A114', 'scores: { part: 3 }'));
    const { stdout } = await matura(['test', '.', '--lang', 'de'], { cwd });
    expect(stdout.replaceAll(/\s+/g, ' ')).toContain(
      'A114 answers: „b“ ist nicht beantwortet, was die Bewertungsregeln nicht zulassen',
    );
    const { packs } = JSON.parse((await matura(['test', '.', '--json', '--lang', 'de'], { cwd })).stdout);
    const got = { refused: 'A114', at: ['answers'], name: 'b', found: 'unanswered' };
    expect(packs[0].runs[0].mismatches).toMatchObject([{ what: 'answers', expected: 'accepted', got }]);
  });

  test('a failing case is a JUnit test, and is annotated at its line under GitHub Actions', async () => {
    const { run, cwd } = await sample(wrong);
    await mkdir(path.join(cwd, 'broken'));
    await writeFile(path.join(cwd, 'broken/questionnaire.yaml'), 'kind: questionnaire\nid: broken\n');
    const least = ['--min-coverage', '99', '--lang', 'en'];
    expect(await run(...least, '-o', 'cases.xml')).toMatchObject({ code: 1, stdout: '' });
    const junit = await readFile(path.join(cwd, 'cases.xml'), 'utf8');
    expect((await readJunit(junit)).map(({ suite, name, ended }) => [suite, name, ended])).toEqual([
      ['first-look 1.0.0', 'all-answered', 'failure'],
      ['first-look 1.0.0', 'not-asked', 'failure'],
      ['first-look 1.0.0', 'open', 'passed'],
      ['first-look 1.0.0', 'coverage', 'failure'],
      ['broken', 'can be used', 'failure'],
    ]);
    expect(junit).toContain(
      '<failure message="scores.basics: expected 1.5, got 1.75 (0.25 more)&#10;level: expected 2, got 1" type="mismatch">',
    );
    expect(junit).toContain('&#10;broken/questionnaire.yaml:1:1 M110 the key &quot;version&quot; is missing');
    const { stdout } = await run(...least, '--format', 'github');
    const [, asked, ...more] = stdout.trimEnd().split('\n');
    expect(more.pop()).toMatch(/^::error title=broken::/);
    expect(asked).toBe(
      '::error file=first-look/cases/cases.yaml,line=11,title=not-asked::scores.basics: expected 1.5, got 1.75 (0.25 more)' +
        '%0A  Basics: 1.75 = (1.5 + 2) ÷ 2%0A    What is networked? The offices → 2' +
        '%0A    How is the business run? With several programs → 1.5',
    );
    expect(more.at(-1)).toMatch(/^::error title=first-look 1\.0\.0::.*99%/);
    // A workflow that left the root of the repository, in another language.
    const env = { GITHUB_ACTIONS: 'true', GITHUB_WORKSPACE: path.dirname(cwd), LC_ALL: 'de_DE.UTF-8' };
    const there = await matura(['test'], { cwd, env });
    expect(there.stdout).toContain('1 von 3 Fällen bestanden');
    expect(there.stdout).toContain(
      `::error file=${path.basename(cwd)}/first-look/cases/cases.yaml,line=11,title=not-asked::`,
    );
    expect(there.stdout).toContain('expected 1.5, got 1.75');
  });

  test('test counts all cases by origin', async () => {
    const { run } = await sample((cases) => cases.replace('- id: open', '- origin: published\n    id: open'));
    expect((await run()).stdout).toContain('3 of 3 cases pass (1 published, 2 derived)');
  });
});

test.each([
  [
    'de',
    ['1 von 3 Fällen bestanden (alle hergeleitet)', 'erwartet 1,5, erhalten 1,75 (0,25 mehr)', 'Grundlagen: 1,75'],
  ],
  ['zh', ['3个用例中1个通过（全部为自行推导）', '预期1.5，实得1.75（多0.25）', '距二级尚缺', '未覆盖']],
])('a failing case is reported in %s', async (lang, texts) => {
  const { run } = await sample(wrong);
  const { stdout } = await run('--lang', lang, '--min-coverage', '90');
  for (const text of texts) expect(stdout).toContain(text);
  expect(stdout).not.toMatch(/expected|lacks|cases pass|Covered|touch/);
});

describe('--filter', () => {
  test('--filter runs only the cases whose id contains the text; no match fails', async () => {
    const { run } = await sample(wrong);
    const open = await run('--filter', 'ope');
    expect(open.code).toBe(0);
    expect(open.stdout).toContain('1 of 1 cases pass');
    expect(open.stderr).toBe('');
    expect((await run('--filter', 'ope', '--coverage')).stderr).toContain('coverage by the other cases is not counted');
    expect(await run('--filter', 'nothing-like-it')).toMatchObject({ code: 3, stdout: '' });
  });
});

describe('--update', () => {
  test('--update rewrites what differs, keeps the rest and writes the reason in the case', async () => {
    const { run, cases } = await sample(wrong);
    const before = await readFile(cases, 'utf8');
    const update = await run('--update', '--reason', 'the arithmetic was wrong');
    expect(update.code).toBe(0);
    expect(update.stdout).toContain(
      'not-asked: scores.basics was 1.5 and is now 1.75\n  first-look/cases/cases.yaml:13',
    );
    expect(update.stdout).toContain('3 expectations rewritten');
    expect(update.stdout).toContain('3 of 3 cases pass');
    const after = await readFile(cases, 'utf8');
    const entry =
      /\n {4}changed:\n {6}- \{ date: \d{4}-\d\d-\d\d, reason: "the arithmetic was wrong", was: .* \}(?=\n)/g;
    expect(after.match(entry)).toHaveLength(2);
    expect(after.replace(entry, '')).toBe(
      before.replace('basics: 1.5 }, level: 2', 'basics: 1.75 }, level: 1').replace('basics: 3.6 }', 'basics: 3.667 }'),
    );
    expect((await matura(['validate', path.dirname(path.dirname(cases))])).code).toBe(0);
  });

  test('--update keeps a byte-order mark and Windows line endings', async () => {
    const { run, cases } = await sample((text) => `\ufeff${wrong(text).replaceAll('\n', '\r\n')}`);
    expect((await run('--update', '--reason', 'x')).code).toBe(0);
    const after = await readFile(cases, 'utf8');
    expect(after.startsWith('\ufeffkind: cases\r\n')).toBe(true);
    expect(after.replaceAll('\r\n', '')).not.toContain('\n');
  });

  test('--update changes no file if all cases pass', async () => {
    const { run, cases } = await sample(asIs);
    const before = await readFile(cases, 'utf8');
    expect(await run('--update', '--reason', 'none')).toMatchObject({ code: 0 });
    expect(await readFile(cases, 'utf8')).toBe(before);
  });

  test.each(['published', 'third-party'])(
    '--update keeps an expectation that is %s, so the case still fails',
    async (origin) => {
      const { run, cases } = await sample((text) =>
        wrong(text).replace('- id: not-asked', `- origin: ${origin}\n    id: not-asked`),
      );
      const update = await run('--update', '--reason', 'x');
      expect(update.code).toBe(1);
      expect(update.stdout).toMatch(
        /not-asked: level stays as it is: this value was published or comes from a third party/,
      );
      expect(update.stdout).toContain('1 expectation rewritten, 2 left as they were');
      expect(update.stdout).toContain('2 of 3 cases pass');
      expect(await readFile(cases, 'utf8')).toContain('basics: 1.5 }, level: 2');
    },
  );

  test('--update and a reason require each other', async () => {
    const { run, cases } = await sample(wrong);
    const before = await readFile(cases, 'utf8');
    for (const args of [['--update'], ['--update', '--reason', ' '], ['--reason', 'x']]) {
      const refused = await run(...args);
      expect(refused).toMatchObject({ code: 2, stdout: '' });
      expect(refused.stderr).toContain('--reason');
    }
    expect(await readFile(cases, 'utf8')).toBe(before);
  });
});

describe('--coverage', () => {
  test('--coverage counts by kind and lists everything that no case covers, with its line', async () => {
    const { run } = await sample(asIs);
    const { code, stdout } = await run('--coverage');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^ {2}answers +4 of 6 +66\.7%$/m);
    expect(stdout).toMatch(/^ {2}in all +7 of 14 +50%$/m);
    expect(stdout).toContain('How is the business run? (erp): none “On paper”');
    expect(stdout).toContain('Size (size): case 1 (large)\n    first-look/questionnaire.yaml:12');
    expect(stdout).toMatch(/One system for the business \(one-system\)\n {4}first-look\/measures\.yaml:\d+/);
  });

  test('a pack with coverage below --min-coverage gives exit code 1, and the shortfall is stated', async () => {
    const { run, cwd, cases } = await sample(asIs);
    expect((await run('--min-coverage', '10')).code).toBe(0);
    const short = await run('--min-coverage', '99.5');
    expect(short.code).toBe(1);
    expect(short.stdout).toMatch(/percentage points short of the required 99\.5%: \d+ more to cover/);
    const { coverage } = JSON.parse((await run('--json', '--min-coverage', '99.5')).stdout).packs[0];
    const { percent, touched, of } = coverage.total;
    expect(percent).toBeCloseTo((100 * touched) / of, 9);
    expect(coverage.short).toEqual({ asked: 99.5, items: of - touched });
    // A pack that is covered better does not make up for one that is covered less.
    const poor = path.join(cwd, 'poor/cases/cases.yaml');
    await writeFirstLook(path.join(cwd, 'poor'));
    await mkdir(path.dirname(poor), { recursive: true });
    const [, one = ''] = /([\s\S]*?)\n {2}- id: not-asked/.exec(await readFile(cases, 'utf8')) ?? [];
    await writeFile(poor, `${one}\n`);
    const both = await run('--min-coverage', String(Math.floor(percent)));
    expect(both.code).toBe(1);
    expect((await run('first-look', '--min-coverage', String(Math.floor(percent)))).code).toBe(0);
  });

  test('--coverage reports a pack with nothing to cover, and succeeds', async () => {
    const pack = path.join(ROOT, 'test/fixtures/constructs/rounding');
    const run = await matura(['test', pack, '--min-coverage', '100']);
    expect(run.code).toBe(0);
    expect(run.stdout).toContain('there is nothing for a case to cover');
  });

  test.each(['-1', '101', 'x', ''])('%j is refused as a percentage', async (percent) => {
    const { run } = await sample(asIs);
    expect((await run(`--min-coverage=${percent}`)).code).toBe(2);
  });
});
