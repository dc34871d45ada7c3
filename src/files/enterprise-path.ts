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

/** Where a policy that was edited is kept once there is a newer one; from the second on with its number. */
export function editedPolicyPath(root: string, key: string, number: number): string {
  return join(root, `${fileNameOf(key)}.policy.edited${number === 1 ? '' : `-${number}`}.md`);
}
