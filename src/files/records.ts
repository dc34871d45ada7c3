import { dirname } from 'node:path';
import type { Enterprise, FollowUp } from '../model/generated/types.ts';
import { writeWhole } from './atomic.ts';
import { readBytes, refuseIfChanged } from './enterprise.ts';
import { formatEnterprise, parseEnterprise } from './enterprise-text.ts';
import { followInside } from './folder.ts';
import { withLock } from './lock.ts';
import { FileProblem } from './problem.ts';

/**
 * Adds records to the file of an enterprise, which must be there; everything in it stays as it is. What is added is
 * settled on the enterprise as it is on the disk, while no other run writes: `settle` gives the records, none where
 * there is nothing to add, and may throw to leave the file.
 */
export async function appendRecords(
  path: string,
  settle: (enterprise: Enterprise) => readonly FollowUp[],
): Promise<Enterprise> {
  const root = dirname(path);
  // Where the folder is missing there is no place for a lock either.
  if ((await readBytes(await followInside(path, root))) === undefined) throw new FileProblem('missing', path);
  return withLock(path, async () => {
    const bytes = await readBytes(await followInside(path, root));
    if (bytes === undefined) throw new FileProblem('missing', path);
    const enterprise = parseEnterprise(bytes, path);
    const added = settle(enterprise);
    if (added.length === 0) return enterprise;
    const after: Enterprise = { ...enterprise, records: [...(enterprise.records ?? []), ...added] };
    await writeWhole(path, formatEnterprise(after), { root, beforeRename: () => refuseIfChanged(path, bytes) });
    return after;
  });
}
