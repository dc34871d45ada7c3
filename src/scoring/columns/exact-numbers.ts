// Exact arithmetic on columns. A number is a quotient of whole numbers, which doubles represent exactly up to 2^53.

import {
  compare,
  computeGreatestCommonDivisor,
  fraction,
  fromNumber,
  multiply,
  ONE,
  type Rational,
  toNumber,
} from '../../model/index.ts';
import {
  createConstantOutcome,
  encodeOutcomes,
  type FewOutcomes,
  mapOutcomes,
  outcomeByCode,
  pairOutcomes,
} from './outcomes.ts';
import {
  addNumbers,
  applyLoop,
  compareQuotients,
  countBounds,
  leaveInexact,
  MAX_EXACT,
  multiplyNumbers,
  type Numbers,
  type Program,
  selectNumbers,
} from './program.ts';

/** A column of whole numbers. `most` is a limit that no absolute value exceeds; Infinity means that none is known. */
export interface Whole {
  readonly n: Numbers;
  readonly most: number;
}

/**
 * A column of exact numbers: n / d times `scale`. `n` and `d` are whole numbers below 2^53; rows in which a result may
 * be greater are left to the row-by-row evaluator. If the end of a range is unbounded, its `n` is infinite; a missing
 * number is stored as 0.
 */
export interface Exact {
  readonly n: Numbers;
  /** The divisor; always above 0. */
  readonly d: Numbers;
  readonly scale: Rational;
  readonly mostN: number;
  readonly mostD: number;
  /** The same number before it was reduced to lowest terms; it is as good for computing a quotient. */
  readonly unreduced?: Exact;
}

/** A column of decimals, each stored as the nearest double. These doubles are in the same order as the decimals. */
export interface Decimal {
  readonly decimal: Numbers;
}

export type Num = Exact | Decimal;

/** Returns a column of whole numbers in units of a scale. */
export function createWholeColumn(program: Program, n: Numbers, mostN: number, scale: Rational = ONE): Exact {
  return { n, d: program.constant(1), scale, mostN, mostD: 1 };
}

/** Returns a column with the same number in all rows. */
export function createConstantColumn(program: Program, value: Rational): Exact {
  const magnitude = Math.abs(Number(value.n));
  if (magnitude > MAX_EXACT) program.leaveAll();
  return createWholeColumn(program, program.constant(Number(value.n)), magnitude, { n: 1n, d: value.d });
}

function addWholes(program: Program, a: Whole, b: Whole, sign: 1 | -1): Whole {
  const maxSum = a.most + b.most;
  return {
    n: addNumbers(program, a.n, b.n, { sign, isTested: maxSum > MAX_EXACT }),
    most: Math.min(maxSum, MAX_EXACT),
  };
}

/** Multiplies whole numbers. */
export function multiplyWholes(program: Program, a: Whole, b: Whole): Whole {
  if (program.constantIn(a.n) === 0 || program.constantIn(b.n) === 0) return { n: program.constant(0), most: 0 };
  const maxProduct = a.most * b.most;
  return { n: multiplyNumbers(program, a.n, b.n, maxProduct > MAX_EXACT), most: Math.min(maxProduct, MAX_EXACT) };
}

function multiplyWhole(program: Program, whole: Whole, factor: bigint): Whole {
  const size = Number(factor < 0n ? -factor : factor);
  if (size > MAX_EXACT) program.leaveAll();
  return multiplyWholes(program, whole, { n: program.constant(Number(factor)), most: size });
}

/** Adds whole numbers one after the other, so that an intermediate result that is too large is noticed. */
export function sumWholes(program: Program, terms: readonly Whole[]): Whole {
  const nonZero = terms.filter(({ n }) => program.constantIn(n) !== 0);
  const [first, ...others] = nonZero;
  if (!first) return { n: program.constant(0), most: 0 };
  return others.reduce((sum, term) => addWholes(program, sum, term, 1), first);
}

/** Caches for results that are needed repeatedly. */
const CACHED_EXACT = new WeakMap<Numbers, Exact>();
const CACHED_REGIONS = new WeakMap<Num, Map<string, FewOutcomes<number>>>();

/** Converts decimals to whole numbers over a power of ten; other exact numbers are returned unchanged. */
export function toExact(program: Program, num: Num): Exact {
  if (!('decimal' in num)) return num;
  const { decimal } = num;
  const fixedColumn = program.constantIn(decimal);
  if (fixedColumn !== undefined && !Number.isFinite(fixedColumn)) return createWholeColumn(program, decimal, MAX_EXACT);
  if (fixedColumn !== undefined) return createConstantColumn(program, fromNumber(fixedColumn));
  const cached = CACHED_EXACT.get(decimal);
  if (cached) return cached;
  const { engine } = program;
  const decimalPlaces = program.numbers();
  program.add((rows) => engine.places(decimalPlaces.at, decimal.at, rows));
  leaveInexact(program, decimalPlaces);
  const n = applyLoop(program, 'wholes', decimal, decimalPlaces);
  leaveInexact(program, n);
  const exactNumber: Exact = { n, d: decimalPlaces, scale: ONE, mostN: MAX_EXACT, mostD: MAX_EXACT };
  CACHED_EXACT.set(decimal, exactNumber);
  return exactNumber;
}

/** Multiplies a number by a fixed factor. */
export function scaleNumber(program: Program, num: Exact, factor: Rational): Exact {
  if (factor.n === 0n) return createWholeColumn(program, program.constant(0), 0);
  const { unreduced, ...rest } = num;
  const size = factor.n < 0n ? -factor.n : factor.n;
  const n = factor.n < 0n ? addNumbers(program, program.constant(0), num.n, { sign: -1 }) : num.n;
  const scale = fraction(num.scale.n * size, num.scale.d * factor.d);
  return { ...rest, n, scale, ...(unreduced && { unreduced: scaleNumber(program, unreduced, factor) }) };
}

/** Converts a number to whole units of a scale; the number's own scale must be a multiple of it. */
export function convertToUnits(program: Program, { n, mostN, scale: ownScale }: Exact, scale: Rational): Whole {
  const factor = fraction(ownScale.n * scale.d, ownScale.d * scale.n);
  if (factor.d !== 1n) throw new RangeError('not a multiple of the scale');
  return multiplyWhole(program, { n, most: mostN }, factor.n);
}

/** Returns the largest scale of which all given scales are multiples. */
function findCommonScale(scales: readonly Rational[]): Rational {
  return scales.reduce((a, b) => {
    const d = (a.d * b.d) / computeGreatestCommonDivisor(a.d, b.d);
    return fraction(computeGreatestCommonDivisor(a.n * (d / a.d), b.n * (d / b.d)), d);
  }, scales[0] ?? ONE);
}

/** Returns the largest scale of which all given numbers are whole multiples. */
export function findScale(numbers: readonly Rational[]): Rational {
  return findCommonScale(numbers.filter(({ n }) => n !== 0n).map(({ n, d }) => ({ n: n < 0n ? -n : n, d })));
}

/** Converts a number to units of a scale; the number must be a multiple of the scale. */
export function convertConstant(number: Rational, scale: Rational): number {
  return Number((number.n * scale.d) / (number.d * scale.n));
}

/**
 * Determines where a number lies among ascending limits (`cuts`): 2k means between cut k - 1 and cut k, 2k + 1 means on
 * cut k.
 */
export function regionsOf(program: Program, num: Num, cuts: readonly Rational[]): FewOutcomes<number> {
  if (cuts.length === 0) return createConstantOutcome(0);
  const key = cuts.map(({ n, d }) => `${n}/${d}`).join();
  const regionsByCuts = CACHED_REGIONS.get(num) ?? new Map<string, FewOutcomes<number>>();
  CACHED_REGIONS.set(num, regionsByCuts);
  const regions = regionsByCuts.get(key) ?? findRegions(program, num, cuts);
  regionsByCuts.set(key, regions);
  return regions;
}

function findRegions(program: Program, num: Num, cuts: readonly Rational[]): FewOutcomes<number> {
  const fixedNumber = findFixedValue(program, num);
  if (fixedNumber) return createConstantOutcome(cuts.reduce((sum, cut) => sum + compareFixed(fixedNumber, cut) + 1, 0));
  const regions = Array.from({ length: 2 * cuts.length + 1 }, (_, region) => region);
  if ('decimal' in num) return outcomeByCode(program, countBounds(program, num.decimal, cuts.map(toNumber)), regions);
  const limits = cuts.map((cut) => fraction(cut.n * num.scale.d, cut.d * num.scale.n));
  if (program.constantIn(num.d) === 1) {
    // For a whole number, only the whole numbers on both sides of a limit matter, so a fractional limit is placed
    // halfway between them.
    const bounds = limits.map(({ n, d }) => (d === 1n ? Number(n) : Number((n - (((n % d) + d) % d)) / d) + 0.5));
    return outcomeByCode(program, countBounds(program, num.n, bounds), regions);
  }
  const createConstant = (number: bigint): Numbers => {
    if (Math.abs(Number(number)) > MAX_EXACT) program.leaveAll();
    return program.constant(Number(number));
  };
  return limits
    .map(({ n, d }) =>
      outcomeByCode(program, compareQuotients(program, num.n, num.d, createConstant(n), createConstant(d)), [0, 1, 2]),
    )
    .reduce((sum, region) => pairOutcomes(program, sum, region, (a, b) => a + b), createConstantOutcome(0));
}

/** A number that is the same in all rows; if it is infinite, whether it is the low or the high end of a range. */
type FixedEnd = Rational | 'low' | 'high';

/** Returns the number if it is the same in all rows, otherwise undefined. */
function findFixedValue(program: Program, num: Num): FixedEnd | undefined {
  const [n, d] = ('decimal' in num ? [num.decimal] : [num.n, num.d]).map((whole) => program.constantIn(whole));
  if (n === undefined || Number.isNaN(n)) return undefined;
  if (!Number.isFinite(n)) return n < 0 ? 'low' : 'high';
  if (!('n' in num)) return fromNumber(n);
  return d === undefined ? undefined : multiply(fraction(BigInt(n), BigInt(d)), num.scale);
}

function compareFixed(a: FixedEnd, b: FixedEnd): number {
  if (a === b) return 0;
  if (a === 'low' || b === 'high') return -1;
  return a === 'high' || b === 'low' ? 1 : compare(a, b);
}

/** Compares two numbers: -1, 0 or 1. */
export function compareColumns(program: Program, a: Num, b: Num): FewOutcomes<number> {
  if (a === b) return createConstantOutcome(0);
  const fixedValues = [findFixedValue(program, a), findFixedValue(program, b)];
  if (fixedValues[0] && fixedValues[1]) return createConstantOutcome(compareFixed(fixedValues[0], fixedValues[1]));
  const outcomes = [-1, 0, 1];
  const oneColumn = program.constant(1);
  if ('decimal' in a && 'decimal' in b) {
    return outcomeByCode(program, compareQuotients(program, a.decimal, oneColumn, b.decimal, oneColumn), outcomes);
  }
  const [x, y] = [toExact(program, a), toExact(program, b)];
  const scale = findCommonScale([x.scale, y.scale]);
  const [left, right] = [convertToUnits(program, x, scale), convertToUnits(program, y, scale)];
  return outcomeByCode(program, compareQuotients(program, left.n, x.d, right.n, y.d), outcomes);
}

/** Whether a number is infinite in every row. */
export function isEndless(program: Program, { n }: Exact): boolean {
  return Math.abs(program.constantIn(n) ?? 0) === Number.POSITIVE_INFINITY;
}

/** Computes the first number plus `sign` times the second. */
export function addExact(program: Program, a: Exact, b: Exact, sign: 1 | -1): Exact {
  // Infinity plus any number is infinity.
  if (isEndless(program, a)) return a;
  if (isEndless(program, b)) return { ...b, n: program.constant(sign * (program.constantIn(b.n) as number)) };
  const scale = findCommonScale([a.scale, b.scale]);
  const [x, y] = [convertToUnits(program, a, scale), convertToUnits(program, b, scale)];
  const [da, db] = [
    { n: a.d, most: a.mostD },
    { n: b.d, most: b.mostD },
  ];
  const [left, right] = a.d === b.d ? [x, y] : [multiplyWholes(program, x, db), multiplyWholes(program, y, da)];
  const sum = addWholes(program, left, right, sign);
  const d = a.d === b.d ? da : multiplyWholes(program, da, db);
  return { n: sum.n, d: d.n, scale, mostN: sum.most, mostD: d.most };
}

/** Multiplies two numbers. */
export function multiplyExact(program: Program, a: Exact, b: Exact): Exact {
  const n = multiplyWholes(program, { n: a.n, most: a.mostN }, { n: b.n, most: b.mostN });
  const d = multiplyWholes(program, { n: a.d, most: a.mostD }, { n: b.d, most: b.mostD });
  const scale = fraction(a.scale.n * b.scale.n, a.scale.d * b.scale.d);
  return { n: n.n, d: d.n, scale, mostN: n.most, mostD: d.most };
}

/** Returns the first number in rows whose outcome satisfies `isFirst`, and the second in all others. */
export function chooseNumber<T>(
  program: Program,
  few: FewOutcomes<T>,
  isFirst: (outcome: T) => boolean,
  yes: Num,
  no: Num,
): Num {
  const table = few.outcomes.map(isFirst);
  if (yes === no || table.every((isYes) => isYes)) return yes;
  if (table.every((isYes) => !isYes)) return no;
  const { codes, outcomes } = encodeOutcomes(program, mapOutcomes(few, isFirst));
  const select = (a: Numbers, b: Numbers): Numbers => selectNumbers(program, codes, outcomes, a, b);
  if ('decimal' in yes && 'decimal' in no) return { decimal: select(yes.decimal, no.decimal) };
  const [a, b] = [toExact(program, yes), toExact(program, no)];
  const scale = findCommonScale([a.scale, b.scale]);
  const [x, y] = [convertToUnits(program, a, scale), convertToUnits(program, b, scale)];
  return {
    n: select(x.n, y.n),
    d: select(a.d, b.d),
    scale,
    mostN: Math.max(x.most, y.most),
    mostD: Math.max(a.mostD, b.mostD),
  };
}

/**
 * Returns the number in rows whose outcome satisfies `isThere`; in all other rows 0, which stands for a missing number.
 */
export function keepNumberWhere<T>(
  program: Program,
  few: FewOutcomes<T>,
  isThere: (outcome: T) => boolean,
  num: Num,
): Num {
  const table = few.outcomes.map(isThere);
  if (table.every((isPresent) => isPresent)) return num;
  const { codes, outcomes } = encodeOutcomes(program, mapOutcomes(few, isThere));
  const select = (a: Numbers): Numbers => selectNumbers(program, codes, outcomes, a, program.constant(0));
  if ('decimal' in num) return { decimal: select(num.decimal) };
  const { unreduced, ...rest } = num;
  return { ...rest, n: select(num.n) };
}

/** Returns a number as the quotient of two whole numbers. */
export function splitQuotient(program: Program, num: Num): { readonly top: Numbers; readonly bottom: Numbers } {
  const exactNumber = toExact(program, num);
  const { unreduced } = exactNumber;
  const fitsWithoutReducing =
    unreduced &&
    unreduced.mostN * Number(unreduced.scale.n) <= MAX_EXACT &&
    unreduced.mostD * Number(unreduced.scale.d) <= MAX_EXACT;
  const { n, d, mostN, mostD, scale } = fitsWithoutReducing ? unreduced : exactNumber;
  return {
    top: multiplyWhole(program, { n, most: mostN }, scale.n).n,
    bottom: multiplyWhole(program, { n: d, most: mostD }, scale.d).n,
  };
}

/** Returns the nearest double in each row, computed by one correctly rounded division of whole numbers; never -0. */
export function toDoubles(program: Program, num: Num): Numbers {
  if ('decimal' in num) return num.decimal;
  const { top, bottom } = splitQuotient(program, num);
  return applyLoop(program, 'divide', top, bottom);
}

/** If the product of denominators is greater than this, reducing to lowest terms saves more time than it takes. */
const MIN_PRODUCT_TO_REDUCE = 2 ** 20;

/** Reduces a number to lowest terms if its denominator may be large. */
export function reduceNumber(program: Program, num: Exact): Exact {
  if (num.mostD <= MIN_PRODUCT_TO_REDUCE) return num;
  const divisor = applyLoop(program, 'commonDivisors', num.n, num.d);
  const divideByCommon = (whole: Numbers): Numbers => applyLoop(program, 'divide', whole, divisor);
  return { ...num, n: divideByCommon(num.n), d: divideByCommon(num.d), unreduced: num };
}

/** A sum as a quotient: `sum` divided by the denominator `d`. */
export interface Sum {
  readonly sum: Whole;
  readonly d: Whole;
}

/** Adds up all whole numbers first, then the fractions one at a time. */
export function addFractions(program: Program, whole: Whole, fractions: readonly Exact[], scale: Rational): Sum {
  const isWhole = ({ d }: Exact): boolean => program.constantIn(d) === 1;
  let sum = sumWholes(program, [whole, ...fractions.filter(isWhole).map((num) => convertToUnits(program, num, scale))]);
  let d: Whole = { n: program.constant(1), most: 1 };
  for (const num of fractions) {
    if (isWhole(num)) continue;
    const [units, ownDenominator] = [convertToUnits(program, num, scale), { n: num.d, most: num.mostD }];
    const commonUnit = findCommonDenominator(program, d, ownDenominator);
    const leftProduct = multiplyWholes(program, sum, commonUnit.first);
    sum = sumWholes(program, [leftProduct, multiplyWholes(program, units, commonUnit.second)]);
    d = commonUnit.d;
  }
  return { sum, d };
}

/** Returns a common denominator of two fractions, and the factor by which each numerator must be multiplied. */
function findCommonDenominator(program: Program, a: Whole, b: Whole): { d: Whole; first: Whole; second: Whole } {
  if (a.n === b.n) {
    const oneWhole = { n: program.constant(1), most: 1 };
    return { d: a, first: oneWhole, second: oneWhole };
  }
  if (a.most * b.most <= MIN_PRODUCT_TO_REDUCE || program.constantIn(a.n) === 1) {
    return { d: multiplyWholes(program, a, b), first: b, second: a };
  }
  const commonMultiple = applyLoop(program, 'commonMultiples', a.n, b.n);
  if (a.most * b.most > MAX_EXACT) leaveInexact(program, commonMultiple);
  const divideWhole = (of: Whole, other: Whole): Whole => ({
    n: applyLoop(program, 'divide', commonMultiple, of.n),
    most: other.most,
  });
  return {
    d: { n: commonMultiple, most: Math.min(MAX_EXACT, a.most * b.most) },
    first: divideWhole(a, b),
    second: divideWhole(b, a),
  };
}
