import type {
  Instrument,
  JudgedInstrument,
  WorkedAmount,
  WorkedLoan,
  WorkedYear,
} from '../../model/generated/types.ts';
import { compare, divide, fromNumber, subtract, toNumber, ZERO } from '../../model/rational.ts';
import { moneyText, readMoney } from '../../policy/funding/money.ts';
import { type AssessmentReport, findMeasure } from '../assessment.ts';
import { formatDate, formatShare } from '../number.ts';
import type { Vocabulary } from '../vocabulary.ts';
import { amountInWords } from '../words/amount.ts';
import { calculationInWords, moneyInWords } from '../words/arithmetic.ts';
import type { Line } from '../words/unmet.ts';
import { type Printed, roundingNote } from './rounding.ts';

const PERCENT_DECIMALS = 4;
const HUNDRED = fromNumber(100);

/** What an instrument pays, how that was worked out, by which rule, and what is to be found out for it. */
export function amountLines(
  { amount }: JudgedInstrument,
  instrument: Instrument,
  catalogue: Pick<AssessmentReport, 'measures'>,
  vocabulary: Vocabulary,
): Line[] {
  const { funding, numbers, policy } = vocabulary.messages;
  if (!amount) return [];
  const { currency } = amount;
  const labelled = (label: string, text: string): Line => ({ text: numbers.labelled(label, text) });
  const calculation = calculationInWords(amount, vocabulary);
  const rule = typeof instrument.amount === 'object' && instrument.amount !== null;
  const without = (amount.without ?? []).map((id) => vocabulary.pick(findMeasure(catalogue, id)?.title) ?? id);
  const clarify = (amount.clarify ?? []).map((name) => ({ text: vocabulary.askedAs(name) }));
  return [
    labelled(policy.instruments.amount, standingInWords(amount, vocabulary)),
    ...(calculation === undefined ? [] : [labelled(funding.howMuch, calculation)]),
    ...(rule ? [labelled(funding.rule, amountInWords(instrument.amount, currency, vocabulary))] : []),
    ...(without.length > 0 ? [{ text: funding.withoutCost(numbers.items(without)) }] : []),
    ...(clarify.length > 0 ? [{ text: numbers.labelled(funding.toFindOut, ''), parts: clarify }] : []),
  ];
}

/** The amount, or what is known of it. */
export function standingInWords(amount: WorkedAmount, vocabulary: Vocabulary): string {
  const { funding, numbers, policy, words } = vocabulary.messages;
  const money = (text: string): string => moneyInWords(text, amount.currency, vocabulary);
  const { state, value, lowest, highest, illustrative } = amount;
  if (state === 'unpublished') return words.amount.byOffice;
  if (state === 'nothing') return funding.nothing;
  const text =
    value !== undefined
      ? money(value)
      : lowest !== undefined && highest !== undefined
        ? funding.between(money(lowest), money(highest))
        : lowest !== undefined
          ? funding.atLeast(money(lowest))
          : highest !== undefined
            ? funding.atMost(money(highest))
            : funding.open;
  return illustrative ? numbers.remark(text, policy.measures.illustrative) : text;
}

/** A loan: its terms, then each year with what it costs and what is paid of that. */
export function loanLines(loan: WorkedLoan | undefined, vocabulary: Vocabulary): Line[] {
  if (!loan) return [];
  const { funding, numbers } = vocabulary.messages;
  const words = funding.loan;
  const money = (text: string): string => moneyInWords(text, loan.currency, vocabulary);
  const { principal, annualPercent, months, repayment, first, last, years = [], unpublished = [], clarify = [] } = loan;
  const percent = (text: string): string =>
    formatShare(toNumber(divide(readMoney(text), HUNDRED)), numbers, PERCENT_DECIMALS);
  const terms = [
    ...(principal === undefined ? [] : [words.principal(money(principal))]),
    ...(annualPercent === undefined ? [] : [words.rate(percent(annualPercent))]),
    ...(months === undefined ? [] : [words.months(String(months))]),
    ...(repayment === undefined ? [] : [words.repayment[repayment]]),
    ...(first === undefined || last === undefined ? [] : [words.instalments(money(first), money(last))]),
  ];
  const lines: Line[] = [
    ...years.map((year, i) => ({
      text: numbers.labelled(words.year(String(i + 1)), numbers.clauses(yearInWords(year, money, vocabulary))),
    })),
    ...roundingNote(years.flatMap(yearInPrint), vocabulary).map((text) => ({ text })),
    ...(unpublished.length > 0
      ? [{ text: words.unpublished(numbers.items(unpublished.map((term) => termInWords(term, vocabulary)))) }]
      : []),
    ...clarify.map((name) => ({ text: numbers.labelled(funding.toFindOut, vocabulary.askedAs(name)) })),
  ];
  if (terms.length + lines.length === 0) return [];
  return [{ text: numbers.labelled(words.title, numbers.clauses(terms)), parts: lines }];
}

/** What a subsidy leaves of the interest, beside both. */
function yearInPrint({ interest, subsidy }: WorkedYear): Printed[] {
  if (subsidy === undefined) return [];
  const [whole, paid] = [readMoney(interest), readMoney(subsidy)];
  return [{ parts: [paid, subtract(whole, paid)], sum: whole }];
}

function yearInWords(
  { principal, interest, subsidy }: WorkedYear,
  money: (text: string) => string,
  { messages }: Vocabulary,
): string[] {
  const words = messages.funding.loan;
  const left = subsidy === undefined ? undefined : subtract(readMoney(interest), readMoney(subsidy));
  return [
    ...(principal === undefined ? [] : [words.repaid(money(principal))]),
    words.interest(money(interest)),
    ...(subsidy === undefined ? [] : [words.subsidy(money(subsidy))]),
    ...(left && compare(left, ZERO) >= 0 ? [words.left(money(moneyText(left)))] : []),
  ];
}

function termInWords(term: string, { messages }: Vocabulary): string {
  const { terms, interestOf } = messages.funding.loan;
  const [name = '', year = ''] = term.split('/');
  return year === '' ? (terms[name as keyof typeof terms] ?? term) : interestOf(year);
}

/** Deadline, place to apply, papers, budget, and what it may be combined with. */
export function paperLines(
  { apply, documents, budget, stack }: Instrument,
  currency: string,
  titleOf: (id: string) => string,
  vocabulary: Vocabulary,
): Line[] {
  const { funding, numbers } = vocabulary.messages;
  const { pick } = vocabulary;
  const labelled = (label: string, text: string | undefined): Line[] =>
    text === undefined ? [] : [{ text: numbers.labelled(label, text) }];
  const sum =
    budget &&
    (budget.amount === null
      ? funding.unpublished
      : moneyInWords(moneyText(fromNumber(budget.amount)), currency, vocabulary));
  const period = pick(budget?.text);
  return [
    ...(apply?.to === undefined
      ? []
      : labelled(funding.applyUntil, apply.to === null ? funding.unpublished : formatDate(apply.to, numbers))),
    ...labelled(funding.apply, pick(apply?.text)),
    ...(documents === undefined
      ? []
      : documents === null
        ? labelled(funding.documents, funding.unpublished)
        : [
            {
              text: numbers.labelled(funding.documents, ''),
              parts: documents.flatMap((one) => pick(one) ?? []).map((text) => ({ text })),
            },
          ]),
    ...labelled(funding.budget, sum === undefined || period === undefined ? sum : numbers.remark(sum, period)),
    ...labelled(
      funding.combines,
      stack?.combines === undefined
        ? undefined
        : stack.combines === 'all'
          ? funding.combinesAll
          : numbers.items(stack.combines.map(titleOf)),
    ),
  ];
}
