import { describe, expect, test } from 'vitest';
import type { Measures, PriorityDue } from '../../src/model/generated/types.ts';
import { prepareWith } from './bundled-packs.ts';
import { LOWEST, preparePack, readJoinery, readSheet, recommendFor } from './joinery-pack.ts';
import { solver } from './load-test-solver.ts';

const joinery = readJoinery();

/** What is due by a plan of the joinery with a gap that is due on these days. */
function dueWith(due: PriorityDue | PriorityDue[], facts: Readonly<Record<string, unknown>>) {
  const gap = { id: 'duty', title: 'Duty', text: 'A duty.', when: { quality: { maximum: 0 } }, due };
  const measures = { ...joinery.measures, priorities: [gap] } as Measures;
  const pack = preparePack({ ...joinery, measures });
  const given = { solver, priorities: pack.priorities };
  return recommendFor(pack, readSheet(pack, LOWEST, facts), undefined, '2026-06-30', given).due;
}

describe('a date of a law that holds for some enterprises', () => {
  const large: PriorityDue = { date: '2026-12-31', when: { employees: { exclusiveMinimum: 10 } }, demandedBy: 'law' };
  const other: PriorityDue = { date: '2027-12-31', demandedBy: 'law' };

  test('of several legal dates, the first one whose condition holds counts', () => {
    expect(dueWith([large, other], { employees: 20 })).toMatchObject([
      { id: 'duty', date: '2026-12-31', demandedBy: 'law' },
    ]);
    expect(dueWith([large, other], { employees: 5 })).toMatchObject([{ id: 'duty', date: '2027-12-31' }]);
    expect(dueWith([other, large], { employees: 20 })).toMatchObject([{ id: 'duty', date: '2027-12-31' }]);
  });

  test('while it is open which legal date holds, the earliest possible one counts, and the fact to find out is named', () => {
    expect(dueWith([large, other], {})).toMatchObject([{ date: '2026-12-31', clarify: ['employees'] }]);
    expect(dueWith([{ ...large, date: '2028-12-31' }, other], {})).toMatchObject([
      { date: '2027-12-31', clarify: ['employees'] },
    ]);
    expect(dueWith([large], {})).toBeUndefined();
  });

  test('nothing is due if no condition of a legal date holds; a single date may be stated without a list', () => {
    expect(dueWith([large], { employees: 5 })).toBeUndefined();
    expect(dueWith(large, { employees: 5 })).toBeUndefined();
    expect(dueWith(large, { employees: 20 })).toMatchObject([{ date: '2026-12-31' }]);
  });
});

// § 27 (38) UStG: whoever had more than 800,000 EUR of turnover in 2026 issues e-invoices from 2027, all others from 2028.
describe('the German duty to issue e-invoices, by the quick scan', () => {
  const pack = prepareWith('germany.yaml', 'quick-scan');
  const dueFor = (facts: Readonly<Record<string, unknown>>, partners = 1, finance = 1) => {
    const questions = pack.plan.inputs.filter(({ role }) => role === 'question');
    const answers = { ...Object.fromEntries(questions.map(({ name }) => [name, 1])), partners, finance };
    const firm = { registration: 'HRB 100011 Stuttgart', name: 'x', employees: 14, ...facts };
    const given = { solver, priorities: pack.priorities };
    return recommendFor(pack, readSheet(pack, answers, firm), undefined, '2026-06-30', given).due ?? [];
  };

  test.each([
    ['industry', 800_000.01, '2026-12-31'],
    ['industry', 800_000, '2027-12-31'],
    ['wholesale', 5_000_000, '2026-12-31'],
    ['transport', 300_000, '2027-12-31'],
    ['construction', 900_000, '2026-12-31'],
    ['rental', 4_200_000, '2026-12-31'],
    ['professional', 400_000, '2027-12-31'],
  ])('an enterprise in %s with a turnover of %d must issue e-invoices by %s', (sector, revenue, date) => {
    expect(dueFor({ country: 'DE', sector, revenue, ...(sector === 'industry' ? { food: false } : {}) })).toMatchObject(
      [{ id: 'invoices-by-hand', date, demandedBy: 'law', state: 'met' }],
    );
  });

  test.each(['finance', 'health', 'education', 'property', 'retail', 'hospitality', 'other'])(
    'no e-invoice is due from the sector %s, which is mostly exempt from VAT or sells to consumers',
    (sector) => {
      expect(dueFor({ country: 'DE', sector, revenue: 900_000 })).toEqual([]);
    },
  );

  test('outside Germany there is no duty to issue e-invoices; inside, an enterprise that already does has met it', () => {
    expect(dueFor({ country: 'AT', sector: 'construction', revenue: 900_000 })).toEqual([]);
    expect(dueFor({ country: 'DE', sector: 'construction', revenue: 900_000 }, 2)).toEqual([]);
  });

  test('whoever writes invoices by hand has the duty, however data go to partners; software for the books meets it', () => {
    for (const partners of [2, 3])
      expect(dueFor({ country: 'DE', sector: 'construction', revenue: 900_000 }, partners, 0)).toMatchObject([
        { id: 'invoices-by-hand', date: '2026-12-31', demandedBy: 'law', state: 'met', by: ['finance-cloud'] },
      ]);
    expect(dueFor({ country: 'AT', sector: 'construction', revenue: 900_000 }, 2, 0)).toEqual([]);
    expect(dueFor({ country: 'DE', sector: 'retail', revenue: 900_000 }, 2, 0)).toEqual([]);
  });

  test('without a turnover, the earlier date for e-invoices counts, and the plan asks for the turnover', () => {
    expect(dueFor({ country: 'DE', sector: 'construction' })).toMatchObject([
      { date: '2026-12-31', clarify: ['revenue'] },
    ]);
  });
});

test('no text of a bundled catalogue states dates of a German law outside of a due date', () => {
  for (const id of ['quick-scan', 'digital-intensity', 'smart-manufacturing']) {
    const { measures } = prepareWith('unfunded.yaml', id);
    const texts = JSON.stringify(measures.map(({ definition }) => definition));
    expect(texts, id).not.toMatch(/Germany|Deutschland|德国|UStG|GoBD/);
  }
});
