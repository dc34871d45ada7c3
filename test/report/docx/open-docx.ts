import { SaxesParser } from 'saxes';
import type { Block, ReportDocument } from '../../../src/report/document/document-model.ts';
import { unzip } from '../../../src/report/docx/docx-package.ts';
import { renderDocx } from '../../../src/report/docx/docx-renderer.ts';

/** A report of these blocks. */
export function documentOf(blocks: readonly Block[], more: Partial<ReportDocument> = {}): ReportDocument {
  return {
    tag: 'de',
    title: 'Bericht',
    cover: ['Werk', '2026'],
    blocks,
    notes: [],
    notesTitle: 'Anmerkungen',
    ...more,
  };
}

/** The parts of a Word document as text, by their names. */
export async function partsOf(archive: Uint8Array): Promise<ReadonlyMap<string, string>> {
  return new Map([...(await unzip(archive))].map(([name, content]) => [name, content.toString('utf8')]));
}

/** The markup of the body of a report of these blocks. */
export async function bodyOf(blocks: readonly Block[], more: Partial<ReportDocument> = {}): Promise<string> {
  return (await partsOf(await renderDocx(documentOf(blocks, more)))).get('word/document.xml') ?? '';
}

/** The text of markup, paragraph by paragraph. */
export function paragraphsOf(xml: string): string[] {
  return [...xml.matchAll(/<w:p[ >].*?<\/w:p>/gs)].map(([paragraph]) =>
    [...paragraph.matchAll(/<w:t[^>]*>([^<]*)<\/w:t>/g)].map(([, text]) => text).join(''),
  );
}

/** The codes of all fields. */
export function fieldsOf(xml: string): string[] {
  return [...xml.matchAll(/<w:instrText[^>]*>([^<]*)<|w:instr="([^"]*)"/g)].map(([, a, b]) =>
    (a ?? b ?? '').replaceAll('&quot;', '"').trim(),
  );
}

/** Throws for a part that is not well-formed XML with all its namespaces. */
export function parseStrictly(name: string, xml: string): void {
  const parser = new SaxesParser({ xmlns: true, fileName: name });
  parser.on('error', (error) => {
    throw error;
  });
  parser.write(xml).close();
}
