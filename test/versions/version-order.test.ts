import { expect, test } from 'vitest';
import { compareVersionNumbers, nextVersion } from '../../src/versions/version-number.ts';

// The order of semver.org, section 11, but for texts with numbers in them; and of dates as versions.
const ASCENDING = ['1', '1.0.0-alpha', '1.0.0-beta', '1.0.0', '1.9.0', '1.10.0', '2', '2024.1.0', '2024.2', '2024.10'];

test('versions are ordered by their numbers, not as text', () => {
  const sorted = [...ASCENDING].reverse().sort(compareVersionNumbers);
  expect(sorted).toEqual(['1.0.0-alpha', '1.0.0-beta', '1.0.0', '1', ...ASCENDING.slice(4)]);
  expect(compareVersionNumbers('1.0', '1')).toBe(0);
  expect(compareVersionNumbers('1.0.0+build', '1.0.0')).toBe(0);
  expect(compareVersionNumbers('90071992547409931.0', '90071992547409930.0')).toBe(1);
});

test.each([
  ['1.2.3', ['2.0.0', '1.3.0', '1.2.4']],
  ['2024.2', ['2025.0.0', '2024.3.0', '2024.2.1']],
  ['3', ['4.0.0', '3.1.0', '3.0.1']],
  ['0.3.1-draft', ['0.4.0', '0.3.2', '0.3.2']],
])('the next major, minor and patch version after %s is found', (version, next) => {
  expect((['major', 'minor', 'patch'] as const).map((step) => nextVersion(version, step))).toEqual(next);
});
