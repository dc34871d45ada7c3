import type { IntegerProgram } from '../integer-program.ts';

/** A program's rows as sums of at least so much, row by row with the weightiest terms first, and variable by variable. */
interface Table {
  readonly count: number;
  readonly cost: Float64Array;
  /** Where the terms of each row begin, and of each variable. */
  readonly rowStart: Int32Array;
  readonly rowVariable: Int32Array;
  readonly rowFactor: Float64Array;
  readonly least: Float64Array;
  readonly columnStart: Int32Array;
  readonly columnRow: Int32Array;
  readonly columnFactor: Float64Array;
  /** Row by row the terms that help where a variable leaves what costs nothing, the cheapest for what it brings first. */
  readonly helpfulStart: Int32Array;
  readonly helpful: Int32Array;
}

const OPEN = -1;

/**
 * Solves a program by going through what cannot be ruled out, exactly, for all is in whole numbers. Undefined where that
 * takes more than so many steps, null where nothing meets the rows. What is not `whole` is taken for 0 or 1, too: no program
 * gains by anything between. Of several that cost as little it is the one that has the first variable of `order` which the
 * others lack, where each of these costs something; without an order it is any of them.
 */
export function solveZeroOne(
  program: IntegerProgram,
  most: number,
  order: readonly number[] | null = null,
): readonly number[] | null | undefined {
  const table = tabulate(program);
  const { count, cost, rowStart, rowVariable, rowFactor, least, columnStart, columnRow, columnFactor } = table;
  const { helpfulStart, helpful } = table;
  const rows = least.length;
  const value = new Int8Array(count).fill(OPEN);
  /** The most each row can come to, and what it comes to where nothing open costs anything. */
  const [highest, resting] = [new Float64Array(rows), new Float64Array(rows)];
  const trail: number[] = [];
  let best: { readonly cost: number; readonly values: Int8Array } | null = null;
  let steps = 0;

  for (let row = 0; row < rows; row++) {
    for (let k = rowStart[row] as number; k < (rowStart[row + 1] as number); k++) {
      const factor = rowFactor[k] as number;
      if (factor > 0) highest[row] = (highest[row] as number) + factor;
      if ((cost[rowVariable[k] as number] as number) < 0) resting[row] = (resting[row] as number) + factor;
    }
  }

  /** What the last row is about: the cost where nothing open costs anything. */
  function restingCost(): number {
    return 0 - (resting[rows - 1] as number);
  }

  function put(variable: number, to: number, sign: 1 | -1): void {
    const moved = to - restOf(cost[variable] as number);
    for (let k = columnStart[variable] as number; k < (columnStart[variable + 1] as number); k++) {
      const [row, factor] = [columnRow[k] as number, columnFactor[k] as number];
      highest[row] = (highest[row] as number) + sign * (to * factor - Math.max(0, factor));
      resting[row] = (resting[row] as number) + sign * moved * factor;
    }
  }

  function fix(variable: number, to: number): void {
    value[variable] = to;
    put(variable, to, 1);
    trail.push(variable);
  }

  function undoTo(length: number): void {
    while (trail.length > length) {
      const variable = trail.pop() as number;
      put(variable, value[variable] as number, -1);
      value[variable] = OPEN;
    }
  }

  /** Fixes what the rows leave no choice of, from a place of the trail on; false where a row cannot be met. */
  function follow(from: number): boolean {
    for (let at = from; at < trail.length; at++) {
      const variable = trail[at] as number;
      for (let k = columnStart[variable] as number; k < (columnStart[variable + 1] as number); k++) {
        if (!tighten(columnRow[k] as number)) return false;
      }
    }
    return true;
  }

  function tighten(row: number): boolean {
    const spare = (highest[row] as number) - (least[row] as number);
    if (spare < 0) return false;
    for (let k = rowStart[row] as number; k < (rowStart[row + 1] as number); k++) {
      const factor = rowFactor[k] as number;
      // The weightiest come first.
      if (Math.abs(factor) <= spare) break;
      const variable = rowVariable[k] as number;
      if (value[variable] === OPEN) fix(variable, factor > 0 ? 1 : 0);
    }
    return true;
  }

  /** What must be paid at least, and the variable to decide on next; none where all rows are met at no more cost. */
  function look(): { readonly bound: number; readonly next: number } {
    let [dearest, next] = [-1, -1];
    for (let row = 0; row < rows; row++) {
      let lacking = (least[row] as number) - (resting[row] as number);
      if (lacking <= 0) continue;
      let [price, decisive] = [0, -1];
      for (let at = helpfulStart[row] as number; at < (helpfulStart[row + 1] as number); at++) {
        const k = helpful[at] as number;
        const variable = rowVariable[k] as number;
        if (value[variable] !== OPEN) continue;
        if (decisive < 0) decisive = variable;
        const [gain, fee] = [Math.abs(rowFactor[k] as number), Math.abs(cost[variable] as number)];
        price += gain >= lacking ? (fee * lacking) / gain : fee;
        lacking -= gain;
        if (lacking <= 0) break;
      }
      if (price > dearest) [dearest, next] = [price, decisive];
    }
    // A share of a price is a binary float: rounded up only where it is above a whole number for certain.
    return { bound: restingCost() + Math.ceil(Math.max(0, dearest) * (1 - 1e-9) - 1e-9), next };
  }

  function comesBefore(a: Int8Array, b: Int8Array): boolean {
    const differing = order?.find((variable) => (a[variable] === 1) !== (b[variable] === 1));
    return differing !== undefined && a[differing] === 1;
  }

  function visit(): void {
    if (++steps > most) return;
    const { bound, next } = look();
    if (best && (order ? bound > best.cost : bound >= best.cost)) return;
    if (next < 0) {
      const found = { cost: restingCost(), values: value.slice() };
      if (!best || found.cost < best.cost || comesBefore(found.values, best.values)) best = found;
      least[rows - 1] = (order ? 0 : 1) - best.cost;
      return;
    }
    const length = trail.length;
    const first = (cost[next] as number) < 0 ? 0 : 1;
    for (const to of [first, 1 - first]) {
      fix(next, to);
      if (follow(length)) visit();
      undoTo(length);
      if (steps > most) return;
    }
  }

  const isOpen = Array.from({ length: rows }, (_, row) => tighten(row)).every(Boolean) && follow(0);
  if (isOpen) visit();
  if (steps > most) return undefined;
  const found = best as { readonly values: Int8Array } | null;
  return found && Array.from(found.values, (is, variable) => (is === OPEN ? restOf(cost[variable] as number) : is));
}

/** Where a variable rests: where it costs the least. */
function restOf(price: number): number {
  return price < 0 ? 1 : 0;
}

function tabulate({ whole, rows: stated, objective }: IntegerProgram): Table {
  const count = whole.length;
  const cost = new Float64Array(count);
  for (const [variable, price] of objective) cost[variable] = price;
  const sides: Side[] = [];
  for (const { terms, low, high } of stated) {
    if (low !== null) sides.push({ terms, sign: 1, least: low });
    if (high !== null) sides.push({ terms, sign: -1, least: -high });
  }
  // The last row: what is found must cost less than what was found before, by one at least, for costs are whole.
  const priced = objective.filter(([, price]) => price !== 0);
  sides.push({ terms: priced, sign: -1, least: Number.NEGATIVE_INFINITY });
  const size = sides.reduce((sum, { terms }) => sum + terms.length, 0);
  const rowStart = new Int32Array(sides.length + 1);
  const [rowVariable, rowFactor] = [new Int32Array(size), new Float64Array(size)];
  const columnStart = new Int32Array(count + 1);
  let end = 0;
  for (const [row, { terms, sign }] of sides.entries()) {
    const start = end;
    for (const [variable, factor] of terms) {
      let at = end++;
      // The weightiest first; those that weigh the same stay in their order.
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
  const rate = (k: number): number => Math.abs((cost[rowVariable[k] as number] as number) / (rowFactor[k] as number));
  end = 0;
  for (let row = 0; row < sides.length; row++) {
    const start = end;
    for (let k = rowStart[row] as number; k < (rowStart[row + 1] as number); k++) {
      const [variable, factor] = [rowVariable[k] as number, rowFactor[k] as number];
      const place = filled[variable] as number;
      filled[variable] = place + 1;
      columnRow[place] = row;
      columnFactor[place] = factor;
      if (restOf(cost[variable] as number) === 1 ? factor >= 0 : factor <= 0) continue;
      let at = end++;
      for (; at > start && rate(helpful[at - 1] as number) > rate(k); at--) helpful[at] = helpful[at - 1] as number;
      helpful[at] = k;
    }
    helpfulStart[row + 1] = end;
  }
  const least = Float64Array.from(sides, (side) => side.least);
  return {
    ...{ count, cost, rowStart, rowVariable, rowFactor, least, columnStart, columnRow, columnFactor },
    ...{ helpfulStart, helpful },
  };
}

/** A row from one side: the sum of its terms, each times the sign, is at least so much. */
interface Side {
  readonly terms: IntegerProgram['objective'];
  readonly sign: 1 | -1;
  readonly least: number;
}
