// Figures whose magnitudes can be compared: a slip of unit, such as yuan for 万元, shows in their ratio.

import type { Condition, Derivation, Operand } from '../model/index.ts';
import type { Input, Plan } from './plan.ts';
import { energyUnitOf, isPersons, moneyUnitOf } from './unit-factors.ts';

/** Two figures by their indexes into `plan.inputs`. */
export interface ComparableFigures {
  /**
   * `years`: one figure of two years, near 1. `head`: money and persons, whose ratio is some plausible amount. `share`: a
   * part of an amount, and the amount. `intensity`: energy and money.
   */
  readonly kind: 'years' | 'head' | 'share' | 'intensity';
  readonly upper: number;
  readonly lower: number;
}

/** Whether a number is a part of an amount, worked out as a share of 1. */
export function isShareOfOne(plan: Plan, { type, definition: { derive } }: Input): boolean {
  if (type !== 'decimal' || !derive || 'first' in derive) return false;
  const ratios = derive.ratio ? [derive] : (derive.meanOf ?? []);
  const currencyOf = (name: Operand | undefined): string | undefined => {
    const input = plan.inputs.find((one) => one.name === name);
    return input && moneyUnitOf(input)?.currency;
  };
  return (
    ratios.length > 0 &&
    ratios.every((one) => {
      const [upper, lower] = typeof one === 'object' ? (one.ratio ?? []) : [];
      return currencyOf(upper) !== undefined && currencyOf(upper) === currencyOf(lower);
    })
  );
}

/**
 * The figures that a pack itself sets in relation: what it divides and compares between years, and money and persons that it
 * tests together, as size classes do.
 */
export function findComparableFigures(plan: Plan): readonly ComparableFigures[] {
  const indexOf = new Map(plan.inputs.map(({ name }, index) => [name, index]));
  const found = new Map<string, ComparableFigures>();
  const add = (kind: ComparableFigures['kind'], upper: unknown, lower: unknown): void => {
    const [a, b] = [indexOf.get(String(upper)), indexOf.get(String(lower))];
    if (a === undefined || b === undefined || a === b) return;
    if (!found.has(`${a} ${b}`)) found.set(`${a} ${b}`, { kind, upper: a, lower: b });
  };
  const inputNamed = (name: unknown): Input | undefined => plan.inputs[indexOf.get(String(name)) ?? -1];

  function addRatio([upper, lower]: readonly Operand[]): void {
    const [above, below] = [inputNamed(upper), inputNamed(lower)];
    const money = above && moneyUnitOf(above);
    if (above && below && energyUnitOf(above) !== undefined && moneyUnitOf(below)) add('intensity', upper, lower);
    if (!money || !below) return;
    if (isPersons(below)) add('head', upper, lower);
    else if (moneyUnitOf(below)?.currency === money.currency) add('share', upper, lower);
  }

  /** What stands in one formula for different years: amounts themselves, or ratios of them, member by member. */
  function addYears(members: readonly Operand[]): void {
    const parts = members.map((member) => (typeof member === 'object' ? (member.ratio ?? []) : [member]));
    const [latest = []] = parts;
    for (const earlier of parts.slice(1))
      if (earlier.length === latest.length) for (const [i, one] of latest.entries()) add('years', one, earlier[i]);
  }

  function addDerivation({ ratio, difference, change, meanOf, of }: Derivation): void {
    if (ratio) addRatio(ratio);
    for (const members of [difference, change, meanOf]) if (members) addYears(members);
    for (const operand of [ratio, difference, change, meanOf, of ? [of] : []].flatMap((operands) => operands ?? []))
      if (typeof operand === 'object') addDerivation(operand);
  }

  function addCondition(condition: Condition | undefined): void {
    const tested = Object.keys(condition ?? {}).flatMap((name) => inputNamed(name) ?? []);
    for (const money of tested.filter(moneyUnitOf))
      for (const persons of tested.filter(isPersons)) add('head', money.name, persons.name);
  }

  for (const { definition } of plan.inputs) {
    const { derive } = definition;
    const cases = 'first' in definition ? definition.first : derive && 'first' in derive ? derive.first : undefined;
    if (derive && !('first' in derive)) addDerivation(derive);
    for (const { when } of cases ?? []) addCondition(when);
  }
  return [...found.values()];
}
