// The inner loop of the scanner, compiled to WebAssembly. It contains everything that is done for each cell.

export { allocate } from '../memory.ts';
export { end, filled, freeRoom, makeRoom, waitingFrom, waitingTo } from './bytes.ts';
export { createLexicon, learnSpelling } from './lexicon.ts';
export {
  begin,
  beginBlock,
  beginRows,
  blanksNow,
  lineNow,
  readColumn,
  readEntries,
  recordNow,
  recordsAt,
  rowCount,
  scan,
} from './scan.ts';
export { endText, reserveText, setPairs } from './texts.ts';
