import type { ColumnEngine } from '../scoring/index.ts';
import { type EngineMemory, prepareEngine } from './engine-memory.ts';
import { ENGINE } from './generated/columns.ts';

const createEngine = prepareEngine<EngineMemory & ColumnEngine, object>(ENGINE);

/** Creates the WebAssembly engine for loops over columns, with memory of its own. */
export function createColumnEngine(): ColumnEngine {
  return createEngine({});
}
