import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FollowUp } from '../model/index.ts';
import { parseEnterprise } from './enterprise-json.ts';
import { fileNameOf } from './enterprise-path.ts';
import { resolveInside } from './folder.ts';

/** Whether a file says to be one of an enterprise: JSON with assessments. What cannot be read is none. */
export async function isEnterpriseFile(path: string): Promise<boolean> {
  if (!path.toLowerCase().endsWith('.json')) return false;
  try {
    const document: unknown = JSON.parse(await readFile(path, 'utf8'));
    return typeof document === 'object' && document !== null && 'assessments' in document;
  } catch {
    return false;
  }
}

/**
 * The records in the file of an enterprise, without a lock; none where the file cannot be read, which is told by whoever
 * adds to it.
 */
export async function peekRecords(root: string, key: string): Promise<readonly FollowUp[]> {
  const path = join(root, `${fileNameOf(key)}.json`);
  try {
    const { records = [] } = parseEnterprise(await readFile(await resolveInside(path, root)), path);
    return records;
  } catch {
    return [];
  }
}
