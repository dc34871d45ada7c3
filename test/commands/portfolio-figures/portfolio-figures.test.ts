import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { matura } from '../matura.ts';

/** What reference.py made and worked out, without Matura. */
interface Reference {
  readonly asOf: string;
  readonly inputs: Readonly<Record<string, string>>;
  readonly questions: Readonly<Record<string, Readonly<Record<string, number | null>>>>;
  readonly sections: Readonly<Record<string, { questions: number; complete: number; alpha: number }>>;
  readonly stages: {
    readonly holds: number;
    readonly undated: number;
    readonly trend: readonly { quarter: string; reached: number; total: number; line: number }[];
    readonly missing: number;
    readonly needed: number;
    readonly recent: number;
    readonly without: readonly string[];
  };
  readonly ranks: Readonly<Record<string, { mean: number; place: number; ties: number; best: number; worst: number }>>;
  readonly visits: { readonly all: number; readonly first: readonly (readonly [key: string, urgency: number])[] };
  readonly models: Readonly<Record<string, readonly string[]>>;
}

const reference: Reference = JSON.parse(await readFile(path.join(import.meta.dirname, 'reference.json'), 'utf8'));
const STAGES = `kind: stages
stages:
  - id: transformed
    title: Transformed
    when: { transformed.stated: { const: true } }
    target: { count: 90, by: 2026-12-31 }
`;
const PEERS = 'city,level\nAlton,2.4\nBeeston,1.9\nCaxton,1.9\nDenby,\n';

let folder: string;
// biome-ignore lint/suspicious/noExplicitAny: JSON as it comes out
let shown: any;
/** The packs where self-assessments count, which are those with answers. */
// biome-ignore lint/suspicious/noExplicitAny: JSON as it comes out
let bySelf: any;
const args = (): string[] => [
  'portfolio',
  ...['self:2025-06-30:self.csv', 'onsite:2025-09-30:visits.csv', '--registry', 'registry.csv', '--by', 'district'],
  ...['--pack', path.join(import.meta.dirname, 'shop'), '--questions', '--stages', 'stages.yaml'],
  ...['--as-of', reference.asOf, '--min-cell', '1'],
];

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'matura-figures-'));
  for (const [name, text] of Object.entries(reference.inputs)) await writeFile(path.join(folder, name), text);
  await writeFile(path.join(folder, 'stages.yaml'), STAGES);
  await writeFile(path.join(folder, 'peers.csv'), PEERS);
  const next = ['--visits', '12', '--models', 'district', '--missing', 'missing.csv', '--peers', 'peers.csv'];
  const told = await matura([...args(), ...next, '--name', 'Own', '--json'], { cwd: folder });
  expect(told.code, told.stderr).toBe(0);
  shown = JSON.parse(told.stdout);
  const self = await matura([...args(), '--level-of', 'self', '--json'], { cwd: folder });
  bySelf = JSON.parse(self.stdout).packs[0];
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Equal to nine digits, null as null. */
const near = (value: number | null): unknown => (value === null ? null : expect.closeTo(value, 9));

describe('the quality of questions, compared with NumPy and SciPy', () => {
  test.each(Object.entries(reference.questions))(
    'the quality of questions is as NumPy and SciPy compute it: %s',
    (id, figures) => {
      const found = bySelf.questions.find((one: { id: string }) => one.id === id);
      expect(found).toMatchObject(
        Object.fromEntries(Object.entries(figures).map(([name, value]) => [name, near(value)])),
      );
    },
  );

  test.each(Object.entries(reference.sections))(
    'Cronbach’s alpha is as SciPy computes it: %s',
    (id, { alpha, ...counts }) => {
      const found = bySelf.sections.find((one: { id: string }) => one.id === id);
      expect(found).toMatchObject({ ...counts, alpha: near(alpha) });
    },
  );

  test('questions that do not discriminate between enterprises are listed with the reason', () => {
    const flaws = Object.fromEntries(
      bySelf.questions.map(({ id, flaw }: { id: string; flaw: string | null }) => [id, flaw]),
    );
    expect(flaws).toEqual({
      ...{ skills: null, training: null, planning: null },
      // By the reference: all say `some`, one of 130 has no chief, and 45 % do not know of the cloud.
      saws: (reference.questions.saws?.rest ?? 0) < 0 ? 'against-the-others' : null,
      ...{ lines: 'against-the-others', cloud: 'often-unknown', team: 'no-variance', chief: 'at-one-end' },
    });
  });

  test('the quality of questions is the same on the terminal as in the CSV table', async () => {
    const [terminal, csv] = await Promise.all([
      matura([...args(), '--level-of', 'self'], { cwd: folder, columns: 140 }),
      matura([...args(), '--level-of', 'self', '--format', 'csv'], { cwd: folder }),
    ]);
    const { alpha } = reference.sections.people as { alpha: number };
    expect(terminal.stdout).toMatch(new RegExp(`people +3 +115 +${alpha.toFixed(2)} *$`, 'im'));
    expect(terminal.stdout).toMatch(/^ {2}Chief .*99\.23% .*$/m);
    expect(csv.stdout).toContain(`sections-shop,People,alpha,${bySelf.sections[0].alpha},false`);
    expect(csv.stdout).toMatch(/^questions-shop,Cloud,unknown,0\.44615384615384\d*,false$/m);
  });
});

describe('a stage with its target, compared with pandas', () => {
  test('coverage, trend by quarter and target line are as pandas computes them', () => {
    const { holds, undated, trend } = reference.stages;
    const [stage] = shown.stages;
    expect(stage).toMatchObject({ holds, undated, undecided: 0, outside: 0 });
    expect(stage.quarters).toEqual(trend.map((one) => ({ ...one, line: near(one.line) })));
  });

  test('the number of enterprises still missing and the required pace are as pandas computes them', () => {
    const { missing, needed, recent } = reference.stages;
    expect(shown.stages[0].target).toEqual({ count: 90, by: '2026-12-31', missing, needed: near(needed), recent });
  });

  test('the portfolio lists the enterprises missing from a stage', async () => {
    const rows = (await readFile(path.join(folder, 'missing.csv'), 'utf8')).trim().split('\n').slice(1);
    expect(rows.map((row) => row.split(',')[0])).toEqual(reference.stages.without);
  });
});

describe('ranks and lists', () => {
  test('groups are ranked by their means, with no level counted as 0, and with their possible ranks', () => {
    const [{ rows }] = shown.groups;
    const found = rows.map(
      ({ values, levels, ranks }: { values: string[]; levels: { mean: number }[]; ranks: object[] }) => [
        values[0],
        { mean: levels[0]?.mean, ...ranks[0] },
      ],
    );
    const expected = Object.entries(reference.ranks).map(([name, { mean, ...rank }]) => [
      name,
      { mean: near(mean), ...rank },
    ]);
    expect(Object.fromEntries(found)).toEqual(Object.fromEntries(expected));
    // One is surely the first; by the means of those that reached a level alone others would be second.
    expect(Object.values(reference.ranks)).toContainEqual(expect.objectContaining({ place: 1, best: 1, worst: 1 }));
    const { south, west } = reference.ranks;
    expect([south && west && south.mean > west.mean, west?.place]).toEqual([true, 2]);
  });

  test('the rank among published peers allows for ties and a missing value', () => {
    const [{ value, rows }] = shown.peers;
    expect(value).toBe('level');
    const own = shown.packs[0].total.mean;
    expect(rows.find(({ isOwn }: { isOwn: boolean }) => isOwn)).toMatchObject({ name: 'Own', value: own });
    const published = [2.4, 1.9, 1.9, own];
    for (const { value: figure, rank } of rows)
      expect(rank && [rank.place, rank.ties]).toEqual(
        figure && [
          1 + published.filter((other) => other > figure).length,
          published.filter((one) => one === figure).length - 1,
        ],
      );
  });

  test('model cases are listed by district', () => {
    const groups = shown.outlook.models.groups.map(
      ({ values, leaders }: { values: string[]; leaders: { key: string }[] }) => [
        values[0],
        leaders.map(({ key }) => key),
      ],
    );
    expect(Object.fromEntries(groups)).toEqual(reference.models);
  });

  test('the portfolio lists the enterprises to visit next', () => {
    const { all, first } = shown.outlook.visits;
    expect(all).toBe(reference.visits.all);
    expect(first.map(({ key, urgency }: { key: string; urgency: number }) => [key, urgency])).toEqual(
      reference.visits.first.map(([key, urgency]) => [key, near(urgency)]),
    );
  });
});
