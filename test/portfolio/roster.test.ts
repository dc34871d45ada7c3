import { describe, expect, test } from 'vitest';
import { findNested } from '../../src/portfolio/member-groups.ts';
import { buildPortfolio, type Portfolio } from '../../src/portfolio/portfolio-figures.ts';
import { isInScope, type Roster } from '../../src/portfolio/roster.ts';
import type { ResultBlock } from '../../src/portfolio/roster-blocks.ts';
import { createRosterBuilder } from '../../src/portfolio/roster-builder.ts';
import { createKeyTable, encodeTextCells, NO_MEMBER } from '../../src/portfolio/roster-storage.ts';
import { compileStages } from '../../src/portfolio/stages.ts';
import { toCalendarDate, toDayNumberOrUndated, UNDATED } from '../../src/portfolio/stated-day.ts';
import { createRandom } from '../../src/portfolio/statistics.ts';

/** Rows of a batch result, one level each. */
function blockOf(
  rows: readonly { key: string; level: number; day?: string; kind?: 0 | 1; district?: string }[],
): ResultBlock {
  const level = Float64Array.from(rows, (row) => row.level);
  return {
    rows: rows.length,
    counts: null,
    key: encodeTextCells(rows.map(({ key }) => key)),
    facts: new Map([['district', encodeTextCells(rows.map(({ district }) => district ?? ''))]]),
    scores: new Map([['total', Float64Array.from(rows, (row) => row.level * 10)]]),
    level,
    lowest: level,
    highest: level,
    coverage: Float64Array.from(rows, () => 1),
    kind: Uint8Array.from(rows, ({ kind }) => kind ?? 0),
    day: Int32Array.from(rows, ({ day }) => toDayNumberOrUndated(day ?? null)),
    pack: new Uint16Array(rows.length),
    answers: new Map(),
  };
}

function districtOf({ facts, find }: Roster, key: string): string | undefined {
  const district = facts.get('district');
  return district?.values[district.codes[find(key)] as number];
}

test('days are converted to numbers and back without a change', () => {
  expect(toDayNumberOrUndated('1970-01-02')).toBe(1);
  for (const date of ['1969-12-31', '2024-02-29', '2026-11-25'])
    expect(toCalendarDate(toDayNumberOrUndated(date))).toBe(date);
  expect(toCalendarDate(UNDATED)).toBeNull();
});

test('keys that differ only in case, width or spaces count as the same, even among thousands', () => {
  const keys = createKeyTable();
  const all = Array.from({ length: 5000 }, (_, i) => `91${i}X`);
  const cells = encodeTextCells(all);
  const places = new Int32Array(5000);
  keys.add(cells, places);
  expect([...places]).toEqual(all.map((_, i) => i));
  const others = encodeTextCells(all.map((key, i) => (i % 2 ? key.toLowerCase() : `９${key.slice(1)} `)));
  const again = new Int32Array(5000);
  again[17] = NO_MEMBER;
  keys.add(others, again);
  expect([...again]).toEqual([...places].with(17, NO_MEMBER));
  expect(keys.size).toBe(5000);
  expect(keys.find(' 9117x')).toBe(17);
  expect(keys.find('nobody')).toBe(-1);
  expect(keys.at(17)).toBe('9117X');
});

test('rows of a block with the same key get the same place in the key table, however it is spelled', () => {
  const keys = createKeyTable();
  const places = new Int32Array(5);
  keys.add(encodeTextCells(['x1', 'Y2', 'X1', 'y2', 'Ｘ1']), places);
  expect([...places]).toEqual([0, 1, 0, 1, 0]);
  expect(keys.at(0)).toBe('x1');
});

test('the newest assessment of each kind counts, and self and on-site assessments are kept apart', () => {
  const builder = createRosterBuilder();
  const source = builder.addSource({ name: 'a.csv', form: 'results' });
  builder.addResults(
    blockOf([
      { key: 'A1', level: 1, day: '2026-02-01', district: 'east' },
      { key: 'B2', level: 2 },
      { key: 'a1', level: 3, day: '2026-01-01', district: 'west' },
      { key: 'A1', level: 4, day: '2025-01-01', kind: 1 },
    ]),
    source,
  );
  const roster = builder.finish();
  expect(roster.size).toBe(2);
  expect(roster.intake).toMatchObject({ read: [4], older: 1, sameDay: 0 });
  expect(roster.history(roster.find('A1')).map(({ kind, date, level }) => [kind, date, level.value])).toEqual([
    ['onsite', '2025-01-01', 4],
    ['self', '2026-01-01', 3],
    ['self', '2026-02-01', 1],
  ]);
  expect(districtOf(roster, 'A1')).toBe('east');
  expect(roster.newest.self.scores.get('total')?.slice(0, 2)).toEqual(Float64Array.of(10, 20));
});

test('an enterprise file takes precedence over a batch row of the same day, in any order', () => {
  for (const fileFirst of [true, false]) {
    const builder = createRosterBuilder();
    const [results, files] = [
      builder.addSource({ name: 'a.csv', form: 'results' }),
      builder.addSource({ name: 'files', form: 'files' }),
    ];
    const addRow = (): void => builder.addResults(blockOf([{ key: 'A1', level: 1, day: '2026-02-01' }]), results);
    const addFile = (): void => {
      const level = { value: 2, lowest: 2, highest: 2 };
      const assessment = { kind: 'self', date: '2026-02-01', pack: { id: 'p', version: '1' }, level } as const;
      const rest = {
        facts: new Map(),
        scores: new Map(),
        answers: {},
        advice: null,
        grants: null,
        finishedAt: '2026-02-01T00:00:00.000Z',
        hasPolicy: true,
      };
      builder.addFile({ key: 'A1', facts: new Map(), assessments: [{ ...assessment, ...rest }], records: [] }, files);
    };
    for (const add of fileFirst ? [addFile, addRow] : [addRow, addFile]) add();
    const roster = builder.finish();
    expect(roster.newest.self.level[0]).toBe(2);
    // What the batch row said of scores is not mixed into the file's result.
    expect(roster.newest.self.scores.get('total')?.[0] ?? Number.NaN).toBeNaN();
    expect(roster.intake.sameDay).toBe(1);
    expect(roster.packs[roster.newest.self.pack[0] ?? 0]).toEqual({ id: 'p', version: '1' });
  }
});

test('of two results from the same day, dated or not, the first one read counts, with its facts', () => {
  for (const day of ['2026-02-01', undefined]) {
    const builder = createRosterBuilder();
    for (const [level, district] of [
      [1, 'east'],
      [3, 'west'],
    ] as const) {
      const row = { key: 'A1', level, district, ...(day !== undefined && { day }) };
      builder.addResults(blockOf([row]), builder.addSource({ name: `${level}.csv`, form: 'results' }));
    }
    const roster = builder.finish();
    expect([roster.newest.self.level[0], districtOf(roster, 'A1'), roster.intake.sameDay]).toEqual([1, 'east', 1]);
    expect(roster.newest.self.scores.get('total')?.[0]).toBe(10);
  }
});

test('a roster keeps the policies and records of enterprise files, and replaced assessments in its history', () => {
  const builder = createRosterBuilder();
  const files = builder.addSource({ name: 'files', form: 'files' });
  const assessed = (date: string, value: number, hasPolicy = false) => ({
    ...({
      kind: 'self',
      date,
      pack: { id: 'p', version: '1' },
      level: { value, lowest: value, highest: value },
    } as const),
    ...{
      facts: new Map(),
      scores: new Map([['total', value * 10]]),
      answers: null,
      hasPolicy,
      advice: null,
      grants: null,
      finishedAt: '2026-02-01T00:00:00.000Z',
    },
  });
  const plain = { facts: new Map(), records: [] };
  builder.addFile({ key: 'A1', ...plain, assessments: [assessed('2024-02-01', 1), assessed('2025-02-01', 2)] }, files);
  builder.addFile({ key: 'B2', ...plain, assessments: [assessed('2025-02-01', 3, true)] }, files);
  // The same enterprise in another folder.
  const copies = builder.addSource({ name: 'copies', form: 'files' });
  builder.addFile({ key: 'A1', ...plain, assessments: [assessed('2024-07-01', 2), assessed('2026-02-01', 4)] }, copies);
  const roster = builder.finish();
  expect([...roster.files]).toEqual([
    [
      1,
      {
        policies: [{ day: toDayNumberOrUndated('2025-02-01'), advice: null, grants: null }],
        records: [],
      },
    ],
  ]);
  expect(roster.history(0).map(({ date, level, score }) => [date, level.value, score])).toEqual([
    ['2024-02-01', 1, 10],
    ['2024-07-01', 2, 20],
    ['2025-02-01', 2, 20],
    ['2026-02-01', 4, 40],
  ]);
});

test('the registry takes precedence over inputs; its second row for a key is counted, not used', () => {
  const builder = createRosterBuilder();
  const results = builder.addSource({ name: 'a.csv', form: 'results' });
  const registry = builder.addSource({ name: 'registry.csv', form: 'registry' });
  builder.addResults(
    blockOf([
      { key: 'A1', level: 1, district: 'east' },
      { key: 'C3', level: 1 },
    ]),
    results,
  );
  const cells = encodeTextCells(['a1', 'B2', 'A1']);
  builder.addRegistry(
    {
      isInScope: true,
      withoutKey: 0,
      rows: 3,
      key: cells,
      facts: new Map([['district', encodeTextCells(['west', 'south', 'north'])]]),
    },
    registry,
  );
  const roster = builder.finish();
  expect(roster.registrySize).toBe(2);
  expect(roster.intake.registeredTwice).toBe(1);
  expect(districtOf(roster, 'A1')).toBe('west');
  expect(isInScope(roster, roster.find('C3'))).toBe(false);
});

test.each([null, 0, 5, 3000, 1e12])(
  'all rows are kept even if a wrong number of rows was announced (%s)',
  (expected) => {
    const builder = createRosterBuilder();
    const source = builder.addSource({ name: 'a.csv', form: 'results' });
    for (let block = 0; block < 5; block++) {
      builder.expect(expected);
      builder.addResults(
        blockOf(
          Array.from({ length: 1000 }, (_, i) => ({
            key: `K${block * 1000 + i}`,
            level: i % 5,
            district: `d${i % 7}`,
          })),
        ),
        source,
      );
    }
    const roster = builder.finish();
    expect(roster.size).toBe(5000);
    for (const index of [0, 999, 1000, 4321, 4999]) {
      expect(roster.find(`k${index}`)).toBe(index);
      expect(districtOf(roster, `K${index}`)).toBe(`d${(index % 1000) % 7}`);
      expect(roster.newest.self.level[index]).toBe(index % 5);
    }
  },
);

describe('groups with the number of enterprises in each', () => {
  interface Row {
    readonly district: string;
    readonly size: string;
    readonly done: string;
    readonly level: number;
    readonly highest: number;
    readonly total: number;
    readonly day: string;
    readonly pack: number;
  }

  const stages = ['done', 'plan'].map((id) => ({ id, when: { [`${id}.stated`]: { const: 'true' } } }));
  const reached = { id: 'two', when: { level: { minimum: 2 } }, target: { share: 0.5, by: '2027-12-31' } };

  /** The figures of rows, each as many enterprises as `counts` say. */
  function figuresOf(rows: readonly Row[], counts: Float64Array | null, minCell: number | null): Portfolio {
    const builder = createRosterBuilder(toDayNumberOrUndated('2026-11-29'));
    const texts = (column: 'district' | 'size' | 'done'): [string, ReturnType<typeof encodeTextCells>] => [
      column,
      encodeTextCells(rows.map((row) => row[column])),
    ];
    const numbers = (column: 'level' | 'highest' | 'total'): Float64Array =>
      Float64Array.from(rows, (row) => row[column]);
    const source = builder.addSource({ name: 'results', form: 'results' });
    for (const id of ['p', 'q']) builder.packIndex({ id, version: '1' });
    builder.addResults(
      {
        rows: rows.length,
        counts,
        key: encodeTextCells(rows.map((_, row) => String(row))),
        facts: new Map([texts('district'), texts('size'), texts('done')]),
        scores: new Map([['total', numbers('total')]]),
        level: numbers('level'),
        lowest: numbers('level'),
        highest: numbers('highest'),
        coverage: numbers('total'),
        kind: new Uint8Array(rows.length),
        day: Int32Array.from(rows, ({ day }) => toDayNumberOrUndated(day)),
        pack: Uint16Array.from(rows, ({ pack }) => pack),
        answers: new Map(),
      },
      source,
    );
    const roster = builder.finish();
    return buildPortfolio(roster, {
      asOf: '2026-11-29',
      levelOf: 'either',
      by: [['district'], ['size']],
      stages: compileStages({ kind: 'stages', stages: [...stages, reached] }, '', roster).stages,
      pack: undefined,
      findPack: () => undefined,
      questions: false,
      minCell,
      unreadable: 0,
      pairedWithin: 92,
    });
  }

  test.each([null, 2, 5])(
    'groups with stated sizes yield the same figures as individual rows, and hide the same figures (below %s)',
    (minCell) => {
      const random = createRandom(minCell ?? 0);
      const pick = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)] as T;
      let hidden = 0;
      for (let run = 0; run < 25; run++) {
        // Few of a kind in some runs, many in others: what is left beside a count is often small, too.
        const odd = random() / 2;
        const seldom = <T>(usual: T, others: readonly T[]): T => (random() < odd ? pick(others) : usual);
        const rows = Array.from({ length: 5 + Math.floor(random() * 60) }, (): Row => {
          const level = seldom(1, [2, 3, Number.NaN]);
          return {
            district: seldom('a', ['b', 'c']),
            size: pick(['small', 'large']),
            done: seldom('2026-02-01', ['', '2026-08-01', 'no']),
            level,
            highest: Number.isNaN(level) ? pick([2, Number.NaN]) : level,
            total: seldom(33.3, [0.1, 99.9, Number.NaN]),
            day: seldom('2026-03-01', ['2026-09-01', '2026-12-01']),
            pack: seldom(1, [0, 2]),
          };
        });
        const groups = new Map<string, Row[]>();
        for (const row of rows) {
          const name = Object.values(row).join();
          groups.set(name, [...(groups.get(name) ?? []), row]);
        }
        const alike = [...groups.values()];
        const counts = Float64Array.from(alike, ({ length }) => length);
        const grouped = figuresOf(
          alike.map(([first]) => first as Row),
          counts,
          minCell,
        );
        const single = figuresOf(rows, null, minCell);
        expect(grouped).toEqual(single);
        hidden += JSON.stringify(single).split('null').length;
      }
      expect(hidden).toBeGreaterThan(minCell === null ? 0 : 500);
    },
  );

  test('groups with stated sizes are nested like the groups of single rows', () => {
    const rosterOf = (rows: Parameters<typeof blockOf>[0], counts: number[] | null): Roster => {
      const builder = createRosterBuilder();
      const source = builder.addSource({ name: 'results', form: 'results' });
      const facts = new Map([
        ...blockOf(rows).facts,
        ['half', encodeTextCells(rows.map(({ level }) => String(level)))] as const,
      ]);
      builder.addResults({ ...blockOf(rows), facts, counts: counts && Float64Array.from(counts) }, source);
      return builder.finish();
    };
    const [north, south] = [
      { key: '1', level: 1, district: 'a' },
      { key: '2', level: 2, district: 'b' },
    ];
    const nested = (roster: Roster): unknown => findNested(roster, [['district'], ['half']]);
    expect(nested(rosterOf([north, south], [2, 1]))).toEqual([['district'], ['half']]);
    expect(nested(rosterOf([north, { ...north, key: '3' }, south], null))).toEqual([['district'], ['half']]);
    expect(nested(rosterOf([north, south], [1, 1]))).toBeUndefined();
  });
});

test('the roster shows an enterprise file’s facts as they were known on the day of the roster', () => {
  const level = { value: 1, lowest: 1, highest: 1 };
  const assessed = (date: string, district: string) => ({
    ...({ kind: 'self', date, pack: null, level } as const),
    ...{
      facts: new Map([['district', district]]),
      scores: new Map(),
      answers: null,
      hasPolicy: false,
      advice: null,
      grants: null,
      finishedAt: '2026-02-01T00:00:00.000Z',
    },
  });
  const entry = {
    key: 'A1',
    facts: new Map([['district', 'west']]),
    assessments: [assessed('2024-02-01', 'east'), assessed('2025-02-01', 'west')],
    records: [],
  };
  const districtOn = (day: string): string => {
    const builder = createRosterBuilder(toDayNumberOrUndated(day));
    builder.addFile(entry, builder.addSource({ name: 'files', form: 'files' }));
    return districtOf(builder.finish(), 'A1') ?? '';
  };
  expect(['2024-12-31', '2025-02-01'].map(districtOn)).toEqual(['east', 'west']);
});
