// Exact linear expressions over 0-1 variables, requirements on such expressions, and the program that is built from
// them.
import {
  addWhole,
  computeCommonDivisor,
  computeCommonMultiple,
  divideWhole,
  fraction,
  itemAt,
  multiplyWhole,
  negate,
  ONE,
  type Rational,
  roundWholeUp,
  toWhole,
  type Whole,
  wholeNumber,
  ZERO,
} from '../../model/index.ts';

/**
 * A linear expression: a constant plus multiples of variables, stored exactly as whole numbers of units of 1/`over`.
 */
export interface Linear {
  /** How many units make 1; above 0. */
  readonly over: Whole;
  readonly constant: Whole;
  /** The indexes of the variables, without duplicates. */
  readonly variables: readonly number[];
  /** The factor of each variable, in units; never 0. */
  readonly factors: readonly Whole[];
}

export function constantOf({ n, d }: Rational): Linear {
  return { over: toWhole(d), constant: toWhole(n), variables: [], factors: [] };
}

export function variableOf(variable: number): Linear {
  return { over: 1, constant: 0, variables: [variable], factors: [1] };
}

/** Adds up expressions, each multiplied by its factor; drops variables that cancel out. */
export function sumLinear(parts: readonly (readonly [Linear, Rational])[]): Linear {
  let over: Whole = 1;
  for (const [part, { d }] of parts) over = computeCommonMultiple(over, countUnitsPerFraction(part, d));
  let constant: Whole = 0;
  const variables: number[] = [];
  const factors: Whole[] = [];
  let [latest, cancelled] = [-1, false];
  for (const [part, factor] of parts) {
    const times = countUnits(over, part, factor);
    if (part.constant !== 0) constant = addWhole(constant, multiplyWhole(part.constant, times));
    for (let i = 0; i < part.variables.length; i++) {
      const variable = itemAt(part.variables, i);
      const units = multiplyWhole(itemAt(part.factors, i), times);
      // Variables mostly come in ascending order, so it is rarely necessary to search for an earlier occurrence.
      const index = variable > latest ? -1 : variables.indexOf(variable);
      if (index < 0) {
        variables.push(variable);
        factors.push(units);
        latest = Math.max(latest, variable);
      } else factors[index] = addWhole(itemAt(factors, index), units);
      cancelled ||= factors[index < 0 ? factors.length - 1 : index] === 0;
    }
  }
  return cancelled ? dropZeros({ over, constant, variables, factors }) : { over, constant, variables, factors };
}

function countUnitsPerFraction({ over }: Linear, d: bigint): Whole {
  return d === 1n ? over : multiplyWhole(over, toWhole(d));
}

/** Returns how many units of the sum one unit of a part makes, multiplied by the factor of this part. */
function countUnits(over: Whole, part: Linear, factor: Rational): Whole {
  const units = divideWhole(over, countUnitsPerFraction(part, factor.d));
  return factor === ONE ? units : multiplyWhole(units, toWhole(factor.n));
}

function dropZeros(sum: Linear): Linear {
  const isLeft = (_: unknown, i: number): boolean => sum.factors[i] !== 0;
  return { ...sum, variables: sum.variables.filter(isLeft), factors: sum.factors.filter(isLeft) };
}

export const MINUS_ONE = negate(ONE);

/** Returns one minus an expression. */
export function complementOf(of: Linear): Linear {
  return sumLinear([
    [constantOf(ONE), ONE],
    [of, MINUS_ONE],
  ]);
}

export function subtractLinear(of: Linear, other: Linear): Linear {
  return sumLinear([
    [of, ONE],
    [other, MINUS_ONE],
  ]);
}

/** A requirement on 0-1 variables: always or never met, met by a large enough sum, or a combination of requirements. */
export type Requirement =
  | { readonly op: 'constant'; readonly value: boolean }
  | AtLeast
  | { readonly op: 'all' | 'any'; readonly of: readonly Requirement[] };

/**
 * The requirement that a sum of whole multiples of variables is at least a whole number. All these numbers are small
 * enough to be exact as doubles.
 */
interface AtLeast {
  readonly op: 'sum';
  readonly variables: readonly number[];
  readonly factors: readonly number[];
  readonly least: number;
}

const ALWAYS: Requirement = { op: 'constant', value: true };
export const NEVER: Requirement = { op: 'constant', value: false };

/**
 * If the possible values of a sum span more than this, a solver cannot tell a difference of one from its own rounding
 * error.
 */
const MAX_DISTINGUISHABLE = 10 ** 9;

/**
 * Requires that an expression is at least a bound, or above the bound if `strict`. Factors are divided by their
 * greatest common divisor, so that sums that meet the requirement differ by at least one from those that do not.
 */
export function requireAtLeast(
  { over, constant, variables, factors }: Linear,
  { n, d }: Rational,
  strict = false,
): Requirement {
  const denominator = toWhole(d);
  const remainingConstant = addWhole(
    multiplyWhole(toWhole(n), over),
    multiplyWhole(multiplyWhole(constant, denominator), -1),
  );
  if (variables.length === 0) return remainingConstant < 0 || (remainingConstant === 0 && !strict) ? ALWAYS : NEVER;
  const unit = factors.reduce<Whole>((allHold, factor) => computeCommonDivisor(factor, allHold), 0);
  const wholeFactors = unit === 1 ? factors : factors.map((factor) => divideWhole(factor, unit));
  const least = roundWholeUp(remainingConstant, multiplyWhole(denominator, unit), strict);
  const [low, high] = rangeOf(wholeFactors);
  if (low >= least) return ALWAYS;
  if (high < least) return NEVER;
  if (addWhole(high, multiplyWhole(low, -1)) > MAX_DISTINGUISHABLE)
    throw new NotLinearError('numbers too fine to be told apart');
  // The range was checked above, so all numbers are exact as doubles.
  return { op: 'sum', variables, factors: wholeFactors as readonly number[], least: least as number };
}

function rangeOf(factors: readonly Whole[]): [low: Whole, high: Whole] {
  let [low, high]: [Whole, Whole] = [0, 0];
  for (const factor of factors) {
    if (factor < 0) low = addWhole(low, factor);
    else high = addWhole(high, factor);
  }
  return [low, high];
}

export function requireAll(of: readonly Requirement[]): Requirement {
  return join('all', of, NEVER, ALWAYS);
}

export function requireAny(of: readonly Requirement[]): Requirement {
  return join('any', of, ALWAYS, NEVER);
}

/** Combines requirements. If one of them is `decisive`, it is the result; any that are `neutral` are left out. */
function join(op: 'all' | 'any', of: readonly Requirement[], decisive: Requirement, neutral: Requirement): Requirement {
  if (of.includes(decisive)) return decisive;
  const otherRequirements = of.filter((requirement) => requirement !== neutral);
  const [only] = otherRequirements;
  if (!only) return neutral;
  return otherRequirements.length === 1 ? only : { op, of: otherRequirements };
}

function negated(requirement: Requirement): Requirement {
  switch (requirement.op) {
    case 'constant':
      return requirement.value ? NEVER : ALWAYS;
    case 'sum':
      return { ...requirement, factors: requirement.factors.map((factor) => -factor), least: 1 - requirement.least };
    case 'all':
      return requireAny(requirement.of.map(negated));
    case 'any':
      return requireAll(requirement.of.map(negated));
  }
}

/**
 * For a requirement on a single variable, returns the expression that is 1 exactly if the requirement holds; undefined
 * for all other requirements.
 */
function literalOf({ variables, factors, least }: AtLeast): Linear | undefined {
  const [variable, value] = [itemAt(variables, 0), itemAt(factors, 0)];
  if (variables.length > 1) return undefined;
  if (value > 0) return value >= least && least > 0 ? variableOf(variable) : undefined;
  return least > 0 || value >= least ? undefined : complementOf(variableOf(variable));
}

/** A program under construction. */
export interface ProgramBuilder {
  readonly whole: boolean[];
  readonly rows: ProgramRow[];
  /** Adds a variable. `whole` must be set unless rows force the variable to be 0 or 1. */
  variable(whole: boolean): number;
  /** Adds a variable that can take any value from 0 to 1. */
  share(): number;
  /** Whether there are variables that can take any value from 0 to 1. */
  hasShares(): boolean;
  demand(requirement: Requirement): void;
  /** Returns the expression that is 1 if a requirement is met, and 0 otherwise. */
  truthOf(requirement: Requirement): Linear;
}

/** Returns an expression that equals `amount` if a requirement is met, and 0 otherwise. */
export function amountWhere(requirement: Requirement, amount: Linear, builder: ProgramBuilder): Linear {
  const { over, constant, variables, factors } = amount;
  const toRational = (units: Whole): Rational => fraction(BigInt(units), BigInt(over));
  const terms = variables.map((variable, i) => {
    const isSet = requireAtLeast(variableOf(variable), ONE);
    return [builder.truthOf(requireAll([isSet, requirement])), toRational(itemAt(factors, i))] as const;
  });
  return sumLinear([[builder.truthOf(requirement), toRational(constant)], ...terms]);
}

export function createProgramBuilder(): ProgramBuilder {
  const program: Pick<ProgramBuilder, 'whole' | 'rows'> = { whole: [], rows: [] };
  const truthByRequirement = new Map<Requirement, Linear>();
  let shares = 0;

  function addRequirement(requirement: Requirement): void {
    switch (requirement.op) {
      case 'constant':
        // A row that no values satisfy: an empty sum is never at least 1.
        if (!requirement.value) program.rows.push({ terms: [], low: 1, high: null });
        return;
      case 'sum':
        addRow(program, requirement, requirement.least);
        return;
      case 'all':
        requirement.of.forEach(addRequirement);
        return;
      case 'any':
        demandLeast(
          requirement.of.map((part) => [truthOf(part), ONE] as const),
          1,
        );
    }
  }

  function demandLeast(parts: Parameters<typeof sumLinear>[0], least: number): void {
    addRequirement(requireAtLeast(sumLinear(parts), wholeNumber(least)));
  }

  function truthOf(requirement: Requirement): Linear {
    const cached = truthByRequirement.get(requirement);
    if (cached) return cached;
    const expression = expressionOf(requirement);
    truthByRequirement.set(requirement, expression);
    return expression;
  }

  function expressionOf(requirement: Requirement): Linear {
    if (requirement.op === 'constant') return constantOf(requirement.value ? ONE : ZERO);
    if (requirement.op === 'sum') return literalOf(requirement) ?? addSumTruth(program, requirement);
    // At least one requirement holds unless the opposites of all of them hold.
    if (requirement.op === 'any') return complementOf(truthOf(negated(requirement)));
    const parts = requirement.of.map(truthOf);
    const allHold = variableOf(addVariable(program, false));
    for (const part of parts) {
      demandLeast(
        [
          [part, ONE],
          [allHold, MINUS_ONE],
        ],
        0,
      );
    }
    demandLeast([[allHold, ONE], ...parts.map((part) => [part, MINUS_ONE] as const)], 1 - parts.length);
    return allHold;
  }

  return {
    ...program,
    variable: (isWhole) => addVariable(program, isWhole),
    share() {
      shares++;
      return addVariable(program, false);
    },
    hasShares: () => shares > 0,
    demand: addRequirement,
    truthOf,
  };
}

function addVariable({ whole }: Pick<ProgramBuilder, 'whole'>, isWhole: boolean): number {
  return whole.push(isWhole) - 1;
}

function addRow(
  { rows }: Pick<ProgramBuilder, 'rows'>,
  { variables, factors }: Pick<AtLeast, 'variables' | 'factors'>,
  low: number,
): void {
  rows.push({ terms: variables.map((id, i) => [id, itemAt(factors, i)] as const), low, high: null });
}

/** Adds a 0-1 variable with rows that make it 1 if a sum meets its requirement, and 0 if it does not. */
function addSumTruth(program: Pick<ProgramBuilder, 'whole' | 'rows'>, requirement: AtLeast): Linear {
  const indicator = addVariable(program, true);
  const { factors, least } = requirement;
  const variables = [...requirement.variables, indicator];
  const [low, high] = rangeOf(factors) as [number, number];
  addRow(program, { variables, factors: [...factors, low - least] }, low);
  addRow(program, { variables, factors: [...factors.map((factor) => -factor), high - least + 1] }, 1 - least);
  return variableOf(indicator);
}

/** One row of a program: a sum of multiples of variables must lie between two bounds; null means no bound. */
export interface ProgramRow {
  readonly terms: readonly (readonly [variable: number, coefficient: number])[];
  readonly low: number | null;
  readonly high: number | null;
}

/**
 * A program that minimises an objective over variables from 0 to 1. Its numbers are whole, except in rows with
 * variables that may be fractions.
 */
export interface IntegerProgram {
  /**
   * For each variable, whether the solver must make it 0 or 1. The rows force the other variables to be 0 or 1, apart
   * from those that may be fractions.
   */
  readonly whole: readonly boolean[];
  /** Whether some variables may take any value from 0 to 1. */
  readonly hasShares?: boolean;
  readonly rows: readonly ProgramRow[];
  readonly objective: ProgramRow['terms'];
}

/**
 * Finds optimal values for the variables of a program; null if no values satisfy its rows. A solver computes with
 * floating-point numbers, so callers check the result exactly.
 */
export type Solver = (program: IntegerProgram) => readonly number[] | null;

/** The error of a solver that had to stop at a limit of steps or time before it had a result. */
export class GivenUpError extends Error {
  override readonly name = 'GivenUpError';
}

/** The error that a requirement cannot be expressed in a program; `what` states the score and the reason. */
export class NotLinearError extends Error {
  readonly what: string;

  constructor(what: string) {
    super(`not linear: ${what}`);
    this.what = what;
  }
}
