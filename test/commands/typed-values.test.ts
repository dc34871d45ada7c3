import { copyFile } from 'node:fs/promises';
import path from 'node:path';
import { Command, type Option } from 'commander';
import { describe, expect, test } from 'vitest';
import { isTyped } from '../../src/app/typed-options.ts';
import { addCommands, configureProgram, realWorld } from '../../src/cli.ts';
import { COMMANDS } from '../../src/commands/index.ts';
import { matura, ROOT, scratchFolder } from './matura.ts';
import { KEY, recommended, shareFolders } from './recommended-example.ts';

/** What people write for each kind of value, in English and in German, and what is refused. */
const KINDS: Readonly<Record<string, { en: string[]; de: string[]; refused: string[]; refusedInGerman: string[] }>> = {
  '<amount>': {
    en: [
      '500000',
      '500,000',
      '500,000.50',
      '500 000',
      '50万',
      '2.5亿元',
      '1.2 million',
      '￥50万',
      '5e5',
      '1.234,5',
      '800k',
      '1.2m',
      '80w',
      '€1.2m',
    ],
    de: [
      '500000',
      '500.000,50',
      '1.234.567',
      '1,2 Mio.',
      '0,5 Mrd. CNY',
      "1'000'000",
      '1,234.5',
      '800k',
      '1,2m',
      '800 T€',
      '800 TEUR',
      '60.000 EUR',
      '60.000',
      '60 000 €',
      '60.000,50 Euro',
    ],
    refused: [
      '350,00',
      '35,0000',
      '800t',
      '1.2x',
      'much',
      '-5',
      '1.234',
      '12.345',
      '0.001',
      '1,23,456',
      '1e99',
      '5 CNY EUR',
      '\u001b[1m',
    ],
    refusedInGerman: ['1.234 Mio.', '350.00', '1,234', '1.2x'],
  },
  '<number>': {
    en: ['12', '１２', '1,000'],
    de: ['12', '1.200'],
    refused: ['0.5', 'x', '-1', '12.5%', '1e-3', '0x10'],
    refusedInGerman: ['1.000', '0,5'],
  },
  '<months>': { en: ['18', '1,000.5'], de: ['18', '7,5'], refused: ['x', '-3', '18%'], refusedInGerman: ['1.000'] },
  '<percent>': {
    en: ['60', '60%', '60 %', '６０％', '12.5', '0.4 %', '0'],
    de: ['60 %', '12,5', '0,4 %'],
    refused: ['x', '-1', '60%%', '60‰', '%', '0.4'],
    refusedInGerman: ['1.234', '0,4'],
  },
  '<level>': { en: ['2', '２'], de: ['2', '2,0'], refused: [], refusedInGerman: ['1.000'] },
  '<date>': {
    en: ['2026-01-31', '2026/1/31', '2026年1月31日', '31.1.2026', '31/01/2026', 'today', '今天'],
    de: ['31.01.2026', '31. 1. 2026', '2026-01-31', 'heute', 'Heute'],
    refused: ['2026-02-30', '01/02/2026', '31.1.26', 'tomorrow', '2026-13-01', '2026', ''],
    refusedInGerman: ['01/02/2026', '30.2.2026'],
  },
};
const SAME_KIND: Readonly<Record<string, string>> = {
  '<count>': '<number>',
  '<days>': '<number>',
  '<id=date>': '<date>',
};

/** What is typed before the value of an option. */
const BEFORE: Readonly<Record<string, string>> = { '<id=date>': 'safety=' };

/** Days that only the command can tell from other words, once it has read its files; tested below, each for itself. */
const READ_BY_COMMANDS: readonly string[] = ['<date|column>', '<which>'];

/** Values that are neither amounts nor numbers nor days. */
const OTHER_VALUES: readonly string[] = [
  ...[
    '',
    '<column>',
    '<condition>',
    '<country>',
    '<dir>',
    '<estimate>',
    '<facts>',
    '<facts|all>',
    '<file.docx>',
    '<file>',
  ],
  ...[
    '<fingerprint>',
    '<folder|results>',
    '<format>',
    '<heading>',
    '<id>',
    '<id|number>',
    '<id|path>',
    '<key>',
    '<kind>',
  ],
  ...[
    '<language>',
    '<name=value>',
    '<name>',
    '<order>',
    '<pack>',
    '<program>',
    '<revision>',
    '<rule>',
    '<severity>',
    '<sign>',
  ],
  ...['<sum>', '<text>', '<title>', '<workbook>'],
];

/** Such options whose values are names rather than numbers or days. */
const NAMES: readonly string[] = [
  'record --cancel', // The number of a record, as the list of them prints it.
];

async function configured(name: string): Promise<Command> {
  const program = new Command('matura');
  configureProgram(program, realWorld());
  await addCommands(program, [name], realWorld(), () => {});
  return program.commands.find((command) => command.name() === name) as Command;
}

interface TypedOption {
  readonly command: Command;
  readonly option: Option;
  readonly name: string;
  readonly kind: string;
}

const ALL: readonly TypedOption[] = (await Promise.all(Object.keys(COMMANDS).map(configured))).flatMap((command) =>
  command.options.map((option) => {
    const value = option.flags.match(/<.*>$/)?.[0] ?? '';
    return { command, option, name: `${command.name()} ${option.long}`, kind: SAME_KIND[value] ?? value };
  }),
);
const NUMBERS = ALL.filter(({ kind, name }) => Object.hasOwn(KINDS, kind) && !NAMES.includes(name));

/** The arguments of a run that does nothing but read this option: its file is not there. */
function runOf({ command, option }: TypedOption, value: string, lang: string): string[] {
  const files = command.registeredArguments.filter(({ required }) => required).map(() => 'nothing-here');
  const others = command.options.filter(({ mandatory }) => mandatory).flatMap(({ long }) => [`${long}`, 'a=1']);
  const before = BEFORE[option.flags.match(/<.*>$/)?.[0] ?? ''] ?? '';
  return [command.name(), ...files, ...others, `${option.long}=${before}${value}`, '--lang', lang];
}

test('every option’s usage states its kind of value, and each kind is tested here or listed as another', () => {
  const known = [...Object.keys(KINDS), ...READ_BY_COMMANDS, ...OTHER_VALUES];
  expect(ALL.filter(({ kind }) => !known.includes(kind)).map(({ name, kind }) => `${name} ${kind}`)).toEqual([]);
});

test('every command-line option for an amount, a number or a day is parsed in the same way', () => {
  expect(NUMBERS.filter(({ option }) => !isTyped(option)).map(({ name }) => name)).toEqual([]);
  // As many as there are, so that a new kind of value is not left out.
  expect(NUMBERS.length).toBeGreaterThanOrEqual(35);
});

describe.each(NUMBERS.map((one) => [one.name, one] as const))('%s', (name, one) => {
  const kind = KINDS[one.kind];
  const limits =
    { '--jobs': 32, '--at-once': 9999, '--min-coverage': 100, '--sample': 100 }[`${one.option.long}`] ?? Infinity;
  const isWithin = (value: string): boolean => !(Number(value.replaceAll(/[.,]/g, '')) > limits);

  test('an option accepts the notations that people use', async () => {
    const cwd = await scratchFolder();
    for (const [lang, values] of [
      ['en', kind?.en],
      ['de', kind?.de],
    ] as const)
      for (const value of values?.filter(isWithin) ?? []) {
        const { code, stderr } = await matura(runOf(one, value, lang), { cwd });
        expect(code, `${value}: ${stderr}`).not.toBe(4);
        expect(stderr, value).not.toContain(`${one.option.long}: `);
      }
  });

  test('an option refuses meaningless or ambiguous text, and the error names the option', async () => {
    const cwd = await scratchFolder();
    for (const [lang, values] of [
      ['en', kind?.refused],
      ['de', kind?.refusedInGerman],
    ] as const)
      for (const value of values ?? []) {
        const { code, stdout, stderr } = await matura(runOf(one, value, lang), { cwd });
        expect({ code, stdout }, `${name} ${value}: ${stderr}`).toEqual({ code: 2, stdout: '' });
        expect(stderr).toContain(`matura: ${one.option.long}: `);
        expect(stderr).not.toContain('\u001b');
      }
  });
});

describe('an amount', () => {
  const folders = shareFolders();

  test.each([
    ['zh', '177.4万元'],
    ['de', '1.774.000,00'],
    ['zh', '177.4w'],
    ['en', 'CNY 1.774 million'],
    ['en', '1774k'],
    ['en', '¥1.774m'],
    ['de', '1774 TCNY'],
  ])('an amount typed in the language %s as %s is read as 1774000', async (lang, written) => {
    const args = ['--target', '3', '--as-of', '2026-11-24', '--lang', lang];
    const { found } = await recommended(folders.full, '--budget', written, ...args);
    expect(found.roadmap.budget).toBe(1_774_000);
  });

  test('an ambiguous amount is shown with both meanings', async () => {
    const run = (...args: string[]) => matura(['recommend', KEY, ...args], { cwd: folders.full });
    expect(await run('--budget', '500.000')).toMatchObject({
      code: 2,
      stderr: 'matura: --budget: "500.000" can be read as two different numbers\nWrite 500000 or 500.\n',
    });
    expect(await run('--budget', '60,000 EUR', '--lang', 'de')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('Bitte 60000 EUR oder 60 EUR schreiben.'),
    });
    expect((await run('--budget', '1.774 Mio.', '--lang', 'de')).stderr).toContain('Bitte 1774 mio. oder 1,774 mio.');
    expect((await run('--budget', '50万欧元')).stderr).toContain('the amounts are in CNY here, not in EUR');
  });
});

describe('a value that could mean two things is refused with both', () => {
  const folders = shareFolders();
  const run = (...args: string[]) => matura(args, { cwd: folders.full });

  test.each([
    ['en', 'Write 2026-04-03 or 2026-03-04.'],
    ['de', 'Bitte 2026-04-03 oder 2026-03-04 schreiben.'],
    ['zh', '请写成 2026-04-03 或 2026-03-04。'],
  ])('in %s, an ambiguous day is refused wherever a day can be typed', async (lang, remedy) => {
    await copyFile(path.join(ROOT, 'examples/exports/quick-scan-china/ids.csv'), path.join(folders.full, 'export.csv'));
    for (const args of [
      ['recommend', KEY, '--as-of', '03/04/2026'],
      ['recommend', KEY, '--by', 'no-backup=03/04/2026'],
      ['record', KEY, '--measure', 'mes', '--done', '03/04/2026'],
      ['batch', 'quick-scan-china', 'export.csv', '--files', 'new', '--date', '03/04/2026'],
      ['what-if', KEY, '--set', 'employees=500', '--assessment', '03/04/2026'],
      ['portfolio', 'self:03/04/2026:export.csv'],
    ])
      expect(await run(...args, '--lang', lang), args.join(' ')).toMatchObject({
        code: 2,
        stderr: expect.stringContaining(remedy),
      });
  });

  test('a day with a two-digit year is refused, and the error shows the day with four digits', async () => {
    const { stderr } = await run('recommend', KEY, '--as-of', '31.1.26', '--lang', 'de');
    expect(stderr).toContain('Bitte 2026-01-31 schreiben.');
  });

  test.each([
    ['en', '0.4', 'Write 0.4 % or 40 %.'],
    ['de', '0,4', 'Bitte 0,4 % oder 40 % schreiben.'],
    ['zh', '0.4', '请写成 0.4 % 或 40 %。'],
  ])('in %s, the share %s without a percent sign is refused with both readings', async (lang, share, remedy) => {
    const { code, stderr } = await run('recommend', KEY, '--tolerance', share, '--lang', lang);
    expect([code, stderr.split('\n')[1]]).toEqual([2, remedy]);
  });

  test('the day of a portfolio’s results may be typed in any usual notation', async () => {
    const dated = (day: string) => run('portfolio', `self:${day}:missing.csv`);
    for (const day of ['2026-03-31', '31.3.2026', '31.03.2026', '2026年3月31日'])
      expect(await dated(day)).toMatchObject({ code: 3, stderr: expect.stringMatching(/^matura: missing\.csv /) });
    expect((await dated('31.02.2026')).code).toBe(2);
  });

  test('the day of an export may be typed in any usual notation', async () => {
    const files = (day: string, folder: string) =>
      run('batch', 'quick-scan-china', 'export.csv', '--files', folder, '--date', day, '--json');
    const [plain, german] = [await files('2026-11-20', 'one'), await files('20.11.2026', 'two')];
    expect(plain.code).toBe(0);
    expect(german.stdout.replaceAll('two', 'one')).toBe(plain.stdout);
  });
});

describe('an assumed answer', () => {
  const folders = shareFolders();
  const assumed = (...args: string[]) => matura(['what-if', KEY, ...args, '--json'], { cwd: folders.full });

  test('an assumed answer is refused if it is not a number', async () => {
    const { code, stdout, stderr } = await assumed('--set', 'employees=1.2.3');
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('--set');
  });

  test.each([
    ['en', 'revenue=1.500', 'Write 1500 or 1.5.'],
    ['zh', 'revenue=1.500', '请写成 1500 或 1.5。'],
    ['de', 'revenue=1.500', 'Bitte 1500 oder 1,5 schreiben.'],
    ['de', 'revenue=1,500', 'Bitte 1500 oder 1,5 schreiben.'],
    ['en', 'employees=2.000', 'Write 2000 or 2.'],
  ])(
    'an assumed answer with three decimals that could mean thousands is queried in %s: %s',
    async (lang, set, words) => {
      const { code, stderr } = await matura(['what-if', KEY, '--set', set, '--lang', lang], { cwd: folders.full });
      expect([code, stderr.split('\n')[1]]).toEqual([2, words]);
    },
  );

  test('an assumed answer is read in the same way as in a diagnosis', async () => {
    const plain = await assumed('--set', 'revenue=18640', '--set', 'employees=12000');
    expect(plain.code).toBe(0);
    const typed = await assumed('--set', 'revenue=1.864亿', '--set', 'employees=1.2万');
    expect(typed).toEqual(plain);
  });

  test('an assessment may be selected by its day in any usual notation', async () => {
    const plain = await assumed('--set', 'employees=500', '--assessment', '1');
    const { assessedOn } = JSON.parse(plain.stdout);
    const [year, month, day] = assessedOn.split('-');
    expect(await assumed('--set', 'employees=500', '--assessment', `${Number(day)}.${month}.${year}`)).toEqual(plain);
    expect((await assumed('--set', 'employees=500', '--assessment', '2026-02-30')).code).toBe(2);
  });
});
