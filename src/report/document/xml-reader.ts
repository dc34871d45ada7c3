import { SaxesParser } from 'saxes';

/** Receives the parts of an XML document in document order. Names come without their prefix. */
export interface XmlHandler {
  open?(name: string, attributes: Readonly<Record<string, string>>): void;
  text?(text: string): void;
  close?(name: string): void;
}

/** XML that is not well-formed, or that has a document type declaration or a processing instruction. */
export class XmlProblem extends Error {
  override readonly name = 'XmlProblem';
}

/** The maximum nesting of elements: programs that open a document become slower with every level. */
const DEPTH_LIMIT = 250;

/**
 * Parses XML in UTF-8. Throws an `XmlProblem` if the document is not well-formed, has a document type declaration or a
 * processing instruction, or nests elements deeper than any program does.
 */
export function parseXml(content: Uint8Array, { open, text, close }: XmlHandler): void {
  const parser = new SaxesParser({ xmlns: false, position: false });
  const refuse = (cause?: unknown): never => {
    throw new XmlProblem('not well-formed', { cause });
  };
  parser.on('error', refuse);
  parser.on('doctype', () => refuse());
  parser.on('processinginstruction', () => refuse());
  let depth = 0;
  parser.on('opentag', ({ name, attributes }) => {
    if (++depth > DEPTH_LIMIT) refuse();
    open?.(removePrefix(name), attributes);
  });
  parser.on('closetag', ({ name }) => {
    depth--;
    close?.(removePrefix(name));
  });
  parser.on('text', (piece) => text?.(piece));
  parser.on('cdata', (piece) => text?.(piece));
  parser.write(decode(content, refuse)).close();
}

/** Returns an attribute by its name without the prefix; empty if it is absent. */
export function readAttribute(attributes: Readonly<Record<string, string>>, name: string): string {
  return Object.entries(attributes).find(([key]) => removePrefix(key) === name)?.[1] ?? '';
}

function decode(content: Uint8Array, refuse: (cause: unknown) => never): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(content);
  } catch (cause) {
    return refuse(cause);
  }
}

function removePrefix(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}
