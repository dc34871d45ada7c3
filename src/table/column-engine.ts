import type { ColumnEngine } from '../scoring/index.ts';
import { type EngineMemory, prepareEngine } from './engine-memory.ts';
import { ENGINE } from './generated/columns.ts';

const createEngine = prepareEngine<EngineMemory & ColumnEngine, object>(ENGINE);

/** Creates a WebAssembly engine for loops over columns, with its own memory. */
export function createColumnEngine(): ColumnEngine {
  return createEngine({});
}
