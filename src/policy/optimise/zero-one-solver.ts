import { itemAt } from '../../model/index.ts';
import { GivenUpError, type IntegerProgram, type Solver } from './linear-program.ts';

/**
 * The rows of a program; each is a sum of terms that must reach a least value. They are stored twice: row by row, with
 * the largest factors first, and variable by variable.
 */
interface Table {
  readonly count: number;
  readonly cost: Float64Array;
  /** The index of the row that limits the cost; all rows after it are implied rows. */
  readonly priceRow: number;
  /**
   * For each row, the index of its first term in `rowVariable` and `rowFactor`; `columnStart` does the same for
   * variables.
   */
  readonly rowStart: Int32Array;
  readonly rowVariable: Int32Array;
  readonly rowFactor: Float64Array;
  readonly least: Float64Array;
  readonly columnStart: Int32Array;
  readonly columnRow: Int32Array;
  readonly columnFactor: Float64Array;
  /**
   * For each row, the terms that bring it closer to its least value if their variable takes the more expensive of its
   * two values, ordered by cost per unit gained, the lowest first.
   */
  readonly helpfulStart: Int32Array;
  readonly helpful: Int32Array;
}

const UNASSIGNED = -1;

/**
 * Solves a program exactly, in whole numbers, by branch and bound. Returns undefined if that takes more than `most`
 * steps, and null if no values satisfy the rows. Variables that are not `whole` are also set to 0 or 1, because values
 * in between never make a program cheaper. Of several solutions with the least cost, returns the one with the first
 * variable of `order` in which they differ set to 1, provided that each of these variables costs something; without an
 * order, any of them. With `isAnyEnough`, returns the first solution found, whatever its cost.
 */
export function solveZeroOne(
  program: IntegerProgram,
  most: number,
  { order = null, isAnyEnough = false }: WantedSolution = {},
): readonly number[] | null | undefined {
  const [stated, cost] = [sidesOf(program.rows), costsOf(program)];
  const limit = limitOf(stated, cost);
  const solveRequest = { order, isAnyEnough, limit };
  const quick = search(tabulate(stated, [], cost), Math.min(most, FEW_STEPS), solveRequest, null);
  const { best, isOver } = quick.isOver
    ? quick
    : search(tabulate(stated, listImpliedSides(stated, cost), cost), most, solveRequest, quick.best);
  if (!isOver) return undefined;
  return (
    best &&
    Array.from(best.values, (value, variable) =>
      value === UNASSIGNED ? chooseCheaperValue(cost[variable] as number) : value,
    )
  );
}

/** The maximum number of steps for one program, which take less than a second. */
const MAX_STEPS_ALONE = 100_000;

/** Solves programs in a limited number of steps if no other solver is available. */
export const solveInSteps: Solver = (program) => {
  const values = program.hasShares ? undefined : solveZeroOne(program, MAX_STEPS_ALONE);
  if (values === undefined) throw new GivenUpError();
  return values;
};

/** Which of the solutions that satisfy the rows to return. */
interface WantedSolution {
  readonly order?: readonly number[] | null;
  readonly isAnyEnough?: boolean;
}

/** Most programs are solved within this many steps even without implied rows. */
const FEW_STEPS = 200;

/** The cheapest solution found. */
interface FoundSolution {
  readonly cost: number;
  readonly values: Int8Array;
}

/**
 * Searches for a limited number of steps. Skips choices that cost more than the limit or are worse than a solution
 * found before.
 */
function search(
  table: Table,
  most: number,
  { order, isAnyEnough, limit }: Required<WantedSolution> & { readonly limit: number },
  known: FoundSolution | null,
): { readonly best: FoundSolution | null; readonly isOver: boolean } {
  const { cost, least, priceRow } = table;
  const assignment = createAssignment(table);
  const { value, fix, undoTo, propagate, tightenRow, restingCost } = assignment;
  const findBranch = createBranching(table, assignment);
  let bestSolution: FoundSolution | null = null;
  let [ceiling, steps] = [limit, 0];

  /**
   * Records a solution. From then on, another solution is accepted only if it costs less or, with an order, if it costs
   * the same and comes first; if any solution is enough, no other is accepted.
   */
  function keepSolution(found: FoundSolution): void {
    bestSolution = found;
    ceiling = isAnyEnough ? Number.NEGATIVE_INFINITY : order ? found.cost : found.cost - 1;
    least[priceRow] = 0 - ceiling;
  }

  function comesBefore(a: Int8Array, b: Int8Array): boolean {
    const differing = order?.find((variable) => (a[variable] === 1) !== (b[variable] === 1));
    return differing !== undefined && a[differing] === 1;
  }

  function visit(): void {
    if (++steps > most) return;
    const { bound, next } = findBranch(ceiling, steps);
    if (bound > ceiling) return;
    if (next < 0) {
      const solution = { cost: restingCost(), values: value.slice() };
      if (!bestSolution || solution.cost < bestSolution.cost || comesBefore(solution.values, bestSolution.values))
        keepSolution(solution);
      return;
    }
    const length = assignment.length();
    const firstValue = (cost[next] as number) < 0 ? 0 : 1;
    for (const to of [firstValue, 1 - firstValue]) {
      fix(next, to);
      if (propagate(length)) visit();
      undoTo(length);
      if (steps > most) return;
    }
  }

  least[priceRow] = 0 - ceiling;
  if (known) keepSolution(known);
  const isOpen = Array.from({ length: least.length }, (_, row) => tightenRow(row)).every(Boolean) && propagate(0);
  if (isOpen) visit();
  return { best: bestSolution, isOver: steps <= most };
}

/** The values assigned to variables so far, and what each row can still reach with them. */
interface Assignment {
  readonly value: Int8Array;
  /** For each row, its value if all open variables take their cheaper value. */
  readonly valueAtCheapest: Float64Array;
  /** Returns the number of variables that are fixed. */
  length(): number;
  /** Returns the total cost if every open variable takes the cheaper of its two values. */
  restingCost(): number;
  fix(variable: number, to: number): void;
  /** Releases the variables fixed last until only `length` variables are fixed. */
  undoTo(length: number): void;
  /**
   * Fixes every variable to which the rows leave only one value, examining the rows of the variables fixed from index
   * `from` on; false if a row can no longer be satisfied.
   */
  propagate(from: number): boolean;
  /** Fixes every variable to which this row leaves only one value; false if the row can no longer be satisfied. */
  tightenRow(row: number): boolean;
}

function createAssignment({
  count,
  cost,
  rowStart,
  rowVariable,
  rowFactor,
  least,
  columnStart,
  columnRow,
  columnFactor,
  priceRow,
}: Table): Assignment {
  const rows = least.length;
  const value = new Int8Array(count).fill(UNASSIGNED);
  /** For each row, the greatest value that its sum can still have. */
  const highest = new Float64Array(rows);
  const valueAtCheapest = new Float64Array(rows);
  const assignmentTrail: number[] = [];
  for (let row = 0; row < rows; row++) {
    for (let k = rowStart[row] as number; k < (rowStart[row + 1] as number); k++) {
      const factor = rowFactor[k] as number;
      if (factor > 0) highest[row] = (highest[row] as number) + factor;
      if ((cost[rowVariable[k] as number] as number) < 0)
        valueAtCheapest[row] = (valueAtCheapest[row] as number) + factor;
    }
  }

  function assignValue(variable: number, to: number, sign: 1 | -1): void {
    const change = to - chooseCheaperValue(cost[variable] as number);
    for (let k = columnStart[variable] as number; k < (columnStart[variable + 1] as number); k++) {
      const row = columnRow[k] as number;
      const factor = columnFactor[k] as number;
      highest[row] = (highest[row] as number) + sign * (to * factor - Math.max(0, factor));
      valueAtCheapest[row] = (valueAtCheapest[row] as number) + sign * change * factor;
    }
  }

  function fixVariable(variable: number, to: number): void {
    value[variable] = to;
    assignValue(variable, to, 1);
    assignmentTrail.push(variable);
  }

  function tightenRow(row: number): boolean {
    const slack = (highest[row] as number) - (least[row] as number);
    if (slack < 0) return false;
    for (let k = rowStart[row] as number; k < (rowStart[row + 1] as number); k++) {
      const factor = rowFactor[k] as number;
      // The largest factors come first, so all later ones are small enough too.
      if (Math.abs(factor) <= slack) break;
      const variable = rowVariable[k] as number;
      if (value[variable] === UNASSIGNED) fixVariable(variable, factor > 0 ? 1 : 0);
    }
    return true;
  }

  return {
    value,
    valueAtCheapest,
    length: () => assignmentTrail.length,
    restingCost: () => 0 - (valueAtCheapest[priceRow] as number),
    fix: fixVariable,
    undoTo(length) {
      while (assignmentTrail.length > length) {
        const variable = assignmentTrail.pop() as number;
        assignValue(variable, value[variable] as number, -1);
        value[variable] = UNASSIGNED;
      }
    },
    propagate(from) {
      for (let at = from; at < assignmentTrail.length; at++) {
        const variable = itemAt(assignmentTrail, at);
        for (let k = columnStart[variable] as number; k < (columnStart[variable + 1] as number); k++) {
          if (!tightenRow(columnRow[k] as number)) return false;
        }
      }
      return true;
    },
    tightenRow,
  };
}

/**
 * Returns a function that finds a lower bound on the cost and the variable to decide next; the variable is -1 if all
 * rows are satisfied without further cost. A bound above the ceiling need not be exact.
 */
function createBranching(
  { count, cost, rowVariable, rowFactor, least, priceRow, helpfulStart, helpful }: Table,
  { value, valueAtCheapest, restingCost }: Assignment,
): (ceiling: number, step: number) => { readonly bound: number; readonly next: number } {
  const rows = least.length;
  /**
   * `lacking`: the rows not yet satisfied; `prices`: for each row, the least cost of satisfying it; `needed`: for each
   * variable, the last step in which a row needed it.
   */
  const lacking: number[] = [];
  const [prices, needed] = [new Float64Array(rows), new Int32Array(count)];

  /**
   * Returns the least cost of satisfying a row after the rows before it. Variables that those rows have paid for cost
   * nothing more.
   */
  function computeAdditionalCost(row: number, step: number): number {
    const [from, to] = [helpfulStart[row] as number, helpfulStart[row + 1] as number];
    let missingAmount = (least[row] as number) - (valueAtCheapest[row] as number);
    for (let at = from; at < to; at++) {
      const k = helpful[at] as number;
      const variable = rowVariable[k] as number;
      if (value[variable] === UNASSIGNED && needed[variable] === step)
        missingAmount -= Math.abs(rowFactor[k] as number);
    }
    if (missingAmount <= 0) return 0;
    let leastPrice = 0;
    for (let at = from; at < to; at++) {
      const k = helpful[at] as number;
      const variable = rowVariable[k] as number;
      if (value[variable] !== UNASSIGNED || needed[variable] === step) continue;
      needed[variable] = step;
      if (missingAmount <= 0) continue;
      const gain = Math.abs(rowFactor[k] as number);
      const absoluteCost = Math.abs(cost[variable] as number);
      leastPrice += gain >= missingAmount ? (absoluteCost * missingAmount) / gain : absoluteCost;
      missingAmount -= gain;
    }
    return leastPrice;
  }

  return (ceiling, step) => {
    let [dearest, dearestStated, next] = [-1, -1, -1];
    lacking.length = 0;
    for (let row = 0; row < rows; row++) {
      let missingAmount = (least[row] as number) - (valueAtCheapest[row] as number);
      if (missingAmount <= 0) continue;
      let leastPrice = 0;
      let decisive = -1;
      for (let index = helpfulStart[row] as number; index < (helpfulStart[row + 1] as number); index++) {
        const k = helpful[index] as number;
        const variable = rowVariable[k] as number;
        if (value[variable] !== UNASSIGNED) continue;
        if (decisive < 0) decisive = variable;
        const gain = Math.abs(rowFactor[k] as number);
        const absoluteCost = Math.abs(cost[variable] as number);
        leastPrice += gain >= missingAmount ? (absoluteCost * missingAmount) / gain : absoluteCost;
        missingAmount -= gain;
        if (missingAmount <= 0) break;
      }
      prices[row] = leastPrice;
      if (leastPrice > 0) lacking.push(row);
      if (leastPrice > dearest) dearest = leastPrice;
      // Only stated rows choose the next variable: implied rows give good bounds, but choosing by them makes the search
      // slower.
      if (leastPrice > dearestStated && row <= priceRow) [dearestStated, next] = [leastPrice, decisive];
    }
    let sum = Math.max(0, dearest);
    if (ceiling < Number.POSITIVE_INFINITY && restingCost() + sum <= ceiling) {
      lacking.sort((a, b) => (prices[b] as number) - (prices[a] as number));
      sum = lacking.reduce((paid, row) => paid + computeAdditionalCost(row, step), 0);
    }
    // Prices may be rounded fractions, so the sum is rounded up only if it is surely above a whole number.
    return { bound: restingCost() + Math.ceil(sum * (1 - 1e-9) - 1e-9), next };
  };
}

/** Returns the cheaper value of a variable. */
function chooseCheaperValue(leastPrice: number): number {
  return leastPrice < 0 ? 1 : 0;
}

function costsOf({ whole, objective }: IntegerProgram): Float64Array {
  const cost = new Float64Array(whole.length);
  for (const [variable, leastPrice] of objective) cost[variable] = leastPrice;
  return cost;
}

/** Returns the highest cost that the stated rows allow; infinite if no row limits the cost. */
function limitOf(stated: readonly Side[], cost: Float64Array): number {
  const pricedCount = cost.reduce((count, leastPrice) => count + Number(leastPrice !== 0), 0);
  const isLimit = ({ terms, sign }: Side): boolean =>
    terms.length === pricedCount && terms.every(([variable, factor]) => factor * sign === -(cost[variable] as number));
  return 0 - (stated.find(isLimit)?.least ?? Number.NEGATIVE_INFINITY);
}

function sidesOf(rows: IntegerProgram['rows']): Side[] {
  return rows.flatMap(({ terms, low, high }): Side[] => [
    ...(low === null ? [] : [{ terms, sign: 1, least: low } as const]),
    ...(high === null ? [] : [{ terms, sign: -1, least: -high } as const]),
  ]);
}

function tabulate(stated: readonly Side[], implied: readonly Side[], cost: Float64Array): Table {
  const count = cost.length;
  // The row that limits the cost. Costs are integers, so each further solution must cost at least 1 less than the
  // previous one.
  const pricedVariables = Array.from(cost, (leastPrice, variable) => [variable, leastPrice] as const).filter(
    ([, leastPrice]) => leastPrice !== 0,
  );
  const sides = [...stated, { terms: pricedVariables, sign: -1, least: Number.NEGATIVE_INFINITY }, ...implied];
  const size = sides.reduce((sum, { terms }) => sum + terms.length, 0);
  const rowStart = new Int32Array(sides.length + 1);
  const [rowVariable, rowFactor] = [new Int32Array(size), new Float64Array(size)];
  const columnStart = new Int32Array(count + 1);
  let end = 0;
  for (const [row, { terms, sign }] of sides.entries()) {
    const start = end;
    for (const [variable, factor] of terms) {
      let at = end++;
      // The largest factors come first; equal ones keep their order.
      for (; at > start && Math.abs(rowFactor[at - 1] as number) < Math.abs(factor); at--) {
        rowVariable[at] = rowVariable[at - 1] as number;
        rowFactor[at] = rowFactor[at - 1] as number;
      }
      rowVariable[at] = variable;
      rowFactor[at] = sign * factor;
      columnStart[variable + 1] = (columnStart[variable + 1] as number) + 1;
    }
    rowStart[row + 1] = end;
  }
  for (let variable = 0; variable < count; variable++)
    columnStart[variable + 1] = (columnStart[variable + 1] as number) + (columnStart[variable] as number);
  const [columnRow, columnFactor, filled] = [new Int32Array(size), new Float64Array(size), columnStart.slice()];
  const [helpfulStart, helpful] = [new Int32Array(sides.length + 1), new Int32Array(size)];
  const costPerUnit = (k: number): number =>
    Math.abs((cost[rowVariable[k] as number] as number) / (rowFactor[k] as number));
  end = 0;
  for (let row = 0; row < sides.length; row++) {
    const start = end;
    for (let k = rowStart[row] as number; k < (rowStart[row + 1] as number); k++) {
      const variable = rowVariable[k] as number;
      const factor = rowFactor[k] as number;
      const slot = filled[variable] as number;
      filled[variable] = slot + 1;
      columnRow[slot] = row;
      columnFactor[slot] = factor;
      if (chooseCheaperValue(cost[variable] as number) === 1 ? factor >= 0 : factor <= 0) continue;
      let at = end++;
      for (; at > start && costPerUnit(helpful[at - 1] as number) > costPerUnit(k); at--)
        helpful[at] = helpful[at - 1] as number;
      helpful[at] = k;
    }
    helpfulStart[row + 1] = end;
  }
  const least = Float64Array.from(sides, (side) => side.least);
  return {
    ...{ count, cost, rowStart, rowVariable, rowFactor, least, columnStart, columnRow, columnFactor },
    ...{ priceRow: stated.length, helpfulStart, helpful },
  };
}

/**
 * Derives further rows from the stated ones. A variable without a cost that stands for variables with costs, such as
 * "any of these measures", is replaced by these variables, so that the row shows what satisfying it really costs.
 */
function listImpliedSides(sides: readonly Side[], cost: Float64Array): Side[] {
  /** For each variable without a cost: a row that bounds it from below, and a row that bounds it from above. */
  const bounds = [new Map<number, Side>(), new Map<number, Side>()] as const;
  for (const side of sides) {
    for (const [variable, factor] of side.terms) {
      const bound = bounds[factor * side.sign > 0 ? 0 : 1];
      if (cost[variable] === 0 && Math.abs(factor) === 1 && !bound.has(variable)) bound.set(variable, side);
    }
  }
  return sides.flatMap((side) => {
    const terms = new Map(side.terms.map(([variable, factor]) => [variable, factor * side.sign]));
    const removedVariables = new Set<number>();
    let { least } = side;
    // Terms added during the loop are examined too.
    for (const variable of terms.keys()) {
      const factor = terms.get(variable) as number;
      const boundingSide = cost[variable] === 0 && factor !== 0 ? bounds[factor > 0 ? 1 : 0].get(variable) : undefined;
      if (!boundingSide || boundingSide === side || boundingSide.terms.some(([other]) => removedVariables.has(other)))
        continue;
      removedVariables.add(variable);
      for (const [other, own] of boundingSide.terms)
        terms.set(other, (terms.get(other) ?? 0) + Math.abs(factor) * own * boundingSide.sign);
      least += Math.abs(factor) * boundingSide.least;
    }
    const newTerms = [...terms].filter(([, factor]) => factor !== 0);
    const isExact = Number.isSafeInteger(newTerms.reduce((sum, [, factor]) => sum + Math.abs(factor), Math.abs(least)));
    const isMet = newTerms.reduce((sum, [, factor]) => sum + Math.min(0, factor), 0) >= least;
    return removedVariables.size > 0 && isExact && !isMet ? [{ terms: newTerms, sign: 1, least } as const] : [];
  });
}

/** One side of a row: the sum of its terms, each times the sign, is at least `least`. */
interface Side {
  readonly terms: IntegerProgram['objective'];
  readonly sign: 1 | -1;
  readonly least: number;
}
