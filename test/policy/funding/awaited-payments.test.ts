import { describe, expect, it } from 'vitest';
import type { FollowUp, Instrument, JudgedInstrument } from '../../../src/model/generated/types.ts';
import { fund, policyOf, type Workshop } from './workshop-funding.ts';

const advice = (more: Partial<Instrument> = {}) =>
  ({ id: 'advice', title: 'Advice', type: 'subsidy', amount: 400, otherCosts: true, ...more }) as Instrument;
const grant = {
  id: 'grant',
  title: 'Grant',
  type: 'subsidy',
  amount: { sum: { cost: 0.5 } },
  when: { advised: { const: true } },
  follows: ['advice'],
  applyBefore: 'contract',
} as unknown as Instrument;

const noted = (number: number, state: string, on: string) =>
  ({
    number,
    recordedAt: '2026-06-30T08:00:00Z',
    instrument: 'advice',
    policy: 'town',
    state,
    on,
  }) as unknown as FollowUp;

const town = (
  advised: boolean | undefined,
  more: Partial<Workshop> & { readonly advice?: Instrument } = {},
): Workshop => ({
  policies: [
    policyOf({
      facts: [
        { id: 'advised', type: 'boolean', whenPaid: 'advice' },
        { id: 'wanted', type: 'boolean' },
        { id: 'adviceCost', type: 'decimal', minimum: 0 },
      ],
      instruments: [more.advice ?? advice(), grant],
    }),
  ],
  steps: [{ id: 'first', cost: '1000', months: 2 }],
  ...more,
  facts: { ...(advised === undefined ? {} : { advised }), ...more.facts },
});

const grantOf = (workshop: Workshop): JudgedInstrument =>
  fund(workshop).instruments.find(({ id }) => id === 'grant') as JudgedInstrument;

describe('a fact that a payment answers', () => {
  it('is yes once the payment is on record, whatever was stated before', () => {
    const paid = [noted(1, 'granted', '2026-05-01'), noted(2, 'paid', '2026-06-01')];
    for (const stated of [false, undefined, true])
      expect(grantOf(town(stated, { records: paid }))).toMatchObject({
        verdict: 'eligible',
        tier: 'likely',
        reasons: [],
      });
  });

  it('stays open while the instrument can be had: what requires it is possible, and nobody is asked again', () => {
    const open = grantOf(town(false));
    expect(open).toMatchObject({
      verdict: 'undecided',
      tier: 'possible',
      reasons: [{ kind: 'when', unmet: { name: 'advised', truth: 'undecided' } }],
      applyFirst: { after: ['advice'] },
      amount: { state: 'settled', value: '500' },
    });
    expect(open).not.toHaveProperty('clarify');
    expect(fund(town(false)).funding).toMatchObject({ likely: { total: '400' }, possible: { total: '900' } });
    // A question without an answer is asked.
    expect(grantOf(town(undefined))).toMatchObject({ verdict: 'undecided', clarify: ['advised'] });
  });

  it('is no if the instrument cannot be had', () => {
    const over = advice({ valid: { to: '2026-06-29' } });
    expect(grantOf(town(false, { advice: over })).verdict).toBe('refused');
    const unwanted = advice({ when: { wanted: { const: true } } as never });
    expect(grantOf(town(false, { advice: unwanted, facts: { wanted: false } })).verdict).toBe('refused');
    expect(grantOf(town(false, { advice: unwanted })).verdict).toBe('undecided');
    // What was applied for in time may still be paid.
    for (const state of ['applied', 'granted'])
      expect(grantOf(town(false, { advice: over, records: [noted(1, state, '2026-06-01')] })).verdict).toBe(
        'undecided',
      );
  });

  it('stays open if the enterprise plans to spend nothing on the instrument yet, which is then open, too', () => {
    const unplanned = (advised: boolean | undefined, facts: object, more: Partial<Instrument> = {}) =>
      town(advised, {
        advice: advice({
          amount: { sum: { adviceCost: 0.5 }, cap: 400 },
          when: { adviceCost: { exclusiveMinimum: 0 } },
          ...more,
        } as never),
        facts: { adviceCost: 0, ...facts },
      });
    for (const advised of [false, undefined]) {
      const [first, second] = fund(unplanned(advised, {})).instruments;
      expect(first).toMatchObject({
        verdict: 'undecided',
        tier: 'possible',
        amount: { state: 'open', highest: '400' },
      });
      // The 0 is an answer, so nobody is asked again.
      expect(first).not.toHaveProperty('clarify');
      expect(second).toMatchObject({
        verdict: 'undecided',
        tier: 'possible',
        applyFirst: { after: ['advice'] },
        amount: { value: '500' },
      });
    }
    // Whoever has had it plans no more of it.
    expect(fund(unplanned(true, {})).instruments).toMatchObject([{ verdict: 'refused' }, { verdict: 'eligible' }]);
    // Spending would not help.
    const closed = [{ valid: { to: '2026-06-29' } }, { when: { wanted: { const: true } } as never }];
    for (const more of closed)
      expect(fund(unplanned(false, { wanted: false }, more)).instruments).toMatchObject([
        { verdict: 'refused' },
        { verdict: 'refused' },
      ]);
    expect(fund(unplanned(false, { adviceCost: 800 })).instruments).toMatchObject([
      { verdict: 'eligible', amount: { value: '400' } },
      { verdict: 'undecided' },
    ]);
  });
});
