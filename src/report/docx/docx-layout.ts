// Defines the styles, lists, page and cover of Word documents.

import {
  type FileChild,
  Footer,
  Header,
  ImageRun,
  type INumberingOptions,
  PageNumber,
  Paragraph,
  Tab,
  Table,
  TableBorders,
  TableCell,
  TableRow,
  TextRun,
} from 'docx';
import { COLOURS, escapeHtml } from '../../charts/index.ts';
import type { ReportDocument } from '../document/document-model.ts';
import type { Picture } from '../document/logo-picture.ts';
import { writeText } from './docx-text.ts';

/** A style of a document: Word finds it by name, paragraphs refer to it by id. */
export interface Style {
  readonly id: string;
  readonly name: string;
  readonly xml: string;
}

/** The ids of the styles that documents use, by purpose. */
export type StyleIds = Readonly<Record<keyof typeof STYLE_NAMES, string>>;

/**
 * The names of the styles. If Word has a style for the purpose, its name is used, so that a customer's template already
 * defines its look.
 */
const STYLE_NAMES = {
  normal: 'Normal',
  title: 'Title',
  cover: 'Subtitle',
  heading1: 'heading 1',
  heading2: 'heading 2',
  heading3: 'heading 3',
  contentsHeading: 'TOC Heading',
  contents: 'toc 1',
  listItem: 'List Paragraph',
  caption: 'caption',
  footnote: 'footnote text',
  footnoteReference: 'footnote reference',
  header: 'header',
  footer: 'footer',
  table: 'Matura Table',
  cell: 'Matura Cell',
  remark: 'Matura Remark',
} as const;

/** Fonts that Windows, macOS and LibreOffice have or replace with similar ones. */
const FONT_ATTRIBUTES = 'w:ascii="Arial" w:hAnsi="Arial" w:cs="Arial" w:eastAsia="Microsoft YaHei"';
/** The proofreading languages of Latin text, by the document's language; Chinese characters are always Chinese. */
const LOCALE_BY_LANGUAGE: Readonly<Record<string, string>> = { en: 'en-GB', de: 'de-DE', zh: 'en-US' };

const { ink, soft, line, blue } = COLOURS.light;
const toHex = (colour: string): string => colour.slice(1).toUpperCase();

/**
 * Builds the styles that documents use, as XML of Word. `width` is the width of the text in twips; page numbers are
 * aligned to its end.
 */
export function makeStyles(width: number): readonly Style[] {
  const heading = (level: number, { before, size }: { readonly before: number; readonly size: number }): Style =>
    createParagraphStyle(`heading${level}` as 'heading1', {
      next: true,
      inner: `<w:keepNext/><w:keepLines/><w:spacing w:before="${before}" w:after="60" w:line="252" w:lineRule="auto"/><w:outlineLvl w:val="${level - 1}"/>`,
      run: `<w:b/><w:color w:val="${level === 3 ? toHex(ink) : toHex(blue)}"/><w:sz w:val="${size}"/>`,
    });
  return [
    createParagraphStyle('normal', {
      inner: '<w:spacing w:after="60" w:line="240" w:lineRule="auto"/>',
      isDefault: true,
    }),
    createParagraphStyle('title', {
      next: true,
      inner: '<w:keepNext/><w:spacing w:before="0" w:after="100" w:line="252" w:lineRule="auto"/>',
      run: `<w:b/><w:color w:val="${toHex(blue)}"/><w:sz w:val="36"/>`,
    }),
    createParagraphStyle('cover', {
      inner: '<w:spacing w:before="0" w:after="20"/>',
      run: `<w:color w:val="${toHex(soft)}"/><w:sz w:val="20"/>`,
    }),
    heading(1, { before: 280, size: 26 }),
    heading(2, { before: 110, size: 21 }),
    heading(3, { before: 110, size: 19 }),
    createParagraphStyle('contentsHeading', {
      next: true,
      inner: '<w:keepNext/><w:spacing w:before="0" w:after="80"/>',
      run: `<w:b/><w:color w:val="${toHex(blue)}"/><w:sz w:val="24"/>`,
    }),
    createParagraphStyle('contents', {
      inner: `<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="${width}"/></w:tabs><w:spacing w:before="0" w:after="20"/>`,
    }),
    createParagraphStyle('listItem', { inner: '<w:spacing w:after="20"/><w:contextualSpacing w:val="0"/>' }),
    createParagraphStyle('caption', {
      inner: '<w:keepNext/><w:spacing w:before="100" w:after="40"/>',
      run: '<w:b/><w:sz w:val="17"/>',
    }),
    createParagraphStyle('footnote', {
      inner: '<w:spacing w:after="20" w:line="240" w:lineRule="auto"/>',
      run: '<w:sz w:val="14"/>',
    }),
    {
      id: 'FootnoteReference',
      name: STYLE_NAMES.footnoteReference,
      xml: '<w:style w:type="character" w:styleId="FootnoteReference"><w:name w:val="footnote reference"/><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>',
    },
    createParagraphStyle('header', {
      inner: createEdgeStyle(width),
      run: `<w:color w:val="${toHex(soft)}"/><w:sz w:val="17"/>`,
    }),
    createParagraphStyle('footer', {
      inner: createEdgeStyle(width),
      run: `<w:color w:val="${toHex(soft)}"/><w:sz w:val="17"/>`,
    }),
    createParagraphStyle('cell', {
      inner: '<w:spacing w:before="10" w:after="10" w:line="240" w:lineRule="auto"/>',
      run: '<w:sz w:val="17"/>',
    }),
    createParagraphStyle('remark', {
      inner: '<w:spacing w:after="80"/>',
      run: `<w:color w:val="${toHex(soft)}"/><w:sz w:val="18"/>`,
    }),
    tableStyle(),
  ];
}

export function writeStyleSheet(tag: string, styles: readonly Style[]): string {
  const language = tag.toLowerCase().split('-')[0] ?? '';
  return [
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>',
    '<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">',
    `<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts ${FONT_ATTRIBUTES}/><w:color w:val="${toHex(ink)}"/><w:sz w:val="18"/><w:szCs w:val="18"/>`,
    `<w:lang w:val="${LOCALE_BY_LANGUAGE[language] ?? escapeHtml(tag)}" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>`,
    ...styles.map(({ xml }) => xml),
    '</w:styles>',
  ].join('');
}

/**
 * Returns the id of each style in the template, if the template has a style of that name; otherwise Matura's own id.
 */
export function styleIdsOf(styles: readonly Style[], templateIds: ReadonlyMap<string, string> = new Map()): StyleIds {
  const ownIds = new Map(styles.map(({ name, id }) => [name, id]));
  const idOf = (name: string): string => templateIds.get(name.toLowerCase()) ?? ownIds.get(name) ?? name;
  return Object.fromEntries(
    Object.entries(STYLE_NAMES).map(([role, name]) => [role, idOf(name)]),
  ) as unknown as StyleIds;
}

interface Look {
  readonly inner?: string;
  readonly run?: string;
  /** Whether the paragraph after one of this style has the normal style. */
  readonly next?: boolean;
  readonly isDefault?: boolean;
}

function createParagraphStyle(
  role: keyof typeof STYLE_NAMES,
  { inner = '', run = '', next = false, isDefault = false }: Look,
): Style {
  const name = STYLE_NAMES[role];
  const id = toStyleId(name);
  const isMaturaStyle = name.startsWith('Matura');
  const parts = [
    `<w:style w:type="paragraph"${isDefault ? ' w:default="1"' : ''}${isMaturaStyle ? ' w:customStyle="1"' : ''} w:styleId="${id}">`,
    `<w:name w:val="${name}"/>`,
    isDefault ? '' : '<w:basedOn w:val="Normal"/>',
    next ? '<w:next w:val="Normal"/>' : '',
    '<w:qFormat/>',
    `<w:pPr>${inner}</w:pPr>`,
    run === '' ? '' : `<w:rPr>${run}</w:rPr>`,
    '</w:style>',
  ];
  return { id, name, xml: parts.join('') };
}

/** A table style with lines between the rows and a tinted header. */
function tableStyle(): Style {
  const writeRule = (side: string, size: number): string =>
    `<w:${side} w:val="single" w:sz="${size}" w:space="0" w:color="${toHex(line)}"/>`;
  const writeMargin = (side: string, twips: number): string => `<w:${side} w:w="${twips}" w:type="dxa"/>`;
  const id = toStyleId(STYLE_NAMES.table);
  const xml = [
    `<w:style w:type="table" w:customStyle="1" w:styleId="${id}"><w:name w:val="${STYLE_NAMES.table}"/><w:qFormat/>`,
    `<w:tblPr><w:tblBorders>${writeRule('top', 8)}${writeRule('bottom', 8)}${writeRule('insideH', 4)}</w:tblBorders>`,
    `<w:tblCellMar>${writeMargin('top', 30)}${writeMargin('left', 80)}${writeMargin('bottom', 30)}${writeMargin('right', 80)}</w:tblCellMar></w:tblPr>`,
    '<w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr><w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="E8EFF5"/></w:tcPr></w:tblStylePr>',
    `<w:tblStylePr w:type="lastRow"><w:rPr><w:b/></w:rPr><w:tcPr><w:tcBorders><w:top w:val="single" w:sz="8" w:space="0" w:color="${toHex(soft)}"/></w:tcBorders></w:tcPr></w:tblStylePr>`,
    '</w:style>',
  ].join('');
  return { id, name: STYLE_NAMES.table, xml };
}

function createEdgeStyle(width: number): string {
  return `<w:tabs><w:tab w:val="right" w:pos="${width}"/></w:tabs><w:spacing w:after="0" w:line="240" w:lineRule="auto"/>`;
}

/** Derives a style's id from its name as Word does: `heading 1` becomes Heading1. */
function toStyleId(name: string): string {
  return name.replace(/(^|\s)(\w)/g, (_, __, letter: string) => letter.toUpperCase()).replace(/^Toc/, 'TOC');
}

/** The names by which paragraphs refer to the lists. */
export const NUMBERED_LIST = 'matura-numbers';
export const BULLET_LIST = 'matura-bullets';

/** The indent of each list level, in twips. */
const INDENT_TWIPS = 340;
const BULLET_GLYPHS = ['•', '–', '·'];

/** Numbered and bulleted lists, with three levels each. */
export const LIST_NUMBERING: INumberingOptions = {
  config: [
    { reference: NUMBERED_LIST, levels: createListLevels('decimal', (level) => `%${level + 1}.`) },
    { reference: BULLET_LIST, levels: createListLevels('bullet', (level) => BULLET_GLYPHS[level] ?? '•') },
  ],
};

function createListLevels(format: 'decimal' | 'bullet', textOf: (level: number) => string) {
  return [0, 1, 2].map((level) => ({
    level,
    format,
    text: textOf(level),
    style: { paragraph: { indent: { left: INDENT_TWIPS * (level + 1), hanging: INDENT_TWIPS } } },
  }));
}

/** The size and margins of a page, in twips: A4, 14 mm at top and bottom, 16 mm at the sides. */
const PAGE_TWIPS = { width: 11906, height: 16838, edge: 794, side: 907 } as const;
export const TEXT_WIDTH = PAGE_TWIPS.width - 2 * PAGE_TWIPS.side;

/**
 * Returns the section settings: header and footer are 9 mm from the edges of the page, and those of the first page are
 * different.
 */
export function pageSection() {
  const { width, height, edge, side } = PAGE_TWIPS;
  return {
    titlePage: true,
    page: {
      size: { width, height },
      margin: { top: edge, right: side, bottom: edge, left: side, header: 510, footer: 510 },
    },
  };
}

/**
 * The space below the cover, in twips, so that the cover's grey lines are not read together with the first sentence.
 */
const COVER_GAP = 160;

/** Writes the cover: the logo and its organisation, the title and the lines below it. */
export function writeCover(
  { title, kind, cover, logo, sender = [] }: ReportDocument,
  styles: StyleIds,
  width: number,
): FileChild[] {
  return [
    ...writeLetterhead({ logo, sender }, styles, width),
    ...(kind === undefined ? [] : [new Paragraph({ style: styles.cover, children: [writeText(kind)] })]),
    new Paragraph({ style: styles.title, children: [writeText(title)] }),
    ...cover.map(
      (line, i) =>
        new Paragraph({
          style: styles.cover,
          children: [writeText(line)],
          ...(i === cover.length - 1 ? { spacing: { after: COVER_GAP } } : {}),
        }),
    ),
  ];
}

/** Writes the logo and the organisation's name and contact lines, side by side if there are both. */
export function writeLetterhead(
  { logo, sender = [] }: Pick<ReportDocument, 'sender'> & { readonly logo?: Picture | undefined },
  styles: StyleIds,
  width: number,
): FileChild[] {
  const picture =
    logo === undefined ? [] : [new Paragraph({ style: styles.normal, children: [writeLogo(logo, width)] })];
  const lines = sender.map(
    (line, i) =>
      new Paragraph({
        style: styles.cover,
        children: [writeText(line, i === 0 ? { bold: true } : {})],
        spacing: { before: 0, after: 0 },
      }),
  );
  if (lines.length === 0) return picture;
  const gap = new Paragraph({ style: styles.cover });
  if (picture.length === 0) return [...lines, gap];
  const cellWidth = Math.round(width / 2);
  const cells = [picture, lines].map(
    (children) => new TableCell({ width: { size: cellWidth, type: 'dxa' }, children }),
  );
  return [
    new Table({
      borders: TableBorders.NONE,
      layout: 'fixed',
      columnWidths: [cellWidth, cellWidth],
      width: { size: 2 * cellWidth, type: 'dxa' },
      rows: [new TableRow({ children: cells })],
    }),
    gap,
  ];
}

/**
 * Builds the header of every page but the first, and the footer of all pages with `owner`, such as the enterprise, and
 * the page number.
 */
export function writeHeaderAndFooter(head: Paragraph, owner: string, styles: StyleIds) {
  const createFooter = (): Footer =>
    new Footer({
      children: [
        new Paragraph({
          style: styles.footer,
          children: [
            writeText(owner),
            new TextRun({ children: [new Tab(), PageNumber.CURRENT, ' / ', PageNumber.TOTAL_PAGES] }),
          ],
        }),
      ],
    });
  return {
    headers: {
      default: new Header({ children: [head] }),
      first: new Header({ children: [new Paragraph({ style: styles.header })] }),
    },
    footers: { default: createFooter(), first: createFooter() },
  };
}

/** Twips (twentieths of a point) in a pixel, a 96th of an inch. */
export const TWIPS_PER_PIXEL = 15;
const MAX_HEIGHT = 90;

/** Writes a logo: at most a third of the width, and never enlarged. */
function writeLogo({ type, bytes, width, height }: Picture, room: number): ImageRun {
  const scale = Math.min(1, room / TWIPS_PER_PIXEL / 3 / width, MAX_HEIGHT / height);
  return new ImageRun({
    type: type === 'jpeg' ? 'jpg' : 'png',
    data: bytes,
    transformation: { width: Math.round(width * scale), height: Math.round(height * scale) },
    altText: { name: 'Logo', description: '' },
  });
}
