import { createHash } from 'node:crypto';
import { access } from 'node:fs/promises';
import { writeAtomic } from './atomic-write.ts';
import { readBytes } from './enterprise-file.ts';
import { editedPolicyPath, policyPath } from './enterprise-path.ts';
import { resolveInside, resolveTarget } from './folder.ts';

/** The last line of a policy that is kept; no Markdown reader shows it. */
const SEAL = /\n\[\/\/\]: # \(matura sha256:([0-9a-f]{16})\)\s*$/;
const DIGITS = 16;

/** A policy as it is kept: its last line tells the text before it from one that somebody edited. */
export function formatPolicyFile(markdown: string): string {
  return `${markdown}\n[//]: # (matura sha256:${digestOf(markdown)})\n`;
}

/** Throws a `FileProblem` where the policy of an enterprise could not be written, before anything is. */
export async function requirePolicyTarget(root: string, key: string): Promise<void> {
  await resolveTarget(policyPath(root, key), root);
}

/**
 * Writes the latest policy of an enterprise, in Markdown. One that somebody edited is never lost: it stays where the new
 * one says the same as before it was edited, and is else kept beside, under the name that is given back.
 */
export async function writePolicy(root: string, key: string, markdown: string): Promise<string | undefined> {
  const path = policyPath(root, key);
  const before = await readBytes(await resolveInside(path, root));
  const { written, isEdited } = before ? inspect(before) : { written: undefined, isEdited: false };
  if (written === digestOf(markdown)) return undefined;
  const beside = isEdited ? await freePath(root, key) : undefined;
  // First the old one: a power cut between the two leaves it twice.
  if (beside !== undefined) await writeAtomic(beside, before as Buffer, { root });
  await writeAtomic(path, formatPolicyFile(markdown), { root });
  return beside;
}

/** By which text a policy began, and whether that was changed; one without its last line may be anybody's. */
function inspect(bytes: Buffer): { readonly written: string | undefined; readonly isEdited: boolean } {
  // An editor or a version control system may have changed nothing but the ends of lines.
  const text = bytes
    .toString('utf8')
    .replace(/^\uFEFF/, '')
    .replaceAll('\r\n', '\n');
  const written = SEAL.exec(text)?.[1];
  return { written, isEdited: written === undefined || digestOf(text.replace(SEAL, '')) !== written };
}

function digestOf(markdown: string): string {
  return createHash('sha256').update(markdown.trimEnd()).digest('hex').slice(0, DIGITS);
}

async function freePath(root: string, key: string): Promise<string> {
  for (let number = 1; ; number++) {
    const path = editedPolicyPath(root, key, number);
    const isThere = await access(path).then(
      () => true,
      () => false,
    );
    if (!isThere) return path;
  }
}
