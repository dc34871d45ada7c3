// Rows as a workbook the way spreadsheets write them: texts once in a table of shared strings, numbers in the cells.
import { closeSync, openSync, writeSync } from 'node:fs';
import zlib from 'node:zlib';
import { COLUMNS } from './pack.mjs';
import { drawRows } from './rows.mjs';

const PIECE = 1 << 20;
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const relation = (id, kind, target) => `<Relationship Id="${id}" Type="${OFFICE}/${kind}" Target="${target}"/>`;
const part = (name, kind) => `<Override PartName="/xl/${name}.xml" ContentType="${TYPE}.${kind}+xml"/>`;
const PARTS = [
  [
    '[Content_Types].xml',
    `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>${part('workbook', 'sheet.main')}${part('worksheets/sheet1', 'worksheet')}${part('sharedStrings', 'sharedStrings')}</Types>`,
  ],
  [
    '_rels/.rels',
    `<Relationships xmlns="${PACKAGE}/relationships">${relation('rId1', 'officeDocument', 'xl/workbook.xml')}</Relationships>`,
  ],
  [
    'xl/workbook.xml',
    `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="Export" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  ],
  [
    'xl/_rels/workbook.xml.rels',
    `<Relationships xmlns="${PACKAGE}/relationships">${relation('rId1', 'worksheet', 'worksheets/sheet1.xml')}${relation('rId2', 'sharedStrings', 'sharedStrings.xml')}</Relationships>`,
  ],
];

/** Writes a workbook of so many rows. */
export async function writeWorkbook(path, rows) {
  const zip = createZip(path);
  const shared = new Map();
  const numberOf = (text) => {
    if (!shared.has(text)) shared.set(text, shared.size);
    return shared.get(text);
  };
  for (const [name, xml] of PARTS) await zip.add(name, [HEAD + xml]);
  await zip.add('xl/worksheets/sheet1.xml', writeSheet(rows, numberOf));
  await zip.add('xl/sharedStrings.xml', writeShared(shared));
  zip.end();
}

function* writeSheet(rows, numberOf) {
  yield `${HEAD}<worksheet xmlns="${MAIN}"><sheetData>`;
  const letters = COLUMNS.map(
    (_, i) => (i < 26 ? '' : String.fromCharCode(64 + Math.floor(i / 26))) + String.fromCharCode(65 + (i % 26)),
  );
  const isNumber = (text, column) => column > 3 && column < COLUMNS.length - 4 && text !== '';
  const writeRow = (cells, row) => {
    const written = cells.map((text, i) => {
      if (text === '') return '';
      if (row > 1 && isNumber(text, i)) return `<c r="${letters[i]}${row}"><v>${text}</v></c>`;
      return `<c r="${letters[i]}${row}" t="s"><v>${numberOf(text)}</v></c>`;
    });
    return `<row r="${row}">${written.join('')}</row>`;
  };
  yield writeRow(COLUMNS, 1);
  let row = 2;
  for (const cells of drawRows(rows)) yield writeRow(cells, row++);
  yield '</sheetData></worksheet>';
}

function* writeShared(shared) {
  yield `${HEAD}<sst xmlns="${MAIN}" count="${shared.size}" uniqueCount="${shared.size}">`;
  const masked = (text) => text.replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`);
  for (const text of shared.keys()) yield `<si><t xml:space="preserve">${masked(text)}</t></si>`;
  yield '</sst>';
}

/** A zip file that is written from front to back. */
function createZip(path) {
  const file = openSync(path, 'w');
  const entries = [];
  let at = 0;
  const write = (bytes) => {
    writeSync(file, bytes);
    at += bytes.length;
  };
  const words = (layout) => Buffer.concat(layout.map(([value, size]) => littleEndian(value, size)));
  // 8: sizes follow the data, and UTF-8 names; 8: deflated; 1 January 1980.
  const common = [
    [20, 2],
    [0x0808, 2],
    [8, 2],
    [0, 2],
    [0x21, 2],
  ];
  return {
    async add(name, pieces) {
      const start = at;
      write(
        Buffer.concat([
          words([[0x04034b50, 4], ...common, [0, 4], [0, 4], [0, 4], [name.length, 2], [0, 2]]),
          Buffer.from(name),
        ]),
      );
      const begin = at;
      const deflate = zlib.createDeflateRaw({ level: 1 });
      deflate.on('data', write);
      const ended = new Promise((resolve, reject) => deflate.on('end', resolve).on('error', reject));
      let [text, size, sum] = ['', 0, 0];
      const flush = async () => {
        const bytes = Buffer.from(text);
        [text, size, sum] = ['', size + bytes.length, zlib.crc32(bytes, sum)];
        if (!deflate.write(bytes)) await new Promise((resolve) => deflate.once('drain', resolve));
      };
      for (const piece of pieces) {
        text += piece;
        if (text.length > PIECE) await flush();
      }
      await flush();
      deflate.end();
      await ended;
      const sizes = [
        [sum, 4],
        [at - begin, 4],
        [size, 4],
      ];
      write(words([[0x08074b50, 4], ...sizes]));
      entries.push({ name, sizes, start });
    },
    end() {
      const start = at;
      for (const entry of entries) {
        const rest = [
          [entry.name.length, 2],
          [0, 2],
          [0, 2],
          [0, 2],
          [0, 2],
          [0, 4],
          [entry.start, 4],
        ];
        write(
          Buffer.concat([
            words([[0x02014b50, 4], [20, 2], ...common, ...entry.sizes, ...rest]),
            Buffer.from(entry.name),
          ]),
        );
      }
      const count = [
        [entries.length, 2],
        [entries.length, 2],
      ];
      write(words([[0x06054b50, 4], [0, 2], [0, 2], ...count, [at - start, 4], [start, 4], [0, 2]]));
      closeSync(file);
    },
  };
}

function littleEndian(value, size) {
  const bytes = Buffer.alloc(size);
  bytes.writeUIntLE(value, 0, size);
  return bytes;
}
