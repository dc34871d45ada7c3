import { unzip } from '../../../archive/unzip.ts';
import { writeZip } from '../../../archive/zip.ts';
import { escapeHtml } from '../../../page/escape.ts';
import { plainText } from './text.ts';

/** What a document says of itself beside its content. */
export interface Properties {
  readonly title: string;
  /** The language's tag. */
  readonly tag: string;
}

/** Numbers that are counted while a document is made, whatever was made before. */
const BOOKMARK = /(<w:bookmark(?:Start|End)\b[^>]*?\bw:id=")([^"]+)(")/g;
const DRAWING = /(<(?:wp:docPr|wps:cNvPr|pic:cNvPr|wpg:cNvPr)\b[^>]*?\bid=")(\d+)("(?: name="[A-Za-z ]* )?)(\d*)/g;
/** What of a table style applies; older programs read the bits of ECMA-376, 17.4.56. */
const TABLE_LOOK = /<w:tblLook ((?:w:\w+="(?:true|false)" ?)+)\/>/g;
const LOOK_BITS = {
  firstRow: 0x20,
  lastRow: 0x40,
  firstColumn: 0x80,
  lastColumn: 0x100,
  noHBand: 0x200,
  noVBand: 0x400,
};

/**
 * The package of a document with nothing in it that depends on when and after what it was made: ids are counted anew,
 * no day, author or program of a template is told, and the archive has one date for ever.
 */
export async function sealPackage(archive: Uint8Array, properties: Properties): Promise<Buffer> {
  const parts = await unzip(archive);
  const entries = [...parts].map(([name, content]) => ({ name, content: sealPart(name, content, properties) }));
  // Word expects the list of parts in front.
  entries.sort((a, b) => Number(b.name === '[Content_Types].xml') - Number(a.name === '[Content_Types].xml'));
  return writeZip(entries);
}

function sealPart(name: string, content: Buffer, properties: Properties): string | Uint8Array {
  switch (name) {
    case 'docProps/core.xml':
      return writeCore(properties);
    case 'docProps/app.xml':
      return `${XML}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Application>Matura</Application></Properties>`;
    case 'word/document.xml':
      return renumber(content.toString('utf8'));
    default:
      return content;
  }
}

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

function writeCore({ title, tag }: Properties): string {
  const spaces =
    'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"';
  return `${XML}<cp:coreProperties ${spaces}><dc:title>${escapeHtml(plainText(title))}</dc:title><dc:creator>Matura</dc:creator><dc:language>${escapeHtml(tag)}</dc:language></cp:coreProperties>`;
}

function renumber(xml: string): string {
  const bookmarks = new Map<string, number>();
  let drawings = 0;
  return xml
    .replace(TABLE_LOOK, (_, flags: string) => `<w:tblLook w:val="${lookBits(flags)}" ${flags}/>`)
    .replace(BOOKMARK, (_, before: string, id: string, after: string) => {
      if (!bookmarks.has(id)) bookmarks.set(id, bookmarks.size + 1);
      return `${before}${bookmarks.get(id)}${after}`;
    })
    .replace(DRAWING, (_, before: string, __: string, between: string, old: string) => {
      drawings += 1;
      return `${before}${drawings}${between}${old === '' ? '' : drawings}`;
    });
}

function lookBits(flags: string): string {
  const bits = Object.entries(LOOK_BITS).reduce(
    (sum, [name, bit]) => sum + (flags.includes(`${name}="true"`) ? bit : 0),
    0,
  );
  return bits.toString(16).padStart(4, '0');
}
