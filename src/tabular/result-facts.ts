import type { Input } from '../scoring/plan.ts';

/** Whether enterprises are told apart by this fact. */
export function isKey({ definition }: Input): boolean {
  return 'key' in definition && definition.key === true;
}

/** Whether results are grouped by this fact. */
export function isGroup({ definition }: Input): boolean {
  return 'group' in definition && definition.group === true && !('key' in definition && definition.key);
}
