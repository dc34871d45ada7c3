// The scanner's inner part, compiled to WebAssembly: whatever has to be done for every cell.

export { allocate } from '../memory.ts';
export { end, filled, freeRoom, makeRoom, waitingFrom, waitingTo } from './buffer.ts';
export { setPairs } from './gb18030.ts';
export { createLexicon, learnSpelling } from './lexicon.ts';
export { beginBlock, blanksNow, lineNow, recordNow, recordsAt, rowCount } from './rows.ts';
export { begin, restart, scan } from './scan.ts';
export { endText, reserveText } from './texts.ts';
