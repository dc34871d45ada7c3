import { expect, test } from 'vitest';
import { rememberByReads } from '../../src/model/by-reads.ts';
import { freezeDeep } from '../../src/model/frozen.ts';

/** The work, and how often it was done. */
function counted<Given extends object, Result>(work: (given: Given) => Result, most?: number) {
  const done = { times: 0 };
  const remembered = rememberByReads((given: Given) => {
    done.times++;
    return work(given);
  }, most);
  return { done, remembered };
}

test('what is not read makes no difference, what is read does', () => {
  const { done, remembered } = counted(({ a }: { a: number; b: number }) => a + 1);
  expect([remembered({ a: 1, b: 1 }), remembered({ a: 1, b: 2 }), remembered({ a: 2, b: 2 })]).toEqual([2, 2, 3]);
  expect(done.times).toBe(2);
});

test('which part is read next may follow from what was read before', () => {
  const { done, remembered } = counted(
    (given: { which: 'x' | 'y'; x: { n: number }; y: { n: number } }) => given[given.which].n,
  );
  expect(remembered({ which: 'x', x: { n: 1 }, y: { n: 2 } })).toBe(1);
  expect(remembered({ which: 'x', x: { n: 1 }, y: { n: 3 } })).toBe(1);
  expect(remembered({ which: 'y', x: { n: 1 }, y: { n: 3 } })).toBe(3);
  expect(remembered({ which: 'y', x: { n: 5 }, y: { n: 3 } })).toBe(3);
  expect(done.times).toBe(2);
});

test('lists are read by their length and what they hold', () => {
  const { done, remembered } = counted(({ list }: { list: { id: string; cost?: number }[] }) =>
    [...list]
      .map(({ id }) => id)
      .concat(list.filter(({ id }) => id > 'a').flatMap(({ id }) => [id]))
      .join(),
  );
  expect(remembered({ list: [{ id: 'a', cost: 1 }, { id: 'b' }] })).toBe('a,b,b');
  expect(
    remembered({
      list: [
        { id: 'a', cost: 2 },
        { id: 'b', cost: 3 },
      ],
    }),
  ).toBe('a,b,b');
  expect(remembered({ list: [{ id: 'a' }] })).toBe('a');
  expect(remembered({ list: [{ id: 'a' }, { id: 'c' }] })).toBe('a,c,c');
  expect(done.times).toBe(3);
});

test('a property that is absent, undefined or only asked for is told apart', () => {
  const { done, remembered } = counted((given: { facts: Record<string, number | undefined> }) =>
    [Object.hasOwn(given.facts, 'x'), 'y' in given.facts, JSON.stringify({ ...given.facts })].join(' '),
  );
  expect(remembered({ facts: {} })).toBe('false false {}');
  expect(remembered({ facts: { x: undefined } })).toBe('true false {}');
  expect(remembered({ facts: { x: 1, y: 2 } })).toBe('true true {"x":1,"y":2}');
  expect(remembered({ facts: { x: 1, y: 3 } })).toBe('true true {"x":1,"y":3}');
  expect(remembered({ facts: { x: 1, y: 3 } })).toBe('true true {"x":1,"y":3}');
  expect(done.times).toBe(4);
  const { done: asked, remembered: isThere } = counted((given: { facts: object }) => Object.hasOwn(given.facts, 'x'));
  expect([isThere({ facts: { x: 1 } }), isThere({ facts: { x: 2 } })]).toEqual([true, true]);
  expect(asked.times).toBe(1);
});

test('what is frozen is taken whole, as the one object it is', () => {
  const { done, remembered } = counted(({ part }: { part: { n: number } }) => part.n);
  const one = freezeDeep({ n: 1 });
  expect([remembered({ part: one }), remembered({ part: one })]).toEqual([1, 1]);
  expect(done.times).toBe(1);
  expect(remembered({ part: freezeDeep({ n: 1 }) })).toBe(1);
  expect(done.times).toBe(2);
});

test('methods of what is given are called each time, and what they say counts', () => {
  let next = 0;
  const { done, remembered } = counted(
    (given: { number: (of: string) => number }) => given.number('a') * 10 + given.number('b'),
  );
  const number = (of: string): number => (of === 'a' ? ++next : 5);
  expect(remembered({ number })).toBe(15);
  expect(remembered({ number: () => 0 })).toBe(0);
  next = 0;
  expect(remembered({ number })).toBe(15);
  expect(next).toBe(1);
  expect(done.times).toBe(2);
});

test('random records give what the work gives, however few results are kept', () => {
  const work = ({
    parts,
    aim,
  }: {
    parts: { key: string; value: number | null; below?: number[] }[];
    aim: { level: number | null };
  }) =>
    aim.level === null
      ? 'none'
      : parts
          .flatMap(({ key, value, below = [] }) =>
            value === null ? [key] : [key, value, ...below.slice(0, aim.level as number)],
          )
          .join();
  const remembered = rememberByReads(work, 7);
  let seed = 7;
  const below = (n: number): number => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    return seed % n;
  };
  for (let turn = 0; turn < 2000; turn++) {
    const given = {
      aim: { level: below(4) === 0 ? null : below(3) },
      parts: Array.from({ length: below(4) }, () => ({
        key: 'abc'.charAt(below(3)),
        value: below(3) === 0 ? null : below(3),
        ...(below(2) === 0 ? {} : { below: Array.from({ length: below(3) }, () => below(2)) }),
      })),
    };
    expect(remembered(given)).toBe(work(given));
  }
});
