import { readFile } from 'node:fs/promises';
import path from 'node:path';
import loaded, { type Highs } from 'highs';
import { expect } from 'vitest';

/** A sum of unknowns with factors. */
export type Terms = readonly (readonly [unknown: number, factor: number])[];

/** A linear program of what an attacker knows: bounds of every unknown, and rows of terms that lie between two ends. */
export interface Known {
  readonly bounds: readonly (readonly [low: number, high: number])[];
  readonly rows: readonly { readonly terms: Terms; readonly low: number; readonly high: number }[];
}

/** Gives the least and the most that sums of unknowns can be. */
export type Ranges = (known: Known, asked: readonly Terms[]) => (readonly [low: number, high: number])[];

/** Loads HiGHS from what the build made. */
export async function loadRanges(): Promise<Ranges> {
  const wasmBinary = await readFile(path.join(import.meta.dirname, '../../../dist/highs.wasm'));
  const highs: Highs = await (loaded as unknown as typeof loaded.default)({ wasmBinary });
  return ({ bounds, rows }, asked) => {
    if (asked.length === 0) return [];
    const starts = [0];
    const [indices, values]: [number[], number[]] = [[], []];
    for (const { terms } of rows) {
      for (const [place, factor] of terms) {
        indices.push(place);
        values.push(factor);
      }
      starts.push(indices.length);
    }
    const model = highs.createModel({
      numCols: bounds.length,
      numRows: rows.length,
      colCost: new Float64Array(bounds.length),
      colLower: Float64Array.from(bounds, ([low]) => low),
      colUpper: Float64Array.from(bounds, ([, high]) => high),
      rowLower: Float64Array.from(rows, ({ low }) => low),
      rowUpper: Float64Array.from(rows, ({ high }) => high),
      matrix: { format: 'csr', numRows: rows.length, numCols: bounds.length, starts, indices, values },
    });
    const extreme = (terms: Terms, sign: 1 | -1): number => {
      // From one question to the next only what is asked for changes, so the solver goes on where it was.
      for (const [place, factor] of terms) model.changeColCost(place, sign * factor);
      model.run();
      expect(model.getModelStatus()).toBe(highs.constants.modelStatus.optimal);
      const solution = [...model.getSolution().colValue];
      for (const [place] of terms) model.changeColCost(place, 0);
      return terms.reduce((sum, [place, factor]) => sum + factor * (solution[place] as number), 0);
    };
    try {
      model.options.set({ output_flag: false });
      return asked.map((terms) => [extreme(terms, 1), extreme(terms, -1)] as const);
    } finally {
      model.dispose();
    }
  };
}
