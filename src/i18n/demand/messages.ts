/** What many enterprises ask of each instrument. All arguments are words or written numbers. */
export interface DemandMessages {
  title(enterprises: string, one: boolean): string;
  readonly none: string;
  readonly instrument: string;
  readonly eligible: string;
  readonly demand: string;
  readonly budget: string;
  /** Further enterprises for which it is to be clarified. */
  clarify(count: string): string;
  /** Further amounts that are not known. */
  unknown(count: string): string;
  /** The share of the budget that the demand is. */
  share(percent: string): string;
  readonly unpublished: string;
  /** Enterprises behind an amount. */
  enterprises(count: string, one: boolean): string;
  readonly currency: (code: string) => string;
  withoutPolicy(count: string, one: boolean): string;
  unreadable(count: string, one: boolean): string;
  /** That the demand is no application. */
  readonly note: string;
}
