import { expect, test } from 'vitest';

test('who takes no lock listens for no signal: long work can be interrupted', async () => {
  const count = (): number => process.listenerCount('SIGINT');
  const before = count();
  await import('../../src/files/enterprise.ts');
  await import('../../src/files/records.ts');
  expect(count()).toBe(before);
});
