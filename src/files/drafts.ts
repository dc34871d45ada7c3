import { randomBytes } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
// Listens for signals before what asks does: a terminal that hangs up then takes the lock along.
import 'proper-lockfile';
import type { Enterprise } from '../model/generated/types.ts';
import { writeWhole } from './atomic.ts';
import { cutTornLine, draftPath, draftsFolder, readDraft, removeDraft } from './draft-file.ts';
import { type DraftContent, formatLine } from './draft-lines.ts';
import type { DraftEvent, DraftHeader } from './draft-shape.ts';
import { readEnterprise } from './enterprise.ts';
import { enterprisePath } from './enterprise-path.ts';
import { followInside, makeFolder } from './folder.ts';
import { type LockOptions, takeLock, withLock } from './lock.ts';
import { asFileProblem, FileProblem } from './problem.ts';

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
  const header: DraftHeader = { draft: 1, id: `${time}-${randomBytes(4).toString('hex')}`, ...start };
  const path = draftPath(root, header.id);
  await makeFolder(draftsFolder(root), root);
  return openLocked(root, path, undefined, async () => {
    await writeWhole(path, formatLine(header), { root });
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
    await cutTornLine(path);
    return content;
  });
}

/** Adds an answer, or takes one back. Once the promise resolves, the answer is on the disk. */
export function appendEvent({ path, writing }: OpenDraft, { at, name, statement }: DraftEvent): Promise<void> {
  const line = formatLine({ at, name, statement });
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
  const enterprise = await readEnterprise(draft.root, key);
  if (!enterprise || !isRecorded(enterprise, draft.header)) {
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
  await followInside(draftsFolder(root), root);
  await withLock(path, () => removeDraft(path), options);
}

/** Whether an enterprise already has the assessment of a draft, as after a run killed before it removed the draft. */
export function isRecorded({ assessments }: Enterprise, { startedAt, kind, pack }: DraftHeader): boolean {
  return assessments.some((one) => one.startedAt === startedAt && one.kind === kind && one.pack.id === pack.id);
}

async function openLocked(
  root: string,
  path: string,
  options: LockOptions | undefined,
  prepare: () => Promise<DraftContent>,
): Promise<OpenDraft> {
  const release = await takeLock(path, options);
  try {
    const content = await prepare();
    const file = await open(path, 'a');
    return { ...content, root, path, writing: { file, release, last: Promise.resolve(), torn: false } };
  } catch (error) {
    await release();
    throw asFileProblem(error, path);
  }
}

async function appendLine(path: string, writing: Writing, line: string): Promise<void> {
  try {
    // Another run may have thought this one dead, and finished the draft: an answer must not go into a removed file.
    if ((await writing.file.stat()).nlink === 0) throw new FileProblem('missing', path);
    if (writing.torn) await cutTornLine(path);
    writing.torn = true;
    await writing.file.appendFile(line);
    await writing.file.sync();
    writing.torn = false;
  } catch (error) {
    throw asFileProblem(error, path);
  }
}
