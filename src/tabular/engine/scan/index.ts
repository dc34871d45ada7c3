// The scanner's inner part, compiled to WebAssembly: whatever has to be done for every cell.

export { allocate } from '../memory.ts';
export { setPairs } from './gb18030.ts';
export { createLexicon, learnSpelling } from './lexicon.ts';
export {
  begin,
  beginBlock,
  blanksNow,
  end,
  filled,
  freeRoom,
  lineNow,
  makeRoom,
  recordNow,
  recordsAt,
  restart,
  rowCount,
  scan,
  waitingFrom,
  waitingTo,
} from './rows.ts';
export { endText, reserveText } from './texts.ts';
