import fc, { type Arbitrary } from 'fast-check';
import { fraction, parseDecimal, type Rational } from '../../../src/model/rational.ts';
import type { ValueType } from '../../../src/scoring/condition.ts';
import { type Atom, createListValue, NOTHING, type Possible } from '../../../src/scoring/possible-values.ts';
import { fractionOf } from '../../exact-fraction.ts';
import type { Known } from './plain-evaluator.ts';
import { CHOICE, TYPES } from './random-condition.ts';

/** What a value may still be: as the product holds it, and every way it can turn out. */
export interface Open {
  readonly possible: Possible;
  readonly completions: readonly Known[];
}

/** Far enough out for every constant of a random test to lie inside. */
const FAR = 6;

/** Partially open values of a name's type; numbers on a grid of halves, which lies between all integer bounds too. */
export function openValues(name: string): Arbitrary<Open> {
  const type = TYPES[name] as ValueType;
  if (name === CHOICE && type.kind === 'list' && type.of.kind === 'choice') return openChoices(type.of.options);
  if (type.kind !== 'list') return openScalars(type);
  return fc.array(openScalars(type.of), { maxLength: 3 }).map((members) => ({
    possible: createListValue(members.map(({ possible }) => possible)),
    completions: combinations(members.map(({ completions }) => completions)).map((values) => {
      const present = values.filter((value) => value !== undefined);
      return present.length === 0 ? undefined : present;
    }),
  }));
}

function openScalars(type: ValueType): Arbitrary<Open> {
  const some = fc.oneof(type.kind === 'number' ? fc.oneof(openAtoms(type), openRanges) : openAtoms(type));
  const nothing: Open = { possible: NOTHING, completions: [undefined] };
  return fc.oneof(
    { weight: 6, arbitrary: some },
    { weight: 1, arbitrary: fc.constant(nothing) },
    { weight: 2, arbitrary: some.map(orNothing) },
  );
}

function orNothing({ possible, completions }: Open): Open {
  return { possible: { ...possible, nothing: true }, completions: [...completions, undefined] };
}

function openAtoms(type: ValueType): Arbitrary<Open> {
  if (type.kind === 'text') return fc.constantFrom(anyText, ...['no', '010'].map((text) => oneOf([text], type)));
  const all =
    type.kind === 'choice' ? type.options : type.kind === 'boolean' ? ['true', 'false'] : ['0', '0.5', '1', '2', '3'];
  return fc.subarray([...all], { minLength: 1 }).map((texts) => oneOf(texts, type));
}

function oneOf(texts: readonly string[], type: ValueType): Open {
  const atoms = texts.map((text): Atom => {
    if (type.kind === 'number') return parseDecimal(text) as Rational;
    return type.kind === 'boolean' ? text === 'true' : text;
  });
  const completions = texts.map((text): Known => {
    if (type.kind === 'number') return fractionOf(text);
    return type.kind === 'boolean' ? text === 'true' : text;
  });
  return { possible: { kind: 'atoms', atoms, nothing: false }, completions };
}

/** Any text at all: those that tests name, and another. */
const anyText: Open = {
  possible: { kind: 'any', nothing: false },
  completions: ['', 'no', '010', '1e3', 'x', 'something else'],
};

const openRanges: Arbitrary<Open> = fc
  .tuple(fc.integer({ min: -4, max: 8 }), fc.integer({ min: 1, max: 8 }), fc.boolean(), fc.boolean())
  .map(([from, length, openBelow, openAbove]) => {
    const [low, high] = [openBelow ? null : from, openAbove ? null : from + length];
    const completions: Known[] = [];
    // Quarters: between any two bounds on halves there is one.
    for (let quarter = (low ?? -2 * FAR) * 2; quarter <= (high ?? 2 * FAR) * 2; quarter++) {
      completions.push(fractionOf(quarter / 4));
    }
    return { possible: { kind: 'range', low: half(low), high: half(high), nothing: false }, completions };
  });

function half(twice: number | null): Rational | null {
  return twice === null ? null : fraction(BigInt(twice), 2n);
}

function openChoices(options: readonly string[]): Arbitrary<Open> {
  const states = fc.array(fc.constantFrom('sure', 'open', 'out'), {
    minLength: options.length,
    maxLength: options.length,
  });
  const some = states.map((state): Open => {
    const [sure, open] = ['sure', 'open'].map((wanted) => options.filter((_, i) => state[i] === wanted)) as [
      string[],
      string[],
    ];
    const completions = combinations(open.map((option) => [[option], []])).map((chosen) => [...sure, ...chosen.flat()]);
    return { possible: { kind: 'choices', sure, open, nothing: false }, completions };
  });
  return fc.oneof({ weight: 4, arbitrary: some }, { weight: 1, arbitrary: some.map(orNothing) });
}

/** Every way to take one of each. */
export function combinations<T>(each: readonly (readonly T[])[]): T[][] {
  return each.reduce<T[][]>((taken, next) => taken.flatMap((some) => next.map((one) => [...some, one])), [[]]);
}
