import { compare } from '../model/rational.ts';
import type { Condition, Test } from './condition.ts';

/**
 * Whether a condition surely holds wherever another one does, as far as that shows in how both are written: the same
 * entries, with bounds that are at least as low. False says nothing.
 */
export function surelyImplies(stronger: Condition, weaker: Condition): boolean {
  if (weaker.op === 'all') return weaker.of.every((part) => surelyImplies(stronger, part));
  if (stronger.op === 'all') return stronger.of.some((part) => surelyImplies(part, weaker));
  if (stronger.op !== 'entry' || weaker.op !== 'entry') return false;
  return stronger.node === weaker.node && testImplies(stronger.test, weaker.test);
}

function testImplies(stronger: Test, weaker: Test): boolean {
  if (stronger.keyword === 'items' && weaker.keyword === 'items') return testImplies(stronger.of, weaker.of);
  if (stronger.keyword === 'minimum' && weaker.keyword === 'minimum') return compare(stronger.bound, weaker.bound) >= 0;
  return false;
}
