import type { Condition, Test } from '../../condition/condition.ts';
import { countPassing, evaluateCondition, evaluateEntry, membersOf, type Read } from '../../condition/evaluate.ts';
import type { Truth } from '../../condition/truth.ts';
import { describeTest, findUnmet, type MemberNames, plainValue } from '../../condition/unmet.ts';
import { type Possible, rangeOf } from '../../condition/value.ts';
import type { Judgement, Met, Unmet } from '../../model/generated/types.ts';
import { toNumber } from '../../model/rational.ts';

/** A condition's truth, and its requirements: those that hold with what there is, and those that do not. */
export interface Judged extends Judgement {
  truth: Truth;
}

/** Judges a condition requirement by requirement. */
export function judgeCondition(condition: Condition, read: Read, memberNames: MemberNames): Judged {
  const unmet = findUnmet(condition, read, memberNames);
  return { truth: evaluateCondition(condition, read), met: findMet(condition, read, 'holds'), unmet };
}

/** The requirements that a failing condition surely fails by: open ones change nothing any more. */
export function failingOf({ truth, unmet }: Judged): Unmet[] {
  const sure = unmet.filter((one) => one.truth === 'fails');
  return truth === 'fails' && sure.length > 0 ? sure : unmet;
}

/** The requirements behind a condition that hold, or that fail where it must not hold. */
function findMet(condition: Condition, read: Read, wanted: 'holds' | 'fails'): Met[] {
  switch (condition.op) {
    case 'not':
      return findMet(condition.of, read, wanted === 'holds' ? 'fails' : 'holds');
    case 'entry': {
      const value = read(condition.node);
      if (evaluateEntry(condition.test, value) !== wanted) return [];
      const test = wanted === 'holds' ? describeTest(condition.test) : { not: describeTest(condition.test) };
      return [{ name: condition.name, test, ...standingOf(condition.test, value) }];
    }
    default: {
      // Of several of which one suffices, the first that does is reason enough.
      const oneSuffices = (condition.op === 'any') === (wanted === 'holds');
      const parts = condition.of.filter((part) => evaluateCondition(part, read) === wanted);
      return (oneSuffices ? parts.slice(0, 1) : parts).flatMap((part) => findMet(part, read, wanted));
    }
  }
}

/** What there is; of a list how many members pass, or how many there are. */
function standingOf(test: Test, value: Possible): Omit<Met, 'name' | 'test'> {
  if (value.kind === 'list') {
    const members = membersOf(value);
    const sure = members.filter(({ optional }) => !optional).length;
    const [least, most] = test.keyword === 'contains' ? countPassing(test.of, members) : [sure, members.length];
    return least === most ? { has: least } : { lowest: least, highest: most };
  }
  const has = plainValue(value);
  if (has !== undefined) return { has };
  const range = rangeOf(value);
  return range ? { lowest: range.low && toNumber(range.low), highest: range.high && toNumber(range.high) } : {};
}
