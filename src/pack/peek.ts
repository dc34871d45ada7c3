import { open } from 'node:fs/promises';

/** The beginning of a file in which a key is looked for first. */
const HEAD = 4096;

const PATTERNS = {
  id: patternOf('id'),
  kind: patternOf('kind'),
};

/** A key of a document by its line alone: parsing every pack to find one would take far longer. */
export async function peekKey(path: string, key: keyof typeof PATTERNS): Promise<string | undefined> {
  const file = await open(path).catch(() => undefined);
  if (!file) return undefined;
  const find = (text: string): string | undefined => PATTERNS[key].exec(text)?.[1];
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD), 0, HEAD, 0);
    const head = buffer.toString('utf8', 0, bytesRead);
    if (bytesRead < HEAD) return find(head);
    // The last line may go on.
    return find(head.slice(0, head.lastIndexOf('\n') + 1)) ?? find(await file.readFile('utf8'));
  } catch {
    return undefined;
  } finally {
    await file.close();
  }
}

function patternOf(key: string): RegExp {
  return new RegExp(`^${key}:[ \\t]+["']?([A-Za-z0-9][A-Za-z0-9._-]*)["']?[ \\t]*(?:#.*)?\\r?$`, 'm');
}
