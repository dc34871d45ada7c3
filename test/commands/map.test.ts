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
    expect(stdout).toContain('\ncheck: "No column for: finance"\n');
    expect(stdout).toContain(
      '  - heading: 上年的营业收入  # similar, 85 %\n    check: "the heading is only similar"\n    to: revenue\n',
    );
    expect(stdout).toContain('  - heading: x  # not used\n');
    expect(stderr).toContain('No column for: finance');

    expect((await matura(['batch', 'quick-scan', 'e.csv', '--quiet'], { cwd })).code).toBe(3);
    const proposed = stdout.replace('x  # not used', 'x\n    to: finance');
    await writeFile(path.join(cwd, 'map.yaml'), proposed);
    const args = ['batch', 'quick-scan', 'e.csv', '--map', 'map.yaml', '--quiet'];
    const unreviewed = await matura(args, { cwd });
    expect(unreviewed).toMatchObject({
      code: 3,
      stderr: expect.stringContaining('nobody has reviewed: No column for: finance'),
    });
    expect(unreviewed.stderr).toContain('上年的营业收入');
    const taken = await matura([...args, '--unreviewed', '-o', 'taken.csv', '--rejects', 'r.csv'], { cwd });
    expect(taken.code).toBe(0);
    expect(taken.stderr).toMatch(/used with check marks that nobody has reviewed: .*上年的营业收入\n/);
    const asJson = await matura([...args, '--unreviewed', '-o', 'taken.csv', '--rejects', 'r.csv', '--json'], { cwd });
    expect(JSON.parse(asJson.stdout).unreviewed).toEqual(['No column for: finance', '上年的营业收入']);
    await writeFile(path.join(cwd, 'map.yaml'), proposed.replaceAll(/^ *check: .*\n/gm, ''));
    const batch = await matura(args, { cwd });
    expect(batch.code).toBe(0);
    expect(batch.stderr).not.toContain('reviewed');
    expect(await readFile(path.join(cwd, 'e.results.csv'), 'utf8')).toBe(
      await readFile(path.join(ROOT, 'examples/exports/quick-scan/results.csv'), 'utf8'),
    );
  });

  test('marks that are comments, as in mappings of earlier versions, need no review; the option goes with a mapping', async () => {
    const cwd = await scratchFolder();
    const { stdout } = await matura(['map', 'quick-scan', IDS], { cwd });
    await writeFile(path.join(cwd, 'map.yaml'), stdout.replace('columns:', '# CHECK: everything\ncolumns:'));
    expect((await matura(['batch', 'quick-scan', IDS, '--map', 'map.yaml', '--quiet'], { cwd })).code).toBe(0);
    const alone = await matura(['batch', 'quick-scan', IDS, '--unreviewed'], { cwd });
    expect(alone).toMatchObject({ code: 2, stderr: expect.stringContaining('--unreviewed goes with --map') });
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
    const args = ['batch', 'quick-scan', 'e.csv', '--map', 'map.yaml', '--quiet', '--unreviewed'];
    const again = await matura(args, { cwd });
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
    ['zh', '未使用', '缺少以下列'],
    ['de', 'nicht verwendet', 'Keine Spalte für'],
  ])('speaks %s', async (lang, unused, check) => {
    const { stdout } = await matura(['map', 'quick-scan', '-', '--lang', lang], { input: 'uscc,z\n1,2\n' });
    expect(stdout).toContain(`- heading: z  # ${unused}`);
    expect(stdout).toContain(`\ncheck: "${check}`);
  });

  test('an export that is not there is refused', async () => {
    expect(await matura(['map', 'quick-scan', 'nothing.csv'])).toMatchObject({ code: 3, stdout: '' });
  });
});
