import { describe, expect, it } from 'vitest';
import { fromNumber } from '../../src/model/rational.ts';
import { preferenceFor } from '../../src/policy/burden.ts';
import type { CompiledMeasure } from '../../src/policy/measures.ts';
import { type Goal, selectMeasures } from '../../src/policy/selection.ts';
import { orderMeasures } from '../../src/policy/sequence.ts';

interface Sketch {
  readonly cost?: number;
  readonly months?: number;
  readonly needs?: readonly string[];
  readonly tags?: readonly string[];
}

function sketchMeasures(sketches: Readonly<Record<string, Sketch>>): CompiledMeasure[] {
  return Object.entries(sketches).map(([id, { cost, months, needs = [], tags = [] }]) => {
    const span = (value: number) => ({ low: fromNumber(0), high: fromNumber(value) });
    return {
      id,
      definition: { id, title: id, achieves: {} },
      when: null,
      effects: [],
      needs,
      tags,
      cost: cost === undefined ? null : { ...span(cost), currency: 'CNY', illustrative: false },
      months: months === undefined ? null : span(months),
    };
  });
}

/** Chooses so that one of the given sets is contained. */
function choose(sketches: Readonly<Record<string, Sketch>>, ways: readonly string[], preferred: string[] = []): string {
  const reaches: Goal = (measures) => {
    const ids = measures.map(({ id }) => id);
    return ways.some((way) => way.split(' ').every((id) => ids.includes(id)));
  };
  const chosen = selectMeasures(orderMeasures(sketchMeasures(sketches)), reaches, preferenceFor(preferred));
  return chosen.map(({ id }) => id).join(' ');
}

describe('the choice of measures', () => {
  it('spares what the goal does not need', () => {
    expect(choose({ a: { cost: 1 }, b: { cost: 2 }, c: { cost: 3 } }, ['b'])).toBe('b');
  });

  it('keeps what others need', () => {
    expect(choose({ a: { cost: 9 }, b: { cost: 1, needs: ['a'] }, c: { cost: 3 } }, ['b'])).toBe('a b');
  });

  it('takes the cheaper way, needs included', () => {
    const measures = { a: { cost: 9 }, b: { cost: 1, needs: ['a'] }, c: { cost: 11 } };
    expect(choose(measures, ['b', 'c'])).toBe('a b');
    expect(choose({ ...measures, c: { cost: 9.99 } }, ['b', 'c'])).toBe('c');
  });

  it('takes several cheap ones for a dear one', () => {
    expect(choose({ a: { cost: 4 }, b: { cost: 4 }, c: { cost: 9 } }, ['a b', 'c'])).toBe('a b');
  });

  it('takes one for several that are each cheaper', () => {
    expect(choose({ a: { cost: 6 }, b: { cost: 6 }, c: { cost: 9 } }, ['a b', 'c'])).toBe('c');
  });

  it('compares exactly', () => {
    // 0.1 + 0.2 is no more than 0.3, so that fewer measures decide.
    expect(choose({ a: { cost: 0.1 }, b: { cost: 0.2 }, c: { cost: 0.3 } }, ['a b', 'c'])).toBe('c');
  });

  it('takes a cost that is not stated for no small one', () => {
    expect(choose({ a: {}, b: { cost: 1000000 } }, ['a', 'b'])).toBe('b');
  });

  it('takes the shorter of two that cost the same, then the one whose id comes first', () => {
    expect(choose({ a: { cost: 1, months: 5 }, b: { cost: 1, months: 2 } }, ['a', 'b'])).toBe('b');
    expect(choose({ b: { cost: 1, months: 2 }, a: { cost: 1, months: 2 } }, ['a', 'b'])).toBe('a');
  });

  it('takes nothing where nothing is needed', () => {
    expect(
      selectMeasures(
        sketchMeasures({ a: { cost: 1 } }),
        () => true,
        () => false,
      ),
    ).toEqual([]);
  });
});

describe("the track's preference", () => {
  const measures = (dear: number) => ({
    press: { cost: dear, tags: ['equipment'] },
    app: { cost: 50, tags: ['cloud'] },
  });

  it('decides up to twice the cost', () => {
    expect(choose(measures(100), ['press', 'app'], ['equipment'])).toBe('press');
    expect(choose(measures(100.01), ['press', 'app'], ['equipment'])).toBe('app');
  });

  it('decides nothing where neither is preferred', () => {
    expect(choose(measures(60), ['press', 'app'])).toBe('app');
    expect(choose(measures(60), ['press', 'app'], ['training'])).toBe('app');
  });

  it('decides between equals', () => {
    expect(choose(measures(50), ['press', 'app'], ['cloud'])).toBe('app');
    expect(choose(measures(50), ['press', 'app'], ['equipment'])).toBe('press');
  });
});

describe('the order of measures', () => {
  const order = (sketches: Readonly<Record<string, Sketch>>): string =>
    orderMeasures(sketchMeasures(sketches))
      .map(({ id }) => id)
      .join(' ');

  it('takes quick ones first, then cheap ones, then by id; what is not stated last', () => {
    const months = { d: { months: 2, cost: 5 }, c: { months: 2, cost: 1 }, b: { months: 1, cost: 9 }, a: { cost: 1 } };
    expect(order({ ...months, e: { months: 2, cost: 1 }, f: { months: 2 } })).toBe('b c e d f a');
  });

  it('takes what is needed before, however long it takes', () => {
    expect(order({ a: { months: 1, needs: ['z'] }, b: { months: 3 }, z: { months: 9 } })).toBe('b z a');
  });
});
