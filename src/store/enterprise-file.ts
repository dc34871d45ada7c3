// Reads, lists and appends to enterprise files.

import { createHash } from 'node:crypto';
import { type Dirent, existsSync } from 'node:fs';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { dirname, join, parse } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import {
  type Assessment,
  type Chain,
  type Enterprise,
  type FollowUp,
  foldKey,
  type RecordedAnswer,
  type RecordedAnswers,
} from '../model/index.ts';
import { findKeptPlan } from '../policy/index.ts';
import { removeLeftovers, removeTemporaries } from './atomic-write.ts';
import {
  CHAINED_FORMAT,
  dropPersonal,
  type EnterpriseOutline,
  isRedacted,
  isSuccessor,
  redact,
  replaceKey,
  sortLinks,
} from './chain.ts';
import { type CheckedEnterprise, formatEnterprise, parseEnterprise, type ReadEnterprise } from './enterprise-json.ts';
import {
  editedPolicyPath,
  enterprisePath,
  findPolicy,
  foldersOf,
  isPlaceOf,
  policyPath,
  SHARD_FOLDERS,
} from './enterprise-path.ts';
import { FileProblem, toFileProblem } from './file-problem.ts';
import { makeFolder, readBytes, readIfThere, resolveInside, syncFolder } from './folder.ts';
import { withLock } from './lock.ts';
import { type FileChange, type FoundFile, findFile, replaceFiles } from './replace-files.ts';
import type { SigningKey } from './signing-key.ts';

/**
 * The last line of a stored policy, with the digests that Matura checks. It is a link definition, which Markdown
 * readers do not show.
 */
const SEAL_PATTERN =
  /\n\[\/\/\]: # \(matura sha256:([0-9a-f]{16})(?: of:([0-9a-f]{16}))?(?: from:([0-9a-f]{16}))?\)\s*$/;
const SEAL_DIGITS = 16;
/** The maximum length of a policy's last line, in bytes. */
const MAX_SEAL_BYTES = 1000;

/**
 * What a policy was made from, as recorded in its last line: the first digits of the digests of the assessment and the
 * file.
 */
interface PolicySource {
  /** The first digits of the digest of the assessment's link in the enterprise file's chain. */
  readonly link: string | undefined;
  readonly origin: string | undefined;
}

/**
 * Formats a policy for storage. The last line contains a digest by which later edits can be detected, and what the
 * policy was made from.
 */
function formatPolicyFile(markdown: string, { link, origin }: PolicySource): string {
  const linkSuffix = link === undefined ? '' : ` of:${link}`;
  const originSuffix = origin === undefined ? '' : ` from:${origin}`;
  return `${markdown}\n[//]: # (matura sha256:${digestOf(markdown)}${linkSuffix}${originSuffix})\n`;
}

/**
 * Returns the first digits of the link digest of the newest assessment with a recommendation, as a policy's last line
 * records them.
 */
function policyLinkOf(chain: Chain | undefined): string | undefined {
  const link = chain && sortLinks('assessment', chain.links).findLast(({ parts }) => parts?.recommendation);
  return link?.digest.slice('sha256:'.length, 'sha256:'.length + SEAL_DIGITS);
}

/**
 * Whether the policy beside an enterprise file was made for an assessment other than the newest. False for an edited
 * policy, which may be meant for any assessment.
 */
export function isPolicyOfAnother(path: string, { key, chain }: EnterpriseOutline): boolean {
  const target = resolveInside(policyPath(dirname(path), key), dirname(path));
  const [, , link] = SEAL_PATTERN.exec(readIfThere(target, MAX_SEAL_BYTES)?.toString('latin1') ?? '') ?? [];
  if (link === undefined || link === policyLinkOf(chain)) return false;
  const bytes = readIfThere(target);
  return bytes !== undefined && !inspectPolicy(bytes).isEdited();
}

/**
 * Computes the digest of everything a policy is made from: the bytes of the enterprise file and `basis`, all other
 * inputs.
 */
function originOf(basis: string, enterpriseFile: string | Buffer): string {
  return createHash('sha256').update(`${basis}\n`).update(enterpriseFile).digest('hex').slice(0, SEAL_DIGITS);
}

/**
 * Reads from the last line of an enterprise's policy, edited or not, what it was made from; undefined if the line does
 * not record it or there is no policy.
 */
function storedOriginOf(root: string, key: string): string | undefined {
  const { bytes } = findFile(policyPath(root, key), root);
  return bytes && inspectPolicy(bytes).origin;
}

/** The changes of files that a new policy requires. */
interface PolicyChange {
  readonly changes: readonly FileChange[];
  /** The path to which the edited policy is copied; undefined if it was not edited. */
  readonly edited: string | undefined;
}

/**
 * Plans the file changes for a new policy, given as Markdown. An edited policy is never lost: it is kept if the new
 * text equals the text before the edit, otherwise copied to another file beside it. Throws a `FileProblem` if a file
 * could not be written.
 */
function planPolicy(root: string, key: string, markdown: string, source: PolicySource): PolicyChange {
  const policyFile = findFile(policyPath(root, key), root);
  const { bytes } = policyFile;
  const change = { found: policyFile, content: formatPolicyFile(markdown, source) };
  if (!bytes) return { changes: [change], edited: undefined };
  const storedPolicy = inspectPolicy(bytes);
  const isEdited = storedPolicy.isEdited();
  const isSame = storedPolicy.written === digestOf(markdown);
  const isForSource = (['link', 'origin'] as const).every(
    (field) => source[field] === undefined || source[field] === storedPolicy[field],
  );
  if (isSame && (isEdited || isForSource)) return { changes: [], edited: undefined };
  if (!isEdited) return { changes: [change], edited: undefined };
  const editedPath = findFreePath(root, key);
  // If the power fails between the two changes, the edited policy exists twice instead of being lost.
  return {
    changes: [{ found: findFile(editedPath, root), content: bytes, isFirstOnDisk: true }, change],
    edited: editedPath,
  };
}

/**
 * Reads the last line of a policy, and checks whether the text above it was edited. A policy without such a line counts
 * as edited.
 */
function inspectPolicy(bytes: Buffer): {
  /** The digest of the text as Matura wrote it. */
  readonly written: string | undefined;
  readonly link: string | undefined;
  readonly origin: string | undefined;
  readonly isEdited: () => boolean;
} {
  // An editor or version control system may have changed only the line endings.
  const text = bytes
    .toString('utf8')
    .replace(/^\uFEFF/, '')
    .replaceAll('\r\n', '\n');
  const [, written, link, origin] = SEAL_PATTERN.exec(text) ?? [];
  return {
    written,
    link,
    origin,
    isEdited: () => digestOf(text.replace(SEAL_PATTERN, '')) !== written,
  };
}

function digestOf(markdown: string): string {
  return createHash('sha256').update(markdown.trimEnd()).digest('hex').slice(0, SEAL_DIGITS);
}

function findFreePath(root: string, key: string): string {
  for (let number = 1; ; number++) {
    const path = editedPolicyPath(root, key, number);
    if (!existsSync(path)) return path;
  }
}

/** An enterprise file found in a folder: its content, or the reason why it cannot be read. */
export type ListedEntry<Read> =
  | (Read & { readonly path: string })
  | { readonly path: string; readonly problem: FileProblem };

export type ListedEnterprise = ListedEntry<ReadEnterprise>;

/** The function that parses the bytes of a file: `parseEnterprise` or `checkEnterprise`. */
type ParseFile<Read> = (bytes: Buffer, path: string) => Read;

/** An enterprise file in the state in which it was read. */
export interface StoredEnterprise {
  readonly root: string;
  readonly key: string;
  readonly file: FoundFile;
  /** The content of the file; undefined if there is no file yet. */
  readonly enterprise: Enterprise | undefined;
  /** Set if the file is not as Matura wrote it; nothing may then be added to it. */
  readonly altered: ReadEnterprise['altered'];
}

export interface AppendOptions {
  /** The policy that comes with the assessment, in Markdown; written if the assessment is the newest. */
  readonly policy?: string | undefined;
  /**
   * Everything that the assessment and the policy are computed from, except the content of the file. The policy records
   * a digest of it; see `isPersisted`.
   */
  readonly basis?: string | undefined;
  /** Whether to accept a name that differs from the one on file, because the enterprise was renamed. */
  readonly renamed?: boolean;
  /**
   * When the assessment that this one corrects was finished. Facts that the earlier assessment stated and this one does
   * not are then removed. If undefined, facts that are not stated again stay on file.
   */
  readonly corrects?: string | undefined;
  /** Whether many files are being written: the folder already exists, and the caller syncs it after the last file. */
  readonly isOneOfMany?: boolean;
  /** Whether the enterprise and the people in it are invented. */
  readonly isSynthetic?: boolean;
  /** The key that signs the assessment. */
  readonly signer?: SigningKey | undefined;
  /** Whether to determine the outcome without writing anything. */
  readonly isTrial?: boolean;
}

/**
 * The outcome of adding an assessment. Either the assessment is on disk, from now or an earlier run, with the facts that
 * it changed and whether it is the newest. Or there is a conflict: the file has another name for the enterprise.
 */
export type AppendResult = AppendedAssessment | NameConflictResult;

interface AppendedAssessment {
  readonly outcome: 'appended' | 'already-there';
  readonly enterprise: Enterprise;
  readonly changed: readonly FactChange[];
  readonly isNewest: boolean;
  /** The index of the assessment in the file, from 0. */
  readonly place: number;
  /** The path to which an edited policy was copied because a newer one replaced it. */
  readonly edited?: string | undefined;
  /**
   * The path of an existing policy that was written for an earlier assessment, although this assessment is the newest.
   */
  readonly older?: string | undefined;
  /**
   * The id of the regional policy on which the advice of the assessment on file is based, if the policy written now is
   * based on another.
   */
  readonly advisedBy?: string | undefined;
}

interface NameConflictResult {
  readonly outcome: 'conflict';
  readonly conflict: NameConflict;
}

/** Reads the file of the enterprise with this key, synchronously. */
export function readStored(root: string, key: string): StoredEnterprise {
  const path = enterprisePath(root, key);
  const file = findFile(path, root);
  if (!file.bytes) return { root, key, file, enterprise: undefined, altered: undefined };
  const parsedFile = parseEnterprise(file.bytes, path);
  requireKey(path, parsedFile.enterprise, foldKey(parsedFile.enterprise.key) === foldKey(key));
  return { root, key, file, ...parsedFile };
}

/** Reads the enterprise with this key; undefined if it has no file yet. */
export async function readEnterprise(root: string, key: string): Promise<ReadEnterprise | undefined> {
  const { enterprise, altered } = readStored(root, key);
  return enterprise && { enterprise, altered };
}

/** Reads an enterprise from a file whose path the user gave. */
export async function readEnterpriseFile(path: string): Promise<ReadEnterprise> {
  return parseEnterprise(readBytes(path), path);
}

/** After this many files, signals and timers get a chance to run. */
const FILES_PER_TURN = 32;

/** Yields all enterprises of a folder in the order of their file names; those in subfolders (shards) come last. */
export function listEnterprises(root: string): AsyncGenerator<ListedEnterprise>;
export function listEnterprises<Read extends CheckedEnterprise>(
  root: string,
  parse: ParseFile<Read>,
): AsyncGenerator<ListedEntry<Read>>;
export async function* listEnterprises(
  root: string,
  parse: ParseFile<CheckedEnterprise> = parseEnterprise,
): AsyncGenerator<ListedEntry<CheckedEnterprise>> {
  for await (const { folder, files } of listFolders(root)) {
    for (const [index, entry] of files.entries()) {
      if (index % FILES_PER_TURN === 0) await setImmediate();
      yield readListed(join(folder, entry.name), parse, { root, isLink: entry.isSymbolicLink() });
    }
  }
}

/** A file listed in the folder of enterprise files or in one of its shards. */
interface ListedPlace {
  readonly root: string;
  readonly isLink: boolean;
}

/** Reads a listed enterprise file. A file that is not at the path belonging to its key is a problem. */
export function readListed(path: string): ListedEnterprise;
export function readListed<Read extends CheckedEnterprise>(
  path: string,
  parse: ParseFile<Read>,
  place?: ListedPlace,
): ListedEntry<Read>;
export function readListed(
  path: string,
  parse: ParseFile<CheckedEnterprise> = parseEnterprise,
  { root, isLink }: ListedPlace = { root: dirname(path), isLink: false },
): ListedEntry<CheckedEnterprise> {
  try {
    const target = isLink ? resolveInside(path, root) : path;
    const bytes = readIfThere(target);
    if (!bytes) throw new FileProblem('missing', target);
    const parsedFile = parse(bytes, target);
    const { key } = parsedFile.enterprise;
    requireKey(path, parsedFile.enterprise, isPlaceOf(root, path, key));
    return { path, ...parsedFile };
  } catch (error) {
    if (!(error instanceof FileProblem)) throw error;
    return { path, problem: error };
  }
}

/** Counts the enterprise files in a folder, without reading them. */
export async function countEnterprises(root: string): Promise<number> {
  let count = 0;
  for await (const { files } of listFolders(root)) count += files.length;
  return count;
}

/** Lists the names of the enterprise files in a folder, without extension. */
export async function listNames(root: string): Promise<string[]> {
  const names: string[] = [];
  for await (const { files } of listFolders(root)) names.push(...files.map(({ name }) => parse(name).name));
  return names;
}

/**
 * Creates a folder for enterprise files if it is missing, with shards if requested, and removes temporary files that
 * killed runs left in it more than a day ago.
 */
export async function prepareFolder(root: string, now: Date, { isSharded = false } = {}): Promise<void> {
  await makeFolder(root, root);
  if (isSharded) {
    for (const shard of SHARD_FOLDERS)
      await mkdir(join(root, shard), { recursive: true }).catch((error) => {
        throw toFileProblem(error, root);
      });
  }
  for (const folder of foldersOf(root)) await removeLeftovers(folder, now);
}

/** Removes unfinished files that this run or one of its threads has begun to write in a folder of enterprise files. */
export function abandonFiles(root: string): void {
  for (const folder of foldersOf(root)) removeTemporaries(folder);
}

/** Syncs a folder of enterprise files and its shards, so that the names of all files are on disk. */
export async function syncFiles(root: string): Promise<void> {
  for (const folder of foldersOf(root)) syncFolder(folder);
}

/**
 * Adds an assessment to its enterprise file, creating the file if necessary, and writes its policy beside it; existing
 * assessments stay unchanged. An assessment that was finished before others is inserted in front of them and does not
 * override facts stated later. If the file already has an assessment with the same answers, day, pack and kind, nothing
 * is added, so repeating a run is harmless; if a plan was kept for that assessment, the plan's policy stays as well.
 */
export async function appendAssessment(
  stored: StoredEnterprise,
  assessment: Assessment,
  {
    policy,
    basis,
    renamed = false,
    corrects,
    isOneOfMany = false,
    isSynthetic = false,
    signer,
    isTrial = false,
  }: AppendOptions = {},
): Promise<AppendResult> {
  const { root, key, file } = stored;
  if (!isOneOfMany && !isTrial) await makeFolder(dirname(file.path), root);
  let storedAtFirst: StoredEnterprise | undefined = stored;
  return replaceUntilDone<AppendResult>(
    file.path,
    { syncedByCaller: isOneOfMany ? dirname(file.path) : undefined, isTrial },
    () => {
      let latestFile = storedAtFirst ?? readStored(root, key);
      let outcome = planAppend(latestFile, assessment, { renamed, corrects });
      // Writing checks that the file has not changed since it was read. If nothing is to be written, that must be
      // decided from a fresh read.
      if (storedAtFirst && outcome.outcome !== 'appended' && !isTrial) {
        latestFile = readStored(root, key);
        outcome = planAppend(latestFile, assessment, { renamed, corrects });
      }
      storedAtFirst = undefined;
      if (outcome.outcome === 'conflict') return { changes: [], outcome };
      const { enterprise, place } = outcome;
      if (outcome.outcome === 'appended') requireIntact(latestFile);
      const writtenText =
        outcome.outcome === 'appended'
          ? formatEnterprise(enterprise, { added: [{ kind: 'assessment', number: place + 1 }], isSynthetic, signer })
          : undefined;
      const content = writtenText?.bytes;
      const link = policyLinkOf(writtenText?.chain ?? enterprise.chain);
      // The result was computed from the file as first read, so it may not apply if the file has been changed since.
      const isUnchangedSinceRead = latestFile === stored || isSameContent(latestFile.file.bytes, file.bytes);
      const origin =
        basis !== undefined && isUnchangedSinceRead
          ? originOf(basis, content ?? latestFile.file.bytes ?? '')
          : undefined;
      const filed = enterprise.assessments[place];
      // If a plan was kept for the same assessment, its policy stays.
      const isPlanKept =
        outcome.outcome === 'already-there' &&
        filed !== undefined &&
        findKeptPlan(enterprise, filed) !== undefined &&
        findPolicy(root, key) !== undefined;
      const writesPolicy = policy !== undefined && outcome.isNewest && !isPlanKept;
      const { changes, edited } = writesPolicy
        ? planPolicy(root, key, policy, { link, origin })
        : { changes: [], edited: undefined };
      const olderPolicy = policy === undefined && outcome.isNewest ? findPolicy(root, key) : undefined;
      const filedPolicy = filed?.recommendation?.policy.id;
      const isAdvisedByOther = writesPolicy && filedPolicy !== assessment.recommendation?.policy.id;
      const advisedBy = isAdvisedByOther ? filedPolicy : undefined;
      if (content === undefined) return { changes, outcome: { ...outcome, edited, older: olderPolicy, advisedBy } };
      const fileChange = { found: latestFile.file, content };
      // A new enterprise file is written after its policy, so that it always has one; an existing file is written
      // before its new policy.
      const position = latestFile.enterprise ? -1 : changes.length;
      return {
        changes: changes.toSpliced(position, 0, fileChange),
        outcome: { ...outcome, edited, older: olderPolicy },
      };
    },
  );
}

function isSameContent(a: Buffer | undefined, b: Buffer | undefined): boolean {
  return a === b || (a !== undefined && b !== undefined && a.equals(b));
}

/**
 * Whether an enterprise's newest assessment and policy were computed from this basis and its file has not changed
 * since, so that adding them again would change nothing. False if the policy does not record what it was made from.
 */
export function isPersisted(root: string, key: string, basis: string): boolean {
  const origin = storedOriginOf(root, key);
  if (origin === undefined) return false;
  const { bytes } = findFile(enterprisePath(root, key), root);
  return bytes !== undefined && originOf(basis, bytes) === origin;
}

/** Plans how an assessment changes an enterprise. */
function planAppend(
  { key, enterprise }: StoredEnterprise,
  assessment: Assessment,
  { renamed, corrects }: Pick<AppendOptions, 'renamed' | 'corrects'>,
): AppendResult {
  const enterpriseBefore: Enterprise = enterprise ?? { schemaVersion: CHAINED_FORMAT, key, facts: {}, assessments: [] };
  const { facts } = assessment;
  const conflict = renamed ? undefined : findNameConflict(enterpriseBefore.facts, facts);
  if (conflict) return { outcome: 'conflict', conflict };
  const repeatIndex = enterpriseBefore.assessments.findLastIndex((earlier, i) =>
    isSameAssessment(earlier, isRedacted(enterpriseBefore, i) ? dropPersonal(assessment) : assessment),
  );
  if (repeatIndex >= 0) {
    const isNewest = repeatIndex === enterpriseBefore.assessments.length - 1;
    return { outcome: 'already-there', enterprise: enterpriseBefore, changed: [], isNewest, place: repeatIndex };
  }
  const insertIndex =
    enterpriseBefore.assessments.findLastIndex((earlier) => earlier.finishedAt <= assessment.finishedAt) + 1;
  const isNewest = insertIndex === enterpriseBefore.assessments.length;
  const corrected = enterpriseBefore.assessments.find(({ finishedAt }) => finishedAt === corrects);
  const factsBefore = omitFacts(enterpriseBefore.facts, Object.keys(corrected?.facts ?? {}));
  const mergedFacts = isNewest ? mergeFacts(factsBefore, facts) : mergeFacts(facts, enterpriseBefore.facts);
  const assessments = enterpriseBefore.assessments.toSpliced(insertIndex, 0, assessment);
  const enterpriseAfter = { ...enterpriseBefore, facts: mergedFacts, assessments };
  return {
    outcome: 'appended',
    enterprise: enterpriseAfter,
    changed: compareFacts(enterpriseBefore.facts, mergedFacts),
    isNewest,
    place: insertIndex,
  };
}

function isSameAssessment(a: Assessment, b: Assessment): boolean {
  const contentOf = ({ kind, assessor, finishedAt, pack, facts, answers, targets = {} }: Assessment): string =>
    JSON.stringify([
      kind,
      assessor,
      finishedAt.slice(0, 'YYYY-MM-DD'.length),
      pack,
      sortEntries(facts),
      sortEntries(answers),
      sortEntries(targets),
    ]);
  return contentOf(a) === contentOf(b);
}

function sortEntries(record: object): [string, unknown][] {
  return Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1));
}

/** The time in milliseconds after which this run gives up if other programs keep changing the files. */
const MAX_RETRY_MS = 8000;

/**
 * Plans changes from the files on disk and replaces the files. If another program changes one of them in between, plans
 * again. `path` is locked meanwhile. `syncedByCaller` is a folder that need not be synced here. With `isTrial`, changes
 * are planned but not made. Throws a `FileProblem` on failure.
 */
async function replaceUntilDone<Outcome>(
  path: string,
  { syncedByCaller, isTrial }: { readonly syncedByCaller?: string | undefined; readonly isTrial: boolean },
  plan: () => { readonly changes: readonly FileChange[]; readonly outcome: Outcome },
): Promise<Outcome> {
  const start = performance.now();
  for (;;) {
    const { changes, outcome } = plan();
    if (changes.length === 0 || isTrial) return outcome;
    if (await replaceFiles(path, changes)) {
      const folders = new Set(changes.map(({ found }) => dirname(found.target)));
      for (const folder of folders) if (folder !== syncedByCaller) syncFolder(folder);
      return outcome;
    }
    if (performance.now() - start >= MAX_RETRY_MS) throw new FileProblem('locked', path);
  }
}

/** Yields a folder and then each of its shards, with their enterprise files in the order of the names. */
async function* listFolders(root: string): AsyncGenerator<{ readonly folder: string; readonly files: Dirent[] }> {
  for (const folder of foldersOf(root)) {
    const entries = await readdir(folder, { withFileTypes: true }).catch((error) => {
      throw toFileProblem(error, folder);
    });
    // A folder with the name of an enterprise file is not left out here; it is reported when it is read.
    const files = entries.filter(({ name }) => isEnterpriseFileName(name)).sort((a, b) => (a.name < b.name ? -1 : 1));
    yield { folder, files };
  }
}

/**
 * Throws if a file is not as Matura wrote it: the link of an added entry would confirm the altered entries before it.
 */
function requireIntact({ altered }: Pick<ReadEnterprise, 'altered'>): void {
  if (altered) throw altered;
}

function requireKey(path: string, { key }: EnterpriseOutline, fits: boolean): void {
  if (fits) return;
  throw new FileProblem('damaged', path, {
    place: { pointer: '/key' },
    detail: { kind: 'other-key', name: key },
  });
}

/**
 * Whether a name is that of an enterprise file. Names that begin with a dot are Matura's own: temporary files, locks,
 * drafts.
 */
function isEnterpriseFileName(name: string): boolean {
  return !name.startsWith('.') && parse(name).ext.toLowerCase() === '.json';
}

/**
 * Adds records to an existing enterprise file and keeps everything in it. `resolve` is called with the enterprise as it
 * is on disk, and again if another run has written in between. It returns the records to add, and may throw to cancel.
 */
export async function appendFollowUps(
  path: string,
  resolve: (enterprise: Enterprise) => readonly FollowUp[],
  { isTrial = false }: Pick<AppendOptions, 'isTrial'> = {},
): Promise<Enterprise> {
  const { enterprise } = await appendRecords(path, resolve, { isTrial });
  return enterprise;
}

/**
 * Adds a kept plan in the same way as `appendFollowUps` adds records, and replaces the policy beside the file, if there
 * is one, by `policy`. Returns the path to which an edited policy was copied; undefined if it was not edited.
 */
export async function appendPlan(
  path: string,
  resolve: (enterprise: Enterprise) => readonly FollowUp[],
  options: { readonly policy: string; readonly isTrial: boolean },
): Promise<string | undefined> {
  const { edited } = await appendRecords(path, resolve, options);
  return edited;
}

/** Adds records to an enterprise file and, if it has a policy beside it, replaces that by `policy`. */
function appendRecords(
  path: string,
  resolve: (enterprise: Enterprise) => readonly FollowUp[],
  { isTrial, policy }: { readonly isTrial: boolean; readonly policy?: string },
): Promise<{ readonly enterprise: Enterprise; readonly edited: string | undefined }> {
  return replaceUntilDone(path, { isTrial }, () => {
    const { found, read } = readForChange(path);
    const { enterprise } = read;
    const addedRecords = resolve(enterprise);
    if (addedRecords.length === 0) return { changes: [], outcome: { enterprise, edited: undefined } };
    requireIntact(read);
    const recordsBefore = enterprise.records ?? [];
    const enterpriseAfter: Enterprise = { ...enterprise, records: [...recordsBefore, ...addedRecords] };
    const links = addedRecords.map((_, i) => ({ kind: 'record' as const, number: recordsBefore.length + i + 1 }));
    const { bytes, chain } = formatEnterprise(enterpriseAfter, { added: links });
    const folder = dirname(path);
    const { changes, edited } =
      policy === undefined || findPolicy(folder, enterprise.key) === undefined
        ? { changes: [], edited: undefined }
        : planPolicy(folder, enterprise.key, policy, { link: policyLinkOf(chain), origin: undefined });
    return {
      changes: [{ found, content: bytes }, ...changes],
      outcome: { enterprise: enterpriseAfter, edited },
    };
  });
}

/** Reads an existing enterprise file from disk, for changing it. */
function readForChange(path: string): { readonly found: FoundFile; readonly read: ReadEnterprise } {
  const storedFile = findFile(path, dirname(path));
  if (!storedFile.bytes) throw new FileProblem('missing', path);
  return { found: storedFile, read: parseEnterprise(storedFile.bytes, path) };
}

/**
 * Removes assessors, recorders, notes, evidence and contacts from an existing enterprise file; returns the number of
 * entries that had any. `on` is the day of the redaction.
 */
export async function redactEnterprise(
  path: string,
  on: string,
  { isTrial = false }: Pick<AppendOptions, 'isTrial'> = {},
): Promise<number> {
  return replaceUntilDone(path, { isTrial }, () => {
    const { found, read } = readForChange(path);
    requireIntact(read);
    const { chain = formatEnterprise(read.enterprise, { added: [] }).chain } = read.enterprise;
    const { enterprise, count } = redact({ ...read.enterprise, chain }, on);
    const change = { found, content: formatEnterprise(enterprise, { added: [] }).bytes };
    return { changes: count === 0 ? [] : [change], outcome: count };
  });
}

/** The result of replacing an enterprise's provisional key by its code. */
export type RenameResult =
  | { readonly outcome: 'renamed'; readonly path: string }
  /** The code already has a file, either of another enterprise or from another visit to this enterprise. */
  | { readonly outcome: 'taken'; readonly path: string };

/**
 * Moves the files of an enterprise, with its policies, from its key to its code. The new files are on disk before the
 * old ones are removed: if a run is killed in between, both exist, and the next run completes the move.
 */
export async function renameEnterprise(root: string, key: string, code: string, on: string): Promise<RenameResult> {
  const path = enterprisePath(root, key);
  const target = enterprisePath(root, code);
  return withLock(path, async () => {
    const { read } = readForChange(path);
    requireIntact(read);
    const storedFile = readStored(root, code);
    if (storedFile.enterprise && !isSuccessor(storedFile.enterprise, read.enterprise))
      return { outcome: 'taken', path: target };
    const policies = listPolicies(root, key, code);
    if (!storedFile.enterprise) {
      const { chain = formatEnterprise(read.enterprise, { added: [] }).chain } = read.enterprise;
      const { bytes } = formatEnterprise(replaceKey({ ...read.enterprise, chain }, code, on), { added: [] });
      const copies = policies.map(({ from, to }) => ({ found: findFile(to, root), content: readBytes(from) }));
      // A different policy under the new name was put there by somebody else; an identical one is left from a killed
      // run.
      const isKept = ({ found, content }: (typeof copies)[number]): boolean => !(found.bytes?.equals(content) ?? true);
      if (copies.some(isKept)) return { outcome: 'taken', path: target };
      const changes = [...copies, { found: storedFile.file, content: bytes }];
      if (!(await replaceFiles(target, changes))) throw new FileProblem('locked', target);
      syncFolder(dirname(target));
    }
    for (const { from } of policies) await rm(from, { force: true });
    await rm(path);
    syncFolder(dirname(path));
    return { outcome: 'renamed', path: target };
  });
}

/** Lists the paths of an enterprise's policies, including edited ones, with the corresponding paths under its code. */
function listPolicies(root: string, key: string, code: string): { readonly from: string; readonly to: string }[] {
  const policies = [{ from: policyPath(root, key), to: policyPath(root, code) }];
  for (let number = 1; existsSync(editedPolicyPath(root, key, number)); number++)
    policies.push({ from: editedPolicyPath(root, key, number), to: editedPolicyPath(root, code, number) });
  return policies.filter(({ from }) => existsSync(from));
}

const NAME_FACT = 'name';

/** A fact that differs from the one on file; without `to`, it is no longer stated. */
interface FactChange {
  readonly name: string;
  readonly from: RecordedAnswer;
  readonly to?: RecordedAnswer;
}

/**
 * Two different names for the same key. Most likely the key was mistyped, and two enterprises would be mixed in one
 * file.
 */
interface NameConflict {
  readonly stored: string;
  readonly given: string;
}

/**
 * Compares the name on file with the new one; undefined unless they clearly differ. Full-width and half-width
 * characters count as equal.
 */
export function findNameConflict(stored: RecordedAnswers, incoming: RecordedAnswers): NameConflict | undefined {
  const [storedName, newName] = [statedName(stored), statedName(incoming)];
  if (storedName === undefined || newName === undefined || normaliseName(storedName) === normaliseName(newName))
    return undefined;
  return { stored: storedName, given: newName };
}

function omitFacts(facts: RecordedAnswers, names: readonly string[]): RecordedAnswers {
  return Object.fromEntries(Object.entries(facts).filter(([name]) => !names.includes(name)));
}

/** Merges facts: the new ones, then those on file that are not stated again. */
function mergeFacts(stored: RecordedAnswers, incoming: RecordedAnswers): RecordedAnswers {
  return Object.fromEntries([
    ...Object.entries(incoming),
    ...Object.entries(stored).filter(([name]) => !Object.hasOwn(incoming, name)),
  ]);
}

/** Lists the facts on file that changed. A fact that is stated for the first time is not a change. */
function compareFacts(before: RecordedAnswers, after: RecordedAnswers): FactChange[] {
  return Object.entries(before).flatMap(([name, from]) => {
    const factAfter = Object.hasOwn(after, name) ? after[name] : undefined;
    if (factAfter === undefined) return [{ name, from }];
    const isUnchanged = from.state === factAfter.state && isDeepStrictEqual(from.value, factAfter.value);
    return isUnchanged ? [] : [{ name, from, to: factAfter }];
  });
}

function statedName(facts: RecordedAnswers): string | undefined {
  const name = Object.hasOwn(facts, NAME_FACT) ? facts[NAME_FACT]?.value : undefined;
  return typeof name === 'string' && normaliseName(name) ? name : undefined;
}

function normaliseName(name: string): string {
  return name.normalize('NFKC').replace(/\s+/g, '').toLowerCase();
}
