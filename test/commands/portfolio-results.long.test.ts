import { execFileSync } from 'node:child_process';
import { mkdir, readFile, rename, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { beforeEach, describe, expect, test } from 'vitest';
import { createArrowEncoder } from '../../src/table/results/arrow-writer.ts';
import { EXAMPLE, matura, type Run, scratchFolder } from './matura.ts';

let folder: string;

const write = (name: string, content: string | Uint8Array): Promise<void> =>
  writeFile(path.join(folder, name), content);
const run = (...args: string[]): Promise<Run> =>
  matura(['portfolio', ...args, '--as-of', '2026-11-25'], { cwd: folder });

beforeEach(async () => {
  folder = await scratchFolder();
});

type Row = readonly [key: string, kind: string, day: string, total: number | null, level: number | null];

/** The same rows in every form that batch writes. */
const FORMS = {
  csv: (rows: readonly Row[]) =>
    `key,kind,assessedOn,total,level\n${rows.map((row) => `${row.map((cell) => cell ?? '').join(',')}\n`).join('')}`,
  jsonl: (rows: readonly Row[]) =>
    rows
      .map(([key, kind, assessedOn, total, level]) => `${JSON.stringify({ key, kind, assessedOn, total, level })}\n`)
      .join(''),
  parquet: (rows: readonly Row[]) => {
    const column = (name: string, at: number, type: 'STRING' | 'DOUBLE') => ({
      name,
      data: rows.map((row) => row[at] as string),
      type,
    });
    const texts = ['key', 'kind', 'assessedOn'].map((name, at) => column(name, at, 'STRING'));
    const numbers = ['total', 'level'].map((name, at) => column(name, at + 3, 'DOUBLE'));
    return new Uint8Array(parquetWriteBuffer({ columnData: [...texts, ...numbers] }));
  },
  arrow: (rows: readonly Row[]) => {
    const { encode, end } = createArrowEncoder([
      ...['key', 'kind', 'assessedOn'].map((name) => ({ name, kind: 'text' }) as const),
      ...['total', 'level'].map((name) => ({ name, kind: 'number' }) as const),
    ]);
    return Buffer.concat([encode(rows.map((row) => row.map((cell) => String(cell ?? '')))), end()]);
  },
};

const SOUND: readonly Row[] = [
  ['A1', 'self', '2026-03-31', 50, 1],
  ['B2', 'onsite', '2026-03-31T10:00:00Z', 100, 4],
  ['C3', 'Self', '2026/3/31', 0, null],
  ['D4', '', '', null, 2],
];

const FLAWED: readonly [row: Row, known: string, unknown?: string][] = [
  [['E5', 'self', '2024-02-30', 50, 1], 'assessedOn: “2024-02-30” is not a date like 2026-01-31'],
  [['F6', 'self', 'x', 50, 1], 'assessedOn: “x” is not a date like 2026-01-31'],
  [
    ['G7', 'self', '01/02/2026', 50, 1],
    'assessedOn: “01/02/2026” could mean two different days: write it like 2026-01-31',
  ],
  [['N14', 'self', '1000-05-05', 50, 1], 'assessedOn: “1000-05-05” is not a date like 2026-01-31'],
  [['H8', 'visit', '2026-03-31', 50, 1], 'kind: “visit” is not a kind of assessment: self or onsite'],
  [['I9', 'self', '2026-03-31', 50, 9], 'level: 9 is not a level of quick-scan-china: 1, 2, 3 or 4', ''],
  [
    ['J10', 'self', '2026-03-31', 50, 1.5],
    'level: 1.5 is not a level of quick-scan-china: 1, 2, 3 or 4',
    'level: 1.5 is not a level; levels are whole numbers from 0',
  ],
  [
    ['K11', 'self', '2026-03-31', 50, -3],
    'level: -3 is not a level of quick-scan-china: 1, 2, 3 or 4',
    'level: -3 is not a level; levels are whole numbers from 0',
  ],
  [['L12', 'self', '2026-03-31', 150, 1], 'total: 150 is not possible here: 0–100', ''],
  [['M13', 'onsite', '2026-03-31', -3, 1], 'total: -3 is not possible here: 0–100', ''],
];

/** How many rows of results were read, and how many count or were told to be left out. */
function sumOf(stdout: string): { read: number; counted: number; left: number } {
  const { sources, stages, leftOut } = JSON.parse(stdout);
  const held = (id: string): number => stages.find((stage: { id: string }) => stage.id === id).holds;
  return {
    read: sources.reduce((sum: number, { read }: { read: number }) => sum + read, 0),
    counted: held('assessed-online') + held('diagnosed-on-site'),
    left: leftOut.older + leftOut.sameDay + leftOut.later + leftOut.unreadable,
  };
}

describe.each(['csv', 'jsonl', 'parquet', 'arrow'] as const)('impossible rows of results in %s', (form) => {
  // The heading of a CSV file is its first line.
  const first = form === 'csv' ? 2 : 1;
  const name = `results.${form}`;
  const rows = [...SOUND, ...FLAWED.map(([row]) => row), ['A1', 'self', '2025-01-01', 50, 1] as const];

  test('impossible results are reported with line, column, value and what is expected, and not counted', async () => {
    await write(name, FORMS[form](rows));
    const { code, stdout, stderr } = await run(name, '--pack', 'quick-scan-china', '--json', '--min-cell', '1');
    expect(stderr.split('\n').slice(1, -1)).toEqual(
      FLAWED.map(([, reason], at) => `${name}:${first + SOUND.length + at}: ${reason}`),
    );
    expect(stderr).toMatch(/^10 rows or files were not counted:\n/);
    expect(code).toBe(1);
    expect(sumOf(stdout)).toEqual({ read: 15, counted: 4, left: 11 });
    expect(JSON.parse(stdout).packs[0].scores).toEqual([expect.objectContaining({ id: 'total', n: 3, mean: 50 })]);
  });

  test('a result whose level no pack could give is reported even if the pack is unknown', async () => {
    await write(name, FORMS[form](rows));
    const { stdout, stderr } = await run(name, '--json', '--min-cell', '1');
    expect(stderr.split('\n').slice(1, -1)).toEqual(
      FLAWED.flatMap(([, known, unknown = known], at) =>
        unknown === '' ? [] : [`${name}:${first + SOUND.length + at}: ${unknown}`],
      ),
    );
    expect(sumOf(stdout)).toMatchObject({ read: 15, left: 8 });
  });
});

test('the numbers of a result row are checked against the pack and version that the row states', async () => {
  const rows = [
    'A1,quick-scan-china,9',
    'B2,quick-scan-china@0.0.1,9',
    'C3,elsewhere,9',
    'D4,smart-manufacturing,5',
    'E5,,9',
  ];
  await write('mixed.csv', `key,pack,level\n${rows.join('\n')}\n`);
  const { code, stderr } = await run('mixed.csv', '--json', '--min-cell', '1');
  expect(code).toBe(1);
  expect(stderr.split('\n').filter((line) => line.startsWith('mixed.csv'))).toEqual([
    'mixed.csv:2: level: 9 is not a level of quick-scan-china: 1, 2, 3 or 4',
  ]);
});

test('result rows without a pack are checked against the only pack that other rows state, in any order', async () => {
  await write('plain.csv', 'key,total,level\nA1,50,2\nB2,50,9\nC3,101,2\n');
  await write('stated.csv', 'key,pack,total,level\nD4,quick-scan-china,50,2\n');
  for (const inputs of [
    ['plain.csv', 'stated.csv'],
    ['stated.csv', 'plain.csv'],
  ]) {
    const { stdout, stderr } = await run(...inputs, '--json', '--min-cell', '1');
    expect(stderr.split('\n').slice(1, -1)).toEqual([
      'plain.csv:3: level: 9 is not a level of quick-scan-china: 1, 2, 3 or 4',
      'plain.csv:4: total: 101 is not possible here: 0–100',
    ]);
    expect(sumOf(stdout)).toEqual({ read: 4, counted: 2, left: 2 });
  }
  const alone = await run('plain.csv', '--json', '--min-cell', '1');
  expect([alone.code, alone.stderr]).toEqual([0, '']);
});

test.each([
  ['zh', 'level：quick-scan-china 没有九级，应为 1、2、3或4', 'kind：“x”不是评测方式，应为 self或onsite'],
  [
    'de',
    'level: 9 ist keine Stufe von quick-scan-china; möglich sind 1, 2, 3 oder 4',
    'kind: „x“ ist keine Art von Bewertung; möglich sind self oder onsite',
  ],
])('impossible results are reported in words in %s', async (lang, level, kind) => {
  await write('bad.csv', 'key,kind,level\nA1,self,9\nB2,x,2\n');
  const { stderr } = await run('bad.csv', '--pack', 'quick-scan-china', '--lang', lang);
  expect(stderr).toContain(level);
  expect(stderr).toContain(kind);
});

test('a result row with a number too large for a double is reported and not counted', async () => {
  await write('huge.jsonl', '{"key":"A1","total":1e400,"level":2}\n{"key":"B2","total":1,"level":2}\n');
  const { code, stdout, stderr } = await run('huge.jsonl', '--json', '--min-cell', '1');
  expect(code).toBe(1);
  expect(stderr).toContain('huge.jsonl:1: total: “Infinity” is not a number');
  expect(sumOf(stdout)).toEqual({ read: 2, counted: 1, left: 1 });
});

test('a result with a level outside its own bounds, or coverage above 1, is reported', async () => {
  const rows = ['A1,2,3,1,1', 'B2,,2,1,1', 'C3,,,,', 'D4,2,1,3,0.5', 'E5,2,2,2,5', 'F6,2,2,2,-1'];
  await write('bad.csv', `key,level,lowest,highest,coverage\n${rows.join('\n')}\n`);
  const { stderr } = await run('bad.csv', '--json', '--min-cell', '1');
  expect(stderr.split('\n').slice(1, -1)).toEqual([
    'bad.csv:2: the columns lowest, level and highest contradict each other: 3, 2, 1',
    'bad.csv:3: the columns lowest, level and highest contradict each other: 2, –, 1',
    'bad.csv:6: coverage: 5 is not possible here: 0–1',
    'bad.csv:7: coverage: -1 is not possible here: 0–1',
  ]);
});

test('an invalid pack name is reported, and no path is opened for it; too many packs are refused', async () => {
  await write(
    'bad.csv',
    'key,level,pack\nA1,2,@1\nB2,2,../../secret\nC3,2,quick-scan-china@1@2\nD4,2,quick-scan-china\n',
  );
  const { code, stderr } = await run('bad.csv', '--json', '--min-cell', '1');
  expect(code).toBe(1);
  expect(stderr.split('\n')).toEqual([
    '3 rows or files were not counted:',
    'bad.csv:2: pack: “@1” is not a pack; a pack is written like quick-scan@2.0.0',
    'bad.csv:3: pack: “../../secret” is not a pack; a pack is written like quick-scan@2.0.0',
    'bad.csv:4: pack: “quick-scan-china@1@2” is not a pack; a pack is written like quick-scan@2.0.0',
    '',
  ]);
  await write('many.csv', `key,level,pack\n${Array.from({ length: 1001 }, (_, i) => `A${i},2,p${i}\n`).join('')}`);
  expect(await run('many.csv')).toMatchObject({ code: 3, stderr: expect.stringContaining('more than 1000 packs') });
});

test('headings of results may differ in case unless a correctly spelled heading exists as well', async () => {
  await write('caps.csv', 'key,Level,KIND,assessedon\nA1,2,onsite,2026-03-31\nB2,1,x,\n');
  const { stdout, stderr } = await run('caps.csv', '--json', '--min-cell', '1');
  expect(stderr).toContain('caps.csv:3: kind: “x” is not a kind of assessment');
  const { stages } = JSON.parse(stdout);
  expect(stages.map(({ id, holds }: { id: string; holds: number }) => [id, holds])).toContainEqual([
    'diagnosed-on-site',
    1,
  ]);
  await write('both.csv', 'key,level,Level\nA1,2,high\n');
  const both = await run('both.csv', '--by', 'Level', '--json', '--min-cell', '1');
  expect([both.code, both.stderr]).toEqual([0, '']);
});

test.each([
  [
    'a level as the first column',
    'level,id\n2,A1\n',
    'csv',
    /“level” cannot be the column of enterprise codes\n.*--key COLUMN/,
  ],
  ['nothing in JSON lines', '\n\n', 'jsonl', /the file is empty/],
  ['a JSON array', '[{"key":"A1","level":2}]\n', 'jsonl', /this is JSON, but a table is needed/],
])('a table of results with %s is refused', async (_, text, form, said) => {
  await write(`bad.${form}`, text);
  expect(await run(`bad.${form}`)).toMatchObject({ code: 3, stdout: '', stderr: expect.stringMatching(said) });
});

test('result rows in JSON are refused if the key is neither text nor a number', async () => {
  await write('keys.jsonl', '{"key":null,"level":2}\n{"key":{"a":1},"level":2}\n{"key":5,"level":2}\n');
  const { stdout, stderr } = await run('keys.jsonl', '--json', '--min-cell', '1');
  expect(stderr).toContain(
    'keys.jsonl:1: the enterprise code is missing\nkeys.jsonl:2: the enterprise code is missing\n',
  );
  expect(sumOf(stdout)).toEqual({ read: 3, counted: 1, left: 2 });
});

test.skipIf(process.platform === 'win32')(
  'results from a pipe are refused, since they are read more than once',
  async () => {
    execFileSync('sh', ['-c', 'mkfifo pipe'], { cwd: folder });
    expect(await run('pipe')).toMatchObject({ code: 3, stderr: expect.stringContaining('pipe is a pipe') });
  },
);

test('negative numbers have a minus sign in output for people and a hyphen in output for programs', async () => {
  await write('self.csv', 'key,total,level\nA1,30,3\n');
  await write('onsite.csv', 'key,total,level\nA1,20,2\n');
  const inputs = ['self:2026-01-01:self.csv', 'onsite:2026-02-01:onsite.csv', '--min-cell', '1'];
  const [terminal, page, markdown, csv, json] = await Promise.all([
    run(...inputs),
    ...['html', 'md', 'csv', 'json'].map((format) => run(...inputs, '--format', format)),
  ]);
  for (const { stdout } of [terminal, page, markdown] as Run[]) {
    expect(stdout).toMatch(/[\s>]−1\.00[\s<]/);
    expect(stdout).not.toMatch(/[\s>]-1[\s<]/);
  }
  expect(csv?.stdout).toMatch(/,-1,false$/m);
  expect(JSON.parse(json?.stdout ?? '').packs[0].difference.mean).toBe(-1);
});

test('a folder of Parquet files is read as one table, with the names of its subfolders as a column', async () => {
  await mkdir(path.join(folder, 'lake/district=A%20b'), { recursive: true });
  await mkdir(path.join(folder, 'lake/district=__HIVE_DEFAULT_PARTITION__/_temporary'), { recursive: true });
  await write('lake/_SUCCESS', '');
  await write('lake/district=A%20b/part-0.parquet', FORMS.parquet(SOUND.slice(0, 2)));
  await write('elsewhere.parquet', FORMS.parquet(SOUND.slice(2)));
  const linked = path.join(folder, 'lake/district=__HIVE_DEFAULT_PARTITION__/part-1.parquet');
  await symlink(path.join(folder, 'elsewhere.parquet'), linked);
  await write('lake/district=__HIVE_DEFAULT_PARTITION__/_temporary/part-2.parquet', 'PAR1 not finished');
  await write(
    'one.csv',
    `key,kind,assessedOn,total,level,district\n${SOUND.map((row, i) => `${row.map((cell) => cell ?? '').join(',')},${i < 2 ? 'A b' : ''}\n`).join('')}`,
  );
  const options = ['--by', 'district', '--min-cell', '1', '--format', 'json'];
  const [lake, one] = await Promise.all(['lake', 'one.csv'].map((input) => run(input, ...options)));
  expect(lake?.code, lake?.stderr).toBe(0);
  expect(JSON.parse(lake?.stdout.replaceAll('lake', 'one.csv') ?? '')).toEqual(JSON.parse(one?.stdout ?? ''));
});

describe('tables of groups with the number of enterprises in each', () => {
  // Levels that are settled, open and none; days that DuckDB writes as such; scores whose sum shows in the last digits.
  const SINGLES = `SELECT 'K' || i AS key, ['青羊区', '金牛区', 'Jinjiang'][1 + i * i % 7 % 3] AS district,
    CASE WHEN i % 41 = 0 THEN 'large' ELSE 'small' END AS size, DATE '2026-01-15' + INTERVAL (i % 9) MONTH AS assessedOn,
    CASE WHEN i % 31 > 0 THEN i % 37 / 10 END AS total, [1, 1, 2, 3, NULL, NULL][1 + i % 6] AS level,
    coalesce(level, CASE WHEN i % 4 > 0 THEN 1 END) AS lowest, coalesce(level, lowest + 2) AS highest FROM range(1500) t(i)`;

  test('tables of groups with their sizes give the same figures as single rows, in every file format', async () => {
    await mkdir(path.join(folder, 'lake'));
    const connection = await (await DuckDBInstance.create()).connect();
    await connection.run(`CREATE TABLE singles AS ${SINGLES}`);
    await connection.run(
      `CREATE TABLE groups AS SELECT * EXCLUDE key, count(*) AS enterprises FROM singles GROUP BY ALL`,
    );
    const copies = {
      'single.csv': 'FROM singles',
      'one.csv': "FROM groups WHERE size = 'large'",
      'two.csv': "FROM groups WHERE size = 'small'",
      'groups.json': 'FROM groups',
      'lake/groups.parquet': 'FROM groups',
    };
    for (const [name, query] of Object.entries(copies))
      await connection.run(`COPY (${query}) TO '${path.join(folder, name)}'`);
    await rename(path.join(folder, 'groups.json'), path.join(folder, 'groups.jsonl'));
    for (const least of ['1', '40']) {
      const options = ['--by', 'district,size', '--json', '--min-cell', least];
      const [single, ...others] = await Promise.all([
        run('single.csv', ...options),
        ...[['one.csv', 'two.csv'], ['groups.jsonl'], ['lake']].map((inputs) =>
          run(...inputs, '--count', 'enterprises', ...options),
        ),
      ]);
      const figuresOf = ({ stdout }: Run): object => ({ ...JSON.parse(stdout), sources: null });
      for (const other of others) {
        expect([other.code, other.stderr]).toEqual([0, '']);
        expect(figuresOf(other)).toEqual(figuresOf(single as Run));
      }
      expect(single?.stdout.includes('"hidden": "all"')).toBe(least === '40');
    }
  });

  test('groups whose size is not a positive whole number are counted as unreadable', async () => {
    const cells = ['3', '4', '0', '-1', '1.5', 'x', '', '1e300', '5000000000'];
    await write('groups.csv', `district,level,n\n${cells.map((cell) => `A,1,${cell}\n`).join('')}`);
    const { code, stdout, stderr } = await run('groups.csv', '--count', 'n', '--json', '--min-cell', '1');
    expect([code, JSON.parse(stdout).enterprises]).toEqual([1, 7]);
    expect(stderr.split('\n').sort()).toEqual(
      [
        '',
        '7 rows or files were not counted:',
        'groups.csv:7: n: “x” is not a number',
        ...Object.entries({ 4: '0', 5: '-1', 6: '1.5', 8: '–', 9: '1e+300', 10: '5000000000' }).map(
          ([line, value]) =>
            `groups.csv:${line}: n: ${value} is not a number of enterprises, which is a whole number from 1 to 4,294,967,295`,
        ),
      ].sort(),
    );
  });

  test.each([
    ['a kind of each', 'district,level,kind,n\nA,1,self,3\nA,1,onsite,4\n', [], 3, /some groups are self-assessed/],
    ['more than can be counted', 'level,n\n1,4000000000\n2,4000000000\n', [], 3, /more than 4,294,967,295 enterprises/],
    ['a column that is not there', 'level,m\n1,2\n', [], 3, /no column “n”/],
    ['a column that is something else', 'm,level\n1,2\n', ['--count', 'level'], 3, /“level” cannot hold the number/],
    ['a table named twice', 'level,n\n1,2\n', ['./groups.csv'], 2, /groups.csv is named twice/],
    [
      'lists of enterprises',
      'level,n\n1,2\n',
      ['--missing', 'missing.csv'],
      2,
      /--count cannot be combined with --missing/,
    ],
  ])('tables of groups are refused for %s', async (_, text, options, code, said) => {
    await write('groups.csv', text);
    const count = options.includes('--count') ? [] : ['--count', 'n'];
    const told = await run('groups.csv', ...count, ...options);
    expect(told).toMatchObject({ code, stdout: '', stderr: expect.stringMatching(said) });
  });
});

test('no group is called the best if no enterprise has reached a level', async () => {
  const cwd = await scratchFolder();
  const rows = ['a', 'b'].flatMap((district) =>
    Array.from({ length: 40 }, (_, i) => `${district}${i},${district},1,1,1`),
  );
  const write = (done: (row: number) => boolean): Promise<void> =>
    writeFile(
      path.join(cwd, 'results.csv'),
      ['key,district,level,lowest,highest,transformed', ...rows.map((row, i) => `${row},${done(i)}`), ''].join('\n'),
    );
  const page = async (): Promise<string> => {
    const args = ['results.csv', '--by', 'district', '--min-cell', '1', '--format', 'html'];
    return (await matura(['portfolio', ...args, '--pack', 'quick-scan-china'], { cwd })).stdout;
  };
  await write(() => false);
  expect(await page()).not.toContain('Furthest');
  await write((row) => row < 40);
  expect(await page()).toContain('Highest: a (100.0%); lowest: b (0.0%).');
});

describe('results that do not state their pack', () => {
  const RESULTS = {
    'quick-scan-china': 'direction,processes,production,customers,data,base,total',
    'miit-sme-2024': 'foundation,management,effects,total',
  };
  const table = (scores: string, more: readonly [string, string] = ['', '']): string => {
    const zeros = scores.split(',').map(() => 0);
    return `uscc,${scores},level,lowest,highest,coverage,warnings${more[0]}\nA1,${zeros},,,,1,${more[1]}\n`;
  };

  test.each([
    ['quick-scan-china', 'miit-sme-2024', 'foundation, management, effects', 'direction, processes'],
    [
      'miit-sme-2024',
      'quick-scan-china',
      'direction, processes, production, customers, data, base',
      'foundation, management',
    ],
  ] as const)(
    'results without a pack are refused as results of %s if their scores are those of %s',
    async (pack, other, scores, own) => {
      await write('results.csv', table(RESULTS[other]));
      const { code, stdout, stderr } = await run('results.csv', '--pack', pack);
      expect([code, stdout]).toEqual([3, '']);
      expect(stderr).toContain(
        `results.csv: these are not the scores of ${pack}: ${scores}\nThe scores of ${pack} are: ${own}`,
      );
      await write('stated.csv', table('total', [',pack', `,${pack}`]).replace('A1', 'B2'));
      const assumed = await run('results.csv', 'stated.csv', '--min-cell', '1');
      expect([assumed.code, assumed.stderr]).toEqual([3, stderr]);
      await write('results.csv', table(RESULTS[other], [',pack', `,${other}`]));
      expect((await run('results.csv', '--pack', pack, '--min-cell', '1')).code).toBe(0);
    },
  );

  test('results without a pack are refused if the first results have scores of another pack', async () => {
    await write('quick.csv', table(RESULTS['quick-scan-china']));
    await write('miit.csv', table(RESULTS['miit-sme-2024']).replace('A1', 'B2'));
    for (const [first, second, own] of [
      ['quick.csv', 'miit.csv', 'direction, processes'],
      ['miit.csv', 'quick.csv', 'foundation, management'],
    ] as const) {
      const { code, stdout, stderr } = await run(first, second);
      expect([code, stdout]).toEqual([3, '']);
      expect(stderr).toContain(`${second}: these are not the scores of ${first}: `);
      expect(stderr).toContain(`The scores of ${first} are: ${own}`);
    }
    for (const pack of ['quick-scan-china', 'miit-sme-2024'] as const)
      await write(`${pack}.csv`, table(RESULTS[pack], [',pack', `,${pack}`]).replace('A1', pack));
    const stated = await run('quick-scan-china.csv', 'miit-sme-2024.csv', '--min-cell', '1');
    expect([stated.code, stated.stdout.match(/^Levels \(/gm)?.length]).toEqual([0, 2]);
  });

  test.each([
    'total',
    'direction,processes,production,customers,data,base,total',
    'direction,processes,production,customers,total,former',
    'employees,revenue,total',
  ])('results without a pack are accepted if they fit an earlier version or have few scores: %s', async (scores) => {
    await write('results.csv', table(scores));
    const { code, stderr } = await run('results.csv', '--pack', 'quick-scan-china', '--min-cell', '1');
    expect([code, stderr]).toEqual([0, '']);
  });
});

describe('the key of results', () => {
  const ROWS = [
    ['West', '10', '1', '1', 'A1'],
    ['West', '40', '2', '1', 'B2'],
    ['East', '60', '3', '1', 'C3'],
  ];
  const table = (key: string): string =>
    `${[['district', 'total', 'level', 'coverage', key], ...ROWS].map((row) => row.join(',')).join('\n')}\n`;

  test.each([
    ['uscc', []],
    ['key', []],
    ['统一社会信用代码', []],
    ['uscc', ['--pack', 'quick-scan-china']],
    ['number', ['--key', 'number']],
  ])(
    'the key column of results is found when it is the last one, headed %s, with the options %j',
    async (key, options) => {
      await write('results.csv', table(key));
      const { code, stdout, stderr } = await run('results.csv', '--json', '--min-cell', '1', ...options);
      expect([code, stderr]).toEqual([0, '']);
      expect(sumOf(stdout)).toEqual({ read: 3, counted: 3, left: 0 });
    },
  );

  test('a fact of the pack that several enterprises share is not taken as the key of results', async () => {
    await write('results.csv', table('remark'));
    const { code, stdout, stderr } = await run('results.csv', '--pack', 'quick-scan-china');
    expect([code, stdout]).toEqual([3, '']);
    expect(stderr).toContain('results.csv: “district” cannot be the column of enterprise codes\n');
    expect(stderr).toContain(
      'key or enterprise code, otherwise from the first column; --key COLUMN names a different column.',
    );
  });

  test('a first column with repeated values is not taken as the key of results, even if no pack is known', async () => {
    await write('results.csv', table('remark'));
    const { code, stdout, stderr } = await run('results.csv');
    expect([code, stdout]).toEqual([3, '']);
    expect(stderr).toContain('results.csv: “district” cannot be the column of enterprise codes\n');
    await write('results.csv', 'company,assessedOn,total,level\nA1,2026-01-02,10,1\nA1,2026-02-03,20,2\n');
    const dated = await run('results.csv', '--json', '--min-cell', '1');
    expect([dated.code, dated.stderr]).toEqual([0, '']);
    await write('results.csv', 'company,total,level\nA1,10,1\nB2,20,2\n');
    const named = await run('results.csv', '--json', '--min-cell', '1');
    expect([named.code, sumOf(named.stdout).counted]).toEqual([0, 2]);
  });
});

describe('a total and its parts', () => {
  const SCORES = ['direction', 'processes', 'production', 'customers', 'data', 'base'];
  /** Nine parts of 100 for each enterprise; blank is what does not apply. */
  const partsOf = (row: number): (number | null)[] =>
    SCORES.map((_, k) => (row % 4 === 3 && k === 2 ? null : ((row * 17 + k * 29) % 91) + 5));
  const meanOf = (parts: readonly (number | null)[]): number => {
    const stated = parts.filter((part) => part !== null);
    return stated.reduce((sum, part) => sum + part, 0) / stated.length;
  };
  const table = (cellsOf: (row: number) => readonly (number | string | null)[]): string =>
    [
      `uscc,${SCORES.join()},total,level,lowest,highest,coverage,warnings`,
      ...Array.from({ length: 12 }, (_, row) => `K${row},${cellsOf(row).map((cell) => cell ?? '')},1,1,1,1,`),
      '',
    ].join('\n');
  const scaled = (parts: readonly (number | null)[], times: number) => parts.map((part) => part && part * times);

  test.each<[string, string, number]>([
    ['a total that is a share of 1', table((row) => [...partsOf(row), meanOf(partsOf(row)) / 100]), 0],
    ['parts that are shares of 1', table((row) => [...scaled(partsOf(row), 0.01), meanOf(partsOf(row))]), 0],
    ['the total of another row', table((row) => [...partsOf(row), meanOf(partsOf((row + 5) % 12))]), 1],
  ])(
    '%s: rows whose total contradicts its parts are reported with line and right total, and not counted',
    async (_, text, alike) => {
      await write('results.csv', text);
      const { code, stdout, stderr } = await run(
        'results.csv',
        '--pack',
        'quick-scan-china',
        '--json',
        '--min-cell',
        '1',
      );
      expect([code, sumOf(stdout).counted]).toEqual([1, alike]);
      expect(stderr).toMatch(
        /results\.csv:2: total: [\d.]+ does not follow from direction, processes, production, customers, data and base, which give [\d.]+/,
      );
    },
  );

  test.each<[string, (value: number) => number]>([
    ['exact', (value) => value],
    ['of one decimal', (value) => Math.round(value * 10) / 10],
    ['whole numbers', Math.round],
    ['cut to whole numbers', Math.floor],
  ])('result rows with scores that are %s are counted', async (_, write1) => {
    const text = table((row) => [
      ...partsOf(row).map((part) => (part === null ? null : write1(part + 0.37))),
      write1(meanOf(partsOf(row)) + 0.37),
    ]);
    await write('results.csv', text);
    const { code, stdout, stderr } = await run(
      'results.csv',
      '--pack',
      'quick-scan-china',
      '--json',
      '--min-cell',
      '1',
    );
    expect([code, stderr, sumOf(stdout).counted]).toEqual([0, '', 12]);
  });

  test('in a pack whose total is a sum, rows that mix percentages with shares are not counted', async () => {
    const rows = [
      [30, 20, 10, 60],
      [30, 20, 10, 0.6],
      [0.3, 0.2, 0.1, 60],
      [0, 0, 0, 0],
    ];
    const lines = rows.map((row, i) => `K${i},${row},${row[3] === 0 ? ',,' : '1,1,1'},1,`);
    const headings = 'uscc,foundation,management,effects,total,level,lowest,highest,coverage,warnings';
    await write('results.csv', [headings, ...lines, ''].join('\n'));
    const { code, stdout, stderr } = await run('results.csv', '--pack', 'miit-sme-2024', '--json', '--min-cell', '1');
    expect([code, sumOf(stdout).counted]).toEqual([1, 2]);
    expect(stderr).toContain('results.csv:3: total: 0.6 does not follow from foundation, management and effects');
    expect(stderr).toContain('which give 60\n');
    expect(stderr).toContain('results.csv:4: total: 60 does not follow');
  });

  test.each([
    ['de', 'total: 0,6 passt nicht zu foundation, management und effects; daraus ergibt sich 60'],
    ['zh', 'total：0.6与foundation、management和effects不符，按这些分项应为60'],
  ])('a total that contradicts its parts is reported in %s', async (lang, words) => {
    const headings = 'uscc,foundation,management,effects,total,level,lowest,highest,coverage,warnings';
    await write('results.csv', `${headings}\nK1,30,20,10,0.6,1,1,1,1,\n`);
    expect((await run('results.csv', '--pack', 'miit-sme-2024', '--lang', lang)).stderr).toContain(words);
  });
});

test.each(['68,5', '68,5 %', '68.5%'])('a score saved as %s is reported, and is not read as a fact', async (cell) => {
  await write(
    'results.csv',
    `uscc,district,total,level,lowest,highest,coverage,warnings\nA1,east,"${cell}",2,2,2,1,\nB2,west,70.5,3,3,3,1,\n`,
  );
  const { stderr } = await run('results.csv', '--min-cell', '1');
  expect(stderr).toMatch(/results\.csv:2: total: “68[,.]5/);
});

describe('levels and the scores beside them', () => {
  const HEADINGS =
    'uscc,district,direction,processes,production,customers,data,base,total,level,lowest,highest,coverage,warnings';
  const rows = (...cells: readonly string[]): string =>
    [HEADINGS, ...cells.map((row, i) => `K${i},东部新区,${row}`), ''].join('\n');
  const sound = '80,80,80,80,80,80,80,3,3,3,1,';
  const misread = (stderr: string): string[] => stderr.split('\n').filter((line) => line.startsWith('results.csv'));

  test.each([
    [
      'a level above the total',
      '60,60,60,60,60,60,60,4,4,4,1,',
      'level: 4 requires at least 85 in total, but total is only 60',
    ],
    [
      'a level above one part',
      '90,90,90,90,90,40,81.67,3,3,3,1,',
      'level: 3 requires at least 50 in base, but base is only 40',
    ],
    [
      'a level below all scores',
      '90,90,90,90,90,90,90,2,2,2,1,',
      'level: 2 does not follow from the scores, which reach 4',
    ],
    [
      'a level that is open, above the total',
      '40,40,40,40,40,40,40,,3,4,1,',
      'level: 3 requires at least 60 in total, but total is only 40',
    ],
  ])('a result row with %s is reported and not counted', async (_, row, words) => {
    await write('results.csv', rows(sound, row));
    const { code, stdout, stderr } = await run(
      'results.csv',
      '--pack',
      'quick-scan-china',
      '--json',
      '--min-cell',
      '1',
    );
    expect([code, sumOf(stdout).counted]).toEqual([1, 1]);
    expect(misread(stderr)).toEqual([`results.csv:3: ${words}`]);
  });

  test.each([
    ['a whole number, cut or rounded', '84,85,85,85,85,84,84,4,4,4,1,'],
    ['one decimal, just below', '84.9,85,85,85,85,85,84.9,4,4,4,1,'],
    ['one part that is blank', '90,90,,90,90,90,90,4,4,4,1,'],
    ['a total above, and a weak part below the next level', '100,100,100,100,100,70,95,3,3,3,1,'],
    ['a level that no score is stated for', ',,,,,,,4,4,4,1,'],
  ])('a result row with %s is counted', async (_, row) => {
    await write('results.csv', rows(sound, row));
    const { code, stderr, stdout } = await run(
      'results.csv',
      '--pack',
      'quick-scan-china',
      '--json',
      '--min-cell',
      '1',
    );
    expect([code, stderr, sumOf(stdout).counted]).toEqual([0, '', 2]);
  });

  test.each([
    ['level', '60,60,60,60,60,60,60,4,4,4,1,', 'level: 4 requires at least 85 in total, but total is only 60'],
    ['share', '60,60,60,60,60,60,0.6,3,3,3,1,', 'total: 0.6 does not follow from direction'],
    ['beyond', '60,60,60,60,60,60,168.5,3,3,3,1,', 'total: 168.5 is not possible here: 0–100'],
    ['negative', '60,60,60,60,60,60,-5,3,3,3,1,', 'total: -5 is not possible here: 0–100'],
  ])('levels in results without a pack are checked by the pack with the same scores: %s', async (_, row, words) => {
    await write('results.csv', rows(sound, row, row));
    const { code, stderr, stdout } = await run('results.csv', '--json', '--min-cell', '1');
    expect([code, sumOf(stdout).counted]).toEqual([0, 3]);
    expect(stderr).toContain(
      'results.csv states no pack. Its scores are those of quick-scan, but 2 rows cannot be results of that pack, the first in line 3: ',
    );
    expect(stderr).toContain(words);
    expect(stderr).toContain('If the pack is right, --pack quick-scan leaves such rows out and lists each one.');
  });

  test('a result’s level under one pack is not checked against the scores of another pack', async () => {
    await write('results.csv', rows(sound, '60,60,60,60,60,60,60,4,4,4,1,').replaceAll('base', 'basis'));
    expect((await run('results.csv', '--json', '--min-cell', '1')).stderr).toBe('');
  });

  test('impossible rows of peer results are left out, and their lines are reported', async () => {
    await matura(['score', 'miit-sme-2024', EXAMPLE, '--files', 'files'], { cwd: folder });
    const row = (key: string, level: number): string => `${key},30,20,10,60,${level},${level},${level},1,`;
    const headings = 'uscc,foundation,management,effects,total,level,lowest,highest,coverage,warnings';
    await write('results.csv', [headings, row('K1', 2), row('K2', 4), ''].join('\n'));
    const { code, stdout, stderr } = await matura(['compare', '91350100M000100Y43', '--peers', 'results.csv'], {
      cwd: folder,
    });
    expect([code, stderr]).toEqual([
      1,
      '1 row or file was not counted:\nresults.csv:3: level: 4 requires at least 80 in total, but total is only 60\n',
    ]);
    expect(stdout).toContain('1 peer, the enterprise itself not counted.');
  });
});

describe('values of a grouping', () => {
  const remarksOn = async (districts: readonly string[]): Promise<string> => {
    const rows = districts.map((district, i) => `K${i},${district},50,2`);
    await write('results.csv', ['key,district,total,level', ...rows, ''].join('\n'));
    return (await run('results.csv', '--by', 'district', '--json', '--min-cell', '1')).stderr;
  };
  const five = (value: string): string[] => Array.from({ length: 5 }, () => value);

  test('grouping values that lack the suffix of a place, or resemble a frequent one, are named', async () => {
    expect(await remarksOn([...five('郫都区'), ...five('武侯区'), '郫都', '郫都'])).toBe(
      'district: “郫都” (2) is counted separately from “郫都区” (5): are they the same?\n',
    );
    expect(await remarksOn([...five('Northern'), ...five('Southern'), 'Nothern'])).toBe(
      'district: “Nothern” (1) is counted separately from “Northern” (5): are they the same?\n',
    );
  });

  test('grouping values that are equally frequent, or numbered, are not named', async () => {
    expect(await remarksOn([...five('Northern'), ...five('Southern'), 'Western'])).toBe('');
    expect(await remarksOn([...five('Zone 1'), ...five('Zone 2'), 'Zone 11'])).toBe('');
    expect(await remarksOn([...five('高新区'), ...five('天府新区'), '东部新区'])).toBe('');
  });
});

describe('a registry as an office writes it', () => {
  const results = 'uscc,level\n91510100MA06000027,2\n';
  const list = async (registry: string, lang: string): Promise<{ rows: string[]; stderr: string }> => {
    const cwd = await scratchFolder();
    await writeFile(path.join(cwd, 'self.csv'), results);
    await writeFile(path.join(cwd, 'registry.csv'), registry);
    const args = ['portfolio', 'self.csv', '--registry', 'registry.csv', '--missing', 'open.csv', '--lang', lang];
    const { code, stderr } = await matura(args, { cwd });
    expect(code, stderr).toBe(0);
    return { rows: (await readFile(path.join(cwd, 'open.csv'), 'utf8')).trim().split('\n'), stderr };
  };

  test.each([
    ['Credit Code', 'Name', 'en', 'Enterprise code,Name,Assessed online,Diagnosed on site', 'yes,no'],
    ['统一社会信用代码', '企业名称', 'zh', '企业标识,名称,线上自评,现场诊断', '是,否'],
    ['Kennung', 'Firma', 'de', 'Kennung,Name,Online bewertet,Vor Ort diagnostiziert', 'ja,nein'],
    ['uscc', 'Unternehmen', 'de', 'Kennung,Name,Online bewertet,Vor Ort diagnostiziert', 'ja,nein'],
  ])(
    'with the headings %s and %s, the list of missing enterprises gives names, and its text is in the language %s',
    async (code, name, lang, ...rows) => {
      const { rows: found, stderr } = await list(`${name},${code}\nFirst,91510100MA06000027\n`, lang);
      expect(found).toEqual([rows[0], `91510100MA06000027,First,${rows[1]}`]);
      expect(stderr).toBe('');
    },
  );

  test('if enterprises are listed, a registry without a column of names is reported', async () => {
    const { stderr } = await list('uscc,title\n91510100MA06000027,First\n', 'en');
    expect(stderr).toContain('registry.csv has no column of names under a heading such as name, 企业名称 or Firma');
  });

  test('codes with a wrong check character are reported with their lines, the first five by name', async () => {
    // The last character of each is one off.
    const codes = Array.from({ length: 7 }, (_, i) => `9151010${i}MA06000028`);
    const { stderr } = await list(`uscc,name\n91510100MA06000027,First\n${codes.join(',x\n')},x\n`, 'en');
    expect(stderr).toContain('registry.csv:3: “91510100MA06000028” is not a valid Unified Social Credit Code');
    expect(stderr.match(/^registry\.csv:\d+: /gm)).toHaveLength(5);
    expect(stderr).toContain('and 2 more\n');
  });

  test('a YAML file is not read as a table', async () => {
    const cwd = await scratchFolder();
    await writeFile(path.join(cwd, 'self.csv'), results);
    await writeFile(path.join(cwd, 'region.yaml'), 'kind: region\n');
    const run = await matura(['portfolio', 'self.csv', '--registry', 'region.yaml'], { cwd });
    expect([run.code, run.stderr]).toEqual([
      3,
      'matura: region.yaml is YAML, but a table is needed here: CSV or XLSX\n',
    ]);
  });
});

describe('results without answers', () => {
  const results = async (...args: string[]): Promise<Run> => {
    const cwd = await scratchFolder();
    const exported = path.join(path.dirname(EXAMPLE), '../exports/miit-sme-2024/ids.csv');
    await matura(['batch', 'miit-sme-2024', exported, '-o', 'results.csv', '--rejects', 'rejects.csv'], { cwd });
    return matura(['portfolio', 'results.csv', '--visits', '2', '--budget', '1000000', ...args], { cwd });
  };

  test('without answers, the portfolio says why there is no urgency and no plan, and how to get them', async () => {
    const { stdout } = await results('--pack', 'miit-sme-2024');
    const text = stdout.replace(/\s+/g, ' ');
    expect(text).toContain(
      'The results hold no answers, so urgency cannot be judged. Enterprise files hold answers: matura',
    );
    expect(text).toContain('No roadmap can be made, since the results hold no answers.');
    expect(text).not.toContain('Urgency');
    expect(text).not.toContain('2,000,000');
  });

  test('a portfolio of results without answers lists the total after the part scores', async () => {
    const { stdout } = await results('--pack', 'miit-sme-2024', '--json', '--min-cell', '1');
    const [pack] = JSON.parse(stdout).packs;
    expect(pack.scores.map(({ id }: { id: string }) => id).at(-1)).toBe('total');
    // By share of the maximum the total is among them.
    const shares = pack.scores.map(({ share }: { share: number }) => share);
    expect(shares.at(-1)).toBeLessThan(Math.max(...shares));
  });

  test('for results without a pack, portfolio names the pack with these scores, and the option to add', async () => {
    const { stderr, stdout } = await results();
    expect(stderr).toContain('states no pack, but its scores are those of miit-sme-2024: --pack miit-sme-2024 adds');
    expect(stdout.replace(/\s+/g, ' ')).toContain(
      'No roadmap can be made, since no pack is known: name it with --pack.',
    );
  });
});
