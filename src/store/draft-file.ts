// A diagnosis under way, one line for each answer: created, appended to, listed, resumed, finished, discarded.
import 'proper-lockfile';
import { randomBytes } from 'node:crypto';
import { type FileHandle, open, readdir, rm, truncate } from 'node:fs/promises';
import { dirname, join, parse } from 'node:path';
import type { Assessment, Enterprise, PackStamp, RecordedAnswer } from '../model/index.ts';
import { writeAtomic } from './atomic-write.ts';
import { readEnterprise } from './enterprise-file.ts';
import { enterprisePath } from './enterprise-path.ts';
import { type FileDetail, FileProblem, systemCode, toFileProblem } from './file-problem.ts';
import { makeFolder, readBytes, resolveInside, syncFolder } from './folder.ts';
import { acquireLock, type LockOptions, withLock } from './lock.ts';

/** The terms of a new diagnosis. */
export type DraftStart = Omit<DraftHeader, 'draft' | 'id'>;

/** A draft that this process alone appends to until it is closed; `events` are those it had when it was opened. */
export interface OpenDraft extends DraftContent {
  readonly root: string;
  readonly path: string;
  readonly writing: Writing;
}

interface Writing {
  readonly file: FileHandle;
  readonly release: () => Promise<void>;
  /** The append under way: no append overtakes another. */
  last: Promise<unknown>;
  /** Whether the last append failed and may have left a part of its line. */
  torn: boolean;
}

/** Begins a draft and opens it. Once the promise resolves, the draft is on the disk. */
export async function createDraft(root: string, start: DraftStart): Promise<OpenDraft> {
  const time = start.startedAt.slice(0, 19).replace(/[^0-9T]/g, '');
  const own = { draft: 1, id: `${time}-${randomBytes(4).toString('hex')}` } as const;
  // The terms may be the head of a draft taken up again, whose name is taken.
  const header: DraftHeader = { ...own, ...start, ...own };
  const path = draftPath(root, header.id);
  await makeFolder(draftsFolder(root), root);
  return openLocked(root, path, undefined, async () => {
    await writeAtomic(path, formatDraftLine(header), { root });
    return { header, events: [] };
  });
}

/** Opens a draft to go on with it: `locked` while another process has it open, `missing` when it is gone. */
export async function openDraft(root: string, id: string, options?: LockOptions): Promise<OpenDraft> {
  const path = draftPath(root, id);
  // Before the lock, which would wait for nothing or stand beside nothing.
  await readDraft(root, id);
  return openLocked(root, path, options, async () => {
    const content = await readDraft(root, id);
    await truncateTornLine(path);
    return content;
  });
}

/** Adds an answer, or takes one back. Once the promise resolves, the answer is on the disk. */
export function appendEvent({ path, writing }: OpenDraft, { at, name, statement }: DraftEvent): Promise<void> {
  const line = formatDraftLine({ at, name, statement });
  const appended = writing.last.then(() => appendLine(path, writing, line));
  writing.last = appended.catch(() => {});
  return appended;
}

/** Leaves a draft as it is, for another time. */
export async function closeDraft({ writing }: OpenDraft): Promise<void> {
  await writing.last;
  await writing.file.close();
  await writing.release();
}

/** Closes and removes a draft whose assessment is in the file of its enterprise; while it is not, the draft stays. */
export async function finishDraft(draft: OpenDraft, key: string): Promise<void> {
  const read = await readEnterprise(draft.root, key);
  if (!read || !hasAssessmentOf(read.enterprise, draft.header)) {
    throw new FileProblem('missing', enterprisePath(draft.root, key), { detail: { kind: 'not-filed' } });
  }
  await draft.writing.last;
  try {
    // Windows removes no file that is open.
    await draft.writing.file.close();
    await removeDraft(draft.path);
  } finally {
    await draft.writing.release();
  }
}

/** Removes a draft and every answer in it, damaged or not, unless it is open somewhere. */
export async function discardDraft(root: string, id: string, options?: LockOptions): Promise<void> {
  const path = draftPath(root, id);
  resolveInside(draftsFolder(root), root);
  await withLock(path, () => removeDraft(path), options);
}

/** Whether an enterprise already has the assessment of a draft, as after a run killed before it removed the draft. */
export function hasAssessmentOf({ assessments }: Enterprise, { startedAt, kind, pack }: DraftHeader): boolean {
  return assessments.some((one) => one.startedAt === startedAt && one.kind === kind && one.pack.id === pack.id);
}

async function openLocked(
  root: string,
  path: string,
  options: LockOptions | undefined,
  prepare: () => Promise<DraftContent>,
): Promise<OpenDraft> {
  const release = await acquireLock(path, options);
  try {
    const content = await prepare();
    const file = await open(path, 'a');
    return { ...content, root, path, writing: { file, release, last: Promise.resolve(), torn: false } };
  } catch (error) {
    await release();
    throw toFileProblem(error, path);
  }
}

async function appendLine(path: string, writing: Writing, line: string): Promise<void> {
  try {
    // Another run may have thought this one dead, and finished the draft: an answer must not go into a removed file.
    if ((await writing.file.stat()).nlink === 0) throw new FileProblem('missing', path);
    if (writing.torn) await truncateTornLine(path);
    writing.torn = true;
    await writing.file.appendFile(line);
    await writing.file.sync();
    writing.torn = false;
  } catch (error) {
    throw toFileProblem(error, path);
  }
}

/** What a person needs to know of a draft to choose it. */
export interface DraftSummary {
  readonly path: string;
  readonly header: DraftHeader;
  /** When something was last said; when it was begun, if nothing was. */
  readonly lastAt: string;
  /** How many times something was said or taken back. */
  readonly count: number;
  /** What holds of everything that was said. */
  readonly statements: ReadonlyMap<string, RecordedAnswer>;
  /** The enterprise's key, as far as it is known. */
  readonly key?: string;
  /** The enterprise's name, as far as it is known. */
  readonly name?: string;
}

interface DraftList {
  /** Newest first. */
  readonly drafts: readonly DraftSummary[];
  /** Drafts that cannot be read; they hold answers, so they must not go unnoticed. */
  readonly problems: readonly FileProblem[];
}

interface DraftFacts {
  /** The fact that identifies an enterprise. Default `uscc`. */
  readonly keyFact?: string;
  /** The fact that names it. Default `name`. */
  readonly nameFact?: string;
}

/** The drafts of a folder of enterprises. One whose first line was never whole holds no answer and is removed. */
export async function listDrafts(root: string, facts: DraftFacts = {}): Promise<DraftList> {
  const drafts: DraftSummary[] = [];
  const problems: FileProblem[] = [];
  for (const path of await findDraftFiles(root)) {
    try {
      const summary = await summarizeDraft(path, facts);
      if (summary) drafts.push(summary);
      else await rm(path, { force: true }).catch(() => {});
    } catch (error) {
      if (!(error instanceof FileProblem)) throw error;
      problems.push(error);
    }
  }
  return { drafts: drafts.sort(compareNewestFirst), problems };
}

/** What holds after a draft's events: the last thing said of each name, unless it was taken back. */
export function latestStatements(events: readonly DraftEvent[]): Map<string, RecordedAnswer> {
  const latest = new Map<string, RecordedAnswer>();
  for (const { name, statement } of events) {
    if (statement === null) latest.delete(name);
    else latest.set(name, statement);
  }
  return latest;
}

async function findDraftFiles(root: string): Promise<string[]> {
  const folder = draftsFolder(root);
  resolveInside(folder, root);
  try {
    const names = await readdir(folder);
    return names
      .filter((name) => name.endsWith('.jsonl') && !name.startsWith('.'))
      .sort()
      .map((name) => join(folder, name));
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return [];
    throw toFileProblem(error, folder);
  }
}

async function summarizeDraft(path: string, facts: DraftFacts): Promise<DraftSummary | undefined> {
  const content = parseDraft(readBytes(path), path, parse(path).name);
  if (content === undefined) return undefined;
  const { header, events } = content;
  const statements = latestStatements(events);
  const key = statedText(statements.get(facts.keyFact ?? 'uscc')) ?? header.enterprise;
  const name = statedText(statements.get(facts.nameFact ?? 'name'));
  return {
    path,
    header,
    lastAt: events.at(-1)?.at ?? header.startedAt,
    count: events.length,
    statements,
    ...(key !== undefined && { key }),
    ...(name !== undefined && { name }),
  };
}

function statedText(statement: RecordedAnswer | undefined): string | undefined {
  const value = statement?.state === 'answered' ? statement.value : undefined;
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
}

function compareNewestFirst(one: DraftSummary, other: DraftSummary): number {
  const rank = ({ lastAt, header }: DraftSummary): string => `${lastAt} ${header.id}`;
  return rank(one) < rank(other) ? 1 : -1;
}

// What is no such id was typed by a person and may hold `../`.
const ID = /^[0-9T]{1,15}-[0-9a-f]{8}$/;

/** The folder of the diagnoses under way. */
export function draftsFolder(root: string): string {
  return join(root, '.drafts');
}

/** The file of a draft. An id that no draft can have is `missing`. */
export function draftPath(root: string, id: string): string {
  const path = join(draftsFolder(root), `${id}.jsonl`);
  if (!ID.test(id)) throw new FileProblem('missing', path);
  return path;
}

/** What a draft holds, without opening it; a draft whose first line was never whole is `missing`. */
export async function readDraft(root: string, id: string): Promise<DraftContent> {
  const path = draftPath(root, id);
  resolveInside(draftsFolder(root), root);
  const content = parseDraft(readBytes(path), path, id);
  if (content === undefined) throw new FileProblem('missing', path);
  return content;
}

/** Cuts off a last line that is not whole, so that the next one is not glued to it. */
async function truncateTornLine(path: string): Promise<void> {
  // By the path, since Windows does not shorten a file that is open for appending.
  await truncate(path, countWholeBytes(readBytes(path)));
}

/** Removes the file of a draft, and sees to it that a power cut does not bring it back. */
async function removeDraft(path: string): Promise<void> {
  try {
    await rm(path);
    syncFolder(dirname(path));
  } catch (error) {
    throw toFileProblem(error, path);
  }
}

/** What the lines of a draft say. */
interface DraftContent {
  readonly header: DraftHeader;
  /** In the order they were said. */
  readonly events: readonly DraftEvent[];
}

const NEWLINE = 0x0a;

/** One line of a draft, with its end. */
function formatDraftLine(line: DraftHeader | DraftEvent): string {
  return `${JSON.stringify(line)}\n`;
}

/** How many bytes of a draft are whole lines; what follows was being written when its run was killed. */
function countWholeBytes(bytes: Uint8Array): number {
  const end = bytes.lastIndexOf(NEWLINE) + 1;
  const start = end < 2 ? 0 : bytes.lastIndexOf(NEWLINE, end - 2) + 1;
  // After a power cut the last line may have its end, and zeros in place of its beginning.
  return bytes.subarray(start, end).includes(0) ? start : end;
}

/**
 * The content of a draft, a torn last line left out; undefined if its first line was never whole, so that it holds no
 * answer. A damaged line anywhere else is a `FileProblem` with its number.
 */
function parseDraft(bytes: Uint8Array, path: string, id: string): DraftContent | undefined {
  const [first, ...others] = splitLines(bytes.subarray(0, countWholeBytes(bytes)));
  if (first === undefined) return undefined;
  return {
    header: parseHeader(first, path, id),
    events: others.map((line, index) => {
      const number = index + 2;
      const event = parseLine(line, path, number);
      if (isDraftEvent(event)) return event;
      throw damageAt(path, number, { kind: 'not-an-answer' });
    }),
  };
}

function parseHeader(line: Uint8Array, path: string, id: string): DraftHeader {
  const header = parseLine(line, path, 1);
  if (isNewerDraft(header)) throw new FileProblem('newer', path, { place: { line: 1 } });
  if (!isDraftHeader(header)) throw damageAt(path, 1, { kind: 'not-a-draft' });
  if (header.id !== id) throw damageAt(path, 1, { kind: 'other-draft', name: header.id });
  return header;
}

function parseLine(line: Uint8Array, path: string, number: number): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(line));
  } catch (cause) {
    throw damageAt(path, number, { kind: 'not-json' }, cause);
  }
}

function damageAt(path: string, line: number, detail: FileDetail, cause?: unknown): FileProblem {
  return new FileProblem('damaged', path, { place: { line }, detail, cause });
}

function splitLines(bytes: Uint8Array): Uint8Array[] {
  const lines: Uint8Array[] = [];
  for (let start = 0; start < bytes.length; start += (lines.at(-1)?.length ?? 0) + 1) {
    lines.push(bytes.subarray(start, bytes.indexOf(NEWLINE, start)));
  }
  return lines;
}

/** The first line of a draft: under which terms the diagnosis was begun. */
export interface DraftHeader {
  readonly draft: 1;
  readonly id: string;
  readonly pack: PackStamp;
  readonly kind: Assessment['kind'];
  /** UTC, ISO 8601; the assessment made of the draft must have the same. */
  readonly startedAt: string;
  readonly assessor?: string;
  readonly language?: string;
  /** The id or path of the policy asked for. */
  readonly policy?: string;
  /** The key of the enterprise, where it was known from the start. */
  readonly enterprise?: string;
}

/** One thing said in a diagnosis; `null` takes back what was said before. */
export interface DraftEvent {
  /** UTC, ISO 8601. */
  readonly at: string;
  /** The id of the fact or question. */
  readonly name: string;
  readonly statement: RecordedAnswer | null;
}

/** Whether a line that was read is the header of a draft. */
function isDraftHeader(value: unknown): value is DraftHeader {
  if (!isObject(value) || value.draft !== 1 || !isObject(value.pack)) return false;
  const needed = [value.id, value.startedAt, value.pack.id, value.pack.version, value.pack.hash];
  const optional = [value.assessor, value.language, value.policy, value.enterprise];
  return needed.every(isText) && optional.every(isOptionalText) && (value.kind === 'self' || value.kind === 'onsite');
}

/** Whether a line that was read is the header of a draft in a format that only later versions of Matura know. */
function isNewerDraft(value: unknown): boolean {
  return isObject(value) && typeof value.draft === 'number' && value.draft > 1;
}

/** Whether a line that was read is an answer or takes one back. */
function isDraftEvent(value: unknown): value is DraftEvent {
  if (!isObject(value) || !isText(value.at) || !isText(value.name)) return false;
  return value.statement === null || isRecordedAnswer(value.statement);
}

const STATES = { answered: true, notApplicable: true, unknown: true, unanswered: true } satisfies Record<
  RecordedAnswer['state'],
  true
>;

function isRecordedAnswer(value: unknown): value is RecordedAnswer {
  if (!isObject(value) || !isText(value.state) || !Object.hasOwn(STATES, value.state)) return false;
  const isScalar = ['undefined', 'string', 'number', 'boolean'].includes(typeof value.value);
  const hasValue = isScalar || isTexts(value.value);
  return hasValue && isOptionalText(value.note) && (value.evidence === undefined || isTexts(value.evidence));
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return value !== null && typeof value === 'object';
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function isOptionalText(value: unknown): boolean {
  return value === undefined || isText(value);
}

function isTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every(isText);
}
