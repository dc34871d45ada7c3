import { readFile } from 'node:fs/promises';

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
