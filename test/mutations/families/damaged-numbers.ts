// What happens to numbers: units, percentages, separators, codes for what is missing.

import type { Scope } from '../draw-enterprises.ts';
import { caseOf, changeCells, type Draft, draft, type Family, placeOf } from '../mutated-export.ts';
import type { PlatformName } from '../platform-tables.ts';
import { UNANSWERED, type Values } from '../score-exactly.ts';
import { csvFile } from '../write-tables.ts';
import { turn } from './turn.ts';

const RATES = ['digitalRate', 'networkedRate'];
const AMOUNTS = [
  ...['revenue', 'revenueBefore', 'revenueBefore2', 'operatingCost', 'operatingCostBefore'],
  ...['digitalInvestment', 'digitalInvestmentBefore', 'digitalInvestmentBefore2'],
];
const WORDS: readonly PlatformName[] = ['googleZh', 'office', 'wenjuanxing', 'googleEn', 'ids'];

/** A decimal times a whole number or a fraction of one, exactly enough for what is written here. */
function times(cell: string, factor: number): string {
  return cell === '' ? '' : String(Number((Number(cell) * factor).toPrecision(12)));
}

function setHeading({ table }: Draft, place: number, change: (heading: string) => string): void {
  const column = table.columns[place];
  if (column) table.columns[place] = { ...column, heading: change(column.heading) };
}

const withoutUnit = (heading: string): string => heading.replace(/ ?[(（][^()（）]*[)）]$/, '');

/** Which rows are written otherwise: all, most, some, one. */
const SHARES = [
  ['all rows', () => true],
  ['most rows', (row: number) => row % 8 !== 0],
  ['a third of the rows', (row: number) => row % 3 === 1],
  ['one row', (row: number) => row === 9],
] as const;

function groups(digits: string, sign: string): string {
  const [whole = '', part] = digits.split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, sign);
  return part === undefined ? grouped : `${grouped}.${part}`;
}

const full = (text: string): string =>
  text.replace(/[!-~]/g, (sign) => String.fromCodePoint((sign.codePointAt(0) as number) + 0xfee0));

const LARGE: Readonly<Record<string, string>> = { revenue: '18640', operatingCost: '12600', revenueBefore: '17350' };

export const NUMBERS: readonly Family[] = [
  {
    id: 'percentages-of-two-kinds',
    about: 'percentages as 35 in some cells and as 0.35 or 35% in others',
    kind: 'shown',
    make: (chance, i) => {
      const made = draft(chance, turn(['ids', 'googleZh', 'office', 'lines', 'wenjuanxing'] as const, i), {
        scope: 'shares',
      });
      const [what, write] = turn(
        [
          ['0.35 beside 35', (cell: string, row: number) => (row % 2 === 0 ? times(cell, 0.01) : cell)],
          ['35% beside 0.35', (cell: string, row: number) => (row % 2 === 0 ? `${cell}%` : times(cell, 0.01))],
          ['fractions and one 100', (cell: string, row: number) => (row === 7 ? '100' : times(cell, 0.01))],
          ['35 and one 0.35', (cell: string, row: number) => (row === 7 ? times(cell, 0.01) : cell)],
          ['0.35, 35 and 35%', (cell: string, row: number) => turn([times(cell, 0.01), cell, `${cell}%`], row)],
        ] as const,
        i,
      );
      const rates = i % 2 === 0 ? RATES : RATES.slice(0, 1);
      for (const rate of rates) changeCells(made, placeOf(made, rate), write);
      const truth = made.enterprises.map((values, row) =>
        what === 'fractions and one 100' && row === 7
          ? { ...values, ...Object.fromEntries(rates.map((rate) => [rate, '100'])) }
          : values,
      );
      return caseOf(made, { what, touched: RATES, facts: RATES, truth });
    },
  },
  {
    id: 'percentages-as-fractions',
    about: 'all percentages of a column as fractions',
    kind: 'shown',
    make: (chance, i) => {
      const made = draft(chance, turn(WORDS, i), { scope: 'shares' });
      for (const rate of i % 2 === 0 ? RATES : RATES.slice(1))
        changeCells(made, placeOf(made, rate), (cell) => times(cell, 0.01));
      return caseOf(made, { what: '0.35 for 35 percent', touched: RATES, facts: RATES });
    },
  },
  {
    id: 'percent-signs',
    about: 'percentages with their sign',
    kind: 'honest',
    make: (chance, i) => {
      const made = draft(chance, turn(WORDS, i), { scope: 'shares' });
      const sign = turn(['%', ' %', '％', '\u00a0%'], i);
      for (const rate of RATES) changeCells(made, placeOf(made, rate), (cell) => cell + sign);
      return caseOf(made, { what: `35${sign}`, touched: RATES, facts: RATES });
    },
  },
  {
    id: 'share-with-percent-sign',
    about: 'a share of 1 written as a percentage with its sign',
    kind: 'honest',
    make: (chance, i) => {
      const made = draft(chance, turn(WORDS, i), { scope: 'shares' });
      changeCells(made, placeOf(made, 'investmentShare'), (cell, row) =>
        i % 2 === 0 || row % 2 === 0 ? `${times(cell, 100)}%` : cell,
      );
      return caseOf(made, { what: '5% for 0.05', touched: ['investmentShare'], facts: ['investmentShare'] });
    },
  },
  {
    id: 'share-as-percentage',
    about: 'a share of 1 written as a percentage without its sign',
    kind: 'shown',
    make: (chance, i) => {
      const made = draft(chance, turn(WORDS, i), { scope: 'shares' });
      const [what, write] = turn(
        [
          ['5 for 0.05', (cell: string) => times(cell, 100)],
          ['5 for 0.05 in a third', (cell: string, row: number) => (row % 3 === 0 ? times(cell, 100) : cell)],
        ] as const,
        i,
      );
      changeCells(made, placeOf(made, 'investmentShare'), write);
      return caseOf(made, { what, touched: ['investmentShare'], facts: ['investmentShare'] });
    },
  },
  {
    id: 'yuan-without-unit',
    about: 'amounts in yuan under a heading that names no unit',
    kind: 'shown',
    make: (chance, i) => {
      const made = draft(chance, turn(['googleZh', 'office', 'wenjuanxing', 'ids', 'lines'] as const, i), {
        scope: i % 2 === 0 ? 'quick' : 'figures',
      });
      const [share, rows] = turn(SHARES, Math.floor(i / 2));
      const amounts =
        made.scope === 'quick' ? ['revenue'] : turn([['revenue'], AMOUNTS.slice(0, 3), ['digitalInvestment']], i);
      for (const amount of amounts) {
        const place = placeOf(made, amount);
        if (!made.platform.numbers || made.platform.name.includes('spreadsheet')) setHeading(made, place, withoutUnit);
        changeCells(made, place, (cell) => times(cell, 10_000), rows);
      }
      return caseOf(made, { what: `${amounts.join(', ')} in yuan, ${share}`, touched: amounts, facts: amounts });
    },
  },
  {
    id: 'yuan-under-another-unit',
    about: 'amounts in yuan although the heading says 10,000 yuan',
    kind: 'shown',
    make: (chance, i) => {
      const made = draft(chance, turn(['googleZh', 'googleEn', 'office', 'wenjuanxing'] as const, i), {
        scope: i % 2 === 0 ? 'figures' : 'quick',
      });
      const [share, rows] = turn(SHARES, i);
      changeCells(made, placeOf(made, 'revenue'), (cell) => times(cell, 10_000), rows);
      return caseOf(made, { what: `revenue in yuan, ${share}`, touched: ['revenue'], facts: ['revenue'] });
    },
  },
  {
    id: 'one-year-in-another-unit',
    about: 'one year of a figure is written in thousands, in hundreds of millions or tenfold',
    kind: 'shown',
    make: (chance, i) => {
      const made = draft(chance, turn(['googleZh', 'office', 'ids', 'lines'] as const, i), { scope: 'figures' });
      const amount = turn(
        ['revenueBefore', 'revenue', 'operatingCostBefore', 'digitalInvestmentBefore2', 'revenueBefore2'],
        i,
      );
      const factor = turn([10_000, 1000, 100, 0.0001, 10], Math.floor(i / 2));
      const [share, rows] = turn(SHARES.slice(0, 2), i);
      changeCells(made, placeOf(made, amount), (cell) => times(cell, factor), rows);
      return caseOf(made, { what: `${amount} times ${factor}, ${share}`, touched: [amount], facts: [amount] });
    },
  },
  {
    id: 'hundred-millions',
    about: 'revenue in units of 100 million yuan under a heading of 10,000 yuan or of none',
    kind: 'shown',
    make: (chance, i) => {
      const made = draft(chance, turn(['googleZh', 'office', 'ids'] as const, i), {
        scope: i % 2 === 0 ? 'quick' : 'figures',
      });
      const place = placeOf(made, 'revenue');
      if (i % 3 === 1) setHeading(made, place, withoutUnit);
      changeCells(made, place, (cell) => times(cell, 0.0001));
      return caseOf(made, { what: '1.864 for 18640', touched: ['revenue'], facts: ['revenue'] });
    },
  },
  {
    id: 'units-in-headings',
    about: 'another unit, well said in the heading',
    kind: 'honest',
    make: (chance, i) => {
      const [platform, unit, factor] = turn(
        [
          ['googleZh', ' (元)', 10_000],
          ['office', '（元）', 10_000],
          ['googleZh', ' (千元)', 10],
          ['googleZh', ' (亿元)', 0.0001],
          ['googleEn', ' (CNY)', 10_000],
          ['googleEn', ' (million CNY)', 0.01],
          ['googleZh', ' (百万元)', 0.01],
        ] as const,
        i,
      );
      const made = draft(chance, platform, { scope: i % 2 === 0 ? 'quick' : 'figures' });
      const place = placeOf(made, 'revenue');
      setHeading(made, place, (heading) => withoutUnit(heading) + unit);
      changeCells(made, place, (cell) => times(cell, factor));
      return caseOf(made, { what: `revenue${unit}`, touched: ['revenue'], facts: ['revenue'] });
    },
  },
  {
    id: 'units-in-cells',
    about: 'numbers with their units in the cells',
    kind: 'honest',
    make: (chance, i) => {
      const made = draft(chance, turn(['googleZh', 'office', 'wenjuanxing', 'ids'] as const, i), {
        scope: i % 2 === 0 ? 'quick' : 'figures',
      });
      const write = turn(
        [
          (cell: string) => `${cell}万元`,
          (cell: string) => `${times(cell, 10_000)}元`,
          (cell: string) => `${times(cell, 0.0001)}亿元`,
          (cell: string) => `${cell}万`,
          (cell: string, row: number) => (row % 2 === 0 ? `${cell}万元` : `${times(cell, 10_000)}元`),
          (cell: string) => `¥${groups(times(cell, 10_000), ',')}`,
        ],
        i,
      );
      changeCells(made, placeOf(made, 'revenue'), write);
      changeCells(made, placeOf(made, 'employees'), (cell) => `${cell}${turn(['人', ' 人', '名'], i)}`);
      const touched = ['revenue', 'employees'];
      return caseOf(made, { what: `${write('18640', 0)} and ${write('18640', 1)}`, touched, facts: touched });
    },
  },
  {
    id: 'three-decimals-everywhere',
    about: 'every number of a column has exactly three digits behind a sign that may group or be decimal',
    kind: 'shown',
    make: (chance, i) => {
      const made = draft(chance, turn(['googleDe', 'ids', 'googleZh', 'kobo'] as const, i), {
        scope: i % 2 === 0 ? 'quick' : 'figures',
      });
      const isGrouped = i % 4 < 2;
      const sign = turn(['.', ','], Math.floor(i / 2));
      const truth = made.enterprises.map((values, row): Values => {
        const thousands = String(2 + ((row * 7) % 90));
        const rest = String((row * 137 + 11) % 1000).padStart(3, '0');
        return { ...values, revenue: isGrouped ? thousands + rest : `${thousands}.${rest}` };
      });
      changeCells(made, placeOf(made, 'revenue'), (_, row) => {
        const digits = revenueOf(truth, row).replace('.', '');
        return `${digits.slice(0, -3)}${sign}${digits.slice(-3)}`;
      });
      return caseOf(made, {
        what: `18${sign}640 for ${isGrouped ? '18640' : '18.64'}`,
        truth,
        touched: ['revenue'],
        facts: ['revenue'],
      });
    },
  },
  {
    id: 'group-separators',
    about: 'thousands are separated',
    kind: 'honest',
    make: (chance, i) => {
      const made = draft(chance, turn(['googleZh', 'ids', 'office', 'googleEn'] as const, i), { scope: 'quick' });
      const sign = turn([',', ' ', '\u00a0', "'", '，', '\u202f'], i);
      const truth = made.enterprises.map(
        (values, row): Values => ({
          ...values,
          // Two signs in one row: only billions have them, of an enterprise with many employees.
          ...(row === 1 && { employees: '6000' }),
          revenue: turn(
            [
              String(values.revenue),
              `${1 + (row % 8)}${String(100 + row * 31).slice(0, 3)}${row === 1 ? '117' : ''}.5`,
            ],
            row,
          ),
        }),
      );
      changeCells(made, placeOf(made, 'revenue'), (_, row) => groups(revenueOf(truth, row), sign));
      changeCells(made, placeOf(made, 'employees'), (cell, row) => (row === 1 ? '6000' : cell));
      return caseOf(made, { what: `18${sign}640`, truth, touched: ['revenue'], facts: ['revenue'] });
    },
  },
  {
    id: 'decimal-commas',
    about: 'decimal commas, as spreadsheets in German or French write them',
    kind: 'honest',
    make: (chance, i) => {
      const made = draft(chance, turn(['googleDe', 'kobo', 'googleZh'] as const, i), {
        scope: i % 2 === 0 ? 'quick' : 'figures',
      });
      const truth = made.enterprises.map(
        (values, row): Values => ({
          ...values,
          revenue: `${Number.parseInt(values.revenue as string, 10)}.${(row % 9) + 1}`,
        }),
      );
      changeCells(made, placeOf(made, 'revenue'), (_, row) => revenueOf(truth, row).replace('.', ','));
      return caseOf(made, {
        what: '2100,5',
        truth,
        touched: ['revenue'],
        facts: ['revenue'],
        files: { 'export.csv': csvFile(made.table, { delimiter: ';' }) },
      });
    },
  },
  {
    id: 'decimal-signs-mixed',
    about: 'points and commas as decimal signs in one column',
    kind: 'shown',
    make: (chance, i) => {
      const made = draft(chance, turn(['ids', 'googleZh', 'office'] as const, i), { scope: 'quick' });
      const truth = made.enterprises.map(
        (values, row): Values => ({
          ...values,
          revenue: `${Number.parseInt(values.revenue as string, 10)}.${(row % 9) + 1}${i % 2 === 0 ? '' : '25'}`,
        }),
      );
      const write = turn(
        [
          (text: string, row: number) => (row % 2 === 0 ? text.replace('.', ',') : text),
          (text: string, row: number) => (row % 5 === 0 ? text.replace('.', ',') : text),
          (text: string, row: number) => {
            const [whole = '', part] = text.split('.');
            return row % 2 === 0 ? `${groups(whole, '.')},${part}` : `${groups(whole, ',')}.${part}`;
          },
        ],
        i,
      );
      changeCells(made, placeOf(made, 'revenue'), (_, row) => write(revenueOf(truth, row), row));
      return caseOf(made, {
        what: `${write('18640.5', 0)} beside ${write('18640.5', 1)}`,
        truth,
        touched: ['revenue'],
        facts: ['revenue'],
      });
    },
  },
  {
    id: 'numbers-full-width',
    about: 'full-width digits and signs',
    kind: 'honest',
    make: (chance, i) => {
      const made = draft(chance, turn(['googleZh', 'wenjuanxing', 'office'] as const, i), {
        scope: i % 2 === 0 ? 'quick' : 'figures',
      });
      for (const fact of ['employees', 'revenue']) changeCells(made, placeOf(made, fact), full, (row) => row % 2 === 0);
      return caseOf(made, { what: full('326'), touched: ['employees', 'revenue'], facts: ['employees', 'revenue'] });
    },
  },
  {
    id: 'numbers-as-words',
    about: 'about, more than, ranges and numerals for numbers',
    kind: 'shown',
    make: (chance, i) => {
      const made = draft(chance, turn(['googleZh', 'ids', 'office', 'lines'] as const, i), {
        scope: i % 2 === 0 ? 'quick' : 'figures',
      });
      const write = turn(
        [
          (cell: string) => `约${cell}`,
          (cell: string) => `${cell}+`,
          (cell: string) => `${cell}-${Number(cell) + 50}`,
          (cell: string) => `>${cell}`,
          (cell: string) => `${cell}左右`,
          (cell: string) => `${cell}多`,
          () => '三百二十六',
          (cell: string) => `${cell[0]}0 000 – ${cell}`,
          (cell: string) => `${cell} / ${Number(cell) + 3}`,
          (cell: string) => `${cell}(含劳务)`,
          (cell: string) => `${cell}人，其中技术人员12人`,
        ],
        i,
      );
      const fact = i % 2 === 0 ? 'employees' : 'revenue';
      changeCells(made, placeOf(made, fact), write, (row) => row % 4 === 1);
      // What is only about a number is not known: whoever scores it takes more than is stated.
      const isVague = i % 11 !== 6 && i % 11 !== 9 && i % 11 !== 10;
      const truth = made.enterprises.map((values, row) =>
        isVague && row % 4 === 1 ? { ...values, [fact]: UNANSWERED } : values,
      );
      return caseOf(made, { what: `${fact} as ${write('326')}`, touched: [fact], truth, facts: [fact] });
    },
  },
  {
    id: 'negative-numbers',
    about: 'amounts below zero as accountants write them',
    kind: 'shown',
    make: (chance, i) => {
      const made = draft(chance, turn(['ids', 'googleZh', 'office'] as const, i), { scope: 'figures' });
      const write = turn(
        [
          (cell: string) => `(${cell})`,
          (cell: string) => `${cell}-`,
          (cell: string) => `−${cell}`,
          (cell: string) => `-${cell}`,
          (cell: string) => `（${cell}）`,
        ],
        i,
      );
      const fact = turn(['revenue', 'operatingCost', 'digitalInvestment'], i);
      changeCells(made, placeOf(made, fact), write, (row) => row % 6 === 2);
      const truth = made.enterprises.map((values, row) => (row % 6 === 2 ? { ...values, [fact]: UNANSWERED } : values));
      return caseOf(made, { what: `${fact} as ${write('120')}`, touched: [fact], truth, facts: [fact] });
    },
  },
  {
    id: 'errors-of-spreadsheets',
    about: 'errors of formulas where answers and figures should stand',
    kind: 'shown',
    make: (chance, i) => {
      const error = turn(['#N/A', '#REF!', '#DIV/0!', '#NULL!', '#VALUE!', '#NAME?', '#NUM!'], i);
      return withOpen(
        draft(chance, turn(['ids', 'googleZh', 'office', 'redcap'] as const, i), { scope: scopeOf(i) }),
        error,
        i,
      );
    },
  },
  {
    id: 'codes-for-missing',
    about: 'codes and words for what is missing in answers and figures',
    kind: 'shown',
    make: (chance, i) => {
      const code = turn(
        [
          'NA',
          '.',
          '-',
          '—',
          '/',
          '?',
          'n.a.',
          '-99',
          '-9',
          'NULL',
          'nan',
          '空',
          '未知',
          'none',
          '-',
          '待补充',
          '999999999',
          '\\N',
        ],
        i,
      );
      return withOpen(
        draft(chance, turn(['ids', 'googleZh', 'office', 'lines'] as const, i), { scope: scopeOf(i) }),
        code,
        i,
      );
    },
  },
  {
    id: 'errors-for-names',
    about: 'errors of formulas for a district or a chain, which then become a group',
    kind: 'shown',
    make: (chance, i) => {
      const made = draft(chance, turn(['ids', 'googleZh', 'office'] as const, i), { scope: 'quick' });
      const error = turn(['#N/A', '#NULL!', '#REF!', '#VALUE!'], i);
      const fact = turn(['district', 'chain'], i);
      changeCells(
        made,
        placeOf(made, fact),
        () => error,
        (row) => row % 5 === 3,
      );
      const truth = made.enterprises.map((values, row) => (row % 5 === 3 ? { ...values, [fact]: UNANSWERED } : values));
      return caseOf(made, { what: `${fact} is ${error}`, touched: [fact], truth });
    },
  },
  {
    id: 'exponents',
    about: 'numbers with an exponent',
    kind: 'honest',
    make: (chance, i) => {
      const made = draft(chance, turn(['ids', 'googleZh', 'office'] as const, i), {
        scope: i % 2 === 0 ? 'quick' : 'figures',
      });
      const write = (cell: string): string => Number(cell).toExponential(4).replace('e', 'E');
      const truth = made.enterprises.map((values) => ({
        ...values,
        revenue: String(Number(write(values.revenue as string))),
      }));
      changeCells(made, placeOf(made, 'revenue'), write);
      return caseOf(made, { what: write('18640'), truth, touched: ['revenue'], facts: ['revenue'] });
    },
  },
  {
    id: 'large-and-exact',
    about: 'numbers with blanks, plus signs, leading zeros and decimals that are none',
    kind: 'honest',
    make: (chance, i) => {
      const made = draft(chance, turn(['ids', 'googleZh', 'office'] as const, i), { scope: 'figures' });
      const write = turn(
        [
          (cell: string) => ` ${cell} `,
          (cell: string) => `+${cell}`,
          (cell: string) => `00${cell}`,
          (cell: string) => `${cell}.00`,
          (cell: string) => `${cell}.`,
        ],
        i,
      );
      for (const fact of Object.keys(LARGE))
        changeCells(made, placeOf(made, fact), (cell, row) => (cell.includes('.') || row % 2 ? cell : write(cell)));
      return caseOf(made, {
        what: `numbers such as ${JSON.stringify(write('18640'))}`,
        touched: Object.keys(LARGE),
        facts: Object.keys(LARGE),
      });
    },
  },
];

function revenueOf(truth: readonly Values[], row: number): string {
  return (truth[row] as Values).revenue as string;
}

function scopeOf(i: number): Scope {
  return i % 2 === 0 ? 'quick' : 'figures';
}

/** A word in place of an answer and of a figure; neither is known then. */
function withOpen(made: Draft, word: string, i: number): ReturnType<typeof caseOf> {
  const question =
    made.scope === 'quick' ? turn(['lead', 'records', 'network'], i) : turn(['processDesign', 'Q5', 'planning'], i);
  const fact = turn(['revenue', 'employees'], Math.floor(i / 2));
  const isQuestion = (row: number): boolean => row % 6 === 1;
  const isFact = (row: number): boolean => row % 6 === 4;
  changeCells(made, placeOf(made, question), () => word, isQuestion);
  changeCells(made, placeOf(made, fact), () => word, isFact);
  const truth = made.enterprises.map((values, row): Values => {
    if (isQuestion(row)) return { ...values, [question]: UNANSWERED };
    return isFact(row) ? { ...values, [fact]: UNANSWERED } : values;
  });
  return caseOf(made, { what: `${word} for ${question} and ${fact}`, touched: [question, fact], truth, facts: [fact] });
}
