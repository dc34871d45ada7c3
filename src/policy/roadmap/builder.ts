import { ONE, ZERO } from '../../model/rational.ts';
import { complementOf, constantOf, type Linear, MINUS_ONE, sumLinear, variableOf } from './linear.ts';
import type { Row } from './program.ts';
import { type AtLeast, literalOf, negated, type Requirement, rangeOfSum, requireLeast } from './requirement.ts';

/** A program under construction. */
export interface Builder {
  readonly whole: boolean[];
  readonly rows: Row[];
  /** A new variable; `whole` where nothing but itself makes it 0 or 1. */
  variable(whole: boolean): number;
  /** A new variable that can be anything from 0 to 1. */
  share(): number;
  /** Whether there is one that can be anything between. */
  hasShares(): boolean;
  /** Demands that a requirement is met. */
  demand(requirement: Requirement): void;
  /** The expression that is 1 where a requirement is met, and 0 where it is not. */
  truthOf(requirement: Requirement): Linear;
}

export function createBuilder(): Builder {
  const whole: boolean[] = [];
  const rows: Row[] = [];
  const known = new Map<Requirement, Linear>();
  let shares = 0;

  function variable(isWhole: boolean): number {
    return whole.push(isWhole) - 1;
  }

  function share(): number {
    shares++;
    return variable(false);
  }

  function addRow({ variables, factors }: Pick<AtLeast, 'variables' | 'factors'>, low: number): void {
    rows.push({ terms: variables.map((at, i) => [at, factors[i] as number] as const), low, high: null });
  }

  function demand(requirement: Requirement): void {
    switch (requirement.op) {
      case 'constant':
        // No sum is at least one without a term.
        if (!requirement.value) rows.push({ terms: [], low: 1, high: null });
        return;
      case 'sum':
        addRow(requirement, requirement.least);
        return;
      case 'all':
        requirement.of.forEach(demand);
        return;
      case 'any':
        demandLeast(
          requirement.of.map((one) => [truthOf(one), ONE] as const),
          1,
        );
    }
  }

  function demandLeast(parts: Parameters<typeof sumLinear>[0], least: number): void {
    demand(requireLeast(sumLinear(parts), { n: BigInt(least), d: 1n }));
  }

  function truthOf(requirement: Requirement): Linear {
    const found = known.get(requirement);
    if (found) return found;
    const expression = expressionOf(requirement);
    known.set(requirement, expression);
    return expression;
  }

  function expressionOf(requirement: Requirement): Linear {
    if (requirement.op === 'constant') return constantOf(requirement.value ? ONE : ZERO);
    if (requirement.op === 'sum') return literalOf(requirement) ?? sumTruth(requirement);
    // Any of them is not none of them.
    if (requirement.op === 'any') return complementOf(truthOf(negated(requirement)));
    const parts = requirement.of.map(truthOf);
    const all = variableOf(variable(false));
    for (const part of parts) {
      demandLeast(
        [
          [part, ONE],
          [all, MINUS_ONE],
        ],
        0,
      );
    }
    demandLeast([[all, ONE], ...parts.map((part) => [part, MINUS_ONE] as const)], 1 - parts.length);
    return all;
  }

  /** A variable that switches a sum's requirement on, and its opposite off. */
  function sumTruth(requirement: AtLeast): Linear {
    const at = variable(true);
    const { factors, least } = requirement;
    const variables = [...requirement.variables, at];
    const [low, high] = rangeOfSum(requirement);
    addRow({ variables, factors: [...factors, low - least] }, low);
    addRow({ variables, factors: [...factors.map((one) => -one), high - least + 1] }, 1 - least);
    return variableOf(at);
  }

  return { whole, rows, variable, share, hasShares: () => shares > 0, demand, truthOf };
}
