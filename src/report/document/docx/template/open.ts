import { ArchiveProblem, unzip } from '../../../../archive/unzip.ts';
import { listen, MarkupProblem } from '../../markup.ts';
import { TemplateProblem } from './fault.ts';
import { examineFields } from './fields.ts';
import { examineRelations } from './relations.ts';

/** The parts of a customer's document, by their names. */
export type Parts = Map<string, Buffer>;

export const MAIN = 'word/document.xml';
export const STYLES = 'word/styles.xml';
export const TYPES = '[Content_Types].xml';
const OLE = 'd0cf11e0a1b11ae1';

/**
 * The parts of a Word document that brings nothing of its own to run, and asks for nothing when it is opened. Throws a
 * `TemplateProblem` for any other file.
 */
export async function openTemplate(bytes: Uint8Array): Promise<Parts> {
  const begin = Buffer.from(bytes.subarray(0, 8));
  if (begin.toString('hex') === OLE) throw new TemplateProblem({ code: 'old' });
  if (begin.toString('latin1', 0, 2) !== 'PK') throw new TemplateProblem({ code: 'not-docx' });
  const parts = await unpack(bytes);
  try {
    examineTypes(parts);
    for (const [name, content] of parts) {
      if (name.endsWith('.rels')) examineRelations(name, content);
      else if (name.endsWith('.xml')) examineFields(name, content);
    }
  } catch (cause) {
    throw cause instanceof MarkupProblem ? new TemplateProblem({ code: 'damaged' }, { cause }) : cause;
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
  const types = parts.get(TYPES);
  if (!types) throw new TemplateProblem({ code: 'not-docx' });
  let main = '';
  listen(types, {
    open(_, { PartName = '', ContentType = '' }) {
      if (/macroEnabled|vbaProject/i.test(ContentType)) throw new TemplateProblem({ code: 'macros' });
      if (PartName === `/${MAIN}`) main = ContentType;
    },
  });
  const isWord = /wordprocessingml\.(document|template)\.main\+xml$/.test(main);
  if (!isWord || !hasRoot(parts, MAIN, 'w:document') || !hasRoot(parts, STYLES, 'w:styles')) {
    throw new TemplateProblem({ code: 'not-docx' });
  }
}

/** Whether a part begins with that element, under the prefix that Word itself uses. */
function hasRoot(parts: Parts, part: string, name: string): boolean {
  return new RegExp(`^(?:\\ufeff)?\\s*(?:<\\?xml[^>]*\\?>)?\\s*<${name}[\\s>]`).test(
    parts.get(part)?.toString('utf8', 0, 2000) ?? '',
  );
}
