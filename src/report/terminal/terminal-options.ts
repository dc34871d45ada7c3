/** The settings for output to a terminal. */
export interface TerminalOptions {
  readonly color: boolean;
  /** The number of columns of the terminal; on a very wide one, not all are used. */
  readonly width: number;
}
