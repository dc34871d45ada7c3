import { describe, expect, it } from 'vitest';
import { describeCosts } from '../../src/policy/measure-outcome.ts';
import { compileMeasures } from '../../src/policy/measures.ts';
import { compileDocuments, readJoinery } from './joinery-pack.ts';

/** What is wrong with measures that each achieve something, and what excludes what. */
function compile(measures: readonly object[]) {
  const document = {
    kind: 'measures',
    measures: measures.map((one) => ({ title: 'M', achieves: { erp: 'full' }, ...one })),
  };
  const found = compileMeasures(
    { file: 'measures.yaml', document: document as never },
    compileDocuments(readJoinery()),
  );
  return {
    cost: describeCosts(found.measures),
    problems: found.problems.map(({ code, at }) => `${code} ${(at as readonly unknown[]).join('.')}`),
    excludes: Object.fromEntries(found.measures.map(({ id, excludes }) => [id, excludes])),
    savings: Object.fromEntries(found.measures.map(({ id, savings }) => [id, savings.length])),
  };
}

const COST = { cost: { low: 10, high: 20, currency: 'CNY' } };

describe('interactions of measures', () => {
  it('an exclusion applies both ways, and variants of a measure exclude each other', () => {
    const found = compile([
      { id: 'a', excludes: ['b'] },
      { id: 'b' },
      { id: 'c', variant: 'mes' },
      { id: 'd', variant: 'mes' },
      { id: 'e', variant: 'erp' },
    ]);
    expect(found).toMatchObject({ problems: [], excludes: { a: ['b'], b: ['a'], c: ['d'], d: ['c'], e: [] } });
  });

  it('a measure cannot exclude a measure it needs, directly or not, nor itself', () => {
    const found = compile([
      { id: 'a' },
      { id: 'b', needs: ['a'] },
      { id: 'c', needs: ['b'], excludes: ['a', 'c'] },
      { id: 'd', variant: 'x' },
      { id: 'e', variant: 'x', needs: ['d'] },
    ]);
    expect(found.problems).toEqual([
      'M231 measures.2.excludes.0',
      'M231 measures.2.excludes.1',
      'M231 measures.4.variant',
    ]);
    expect(found.excludes).toMatchObject({ c: [], d: [] });
  });

  it('interactions must name known measures', () => {
    const found = compile([{ id: 'a', ...COST, excludes: ['x'], savings: [{ with: ['y'], amount: 1 }] }]);
    expect(found.problems).toEqual(['M217 measures.0.excludes.0', 'M217 measures.0.savings.0.with.0']);
  });

  it('savings of measures cannot exceed their lowest cost', () => {
    const saving = (amount: number) =>
      compile([
        { id: 'a', ...COST, savings: [{ with: ['b'], amount }] },
        { id: 'b', ...COST },
      ]);
    expect(saving(20)).toMatchObject({ problems: [], savings: { a: 1 } });
    expect(saving(20.5)).toMatchObject({ problems: ['M215 measures.0.savings.0.amount'], savings: { a: 0 } });
  });

  it('several savings together never reduce a cost below 0', () => {
    const savings = ['b', 'c'].map((other) => ({ with: [other], amount: 20 }));
    const { cost } = compile([
      { id: 'a', ...COST, savings },
      { id: 'b', ...COST },
      { id: 'c', ...COST },
    ]);
    // 3 x 10 - 40 is below 0, 3 x 20 - 40 is not.
    expect(cost).toMatchObject({ low: 0, high: 20, saved: 40 });
  });
});
