import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fraction } from '../../../src/model/rational.ts';
import {
  type Atom,
  createExactValue,
  createListValue,
  isNothing,
  isNumber,
  joinPossible,
  NOTHING,
  type Possible,
  settledNumber,
  settledValue,
} from '../../../src/scoring/possible-values.ts';
import { type Fraction, isFraction, order, same } from '../../exact-fraction.ts';
import { runs } from '../../property-runs.ts';
import type { Known } from './plain-evaluator.ts';
import { openValues } from './possible-combinations.ts';
import { TYPES } from './random-condition.ts';

const NAMES = Object.keys(TYPES).filter((name) => TYPES[name]?.kind !== 'list' || name === 'systems');

/** Whether something known is among what is possible. */
function allows(possible: Possible, known: Known): boolean {
  if (known === undefined) return possible.nothing;
  switch (possible.kind) {
    case 'atoms':
      return possible.atoms.some((atom) => equals(atom, known));
    case 'range': {
      const value = known as Fraction;
      const [low, high] = [possible.low, possible.high].map((end) => end && { top: end.n, bottom: end.d });
      return (!low || order(low, value) <= 0) && (!high || order(value, high) <= 0);
    }
    case 'choices': {
      const chosen = known as string[];
      const mayBe = [...possible.sure, ...possible.open];
      return possible.sure.every((option) => chosen.includes(option)) && chosen.every((one) => mayBe.includes(one));
    }
    default:
      return true;
  }
}

function equals(atom: Atom, known: Known): boolean {
  return isNumber(atom) ? isFraction(known) && same({ top: atom.n, bottom: atom.d }, known) : atom === known;
}

describe('joining two possible values', () => {
  test.each(NAMES.map((name) => ({ name })))('joining two possible values encloses both: $name', ({ name }) => {
    fc.assert(
      fc.property(openValues(name), openValues(name), (a, b) => {
        const joined = joinPossible(a.possible, b.possible);
        for (const known of [...a.completions, ...b.completions]) expect(allows(joined, known)).toBe(true);
        expect(joined.nothing).toBe(a.possible.nothing || b.possible.nothing);
        expect(isNothing(joined)).toBe(isNothing(a.possible) && isNothing(b.possible));
      }),
      runs(200),
    );
  });

  test('joining two single values allows these two and nothing else, if they are of one kind', () => {
    const [one, two] = [1n, 2n].map((n) => createExactValue(fraction(n, 1n))) as [Possible, Possible];
    expect(joinPossible(one, one)).toEqual(one);
    expect(joinPossible(one, two)).toMatchObject({ kind: 'atoms', atoms: [{ n: 1n }, { n: 2n }], nothing: false });
    expect(joinPossible(NOTHING, one)).toEqual({ ...one, nothing: true });
    expect(joinPossible(createExactValue('no'), createExactValue('010'))).toMatchObject({
      kind: 'atoms',
      atoms: ['no', '010'],
    });
    const chosen = { kind: 'choices', sure: ['A', 'B'], open: [], nothing: false } as const;
    expect(joinPossible(chosen, { ...chosen, sure: ['A'], open: ['C'] })).toEqual({
      ...chosen,
      sure: ['A'],
      open: ['B', 'C'],
    });
    expect(joinPossible(chosen, createExactValue('A'))).toEqual({ kind: 'any', nothing: false });
  });

  test('joining many numbers keeps their range, and only a range joined with text becomes unrestricted', () => {
    const many = Array.from({ length: 100 }, (_, i) => createExactValue(fraction(BigInt(i), 3n)));
    expect(many.reduce(joinPossible)).toEqual({
      kind: 'range',
      low: fraction(0n, 1n),
      high: fraction(33n, 1n),
      nothing: false,
    });
    expect(joinPossible(many.reduce(joinPossible), createExactValue('x'))).toEqual({ kind: 'any', nothing: false });
  });
});

describe('a settled value', () => {
  test('a settled value is a single value, a choice without open options, or no value', () => {
    expect(settledValue(createExactValue('no'))).toBe('no');
    expect(settledValue({ kind: 'choices', sure: ['A'], open: [], nothing: false })).toEqual(['A']);
    expect(settledValue({ kind: 'choices', sure: [], open: [], nothing: false })).toEqual([]);
    expect(settledValue(NOTHING)).toBeNull();
  });

  test('a value that may be absent, or may be one of several, is not settled', () => {
    expect(settledValue({ ...createExactValue('no'), nothing: true })).toBeUndefined();
    expect(settledValue({ kind: 'atoms', atoms: ['no', 'yes'], nothing: false })).toBeUndefined();
    expect(settledValue({ kind: 'choices', sure: ['A'], open: ['B'], nothing: false })).toBeUndefined();
    expect(settledValue({ kind: 'any', nothing: false })).toBeUndefined();
  });

  test('a settled text or choice has no value as a number', () => {
    const number = fraction(7n, 2n);
    expect(settledNumber(createExactValue(number))).toEqual(number);
    expect(settledNumber(NOTHING)).toBeNull();
    const others = [
      createExactValue('no'),
      createExactValue(true),
      { kind: 'choices', sure: ['A'], open: [], nothing: false } as const,
    ];
    for (const one of [
      ...others,
      createListValue([createExactValue(number)]),
      { ...createExactValue(number), nothing: true },
    ])
      expect(settledNumber(one)).toBeUndefined();
  });

  test('a list whose members have no value is settled as no value', () => {
    expect(isNothing(createListValue([]))).toBe(true);
    expect(isNothing(createListValue([NOTHING, NOTHING]))).toBe(true);
    expect(isNothing(createListValue([NOTHING, createExactValue('no')]))).toBe(false);
    expect(createListValue([NOTHING, { ...createExactValue('no'), nothing: true }]).nothing).toBe(true);
  });
});
