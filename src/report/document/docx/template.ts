import { patchDetector } from 'docx';
import { writeZip } from '../../../archive/zip.ts';
import { makeStyles, type StyleIds } from './styles.ts';
import { prepareBody, textWidthOf } from './template/body.ts';
import { openTemplate, type Parts, TYPES } from './template/open.ts';
import { completeStyles } from './template/styles.ts';

/** A customer's document, ready to take a report. */
export interface Template {
  readonly archive: Buffer;
  readonly styles: StyleIds;
  /** The width of its text in twips. */
  readonly width: number;
}

/**
 * Reads a customer's document as a template: its styles, page, heads and feet stay; the report goes where `{{report}}`
 * stands, else behind what is there, and its title where `{{title}}` stands. Throws a `TemplateProblem`.
 */
export async function prepareTemplate(bytes: Uint8Array): Promise<Template> {
  const parts = await openTemplate(bytes);
  const width = textWidthOf(parts);
  const styles = completeStyles(parts, makeStyles(width));
  prepareBody(parts, await patchDetector({ data: pack(parts), trimPlaceholders: true }));
  nameAsDocument(parts);
  return { archive: pack(parts), styles, width };
}

/** A Word template (.dotx) differs from a document only in what it is called. */
function nameAsDocument(parts: Parts): void {
  const types = parts.get(TYPES)?.toString('utf8') ?? '';
  parts.set(
    TYPES,
    Buffer.from(types.replace('wordprocessingml.template.main+xml', 'wordprocessingml.document.main+xml')),
  );
}

function pack(parts: Parts): Buffer {
  return writeZip([...parts].map(([name, content]) => ({ name, content })));
}
