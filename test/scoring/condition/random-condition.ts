import fc, { type Arbitrary } from 'fast-check';
import type { ValueType } from '../../../src/scoring/condition.ts';
import type { Source } from './plain-evaluator.ts';

/** What random conditions are about, by name: something of each type. */
export const TYPES: Readonly<Record<string, ValueType>> = {
  employees: { kind: 'number' },
  share: { kind: 'number' },
  certified: { kind: 'boolean' },
  size: { kind: 'choice', options: ['micro', 'small', 'large'] },
  remark: { kind: 'text' },
  systems: { kind: 'list', of: { kind: 'choice', options: ['erp', 'mes', 'scm'] } },
  fields: { kind: 'list', of: { kind: 'number' } },
  sites: { kind: 'list', of: { kind: 'choice', options: ['old', 'new'] } },
  audits: { kind: 'list', of: { kind: 'boolean' } },
};

/** Of the lists, the one that is a single answer of several options. */
export const CHOICE = 'systems';

/** Decimals: small ones, so that they often meet, and those that doubles hold only nearly. */
export const decimals: Arbitrary<string> = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: -1, max: 4 }).map(String) },
  { weight: 2, arbitrary: fc.constantFrom('0.5', '1.5', '2.5', '3.50', '-0.5') },
  { weight: 1, arbitrary: fc.constantFrom('0.1', '0.7', '2.1', '0.30', '59.996', '123456.789', '1000000000.25') },
);

/** Numbers a little apart, so that small ranges can be tried out in full. */
export const halves: Arbitrary<string> = fc.integer({ min: -2, max: 8 }).map((n) => String(n / 2));

export const texts = fc.constantFrom('', 'no', '010', '1e3', 'x');

/** A single value of a type as source text. */
export function constantsOf(type: ValueType, numbers: Arbitrary<string>): Arbitrary<string> {
  switch (type.kind) {
    case 'number':
      return numbers;
    case 'boolean':
      return fc.constantFrom('true', 'false');
    case 'choice':
      return fc.constantFrom(...type.options);
    default:
      return texts;
  }
}

/** A test of one keyword that can apply to a type, `contains` with or without its bounds. */
export function oneKeyword(type: ValueType, numbers: Arbitrary<string>, depth: number): Arbitrary<Source> {
  if (type.kind === 'list') {
    const inner = depth > 0 ? tests(type.of, numbers, depth - 1) : oneKeyword(type.of, numbers, 0);
    const count = fc.integer({ min: 0, max: 3 });
    return fc.oneof(
      fc.record({ contains: inner, minContains: count, maxContains: count }, { requiredKeys: ['contains'] }),
      fc.record({ items: inner }),
      fc.record({ minItems: count }),
      fc.record({ maxItems: count }),
    );
  }
  const constant = constantsOf(type, numbers);
  const equal = [
    fc.record({ const: constant }),
    fc.record({ enum: fc.array(constant, { minLength: 1, maxLength: 3 }) }),
  ];
  if (type.kind !== 'number') return fc.oneof(...equal);
  const bound = numbers.map(Number);
  const bounds = ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum'].map((keyword) =>
    bound.map((value): Source => ({ [keyword]: value })),
  );
  return fc.oneof(...equal, ...bounds);
}

/** Any test that can apply to a type: one or two keywords, with `allOf`, `anyOf` and `not` around them. */
export function tests(type: ValueType, numbers: Arbitrary<string>, depth: number): Arbitrary<Source> {
  const plain = fc
    .array(oneKeyword(type, numbers, depth), { minLength: 1, maxLength: 2 })
    .map((parts): Source => Object.assign({}, ...parts));
  if (depth === 0) return plain;
  const inner = tests(type, numbers, depth - 1);
  const several = fc.array(inner, { minLength: 1, maxLength: 3 });
  return fc.oneof(
    { weight: 3, arbitrary: plain },
    { weight: 1, arbitrary: fc.record({ allOf: several }) },
    { weight: 1, arbitrary: fc.record({ anyOf: several }) },
    { weight: 1, arbitrary: fc.record({ not: inner }) },
    { weight: 1, arbitrary: fc.tuple(plain, fc.record({ not: inner })).map(([a, b]): Source => ({ ...a, ...b })) },
  );
}

/** Conditions over the names: one to three entries, with `allOf`, `anyOf` and `not` around and beside them. */
export function conditions(names: readonly string[], numbers: Arbitrary<string>, depth: number): Arbitrary<Source> {
  const entry = fc
    .constantFrom(...names)
    .chain((name) => tests(TYPES[name] as ValueType, numbers, 1).map((test): Source => ({ [name]: test })));
  const entries = fc.array(entry, { minLength: 1, maxLength: 3 }).map((parts): Source => Object.assign({}, ...parts));
  if (depth === 0) return entries;
  const inner = conditions(names, numbers, depth - 1);
  const several = fc.array(inner, { minLength: 1, maxLength: 3 });
  return fc.oneof(
    { weight: 2, arbitrary: entries },
    { weight: 1, arbitrary: fc.record({ allOf: several }) },
    { weight: 1, arbitrary: fc.record({ anyOf: several }) },
    { weight: 1, arbitrary: fc.record({ not: inner }) },
    { weight: 1, arbitrary: fc.tuple(entry, fc.record({ anyOf: several })).map(([a, b]): Source => ({ ...a, ...b })) },
  );
}
