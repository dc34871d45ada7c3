import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';
import { bytesOf, cellsOf, columnsOf, fieldsOf, LAYOUTS, type Layout } from '../../table/platforms/layouts.ts';
import { drawReplies, expectSame, openPlan } from '../../table/platforms/replies.ts';
import { matura, ROOT, type Run, scratchFolder } from '../matura.ts';

const PACK = 'miit-sme-2024';
const PLAN = await openPlan(path.join(ROOT, 'questionnaires', PACK));
const REPLIES = drawReplies(PLAN, 200, 11);
const NAMED = LAYOUTS.map((layout) => [`${layout.platform}, ${layout.name}`, layout] as const);

type Cells = readonly (readonly string[])[];
type Results = readonly Record<string, string>[];

/** What the command makes of a layout's file; with the mapping that it proposes where cells only count options. */
async function batch(layout: Layout, cells: Cells): Promise<Run & { results: Results; rejects: Results }> {
  const cwd = await scratchFolder();
  const file = layout.form === 'xlsx' ? 'export.xlsx' : 'export.csv';
  await writeFile(path.join(cwd, file), bytesOf(layout, cells));
  if (layout.isCounted) expect((await matura(['map', PACK, file, '-o', 'mapping.yaml'], { cwd })).code).toBe(1);
  const map = layout.isCounted ? ['--map', 'mapping.yaml', '--unreviewed'] : [];
  const run = await matura(['batch', PACK, file, '--quiet', '--json', ...map], { cwd });
  const read = async (name: string): Promise<Results> =>
    parse(await readFile(path.join(cwd, name), 'utf8').catch(() => ''), { columns: true });
  return { ...run, results: await read('export.results.csv'), rejects: await read('export.rejects.csv') };
}

describe.each(['zh', 'en'])('in the language %s', (language) => {
  const fields = fieldsOf(PLAN, language);
  test.each(NAMED)('%s exports give the scores of their answers', async (_, layout) => {
    const run = await batch(layout, cellsOf(columnsOf(layout, fields), REPLIES));
    expect(run.rejects.slice(0, 3), run.stderr).toEqual([]);
    expect(run.code, run.stderr).toBe(0);
    expect(JSON.parse(run.stdout)).toMatchObject({ rows: 200, scored: 200, rejected: 0 });
    expect(run.results).toHaveLength(200);
    expectSame(PLAN, run.results, REPLIES);
  });
});

describe('a damaged layout never changes a score', () => {
  const fields = fieldsOf(PLAN, 'zh');
  const certain = NAMED.filter(([, { isCounted }]) => !isCounted);
  const replies = REPLIES.slice(0, 40);

  test.each(certain)('%s: a missing heading never changes a score', async (_, layout) => {
    const columns = columnsOf(layout, fields);
    const [first, last] = [layout.before.length, columns.length - (layout.behind?.length ?? 0)];
    // One of the facts, one of the options, one of the scales.
    for (const at of [first + 6, first + Math.floor((last - first) / 2), last - 3]) {
      const headings = columns[at]?.headings.map(() => '') ?? [];
      const run = await batch(
        layout,
        cellsOf(columns.with(at, { ...(columns[at] as (typeof columns)[0]), headings }), replies),
      );
      expectSame(PLAN, run.results, replies);
      expect(run.code === 3 || run.results.length === 40, run.stderr).toBe(true);
    }
  });

  test.each(certain)('%s: a duplicate column with different answers never changes a score', async (_, layout) => {
    const columns = columnsOf(layout, fields);
    const [first, last] = [layout.before.length, columns.length - (layout.behind?.length ?? 0)];
    for (const at of [first, first + Math.floor((last - first) / 2), last - 3]) {
      const column = columns[at] as (typeof columns)[0];
      const other = { ...column, cell: (_: unknown, row: number) => column.cell(replies.at(row - 1) ?? {}, row) };
      const doubled = columns.toSpliced(at, 0, other);
      const run = await batch(layout, cellsOf(doubled, replies));
      expect(run.code, run.stderr).toBe(3);
    }
  });

  test.each(certain.filter(([, { before }]) => (before[0]?.headings.length ?? 0) > 1))(
    '%s: keeping only the first row of headings never changes a score',
    async (_, layout) => {
      const [head = [], ...rest] = cellsOf(columnsOf(layout, fields), replies);
      const run = await batch(layout, [head, ...rest.slice((layout.before[0]?.headings.length ?? 1) - 1)]);
      expectSame(PLAN, run.results, replies);
      expect(run.code === 3 || run.results.length === 40, run.stderr).toBe(true);
    },
  );
});
