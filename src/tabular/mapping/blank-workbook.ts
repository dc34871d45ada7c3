import { writeZip } from '../../archive/zip.ts';
import type { BlankColumn } from './blank-columns.ts';

/** What the workbook says in the language of the template. */
export interface WorkbookWords {
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
const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';

/** An empty table as an XLSX workbook: headings, drop-downs from a hidden sheet, a note in each column. */
export function writeBlankWorkbook(columns: readonly BlankColumn[], words: WorkbookWords): Buffer {
  const sheet = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
  return writeZip([
    {
      name: '[Content_Types].xml',
      content: `${XML}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="${sheet}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${sheet}.worksheet+xml"/><Override PartName="/xl/worksheets/sheet2.xml" ContentType="${sheet}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="${sheet}.styles+xml"/></Types>`,
    },
    { name: '_rels/.rels', content: relations([['officeDocument', 'xl/workbook.xml']]) },
    {
      name: 'xl/workbook.xml',
      content: `${XML}<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets><sheet name="${escapeXml(words.answers)}" sheetId="1" r:id="rId1"/><sheet name="${escapeXml(words.lists)}" sheetId="2" state="hidden" r:id="rId2"/></sheets></workbook>`,
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      content: relations([
        ['worksheet', 'worksheets/sheet1.xml'],
        ['worksheet', 'worksheets/sheet2.xml'],
        ['styles', 'styles.xml'],
      ]),
    },
    { name: 'xl/styles.xml', content: STYLES },
    { name: 'xl/worksheets/sheet1.xml', content: answersSheet(columns, words) },
    { name: 'xl/worksheets/sheet2.xml', content: listsSheet(columns) },
  ]);
}

/** 1: a heading, bold and wrapped; 2: text, so that no digits of a code are lost; 0: anything. */
const STYLES = `${XML}<styleSheet xmlns="${MAIN}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3"><xf/><xf fontId="1" applyFont="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf><xf numFmtId="49" applyNumberFormat="1"/></cellXfs></styleSheet>`;

function answersSheet(columns: readonly BlankColumn[], words: WorkbookWords): string {
  const widths = columns.map(({ input }, i) => {
    const style = input.value.kind === 'number' ? 0 : 2;
    return `<col min="${i + 1}" max="${i + 1}" width="22" customWidth="1" style="${style}"/>`;
  });
  const headings = columns.map(({ heading }, i) => cell(i, 1, heading, 1));
  const rules = columns.map((column, i) => validation(column, i, words));
  const freeze = '<sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" state="frozen"/></sheetView>';
  return `${XML}<worksheet xmlns="${MAIN}"><sheetViews>${freeze}</sheetViews><cols>${widths.join('')}</cols><sheetData><row r="1">${headings.join('')}</row></sheetData><dataValidations count="${rules.length}">${rules.join('')}</dataValidations></worksheet>`;
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
      choices[row] === undefined ? [] : [cell(i, row + 1, choices[row], 2)],
    );
    return `<row r="${row + 1}">${cells.join('')}</row>`;
  });
  return `${XML}<worksheet xmlns="${MAIN}"><sheetData>${rows.join('')}</sheetData></worksheet>`;
}

function cell(column: number, row: number, text: string, style: number): string {
  return `<c r="${letters(column)}${row}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${escapeXml(text)}</t></is></c>`;
}

function relations(targets: readonly (readonly [string, string])[]): string {
  const entries = targets.map(
    ([type, target], i) => `<Relationship Id="rId${i + 1}" Type="${RELATIONS}/${type}" Target="${target}"/>`,
  );
  return `${XML}<Relationships xmlns="${PACKAGE}/relationships">${entries.join('')}</Relationships>`;
}

/** The name of a column: 0 is A, 26 is AA. */
function letters(column: number): string {
  const last = String.fromCharCode(65 + (column % 26));
  return column < 26 ? last : letters(Math.floor(column / 26) - 1) + last;
}

function shorten(text: string): string {
  return text.length <= LONGEST_NOTE ? text : `${text.slice(0, LONGEST_NOTE - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}

function escapeXml(text: string): string {
  return (
    text
      // biome-ignore lint/suspicious/noControlCharactersInRegex: XML cannot hold them
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('"', '&quot;')
      .replaceAll('\n', '&#10;')
  );
}
