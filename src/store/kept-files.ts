// Finds all files kept about one enterprise in a folder of enterprise files, and removes them.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, realpathSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { foldKey } from '../model/index.ts';
import { isTemporary, writeAtomic } from './atomic-write.ts';
import { type DraftHeader, draftsFolder, findDraftFiles, readDraftFile } from './draft-file.ts';
import { enterprisePath, removalPath } from './enterprise-path.ts';
import { FileProblem, toFileProblem } from './file-problem.ts';
import { readBytes, readIfThere, resolveInside, syncFolder } from './folder.ts';
import { acquireLock } from './lock.ts';

/** What a kept file is: the enterprise file, its policies, a draft, or the temporary file of a run that was killed. */
type KeptFileKind = 'enterprise' | 'policy' | 'edited-policy' | 'draft' | 'leftover';

/** A file kept about an enterprise. */
interface KeptFile {
  /** The path, relative to the folder of enterprise files, with forward slashes. */
  readonly path: string;
  readonly kind: KeptFileKind;
  readonly bytes: number;
  /** The SHA-256 of the content, `sha256:` and hexadecimal digits. */
  readonly digest: string;
}

/** All files kept about an enterprise in a folder. */
export interface KeptFiles {
  readonly root: string;
  readonly key: string;
  /**
   * The files, in the order in which they are removed. Includes files that an earlier run removed before it was killed.
   */
  readonly files: readonly KeptFile[];
  /** Other files whose names begin like those of the enterprise, such as reports; Matura does not remove them. */
  readonly beside: readonly string[];
  /** When the removal began, in UTC (ISO 8601), if an earlier run was killed. */
  readonly startedAt: string | undefined;
}

/** Whether a fact of a pack identifies the enterprise. */
type IsKeyFact = (pack: DraftHeader['pack'], name: string) => Promise<boolean>;

/** A temporary file written within this many milliseconds belongs to a run that is still going on. */
const LIVE_TEMPORARY_MS = 60_000;

/** Lists the files kept about an enterprise. `isKeyFact` is asked only about drafts that state the key in a fact. */
export async function findKeptFiles(root: string, key: string, now: Date, isKeyFact: IsKeyFact): Promise<KeptFiles> {
  const path = enterprisePath(root, key);
  const [folder, stem] = [dirname(path), basename(path, '.json')];
  const names = listFolder(folder).sort();
  const policies = names.filter((name) => isPolicyName(name, stem));
  const editedNames = policies.filter((name) => name !== `${stem}.policy.md`);
  const leftovers = [...new Set([root, folder, draftsFolder(root)])].flatMap((place) =>
    listFolder(place)
      .filter(isTemporary)
      .map((name) => join(place, name))
      .filter((file) => isLeftoverOf(file, key, now)),
  );
  const paths: readonly (readonly [KeptFileKind, string])[] = [
    ...leftovers.map((file) => ['leftover', file] as const),
    ...(await findDraftsOf(root, key, isKeyFact)).map((file) => ['draft', file] as const),
    ...editedNames.map((name) => ['edited-policy', join(folder, name)] as const),
    ...(existsSync(join(folder, `${stem}.policy.md`)) ? [['policy', join(folder, `${stem}.policy.md`)] as const] : []),
    // The enterprise file is removed last, so that after a killed run the removal can be repeated under the same key.
    ...(existsSync(path) ? [['enterprise', path] as const] : []),
  ];
  const foundFiles = paths.map(([kind, file]) => describeFile(root, kind, file));
  const earlierRemoval = readRemoval(root, key);
  // The note might name a file of another enterprise, so only files that no longer exist are taken from the note.
  const missingFiles = (earlierRemoval?.files ?? []).filter((file) => !existsSync(join(root, file.path)));
  const besideNames = names.filter(
    (name) => name.startsWith(`${stem}.`) && name !== basename(path) && !policies.includes(name),
  );
  return {
    root,
    key,
    files: [...missingFiles, ...foundFiles],
    beside: besideNames.map((name) => join(folder, name)),
    startedAt: earlierRemoval?.startedAt,
  };
}

/**
 * Removes all files, each while holding its lock. First writes a note of what it removes, so that a later run can
 * complete the removal and the list; `finishRemoval` removes that note. Throws a `FileProblem`, with nothing removed,
 * if another run has one of the files open.
 */
export async function removeKeptFiles({ root, key, files, startedAt }: KeptFiles, now: Date): Promise<void> {
  const existingFiles = files
    .map(({ path, kind }) => ({ path: join(root, path), kind }))
    .filter(({ path }) => existsSync(path));
  const locked = existingFiles.filter(({ kind }) => kind === 'draft' || kind === 'enterprise');
  const releases: (() => Promise<void>)[] = [];
  try {
    for (const { path } of locked) releases.push(await acquireLock(path));
    const removal: Removal = { key, startedAt: startedAt ?? now.toISOString(), files };
    await writeAtomic(removalPath(root, key), `${JSON.stringify(removal, null, 2)}\n`, { root });
    for (const { path } of existingFiles) removeFile(root, path);
  } finally {
    for (const release of releases) await release();
  }
}

/** Removes the note of a removal, once the list of what was removed has been passed on. */
export function finishRemoval({ root, key }: KeptFiles): void {
  removeFile(root, removalPath(root, key));
}

/** The note of a removal that has begun. */
interface Removal {
  readonly key: string;
  readonly startedAt: string;
  readonly files: readonly KeptFile[];
}

function readRemoval(root: string, key: string): Removal | undefined {
  const path = removalPath(root, key);
  const bytes = readIfThere(path);
  if (bytes === undefined) return undefined;
  try {
    const removal: Removal = JSON.parse(bytes.toString());
    if (removal.files.every((file) => typeof file.path === 'string')) return removal;
  } catch (cause) {
    throw new FileProblem('damaged', path, { detail: { kind: 'not-json' }, cause });
  }
  throw new FileProblem('damaged', path, { detail: { kind: 'not-json' } });
}

function describeFile(root: string, kind: KeptFileKind, path: string): KeptFile {
  const content = readBytes(resolveInside(path, root));
  const digest = `sha256:${createHash('sha256').update(content).digest('hex')}`;
  return { path: relative(root, path).replaceAll('\\', '/'), kind, bytes: content.length, digest };
}

/** Removes a file and, if it is a link within the folder, the file to which it leads. */
function removeFile(root: string, path: string): void {
  try {
    const target = existsSync(path) ? realpathSync(resolveInside(path, root)) : path;
    rmSync(target, { force: true });
    rmSync(path, { force: true });
    for (const folder of new Set([dirname(target), dirname(path)])) syncFolder(folder);
  } catch (error) {
    throw toFileProblem(error, path);
  }
}

function listFolder(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder) : [];
}

function isPolicyName(name: string, stem: string): boolean {
  return name.startsWith(`${stem}.policy.`) && /^\.policy\.(edited(-\d+)?\.)?md$/.test(name.slice(stem.length));
}

/** Whether a temporary file left by a killed run contains content of the enterprise. */
function isLeftoverOf(path: string, key: string, now: Date): boolean {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (!stats?.isFile() || now.getTime() - stats.mtimeMs < LIVE_TEMPORARY_MS) return false;
  return mentionsKey(readBytes(path), key);
}

function mentionsKey(content: Buffer, key: string): boolean {
  return content.includes(JSON.stringify(key).slice(1, -1)) || content.includes(key);
}

/** Finds the drafts of an enterprise, including damaged ones that mention its key. */
async function findDraftsOf(root: string, key: string, isKeyFact: IsKeyFact): Promise<string[]> {
  const drafts: string[] = [];
  for (const path of await findDraftFiles(root)) if (await isDraftOf(path, key, isKeyFact)) drafts.push(path);
  return drafts;
}

async function isDraftOf(path: string, key: string, isKeyFact: IsKeyFact): Promise<boolean> {
  const isKey = (value: unknown): boolean =>
    (typeof value === 'string' || typeof value === 'number') && foldKey(String(value)) === foldKey(key);
  let draft: ReturnType<typeof readDraftFile>;
  try {
    draft = readDraftFile(path);
  } catch (error) {
    if (error instanceof FileProblem && error.code === 'damaged') return mentionsKey(readBytes(path), key);
    throw error;
  }
  if (!draft) return false;
  if (isKey(draft.header.enterprise)) return true;
  const names = draft.events.flatMap(({ name, statement }) => (isKey(statement?.value) ? [name] : []));
  for (const name of new Set(names)) if (await isKeyFact(draft.header.pack, name)) return true;
  return false;
}
