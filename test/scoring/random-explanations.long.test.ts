import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ExplainedNode } from '../../src/model/generated/types.ts';
import type { AnswerSet } from '../../src/scoring/answer-set.ts';
import { evaluate } from '../../src/scoring/evaluate.ts';
import { explain } from '../../src/scoring/explain-score.ts';
import type { Plan } from '../../src/scoring/plan.ts';
import { explainedEnds } from '../../src/scoring/unmet-requirements.ts';
import { isSample, runs } from '../property-runs.ts';
import { documentsOf, planOf, sheetOf } from './pack-sketch.ts';
import { drawAnswers } from './random/answers.ts';
import { drawSketch, showing } from './random/case.ts';
import { Draw } from './random/draw.ts';
import { nodesOf, recompute } from './recompute-explanation.ts';

/** Expects each node to be what its parts come to; gives the operators that could be checked. */
function expectCombined(root: ExplainedNode): string[] {
  return nodesOf(root).flatMap((node) => {
    const expected = recompute(node);
    if (expected === undefined) return [];
    const where = JSON.stringify(node);
    if (typeof expected === 'number' && typeof node.value === 'number') {
      expect(Math.abs(node.value - expected), where).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(expected)));
    } else expect(node.value, where).toEqual(expected);
    return [node.op];
  });
}

test.each([
  ['all answers stated', 100],
  ['most answers stated', 75],
  ['few answers stated', 30],
])('an explanation recomputes at every node, and says what the evaluation says: %s', (_, there) => {
  const seen = new Map<string, number>();
  fc.assert(
    fc.property(fc.gen(), (value) => {
      const draw = new Draw(value);
      const sketch = drawSketch(draw, { sections: 3, questions: 3, finite: false });
      const { facts, answers } = drawAnswers(draw, documentsOf(sketch), there);
      showing({ ...sketch, said: { facts, answers } }, () => {
        const plan = planOf(sketch);
        const sheet = sheetOf(plan, answers, facts);
        for (const op of checkAll(plan, sheet)) seen.set(op, (seen.get(op) ?? 0) + 1);
      });
    }),
    runs(200),
  );
  for (const op of 'sum mean min max share scaled steps linear first levels guard cap floor points'.split(' ')) {
    if (isSample) return;
    expect(seen.get(op) ?? 0, op).toBeGreaterThan(10);
  }
});

function checkAll(plan: Plan, sheet: AnswerSet): string[] {
  const { values } = evaluate(plan, sheet);
  return plan.scores.flatMap(({ name, node }) => {
    const root = explain(plan, sheet, name) as ExplainedNode;
    expect(root, name).toMatchObject(explainedEnds(values[node] as never));
    return expectCombined(root);
  });
}
