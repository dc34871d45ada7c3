import { describe, expect, test } from 'vitest';
import type { Sketch } from '../scoring/pack-sketch.ts';
import { differences, versionOf } from './sketched-version.ts';

const single = (id: string, more: object = {}): object => ({ id, type: 'single', options: ['A', 'B', 'C'], ...more });
const scale = (id: string, more: object = {}): object => ({ id, type: 'scale', maximum: 4, ...more });

const OLD: Sketch = {
  facts: [{ id: 'staff', type: 'integer', minimum: 0 }],
  questions: [single('Q1'), scale('Q2', { tags: { kind: 'scene' } }), scale('Q3', { tags: { kind: 'scene' } })],
  points: { Q1: { A: 0, B: 1, C: 2 } },
  lists: { scenes: { kind: { const: 'scene' } } },
  scores: {
    main: 'sum',
    total: { sum: { main: 1, Q1: 2 } },
    level: {
      levels: [
        { value: 1, when: { total: { minimum: 3 } } },
        { value: 2, when: { total: { minimum: 6 }, scenes: { contains: { minimum: 2 }, minContains: 1 } } },
      ],
    },
  },
};

const compare = (old: Sketch, now: Sketch): string[] => differences(versionOf(old), versionOf(now));

describe('differences between packs', () => {
  test('a different order of keys, or omitted default weights, is not a difference between packs', () => {
    const now: Sketch = {
      ...OLD,
      points: { Q1: { C: 2, B: 1, A: 0 } },
      scores: { ...OLD.scores, main: { sum: 'main' }, total: { sum: { Q1: 2, main: 1 } } },
    };
    expect(compare(OLD, now)).toEqual([]);
  });

  test.each<[string, Partial<Sketch>, string[]]>([
    [
      'a fact is new, another asked otherwise',
      {
        facts: [
          { id: 'staff', type: 'integer', minimum: 1, required: true },
          { id: 'year', type: 'integer' },
        ],
      },
      [
        'changed fact staff range {"minimum":0} → {"minimum":1}',
        'changed fact staff required false → true',
        'added fact year',
      ],
    ],
    ['points of an option', { points: { Q1: { A: 0, B: 1.5, C: 2 } } }, ['points Q1 B {"points":1} → {"points":1.5}']],
    [
      'points without evidence',
      { points: { Q1: { A: 0, B: { evidence: 1, without: 0.5 }, C: 2 } } },
      ['points Q1 B {"points":1} → {"points":1,"without":0.5}'],
    ],
    [
      'points of a scale that counted itself',
      { points: { ...OLD.points, Q2: { 0: 0, 1: 1, 2: 2, 3: 3, 4: 5 } } },
      ['points Q2 4 {"points":4} → {"points":5}'],
    ],
    [
      'points in one score only',
      { scores: { ...OLD.scores, total: { sum: { main: 1, Q1: 2 }, points: { Q1: { A: 0, B: 1, C: 3 } } } } },
      ['points Q1 C total {"points":2} → {"points":3}'],
    ],
    [
      'a gate raised, one gone, a level added',
      {
        scores: {
          ...OLD.scores,
          level: {
            levels: [
              { value: 1, when: { total: { minimum: 4 } } },
              { value: 2, when: { total: { minimum: 6 } } },
              { value: 3, when: { total: { minimum: 9 } } },
            ],
          },
        },
      },
      [
        'gate level 1 {"total":{"minimum":3}} → {"total":{"minimum":4}}',
        'gate level 2 {"scenes":{"contains":{"minimum":2},"minContains":1}} → null',
        'added level 3 level',
        'gate level 3 null → {"total":{"minimum":9}}',
      ],
    ],
    [
      'how many of a list',
      {
        scores: {
          ...OLD.scores,
          level: {
            levels: [
              { value: 1, when: { total: { minimum: 3 } } },
              { value: 2, when: { scenes: { contains: { minimum: 2 }, minContains: 2 }, total: { minimum: 6 } } },
            ],
          },
        },
      },
      [
        'gate level 2 {"scenes":{"contains":{"minimum":2},"minContains":1}} → {"scenes":{"contains":{"minimum":2},"minContains":2}}',
      ],
    ],
    [
      'a weight, a cap and a new score',
      { scores: { ...OLD.scores, total: { sum: { main: 1, Q1: 3 }, cap: 20 }, extra: { max: ['Q2', 'Q3'] } } },
      ['added score extra', 'changed score total rule sum.Q1 2 → 3', 'changed score total rule cap undefined → 20'],
    ],
    [
      'a tag, and with it the members of a list',
      { questions: [single('Q1'), scale('Q2', { tags: { kind: 'scene' } }), scale('Q3')] },
      ['changed question Q3 tags {"kind":"scene"} → {}', 'changed list scenes members ["Q2","Q3"] → ["Q2"]'],
    ],
    [
      'the order of options, which decides what "at least" means',
      { questions: [single('Q1', { options: ['A', 'C', 'B'] }), ...(OLD.questions ?? []).slice(1)] },
      ['changed question Q1 order ["A","B","C"] → ["A","C","B"]'],
    ],
    [
      'what missing answers count, and not applicable',
      {
        missing: { unknown: 'zero' },
        questions: [single('Q1', { notApplicable: true }), ...(OLD.questions ?? []).slice(1)],
      },
      ['changed pack sketch missing undefined → {"unknown":"zero"}', 'changed question Q1 notApplicable false → true'],
    ],
  ])('a difference between packs is found: %s', (_, change, expected) => {
    expect(compare(OLD, { ...OLD, ...change })).toEqual(expected);
  });

  test('changed conditions of a level are listed as changes of its gates', () => {
    const by = (steps: object): Sketch => ({ ...OLD, scores: { ...OLD.scores, level: { of: 'total', steps } } });
    expect(compare(by({ 3: 1, 6: 2 }), by({ 3: 1, 7: 2 }))).toEqual([
      'gate level 2 {"total":{"minimum":6}} → {"total":{"minimum":7}}',
    ]);
  });

  test('levels of a score inside another one are compared as part of its rule', () => {
    const staged = (bound: number): Sketch => {
      const stage = { weight: 1, levels: [{ value: 1 }, { value: 2, when: { Q2: { minimum: bound } } }] };
      return { ...OLD, scores: { ...OLD.scores, extra: { mean: { stage } } } };
    };
    expect(compare(staged(2), staged(3))).toEqual(['changed score extra rule mean.stage.levels.2.Q2.minimum 2 → 3']);
  });

  test('conditions and derivations of questions are compared', () => {
    const asked = (when: object, steps: object): Sketch => ({
      ...OLD,
      questions: [single('Q1', { when, derive: { of: 'staff', steps } }), ...(OLD.questions ?? []).slice(1)],
    });
    const old = asked({ staff: { minimum: 1 } }, { 0: 'A', 10: 'B' });
    expect(compare(old, asked({ staff: { minimum: 2 } }, { 0: 'A', 12: 'B' }))).toEqual([
      'changed question Q1 when {"staff":{"minimum":1}} → {"staff":{"minimum":2}}',
      'changed question Q1 derive {"of":"staff","steps":{"0":"A","10":"B"}} → {"of":"staff","steps":{"0":"A","12":"B"}}',
    ]);
  });

  test('texts are compared language by language', () => {
    const titled = (title: object): Sketch => ({
      ...OLD,
      questions: [single('Q1', { title }), ...(OLD.questions ?? []).slice(1)],
    });
    expect(compare(titled({ en: 'One', de: 'Eins' }), titled({ en: 'First', de: 'Eins', zh: '一' }))).toEqual([
      'text Q1 title en "One" → "First"',
      'text Q1 title zh undefined → "一"',
    ]);
  });

  test('measures are compared: what they lead to, need, follow and cost', () => {
    const measure = (more: object): object => ({ id: 'erp', title: 'ERP', achieves: { Q2: '2' }, ...more });
    const old = versionOf(OLD, [measure({}), { id: 'old', title: 'Old', achieves: { Q1: 'B' } }]);
    const now = versionOf(OLD, [measure({ achieves: { Q2: '3' }, needs: ['net'], after: ['tills'] })]);
    expect(differences(old, now)).toEqual([
      'removed measure old',
      'changed measure erp achieves {"Q2":"2"} → {"Q2":"3"}',
      'changed measure erp needs undefined → ["net"]',
      'changed measure erp after undefined → ["tills"]',
    ]);
  });

  test('cost drivers are compared: the answers that state them, their estimates and what they count', () => {
    const measures = [{ id: 'erp', title: 'ERP', achieves: { Q2: '2' } }];
    const driver = (more: object): object => ({ id: 'users', unit: 'users', of: 'staff', otherwise: 5, ...more });
    const old = versionOf(OLD, measures, [driver({}), driver({ id: 'old' })]);
    expect(differences(old, versionOf(OLD, measures, [driver({ otherwise: 9, unit: 'people' })]))).toEqual([
      'removed driver old',
      'changed driver users rule {"of":"staff","otherwise":5} → {"of":"staff","otherwise":9}',
      'text users unit "users" → "people"',
    ]);
  });
});

describe('renames are applied before comparing packs', () => {
  test('a renamed question with the same points and gates is reported only as renamed', () => {
    const old: Sketch = {
      ...OLD,
      scores: {
        ...OLD.scores,
        level: { levels: [{ value: 1, when: { Q1: { enum: ['B', 'C'] }, Q2: { minimum: 1 } } }] },
        least: { min: ['Q2', 'Q3'] },
        aim: { target: 'Q3' },
      },
    };
    const now: Sketch = {
      facts: [{ id: 'employees', type: 'integer', minimum: 0, renamedFrom: 'staff' }],
      questions: [
        single('network', { options: ['A', { id: 'some', renamedFrom: 'B' }, 'C'], renamedFrom: ['Q0', 'Q1'] }),
        scale('Q2', { tags: { kind: 'scene' } }),
        scale('quality', { tags: { kind: 'scene' }, renamedFrom: 'Q3' }),
      ],
      points: { network: { A: 0, some: 1, C: 2 } },
      ...(OLD.lists ? { lists: OLD.lists } : {}),
      scores: {
        ...old.scores,
        total: { sum: { main: 1, network: 2 } },
        level: { levels: [{ value: 1, when: { network: { enum: ['some', 'C'] }, Q2: { minimum: 1 } } }] },
        least: { min: ['quality', 'Q2'] },
        aim: { target: 'quality' },
      },
    };
    expect(compare(old, now)).toEqual([
      'renamed fact employees staff',
      'renamed question network Q1',
      'renamed option some network B',
      'renamed question quality Q3',
    ]);
  });

  test('renames of rows and matrices are applied before comparing', () => {
    const matrix = (id: string, rows: readonly object[], more: object = {}): Sketch => ({
      questions: [{ id, type: 'matrix', rows, each: { type: 'scale', maximum: 4 }, ...more }],
    });
    const old = matrix('sites', [{ id: 'north' }, { id: 'south' }]);
    const now = matrix('plants', [{ id: 'upper', renamedFrom: 'north' }, { id: 'south' }], { renamedFrom: 'sites' });
    expect(compare(old, now)).toEqual(['renamed question plants sites', 'renamed row plants/upper sites/north']);
    expect(compare(old, matrix('sites', [{ id: 'north' }, { id: 'west' }]))).toEqual([
      'added row sites/west',
      'removed row sites/south',
    ]);
    expect(compare(old, matrix('plants', [{ id: 'north' }]))).toEqual([
      'added question plants',
      'removed question sites',
    ]);
  });

  test('without a stated rename, a question with a new id counts as one removed and one added', () => {
    const now: Sketch = { ...OLD, questions: [single('Q1'), scale('Q2', { tags: { kind: 'scene' } }), scale('Q4')] };
    expect(compare(OLD, now)).toEqual([
      'added question Q4',
      'removed question Q3',
      'changed list scenes members ["Q2","Q3"] → ["Q2"]',
    ]);
  });
});
