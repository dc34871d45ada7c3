import { describe, expect, it } from 'vitest';
import type { Measures } from '../../src/model/generated/types.ts';
import { createAdviceKeys } from '../../src/policy/state-keys.ts';
import { compileDocuments, preparePack, readJoinery, readSheet, recommendFor } from './joinery-pack.ts';

const LOWEST = { network: ['none'], erp: 'partial', rate: 'low', planning: 0, quality: 0, safety: 0 };

const BY_SIZE = { of: 'employees', steps: { 0: 0.5, 20: 1, 300: 2.5 } };

/** The joinery, with days of own people for its network alone. */
function withEffort(effort: number | Readonly<Record<string, number>>, catalogue: object, measure: object = {}) {
  const documents = readJoinery();
  const measures = documents.measures.measures.map((one) =>
    one.id === 'lan' ? { ...one, roles: ['it'], effort, ...measure } : one,
  );
  const roles = ['it', 'sales'].map((id) => ({ id, title: id }));
  return preparePack({ ...documents, measures: { kind: 'measures', roles, measures, ...catalogue } as Measures });
}

function daysFor(facts: object, ...stated: Parameters<typeof withEffort>) {
  const pack = withEffort(...stated);
  const found = recommendFor(pack, readSheet(pack, LOWEST, { ...facts }), 3, undefined, { roadmap: true });
  return { lan: found.measures.find(({ id }) => id === 'lan')?.effort, all: found.roadmap?.effort };
}

describe('staff days', () => {
  it('staff days are the stated ones if there is no rule', () => {
    expect(daysFor({ employees: 900 }, { it: 12 }, {}).lan).toEqual({ it: 12 });
  });

  it('staff days depend on the enterprise’s size, in whole days, and in multiples of five from 20 up', () => {
    const by = { effortBy: BY_SIZE };
    expect(daysFor({ employees: 12 }, { it: 12, sales: 1 }, by).lan).toEqual({ it: 6, sales: 1 });
    expect(daysFor({ employees: 60 }, { it: 12, sales: 1 }, by).lan).toEqual({ it: 12, sales: 1 });
    expect(daysFor({ employees: 900 }, { it: 13, sales: 5 }, by).lan).toEqual({ it: 35, sales: 13 });
    expect(daysFor({ employees: 900 }, 7, by).lan).toBe(18);
  });

  it('the roadmap’s total of staff days is the sum of the rounded days that it shows', () => {
    const { all } = daysFor({ employees: 900 }, { it: 13, sales: 5 }, { effortBy: BY_SIZE });
    expect(all).toMatchObject({ days: 48, byRole: { it: 35, sales: 13 } });
  });

  it('staff days are the same for every size if the measure says so', () => {
    for (const employees of [5, 60, 900])
      expect(daysFor({ employees }, { it: 12 }, { effortBy: BY_SIZE }, { effortBy: 1 }).lan).toEqual({ it: 12 });
  });

  it('staff days are the stated ones while the size is open', () => {
    expect(daysFor({}, { it: 12 }, { effortBy: BY_SIZE }).lan).toEqual({ it: 12 });
  });

  it('where a role is missing, its days are those of the first stand-in whose condition holds, added to its own', () => {
    const standIns = [
      { role: 'office', when: { employees: { exclusiveMaximum: 5 } } },
      { role: 'sales', when: { employees: { exclusiveMaximum: 20 } } },
    ];
    const roles = [{ id: 'it', title: 'it', standIns }, ...['sales', 'office'].map((id) => ({ id, title: id }))];
    const pack = withEffort({ it: 4, sales: 1 }, { roles });
    const plan = (facts: object) => {
      const { measures } = recommendFor(pack, readSheet(pack, LOWEST, { ...facts }), 3, undefined, { roadmap: true });
      const { roles: who, effort } = measures.find(({ id }) => id === 'lan') ?? {};
      return { who, effort };
    };
    expect(plan({ employees: 3 })).toEqual({ who: ['office'], effort: { office: 4, sales: 1 } });
    expect(plan({ employees: 12 })).toEqual({ who: ['sales'], effort: { sales: 5 } });
    expect(plan({ employees: 60 })).toEqual({ who: ['it'], effort: { it: 4, sales: 1 } });
    expect(plan({})).toEqual({ who: ['it'], effort: { it: 4, sales: 1 } });
    const keyOf = createAdviceKeys({ measures: pack.measures, policy: pack.policy });
    const [small, large] = [12, 60].map((employees) => keyOf(readSheet(pack, LOWEST, { employees })));
    expect(small).not.toBe(large);
    const wrong = [{ id: 'it', title: 'it', standIns: [{ role: 'it', when: { employees: { maximum: 5 } } }] }];
    expect(() => withEffort(1, { roles: wrong })).toThrow(/M203.*standIns/);
  });

  it('enterprises with different staff days have different state keys', () => {
    const pack = withEffort({ it: 12 }, { effortBy: BY_SIZE });
    const keyOf = createAdviceKeys({ measures: pack.measures, policy: pack.policy });
    const [small, large] = [5, 900].map((employees) => keyOf(readSheet(pack, LOWEST, { employees })));
    expect(small).not.toBe(large);
  });

  it('a rule for staff days that reads an unknown name is reported', () => {
    const documents = readJoinery();
    const measures = { ...documents.measures, effortBy: { of: 'headcount', steps: { 0: 1 } } } as unknown as Measures;
    expect(() => preparePack({ ...documents, measures })).toThrow(/M203.*effortBy/);
    expect(compileDocuments(documents).problems).toEqual([]);
  });
});
