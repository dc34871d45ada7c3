import { describe, expect, it } from 'vitest';
import type { Instrument, JudgedInstrument } from '../../../src/model/generated/types.ts';
import { fund, policyOf, type Workshop } from './workshop-funding.ts';

const half = (more: Partial<Instrument> = {}) =>
  ({ id: 'half', title: 'Half', type: 'subsidy', amount: { sum: { cost: 0.5 } }, ...more }) as Instrument;

const town = (instrument: Instrument, more: Partial<Workshop> = {}): Workshop => ({
  policies: [policyOf({ instruments: [instrument] })],
  steps: [
    { id: 'office', cost: '3000', tags: ['software'] },
    { id: 'guard', cost: '1000', tags: ['security', 'software'] },
    { id: 'machine', cost: '6000', tags: ['equipment'] },
  ],
  ...more,
});

const judge = (instrument: Instrument, more: Partial<Workshop> = {}): JudgedInstrument =>
  fund(town(instrument, more)).instruments[0] as JudgedInstrument;

describe('money that not everyone gets', () => {
  it.each(['draw', 'competition'] as const)('funding by a %s is possible, but never likely', (selection) => {
    const plan = fund(town(half({ selection })));
    expect(plan.instruments[0]).toMatchObject({ verdict: 'eligible', tier: 'possible', doubts: [selection] });
    expect(plan.funding).toMatchObject({ likely: { total: '0' }, possible: { total: '5000' } });
  });

  it('once its budget is known to be spent, funding is only possible', () => {
    const spent = half({ status: { is: 'spent', on: '2026-06-01' } });
    expect(judge(spent)).toMatchObject({ verdict: 'eligible', tier: 'possible', doubts: ['spent'] });
    expect(judge(spent, { asOf: '2026-05-31' })).toMatchObject({ tier: 'likely' });
  });

  it('an instrument is refused from the day it is known to be closed; an open one is judged as usual', () => {
    const closed = half({ status: { is: 'closed', on: '2026-06-01' } });
    expect(judge(closed)).toMatchObject({ verdict: 'refused', reasons: [{ kind: 'closed', date: '2026-06-01' }] });
    expect(judge(closed, { asOf: '2026-05-31' })).toMatchObject({ verdict: 'eligible', tier: 'likely' });
    expect(judge(half({ status: { is: 'open', on: '2026-06-01' } }))).toMatchObject({ tier: 'likely' });
  });
});

describe('a minimum spending', () => {
  it('below the minimum spending, an instrument is refused, and the missing amount is stated', () => {
    // 3,000 + 1,000 for software
    const judged = judge(half({ covers: ['software'], minimum: 5000 }));
    expect(judged).toMatchObject({
      verdict: 'refused',
      reasons: [{ kind: 'below-minimum', minimum: '5000', missing: '1000', currency: 'CNY' }],
    });
    expect(judged).not.toHaveProperty('tier');
    expect(judge(half({ covers: ['software'], minimum: 4000 }))).toMatchObject({
      verdict: 'eligible',
      amount: { value: '2000' },
    });
    expect(judge(half({ covers: ['software'], minimum: 4000.01 })).reasons[0]).toMatchObject({ missing: '0.01' });
  });

  it('an instrument with a minimum spending is undecided while a measure it pays for has no stated cost', () => {
    const steps = [
      { id: 'office', cost: '3000', tags: ['software'] },
      { id: 'guard', tags: ['software'] },
    ];
    expect(judge(half({ minimum: 3000 }), { steps }).verdict).toBe('eligible');
    expect(judge(half({ minimum: 3001 }), { steps })).toMatchObject({
      verdict: 'undecided',
      reasons: [{ kind: 'below-minimum', missing: '1' }],
    });
  });

  it('an instrument that covers no measure is refused for that reason alone, not for its minimum spending', () => {
    expect(judge(half({ covers: ['cloud'], minimum: 5000 })).reasons).toEqual([{ kind: 'covers-nothing' }]);
  });

  it('the minimum spending is compared with the estimate of costs in use, low or high', () => {
    const steps = [{ id: 'office', cost: ['3000', '6000'] as const, tags: ['software'] }];
    expect(judge(half({ minimum: 5000 }), { steps }).verdict).toBe('eligible');
    expect(judge(half({ minimum: 5000 }), { steps, estimate: 'low' }).verdict).toBe('refused');
  });
});

describe('areas that are paid for separately', () => {
  const areas = [
    { id: 'safe', title: 'Security', covers: ['security'] },
    { id: 'other', title: 'Other' },
  ];
  const capped = (more: Partial<Instrument> = {}) => half({ areas, amount: { sum: { cost: 0.5 }, cap: 700 }, ...more });

  it('an amount is worked out for each area, and a measure counts in the first area that covers it', () => {
    // Security: 50 % of 1,000 = 500; the rest: 50 % of 9,000 = 4,500, of which 700 at most.
    expect(judge(capped())).toMatchObject({ verdict: 'eligible', amount: { state: 'settled', value: '1200' } });
    // Only software: 500, and 50 % of 3,000 = 1,500, of which 700.
    expect(judge(capped({ covers: ['software'] })).amount?.value).toBe('1200');
    // Only equipment: there is nothing to pay for in the first area.
    expect(judge(capped({ covers: ['equipment'] })).amount?.value).toBe('700');
    // A fixed sum is paid for each area with a measure.
    expect(judge(half({ areas, amount: 300 })).amount?.value).toBe('600');
    expect(judge(half({ areas, amount: 300, covers: ['equipment'] })).amount?.value).toBe('300');
  });

  it('an area below the minimum spending is not paid for; the instrument is refused if all areas are below', () => {
    expect(judge(capped({ minimum: 1001 })).amount?.value).toBe('700');
    expect(judge(capped({ minimum: 1000 })).amount?.value).toBe('1200');
    expect(judge(capped({ minimum: 9500 }))).toMatchObject({
      verdict: 'refused',
      reasons: [{ kind: 'below-minimum', missing: '500' }],
    });
  });

  it('the arithmetic of an amount adds up its areas, except those that pay nothing', () => {
    const parts = judge(capped({ covers: ['equipment'] })).amount?.arithmetic?.parts ?? [];
    expect(parts).toHaveLength(1);
    expect(JSON.stringify(parts)).toContain('areaCost/2');
  });
});

describe('rates by level within one instrument', () => {
  const bySize = half({
    amount: {
      sum: {
        small: { sum: { cost: 0.5 }, when: { maturity: { maximum: 2 } } },
        other: { sum: { cost: 0.3 }, when: { maturity: { minimum: 3 } } },
      },
      cap: 4000,
    },
  });

  it('the rate for the enterprise’s level counts, limited by the cap on all rates', () => {
    // 50 % of 10,000 = 5,000, of which 4,000 at most; 30 % = 3,000
    expect(judge(bySize).amount?.value).toBe('4000');
    expect(judge(bySize, { level: 3 }).amount?.value).toBe('3000');
  });
});
