import { expect } from 'vitest';
import { evaluate, evaluateSpan } from '../../../src/scoring/evaluate.ts';
import type { Plan } from '../../../src/scoring/plan.ts';
import { type Possible, settledValue } from '../../../src/scoring/possible-values.ts';
import { documentsOf, type Sketch, sheetOf } from '../pack-sketch.ts';
import { Oracle } from '../second-evaluator/second-evaluator.ts';
import type { Tell } from '../second-evaluator/tally.ts';
import { ask, expectAgreement, expectWithin, slackOf } from './agreement.ts';
import { drawAnswers, drawLater } from './answers.ts';
import { showing } from './case.ts';
import type { Draw } from './draw.ts';
import { expectTargets } from './targets.ts';

/** Draws a sheet with so many of 100 answers, and holds the engine to what the second evaluator says of it. */
export function expectSheetAgrees(
  draw: Draw,
  sketch: Sketch,
  plan: Plan,
  { there, withTargets }: { readonly there: number; readonly withTargets: boolean },
  tell: Tell,
): void {
  const pack = documentsOf(sketch);
  const drawn = drawAnswers(draw, pack, there);
  const { facts, answers, targets, stated } = drawn;
  const later = drawLater(draw, pack);
  showing({ ...sketch, answersFile: { facts, answers, targets }, later }, () => {
    const sheet = sheetOf(plan, answers, facts);
    const oracle = new Oracle(pack, stated, later, tell);
    const evaluation = evaluate(plan, sheet);
    const span = evaluateSpan(plan, sheet, evaluation);
    const slack = slackOf(pack.rubric);
    expect(plan.scores.map(({ name }) => name).sort()).toEqual(oracle.scores().sort());
    for (const { name, node } of plan.scores) {
      const possible = evaluation.values[node] as Possible;
      const expected = ask(oracle, name);
      if (expected === undefined) {
        tell('result: the oracle cannot tell');
        continue;
      }
      const settled = settledValue(possible);
      tell(`result: ${settled === undefined ? 'open' : settled === null ? 'nothing' : 'settled'}`);
      expectAgreement(name, possible, expected, oracle.isOpen(name), slack);
      expectWithin(name, span(node), possible);
    }
    const refused = evaluation.refused.map((one) => one.name);
    if (there === 100) expect(refused).toEqual(expect.arrayContaining([...oracle.refused]));
    if (withTargets) expectTargets(plan, sketch, drawn, later, tell);
  });
}
