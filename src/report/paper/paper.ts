/** A questionnaire to be filled in by hand, in one language: what stands on the paper, not how it looks. */
export interface Paper {
  /** The language's tag. */
  readonly tag: string;
  readonly title: string;
  readonly edition: string;
  /** What it is for. */
  readonly text: readonly string[];
  readonly howTo: readonly string[];
  /** Fields of the first page. */
  readonly fields: readonly string[];
  /** The field at the head of every other page, for sheets that get apart. */
  readonly owner: string;
  readonly parts: readonly PaperPart[];
  readonly moreNotes: string;
}

export interface PaperPart {
  readonly title: string;
  readonly text: readonly string[];
  readonly onlyIf: string | undefined;
  readonly asked: readonly (PaperQuestion | PaperMatrix)[];
}

/** What is said of a question before its answer. */
interface Lead {
  /** The number that people know it by. */
  readonly number: string | undefined;
  readonly text: string;
  /** In small letters: what to look at, how many to tick. */
  readonly help: readonly string[];
  readonly onlyIf: string | undefined;
}

export interface PaperQuestion extends Lead {
  readonly kind: 'question';
  /** Behind the text, where it has to be answered. */
  readonly required: string | undefined;
  readonly field: PaperField;
  /** What can be said instead of an answer. */
  readonly states: readonly string[];
  /** The label of the line for notes; undefined where none are asked for. */
  readonly notes: string | undefined;
}

export type PaperField =
  | { readonly kind: 'boxes'; readonly boxes: readonly PaperBox[] }
  /** A line to write on, with the unit behind it and what is allowed. */
  | {
      readonly kind: 'line';
      readonly label: string;
      readonly unit: string | undefined;
      readonly remark: string | undefined;
    }
  | { readonly kind: 'text' }
  | { readonly kind: 'date'; readonly label: string };

export interface PaperBox {
  readonly text: string;
  readonly help: string | undefined;
}

/** Questions that are asked alike, a row each. */
export interface PaperMatrix extends Lead {
  readonly kind: 'matrix';
  /** What can be ticked, with the states behind. */
  readonly columns: readonly string[];
  /** Whether the first column is written in instead. */
  readonly isWritten: boolean;
  readonly rows: readonly PaperRow[];
  readonly notes: string;
}

export interface PaperRow {
  readonly text: string;
  readonly onlyIf: string | undefined;
  /** Which of the columns it has. */
  readonly cells: readonly boolean[];
}
