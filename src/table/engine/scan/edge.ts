// What only the other side can do: whatever needs strings, and telling of what is wrong.

/** Reads a cell by its text: its code, and above the lowest eight bits the number of what it says. */
export declare function settle(column: i32, row: i32, start: usize, end: usize): i32;
/** Keeps a text that is no plain one, and gives its code. */
export declare function addText(column: i32, row: i32, start: usize, end: usize): i32;
/** Tells of a damaged cell. */
export declare function complain(column: i32, row: i32, damage: i32, start: usize, end: usize): void;
/** Whether there are nothing but blanks. */
export declare function isBlank(start: usize, end: usize): bool;
/** The same of a row in which nothing is wrong so far. */
export declare function isBlankRow(row: i32, start: usize, end: usize): bool;
/** Tells that a row has so many cells. */
export declare function complainOfLength(row: i32, cells: i32): void;
/** Keeps the beginning of a cell that is too long to be kept, then tells of it. */
export declare function quoteSkipped(start: usize, end: usize): void;
export declare function complainOfSkipped(column: i32, row: i32, damage: i32): void;
