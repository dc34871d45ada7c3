import type { ExplainedNode } from '../../model/generated/types.ts';
import {
  add,
  compare,
  divide,
  fromNumber,
  greatest,
  least,
  multiply,
  ONE,
  type Rational,
  subtract,
  toNumber,
  ZERO,
} from '../../model/rational.ts';
import type { Vocabulary } from '../vocabulary.ts';
import { type Printed, printStated, printValue, writingOf } from './value.ts';

/** A term of a calculation as it is seen. */
interface Term extends Printed {
  readonly weight: Rational;
  readonly best: Rational;
}

/** Operators whose result can stand on the line of the fact that follows from it. */
export const CALCULATIONS = ['ratio', 'difference', 'change', 'meanOf', 'scaled'];

/** Terms beyond this many are left to the lines below. */
const MOST_TERMS = 12;

/**
 * What a value is worked out from, as the right side of an equation with its sign: `= 63 ÷ 140`. The sign is ≈ where
 * the printed digits do not give the printed value exactly. Undefined where there is nothing to work out.
 */
export function calculationOf(node: ExplainedNode, value: Printed, vocabulary: Vocabulary): string | undefined {
  const { explain: words } = vocabulary.messages;
  const present = node.parts.filter((part) => part.value !== null);
  const terms = present.map((part) => ({
    ...printValue(part, writingOf(part, vocabulary)),
    weight: fromNumber(part.weight ?? 1),
    best: fromNumber(part.best ?? 1),
  }));
  const isOpen = present.some(({ weighedBy, weight }) => weighedBy !== undefined && weight === undefined);
  if (terms.length === 0 || isOpen || node.value === null) return undefined;
  if (terms.length > MOST_TERMS && (node.op === 'sum' || node.op === 'mean')) {
    return `= ${(node.op === 'sum' ? words.sumBelow : words.meanBelow)(String(terms.length))}`;
  }
  const written = write(node, terms, vocabulary);
  if (written === undefined) return undefined;
  const seen = calculate(node, terms);
  const isSeen = seen && value.number ? compare(seen, value.number) === 0 : terms.every(({ whole }) => whole !== false);
  return `${isSeen && value.whole !== false ? '=' : '≈'} ${written}`;
}

function write(node: ExplainedNode, terms: readonly Term[], vocabulary: Vocabulary): string | undefined {
  const { explain: words, numbers } = vocabulary.messages;
  const [first, second] = terms as [Term, Term | undefined];
  const weighed = terms.map((term) => weighTerm(term, vocabulary));
  const listed = weighed.join(' + ');
  switch (node.op) {
    case 'sum':
      return terms.length === 1 && isOne(first.weight) ? undefined : listed;
    case 'mean':
    case 'meanOf': {
      const total = terms.reduce((sum, { weight }) => add(sum, weight), ZERO);
      if (terms.length === 1) return undefined;
      return isOne(total) ? listed : `(${listed}) ÷ ${plain(total, vocabulary)}`;
    }
    case 'share': {
      const best = terms.map((term) => multiply(term.weight, term.best)).reduce(add);
      const share = `${terms.length === 1 ? weighed[0] : `(${listed})`} ÷ ${plain(best, vocabulary)}`;
      return node.to === 1 ? share : `${share} × ${printStated(node.to ?? 1, vocabulary)}`;
    }
    case 'scaled':
      return scaleText(node, bracket(first.text), vocabulary);
    case 'min':
    case 'max':
      return terms.length === 1 && isOne(first.weight)
        ? undefined
        : words.pick(node.op === 'min' ? words.leastOf : words.greatestOf, numbers.list(weighed));
    case 'ratio':
      return second && `${bracket(first.text)} ÷ ${bracket(second.text)}`;
    case 'difference':
      return second && `${first.text} − ${bracket(second.text)}`;
    case 'change':
      return second && `(${first.text} − ${bracket(second.text)}) ÷ ${bracket(second.text)}`;
    default:
      return undefined;
  }
}

function scaleText({ to = 1, best = 1 }: ExplainedNode, term: string, vocabulary: Vocabulary): string {
  const divided = best === 1 ? term : `${term} ÷ ${printStated(best, vocabulary)}`;
  return to === 1 ? divided : `${divided} × ${printStated(to, vocabulary)}`;
}

/** What the terms give as they are printed; undefined where that is no single number. */
function calculate(node: ExplainedNode, terms: readonly Term[]): Rational | undefined {
  const numbers = terms.flatMap(({ number }) => (number ? [number] : []));
  const [first, second = ONE] = numbers;
  if (first === undefined || numbers.length < terms.length) return undefined;
  const weighed = numbers.map((number, i) => multiply(number, (terms[i] as Term).weight));
  const weights = terms.map(({ weight }) => weight).reduce(add);
  switch (node.op) {
    case 'sum':
      return weighed.reduce(add);
    case 'mean':
    case 'meanOf':
      return weights.n === 0n ? undefined : divide(weighed.reduce(add), weights);
    case 'share': {
      const best = terms.map((term) => multiply(term.weight, term.best)).reduce(add);
      return multiply(divide(weighed.reduce(add), best), fromNumber(node.to ?? 1));
    }
    case 'scaled':
      return divide(multiply(first, fromNumber(node.to ?? 1)), fromNumber(node.best ?? 1));
    case 'min':
      return weighed.reduce(least);
    case 'max':
      return weighed.reduce(greatest);
    case 'ratio':
      return second.n === 0n ? undefined : divide(first, second);
    case 'difference':
      return subtract(first, second);
    case 'change':
      return second.n === 0n ? undefined : divide(subtract(first, second), second);
    default:
      return undefined;
  }
}

function weighTerm({ text, weight }: Term, vocabulary: Vocabulary): string {
  return isOne(weight) ? signed(text) : `${signed(plain(weight, vocabulary))} × ${bracket(text)}`;
}

/** A term of a sum: a number or a range of two stands as it is. */
function signed(text: string): string {
  return /^[\d.,]+([–～][\d.,]+)?$/.test(text) ? text : `(${text})`;
}

/** Whatever is no plain number stands in brackets beside a sign that binds more closely. */
function bracket(text: string): string {
  return /^[\d.,]+$/.test(text) ? text : `(${text})`;
}

function plain(value: Rational, vocabulary: Vocabulary): string {
  return printStated(toNumber(value), vocabulary);
}

function isOne(value: Rational): boolean {
  return value.n === value.d;
}
