// The file of an enterprise on disk: read, listed, and appended to under a lock.
import { constants, type Dirent, readFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join, parse } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import type { Assessment, Enterprise, FollowUp, RecordedAnswer, RecordedAnswers } from '../model/index.ts';
import { writeAtomic } from './atomic-write.ts';
import { formatEnterprise, parseEnterprise } from './enterprise-json.ts';
import { enterprisePath, fileNameOf } from './enterprise-path.ts';
import { FileProblem, systemCode, toFileProblem } from './file-problem.ts';
import { makeFolder, resolveInside } from './folder.ts';
import { withLock } from './lock.ts';

/** One file of a folder of enterprises: its enterprise, or why that cannot be read. */
export type ListedEnterprise =
  | { readonly path: string; readonly enterprise: Enterprise }
  | { readonly path: string; readonly problem: FileProblem };

interface AppendOptions {
  /** Take another name than the file's: the enterprise has a new one. */
  readonly renamed?: boolean;
  /** Whether an assessment on file is the one to be added, from an earlier run: then nothing is added. */
  readonly isRepeat?: (stored: Assessment) => boolean;
}

/**
 * What became of an assessment: on disk, now or from an earlier run, with the facts that changed by it and whether it
 * is the newest one; or not, for the file names another enterprise.
 */
export type AppendResult =
  | {
      readonly outcome: 'appended' | 'already-there';
      readonly enterprise: Enterprise;
      readonly changed: readonly FactChange[];
      readonly isNewest: boolean;
    }
  | { readonly outcome: 'conflict'; readonly conflict: NameConflict };

/** The enterprise with this key, or undefined if it has no file yet. */
export async function readEnterprise(root: string, key: string): Promise<Enterprise | undefined> {
  return (await readStored(root, key))?.enterprise;
}

/** The enterprise in a file that the user named. */
export async function readEnterpriseFile(path: string): Promise<Enterprise> {
  const bytes = await readBytes(path);
  if (bytes === undefined) throw new FileProblem('missing', path);
  return parseEnterprise(bytes, path);
}

/** Signals and timers get a turn after so many files. */
const IN_ONE_GO = 32;

/** All enterprises of a folder, one after the other in the order of their files' names. */
export async function* listEnterprises(root: string): AsyncGenerator<ListedEnterprise> {
  for (const [at, entry] of (await listFiles(root)).entries()) {
    const { name } = entry;
    const path = join(root, name);
    if (at % IN_ONE_GO === 0) await setImmediate();
    try {
      const enterprise = entry.isSymbolicLink()
        ? await readEnterpriseFile(await resolveInside(path, root))
        : parseEnterprise(readAtOnce(path), path);
      requireKey(path, enterprise, isNameOf(name, enterprise.key));
      yield { path, enterprise };
    } catch (error) {
      if (!(error instanceof FileProblem)) throw error;
      yield { path, problem: error };
    }
  }
}

/** How many files of enterprises a folder holds. */
export async function countEnterprises(root: string): Promise<number> {
  return (await listFiles(root)).length;
}

/**
 * Adds an assessment to the file of an enterprise, or makes the file; assessments already there stay as they are.
 * One that was finished before others goes before them and does not change facts that were stated later.
 */
export async function appendAssessment(
  root: string,
  key: string,
  facts: RecordedAnswers,
  assessment: Assessment,
  { renamed = false, isRepeat = () => false }: AppendOptions = {},
): Promise<AppendResult> {
  const path = enterprisePath(root, key);
  await makeFolder(root, root);
  return withLock(path, async () => {
    const stored = await readStored(root, key);
    const before = stored?.enterprise ?? { schemaVersion: 1, key, facts: {}, assessments: [] };
    const conflict = renamed ? undefined : findNameConflict(before.facts, facts);
    if (conflict) return { outcome: 'conflict', conflict };
    const repeat = before.assessments.findLastIndex(isRepeat);
    if (repeat >= 0) {
      const isNewest = repeat === before.assessments.length - 1;
      return { outcome: 'already-there', enterprise: before, changed: [], isNewest };
    }
    const place = before.assessments.findLastIndex((earlier) => earlier.finishedAt <= assessment.finishedAt) + 1;
    const isNewest = place === before.assessments.length;
    const merged = isNewest ? mergeFacts(before.facts, facts) : mergeFacts(facts, before.facts);
    const enterprise: Enterprise = {
      ...before,
      facts: merged,
      assessments: before.assessments.toSpliced(place, 0, assessment),
    };
    const beforeRename = () => requireUnchanged(path, stored?.bytes);
    await writeAtomic(path, formatEnterprise(enterprise), { root, beforeRename });
    return { outcome: 'appended', enterprise, changed: compareFacts(before.facts, enterprise.facts), isNewest };
  });
}

async function listFiles(root: string): Promise<Dirent[]> {
  const entries = await readdir(root, { withFileTypes: true }).catch((error) => {
    throw toFileProblem(error, root);
  });
  const files = entries.filter(
    (entry) => (entry.isFile() || entry.isSymbolicLink()) && isEnterpriseFileName(entry.name),
  );
  return files.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/**
 * The bytes of a file that is no link, nor became one: thousands of small files are read in half the time without a
 * thread for each step.
 */
function readAtOnce(path: string): Buffer {
  try {
    return readFileSync(path, { flag: constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) } as unknown as {
      flag: string;
    });
  } catch (error) {
    if (systemCode(error) === 'ENOENT') throw new FileProblem('missing', path);
    throw toFileProblem(error, path);
  }
}

async function readStored(root: string, key: string): Promise<{ bytes: Buffer; enterprise: Enterprise } | undefined> {
  const path = enterprisePath(root, key);
  const bytes = await readBytes(await resolveInside(path, root));
  if (bytes === undefined) return undefined;
  const enterprise = parseEnterprise(bytes, path);
  requireKey(path, enterprise, enterprise.key === key);
  return { bytes, enterprise };
}

/** The bytes of a file; undefined where there is none. */
export async function readBytes(path: string): Promise<Buffer | undefined> {
  return readFile(path).catch((error) => {
    if (systemCode(error) === 'ENOENT') return undefined;
    throw toFileProblem(error, path);
  });
}

/** A lock can be lost, and an editor takes none: what was written since the file was read must not be lost. */
async function requireUnchanged(path: string, before: Buffer | undefined): Promise<void> {
  const now = await readBytes(path);
  const same = before === undefined || now === undefined ? before === now : now.equals(before);
  if (!same) throw new FileProblem('locked', path);
}

function requireKey(path: string, { key }: Enterprise, fits: boolean): void {
  if (fits) return;
  throw new FileProblem('damaged', path, {
    place: { pointer: '/key' },
    detail: { kind: 'other-key', name: key },
  });
}

/** What begins with a dot is Matura's own: temporary files, locks, drafts. */
function isEnterpriseFileName(name: string): boolean {
  return !name.startsWith('.') && parse(name).ext.toLowerCase() === '.json';
}

/** A copy over a disk may have changed the case of a name or how its accents are stored, never which key it means. */
function isNameOf(name: string, key: string): boolean {
  const comparable = (text: string): string => text.toLowerCase().normalize('NFC');
  return comparable(parse(name).name) === comparable(fileNameOf(key));
}

/**
 * Adds records to the file of an enterprise, which must be there; everything in it stays as it is. What is added is
 * settled on the enterprise as it is on the disk, while no other run writes: `settle` gives the records, none where
 * there is nothing to add, and may throw to leave the file.
 */
export async function appendFollowUps(
  path: string,
  settle: (enterprise: Enterprise) => readonly FollowUp[],
): Promise<Enterprise> {
  const root = dirname(path);
  // Where the folder is missing there is no place for a lock either.
  if ((await readBytes(await resolveInside(path, root))) === undefined) throw new FileProblem('missing', path);
  return withLock(path, async () => {
    const bytes = await readBytes(await resolveInside(path, root));
    if (bytes === undefined) throw new FileProblem('missing', path);
    const enterprise = parseEnterprise(bytes, path);
    const added = settle(enterprise);
    if (added.length === 0) return enterprise;
    const after: Enterprise = { ...enterprise, records: [...(enterprise.records ?? []), ...added] };
    await writeAtomic(path, formatEnterprise(after), { root, beforeRename: () => requireUnchanged(path, bytes) });
    return after;
  });
}

const NAME = 'name';

/** A fact that is stated differently from what was on file; without `to` it is no longer stated. */
interface FactChange {
  readonly name: string;
  readonly from: RecordedAnswer;
  readonly to?: RecordedAnswer;
}

/** Two different names for one key: most likely a mistyped key, and two enterprises in one file. */
interface NameConflict {
  readonly stored: string;
  readonly given: string;
}

/** Whether the facts on file and those given name two different enterprises; how wide brackets are is no difference. */
export function findNameConflict(stored: RecordedAnswers, given: RecordedAnswers): NameConflict | undefined {
  const [before, now] = [statedName(stored), statedName(given)];
  if (before === undefined || now === undefined || comparable(before) === comparable(now)) return undefined;
  return { stored: before, given: now };
}

/** The facts as last stated: those given, then those that only earlier assessments stated. */
export function mergeFacts(stored: RecordedAnswers, given: RecordedAnswers): RecordedAnswers {
  return Object.fromEntries([
    ...Object.entries(given),
    ...Object.entries(stored).filter(([name]) => !Object.hasOwn(given, name)),
  ]);
}

/** Which facts on file say something else afterwards. A fact stated for the first time is no change. */
function compareFacts(before: RecordedAnswers, after: RecordedAnswers): FactChange[] {
  return Object.entries(before).flatMap(([name, from]) => {
    const to = Object.hasOwn(after, name) ? after[name] : undefined;
    if (to === undefined) return [{ name, from }];
    const same = from.state === to.state && isDeepStrictEqual(from.value, to.value);
    return same ? [] : [{ name, from, to }];
  });
}

function statedName(facts: RecordedAnswers): string | undefined {
  const name = Object.hasOwn(facts, NAME) ? facts[NAME]?.value : undefined;
  return typeof name === 'string' && comparable(name) ? name : undefined;
}

function comparable(name: string): string {
  return name.normalize('NFKC').replace(/\s+/g, '').toLowerCase();
}
