/** The exit codes of a run that could not do what was asked. */
export type RefusalCode = 1 | 2 | 3 | 130;

/** An error that is not a bug: what was asked could not be done. It is worded for people and says what to do next. */
export class Refusal extends Error {
  override readonly name: string = 'Refusal';
  readonly exitCode: RefusalCode;
  readonly next: string | undefined;
  /** The causes that were reported before this error, one per line. */
  because: readonly string[] = [];

  constructor(exitCode: RefusalCode, message: string, next?: string, options?: ErrorOptions) {
    super(message, options);
    this.exitCode = exitCode;
    this.next = next;
  }
}
