import { attribute, listen } from '../../markup.ts';
import { MAIN, type Parts } from './open.ts';

/** Where the report goes in a template: in the place of the paragraph with this mark. */
export const REPORT_MARK = 'report';
/** Where its title goes, as often as it stands there. */
export const TITLE_MARK = 'title';

/** Ids of bookmarks of the template begin behind those of the report. */
const BEHIND = 1_000_000;

/** What shows although it is no text, or begins a section. */
const SHOWS = /<(?:w:(?:drawing|pict|object|tbl|sdt|br|sym|fldChar|fldSimple|sectPr|footnoteReference)|mc:|m:)\b/;

/** Sees to it that there is a place for the report: at its mark, else behind all that is there. */
export function prepareBody(parts: Parts, marks: readonly string[]): void {
  let xml = (parts.get(MAIN) ?? Buffer.alloc(0)).toString('utf8');
  xml = xml.replace(
    /(<w:bookmark(?:Start|End)\b[^>]*?\bw:id=")(\d{1,9})(")/g,
    (_, before: string, id: string, after: string) => `${before}${Number(id) + BEHIND}${after}`,
  );
  if (!marks.includes(REPORT_MARK)) xml = addPlace(xml);
  parts.set(MAIN, Buffer.from(xml));
}

function addPlace(xml: string): string {
  const place = `<w:p><w:r><w:t>{{${REPORT_MARK}}}</w:t></w:r></w:p>`;
  const end = xml.lastIndexOf('</w:body>');
  const section = xml.lastIndexOf('<w:sectPr', end);
  // The last section's properties stand behind everything; those of others are within a paragraph.
  const at = section > Math.max(xml.lastIndexOf('</w:p>', end), xml.lastIndexOf('</w:tbl>', end)) ? section : end;
  const begin = xml.indexOf('>', xml.indexOf('<w:body')) + 1;
  // The paragraph that an empty document has would be an empty line in front.
  const before = xml.slice(begin, at);
  const isEmpty = !SHOWS.test(before) && before.replace(/<[^>]*>/g, '').trim() === '';
  return `${isEmpty ? xml.slice(0, begin) : xml.slice(0, at)}${place}${xml.slice(at)}`;
}

/** The width of the text on a template's last pages, in twips. */
export function textWidthOf(parts: Parts): number {
  let [page, left, right, gutter, columns] = [11906, 1440, 1440, 0, 1];
  const number = (attributes: Readonly<Record<string, string>>, name: string, usual: number): number => {
    const value = Number.parseFloat(attribute(attributes, name));
    return Number.isFinite(value) ? Math.abs(value) : usual;
  };
  listen(parts.get(MAIN) ?? Buffer.alloc(0), {
    open(name, attributes) {
      if (name === 'pgSz') page = number(attributes, 'w', page);
      if (name === 'cols') columns = Math.max(1, number(attributes, 'num', 1));
      if (name !== 'pgMar') return;
      left = number(attributes, 'left', left);
      right = number(attributes, 'right', right);
      gutter = number(attributes, 'gutter', gutter);
    },
  });
  const width = (page - left - right - gutter) / columns;
  // Less than 5 cm is no page for a report, whatever the document says.
  return Math.max(2835, Math.round(width));
}
