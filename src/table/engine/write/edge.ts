// Functions that the engine calls because they need strings. They are implemented in JavaScript.

/** Appends a cell of a row to the output. */
export declare function writeCell(column: i32, row: i32): void;
/** Returns the hash of a row's key, which `writeCell` has just written. */
export declare function hashKey(row: i32): f64;
/** Writes a number as JavaScript does, and returns its length, at most 24. */
export declare function writeNumber(value: f64, to: usize): i32;
