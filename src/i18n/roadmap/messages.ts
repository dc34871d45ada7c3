/** When to take the measures, and what it costs. All arguments are words or written numbers. */
export interface RoadmapMessages {
  readonly title: string;
  /** A phase: its number, months and cost. */
  phase(number: string, months: string, cost: string | undefined): string;
  after(level: string): string;
  months(from: string, to: string): string;
  readonly phaseTitle: string;
  readonly measure: string;
  readonly monthsTitle: string;
  readonly cost: string;
  readonly level: string;
  readonly measures: string;
  readonly levelAfter: string;
  readonly timeline: string;
  /** Month 0 to the last one. */
  scale(months: string): string;
  readonly durationNotStated: string;
  /** The number of months of it all, and how many measures run at once. */
  length(months: string, atOnce: string): string;
  total(cost: string, basis: string): string;
  readonly bases: Readonly<Record<'low' | 'mid' | 'high', string>>;
  /** What is said of the choice, by the sum that is least. */
  readonly least: Readonly<Record<'cost' | 'own', LeastMessages>>;
  because(what: string): string;
  /** What the least own money costs more than the least cost, and leaves less to pay. */
  cheapest(cost: string, more: string, less: string): string;
  readonly sameAsCheapest: string;
  /** Where two sums of funding are possible. */
  readonly surerSum: string;
  saved(money: string): string;
  effort(days: string): string;
  effortWithout(measures: string): string;
  readonly notReachable: string;
  /** While answers are open. */
  readonly notSurelyReachable: string;
  readonly withExpected: string;
  withoutCost(count: string): string;
  readonly missed: string;
  readonly groundwork: string;
  /** What is not planned, by the reason. */
  readonly leftOut: Readonly<Record<'cost' | 'months' | 'horizon', (measures: string) => string>>;
  budget(money: string): string;
  horizon(months: string): string;
  notWithin(target: string, limits: string): string;
  /** As long as open answers decide about it. */
  notSurelyWithin(target: string, limits: string): string;
  /** The same where it is not proven. */
  notFound(target: string, limits: string): string;
  /** Where not the catalogue but a budget or horizon stands in the way; before what is missing. */
  missingThen(after: string): string;
  /** Where no step is taken. */
  missingNow(level: string): string;
  readonly nothingToDo: string;
}

export interface LeastMessages {
  readonly proven: string;
  readonly notProven: string;
  always(measures: string): string;
  readonly alwaysAll: string;
  readonly stairs: string;
}
