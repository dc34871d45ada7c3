import { writeZip } from '../../archive/zip.ts';
import { escapeXml, letters, MAIN, PACKAGE, RELATIONS, relations, STYLES, textCell, XML } from './workbook-parts.ts';

/** A sheet of figures. */
export interface Sheet {
  readonly name: string;
  readonly headings: readonly string[];
  /** Numbers stay numbers; null is an empty cell. */
  readonly rows: readonly (readonly SheetCell[])[];
}

export type SheetCell = string | number | { readonly share: number } | null;

/** What Excel allows in the name of a sheet. */
const LONGEST_NAME = 31;

/** Sheets as an XLSX workbook: headings in bold that stay in view. Texts are never formulas. */
export function writeWorkbook(sheets: readonly Sheet[]): Buffer {
  const kind = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
  const names = sheetNames(sheets.map(({ name }) => name));
  const parts = sheets.map((_, i) => `xl/worksheets/sheet${i + 1}.xml`);
  const types = parts.map((part) => `<Override PartName="/${part}" ContentType="${kind}.worksheet+xml"/>`);
  const entries = names.map((name, i) => `<sheet name="${escapeXml(name)}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`);
  return writeZip([
    {
      name: '[Content_Types].xml',
      content: `${XML}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="${kind}.sheet.main+xml"/>${types.join('')}<Override PartName="/xl/styles.xml" ContentType="${kind}.styles+xml"/></Types>`,
    },
    { name: '_rels/.rels', content: relations([['officeDocument', 'xl/workbook.xml']]) },
    {
      name: 'xl/workbook.xml',
      content: `${XML}<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets>${entries.join('')}</sheets></workbook>`,
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      content: relations([
        ...parts.map((part) => ['worksheet', part.slice('xl/'.length)] as const),
        ['styles', 'styles.xml'] as const,
      ]),
    },
    { name: 'xl/styles.xml', content: STYLES },
    ...sheets.map((sheet, i) => ({ name: parts[i] as string, content: sheetXml(sheet) })),
  ]);
}

function sheetXml({ headings, rows }: Sheet): string {
  const widths = headings.map(
    (_, i) => `<col min="${i + 1}" max="${i + 1}" width="${i === 0 ? 30 : 16}" customWidth="1"/>`,
  );
  const head = headings.map((text, i) => textCell(i, 1, text, 1)).join('');
  const body = rows.map(
    (cells, r) => `<row r="${r + 2}">${cells.map((cell, i) => cellXml(i, r + 2, cell)).join('')}</row>`,
  );
  const freeze = '<sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" state="frozen"/></sheetView>';
  return `${XML}<worksheet xmlns="${MAIN}"><sheetViews>${freeze}</sheetViews><cols>${widths.join('')}</cols><sheetData><row r="1">${head}</row>${body.join('')}</sheetData></worksheet>`;
}

function cellXml(column: number, row: number, cell: SheetCell): string {
  if (cell === null) return '';
  if (typeof cell === 'string') return textCell(column, row, cell, 0);
  const [value, style] = typeof cell === 'number' ? [cell, 0] : [cell.share, 3];
  return `<c r="${letters(column)}${row}" s="${style}"><v>${value}</v></c>`;
}

/** Names that a workbook can have, each once whatever its case. */
function sheetNames(wanted: readonly string[]): string[] {
  const taken = new Set<string>();
  return wanted.map((text) => {
    const plain =
      text
        .replace(/[[\]:*?/\\]/g, ' ')
        .replace(/^'+|'+$/g, '')
        .trim() || '-';
    let name = plain.slice(0, LONGEST_NAME);
    for (let i = 2; taken.has(name.toLowerCase()); i++) name = `${plain.slice(0, LONGEST_NAME - 4)} ${i}`;
    taken.add(name.toLowerCase());
    return name;
  });
}
