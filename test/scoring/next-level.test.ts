import { beforeAll, expect, test } from 'vitest';
import { evaluate } from '../../src/scoring/evaluate.ts';
import { findNextLevelAnswers } from '../../src/scoring/next-level.ts';
import type { Plan } from '../../src/scoring/plan.ts';
import { openBundled } from '../commands/diagnose/open-bundled-pack.ts';

let plan: Plan;
let questions: string[];
beforeAll(async () => {
  ({ plan } = await openBundled('digital-intensity'));
  questions = plan.inputs.filter(({ role }) => role === 'question').map(({ name }) => name);
});

/** Twelve yes/no questions of a point each: from 4 points on level 2, from 7 on level 3, from 10 on level 4. */
function sheetWith(yes: number): Map<string, { state: 'answered'; value: boolean }> {
  return new Map(questions.map((name, index) => [name, { state: 'answered', value: index < yes }]));
}

function levelOf(sheet: ReturnType<typeof sheetWith>): unknown {
  return evaluate(plan, sheet).values[plan.level as number];
}

test.each([
  [1, 3, 2],
  [3, 1, 2],
  [5, 2, 3],
  [8, 2, 4],
])('for an enterprise with %i points, %i answers are found that lead to level %i', (yes, count, level) => {
  const sheet = sheetWith(yes);
  const next = findNextLevelAnswers(plan, sheet);
  expect(next).toMatchObject({ level: { n: BigInt(level), d: 1n }, isReached: true, answers: { length: count } });
  for (const { name, to } of next?.answers ?? []) {
    expect(to).toBe(true);
    // Each of them is needed.
    expect(levelOf(sheet)).not.toEqual(levelOf(sheetWith(3 * level - 2)));
    sheet.set(name, { state: 'answered', value: true });
  }
  expect(levelOf(sheet)).toEqual(levelOf(sheetWith(3 * level - 2)));
});

test('if three answers do not suffice for the next level, the first three on the way are advised', () => {
  const next = findNextLevelAnswers(plan, sheetWith(0));
  expect(next).toMatchObject({ level: { n: 2n }, isReached: false, answers: { length: 3 } });
});

test('no change is advised for answers that no measure changes', () => {
  const sheet = sheetWith(1);
  const reach = new Map(sheet);
  for (const name of questions.slice(-3)) reach.set(name, { state: 'answered', value: true });
  const next = findNextLevelAnswers(plan, sheet, reach);
  expect(next?.answers.map(({ name }) => name).sort()).toEqual(questions.slice(-3).sort());
});

test('no next level exists above the highest one or while the level is open', () => {
  expect(findNextLevelAnswers(plan, sheetWith(12))).toBeUndefined();
  const open = sheetWith(3);
  open.delete(questions.at(-1) as string);
  expect(findNextLevelAnswers(plan, open)).toBeUndefined();
});
