import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { readJunit, readSarif } from '../report/check/read-findings.ts';
import { matura } from './matura.ts';
import { ERP, ODD, packWith, SLIP, writePacks } from './packs-for-checks.ts';

describe('the exit code of matura validate', () => {
  test('validate exits with 0 for a sound pack, 1 for an error, 0 for a warning', async () => {
    const cwd = await writePacks({ sound: packWith(ERP), slip: packWith(SLIP), odd: ODD });
    expect(await matura(['validate', 'sound'], { cwd })).toEqual({
      code: 0,
      stdout: 'no problems in 2 files checked\n',
      stderr: '',
    });
    expect((await matura(['validate', 'slip'], { cwd })).code).toBe(1);
    const warned = await matura(['validate', 'odd'], { cwd });
    expect(warned.code).toBe(0);
    expect(warned.stdout).toContain('odd/rubric.yaml:5:12  warning  M309 odd-weights');
    expect(warned.stdout).toContain('1 warning in 1 of 2 files checked');
  });

  test.each([
    [['--fail-on', 'warning'], 1],
    [['--fail-on', 'error'], 0],
    [['--max-warnings', '0'], 1],
    [['--max-warnings', '1'], 0],
    [['--max-warnings', 'few'], 2],
    [['--fail-on', 'hint'], 2],
  ])('validate with a warning and %j exits with %i', async (args, code) => {
    const cwd = await writePacks({ odd: ODD });
    expect((await matura(['validate', 'odd', ...args], { cwd })).code).toBe(code);
  });

  test('--max-warnings counts only warnings, and an error stays an error', async () => {
    const cwd = await writePacks({ slip: packWith(SLIP) });
    expect((await matura(['validate', '--max-warnings', '5'], { cwd })).code).toBe(1);
  });

  test('validate exits with 3 for a missing path, even beside a sound one', async () => {
    const cwd = await writePacks({ sound: packWith(ERP) });
    for (const args of [['nowhere'], ['sound', 'nowhere'], ['sound/no*']]) {
      expect(await matura(['validate', ...args], { cwd }), args.join(' ')).toMatchObject({ code: 3, stdout: '' });
    }
  });
});

describe('the formats of matura validate', () => {
  test('validate writes several formats in one run, each to a file of its own, with the same places', async () => {
    const cwd = await writePacks({ slip: packWith(SLIP), sound: packWith(ERP) });
    const args = ['sarif', 'junit', 'json', 'github'].flatMap((format) => ['--format', format, '--output', format]);
    const run = await matura(['validate', '.', ...args, '--format', 'pretty'], { cwd });
    expect(run.code).toBe(1);
    expect(run.stdout).toContain('slip/questionnaire.yaml:10:26  error  M204 unknown-question-type');
    expect(run.stdout).toContain('  More: matura rule M204');
    expect(run.stdout).toContain('1 error in 1 of 4 files checked');
    expect(run.stderr).toBe('Written: sarif\nWritten: junit\nWritten: json\nWritten: github\n');
    const read = (name: string): Promise<string> => readFile(path.join(cwd, name), 'utf8');
    const { files, known, findings } = JSON.parse(await read('json'));
    const place = { file: 'slip/questionnaire.yaml', line: 10, column: 26, endLine: 10, endColumn: 32 };
    expect({ files, known, findings }).toMatchObject({ files: 4, known: 0, findings: [{ code: 'M204', ...place }] });
    expect(await read('github')).toBe(
      '::error file=slip/questionnaire.yaml,line=10,endLine=10,col=26,endColumn=31,title=M204 unknown-question-type::"singel" is not a question type; did you mean "single"?\n',
    );
    expect(readSarif(await read('sarif')).results).toMatchObject([
      {
        ruleId: 'M204',
        level: 'error',
        locations: [
          {
            physicalLocation: {
              artifactLocation: { uri: 'slip/questionnaire.yaml', uriBaseId: '%SRCROOT%' },
              region: { startLine: 10, startColumn: 26, endLine: 10, endColumn: 32 },
            },
          },
        ],
      },
    ]);
    expect(await readJunit(await read('junit'))).toEqual([
      { suite: 'slip/questionnaire.yaml', name: 'M204 unknown-question-type (line 10, column 26)', ended: 'failure' },
      { suite: 'slip/rubric.yaml', name: 'is well', ended: 'passed' },
      { suite: 'sound/questionnaire.yaml', name: 'is well', ended: 'passed' },
      { suite: 'sound/rubric.yaml', name: 'is well', ended: 'passed' },
    ]);
  });

  test('JUnit reports a warning as a failure only if it makes the check fail', async () => {
    const cwd = await writePacks({ odd: ODD });
    const ended = async (...args: string[]): Promise<string | undefined> => {
      const tests = await readJunit((await matura(['validate', '--format', 'junit', ...args], { cwd })).stdout);
      return tests.find(({ suite }) => suite === 'odd/rubric.yaml')?.ended;
    };
    expect(await ended()).toBe('skipped');
    expect(await ended('--fail-on', 'warning')).toBe('failure');
  });

  test('-o belongs to the --format before it, or to the first format', async () => {
    const cwd = await writePacks({ sound: packWith(ERP) });
    const read = (name: string): Promise<string> => readFile(path.join(cwd, name), 'utf8');
    await matura(['validate', '--output', 'a', '--format', 'json', '--format', 'pretty'], { cwd });
    expect(JSON.parse(await read('a')).files).toBe(2);
    await matura(['validate', '-o', 'b'], { cwd });
    expect(await read('b')).toBe('no problems in 2 files checked\n\n— matura validate\n');
  });

  test.each([
    [['--format', 'json', '--format', 'sarif'], 'requested: json, sarif'],
    [['--format', 'json', '--output', 'a', '--format', 'sarif', '--output', './a'], 'the same file'],
    [['--format', 'yaml'], 'pretty, json, github, sarif, junit'],
  ])('the options %j are a usage error', async (args, said) => {
    const cwd = await writePacks({ sound: packWith(ERP) });
    const run = await matura(['validate', ...args], { cwd });
    expect(run).toMatchObject({ code: 2, stdout: '' });
    expect(run.stderr).toContain(said);
  });

  test('an output file that cannot be written is reported with exit code 3', async () => {
    const cwd = await writePacks({ sound: packWith(ERP) });
    const run = await matura(['validate', '--format', 'json', '--output', 'sound'], { cwd });
    expect(run.code).toBe(3);
    expect(run.stderr).toContain('sound');
  });

  test('JSON counts the checked files, cases and policies included', async () => {
    const cases = 'kind: cases\ncases: [{ id: one, answers: { erp: full }, expect: { scores: { tools: 2 } } }]\n';
    const cwd = await writePacks({ sound: { ...packWith(ERP), 'cases/all.yaml': cases } });
    const run = await matura(['validate', '--format', 'json'], { cwd });
    expect(JSON.parse(run.stdout)).toEqual({ schemaVersion: 1, files: 3, known: 0, findings: [] });
  });
});

describe('matura validate under GitHub Actions', () => {
  const env = { GITHUB_ACTIONS: 'true' };

  test('under GitHub Actions validate prints its text for people, then annotations on the change', async () => {
    const cwd = await writePacks({ slip: packWith(SLIP) });
    const run = await matura(['validate'], { cwd, env });
    expect(run.stdout).toMatch(/files checked\n::error file=slip\/questionnaire\.yaml,line=10,/);
    const once = await matura(['validate', '--format', 'github'], { cwd, env });
    expect(once.stdout.match(/::error/g)).toHaveLength(1);
  });

  test('under GitHub Actions validate leaves output for programs as it is', async () => {
    const cwd = await writePacks({ slip: packWith(SLIP) });
    const run = await matura(['validate', '--format', 'json'], { cwd, env });
    expect(JSON.parse(run.stdout).findings).toHaveLength(1);
    expect(run.stderr).toContain('::error file=slip/questionnaire.yaml,');
  });

  test('annotations name files from the root of the repository', async () => {
    const cwd = await writePacks({ 'packs/slip': packWith(SLIP) });
    const inside = { cwd: path.join(cwd, 'packs'), env: { ...env, GITHUB_WORKSPACE: cwd } };
    expect((await matura(['validate', '--format', 'github'], inside)).stdout).toContain(
      'file=packs/slip/questionnaire.yaml,',
    );
    const sarif = readSarif((await matura(['validate', '--format', 'sarif'], inside)).stdout);
    expect(JSON.stringify(sarif.results)).toContain('"uri":"packs/slip/questionnaire.yaml"');
  });

  test('percent signs, commas and colons in a file name do not end a property of an annotation', async () => {
    const cwd = await writePacks({ '50%, a::b': packWith(SLIP) });
    const run = await matura(['validate', '--format', 'github'], { cwd });
    expect(run.stdout).toMatch(/^::error file=50%25%2C a%3A%3Ab\/questionnaire\.yaml,line=10,/);
    const sarif = readSarif((await matura(['validate', '--format', 'sarif'], { cwd })).stdout);
    expect(JSON.stringify(sarif.results)).toContain('"uri":"50%25%2C%20a%3A%3Ab/questionnaire.yaml"');
  });
});

test('if a rule has many findings, the first are annotated, with the number of those omitted', async () => {
  const scales = Array.from({ length: 60 }, (_, i) => `      - { id: q${i}, type: scal, maximum: 4 }`).join('\n');
  const { stdout } = await matura(['validate'], { cwd: await writePacks({ slip: packWith(scales) }) });
  expect(stdout.match(/: *\d+:\d+ +error +M204|M204 unknown-question-type\n\n/g)?.length).toBe(51);
  expect(stdout).toContain('… and 10 more of M204 unknown-question-type\n');
});

describe('a comment beside a finding', () => {
  const RUBRIC = ODD['rubric.yaml'];
  const run = async (rubric: string): Promise<{ code: number; found: readonly string[]; known: number }> => {
    const cwd = await writePacks({ odd: { ...ODD, 'rubric.yaml': rubric } });
    const { code, stdout } = await matura(['validate', '--json', '--fail-on', 'warning'], { cwd });
    const { findings, known } = JSON.parse(stdout);
    return { code, known, found: findings.map((one: { code: string; line: number }) => `${one.code}:${one.line}`) };
  };

  test.each([
    ['at the end of its line', RUBRIC.replace(' } }', ' } } # matura: ignore M309 rounded by the ministry')],
    ['alone above it', RUBRIC.replace('  tools:', '  # matura: ignore M309 rounded by the ministry\n  tools:')],
  ])('a comment with %s accepts the finding', async (_, rubric) => {
    expect(await run(rubric)).toEqual({ code: 0, found: [], known: 1 });
  });

  test.each([
    ['without a reason', RUBRIC.replace(' } }', ' } } # matura: ignore M309'), ['M309:5', 'M117:5']],
    ['for another rule', RUBRIC.replace(' } }', ' } } # matura: ignore M307 why'), ['M309:5', 'M116:5']],
    ['of what is mended', RUBRIC.replace('crm: 24 } }', 'crm: 25 } } # matura: ignore M309 why'), ['M116:5']],
  ])('a comment with %s does not accept the finding, and is reported', async (_, rubric, found) => {
    expect(await run(rubric)).toEqual({ code: 1, found, known: 0 });
  });
});

describe('a baseline', () => {
  const BASELINE = 'baseline.yaml';

  test('a baseline accepts known findings; missing reasons and entries for fixed findings are reported', async () => {
    const cwd = await writePacks({ odd: ODD, slip: packWith(SLIP) });
    const file = path.join(cwd, BASELINE);
    const written = await matura(['validate', '--write-baseline', BASELINE], { cwd });
    expect(written).toEqual({
      code: 0,
      stdout: '',
      stderr: 'baseline.yaml: 2 known findings, 2 of them need a reason in place of TODO\n',
    });

    const refused = await matura(['validate', '--baseline', BASELINE], { cwd });
    expect(refused.code).toBe(1);
    expect(refused.stdout).toContain('baseline.yaml:7:13  error  M117 no-reason');
    expect(refused.stdout).toContain('slip/questionnaire.yaml:10:26');

    await writeFile(file, (await readFile(file, 'utf8')).replaceAll('reason: TODO', 'reason: Published like this.'));
    const known = await matura(['validate', '--baseline', BASELINE], { cwd });
    expect(known).toEqual({
      code: 0,
      stdout: 'no problems in 5 files checked; 2 known findings left out\n',
      stderr: '',
    });

    await writeFile(path.join(cwd, 'slip/questionnaire.yaml'), packWith(ERP)['questionnaire.yaml'] ?? '');
    const gone = await matura(['validate', '--baseline', BASELINE], { cwd });
    expect(gone.code).toBe(1);
    expect(gone.stdout).toMatch(/baseline\.yaml:\d+:11 {2}error {2}M116 known-finding-gone/);
    expect((await matura(['validate', 'odd', '--baseline', BASELINE], { cwd })).code).toBe(0);

    const again = await matura(['validate', '--write-baseline', BASELINE], { cwd });
    expect(again.stderr).toBe('baseline.yaml: 1 known finding, all with a reason\n');
    expect((await matura(['validate', '--baseline', BASELINE], { cwd })).code).toBe(0);
  });

  test('a baseline accepts one finding per entry, so another of the same kind is reported', async () => {
    const cwd = await writePacks({ slip: packWith(SLIP) });
    await matura(['validate', '--write-baseline', BASELINE], { cwd });
    const file = path.join(cwd, BASELINE);
    await writeFile(file, (await readFile(file, 'utf8')).replace('TODO', 'Known.'));
    const twice = packWith(`${SLIP}\n${SLIP.replace('erp', 'mes')}`);
    await writeFile(path.join(cwd, 'slip/questionnaire.yaml'), twice['questionnaire.yaml'] ?? '');
    const run = await matura(['validate', '--baseline', BASELINE], { cwd });
    expect(run.code).toBe(1);
    expect(run.stdout).toContain('1 error in 1 of 3 files checked; 1 known finding left out');
  });

  test('a baseline names files relative to its folder, independent of the working directory', async () => {
    const cwd = await writePacks({ odd: ODD, slip: packWith(SLIP) });
    await matura(['validate', '--write-baseline', 'odd/known.yaml'], { cwd });
    const file = path.join(cwd, 'odd/known.yaml');
    const text = await readFile(file, 'utf8');
    expect(text).toContain('file: rubric.yaml');
    expect(text).toContain('file: "../slip/questionnaire.yaml"');
    await writeFile(file, text.replaceAll('TODO', 'Known.'));
    const run = await matura(['validate', '..', '--baseline', 'known.yaml'], { cwd: path.join(cwd, 'odd') });
    expect(run.code).toBe(0);
  });

  test('a baseline is checked like any document, and never overwrites another file', async () => {
    const cwd = await writePacks({ odd: ODD });
    await writeFile(path.join(cwd, BASELINE), 'kind: baseline\nfindings: [{ code: M309 }]\n');
    const run = await matura(['validate', 'odd', '--baseline', BASELINE], { cwd });
    expect(run.code).toBe(1);
    expect(run.stdout).toContain('baseline.yaml:2:14  error  M110 missing-key');
    expect((await matura(['validate', BASELINE], { cwd })).code).toBe(1);
    const rubric = await matura(['validate', 'odd', '--write-baseline', 'odd/rubric.yaml'], { cwd });
    expect(rubric.code).toBe(3);
    expect(await readFile(path.join(cwd, 'odd/rubric.yaml'), 'utf8')).toBe(ODD['rubric.yaml']);
    expect((await matura(['validate', 'odd', '--baseline', 'none.yaml'], { cwd })).code).toBe(3);
    const both = ['--baseline', BASELINE, '--write-baseline', 'b.yaml'];
    expect((await matura(['validate', 'odd', ...both], { cwd })).code).toBe(2);
  });
});

describe('--as-of', () => {
  test('--as-of, or else the current day, decides which instruments have ended', async () => {
    const policy = `kind: policy
id: city
version: 1.0.0
title: A city
currency: CNY
source: { document: an example, verified: true }
instruments:
  - id: voucher
    title: Voucher
    type: voucher
    source: { document: an example, verified: true }
    valid: { from: 2024-01-01, to: 2024-12-31 }
    amount: null
`;
    const cwd = await writePacks({ sound: packWith(ERP), policies: { 'city.yaml': policy } });
    const today = await matura(['validate'], { cwd });
    expect(today.code).toBe(0);
    expect(today.stdout).toContain('policies/city.yaml:12:36  warning  M405 not-valid');
    const open = await matura(['validate', '--as-of', '2024-06-01'], { cwd });
    expect(open.stdout).toBe('no problems in 3 files checked\n');
    expect((await matura(['validate', '--as-of', '2025-06-01'], { cwd })).stdout).toContain('M405 not-valid');
    expect((await matura(['validate', '--as-of', 'June'], { cwd })).code).toBe(2);
  });
});
