/** How to print on a terminal. */
export interface TerminalOptions {
  readonly color: boolean;
  /** Columns of the terminal; on a very wide one, not all are used. */
  readonly width: number;
}
