import type { Funding, Recommendation } from '../../model/generated/types.ts';
import { fromNumber } from '../../model/rational.ts';
import { readMoney } from '../../policy/funding/money.ts';
import { formatMoneyRange } from '../number.ts';
import { levelOrNone } from '../summary/level.ts';
import type { Row } from '../terminal/columns.ts';
import type { Vocabulary } from '../vocabulary.ts';
import { moneyInWords } from '../words/arithmetic.ts';
import { differenceOf, moneyDifference } from './difference.ts';
import type { WhatIfReport } from './report.ts';

/** The policies: what they aim at, the measures that only one has, costs, and instruments judged otherwise. */
export function policyRows(
  { before, after, comparison, measures, policies }: WhatIfReport,
  vocabulary: Vocabulary,
): Row[] {
  const { messages, pick } = vocabulary;
  const { whatIf, policy: words } = messages;
  const { policy } = comparison;
  const [was, is] = [before.recommendation, after.recommendation];
  if (!policy || !was || !is) return [];
  const titleOf = (id: string): string => pick(measures?.measures.find((measure) => measure.id === id)?.title) ?? id;
  const instrument = (id: string, holder: string): string =>
    pick(policies.find((one) => one.id === holder)?.instruments?.find((one) => one.id === id)?.title) ?? id;
  const both = (
    label: string,
    say: (recommendation: Recommendation) => string,
    change: string | string[] = '',
  ): Row => ({
    cells: [label, say(was), say(is), change],
  });
  const change = (read: (recommendation: Recommendation) => unknown): string =>
    differenceOf(read(was), read(is), vocabulary);
  const isSame = [policy.added, policy.dropped, policy.instruments].every(({ length }) => length === 0);
  return [
    both(
      whatIf.target,
      ({ target }) => levelOrEnd(target.level, vocabulary),
      change(({ target }) => target.level),
    ),
    both(
      whatIf.measures,
      (one) => String(one.measures.length),
      change((one) => one.measures.length),
    ),
    ...(policy.dropped.length > 0 ? [{ cells: [whatIf.dropped, policy.dropped.map(titleOf).map(bullet)] }] : []),
    ...(policy.added.length > 0 ? [{ cells: [whatIf.added, '', policy.added.map(titleOf).map(bullet)] }] : []),
    both(
      whatIf.cost,
      ({ cost }) => (cost ? formatMoneyRange(cost.low, cost.high, cost.currency, messages.numbers) : '–'),
      costChange(was, is, vocabulary),
    ),
    ...(was.funding && is.funding
      ? [both(messages.page.own, (one) => ownIn(one, vocabulary), ownChange(was.funding, is.funding, vocabulary))]
      : []),
    both(
      whatIf.after,
      ({ target }) => levelOrNone(target.levelAfter ?? null, vocabulary),
      change(({ target }) => target.levelAfter),
    ),
    ...policy.instruments.map((one) => ({
      cells: [instrument(one.id, one.policy), words.instruments[one.before], words.instruments[one.after]],
    })),
    ...(isSame ? [{ cells: [whatIf.samePolicy] }] : []),
  ];
}

/** How far each end of the cost moves; one of them where both move as far. */
function costChange({ cost: was }: Recommendation, { cost: is }: Recommendation, vocabulary: Vocabulary): string[] {
  if (!was || !is) return [''];
  const change = (end: 'low' | 'high'): string =>
    moneyDifference(fromNumber(was[end]), fromNumber(is[end]), vocabulary);
  return [...new Set([change('low'), change('high')])];
}

function ownChange(was: Funding, is: Funding, vocabulary: Vocabulary): string {
  return moneyDifference(readMoney(was.cautious.own), readMoney(is.cautious.own), vocabulary);
}

/** What is left to pay, by the sum of what surely may be combined. */
function ownIn({ funding }: Recommendation, vocabulary: Vocabulary): string {
  return funding ? moneyInWords(funding.cautious.own, funding.currency, vocabulary) : '–';
}

function levelOrEnd(level: number | null, vocabulary: Vocabulary): string {
  return level === null ? vocabulary.messages.policy.head.highest : vocabulary.levelOf(level);
}

function bullet(text: string): string {
  return `• ${text}`;
}
