import type { Arithmetic, WorkedAmount } from '../../model/generated/types.ts';
import { compare, toNumber } from '../../model/rational.ts';
import { readMoney } from '../../policy/funding/money.ts';
import { formatMoney, formatNumber, formatShare } from '../number.ts';
import type { Vocabulary } from '../vocabulary.ts';

/** A weight up to 1 is a share of what it weighs. */
const WHOLE = 1;
const SHARE_DECIMALS = 4;
/** As many as a figure is printed with where it is no money. */
const FIGURE_DECIMALS = 4;

/** What figures are called that only amounts read; other names by their titles. */
export function titleOfFigure(name: string, vocabulary: Vocabulary): string {
  const { arithmetic } = vocabulary.messages.funding;
  const [list, year = ''] = name.split('/');
  if (name === 'cost') return arithmetic.cost;
  if (name === 'coveredMeasures') return arithmetic.coveredMeasures;
  if (list === 'interest' && year !== '') return arithmetic.interest(year);
  if (list === 'outstanding' && year !== '') return arithmetic.outstanding(year);
  return vocabulary.titleOf(name);
}

/** An exact amount in words, to the cent. */
export function moneyInWords(text: string, currency: string, { messages }: Vocabulary): string {
  return formatMoney(toNumber(readMoney(text)), currency, messages.numbers);
}

/** How a known amount was worked out, in one line; undefined where that says no more than the amount itself. */
export function calculationInWords(
  { state, arithmetic, currency }: WorkedAmount,
  vocabulary: Vocabulary,
): string | undefined {
  if (state !== 'settled' || !arithmetic || arithmetic.op === 'constant') return undefined;
  return arithmeticInWords(arithmetic, currency, vocabulary);
}

function arithmeticInWords(arithmetic: Arithmetic, currency: string, vocabulary: Vocabulary): string {
  const { funding, numbers } = vocabulary.messages;
  const words = funding.arithmetic;
  const money = (text: string): string => moneyInWords(text, currency, vocabulary);
  const moneyOf = ({ value, lowest }: Arithmetic): string => {
    if (typeof value === 'string') return money(value);
    return lowest === undefined ? funding.open : funding.atLeast(money(lowest));
  };

  function write(one: Arithmetic): string {
    const parts = one.parts ?? [];
    const [first, second] = parts;
    if (!first) return one.op === 'read' ? figure(one) : moneyOf(one);
    switch (one.op) {
      case 'sum':
        return `${parts.map(product).join(' + ')} = ${moneyOf(one)}`;
      case 'cap':
        return bounded(first, second, one, words.capped, words.within);
      case 'floor':
        return bounded(first, second, one, words.raised, (calculation) => calculation);
      case 'round':
        return words.rounded(write(first), moneyOf(one));
      case 'min':
        return words.least(numbers.items(parts.map(product)), moneyOf(one));
      case 'max':
        return words.greatest(numbers.items(parts.map(product)), moneyOf(one));
      case 'mean':
        return words.mean(numbers.items(parts.map(product)), moneyOf(one));
      case 'guard':
        return write(first);
      case 'first':
        return parts.length === 1 ? write(first) : moneyOf(one);
      default:
        return words.at(moneyOf(one), numbers.items(parts.map(figure)));
    }
  }

  function bounded(
    of: Arithmetic,
    bound: Arithmetic | undefined,
    { value }: Arithmetic,
    changed: (calculation: string, bound: string) => string,
    same: (calculation: string, bound: string) => string,
  ): string {
    if (!bound) return write(of);
    const limit = bound.op === 'constant' ? moneyOf(bound) : write(bound);
    const isSame = typeof value === 'string' && typeof of.value === 'string' && sameNumber(value, of.value);
    return (isSame ? same : changed)(write(of), limit);
  }

  function product(one: Arithmetic): string {
    const text = one.parts ? `(${write(one)})` : figure(one);
    if (one.weight === undefined) return text;
    const weight = toNumber(readMoney(one.weight));
    const times = weight <= WHOLE ? formatShare(weight, numbers, SHARE_DECIMALS) : money(one.weight);
    return `${times} × ${text}`;
  }

  /** A figure with its name: money where it is a cost or interest, else a number as it is printed elsewhere. */
  function figure(one: Arithmetic): string {
    const { name, value } = one;
    if (name === undefined) return moneyOf(one);
    const title = titleOfFigure(name, vocabulary);
    if (typeof value !== 'string') return words.named(title, funding.open);
    const isMoney = /^(cost$|interest\/|outstanding\/)/.test(name);
    const number = toNumber(readMoney(value));
    const plain = vocabulary.numberOf(name, number);
    const written = name === 'coveredMeasures' ? formatNumber(number, { numbers, decimals: FIGURE_DECIMALS }) : plain;
    return isMoney ? numbers.remark(money(value), title) : words.named(title, written);
  }

  return write(arithmetic);
}

function sameNumber(a: string, b: string): boolean {
  return compare(readMoney(a), readMoney(b)) === 0;
}
