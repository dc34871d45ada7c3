import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { matura, ROOT, type Run, scratchFolder } from '../matura.ts';
import { csvOf, HEADINGS, keyOf, QUESTIONS, type Row, readCsv, rowOf, splitLine } from './sample-export.ts';

interface Scored extends Run {
  readonly cwd: string;
  readonly results: Record<string, string>[];
  readonly rejects: Record<string, string>[];
}

async function batch(table: string | Uint8Array, args: readonly string[] = [], name = 'export.csv'): Promise<Scored> {
  const cwd = await scratchFolder();
  await writeFile(path.join(cwd, name), table);
  const run = await matura(['batch', 'quick-scan-china', name, ...args], { cwd });
  const read = (file: string): Promise<Record<string, string>[]> => readCsv(cwd, file).catch(() => []);
  return { ...run, cwd, results: await read('export.results.csv'), rejects: await read('export.rejects.csv') };
}

/** The names of the scores of a rubric that are hidden, at any depth. */
function hiddenScores(value: unknown): Set<string> {
  if (typeof value !== 'object' || value === null) return new Set();
  return new Set(
    Object.entries(value).flatMap(([name, inner]) => [
      ...(inner?.hidden === true ? [name] : []),
      ...hiddenScores(inner),
    ]),
  );
}

describe('matura batch', () => {
  test('batch counts rows with the punctuation of the language', async () => {
    const { stderr } = await batch(csvOf([rowOf(1)]), ['--lang', 'zh']);
    expect(stderr).toContain('读取1行；评分1行；拒绝0行');
  });

  test('batch scores every row and says how the table was read', async () => {
    const run = await batch(csvOf([rowOf(1, { district: 'Wuhou' }), rowOf(2, { plan: '', sector: 'software' })]));
    expect(run).toMatchObject({ code: 0, stdout: '', rejects: [] });
    expect(run.stderr).toContain('Read as utf-8, separated by commas, headings in line 1');
    expect(run.stderr).toContain('2 rows read; 2 scored; 0 rejected');
    const [first, second] = run.results;
    expect(Object.keys(first ?? {})).toEqual([
      ...['uscc', 'district', 'chain', 'size', 'direction', 'processes', 'production', 'customers', 'data', 'base'],
      ...['total', 'level', 'lowest', 'highest', 'coverage', 'warnings'],
    ]);
    expect(first).toMatchObject({ uscc: keyOf(1), district: 'Wuhou', total: '66.66666666666667', coverage: '1' });
    // What is open has no value: the level is given by its bounds.
    expect(second).toMatchObject({ direction: '', total: '', warnings: expect.stringContaining('not-asked:planning') });
  });

  test('if a pack has no level, coverage is the answered share of all questions that its scores use', async () => {
    const cwd = await scratchFolder();
    await mkdir(path.join(cwd, 'plain'));
    const questions = ['a', 'b', 'c', 'd'].map((id) => `{ id: ${id}, type: scale, maximum: 4, text: Question ${id} }`);
    await writeFile(
      path.join(cwd, 'plain/questionnaire.yaml'),
      `kind: questionnaire\nid: plain\nversion: 1.0.0\ntitle: Plain\nlanguages: [en]\nfacts: [{ id: key, type: text, key: true, required: true, text: Key }]\nsections: [{ id: s, questions: [${questions.join(', ')}] }]\n`,
    );
    await writeFile(
      path.join(cwd, 'plain/rubric.yaml'),
      'kind: rubric\nid: plain\nscores: { one: { sum: [a, b] }, other: { sum: [b, c] } }\n',
    );
    await writeFile(path.join(cwd, 'export.csv'), 'key,a,b,c,d\nA1,1,,3,\nA2,1,2,3,\n');
    expect(await matura(['batch', './plain', 'export.csv'], { cwd })).toMatchObject({ code: 0 });
    const results = await readCsv(cwd, 'export.results.csv');
    expect(results.map(({ coverage }) => Number(coverage))).toEqual([2 / 3, 1]);
  });

  test('batch gives the same numbers as score for the same answers', async () => {
    const rows = Array.from({ length: 40 }, (_, i) => drawRow(i));
    const run = await batch(csvOf(rows));
    expect(run.rejects).toEqual([]);
    const hidden = hiddenScores(
      parseYaml(await readFile(path.join(ROOT, 'questionnaires/quick-scan/rubric.yaml'), 'utf8')),
    );
    for (const [i, row] of rows.entries()) {
      // A start of the command for each is too slow; a few show it.
      if (i % 8 !== 0) continue;
      const { code, stdout } = await matura(['score', 'quick-scan-china', '-', '--json'], { input: answersOf(row) });
      expect(code).toBe(0);
      const { scores, level, warnings, facts } = JSON.parse(stdout);
      const result = run.results[i] ?? {};
      const text = (value: unknown): string => (value === undefined || value === null ? '' : String(value));
      for (const [name, score] of Object.entries<{ value?: number }>(scores)) {
        // Results have no column for what a report does not show.
        if (hidden.has(name)) continue;
        expect(result[name], `${name} of row ${i}`).toBe(text(score.value));
      }
      expect([result.level, result.lowest, result.highest]).toEqual(
        [level.value, level.lowest, level.highest].map(text),
      );
      expect(result.size).toBe(text(facts.size));
      expect(result.warnings).toBe(
        warnings.map(({ code, name }: Row) => (name === undefined ? code : `${code}:${name}`)).join(';'),
      );
    }
  });

  test('batch explains every rejected row, and the summary adds up', async () => {
    const run = await batch(
      csvOf([
        rowOf(1),
        rowOf(2, { employees: '-5' }),
        rowOf(3, { employees: '1.5', plan: 'seven' }),
        rowOf(4, { name: '' }),
        rowOf(5, { uscc: `${keyOf(5).slice(0, 17)}A` }),
        rowOf(6, { uscc: '9.15101E+17' }),
        rowOf(7),
      ]),
    );
    expect(run.code).toBe(1);
    expect(run.results.map(({ uscc }) => uscc)).toEqual([keyOf(1), keyOf(7)]);
    expect(run.rejects.map(({ line, column, rule, value }) => [line, column, rule, value])).toEqual([
      ['3', 'employees', 'out-of-range', '-5'],
      ['4', 'plan', 'unknown-value', 'seven'],
      ['4', 'employees', 'not-whole', '1.5'],
      ['5', 'name', 'required-fact', ''],
      ['6', 'uscc', 'check-character', `${keyOf(5).slice(0, 17)}A`],
      ['7', 'uscc', 'mangled-id', '9.15101E+17'],
    ]);
    expect(run.rejects[0]?.message).toBe('employees: -5 is not possible here: at least 0');
    const { rows, scored, rejected, reasons, firstLines } = JSON.parse(
      (await matura(['batch', 'quick-scan-china', 'export.csv', '--json'], { cwd: run.cwd })).stdout,
    );
    expect([rows, scored, rejected]).toEqual([7, 2, 5]);
    expect(Object.values<number>(reasons).reduce((sum, count) => sum + count)).toBe(rejected);
    // A row counts for the reason that is named first of it.
    expect(firstLines).toEqual({
      'unknown-value': [4],
      'out-of-range': [3],
      'check-character': [6],
      'mangled-id': [7],
      'required-fact': [5],
    });
  });

  test('batch rejects a number with a unit that is not accepted', async () => {
    const run = await batch(csvOf([rowOf(1, { employees: '1.5万台' }), rowOf(2, { plan: '1.5万' }), rowOf(3)]));
    expect(run.rejects.map(({ message }) => message)).toEqual([
      'employees: “1.5万台” is not a number in a unit that is accepted here',
      '“1.5万” is not an answer to plan',
    ]);
  });

  test.each([
    [
      'en',
      [
        'required fact missing: 5 (lines 3, 5, 7, …)',
        'duplicate enterprise code: 2 (lines 2, 8)',
        'invalid register number: 1 (line 6)',
      ],
    ],
    ['zh', ['缺少必填信息：5（第3、5、7、…行）', '企业标识重复：2（第2、8行）']],
    ['de', ['Pflichtangabe fehlt: 5 (Zeilen 3, 5, 7, …)', 'ungültige Registernummer: 1 (Zeile 6)']],
  ])('the batch summary in %s gives the first line numbers for each reject reason', async (lang, expected) => {
    const none = { name: '' };
    const rows = [
      rowOf(1),
      rowOf(2, none),
      rowOf(3),
      rowOf(4, none),
      { ...rowOf(5), uscc: `${keyOf(5).slice(0, 17)}A` },
    ];
    const table = csvOf([...rows, rowOf(6, none), rowOf(1, { plan: '1' }), rowOf(7, none), rowOf(8, none)]);
    const { stderr } = await batch(table, ['--lang', lang]);
    for (const line of expected) expect(stderr).toContain(`  ${line}\n`);
  });

  test('--max-rejects tolerates the given number of rejected rows', async () => {
    const table = csvOf([rowOf(1), rowOf(2, { name: '' })]);
    expect((await batch(table, ['--max-rejects', '1'])).code).toBe(0);
    expect((await batch(table, ['--max-rejects', '0'])).code).toBe(1);
    expect((await batch(table, ['--max-rejects', 'one'])).code).toBe(2);
  });

  test('--min-score and --min-level apply to every row, and an open score counts as its lowest value', async () => {
    const good = rowOf(1, { plan: '3' });
    const table = (...rows: Row[]): string => csvOf([good, ...rows]);
    const gates = ['--min-score', 'total=60', '--min-level', '2'];
    expect(await batch(table(), gates)).toMatchObject({ code: 0 });
    const low = await batch(table(rowOf(2, { plan: '0', lead: '0', skills: '0' })), gates);
    expect(low.code).toBe(1);
    expect(low.stderr).toContain('1 row has less than 60 in total, or may have less');
    expect((await batch(table(rowOf(2, { plan: '', lead: '', skills: '' })), gates)).code).toBe(1);
    // A row that is not scored misses nothing.
    const twice = rowOf(2, { plan: '0', lead: '0', skills: '0' });
    expect((await batch(table(twice, { ...twice, plan: '1' }), [...gates, '--max-rejects', '2'])).code).toBe(0);
    expect((await batch(table(), ['--min-score', 'totl=60'])).stderr).toContain('total');
    const none = await batch(table(), ['--min-level', '9']);
    expect(none).toMatchObject({ code: 2, stderr: expect.stringContaining('--min-level: the pack has no level "9"') });
  });

  test('--strict turns warnings into rejects', async () => {
    const table = csvOf([rowOf(1), rowOf(2, { sector: 'software' })]);
    expect((await batch(table)).results).toHaveLength(2);
    const run = await batch(table, ['--strict']);
    expect(run).toMatchObject({ code: 1 });
    expect(run.results).toHaveLength(1);
    expect(run.rejects.map(({ rule }) => rule)).toContain('not-asked');
  });

  test('keys that differ only in case, width or spaces are duplicates, treated by the chosen rule', async () => {
    const [one, two] = [keyOf(1), keyOf(2)];
    const wide = [...one].map((c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0)).join('');
    const [small, full] = [{ uscc: one.toLowerCase() }, { uscc: `${wide} `, plan: '1' }];
    const rows = [rowOf(1), rowOf(2), rowOf(1, small), rowOf(3), rowOf(1, full)];
    const table = csvOf([...rows, rowOf(4, { name: '' })]);
    const keys = async (rule: string): Promise<[unknown[], unknown[]]> => {
      const run = await batch(table, ['--duplicates', rule]);
      expect(run.stderr).toContain('6 rows read');
      return [run.results.map(({ uscc }) => uscc), run.rejects.map((reject) => [reject.line, reject.rule])];
    };
    const missing = ['7', 'required-fact'];
    const twice = (line: number): string[] => [String(line), 'duplicate-key'];
    expect(await keys('reject')).toEqual([
      [two, keyOf(3)],
      [twice(2), twice(4), twice(6), missing],
    ]);
    expect(await keys('first')).toEqual([
      [one, two, keyOf(3)],
      [twice(4), twice(6), missing],
    ]);
    expect(await keys('last')).toEqual([
      [two, keyOf(3), one],
      [twice(2), twice(4), missing],
    ]);
  });

  test('no text in batch results can become a formula, and negative numbers stay numbers', async () => {
    const formulas = ['=1+1', '+1', '-1+1', '@A1', '＝1', '＠x'];
    const rows = formulas.map((formula, i) => rowOf(i, { district: formula }));
    const run = await batch(csvOf([...rows, rowOf(90, { plan: '=A1' }), rowOf(91, { employees: '-5' })]));
    expect(run.results.map(({ district }) => district)).toEqual(formulas.map((formula) => `'${formula}`));
    expect(run.rejects.map(({ value }) => value)).toEqual(["'=A1", '-5']);
  });

  test('damaged rows are rejected with their line, and the other rows are scored', async () => {
    const [heading, good, ...others] = csvOf([1, 2, 3, 4, 5].map((number) => rowOf(number)))
      .trimEnd()
      .split('\n');
    const run = await batch([heading, good, 'too,short', '', ...others, `"${keyOf(6)}`].join('\n'));
    expect(run.results.map(({ uscc }) => uscc)).toEqual([1, 2, 3, 4, 5].map(keyOf));
    expect(run.rejects.map(({ line, rule }) => [line, rule])).toEqual([
      ['3', 'row-length'],
      ['9', 'open-quote'],
    ]);
    expect(run.stderr).toContain('7 rows read; 5 scored; 2 rejected');
  });

  test('batch gives the same bytes from a file, a gzip file and standard input', async () => {
    const table = csvOf(Array.from({ length: 30 }, (_, i) => drawRow(i)));
    const plain = await batch(table);
    const packed = await batch(gzipSync(table), [], 'export.csv.gz');
    const cwd = await scratchFolder();
    await matura(['batch', 'quick-scan-china', '-'], { cwd, input: table });
    const bytes = (folder: string, name = 'export.results.csv'): Promise<string> =>
      readFile(path.join(folder, name), 'utf8');
    expect(await bytes(packed.cwd)).toBe(await bytes(plain.cwd));
    expect(await bytes(cwd, 'results.csv')).toBe(await bytes(plain.cwd));
  });

  test('--map applies a reviewed mapping, and reports its errors', async () => {
    const cwd = await scratchFolder();
    const headings = HEADINGS.map((heading) => (heading === 'plan' ? 'How is it planned?' : heading));
    const row = { ...rowOf(1, { plan: '' }), 'How is it planned?': '3' };
    await writeFile(path.join(cwd, 'export.csv'), csvOf([row], headings));
    const columns = HEADINGS.map((to, i) => ({ heading: headings[i], to }));
    const run = async (list: readonly object[]): Promise<Run> => {
      const mapping = { kind: 'mapping', pack: 'quick-scan-china', columns: list };
      await writeFile(path.join(cwd, 'mapping.yaml'), JSON.stringify(mapping));
      return matura(['batch', 'quick-scan-china', 'export.csv', '--map', 'mapping.yaml'], { cwd });
    };
    expect(await run(columns)).toMatchObject({ code: 0 });
    expect(await readCsv(cwd, 'export.results.csv')).toMatchObject([{ direction: '77.77777777777777', coverage: '1' }]);
    const wrong = await run([...columns.slice(1), { heading: 'uscc', to: 'usccc' }]);
    expect(wrong.code).toBe(3);
    expect(wrong.stderr).toContain('usccc');
  });

  test('batch refuses an export without rows, an uncertain mapping, and an output that is also an input', async () => {
    const empty = await batch(csvOf([]));
    expect(empty).toMatchObject({ code: 3, results: [], rejects: [] });
    expect(await readdir(empty.cwd)).toEqual(['export.csv']);
    const unclear = await batch('code,planning\n1,2\n');
    expect(unclear.code).toBe(3);
    expect(unclear.stderr).toContain('matura map');
    expect((await batch(csvOf([rowOf(1)]), ['-o', 'export.csv'])).code).toBe(2);
    expect((await batch(csvOf([rowOf(1)]), ['-o', 'a', '--rejects', './a'])).code).toBe(2);
  });

  test('bytes in no known encoding are refused with file and line, and nothing is written', async () => {
    const run = await batch(Buffer.concat([Buffer.from(csvOf([rowOf(1)])), Buffer.from([0xff, 0xfe, 0x80, 0x0a])]));
    expect(run.code).toBe(3);
    expect(run.stderr).toMatch(/export\.csv: .*line 3/);
    expect(await readdir(run.cwd)).toEqual(['export.csv']);
  });

  test('a file saved by Excel in Western Europe is read, and the encoding that was recognised is named', async () => {
    const bytes = Buffer.from(csvOf([rowOf(1, { name: 'Müller' })]), 'latin1');
    const { code, stderr } = await batch(bytes);
    expect([code, stderr]).toEqual([0, expect.stringContaining('Read as windows-1252')]);
  });

  test('an export is read as Windows-1252 if only that encoding gives the umlauts in pack headings', async () => {
    const cwd = await scratchFolder();
    await matura(['template', 'quick-scan-china', '--lang', 'de', '-o', 't.csv'], { cwd });
    const [headings = ''] = (await readFile(path.join(cwd, 't.csv'), 'utf8')).replace('\ufeff', '').split('\n');
    const row = `${keyOf(1)},Müller & Söhne${','.repeat(splitLine(headings).length - 2)}`;
    const bytes = Buffer.from(`${headings}\n${row}\n`, 'latin1');
    const run = await batch(bytes, ['--lang', 'en']);
    expect(run.code, run.stderr).toBe(0);
    expect(run.stderr).toContain('Read as windows-1252');
    const [kept] = await readCsv(run.cwd, 'export.results.csv');
    expect(kept?.uscc).toBe(keyOf(1));
  });
});

/** Some enterprise with answers of all kinds, always the same for a number. */
function drawRow(number: number): Row {
  const draw = (of: number, salt: number): number => (number * 7919 + salt * 104_729 + number * salt) % of;
  const answers = QUESTIONS.map((question, i) => [question, draw(23, i) === 0 ? '' : String(draw(4, i + 50))]);
  return rowOf(number, {
    sector: ['industry', 'software', ''][draw(3, 90)] as string,
    employees: String(draw(1500, 91)),
    revenue: `${draw(60_000, 92)}.${draw(10, 93)}`,
    size: ['', '', 'small'][draw(3, 94)] as string,
    ...Object.fromEntries(answers),
  });
}

/** The same answers as a file. */
function answersOf(row: Row): string {
  const group = (names: readonly string[]): object =>
    Object.fromEntries(names.filter((name) => row[name]).map((name) => [name, row[name] as string]));
  const facts = HEADINGS.filter((name) => !QUESTIONS.includes(name));
  return JSON.stringify({ facts: group(facts), answers: group(QUESTIONS) });
}
