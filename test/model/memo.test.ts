import { expect, test } from 'vitest';
import { memoize } from '../../src/model/memo.ts';

/** Adds what is given to what an owner holds, and counts how often that is done. */
function counted() {
  const done = { times: 0 };
  const work = ({ list }: { list: number[] }, { first }: { first: number }): { sum: number } | undefined => {
    done.times++;
    return list.length === 0 ? undefined : { sum: list.reduce((sum, one) => sum + one, first) };
  };
  return { done, work };
}

test('the same is worked out once for an owner, whatever came of it', () => {
  const { done, work } = counted();
  const owner = { first: 1 };
  for (const _ of [1, 2]) {
    expect(memoize(work, owner, { list: [1, 2] })).toEqual({ sum: 4 });
    expect(memoize(work, owner, { list: [12] })).toEqual({ sum: 13 });
    expect(memoize(work, owner, { list: [] })).toBeUndefined();
  }
  expect(done.times).toBe(3);
});

test('owners and works do not know of each other', () => {
  const [a, b] = [counted(), counted()];
  const list = [1];
  expect([memoize(a.work, { first: 1 }, { list }), memoize(a.work, { first: 2 }, { list })]).toEqual([
    { sum: 2 },
    { sum: 3 },
  ]);
  const owner = { first: 5 };
  memoize(a.work, owner, { list });
  memoize(b.work, owner, { list });
  expect([a.done.times, b.done.times]).toEqual([3, 1]);
});

test('what many share cannot be changed', () => {
  const { work } = counted();
  expect(Object.isFrozen(memoize(work, { first: 0 }, { list: [1] }))).toBe(true);
});

test('what was forgotten is worked out again', () => {
  const { done, work } = counted();
  const owner = { first: 0 };
  for (let i = 0; i < 5000; i++) memoize(work, owner, { list: [i] });
  expect(memoize(work, owner, { list: [0] })).toEqual({ sum: 0 });
  expect(done.times).toBe(5001);
});
