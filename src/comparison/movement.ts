import { isNothing, type Possible, rangeOf } from '../condition/value.ts';
import { compare, type Rational, subtract } from '../model/rational.ts';

/**
 * How far a score moves; undefined where that is open or where there is no score on a side. While answers are open it is
 * still sure where both ends move alike.
 */
export function movementOf(before: Possible, after: Possible): Rational | undefined {
  if (isNothing(before) || isNothing(after) || before.nothing || after.nothing) return undefined;
  const [one, other] = [rangeOf(before), rangeOf(after)];
  if (!one?.low || !one.high || !other?.low || !other.high) return undefined;
  const [low, high] = [subtract(other.low, one.low), subtract(other.high, one.high)];
  return compare(low, high) === 0 ? low : undefined;
}
