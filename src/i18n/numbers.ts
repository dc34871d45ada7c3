// How a language writes numbers, money, dates and lists, from the data in its language.yaml.
import { createList, type ListStyles } from './message-runtime.ts';

/** A named power of ten: 6 zeros are a million. */
interface NumberUnit {
  readonly zeros: number;
  readonly name: string;
}

interface NumberSigns {
  readonly decimal: string;
  readonly group: string;
  /** Units that shorten large amounts of money, the largest first. */
  readonly largeUnits: readonly NumberUnit[];
  /** Units in words for amounts with too many zeros to count, the largest first. */
  readonly wordUnits: readonly NumberUnit[];
}

/** Writes numbers, money, dates and lists in a language. A `number: string` argument is already formatted. */
export interface Numbers extends NumberSigns {
  percent(number: string): string;
  /** `signed` if one of the two is negative. */
  range(low: string, high: string, signed: boolean): string;
  atLeast(number: string): string;
  atMost(number: string): string;
  /** An amount of money; the currency is an ISO 4217 code. */
  money(number: string, currency: string): string;
  withUnit(number: string, unit: string): string;
  /** The month counts from 1. */
  date(year: number, month: number, day: number): string;
  /** A duration; `n` is the unformatted `number`. */
  months(number: string, n: number): string;
  /** `a, b, c`. */
  items(items: readonly string[]): string;
  /** `a, b and c`. */
  and(items: readonly string[]): string;
  /** `a, b or c`. */
  or(items: readonly string[]): string;
  /** Items that may have commas of their own: `a; b`. */
  list(items: readonly string[]): string;
  sentences(items: readonly string[]): string;
  /** Parts of a sentence. */
  clauses(items: readonly string[]): string;
  /** `label: text`, or after a question `label? text`. */
  labelled(label: string, text: string): string;
  quote(text: string): string;
  /** A remark after a name: `text (remark)`. */
  remark(text: string, remark: string): string;
}

/** The content of language.yaml, compiled. */
export interface LanguageData {
  readonly numbers: NumberSigns & {
    readonly currencies: readonly { readonly code: string; readonly name: string }[];
    readonly monthNames: readonly string[];
    readonly questionMark: string;
    percent(given: { readonly number: string }): string;
    range(given: { readonly low: string; readonly high: string; readonly signed: boolean }): string;
    atLeast(given: { readonly number: string }): string;
    atMost(given: { readonly number: string }): string;
    money(given: { readonly number: string; readonly currency: string }): string;
    withUnit(given: { readonly number: string; readonly unit: string }): string;
    date(given: { readonly year: string; readonly month: string; readonly day: string }): string;
    months(given: { readonly number: string; readonly n: number }): string;
    labelled(given: { readonly label: string; readonly text: string }): string;
    labelledQuestion(given: { readonly label: string; readonly text: string }): string;
    quote(given: { readonly text: string }): string;
    remark(given: { readonly text: string; readonly remark: string }): string;
  };
  readonly lists: ListStyles;
}

export function createNumbers({ numbers: data, lists }: LanguageData): Numbers {
  const list = createList(lists);
  const joinWith =
    (style: string) =>
    (items: readonly string[]): string =>
      list(items, '', style);
  const currencies = new Map(data.currencies.map(({ code, name }) => [code, name]));
  return {
    decimal: data.decimal,
    group: data.group,
    largeUnits: data.largeUnits,
    wordUnits: data.wordUnits,
    percent: (number) => data.percent({ number }),
    range: (low, high, signed) => data.range({ low, high, signed }),
    atLeast: (number) => data.atLeast({ number }),
    atMost: (number) => data.atMost({ number }),
    money: (number, currency) => data.money({ number, currency: currencies.get(currency) ?? currency }),
    withUnit: (number, unit) => data.withUnit({ number, unit }),
    date: (year, month, day) =>
      data.date({ year: String(year), month: data.monthNames[month - 1] ?? '', day: String(day) }),
    months: (number, n) => data.months({ number, n }),
    items: joinWith('comma'),
    and: joinWith('and'),
    or: joinWith('or'),
    list: joinWith('semicolon'),
    sentences: joinWith('sentences'),
    clauses: joinWith('clauses'),
    labelled: (label, text) =>
      label.endsWith(data.questionMark) ? data.labelledQuestion({ label, text }) : data.labelled({ label, text }),
    quote: (text) => data.quote({ text }),
    remark: (text, remark) => data.remark({ text, remark }),
  };
}
