// Compares and raises version numbers of packs.

import type { VersionStep } from './pack-comparison.ts';

/**
 * Compares two version numbers for sorting: by their numbers, where a missing one counts as 0. A suffix after `-` sorts
 * before the plain version; two such suffixes are compared as text. A suffix after `+` is ignored.
 */
export function compareVersionNumbers(a: string, b: string): number {
  const [one, other] = [parseVersion(a), parseVersion(b)];
  for (let i = 0; i < Math.max(one.numbers.length, other.numbers.length); i++) {
    const [left, right] = [one.numbers[i] ?? 0n, other.numbers[i] ?? 0n];
    if (left !== right) return left < right ? -1 : 1;
  }
  if (one.before === other.before) return 0;
  if (one.before === undefined || other.before === undefined) return one.before === undefined ? 1 : -1;
  return one.before < other.before ? -1 : 1;
}

/**
 * Returns the version number after a change of this size. Before version 1, the second number is increased instead of
 * the first.
 */
export function nextVersion(version: string, step: VersionStep): string {
  const [major = 0n, minor = 0n, patch = 0n] = parseVersion(version).numbers;
  const numbers = [major, minor, patch];
  const partIndex = Math.min(2, ['major', 'minor', 'patch'].indexOf(step) + (major === 0n ? 1 : 0));
  return numbers.map((number, i) => (i < partIndex ? number : i === partIndex ? number + 1n : 0n)).join('.');
}

function parseVersion(version: string): { readonly numbers: readonly bigint[]; readonly before: string | undefined } {
  const [, numbers = '', before] = /^([0-9.]*)(?:-([^+]*))?/.exec(version) ?? [];
  return { numbers: numbers.split('.').map((text) => BigInt(text)), before };
}
