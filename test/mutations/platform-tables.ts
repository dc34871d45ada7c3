// Enterprises as survey platforms write them, as far as the reference of exports describes each; the platforms' own columns beside them.

import type { Choice, Input, Language } from './known-packs.ts';
import type { Values } from './score-exactly.ts';
import { NOT_APPLICABLE, UNANSWERED, UNKNOWN } from './score-exactly.ts';
import type { Column, Dialect, Table } from './write-tables.ts';

export interface Platform {
  readonly name: string;
  readonly language: Language;
  readonly format: 'csv' | 'xlsx' | 'jsonl';
  readonly dialect: Dialect;
  /** Whether scales are written as their numbers, not as their labels. */
  readonly numbers: boolean;
  /** What is written before the columns of answers: headings, and the cells of a row. */
  readonly before?: (row: number) => Readonly<Record<string, string>>;
  readonly after?: (row: number) => Readonly<Record<string, string>>;
  heading(input: Input, place: number): string;
  /** A choice in a cell. */
  choice(choice: Choice, input: Input): string;
  readonly between: string;
  readonly end?: string;
  /** The columns of a multiple choice, a heading for each option and what stands there; without it all are in one cell. */
  readonly optionColumns?: {
    heading(input: Input, choice: Choice, place: number): string;
    readonly chosen: string;
    readonly not: string;
  };
  readonly blank: string;
}

const id = { heading: (input: Input) => input.id, choice: ({ id }: Choice) => id };
const withUnit = (language: Language, { text, unit }: Input): string =>
  unit ? `${text[language]} (${unit[language]})` : text[language];
const inWords = (language: Language) => ({
  heading: (input: Input) => withUnit(language, input),
  choice: ({ text }: Choice) => text[language],
});
const PLAIN = { language: 'zh', format: 'csv', dialect: {}, numbers: true, between: ';', blank: '' } as const;

const MINUTE = (row: number): string => `${9 + Math.floor(row / 60)}:${String(row % 60).padStart(2, '0')}:00`;

export const PLATFORMS = {
  ids: { ...PLAIN, ...id, name: 'ids' },
  kobo: {
    ...PLAIN,
    ...id,
    name: 'KoBoToolbox',
    dialect: { delimiter: ';' },
    between: ' ',
    before: (row: number) => ({ start: `2026-11-20T09:${String(row % 60).padStart(2, '0')}:00+08:00` }),
    after: (row: number) => ({ _uuid: `00000000-0000-4000-8000-${String(row).padStart(12, '0')}` }),
  },
  limesurvey: {
    ...PLAIN,
    ...id,
    name: 'LimeSurvey',
    dialect: { newline: '\n', mark: true },
    optionColumns: {
      heading: (input: Input, choice: Choice) => `${input.id}[${choice.id}]`,
      chosen: 'Y',
      not: 'N',
    },
  },
  redcap: {
    ...PLAIN,
    ...id,
    name: 'REDCap',
    dialect: { newline: '\n' },
    before: (row: number) => ({ record_id: String(row + 1) }),
    optionColumns: {
      heading: (input: Input, choice: Choice) => `${input.id}___${choice.id}`.toLowerCase(),
      chosen: '1',
      not: '0',
    },
  },
  googleZh: {
    ...PLAIN,
    ...inWords('zh'),
    name: 'Google Forms (zh)',
    numbers: false,
    between: ', ',
    before: (row: number) => ({ 时间戳记: `2026/11/20 上午${MINUTE(row)}` }),
  },
  googleEn: {
    ...PLAIN,
    ...inWords('en'),
    language: 'en',
    name: 'Google Forms (en)',
    numbers: false,
    between: ', ',
    before: (row: number) => ({ Timestamp: `11/20/2026 ${MINUTE(row)}` }),
  },
  googleDe: {
    ...PLAIN,
    ...inWords('de'),
    language: 'de',
    name: 'Google Forms (de)',
    numbers: false,
    between: ', ',
    before: (row: number) => ({ Zeitstempel: `20.11.2026 ${MINUTE(row)}` }),
  },
  microsoft: {
    ...PLAIN,
    ...inWords('en'),
    language: 'en',
    name: 'Microsoft Forms',
    format: 'xlsx',
    numbers: false,
    end: ';',
    before: (row: number) => ({ ID: String(row + 1), Email: 'anonymous' }),
  },
  wenjuanxing: {
    ...PLAIN,
    ...inWords('zh'),
    name: 'Wenjuanxing',
    numbers: false,
    between: '┋',
    blank: '(空)',
    before: (row: number) => ({
      序号: String(row + 1),
      提交答卷时间: `2026/11/20 ${MINUTE(row)}`,
      所用时间: `${300 + row}秒`,
    }),
    heading: (input: Input, place: number) => `${place}、${withUnit('zh', input)}`,
    choice: (choice: Choice, input: Input) =>
      input.type === 'scale' ? choice.text.zh : `${letterOf(input, choice)}.${choice.text.zh}`,
  },
  wenjuanxingColumns: {
    ...PLAIN,
    ...inWords('zh'),
    name: 'Wenjuanxing, columns of options',
    numbers: false,
    blank: '(跳过)',
    before: (row: number) => ({ 序号: String(row + 1), 提交答卷时间: `2026/11/20 ${MINUTE(row)}` }),
    heading: (input: Input, place: number) => `${place}、${withUnit('zh', input)}`,
    optionColumns: {
      heading: (_: Input, choice: Choice, place: number) => `${place}(${choice.text.zh})`,
      chosen: '1',
      not: '0',
    },
  },
  office: { ...PLAIN, ...inWords('zh'), name: 'a spreadsheet by hand', format: 'xlsx', numbers: false },
  officeNumbers: {
    ...PLAIN,
    ...inWords('zh'),
    name: 'a spreadsheet with numbers for labels',
    format: 'xlsx',
    choice: ({ id }: Choice) => id,
  },
  lines: { ...PLAIN, ...id, name: 'lines of JSON', format: 'jsonl' },
} satisfies Record<string, Platform>;

export type PlatformName = keyof typeof PLATFORMS;

export function letterOf({ choices }: Input, { id }: Choice): string {
  return String.fromCharCode(65 + choices.findIndex((choice) => choice.id === id));
}

/** The cell of an input that has one column. */
export function spell(platform: Platform, input: Input, value: Values[string] | undefined): string {
  if (value === undefined || value === UNANSWERED) return platform.blank;
  const { language } = platform;
  if (value === UNKNOWN) return { zh: '暂不清楚', en: 'Don’t know yet', de: 'noch nicht bekannt' }[language];
  if (value === NOT_APPLICABLE) return { zh: '不适用', en: 'Not applicable', de: 'nicht zutreffend' }[language];
  const find = (wanted: string) => input.choices.find((choice) => choice.id === wanted);
  if (typeof value !== 'string') {
    const cells = value.map((one) => platform.choice(find(one) as Choice, input));
    return cells.join(platform.between) + (platform.end ?? '');
  }
  const found = find(value);
  if (!found || (input.type === 'scale' && platform.numbers)) return value;
  return platform.choice(found, input);
}

export function tableOf(platform: Platform, inputs: readonly Input[], enterprises: readonly Values[]): Table {
  const own = (part: 'before' | 'after'): Column[] =>
    Object.keys(platform[part]?.(0) ?? {}).map((heading) => ({ heading }));
  const options = platform.optionColumns;
  const asked = inputs.flatMap((input, i): Column[] => {
    if (options && input.type === 'multiple') {
      return input.choices.map((choice) => ({
        heading: options.heading(input, choice, i + 1),
        input: input.id,
        option: choice.id,
      }));
    }
    return [{ heading: platform.heading(input, i + 1), input: input.id }];
  });
  const rows = enterprises.map((values, row) => {
    const cells = inputs.flatMap((input) => {
      const value = values[input.id];
      if (!options || input.type !== 'multiple') return [spell(platform, input, value)];
      return input.choices.map((choice) => {
        if (typeof value === 'string' || value === undefined) return '';
        return value.includes(choice.id) ? options.chosen : options.not;
      });
    });
    const [before, after] = [platform.before?.(row) ?? {}, platform.after?.(row) ?? {}];
    return { cells: [...Object.values(before), ...cells, ...Object.values(after)], of: row };
  });
  return { columns: [...own('before'), ...asked, ...own('after')], rows };
}
