// Rows as a workbook the way spreadsheets write them: texts once in a table of shared strings, numbers in the cells.
import { writeFileSync } from 'node:fs';
import { crc32, deflateRawSync } from 'node:zlib';

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
const relation = (id, kind, target) => `<Relationship Id="${id}" Type="${OFFICE}/${kind}" Target="${target}"/>`;
const part = (name, kind) => `<Override PartName="/xl/${name}.xml" ContentType="${TYPE}.${kind}+xml"/>`;
const PARTS = {
  '[Content_Types].xml': `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>${part('workbook', 'sheet.main')}${part('worksheets/sheet1', 'worksheet')}${part('sharedStrings', 'sharedStrings')}</Types>`,
  '_rels/.rels': `<Relationships xmlns="${PACKAGE}/relationships">${relation('rId1', 'officeDocument', 'xl/workbook.xml')}</Relationships>`,
  'xl/workbook.xml': `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="Export" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${PACKAGE}/relationships">${relation('rId1', 'worksheet', 'worksheets/sheet1.xml')}${relation('rId2', 'sharedStrings', 'sharedStrings.xml')}</Relationships>`,
};

/** Writes a workbook; all of it is in memory, so that a hundred thousand rows are much. */
export function writeWorkbook(path, headings, rows) {
  const shared = new Map();
  const numberOf = (text) => {
    if (!shared.has(text)) shared.set(text, shared.size);
    return shared.get(text);
  };
  const letters = headings.map(
    (_, i) => (i < 26 ? '' : String.fromCharCode(64 + Math.floor(i / 26))) + String.fromCharCode(65 + (i % 26)),
  );
  const cell = (text, column, row) => {
    if (text === '') return '';
    const place = `<c r="${letters[column]}${row}"`;
    return /^\d{1,15}(\.\d+)?$/.test(text)
      ? `${place}><v>${text}</v></c>`
      : `${place} t="s"><v>${numberOf(text)}</v></c>`;
  };
  const sheet = [];
  let row = 0;
  for (const cells of [headings, ...rows]) {
    row++;
    sheet.push(`<row r="${row}">${cells.map((text, column) => cell(text, column, row)).join('')}</row>`);
  }
  const masked = (text) => text.replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`);
  const strings = [...shared.keys()].map((text) => `<si><t xml:space="preserve">${masked(text)}</t></si>`);
  const parts = {
    ...PARTS,
    'xl/worksheets/sheet1.xml': `<worksheet xmlns="${MAIN}"><sheetData>${sheet.join('')}</sheetData></worksheet>`,
    'xl/sharedStrings.xml': `<sst xmlns="${MAIN}" uniqueCount="${shared.size}">${strings.join('')}</sst>`,
  };
  writeFileSync(path, zip(parts));
}

function zip(parts) {
  const [pieces, entries] = [[], []];
  let at = 0;
  const push = (list, ...layout) => {
    for (const [value, size] of layout) {
      const bytes = Buffer.alloc(size);
      bytes.writeUIntLE(value, 0, size);
      list.push(bytes);
    }
  };
  for (const [name, xml] of Object.entries(parts)) {
    const bytes = Buffer.from(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n${xml}`);
    const packed = deflateRawSync(bytes, { level: 1 });
    // Version, UTF-8 names, deflated, 1 January 1980, checksum, both sizes, length of the name, nothing else.
    const head = [
      [20, 2],
      [0x800, 2],
      [8, 2],
      [0, 2],
      [0x21, 2],
      [crc32(bytes), 4],
      [packed.length, 4],
      [bytes.length, 4],
      [name.length, 2],
      [0, 2],
    ];
    push(pieces, [0x04034b50, 4], ...head);
    pieces.push(Buffer.from(name), packed);
    push(entries, [0x02014b50, 4], [20, 2], ...head, [0, 6], [0, 4], [at, 4]);
    entries.push(Buffer.from(name));
    at += 30 + name.length + packed.length;
  }
  const count = Object.keys(parts).length;
  const directory = Buffer.concat(entries);
  pieces.push(directory);
  push(pieces, [0x06054b50, 4], [0, 4], [count, 2], [count, 2], [directory.length, 4], [at, 4], [0, 2]);
  return Buffer.concat(pieces);
}
