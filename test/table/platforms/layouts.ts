// Answers as survey platforms write them in their exports: one row of the table below for each layout of a platform.

import type { Question, Text } from '../../../src/model/generated/types.ts';
import type { Input, Plan } from '../../../src/scoring/plan.ts';
import { listCodedChoices, listTexts } from '../../../src/table/mapping/answer-spellings.ts';
import { toColumnName } from '../../../src/table/xlsx/column-name.ts';
import { escapeXml, packWorkbook } from '../../../src/table/xlsx/workbook-writer.ts';

/** What was answered by the name of a fact or question: an id, a number or a text, ids of options; null where nothing was. */
export type Reply = Readonly<Record<string, string | readonly string[] | null>>;

/** A fact or question as a platform shows it. */
export interface Field {
  readonly name: string;
  readonly text: string;
  readonly isMultiple: boolean;
  /** What can be chosen; empty where anything can be typed. */
  readonly options: readonly { readonly id: string; readonly text: string }[];
  /** The matrix that it is a row of. */
  readonly matrix: {
    readonly name: string;
    readonly text: string;
    readonly row: string;
    readonly rowText: string;
  } | null;
}

/** A column of a layout: its headings, one for each heading row, and its cell in a row. */
export interface Column {
  readonly headings: readonly string[];
  cell(reply: Reply, row: number): string;
}

export interface Layout {
  readonly platform: string;
  readonly name: string;
  readonly delimiter?: string;
  readonly form?: 'csv' | 'xlsx' | 'utf-16';
  /** Whether cells only count options, so that a person has to look. */
  readonly isCounted?: boolean;
  /** Whether headings of a question that has several columns are merged in the first row. */
  readonly isMerged?: boolean;
  readonly before: readonly Column[];
  readonly behind?: readonly Column[];
  columnsOf(field: Field, at: number): readonly Column[];
}

const fixed = (heading: string | readonly string[], value: string): Column => ({
  headings: typeof heading === 'string' ? [heading] : heading,
  cell: (_, row) => value.replace('#', String(row + 1)),
});

const isChosen = (reply: Reply, { name }: Field, id: string): boolean => (reply[name] ?? []).includes(id);
const chosen = (reply: Reply, field: Field): Field['options'] =>
  field.options.filter(({ id }) => reply[field.name] === id || (field.isMultiple && isChosen(reply, field, id)));
const isBlank = (reply: Reply, { name }: Field): boolean => reply[name] === null || reply[name] === undefined;

/** The one cell of a field: what `write` makes of the options that are chosen, or what was typed. */
function one(
  headings: readonly string[],
  field: Field,
  separator: string,
  write = (o: Field['options'][number]): string => o.text,
): Column {
  return {
    headings,
    cell: (reply) =>
      field.options.length > 0 ? chosen(reply, field).map(write).join(separator) : String(reply[field.name] ?? ''),
  };
}

/** A column for each option. */
function each(
  field: Field,
  head: (option: Field['options'][number], at: number) => readonly string[],
  write: (isTicked: boolean, option: Field['options'][number], isBlank: boolean) => string,
): Column[] {
  return field.options.map((option, at) => ({
    headings: head(option, at),
    cell: (reply) => write(isChosen(reply, field, option.id), option, isBlank(reply, field)),
  }));
}

const mark =
  (yes: string, no: string, blank = '') =>
  (isTicked: boolean, _: unknown, isNone: boolean): string =>
    isNone ? blank : isTicked ? yes : no;
const repeat = (isTicked: boolean, { text }: { readonly text: string }): string => (isTicked ? text : '');

const SURVEY_MONKEY = {
  platform: 'SurveyMonkey',
  before: [
    fixed(['Respondent ID', ''], '11805221#'),
    fixed(['Collector ID', ''], '446111201'),
    fixed(['Start Date', ''], '11/20/2026 09:30:00 AM'),
    fixed(['IP Address', ''], '192.0.2.1'),
    fixed(['Email Address', ''], ''),
  ],
  columnsOf(field: Field): readonly Column[] {
    const { text, isMultiple, options, matrix } = field;
    if (isMultiple) return each(field, (option, at) => [at === 0 ? text : '', option.text], repeat);
    if (matrix) return [one([matrix.text, matrix.rowText], field, '')];
    return [one([text, options.length > 0 ? 'Response' : 'Open-Ended Response'], field, '')];
  },
};

const QUALTRICS = (
  ['StartDate', 'EndDate', 'Status', 'Progress', 'Finished', 'RecordedDate', 'ResponseId'] as const
).map((id) =>
  fixed(
    [id, id.replace(/(?<=[a-z])(?=[A-Z])/g, ' ').replace('Id', 'ID'), JSON.stringify({ ImportId: id })],
    { StartDate: '2026-11-20 09:30:00', EndDate: '2026-11-20 09:40:00', Status: '0', Progress: '100', Finished: '1' }[
      id as string
    ] ?? `R_#`,
  ),
);
const importId = (at: number, choice?: number): string =>
  JSON.stringify({ ImportId: `QID${at + 1}${choice === undefined ? '' : `_${choice + 1}`}` });

const KOBO = [fixed('start', '2026-11-20T09:30:00.000+08:00'), fixed('end', '2026-11-20T09:40:00.000+08:00')];
const KOBO_BEHIND = [
  fixed('_id', '4711#'),
  fixed('_uuid', '00000000-0000-4000-8000-00000000000#'),
  fixed('_validation_status', ''),
  fixed('_index', '#'),
];
const WENJUANXING = [
  fixed('序号', '#'),
  fixed('提交答卷时间', '2026/11/20 9:30:00'),
  fixed('所用时间', '300秒'),
  fixed('来源', '链接'),
  fixed('来自IP', '192.0.2.1(四川-成都)'),
];
const LIME = [
  'id. Response ID',
  'submitdate. Date submitted',
  'lastpage. Last page',
  'startlanguage. Start language',
  'seed. Seed',
];
const LIME_VALUES = ['#', '2026-11-20 09:30:00', '5', 'zh-Hans', '4711'];

/** `matrix[row]` and plain names, as LimeSurvey has codes. */
const limeCode = ({ name, matrix }: Field): string => (matrix ? `${matrix.name}[${matrix.row}]` : name);
const limeText = ({ text, matrix }: Field): string => (matrix ? `${matrix.text} [${matrix.rowText}]` : text);

export const LAYOUTS: readonly Layout[] = [
  { ...SURVEY_MONKEY, name: 'CSV' },
  { ...SURVEY_MONKEY, name: 'XLSX', form: 'xlsx', isMerged: true },
  {
    platform: 'Qualtrics',
    name: 'columns for options',
    before: QUALTRICS,
    columnsOf: (field, at) =>
      field.isMultiple
        ? each(
            field,
            (option, k) => [
              `QID${at + 1}_${k + 1}`,
              `${field.text} - Selected Choice - ${option.text}`,
              importId(at, k),
            ],
            repeat,
          )
        : [
            one(
              [
                `Q${at + 1}`,
                field.matrix ? `${field.matrix.text} - ${field.matrix.rowText}` : field.text,
                importId(at),
              ],
              field,
              '',
            ),
          ],
  },
  {
    platform: 'Qualtrics',
    name: 'options in one cell',
    before: QUALTRICS,
    columnsOf: (field, at) => [
      one(
        [field.name, field.matrix ? `${field.matrix.text} - ${field.matrix.rowText}` : field.text, importId(at)],
        field,
        ',',
      ),
    ],
  },
  {
    platform: 'Qualtrics',
    name: 'XLSX',
    form: 'xlsx',
    before: QUALTRICS.map(({ headings, cell }) => ({ headings: headings.slice(0, 2), cell })),
    columnsOf: (field, at) => [
      one([`Q${at + 1}`, field.matrix ? `${field.matrix.text} - ${field.matrix.rowText}` : field.text], field, ','),
    ],
  },
  {
    platform: 'KoBoToolbox',
    name: 'labels, joined and split',
    delimiter: ';',
    before: KOBO,
    behind: KOBO_BEHIND,
    columnsOf: (field) => [
      one([field.text], field, ' '),
      ...(field.isMultiple ? each(field, (option) => [`${field.text}/${option.text}`], mark('1', '0')) : []),
    ],
  },
  {
    platform: 'KoBoToolbox',
    name: 'labels of groups, split only',
    delimiter: ';',
    before: KOBO,
    behind: KOBO_BEHIND,
    columnsOf: (field, at) => {
      const group = at < 10 ? 'Enterprise' : '数字化';
      return field.isMultiple
        ? each(field, (option) => [`${group}/${field.text}/${option.text}`], mark('1', '0'))
        : [one([`${group}/${field.text}`], field, '')];
    },
  },
  {
    platform: 'KoBoToolbox',
    name: 'group/question, ids',
    delimiter: ';',
    before: KOBO,
    behind: KOBO_BEHIND,
    columnsOf: (field, at) => {
      const path = `${at < 10 ? 'enterprise' : 'digital/part_2'}/${field.name}`;
      return [
        one([path], field, ' ', ({ id }) => id),
        ...(field.isMultiple ? each(field, (option) => [`${path}/${option.id}`], mark('1', '0')) : []),
      ];
    },
  },
  {
    platform: 'ODK Central',
    name: 'group-question, ids',
    before: [fixed('SubmissionDate', '2026-11-20T01:30:00.000Z'), ...KOBO],
    behind: [
      fixed('meta-instanceID', 'uuid:#'),
      fixed('KEY', 'uuid:#'),
      fixed('SubmitterName', 'App'),
      fixed('Status', ''),
      fixed('FormVersion', '1'),
    ],
    columnsOf: (field, at) => {
      const path = `${at < 10 ? 'enterprise' : 'digital-part_2'}-${field.name}`;
      return [
        one([path], field, ' ', ({ id }) => id),
        ...(field.isMultiple ? each(field, (option) => [`${path}/${option.id}`], mark('1', '0')) : []),
      ];
    },
  },
  {
    platform: 'LimeSurvey',
    name: 'codes and texts, answer codes',
    before: LIME.map((heading, i) => fixed(heading, LIME_VALUES[i] as string)),
    columnsOf: (field) =>
      field.isMultiple
        ? each(field, (option) => [`${field.name}[${option.id}]. ${field.text} [${option.text}]`], mark('Y', ''))
        : [one([`${limeCode(field)}. ${limeText(field)}`], field, '', ({ id }) => id)],
  },
  {
    platform: 'LimeSurvey',
    name: 'texts, full answers',
    before: LIME.map((heading, i) => fixed(heading.replace(/^\w+\. /, ''), LIME_VALUES[i] as string)),
    columnsOf: (field) =>
      field.isMultiple
        ? each(field, (option) => [`${field.text} [${option.text}]`], mark('Yes', 'No', 'N/A'))
        : [
            {
              ...one([limeText(field)], field, ''),
              cell: (reply) => (isBlank(reply, field) ? 'N/A' : one([], field, '').cell(reply, 0)),
            },
          ],
  },
  {
    platform: 'REDCap',
    name: 'raw',
    before: [fixed('record_id', '#'), fixed('redcap_survey_identifier', '')],
    behind: [fixed('assessment_complete', '2')],
    columnsOf: (field) =>
      field.isMultiple
        ? each(
            field,
            (option) => [`${field.name.toLowerCase()}___${option.id.toLowerCase()}`],
            (isTicked) => (isTicked ? '1' : '0'),
          )
        : [one([field.name.toLowerCase()], field, '', ({ id }) => id)],
  },
  {
    platform: 'REDCap',
    name: 'labels',
    before: [fixed('Record ID', '#'), fixed('Survey Identifier', ''), fixed('Survey Timestamp', '2026-11-20 09:30:00')],
    behind: [fixed('Complete?', 'Complete'), fixed('Survey Timestamp', ''), fixed('Complete?', 'Incomplete')],
    columnsOf: (field) =>
      field.isMultiple
        ? each(
            field,
            (option) => [`${field.text} (choice=${option.text})`],
            (isTicked) => (isTicked ? 'Checked' : 'Unchecked'),
          )
        : [one([field.text], field, '')],
  },
  {
    platform: 'Google Forms',
    name: 'CSV',
    before: [fixed('Timestamp', '2026/11/20 9:30:00 AM GMT+8')],
    columnsOf: (field) => [
      one([field.matrix ? `${field.matrix.text} [${field.matrix.rowText}]` : field.text], field, ', '),
    ],
  },
  {
    platform: 'Microsoft Forms',
    name: 'XLSX',
    form: 'xlsx',
    before: [
      fixed('ID', '#'),
      fixed('Start time', '2026-11-20 09:30:00'),
      fixed('Completion time', '2026-11-20 09:40:00'),
      fixed('Email', 'anonymous'),
    ],
    columnsOf: (field) => [
      field.isMultiple
        ? {
            headings: [field.text],
            cell: (reply: Reply) =>
              chosen(reply, field)
                .map(({ text }) => `${text};`)
                .join(''),
          }
        : one([field.matrix ? field.matrix.rowText : field.text], field, ''),
    ],
  },
  {
    platform: '问卷星',
    name: 'texts',
    before: WENJUANXING,
    columnsOf: (field, at) => [
      {
        headings: [
          field.matrix ? `${at + 1}、${field.matrix.text}—${field.matrix.rowText}` : `${at + 1}、${field.text}`,
        ],
        cell: (reply) => (isBlank(reply, field) ? (at % 2 ? '(跳过)' : '(空)') : one([], field, '┋').cell(reply, 0)),
      },
    ],
  },
  {
    platform: '问卷星',
    name: 'numbers',
    isCounted: true,
    before: WENJUANXING,
    columnsOf: (field, at) =>
      field.isMultiple
        ? each(field, (option) => [`${at + 1}(${option.text})`], mark('1', '0', at % 2 ? '-3' : '-2'))
        : [
            {
              headings: [
                field.matrix ? `${at + 1}、${field.matrix.text}—${field.matrix.rowText}` : `${at + 1}、${field.text}`,
              ],
              cell: (reply) =>
                isBlank(reply, field)
                  ? at % 2
                    ? '-3'
                    : '-2'
                  : one([], field, '', (option) => String(field.options.indexOf(option) + 1)).cell(reply, 0),
            },
          ],
  },
  {
    platform: '腾讯问卷',
    name: 'columns for options',
    before: [
      fixed('编号', '#'),
      fixed('开始答题时间', '2026-11-20 09:30:00'),
      fixed('结束答题时间', '2026-11-20 09:40:00'),
      fixed('答题时长', '10分'),
    ],
    columnsOf: (field, at) =>
      field.isMultiple
        ? each(field, (option) => [`${at + 1}.${field.text}:${option.text}`], repeat)
        : [one([`${at + 1}.${field.matrix ? `${field.matrix.text}:${field.matrix.rowText}` : field.text}`], field, '')],
  },
];

/** The facts and questions that a platform asks, in a language of the pack. */
export function fieldsOf(plan: Plan, language: string): Field[] {
  const textIn = (text: Text | undefined, id: string): string => {
    const texts = listTexts(text);
    return (texts.find((one) => one.language === language) ?? texts[0])?.text ?? id;
  };
  const questions = plan.sections.flatMap((section) => section.questions);
  return plan.inputs
    .filter(({ derived, type }) => derived === null && type !== 'derived')
    .map((input: Input) => {
      const question = questions.find(({ id }) => id === input.matrix) as Question | undefined;
      const row = question?.rows?.find(({ id }) => `${question.id}/${id}` === input.name);
      return {
        name: input.name,
        text: textIn(input.definition.text, input.name),
        isMultiple: input.type === 'multiple',
        options: listCodedChoices(input).map(({ id, texts }) => ({
          id,
          text: (texts.find((one) => one.language === language) ?? texts[0])?.text ?? id,
        })),
        matrix:
          question && row
            ? {
                name: question.id,
                text: textIn(question.text, question.id),
                row: row.id,
                rowText: textIn(row.text, row.id),
              }
            : null,
      };
    });
}

/** The columns of a layout. */
export function columnsOf(
  { before, behind = [], columnsOf: write }: Layout,
  fields: readonly Field[],
): readonly Column[] {
  const written = [...before, ...fields.flatMap(write), ...behind];
  // A matrix is headed once above its rows.
  return written.map((column, i) => {
    const [first = '', second] = column.headings;
    const isSame =
      second !== undefined && column.headings.length === 2 && first !== '' && written[i - 1]?.headings[0] === first;
    return isSame ? { ...column, headings: ['', second] } : column;
  });
}

/** The cells of a layout, headings first. */
export function cellsOf(columns: readonly Column[], replies: readonly Reply[]): string[][] {
  const heads = Array.from({ length: columns[0]?.headings.length ?? 1 }, (_, k) =>
    columns.map(({ headings }) => headings[k] ?? ''),
  );
  return [...heads, ...replies.map((reply, row) => columns.map(({ cell }) => cell(reply, row)))];
}

/** The file of an export. */
export function bytesOf(
  { form = 'csv', delimiter = ',', isMerged = false }: Layout,
  cells: readonly (readonly string[])[],
): Buffer {
  if (form === 'xlsx') return workbookOf(cells, isMerged);
  const quote = (cell: string): string =>
    cell.includes('"') || cell.includes(delimiter) || /[\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
  return Buffer.from(`\ufeff${cells.map((row) => `${row.map(quote).join(delimiter)}\r\n`).join('')}`);
}

function workbookOf(cells: readonly (readonly string[])[], isMerged: boolean): Buffer {
  const write = (cell: string, column: number, row: number): string => {
    if (cell === '') return '';
    const place = `${toColumnName(column)}${row + 1}`;
    return /^-?\d{1,15}(\.\d{1,6})?$/.test(cell)
      ? `<c r="${place}"><v>${cell}</v></c>`
      : `<c r="${place}" t="inlineStr"><is><t xml:space="preserve">${escapeXml(cell)}</t></is></c>`;
  };
  const rows = cells.map((row, r) => `<row r="${r + 1}">${row.map((cell, c) => write(cell, c, r)).join('')}</row>`);
  const [head = []] = cells;
  const merges = head.flatMap((heading, start) => {
    const next = head.findIndex((other, i) => i > start && other !== '');
    const end = next < 0 ? head.length : next;
    return heading !== '' && end - start > 1
      ? [`<mergeCell ref="${toColumnName(start)}1:${toColumnName(end - 1)}1"/>`]
      : [];
  });
  const behind =
    isMerged && merges.length > 0 ? `<mergeCells count="${merges.length}">${merges.join('')}</mergeCells>` : '';
  const xml = `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${rows.join('')}</sheetData>${behind}</worksheet>`;
  return packWorkbook([{ name: 'Sheet', xml }]);
}
