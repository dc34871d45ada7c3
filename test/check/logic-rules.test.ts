import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Example, Rule, Subject } from '../../src/check/rule.ts';
import { neverAsked } from '../../src/check/rules/M301-never-asked.ts';
import { neverChosen } from '../../src/check/rules/M302-never-chosen.ts';
import { unreachableLevel } from '../../src/check/rules/M303-unreachable-level.ts';
import { unmissableLevel } from '../../src/check/rules/M304-unmissable-level.ts';
import { impliedRequirement } from '../../src/check/rules/M305-implied-requirement.ts';
import { offScale } from '../../src/check/rules/M306-off-scale.ts';
import { unreachableStep } from '../../src/check/rules/M307-unreachable-step.ts';
import { fallingPoints } from '../../src/check/rules/M308-falling-points.ts';
import { oddWeights } from '../../src/check/rules/M309-odd-weights.ts';
import { emptyReachesLevel } from '../../src/check/rules/M310-empty-reaches-level.ts';
import { neverHolds } from '../../src/check/rules/M311-never-holds.ts';
import { unusedQuestion } from '../../src/check/rules/M312-unused-question.ts';
import { settlePack } from '../../src/commands/steps/settle.ts';
import { loadPackFolder } from '../../src/pack/load.ts';
import { locateProblems } from '../../src/pack/locate.ts';
import { loadPolicyOf } from '../../src/pack/policy.ts';
import { ROOT, scratchFolder } from '../commands/matura.ts';
import { describeFound, readExpected } from '../pack/broken-packs.ts';
import { worldIn } from '../pack/sample-world.ts';

const RULES: readonly Rule[] = [
  neverAsked,
  neverChosen,
  unreachableLevel,
  unmissableLevel,
  impliedRequirement,
  offScale,
  unreachableStep,
  fallingPoints,
  oddWeights,
  emptyReachesLevel,
  neverHolds,
  unusedQuestion,
];

async function subjectOf(folder: string): Promise<{ subject: Subject; sources: Parameters<typeof locateProblems>[1] }> {
  const world = worldIn(folder);
  const { pack, problems, sources } = await loadPackFolder(world, folder);
  if (!pack) throw new Error(JSON.stringify(problems));
  const policy = await loadPolicyOf(world, pack);
  const settled = settlePack(pack, policy?.policies ?? []);
  expect([...problems, ...settled.problems]).toEqual([]);
  const { questionnaire, rubric, measures } = pack;
  const { plan, measures: catalogue, policies } = settled;
  const subject = { questionnaire, rubric, measures, policies, plan, catalogue, policy: settled.policy, asOf: null };
  return { subject, sources: new Map([...sources, ...(policy?.sources ?? [])]) };
}

async function findIn(example: Example) {
  const folder = path.join(await scratchFolder(), 'small');
  await mkdir(folder);
  for (const [name, text] of Object.entries(example)) await writeFile(path.join(folder, name), text);
  const { subject, sources } = await subjectOf(folder);
  const found = await locateProblems(
    RULES.flatMap((rule) => rule.check?.(subject) ?? []),
    sources,
  );
  return { found: found.map(describeFound), expected: await readExpected(folder) };
}

const byPlace = (a: { place: string }, b: { place: string }): number => (a.place < b.place ? -1 : 1);

describe.each(RULES.map((rule) => [rule.code, rule] as const))('%s', (_, rule) => {
  test('is found in its bad example, and nothing else', async () => {
    const { found, expected } = await findIn(rule.bad);
    expect(expected.length).toBeGreaterThan(0);
    expect(found.sort(byPlace)).toEqual(expected.sort(byPlace));
  });

  test('is not found in its good example', async () => {
    expect((await findIn(rule.good)).found).toEqual([]);
  });
});

describe.each(['miit-sme-2024', 'smart-manufacturing', 'digital-intensity', 'quick-scan'])('the pack %s', (id) => {
  test('breaks no rule of logic', async () => {
    const { subject } = await subjectOf(path.join(ROOT, 'questionnaires', id));
    expect(RULES.flatMap((rule) => rule.check?.(subject) ?? [])).toEqual([]);
  });
});
