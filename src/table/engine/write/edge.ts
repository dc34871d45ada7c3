// Functions that need strings, implemented in JavaScript.

/** Appends a cell of a row to the output. */
export declare function writeCell(column: i32, row: i32): void;
/** The hash of the row's key, which `writeCell` has written. */
export declare function hashKey(row: i32): f64;
/** Writes a number as JavaScript does, and returns its length, at most 24. */
export declare function writeNumber(value: f64, to: usize): i32;
