import { crc32, deflateRawSync } from 'node:zlib';

/** The parts of a workbook by name, as a zip file; `sizes` claims other unpacked sizes than the true ones. */
export function zip(parts: Readonly<Record<string, string>>, flags = 0): Buffer {
  const [bodies, directory]: [Buffer[], Buffer[]] = [[], []];
  let offset = 0;
  for (const [name, text] of Object.entries(parts)) {
    const [bytes, title] = [Buffer.from(text), Buffer.from(name)];
    const packed = deflateRawSync(bytes, { level: 9 });
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(flags, 2);
    common.writeUInt16LE(8, 4);
    common.writeUInt32LE(crc32(bytes), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(bytes.length, 18);
    common.writeUInt16LE(title.length, 22);
    const [local, central, rest] = [Buffer.from('PK\x03\x04'), Buffer.from('PK\x01\x02\x14\x00'), Buffer.alloc(14)];
    rest.writeUInt32LE(offset, 10);
    bodies.push(local, common, title, packed);
    directory.push(central, common, rest, title);
    offset += local.length + common.length + title.length + packed.length;
  }
  const [end, listed] = [Buffer.alloc(22), Buffer.concat(directory)];
  end.write('PK\x05\x06', 0, 'latin1');
  end.writeUInt16LE(Object.keys(parts).length, 8);
  end.writeUInt16LE(Object.keys(parts).length, 10);
  end.writeUInt32LE(listed.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...bodies, listed, end]);
}

/** What is different from the smallest workbook of one sheet. */
export interface Given {
  /** Sheets by name, as the markup inside `<worksheet>`. */
  readonly sheets: Readonly<Record<string, string>>;
  readonly hidden?: readonly string[];
  readonly strings?: string;
  /** Cell formats: numbers of formats, or their codes. */
  readonly formats?: readonly (number | string)[];
  readonly from1904?: boolean;
}

const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';

/** The parts of a workbook as Excel writes them, as far as they matter. */
export function workbookParts({ sheets, hidden = [], strings, formats = [], from1904 }: Given): Record<string, string> {
  const names = Object.keys(sheets);
  const entries = names.map(
    (name, i) =>
      `<sheet name="${name}" sheetId="${i + 1}"${hidden.includes(name) ? ' state="hidden"' : ''} r:id="rId${i}"/>`,
  );
  const relation = (id: string, type: string, target: string): string =>
    `<Relationship Id="${id}" Type="${OFFICE}/${type}" Target="${target}"/>`;
  const relations = (list: readonly string[]): string => `<Relationships>${list.join('')}</Relationships>`;
  const codes = formats.map((format, i): [number, string] =>
    typeof format === 'string' ? [200 + i, format] : [format, ''],
  );
  return {
    '[Content_Types].xml': '<Types/>',
    '_rels/.rels': relations([relation('r1', 'officeDocument', 'xl/workbook.xml')]),
    'xl/workbook.xml': `<?xml version="1.0"?><workbook ${MAIN} xmlns:r="${OFFICE}"><workbookPr${
      from1904 ? ' date1904="1"' : ''
    }/><sheets>${entries.join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': relations([
      ...names.map((_, i) => relation(`rId${i}`, 'worksheet', `worksheets/sheet${i}.xml`)),
      relation('s', 'sharedStrings', '/xl/sharedStrings.xml'),
      relation('f', 'styles', 'styles.xml'),
    ]),
    ...(strings === undefined ? {} : { 'xl/sharedStrings.xml': `<sst ${MAIN}>${strings}</sst>` }),
    'xl/styles.xml': `<styleSheet ${MAIN}><numFmts>${codes
      .map(([id, code]) => (code ? `<numFmt numFmtId="${id}" formatCode="${code.replaceAll('"', '&quot;')}"/>` : ''))
      .join('')}</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/>${codes
      .map(([id]) => `<xf numFmtId="${id}"/>`)
      .join('')}</cellXfs></styleSheet>`,
    ...Object.fromEntries(
      names.map((name, i) => [`xl/worksheets/sheet${i}.xml`, `<worksheet ${MAIN}>${sheets[name]}</worksheet>`]),
    ),
  };
}

/** A cell with a text of its own. */
export const inline = (text: string): string => `<c t="inlineStr"><is><t>${text}</t></is></c>`;

/** Rows of such cells, one after the other. */
export const sheetOf = (...rows: readonly (readonly string[])[]): string =>
  `<sheetData>${rows.map((row) => `<row>${row.map(inline).join('')}</row>`).join('')}</sheetData>`;
