import { ceiling, divide, greatest, multiply, ONE, type Rational, subtract, ZERO } from '../../model/rational.ts';
import type { Basis } from '../basis.ts';
import { findCombination } from '../funding/combination.ts';
import { ownShareFor } from '../funding/fund.ts';
import type { OwnShare, Taken } from '../roadmap/task.ts';
import { type Bounds, lineAt } from './bounds.ts';
import { findBounds } from './find-bounds.ts';
import { createLeft } from './left.ts';
import { relaxOwn } from './relax.ts';

/**
 * Measures what is left to pay once the best lawful funding is taken off: exactly where the measures are known, and from
 * below by the most that every instrument could bring while some are open.
 */
export function createOwnShare(basis: Basis): OwnShare {
  const exact = ownShareFor(basis);
  const known = new Map<string, Rational>();
  return (task, level) => {
    const { measures } = task;
    const { bounds, unit } = findBounds(basis, task, level);
    const left = createLeft(bounds);
    const inUnits = (units: Rational): Rational => multiply(units, unit);

    function exactly(taken: Taken): Rational {
      const chosen = measures.filter((_, i) => taken[i]);
      const key = chosen.map(({ id }) => id).join(' ');
      const found = known.get(key) ?? exact(chosen);
      known.set(key, found);
      return found;
    }

    return {
      exactly,
      atLeast: (partial) => inUnits({ n: BigInt(left(partial)), d: 1n }),
      relax: (builder, taken, saved) => {
        const { of, atMost } = relaxOwn(bounds, builder, taken, saved);
        return { of, atMost: (most) => atMost(Number(ceiling(divide(most, unit)))) };
      },
      relaxed: (taken) => inUnits(leftOf(bounds, taken)),
    };
  };
}

/** What is left to pay where exactly these measures are taken, by the bounds. */
function leftOf({ costs, savings, grants, shared, excluded, counts }: Bounds, taken: Taken): Rational {
  const is = (measure: number): boolean => taken[measure] === true;
  const saved = savings.reduce((sum, { members, amount }) => (members.every(is) ? sum + amount : sum), 0);
  const cost = lineAt({ base: -saved, of: costs }, is);
  const idOf = (grant: number): string => String(grant);
  const { total } = findCombination(
    grants.map(({ lines }, i) => ({ id: idOf(i), money: unitsOf(Math.min(...lines.map((line) => lineAt(line, is)))) })),
    {
      mayCombine: (a, b) => !excluded.some((pair) => pair.map(idOf).every((id) => id === a || id === b)),
      limits: shared.map(({ of, line }, i) => ({
        id: idOf(i),
        most: unitsOf(lineAt(line, is)),
        factors: new Map(of.map((grant) => [idOf(grant), ONE])),
      })),
      counts: counts.map(({ of, most }, i) => ({ id: idOf(i), most, of: new Set(of.map(idOf)) })),
    },
  );
  return greatest(ZERO, subtract(unitsOf(cost), total));
}

function unitsOf(value: number): Rational {
  return { n: BigInt(value), d: 1n };
}
