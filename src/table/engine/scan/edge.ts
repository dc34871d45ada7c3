// What only the other side can do: whatever needs strings, and telling of what is wrong.

/** Reads a cell by its text, and gives its code. */
export declare function settle(column: i32, row: i32, start: usize, end: usize): i32;
/** The option that part of a cell means, or -1 where it takes the whole cell to know. */
export declare function readOption(column: i32, start: usize, end: usize): i32;
/** Tells of a damaged cell. */
export declare function complain(column: i32, row: i32, damage: i32, start: usize, end: usize): void;
/** Whether there are nothing but blanks. */
export declare function isBlank(start: usize, end: usize): bool;
/** The same of a row in which nothing is wrong so far. */
export declare function isBlankRow(row: i32, start: usize, end: usize): bool;
/** Tells that a row has so many cells. */
export declare function complainOfLength(row: i32, cells: i32): void;
/** Tells that a cell holds the lines from one to another, which look like rows. */
export declare function complainOfRows(column: i32, row: i32, first: u32, last: u32): void;
/** Keeps the beginning of a cell that is too long to be kept, then tells of it. */
export declare function quoteSkipped(start: usize, end: usize): void;
export declare function complainOfSkipped(column: i32, row: i32, damage: i32): void;
