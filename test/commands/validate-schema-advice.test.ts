import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { matura, scratchFolder } from './matura.ts';

// What people write who come from spreadsheets and other tools, and what they are told.
test.each([
  ['rubric', 'total: { minimum: 25 }', 'total: { minimum: 60% }', 'Write the number alone: 60'],
  ['rubric', 'total: { minimum: 25 }', 'total: { minimum: 0,4 }', 'Write a decimal with a point, for example 0.4'],
  ['rubric', 'total: { minimum: 25 }', 'total: { minimum: 25,000 }', 'Write the number without separators: 25000'],
  ['rubric', 'total: { minimum: 25 }', 'or: [{ total: { minimum: 25 } }]', 'Did you mean anyOf?'],
  ['rubric', 'monthly: 1,', 'monthly： 1,', 'Write a colon and a blank instead of “：”: monthly: 1'],
  ['rubric', 'monthly: 1,', 'monthly: 0,5,', 'Write a decimal with a point, for example 0.5'],
  ['rubric', 'operations: sum', 'operations: avg', 'Did you mean "mean"?'],
  ['rubric', 'sum: [operations, data]', 'product: [operations, data]', 'Did you mean "weight"?'],
  ['rubric', 'operations: { minimum: 3 }', 'protection: { const: backup }', 'contains: { const: "backup" }'],
  [
    'questionnaire',
    '"On paper or from memory"',
    'On paper, or from memory',
    'Put text that contains a comma in quotes',
  ],
  ['cases/cases', '{ operations: 0,', '{ operations: { low: 0 },', 'Allowed: value, tolerance, lowest, highest'],
])('a mistake in the %s is reported with advice: "%s" written as "%s"', async (file, right, wrong, told) => {
  const cwd = await scratchFolder();
  expect((await matura(['init', 'ours'], { cwd })).code).toBe(0);
  const place = path.join(cwd, 'ours/questionnaires/ours', `${file}.yaml`);
  const text = await readFile(place, 'utf8');
  await writeFile(place, text.replace(right, wrong));
  const { code, stdout } = await matura(['validate', 'ours', '--no-color'], { cwd });
  expect(text).toContain(right);
  expect(stdout).toContain(told);
  expect(stdout).toContain('1 error in 1 of');
  expect(code).toBe(1);
});
