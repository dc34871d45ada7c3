import { readdirSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { encodeGb18030 } from '../../src/tabular/encoding/gb18030.ts';
import { matura, ROOT, scratchFolder } from './matura.ts';

const EXPORTS = path.join(ROOT, 'examples/exports');
const RESULTS = ['results.csv', 'dirty.csv', 'dirty-rejects.csv'];

describe.each(['quick-scan', 'miit-sme-2024'])('exports of %s', (pack) => {
  const folder = path.join(EXPORTS, pack);
  const layouts = readdirSync(folder).filter((file) => !RESULTS.includes(file));

  test.each(layouts)('%s gives the results of all', async (file) => {
    const cwd = await scratchFolder();
    const run = await matura(['batch', pack, path.join(folder, file), '--quiet', '--jobs', '1'], { cwd });
    expect(run).toMatchObject({ code: 0 });
    expect(await readFile(path.join(cwd, 'results.csv'))).toEqual(await readFile(path.join(folder, 'results.csv')));
  });

  test('the results of all are those that score gives for the same answers', async () => {
    const rows = parseCsv(await readFile(path.join(folder, 'ids.csv'), 'utf8'));
    const results = parseCsv(await readFile(path.join(folder, 'results.csv'), 'utf8'));
    expect(results).toHaveLength(8);
    const template = parseYaml((await matura(['template', pack])).stdout);
    for (const [i, row] of rows.entries()) {
      const part = (names: readonly string[]): object =>
        Object.fromEntries(names.flatMap((name) => (row[name] ? [[name, answerOf(row[name])]] : [])));
      const answers = { facts: part(Object.keys(template.facts)), answers: part(Object.keys(template.answers)) };
      const run = await matura(['score', pack, '-', '--json'], { input: JSON.stringify(answers) });
      expect(run.code, run.stderr).toBe(0);
      const { scores, level, facts, warnings } = JSON.parse(run.stdout);
      const text = (value: unknown): string => (value === undefined || value === null ? '' : String(value));
      const expected = {
        ...Object.fromEntries(
          Object.entries<{ value?: number }>(scores).map(([name, { value }]) => [name, text(value)]),
        ),
        ...{
          level: text(level.value),
          lowest: text(level.lowest),
          highest: text(level.highest),
          size: text(facts.size),
        },
        warnings: warnings
          .map(({ code, name }: { code: string; name?: string }) => (name === undefined ? code : `${code}:${name}`))
          .join(';'),
      };
      expect(results[i], `row ${i}`).toMatchObject(expected);
      // Nothing but the key, the groups and the share that is answered stands beside them.
      expect(Object.keys(results[i] ?? {}).filter((name) => !(name in expected))).toEqual([
        'uscc',
        'district',
        'chain',
        'coverage',
      ]);
    }
  }, 60_000);

  test('the dirty one in GB18030 has the same reasons', async () => {
    const cwd = await scratchFolder();
    const dirty = await readFile(path.join(folder, 'dirty.csv'), 'utf8');
    await writeFile(path.join(cwd, 'dirty.csv'), encodeGb18030(dirty.replace('\ufeff', '')));
    expect((await matura(['batch', pack, 'dirty.csv', '--quiet'], { cwd })).code).toBe(1);
    expect(await readFile(path.join(cwd, 'rejects.csv'), 'utf8')).toBe(
      await readFile(path.join(folder, 'dirty-rejects.csv'), 'utf8'),
    );
  });

  test('every reason of the dirty one is told', async () => {
    const cwd = await scratchFolder();
    const dirty = path.join(folder, 'dirty.csv');
    const { code, stderr } = await matura(['batch', pack, dirty, '--quiet', '--jobs', '1'], { cwd });
    expect(code).toBe(1);
    expect(stderr).toContain('8 rows read; 1 scored; 7 rejected; 1 blank line left out');
    const rejects = await readFile(path.join(cwd, 'rejects.csv'), 'utf8');
    expect(rejects).toBe(await readFile(path.join(folder, 'dirty-rejects.csv'), 'utf8'));
  });
});

function parseCsv(text: string): Record<string, string>[] {
  return parse(text, { columns: true, bom: true });
}

/** A cell of ids as a file of answers states it. */
function answerOf(cell: string | undefined): unknown {
  return cell?.includes(';') ? cell.split(';') : cell;
}
