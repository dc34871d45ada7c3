import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parse as parseCsv } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';
import { matura, ROOT, scratchFolder } from './matura.ts';

const WENJUANXING = path.join(ROOT, 'examples/exports/miit-sme-2024/wenjuanxing-gbk.csv');
const RESULTS = path.join(ROOT, 'examples/exports/miit-sme-2024/results.csv');
const IDS = path.join(ROOT, 'examples/exports/quick-scan-china/ids.csv');

describe('matura map', () => {
  test('a mapping without uncertain columns needs no review and gives the expected results', async () => {
    const cwd = await scratchFolder();
    const run = await matura(['map', 'miit-sme-2024', WENJUANXING, '-o', 'map.yaml'], { cwd });
    expect(run).toMatchObject({ code: 0, stderr: 'Written: map.yaml\n' });
    expect(run.stdout).toMatch(/^1、统一社会信用代码 +uscc +text \(zh\) after a number$/m);
    expect(run.stdout).toMatch(/^所用时间 +not used$/m);
    expect(run.stdout).toContain('All columns that matter are matched for certain');
    const batch = await matura(['batch', 'miit-sme-2024', WENJUANXING, '--map', 'map.yaml', '--quiet'], {
      cwd,
    });
    expect(batch.code).toBe(0);
    expect(await readFile(path.join(cwd, 'wenjuanxing-gbk.results.csv'))).toEqual(await readFile(RESULTS));
  });

  test('a column with an unknown heading is asked about if all its cells are answers to one fact', async () => {
    const cwd = await scratchFolder();
    const original = await readFile(IDS, 'utf8');
    const table = (cells: readonly string[]): string =>
      original
        .replace('sector', '行业门类')
        .split('\n')
        .map((line, i) => line.replace(/,[a-z-]+,(?=\d)/, `,${cells[i % cells.length]},`))
        .join('\n');
    for (const cells of [['software', 'industry'], ['软件和信息技术服务业', '建筑业'], ['Großhandel']]) {
      await writeFile(path.join(cwd, 'e.csv'), table(cells));
      const { code, stdout } = await matura(['map', 'quick-scan-china', 'e.csv'], { cwd });
      expect(code).toBe(1);
      expect(stdout).toContain(
        '  - heading: 行业门类  # contents of the cells\n    check: "all cells of the column are answers to sector; if the cells mean something else, delete “to”"\n    to: sector\n',
      );
      expect((await matura(['batch', 'quick-scan-china', 'e.csv', '--quiet'], { cwd })).code).toBe(3);
    }
    // Words of its own, or the default value alone, say nothing of the fact.
    for (const cells of [['software', '汽车'], ['industry']]) {
      await writeFile(path.join(cwd, 'e.csv'), table(cells));
      expect((await matura(['map', 'quick-scan-china', 'e.csv'], { cwd })).stdout).toContain('行业门类  # not used');
    }
  });

  test('uncertain columns are marked, and batch refuses the mapping until it is reviewed', async () => {
    const cwd = await scratchFolder();
    const table = (await readFile(IDS, 'utf8')).replace('revenue', '上年的营业收入').replace('finance', 'x');
    await writeFile(path.join(cwd, 'e.csv'), table);
    const { code, stdout, stderr } = await matura(['map', 'quick-scan-china', 'e.csv'], { cwd });
    expect(code).toBe(1);
    expect(stdout).toContain('\ncheck: "No column for: finance"\n');
    expect(stdout).toContain(
      '  - heading: 上年的营业收入  # similar, 85 %\n    check: "the heading only resembles the question"\n    to: revenue\n',
    );
    expect(stdout).toContain('  - heading: x  # not used\n');
    expect(stderr).toContain('No column for: finance');

    expect((await matura(['batch', 'quick-scan-china', 'e.csv', '--quiet'], { cwd })).code).toBe(3);
    const proposed = stdout.replace('x  # not used', 'x\n    to: finance');
    await writeFile(path.join(cwd, 'map.yaml'), proposed);
    const args = ['batch', 'quick-scan-china', 'e.csv', '--map', 'map.yaml', '--quiet'];
    const unreviewed = await matura(args, { cwd });
    expect(unreviewed).toMatchObject({
      code: 3,
      stderr: expect.stringContaining('nobody has reviewed: No column for: finance'),
    });
    expect(unreviewed.stderr).toContain('上年的营业收入');
    const taken = await matura([...args, '--unreviewed', '-o', 'taken.csv', '--rejects', 'r.csv'], { cwd });
    expect(taken.code).toBe(0);
    expect(taken.stderr).toMatch(/used although nobody has reviewed these “check” entries: .*上年的营业收入\n/);
    const asJson = await matura([...args, '--unreviewed', '-o', 'taken.csv', '--rejects', 'r.csv', '--json'], { cwd });
    expect(JSON.parse(asJson.stdout).unreviewed).toEqual(['No column for: finance', '上年的营业收入']);
    await writeFile(path.join(cwd, 'map.yaml'), proposed.replaceAll(/^ *check: .*\n/gm, ''));
    const batch = await matura(args, { cwd });
    expect(batch.code).toBe(0);
    expect(batch.stderr).not.toContain('reviewed');
    expect(await readFile(path.join(cwd, 'e.results.csv'), 'utf8')).toBe(
      await readFile(path.join(ROOT, 'examples/exports/quick-scan-china/results.csv'), 'utf8'),
    );
  });

  test('CHECK marks in comments, as in earlier versions, need no review; --unreviewed needs --map', async () => {
    const cwd = await scratchFolder();
    const { stdout } = await matura(['map', 'quick-scan-china', IDS], { cwd });
    await writeFile(path.join(cwd, 'map.yaml'), stdout.replace('columns:', '# CHECK: everything\ncolumns:'));
    expect((await matura(['batch', 'quick-scan-china', IDS, '--map', 'map.yaml', '--quiet'], { cwd })).code).toBe(0);
    const alone = await matura(['batch', 'quick-scan-china', IDS, '--unreviewed'], { cwd });
    expect(alone).toMatchObject({ code: 2, stderr: expect.stringContaining('--unreviewed needs --map') });
  });

  test('headings of any kind are kept unchanged in the YAML mapping', async () => {
    const cwd = await scratchFolder();
    const headings = [
      'Remark',
      'Remark',
      '__proto__',
      '# x',
      'a: b',
      'null',
      '12',
      'say ""this""',
      'two\nlines',
      '- x',
      '{y}',
      "it's",
      '=1+1',
    ];
    await writeFile(path.join(cwd, 'e.csv'), `${headings.map((one) => `"${one}"`).join(',')}\n${'1,'.repeat(12)}1\n`);
    await matura(['map', 'quick-scan-china', 'e.csv', '-o', 'map.yaml'], { cwd });
    expect((await matura(['validate', 'map.yaml'], { cwd })).code).toBe(0);
    const args = ['batch', 'quick-scan-china', 'e.csv', '--map', 'map.yaml', '--quiet', '--unreviewed'];
    const again = await matura(args, { cwd });
    expect(again.stderr).not.toMatch(/M20[13]/);
  });

  test('values are suggested for unknown cells, and nothing is accepted before a person has reviewed it', async () => {
    const cwd = await scratchFolder();
    const [headings = '', ...rows] = (await readFile(IDS, 'utf8')).trim().split(/\r?\n/);
    // A slip in two rows, a text that was cut off, one with something added, and what could be anything.
    const cells = [
      '???',
      '有书面计划和年度预标',
      '有书面计划和年度预标',
      '有想法，遇到问题',
      '每季度检查，负责人有考核（已核）',
    ];
    const odd = rows.map((row, i) => `${row},${cells[i] ?? '3'}`);
    const table = [`${headings.replace(',plan,', ',x,')},plan`, ...odd, ''].join('\n');
    await writeFile(path.join(cwd, 'e.csv'), table);
    const proposed = await matura(['map', 'quick-scan-china', 'e.csv', '-o', 'map.yaml'], { cwd });
    expect(proposed.code).toBe(1);
    expect(proposed.stdout).toContain('The columns are certain, but some cells are not understood');
    const mapping = await readFile(path.join(cwd, 'map.yaml'), 'utf8');
    const [, column = ''] = /heading: plan {2}(.*?)(?=\n {2}- |$)/s.exec(mapping) ?? [];
    expect(column).toContain(
      'check: "some cells are not understood: values suggests a meaning for each, judged by its spelling"',
    );
    const lines = column.slice(column.indexOf('    values:')).split('\n');
    expect(lines.slice(1, 3)).toEqual([
      '      有书面计划和年度预标: "2"  # 2 rows: 有书面计划和年度预算',
      '      # "???":  # 1 row',
    ]);
    expect(column).toMatch(/"有想法，遇到问题": "1" {2}# 1 row: /);

    const files = ['-o', 'r.csv', '--rejects', 'j.csv', '--answers'];
    const bare = await matura(['batch', 'quick-scan-china', 'e.csv', ...files], { cwd });
    expect(bare.stderr).toContain('5 rejected');
    const mapped = [...files, '--map', 'map.yaml'];
    expect((await matura(['batch', 'quick-scan-china', 'e.csv', ...mapped], { cwd })).code).toBe(3);
    await writeFile(path.join(cwd, 'map.yaml'), mapping.replace(/^ *check: .*\n/gm, ''));
    const batch = await matura(['batch', 'quick-scan-china', 'e.csv', ...mapped], { cwd });
    expect(batch.stderr).toContain('2 rejected');
    const [head = '', ...results] = (await readFile(path.join(cwd, 'r.csv'), 'utf8')).trim().split('\n');
    const at = head.split(',').indexOf('plan');
    expect(
      results
        .filter((line) => !line.includes('"'))
        .slice(0, 3)
        .map((line) => line.split(',')[at]),
    ).toEqual(['2', '1', '3']);
  });

  test.each(['CSV', 'JSON lines'])(
    'values are suggested for parts of a cell with several options, in %s',
    async (format) => {
      const cwd = await scratchFolder();
      const text = new TextDecoder('gb18030').decode(await readFile(WENJUANXING));
      const odd = text.replaceAll('D.营销管理┋', 'D.营销管里┋');
      const rows = parseCsv(odd, { columns: true }) as Record<string, string>[];
      const [file, table] =
        format === 'CSV' ? ['e.csv', odd] : ['e.jsonl', rows.map((row) => `${JSON.stringify(row)}\n`).join('')];
      await writeFile(path.join(cwd, file), table);
      const { code, stdout } = await matura(['map', 'miit-sme-2024', file], { cwd });
      expect(code).toBe(1);
      expect(stdout).toMatch(/^ {4}values:\n {6}"?D\.营销管里"?: D {2}# \d+ rows: 营销管理$/m);
    },
  );

  test('a mapping that does not fit is refused, and the error names the line', async () => {
    const cwd = await scratchFolder();
    await writeFile(
      path.join(cwd, 'map.yaml'),
      'kind: mapping\npack: quick-scan-china\ncolumns:\n  - heading: usc\n    to: uscc\n',
    );
    const { code, stderr } = await matura(['batch', 'quick-scan-china', IDS, '--map', 'map.yaml'], { cwd });
    expect(code).toBe(3);
    expect(stderr).toContain('map.yaml:4:14  error  M203 unknown-name');
    expect(stderr).toContain('there is no column "usc"');
  });

  test.each([
    ['zh', '未使用', '以下内容没有对应的列'],
    ['de', 'nicht verwendet', 'Keine Spalte für'],
  ])('map reports its result in %s', async (lang, unused, check) => {
    const { stdout } = await matura(['map', 'quick-scan-china', '-', '--lang', lang], { input: 'uscc,z\n1,2\n' });
    expect(stdout).toContain(`- heading: z  # ${unused}`);
    expect(stdout).toContain(`\ncheck: "${check}`);
  });

  test('a missing export is refused', async () => {
    expect(await matura(['map', 'quick-scan-china', 'nothing.csv'])).toMatchObject({ code: 3, stdout: '' });
  });
});
