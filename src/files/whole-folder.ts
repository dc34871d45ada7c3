import { readdirSync, renameSync, rmdirSync } from 'node:fs';
import { mkdir, rm, stat } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { removeOnSignal } from '../signals.ts';
import { removeLeftovers, renameOver, temporaryBeside } from './atomic.ts';
import { makeFolder, syncFolder } from './folder.ts';
import { asFileProblem, FileProblem } from './problem.ts';

/**
 * Fills a new folder as a whole: `fill` writes into a folder with a name of its own, which gets the right one at the end,
 * so that an interrupted or failed run leaves nothing. Where the folder is there, because the user made it, what was
 * written moves into it at the end. Throws a `FileProblem` for what cannot be written, with the path it would have had.
 */
export async function writeWholeFolder(
  folder: string,
  fill: (temporary: string) => Promise<void>,
  now: Date,
): Promise<void> {
  const isThere = await stat(folder).then(
    (found) => found.isDirectory(),
    () => false,
  );
  const place = isThere ? folder : dirname(folder);
  await makeFolder(place, place);
  await removeLeftovers(place, now);
  const temporary = temporaryBeside(join(place, 'any'));
  const keep = removeOnSignal(temporary);
  try {
    await mkdir(temporary);
    await fill(temporary);
    if (isThere) moveInto(temporary, folder);
    else await renameOver(temporary, folder);
    await syncFolder(place);
  } catch (error) {
    await rm(temporary, { recursive: true, force: true }).catch(() => {});
    throw namedAs(error, temporary, folder);
  } finally {
    keep();
  }
}

/** Without a pause, so that no signal comes in between. */
function moveInto(temporary: string, folder: string): void {
  for (const name of readdirSync(temporary)) renameSync(join(temporary, name), join(folder, name));
  rmdirSync(temporary);
}

/** A problem in the folder that is gone, told of the one it was to be. */
function namedAs(error: unknown, temporary: string, folder: string): unknown {
  const told = asFileProblem(error, folder);
  if (!(told instanceof FileProblem)) return told;
  const inside = relative(temporary, told.path);
  if (inside.startsWith('..')) return told;
  const { code, place, detail } = told;
  return new FileProblem(code, join(folder, inside), {
    ...(place && { place }),
    ...(detail && { detail }),
    cause: error,
  });
}
