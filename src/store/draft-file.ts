// Stores unfinished diagnoses as JSON Lines files: a header, then one line for each answer or retraction.
import 'proper-lockfile';
import { randomBytes } from 'node:crypto';
import { type FileHandle, open, readdir, rm, truncate } from 'node:fs/promises';
import { dirname, join, parse } from 'node:path';
import type { Assessment, Enterprise, PackStamp, RecordedAnswer } from '../model/index.ts';
import { writeAtomic } from './atomic-write.ts';
import { readEnterprise } from './enterprise-file.ts';
import { enterprisePath } from './enterprise-path.ts';
import { type FileDetail, FileProblem, readSystemCode, toFileProblem } from './file-problem.ts';
import { makeFolder, readBytes, resolveInside, syncFolder } from './folder.ts';
import { acquireLock, type LockOptions, withLock } from './lock.ts';

/** What a new draft's header records, without the draft's format and id. */
export type DraftStart = Omit<DraftHeader, 'draft' | 'id'>;

/** A draft that this process has locked for appending. `events` are those that it contained when it was opened. */
export interface OpenDraft extends DraftContent {
  readonly root: string;
  readonly path: string;
  readonly writing: WritingState;
}

interface WritingState {
  readonly file: FileHandle;
  readonly release: () => Promise<void>;
  /** The last append that was started; each append waits for the one before it. */
  last: Promise<unknown>;
  /** Whether the last append failed and may have left an incomplete line. */
  torn: boolean;
}

/** Creates a draft and opens it. When the promise resolves, the draft is safely on disk. */
export async function createDraft(root: string, start: DraftStart): Promise<OpenDraft> {
  const time = start.startedAt.slice(0, 19).replace(/[^0-9T]/g, '');
  const identity = { draft: 1, id: `${time}-${randomBytes(4).toString('hex')}` } as const;
  // `start` may be the header of a resumed draft, whose id must not be used again.
  const header: DraftHeader = { ...identity, ...start, ...identity };
  const path = draftPath(root, header.id);
  await makeFolder(draftsFolder(root), root);
  return openLocked(root, path, undefined, async () => {
    await writeAtomic(path, formatDraftLine(header), { root });
    return { header, events: [] };
  });
}

/**
 * Opens a draft to continue it. Throws a `FileProblem`: `locked` while another process has it open, `missing` if it no
 * longer exists.
 */
export async function openDraft(root: string, id: string, options?: LockOptions): Promise<OpenDraft> {
  const path = draftPath(root, id);
  // Checked first: for a draft that does not exist, taking the lock would wait or create a lock in vain.
  await readDraft(root, id);
  return openLocked(root, path, options, async () => {
    const content = await readDraft(root, id);
    await truncateTornLine(path);
    return content;
  });
}

/** Appends an answer or a retraction. When the promise resolves, it is safely on disk. */
export function appendEvent({ path, writing }: OpenDraft, { at, name, statement }: DraftEvent): Promise<void> {
  const line = formatDraftLine({ at, name, statement });
  const appendedLine = writing.last.then(() => appendLine(path, writing, line));
  writing.last = appendedLine.catch(() => {});
  return appendedLine;
}

/** Closes a draft so that it can be resumed later. */
export async function closeDraft({ writing }: OpenDraft): Promise<void> {
  await writing.last;
  await writing.file.close();
  await writing.release();
}

/** Closes and removes a draft whose assessment is in the enterprise file; if it is not, throws and keeps the draft. */
export async function finishDraft(draft: OpenDraft, key: string): Promise<void> {
  const enterpriseFile = await readEnterprise(draft.root, key);
  if (!enterpriseFile || !hasAssessmentOf(enterpriseFile.enterprise, draft.header)) {
    throw new FileProblem('missing', enterprisePath(draft.root, key), { detail: { kind: 'not-filed' } });
  }
  await draft.writing.last;
  try {
    // Windows cannot remove an open file.
    await draft.writing.file.close();
    await removeDraft(draft.path);
  } finally {
    await draft.writing.release();
  }
}

/** Removes a draft with all its answers, unless another process has it open. A damaged draft is removed as well. */
export async function discardDraft(root: string, id: string, options?: LockOptions): Promise<void> {
  const path = draftPath(root, id);
  resolveInside(draftsFolder(root), root);
  await withLock(path, () => removeDraft(path), options);
}

/**
 * Whether the enterprise file already contains a draft's assessment. This happens if a run was killed between writing
 * the assessment and removing the draft.
 */
export function hasAssessmentOf({ assessments }: Enterprise, { startedAt, kind, pack }: DraftHeader): boolean {
  return assessments.some(
    (assessment) => assessment.startedAt === startedAt && assessment.kind === kind && assessment.pack.id === pack.id,
  );
}

async function openLocked(
  root: string,
  path: string,
  options: LockOptions | undefined,
  prepare: () => Promise<DraftContent>,
): Promise<OpenDraft> {
  const releaseLock = await acquireLock(path, options);
  try {
    const content = await prepare();
    const file = await open(path, 'a');
    return { ...content, root, path, writing: { file, release: releaseLock, last: Promise.resolve(), torn: false } };
  } catch (error) {
    await releaseLock();
    throw toFileProblem(error, path);
  }
}

async function appendLine(path: string, writing: WritingState, line: string): Promise<void> {
  try {
    // Another run may have taken this one for dead and removed the draft; writing to it would lose the answer.
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

/** A draft in a list, with what a person needs to choose one. */
export interface DraftSummary {
  readonly path: string;
  readonly header: DraftHeader;
  /** The time of the last event, or of the draft's start if it has no events. */
  readonly lastAt: string;
  /** The number of answers and retractions. */
  readonly count: number;
  /** The latest statement for each fact and question. */
  readonly statements: ReadonlyMap<string, RecordedAnswer>;
  /** The enterprise's key, if known. */
  readonly key?: string;
  /** The enterprise's name, if known. */
  readonly name?: string;
}

interface DraftList {
  /** The drafts, the newest first. */
  readonly drafts: readonly DraftSummary[];
  /** Problems of unreadable drafts. Such drafts may contain answers, so they must be reported. */
  readonly problems: readonly FileProblem[];
}

interface DraftFacts {
  /** The name of the fact that identifies an enterprise. Default `uscc`. */
  readonly keyFact?: string;
  /** The name of the fact with the enterprise's name. Default `name`. */
  readonly nameFact?: string;
}

/**
 * Lists the drafts in a folder of enterprise files. A draft whose first line is incomplete contains no answers and is
 * removed.
 */
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

/** Returns the latest statement for each name; names whose latest statement was retracted are left out. */
export function collectLatestStatements(events: readonly DraftEvent[]): Map<string, RecordedAnswer> {
  const statementByName = new Map<string, RecordedAnswer>();
  for (const { name, statement } of events) {
    if (statement === null) statementByName.delete(name);
    else statementByName.set(name, statement);
  }
  return statementByName;
}

/** Lists the paths of the drafts in a folder of enterprise files. */
export async function findDraftFiles(root: string): Promise<string[]> {
  const folder = draftsFolder(root);
  resolveInside(folder, root);
  try {
    const names = await readdir(folder);
    return names
      .filter((name) => name.endsWith('.jsonl') && !name.startsWith('.'))
      .sort()
      .map((name) => join(folder, name));
  } catch (error) {
    if (readSystemCode(error) === 'ENOENT') return [];
    throw toFileProblem(error, folder);
  }
}

/** Reads a draft without locking it; undefined if its first line is incomplete. Throws `damaged` for any other fault. */
export function readDraftFile(path: string): DraftContent | undefined {
  return parseDraft(readBytes(path), path, parse(path).name);
}

async function summarizeDraft(path: string, facts: DraftFacts): Promise<DraftSummary | undefined> {
  const content = readDraftFile(path);
  if (content === undefined) return undefined;
  const { header, events } = content;
  const statements = collectLatestStatements(events);
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

function compareNewestFirst(a: DraftSummary, b: DraftSummary): number {
  const rank = ({ lastAt, header }: DraftSummary): string => `${lastAt} ${header.id}`;
  return rank(a) < rank(b) ? 1 : -1;
}

// Ids are checked because people type them, and `../` in an id would lead out of the folder.
const DRAFT_ID_PATTERN = /^[0-9T]{1,15}-[0-9a-f]{8}$/;

/** Returns the folder of the drafts in a folder of enterprise files. */
export function draftsFolder(root: string): string {
  return join(root, '.drafts');
}

/** Returns the path of a draft. Throws `missing` for an id that is not in the form of draft ids. */
export function draftPath(root: string, id: string): string {
  const path = join(draftsFolder(root), `${id}.jsonl`);
  if (!DRAFT_ID_PATTERN.test(id)) throw new FileProblem('missing', path);
  return path;
}

/** Reads a draft without locking it. Throws `missing` if its first line is incomplete. */
export async function readDraft(root: string, id: string): Promise<DraftContent> {
  const path = draftPath(root, id);
  resolveInside(draftsFolder(root), root);
  const content = parseDraft(readBytes(path), path, id);
  if (content === undefined) throw new FileProblem('missing', path);
  return content;
}

/** Cuts off an incomplete last line, so that the next line does not continue it. */
async function truncateTornLine(path: string): Promise<void> {
  // Truncated by path, because Windows cannot truncate a file that is open for appending.
  await truncate(path, countWholeBytes(readBytes(path)));
}

/** Removes a draft file and syncs its folder, so that a power cut does not bring it back. */
async function removeDraft(path: string): Promise<void> {
  try {
    await rm(path);
    syncFolder(dirname(path));
  } catch (error) {
    throw toFileProblem(error, path);
  }
}

/** The parsed lines of a draft. */
interface DraftContent {
  readonly header: DraftHeader;
  /** The answers and retractions in the order in which they were recorded. */
  readonly events: readonly DraftEvent[];
}

const NEWLINE_BYTE = 0x0a;

/** Formats one line of a draft, with its line break. */
function formatDraftLine(line: DraftHeader | DraftEvent): string {
  return `${JSON.stringify(line)}\n`;
}

/**
 * Counts the bytes of a draft's complete lines. Anything after them is a line that was being written when the run was
 * killed.
 */
function countWholeBytes(bytes: Uint8Array): number {
  const end = bytes.lastIndexOf(NEWLINE_BYTE) + 1;
  const start = end < 2 ? 0 : bytes.lastIndexOf(NEWLINE_BYTE, end - 2) + 1;
  // After a power cut, the last line may have its line break but zeros in place of its beginning.
  return bytes.subarray(start, end).includes(0) ? start : end;
}

/**
 * Parses a draft without an incomplete last line. Undefined if the first line is incomplete, because the draft then
 * contains no answers. Throws a `FileProblem` with the line number for a damaged line anywhere else.
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
      throw createDamageProblem(path, number, { kind: 'not-an-answer' });
    }),
  };
}

function parseHeader(line: Uint8Array, path: string, id: string): DraftHeader {
  const header = parseLine(line, path, 1);
  if (isNewerDraft(header)) throw new FileProblem('newer', path, { place: { line: 1 } });
  if (!isDraftHeader(header)) throw createDamageProblem(path, 1, { kind: 'not-a-draft' });
  if (header.id !== id) throw createDamageProblem(path, 1, { kind: 'other-draft', name: header.id });
  return header;
}

function parseLine(line: Uint8Array, path: string, number: number): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(line));
  } catch (cause) {
    throw createDamageProblem(path, number, { kind: 'not-json' }, cause);
  }
}

function createDamageProblem(path: string, line: number, detail: FileDetail, cause?: unknown): FileProblem {
  return new FileProblem('damaged', path, { place: { line }, detail, cause });
}

function splitLines(bytes: Uint8Array): Uint8Array[] {
  const lines: Uint8Array[] = [];
  for (let start = 0; start < bytes.length; start += (lines.at(-1)?.length ?? 0) + 1) {
    lines.push(bytes.subarray(start, bytes.indexOf(NEWLINE_BYTE, start)));
  }
  return lines;
}

/** The first line of a draft: the settings with which the diagnosis was started. */
export interface DraftHeader {
  readonly draft: 1;
  readonly id: string;
  readonly pack: PackStamp;
  readonly kind: Assessment['kind'];
  /** When the diagnosis was started, in UTC (ISO 8601); the resulting assessment has the same value. */
  readonly startedAt: string;
  readonly assessor?: string;
  readonly language?: string;
  /** The id or path of the requested policy. */
  readonly policy?: string;
  /** The key of the enterprise, if known from the start. */
  readonly enterprise?: string;
  /** If the diagnosis corrects an assessment: when that assessment was finished, in UTC (ISO 8601). */
  readonly corrects?: string;
}

/** An answer given in a diagnosis; null retracts the earlier answer. */
export interface DraftEvent {
  /** When the answer was given, in UTC (ISO 8601). */
  readonly at: string;
  /** The id of the fact or question. */
  readonly name: string;
  readonly statement: RecordedAnswer | null;
}

/** Whether a parsed line is a draft header. */
function isDraftHeader(value: unknown): value is DraftHeader {
  if (!isObject(value) || value.draft !== 1 || !isObject(value.pack)) return false;
  const requiredTexts = [value.id, value.startedAt, value.pack.id, value.pack.version, value.pack.hash];
  const optionalTexts = [value.assessor, value.language, value.policy, value.enterprise, value.corrects];
  return (
    requiredTexts.every(isText) &&
    optionalTexts.every(isOptionalText) &&
    (value.kind === 'self' || value.kind === 'onsite')
  );
}

/** Whether a parsed line is the header of a draft in a later format, which this version of Matura cannot read. */
function isNewerDraft(value: unknown): boolean {
  return isObject(value) && typeof value.draft === 'number' && value.draft > 1;
}

/** Whether a parsed line is an answer or a retraction. */
function isDraftEvent(value: unknown): value is DraftEvent {
  if (!isObject(value) || !isText(value.at) || !isText(value.name)) return false;
  return value.statement === null || isRecordedAnswer(value.statement);
}

const ANSWER_STATES = { answered: true, notApplicable: true, unknown: true, unanswered: true } satisfies Record<
  RecordedAnswer['state'],
  true
>;

function isRecordedAnswer(value: unknown): value is RecordedAnswer {
  if (!isObject(value) || !isText(value.state) || !Object.hasOwn(ANSWER_STATES, value.state)) return false;
  const isScalar = ['undefined', 'string', 'number', 'boolean'].includes(typeof value.value);
  const hasValue = isScalar || isTexts(value.value);
  const hasEvidence = value.evidence === undefined || isTexts(value.evidence);
  const isFlag = value.flagged === undefined || typeof value.flagged === 'boolean';
  return hasValue && hasEvidence && isFlag && isOptionalText(value.note) && isOptionalText(value.by);
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
