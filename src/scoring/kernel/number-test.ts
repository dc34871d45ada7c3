import type { Test } from '../../condition/condition.ts';
import { evaluateEntry } from '../../condition/evaluate.ts';
import { type Atom, exactly, isNumber } from '../../condition/value.ts';
import { add, compare, ONE, type Rational, subtract } from '../../model/rational.ts';
import { besideBound, type Num } from './number.ts';
import { allOf, anyOf, NEVER, opposite, type Truths } from './truths.ts';
import type { Numeric } from './value.ts';
import { not, type Writer } from './writer.ts';

/** A test of a number or of all between two, taken that there is one. */
export function writeNumberTest(test: Test, value: Numeric, writer: Writer): Truths {
  const { low, high } = value;
  if ('bound' in test) return writeBound(test.keyword, test.bound, value, writer);
  if (low === high) {
    switch (test.keyword) {
      case 'const':
      case 'enum':
        return anyOf(test.atoms.filter(isNumber).map((number) => writeEqual(number, value, writer)));
      case 'allOf':
        return allOf(test.of.map((part) => writeNumberTest(part, value, writer)));
      case 'anyOf':
        return anyOf(test.of.map((part) => writeNumberTest(part, value, writer)));
      case 'not':
        return opposite(writeNumberTest(test.of, value, writer));
      default:
        return NEVER;
    }
  }
  return writeRegions(test, value, writer);
}

function compared(num: Num, operator: string, bound: Rational, writer: Writer): string {
  const { left, right } = besideBound(num, bound, writer);
  return `${left} ${operator} ${right}`;
}

const OPERATORS = { minimum: '>=', maximum: '<=', exclusiveMinimum: '>', exclusiveMaximum: '<' } as const;
const OPPOSITES = { '>=': '<', '<=': '>', '>': '<=', '<': '>=' } as const;

function writeBound(keyword: keyof typeof OPERATORS, bound: Rational, { low, high }: Numeric, writer: Writer): Truths {
  const operator = OPERATORS[keyword];
  const [best, worst] = operator.startsWith('>') ? [high, low] : [low, high];
  const holds = compared(best, operator, bound, writer);
  if (low === high) return { holds, fails: not(holds) };
  return { holds, fails: compared(worst, OPPOSITES[operator], bound, writer) };
}

function writeEqual(number: Rational, { low }: Numeric, writer: Writer): Truths {
  const { left, right } = besideBound(low, number, writer);
  return { holds: `${left} === ${right}`, fails: `${left} !== ${right}` };
}

/** The line is cut at the constants: a test has one outcome in each region, and a range touches neighbouring ones. */
function writeRegions(test: Test, { low, high }: Numeric, writer: Writer): Truths {
  const cuts = sortedOnce(constantsOf(test));
  if (cuts.length > 15) {
    writer.giveUpIf('true');
    return NEVER;
  }
  const inside = regionsOf(cuts).map((number) => evaluateEntry(test, exactly(number)) === 'holds');
  const mask = (wanted: boolean): number => inside.reduce((sum, one, i) => sum + (one === wanted ? 2 ** i : 0), 0);
  const regionOf = (num: Num): string => {
    const terms = cuts.flatMap((cut) => [compared(num, '>=', cut, writer), compared(num, '>', cut, writer)]);
    return terms.length === 0 ? '0' : writer.hold(terms.map((term) => `(${term} ? 1 : 0)`).join(' + '));
  };
  const touched = writer.hold(`(2 << ${regionOf(high)}) - (1 << ${regionOf(low)})`);
  return { holds: `(${touched} & ${mask(true)}) !== 0`, fails: `(${touched} & ${mask(false)}) !== 0` };
}

function constantsOf(test: Test): readonly Atom[] {
  if ('atoms' in test) return test.atoms;
  if ('bound' in test) return [test.bound];
  if (test.keyword === 'allOf' || test.keyword === 'anyOf') return test.of.flatMap(constantsOf);
  return test.keyword === 'not' ? constantsOf(test.of) : [];
}

function sortedOnce(atoms: readonly Atom[]): Rational[] {
  const sorted = atoms.filter(isNumber).sort(compare);
  return sorted.filter((number, i) => i === 0 || compare(number, sorted[i - 1] as Rational) !== 0);
}

/** A number of each region: below the first cut, on it, between it and the next, and so on. */
function regionsOf(cuts: readonly Rational[]): Rational[] {
  const [first, last] = [cuts[0] ?? ONE, cuts.at(-1) ?? ONE];
  const inner = cuts.flatMap((cut, i) => {
    const before = cuts[i - 1];
    return before ? [middle(before, cut), cut] : [cut];
  });
  return cuts.length === 0 ? [ONE] : [subtract(first, ONE), ...inner, add(last, ONE)];
}

function middle(a: Rational, b: Rational): Rational {
  const { n, d } = add(a, b);
  return n % 2n === 0n ? { n: n / 2n, d } : { n, d: d * 2n };
}
