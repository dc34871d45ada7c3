import { readFile } from 'node:fs/promises';
import path from 'node:path';
import loaded, { type Highs } from 'highs';
import { expect } from 'vitest';

/** A linear program of what an attacker knows: bounds of every unknown, and rows of terms that lie between two ends. */
export interface Known {
  readonly bounds: readonly (readonly [low: number, high: number])[];
  readonly rows: readonly {
    readonly terms: readonly (readonly [unknown: number, factor: number])[];
    readonly low: number;
    readonly high: number;
  }[];
}

/** Gives the least (1) or the most (-1) that an unknown can be. */
export type Extreme = (known: Known, at: number, sign: 1 | -1) => number;

/** Loads HiGHS from what the build made. */
export async function loadExtreme(): Promise<Extreme> {
  const wasmBinary = await readFile(path.join(import.meta.dirname, '../../dist/highs.wasm'));
  const highs: Highs = await (loaded as unknown as typeof loaded.default)({ wasmBinary });
  return ({ bounds, rows }, at, sign) => {
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
      colCost: Float64Array.from(bounds, (_, i) => (i === at ? sign : 0)),
      colLower: Float64Array.from(bounds, ([low]) => low),
      colUpper: Float64Array.from(bounds, ([, high]) => high),
      rowLower: Float64Array.from(rows, ({ low }) => low),
      rowUpper: Float64Array.from(rows, ({ high }) => high),
      matrix: { format: 'csr', numRows: rows.length, numCols: bounds.length, starts, indices, values },
    });
    try {
      model.options.set({ output_flag: false });
      model.run();
      expect(model.getModelStatus()).toBe(highs.constants.modelStatus.optimal);
      return [...model.getSolution().colValue][at] as number;
    } finally {
      model.dispose();
    }
  };
}
