/** Exit codes of a run that could not do what was asked. */
export type RefusalCode = 1 | 2 | 3 | 130;

/** The reason why nothing could be done, and what to do next: an error worded for people, not a bug. */
export class Refusal extends Error {
  override readonly name: string = 'Refusal';
  readonly exitCode: RefusalCode;
  readonly next: string | undefined;
  /** The causes that were reported before, one per line. */
  because: readonly string[] = [];

  constructor(exitCode: RefusalCode, message: string, next?: string, options?: ErrorOptions) {
    super(message, options);
    this.exitCode = exitCode;
    this.next = next;
  }
}
