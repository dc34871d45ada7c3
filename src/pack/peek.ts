import { closeSync, openSync, readFileSync, readSync } from 'node:fs';

/** The beginning of a file in which a key is looked for first. */
const HEAD = 4096;

const PATTERNS = {
  id: patternOf('id'),
  kind: patternOf('kind'),
};

/** A key of a document by its line alone: parsing every pack to find one would take far longer. */
export function peekKey(path: string, key: keyof typeof PATTERNS): string | undefined {
  const find = (text: string): string | undefined => keyIn(text, key);
  try {
    const head = readHead(path);
    if (head.length < HEAD) return find(head.toString('utf8'));
    // The last line may go on.
    const text = head.toString('utf8');
    return find(text.slice(0, text.lastIndexOf('\n') + 1)) ?? find(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}

/** The same in a text. */
export function keyIn(text: string, key: keyof typeof PATTERNS): string | undefined {
  return PATTERNS[key].exec(text)?.[1];
}

function readHead(path: string): Buffer {
  const file = openSync(path, 'r');
  try {
    const buffer = Buffer.alloc(HEAD);
    return buffer.subarray(0, readSync(file, buffer, 0, HEAD, 0));
  } finally {
    closeSync(file);
  }
}

function patternOf(key: string): RegExp {
  return new RegExp(`^${key}:[ \\t]+["']?([A-Za-z0-9][A-Za-z0-9._-]*)["']?[ \\t]*(?:#.*)?\\r?$`, 'm');
}
