import { join } from 'node:path';
import { fileNameOf } from './key.ts';

/** The file of an enterprise, whether it exists or not. */
export function enterprisePath(root: string, key: string): string {
  return join(root, `${fileNameOf(key)}.json`);
}

/** The file of an enterprise's latest policy, whether it exists or not. */
export function policyPath(root: string, key: string): string {
  return join(root, `${fileNameOf(key)}.policy.md`);
}
