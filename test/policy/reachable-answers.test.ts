import { describe, expect, it } from 'vitest';
import type { Measure } from '../../src/model/generated/types.ts';
import { applyAllMeasures } from '../../src/policy/apply-measures.ts';
import { findDecisiveAnswers } from '../../src/scoring/counterfactuals.ts';
import { evaluate } from '../../src/scoring/evaluate.ts';
import { preparePack, readJoinery, readSheet } from './joinery-pack.ts';

/** How far measures lead in the joinery, and what a single answer would do to a score. */
function reachWith(measures: readonly object[], answers: object, facts: object = {}) {
  const titled = measures.map((measure) => ({ title: 'A measure', ...measure }) as Measure);
  const pack = preparePack({ ...readJoinery(), measures: { kind: 'measures', measures: titled } });
  const sheet = readSheet(pack, { ...answers }, { ...facts });
  const reach = applyAllMeasures(pack.plan, sheet, pack.measures, evaluate(pack.plan, sheet));
  return { reach, moves: findDecisiveAnswers(pack.plan, sheet, 'foundation', reach?.answers) };
}

const ANSWERS = { network: ['office'], erp: 'none', planning: 0 };

describe('the answers that measures can reach', () => {
  it('without measures, reachable answers are not limited', () => {
    expect(reachWith([], ANSWERS).reach).toBeUndefined();
  });

  it('measures reach the highest value that any of them leads to, even if its condition does not hold yet', () => {
    const { reach, moves } = reachWith(
      [
        { id: 'first', achieves: { erp: 'partial' } },
        { id: 'second', achieves: { erp: 'full' }, when: { erp: { const: 'partial' } } },
      ],
      ANSWERS,
    );
    expect([...(reach?.names ?? [])]).toEqual(['erp']);
    expect(moves?.raises).toMatchObject([{ question: 'erp', from: 'none', to: 'full' }]);
  });

  it('answers are reachable only as far as measures lead, ignoring measures that the facts rule out', () => {
    const { reach, moves } = reachWith(
      [
        { id: 'erp', achieves: { erp: 'partial' }, expects: { planning: 1 } },
        { id: 'large', achieves: { erp: 'full' }, when: { employees: { minimum: 300 } } },
      ],
      ANSWERS,
      { employees: 20 },
    );
    expect([...(reach?.names ?? [])].sort()).toEqual(['erp', 'planning']);
    expect(reach?.answers.get('erp')).toMatchObject({ value: 'partial' });
    expect(moves?.raises).toMatchObject([{ question: 'erp', from: 'none', to: 'partial' }]);
    expect(moves?.byMeasures).toBe(true);
  });

  it('a question that measures only address counts as reachable, but no answer to it is advised', () => {
    const { reach, moves } = reachWith([{ id: 'talk', achieves: { planning: 0 }, addresses: ['erp'] }], ANSWERS);
    expect(reach?.names.has('erp')).toBe(true);
    expect(moves?.raises).toEqual([]);
  });
});
