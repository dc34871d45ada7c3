/** The words of a questionnaire on paper. All arguments are words or written numbers. */
export interface PaperMessages {
  /** How it is filled in, a line each. */
  readonly howTo: readonly string[];
  /** Fields on the first page. */
  readonly enterprise: string;
  readonly date: string;
  readonly filledBy: string;
  readonly assessor: string;
  /** Which questionnaire this is. */
  edition(title: string, version: string): string;
  readonly facts: string;
  readonly required: string;
  onlyIf(condition: string): string;
  /** How many boxes may be ticked. */
  tick(least: number, most: number | null): string;
  /** The answer follows from the figures asked before. */
  readonly follows: string;
  readonly answer: string;
  readonly day: string;
  readonly notes: string;
  readonly notesAndEvidence: string;
  readonly evidenceRequired: string;
  /** Lines at the end. */
  readonly moreNotes: string;
}
