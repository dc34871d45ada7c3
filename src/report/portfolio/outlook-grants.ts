import type { GrantAllocation, NextSteps } from '../../portfolio/index.ts';
import {
  type Block,
  type Cell,
  createLeftTitles,
  createRightTitles,
  heading,
  paragraph,
  tableOf,
} from '../document/document-model.ts';
import {
  countText,
  FILES_COMMAND,
  moneyText,
  type OutlookFormatter,
  STATIC_ROWS,
  writeLeftOutNote,
} from './outlook-chains.ts';

const TIERS = ['certain', 'likely', 'possible'] as const satisfies readonly (keyof GrantAllocation['tiers'])[];

/** Documents what a budget pays of the grants of plans on file, beside what the enterprises pay; empty if not asked. */
export function documentGrants({ grants }: Pick<NextSteps, 'grants'>, formatter: OutlookFormatter): Block[] {
  if (!grants) return [];
  const { grants: words } = formatter.words;
  const { next, unknown, outside } = grants;
  const remarks = [
    ...(unknown === 0
      ? []
      : [words.unknown({ count: countText(formatter, unknown), n: unknown, command: FILES_COMMAND })]),
    ...(next && next.otherCurrency > 0
      ? [words.otherCurrency({ count: countText(formatter, next.otherCurrency), currency: next.currency })]
      : []),
    ...(next && next.open > 0 ? [words.open({ count: countText(formatter, next.open), n: next.open })] : []),
  ];
  return [
    heading(2, 'grants', words.title),
    ...(next ? allocationBlocks(next, grants, formatter) : [paragraph(words.none)]),
    ...remarks.map((remark) => paragraph(remark)),
    ...writeLeftOutNote(outside, formatter),
  ];
}

function allocationBlocks(
  next: GrantAllocation,
  { isLimited }: NonNullable<NextSteps['grants']>,
  formatter: OutlookFormatter,
): Block[] {
  const { messages, words } = formatter;
  const { columns } = words;
  const writeMoney = (amount: number): Cell => ({ text: [moneyText(formatter, amount, next.currency)], value: amount });
  const shownPlans = formatter.isDrawn ? next.chosen : next.chosen.slice(0, STATIC_ROWS);
  return [
    paragraph(
      words.grants.intro({
        count: countText(formatter, next.plans),
        n: next.plans,
        cost: moneyText(formatter, next.cost, next.currency),
      }),
    ),
    ...(isLimited
      ? [paragraph(words.grants.payers({ titles: messages.numbers.and([...formatter.payers]) }), 'quiet')]
      : []),
    ...tableOf(
      [...createLeftTitles(columns.certainty), ...createRightTitles(columns.grants, columns.own)],
      TIERS.map((tier) => {
        const { pays, own } = next.tiers[tier];
        return [words.grants.tiers[tier], writeMoney(pays), writeMoney(own)];
      }),
    ),
    paragraph(messages.numbers.sentences(allocationInWords(next, formatter))),
    ...tableOf(
      [
        ...createLeftTitles(columns.enterprise),
        ...createRightTitles(columns.fromTo, columns.grants, columns.granted, columns.own, columns.cost),
      ],
      shownPlans.map(({ index, from, to, pays, granted, own, cost }) => [
        formatter.enterprise(index),
        to !== null && to > from
          ? messages.numbers.range(countText(formatter, from), countText(formatter, to), false)
          : countText(formatter, from),
        ...[pays, granted, own, cost].map(writeMoney),
      ]),
    ),
    ...(shownPlans.length < next.chosen.length
      ? [
          paragraph(
            words.money.shown({
              shown: countText(formatter, shownPlans.length),
              all: countText(formatter, next.chosen.length),
            }),
            'quiet',
          ),
        ]
      : []),
  ];
}

/** Writes which grants the budget pays, and which budget would pay more of them. */
function allocationInWords(allocation: GrantAllocation, formatter: OutlookFormatter): string[] {
  const { grants: words } = formatter.words;
  const { budget, tier, tiers, claiming, granted, chosen, paid, left, next, currency } = allocation;
  const writeMoney = (amount: number): string => moneyText(formatter, amount, currency);
  if (claiming === 0)
    return [
      words.nothing({ tier }),
      ...(tier === 'likely' && tiers.possible.pays > 0
        ? [words.onlyPossible({ amount: writeMoney(tiers.possible.pays), option: '--pays possible' })]
        : []),
    ];
  return [
    words.order({ granted: granted > 0 ? writeMoney(granted) : undefined }),
    granted > budget
      ? words.short({ budget: writeMoney(budget), missing: writeMoney(granted - budget) })
      : words.sum({
          ...{ budget: writeMoney(budget), paid: writeMoney(paid), rest: writeMoney(left) },
          ...{ count: countText(formatter, chosen.length), claiming: countText(formatter, claiming), n: claiming },
        }),
    ...(next ? [words.next({ budget: writeMoney(next.budget), count: countText(formatter, next.enterprises) })] : []),
  ];
}
