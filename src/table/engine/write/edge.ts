// What only the other side can do: whatever needs strings.

/** Adds a cell of a row to the output. */
export declare function writeCell(column: i32, row: i32): void;
/** The hash of the key of a row, which `writeCell` has written. */
export declare function hashKey(row: i32): f64;
/** Writes a number as JavaScript does, and gives how many characters that takes, at most 24. */
export declare function writeNumber(value: f64, to: usize): i32;
