import type { Instrument, ScoreRule } from '../../model/generated/types.ts';
import { withoutYears } from '../../policy/funding/years.ts';
import { formatMoney, formatShare } from '../number.ts';
import type { Vocabulary } from '../vocabulary.ts';
import { titleOfFigure } from './arithmetic.ts';
import { conditionInWords } from './condition.ts';
import { phraseOf, requirementOf } from './test.ts';

type Members = NonNullable<ScoreRule['sum']>;

/** A weight up to 1 is a share of what it weighs; above, an amount for each. */
const WHOLE = 1;
const SHARE_DECIMALS = 4;

/** How much an instrument pays, in words; null is what no authority has published. */
export function amountInWords(amount: Instrument['amount'], currency: string, vocabulary: Vocabulary): string {
  if (amount === null) return vocabulary.messages.words.amount.byOffice;
  if (typeof amount === 'number') return formatMoney(amount, currency, vocabulary.messages.numbers);
  return ruleInWords(withoutYears(amount), { currency, vocabulary });
}

interface Context {
  readonly currency: string;
  readonly vocabulary: Vocabulary;
}

function ruleInWords(rule: ScoreRule, context: Context): string {
  const { numbers, words } = context.vocabulary.messages;
  const base = baseInWords(rule, context);
  const capped = rule.cap === undefined ? base : words.amount.capped(base, ruleOrMoney(rule.cap, context));
  return rule.when === undefined ? capped : numbers.remark(capped, conditionInWords(rule.when, context.vocabulary));
}

function ruleOrMoney(amount: number | string | ScoreRule, context: Context): string {
  if (typeof amount === 'string') return context.vocabulary.titleOf(amount);
  return typeof amount === 'number' ? moneyInWords(amount, context) : ruleInWords(amount, context);
}

function moneyInWords(amount: number, { currency, vocabulary }: Context): string {
  return formatMoney(amount, currency, vocabulary.messages.numbers);
}

function baseInWords(rule: ScoreRule, context: Context): string {
  const { numbers, words } = context.vocabulary.messages;
  if (rule.sum !== undefined) return numbers.and(membersInWords(rule.sum, context));
  if (rule.min !== undefined) return words.amount.lowest(numbers.list(membersInWords(rule.min, context)));
  if (rule.max !== undefined) return words.amount.highest(numbers.list(membersInWords(rule.max, context)));
  if (rule.mean !== undefined) return words.amount.mean(numbers.list(membersInWords(rule.mean, context)));
  if (rule.steps !== undefined && rule.of !== undefined) return stepsInWords(rule.of, rule.steps, rule.edge, context);
  if (rule.first !== undefined) return casesInWords(rule.first, context);
  return words.amount.byRule;
}

function membersInWords(members: Members, context: Context): string[] {
  if (typeof members === 'string') return [memberInWords(members, WHOLE, context)];
  if (Array.isArray(members)) return members.map((name) => memberInWords(name, WHOLE, context));
  const { titleOf } = context.vocabulary;
  return Object.entries(members).map(([name, weight]) => {
    if (typeof weight === 'string') return `${titleOf(name)} × ${titleOf(weight)}`;
    return typeof weight === 'number' ? memberInWords(name, weight, context) : ruleInWords(weight, context);
  });
}

function memberInWords(name: string, weight: number, context: Context): string {
  const { vocabulary } = context;
  const { amount } = vocabulary.messages.words;
  const share = (): string => formatShare(weight, vocabulary.messages.numbers, SHARE_DECIMALS);
  if (name === 'cost') return amount.ofCost(share());
  if (name === 'interest') return amount.ofInterest(share());
  const title = titleOfFigure(name, vocabulary);
  if (/^(interest|outstanding)\//.test(name)) return `${share()} × ${title}`;
  return weight <= WHOLE ? amount.ofFigure(share(), title) : amount.each(moneyInWords(weight, context), title);
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
      return i === 0 ? amount : words.amount.otherwise(amount);
    }),
  );
}

/** What a step or a case gives: an amount, or the name of a score. */
function valueInWords(value: string | number, context: Context): string {
  const number = Number(value);
  return Number.isFinite(number) ? moneyInWords(number, context) : memberInWords(String(value), WHOLE, context);
}
