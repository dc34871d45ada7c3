import { writeAtomic } from './atomic-write.ts';
import { FileProblem } from './file-problem.ts';
import { readBytes } from './folder.ts';
import { createSigningKey, isSigningKey, type SigningKey } from './signing-key.ts';

/** Creates a signing key and writes it to a file that only its owner can read. */
export async function writeSigningKey(path: string, name: string): Promise<SigningKey> {
  const key = createSigningKey(name);
  await writeAtomic(path, `${JSON.stringify({ kind: 'key', ...key }, null, 2)}\n`, { mode: 0o600 });
  return key;
}

/** Reads the signing key in a file. Throws a `FileProblem` if the file does not contain a valid key. */
export function readSigningKey(path: string): SigningKey {
  const bytes = readBytes(path);
  try {
    const { name, publicKey, privateKey } = JSON.parse(bytes.toString()) as SigningKey;
    if (typeof name === 'string' && name !== '' && isSigningKey({ name, publicKey, privateKey }))
      return { name, publicKey, privateKey };
  } catch {
    // The file is not JSON, or the JSON is not an object.
  }
  throw new FileProblem('not-a-key', path);
}
