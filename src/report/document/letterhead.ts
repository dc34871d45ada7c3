import type { Messages } from '../../i18n/index.ts';
import { type Block, heading, paragraph, type ReportDocument, splitFront } from './document-model.ts';
import type { Picture } from './logo-picture.ts';

/** What an office puts on the documents that it issues, in the language of the document. */
export interface Letterhead {
  readonly logo?: Picture | undefined;
  /** The name of the office, then how to reach it. */
  readonly sender: readonly string[];
  readonly closing?: string | undefined;
  /** Who signs, a line for each. */
  readonly signatures: readonly string[];
  /** The data-protection text, in paragraphs. */
  readonly privacy: readonly string[];
}

/**
 * Adds a letterhead to a document. A document that is only a front page gets no closing, lines to sign or
 * data-protection text, because they would need a second page.
 */
export function addLetterhead(document: ReportDocument, letterhead: Letterhead, messages: Messages): ReportDocument {
  const { logo, sender, closing, signatures, privacy } = letterhead;
  const [, details] = splitFront(document);
  const isPage = details.length === 0;
  const lines = signatures.map((signatory) => messages.report.letterhead.signature({ signatory }));
  const endMatter: Block[] = [
    ...(closing === undefined ? [] : [paragraph(closing)]),
    ...lines.map((line): Block => ({ kind: 'paragraph', text: [line], signature: 'office' })),
    ...(privacy.length === 0
      ? []
      : [heading(2, 'privacy', messages.report.letterhead.privacy), ...privacy.map((text) => paragraph(text))]),
  ];
  const keptBlocks = document.blocks.filter(
    (block) => signatures.length === 0 || !(block.kind === 'paragraph' && block.signature === 'standard'),
  );
  return {
    ...document,
    ...(logo === undefined ? {} : { logo }),
    ...(sender.length === 0 ? {} : { sender }),
    ...(isPage ? {} : { blocks: [...keptBlocks, ...endMatter] }),
  };
}
