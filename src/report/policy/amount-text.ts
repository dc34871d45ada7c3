// Writes amounts of money in words: how they were calculated, by which rule, and how they add up as printed.
import {
  type Arithmetic,
  add,
  type CombinedSum,
  compare,
  type Funding,
  type Instrument,
  type Rational,
  round,
  type ScoreRule,
  subtract,
  toNumber,
  type WorkedAmount,
  ZERO,
} from '../../model/index.ts';
import { expandYears, parseExactMoney, readFundingSums } from '../../policy/index.ts';
import { conditionInWords, phraseOf, requirementOf } from '../text/condition-text.ts';
import { formatMoney, formatNumber, formatShare } from '../text/number-format.ts';
import type { Vocabulary } from '../text/vocabulary.ts';

/** A weight up to 1 is a share of the weighted amount; a higher weight is an amount of money per unit. */
const WHOLE_WEIGHT = 1;
const WEIGHT_DECIMALS = 4;
/** The maximum number of decimals of a figure that is not money. */
const FIGURE_DECIMALS = 4;

/**
 * Returns the title of a figure in the rule of an amount, including figures such as `cost` that only such rules have.
 * `areas` are those of the instrument.
 */
function titleOfFigure(name: string, vocabulary: Vocabulary, areas: Instrument['areas'] = []): string {
  const { arithmetic } = vocabulary.messages.funding;
  const [list, year = ''] = name.split('/');
  if (name === 'cost') return arithmetic.cost;
  if (name === 'coveredMeasures') return arithmetic.coveredMeasures;
  const area = vocabulary.pick(areas[Number(year) - 1]?.title) ?? year;
  if (list === 'areaCost') return arithmetic.areaCost({ area });
  if (list === 'areaMeasures') return arithmetic.areaMeasures({ area });
  if (list === 'interest' && year !== '') return arithmetic.interest({ year });
  if (list === 'outstanding' && year !== '') return arithmetic.outstanding({ year });
  return vocabulary.titleOf(name);
}

export function moneyInWords(text: string, currency: string, { messages }: Vocabulary): string {
  return formatMoney(toNumber(parseExactMoney(text)), currency, messages.numbers);
}

/**
 * Writes how a known amount of an instrument was calculated, in one line; undefined if the calculation adds nothing to
 * the amount itself.
 */
export function calculationInWords(
  { state, arithmetic, currency }: WorkedAmount,
  { areas }: Pick<Instrument, 'areas'>,
  vocabulary: Vocabulary,
): string | undefined {
  if (state !== 'settled' || !arithmetic || arithmetic.op === 'constant') return undefined;
  return arithmeticInWords(arithmetic, { currency, areas }, vocabulary);
}

function arithmeticInWords(
  arithmetic: Arithmetic,
  { currency, areas }: { readonly currency: string; readonly areas: Instrument['areas'] },
  vocabulary: Vocabulary,
): string {
  const { funding, numbers } = vocabulary.messages;
  const words = funding.arithmetic;
  const writeMoney = (text: string): string => moneyInWords(text, currency, vocabulary);
  const moneyOf = ({ value, lowest }: Arithmetic): string => {
    if (typeof value === 'string') return writeMoney(value);
    return lowest === undefined ? funding.open : funding.atLeast({ money: writeMoney(lowest) });
  };

  function write(node: Arithmetic): string {
    const parts = node.parts ?? [];
    const [first, second] = parts;
    if (!first) return node.op === 'read' ? describeFigure(node) : moneyOf(node);
    switch (node.op) {
      case 'sum':
        // A single calculation, such as the rate for the enterprise's size, is itself the sum.
        if (parts.length === 1 && first.weight === undefined) {
          if (first.parts) return write(first);
          if (isMoney(first)) return describeFigure(first);
        }
        return `${parts.map(describeProduct).join(' + ')} = ${moneyOf(node)}`;
      case 'cap':
        return describeBound(first, second, node, words.capped, words.within);
      case 'floor':
        return describeBound(first, second, node, words.raised, ({ calculation }) => calculation);
      case 'round':
        return words.rounded({ calculation: write(first), result: moneyOf(node) });
      case 'min':
        return words.least({ values: numbers.items(parts.map(describeProduct)), result: moneyOf(node) });
      case 'max':
        return words.greatest({ values: numbers.items(parts.map(describeProduct)), result: moneyOf(node) });
      case 'mean':
        return words.mean({ values: numbers.items(parts.map(describeProduct)), result: moneyOf(node) });
      case 'guard':
        return write(first);
      case 'first':
        return parts.length === 1 ? write(first) : moneyOf(node);
      default:
        return words.at({ value: moneyOf(node), figures: numbers.items(parts.map(describeFigure)) });
    }
  }

  function describeBound(
    of: Arithmetic,
    bound: Arithmetic | undefined,
    { value }: Arithmetic,
    changed: (given: { calculation: string; bound: string }) => string,
    same: (given: { calculation: string; bound: string }) => string,
  ): string {
    if (!bound) return write(of);
    const limit = bound.op === 'constant' ? moneyOf(bound) : write(bound);
    const isSame = typeof value === 'string' && typeof of.value === 'string' && isSameNumber(value, of.value);
    return (isSame ? same : changed)({ calculation: write(of), bound: limit });
  }

  function describeProduct(node: Arithmetic): string {
    const text = node.parts ? `(${write(node)})` : describeFigure(node);
    if (node.weight === undefined) return text;
    const weight = toNumber(parseExactMoney(node.weight));
    const weightText = weight <= WHOLE_WEIGHT ? formatShare(weight, numbers, WEIGHT_DECIMALS) : writeMoney(node.weight);
    return `${weightText} × ${text}`;
  }

  /** Writes a figure with its name: a cost or interest as money, otherwise a plain number. */
  function describeFigure(node: Arithmetic): string {
    const { name, value } = node;
    if (name === undefined) return moneyOf(node);
    const title = titleOfFigure(name, vocabulary, areas);
    if (typeof value !== 'string') return words.named({ name: title, value: funding.open });
    const number = toNumber(parseExactMoney(value));
    const plainFigure = vocabulary.numberOf(name, number);
    const writtenFigure =
      name === 'coveredMeasures' ? formatNumber(number, { numbers, decimals: FIGURE_DECIMALS }) : plainFigure;
    return isMoney(node)
      ? numbers.remark(writeMoney(value), title)
      : words.named({ name: title, value: writtenFigure });
  }

  return write(arithmetic);
}

/** Whether a figure of an amount is money of the plan, not a stated fact or a number of measures. */
function isMoney({ name = '' }: Arithmetic): boolean {
  return /^(cost$|areaCost\/|interest\/|outstanding\/)/.test(name);
}

function isSameNumber(a: string, b: string): boolean {
  return compare(parseExactMoney(a), parseExactMoney(b)) === 0;
}

type Members = NonNullable<ScoreRule['sum']>;

/** Writes how much an instrument pays; null means that the authority has not published it. */
export function amountInWords(amount: Instrument['amount'], currency: string, vocabulary: Vocabulary): string {
  if (amount === null) return vocabulary.messages.words.amount.byOffice;
  if (typeof amount === 'number') return formatMoney(amount, currency, vocabulary.messages.numbers);
  return ruleInWords(expandYears(amount), { currency, vocabulary });
}

interface Context {
  readonly currency: string;
  readonly vocabulary: Vocabulary;
}

function ruleInWords(rule: ScoreRule, context: Context): string {
  const { numbers, words } = context.vocabulary.messages;
  const base = baseInWords(rule, context);
  const cappedText =
    rule.cap === undefined ? base : words.amount.capped({ amount: base, cap: writeRuleOrMoney(rule.cap, context) });
  return rule.when === undefined
    ? cappedText
    : numbers.remark(cappedText, conditionInWords(rule.when, context.vocabulary));
}

function writeRuleOrMoney(amount: number | string | ScoreRule, context: Context): string {
  if (typeof amount === 'string') return titleOfFigure(amount, context.vocabulary);
  return typeof amount === 'number' ? writeStatedMoney(amount, context) : ruleInWords(amount, context);
}

function writeStatedMoney(amount: number, { currency, vocabulary }: Context): string {
  return formatMoney(amount, currency, vocabulary.messages.numbers);
}

function baseInWords(rule: ScoreRule, context: Context): string {
  const { numbers, words } = context.vocabulary.messages;
  if (rule.value !== undefined) return valueInWords(rule.value, context);
  if (rule.sum !== undefined) return sumInWords(rule.sum, context);
  if (rule.min !== undefined) return words.amount.lowest({ amounts: numbers.list(membersInWords(rule.min, context)) });
  if (rule.max !== undefined) return words.amount.highest({ amounts: numbers.list(membersInWords(rule.max, context)) });
  if (rule.mean !== undefined) return words.amount.mean({ amounts: numbers.list(membersInWords(rule.mean, context)) });
  if (rule.steps !== undefined && rule.of !== undefined) return stepsInWords(rule.of, rule.steps, rule.edge, context);
  if (rule.first !== undefined) return casesInWords(rule.first, context);
  return words.amount.byRule;
}

/** Writes the terms that are added, then those that are subtracted. */
function sumInWords(members: Members, context: Context): string {
  const { numbers, words } = context.vocabulary.messages;
  const isDeducted = ([, weight]: [string, unknown]): boolean => typeof weight === 'number' && weight < 0;
  const weightedMembers = typeof members === 'string' || Array.isArray(members) ? [] : Object.entries(members);
  const deductedMembers = weightedMembers.filter(isDeducted).map(([name, weight]) => [name, -Number(weight)]);
  if (deductedMembers.length === 0 || deductedMembers.length === weightedMembers.length)
    return numbers.and(membersInWords(members, context));
  const addedMembers = Object.fromEntries(weightedMembers.filter((member) => !isDeducted(member)));
  const describeMembers = (some: Members): string => numbers.and(membersInWords(some, context));
  return words.amount.less({
    amount: describeMembers(addedMembers),
    taken: describeMembers(Object.fromEntries(deductedMembers)),
  });
}

function membersInWords(members: Members, context: Context): string[] {
  if (typeof members === 'string') return [memberInWords(members, WHOLE_WEIGHT, context)];
  if (Array.isArray(members)) return members.map((name) => memberInWords(name, WHOLE_WEIGHT, context));
  const titleOf = (name: string): string => titleOfFigure(name, context.vocabulary);
  return Object.entries(members).map(([name, weight]) => {
    if (typeof weight === 'string') return `${titleOf(name)} × ${titleOf(weight)}`;
    return typeof weight === 'number' ? memberInWords(name, weight, context) : partInWords(weight, context);
  });
}

/** Writes a rule within a rule, with the share of it that counts. */
function partInWords(rule: ScoreRule, context: Context): string {
  const amount = ruleInWords(rule, context);
  const { weight = WHOLE_WEIGHT } = rule;
  if (weight === WHOLE_WEIGHT) return amount;
  const { messages } = context.vocabulary;
  const share =
    typeof weight === 'number'
      ? formatShare(weight, messages.numbers, WEIGHT_DECIMALS)
      : titleOfFigure(weight, context.vocabulary);
  return messages.words.amount.ofPart({ percent: share, amount });
}

function memberInWords(name: string, weight: number, context: Context): string {
  const { vocabulary } = context;
  const { amount } = vocabulary.messages.words;
  const writeShare = (): string => formatShare(weight, vocabulary.messages.numbers, WEIGHT_DECIMALS);
  if (name === 'cost' && weight !== WHOLE_WEIGHT) return amount.ofCost({ percent: writeShare() });
  if (name === 'interest') return amount.ofInterest({ percent: writeShare() });
  const title = titleOfFigure(name, vocabulary);
  if (/^(interest|outstanding)\//.test(name)) return `${writeShare()} × ${title}`;
  if (name === 'cost') return title;
  if (weight === WHOLE_WEIGHT) return amount.figure({ name: title });
  return weight <= WHOLE_WEIGHT
    ? amount.ofFigure({ percent: writeShare(), name: title })
    : amount.each({ money: writeStatedMoney(weight, context), name: title });
}

function stepsInWords(
  of: string,
  steps: NonNullable<ScoreRule['steps']>,
  edge: ScoreRule['edge'],
  context: Context,
): string {
  const { vocabulary } = context;
  const { numbers } = vocabulary.messages;
  const sorted = Object.entries(steps).sort(([a], [b]) => Number(a) - Number(b));
  return numbers.list(
    sorted.map(([bound, value], i) => {
      const keyword = edge === 'above' && i > 0 ? 'exclusiveMinimum' : 'minimum';
      const phrase = phraseOf(of, { [keyword]: Number(bound) }, vocabulary);
      return numbers.remark(valueInWords(value, context), requirementOf(of, phrase, vocabulary));
    }),
  );
}

function casesInWords(cases: NonNullable<ScoreRule['first']>, context: Context): string {
  const { numbers, words } = context.vocabulary.messages;
  return numbers.list(
    cases.map(({ value, when }, i) => {
      const amount = valueInWords(value, context);
      if (when) return numbers.remark(amount, conditionInWords(when, context.vocabulary));
      return i === 0 ? amount : words.amount.otherwise({ amount });
    }),
  );
}

/** Writes what a step or case of a rule yields: a stated amount of money, or the figure with this name. */
function valueInWords(value: string | number, context: Context): string {
  const number = Number(value);
  return Number.isFinite(number)
    ? writeStatedMoney(number, context)
    : memberInWords(String(value), WHOLE_WEIGHT, context);
}

/** The number of decimals of printed money. */
const CENT_DECIMALS = 2;

/** A sum and its parts, exact; each is rounded to the cent when printed. */
export interface PrintedSum {
  readonly parts: readonly Rational[];
  readonly sum: Rational;
}

/**
 * Returns a note if the printed parts do not add up to the printed sum because each is rounded to the cent. Empty
 * otherwise, also for parts whose exact values do not add up to the sum.
 */
export function writeRoundingNote(sums: readonly PrintedSum[], { messages }: Vocabulary): string[] {
  return sums.some(differsInPrint) ? [messages.funding.sum.rounded] : [];
}

function differsInPrint({ parts, sum }: PrintedSum): boolean {
  const roundedParts = parts.map((part) => round(part, CENT_DECIMALS, 'half-away'));
  return isSum(parts, sum) && !isSum(roundedParts, round(sum, CENT_DECIMALS, 'half-away'));
}

function isSum(parts: readonly Rational[], sum: Rational): boolean {
  return compare(parts.reduce(add, ZERO), sum) === 0;
}

/** Returns two sums for each tier: the total of its instruments, and the own share that this leaves of the cost. */
export function collectPrintedSums(funding: Funding): PrintedSum[] {
  return Object.values(readFundingSums(funding)).flatMap((sum: CombinedSum | undefined) =>
    sum ? createExactSums(sum, funding.cost) : [],
  );
}

function createExactSums(
  { total, interest, otherCosts = '0', own, instruments }: CombinedSum,
  cost: string,
): PrintedSum[] {
  const negatedAmount = (text: string): Rational => subtract(ZERO, parseExactMoney(text));
  return [
    { parts: instruments.map(({ money }) => parseExactMoney(money)), sum: parseExactMoney(total) },
    {
      parts: [parseExactMoney(cost), negatedAmount(total), parseExactMoney(interest), parseExactMoney(otherCosts)],
      sum: parseExactMoney(own),
    },
  ];
}
