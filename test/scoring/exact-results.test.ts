import { describe, expect, test } from 'vitest';
import { assessed, NOT_APPLICABLE, type Said, type Sketch, UNANSWERED, UNKNOWN, valuesOf } from './pack-sketch.ts';

describe('pitfall 9: sums that doubles get wrong', () => {
  test('3 x 0.7 + 0.9 is 3', () => {
    const sketch: Sketch = {
      questions: [{ id: 'Q4', type: 'multiple', options: ['A', 'B', 'C', 'O'] }],
      points: { Q4: { each: 0.7, O: 0.9 } },
      scores: { main: 'sum', level: { levels: [{ value: 1, when: { main: { minimum: 3 } } }] } },
    };
    expect(0.7 + 0.7 + 0.7 + 0.9).toBe(2.9999999999999996);
    expect(valuesOf(assessed(sketch, { Q4: ['A', 'B', 'C', 'O'] }))).toEqual({ main: 3, level: 1 });
  });

  test.each([
    { value: 60, weights: [25, 14, 10, 19, 14, 18], doubles: 59.99999999999999 },
    { value: 0.8, weights: [14, 16, 16, 14, 14, 13, 13], doubles: 0.7999999999999999 },
  ])('$value in every field, weighted $weights, reaches a minimum of $value', ({ value, weights, doubles }) => {
    const ids = weights.map((_, i) => `field${i + 1}`);
    const sketch: Sketch = {
      questions: ids.map((id) => ({ id, type: 'decimal' })),
      scores: {
        total: { mean: Object.fromEntries(ids.map((id, i) => [id, weights[i]])) },
        level: { levels: [{ value: 1, when: { total: { minimum: value } } }] },
      },
    };
    expect(weights.reduce((sum, weight) => sum + (weight / 100) * value, 0)).toBe(doubles);
    const said = Object.fromEntries(ids.map((id) => [id, value]));
    expect(valuesOf(assessed(sketch, said))).toEqual({ total: value, level: 1 });
  });

  test('a value on the bound of a step lies where the edge says', () => {
    const rate = (edge: string): Sketch => ({
      questions: [{ id: 'rate', type: 'decimal', minimum: 0 }],
      scores: { band: { of: 'rate', steps: { 0: '1', 0.1: '2', 0.2: '3' }, edge } },
    });
    const bands = (edge: string): unknown[] =>
      [0, 0.1, 0.1000000001, 0.2, 0.3].map((value) => valuesOf(assessed(rate(edge), { rate: value })).band);
    expect(bands('below')).toEqual([1, 2, 2, 3, 3]);
    expect(bands('above')).toEqual([1, 1, 2, 2, 3]);
  });
});

describe('OWASP SAMM: means of streams, sums of levels, means of practices', () => {
  const functions = {
    Governance: ['SM', 'PC', 'EG'],
    Design: ['TA', 'SR', 'SA'],
    Implementation: ['SB', 'SD', 'DM'],
    Verification: ['AA', 'RT', 'ST'],
    Operations: ['IM', 'EM', 'OM'],
  };
  const sections = Object.entries(functions).flatMap(([name, practices]) =>
    practices.map((practice) => ({
      id: `section-${practice}`,
      tags: { function: name, practice },
      questions: ['1', '2', '3'].flatMap((level) =>
        ['A', 'B'].map((stream) => ({
          id: `${name[0]}-${practice}-${level}-${stream}`,
          type: 'single',
          options: ['no', 'some', 'half', 'most'],
          tags: { level },
        })),
      ),
    })),
  );
  const samm: Sketch = {
    sections,
    missing: { unanswered: 'zero' },
    points: { all: { no: 0, some: 0.25, half: 0.5, most: 1 } },
    scores: {
      maturity: { by: ['practice', 'level'], mean: 'all' },
      practice: { by: 'practice', sum: 'maturity' },
      function: { by: 'function', mean: 'practice' },
      overall: { mean: 'function' },
    },
  };

  test('the published case', () => {
    const answers = { 'D-SA-1-B': 'half', 'G-EG-2-A': 'most', 'G-EG-2-B': 'no', 'I-DM-3-A': 'some' };
    const values = valuesOf(assessed(samm, answers));
    expect(values).toMatchObject({
      'maturity/SA/1': 0.25,
      'maturity/EG/2': 0.5,
      'practice/SA': 0.25,
      'practice/TA': 0,
      'practice/EG': 0.5,
      'practice/DM': 0.125,
      'function/Design': 1 / 12,
      'function/Verification': 0,
      'function/Implementation': 1 / 24,
      'function/Governance': 1 / 6,
      'function/Operations': 0,
      overall: 7 / 120,
    });
    expect(Object.keys(values)).toHaveLength(45 + 15 + 5 + 1);
  });

  test('the best answers give 3 everywhere', () => {
    const best = sections.flatMap(({ questions }) => questions.map(({ id }) => [id, 'most']));
    const { scores } = assessed(samm, Object.fromEntries(best));
    expect(scores.overall).toMatchObject({ value: 3, maximum: 3 });
  });
});

describe('GB/T 39117: a level counted in full from 0.8 on, below that with what it has', () => {
  const areas = ['strategy', 'skills', 'data', 'integration', 'security'];
  const gbt: Sketch = {
    optionSets: { met: ['none', 'partly', 'largely', 'fully'] },
    sections: ['1', '2', '3'].map((level) => ({
      id: `requirements-${level}`,
      tags: { level },
      questions: areas.map((area) => ({ id: `${area}-${level}`, type: 'single', options: 'met', tags: { area } })),
    })),
    points: { met: { none: 0, partly: 0.5, largely: 0.8, fully: 1 } },
    lists: Object.fromEntries(areas.map((area) => [area, { area: { const: area } }])),
    scores: {
      fulfilment: {
        by: 'level',
        mean: {
          people: { weight: 6, mean: { strategy: 50, skills: 50 } },
          technology: { weight: 11, mean: { data: 46, integration: 27, security: 27 } },
        },
      },
      counted: {
        by: 'level',
        first: [{ value: '1', when: { fulfilment: { minimum: 0.8 } } }, { value: 'fulfilment' }],
      },
      total: { sum: 'counted' },
      level: { of: 'total', steps: { 0.8: '1', 1.8: '2', 2.8: '3', 3.8: '4', 4.8: '5' } },
    },
  };
  const everywhere = (level: string, answer: string): Said =>
    Object.fromEntries(areas.map((area) => [`${area}-${level}`, answer]));

  test('by hand', () => {
    const answers = {
      ...everywhere('1', 'fully'),
      ...everywhere('2', 'largely'),
      'strategy-3': 'fully',
      'skills-3': 'none',
      'data-3': 'largely',
      'integration-3': 'fully',
      'security-3': 'none',
    };
    // Level 3: people (50 x 1 + 50 x 0) / 100 = 0.5; technology (46 x 0.8 + 27 x 1 + 27 x 0) / 100 = 0.638;
    // fulfilment (6 x 0.5 + 11 x 0.638) / 17 = 10.018 / 17, below 0.8. Level 2 has exactly 0.8 and counts as 1.
    expect(valuesOf(assessed(gbt, answers))).toEqual({
      'people/1': 1,
      'people/2': 0.8,
      'people/3': 0.5,
      'technology/1': 1,
      'technology/2': 0.8,
      'technology/3': 0.638,
      'fulfilment/1': 1,
      'fulfilment/2': 0.8,
      'fulfilment/3': 10.018 / 17,
      'counted/1': 1,
      'counted/2': 1,
      'counted/3': 10.018 / 17,
      total: (34 + 10.018) / 17,
      level: 2,
    });
  });

  test('while a level is open, the level reached is that for certain, and what the best answers would give', () => {
    const { level, scores } = assessed(gbt, { ...everywhere('1', 'fully'), ...everywhere('2', 'fully') });
    expect(scores.total).toMatchObject({ lowest: 2, highest: 3, tight: true });
    expect(level).toMatchObject({ lowest: 2, highest: 3, tight: true, next: { value: 3 } });
    const unmet = { name: 'total', keyword: 'minimum', truth: 'undecided', needs: 2.8, lowest: 2, highest: 3 };
    expect(level?.next?.unmet).toEqual([unmet]);
  });
});

describe('pitfall 6: every state and every question type', () => {
  /** A question of each type, an answer, its points, and the least and the most that an answer can bring. */
  const types = [
    { type: 'single', more: { options: ['A', 'B', 'C'] }, points: { A: 0, B: 3, C: 5 }, answer: 'B', gives: [3, 0, 5] },
    { type: 'multiple', more: { options: ['A', 'B'] }, points: { each: 2.5 }, answer: ['A'], gives: [2.5, 2.5, 5] },
    { type: 'scale', more: { maximum: 5 }, points: undefined, answer: 4, gives: [4, 0, 5] },
    { type: 'boolean', more: {}, points: { true: 5, false: 1 }, answer: true, gives: [5, 1, 5] },
    { type: 'integer', more: { minimum: 0, maximum: 5 }, points: undefined, answer: 2, gives: [2, 0, 5] },
    { type: 'decimal', more: { minimum: 0, maximum: 5 }, points: undefined, answer: 1.25, gives: [1.25, 0, 5] },
    { type: 'percent', more: {}, points: undefined, answer: 60, gives: [60, 0, 100] },
  ] as const;

  describe.each(types)('$type', ({ type, more, points, answer, gives: [value, least, most] }) => {
    const scored = (said: Said, missing?: object) => {
      const sketch: Sketch = {
        questions: [
          { id: 'other', type: 'scale', maximum: 2 },
          { id: 'asked', type, ...more, notApplicable: true, when: { other: { minimum: 1 } } },
        ],
        ...(missing ? { missing } : {}),
        ...(points ? { points: { asked: points } } : {}),
        scores: { total: { sum: 'all' }, average: { mean: 'all' } },
      };
      return assessed(sketch, { other: 1, ...said }).scores;
    };

    test('answered: its points', () => {
      const { total, average } = scored({ asked: answer });
      expect([total?.value, average?.value]).toEqual([1 + value, (1 + value) / 2]);
    });

    test('not applicable: left out of sum and mean, as if it were not there', () => {
      const { total, average } = scored({ asked: NOT_APPLICABLE });
      expect([total?.value, average?.value]).toEqual([1, 1]);
    });

    test('not asked: the same, whatever was answered before', () => {
      for (const said of [{}, { asked: answer }, { asked: UNKNOWN }]) {
        const { total, average } = scored({ other: 0, ...said });
        expect([total?.value, average?.value]).toEqual([0, 0]);
      }
    });

    test.each([
      ['absent', {}],
      ['unanswered', { asked: UNANSWERED }],
      ['unknown', { asked: UNKNOWN }],
    ])('%s: no value, but what is still possible', (_, said) => {
      const { total, average } = scored(said);
      // It may still turn out not to apply, which leaves the other one alone.
      expect(total).toMatchObject({ lowest: Math.min(1, 1 + least), highest: 1 + most });
      expect(total).not.toHaveProperty('value');
      expect(average).toMatchObject({ lowest: Math.min(1, (1 + least) / 2), highest: (1 + most) / 2 });
    });

    test.each([
      ['unanswered', {}],
      ['unknown', { asked: UNKNOWN }],
      ['notApplicable', { asked: NOT_APPLICABLE }],
      ['notAsked', { other: 0 }],
    ])('%s with a rule counts what the rule says', (state, said: Said) => {
      const other = Number(said.other ?? 1);
      const values = ['exclude', 'zero', 'full'].map((rule) => {
        const { total, average } = scored(said, { [state]: rule });
        return [total?.value, average?.value];
      });
      expect(values).toEqual([
        [other, other],
        [other, other / 2],
        [other + most, (other + most) / 2],
      ]);
    });
  });

  test.each(['text', 'date'])('%s cannot be counted', (type) => {
    const sketch: Sketch = { questions: [{ id: 'asked', type }], scores: { total: { sum: 'all' } } };
    expect(() => assessed(sketch)).toThrow('M225 rubric.yaml scores.total.sum');
  });
});
