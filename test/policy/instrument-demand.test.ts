import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { FollowUp, JudgedInstrument as Judged, WorkedAmount } from '../../src/model/generated/types.ts';
import { toDecimalText } from '../../src/model/rational.ts';
import { type DemandSource, tallyDemand } from '../../src/policy/instrument-demand.ts';

const AT = '2026-10-02T08:00:00.000Z';

const judged = (verdict: Judged['verdict'], amount?: Judged['amount'], id = 'voucher'): Judged => ({
  id,
  policy: 'city',
  verdict,
  reasons: [],
  ...(amount ? { amount } : {}),
});

const settled = (value: string, currency = 'CNY'): WorkedAmount => ({ state: 'settled', currency, value });

const recommended = (...instruments: Judged[]): DemandSource => ({
  recommendation: { instruments },
});

const paid = (number: number, amount: number): FollowUp => ({
  number,
  recordedAt: AT,
  instrument: 'voucher',
  policy: 'city',
  state: 'paid',
  on: '2026-09-30',
  amount: { amount, currency: 'CNY' },
});

function tally(enterprises: readonly DemandSource[]) {
  const sums = tallyDemand();
  for (const one of enterprises) sums.add(one);
  return sums.finish();
}

const text = (amount: { n: bigint; d: bigint } | null | undefined) => (amount ? toDecimalText(amount, 20) : amount);

describe('demand', () => {
  test('demand is the exact sum of what open instruments would pay; unknown amounts are counted separately', () => {
    const [voucher, ...others] = tally([
      recommended(judged('eligible', settled('0.1'))),
      recommended(judged('eligible', settled('0.2'))),
      recommended(judged('eligible', settled('100/3'))),
      recommended(judged('eligible', settled('200/3'))),
      recommended(judged('eligible', { state: 'nothing', currency: 'CNY' })),
      recommended(judged('eligible', { state: 'open', currency: 'CNY' })),
      recommended(judged('eligible')),
      recommended(judged('undecided', settled('1000'))),
      recommended(judged('refused', settled('1000'))),
      recommended(judged('office')),
      {},
    ]);
    expect(others).toEqual([]);
    expect(text(voucher?.demand.amount)).toBe('100.3');
    expect(voucher?.demand).toMatchObject({ count: 7, unknown: 2 });
    expect(voucher?.verdicts).toEqual({ eligible: 7, undecided: 1, refused: 1 });
    expect(voucher?.currency).toBe('CNY');
  });

  test('uncertain money is listed as to be clarified, with the reasons, and is not counted as demand', () => {
    const draft = (value: string, ...doubts: NonNullable<Judged['doubts']>) =>
      recommended({ ...judged('eligible', settled(value)), doubts });
    const [voucher] = tally([
      recommended(judged('eligible', settled('100'))),
      draft('1000', 'draft', 'unverified'),
      draft('500.5', 'draft'),
      recommended({ ...judged('refused'), doubts: ['draft'] }),
      recommended({ ...judged('undecided', settled('7')), doubts: ['not-yet-open'] }),
    ]);
    expect(voucher?.verdicts).toEqual({ eligible: 1, undecided: 3, refused: 1 });
    expect(text(voucher?.demand.amount)).toBe('100');
    expect(text(voucher?.doubtful.amount)).toBe('1500.5');
    expect(voucher?.doubtful).toMatchObject({ count: 2, unknown: 0, doubts: ['draft', 'unverified'] });
  });

  test('demand counts payments and the enterprises behind them, except withdrawn payments', () => {
    const [voucher] = tally([
      { records: [paid(1, 10.5), paid(2, 20), paid(3, 99), { number: 4, recordedAt: AT, withdraws: 3 }] },
      { records: [paid(1, 0.25)] },
      { records: [{ ...paid(1, 5), amount: { amount: 5, currency: 'EUR' } } as FollowUp] },
      recommended(judged('eligible')),
    ]);
    expect(text(voucher?.records.paid.amount)).toBe('30.75');
    // Money in another currency is no part of the sum, and is not lost either.
    expect(voucher?.records.paid).toMatchObject({ count: 4, unknown: 1, enterprises: 3 });
    expect(voucher?.records.granted).toMatchObject({ amount: null, count: 0, enterprises: 0 });
  });

  test('demand does not depend on the order of enterprises, and is the sum of its parts', () => {
    const cents = fc.integer({ min: 0, max: 10 ** 9 });
    fc.assert(
      fc.property(fc.array(fc.record({ cents, other: fc.boolean() }), { minLength: 1, maxLength: 30 }), (given) => {
        const enterprises = given.map((one) =>
          recommended(judged('eligible', settled((one.cents / 100).toFixed(2)), one.other ? 'b' : 'a')),
        );
        const sums = (list: readonly DemandSource[]) =>
          new Map(
            tally(list).map(({ id, demand }) => [id, demand.amount ? (demand.amount.n * 100n) / demand.amount.d : 0n]),
          );
        const forth = sums(enterprises);
        for (const id of forth.keys()) {
          const own = given.filter(({ other }) => other === (id === 'b'));
          expect(forth.get(id)).toBe(own.reduce((sum, one) => sum + BigInt(one.cents), 0n));
        }
        expect(sums([...enterprises].reverse())).toEqual(forth);
      }),
    );
  });
});
