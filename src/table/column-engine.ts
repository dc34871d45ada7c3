import type { ColumnEngine } from '../scoring/index.ts';
import { type EngineMemory, prepareEngine } from './engine-memory.ts';
import { ENGINE } from './generated/columns.ts';

const createEngine = prepareEngine<EngineMemory & ColumnEngine, object>(ENGINE);

/** The loops over columns that score many rows, with memory of their own. */
export function createColumnEngine(): ColumnEngine {
  return createEngine({});
}
