/** How the columns of an export meet the questions of a pack. All arguments are words or written numbers. */
export interface MappingMessages {
  /** The head of the file; the command that uses it follows. */
  opening(table: string, pack: string): string;
  readonly table: { readonly column: string; readonly becomes: string; readonly how: string; readonly remark: string };
  readonly unused: string;
  /** The name of a column without a heading; its letter or number. */
  unnamed(place: string): string;
  readonly by: {
    readonly id: string;
    /** The language of the text, if it is in one. */
    text(language: string | null): string;
    numbered(language: string | null): string;
    readonly option: string;
    similar(percent: string): string;
  };
  option(question: string, option: string): string;
  readonly doubts: {
    readonly similar: string;
    several(names: string): string;
    second(name: string): string;
    positions(first: string): string;
    readonly counted: string;
    readonly fraction: string;
    dates(day: string, month: string): string;
    missingOptions(options: string): string;
  };
  unread(cells: string): string;
  /** Before what a person has to look at. */
  check(doubts: string): string;
  readonly decimalUnclear: string;
  /** The same, with the flag that settles it. */
  readonly decimalSettledBy: (what: string, flag: string) => string;
  missing(names: string): string;
  optional(names: string): string;
  readonly certain: string;
  readonly uncertain: string;
}
