import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { matura, ROOT, scratchFolder } from './matura.ts';

const WENJUANXING = path.join(ROOT, 'examples/exports/miit-sme-2024/wenjuanxing-gbk.csv');
const RESULTS = path.join(ROOT, 'examples/exports/miit-sme-2024/results.csv');
const IDS = path.join(ROOT, 'examples/exports/quick-scan/ids.csv');

describe('matura map', () => {
  test('what is certain needs no person, and the mapping gives the same results', async () => {
    const cwd = await scratchFolder();
    const run = await matura(['map', 'miit-sme-2024', WENJUANXING, '-o', 'map.yaml'], { cwd });
    expect(run).toMatchObject({ code: 0, stderr: 'Written: map.yaml\n' });
    expect(run.stdout).toMatch(/^1、统一社会信用代码 +uscc +text \(zh\) after a number$/m);
    expect(run.stdout).toMatch(/^所用时间 +not used$/m);
    expect(run.stdout).toContain('Everything needed is certain');
    const batch = await matura(['batch', 'miit-sme-2024', WENJUANXING, '--map', 'map.yaml', '--quiet'], {
      cwd,
    });
    expect(batch.code).toBe(0);
    expect(await readFile(path.join(cwd, 'wenjuanxing-gbk.results.csv'))).toEqual(await readFile(RESULTS));
  });

  test('what is not certain is marked, and batch waits for the mapping', async () => {
    const cwd = await scratchFolder();
    const table = (await readFile(IDS, 'utf8')).replace('revenue', '上年的营业收入').replace('finance', 'x');
    await writeFile(path.join(cwd, 'e.csv'), table);
    const { code, stdout, stderr } = await matura(['map', 'quick-scan', 'e.csv'], { cwd });
    expect(code).toBe(1);
    expect(stdout).toContain('# CHECK: No column for: finance\n');
    expect(stdout).toContain(
      '  - heading: 上年的营业收入  # similar, 85 %\n    # CHECK: the heading is only similar\n    to: revenue\n',
    );
    expect(stdout).toContain('  - heading: x  # not used\n');
    expect(stderr).toContain('No column for: finance');

    expect((await matura(['batch', 'quick-scan', 'e.csv', '--quiet'], { cwd })).code).toBe(3);
    await writeFile(path.join(cwd, 'map.yaml'), stdout.replace('x  # not used', 'x\n    to: finance'));
    const batch = await matura(['batch', 'quick-scan', 'e.csv', '--map', 'map.yaml', '--quiet'], {
      cwd,
    });
    expect(batch.code).toBe(0);
    expect(await readFile(path.join(cwd, 'e.results.csv'), 'utf8')).toBe(
      await readFile(path.join(ROOT, 'examples/exports/quick-scan/results.csv'), 'utf8'),
    );
  });

  test('headings of any kind come back from the YAML as they are', async () => {
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
    await matura(['map', 'quick-scan', 'e.csv', '-o', 'map.yaml'], { cwd });
    expect((await matura(['validate', 'map.yaml'], { cwd })).code).toBe(0);
    const again = await matura(['batch', 'quick-scan', 'e.csv', '--map', 'map.yaml', '--quiet'], {
      cwd,
    });
    expect(again.stderr).not.toMatch(/M20[13]/);
  });

  test('a mapping that does not fit is refused with its line', async () => {
    const cwd = await scratchFolder();
    await writeFile(
      path.join(cwd, 'map.yaml'),
      'kind: mapping\npack: quick-scan\ncolumns:\n  - heading: usc\n    to: uscc\n',
    );
    const { code, stderr } = await matura(['batch', 'quick-scan', IDS, '--map', 'map.yaml'], { cwd });
    expect(code).toBe(3);
    expect(stderr).toContain('map.yaml:4:14  error  M203 unknown-name');
    expect(stderr).toContain('there is no column "usc"');
  });

  test.each([
    ['zh', '未使用', '请核对'],
    ['de', 'nicht verwendet', 'PRÜFEN'],
  ])('speaks %s', async (lang, unused, check) => {
    const { stdout } = await matura(['map', 'quick-scan', '-', '--lang', lang], { input: 'uscc,z\n1,2\n' });
    expect(stdout).toContain(`- heading: z  # ${unused}`);
    expect(stdout).toContain(`# ${check}`);
  });

  test('an export that is not there is refused', async () => {
    expect(await matura(['map', 'quick-scan', 'nothing.csv'])).toMatchObject({ code: 3, stdout: '' });
  });
});
