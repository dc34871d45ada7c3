import type {
  AmountMembers,
  AmountNumber,
  AmountRule,
  Members,
  NumberRule,
  ScoreRule,
} from '../../model/generated/types.ts';
import { BOUNDS, COMBINING } from '../../scoring/namespace.ts';

/** The name of one year of a list by year; the first year is 1. */
export function nameOfYear(list: string, year: number): string {
  return `${list}/${year}`;
}

/** The rule as a score of a rubric: a weight for each year becomes a member for each year. */
export function withoutYears(rule: AmountRule): ScoreRule {
  const { floor, cap, sum, mean, min, max, ...plain } = rule;
  const [operands, bounds] = [
    { sum, mean, min, max },
    { floor, cap },
  ];
  const settled: ScoreRule = { ...plain };
  for (const operator of COMBINING) {
    const members = operands[operator];
    if (members !== undefined) settled[operator] = spreadYears(members);
  }
  for (const side of BOUNDS) {
    const bound = bounds[side];
    if (bound !== undefined) settled[side] = boundWithoutYears(bound);
  }
  return settled;
}

function boundWithoutYears(bound: AmountNumber): NumberRule {
  return typeof bound === 'object' ? withoutYears(bound) : bound;
}

function spreadYears(members: AmountMembers): Members {
  if (typeof members !== 'object' || Array.isArray(members)) return members;
  return Object.fromEntries(
    Object.entries(members).flatMap(([name, weight]): [string, number | string | ScoreRule][] => {
      if (Array.isArray(weight)) return weight.map((share, i) => [nameOfYear(name, i + 1), share]);
      return [[name, typeof weight === 'object' ? withoutYears(weight) : weight]];
    }),
  );
}
