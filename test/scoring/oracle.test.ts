import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isNothing, isNumber, type Possible, rangeOf, settledValue } from '../../src/condition/value.ts';
import { compare, fraction, type Rational } from '../../src/model/rational.ts';
import { evaluate, evaluateSpan } from '../../src/scoring/evaluate.ts';
import type { Plan } from '../../src/scoring/plan.ts';
import type { Fraction } from '../fraction.ts';
import { runs } from '../runs.ts';
import { Oracle, tell } from './oracle.ts';
import { documentsOf, planOf, sheetOf } from './pack.ts';
import { drawAnswers, drawLater } from './random/answers.ts';
import { drawSketch, showing } from './random/case.ts';
import { Draw } from './random/draw.ts';

const PACKS = 500;
const SIZE = { sections: 3, questions: 3, finite: false };

/** What the oracle says; undefined where it cannot tell. */
function ask(oracle: Oracle, name: string): Rational | null | undefined {
  const [value] = tell(() => oracle.score(name));
  return value && asRational(value);
}

function asRational({ top, bottom }: Fraction): Rational {
  return fraction(top, bottom);
}

/** Whether a value is among those that are still possible. */
function encloses(possible: Possible, value: Rational | null): boolean {
  if (value === null) return possible.nothing;
  const range = rangeOf(possible);
  if (!range) return false;
  return (!range.low || compare(range.low, value) <= 0) && (!range.high || compare(range.high, value) >= 0);
}

describe('the engine and a second, independent evaluator', () => {
  test.each([
    ['all answers stated', 100],
    ['most answers stated', 75],
    ['few answers stated', 30],
  ])('agree: %s', (_, there) => {
    const seen = { settled: 0, open: 0, nothing: 0, unsure: 0, refused: 0 };
    fc.assert(
      fc.property(fc.gen(), (value) => {
        const draw = new Draw(value);
        const sketch = drawSketch(draw, SIZE);
        const pack = documentsOf(sketch);
        const { facts, answers, stated } = drawAnswers(draw, pack, there);
        const later = drawLater(draw, pack);
        showing({ ...sketch, said: { facts, answers }, later: [...later] }, () => {
          const plan = planOf(sketch);
          const sheet = sheetOf(plan, answers, facts);
          const oracle = new Oracle(pack, stated, later);
          const evaluation = evaluate(plan, sheet);
          const span = evaluateSpan(plan, sheet, evaluation);
          for (const { name, node } of plan.scores) {
            const possible = evaluation.values[node] as Possible;
            const expected = ask(oracle, name);
            if (expected === undefined) {
              seen.unsure++;
              continue;
            }
            const settled = settledValue(possible);
            if (settled === undefined) seen.open++;
            else if (settled === null) seen.nothing++;
            else seen.settled++;
            expect(encloses(possible, expected), `${name}: ${describeBoth(possible, expected)}`).toBe(true);
            if (settled !== undefined) expect(settled, name).toEqual(expected);
            expectWithin(span.values[node] as Possible, possible, name);
          }
          const refused = evaluation.refused.map((one) => one.name);
          seen.refused += refused.length;
          if (there === 100) expect(refused).toEqual(expect.arrayContaining([...refusedOf(oracle, plan)]));
        });
      }),
      runs(PACKS),
    );
    expect(seen.settled).toBeGreaterThan(PACKS);
    expect(seen.unsure).toBeLessThan(seen.settled / 5);
  });
});

function refusedOf(oracle: Oracle, plan: Plan): Set<string> {
  for (const { name } of plan.scores) ask(oracle, name);
  return oracle.refused;
}

/** What is best for everyone is at least what is still possible here. */
function expectWithin(span: Possible, possible: Possible, name: string): void {
  if (isNothing(possible)) return;
  const [best, highest] = [rangeOf(span)?.high, rangeOf(possible)?.high];
  expect(best !== undefined, name).toBe(true);
  if (best && highest) expect(compare(best, highest), name).toBeGreaterThanOrEqual(0);
  if (highest === null) expect(best, name).toBeNull();
}

function describeBoth(possible: Possible, expected: Rational | null): string {
  const range = rangeOf(possible);
  const text = (end: Rational | null | undefined): string => (end ? `${end.n}/${end.d}` : String(end));
  const all = possible.kind === 'atoms' ? possible.atoms.map((atom) => (isNumber(atom) ? text(atom) : atom)) : [];
  return `${text(expected)} in ${text(range?.low)} to ${text(range?.high)} {${all}}${possible.nothing ? ' or nothing' : ''}`;
}
