// The columns of the workbook of a funding programme: the heading, the path in the document and the form of each.
// Reading and writing both use this table.

import type { ProgrammeWords } from '../../i18n/index.ts';
import {
  ALL_OR_LIST,
  AMOUNT,
  acceptName,
  acceptUnpublished,
  type CellForm,
  CONDITIONS,
  CURRENCY,
  choiceForm,
  choiceListForm,
  DAY,
  LIST,
  NAME,
  numberForm,
  POSTCODES,
  SHARE,
  TEXT,
  YES_NO,
} from './programme-cells.ts';

/** The tables of the workbook, apart from the table of content that is kept word for word. */
export type TableName = 'programme' | 'instruments' | 'questions';

export interface ProgrammeColumn {
  /** The name of the column, unique within its table. */
  readonly key: string;
  /** The path in the document, starting at the object that a row describes. */
  readonly path: readonly string[];
  readonly form: CellForm;
  /** The heading that this column shares with its neighbours, above their own headings. */
  readonly band?: keyof ProgrammeWords['bands'];
  /** The width in characters. */
  readonly width: number;
  /**
   * For texts, which have one cell for each language: whether a cell contains a single text, a list of texts on lines,
   * or options on lines.
   */
  readonly text?: 'single' | 'lines' | 'options';
  /** Whether the words “not published” stand for null. */
  readonly isUnpublished?: boolean;
  readonly isRequired?: boolean;
  /** Whether the numbers in this column are amounts of money. */
  readonly isMoney?: boolean;
  wordsOf(words: ProgrammeWords): { readonly heading: string; readonly help: string };
}

type ColumnPart = Omit<ProgrammeColumn, 'key' | 'path' | 'wordsOf' | 'band'>;

const [NARROW, USUAL, WIDE, SENTENCE] = [15, 18, 26, 44];

const createTextPart = (form: CellForm = TEXT, width = WIDE): ColumnPart => ({ form, width });
const translatedText = (width: number): ColumnPart => ({ form: TEXT, width, text: 'single' });
const day: ColumnPart = { form: DAY, width: NARROW };
const money: ColumnPart = { form: AMOUNT, width: USUAL, isMoney: true };
const share: ColumnPart = { form: SHARE, width: NARROW };
const yesNo: ColumnPart = { form: YES_NO, width: NARROW };
const listPart: ColumnPart = { form: LIST, width: WIDE };
const allowUnpublished = (part: ColumnPart): ColumnPart => ({
  ...part,
  form: acceptUnpublished(part.form),
  isUnpublished: true,
});
const requireColumn = (part: ColumnPart): ColumnPart => ({ ...part, isRequired: true });

/** Creates the columns of a table; each part of `parts` is a column with the path to its value. */
function createColumns<Key extends string>(
  parts: Readonly<Record<Key, readonly [path: string, part: ColumnPart]>>,
  wordsOf: (words: ProgrammeWords) => Readonly<Record<Key, { readonly heading: string; readonly help: string }>>,
  band?: keyof ProgrammeWords['bands'],
): ProgrammeColumn[] {
  return (Object.keys(parts) as Key[]).map((key) => {
    const [path, part] = parts[key];
    return { key, path: path.split('/'), ...part, wordsOf: (words) => wordsOf(words)[key], ...(band ? { band } : {}) };
  });
}

const sourceColumns = (band?: 'source'): ProgrammeColumn[] =>
  createColumns(
    {
      document: ['source/document', createTextPart(TEXT, WIDE)],
      url: ['source/url', createTextPart(TEXT, WIDE)],
      sourceDate: ['source/date', day],
      verified: ['source/verified', { form: YES_NO, width: WIDE }],
      note: ['source/note', translatedText(SENTENCE)],
    },
    ({ columns: { source } }) => source,
    band,
  );

type InstrumentKey = keyof ProgrammeWords['columns']['instruments'];

function instrumentColumns<Key extends InstrumentKey>(
  band: keyof ProgrammeWords['bands'],
  parts: Readonly<Record<Key, readonly [path: string, part: ColumnPart]>>,
): ProgrammeColumn[] {
  return createColumns(parts, ({ columns: { instruments } }) => instruments, band);
}

/**
 * The columns of each table. The paths below `who` and `pay` are properties of `Applicants` and `Payment`, see
 * `funding-terms.ts`.
 */
export const COLUMNS: Readonly<Record<TableName, readonly ProgrammeColumn[]>> = {
  programme: [
    ...createColumns(
      {
        id: ['id', requireColumn(createTextPart(NAME))],
        version: ['version', requireColumn(createTextPart(NAME))],
        title: ['title', requireColumn(translatedText(WIDE))],
        text: ['text', translatedText(SENTENCE)],
        currency: ['currency', requireColumn(createTextPart(CURRENCY))],
        places: ['places', listPart],
        postcodes: ['postcodes', { form: POSTCODES, width: WIDE }],
        validFrom: ['valid/from', day],
        validTo: ['valid/to', day],
        include: ['include', listPart],
        template: ['template', yesNo],
      },
      ({ columns: { programme } }) => programme,
    ),
    ...sourceColumns(),
  ],
  instruments: [
    ...instrumentColumns('what', {
      id: ['id', requireColumn(createTextPart(NAME, 24))],
      title: ['title', requireColumn(translatedText(28))],
      text: ['text', translatedText(SENTENCE)],
      type: ['type', requireColumn({ form: choiceForm(({ choices }) => choices.type), width: USUAL })],
      recipient: ['recipient', { form: choiceForm(({ choices }) => choices.recipient), width: USUAL }],
      status: ['status/is', { form: choiceForm(({ choices }) => choices.status), width: USUAL }],
      statusOn: ['status/on', day],
      draft: ['draft', yesNo],
    }),
    ...instrumentColumns('who', {
      sizes: ['who/sizes', { form: choiceListForm(({ choices }) => choices.size), width: WIDE }],
      employeesFrom: ['who/employeesFrom', { form: numberForm({ isWhole: true }), width: NARROW }],
      employeesTo: ['who/employeesTo', { form: numberForm({ isWhole: true }), width: NARROW }],
      revenueTo: ['who/revenueTo', money],
      balanceTo: ['who/balanceTo', money],
      sectors: ['who/sectors', listPart],
      conditions: ['who/conditions', { form: CONDITIONS, width: 32 }],
      after: ['after', { form: CONDITIONS, width: 32 }],
    }),
    ...instrumentColumns('money', {
      covers: ['covers', listPart],
      rate: ['pay/rate', share],
      rateMicro: ['pay/rates/micro', share],
      rateSmall: ['pay/rates/small', share],
      rateMedium: ['pay/rates/medium', share],
      rateLarge: ['pay/rates/large', share],
      cap: ['pay/cap', money],
      capMicro: ['pay/caps/micro', money],
      capSmall: ['pay/caps/small', money],
      capMedium: ['pay/caps/medium', money],
      capLarge: ['pay/caps/large', money],
      amount: ['pay/amount', allowUnpublished({ ...money, width: WIDE })],
      atMost: ['atMost', { form: YES_NO, width: WIDE }],
      minimum: ['minimum', money],
      otherCosts: ['otherCosts', yesNo],
      budget: ['budget/amount', allowUnpublished(money)],
      budgetText: ['budget/text', translatedText(WIDE)],
    }),
    ...instrumentColumns('time', {
      validFrom: ['valid/from', day],
      validTo: ['valid/to', day],
      applyFrom: ['apply/from', day],
      applyTo: ['apply/to', allowUnpublished(day)],
      applyText: ['apply/text', translatedText(WIDE)],
      applyBefore: ['applyBefore', { form: choiceForm(({ choices }) => choices.applyBefore), width: WIDE }],
      decisionMonths: ['decisionMonths', allowUnpublished({ form: numberForm({}), width: WIDE })],
      useBy: ['useBy', day],
      selection: ['selection', { form: choiceForm(({ choices }) => choices.selection), width: USUAL }],
      documents: ['documents', { form: TEXT, width: WIDE, text: 'lines', isUnpublished: true }],
    }),
    ...instrumentColumns('loan', {
      principal: ['terms/principal', allowUnpublished({ ...money, form: acceptName(AMOUNT), width: WIDE })],
      annualPercent: [
        'terms/annualPercent',
        allowUnpublished({ form: acceptName(numberForm({ isPercent: true })), width: USUAL }),
      ],
      months: ['terms/months', allowUnpublished({ form: acceptName(numberForm({ isWhole: true })), width: USUAL })],
      repayment: [
        'terms/repayment',
        allowUnpublished({ form: choiceForm(({ choices }) => choices.repayment), width: WIDE }),
      ],
    }),
    ...instrumentColumns('together', {
      combines: ['stack/combines', { form: ALL_OR_LIST, width: WIDE }],
      excludes: ['stack/excludes', listPart],
      groups: ['stack/groups', listPart],
    }),
    ...sourceColumns('source'),
  ],
  questions: createColumns(
    {
      id: ['id', requireColumn(createTextPart(NAME, 24))],
      type: ['type', { form: choiceForm(({ choices }) => choices.answer), width: USUAL }],
      title: ['title', translatedText(28)],
      text: ['text', translatedText(SENTENCE)],
      help: ['help', translatedText(SENTENCE)],
      options: ['options', { form: TEXT, width: 36, text: 'options' }],
      minimum: ['minimum', { form: numberForm({}), width: NARROW }],
      maximum: ['maximum', { form: numberForm({}), width: NARROW }],
      unit: ['unit', translatedText(NARROW)],
      askedIf: ['when', { form: CONDITIONS, width: 32 }],
    },
    ({ columns: { questions } }) => questions,
  ),
};

/** For each of these tables, the list of the document whose members are its rows. */
export const LIST_OF_TABLE = { instruments: 'instruments', questions: 'facts' } as const;

/** Adds to a heading the language of the texts below it. */
export function addLanguage(heading: string, language: string): string {
  return language === '' ? heading : `${heading} [${language}]`;
}
