import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { editedPolicyPath, policyPath } from './enterprise-path.ts';
import { type FileChange, findFile } from './replace-files.ts';

/** The last line of a policy that is kept; no Markdown reader shows it. */
const SEAL = /\n\[\/\/\]: # \(matura sha256:([0-9a-f]{16})(?: from:([0-9a-f]{16}))?\)\s*$/;
const DIGITS = 16;

/** A policy as it is kept: its last line tells the text before it from one that somebody edited, and what it was made from. */
function formatPolicyFile(markdown: string, origin: string | undefined): string {
  const from = origin === undefined ? '' : ` from:${origin}`;
  return `${markdown}\n[//]: # (matura sha256:${digestOf(markdown)}${from})\n`;
}

/** What a policy is made from, as its last line names it: all that it follows from, and the bytes of its enterprise's file. */
export function originOf(basis: string, enterpriseFile: string | Buffer): string {
  return createHash('sha256').update(`${basis}\n`).update(enterpriseFile).digest('hex').slice(0, DIGITS);
}

/** The origin that the policy of an enterprise names, edited or not; undefined where it names none, or there is no policy. */
export function storedOriginOf(root: string, key: string): string | undefined {
  const { bytes } = findFile(policyPath(root, key), root);
  return bytes && inspect(bytes).origin;
}

/** What a new policy changes in the folder of its enterprise. */
export interface PolicyChange {
  readonly changes: readonly FileChange[];
  /** Where the policy goes that somebody edited. */
  readonly edited: string | undefined;
}

/**
 * What the latest policy of an enterprise, in Markdown, changes. One that somebody edited is never lost: it stays where the
 * new one says the same as before it was edited, and is else kept beside. Throws a `FileProblem` where none could be written.
 */
export function planPolicy(root: string, key: string, markdown: string, origin?: string): PolicyChange {
  const found = findFile(policyPath(root, key), root);
  const { bytes } = found;
  const change = { found, content: formatPolicyFile(markdown, origin) };
  if (!bytes) return { changes: [change], edited: undefined };
  const stored = inspect(bytes);
  const isEdited = stored.isEdited();
  const isSame = stored.written === digestOf(markdown);
  if (isSame && (isEdited || origin === undefined || stored.origin === origin))
    return { changes: [], edited: undefined };
  if (!isEdited) return { changes: [change], edited: undefined };
  const edited = freePath(root, key);
  // A power cut between the two leaves the edited one twice, never not at all.
  return { changes: [{ found: findFile(edited, root), content: bytes, isFirstOnDisk: true }, change], edited };
}

/** What the last line of a policy says, and whether the text was changed; one without its last line may be anybody's. */
function inspect(bytes: Buffer): {
  /** The digest of the text as it was written. */
  readonly written: string | undefined;
  readonly origin: string | undefined;
  readonly isEdited: () => boolean;
} {
  // An editor or a version control system may have changed nothing but the ends of lines.
  const text = bytes
    .toString('utf8')
    .replace(/^\uFEFF/, '')
    .replaceAll('\r\n', '\n');
  const [, written, origin] = SEAL.exec(text) ?? [];
  return { written, origin, isEdited: () => written === undefined || digestOf(text.replace(SEAL, '')) !== written };
}

function digestOf(markdown: string): string {
  return createHash('sha256').update(markdown.trimEnd()).digest('hex').slice(0, DIGITS);
}

function freePath(root: string, key: string): string {
  for (let number = 1; ; number++) {
    const path = editedPolicyPath(root, key, number);
    if (!existsSync(path)) return path;
  }
}
