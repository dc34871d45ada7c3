import { expect } from 'vitest';
import type { PackStamp } from '../../../src/model/generated/types.ts';
import { type Rational, subtract, toNumber } from '../../../src/model/rational.ts';
import { checkAnswers } from '../../../src/scoring/check-answers.ts';
import type { Plan } from '../../../src/scoring/plan.ts';
import { type Possible, settledValue } from '../../../src/scoring/possible-values.ts';
import { assess } from '../../../src/scoring/score-result.ts';
import { answersOf } from '../pack-sketch.ts';
import type { Pack } from '../second-evaluator/read-pack.ts';
import { Oracle } from '../second-evaluator/second-evaluator.ts';
import type { Tell } from '../second-evaluator/tally.ts';
import { ask, slackOf } from './agreement.ts';
import type { Answers } from './answers.ts';

type Later = ConstructorParameters<typeof Oracle>[2];

export const STAMP: PackStamp = { id: 'random', version: '1', hash: '0' };

/** The result names what every score would be under the answers aimed at, and the gap, as the oracle sees them. */
export function expectTargets(plan: Plan, pack: Pack, drawn: Answers, later: Later, tell: Tell): void {
  const { answers, facts, targets, aimed } = drawn;
  const said = { ...answersOf(answers, facts), targets: answersOf(targets).answers };
  const { sheet, problems } = checkAnswers(plan, said, { file: 'answers.yaml' });
  expect(problems).toEqual([]);
  const { result, evaluation } = assess(plan, sheet, STAMP, 'test');
  const oracle = new Oracle(pack, aimed, later);
  const known = [...aimed.values()].every(({ state }) => state === 'answered' || state === 'notApplicable');
  const digits = slackOf(pack.rubric) ? 9 : null;
  for (const { name, node } of plan.scores) {
    const expected = ask(oracle, name);
    const found = node === plan.level ? result.level : result.scores[name];
    if (expected === undefined || !found) continue;
    const { target } = found;
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

function expectNumber(what: string, found: number | null, expected: Rational | null, digits: number | null): void {
  if (found === null || expected === null || digits === null) {
    expect(found, what).toBe(expected && toNumber(expected));
  } else {
    expect(found, what).toBeCloseTo(toNumber(expected), digits);
  }
}
