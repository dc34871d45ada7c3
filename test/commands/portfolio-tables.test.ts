import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { completeUscc } from '../../src/model/credit-code.ts';
import { matura, type Run, scratchFolder } from './matura.ts';

let folder: string;

const write = (name: string, text: string): Promise<void> => writeFile(path.join(folder, name), text);
const run = (...args: string[]): Promise<Run> =>
  matura(['portfolio', ...args, '--as-of', '2026-11-25'], { cwd: folder });
const inJson = (...args: string[]): Promise<Run> => run(...args, '--json', '--min-cell', '1');

/** A sound code that ends in three zeros as only chance would have it, and one that does not. */
const CODES = Array.from({ length: 20_000 }, (_, i) => completeUscc(`91990100${String(i).padStart(8, '0')}`));
const ENDS_IN_ZEROS = CODES.find((code) => /^\d{15}000$/.test(code)) as string;
const SOUND = CODES[1] as string;

beforeEach(async () => {
  folder = await scratchFolder();
  await write('results.csv', `key,district,total,level\nA1,east,10,1\n${SOUND},west,30,3\n`);
});

describe('keys that a spreadsheet has mangled', () => {
  const mangled = ['9.199E+17', '9.199e+17', '9,199E+17', '919901000000351000'];
  const kept = [SOUND, ENDS_IN_ZEROS, '1E5', '2E07', '000000000000001000', 'A1'];
  const said = (key: string): string => `“${key}” has lost digits in a spreadsheet: take the number from the register`;

  test('a registry’s mangled keys are reported by line and not counted as duplicates', async () => {
    const rows = [...kept, ...mangled].map((key) => `${key};east\n`);
    await write('registry.csv', `key;district\n${rows.join('')}`);
    const { code, stdout, stderr } = await inJson('results.csv', '--registry', 'registry.csv');
    expect(stderr.split('\n').slice(1, -1)).toEqual(
      mangled.map((key, at) => `registry.csv:${kept.length + at + 2}: ${said(key)}`),
    );
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      enterprises: kept.length,
      leftOut: { registeredTwice: 0, unreadable: mangled.length },
    });
  });

  test('keys mangled by a spreadsheet are reported in results; a number in JSON keeps all its digits', async () => {
    await write('bad.csv', 'key,level\nA1,2\n9.199E+17,2\n');
    await write('bad.jsonl', `{"key":"B2","level":2}\n{"key":${SOUND},"level":2}\n{"key":"9.199E+17","level":2}\n`);
    const { code, stdout, stderr } = await inJson('bad.csv', 'bad.jsonl');
    const lines = ['bad.csv:3: “9.199E+17”', 'bad.jsonl:3: “9.199E+17”'];
    for (const line of lines) expect(stderr).toContain(`${line} has lost digits in a spreadsheet`);
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ enterprises: 3, leftOut: { unreadable: 2 } });
  });

  test('keys mangled by a spreadsheet are reported in supply links', async () => {
    await write('links.csv', `buyer,supplier\nA1,9.199E+17\nA1,${SOUND}\n`);
    const { code, stderr } = await run('results.csv', '--chains', 'links.csv');
    expect(stderr).toContain(`links.csv:2: ${said('9.199E+17')}`);
    expect(code).toBe(1);
  });
});

describe('tables without a row of headings', () => {
  test.each([
    ['a registry of credit codes', `${SOUND},east\n${CODES[2]},west\n`, ['--registry'], SOUND, 'key,name,district'],
    ['a registry of other keys', 'A1,east\nB22,west\n', ['--registry'], 'A1', 'key,name,district'],
    ['a registry whose first key is mangled', '9.199E+17,a\nB2,b\n', ['--registry'], '9.199E+17', 'key,name,district'],
    ['links', `${SOUND},${CODES[2]},0.5\n`, ['--chains'], SOUND, 'buyer,supplier,share'],
    ['peers', 'Chengdu,62\nTwo,65.5\n', ['--name', 'Two', '--peers'], '62', 'name,level,total'],
  ])('a table without headings is refused: %s', async (_, text, options, value, example) => {
    await write('bare.csv', text);
    const { code, stdout, stderr } = await run('results.csv', ...options, 'bare.csv');
    expect(stderr).toBe(
      `matura: bare.csv has no headings: its first row already contains data, such as “${value}”\n` +
        `Add a first row that says what each column is, such as: ${example}\n`,
    );
    expect([code, stdout]).toEqual([3, '']);
  });

  test('results without headings, and enterprises outside of the registry, are reported', async () => {
    await write('bare.csv', `${SOUND},east\n`);
    await write('registry.csv', 'key\nA1\n');
    for (const args of [['bare.csv'], ['results.csv', '--registry', 'registry.csv', '--outside', 'bare.csv']])
      expect(await run(...args)).toMatchObject({ code: 3, stderr: expect.stringMatching(/^matura: bare\.csv has no/) });
  });

  test('headings that resemble data are read as headings', async () => {
    await write('registry.csv', 'key1,2024\nA1,x\nB2,y\n');
    await write('peers.csv', 'city,2023,2024\nTwo,62,63\n');
    const { code, stderr } = await run(
      ...['results.csv', '--registry', 'registry.csv', '--peers', 'peers.csv', '--name', 'Two'],
    );
    expect([code, stderr]).toEqual([0, '']);
  });
});

describe('peer regions', () => {
  beforeEach(() => write('peers.csv', 'name,total,index\nChengdu,15,60\nDeyang,30,\n'));

  test('a peer name that matches neither a figure nor a row is a usage error', async () => {
    await write('other.csv', 'name,index\nChengdu,60\nDeyang,50\n');
    const misspelled = await run('results.csv', '--peers', 'other.csv', '--name', 'Chengdo');
    expect(misspelled).toMatchObject({ code: 2, stdout: '' });
    expect(misspelled.stderr).toBe(
      'matura: other.csv has no row “Chengdo”, and none of its columns is a figure of this portfolio\nDid you mean “Chengdu”?\n',
    );
    const strange = await run('results.csv', '--peers', 'other.csv', '--name', 'Somewhere else');
    expect(strange.stderr).toContain('The first names in the file: Chengdu; Deyang\n');
    const nameless = await run('results.csv', '--peers', 'other.csv');
    expect(nameless.code).toBe(0);
    expect(nameless.stderr).toContain('use --name to say which row stands for this portfolio');
  });

  test('a peers table may omit the portfolio’s own row, but a note names a row with a similar name', async () => {
    const own = async (name: string): Promise<[number | null | undefined, string]> => {
      const { stdout, stderr, code } = await inJson('results.csv', '--peers', 'peers.csv', '--name', name);
      expect(code).toBe(0);
      const rows: { isOwn: boolean; value: number | null }[] = JSON.parse(stdout).peers[0].rows;
      return [rows.find(({ isOwn }) => isOwn)?.value, stderr];
    };
    expect(await own('Elsewhere')).toEqual([20, '']);
    const [value, stderr] = await own('Chengdo');
    expect(value).toBe(20);
    expect(stderr).toContain('Did you mean “Chengdu”?');
    expect(await own('CHENGDU')).toEqual([15, '']);
  });

  test.each([
    ['5\nB,6%\nC,7', 'mixed.csv:3: index: “6%” is a percentage, but the other values are plain numbers'],
    ['5%\nB,6\nC,7%', 'mixed.csv:3: index: “6” is a plain number, but the other values are percentages'],
  ])('percentages and plain numbers in one peer column are refused: %j', async (rows, said) => {
    await write('mixed.csv', `name,index\nA,${rows}\n`);
    const { code, stderr } = await run('results.csv', '--peers', 'mixed.csv', '--name', 'A');
    expect(code).toBe(3);
    expect(stderr).toBe(`matura: ${said}\nWrite % after all numbers of the column, or after none.\n`);
  });

  test('an index requested without a table of peers is a usage error', async () => {
    const { code, stderr } = await run('results.csv', '--index', 'quick-scan-china');
    expect([code, stderr]).toEqual([2, expect.stringContaining('--index needs --peers\n')]);
  });
});

test('a figure in the registry that is too large for a number is reported', async () => {
  await write('registry.csv', `key,employees\nA1,1e400\nB2,${'9'.repeat(400)}\nC3,1e5\n`);
  const { code, stderr } = await run('results.csv', '--registry', 'registry.csv');
  expect(code).toBe(0);
  expect(stderr).toBe(
    `employees: too large to be processed as a number, probably a typing error: “1e400”; “${'9'.repeat(60)}…”\n`,
  );
});

test.each([
  [
    'en',
    'batch holds no enterprise file',
    'It contains several tables: name each one that holds batch results separately',
  ],
  ['zh', 'batch 中没有企业档案', '文件夹中有表格文件：批量评分结果请逐个指定'],
  [
    'de',
    'batch enthält keine Unternehmensdatei',
    'Der Ordner enthält mehrere Tabellen: Ergebnisse von matura batch bitte einzeln nennen',
  ],
])(
  'if a folder of results is given as enterprise files, the error in %s says to name the result files',
  async (lang, said, hint) => {
    await mkdir(path.join(folder, 'batch'));
    await write('batch/b.csv', 'key,level\nA1,1\n');
    const { code, stderr } = await run('batch/', '--lang', lang);
    expect(code).toBe(3);
    expect(stderr).toContain(said.replace('batch', 'batch/'));
    expect(stderr).toContain(hint);
    expect(stderr).toContain('batch/b.csv');
  },
);

test('the file that maps pseudonyms to keys has the name stated in the help', async () => {
  const { stdout } = await run('--help');
  const [, keys = '', rows = ''] = /(\S+\.keys\.csv)\s+for\s+(\w+\.csv)/.exec(stdout) ?? [];
  await run('results.csv', '--pseudonyms', rows);
  expect(await readFile(path.join(folder, keys), 'utf8')).toMatch(/^pseudonym,key,/);
});

describe('groupings', () => {
  test.each([
    ['district,district', 2, '--by: “district” is given twice\n'],
    ['district,DISTRICT', 2, '--by: “district” is given twice\n'],
    ['district*district', 2, '--by: “district” is given twice\n'],
    ['district*size,size*district', 2, '--by: “size*district” is given twice\n'],
    ['', 2, /the name of a fact is missing\nSeparate facts with commas/],
    ['district,,size', 2, /the name of a fact is missing/],
    ['district*', 2, /the name of a fact is missing/],
    ['key', 3, '“key” is the enterprise code: every enterprise would be a group of its own\n'],
    ['Key', 3, '“Key” is the enterprise code: every enterprise would be a group of its own\n'],
    [
      'level',
      3,
      /“level” describes an assessment, but groups are formed by facts about enterprises\nColumns of the file: district/,
    ],
    ['distrikt', 3, /Neither an input nor a registry has the fact “distrikt”\nDid you mean “district”\?/],
    ['SIZE', 3, /Neither an input nor a registry has the fact “SIZE”/],
  ])('--by %j is refused', async (by, exit, said) => {
    // Two are spelled alike: which of them is meant is not said.
    await write('two.csv', 'key,district,size,Size,level\nA1,east,s,m,1\n');
    const { code, stdout, stderr } = await run('two.csv', '--by', by);
    expect([code, stdout]).toEqual([exit, '']);
    if (typeof said === 'string') expect(stderr).toBe(`matura: ${said}`);
    else expect(stderr).toMatch(said);
  });

  test('--by finds a fact written in different case, even if its values are numbers', async () => {
    await write('year.csv', 'key,District,founded,level\nA1,east,1990,1\nB2,west,1991,2\n');
    const { code, stdout, stderr } = await inJson('year.csv', '--by', 'DISTRICT,FOUNDED');
    expect([code, stderr]).toEqual([0, '']);
    const { groups, packs } = JSON.parse(stdout);
    expect(groups.map(({ by }: { by: string[] }) => by)).toEqual([['District'], ['founded']]);
    expect(packs[0].scores).toEqual([]);
  });
});

describe('tables that are empty, or say the same thing twice', () => {
  test.each(['key,district\n', 'key,district\n,east\n', 'key,district\n9.199E+17,east\n'])(
    'an empty registry is refused: %j',
    async (text) => {
      await write('registry.csv', text);
      const { code, stderr } = await run('results.csv', '--registry', 'registry.csv');
      expect(code).toBe(3);
      expect(stderr).toContain('registry.csv lists no enterprise');
    },
  );

  test.each(['--registry', '--peers', '--chains'])('JSON is refused where %s must be a table', async (option) => {
    await write('list.json', '[{"key":"A1","name":"Alpha"},\n{"key":"B2","name":"Beta"}]\n');
    const { code, stderr } = await run('results.csv', option, 'list.json');
    expect([code, stderr.split('\n')[0]]).toEqual([3, expect.stringContaining('this is JSON, but a table is needed')]);
  });

  test('supply links with two columns of the same meaning are refused; a misspelled column is reported', async () => {
    await write('two.csv', 'buyer,customer,supplier\nA1,B2,C3\n');
    expect(await run('results.csv', '--chains', 'two.csv')).toMatchObject({
      code: 3,
      stderr: 'matura: two.csv: the columns “buyer” and “customer” have the same meaning\n',
    });
    await write('links.csv', `buyer,supplier,chian,synthetic\nA1,${SOUND},x,true\n`);
    const { code, stderr } = await run('results.csv', '--chains', 'links.csv');
    expect([code, stderr]).toEqual([0, 'links.csv: the column “chian” is not used. Did you mean “chain”?\n']);
  });

  test.each([
    ['B\n', 'peers.csv:3: the number of cells in the row (1) differs from the number of headings'],
    ['"B,2\n', 'peers.csv:3: name: a quote opened here is never closed'],
    ['B,9.1E+17\n', 'peers.csv:3: total: a spreadsheet has cut off digits of “9.1E+17”'],
  ])('an unreadable row of peers is reported: %j', async (row, said) => {
    await write('peers.csv', `name,total\nA,1\n${row}`);
    const { code, stderr } = await run('results.csv', '--peers', 'peers.csv', '--name', 'A');
    expect([code, stderr]).toEqual([3, `matura: ${said}\n`]);
  });
});

test.each([
  [['--name', ' '], '--name: the name is blank'],
  [['--plans', 'x'], '--plans: "x" is not a whole number from 0 to 9999999'],
  [['--models', ''], '--models: the name of a fact is missing'],
  [['--models', 'district,district'], '--models: “district” is given twice'],
])('the options %j are a usage error', async (args, said) => {
  const { code, stdout, stderr } = await run('results.csv', ...args);
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toContain(`matura: ${said}\n`);
});

describe('unregistered keys similar to registered ones', () => {
  const odd = SOUND.replace('0', 'O');
  const registry = (...keys: string[]): Promise<void> => write('registry.csv', `key\n${keys.join('\n')}\n`);
  const results = (...keys: string[]): Promise<void> =>
    write('mine.csv', `key,level\n${keys.map((key) => `${key},2\n`).join('')}`);
  const tell = (...more: string[]): Promise<Run> => inJson('mine.csv', '--registry', 'registry.csv', ...more);

  test.each([odd, odd.toLowerCase()])(
    'an unregistered key similar to a registered one is reported: %s',
    async (key) => {
      await registry(SOUND, 'A1');
      await results('A1', key);
      const { code, stdout, stderr } = await tell();
      expect(stderr).toContain(
        '1 enterprise is missing from the registry, but its code looks like one in the registry:',
      );
      expect(stderr).toContain(`“${SOUND}”. If both are the same enterprise, correct the code.`);
      // It is only a hint: the figures are what the keys say.
      expect(JSON.parse(stdout).registry).toEqual({ outside: 1, withoutKey: 0 });
      expect(code).toBe(0);
    },
  );

  test.each([`'${SOUND}`, `${SOUND.slice(0, 9)} ${SOUND.slice(9)}`, SOUND.toLowerCase()])(
    'a registered code in another spelling is the same enterprise: %s',
    async (key) => {
      await registry(SOUND, 'A1');
      await results('A1', key);
      const { stdout, stderr } = await tell();
      expect(stderr).not.toContain('missing from the registry');
      expect(JSON.parse(stdout).registry).toEqual({ outside: 0, withoutKey: 0 });
    },
  );

  test('if several keys are similar, the first is shown, in every language', async () => {
    await registry('10-A', 'A1', 'SI2');
    await results('A1', '1O A', 'IO_A', '51Z', 'B9');
    const texts = {
      en: '3 enterprises are missing from the registry',
      de: '3 Unternehmen fehlen im Register',
      zh: '有3家企业不在名录中',
    };
    for (const [lang, text] of Object.entries(texts)) {
      const { stderr } = await tell('--lang', lang);
      expect(stderr).toContain(text);
      for (const key of ['1O A', '10-A']) expect(stderr).toContain(key);
    }
    await results('A1', 'B9');
    expect((await tell()).stderr).not.toContain('looks like');
  });
});
