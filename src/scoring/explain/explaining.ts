import type { Read } from '../../condition/evaluate.ts';
import { type MemberNames, plainValue } from '../../condition/unmet.ts';
import { type Possible, rangeOf } from '../../condition/value.ts';
import type { ExplainedEnds, ExplainedNode } from '../../model/generated/types.ts';
import { type Rational, toNumber } from '../../model/rational.ts';
import type { Plan } from '../plan.ts';
import type { Sheet } from '../sheet.ts';
import type { Contributions } from './contributions.ts';

/** What an explanation is made with. */
export interface Explaining {
  readonly plan: Plan;
  readonly sheet: Sheet;
  readonly contributions: Contributions;
  readonly read: Read;
  readonly memberNames: MemberNames;
  /** Explains a position; what was explained in detail before is only named. */
  readonly node: (position: number) => ExplainedNode;
}

/** What is known of a value, as JSON holds it. */
export function endsOf(possible: Possible): ExplainedEnds {
  const value = plainValue(possible);
  if (value !== undefined) return { value };
  const range = rangeOf(possible);
  const end = (bound: Rational | null): number | null => bound && toNumber(bound);
  return {
    ...(range ? { lowest: end(range.low), highest: end(range.high) } : {}),
    ...(possible.nothing ? { orNothing: true } : {}),
  };
}
