// Writes empty tables for people to fill in, as CSV and as workbooks.
import { createSpellingLookup } from '../../model/index.ts';
import { type Input, type Plan, takesSeveral } from '../../scoring/index.ts';
import { beginsFormula, formatCsvCell } from '../csv-text.ts';
import { toColumnName } from '../xlsx/column-name.ts';
import { escapeXml, packWorkbook, writeHeadedSheet, writePlainSheet, writeTextCell } from '../xlsx/workbook-writer.ts';
import { listCodedChoices, valueSpellingsOf } from './answer-spellings.ts';
import { matchHeadings } from './heading-match.ts';

/** The headings of inputs and the texts of choices, in the language of a template. */
interface BlankTableWords {
  heading(input: Input): string;
  /** Returns the text of the value at position i. */
  choice(input: Input, i: number): string | undefined;
}

/** A column of an empty table to fill in. */
export interface BlankColumn {
  readonly input: Input;
  readonly heading: string;
  /** The position of the option, if each option has a column of its own; otherwise null. */
  readonly option: number | null;
  /** The choices that the column allows; empty if any text or number is allowed. */
  readonly choices: readonly string[];
}

/** The mark for a chosen option. */
export const CHECK_MARK = '√';

/**
 * Plans the columns of an empty table: one for each fact and question, or for each option of a multiple choice. Derived
 * answers get no column. If a heading or choice would not certainly be recognised, its id is used instead.
 */
export function planBlankTable(plan: Plan, words: BlankTableWords): readonly BlankColumn[] {
  const columns = plan.inputs
    .filter(({ derived, type }) => derived === null && type !== 'derived')
    .flatMap((input) => planColumns(input, words));
  const matches = matchHeadings(
    plan,
    columns.map(({ heading }) => heading),
  );
  const usedHeadings = new Set<string>();
  return columns.map((column, i) => {
    const { heading, input, option } = column;
    const match = matches[i];
    const isSureHeading = match?.doubts.length === 0 && match.input !== null && plan.inputs[match.input] === input;
    // In a spreadsheet, a heading that begins like a formula would become one.
    const isKept = isSureHeading && match.option === option && !usedHeadings.has(heading) && !beginsFormula(heading);
    usedHeadings.add(heading);
    return isKept
      ? column
      : { ...column, heading: option === null ? input.name : `${input.name}[${input.options[option]?.id}]` };
  });
}

function planColumns(input: Input, words: BlankTableWords): BlankColumn[] {
  const heading = words.heading(input);
  if (!takesSeveral(input)) return [{ input, heading, option: null, choices: listRecognisedTexts(input, words) }];
  return input.options.map(({ id }, option) => ({
    input,
    heading: `${heading} [${words.choice(input, option) ?? id}]`,
    option,
    choices: [CHECK_MARK],
  }));
}

/** Returns the texts of the values; the id of a value replaces a text that would not be recognised. */
function listRecognisedTexts(input: Input, words: BlankTableWords): readonly string[] {
  const findValue = createSpellingLookup(valueSpellingsOf(input));
  return listCodedChoices(input).map(({ id }, i) => {
    const text = words.choice(input, i);
    return text !== undefined && findValue(text) === i && !beginsFormula(text) ? text : id;
  });
}

/** The words of a workbook in the language of the template. */
interface WorkbookWords {
  /** The names of the workbook's two sheets. */
  readonly answers: string;
  readonly lists: string;
  /** Returns the note that is shown for cells of a column. */
  note(column: BlankColumn): string;
}

/** The number of rows that have drop-down lists and notes. */
const PREPARED_ROWS = 1000;
/** The maximum length of a note; Excel cuts off the rest. */
const MAX_NOTE_CHARS = 255;

/**
 * Writes an empty table as an XLSX workbook: headings, drop-down lists whose choices are on a hidden sheet, and a note
 * for each column.
 */
export function writeBlankWorkbook(columns: readonly BlankColumn[], words: WorkbookWords): Buffer {
  return packWorkbook([
    { name: words.answers, xml: writeAnswersSheet(columns, words) },
    { name: words.lists, xml: writeListsSheet(columns), isHidden: true },
  ]);
}

function writeAnswersSheet(columns: readonly BlankColumn[], words: WorkbookWords): string {
  const rules = columns.map((column, i) => writeValidation(column, i, words));
  return writeHeadedSheet(
    columns.map(({ heading, input }) => ({ heading, width: 22, style: input.value.kind === 'number' ? 0 : 2 })),
    '',
    `<dataValidations count="${rules.length}">${rules.join('')}</dataValidations>`,
  );
}

/**
 * Writes the validation of a column: a drop-down list if there are choices, and the note that is shown when a cell is
 * selected.
 */
function writeValidation(column: BlankColumn, i: number, words: WorkbookWords): string {
  const name = toColumnName(i);
  const [range, count] = [`${name}2:${name}${PREPARED_ROWS + 1}`, column.choices.length];
  const note = `showInputMessage="1" prompt="${escapeXml(shortenNote(words.note(column)))}"`;
  if (count === 0) return `<dataValidation allowBlank="1" ${note} sqref="${range}"/>`;
  const listRange = `'${words.lists.replaceAll("'", "''")}'!$${name}$1:$${name}$${count}`;
  return `<dataValidation type="list" errorStyle="warning" allowBlank="1" ${note} showErrorMessage="1" sqref="${range}"><formula1>${escapeXml(listRange)}</formula1></dataValidation>`;
}

/** Writes the hidden sheet: below each column, its choices. */
function writeListsSheet(columns: readonly BlankColumn[]): string {
  const longest = Math.max(0, ...columns.map(({ choices }) => choices.length));
  const rows = Array.from({ length: longest }, (_, row) => {
    const cells = columns.flatMap(({ choices }, i) =>
      choices[row] === undefined ? [] : [writeTextCell(i, row + 1, choices[row], 2)],
    );
    return `<row r="${row + 1}">${cells.join('')}</row>`;
  });
  return writePlainSheet(rows);
}

function shortenNote(text: string): string {
  return text.length <= MAX_NOTE_CHARS ? text : `${text.slice(0, MAX_NOTE_CHARS - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}

/** Writes an empty table as CSV: only headings, after the byte-order mark by which spreadsheets recognise UTF-8. */
export function writeBlankCsv(columns: readonly BlankColumn[]): string {
  return `\ufeff${columns.map(({ heading }) => formatCsvCell(heading)).join(',')}\r\n`;
}
