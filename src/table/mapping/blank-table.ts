// Writes empty tables to fill in, as CSV and as a workbook.
import { createSpellingLookup } from '../../model/index.ts';
import { type Input, type Plan, takesSeveral } from '../../scoring/index.ts';
import { beginsFormula, formatCsvCell } from '../csv-text.ts';
import { columnName, escapeXml, headedSheet, packWorkbook, plainSheet, textCell } from '../xlsx/workbook-writer.ts';
import { codedChoicesOf, valueSpellingsOf } from './answer-spellings.ts';
import { matchHeadings } from './heading-match.ts';

/** The words for inputs and choices in the language of a template. */
interface BlankTableWords {
  heading(input: Input): string;
  /** The text of the i-th value. */
  choice(input: Input, i: number): string | undefined;
}

/** A column of an empty table to fill in. */
export interface BlankColumn {
  readonly input: Input;
  readonly heading: string;
  /** The position of the option, if each option has a column; else null. */
  readonly option: number | null;
  /** The choices; empty if any text or number is allowed. */
  readonly choices: readonly string[];
}

/** Marks a chosen option. */
export const CHECK_MARK = '√';

/**
 * Plans the columns of an empty table: one per fact and question, or per option of a multiple choice; derived answers
 * have none. A heading or choice that would not be recognised with certainty is replaced by its id.
 */
export function planBlankTable(plan: Plan, words: BlankTableWords): readonly BlankColumn[] {
  const columns = plan.inputs
    .filter(({ derived, type }) => derived === null && type !== 'derived')
    .flatMap((input) => columnsOf(input, words));
  const matches = matchHeadings(
    plan,
    columns.map(({ heading }) => heading),
  );
  const usedHeadings = new Set<string>();
  return columns.map((column, i) => {
    const { heading, input, option } = column;
    const match = matches[i];
    const isSure = match?.doubts.length === 0 && match.input !== null && plan.inputs[match.input] === input;
    // A cell that begins like a formula would become one.
    const isKept = isSure && match.option === option && !usedHeadings.has(heading) && !beginsFormula(heading);
    usedHeadings.add(heading);
    return isKept
      ? column
      : { ...column, heading: option === null ? input.name : `${input.name}[${input.options[option]?.id}]` };
  });
}

function columnsOf(input: Input, words: BlankTableWords): BlankColumn[] {
  const heading = words.heading(input);
  if (!takesSeveral(input)) return [{ input, heading, option: null, choices: blankChoices(input, words) }];
  return input.options.map(({ id }, option) => ({
    input,
    heading: `${heading} [${words.choice(input, option) ?? id}]`,
    option,
    choices: [CHECK_MARK],
  }));
}

/** The texts of the values, or the id if a text would not be recognised. */
function blankChoices(input: Input, words: BlankTableWords): readonly string[] {
  const find = createSpellingLookup(valueSpellingsOf(input));
  return codedChoicesOf(input).map(({ id }, i) => {
    const text = words.choice(input, i);
    return text !== undefined && find(text) === i && !beginsFormula(text) ? text : id;
  });
}

/** The workbook's words in the language of the template. */
interface WorkbookWords {
  /** The names of the sheets. */
  readonly answers: string;
  readonly lists: string;
  /** The note shown for a cell of a column. */
  note(column: BlankColumn): string;
}

/** How many rows have drop-downs and notes. */
const PREPARED_ROWS = 1000;
/** Excel shows no more of a note. */
const MAX_NOTE_CHARS = 255;

/** Writes an empty table as an XLSX workbook: headings, drop-downs from a hidden sheet, and a note per column. */
export function writeBlankWorkbook(columns: readonly BlankColumn[], words: WorkbookWords): Buffer {
  return packWorkbook([
    { name: words.answers, xml: writeAnswersSheet(columns, words) },
    { name: words.lists, xml: writeListsSheet(columns), isHidden: true },
  ]);
}

function writeAnswersSheet(columns: readonly BlankColumn[], words: WorkbookWords): string {
  const rules = columns.map((column, i) => writeValidation(column, i, words));
  return headedSheet(
    columns.map(({ heading, input }) => ({ heading, width: 22, style: input.value.kind === 'number' ? 0 : 2 })),
    '',
    `<dataValidations count="${rules.length}">${rules.join('')}</dataValidations>`,
  );
}

/** A drop-down if there are choices, and a note shown for the selected cell. */
function writeValidation(column: BlankColumn, i: number, words: WorkbookWords): string {
  const name = columnName(i);
  const [range, count] = [`${name}2:${name}${PREPARED_ROWS + 1}`, column.choices.length];
  const note = `showInputMessage="1" prompt="${escapeXml(shortenNote(words.note(column)))}"`;
  if (count === 0) return `<dataValidation allowBlank="1" ${note} sqref="${range}"/>`;
  const list = `'${words.lists.replaceAll("'", "''")}'!$${name}$1:$${name}$${count}`;
  return `<dataValidation type="list" errorStyle="warning" allowBlank="1" ${note} showErrorMessage="1" sqref="${range}"><formula1>${escapeXml(list)}</formula1></dataValidation>`;
}

/** Lists the choices of each column in the same column. */
function writeListsSheet(columns: readonly BlankColumn[]): string {
  const longest = Math.max(0, ...columns.map(({ choices }) => choices.length));
  const rows = Array.from({ length: longest }, (_, row) => {
    const cells = columns.flatMap(({ choices }, i) =>
      choices[row] === undefined ? [] : [textCell(i, row + 1, choices[row], 2)],
    );
    return `<row r="${row + 1}">${cells.join('')}</row>`;
  });
  return plainSheet(rows);
}

function shortenNote(text: string): string {
  return text.length <= MAX_NOTE_CHARS ? text : `${text.slice(0, MAX_NOTE_CHARS - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}

/** Writes an empty table as CSV: the headings, with the byte-order mark by which spreadsheets recognise UTF-8. */
export function writeBlankCsv(columns: readonly BlankColumn[]): string {
  return `\ufeff${columns.map(({ heading }) => formatCsvCell(heading)).join(',')}\r\n`;
}
