import type { Roster } from './roster.ts';

/** Whether the registry lists a member; everybody is in scope where there is no registry. */
export function isInScope(
  { registrySize, registered }: Pick<Roster, 'registrySize' | 'registered'>,
  index: number,
): boolean {
  return registrySize === null || registered[index] === 1;
}
