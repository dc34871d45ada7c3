import { describe, expect, test } from 'vitest';
import type { Fact, Policy } from '../../src/model/generated/types.ts';
import { compileDocuments, preparePack, readJoinery, readSheet, recommendFor } from './joinery-pack.ts';

const joinery = readJoinery();

function withPolicy(parts: Partial<Policy>) {
  const policy: Policy = { kind: 'policy', id: 'town', version: '1', title: 'Town', currency: 'CNY', ...parts };
  return { ...joinery, policies: [policy] };
}

describe('a result under a pack', () => {
  const results = [{ id: 'joinery.level' }, { id: 'bakery.level' }];

  test('a policy that reads the result of the pack in use gets the score itself', () => {
    const { plan, problems } = compileDocuments(withPolicy({ results }));
    expect(problems).toEqual([]);
    expect(plan.names.get('joinery.level')).toBe(plan.names.get('level'));
    const inputs = plan.inputs.map(({ name }) => name);
    expect(inputs).not.toContain('joinery.level');
    expect(inputs).toContain('bakery.level');
  });

  test('a condition on a pack’s result is judged by the state after the measures, like one on the level', () => {
    const reached = (name: string) => ({ [name]: { minimum: 2 } });
    const instrument = { title: 'Award', type: 'award', amount: null } as const;
    const pack = preparePack(
      withPolicy({
        results,
        instruments: [
          { ...instrument, id: 'own', after: reached('joinery.level') },
          { ...instrument, id: 'same', after: reached('level') },
          { ...instrument, id: 'other', after: reached('bakery.level') },
        ],
      }),
    );
    const answers = { network: ['office'], erp: 'none', rate: 'low', planning: 1, quality: 1, safety: 1 };
    const found = recommendFor(pack, readSheet(pack, answers), 2);
    expect(found.target).toMatchObject({ level: 2, reached: true });
    expect(found.instruments.map(({ id, verdict }) => [id, verdict])).toEqual([
      ['own', 'eligible'],
      ['same', 'eligible'],
      ['other', 'undecided'],
    ]);
  });
});

describe('a fact that the pack asks already', () => {
  const zone = joinery.questionnaire.facts?.find(({ id }) => id === 'zone') as Fact;

  test('a fact that pack and policy ask in the same words is asked once', () => {
    const { plan, problems } = compileDocuments(withPolicy({ facts: [{ ...zone }] }));
    expect(problems).toEqual([]);
    expect(plan.inputs.filter(({ name }) => name === 'zone')).toHaveLength(1);
  });

  test('a fact that pack and policy ask in different words, or that one file asks twice, is refused', () => {
    const codes = (facts: Fact[]) => compileDocuments(withPolicy({ facts })).problems.map(({ code }) => code);
    expect(codes([{ ...zone, text: 'In the zone?' }])).toEqual(['M201']);
    expect(
      codes([
        { id: 'port', type: 'boolean' },
        { id: 'port', type: 'boolean' },
      ]),
    ).toEqual(['M201']);
  });
});

test('a part of an amount may have the same name as a question, but not as a fact that the policy asks for', () => {
  const sum = { quality: { sum: { cost: 0.8 }, cap: 400 }, subsidised: { sum: { cost: 0.1 } } };
  const instruments = [{ id: 'grant', title: 'Grant', type: 'subsidy' as const, amount: { sum } }];
  const prepareWith = (facts: Fact[]) => () => preparePack(withPolicy({ facts, instruments }));
  expect(joinery.questionnaire.sections.flatMap(({ questions }) => questions.map(({ id }) => id))).toContain('quality');
  expect(prepareWith([])).not.toThrow();
  expect(prepareWith([{ id: 'subsidised', type: 'decimal' }])).toThrow('M201');
});
