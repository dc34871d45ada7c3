import { describe, expect, test } from 'vitest';
import type { Policy, Recommendation } from '../../../src/model/generated/types.ts';
import { readDocument } from '../joinery-pack.ts';
import { fund, policyOf } from './workshop-funding.ts';

/** The rules of the EU as they are bundled, in the currency of the workshop. */
const EU_RULES: Policy = {
  ...readDocument<Policy>('policy', '..', '..', 'questionnaires', 'policies', 'eu-rules.yaml'),
  currency: 'CNY',
};

/** Two grants of 30 % and 20 % that may be combined, both de minimis aid. */
const PROGRAMME = policyOf({
  include: ['eu-rules'],
  instruments: [
    {
      id: 'machines',
      title: 'Machines',
      type: 'subsidy',
      amount: { sum: { cost: 0.3 } },
      stack: { combines: ['software'], groups: ['de-minimis'] },
    },
    {
      id: 'software',
      title: 'Software',
      type: 'subsidy',
      amount: { sum: { cost: 0.2 } },
      stack: { groups: ['de-minimis'] },
    },
  ],
});

const fundWith = (facts: Readonly<Record<string, unknown>>, cost: string): Recommendation =>
  fund({ policies: [PROGRAMME, EU_RULES], steps: [{ cost }], facts });

describe('the ceiling of de minimis aid, 300,000 in three years, worked out by hand', () => {
  test.each([
    // 240,000 + 160,000 = 400,000, above 300,000; own 800,000 - 300,000.
    ['no earlier aid', '800000', 0, '300000', '500000', ['de-minimis']],
    // 300,000 - 120,000 = 180,000; own 800,000 - 180,000.
    ['earlier aid of 120,000', '800000', 120_000, '180000', '620000', ['de-minimis']],
    // 300,000 - 260,000.50 = 39,999.50; 60,000 + 40,000 = 100,000 is above it; own 200,000 - 39,999.50.
    ['earlier aid to the cent', '200000', 260_000.5, '39999.5', '160000.5', ['de-minimis']],
    ['the ceiling used up', '800000', 300_000, '0', '800000', ['de-minimis']],
    ['more than the ceiling', '800000', 450_000, '0', '800000', ['de-minimis']],
    // 180,000 + 120,000 = 300,000 reaches the ceiling exactly; own 600,000 - 300,000.
    ['exactly the ceiling', '600000', 0, '300000', '300000', undefined],
  ])(
    'the ceiling of de minimis aid limits funding as worked out by hand: %s',
    (_, cost, deMinimisReceived, total, own, limits) => {
      const { funding, instruments } = fundWith({ deMinimisReceived }, cost);
      expect(funding?.likely).toMatchObject({ total, own });
      expect(funding?.likely?.limits).toEqual(limits);
      expect(instruments.flatMap(({ amount }) => amount?.clarify ?? [])).toEqual([]);
    },
  );

  test('while earlier de minimis aid is not stated, at most the whole ceiling is paid, and the plan asks for it', () => {
    const { funding, instruments } = fundWith({}, '800000');
    expect(funding?.likely).toMatchObject({ total: '300000', own: '500000', limits: ['de-minimis'] });
    expect(instruments.map(({ amount }) => amount?.clarify)).toEqual([['deMinimisReceived'], ['deMinimisReceived']]);
  });

  test('a plan without de minimis aid does not ask for earlier aid', () => {
    const instruments = (PROGRAMME.instruments ?? []).map(({ stack, ...rest }) => rest);
    const other = fund({ policies: [{ ...PROGRAMME, instruments } as Policy, EU_RULES], steps: [{ cost: '1000' }] });
    expect(other.instruments.flatMap(({ amount }) => amount?.clarify ?? [])).toEqual([]);
  });
});
