import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { FAMILIES } from './families/index.ts';
import { runMutations, type Tried } from './run-mutations.ts';

const SEED = 20_261_130;
/** Each family has at least two cases. */
const COUNT = Math.ceil(2.3 * FAMILIES.length);

const isHidden = ({ family }: Tried): boolean => family.kind === 'hidden';
const named = ({ family, place, what, judged }: Tried): string => `${family.id} ${place} (${what}): ${judged.reason}`;

test('damage that can be seen in an export file never leads to wrong results without a report', {
  timeout: 1_800_000,
}, async () => {
  const tried = await runMutations({ seed: SEED, count: COUNT });
  const shown = tried.filter((one) => !isHidden(one));
  expect(shown.length).toBeGreaterThanOrEqual(300);
  expect(shown.filter(({ judged }) => judged.verdict === 'wrong').map(named)).toEqual([]);
  // Undamaged exports of every platform are scored as they are.
  const undamaged = tried.filter(({ family }) => family.id === 'undamaged');
  expect(undamaged.filter(({ judged }) => judged.verdict !== 'right').map(named)).toEqual([]);
  // Each kind that the guide calls hidden is: of its cases some are wrong, and nothing says so.
  const hidden = tried.filter(isHidden);
  const wrong = new Set(hidden.filter(({ judged }) => judged.verdict === 'wrong').map(({ family }) => family.id));
  expect([...new Set(hidden.map(({ family }) => family.id))].filter((id) => !wrong.has(id))).toEqual([]);
});

test('at least forty families of damage have distinct names', () => {
  expect(new Set(FAMILIES.map(({ id }) => id)).size).toBe(FAMILIES.length);
  expect(FAMILIES.length).toBeGreaterThanOrEqual(40);
});

test('the guide names every kind of damage that cannot be seen in a file', () => {
  const guide = readFileSync('examples/guides/score-an-export.md', 'utf8').replace(/\s+/g, ' ');
  const hidden = FAMILIES.filter(({ kind }) => kind === 'hidden').map(({ about }) => about);
  expect(hidden.length).toBeGreaterThan(5);
  expect(hidden.filter((about) => !guide.includes(about))).toEqual([]);
});
