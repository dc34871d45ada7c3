import { expect, test } from 'vitest';
import type { JudgedPain, Recommendation } from '../../../src/model/generated/types.ts';
import type { Application } from '../../../src/policy/funding/application-order.ts';
import { weighWaiting } from '../../../src/policy/funding/waiting-cost.ts';

const application = (more: object = {}, id = 'grant') =>
  ({ id, policy: 'town', applyFirst: { before: 'contract', measures: ['tills', 'lists'], ...more } }) as Application;

const pain = (id: string, amount: string, more: Partial<JudgedPain> = {}): JudgedPain => ({
  id,
  state: 'part',
  by: ['tills'],
  figure: { amount, currency: 'EUR', is: 'year' },
  ...more,
});

const plan = (pains: readonly JudgedPain[], money = '6000') => {
  const possible = { total: money, grants: money, interest: '0', own: '0', instruments: [{ id: 'grant', money }] };
  return { asOf: '2026-12-03', funding: { currency: 'EUR', possible }, pains } as unknown as Recommendation;
};

test('money that a month of waiting outweighs stands beside the losses of that month, by the enterprise’s own figures', () => {
  const pains = [pain('unsold', '310000'), pain('returns', '38000', { by: ['lists', 'lines'] })];
  // 348,000 a year.
  expect(weighWaiting([application()], plan(pains))).toEqual({ grant: '6000', monthlyLoss: '29000', currency: 'EUR' });
});

test('money that is worth a month of waiting, or that is no longer waited for, is not weighed', () => {
  expect(weighWaiting([application()], plan([pain('unsold', '72000')]))).toBeUndefined();
  expect(weighWaiting([application()], plan([pain('unsold', '72001')]))).toBeDefined();
  expect(weighWaiting([application({ applied: '2026-12-01' })], plan([pain('unsold', '310000')]))).toBeUndefined();
  // A loan brings no money of its own.
  expect(weighWaiting([application({}, 'loan')], plan([pain('unsold', '310000')]))).toBeUndefined();
});

test('a published wait counts as long as it is', () => {
  const pains = [pain('unsold', '24000')];
  expect(weighWaiting([application({ from: '2027-03-03' })], plan(pains))).toBeUndefined();
  expect(weighWaiting([application({ from: '2027-03-04' })], plan(pains))).toBeDefined();
});

test('only yearly losses that the waiting measures act on count', () => {
  const others = [
    pain('unsold', '310000', { by: ['lines'] }),
    pain('returns', '310000', { state: 'open', by: ['tills'] }),
    pain('stock', '310000', { figure: { amount: '310000', currency: 'EUR', is: 'tied' } }),
    pain('late', '310000', { figure: { amount: '310000', currency: 'CHF', is: 'year' } }),
    { id: 'people', state: 'part' as const, by: ['tills'] },
  ];
  expect(weighWaiting([application()], plan(others))).toBeUndefined();
});
