/** Exit codes of a run that could not do what was asked. */
export type RefusalCode = 1 | 2 | 3 | 130;

/** Why nothing could be done, and what to do next: words for people, not a bug. */
export class Refusal extends Error {
  override readonly name: string = 'Refusal';
  readonly exitCode: RefusalCode;
  readonly next: string | undefined;
  /** What it follows from where that was told before it, a line for each. */
  because: readonly string[] = [];

  constructor(exitCode: RefusalCode, message: string, next?: string, options?: ErrorOptions) {
    super(message, options);
    this.exitCode = exitCode;
    this.next = next;
  }
}
