import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type {
  Assessment,
  Instrument,
  InstrumentRecord,
  MeasureRecord,
  Policy,
} from '../../../src/model/generated/types.ts';
import { toNumber } from '../../../src/model/rational.ts';
import { loadPolicy } from '../../../src/pack/load-pack.ts';
import { ownShareFor } from '../../../src/policy/funding/enterprise-funding.ts';
import { formatExactMoney } from '../../../src/policy/funding/money-text.ts';
import { addOtherResults } from '../../../src/policy/policy.ts';
import { worldIn } from '../../pack/sample-world.ts';
import { basisOf, fund, policyOf, type Workshop } from './workshop-funding.ts';

const half = (id: string, more: Partial<Instrument> = {}) =>
  ({ id, title: id, type: 'subsidy', amount: { sum: { cost: 0.5 } }, ...more }) as Instrument;

const townOf = (instruments: readonly Instrument[], more: Partial<Policy> = {}): Workshop => ({
  policies: [policyOf({ instruments, ...more })],
  steps: [
    { cost: '1000', tags: ['software'] },
    { cost: '3000', tags: ['equipment'] },
  ],
});

const amountOf = (workshop: Workshop, id: string) => fund(workshop).instruments.find((one) => one.id === id)?.amount;

describe('the sums of funding', () => {
  it('the amounts of two instruments are added up if a source allows combining them', () => {
    const { funding } = fund(townOf([half('a', { stack: { combines: ['b'] } }), half('b')]));
    expect(funding?.likely).toMatchObject({ total: '4000', own: '0' });
    expect(funding).not.toHaveProperty('possible');
    expect(funding).not.toHaveProperty('unclear');
  });

  it('the sums of funding also state the own share at the low estimate if that is not the estimate in use', () => {
    const steps = [{ cost: ['1000', '4000'] as const }, { cost: '3000' }];
    // By hand: of 7,000 the cap of 3,000; half of 5,500, and half of 4,000.
    const capped = half('a', { amount: { sum: { cost: 0.5 }, cap: 3000 } });
    const town = { ...townOf([capped]), steps };
    const [high, mid, low] = (['high', 'mid', 'low'] as const).map((estimate) => fund({ ...town, estimate }).funding);
    expect([high, mid, low].map((one) => one?.likely?.own)).toEqual(['4000', '2750', '2000']);
    expect([high, mid].map((one) => one?.ownLow)).toEqual(['2000', '2000']);
    expect(low).not.toHaveProperty('ownLow');
    expect(fund(townOf([half('a')])).funding).not.toHaveProperty('ownLow');
  });

  it('two instruments that exclude each other are never in one sum', () => {
    const { funding } = fund(
      townOf([half('a', { stack: { combines: 'all' } }), half('b', { stack: { excludes: ['a'] } })]),
    );
    expect(funding?.likely?.total).toBe('2000');
    expect(funding).not.toHaveProperty('possible');
  });

  it('money for other costs is counted, but neither reduces the own share nor counts towards a ceiling', () => {
    const ceilings = [{ id: 'half', title: 'Half', share: 0.5 }];
    const town = (more: Partial<Instrument>): Workshop =>
      townOf([half('a', { stack: { combines: 'all' } }), half('b', { amount: 700, ...more })], { ceilings });
    const other = fund(town({ otherCosts: true })).funding?.likely;
    expect(other).toMatchObject({ total: '2700', grants: '2000', interest: '0', otherCosts: '700', own: '2000' });
    const limited = fund(town({})).funding?.likely;
    expect(limited).toMatchObject({ total: '2000', grants: '2000', own: '2000' });
    expect(limited).not.toHaveProperty('otherCosts');
    const alone = fund(townOf([half('b', { type: 'award', amount: 700, otherCosts: true })])).funding?.likely;
    expect(alone).toMatchObject({ total: '700', grants: '0', otherCosts: '700', own: '4000' });
  });

  it('two sums are given if no source says whether two instruments may be combined', () => {
    const { funding } = fund(townOf([half('a'), half('b', { amount: 500 })]));
    expect(funding?.likely).toMatchObject({ total: '2000', own: '2000', instruments: [{ id: 'a', money: '2000' }] });
    expect(funding?.possible).toMatchObject({ total: '2500', own: '1500' });
    expect(funding?.unclear).toEqual([['a', 'b']]);
  });

  it('unknown and undecided amounts are left out of the sums of funding, and their instruments are listed', () => {
    const facts = [{ id: 'zone', type: 'boolean' as const }];
    const instruments = [half('a'), half('b', { amount: null }), half('c', { when: { zone: { const: 'true' } } })];
    const { funding } = fund(townOf(instruments, { facts }));
    expect(funding).toMatchObject({ likely: { total: '2000' }, unknown: ['b'], undecided: ['c'] });
  });

  it('a draft instrument, or one that opens later, counts only as possible, and the sums say why', () => {
    const unread = { document: 'a copy', verified: false };
    const instruments = [
      half('a'),
      half('b', { amount: 900, draft: true, source: unread }),
      half('c', { amount: 900, apply: { from: '2999-01-01' } }),
      half('d', { amount: null, source: unread }),
    ];
    const { funding, instruments: judged } = fund(townOf(instruments));
    expect(funding).toMatchObject({ likely: { total: '2000' }, undecided: ['b', 'c', 'd'] });
    // By hand: half of 4,000, and 900 twice.
    expect(funding?.possible).toMatchObject({ total: '3800', own: '200' });
    expect(judged.map(({ verdict, tier, doubts }) => [verdict, tier, doubts])).toEqual([
      ['eligible', 'likely', undefined],
      ['eligible', 'possible', ['draft', 'unverified']],
      ['eligible', 'possible', ['not-yet-open']],
      ['eligible', 'possible', ['validity-unknown']],
    ]);
  });

  it('an unverified amount counts as likely if the instrument’s last day is stated', () => {
    const source = { document: 'a copy', verified: false };
    const valid = { to: '2028-12-31' };
    const { funding, instruments } = fund(
      townOf([
        half('in-force', { source, valid }),
        half('ceiling', { source, valid, atMost: true, stack: { combines: 'all' } }),
        half('no-term', { source, stack: { combines: 'all' } }),
      ]),
    );
    expect(instruments.map(({ id, tier, doubts }) => [id, tier, doubts])).toEqual([
      ['in-force', 'likely', ['unverified']],
      ['ceiling', 'possible', ['at-most', 'unverified']],
      ['no-term', 'possible', ['validity-unknown', 'unverified']],
    ]);
    expect(funding?.certain).toMatchObject({ total: '0', own: '4000', instruments: [] });
    expect(funding?.likely).toMatchObject({ total: '2000', own: '2000' });
    expect(funding?.possible).toMatchObject({ total: '6000', own: '0' });
  });

  it('the sums hold no loan and no service, and show a loan without published terms as unknown', () => {
    const loan = half('l', {
      type: 'loan',
      amount: null,
      terms: { annualPercent: null, months: null, repayment: null },
    });
    const { funding, instruments } = fund(townOf([loan, half('s', { type: 'service', amount: 900 })]));
    expect(funding).toMatchObject({
      likely: { total: '0', own: '4000', instruments: [] },
      loans: ['l'],
      services: ['s'],
    });
    expect(instruments[0]?.loan).toEqual({ currency: 'CNY', unpublished: ['annualPercent', 'months', 'repayment'] });
  });

  it('the sums hold no loan even with known terms: its principal is its amount, stated or by its rule', () => {
    const terms = { annualPercent: 6, months: 1, repayment: 'at-end' } as const;
    const loans = [half('rule', { type: 'loan', terms }), half('stated', { type: 'loan', amount: 900, terms })];
    const { funding, instruments } = fund(townOf(loans));
    expect(funding?.likely).toMatchObject({ total: '0', own: '4000' });
    expect(instruments.map(({ loan }) => loan)).toMatchObject([
      { principal: '2000', last: '2010', years: [{ interest: '10' }] },
      { principal: '900', last: '904.5', years: [{ interest: '4.5' }] },
    ]);
  });

  it('the sums respect a ceiling on the cost of all measures, and one on the cost of each', () => {
    // Half of 4000 is 2000. Of the software's 1000 at most half comes to it: a third or so of what covers both goes there.
    const both = [
      half('a', { stack: { combines: 'all' } }),
      half('b', { covers: ['software'], amount: { sum: { cost: 1 } } }),
    ];
    const total = fund(townOf(both, { ceilings: [{ id: 'top', share: 0.5 }] })).funding;
    expect(total?.likely).toMatchObject({ total: '2000', own: '2000', limits: ['top'] });
    const each = fund(townOf(both, { ceilings: [{ id: 'each', share: 0.6, per: 'measure' }] })).funding;
    // y_a / 4 + y_b <= 600 and 3 y_a / 4 <= 1800: y_a = 2000 leaves y_b = 100.
    expect(each?.likely?.total).toBe('2100');
  });

  it('the sums respect a group’s shared cap and its number of instruments', () => {
    const join = (id: string, money: number) => half(id, { amount: money, stack: { groups: ['city'] } });
    const instruments = [join('a', 700), join('b', 600), join('c', 500)];
    const beside = half('d', { amount: 400, stack: { combines: 'all' } });
    const capped = fund(townOf(instruments, { groups: [{ id: 'city', cap: { sum: { cost: 0.25 } } }] })).funding;
    expect(capped?.likely).toMatchObject({ total: '1000', limits: ['city'] });
    // What joins no group is held by the cap of none.
    const more = fund(townOf([...instruments, beside], { groups: [{ id: 'city', cap: { sum: { cost: 0.25 } } }] }));
    expect(more.funding?.likely).toMatchObject({ total: '1400', own: '2600', limits: ['city'] });
    const counted = fund(townOf(instruments, { groups: [{ id: 'city', most: 2 }] })).funding;
    expect(counted?.likely?.total).toBe('1300');
    expect(counted).not.toHaveProperty('possible');
  });

  it('the sums leave out amounts in other currencies', () => {
    const abroad = [half('e', { amount: 900000 }), half('s', { amount: { sum: { cost: 0.5 }, cap: 300 } })];
    const { funding, instruments } = fund({
      ...townOf([half('a')]),
      policies: [
        policyOf({ id: 'abroad', currency: 'EUR', instruments: abroad }),
        policyOf({ instruments: [half('a')] }),
      ],
    });
    expect(funding).toMatchObject({ currency: 'CNY', likely: { total: '2000' }, otherCurrency: ['e', 's'] });
    // Where no measure has a cost, the first instrument says which currency it is about.
    const without = { policies: [policyOf({ id: 'abroad', currency: 'EUR', instruments: abroad })], steps: [{}] };
    expect(fund(without).funding).toMatchObject({ currency: 'EUR', withoutCost: ['step-1'] });
    // Half of a cost in yuan is no sum of euros.
    const share = instruments.find(({ id }) => id === 's')?.amount;
    expect(share).toMatchObject({ state: 'open', highest: '300', currency: 'EUR' });
  });
});

describe('an amount', () => {
  const ranged = (estimate: Workshop['estimate']): Workshop => ({
    policies: [policyOf({ instruments: [half('a', { amount: { sum: { cost: 0.1 } } })] })],
    steps: [{ cost: ['1000', '2000.50'] }],
    estimate,
  });

  it.each([
    ['low', '100'],
    ['mid', '150.025'],
    ['high', '200.05'],
  ] as const)('an amount is worked out from the %s estimate', (estimate, value) => {
    expect(amountOf(ranged(estimate), 'a')?.value).toBe(value);
  });

  it('an amount is rounded only if its rule says so', () => {
    const third: Instrument['amount'] = { sum: { cost: 1 }, to: 1, best: 3 };
    expect(amountOf(townOf([half('a', { amount: third })]), 'a')?.value).toBe('4000/3');
    expect(
      amountOf(townOf([half('a', { amount: { ...third, round: { decimals: 2, mode: 'down' } } })]), 'a')?.value,
    ).toBe('1333.33');
  });

  it('an amount is open if a covered measure has no stated cost, unless the cap settles it', () => {
    const steps = [{ cost: '1000' }, {}];
    const open = { policies: [policyOf({ instruments: [half('a')] })], steps };
    expect(amountOf(open, 'a')).toMatchObject({ state: 'open', lowest: '500', without: ['step-2'] });
    const capped = {
      policies: [policyOf({ instruments: [half('a', { amount: { sum: { cost: 0.5 }, cap: 400 } })] })],
      steps,
    };
    expect(amountOf(capped, 'a')).toMatchObject({ state: 'settled', value: '400' });
  });

  it('an open amount names the facts that would settle it', () => {
    const facts = [{ id: 'suppliers', type: 'integer' as const, minimum: 0 }];
    const found = amountOf(townOf([half('a', { amount: { sum: { suppliers: 100 } } })], { facts }), 'a');
    expect(found).toMatchObject({ state: 'open', clarify: ['suppliers'] });
  });

  it('an amount can be based on the number of covered measures, or on percentages of the outstanding debt', () => {
    const each = half('a', { covers: ['software'], amount: { sum: { coveredMeasures: 250 } } });
    expect(amountOf(townOf([each]), 'a')?.value).toBe('250');
    // 2,400,000 in 24 parts: mean debt 2,400,000 - 100,000 x 5.5 = 1,850,000, then 650,000; 1.5 % of both is 37,500.
    const points = half('a', {
      type: 'interest-subsidy',
      amount: { sum: { outstanding: [0.015, 0.015] } },
      terms: { principal: 2400000, annualPercent: 3, months: 24, repayment: 'equal-principal' },
    });
    expect(amountOf(townOf([points]), 'a')?.value).toBe('37500');
    // A third year, in which nothing is owed any more, is no part of how it came about.
    const longer = half('a', { ...points, amount: { sum: { outstanding: [0.015, 0.015, 0.015] } } });
    const { value, arithmetic } = amountOf(townOf([longer]), 'a') ?? {};
    expect(value).toBe('37500');
    expect(arithmetic?.parts?.map(({ name }) => name)).toEqual(['outstanding/1', 'outstanding/2']);
  });

  it('the amount of an interest subsidy is not the principal of its loan', () => {
    const terms = { annualPercent: 3, months: 24, repayment: 'annuity' } as const;
    const { instruments } = fund(townOf([half('a', { type: 'interest-subsidy', terms })]));
    expect(instruments[0]?.amount?.value).toBe('2000');
    expect(instruments[0]?.loan).toEqual({ currency: 'CNY', annualPercent: '3', months: 24, repayment: 'annuity' });
  });

  it('an amount is illustrative if any cost that it reads is illustrative', () => {
    const steps = [
      { cost: '1000', tags: ['software'], illustrative: true },
      { cost: '3000', tags: ['equipment'] },
    ];
    const read = (covers: string, amount: Instrument['amount']) =>
      fund({ policies: [policyOf({ instruments: [half('a', { covers: [covers], amount })] })], steps });
    const share = { sum: { cost: 0.5 } };
    const found = [read('software', share), read('equipment', share), read('software', 100)];
    expect(found.map(({ instruments }) => instruments[0]?.amount?.illustrative)).toEqual([true, undefined, undefined]);
    expect(found.map(({ funding }) => funding?.illustrative)).toEqual([true, true, true]);
  });

  it('an amount is shown with its calculation, down to the figures that it is calculated from', () => {
    const { arithmetic } = amountOf(townOf([half('a', { amount: { sum: { cost: 0.5 }, cap: 1500 } })]), 'a') ?? {};
    expect(arithmetic).toEqual({
      op: 'cap',
      value: '1500',
      parts: [
        { op: 'sum', value: '2000', parts: [{ op: 'read', name: 'cost', value: '4000', weight: '0.5' }] },
        { op: 'constant', value: '1500' },
      ],
    });
    // What belongs to the pack is a figure like another: how a level comes about is explained there.
    const { arithmetic: ofLevel } = amountOf(townOf([half('a', { amount: { sum: { level: 100 } } })]), 'a') ?? {};
    expect(ofLevel).toEqual({
      op: 'sum',
      value: '200',
      parts: [{ op: 'read', name: 'level', value: '2', weight: '100' }],
    });
  });
});

it('an instrument is refused after its last day to apply', () => {
  const workshop = townOf([half('a', { apply: { to: '2026-03-31' } })]);
  expect(fund({ ...workshop, asOf: '2026-03-31' }).instruments[0]?.verdict).toBe('eligible');
  expect(fund({ ...workshop, asOf: '2026-04-01' }).instruments[0]).toMatchObject({
    verdict: 'refused',
    reasons: [{ kind: 'too-late', date: '2026-03-31' }],
  });
});

describe('the result under another pack', () => {
  const name = 'smart-manufacturing.level';
  const workshop = townOf([half('a', { when: { [name]: { minimum: 2 } } })], { results: [{ id: name }] });
  const under = (pack: string, level: number | null) =>
    ({ pack: { id: pack }, result: { level: { value: level }, scores: {} } }) as unknown as Assessment;
  const stated = (assessments: readonly Assessment[]) => addOtherResults(new Map(), [name], assessments).get(name);

  it('a result under another pack is open without an assessment, so that what depends on it is to be clarified', () => {
    expect(fund(workshop).instruments[0]).toMatchObject({ verdict: 'undecided', clarify: [name] });
    expect(stated([under('other', 3)])).toBeUndefined();
  });

  it('a fact from another pack’s result uses the newest assessment; an unreached level is not applicable', () => {
    const entry = stated([under('smart-manufacturing', 1), under('smart-manufacturing', 3), under('other', 4)]);
    expect(entry).toMatchObject({ state: 'answered', value: { n: 3n, d: 1n } });
    expect(stated([under('smart-manufacturing', null)])).toEqual({ state: 'notApplicable' });
  });

  it('a known result under another pack decides an instrument’s conditions and tiers', () => {
    const tracks = [
      {
        id: 'integrated',
        title: 'Integrated',
        tiers: [
          { id: 'basic', title: 'Basic', when: { [name]: { minimum: 2 } } },
          { id: 'excellent', title: 'Excellent', when: { [name]: { minimum: 3 } } },
        ],
      },
    ];
    const policies = [policyOf({ tracks, instruments: workshop.policies[0]?.instruments, results: [{ id: name }] })];
    const found = fund({ ...workshop, policies, facts: { [name]: 2 } });
    expect(found.instruments[0]?.verdict).toBe('eligible');
    expect(found.tiers).toMatchObject([
      { id: 'basic', truth: 'holds' },
      { id: 'excellent', truth: 'fails', unmet: [{ name, needs: 3, has: 2 }] },
    ]);
  });
});

describe('a grant on record', () => {
  const event = (number: number, state: 'applied' | 'granted' | 'paid', amount?: number): InstrumentRecord => ({
    number,
    recordedAt: '2026-06-01T00:00:00Z',
    instrument: 'a',
    policy: 'town',
    state,
    on: `2026-05-0${number}`,
    ...(amount === undefined ? {} : { amount: { amount, currency: 'CNY' } }),
  });
  const town = (records: readonly InstrumentRecord[], more: Partial<Instrument> = {}): Workshop => ({
    ...townOf([half('a', more), half('b', { amount: 700 })]),
    records,
  });
  const ownsOf = (workshop: Workshop) => {
    const { funding } = fund(workshop);
    return [funding?.certain, funding?.likely, funding?.possible].map((sum) => sum?.own);
  };

  it('a recorded grant counts as certain with the granted amount, not the rule’s', () => {
    const { instruments, funding } = fund(town([event(1, 'applied', 2000), event(2, 'granted', 1500)]));
    expect(instruments.map(({ id, tier }) => [id, tier])).toEqual([
      ['a', 'certain'],
      ['b', 'likely'],
    ]);
    expect(funding?.certain).toMatchObject({ total: '1500', own: '2500', instruments: [{ id: 'a', money: '1500' }] });
    // No source says whether b may be had beside it.
    expect(funding?.likely).toMatchObject({ total: '1500', own: '2500' });
    expect(funding?.possible).toMatchObject({ total: '2200', own: '1800' });
  });

  it('a recorded grant stays certain even if the instrument has ended', () => {
    const over = { valid: { to: '2026-05-31' } };
    const { instruments, funding } = fund(town([event(1, 'granted', 1500)], over));
    expect(instruments[0]).toMatchObject({ verdict: 'refused', tier: 'certain' });
    expect(funding?.certain).toMatchObject({ own: '2500' });
  });

  it('a grant paid out is not counted again, since it was for earlier measures', () => {
    const paid = town([event(1, 'granted', 1500), event(2, 'paid', 1500)]);
    expect(ownsOf(paid)).toEqual(['4000', '3300', undefined]);
    expect(fund(paid).instruments[0]).toMatchObject({ tier: 'possible', doubts: ['granted-before'] });
    // It is applied for again.
    expect(ownsOf(town([event(1, 'granted', 1500), event(2, 'paid', 1500), event(3, 'applied', 900)]))).toEqual([
      '4000',
      '2000',
      '1300',
    ]);
    // Half of it paid in advance: all of it is still for this plan.
    expect(ownsOf(town([event(1, 'granted', 1500), event(2, 'paid', 700)]))).toEqual(['2500', '2500', '1800']);
    const second = [event(1, 'granted', 1500), event(2, 'paid', 1500), event(3, 'granted', 400)];
    expect(ownsOf(town(second))[0]).toBe('3600');
  });

  it('a grant for measures done since is not subtracted from the cost of the others', () => {
    const measure = (number: number, id: string, state: 'started' | 'done', on: string) =>
      ({ number, recordedAt: '2026-06-01T00:00:00Z', measure: id, state, on }) as MeasureRecord;
    const granted = event(3, 'granted', 1500);
    const ownWith = (records: readonly MeasureRecord[]) =>
      ownsOf({ ...town([granted]), records: [granted, ...records] })[0];
    // The first step costs 1,000 and is done; the second costs 3,000.
    expect(ownWith([measure(4, 'step-1', 'done', '2026-05-20')])).toBe('3000');
    // The grant came after that, so that is for what follows.
    expect(ownWith([measure(4, 'step-1', 'done', '2026-05-01')])).toBe('1500');
    // The grant is for a second step, which is under way, as well.
    const both = [measure(4, 'step-1', 'done', '2026-05-20'), measure(5, 'step-2', 'started', '2026-05-21')];
    expect(ownWith(both)).toBe('1500');
  });

  it('a recorded grant without an amount is certain, but adds nothing to the certain sum', () => {
    const { instruments } = fund(town([event(1, 'granted')]));
    expect(instruments[0]?.tier).toBe('certain');
    expect(ownsOf(town([event(1, 'granted')]))).toEqual(['4000', '2000', '1300']);
  });

  it('a recorded grant does not count for a plan without a measure that the grant covers', () => {
    expect(ownsOf(town([event(1, 'granted', 1500)], { covers: ['training'] }))[0]).toBe('4000');
  });

  it('a recorded grant counts against limits shared with other instruments, and is never reduced', () => {
    const workshop = town([event(1, 'granted', 1500)], { stack: { groups: ['city'] } });
    const [policy] = workshop.policies as [Policy];
    const [a, b] = policy.instruments as [Instrument, Instrument];
    const limited = (cap: number) =>
      ownsOf({
        ...workshop,
        policies: [
          {
            ...policy,
            groups: [{ id: 'city', cap }],
            instruments: [a, { ...b, stack: { groups: ['city'] } }],
          } as Policy,
        ],
      });
    expect(limited(2000)).toEqual(['2500', '2000', undefined]);
    expect(limited(1000)).toEqual(['2500', '2500', undefined]);
  });
});

describe('an instrument that ends before the plan is ready', () => {
  // One after the other: the first step takes until 29 August, the second until 29 November 2026.
  const town = (instrument: Partial<Instrument>): Workshop => ({
    ...townOf([half('a', instrument)]),
    steps: [
      { cost: '1000', tags: ['software'], months: 2 },
      { cost: '3000', tags: ['equipment'], months: 3 },
    ],
  });
  const after = { level: { minimum: 2 } };
  const judge = (instrument: Partial<Instrument>) => fund(town(instrument)).instruments[0];

  it('an instrument that ends before the plan is done is refused, and both days are stated', () => {
    const outOfTime = { kind: 'out-of-time', date: '2026-11-28', done: '2026-11-29' };
    expect(judge({ after, valid: { to: '2026-11-28' } })).toMatchObject({ verdict: 'refused', reasons: [outOfTime] });
    expect(judge({ after, apply: { to: '2026-11-28' } })).toMatchObject({ verdict: 'refused', reasons: [outOfTime] });
    expect(judge({ after, valid: { to: '2026-11-29' } })).toMatchObject({ verdict: 'eligible', tier: 'likely' });
    const { funding } = fund(town({ after, valid: { to: '2026-11-28' } }));
    expect(funding?.likely).toMatchObject({ total: '0', own: '4000' });
    expect(funding).not.toHaveProperty('possible');
  });

  it('an instrument that ends early is in time if its requirements are already met, or if it has none', () => {
    expect(judge({ after: { maturity: { maximum: 4 } }, valid: { to: '2026-07-01' } })?.verdict).toBe('eligible');
    expect(judge({ valid: { to: '2026-07-01' } })?.verdict).toBe('eligible');
  });

  it('a voucher pays only for measures finished while it can be used', () => {
    const voucher = { type: 'voucher' } as const;
    const total = (instrument: Partial<Instrument>) => fund(town(instrument)).funding?.likely?.total;
    expect(total({ ...voucher, valid: { to: '2026-08-29' } })).toBe('500');
    expect(total({ ...voucher, useBy: '2026-08-29' })).toBe('500');
    expect(total({ ...voucher, valid: { to: '2026-08-29' }, useBy: '2026-12-31' })).toBe('2000');
    expect(total({ useBy: '2026-08-29' })).toBe('500');
    expect(judge({ ...voucher, valid: { to: '2026-08-28' } })).toMatchObject({
      verdict: 'refused',
      reasons: [{ kind: 'out-of-time', date: '2026-08-28', done: '2026-08-29' }],
    });
    expect(judge({ ...voucher, otherCosts: true, valid: { to: '2026-08-28' } })?.verdict).toBe('eligible');
  });

  it('if an instrument ends too early, the search and the policy state the same own share', () => {
    for (const instrument of [{ after, valid: { to: '2026-11-28' } }, { useBy: '2026-08-29' }]) {
      const basis = basisOf(town(instrument));
      const own = fund(town(instrument)).funding?.likely?.own;
      expect(formatExactMoney(ownShareFor(basis)(basis.measures))).toBe(own);
    }
  });
});

it('the own share that the search computes for a set of measures equals the one that the policy states', () => {
  const workshop = townOf([
    half('a'),
    half('b', { amount: { sum: { cost: 0.125 } }, after: { level: { minimum: 2 } } }),
  ]);
  const basis = basisOf(workshop);
  const ownShare = ownShareFor(basis);
  expect(formatExactMoney(ownShare(basis.measures))).toBe(fund(workshop).funding?.likely?.own);
  // Without the last step the level is not reached, and half of 1000 is left.
  expect(toNumber(ownShare(basis.measures.slice(0, 1)))).toBe(500);
  expect(ownShare([])).toEqual({ n: 0n, d: 1n });
});

it('a policy file that uses every funding key is read, with numbers in any notation', async () => {
  const file = path.join(import.meta.dirname, 'policies', 'everything.yaml');
  const { policies, problems } = await loadPolicy(worldIn(import.meta.dirname), file);
  expect(problems).toEqual([]);
  const { funding } = fund({ policies: (policies ?? []).map(({ document }) => document), steps: [{ cost: '1000' }] });
  expect(funding?.likely).toMatchObject({ total: '300', limits: ['city'] });
});
