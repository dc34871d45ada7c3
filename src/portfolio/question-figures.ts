import { NOT_APPLICABLE_MARK, OPTION_SEPARATOR, parseOptionsMark, toNumber, UNKNOWN_MARK } from '../model/index.ts';
import { type Input, listedAnswers, takesSeveral } from '../scoring/index.ts';
import type { ChosenAssessments } from './chosen-assessment.ts';
import type { DisclosureAudit } from './disclosure/disclosure-audit.ts';
import { numberOrNull } from './member.ts';
import type { Weights } from './roster.ts';

/** How well a question distinguishes enterprises. All shares refer to the enterprises that responded. */
export interface QuestionFigures {
  readonly id: string;
  readonly section: string | null;
  /** The number of responses, including "unknown" and "not applicable". */
  readonly n: number;
  readonly answered: number;
  /** The share of responses that are "unknown". */
  readonly unknown: number;
  /** The shares of answers at the maximum and at the minimum of the question; null if it has no maximum and minimum. */
  readonly ceiling: number | null;
  readonly floor: number | null;
  /** The mean of the answers, scaled from 0 at the question's minimum to 1 at its maximum. */
  readonly share: number | null;
  /** The correlation of the answers with the sum of the section's other questions, from -1 to 1. */
  readonly rest: number | null;
  /** The reason why the question is of little or no use; null if there is none. */
  readonly flaw: QuestionWeakness | null;
}

/**
 * Why a question is of little or no use: all enterprises give the same answer; nearly all answers are at one end; too
 * many enterprises do not know; the answers contradict those to the section's other questions.
 */
type QuestionWeakness = 'no-variance' | 'at-one-end' | 'often-unknown' | 'against-the-others';

/** How consistently the questions of a section measure the same thing. */
export interface SectionFigures {
  readonly id: string;
  readonly questions: number;
  readonly complete: number;
  /** Cronbach's alpha; at most 1. */
  readonly alpha: number | null;
}

/** From these shares on, a question is flagged: the share of answers at one end, and the share of "unknown". */
const FLAGGED_FROM = { end: 0.95, unknown: 0.3 };

/**
 * Computes the quality of a pack's questions from the answers of included members; an option counts by its position. A
 * question is shown only if the count of each of its answers may be shown, because these counts could be derived from
 * its shares and mean.
 */
export function computeQuestionFigures(
  inputs: readonly Input[],
  counting: ChosenAssessments,
  includes: Weights,
  audit: DisclosureAudit,
): { readonly questions: readonly QuestionFigures[]; readonly sections: readonly SectionFigures[] } {
  const members = Array.from(includes, (one, index) => ({ one, index })).flatMap(({ one, index }) =>
    one === 1 ? [index] : [],
  );
  const readItems = inputs.filter(({ role }) => role === 'question').map((input) => readItem(input, counting, members));
  const withAnswers = readItems.filter(({ n }) => n > 0);
  const shownQuestions = withAnswers.filter((item) =>
    audit.admit(() => markAnswerSets(item, counting, members, includes.length)),
  );
  const ids = [...new Set(withAnswers.map(({ input }) => input.section))];
  const bySection = ids.flatMap((section) => {
    const items = withAnswers.filter((item) => item.input.section === section && item.values !== null);
    const findComplete = (): Uint8Array => {
      const set = new Uint8Array(includes.length);
      for (const [position, index] of members.entries())
        if (items.every(({ values }) => !Number.isNaN(values?.[position] as number))) set[index] = 1;
      return set;
    };
    const figures = computeItemFigures(items.map(({ values }) => values as Float64Array));
    return items.length > 0 && audit.admit(() => [findComplete()]) ? [{ section, items, figures }] : [];
  });
  return {
    questions: shownQuestions.map((item) => {
      const ownSection = bySection.find(({ items }) => items.includes(item));
      return figuresOf(
        item,
        numberOrNull(ownSection?.figures.rest[ownSection.items.indexOf(item)] ?? Number.NaN),
        audit,
      );
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
  /** The answer of each member as a number; null if answers to the question are not numeric. */
  readonly values: Float64Array | null;
  readonly ends: readonly [least: number, most: number] | null;
}

function readItem(input: Input, counting: ChosenAssessments, members: readonly number[]): Item {
  const readMark = readerOf(input);
  const values = new Float64Array(members.length).fill(Number.NaN);
  let [n, unknown] = [0, 0];
  for (const [position, index] of members.entries()) {
    const mark = markIn(input, counting, index);
    if (mark === '') continue;
    n += 1;
    if (mark === UNKNOWN_MARK) unknown += 1;
    else if (mark !== NOT_APPLICABLE_MARK && readMark) values[position] = readMark.value(mark);
  }
  return { input, n, unknown, values: readMark ? values : null, ends: readMark?.ends ?? null };
}

/**
 * Lists these sets of members: those that responded, those that gave a value, and those that gave each answer. For a
 * question about a number, only the two ends of its range are distinguished.
 */
function markAnswerSets(
  { input, ends, values }: Item,
  counting: ChosenAssessments,
  members: readonly number[],
  size: number,
): Uint8Array[] {
  const [responded, answered, byAnswer] = [new Uint8Array(size), new Uint8Array(size), new Map<string, Uint8Array>()];
  const isChoice = input.value.kind === 'boolean' || input.value.kind === 'choice';
  for (const [position, index] of members.entries()) {
    const mark = markIn(input, counting, index);
    if (mark === '') continue;
    responded[index] = 1;
    const value = values?.[position] ?? Number.NaN;
    if (!Number.isNaN(value)) answered[index] = 1;
    const keepsMark = Number.isNaN(value) || isChoice || ends?.includes(value);
    const answer = keepsMark ? mark : OPTION_SEPARATOR;
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

/**
 * Returns how answers are turned into numbers: the position of an option from 0, the number of selected options, or the
 * number itself; undefined if no answer is higher than another.
 */
function readerOf(input: Input): { value: (mark: string) => number; ends: Item['ends'] } | undefined {
  const { form, range, value } = input;
  if (takesSeveral(input)) {
    const countMarked = (mark: string): number => parseOptionsMark(mark).length;
    return { value: countMarked, ends: null };
  }
  if (value.kind === 'number') {
    const { low, high } = range;
    return { value: Number, ends: low && high && [toNumber(low), toNumber(high)] };
  }
  const answerList = listedAnswers(input);
  if (!answerList || !form.isRaisable) return undefined;
  const indexById = new Map(answerList.map(({ id }, place) => [id, place]));
  return { value: (mark) => indexById.get(mark) ?? Number.NaN, ends: [0, answerList.length - 1] };
}

function figuresOf(
  { input, n, unknown, values, ends }: Item,
  rest: number | null,
  audit: DisclosureAudit,
): QuestionFigures {
  const numbers = values?.filter((value) => !Number.isNaN(value)) ?? new Float64Array(0);
  const shareAt = (end: number): number | null =>
    numbers.length === 0 ? null : numbers.filter((value) => value === end).length / numbers.length;
  const [least, most] = ends ?? [null, null];
  const floor = least === null ? null : shareAt(least);
  const ceiling = most === null ? null : shareAt(most);
  // The counts at both ends are shown, so the sum of all other answers follows from the mean.
  const innerNumbers = numbers.filter((value) => value !== least && value !== most);
  const mean = numbers.reduce((sum, value) => sum + value, 0) / numbers.length;
  const figures = {
    id: input.name,
    section: input.section,
    n,
    answered: numbers.length,
    unknown: unknown / n,
    ceiling,
    floor,
    share:
      ends && numbers.length > 0 && audit.disclosable(innerNumbers).mean
        ? (mean - ends[0]) / (ends[1] - ends[0])
        : null,
    rest,
  };
  return { ...figures, flaw: findWeakness(figures, numbers) };
}

function findWeakness(
  { unknown, ceiling, floor, rest }: Omit<QuestionFigures, 'flaw'>,
  known: Float64Array,
): QuestionWeakness | null {
  if (known.length > 1 && known.every((value) => value === known[0])) return 'no-variance';
  if (Math.max(ceiling ?? 0, floor ?? 0) >= FLAGGED_FROM.end) return 'at-one-end';
  if (unknown >= FLAGGED_FROM.unknown) return 'often-unknown';
  return rest !== null && rest < 0 ? 'against-the-others' : null;
}

/** How consistently questions measure the same thing. */
interface ItemFigures {
  /** The number of rows in which all items are answered; only these rows count. */
  readonly complete: number;
  /** Cronbach's alpha (1951); NaN with fewer than two items or rows, or without variance. */
  readonly alpha: number;
  /**
   * For each item, Pearson's correlation with the sum of the other items; NaN if the item or this sum does not vary.
   */
  readonly rest: readonly number[];
}

/**
 * Computes alpha and item-rest correlations over the complete rows. `items` holds one array per question, indexed by
 * respondent; NaN means no answer.
 */
export function computeItemFigures(items: readonly Float64Array[]): ItemFigures {
  const rows = Array.from(items[0] ?? [], (_, row) => row).filter((row) =>
    items.every((item) => !Number.isNaN(item[row])),
  );
  const columns = items.map((item) => Float64Array.from(rows, (row) => item[row] as number));
  const totals = new Float64Array(rows.length);
  for (const column of columns)
    for (let i = 0; i < totals.length; i++) totals[i] = (totals[i] as number) + (column[i] as number);
  const k = items.length;
  const variances = columns.reduce((sum, column) => sum + computeVariance(column), 0);
  const enough = k >= 2 && rows.length >= 2;
  return {
    complete: rows.length,
    alpha: enough ? (k / (k - 1)) * (1 - variances / computeVariance(totals)) : Number.NaN,
    rest: columns.map((column) =>
      enough
        ? computeCorrelation(
            column,
            totals.map((total, i) => total - (column[i] as number)),
          )
        : Number.NaN,
    ),
  };
}

/**
 * Computes Pearson's correlation over the pairs in which both values are known; NaN if either variable does not vary.
 */
export function computeCorrelation(a: Float64Array, b: Float64Array): number {
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

/** Computes the sample variance (n - 1). */
function computeVariance(numbers: Float64Array): number {
  const mean = numbers.reduce((sum, value) => sum + value, 0) / numbers.length;
  return numbers.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (numbers.length - 1);
}
