// The inner loop that writes results, compiled to WebAssembly. It contains everything that is done for each cell.
export { allocate } from '../memory.ts';
export { beginOutput, endAt, outputAt, outputLength, reserve } from './output.ts';
export { begin, writeRows } from './rows.ts';
export { writeShortest } from './shortest.ts';
