import { NOT_APPLICABLE_MARK, OPTION_SEPARATOR, parseOptionsMark, toNumber, UNKNOWN_MARK } from '../model/index.ts';
import type { Input } from '../scoring/index.ts';
import type { ChosenAssessments } from './chosen-assessment.ts';
import type { DisclosureAudit } from './disclosure/disclosure-audit.ts';
import { numberOrNull } from './member.ts';
import type { Weights } from './roster.ts';

/** How well a question tells enterprises apart. Shares are of those that responded. */
export interface QuestionFigures {
  readonly id: string;
  readonly section: string | null;
  /** That responded: with a value, or that they do not know or that it does not apply. */
  readonly n: number;
  readonly answered: number;
  /** The share that does not know. */
  readonly unknown: number;
  /** The shares of those with a value that are at its most and at its least; null without such ends. */
  readonly ceiling: number | null;
  readonly floor: number | null;
  /** The mean as a share of the way from least to most. */
  readonly share: number | null;
  /** The correlation with the sum of the other questions of its section. */
  readonly rest: number | null;
  /** Why it is worth nothing, or little. */
  readonly flaw: QuestionWeakness | null;
}

/** All answer the same; nearly all are at one end; too many do not know; it does not go with the others of its section. */
type QuestionWeakness = 'no-variance' | 'at-one-end' | 'often-unknown' | 'against-the-others';

/** A section with how far its questions measure the same. */
export interface SectionFigures {
  readonly id: string;
  readonly questions: number;
  /** Enterprises that answered all of them. */
  readonly complete: number;
  /** Cronbach's alpha. */
  readonly alpha: number | null;
}

/** From this share on nearly all are at one end, and too many do not know. */
const MOST = { end: 0.95, unknown: 0.3 };

/**
 * The quality of the questions of a pack by the answers of included members; answers count by the place of the option.
 * A question is shown only if each of its answers may be counted: its shares and its mean would tell that otherwise.
 */
export function questionFigures(
  inputs: readonly Input[],
  counting: ChosenAssessments,
  includes: Weights,
  audit: DisclosureAudit,
): { readonly questions: readonly QuestionFigures[]; readonly sections: readonly SectionFigures[] } {
  const members = Array.from(includes, (one, index) => ({ one, index })).flatMap(({ one, index }) =>
    one === 1 ? [index] : [],
  );
  const asked = inputs.filter(({ role }) => role === 'question').map((input) => readItem(input, counting, members));
  const withAnswers = asked.filter(({ n }) => n > 0);
  const shown = withAnswers.filter((item) => audit.admit(() => answerSets(item, counting, members, includes.length)));
  const ids = [...new Set(withAnswers.map(({ input }) => input.section))];
  const bySection = ids.flatMap((section) => {
    const items = withAnswers.filter((item) => item.input.section === section && item.values !== null);
    const complete = (): Uint8Array => {
      const set = new Uint8Array(includes.length);
      for (const [at, index] of members.entries())
        if (items.every(({ values }) => !Number.isNaN(values?.[at] as number))) set[index] = 1;
      return set;
    };
    const figures = itemFigures(items.map(({ values }) => values as Float64Array));
    return items.length > 0 && audit.admit(() => [complete()]) ? [{ section, items, figures }] : [];
  });
  return {
    questions: shown.map((item) => {
      const own = bySection.find(({ items }) => items.includes(item));
      return figuresOf(item, numberOrNull(own?.figures.rest[own.items.indexOf(item)] ?? Number.NaN), audit);
    }),
    sections: bySection.flatMap(({ section, items, figures }) =>
      section === null
        ? []
        : [{ id: section, questions: items.length, complete: figures.complete, alpha: numberOrNull(figures.alpha) }],
    ),
  };
}

interface Item {
  readonly input: Input;
  readonly n: number;
  readonly unknown: number;
  /** By member; null where answers are no numbers. */
  readonly values: Float64Array | null;
  readonly ends: readonly [least: number, most: number] | null;
}

function readItem(input: Input, counting: ChosenAssessments, members: readonly number[]): Item {
  const read = readerOf(input);
  const values = new Float64Array(members.length).fill(Number.NaN);
  let [n, unknown] = [0, 0];
  for (const [at, index] of members.entries()) {
    const mark = markIn(input, counting, index);
    if (mark === '') continue;
    n += 1;
    if (mark === UNKNOWN_MARK) unknown += 1;
    else if (mark !== NOT_APPLICABLE_MARK && read) values[at] = read.value(mark);
  }
  return { input, n, unknown, values: read ? values : null, ends: read?.ends ?? null };
}

/** Who responded, who gave a value, and who gave each answer; numbers count by the ends of their range. */
function answerSets(
  { input, ends, values }: Item,
  counting: ChosenAssessments,
  members: readonly number[],
  size: number,
): Uint8Array[] {
  const [responded, answered, byAnswer] = [new Uint8Array(size), new Uint8Array(size), new Map<string, Uint8Array>()];
  const isChoice = input.value.kind === 'boolean' || (input.options.length > 0 && input.value.kind !== 'list');
  for (const [at, index] of members.entries()) {
    const mark = markIn(input, counting, index);
    if (mark === '') continue;
    responded[index] = 1;
    const value = values?.[at] ?? Number.NaN;
    if (!Number.isNaN(value)) answered[index] = 1;
    const isOwn = Number.isNaN(value) || isChoice || ends?.includes(value);
    const answer = isOwn ? mark : OPTION_SEPARATOR;
    const set = byAnswer.get(answer) ?? new Uint8Array(size);
    byAnswer.set(answer, set);
    set[index] = 1;
  }
  return [responded, answered, ...byAnswer.values()];
}

function markIn({ name }: Input, counting: ChosenAssessments, index: number): string {
  const column = counting.answers(index).answers.get(name);
  return column?.values[column.codes[index] as number] ?? '';
}

/** How answers become numbers: the place of an option from 0, how many options, the number itself. */
function readerOf(input: Input): { value: (mark: string) => number; ends: Item['ends'] } | undefined {
  const { options, range, value } = input;
  if (value.kind === 'list') {
    const count = (mark: string): number => parseOptionsMark(mark).length;
    return { value: count, ends: null };
  }
  if (options.length > 0) {
    const places = new Map(options.map(({ id }, place) => [id, place]));
    return { value: (mark) => places.get(mark) ?? Number.NaN, ends: [0, options.length - 1] };
  }
  if (value.kind === 'boolean') return { value: (mark) => (mark === 'true' ? 1 : 0), ends: [0, 1] };
  if (value.kind !== 'number') return undefined;
  const { low, high } = range;
  return { value: Number, ends: low && high && [toNumber(low), toNumber(high)] };
}

function figuresOf(
  { input, n, unknown, values, ends }: Item,
  rest: number | null,
  audit: DisclosureAudit,
): QuestionFigures {
  const known = values?.filter((value) => !Number.isNaN(value)) ?? new Float64Array(0);
  const shareAt = (end: number): number | null =>
    known.length === 0 ? null : known.filter((value) => value === end).length / known.length;
  const [least, most] = ends ?? [null, null];
  const floor = least === null ? null : shareAt(least);
  const ceiling = most === null ? null : shareAt(most);
  // How many are at the ends is shown, so that the sum of the others follows from the mean.
  const between = known.filter((value) => value !== least && value !== most);
  const mean = known.reduce((sum, value) => sum + value, 0) / known.length;
  const figures = {
    id: input.name,
    section: input.section,
    n,
    answered: known.length,
    unknown: unknown / n,
    ceiling,
    floor,
    share: ends && known.length > 0 && audit.disclosable(between).mean ? (mean - ends[0]) / (ends[1] - ends[0]) : null,
    rest,
  };
  return { ...figures, flaw: weaknessOf(figures, known) };
}

function weaknessOf(
  { unknown, ceiling, floor, rest }: Omit<QuestionFigures, 'flaw'>,
  known: Float64Array,
): QuestionWeakness | null {
  if (known.length > 1 && known.every((value) => value === known[0])) return 'no-variance';
  if (Math.max(ceiling ?? 0, floor ?? 0) >= MOST.end) return 'at-one-end';
  if (unknown >= MOST.unknown) return 'often-unknown';
  return rest !== null && rest < 0 ? 'against-the-others' : null;
}

/** How far questions measure the same. */
interface ItemFigures {
  /** Rows in which every item is answered: only these count. */
  readonly complete: number;
  /** Cronbach's alpha (1951); NaN below two items, two rows or without variance. */
  readonly alpha: number;
  /** Of each item, Pearson's correlation with the sum of the others; NaN where either does not vary. */
  readonly rest: readonly number[];
}

/** Alpha and item-rest correlations over the rows without a gap; by question, then by who answered, NaN for no answer. */
export function itemFigures(items: readonly Float64Array[]): ItemFigures {
  const rows = Array.from(items[0] ?? [], (_, row) => row).filter((row) =>
    items.every((item) => !Number.isNaN(item[row])),
  );
  const columns = items.map((item) => Float64Array.from(rows, (row) => item[row] as number));
  const totals = new Float64Array(rows.length);
  for (const column of columns)
    for (let i = 0; i < totals.length; i++) totals[i] = (totals[i] as number) + (column[i] as number);
  const k = items.length;
  const variances = columns.reduce((sum, column) => sum + variance(column), 0);
  const enough = k >= 2 && rows.length >= 2;
  return {
    complete: rows.length,
    alpha: enough ? (k / (k - 1)) * (1 - variances / variance(totals)) : Number.NaN,
    rest: columns.map((column) =>
      enough
        ? correlation(
            column,
            totals.map((total, i) => total - (column[i] as number)),
          )
        : Number.NaN,
    ),
  };
}

/** Pearson's correlation over the pairs where both are known; NaN where one does not vary. */
export function correlation(a: Float64Array, b: Float64Array): number {
  let [n, sumA, sumB] = [0, 0, 0];
  for (let i = 0; i < a.length; i++) {
    const [x, y] = [a[i] as number, b[i] as number];
    if (Number.isNaN(x) || Number.isNaN(y)) continue;
    n += 1;
    sumA += x;
    sumB += y;
  }
  let [products, squaresA, squaresB] = [0, 0, 0];
  for (let i = 0; i < a.length; i++) {
    const [x, y] = [(a[i] as number) - sumA / n, (b[i] as number) - sumB / n];
    if (Number.isNaN(x) || Number.isNaN(y)) continue;
    products += x * y;
    squaresA += x * x;
    squaresB += y * y;
  }
  return products / Math.sqrt(squaresA * squaresB);
}

/** The variance of a sample, with n - 1. */
function variance(numbers: Float64Array): number {
  const mean = numbers.reduce((sum, value) => sum + value, 0) / numbers.length;
  return numbers.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (numbers.length - 1);
}
