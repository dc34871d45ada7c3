/** Where a score comes from, as a tree. All arguments are words or written numbers. */
export interface ExplainMessages {
  readonly leastOf: string;
  readonly greatestOf: string;
  /** What several terms, already joined by signs, come to. */
  sum(terms: string, value: string): string;
  mean(terms: string, weights: string, value: string): string;
  pick(word: string, values: string, value: string): string;
  difference(a: string, b: string, value: string): string;
  /** An answer and what it counts. */
  answer(answer: string, points: string): string;
  derived(answer: string): string;
  ratio(a: string, b: string, value: string): string;
  change(from: string, to: string, value: string): string;
  /** A step that is reached. */
  step(value: string, bound: string, result: string): string;
  readonly belowSteps: string;
  case(value: string): string;
  capped(value: string, cap: string): string;
  excluded(name: string, reason: string): string;
  readonly notAsked: string;
  readonly nothing: string;
  reached(level: string): string;
  stopped(level: string): string;
  undecided(level: string): string;
}
