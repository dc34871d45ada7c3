// Prepares a customer's Word document as a template: checks it and adds missing styles.
import { patchDetector } from 'docx';
import type { Messages } from '../../i18n/index.ts';
import { writeZip } from '../../zip.ts';
import { parseXml, readAttribute, XmlProblem } from '../document/xml-reader.ts';
import { makeStyles, type Style, type StyleIds, styleIdsOf } from './docx-layout.ts';
import { ArchiveProblem, unzip } from './docx-package.ts';

/** A customer's document, ready to be filled with a report. */
export interface Template {
  readonly archive: Buffer;
  readonly styles: StyleIds;
  /** The width of its text, in twips. */
  readonly width: number;
}

/** Why a customer's document cannot be a template. */
type TemplateFault =
  /** Not a current Word document; `old` means from before 2007, or encrypted with a password. */
  | { readonly code: 'not-docx' | 'old' | 'damaged' | 'password' | 'too-large' | 'macros' }
  /** A part with active or foreign content: an object, a control, another document. */
  | { readonly code: 'embedded'; readonly part: string }
  /** A part that would load something external when the document is opened. */
  | { readonly code: 'external'; readonly part: string; readonly target: string }
  /** A field that runs or loads something. */
  | { readonly code: 'field'; readonly part: string; readonly field: string };

/** Thrown if a customer's document cannot be a template. */
export class TemplateProblem extends Error {
  override readonly name = 'TemplateProblem';
  readonly fault: TemplateFault;

  constructor(fault: TemplateFault, options?: ErrorOptions) {
    super(fault.code, options);
    this.fault = fault;
  }
}

export function templateFaultInWords(fault: TemplateFault, messages: Messages['documents']): string {
  switch (fault.code) {
    case 'embedded':
      return messages.embedded({ part: fault.part });
    case 'external':
      return messages.external({ part: fault.part, target: fault.target });
    case 'field':
      return messages.field({ part: fault.part, field: fault.field });
    case 'not-docx':
    case 'old':
    case 'damaged':
    case 'password':
    case 'too-large':
    case 'macros':
      return messages.template[fault.code];
  }
}

/**
 * Prepares a customer's document as a template: its styles, page, headers and footers stay. The report will replace
 * `{{report}}` or come at the end; its title will replace `{{title}}`. Throws a `TemplateProblem`.
 */
export async function prepareTemplate(bytes: Uint8Array): Promise<Template> {
  const parts = await openTemplate(bytes);
  const width = textWidthOf(parts);
  const styles = completeStyles(parts, makeStyles(width));
  ensurePlaceholder(parts, await patchDetector({ data: pack(parts), trimPlaceholders: true }));
  nameAsDocument(parts);
  return { archive: pack(parts), styles, width };
}

/** Turns a Word template (.dotx) into a document; the two differ only in their content type. */
function nameAsDocument(parts: Parts): void {
  const types = parts.get(CONTENT_TYPES_PART)?.toString('utf8') ?? '';
  parts.set(
    CONTENT_TYPES_PART,
    Buffer.from(types.replace('wordprocessingml.template.main+xml', 'wordprocessingml.document.main+xml')),
  );
}

function pack(parts: Parts): Buffer {
  return writeZip([...parts].map(([name, content]) => ({ name, content })));
}

type Parts = Map<string, Buffer>;

const MAIN_PART = 'word/document.xml';
const STYLES_PART = 'word/styles.xml';
const CONTENT_TYPES_PART = '[Content_Types].xml';
const OLE_MAGIC = 'd0cf11e0a1b11ae1';

/**
 * Opens a Word document, and checks that it neither runs nor loads anything when opened. Throws a `TemplateProblem` for
 * any other file.
 */
async function openTemplate(bytes: Uint8Array): Promise<Parts> {
  const headBytes = Buffer.from(bytes.subarray(0, 8));
  if (headBytes.toString('hex') === OLE_MAGIC) throw new TemplateProblem({ code: 'old' });
  if (headBytes.toString('latin1', 0, 2) !== 'PK') throw new TemplateProblem({ code: 'not-docx' });
  const parts = await unpack(bytes);
  try {
    examineTypes(parts);
    for (const [name, content] of parts) {
      if (name.endsWith('.rels')) validateRelations(name, content);
      else if (name.endsWith('.xml')) validateFields(name, content);
    }
  } catch (cause) {
    throw cause instanceof XmlProblem ? new TemplateProblem({ code: 'damaged' }, { cause }) : cause;
  }
  return parts;
}

async function unpack(bytes: Uint8Array): Promise<Parts> {
  try {
    return await unzip(bytes);
  } catch (cause) {
    if (!(cause instanceof ArchiveProblem)) throw cause;
    throw new TemplateProblem({ code: cause.fault }, { cause });
  }
}

function examineTypes(parts: Parts): void {
  const types = parts.get(CONTENT_TYPES_PART);
  if (!types) throw new TemplateProblem({ code: 'not-docx' });
  let main = '';
  parseXml(types, {
    open(_, { PartName = '', ContentType = '' }) {
      if (/macroEnabled|vbaProject/i.test(ContentType)) throw new TemplateProblem({ code: 'macros' });
      if (PartName === `/${MAIN_PART}`) main = ContentType;
    },
  });
  const isWord = /wordprocessingml\.(document|template)\.main\+xml$/.test(main);
  if (!isWord || !hasRoot(parts, MAIN_PART, 'w:document') || !hasRoot(parts, STYLES_PART, 'w:styles')) {
    throw new TemplateProblem({ code: 'not-docx' });
  }
}

/** Whether a part starts with this element, with the prefix that Word itself uses. */
function hasRoot(parts: Parts, part: string, name: string): boolean {
  return new RegExp(`^(?:\\ufeff)?\\s*(?:<\\?xml[^>]*\\?>)?\\s*<${name}[\\s>]`).test(
    parts.get(part)?.toString('utf8', 0, 2000) ?? '',
  );
}

/** The mark of the paragraph that the report replaces. */
export const REPORT_MARK = 'report';
/** The mark that the report's title replaces wherever it occurs. */
export const TITLE_MARK = 'title';

/** The number added to the template's bookmark ids, so that they differ from the report's. */
const BEHIND_TEXT_OFFSET = 1_000_000;

/** Elements that are visible although they are not text, or that start a section. */
const VISIBLE_ELEMENT =
  /<(?:w:(?:drawing|pict|object|tbl|sdt|br|sym|fldChar|fldSimple|sectPr|footnoteReference)|mc:|m:)\b/;

/** Ensures that the template has a place for the report: its mark, or a new paragraph at the end. */
function ensurePlaceholder(parts: Parts, marks: readonly string[]): void {
  let xml = (parts.get(MAIN_PART) ?? Buffer.alloc(0)).toString('utf8');
  xml = xml.replace(
    /(<w:bookmark(?:Start|End)\b[^>]*?\bw:id=")(\d{1,9})(")/g,
    (_, before: string, id: string, after: string) => `${before}${Number(id) + BEHIND_TEXT_OFFSET}${after}`,
  );
  if (!marks.includes(REPORT_MARK)) xml = addPlace(xml);
  parts.set(MAIN_PART, Buffer.from(xml));
}

function addPlace(xml: string): string {
  const reportParagraph = `<w:p><w:r><w:t>{{${REPORT_MARK}}}</w:t></w:r></w:p>`;
  const end = xml.lastIndexOf('</w:body>');
  const section = xml.lastIndexOf('<w:sectPr', end);
  // The properties of the last section come after all paragraphs; those of other sections are inside a paragraph.
  const position = section > Math.max(xml.lastIndexOf('</w:p>', end), xml.lastIndexOf('</w:tbl>', end)) ? section : end;
  const bodyStart = xml.indexOf('>', xml.indexOf('<w:body')) + 1;
  // The single paragraph of an empty document is removed, because it would become an empty line before the report.
  const xmlBefore = xml.slice(bodyStart, position);
  const isEmpty = !VISIBLE_ELEMENT.test(xmlBefore) && xmlBefore.replace(/<[^>]*>/g, '').trim() === '';
  return `${isEmpty ? xml.slice(0, bodyStart) : xml.slice(0, position)}${reportParagraph}${xml.slice(position)}`;
}

/** Returns the width of the text in the template's last section, in twips. */
function textWidthOf(parts: Parts): number {
  let [page, left, right, gutter, columns] = [11906, 1440, 1440, 0, 1];
  const numberAttribute = (attributes: Readonly<Record<string, string>>, name: string, usual: number): number => {
    const value = Number.parseFloat(readAttribute(attributes, name));
    return Number.isFinite(value) ? Math.abs(value) : usual;
  };
  parseXml(parts.get(MAIN_PART) ?? Buffer.alloc(0), {
    open(name, attributes) {
      if (name === 'pgSz') page = numberAttribute(attributes, 'w', page);
      if (name === 'cols') columns = Math.max(1, numberAttribute(attributes, 'num', 1));
      if (name !== 'pgMar') return;
      left = numberAttribute(attributes, 'left', left);
      right = numberAttribute(attributes, 'right', right);
      gutter = numberAttribute(attributes, 'gutter', gutter);
    },
  });
  const width = (page - left - right - gutter) / columns;
  // A page narrower than 5 cm has no room for a report, so its settings must be wrong.
  return Math.max(2835, Math.round(width));
}

/** The style of footnote marks that the document library writes, even if the template has another name for it. */
const FOOTNOTE_REFERENCE_STYLE = 'FootnoteReference';

/**
 * Adds the styles that a template lacks. The template's own styles are found by Word's names, in any language, and stay
 * unchanged. Returns the ids to use.
 */
function completeStyles(parts: Parts, styles: readonly Style[]): StyleIds {
  const content = parts.get(STYLES_PART) ?? Buffer.alloc(0);
  const styleIds = readStyleNames(content);
  const ids = new Set(styleIds.values());
  const normal = styleIds.get('normal') ?? 'Normal';
  const missingStyles = styles.filter(
    ({ name, id }) => !styleIds.has(name.toLowerCase()) || (id === FOOTNOTE_REFERENCE_STYLE && !ids.has(id)),
  );
  const addedStyles = missingStyles.map((style) => {
    const renamedStyle = {
      ...style,
      name: styleIds.has(style.name.toLowerCase()) ? `Matura ${style.name}` : style.name,
    };
    return { ...renamedStyle, id: ids.has(style.id) ? `Matura${style.id}` : style.id };
  });
  const xml = addedStyles.map(({ id, name }, i) =>
    (missingStyles[i]?.xml ?? '')
      .replace(/w:styleId="[^"]*"/, `w:styleId="${id}"`)
      .replace(/<w:name w:val="[^"]*"\/>/, `<w:name w:val="${name}"/>`)
      .replace(' w:default="1"', '')
      .replace(/(<w:(?:basedOn|next) w:val=")Normal"/g, `$1${normal}"`),
  );
  const text = content.toString('utf8');
  const end = text.lastIndexOf('</w:styles>');
  parts.set(STYLES_PART, Buffer.from(`${text.slice(0, end)}${xml.join('')}${text.slice(end)}`));
  for (const { id, name } of addedStyles) styleIds.set(name.toLowerCase(), id);
  return styleIdsOf(styles, styleIds);
}

/** Reads the ids of the styles by lower-case name, because Word writes both `heading 1` and `Heading 1`. */
function readStyleNames(content: Buffer): Map<string, string> {
  const idsByName = new Map<string, string>();
  let id = '';
  parseXml(content, {
    open(name, attributes) {
      if (name === 'style') id = readAttribute(attributes, 'styleId');
      else if (name === 'name' && id !== '') idsByName.set(readAttribute(attributes, 'val').toLowerCase(), id);
    },
    close(name) {
      if (name === 'style') id = '';
    },
  });
  return idsByName;
}

/** Fields that run or load something when they are updated. */
const REFUSED_FIELDS = new Set(
  'ADDIN AUTOTEXT AUTOTEXTLIST CONTROL DATABASE DDE DDEAUTO EMBED HTMLCONTROL IMPORT INCLUDE INCLUDEPICTURE INCLUDETEXT LINK MACROBUTTON RD'.split(
    ' ',
  ),
);

/** Throws a `TemplateProblem` for a refused field; its code may be split, and fields may be nested. */
function validateFields(part: string, content: Buffer): void {
  const openFields: string[] = [];
  let isFieldCode = false;
  const examineField = (code: string): void => {
    const field =
      code
        .trim()
        .split(/[\s"\\]/)[0]
        ?.toUpperCase() ?? '';
    if (REFUSED_FIELDS.has(field)) throw new TemplateProblem({ code: 'field', part, field });
  };
  parseXml(content, {
    open(name, attributes) {
      isFieldCode = name === 'instrText' || name === 'delInstrText';
      if (name === 'fldSimple') examineField(readAttribute(attributes, 'instr'));
      if (name !== 'fldChar') return;
      const type = readAttribute(attributes, 'fldCharType');
      if (type === 'begin') openFields.push('');
      else examineField((type === 'end' ? openFields.pop() : openFields.at(-1)) ?? '');
    },
    text(text) {
      if (!isFieldCode) return;
      if (openFields.length === 0) openFields.push('');
      openFields[openFields.length - 1] += text;
    },
    close() {
      isFieldCode = false;
    },
  });
  openFields.forEach(examineField);
}

/** Relationship types of active or foreign content. */
const EMBEDDED_PART_PATTERN =
  /\/(aFChunk|subDocument|oleObject|package|control|activeXControlBinary|vbaProject|attachedToolbars|frame)$/i;
/** A link that a reader has to click loads nothing by itself, so it is allowed. */
const CLICKED_LINK = /^(https?:\/\/|mailto:)/i;

/**
 * Throws a `TemplateProblem` if a part refers to something outside the document, or to active or foreign content in it.
 */
function validateRelations(part: string, content: Buffer): void {
  parseXml(content, {
    open(name, { Type = '', Target = '', TargetMode = '' }) {
      if (name !== 'Relationship') return;
      const isPackage = part === '_rels/.rels';
      if (EMBEDDED_PART_PATTERN.test(Type) && !isPackage) throw new TemplateProblem({ code: 'embedded', part: Target });
      const isLink = Type.endsWith('/hyperlink') && CLICKED_LINK.test(Target);
      if (TargetMode.toLowerCase() === 'external' && !isLink) {
        throw new TemplateProblem({ code: 'external', part, target: Target });
      }
    },
  });
}
