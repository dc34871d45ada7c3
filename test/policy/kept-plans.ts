import { expect, test } from 'vitest';
import { ZERO } from '../../src/model/index.ts';
import { DEFAULT_TOLERANCE } from '../../src/policy/optimise/level-optimiser.ts';
import type { RecommendInput } from '../../src/policy/recommend-input.ts';
import { prepareWith } from './bundled-packs.ts';
import {
  type Answer,
  createDraws,
  type Draw,
  drawAnswer,
  drawableQuestions,
  drawFacts,
  moveAnswer,
} from './drawn-enterprises.ts';
import { type PreparedPack, readSheet, recommendFor } from './joinery-pack.ts';
import { solver } from './load-test-solver.ts';

/** How often an answer gets better and the plan is made again. */
const REPETITIONS = 10;

type Given = Readonly<Record<string, unknown>>;

function planFor(pack: PreparedPack, answers: Given, facts: Given, more: Partial<RecommendInput>) {
  const given = { solver, priorities: pack.priorities, tolerance: DEFAULT_TOLERANCE, ...more };
  const { measures, cost, target } = recommendFor(pack, readSheet(pack, answers, facts), undefined, undefined, given);
  const isRaised = target.raisedFrom !== undefined;
  return { ids: measures.map(({ id }) => id).sort(), cost: cost?.high ?? 0, isRaised };
}

/** Defines tests on drawn enterprises: a plan that is made again stays, and never costs more each time. */
export function testKeptPlans(id: string, policy: string, enterprises: number): void {
  const pack = prepareWith(policy, id);
  const questions = drawableQuestions(pack);
  const drawAnswers = (draw: Draw): Record<string, Answer> =>
    Object.fromEntries(questions.map((input) => [input.name, drawAnswer(input, draw)]));

  test(`${id}: the same answers keep the same plan: ${enterprises} enterprises`, () => {
    const draw = createDraws(3);
    for (let i = 0; i < enterprises; i++) {
      const [answers, facts] = [drawAnswers(draw), drawFacts(pack, draw)];
      const first = planFor(pack, answers, facts, {});
      const second = planFor(pack, answers, facts, { earlier: first.ids, roadmap: true });
      const third = planFor(pack, answers, facts, { earlier: second.ids });
      expect([second, third], `enterprise ${i}`).toEqual([first, first]);
    }
  });

  test(`${id}: a plan made again ${REPETITIONS} times exceeds the least cost by the tolerance at most`, () => {
    const draw = createDraws(5);
    const [answers, facts] = [drawAnswers(draw), drawFacts(pack, draw)];
    let earlier: readonly string[] = planFor(pack, answers, facts, {}).ids;
    for (let i = 0; i < REPETITIONS; i++) {
      const movable = questions.filter((input) => moveAnswer(input, answers[input.name] as Answer, true) !== undefined);
      const input = movable[draw(movable.length)];
      if (!input) break;
      answers[input.name] = moveAnswer(input, answers[input.name] as Answer, true) as Answer;
      const kept = planFor(pack, answers, facts, { earlier });
      const least = planFor(pack, answers, facts, { tolerance: ZERO });
      expect(kept.cost, `after ${i + 1} better answers`).toBeLessThanOrEqual(least.cost * 1.15 + 0.01);
      earlier = kept.ids;
    }
  });
}
