import { describe, expect, it } from 'vitest';
import type { Measures } from '../../src/model/generated/types.ts';
import { compileMeasures } from '../../src/policy/measures.ts';
import {
  compileDocuments,
  type PreparedPack,
  preparePack,
  readJoinery,
  readSheet,
  recommendFor,
} from './joinery-pack.ts';
import { solver } from './load-test-solver.ts';

type Facts = Readonly<Record<string, unknown>>;

const LOWEST = { network: ['none'], erp: 'partial', rate: 'low', quality: 0, safety: 0 };

const MACHINES = { id: 'machines', unit: 'machines', of: 'saws', otherwise: { sum: { employees: 0.5 } } };

/** As many as there are people, and as many as ten for each machine beyond the first. */
const NETWORK = {
  id: 'network-size',
  otherwise: {
    sum: { employees: 1, further: { weight: 10, sum: { machines: 1, first: { value: -1 } }, floor: 0 } },
  },
};

const BY_MACHINES = { of: 'machines', steps: { 0: 1000, 4: 2000, 10: 7000 } };
const BY_NETWORK = { sum: { 'network-size': 100 }, cap: 90_000 };

/** The joinery with drivers, and with a network that costs by them. */
function documentsWith(drivers: readonly object[], high: object) {
  const documents = readJoinery();
  const measures = documents.measures.measures.map((one) =>
    one.id === 'lan' ? { ...one, cost: { low: 0, high, currency: 'CNY' } } : one,
  );
  return { ...documents, measures: { kind: 'measures', drivers, measures } as unknown as Measures };
}

function packWith(drivers: readonly object[], high: object): PreparedPack {
  return preparePack(documentsWith(drivers, high));
}

function planFor(pack: PreparedPack, facts: Facts, answers: Facts = { planning: 0 }) {
  const found = recommendFor(pack, readSheet(pack, { ...LOWEST, ...answers }, facts), 3, undefined, { solver });
  const lan = found.measures.find(({ id }) => id === 'lan');
  return { high: lan?.cost?.high, from: lan?.costFrom, drivers: found.drivers, clarify: found.clarify };
}

describe('a cost driver', () => {
  const pack = packWith([MACHINES], BY_MACHINES);

  it('a cost driver is the enterprise’s own figure if one is stated, even if the figure is 0', () => {
    const drivers = [{ id: 'machines', value: 12, stated: true, from: ['saws'] }];
    expect(planFor(pack, { employees: 8, saws: 12 })).toMatchObject({ high: 7000, from: ['machines'], drivers });
    expect(planFor(pack, { employees: 80, saws: 0 })).toMatchObject({ high: 1000 });
  });

  it('a cost driver is estimated while its figure is not stated, and names the basis of the estimate', () => {
    const drivers = [{ id: 'machines', value: 4.5, from: ['employees'] }];
    expect(planFor(pack, { employees: 9 })).toMatchObject({ high: 2000, from: ['machines'], drivers });
    expect(planFor(pack, { employees: 9, saws: { state: 'unknown' } })).toMatchObject({ drivers });
  });

  it('a cost driver without a figure or an estimate is open, and names the fact to find out', () => {
    const endless = packWith([MACHINES], { sum: { machines: 10 } });
    expect(planFor(endless, {})).toMatchObject({ high: undefined, clarify: ['employees'] });
    expect(planFor(endless, {}).drivers).toEqual([{ id: 'machines', from: ['employees'] }]);
    expect(planFor(endless, { saws: 3 }).high).toBe(30);
  });

  it('a cost driver can be estimated from the drivers listed before it', () => {
    const two = packWith([MACHINES, NETWORK], BY_NETWORK);
    expect(planFor(two, { employees: 20, saws: 3 })).toMatchObject({
      high: 4000,
      from: ['network-size'],
      drivers: [
        { id: 'machines', value: 3, stated: true, from: ['saws'] },
        { id: 'network-size', value: 40, from: ['employees', 'machines'] },
      ],
    });
    expect(planFor(two, { employees: 20 }).high).toBe(11_000);
    expect(planFor(two, { employees: 20, saws: 0 }).high).toBe(2000);
  });

  it('a plan names only cost drivers that its costs use', () => {
    expect(planFor(packWith([MACHINES, NETWORK], { sum: { employees: 10 } }), { employees: 5 })).toMatchObject({
      high: 50,
      drivers: undefined,
    });
  });

  it('a cost driver can be an answer, or a plain number while the answer is open', () => {
    const one = { id: 'sites', unit: 'sites', of: 'planning', otherwise: 3 };
    const answered = planFor(packWith([one], { sum: { sites: 500 } }), { employees: 5 }, { planning: 2 });
    expect(answered.high).toBe(1000);
    const open = planFor(packWith([one], { sum: { sites: 500 } }), { employees: 5 }, {});
    expect(open.high).toBe(1500);
  });
});

describe('mistakes in cost drivers', () => {
  function problemsOf(drivers: readonly object[], high: object = { value: 1 }) {
    const documents = documentsWith(drivers, high);
    const source = { file: 'measures.yaml', document: documents.measures };
    const { problems } = compileMeasures(source, compileDocuments(documents));
    return problems.map(({ code, at, details }) => [code, (at as unknown[]).join('.'), details.found]);
  }

  it('an undeclared cost driver is reported at the cost that names it', () => {
    expect(problemsOf([MACHINES], { sum: { machine: 10 } })).toEqual([
      ['M203', 'measures.0.cost.high.sum.machine', 'machine'],
    ]);
  });

  it('a cost driver with the name of a fact, or of another driver, is reported', () => {
    expect(problemsOf([{ ...MACHINES, id: 'saws' }])).toEqual([['M201', 'drivers.0.id', 'saws']]);
    expect(problemsOf([MACHINES, MACHINES])).toEqual([['M201', 'drivers.1.id', 'machines']]);
  });

  it('a cost driver must read a numeric fact or answer; a score, a text or an unknown name is reported', () => {
    const statedBy = (of: string) => problemsOf([{ ...MACHINES, of }]);
    expect(statedBy('foundation')).toEqual([['M203', 'drivers.0.of', 'foundation']]);
    expect(statedBy('sawz')).toEqual([['M203', 'drivers.0.of', 'sawz']]);
    expect(statedBy('owner')).toEqual([['M225', 'drivers.0.of', 'owner']]);
  });

  it('an estimate of a cost driver reads only the drivers listed before it', () => {
    expect(problemsOf([NETWORK, MACHINES]).slice(0, 1)).toEqual([
      ['M203', 'drivers.0.otherwise.sum.further.sum.machines', 'machines'],
    ]);
  });
});
