import { readFile, rm, truncate } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { countWholeBytes, type DraftContent, parseDraft } from './draft-lines.ts';
import { followInside, syncFolder } from './folder.ts';
import { asFileProblem, FileProblem } from './problem.ts';

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
  await followInside(draftsFolder(root), root);
  const content = parseDraft(await readBytes(path), path, id);
  if (content === undefined) throw new FileProblem('missing', path);
  return content;
}

/** Cuts off a last line that is not whole, so that the next one is not glued to it. */
export async function cutTornLine(path: string): Promise<void> {
  const bytes = await readBytes(path);
  const whole = countWholeBytes(bytes);
  // By the path, since Windows does not shorten a file that is open for appending.
  if (whole < bytes.length) await truncate(path, whole);
}

/** Removes the file of a draft, and sees to it that a power cut does not bring it back. */
export async function removeDraft(path: string): Promise<void> {
  try {
    await rm(path);
    await syncFolder(dirname(path));
  } catch (error) {
    throw asFileProblem(error, path);
  }
}

async function readBytes(path: string): Promise<Buffer> {
  return readFile(path).catch((error) => {
    throw asFileProblem(error, path);
  });
}
