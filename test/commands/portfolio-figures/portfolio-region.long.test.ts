import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { matura } from '../matura.ts';
import { figuresByHand, type RawRegion, readRegion, readRows } from './region-by-hand.ts';

const WITHIN = 60;
const DAYS = ['2024-05-08', '2024-12-31', '2025-06-01'];
/** Half of the enterprises, some of whom say yes without a day. */
const OTHER_REGISTRY = 'offices.csv';

let folder: string;
let region: RawRegion;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'matura-region-'));
  for (const args of [
    ['init', 'demo', '--example', '--lang', 'zh', '--quiet'],
    ['simulate', 'demo/region.yaml', '-o', 'region', '--quiet'],
  ]) {
    const run = await matura(args, { cwd: folder });
    expect(run.code, run.stderr).toBe(0);
  }
  region = await readRegion(path.join(folder, 'region'));
  const [head = '', ...lines] = (await readFile(path.join(folder, 'region/registry.csv'), 'utf8')).trim().split('\r\n');
  const half = lines.filter((_, i) => i % 2 === 0).map((line, i) => (i % 9 === 0 ? undated(line) : line));
  await writeFile(path.join(folder, OTHER_REGISTRY), [head, ...half, ''].join('\r\n'));
}, 120_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

const undated = (line: string): string => line.replace(/,\d{4}-\d\d-\d\d,true$/, ',yes,true');

/** Equal to nine digits, null as null. */
const near = (value: number | null | undefined): unknown =>
  value === null || value === undefined ? null : expect.closeTo(value, 9);

describe.each(['region/registry.csv', OTHER_REGISTRY])('with the registry %s', (registry) => {
  test.each(DAYS)('the figures of %s match the raw tables', async (asOf) => {
    const rows = await readRows(path.join(folder, registry));
    const hand = figuresByHand(region, rows, asOf, WITHIN);
    const names = ['onsite-2023-12-15', 'self-2024-03-31', 'self-2024-09-30'];
    const all = [...names, 'onsite-2024-12-15', 'self-2025-03-31', 'onsite-2025-04-15'];
    const run = await matura(
      [
        ...['portfolio', ...all.map((name) => `region/results/${name}.csv`), 'region/files', '--registry', registry],
        ...['--outside', 'region/outside.csv', '--chains', 'region/links.csv', '--visits', '1', '--by', 'district'],
        ...['--paired-within', String(WITHIN), '--as-of', asOf, '--min-cell', '1', '--json'],
      ],
      { cwd: folder },
    );
    expect(run.code, run.stderr).toBe(0);
    const { outlook, ...shown } = JSON.parse(run.stdout);
    expect([shown.enterprises, shown.registry.outside]).toEqual([hand.enterprises, hand.outside]);
    expect(shown.leftOut.later).toBe(hand.later);
    expect(Object.fromEntries(shown.stages.map(({ id, holds }: { id: string; holds: number }) => [id, holds]))).toEqual(
      hand.stage,
    );
    expect(shown.overlaps.map(({ both }: { both: number }) => both)).toEqual(hand.overlaps);
    const transformed = shown.stages.find(({ id }: { id: string }) => id === 'transformed');
    expect(transformed.undated).toBe(hand.undated);
    const quarters: [string, number][] = transformed.quarters.map(
      ({ quarter, reached }: { quarter: string; reached: number }) => [quarter, reached],
    );
    expect(Object.fromEntries(quarters.filter(([, reached]) => reached > 0))).toEqual(hand.trend);

    const [pack] = shown.packs;
    const levels = ({ atLeastTwo: _, counts, ...own }: (typeof hand)['levels']) => ({
      counts: pack.bands.map(([level]: [number]) => counts[level - 1]),
      ...Object.fromEntries(Object.entries(own).map(([id, value]) => [id, near(value as number | null)])),
    });
    expect(pack.total).toMatchObject(levels(hand.levels));
    expect(pack.advanced).toEqual({ level: 2, n: hand.levels.atLeastTwo });
    for (const { id, n, mean, median, lower } of pack.scores)
      expect({ n, mean, median, lower }).toEqual(
        Object.fromEntries(Object.entries(hand.scores[id] ?? {}).map(([name, value]) => [name, near(value)])),
      );

    const { scores, mean, ...counts } = hand.difference;
    const both = hand.overlaps[0];
    expect(pack.difference).toMatchObject({ ...counts, mean: near(mean), both, within: WITHIN });
    for (const one of pack.difference.scores)
      expect(one).toEqual({ id: one.id, n: scores[one.id]?.n, mean: near(scores[one.id]?.mean) });
    expect(pack.difference.scores).toHaveLength(Object.values(scores).filter(({ n }) => n > 0).length);

    const [{ rows: groups }] = shown.groups;
    expect(groups).toHaveLength(hand.groups.length);
    for (const group of groups) {
      const own = hand.groups.find(({ district }) => district === group.values[0]);
      if (!own) throw new Error(`no district ${group.values[0]}`);
      const { scores: __, open: ___, mean: change, ...difference } = own.difference;
      expect(group).toMatchObject({ members: own.members, stages: own.stages });
      expect(group.levels[0]).toMatchObject(levels(own.levels));
      expect(group.ranks[0]?.place).toBe(own.place);
      // Where nobody is compared there is nothing to say.
      const compared = own.difference.n === 0 ? null : { ...difference, mean: near(change) };
      expect(group.differences[0]).toEqual(compared);
    }

    const members = outlook.chains.map(({ name, coverage, levels: own }: Chain) => ({ name, coverage, ...own }));
    expect(members).toMatchObject(hand.chains.map((chain) => ({ ...chain, mean: near(chain.mean) })));
    expect(outlook.clusters).toMatchObject(hand.clusters);
    expect(outlook.visits.all).toBe(hand.visits);
  });
});

interface Chain {
  readonly name: string;
  readonly coverage: object;
  readonly levels: object;
}
