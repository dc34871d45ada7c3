import { describe, expect, test } from 'vitest';
import type { RecordedAnswers } from '../../src/model/generated/types.ts';
import { type CarriedOver, carryOver, describeMigration } from '../../src/versions/carry-over.ts';
import { collectRenames } from '../../src/versions/id-renames.ts';
import { versionOf } from './sketched-version.ts';

const NOW = versionOf({
  facts: [{ id: 'employees', type: 'integer', minimum: 0, maximum: 500, renamedFrom: 'staff' }],
  optionSets: { extent: ['none', { id: 'some', renamedFrom: 'partly' }, 'most'] },
  questions: [
    { id: 'erp', type: 'single', options: 'extent', renamedFrom: ['Q1', 'software'] },
    {
      id: 'tools',
      type: 'multiple',
      options: [{ id: 'no', exclusive: true }, 'A', { id: 'B2', renamedFrom: 'B' }, 'C'],
    },
    { id: 'pair', type: 'multiple', least: 2, options: ['A', 'B', 'C'] },
    { id: 'grade', type: 'scale', maximum: 3 },
    { id: 'kept', type: 'scale', maximum: 3, notApplicable: true },
    {
      id: 'plants',
      renamedFrom: 'sites',
      type: 'matrix',
      rows: [{ id: 'upper', renamedFrom: 'north' }],
      each: { type: 'boolean' },
    },
  ],
  points: { all: { each: 1 } },
});

function carry(answers: RecordedAnswers, facts: RecordedAnswers = {}, targets?: RecordedAnswers): CarriedOver {
  return carryOver({ facts, answers, targets }, { plan: NOW.plan, renames: collectRenames(NOW) });
}

const answered = (value: string | number | boolean | string[]) => ({ state: 'answered', value }) as const;

describe('answers of an older version', () => {
  test('answers of an older version are moved according to the renames, with notes and evidence', () => {
    const carried = carry(
      {
        Q1: { ...answered('partly'), note: 'since 2021', evidence: ['contract.pdf'] },
        tools: answered(['A', 'B']),
        'sites/north': answered(true),
        kept: { state: 'notApplicable' },
      },
      { staff: answered(12) },
    );
    expect(carried.answers).toEqual({
      erp: { ...answered('some'), note: 'since 2021', evidence: ['contract.pdf'] },
      tools: answered(['A', 'B2']),
      'plants/upper': answered(true),
      kept: { state: 'notApplicable' },
    });
    expect(carried.facts).toEqual({ employees: answered(12) });
    expect(carried.renamed).toEqual({ staff: 'employees', Q1: 'erp', 'sites/north': 'plants/upper' });
    expect(carried.lost).toEqual([]);
  });

  test.each<[string, RecordedAnswers, object[], RecordedAnswers]>([
    ['a question that is gone', { Q9: answered('A') }, [{ name: 'Q9', reason: { kind: 'no-question' } }], {}],
    [
      'an option that is gone',
      { erp: answered('all') },
      [{ name: 'erp', answer: answered('all'), reason: { kind: 'no-option', options: ['all'] } }],
      {},
    ],
    [
      'one of several options: the others stay',
      { tools: { ...answered(['A', 'D', 'B']), note: 'seen' } },
      [{ name: 'tools', answer: answered(['D']), reason: { kind: 'no-option', options: ['D'] } }],
      { tools: { ...answered(['A', 'B2']), note: 'seen' } },
    ],
    [
      'all of several options',
      { tools: { ...answered(['D']), note: 'seen' } },
      [{ name: 'tools', answer: { ...answered(['D']), note: 'seen' }, reason: { kind: 'no-option', options: ['D'] } }],
      {},
    ],
    [
      'one of several options, with too few left',
      { pair: answered(['A', 'D']) },
      [{ name: 'pair', answer: answered(['A', 'D']), reason: { kind: 'no-option', options: ['D'] } }],
      {},
    ],
    [
      'a number outside of the range',
      { grade: answered(4) },
      [{ name: 'grade', answer: answered(4), reason: { kind: 'not-allowed', code: 'A104' } }],
      {},
    ],
    [
      'not applicable, where that is no longer allowed',
      { grade: { state: 'notApplicable', note: 'no plant' } },
      [{ name: 'grade', answer: { state: 'notApplicable', note: 'no plant' }, reason: { code: 'A108' } }],
      {},
    ],
    [
      'the second of two that became one',
      { software: answered('none'), Q1: answered('most') },
      [{ name: 'Q1', answer: answered('most'), reason: { kind: 'taken', by: 'software' } }],
      { erp: answered('none') },
    ],
    [
      'an old answer beside one of now, whatever comes first',
      { Q1: answered('most'), erp: answered('none') },
      [{ name: 'Q1', reason: { kind: 'taken', by: 'erp' } }],
      { erp: answered('none') },
    ],
    [
      'a value kept beside a state; the state stays',
      { grade: { state: 'unknown', value: 7 } },
      [{ name: 'grade', answer: { state: 'unknown', value: 7 }, reason: { code: 'A104' } }],
      { grade: { state: 'unknown' } },
    ],
  ])('answers carried over lose %s, and the reason is named', (_, given, lost, kept) => {
    const carried = carry(given);
    expect(carried.lost).toMatchObject(lost);
    expect(carried.lost).toHaveLength(lost.length);
    expect(carried.answers).toEqual(kept);
  });

  test('target answers of an older version are carried over as well', () => {
    const carried = carry({}, {}, { Q1: answered('partly'), Q9: answered('A') });
    expect(carried.targets).toEqual({ erp: answered('some') });
    expect(carried.lost).toMatchObject([{ name: 'Q9', isTarget: true }]);
    expect(describeMigration(carried, { from: '1', to: '2' })).toEqual({
      from: '1',
      renamed: { Q1: 'erp' },
      lost: {},
      lostTargets: { Q9: answered('A') },
    });
  });

  test('no migration is recorded if nothing changed', () => {
    const carried = carry({ erp: answered('none') });
    expect(describeMigration(carried, { from: '2', to: '2' })).toBeUndefined();
    expect(describeMigration(carried, { from: '1', to: '2' })).toEqual({ from: '1', renamed: {}, lost: {} });
  });
});
