// The inner part of writing results, compiled to WebAssembly: whatever has to be done for every cell.
export { allocate } from '../memory.ts';
export { beginOutput, endAt, outputAt, outputLength, reserve } from './output.ts';
export { begin, writeRows } from './rows.ts';
export { writeShortest } from './shortest.ts';
