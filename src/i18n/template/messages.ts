/** Empty files to fill in. All arguments are words or written numbers. */
export interface TemplateMessages {
  /** The head of the YAML, a line each; `blank` is what is to be replaced. */
  opening(pack: string, blank: string): readonly string[];
  readonly required: string;
  /** Which values can be given. */
  choose(values: string): string;
  several(values: string): string;
  number(range: string): string;
  readonly yesNo: string;
  readonly date: string;
  readonly text: string;
  tick(mark: string): string;
  readonly notApplicable: string;
  /** Of questions whose answers follow from others. */
  derived(names: string): string;
  /** The names of the sheets. */
  readonly answers: string;
  readonly lists: string;
}
