import { describe, expect, it } from 'vitest';
import type { Measure } from '../../src/model/generated/types.ts';
import type { Problem } from '../../src/model/problem.ts';
import { compileMeasures } from '../../src/policy/measures.ts';
import { problemInEnglish } from '../messages.ts';
import { compileDocuments, readJoinery } from './joinery-pack.ts';

const compiled = compileDocuments(readJoinery());

function compileOnly(...measures: (Partial<Measure> & { achieves?: object })[]) {
  const complete = measures.map(
    (one, i) => ({ id: `m${i}`, title: 'M', achieves: { erp: 'full' }, ...one }) as Measure,
  );
  const source = { file: 'measures.yaml', document: { kind: 'measures' as const, measures: complete } };
  return compileMeasures(source, compiled);
}

const place = ({ code, at, on }: Problem) => [code, (at as readonly (string | number)[]).join('.'), on];
const messages = (problems: readonly Problem[]) => problems.map(problemInEnglish);

it('a catalogue of measures is compiled', () => {
  const { measures, problems } = compileMeasures({ file: 'measures.yaml', document: readJoinery().measures }, compiled);
  expect(problems).toEqual([]);
  const lan = measures.find(({ id }) => id === 'shop-lan');
  expect(lan).toMatchObject({
    needs: ['lan'],
    tags: ['equipment'],
    effects: [{ name: 'network', to: ['shopfloor', 'wireless'] }],
    cost: { low: { n: 100001n, d: 5n }, currency: 'CNY', illustrative: true },
    months: { high: { n: 2n, d: 1n } },
  });
});

it('roles that a measure names must be defined in the catalogue', () => {
  const role = { id: 'owner', title: 'Owner' };
  const one = { id: 'm', title: 'M', achieves: { erp: 'full' }, roles: ['owner', 'ownr'] } as Measure;
  const document = { kind: 'measures' as const, roles: [role, { ...role, id: 'Owner' }], measures: [one] };
  const { problems } = compileMeasures({ file: 'measures.yaml', document }, compiled);
  expect(problems.map(place)).toEqual([
    ['M201', 'roles.1.id', 'value'],
    ['M203', 'measures.0.roles.1', 'value'],
  ]);
  expect(problems[1]?.details.allowed).toEqual(['owner']);
  expect(messages(problems)[1]).toBe('there is no role "ownr"');
});

it('a pack without a catalogue has no measures', () => {
  expect(compileMeasures(null, compiled)).toEqual({ measures: [], priorities: [], cautions: [], problems: [] });
});

describe('the effects of a measure', () => {
  it('what a measure achieves must be a fact or question of the pack', () => {
    const { problems, measures } = compileOnly({ achieves: { erpp: 'full', foundation: '3' } });
    expect(problems.map(place)).toEqual([
      ['M203', 'measures.0.achieves.erpp', 'key'],
      ['M203', 'measures.0.achieves.foundation', 'key'],
    ]);
    expect(problems[0]?.details.allowed).toEqual(['erp']);
    expect(measures[0]?.effects).toEqual([]);
  });

  it('an effect marked as only expected is checked like any other effect', () => {
    const { problems, measures } = compileOnly({ expects: { rate: 'mid', erpp: 'full', planning: '5' } });
    expect(problems.map(place)).toEqual([
      ['M203', 'measures.0.expects.erpp', 'key'],
      ['M113', 'measures.0.expects.planning', 'value'],
    ]);
    expect(measures[0]?.effects).toMatchObject([
      { name: 'erp', to: 'full', expected: false },
      { name: 'rate', to: 'mid', expected: true },
    ]);
  });

  it('a measure must change an answer that can improve', () => {
    const { problems } = compileOnly({ achieves: { owner: 'Li', size: 'large' } });
    expect(problems.map(place)).toEqual([
      ['M107', 'measures.0.achieves.owner', 'key'],
      ['M107', 'measures.0.achieves.size', 'key'],
    ]);
  });

  it('the answer that a measure achieves must be an allowed one', () => {
    const { problems } = compileOnly({
      achieves: { erp: 'ful', planning: '5', quality: 'good', saws: '1.5', zone: 'no' },
    });
    expect(problems.map(place)).toEqual([
      ['M205', 'measures.0.achieves.erp', 'value'],
      ['M113', 'measures.0.achieves.planning', 'value'],
      ['M107', 'measures.0.achieves.quality', 'value'],
      ['M107', 'measures.0.achieves.saws', 'value'],
      ['M107', 'measures.0.achieves.zone', 'value'],
    ]);
    expect(problems[0]?.details.allowed?.[0]).toBe('full');
    expect(messages(problems)).toContain('must be 0 to 4');
  });

  it('a measure may add options only to a multiple-choice question', () => {
    const { problems } = compileOnly({ achieves: { network: 'office', erp: { add: ['full'] } } });
    expect(problems.map(place)).toEqual([
      ['M107', 'measures.0.achieves.network', 'value'],
      ['M212', 'measures.0.achieves.erp.add', 'key'],
    ]);
    expect(messages(problems)[0]).toContain('{ add: [office] }');
  });

  it('the options that a measure adds must exist, be listed once and not be exclusive', () => {
    const add = ['offce', 'none', 'office', 'office'];
    const { problems, measures } = compileOnly({ achieves: { network: { add } } });
    expect(problems.map(place)).toEqual([
      ['M205', 'measures.0.achieves.network.add.0', 'value'],
      ['M111', 'measures.0.achieves.network.add.1', 'value'],
      ['M201', 'measures.0.achieves.network.add.3', 'value'],
    ]);
    expect(problems[0]?.details.allowed?.[0]).toBe('office');
    expect(measures[0]?.effects).toMatchObject([{ to: ['office'] }]);
  });

  it('the value that a measure achieves equals the written number exactly', () => {
    expect(compileOnly({ achieves: { revenue: '0.1' } }).measures[0]?.effects).toMatchObject([
      { to: { n: 1n, d: 10n } },
    ]);
  });
});

describe('a condition', () => {
  it('a measure’s condition is checked against the pack', () => {
    const when = { erpp: { enum: ['full'] }, planning: { enum: ['high'] }, quality: { minItems: 1 } };
    const { problems } = compileOnly({ when });
    expect(problems.map(place)).toEqual([
      ['M203', 'measures.0.when.erpp', 'key'],
      ['M207', 'measures.0.when.planning.enum.0', 'value'],
      ['M206', 'measures.0.when.quality.minItems', 'key'],
    ]);
  });
});

describe('the needs of a measure', () => {
  it('a measure may need only measures of the catalogue', () => {
    const { problems, measures } = compileOnly({ id: 'erp-cloud' }, { needs: ['erp-clod', 'quite-another'] });
    expect(problems.map(place)).toEqual([
      ['M217', 'measures.1.needs.0', 'value'],
      ['M217', 'measures.1.needs.1', 'value'],
    ]);
    expect(problems.map(({ details }) => details.allowed)).toEqual([['erp-cloud'], []]);
    expect(measures[1]?.needs).toEqual([]);
  });

  it('measures must not need each other in a cycle', () => {
    const { problems, measures } = compileOnly(
      { id: 'a', needs: ['b'] },
      { id: 'b', needs: ['c'] },
      { id: 'c', needs: ['a'] },
      { id: 'self', needs: ['self'] },
    );
    expect(problems.map(place)).toEqual([
      ['M208', 'measures.2.needs.0', 'value'],
      ['M208', 'measures.3.needs.0', 'value'],
    ]);
    expect(problems.map(({ details }) => details.wanted)).toEqual(['a → b → c → a', 'self → self']);
    expect(measures.map(({ needs }) => needs)).toEqual([['b'], ['c'], [], []]);
  });
});

describe('the measures that feed a measure', () => {
  it('a measure may come after measures of the catalogue only, and one that it needs is not listed again', () => {
    const { problems, measures } = compileOnly(
      { id: 'tills' },
      { id: 'lists', needs: ['tills'], after: ['tills', 'till'] },
    );
    expect(problems.map(place)).toEqual([['M217', 'measures.1.after.1', 'value']]);
    expect(measures[1]).toMatchObject({ needs: ['tills'], after: [] });
  });

  it('measures must not come after each other in a cycle, needs included', () => {
    const { problems, measures } = compileOnly({ id: 'tills', after: ['lists'] }, { id: 'lists', needs: ['tills'] });
    expect(problems.map(place)).toEqual([['M208', 'measures.1.needs.0', 'value']]);
    expect(measures.map(({ needs, after }) => [needs, after])).toEqual([
      [[], ['lists']],
      [[], []],
    ]);
  });
});

describe('ids and figures', () => {
  it('ids of measures must be unique, even if they differ in case', () => {
    const { problems, measures } = compileOnly({ id: 'lan' }, { id: 'LAN' });
    expect(problems.map(place)).toEqual([['M201', 'measures.1.id', 'value']]);
    expect(measures).toHaveLength(1);
  });

  it('a measure’s range must go from its low to its high end', () => {
    const cost = { low: 3, high: 2.5, currency: 'CNY' };
    const { problems } = compileOnly({ cost, months: { low: 6, high: 2 } });
    expect(problems.map(place)).toEqual([
      ['M215', 'measures.0.cost.low', 'value'],
      ['M215', 'measures.0.months.low', 'value'],
    ]);
    expect(messages(problems)[0]).toBe('the low estimate 3 of the cost is above the high estimate 2.5 of the cost');
  });

  it('all costs of measures must be in one currency', () => {
    const cost = { low: 1, high: 2 };
    const { problems } = compileOnly({ cost: { ...cost, currency: 'CNY' } }, { cost: { ...cost, currency: 'EUR' } });
    expect(problems.map(place)).toEqual([['M111', 'measures.1.cost.currency', 'value']]);
    expect(problems[0]?.details).toMatchObject({ found: 'EUR', allowed: ['CNY'] });
  });
});
