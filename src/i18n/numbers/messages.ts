/** How numbers, money, dates and enumerations are written. */
export interface NumberMessages {
  readonly decimal: string;
  readonly group: string;
  /** Large units that shorten an amount of money, the largest first. */
  readonly largeUnits: readonly { readonly zeros: number; readonly name: string }[];
  percent(number: string): string;
  /** Both ends are written numbers; `signed` when one is negative. */
  range(low: string, high: string, signed: boolean): string;
  atLeast(number: string): string;
  atMost(number: string): string;
  /** An amount of money; the currency is an ISO 4217 code. */
  money(number: string, currency: string): string;
  withUnit(number: string, unit: string): string;
  /** The month counts from 1. */
  date(year: number, month: number, day: number): string;
  /** How long something takes; `one` when the number is 1. */
  months(number: string, one: boolean): string;
  /** `a, b, c`. */
  items(items: readonly string[]): string;
  /** `a, b and c`. */
  and(items: readonly string[]): string;
  /** `a, b or c`. */
  or(items: readonly string[]): string;
  /** Items that may hold commas of their own. */
  list(items: readonly string[]): string;
  sentences(items: readonly string[]): string;
  /** Parts of a sentence. */
  clauses(items: readonly string[]): string;
  labelled(label: string, text: string): string;
  quote(text: string): string;
  /** A remark after a name. */
  remark(text: string, remark: string): string;
}

/** Joins items with a separator, and the last one with another. */
export function joinWith(items: readonly string[], separator: string, last: string): string {
  return items.length < 2 ? (items[0] ?? '') : `${items.slice(0, -1).join(separator)}${last}${items[items.length - 1]}`;
}
