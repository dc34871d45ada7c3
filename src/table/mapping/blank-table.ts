// Empty tables to fill in, as CSV and as a workbook.
import { createSpellingLookup } from '../../model/index.ts';
import { type Input, type Plan, takesSeveral } from '../../scoring/index.ts';
import { beginsFormula, formatCsvCell } from '../csv-text.ts';
import { escapeXml, headedSheet, letters, packWorkbook, plainSheet, textCell } from '../xlsx/workbook-writer.ts';
import { codedChoicesOf, valueSpellingsOf } from './answer-spellings.ts';
import { matchHeadings } from './heading-match.ts';

/** The words of an input and its choices in the language of a template. */
interface BlankTableWords {
  heading(input: Input): string;
  /** The text of the i-th value. */
  choice(input: Input, i: number): string | undefined;
}

/** A column of an empty table to fill in. */
export interface BlankColumn {
  readonly input: Input;
  readonly heading: string;
  /** The position of the option, where each has a column. */
  readonly option: number | null;
  /** What can be chosen; empty where anything can be written. */
  readonly choices: readonly string[];
}

/** The mark of a chosen option. */
export const CHECK_MARK = '√';

/**
 * The columns of an empty table: one for each fact and question, and for each option of a multiple choice; what follows
 * from other answers is left out. Every heading and choice is one that is recognised with certainty, else the id.
 */
export function planBlankTable(plan: Plan, words: BlankTableWords): readonly BlankColumn[] {
  const columns = plan.inputs
    .filter(({ derived, type }) => derived === null && type !== 'derived')
    .flatMap((input) => columnsOf(input, words));
  const matches = matchHeadings(
    plan,
    columns.map(({ heading }) => heading),
  );
  const seen = new Set<string>();
  return columns.map((column, i) => {
    const { heading, input, option } = column;
    const match = matches[i];
    const isSure = match?.doubts.length === 0 && match.input !== null && plan.inputs[match.input] === input;
    // A cell that begins like a formula would be one.
    const isKept = isSure && match.option === option && !seen.has(heading) && !beginsFormula(heading);
    seen.add(heading);
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

/** The texts of the values where they are understood, else their ids. */
function blankChoices(input: Input, words: BlankTableWords): readonly string[] {
  const find = createSpellingLookup(valueSpellingsOf(input));
  return codedChoicesOf(input).map(({ id }, i) => {
    const text = words.choice(input, i);
    return text !== undefined && find(text) === i && !beginsFormula(text) ? text : id;
  });
}

/** What the workbook says in the language of the template. */
interface WorkbookWords {
  /** The names of the sheets. */
  readonly answers: string;
  readonly lists: string;
  /** What a person sees in a cell of a column. */
  note(column: BlankColumn): string;
}

/** So many rows have drop-downs and notes. */
const ROWS = 1000;
/** What Excel shows of a note. */
const LONGEST_NOTE = 255;

/** An empty table as an XLSX workbook: headings, drop-downs from a hidden sheet, a note in each column. */
export function writeBlankWorkbook(columns: readonly BlankColumn[], words: WorkbookWords): Buffer {
  return packWorkbook([
    { name: words.answers, xml: answersSheet(columns, words) },
    { name: words.lists, xml: listsSheet(columns), isHidden: true },
  ]);
}

function answersSheet(columns: readonly BlankColumn[], words: WorkbookWords): string {
  const rules = columns.map((column, i) => validation(column, i, words));
  return headedSheet(
    columns.map(({ heading, input }) => ({ heading, width: 22, style: input.value.kind === 'number' ? 0 : 2 })),
    '',
    `<dataValidations count="${rules.length}">${rules.join('')}</dataValidations>`,
  );
}

/** A drop-down where there is a choice, and a note that shows when a cell is chosen. */
function validation(column: BlankColumn, i: number, words: WorkbookWords): string {
  const name = letters(i);
  const [range, count] = [`${name}2:${name}${ROWS + 1}`, column.choices.length];
  const note = `showInputMessage="1" prompt="${escapeXml(shorten(words.note(column)))}"`;
  if (count === 0) return `<dataValidation allowBlank="1" ${note} sqref="${range}"/>`;
  const list = `'${words.lists.replaceAll("'", "''")}'!$${name}$1:$${name}$${count}`;
  return `<dataValidation type="list" errorStyle="warning" allowBlank="1" ${note} showErrorMessage="1" sqref="${range}"><formula1>${escapeXml(list)}</formula1></dataValidation>`;
}

/** The choices of each column in the same column. */
function listsSheet(columns: readonly BlankColumn[]): string {
  const longest = Math.max(0, ...columns.map(({ choices }) => choices.length));
  const rows = Array.from({ length: longest }, (_, row) => {
    const cells = columns.flatMap(({ choices }, i) =>
      choices[row] === undefined ? [] : [textCell(i, row + 1, choices[row], 2)],
    );
    return `<row r="${row + 1}">${cells.join('')}</row>`;
  });
  return plainSheet(rows);
}

function shorten(text: string): string {
  return text.length <= LONGEST_NOTE ? text : `${text.slice(0, LONGEST_NOTE - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}

/** An empty table as CSV: the headings, with the mark by which spreadsheets know that it is UTF-8. */
export function writeBlankCsv(columns: readonly BlankColumn[]): string {
  return `\ufeff${columns.map(({ heading }) => formatCsvCell(heading)).join(',')}\r\n`;
}
