import { expect, test } from 'vitest';
import { describeChains } from '../../../src/portfolio/chains/chain-figures.ts';
import { orderMembers } from '../../../src/report/portfolio/outlook-chains.ts';

/** Everybody has the level that is asked, out of 4; the first buyer leads. */
function order(
  links: readonly (readonly [supplier: string, buyer: string, share: number])[],
  weak: string,
  most: number,
) {
  const [chain] = describeChains(
    links.map(([supplier, buyer, share]) => {
      return { chain: '', cluster: null, buyer, supplier, share, value: null, isSingle: true, line: 2 };
    }),
    (key) => {
      const level = key === weak ? 1 : 4;
      return {
        key,
        name: null,
        city: null,
        isRegistered: true,
        isLeader: key === 'L',
        isTransformed: false,
        isOnSite: false,
        level: { lowest: level, highest: level },
        settled: level,
      };
    },
    4,
  );
  if (!chain) throw new Error('no chain');
  const keys = orderMembers(chain, most).map((node) => chain.network.keys[node] as string);
  return { shown: keys.slice(0, most).join(' '), all: keys.length };
}

const DEEP = [
  ['A', 'L', 0.5],
  ['B', 'L', 0.3],
  ['C', 'B', 0.2],
  ['W', 'C', 0.1],
  ['D', 'A', 0.9],
] as const;

test('a weak link is shown with its path to the leader, before suppliers the leader depends on more', () => {
  expect(order(DEEP, 'W', 4)).toEqual({ shown: 'L W C B', all: 6 });
});

test('after a weak link’s path come the suppliers that the leader depends on most, if their path is shown', () => {
  expect(order(DEEP, 'W', 5)).toEqual({ shown: 'L W C B A', all: 6 });
  expect(order(DEEP, 'B', 4)).toEqual({ shown: 'L B A D', all: 6 });
});

test('a path that does not fit is left out in favour of a shorter path', () => {
  expect(order(DEEP, 'W', 3)).toEqual({ shown: 'L A B', all: 6 });
});
