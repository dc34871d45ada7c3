// Finds pairs of figures whose ratio shows whether one of them is in a wrong unit, such as yuan instead of 万元.

import type { Condition, Derivation, Operand } from '../model/index.ts';
import type { Input, Plan } from './plan.ts';
import { coalEquivalentOf, isPersons, moneyUnitOf } from './unit-factors.ts';

/** A pair of figures to compare, as indexes into `plan.inputs`. */
export interface ComparableFigures {
  /**
   * `years`: the same figure in two years, with a ratio near 1. `head`: money per person, for which there is a
   * plausible range. `share`: a part of an amount. `intensity`: energy per amount of money.
   */
  readonly kind: 'years' | 'head' | 'share' | 'intensity';
  readonly upper: number;
  readonly lower: number;
}

/** Whether a decimal is derived as the ratio of a part to its whole, where both are amounts of money. */
export function isShareOfOne(plan: Plan, { type, definition: { derive } }: Input): boolean {
  if (type !== 'decimal' || !derive || 'first' in derive) return false;
  const ratios = derive.ratio ? [derive] : (derive.meanOf ?? []);
  const currencyOf = (name: Operand | undefined): string | undefined => {
    const input = plan.inputs.find((candidate) => candidate.name === name);
    return input && moneyUnitOf(input)?.currency;
  };
  return (
    ratios.length > 0 &&
    ratios.every((operand) => {
      const [upper, lower] = typeof operand === 'object' ? (operand.ratio ?? []) : [];
      return currencyOf(upper) !== undefined && currencyOf(upper) === currencyOf(lower);
    })
  );
}

/**
 * Finds the pairs of figures that a pack relates to each other: figures that it divides by each other, figures of two
 * years that it compares, and an amount of money and a number of persons in the same condition, as for size classes.
 */
export function findComparableFigures(plan: Plan): readonly ComparableFigures[] {
  const indexOf = new Map(plan.inputs.map(({ name }, index) => [name, index]));
  const figuresByName = new Map<string, ComparableFigures>();
  const addFigures = (kind: ComparableFigures['kind'], upper: unknown, lower: unknown): void => {
    const [a, b] = [indexOf.get(String(upper)), indexOf.get(String(lower))];
    if (a === undefined || b === undefined || a === b) return;
    if (!figuresByName.has(`${a} ${b}`)) figuresByName.set(`${a} ${b}`, { kind, upper: a, lower: b });
  };
  const inputNamed = (name: unknown): Input | undefined => plan.inputs[indexOf.get(String(name)) ?? -1];

  function addRatio([upper, lower]: readonly Operand[]): void {
    const [above, below] = [inputNamed(upper), inputNamed(lower)];
    const money = above && moneyUnitOf(above);
    if (above && below && coalEquivalentOf(above) !== undefined && moneyUnitOf(below))
      addFigures('intensity', upper, lower);
    if (!money || !below) return;
    if (isPersons(below)) addFigures('head', upper, lower);
    else if (moneyUnitOf(below)?.currency === money.currency) addFigures('share', upper, lower);
  }

  /**
   * Adds the pairs of figures of different years in one formula. The members of the formula are amounts, or ratios
   * whose numerators and denominators correspond to each other.
   */
  function addYears(members: readonly Operand[]): void {
    const parts = members.map((member) => (typeof member === 'object' ? (member.ratio ?? []) : [member]));
    const [latest = []] = parts;
    for (const earlier of parts.slice(1))
      if (earlier.length === latest.length)
        for (const [i, figure] of latest.entries()) addFigures('years', figure, earlier[i]);
  }

  function addDerivation({ ratio, difference, change, meanOf, of }: Derivation): void {
    if (ratio) addRatio(ratio);
    for (const members of [difference, change, meanOf]) if (members) addYears(members);
    for (const operand of [ratio, difference, change, meanOf, of ? [of] : []].flatMap((operands) => operands ?? []))
      if (typeof operand === 'object') addDerivation(operand);
  }

  function addCondition(condition: Condition | undefined): void {
    const testedInputs = Object.keys(condition ?? {}).flatMap((name) => inputNamed(name) ?? []);
    for (const money of testedInputs.filter(moneyUnitOf))
      for (const persons of testedInputs.filter(isPersons)) addFigures('head', money.name, persons.name);
  }

  for (const { definition } of plan.inputs) {
    const { derive } = definition;
    const cases = 'first' in definition ? definition.first : derive && 'first' in derive ? derive.first : undefined;
    if (derive && !('first' in derive)) addDerivation(derive);
    for (const { when } of cases ?? []) addCondition(when);
  }
  return [...figuresByName.values()];
}
