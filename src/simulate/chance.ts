/**
 * Reproducible random numbers, which depend only on a seed and a purpose. How many numbers are drawn for one purpose
 * does not change those for another.
 */
export interface Chance {
  /** Returns a number from 0 to below 1. */
  next(): number;
  /** Returns a whole number from 0 to below `bound`. */
  below(bound: number): number;
  /** Returns an approximately normal number with mean 0 and standard deviation 1, between -6 and 6. */
  normal(): number;
  /** Returns the things in random order. */
  shuffle<T>(things: readonly T[]): T[];
}

/** 2^-32, by which a random 32-bit number is multiplied to lie between 0 and 1. */
const UINT32_STEP = 2.3283064365386963e-10;
/** The sum of this many uniformly distributed numbers from 0 to 1 has a standard deviation of 1. */
const NORMAL_SUMMANDS = 12;

/** Creates a generator: xoshiro128** (Blackman and Vigna 2018), its state filled by splitmix32. */
export function createChance(seed: number, ...purpose: readonly (string | number)[]): Chance {
  let state = purpose.reduce<number>((mixed, part) => mixText(mixed, String(part)), mixBits(seed | 0));
  const fill = (): number => {
    state = (state + 0x9e3779b9) | 0;
    return mixBits(state);
  };
  let [a, b, c, d] = [fill(), fill(), fill(), fill()];

  function drawBits(): number {
    const result = Math.imul(rotateLeft(Math.imul(b, 5), 7), 9);
    const shiftedWord = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shiftedWord;
    d = rotateLeft(d, 11);
    return result >>> 0;
  }

  const next = (): number => drawBits() * UINT32_STEP;
  const integerBelow = (bound: number): number => Math.floor(next() * bound);
  return {
    next,
    below: integerBelow,
    // Calculated by sums alone, because the last digit of logarithms and cosines differs between systems.
    normal() {
      let sum = -NORMAL_SUMMANDS / 2;
      for (let i = 0; i < NORMAL_SUMMANDS; i++) sum += next();
      return sum;
    },
    shuffle(things) {
      const shuffledThings = [...things];
      for (let i = shuffledThings.length - 1; i > 0; i--) {
        const j = integerBelow(i + 1);
        [shuffledThings[i], shuffledThings[j]] = [shuffledThings[j] as never, shuffledThings[i] as never];
      }
      return shuffledThings;
    },
  };
}

function rotateLeft(word: number, by: number): number {
  return (word << by) | (word >>> (32 - by));
}

/** The finaliser of MurmurHash3, which splitmix32 uses. */
function mixBits(word: number): number {
  let mixedWord = word ^ (word >>> 16);
  mixedWord = Math.imul(mixedWord, 0x85ebca6b);
  mixedWord ^= mixedWord >>> 13;
  mixedWord = Math.imul(mixedWord, 0xc2b2ae35);
  return mixedWord ^ (mixedWord >>> 16);
}

function mixText(start: number, text: string): number {
  let mixedHash = start;
  for (let i = 0; i < text.length; i++) mixedHash = mixBits((Math.imul(mixedHash, 31) + text.charCodeAt(i)) | 0);
  // The length is mixed in, so that ('a', 'b') and ('ab') differ.
  return mixBits(mixedHash ^ text.length);
}
