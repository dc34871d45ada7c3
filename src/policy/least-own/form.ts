import { add, greatest, multiply, type Rational, ZERO } from '../../model/rational.ts';

/** A sum that is never below what it bounds: so much, so much of what the covered measures cost, and so much for each of them. */
export interface Form {
  readonly base: Rational;
  /** Of the cost; never negative. */
  readonly rate: Rational;
  /** For each covered measure; never negative. */
  readonly each: Rational;
}

/** So many sums bound one figure at most: more hardly bound it any closer. */
const MOST_FORMS = 16;

export function constantForm(base: Rational): Form {
  return { base, rate: ZERO, each: ZERO };
}

/** A form times a factor that is not negative. */
export function scaleForm({ base, rate, each }: Form, by: Rational): Form {
  return { base: multiply(base, by), rate: multiply(rate, by), each: multiply(each, by) };
}

/** Bounds of a sum from those of its parts: any one of each part together. */
export function sumForms(parts: readonly (readonly Form[])[]): Form[] {
  return parts.reduce<Form[]>((sums, forms) => pairs(sums, forms, add, add), [constantForm(ZERO)]);
}

/** Bounds of the greater of two from those of both. */
export function greaterForms(a: readonly Form[], b: readonly Form[]): Form[] {
  return pairs(a, b, greatest, greatest);
}

type Join = (a: Rational, b: Rational) => Rational;

function pairs(a: readonly Form[], b: readonly Form[], bases: Join, slopes: Join): Form[] {
  const all = a.flatMap((one) =>
    b.map((other) => ({
      base: bases(one.base, other.base),
      rate: slopes(one.rate, other.rate),
      each: slopes(one.each, other.each),
    })),
  );
  return all.slice(0, MOST_FORMS);
}
