import { SaxesParser } from 'saxes';
import { TemplateProblem } from './fault.ts';

/** What is told of a part's markup, in its order. Names come without their prefix. */
export interface Listener {
  open?(name: string, attributes: Readonly<Record<string, string>>): void;
  text?(text: string): void;
  close?(name: string): void;
}

/** Reads a part's markup; throws a `TemplateProblem` for what is not well-formed or has entities of its own. */
export function listen(part: string, content: Buffer, { open, text, close }: Listener): void {
  const parser = new SaxesParser({ xmlns: false, position: false });
  const refuse = (cause?: unknown): never => {
    throw new TemplateProblem({ code: 'damaged' }, { cause: new Error(part, { cause }) });
  };
  parser.on('error', refuse);
  parser.on('doctype', () => refuse());
  parser.on('opentag', ({ name, attributes }) => open?.(withoutPrefix(name), attributes));
  parser.on('closetag', ({ name }) => close?.(withoutPrefix(name)));
  parser.on('text', (piece) => text?.(piece));
  parser.on('cdata', (piece) => text?.(piece));
  let decoded = '';
  try {
    decoded = new TextDecoder('utf-8', { fatal: true }).decode(content);
  } catch (cause) {
    refuse(cause);
  }
  parser.write(decoded).close();
}

/** An attribute by its name without the prefix. */
export function attribute(attributes: Readonly<Record<string, string>>, name: string): string {
  return Object.entries(attributes).find(([key]) => withoutPrefix(key) === name)?.[1] ?? '';
}

function withoutPrefix(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}
