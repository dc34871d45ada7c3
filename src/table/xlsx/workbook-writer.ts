// Writes sheets of figures as a workbook.
import { writeZip } from '../../zip.ts';
import { IDS_SHEET, listIdRows, type SheetIds } from './column-ids.ts';
import { toColumnName } from './column-name.ts';

interface OutputSheet {
  readonly name: string;
  readonly headings: readonly string[];
  /** The cells of each row. Numbers are written as numbers; null is an empty cell. */
  readonly rows: readonly (readonly OutputCell[])[];
}

type OutputCell = string | number | { readonly share: number } | null;

/** The maximum length of a sheet's name in Excel. */
const MAX_NAME_CHARS = 31;

/**
 * Writes sheets as an XLSX workbook in which headings are bold, stay visible when scrolling and have filters. Texts
 * never become formulas. `ids` are what the titles and texts of the first sheet stand for; they are on a hidden sheet.
 */
export function writeWorkbook(sheets: readonly OutputSheet[], ids?: SheetIds): Buffer {
  const names = makeSheetNames(sheets.map(({ name }) => name));
  const parts = sheets.map((sheet, i): SheetPart => ({ name: names[i] as string, xml: writeSheetXml(sheet) }));
  return packWorkbook(ids ? [...parts, { name: IDS_SHEET, xml: writeIds(ids), isHidden: true }] : parts);
}

function writeIds(ids: SheetIds): string {
  const rows = listIdRows(ids).map(
    (cells, r) => `<row r="${r + 1}">${cells.map((cell, i) => writeTextCell(i, r + 1, cell, 0)).join('')}</row>`,
  );
  return writePlainSheet(rows);
}

function writeSheetXml({ headings, rows }: OutputSheet): string {
  const isHeaded = headings.some((heading) => heading !== '');
  const headRow = isHeaded ? 2 : 1;
  const body = rows.map(
    (cells, r) =>
      `<row r="${r + headRow}">${cells.map((cell, i) => writeCellXml(i, r + headRow, cell)).join('')}</row>`,
  );
  const columns = headings.map((heading, i) => ({ heading, width: computeColumnWidth(rows, i) }));
  if (!isHeaded) return writePlainSheet(body, columns);
  const filter = `<autoFilter ref="A1:${toColumnName(Math.max(0, headings.length - 1))}${rows.length + 1}"/>`;
  return writeHeadedSheet(columns, body.join(''), filter);
}

/** The width of columns in characters: the minimum, for numbers and short words, and the maximum, for sentences. */
const [MIN_COLUMN_CHARS, MAX_COLUMN_CHARS] = [16, 60];

/**
 * Returns the width at which the longest text of a column can be read, within limits. A Chinese character counts as two
 * characters.
 */
function computeColumnWidth(rows: OutputSheet['rows'], column: number): number {
  const longest = rows.reduce((max, cells) => {
    const cell = cells[column];
    return typeof cell === 'string' ? Math.max(max, cell.length + (cell.match(WIDE_CHARS)?.length ?? 0)) : max;
  }, 0);
  return Math.min(MAX_COLUMN_CHARS, Math.max(column === 0 ? 30 : MIN_COLUMN_CHARS, longest + 1));
}

const WIDE_CHARS = /[\u2e80-\uffef]/g;

function writeCellXml(column: number, row: number, cell: OutputCell): string {
  if (cell === null) return '';
  if (typeof cell === 'string') return writeTextCell(column, row, cell, 0);
  const [value, style] = typeof cell === 'number' ? [cell, 0] : [cell.share, 3];
  return `<c r="${toColumnName(column)}${row}" s="${style}"><v>${value}</v></c>`;
}

/** Changes names of sheets so that each is valid and unique in a workbook; case makes no difference. */
function makeSheetNames(wanted: readonly string[]): string[] {
  const takenNames = new Set<string>();
  return wanted.map((text) => {
    const plainTitle =
      text
        .replace(/[[\]:*?/\\]/g, ' ')
        .replace(/^'+|'+$/g, '')
        .trim() || '-';
    let name = plainTitle.slice(0, MAX_NAME_CHARS);
    for (let i = 2; takenNames.has(name.toLowerCase()); i++) name = `${plainTitle.slice(0, MAX_NAME_CHARS - 4)} ${i}`;
    takenNames.add(name.toLowerCase());
    return name;
  });
}

/** The parts of a workbook that are always the same; see ECMA-376. */
const XML_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const SPREADSHEET_NAMESPACE = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONSHIPS_NAMESPACE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE_NAMESPACE = 'http://schemas.openxmlformats.org/package/2006';

/**
 * The cell styles by index: 0 general; 1 heading, bold and wrapped; 2 text, so that codes keep all their digits; 3
 * percentage. The others are those of sheets to fill in, see `FORM_STYLES`.
 */
const STYLES_XML = `${XML_DECLARATION}<styleSheet xmlns="${SPREADSHEET_NAMESPACE}"><fonts count="6"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="14"/><color rgb="FF1F3864"/><name val="Calibri"/></font><font><sz val="9"/><color rgb="FF595959"/><name val="Calibri"/></font><font><b/><sz val="11"/><color rgb="FFFFFFFF"/><name val="Calibri"/></font><font><i/><sz val="11"/><color rgb="FF7F7F7F"/><name val="Calibri"/></font></fonts><fills count="5"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FF2F5597"/></patternFill></fill><fill><patternFill patternType="solid"><fgColor rgb="FFDAE3F3"/></patternFill></fill><fill><patternFill patternType="solid"><fgColor rgb="FFF7F7F7"/></patternFill></fill></fills><borders count="2"><border/><border><left style="thin"><color rgb="FFBFBFBF"/></left><right style="thin"><color rgb="FFBFBFBF"/></right><top style="thin"><color rgb="FFBFBFBF"/></top><bottom style="thin"><color rgb="FFBFBFBF"/></bottom></border></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="15"><xf/><xf fontId="1" applyFont="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf><xf numFmtId="49" applyNumberFormat="1"/><xf numFmtId="10" applyNumberFormat="1"/><xf fontId="2" applyFont="1"/><xf fontId="4" fillId="2" borderId="1" applyFont="1" applyFill="1" applyBorder="1"/><xf fontId="3" fillId="4" borderId="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf><xf fontId="1" fillId="3" borderId="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1"><alignment vertical="center" wrapText="1"/></xf><xf numFmtId="49" borderId="1" applyNumberFormat="1" applyBorder="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf><xf numFmtId="14" borderId="1" applyNumberFormat="1" applyBorder="1" applyAlignment="1"><alignment horizontal="left" vertical="top"/></xf><xf numFmtId="9" borderId="1" applyNumberFormat="1" applyBorder="1" applyAlignment="1"><alignment vertical="top"/></xf><xf numFmtId="10" borderId="1" applyNumberFormat="1" applyBorder="1" applyAlignment="1"><alignment vertical="top"/></xf><xf numFmtId="3" borderId="1" applyNumberFormat="1" applyBorder="1" applyAlignment="1"><alignment vertical="top"/></xf><xf numFmtId="4" borderId="1" applyNumberFormat="1" applyBorder="1" applyAlignment="1"><alignment vertical="top"/></xf><xf numFmtId="49" fontId="5" borderId="1" applyNumberFormat="1" applyFont="1" applyBorder="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`;

/** The styles of sheets to fill in; those of cells have a border, and text is wrapped. */
export const FORM_STYLES = {
  title: 4,
  band: 5,
  help: 6,
  heading: 7,
  text: 8,
  day: 9,
  share: 10,
  exactShare: 11,
  whole: 12,
  decimal: 13,
  example: 14,
} as const;

/** A sheet of a workbook: its name and its markup. */
interface SheetPart {
  readonly name: string;
  readonly xml: string;
  readonly isHidden?: boolean;
}

/** Packs the markup of sheets into a workbook. The names of sheets must be valid in Excel. */
export function packWorkbook(sheets: readonly SheetPart[]): Buffer {
  const kind = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
  const parts = sheets.map((_, i) => `xl/worksheets/sheet${i + 1}.xml`);
  const types = parts.map((part) => `<Override PartName="/${part}" ContentType="${kind}.worksheet+xml"/>`);
  const entries = sheets.map(({ name, isHidden }, i) => {
    const state = isHidden ? 'state="hidden" ' : '';
    return `<sheet name="${escapeXml(name)}" sheetId="${i + 1}" ${state}r:id="rId${i + 1}"/>`;
  });
  return writeZip([
    {
      name: '[Content_Types].xml',
      content: `${XML_DECLARATION}<Types xmlns="${PACKAGE_NAMESPACE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="${kind}.sheet.main+xml"/>${types.join('')}<Override PartName="/xl/styles.xml" ContentType="${kind}.styles+xml"/></Types>`,
    },
    { name: '_rels/.rels', content: writeRelations([['officeDocument', 'xl/workbook.xml']]) },
    {
      name: 'xl/workbook.xml',
      content: `${XML_DECLARATION}<workbook xmlns="${SPREADSHEET_NAMESPACE}" xmlns:r="${RELATIONSHIPS_NAMESPACE}"><sheets>${entries.join('')}</sheets></workbook>`,
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      content: writeRelations([
        ...parts.map((part) => ['worksheet', part.slice('xl/'.length)] as const),
        ['styles', 'styles.xml'] as const,
      ]),
    },
    { name: 'xl/styles.xml', content: STYLES_XML },
    ...sheets.map(({ xml }, i) => ({ name: parts[i] as string, content: xml })),
  ]);
}

interface SheetColumn {
  readonly width: number;
  readonly style?: number;
}

/**
 * Returns the markup of a sheet whose headings stay visible when scrolling. `body` is the markup of the rows below
 * them, `afterRows` that of what follows the rows.
 */
export function writeHeadedSheet(
  columns: readonly (SheetColumn & { readonly heading: string })[],
  body: string,
  afterRows: string,
): string {
  const head = columns.map(({ heading }, i) => writeTextCell(i, 1, heading, 1));
  const rows = [`<row r="1">${head.join('')}</row>`, body];
  return formatSheetXml({ columns, rows, pane: { rows: 1, columns: 0 }, afterRows });
}

/** Returns the markup of a sheet; the first rows and columns of `pane` stay visible when scrolling. */
export function formatSheetXml({
  columns,
  rows,
  pane,
  afterRows,
  isFitted = false,
}: {
  readonly columns: readonly SheetColumn[];
  readonly rows: readonly string[];
  readonly pane: { readonly rows: number; readonly columns: number };
  readonly afterRows: string;
  /** Whether a printed page is as wide as the sheet. */
  readonly isFitted?: boolean;
}): string {
  const xSplit = pane.columns > 0 ? `xSplit="${pane.columns}" ` : '';
  const activePane = pane.columns > 0 ? ' activePane="bottomRight"' : '';
  const fitProperty = isFitted ? '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>' : '';
  const topLeft = `${toColumnName(pane.columns)}${pane.rows + 1}`;
  const freezePane = `<sheetView workbookViewId="0"><pane ${xSplit}ySplit="${pane.rows}" topLeftCell="${topLeft}"${activePane} state="frozen"/></sheetView>`;
  return `${XML_DECLARATION}<worksheet xmlns="${SPREADSHEET_NAMESPACE}">${fitProperty}<sheetViews>${freezePane}</sheetViews>${writeColumnsXml(columns)}<sheetData>${rows.join('')}</sheetData>${afterRows}</worksheet>`;
}

/** Returns the markup of a sheet without headings. */
export function writePlainSheet(rows: readonly string[], columns: readonly SheetColumn[] = []): string {
  return `${XML_DECLARATION}<worksheet xmlns="${SPREADSHEET_NAMESPACE}">${writeColumnsXml(columns)}<sheetData>${rows.join('')}</sheetData></worksheet>`;
}

function writeColumnsXml(columns: readonly SheetColumn[]): string {
  const widths = columns.map(({ width, style }, i) => {
    const styleAttribute = style === undefined ? '' : ` style="${style}"`;
    return `<col min="${i + 1}" max="${i + 1}" width="${width}" customWidth="1"${styleAttribute}/>`;
  });
  return widths.length === 0 ? '' : `<cols>${widths.join('')}</cols>`;
}

/** Returns the markup of a cell with text, which never becomes a formula. */
export function writeTextCell(column: number, row: number, text: string, style: number): string {
  return `<c r="${toColumnName(column)}${row}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${escapeXml(text)}</t></is></c>`;
}

/** Returns the markup of a part that lists relations. */
function writeRelations(targets: readonly (readonly [string, string])[]): string {
  const entries = targets.map(
    ([type, target], i) =>
      `<Relationship Id="rId${i + 1}" Type="${RELATIONSHIPS_NAMESPACE}/${type}" Target="${target}"/>`,
  );
  return `${XML_DECLARATION}<Relationships xmlns="${PACKAGE_NAMESPACE}/relationships">${entries.join('')}</Relationships>`;
}

/** Escapes text for XML, and leaves out characters that XML does not allow. */
export function escapeXml(text: string): string {
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
