// Functions that the engine calls because they need strings or report faults. They are implemented in JavaScript.

/** Reads a cell as a string, and returns its code. */
export declare function settle(column: i32, row: i32, start: usize, end: usize): i32;
/** Returns the option that a part of a cell means; -1 if the whole cell has to be read. */
export declare function readOption(column: i32, start: usize, end: usize): i32;
/** Reports a damaged cell. */
export declare function complain(column: i32, row: i32, damage: i32, start: usize, end: usize): void;
/** Whether a cell contains only blanks. */
export declare function isBlank(start: usize, end: usize): bool;
/** Whether a row contains only blanks and has no faults so far. */
export declare function isBlankRow(row: i32, start: usize, end: usize): bool;
/** Reports a row with a wrong number of cells. */
export declare function complainOfLength(row: i32, cells: i32): void;
/**
 * Reports a cell that contains lines which look like rows; `first` and `last` are the first and the last of these
 * lines.
 */
export declare function complainOfRows(column: i32, row: i32, first: u32, last: u32): void;
/** Keeps the beginning of a cell that is too long, so that the report can quote it. */
export declare function quoteSkipped(start: usize, end: usize): void;
export declare function complainOfSkipped(column: i32, row: i32, damage: i32): void;
