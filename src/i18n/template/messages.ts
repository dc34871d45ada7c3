/** Empty files to fill in. All arguments are words or written numbers. */
export interface TemplateMessages {
  /** The head of the YAML; `blank` is what is to be replaced. */
  opening(pack: string, blank: string): string;
  /** What is written where the answer is not known, and one with a note. */
  more(unknown: string, noted: string): string;
  readonly required: string;
  /** Which values can be given. */
  choose(values: string): string;
  several(values: string): string;
  number(range: string): string;
  yesNo(yes: string, no: string): string;
  readonly date: string;
  readonly text: string;
  tick(mark: string): string;
  notApplicable(state: string): string;
  /** Of questions whose answers follow from others. */
  derived(names: string): string;
  /** The names of the sheets. */
  readonly answers: string;
  readonly lists: string;
}
