// What may be wrong with a cell, whatever column it belongs to; see scan/scanner.ts.
export const OPEN_QUOTE: i32 = 0;
export const TOO_LONG: i32 = 1;
export const HAS_NUL: i32 = 2;
export const STRAY_QUOTE: i32 = 3;
