import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  createBoundGoal,
  createConditionsGoal,
  findAnswers,
  type SearchVerdict,
} from '../../src/check/answer-search.ts';
import { compare, fraction, fromNumber, type Rational } from '../../src/model/rational.ts';
import type { Condition } from '../../src/scoring/condition.ts';
import type { Plan } from '../../src/scoring/plan.ts';
import { runs } from '../property-runs.ts';
import { documentsOf, planOf, type Sketch } from '../scoring/pack-sketch.ts';
import { drawSketch, showing } from '../scoring/random/case.ts';
import { type Completion, completionsOf } from '../scoring/random/completions.ts';
import { Draw } from '../scoring/random/draw.ts';
import type { Stated } from '../scoring/second-evaluator/read-pack.ts';
import { Oracle, tell } from '../scoring/second-evaluator/second-evaluator.ts';

const PACKS = 120;
const SIZE = { sections: 2, questions: 2, finite: true };
const MOST_COMPLETIONS = 400;

/** Everything a score can come to when each answer is given or not applicable, worked out by trying all of them. */
function outcomesOf(sketch: Sketch, name: string): (Rational | null)[] | undefined {
  const pack = documentsOf(sketch);
  const completions: Completion[] | undefined = completionsOf(pack, new Map(), MOST_COMPLETIONS, true);
  const values = completions?.map((one) => tell(() => new Oracle(pack, answered(one), new Map()).score(name))[0]);
  // Where the oracle cannot tell, as after a division by zero, nothing can be compared.
  if (!values || values.some((value) => value === undefined)) return undefined;
  return values.map((value) => (value ? fraction(value.top, value.bottom) : null));
}

/** The answers of a completion as given ones: what is missing by a rule would not count otherwise. */
function answered({ stated, later }: Completion): Completion['stated'] {
  const given = [...later].map(([name, reply]): [string, Stated] => [
    name,
    reply ? { state: 'answered', ...reply } : { state: 'notApplicable' },
  ]);
  return new Map([...stated, ...given]);
}

/** That a position is at least a number. */
function atLeast(node: number, bound: Rational): Condition {
  return { op: 'entry', name: '', node, test: { keyword: 'minimum', bound } };
}

describe('a search agrees with trying all answers of small random packs', () => {
  test('the search agrees with trying all answers on whether a score can reach, pass or miss a number', {
    timeout: 600_000,
  }, () => {
    const seen = { found: 0, none: 0, undecided: 0 };
    fc.assert(
      fc.property(fc.gen(), fc.array(fc.nat(12), { minLength: 2, maxLength: 3 }), (value, numbers) => {
        const sketch = drawSketch(new Draw(value), SIZE);
        showing({ ...sketch, numbers }, () => {
          const plan: Plan = planOf(sketch);
          for (const { name, node } of plan.scores) {
            const outcomes = outcomesOf(sketch, name);
            if (!outcomes || outcomes.length === 0) continue;
            const known = outcomes.filter((one) => one !== null);
            for (const number of [...numbers.map((one) => fromNumber(one - 4)), ...known.slice(0, 2)]) {
              const tried: [SearchVerdict, boolean][] = [
                [
                  findAnswers(plan, createBoundGoal(node, number, false)),
                  known.some((one) => compare(one, number) >= 0),
                ],
                [findAnswers(plan, createBoundGoal(node, number, true)), known.some((one) => compare(one, number) > 0)],
                [
                  findAnswers(plan, createConditionsGoal([], atLeast(node, number), 'worst')),
                  outcomes.some((one) => one === null || compare(one, number) < 0),
                ],
              ];
              for (const [{ verdict }, exists] of tried) {
                seen[verdict]++;
                if (verdict !== 'undecided')
                  expect(verdict, `${name} and ${number.n}/${number.d}`).toBe(exists ? 'found' : 'none');
              }
            }
          }
        });
      }),
      runs(PACKS),
    );
    if (process.env.MATURA_RUNS) console.log(seen);
    expect(seen.none).toBeGreaterThan(500);
    expect(seen.undecided).toBeLessThan((seen.found + seen.none) / 500);
  });
});
