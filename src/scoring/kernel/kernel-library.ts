/** What generated text calls: nothing here knows of a pack. */

/** The power of ten that makes a decimal of at most 15 digits whole; NaN where there is none that doubles hold. */
export function placeOf(decimal: number): number {
  if (Number.isInteger(decimal) || !Number.isFinite(decimal)) return 1;
  for (let place = 10; place <= 1e15; place *= 10) if (Math.round(decimal * place) / place === decimal) return place;
  return Number.NaN;
}

/** The greatest whole number that divides two others; 1 where one of them has no end. */
export function greatestDivisor(a: number, b: number): number {
  let [x, y] = [Math.abs(a), Math.abs(b)];
  if (x === Number.POSITIVE_INFINITY || y === Number.POSITIVE_INFINITY) return 1;
  while (y > 0) [x, y] = [y, x % y];
  return x === 0 ? 1 : x;
}

/** The least multiple of two positive whole numbers. */
export function commonMultiple(a: number, b: number): number {
  if (a % b === 0) return a;
  return b % a === 0 ? b : a * (b / greatestDivisor(a, b));
}

/** How many bits of a word are 1. */
export function countBits(word: number): number {
  let bits = word - ((word >>> 1) & 0x55555555);
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return (((bits + (bits >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24;
}

/** Where the members of a mean that may join it stand: `tops` / `bottoms`, with their weights. */
export interface Joining {
  readonly tops: Float64Array;
  readonly bottoms: Float64Array;
  readonly weights: Float64Array;
}

/**
 * Members that may join a mean: those join that pull it further in a direction, the furthest first. So far the mean is
 * n / (d * weight); the new ones stand in the first places. n is NaN where numbers grow too large to be exact.
 */
export function pull(joining: Joining, count: number, n: number, d: number, weight: number, direction: 1 | -1): void {
  const { tops, bottoms, weights } = joining;
  let isExact = sortJoining(joining, count, direction);
  const keep = (number: number): number => {
    isExact &&= Math.abs(number) <= Number.MAX_SAFE_INTEGER || Math.abs(number) === Number.POSITIVE_INFINITY;
    return number;
  };
  let [sum, bottom, total] = [n, d, weight];
  for (let i = 0; i < count; i++) {
    const [top, own, counts] = [tops[i] as number, bottoms[i] as number, weights[i] as number];
    if (total > 0) {
      const [level, reached] = [keep(top * keep(bottom * total)), keep(sum * own)];
      if (direction > 0 ? level <= reached : level >= reached) break;
    }
    const common = keep(commonMultiple(bottom, own));
    sum = keep(keep(sum * (common / bottom)) + keep(keep(top * counts) * (common / own)));
    bottom = common;
    total += counts;
  }
  tops[0] = isExact ? sum : Number.NaN;
  bottoms[0] = bottom;
  weights[0] = total;
}

/** Few numbers, most often: by insertion, the furthest first. Whether all comparisons were exact. */
function sortJoining({ tops, bottoms, weights }: Joining, count: number, direction: 1 | -1): boolean {
  let isExact = true;
  for (let i = 1; i < count; i++) {
    const [top, bottom, weight] = [tops[i] as number, bottoms[i] as number, weights[i] as number];
    let place = i;
    while (place > 0) {
      const [left, right] = [(tops[place - 1] as number) * bottom, top * (bottoms[place - 1] as number)];
      if (Math.abs(left) > Number.MAX_SAFE_INTEGER && Math.abs(left) !== Number.POSITIVE_INFINITY) isExact = false;
      if (Math.abs(right) > Number.MAX_SAFE_INTEGER && Math.abs(right) !== Number.POSITIVE_INFINITY) isExact = false;
      if (direction > 0 ? left >= right : left <= right) break;
      tops[place] = tops[place - 1] as number;
      bottoms[place] = bottoms[place - 1] as number;
      weights[place] = weights[place - 1] as number;
      place--;
    }
    tops[place] = top;
    bottoms[place] = bottom;
    weights[place] = weight;
  }
  return isExact;
}
