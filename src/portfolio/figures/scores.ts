import type { Ledger } from '../protection/ledger.ts';

/** How a score is spread over those that have it. */
export interface ScoreFigures {
  readonly id: string;
  readonly n: number;
  readonly mean: number | null;
  readonly median: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
  /** The best possible, where the pack is known. */
  readonly best: number | null;
  /** The mean as a share of the best; the weakest is the least. */
  readonly share: number | null;
}

/** Scores of included members, those with the least share of their best first, then those without a best as they came. */
export function scoreFigures(
  scores: ReadonlyMap<string, Float64Array>,
  includes: Uint8Array,
  best: ReadonlyMap<string, number>,
  ledger: Ledger,
): ScoreFigures[] {
  // One column of room for all of them: fresh memory costs more than what is done in it.
  const room = new Float64Array(includes.length);
  const all = [...scores].flatMap(([id, values]): ScoreFigures[] => {
    const has = (): Uint8Array => includes.map((one, i) => (one === 1 && !Number.isNaN(values[i] as number) ? 1 : 0));
    const numbers = known(values, includes, room);
    if (!ledger.admit(() => [has()])) return [];
    const { mean, quartiles } = ledger.tellable(numbers);
    const figures = figuresOf(id, numbers, best.get(id) ?? null);
    // Of a score without its mean even the place among others would tell it.
    if (!mean) return [];
    return [quartiles ? figures : { ...figures, median: null, lower: null, upper: null }];
  });
  const place = ({ share }: ScoreFigures): number => share ?? Number.POSITIVE_INFINITY;
  return all.filter(({ n }) => n > 0).sort((a, b) => Math.sign(place(a) - place(b)) || 0);
}

/** The numbers of included members, in the order of the members, within the room given. */
function known(values: Float64Array, includes: Uint8Array, taken: Float64Array): Float64Array {
  let n = 0;
  for (let i = 0; i < includes.length; i++) {
    if (includes[i] === 1 && !Number.isNaN(values[i] as number)) taken[n++] = values[i] as number;
  }
  return taken.subarray(0, n);
}

function figuresOf(id: string, numbers: Float64Array, best: number | null): ScoreFigures {
  const n = numbers.length;
  if (n === 0) return { id, n, mean: null, median: null, lower: null, upper: null, best, share: null };
  const mean = sum(numbers) / n;
  const [lower, median, upper] = quartiles(numbers);
  return {
    id,
    n,
    mean,
    lower,
    median,
    upper,
    best,
    share: best === null || best <= 0 ? null : mean / best,
  };
}

/** Neumaier's sum: the order of a million rows does not show in the digits. */
function sum(numbers: Float64Array): number {
  let [total, lost] = [0, 0];
  for (let i = 0; i < numbers.length; i++) {
    const value = numbers[i] as number;
    const next = total + value;
    lost += Math.abs(total) >= Math.abs(value) ? total - next + value : value - next + total;
    total = next;
  }
  return total + lost;
}

/** The quartiles of type 7, by selection: a million numbers need not be sorted. Changes their order. */
function quartiles(numbers: Float64Array): [lower: number, median: number, upper: number] {
  const last = numbers.length - 1;
  // Each selection leaves less for the next: the median halves what is left for the others.
  const median = quantile(numbers, last * 0.5, 0, last);
  const middle = Math.floor(last * 0.5);
  return [quantile(numbers, last * 0.25, 0, middle), median, quantile(numbers, last * 0.75, middle, last)];
}

/** What stands at a place of the sorted numbers, between two of them in proportion; it lies from `first` to `last`. */
function quantile(numbers: Float64Array, place: number, first: number, last: number): number {
  const below = Math.floor(place);
  const low = select(numbers, below, first, last);
  if (below === place) return low;
  let high = numbers[below + 1] as number;
  for (let i = below + 2; i <= last; i++) high = Math.min(high, numbers[i] as number);
  return low + (high - low) * (place - below);
}

/**
 * Hoare's selection: the k-th number, from 0, of which it is known that it lies from `left` to `right`; those before it become
 * at most, those behind it at least as great.
 */
function select(numbers: Float64Array, k: number, left: number, right: number): number {
  while (left < right) {
    const pivot = middleOf(numbers[left] as number, numbers[(left + right) >> 1] as number, numbers[right] as number);
    let [i, j] = [left, right];
    while (i <= j) {
      while ((numbers[i] as number) < pivot) i++;
      while ((numbers[j] as number) > pivot) j--;
      if (i > j) break;
      const value = numbers[i] as number;
      numbers[i++] = numbers[j] as number;
      numbers[j--] = value;
    }
    if (k <= j) right = j;
    else if (k >= i) left = i;
    else break;
  }
  return numbers[k] as number;
}

function middleOf(a: number, b: number, c: number): number {
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
}
