import fc from 'fast-check';
import { expect, test } from 'vitest';
import { freezeDeep, structuralKey } from '../../src/model/memo.ts';
import { runs } from '../property-runs.ts';

const plain = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom(undefined, null, true, false, 0, 1, 12, 1.5, '', '1', '12;', 'null;', '[', '{1"a', '#1;'),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom('a', 'b', 'a1"b', '__proto'), tie('value'), { maxKeys: 3, noNullPrototype: true }),
  ),
})).value;

test('values have their text in common exactly where they are the same', () => {
  fc.assert(
    fc.property(plain, plain, (a, b) => {
      const isSame = (one: unknown, other: unknown): boolean => {
        if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null)
          return Object.is(one, other);
        const [mine, others] = [Object.entries(one), Object.entries(other)];
        return (
          Array.isArray(one) === Array.isArray(other) &&
          mine.length === others.length &&
          mine.every(([key, part], i) => key === others[i]?.[0] && isSame(part, others[i]?.[1]))
        );
      };
      expect(structuralKey(a) === structuralKey(b)).toBe(isSame(a, b));
      expect(structuralKey(structuredClone(a))).toBe(structuralKey(a));
    }),
    runs(1000),
  );
});

test('what is frozen is the same as nothing but itself', () => {
  const [one, other] = [freezeDeep({ id: 'a' }), freezeDeep({ id: 'a' })];
  expect(structuralKey([one])).toBe(structuralKey([one]));
  expect(structuralKey([one])).not.toBe(structuralKey([other]));
  expect(structuralKey([one])).not.toBe(structuralKey([{ id: 'a' }]));
});
