import { describe, expect, it } from 'vitest';
import type { Policy } from '../../src/model/generated/types.ts';
import { preparePack, readJoinery, readSheet, recommendFor } from './joinery-pack.ts';

const joinery = preparePack(readJoinery());
const LOWEST = { network: ['none'], erp: 'none', rate: 'low', planning: 0, quality: 0, safety: 0 };
const SMALL = { employees: 20, revenue: 100 };

/** What is said of an instrument, its id and policy apart. */
function judge(id: string, { answers = {}, facts = {}, target = 2, asOf = '2026-06-30' } = {}) {
  const sheet = readSheet(joinery, { ...LOWEST, ...answers }, { ...SMALL, ...facts });
  const found = recommendFor(joinery, sheet, target, asOf).instruments.find((instrument) => instrument.id === id);
  if (!found) throw new Error(`no instrument ${id}`);
  const { id: _id, policy: _policy, tier: _tier, amount: _amount, loan: _loan, ...said } = found;
  return said;
}

describe('an instrument', () => {
  it('an instrument is eligible if every requirement holds, and names the measures it may pay for', () => {
    const covers = ['quality-sheets', 'planning-board', 'lan', 'cloud-erp', 'shop-lan'];
    expect(judge('voucher', { facts: { zone: true } })).toEqual({ verdict: 'eligible', reasons: [], covers });
    // Of those only the ERP carries one of its tags, cloud and software.
    expect(judge('upgrade')).toEqual({
      verdict: 'eligible',
      reasons: [],
      ready: '2026-09-29',
      covers: ['cloud-erp'],
    });
  });

  it('an instrument is refused for every requirement that fails, not only the first', () => {
    const { verdict, reasons } = judge('voucher', { facts: { zone: false, employees: 300, revenue: 2000 } });
    expect(verdict).toBe('refused');
    expect(reasons).toEqual([
      { kind: 'when', unmet: { name: 'zone', keyword: 'const', truth: 'fails', needs: true, has: false } },
      { kind: 'when', unmet: { name: 'size', keyword: 'enum', truth: 'fails', needs: ['small'], has: 'large' } },
    ]);
  });

  it('an instrument is undecided while one of its requirements is, and names the facts to find out', () => {
    const { verdict, reasons, clarify } = judge('voucher', {
      facts: { revenue: { state: 'unknown' }, employees: 300 },
    });
    expect(verdict).toBe('undecided');
    expect(reasons.map(({ unmet }) => [unmet?.name, unmet?.truth])).toEqual([
      ['zone', 'undecided'],
      ['size', 'undecided'],
    ]);
    expect(clarify).toEqual(['revenue', 'zone']);
  });

  it('an instrument is refused as soon as one requirement fails, even if others are open', () => {
    const said = judge('voucher', { facts: { employees: 300, revenue: 2000 } });
    expect(said.verdict).toBe('refused');
    expect(said.reasons.map(({ unmet }) => unmet?.truth)).toEqual(['undecided', 'fails']);
    expect(said).not.toHaveProperty('clarify');
    expect(said).not.toHaveProperty('covers');
  });

  it('an instrument is judged by the state of the enterprise after the measures', () => {
    expect(judge('upgrade', { target: 1 })).toMatchObject({
      verdict: 'refused',
      reasons: [{ kind: 'after', unmet: { name: 'level', keyword: 'minimum', needs: 2, has: 1 } }],
    });
  });

  it('an instrument is undecided if open answers leave the level after the measures open', () => {
    const answers = { planning: { state: 'unknown' }, quality: { state: 'unknown' }, network: { state: 'unknown' } };
    expect(judge('upgrade', { answers, target: 1 })).toMatchObject({
      verdict: 'undecided',
      reasons: [{ kind: 'after', unmet: { name: 'level', truth: 'undecided' } }],
      clarify: ['network', 'planning', 'quality'],
    });
  });

  it.each([
    ['2025-12-31', 'refused', [{ kind: 'not-yet-valid', date: '2026-01-01' }]],
    ['2026-01-01', 'eligible', []],
    // It asks for a level that the plan reaches after three months.
    ['2026-10-01', 'eligible', []],
    ['2026-10-02', 'refused', [{ kind: 'out-of-time', date: '2026-12-31', done: '2027-01-01' }]],
    ['2026-12-31', 'refused', [{ kind: 'out-of-time', date: '2026-12-31', done: '2027-03-30' }]],
    ['2027-01-01', 'refused', [{ kind: 'expired', date: '2026-12-31' }]],
  ])('an instrument is valid from its first day to its last: %s', (asOf, verdict, reasons) => {
    expect(judge('upgrade', { asOf })).toMatchObject({ verdict, reasons });
  });

  it('an instrument is refused if it covers none of the measures, or there are none', () => {
    const nothing = { verdict: 'refused', reasons: [{ kind: 'covers-nothing' }] };
    expect(judge('machine-loan', { target: 1 })).toEqual(nothing);
    expect(judge('machine-loan', { answers: { erp: 'partial' }, target: 1 })).toEqual(nothing);
    expect(judge('machine-loan')).toEqual({ verdict: 'eligible', reasons: [], covers: ['shop-lan'] });
  });

  it('an instrument that is not limited to certain measures needs no measure', () => {
    expect(judge('training', { answers: { erp: 'partial' }, target: 1 })).toEqual({ verdict: 'eligible', reasons: [] });
  });

  it('an instrument’s condition distinguishes a question not asked from one not applicable', () => {
    const documents = readJoinery();
    const [town] = documents.policies as [Policy];
    const facts = [
      { id: 'partner', type: 'boolean' as const },
      { id: 'share', type: 'integer' as const, notApplicable: true, when: { partner: { const: 'true' } } },
    ];
    const award = { id: 'a', title: 'A', type: 'award' as const, when: { share: { minimum: 1 } }, amount: 1 };
    const pack = preparePack({ ...documents, policies: [{ ...town, facts, instruments: [award] }] });
    const reasonsFor = (given: object) => recommendFor(pack, readSheet(pack, {}, { ...given })).instruments[0]?.reasons;
    expect(reasonsFor({ partner: false })).toMatchObject([{ unmet: { name: 'share', has: null, notAsked: true } }]);
    const [reason] = reasonsFor({ partner: true, share: { state: 'notApplicable' } }) ?? [];
    expect(reason?.unmet).toMatchObject({ name: 'share', has: null });
    expect(reason?.unmet).not.toHaveProperty('notAsked');
  });

  it('an instrument refused for its day, its level and its measures gives all three reasons at once', () => {
    const { reasons } = judge('upgrade', { answers: { erp: 'partial' }, target: 1, asOf: '2030-01-01' });
    expect(reasons.map(({ kind }) => kind)).toEqual(['expired', 'after', 'covers-nothing']);
  });

  it('an instrument that pays someone other than the enterprise is left out', () => {
    const { instruments } = recommendFor(joinery, readSheet(joinery, LOWEST, SMALL));
    expect(instruments.map(({ id }) => id)).not.toContain('bank-fee');
  });

  it('an instrument names the policy it belongs to', () => {
    const { instruments } = recommendFor(joinery, readSheet(joinery, LOWEST, SMALL));
    expect(instruments.map(({ policy }) => policy)).toEqual(['town', 'town', 'town', 'national']);
  });
});
