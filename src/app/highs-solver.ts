import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Highs, ModelData } from 'highs';
import { GivenUpError, type IntegerProgram, type Solver } from '../policy/index.ts';
import type { World } from '../world.ts';

/** Loads HiGHS, which comes with Matura as WebAssembly, and makes a solver of it; nothing is fetched from anywhere. */
export async function loadSolver({ home }: Pick<World, 'home'>): Promise<Solver> {
  return solverOf(await openHighs(await readFile(join(home, 'dist', 'highs.wasm'))));
}

/** Starts HiGHS from the bytes of its WebAssembly. Rejects with a `WebAssembly.CompileError` or `LinkError` for other bytes. */
export async function openHighs(bytes: BufferSource): Promise<Highs> {
  const [{ default: loaded }, module] = await Promise.all([import('highs'), WebAssembly.compile(bytes)]);
  // The package's types take its module for CommonJS; what is imported is the function itself.
  const loadHighs = loaded as unknown as typeof loaded.default;
  return new Promise((resolve, reject) => {
    // The package would look for the file itself; it has no other way to be given bytes.
    const instantiateWasm = (imports: WebAssembly.Imports, done: (instance: WebAssembly.Instance) => void): void => {
      WebAssembly.instantiate(module, imports).then(done).catch(reject);
    };
    const options = { instantiateWasm } as Parameters<typeof loadHighs>[0];
    loadHighs(options).then(resolve, reject);
  });
}

/** Up to so many measures a search is as quick as loading the solver. */
const FEW = 8;

/** The solver for a pack's measures; null where there are so few that none is needed, or no policy asks for any. */
export async function solverFor(
  world: Pick<World, 'home'>,
  { measures, policies }: { readonly measures: readonly unknown[]; readonly policies: readonly unknown[] },
): Promise<Solver | null> {
  return measures.length <= FEW || policies.length === 0 ? null : loadSolver(world);
}

/**
 * A solver by HiGHS: without a gap, to its finest tolerances, the same every time. It gives up after the time that is left,
 * if that is limited.
 */
export function solverOf(highs: Highs, secondsLeft?: () => number): Solver {
  const { optimal, infeasible, unboundedOrInfeasible, timeLimit } = highs.constants.modelStatus;
  return (program) => {
    // Without a measure there is nothing to decide, only rows that hold or do not.
    if (program.whole.length === 0) return program.rows.every(({ low }) => (low ?? 0) <= 0) ? [] : null;
    const model = highs.createModel(modelOf(program, highs));
    try {
      model.options.set({
        output_flag: false,
        mip_rel_gap: 0,
        mip_abs_gap: 0,
        mip_feasibility_tolerance: 1e-9,
        random_seed: 0,
        ...(secondsLeft && { time_limit: Math.max(0, secondsLeft()) }),
      });
      model.run();
      const status = model.getModelStatus();
      if (status === optimal) return [...model.getSolution().colValue];
      if (status === infeasible || status === unboundedOrInfeasible) return null;
      if (status === timeLimit) throw new GivenUpError();
      throw new Error(`the solver ended with status ${status}`);
    } finally {
      model.dispose();
    }
  };
}

function modelOf(
  { whole, rows, objective }: IntegerProgram,
  { infinity, constants: { variableType } }: Highs,
): ModelData {
  const colCost = new Float64Array(whole.length);
  for (const [variable, cost] of objective) colCost[variable] = cost;
  const starts = [0];
  const indices: number[] = [];
  const values: number[] = [];
  for (const { terms } of rows) {
    for (const [variable, coefficient] of terms) {
      indices.push(variable);
      values.push(coefficient);
    }
    starts.push(indices.length);
  }
  return {
    numCols: whole.length,
    numRows: rows.length,
    colCost,
    colLower: new Float64Array(whole.length),
    colUpper: new Float64Array(whole.length).fill(1),
    rowLower: rows.map(({ low }) => low ?? -infinity),
    rowUpper: rows.map(({ high }) => high ?? infinity),
    matrix: { format: 'csr', numRows: rows.length, numCols: whole.length, starts, indices, values },
    integrality: whole.map((is) => (is ? variableType.integer : variableType.continuous)),
  };
}
