import { expect } from 'vitest';
import type { PackStamp } from '../../../src/model/generated/types.ts';
import { type Rational, subtract, toNumber } from '../../../src/model/rational.ts';
import { checkAnswers } from '../../../src/scoring/check-answers.ts';
import { evaluate } from '../../../src/scoring/evaluate.ts';
import type { Plan } from '../../../src/scoring/plan.ts';
import { type Possible, settledValue } from '../../../src/scoring/possible-values.ts';
import { assess } from '../../../src/scoring/score-result.ts';
import { answersOf, documentsOf, planOf, type Sketch } from '../pack-sketch.ts';
import { Oracle } from '../second-evaluator/second-evaluator.ts';
import type { Tell } from '../second-evaluator/tally.ts';
import { ask, expectAgreement, slackOf } from './agreement.ts';
import type { Answers } from './answers.ts';

type Later = ConstructorParameters<typeof Oracle>[2];

export const STAMP: PackStamp = { id: 'random', version: '1', hash: '0' };

/**
 * The result names what every score would be under the answers aimed at, and the gap, as the oracle sees them; a score that
 * is the target of another is that, too.
 */
export function expectTargets(plan: Plan, sketch: Sketch, drawn: Answers, later: Later, tell: Tell): void {
  const pack = documentsOf(sketch);
  const { answers, facts, targets, aimed } = drawn;
  const said = { ...answersOf(answers, facts), targets: answersOf(targets).answers };
  const { sheet, problems } = checkAnswers(plan, said, { file: 'answers.yaml' });
  expect(problems).toEqual([]);
  const { result, evaluation } = assess(plan, sheet, STAMP, 'test');
  const oracle = new Oracle(pack, aimed, later);
  const reading = withTargets(sketch);
  const { values: aimedValues } = evaluate(reading, sheet);
  const stated = Object.keys(said.targets ?? {}).length > 0;
  const known = stated && [...aimed.values()].every(({ state }) => state === 'answered' || state === 'notApplicable');
  const digits = slackOf(pack.rubric) ? 9 : null;
  for (const { name, node } of plan.scores) {
    const expected = ask(oracle, name);
    const found = node === plan.level ? result.level : result.scores[name];
    if (expected === undefined || !found) continue;
    const { target } = found;
    const aim = reading.names.get(`aim-${name}`);
    if (aim) {
      const possible = aimedValues[aim.node] as Possible;
      expectAgreement(`the target of ${name}`, possible, expected, oracle.isOpen(name), slackOf(pack.rubric));
    }
    if (known) expect(target, `${name} has a target`).toBeDefined();
    if (target === undefined) continue;
    tell(expected === null ? 'target: nothing' : 'target: a number');
    expectNumber(`the target of ${name}`, target, expected, digits);
    const value = settledValue(evaluation.values[node] as Possible) as Rational | null | undefined;
    if (node === plan.level || !('gap' in found)) {
      expect(node === plan.level || !value || expected === null, `${name} has a gap`).toBe(true);
      continue;
    }
    tell('target: a gap');
    expectNumber(
      `the gap of ${name}`,
      found.gap as number,
      expected && value ? subtract(expected, value) : null,
      digits,
    );
  }
}

/** The plan with a score `aim-NAME`, the target of NAME, for each score without `by`. */
function withTargets(sketch: Sketch): Plan {
  const single = Object.entries(sketch.scores ?? {}).filter(([, rule]) => typeof rule === 'string' || !('by' in rule));
  const aims = Object.fromEntries(single.map(([name]) => [`aim-${name}`, { target: name }]));
  return planOf({ ...sketch, scores: { ...sketch.scores, ...aims } });
}

function expectNumber(what: string, found: number | null, expected: Rational | null, digits: number | null): void {
  if (found === null || expected === null || digits === null) {
    expect(found, what).toBe(expected && toNumber(expected));
  } else {
    expect(found, what).toBeCloseTo(toNumber(expected), digits);
  }
}
