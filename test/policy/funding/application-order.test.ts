import { describe, expect, it } from 'vitest';
import type { FollowUp, Instrument, JudgedInstrument } from '../../../src/model/generated/types.ts';
import { findRecordDoubts, isRecordEvent } from '../../../src/policy/follow-up-records.ts';
import { planCalendar } from '../../../src/policy/funding/funding-calendar.ts';
import { schedulePlan } from '../../../src/policy/plan-schedule.ts';
import type { RecommendInput } from '../../../src/policy/recommend-input.ts';
import { recommend } from '../../../src/policy/recommendation.ts';
import { basisOf, fund, policyOf, type Workshop } from './workshop-funding.ts';

const grant = (more: Partial<Instrument> = {}) =>
  ({
    id: 'grant',
    title: 'Grant',
    type: 'subsidy',
    amount: { sum: { cost: 0.5 } },
    applyBefore: 'start',
    ...more,
  }) as Instrument;

// From 30 June 2026: the first step takes two months and is software; the second takes three, after it.
const town = (instruments: readonly Instrument[], more: Partial<Workshop> = {}): Workshop => ({
  policies: [policyOf({ instruments })],
  steps: [
    { id: 'first', cost: '1000', months: 2, tags: ['software'] },
    { id: 'second', cost: '3000', months: 3 },
  ],
  ...more,
});

const planOf = (workshop: Workshop) => recommend({ ...basisOf(workshop), roadmap: true });
const judgedOf = (workshop: Workshop): JudgedInstrument => fund(workshop).instruments[0] as JudgedInstrument;
const startsOf = (workshop: Workshop) =>
  Object.fromEntries(
    (planOf(workshop).roadmap?.phases ?? []).flatMap(({ measures }) => measures.map(({ id, start }) => [id, start])),
  );
const noted = (number: number, event: object) =>
  ({ number, recordedAt: '2026-06-30T08:00:00Z', ...event }) as unknown as FollowUp;
const started = (on: string) => noted(1, { measure: 'first', state: 'started', on });
const applied = (on: string) => noted(2, { instrument: 'grant', policy: 'town', state: 'applied', on });

describe('an instrument to apply for before measures start', () => {
  it('an instrument to apply for first names the measures that must not start before the application', () => {
    expect(judgedOf(town([grant()])).applyFirst).toEqual({
      before: 'start',
      measures: ['first', 'second'],
      by: '2026-06-30',
    });
    expect(judgedOf(town([grant({ covers: ['software'], applyBefore: 'contract' })])).applyFirst).toEqual({
      before: 'contract',
      measures: ['first'],
      by: '2026-06-30',
    });
    // It pays for other work than the measures.
    expect(judgedOf(town([grant({ otherCosts: true, amount: 700 })])).applyFirst).toEqual({
      before: 'start',
      measures: [],
    });
    const { applyBefore, ...plain } = grant();
    expect(judgedOf(town([plain]))).not.toHaveProperty('applyFirst');
    expect(judgedOf(town([grant({ valid: { to: '2026-06-29' } })]))).not.toHaveProperty('applyFirst');
  });

  it('measures wait until applications for their funding are open and the office has decided', () => {
    expect(startsOf(town([grant()]))).toEqual({ first: 0, second: 2 });
    expect(startsOf(town([grant({ decisionMonths: 3 })]))).toEqual({ first: 3, second: 5 });
    expect(startsOf(town([grant({ decisionMonths: null })]))).toEqual({ first: 0, second: 2 });
    // Applications open after one month.
    expect(startsOf(town([grant({ apply: { from: '2026-07-30' } })]))).toEqual({ first: 1, second: 3 });
    // What is signed or invoiced after the decision begins after it as well.
    for (const applyBefore of ['contract', 'invoice'] as const)
      expect(startsOf(town([grant({ applyBefore, decisionMonths: 3 })]))).toEqual({ first: 3, second: 5 });
    // Whoever is not eligible does not wait.
    expect(startsOf(town([grant({ decisionMonths: 3, when: { done0: { const: 'true' } } })]))).toEqual({
      first: 0,
      second: 2,
    });
  });

  it('measures in a plan without a roadmap wait for their funding as well', () => {
    const plan = fund(town([grant({ decisionMonths: 3 })]));
    expect(schedulePlan(plan).map(({ id, start }) => [id, start])).toEqual([
      ['first', { n: 3n, d: 1n }],
      ['second', { n: 5n, d: 1n }],
    ]);
    expect(plan.instruments[0]?.applyFirst).toEqual({
      before: 'start',
      measures: ['first', 'second'],
      decision: true,
      from: '2026-09-30',
      by: '2026-06-30',
    });
  });

  it('a measure that costs money waits for quotations, then for the decision; one that costs nothing begins at once', () => {
    const steps = [
      { id: 'own', months: 1 },
      { id: 'first', cost: '1000', months: 2 },
      { id: 'second', cost: '3000', months: 3 },
    ];
    const plan = (instruments: readonly Instrument[], records: readonly FollowUp[] = []) =>
      recommend({ ...basisOf(town(instruments, { steps, records, quotationMonths: 1 })), roadmap: true });
    const datesOf = ({ measures }: ReturnType<typeof plan>) =>
      measures.map(({ id, start, end, quotationsBy }) => [id, start, end, quotationsBy]);
    expect(datesOf(plan([]))).toEqual([
      ['own', 0, 1, undefined],
      ['first', 1, 3, '2026-07-29'],
      ['second', 3, 6, '2026-09-29'],
    ]);
    const waiting = plan([grant({ decisionMonths: 3 })]);
    expect(datesOf(waiting)).toEqual([
      ['own', 0, 1, undefined],
      ['first', 4, 6, '2026-07-29'],
      ['second', 6, 9, '2026-07-29'],
    ]);
    expect(waiting.instruments[0]?.applyFirst).toMatchObject({ by: '2026-07-30', from: '2026-10-30' });
    // The quotations for an application on record are there.
    const quoted = plan([grant({ decisionMonths: 3 })], [applied('2026-06-30')]);
    expect(datesOf(quoted)[1]).toEqual(['first', 3, 5, '2026-09-29']);
  });

  it('quotations, application and start follow one another on working days', () => {
    // One month after Friday, 3 July, is a Monday.
    const plan = (more: Partial<Instrument> = {}) =>
      planOf(town([grant(more)], { asOf: '2026-07-03', quotationMonths: 1 }));
    expect(plan().measures[0]).toMatchObject({ start: 1, quotationsBy: '2026-07-30' });
    expect(plan().instruments[0]?.applyFirst).toMatchObject({ by: '2026-07-31' });
    // Applications close before: what they need comes earlier, the work does not.
    const closing = plan({ apply: { to: '2026-07-13' } });
    expect(closing.measures[0]).toMatchObject({ start: 1, quotationsBy: '2026-07-10' });
    expect(closing.instruments[0]?.applyFirst).toMatchObject({ by: '2026-07-13' });
  });

  it('a measure with a due date does not wait for quotations if it would then be late; all others do', () => {
    const due = [{ id: 'first', date: '2026-08-29' }];
    const steps = [
      { id: 'first', cost: '1000', months: 2 },
      { id: 'other', cost: '1000', months: 2 },
      { id: 'last', cost: '3000', months: 3 },
    ];
    const plan = recommend({ ...basisOf(town([], { steps, quotationMonths: 1 })), roadmap: true, due });
    expect(plan.due).toMatchObject([{ id: 'first', state: 'met' }]);
    expect(plan.measures.map(({ id, start, quotationsBy }) => [id, start, quotationsBy])).toEqual([
      ['first', 0, '2026-06-30'],
      ['other', 1, '2026-07-29'],
      ['last', 3, '2026-09-29'],
    ]);
  });

  it('a deadline takes precedence over waiting for funding; the plan names measures that begin too early', () => {
    const due = [{ id: 'second', date: '2026-12-15' }];
    const plan = recommend({ ...basisOf(town([grant({ decisionMonths: 3 })])), roadmap: true, due });
    expect(plan.due).toMatchObject([{ id: 'second', state: 'met', end: '2026-11-29' }]);
    expect(plan.instruments[0]?.applyFirst).toMatchObject({ from: '2026-09-30', early: ['first', 'second'] });
  });

  it('measures do not wait once funding is applied for or granted, unless a decision is needed', () => {
    const granted = noted(3, { instrument: 'grant', policy: 'town', state: 'granted', on: '2026-06-20' });
    expect(judgedOf(town([grant()], { records: [applied('2026-06-01')] }))).not.toHaveProperty('applyFirst');
    expect(judgedOf(town([grant({ decisionMonths: 3 })], { records: [granted] }))).not.toHaveProperty('applyFirst');
    const waiting = town([grant({ decisionMonths: 3 })], { records: [applied('2026-05-30')] });
    expect(judgedOf(waiting).applyFirst).toMatchObject({ applied: '2026-05-30', from: '2026-08-30' });
    expect(startsOf(waiting)).toEqual({ first: 2, second: 4 });
  });

  it('funding already paid out needs no application, delays nothing, and raises no warning about measures begun since', () => {
    const moneyOf = (number: number, state: string, on: string) =>
      noted(number, { instrument: 'grant', policy: 'town', state, on, amount: { amount: 500, currency: 'CNY' } });
    const had = [applied('2026-01-10'), moneyOf(3, 'granted', '2026-02-10'), moneyOf(4, 'paid', '2026-06-01')];
    const paid = town([grant({ decisionMonths: 3 })], { records: [...had, started('2026-03-01')] });
    expect(judgedOf(paid)).toMatchObject({ tier: 'possible', doubts: ['granted-before'] });
    expect(judgedOf(paid)).not.toHaveProperty('applyFirst');
    // A month is left of what began long ago.
    expect(startsOf(paid)).toEqual({ first: 0, second: 1 });
    // What is applied for again is awaited again.
    const again = noted(5, { instrument: 'grant', policy: 'town', state: 'applied', on: '2026-06-20' });
    expect(judgedOf(town([grant({ decisionMonths: 3 })], { records: [...had, again] })).applyFirst).toMatchObject({
      applied: '2026-06-20',
    });
  });

  it('funding counts only as possible if a measure was started before the application', () => {
    const begun = judgedOf(town([grant()], { records: [started('2026-06-10')] }));
    expect(begun).toMatchObject({ tier: 'possible', doubts: ['begun'], applyFirst: { begun: ['first'] } });
    expect(judgedOf(town([grant()], { records: [started('2026-06-10'), applied('2026-06-12')] }))).toMatchObject({
      tier: 'possible',
      doubts: ['begun'],
    });
    const inOrder = judgedOf(town([grant()], { records: [started('2026-06-10'), applied('2026-06-10')] }));
    expect(inOrder.tier).toBe('likely');
    expect(inOrder).not.toHaveProperty('doubts');
  });

  it('what began before the application is left out of what is paid for, and the rest stays', () => {
    // Half of the second measure's 3000; the contracts of the first one are signed.
    const begun = town([grant({ applyBefore: 'contract' })], { records: [started('2026-06-10')] });
    expect(judgedOf(begun)).toMatchObject({
      tier: 'likely',
      covers: ['second'],
      amount: { state: 'settled', value: '1500' },
      applyFirst: { measures: ['second'], begun: ['first'] },
    });
    expect(judgedOf(begun)).not.toHaveProperty('doubts');
    expect(fund(begun).funding?.likely).toMatchObject({ total: '1500', own: '2500' });
    expect(judgedOf(town([grant()], { records: [started('2026-06-10')] })).amount).toMatchObject({ value: '1500' });
    // What began after the application is paid for, and so is what was granted.
    const inOrder = [started('2026-06-10'), applied('2026-06-10')];
    expect(judgedOf(town([grant({ applyBefore: 'contract' })], { records: inOrder }))).toMatchObject({
      covers: ['first', 'second'],
      amount: { value: '2000' },
    });
    const granted = noted(3, { instrument: 'grant', policy: 'town', state: 'granted', on: '2026-06-20' });
    expect(judgedOf(town([grant()], { records: [started('2026-06-10'), granted] })).covers).toEqual([
      'first',
      'second',
    ]);
    // An invoice comes once the work is done.
    expect(judgedOf(town([grant({ applyBefore: 'invoice' })], { records: [started('2026-06-10')] })).covers).toEqual([
      'first',
      'second',
    ]);
    // Without the first one, too little is left.
    const [reason] = judgedOf(town([grant({ minimum: 3500 })], { records: [started('2026-06-10')] })).reasons;
    expect(reason).toMatchObject({ kind: 'below-minimum', missing: '500' });
  });

  it('an instrument is refused if all that it pays for began before the application', () => {
    const software = grant({ covers: ['software'] });
    const refused = judgedOf(town([software], { records: [started('2026-06-10')] }));
    expect(refused).toMatchObject({ verdict: 'refused', reasons: [{ kind: 'begun' }] });
    for (const key of ['tier', 'applyFirst', 'covers']) expect(refused).not.toHaveProperty(key);
    // It pays for other work than the measures.
    const other = grant({ otherCosts: true, amount: 700 });
    expect(judgedOf(town([other], { records: [started('2026-06-10')] })).tier).toBe('likely');
  });

  it('the calendar has the day by which quotations are needed for the measures of each day', () => {
    const workshop = town([grant()], { asOf: '2026-07-03', quotationMonths: 1 });
    const days = planCalendar(planOf(workshop), workshop.policies).filter(({ kind }) => kind === 'quotations');
    expect(days).toEqual([{ kind: 'quotations', date: '2026-07-30', measures: ['first', 'second'] }]);
    // Without an application that needs all of them at once, each measure has its own day.
    const own = town([], { asOf: '2026-07-03', quotationMonths: 1 });
    expect(planCalendar(planOf(own), own.policies).filter(({ kind }) => kind === 'quotations')).toEqual([
      { kind: 'quotations', date: '2026-07-31', measures: ['first'] },
      { kind: 'quotations', date: '2026-10-02', measures: ['second'] },
    ]);
  });

  it('the calendar has the last day to apply before the first measure of an instrument begins', () => {
    const daysOf = (workshop: Workshop): string[] =>
      planCalendar(planOf(workshop), workshop.policies).flatMap((day) =>
        day.kind === 'apply' ? [`${day.date} ${day.instrument} ${day.measures}`] : [],
      );
    expect(daysOf(town([grant()]))).toEqual(['2026-06-30 grant first,second']);
    // Applications open on 30 July, and the decision takes a month: the first step begins on 30 August.
    expect(daysOf(town([grant({ decisionMonths: 1, apply: { from: '2026-07-30' } })]))).toEqual([
      '2026-07-30 grant first,second',
    ]);
    expect(daysOf(town([grant()], { records: [applied('2026-06-01')] }))).toEqual([]);
  });
});

describe('doubts about a record', () => {
  const doubtsOf = (added: readonly FollowUp[], before: readonly FollowUp[] = []) => {
    const plan = fund(town([grant()]));
    const active = [...before, ...added].filter(isRecordEvent);
    return findRecordDoubts(added.filter(isRecordEvent), active, plan, '2026-06-01');
  };

  it('a measure’s start without an earlier application is doubted, whichever of the two is recorded first', () => {
    const doubt = { kind: 'unapplied', event: started('2026-06-10'), before: 'start' };
    expect(doubtsOf([started('2026-06-10')])).toMatchObject([doubt]);
    expect(doubtsOf([applied('2026-06-12')], [started('2026-06-10')])).toMatchObject([doubt]);
    expect(doubtsOf([started('2026-06-10')], [applied('2026-06-09')])).toEqual([]);
    // A start that may cost two instruments is doubted once.
    const two = fund(town([grant(), { ...grant(), id: 'loan' }]));
    const records = [started('2026-06-10')].filter(isRecordEvent);
    expect(findRecordDoubts(records, records, two, '2026-06-01')).toMatchObject([
      { ...doubt, instruments: [{ id: 'grant' }, { id: 'loan' }] },
    ]);
    const other = noted(4, { measure: 'second', state: 'planned', on: '2026-09-01' });
    expect(doubtsOf([other], [started('2026-06-10')])).toEqual([]);
  });
});

describe('a measure that cannot wait for its funding', () => {
  const LAW = { id: 'first', date: '2026-08-31', demandedBy: 'law' } as const;
  const judge = (
    instrument: Instrument,
    due: NonNullable<RecommendInput['due']>,
    { quotationMonths = 1, records = [] }: { quotationMonths?: number; records?: readonly FollowUp[] } = {},
  ): JudgedInstrument | undefined => {
    const basis = basisOf(town([instrument], { records, ...(quotationMonths > 0 ? { quotationMonths } : {}) }));
    return recommend({ ...basis, due }).instruments[0];
  };

  it('is left out of what the instrument pays for if the day of a law comes before the application', () => {
    // Two months that end by 31 August begin before the quotations for an application are there.
    const urgent = judge(grant(), [LAW]);
    expect(urgent).toMatchObject({
      covers: ['second'],
      applyFirst: { measures: ['second'], urgent: ['first'], by: '2026-08-28' },
      amount: { value: '1500' },
    });
    expect(judge(grant(), [{ ...LAW, demandedBy: 'authority' }])?.applyFirst?.urgent).toEqual(['first']);
    expect(judge(grant(), [{ ...LAW, id: 'second', date: '2026-12-31' }])?.applyFirst?.urgent).toBeUndefined();
  });

  it('waits if the day leaves time, if only a customer sets it, or if the application is made', () => {
    const waits = {
      covers: ['first', 'second'],
      applyFirst: { measures: ['first', 'second'] },
      amount: { value: '2000' },
    };
    for (const due of [
      { ...LAW, date: '2026-09-30' },
      { id: 'first', date: '2026-08-31', demandedBy: 'customer' } as const,
    ]) {
      const judged = judge(grant(), [due]);
      expect(judged).toMatchObject(waits);
      expect(judged?.applyFirst).not.toHaveProperty('urgent');
    }
    expect(judge(grant(), [LAW], { quotationMonths: 0 })).toMatchObject(waits);
    expect(judge(grant(), [LAW], { records: [applied('2026-06-30')] })).toMatchObject({ covers: ['first', 'second'] });
    const { applyBefore, ...free } = grant();
    expect(judge(free as Instrument, [LAW])).toMatchObject({ covers: ['first', 'second'] });
  });

  it('waits for no decision of which nobody knows the day, and for a published one only if there is time', () => {
    const late = { ...LAW, date: '2026-12-31' };
    expect(judge(grant({ decisionMonths: 3 }), [late])?.applyFirst?.urgent).toBeUndefined();
    expect(judge(grant({ decisionMonths: 4 }), [late])?.applyFirst?.urgent).toEqual(['first']);
    expect(judge(grant({ decisionMonths: null }), [late])?.applyFirst?.urgent).toEqual(['first']);
  });

  it('makes an instrument useless that pays for nothing else', () => {
    expect(judge(grant({ covers: ['software'] }), [LAW])).toMatchObject({
      verdict: 'refused',
      reasons: [{ kind: 'urgent' }],
    });
  });
});
