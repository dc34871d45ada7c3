import { type FileChild, ImportedXmlComponent, Paragraph } from 'docx';
import { escapeHtml } from '../../../page/escape.ts';
import type { Block } from '../document.ts';
import { plainText, writeText } from './text.ts';
import type { Writing } from './writing.ts';

/** A heading, as the table of contents lists it. */
interface Entry {
  readonly level: 1 | 2;
  readonly bookmark: string;
  readonly text: string;
}

/**
 * A table of contents as Word's own field, filled in with the headings as links. Their pages only a word processor
 * knows: Word asks to fill them in when the document is opened.
 */
export function writeContents(title: string, blocks: readonly Block[], writing: Writing): FileChild[] {
  const { styles } = writing;
  const entries = blocks.flatMap((block): Entry[] => {
    if (block.kind !== 'heading') return [];
    const words = block.text.map((piece) =>
      typeof piece === 'string' ? piece : 'strong' in piece ? piece.strong : '',
    );
    return [
      { level: block.level === 2 ? 1 : 2, bookmark: writing.bookmark(block.id), text: plainText(words.join('')) },
    ];
  });
  if (entries.length === 0) return [];
  const paragraphs = entries.map(({ level, bookmark, text }, i) => {
    const style = level === 1 ? styles.contents1 : styles.contents2;
    const begin =
      i === 0 ? `${mark('begin', ' w:dirty="true"')}${code(`TOC \\o "1-2" \\h \\z \\u`)}${mark('separate')}` : '';
    const end = i === entries.length - 1 ? mark('end') : '';
    const link = `<w:hyperlink w:anchor="${bookmark}" w:history="1"><w:r><w:t xml:space="preserve">${escapeHtml(text)}</w:t></w:r></w:hyperlink>`;
    return `<w:p><w:pPr><w:pStyle w:val="${escapeHtml(style)}"/></w:pPr>${begin}${link}${end}</w:p>`;
  });
  return [
    new Paragraph({ style: styles.contentsHeading, children: [writeText(title)] }),
    ...paragraphs.map((xml) => ImportedXmlComponent.fromXmlString(xml) as unknown as FileChild),
  ];
}

function mark(type: 'begin' | 'separate' | 'end', more = ''): string {
  return `<w:r><w:fldChar w:fldCharType="${type}"${more}/></w:r>`;
}

function code(instruction: string): string {
  return `<w:r><w:instrText xml:space="preserve"> ${escapeHtml(instruction)} </w:instrText></w:r>`;
}
