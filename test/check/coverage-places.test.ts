import { describe, expect, test } from 'vitest';
import { type CoverageItem, findCoverageItem } from '../../src/check/case-coverage.ts';
import type { Measures, Policy } from '../../src/model/generated/types.ts';
import { documentsOf } from '../scoring/pack-sketch.ts';

const { questionnaire, rubric } = documentsOf({
  facts: [{ id: 'size', first: [{ value: 'large', when: { a: { const: 'x' } } }, { value: 'small' }] }],
  sections: [
    { id: 'one', questions: [{ id: 'a', type: 'single', text: 'A', options: ['x', 'y'] }] },
    {
      id: 'two',
      questions: [
        {
          id: 'grid',
          type: 'matrix',
          text: 'Grid',
          rows: [{ id: 'r' }],
          each: { type: 'single', options: [{ id: 'no' }, { id: 'yes' }] },
        },
      ],
    },
  ],
  points: { a: { x: 0, y: 1 }, grid: { no: 0, yes: 1 } },
  scores: {
    total: { sum: { inner: { of: 'a', steps: { 0: 1, 1.5: 2 } } } },
    level: { levels: [{ value: 1, when: { total: { minimum: 1 } } }] },
  },
});
const documents = {
  questionnaire: { file: 'q', document: questionnaire },
  rubric: { file: 'r', document: rubric },
  measures: { file: 'm', document: { measures: [{ id: 'm1' }, { id: 'm2' }] } as unknown as Measures },
  policies: [{ file: 'p', document: { id: 'city', instruments: [{ id: 'i1' }] } as unknown as Policy }],
};

const requirement = { of: 'total', test: {}, number: 1, side: 'met' } as const;

describe('the places of untouched parts', () => {
  test.each<[CoverageItem, string]>([
    [{ kind: 'option', name: 'a', option: 'y' }, 'q sections.0.questions.0.options.1.id'],
    [{ kind: 'option', name: 'grid/r', option: 'yes' }, 'q sections.1.questions.0.each.options.1.id'],
    [{ kind: 'case', name: 'size', number: 2 }, 'q facts.0.first.1'],
    [{ kind: 'step', name: 'inner', bound: 1.5, value: 2 }, 'r scores.total.sum.inner.steps.1.5'],
    [{ kind: 'level', name: 'level', level: 1 }, 'r scores.level.levels.0.value'],
    [{ kind: 'requirement', name: 'level', level: 1, ...requirement }, 'r scores.level.levels.0.when.total'],
    [{ kind: 'measure', name: 'm2' }, 'm measures.1.id'],
    [{ kind: 'instrument', name: 'i1', policy: 'city', verdict: 'refused' }, 'p instruments.0.id'],
  ])('an untouched part of a pack is located in its file: %j', (item, place) => {
    const found = findCoverageItem(item, documents);
    expect(found && `${found.file} ${found.at.join('.')}`).toBe(place);
  });

  test('a part whose name does not occur in the pack has no place', () => {
    expect(findCoverageItem({ kind: 'option', name: 'nowhere', option: 'x' }, documents)).toBeUndefined();
  });
});
