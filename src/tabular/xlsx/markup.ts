import type { Readable } from 'node:stream';
import { SaxesParser } from 'saxes';
import { explainDamage } from './package.ts';

/** What is told of a part's markup, in its order. Names come without their prefix. */
export interface MarkupListener {
  open?(name: string, attributes: Readonly<Record<string, string>>): void;
  text?(text: string): void;
  close?(name: string): void;
}

/** Reads a part to its end; gives way after every piece, so that what was heard so far can be fetched. */
export async function* readMarkup(part: Readable, listener: MarkupListener): AsyncGenerator<void> {
  const parser = new SaxesParser({ xmlns: false, position: false });
  const decoder = new TextDecoder('utf-8', { fatal: true });
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => listener.open?.(withoutPrefix(name), attributes));
  parser.on('closetag', ({ name }) => listener.close?.(withoutPrefix(name)));
  parser.on('text', (text) => listener.text?.(text));
  parser.on('cdata', (text) => listener.text?.(text));
  try {
    for await (const piece of part) {
      parser.write(decoder.decode(piece as Uint8Array, { stream: true }));
      yield;
    }
    parser.write(decoder.decode()).close();
  } catch (error) {
    throw explainDamage(error);
  } finally {
    part.destroy();
  }
}

/** Reads a small part to its end. */
export async function hearMarkup(part: Readable, listener: MarkupListener): Promise<void> {
  const reading = readMarkup(part, listener);
  while (!(await reading.next()).done);
}

function withoutPrefix(name: string): string {
  const colon = name.indexOf(':');
  return colon < 0 ? name : name.slice(colon + 1);
}
