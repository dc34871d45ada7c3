// The file of an enterprise on disk: read, listed, and appended to.

import { createHash } from 'node:crypto';
import { type Dirent, existsSync } from 'node:fs';
import { mkdir, readdir } from 'node:fs/promises';
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
import { removeLeftovers, removeTemporaries } from './atomic-write.ts';
import { CHAINED, isRedacted, linksInOrder, type Outline, redact, withoutPersonal } from './chain.ts';
import { type CheckedEnterprise, formatEnterprise, parseEnterprise, type ReadEnterprise } from './enterprise-json.ts';
import { editedPolicyPath, enterprisePath, foldersOf, isPlaceOf, policyPath, SHARDS } from './enterprise-path.ts';
import { FileProblem, toFileProblem } from './file-problem.ts';
import { makeFolder, readBytes, readIfThere, resolveInside, syncFolder } from './folder.ts';
import { type FileChange, type FoundFile, findFile, replaceFiles } from './replace-files.ts';
import type { SigningKey } from './signing-key.ts';

/** The last line of a policy that is kept; no Markdown reader shows it. */
const SEAL = /\n\[\/\/\]: # \(matura sha256:([0-9a-f]{16})(?: of:([0-9a-f]{16}))?(?: from:([0-9a-f]{16}))?\)\s*$/;
const DIGITS = 16;
/** No shorter than the last line of a policy, in bytes. */
const LAST_LINE = 1000;

/** What a policy was made for and from, as its last line says; digests of which it keeps the first digits. */
interface PolicySource {
  /** The link of its assessment in the chain of its enterprise's file. */
  readonly link: string | undefined;
  readonly origin: string | undefined;
}

/** A policy as it is kept: its last line tells the text before it from one that somebody edited, and what it was made for and from. */
function formatPolicyFile(markdown: string, { link, origin }: PolicySource): string {
  const of = link === undefined ? '' : ` of:${link}`;
  const from = origin === undefined ? '' : ` from:${origin}`;
  return `${markdown}\n[//]: # (matura sha256:${digestOf(markdown)}${of}${from})\n`;
}

/** The latest policy of an enterprise, where there is one. */
export function findPolicy(root: string, key: string): string | undefined {
  const path = policyPath(root, key);
  return existsSync(path) ? path : undefined;
}

/** The link of the newest assessment with a recommendation as the policy made for it names it. */
function policyLinkOf(chain: Chain | undefined): string | undefined {
  const link = chain && linksInOrder('assessment', chain.links).findLast(({ parts }) => parts?.recommendation);
  return link?.digest.slice('sha256:'.length, 'sha256:'.length + DIGITS);
}

/** Whether the policy beside an enterprise's file was made for another assessment than the newest; one that somebody edited may be of any. */
export function isPolicyOfAnother(path: string, { key, chain }: Outline): boolean {
  const target = resolveInside(policyPath(dirname(path), key), dirname(path));
  const [, , link] = SEAL.exec(readIfThere(target, LAST_LINE)?.toString('latin1') ?? '') ?? [];
  if (link === undefined || link === policyLinkOf(chain)) return false;
  const bytes = readIfThere(target);
  return bytes !== undefined && !inspect(bytes).isEdited();
}

/** What a policy is made from, as its last line names it: all that it follows from, and the bytes of its enterprise's file. */
function originOf(basis: string, enterpriseFile: string | Buffer): string {
  return createHash('sha256').update(`${basis}\n`).update(enterpriseFile).digest('hex').slice(0, DIGITS);
}

/** The origin that the policy of an enterprise names, edited or not; undefined where it names none, or there is no policy. */
function storedOriginOf(root: string, key: string): string | undefined {
  const { bytes } = findFile(policyPath(root, key), root);
  return bytes && inspect(bytes).origin;
}

/** What a new policy changes in the folder of its enterprise. */
interface PolicyChange {
  readonly changes: readonly FileChange[];
  /** Where the policy goes that somebody edited. */
  readonly edited: string | undefined;
}

/**
 * What the latest policy of an enterprise, in Markdown, changes. One that somebody edited is never lost: it stays where the
 * new one says the same as before it was edited, and is else kept beside. Throws a `FileProblem` where none could be written.
 */
function planPolicy(root: string, key: string, markdown: string, source: PolicySource): PolicyChange {
  const found = findFile(policyPath(root, key), root);
  const { bytes } = found;
  const change = { found, content: formatPolicyFile(markdown, source) };
  if (!bytes) return { changes: [change], edited: undefined };
  const stored = inspect(bytes);
  const isEdited = stored.isEdited();
  const isSame = stored.written === digestOf(markdown);
  const isOf = (['link', 'origin'] as const).every((of) => source[of] === undefined || source[of] === stored[of]);
  if (isSame && (isEdited || isOf)) return { changes: [], edited: undefined };
  if (!isEdited) return { changes: [change], edited: undefined };
  const edited = freePath(root, key);
  // A power cut between the two leaves the edited one twice, never not at all.
  return { changes: [{ found: findFile(edited, root), content: bytes, isFirstOnDisk: true }, change], edited };
}

/** What the last line of a policy says, and whether the text was changed; one without its last line may be anybody's. */
function inspect(bytes: Buffer): {
  /** The digest of the text as it was written. */
  readonly written: string | undefined;
  readonly link: string | undefined;
  readonly origin: string | undefined;
  readonly isEdited: () => boolean;
} {
  // An editor or a version control system may have changed nothing but the ends of lines.
  const text = bytes
    .toString('utf8')
    .replace(/^\uFEFF/, '')
    .replaceAll('\r\n', '\n');
  const [, written, link, origin] = SEAL.exec(text) ?? [];
  return {
    written,
    link,
    origin,
    isEdited: () => digestOf(text.replace(SEAL, '')) !== written,
  };
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

/** One file of a folder of enterprises: what was read of it, or why that cannot be. */
export type Listed<Read> =
  | (Read & { readonly path: string })
  | { readonly path: string; readonly problem: FileProblem };

export type ListedEnterprise = Listed<ReadEnterprise>;

/** How the bytes of a file are read: `parseEnterprise` or `checkEnterprise`. */
type Parse<Read> = (bytes: Buffer, path: string) => Read;

/** The file of an enterprise as it was when it was read. */
export interface StoredEnterprise {
  readonly root: string;
  readonly key: string;
  readonly file: FoundFile;
  /** Undefined where there is no file yet. */
  readonly enterprise: Enterprise | undefined;
  /** That something in the file is not as it was written: nothing is added to it then. */
  readonly altered: ReadEnterprise['altered'];
}

interface AppendOptions {
  /** The policy that comes with the assessment, in Markdown: it is written where the assessment is the newest. */
  readonly policy?: string | undefined;
  /** All that assessment and policy follow from beside what the file holds; the policy is marked with it, see `isPersisted`. */
  readonly basis?: string | undefined;
  /** Take another name than the file's: the enterprise has a new one. */
  readonly renamed?: boolean;
  /** One of many: the folder is there, and the caller syncs it after the last one. */
  readonly isOneOfMany?: boolean;
  /** Enterprise and persons are invented. */
  readonly isSynthetic?: boolean;
  /** Who signs the assessment. */
  readonly signer?: SigningKey | undefined;
  /** Find out what would become of it, and write nothing. */
  readonly isTrial?: boolean;
}

/**
 * What became of an assessment: on disk, now or from an earlier run, with the facts that changed by it and whether it
 * is the newest one; or not, for the file names another enterprise.
 */
export type AppendResult = Appended | Conflicting;

interface Appended {
  readonly outcome: 'appended' | 'already-there';
  readonly enterprise: Enterprise;
  readonly changed: readonly FactChange[];
  readonly isNewest: boolean;
  /** Where it stands among the assessments, from 0. */
  readonly place: number;
  /** Where the policy is kept that somebody edited and that is no longer the latest. */
  readonly edited?: string | undefined;
  /** A policy that is there and was not written for this assessment, the newest. */
  readonly older?: string | undefined;
  /** The policy of a place by which the assessment on file was advised, where what is written beside it goes by another one. */
  readonly advisedBy?: string | undefined;
}

interface Conflicting {
  readonly outcome: 'conflict';
  readonly conflict: NameConflict;
}

/** The file of the enterprise with this key, read at once. */
export function readStored(root: string, key: string): StoredEnterprise {
  const path = enterprisePath(root, key);
  const file = findFile(path, root);
  if (!file.bytes) return { root, key, file, enterprise: undefined, altered: undefined };
  const read = parseEnterprise(file.bytes, path);
  requireKey(path, read.enterprise, foldKey(read.enterprise.key) === foldKey(key));
  return { root, key, file, ...read };
}

/** The enterprise with this key, or undefined if it has no file yet. */
export async function readEnterprise(root: string, key: string): Promise<ReadEnterprise | undefined> {
  const { enterprise, altered } = readStored(root, key);
  return enterprise && { enterprise, altered };
}

/** The enterprise in a file that the user named. */
export async function readEnterpriseFile(path: string): Promise<ReadEnterprise> {
  return parseEnterprise(readBytes(path), path);
}

/** Whether a file says to be one of an enterprise: JSON with assessments. What cannot be read is none. */
export async function isEnterpriseFile(path: string): Promise<boolean> {
  if (!path.toLowerCase().endsWith('.json')) return false;
  try {
    // What is no object throws, too.
    return 'assessments' in JSON.parse(readBytes(path).toString());
  } catch {
    return false;
  }
}

/** Signals and timers get a turn after so many files. */
const IN_ONE_GO = 32;

/** All enterprises of a folder, one after the other in the order of their files' names; those of its shards come last. */
export function listEnterprises(root: string): AsyncGenerator<ListedEnterprise>;
export function listEnterprises<Read extends CheckedEnterprise>(
  root: string,
  parse: Parse<Read>,
): AsyncGenerator<Listed<Read>>;
export async function* listEnterprises(
  root: string,
  parse: Parse<CheckedEnterprise> = parseEnterprise,
): AsyncGenerator<Listed<CheckedEnterprise>> {
  for await (const { folder, files } of listFolders(root)) {
    for (const [at, entry] of files.entries()) {
      if (at % IN_ONE_GO === 0) await setImmediate();
      yield readListed(join(folder, entry.name), parse, { root, isLink: entry.isSymbolicLink() });
    }
  }
}

/** What a folder says of a file in it or in one of its shards. */
interface ListedPlace {
  readonly root: string;
  readonly isLink: boolean;
}

/** An enterprise's file as a folder lists it: it must have the name of its key, and be where that is looked for. */
export function readListed(path: string): ListedEnterprise;
export function readListed<Read extends CheckedEnterprise>(
  path: string,
  parse: Parse<Read>,
  place?: ListedPlace,
): Listed<Read>;
export function readListed(
  path: string,
  parse: Parse<CheckedEnterprise> = parseEnterprise,
  { root, isLink }: ListedPlace = { root: dirname(path), isLink: false },
): Listed<CheckedEnterprise> {
  try {
    const target = isLink ? resolveInside(path, root) : path;
    const bytes = readIfThere(target);
    if (!bytes) throw new FileProblem('missing', target);
    const read = parse(bytes, target);
    const { key } = read.enterprise;
    requireKey(path, read.enterprise, isPlaceOf(root, path, key));
    return { path, ...read };
  } catch (error) {
    if (!(error instanceof FileProblem)) throw error;
    return { path, problem: error };
  }
}

/** How many files of enterprises a folder holds. */
export async function countEnterprises(root: string): Promise<number> {
  let count = 0;
  for await (const { files } of listFolders(root)) count += files.length;
  return count;
}

/** The names of the files of enterprises in a folder, without their ending. */
export async function listNames(root: string): Promise<string[]> {
  const names: string[] = [];
  for await (const { files } of listFolders(root)) names.push(...files.map(({ name }) => parse(name).name));
  return names;
}

/**
 * Makes a folder for the files of enterprises where it is missing, divided into shards if that is asked for, and removes what
 * killed runs left in it more than a day ago.
 */
export async function prepareFolder(root: string, now: Date, { isSharded = false } = {}): Promise<void> {
  await makeFolder(root, root);
  if (isSharded) {
    for (const shard of SHARDS)
      await mkdir(join(root, shard), { recursive: true }).catch((error) => {
        throw toFileProblem(error, root);
      });
  }
  for (const folder of foldersOf(root)) await removeLeftovers(folder, now);
}

/** Removes what this run, or a thread of it, has begun to write in a folder of enterprises. */
export function abandonFiles(root: string): void {
  for (const folder of foldersOf(root)) removeTemporaries(folder);
}

/** Waits until the names of all files in a folder of enterprises are on the disk. */
export async function syncFiles(root: string): Promise<void> {
  for (const folder of foldersOf(root)) syncFolder(folder);
}

/**
 * Adds an assessment to the file of its enterprise, or makes the file, and writes its policy beside; assessments already
 * there stay as they are. One that was finished before others goes before them and does not change facts that were stated
 * later. The same answers of the same day under the same pack and kind add nothing, so that a repeated run does no harm.
 */
export async function appendAssessment(
  stored: StoredEnterprise,
  assessment: Assessment,
  {
    policy,
    basis,
    renamed = false,
    isOneOfMany = false,
    isSynthetic = false,
    signer,
    isTrial = false,
  }: AppendOptions = {},
): Promise<AppendResult> {
  const { root, key, file } = stored;
  if (!isOneOfMany && !isTrial) await makeFolder(dirname(file.path), root);
  let read: StoredEnterprise | undefined = stored;
  return replaceUntilDone<AppendResult>(
    file.path,
    { syncedByCaller: isOneOfMany ? dirname(file.path) : undefined, isTrial },
    () => {
      let latest = read ?? readStored(root, key);
      let outcome = planAppend(latest, assessment, renamed);
      // What was read before long work may lead to a write, which is checked; that none is needed takes a fresh look.
      if (read && outcome.outcome !== 'appended') {
        latest = readStored(root, key);
        outcome = planAppend(latest, assessment, renamed);
      }
      read = undefined;
      if (outcome.outcome === 'conflict') return { changes: [], outcome };
      const { enterprise, place } = outcome;
      if (outcome.outcome === 'appended') requireIntact(latest);
      const written =
        outcome.outcome === 'appended'
          ? formatEnterprise(enterprise, { added: [{ kind: 'assessment', number: place + 1 }], isSynthetic, signer })
          : undefined;
      const content = written?.bytes;
      const link = policyLinkOf(written?.chain ?? enterprise.chain);
      // What follows from the file as it was read may not follow from what somebody has written since.
      const isAsRead = latest === stored || isSameContent(latest.file.bytes, file.bytes);
      const origin = basis !== undefined && isAsRead ? originOf(basis, content ?? latest.file.bytes ?? '') : undefined;
      const { changes, edited } =
        policy !== undefined && outcome.isNewest
          ? planPolicy(root, key, policy, { link, origin })
          : { changes: [], edited: undefined };
      const older = policy === undefined && outcome.isNewest ? findPolicy(root, key) : undefined;
      const onFile = enterprise.assessments[place]?.recommendation?.policy.id;
      const isOther = policy !== undefined && outcome.isNewest && onFile !== assessment.recommendation?.policy.id;
      const advisedBy = isOther ? onFile : undefined;
      if (content === undefined) return { changes, outcome: { ...outcome, edited, older, advisedBy } };
      const own = { found: latest.file, content };
      // A first file comes last, so that there is no file without its policy. Later on the assessment goes before the policy,
      // which the next run makes up for, and after the copy of what somebody edited.
      const at = latest.enterprise ? -1 : changes.length;
      return { changes: changes.toSpliced(at, 0, own), outcome: { ...outcome, edited, older } };
    },
  );
}

function isSameContent(a: Buffer | undefined, b: Buffer | undefined): boolean {
  return a === b || (a !== undefined && b !== undefined && a.equals(b));
}

/**
 * Whether the newest assessment and the policy of an enterprise came of this basis, and its file is to the byte as it was then:
 * to add them again would change nothing. False, too, where the policy does not say what it came of.
 */
export function isPersisted(root: string, key: string, basis: string): boolean {
  const origin = storedOriginOf(root, key);
  if (origin === undefined) return false;
  const { bytes } = findFile(enterprisePath(root, key), root);
  return bytes !== undefined && originOf(basis, bytes) === origin;
}

/** What adding an assessment to a file comes to. */
function planAppend({ key, enterprise }: StoredEnterprise, assessment: Assessment, renamed: boolean): AppendResult {
  const before: Enterprise = enterprise ?? { schemaVersion: CHAINED, key, facts: {}, assessments: [] };
  const { facts } = assessment;
  const conflict = renamed ? undefined : findNameConflict(before.facts, facts);
  if (conflict) return { outcome: 'conflict', conflict };
  const repeat = before.assessments.findLastIndex((earlier, i) =>
    isSameAssessment(earlier, isRedacted(before, i) ? withoutPersonal(assessment) : assessment),
  );
  if (repeat >= 0) {
    const isNewest = repeat === before.assessments.length - 1;
    return { outcome: 'already-there', enterprise: before, changed: [], isNewest, place: repeat };
  }
  const place = before.assessments.findLastIndex((earlier) => earlier.finishedAt <= assessment.finishedAt) + 1;
  const isNewest = place === before.assessments.length;
  const merged = isNewest ? mergeFacts(before.facts, facts) : mergeFacts(facts, before.facts);
  const assessments = before.assessments.toSpliced(place, 0, assessment);
  const after = { ...before, facts: merged, assessments };
  return { outcome: 'appended', enterprise: after, changed: compareFacts(before.facts, merged), isNewest, place };
}

function isSameAssessment(a: Assessment, b: Assessment): boolean {
  const gist = ({ kind, assessor, finishedAt, pack, facts, answers, targets = {} }: Assessment): string =>
    JSON.stringify([
      kind,
      assessor,
      finishedAt.slice(0, 'YYYY-MM-DD'.length),
      pack,
      sortedEntries(facts),
      sortedEntries(answers),
      sortedEntries(targets),
    ]);
  return gist(a) === gist(b);
}

function sortedEntries(record: object): [string, unknown][] {
  return Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1));
}

/** So long somebody else may write in between again and again, in milliseconds. */
const RETRY_FOR = 8000;

/**
 * Replaces files, planned on what is on the disk, until nobody has written meanwhile; `path` has the lock. A folder that
 * the caller syncs is left alone; a trial ends with the plan. Throws a `FileProblem` where that does not come about.
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
    if (performance.now() - start >= RETRY_FOR) throw new FileProblem('locked', path);
  }
}

/** A folder and then its shards, each with the files of enterprises in it, in the order of their names. */
async function* listFolders(root: string): AsyncGenerator<{ readonly folder: string; readonly files: Dirent[] }> {
  for (const folder of foldersOf(root)) {
    const entries = await readdir(folder, { withFileTypes: true }).catch((error) => {
      throw toFileProblem(error, folder);
    });
    // What has such a name and is no file is told when it is read.
    const files = entries.filter(({ name }) => isEnterpriseFileName(name)).sort((a, b) => (a.name < b.name ? -1 : 1));
    yield { folder, files };
  }
}

/** What is added to a file vouches for all before it. */
function requireIntact({ altered }: Pick<ReadEnterprise, 'altered'>): void {
  if (altered) throw altered;
}

function requireKey(path: string, { key }: Outline, fits: boolean): void {
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

/**
 * Adds records to the file of an enterprise, which must be there; everything in it stays as it is. `resolve` gives the
 * records for the enterprise as it is on the disk, none where there is nothing to add, and may throw to leave the file; it
 * is called again where another run has written meanwhile.
 */
export async function appendFollowUps(
  path: string,
  resolve: (enterprise: Enterprise) => readonly FollowUp[],
  { isTrial = false }: Pick<AppendOptions, 'isTrial'> = {},
): Promise<Enterprise> {
  return replaceUntilDone(path, { isTrial }, () => {
    const { found, read } = readForChange(path);
    const { enterprise } = read;
    const added = resolve(enterprise);
    if (added.length === 0) return { changes: [], outcome: enterprise };
    requireIntact(read);
    const before = enterprise.records ?? [];
    const after: Enterprise = { ...enterprise, records: [...before, ...added] };
    const links = added.map((_, i) => ({ kind: 'record' as const, number: before.length + i + 1 }));
    return { changes: [{ found, content: formatEnterprise(after, { added: links }).bytes }], outcome: after };
  });
}

/** The file of an enterprise, which must be there, as it is now. */
function readForChange(path: string): { readonly found: FoundFile; readonly read: ReadEnterprise } {
  const found = findFile(path, dirname(path));
  if (!found.bytes) throw new FileProblem('missing', path);
  return { found, read: parseEnterprise(found.bytes, path) };
}

/**
 * Takes who assessed and recorded, notes, evidence and contacts out of the file of an enterprise, which must be there; gives in
 * how many entries there were any. `on` is the day.
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
function mergeFacts(stored: RecordedAnswers, given: RecordedAnswers): RecordedAnswers {
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
