import { beforeAll, describe, expect, test } from 'vitest';
import { choicesOf, findChoiceByKey, parseTypedAnswer, toggleChoice } from '../../src/interview/typed-answers.ts';
import type { DecimalSign } from '../../src/interview/typed-numbers.ts';
import { type Rational, toDecimalText } from '../../src/model/rational.ts';
import type { Input, Plan } from '../../src/scoring/plan.ts';
import { openBundled } from '../commands/diagnose/open-bundled-pack.ts';
import { openWorkshop } from './workshop.ts';

let plan: Plan;
beforeAll(async () => {
  plan = await openWorkshop();
});

function input(name: string): Input {
  return plan.inputs.find((one) => one.name === name) as Input;
}

function read(name: string, line: string, decimal: DecimalSign = '.'): unknown {
  const result = parseTypedAnswer(input(name), line, decimal);
  if (!('value' in result)) return result.fault;
  return typeof result.value === 'object' && 'n' in result.value ? toDecimalText(result.value, 15) : result.value;
}

describe('a typed number', () => {
  test('a point before three digits separates thousands in an amount of single euros', async () => {
    const { plan: euroPlan } = await openBundled('quick-scan');
    const revenue = euroPlan.inputs.find(({ name }) => name === 'revenue') as Input;
    const readRevenue = (line: string, decimal: DecimalSign): unknown => {
      const result = parseTypedAnswer(revenue, line, decimal);
      return 'value' in result ? toDecimalText(result.value as Rational, 15) : result.fault;
    };
    expect(readRevenue('500.000', ',')).toBe('500000');
    expect(readRevenue('85.000 EUR', ',')).toBe('85000');
    expect(readRevenue('500.000,50', ',')).toBe('500000.5');
    expect(readRevenue('180.000', '.')).toBe('ambiguous');
    expect(readRevenue('180,000', '.')).toBe('180000');
  });

  test.each([
    ['18640', '.', '18640'],
    ['１８６４０', '.', '18640'],
    ['18,640', '.', '18640'],
    ['1,234,567.5', '.', '1234567.5'],
    ['3。5', '.', '3.5'],
    ['18 640', '.', '18640'],
    // One and a half, never fifteen.
    ['1,5', '.', '1.5'],
    ['1,5', ',', '1.5'],
    ['1.5', ',', '1.5'],
    ['18.640,5', ',', '18640.5'],
    ['1.234.567', ',', '1234567'],
    ['18,640', ',', 'ambiguous'],
    // A point before three digits is a group to some and decimals to others.
    ['18.640', ',', 'ambiguous'],
    ['18.640', '.', 'ambiguous'],
    ['18.6400', '.', '18.64'],
    ['018.640', '.', '18.64'],
    ['0.125', ',', '0.125'],
    ['1.2.3', '.', 'number'],
    ['1,2,3', '.', 'number'],
    ['12 kg', '.', 'number'],
    ['1e3', '.', 'number'],
    ['0x10', '.', 'number'],
    ['1234567890123456', '.', 'digits'],
    ['-1', '.', 'range'],
    ['', '.', 'empty'],
  ] as const)('the typed number %s, with %s as decimal sign, is read as %s', (line, decimal, expected) => {
    expect(read('E2', line, decimal)).toBe(expected);
  });

  test('a typed number must be whole if a whole number is asked for', () => {
    expect(read('employees', '3.5')).toBe('whole');
    expect(read('employees', '3.0')).toBe('3');
    // No decimals, since 1.2 persons would be none; only of zeros nobody can tell.
    expect(read('employees', '1.200', ',')).toBe('1200');
    expect(read('employees', '1.000', ',')).toBe('ambiguous');
    expect(read('employees', '1,200', ',')).toBe('whole');
  });

  test('a typed number may have a percent sign if a percentage is asked for', () => {
    expect(read('exportShare', '35 %')).toBe('35');
    expect(read('exportShare', '35％')).toBe('35');
    expect(read('employees', '35%')).toBe('number');
    expect(read('exportShare', '101')).toBe('range');
  });
});

test.each([
  ['employees', 'about 45', { fault: 'number', digits: '45' }],
  ['employees', '４５ Leute', { fault: 'number', digits: '45' }],
  ['employees', '45 to 50', { fault: 'number' }],
  ['employees', 'many', { fault: 'number' }],
  ['founded', '2026-02-31', { fault: 'noSuchDay', last: '2026-02-28' }],
  ['founded', '31.2.2028', { fault: 'noSuchDay', last: '2028-02-29' }],
  ['founded', 'soon', { fault: 'date' }],
])(
  'an answer to %s that is not accepted, "%s", gives a fault, with the likely value if there is one',
  (name, line, expected) => {
    expect(parseTypedAnswer(input(name), line, '.')).toEqual(expected);
  },
);

describe('a number with its unit', () => {
  test('a typed number with a unit is converted to the unit of the question', async () => {
    const { plan: bundled } = await openBundled('miit-sme-2024');
    const readFact = (name: string, line: string, decimal: DecimalSign = '.'): unknown => {
      const fact = bundled.inputs.find((one) => one.name === name) as Input;
      const result = parseTypedAnswer(fact, line, decimal);
      if ('fault' in result) return result;
      return toDecimalText(result.value as Rational, 15);
    };
    expect(readFact('revenue', '1.864亿')).toBe('18640');
    expect(readFact('revenue', '1,864 Mio. CNY', ',')).toBe('186.4');
    expect(readFact('revenue', '18,640 万元')).toBe('18640');
    expect(readFact('revenue', '18.640 万元', ',')).toEqual({
      fault: 'ambiguous',
      readings: ['18640 万元', '18,64 万元'],
    });
    expect(readFact('revenue', '18.645')).toEqual({ fault: 'ambiguous', readings: ['18645', '18.6450'] });
    expect(readFact('revenue', '18.6450')).toBe('18.645');
    expect(readFact('revenue', '1.500亿')).toBe('15000');
    expect(readFact('employees', '2.000')).toMatchObject({ fault: 'ambiguous' });
    expect(readFact('employees', '1.2万人')).toBe('12000');
    expect(readFact('employees', '1.23456万')).toEqual({ fault: 'whole' });
    expect(readFact('energyUse', '1.5万')).toEqual({ fault: 'multiplier', digits: '15000' });
  });
});

test('a sum in a single currency is read in short forms as well, as options are', async () => {
  const { plan } = await openBundled('quick-scan');
  const readFact = (name: string, line: string, decimal: DecimalSign = '.'): unknown => {
    const result = parseTypedAnswer(plan.inputs.find((one) => one.name === name) as Input, line, decimal);
    return 'fault' in result ? result.fault : toDecimalText(result.value as Rational, 15);
  };
  expect(readFact('revenue', '800k')).toBe('800000');
  expect(readFact('revenue', '1,2m', ',')).toBe('1200000');
  expect(readFact('revenue', '€1.2m')).toBe('1200000');
  expect(readFact('revenue', '800 T€', ',')).toBe('800000');
  expect(readFact('revenue', '800k USD')).toBe('number');
  expect(readFact('revenue', '-5k')).toBe('range');
  expect(readFact('employees', '1k')).toBe('number');
});

describe('other typed answers', () => {
  test.each([
    ['founded', '2001-02-03', '2001-02-03'],
    ['founded', '3.2.2001', '2001-02-03'],
    ['founded', '2001年2月3日', '2001-02-03'],
    ['founded', '2001/2/3', '2001-02-03'],
    ['founded', '2001-02-30', 'noSuchDay'],
    ['mail', 'Info@Example.org', 'Info@Example.org'],
    ['mail', 'nobody', 'email'],
    ['phone', '+86 28 8888 0000', '+86 28 8888 0000'],
    ['phone', 'later', 'phone'],
    ['name', '  示例（成都）公司 ', '示例（成都）公司'],
    ['uscc', '９１３５０１００m000100y43', '91350100M000100Y43'],
  ])('an answer to %s, typed as %s, is read as %s', (name, line, expected) => {
    expect(read(name, line)).toBe(expected);
  });

  test('a wrong credit code is refused with its fault and position', () => {
    const fault = (line: string): unknown => parseTypedAnswer(input('uscc'), line, '.');
    const wrong = { kind: 'uscc' };
    expect(fault('91350100MO00100Y43')).toEqual({
      fault: 'register',
      register: { ...wrong, fault: 'character', character: 'O', length: 18, position: 10 },
    });
    expect(fault('91350100M000100Y4')).toMatchObject({ register: { ...wrong, fault: 'length', length: 17 } });
    expect(fault('91350100M000100Y44')).toMatchObject({
      register: { ...wrong, fault: 'check', expected: '3', position: 18 },
    });
    expect(fault('9.1350100M+17')).toMatchObject({ register: { ...wrong, fault: 'length' } });
    expect(fault('9.135E+17')).toEqual({ fault: 'register', register: { kind: null, fault: 'mangled' } });
  });
});

describe('typed option letters', () => {
  const keys = { yes: 'Y', no: 'N' };

  test('options are typed by their own letters if each has one character, otherwise by A, B, C', async () => {
    const { plan: bundled } = await openBundled('miit-sme-2024');
    const q4 = bundled.inputs.find(({ name }) => name === 'Q4') as Input;
    expect(
      choicesOf(q4, keys)
        ?.map(({ key }) => key)
        .join(''),
    ).toBe('ABCDEFGHIJKLMNO');
    expect(
      choicesOf(input('E1'), keys)
        ?.map(({ key }) => key)
        .join(''),
    ).toBe('ABC');
    expect(
      choicesOf(input('Q3'), keys)
        ?.map(({ key }) => key)
        .join(''),
    ).toBe('YN');
    expect(
      choicesOf(input('control'), keys)
        ?.map(({ key }) => key)
        .join(''),
    ).toBe('01234');
  });

  test('a position on a long scale can be typed', () => {
    expect(choicesOf(input('Q5'), keys)).toBeUndefined();
    expect(read('Q5', '10')).toBe('10');
  });

  test('typed option letters may be lower case or full width', () => {
    const choices = choicesOf(input('E1'), keys) ?? [];
    expect(['b', 'B', 'ｂ', 'Ｂ'].map((typed) => findChoiceByKey(choices, typed))).toEqual([1, 1, 1, 1]);
    expect(findChoiceByKey(choices, 'D')).toBe(-1);
  });

  test('a typed exclusive option replaces the others', () => {
    const choices = choicesOf(input('Q1'), keys) ?? [];
    const ticked = [1, 2, 0, 3, 3].map((_, i, all) => [
      ...all.slice(0, i + 1).reduce<ReadonlySet<number>>((set, one) => toggleChoice(choices, set, one), new Set()),
    ]);
    expect(ticked).toEqual([[1], [1, 2], [0], [3], []]);
  });
});
