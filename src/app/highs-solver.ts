import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Highs, ModelData } from 'highs';
import { GivenUpError, type IntegerProgram, type Solver } from '../policy/index.ts';
import type { World } from '../world.ts';

/** Creates a solver from HiGHS, which is included in Matura as WebAssembly; nothing is downloaded. */
export async function loadSolver({ home }: Pick<World, 'home'>): Promise<Solver> {
  return solverOf(await openHighs(await readFile(join(home, 'dist', 'highs.wasm'))));
}

/**
 * Starts HiGHS from the bytes of its WebAssembly. Rejects with a `WebAssembly.CompileError` or `LinkError` if the bytes
 * are something else.
 */
export async function openHighs(bytes: BufferSource): Promise<Highs> {
  const [{ default: loaded }, module] = await Promise.all([import('highs'), WebAssembly.compile(bytes)]);
  // The package's types assume CommonJS, but what is imported is the function itself.
  const loadHighs = loaded as unknown as typeof loaded.default;
  return new Promise((resolve, reject) => {
    // The package would look for the file itself; this hook is the only way to pass it bytes.
    const instantiateWasm = (imports: WebAssembly.Imports, done: (instance: WebAssembly.Instance) => void): void => {
      WebAssembly.instantiate(module, imports).then(done).catch(reject);
    };
    const options = { instantiateWasm } as Parameters<typeof loadHighs>[0];
    loadHighs(options).then(resolve, reject);
  });
}

/** With up to this many measures, searching takes no longer than loading the solver. */
const MAX_MEASURES = 8;

/** The parts of a pack that decide whether its plans need a solver. */
interface Solvable {
  readonly measures: readonly unknown[];
  readonly policies: readonly unknown[];
}

/** Whether plans can do without a solver: there are few measures, or there is no policy to plan with. */
function needsNoSolver({ measures, policies }: Solvable): boolean {
  return measures.length <= MAX_MEASURES || policies.length === 0;
}

/**
 * Returns the solver for a pack's measures, or null if plans can do without one. Use this for many plans, and
 * `searchWithSolver` for a single one.
 */
export async function loadSolverIfNeeded(world: Pick<World, 'home'>, pack: Solvable): Promise<Solver | null> {
  return needsNoSolver(pack) ? null : loadSolver(world);
}

/** Thrown to stop a search that turns out to need the solver before the solver is loaded. */
class SolverMissing extends Error {}

/**
 * Runs a search over a pack's measures. Most plans are proven without HiGHS, and loading it takes 50 ms, so it is
 * loaded only when the first attempt needs it. The search then starts again, so it must not have side effects.
 */
export async function searchWithSolver<T>(
  world: Pick<World, 'home'>,
  pack: Solvable,
  search: (solver: Solver | null) => T,
): Promise<T> {
  if (needsNoSolver(pack)) return search(null);
  try {
    return search(() => {
      throw new SolverMissing();
    });
  } catch (error) {
    if (!(error instanceof SolverMissing)) throw error;
    return search(await loadSolver(world));
  }
}

/**
 * Creates a solver with HiGHS: without an optimality gap, with the finest tolerances, and with the same solution every
 * time. If time is limited, it throws a `GivenUpError` once the time is used up.
 */
export function solverOf(highs: Highs, secondsLeft?: () => number): Solver {
  const { optimal, infeasible, unboundedOrInfeasible, timeLimit } = highs.constants.modelStatus;
  return (program) => {
    // Without variables, there is nothing to choose: either all constraints hold with zeros, or there is no solution.
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
    integrality: whole.map((isInteger) => (isInteger ? variableType.integer : variableType.continuous)),
  };
}
