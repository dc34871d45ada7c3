import { describe, expect, test } from 'vitest';
import { type Coverage, computePercent, countMissing, measureCoverage } from '../../src/check/case-coverage.ts';
import type { CaseTrace } from '../../src/check/case-run.ts';
import type { CompiledMeasure } from '../../src/policy/measures.ts';
import type { CompiledInstrument } from '../../src/policy/policy.ts';
import { planOf, type Sketch } from '../scoring/pack-sketch.ts';
import { BEST, PLAN, recommendationOf, run } from './sample-case.ts';

const MEASURES = ['a', 'b'].map((id) => ({ id }) as CompiledMeasure);
const INSTRUMENTS = [
  { id: 'voucher', policy: 'city', definition: { covers: ['x'] }, when: null, after: null },
  { id: 'open', policy: 'city', definition: {}, when: null, after: null },
  { id: 'park', policy: 'city', definition: { recipient: 'park', covers: ['x'] }, when: null, after: null },
] as unknown as CompiledInstrument[];

function cover(...answers: object[]): Coverage {
  const traces = answers.map((said) => {
    const { employees, ...rest } = said as { employees?: string };
    const facts = employees === undefined ? {} : { employees };
    const { trace } = run(
      { facts, answers: rest as typeof BEST, policy: 'city', expect: { level: 1 } },
      recommendationOf(['a']),
    );
    return trace as CaseTrace;
  });
  return measureCoverage([{ plan: PLAN, measures: MEASURES, instruments: INSTRUMENTS, traces }]);
}

function untouched({ untouched: items }: Coverage): string[] {
  return items.map(({ kind, name, ...more }) => {
    const { number: _, test: __, policy: ___, value: ____, ...told } = more as Record<string, unknown>;
    return [kind, name, ...Object.values(told)].join(' ');
  });
}

describe('coverage', () => {
  test('without cases, the coverage of every kind of pack part is 0', () => {
    const none = cover();
    expect(none.kinds.map(({ kind, touched, of }) => `${kind} ${touched}/${of}`)).toEqual([
      'option 0/7',
      'step 0/2',
      'case 0/2',
      'level 0/2',
      'requirement 0/6',
      'measure 0/2',
      'instrument 0/3',
    ]);
    expect(none.total).toEqual({ touched: 0, of: 24 });
  });

  test('coverage lists the parts of a pack that no case covers', () => {
    expect(untouched(cover({ ...BEST, employees: '300' }))).toEqual([
      'option erp none',
      'option erp parts',
      'option plan no',
      'step band 0',
      'case size',
      'level level 1',
      'requirement level 1 total unmet',
      'requirement level 2 total unmet',
      'requirement level 2 erp unmet',
      'measure b',
      'instrument voucher eligible',
      'instrument open eligible',
    ]);
  });

  test('together, several cases cover everything that one of them covers', () => {
    const all = untouched(
      cover(
        { ...BEST, employees: '300' },
        { erp: 'parts', net: ['a'], plan: 'no', employees: '3' },
        { erp: 'none', net: ['a'], plan: 'no' },
      ),
    );
    expect(all.filter((line) => !/measure|instrument/.test(line))).toEqual([]);
  });

  test('coverage counts steps, cases and requirements whose outcome is open as untouched', () => {
    const lines = untouched(cover({ erp: 'one' }));
    for (const line of ['step band 0', 'step band 3', 'case size', 'requirement level 2 total met']) {
      expect(lines).toContain(line);
    }
    expect(lines).not.toContain('option erp one');
  });

  test('coverage needs no failing case for a requirement always met, unless unanswered questions fail it', () => {
    const sides = (missing?: Sketch['missing']) => {
      const plan = planOf({
        questions: [{ id: 'q', type: 'boolean', text: 'Q' }],
        ...(missing ? { missing } : {}),
        points: { q: { true: 1, false: 0 } },
        scores: { total: { sum: 'all' }, level: { levels: [{ value: 1, when: { total: { minimum: 0 } } }] } },
      });
      const { kinds } = measureCoverage([{ plan, measures: [], instruments: [], traces: [] }]);
      return kinds.find(({ kind }) => kind === 'requirement')?.of;
    };
    expect(sides()).toBe(1);
    expect(sides({ unanswered: 'exclude' })).toBe(2);
  });

  test('coverage counts the steps of a rule once, even if `by` derives several scores from the rule', () => {
    const question = (id: string, area: string) => ({ id, type: 'boolean', text: id, tags: { area } });
    const plan = planOf({
      questions: [question('x', 'one'), question('y', 'two')],
      points: { x: { true: 1, false: 0 }, y: { true: 1, false: 0 } },
      scores: { part: { by: 'area', sum: 'all' }, band: { by: 'area', of: 'part', steps: { 0: 1, 1: 2 } } },
    });
    const { kinds } = measureCoverage([{ plan, measures: [], instruments: [], traces: [] }]);
    expect(kinds.find(({ kind }) => kind === 'step')?.of).toBe(2);
  });

  test('coverage says how many more cases a required share needs', () => {
    expect(computePercent({ touched: 1, of: 4 })).toBe(25);
    expect(computePercent({ touched: 0, of: 0 })).toBe(100);
    expect(countMissing(80, { touched: 7, of: 10 })).toBe(1);
    expect(countMissing(80, { touched: 8, of: 10 })).toBe(0);
    expect(countMissing(99.9, { touched: 999, of: 1000 })).toBe(0);
  });
});
