import { drawBars } from '../../../charts/bars.ts';
import type { Outlook } from '../../../portfolio/outlook.ts';
import { FURTHEST, type NextMoney, type Purchase } from '../../../portfolio/spending/roadmaps.ts';
import { heading, paragraph, tableOf } from '../../document/blocks.ts';
import type { Block, Cell, Chart } from '../../document/document.ts';
import { count, leftOut, money, type OutlookVoice } from './voice.ts';

/** So many purchases are shown where a table cannot be sorted and filtered. */
const SHOWN = 40;

/** Where the next money goes: what is bought, what each level costs, and what other budgets would bring. */
export function documentMoney(spending: Outlook['money'], currency: string, voice: OutlookVoice): Block[] {
  if (!spending) return [];
  const { money: said } = voice.words;
  const { budget, worked, without, outside, next } = spending;
  const most = money(voice, budget * FURTHEST, next?.currency ?? currency);
  const title = heading(2, 'money', said.title);
  const others = [
    ...leftOut(outside, voice),
    ...(without === null || without === 0
      ? []
      : [
          paragraph(
            worked.isAll ? said.withoutAny(count(voice, without)) : said.without(count(voice, without), '--plans'),
            'quiet',
          ),
        ]),
  ];
  if (!next || next.roadmaps === 0) return [title, paragraph(said.none(most)), ...others];
  const { considered, roadmaps, chosen } = next;
  return [
    title,
    paragraph(said.intro(enterprises(considered, voice), count(voice, roadmaps), most)),
    paragraph(said.counted, 'quiet'),
    ...(worked.count > 0 ? [paragraph(said.worked(count(voice, worked.count)), 'quiet')] : []),
    ...others,
    ...(chosen.length === 0 ? [paragraph(said.nothing)] : boughtBlocks(next, voice)),
    ...staircaseBlocks(next, most, voice),
  ];
}

function boughtBlocks(next: NextMoney, voice: OutlookVoice): Block[] {
  const { words } = voice;
  const { money: said, columns } = words;
  const { currency, considered, chosen, gain, cost, left, perLevel, climbs, measures } = next;
  const write = (amount: number): string => money(voice, amount, currency);
  const shown = voice.isDrawn ? chosen : chosen.slice(0, SHOWN);
  const unproven = chosen.filter(({ isProven }) => !isProven).length;
  return [
    paragraph(
      said.sum(enterprises(chosen.length, voice), levels(gain, voice), write(cost), write(perLevel ?? 0), write(left)),
    ),
    paragraph(said.proven(count(voice, considered))),
    ...(unproven > 0 ? [paragraph(said.unproven(count(voice, unproven)), 'quiet')] : []),
    ...tableOf(
      [
        [columns.enterprise, 'left'],
        [columns.fromTo, 'right'],
        [columns.cost, 'right'],
        [columns.perLevel, 'right'],
        [columns.measures, 'left'],
        [columns.source, 'left'],
      ],
      shown.map((one) => purchaseRow(one, write, voice)),
    ),
    ...(shown.length < chosen.length
      ? [paragraph(said.shown(count(voice, shown.length), count(voice, chosen.length)), 'quiet')]
      : []),
    heading(3, 'money-climbs', said.climbs),
    ...tableOf(
      [
        [columns.fromTo, 'left'],
        [columns.enterprises, 'right'],
        [columns.cost, 'right'],
        [columns.perLevel, 'right'],
      ],
      climbs.map((climb) => [
        climbText(climb, voice),
        number(climb.enterprises, voice),
        amount(climb.cost, write),
        amount(climb.perLevel, write),
      ]),
    ),
    heading(3, 'money-measures', said.measures),
    ...tableOf(
      [
        [columns.measure, 'left'],
        [columns.enterprises, 'right'],
      ],
      measures.map(({ id, enterprises }) => [voice.measure(id), number(enterprises, voice)]),
    ),
  ];
}

function purchaseRow(one: Purchase, write: (amount: number) => string, voice: OutlookVoice): (string | Cell)[] {
  const { index, cost, perLevel, measures, isStored } = one;
  return [
    voice.enterprise(index),
    climbText(one, voice),
    amount(cost, write),
    amount(perLevel, write),
    voice.messages.numbers.items(measures.map(voice.measure)),
    voice.words.money.stored(isStored),
  ];
}

function staircaseBlocks(next: NextMoney, most: string, voice: OutlookVoice): Block[] {
  const { money: said, columns } = voice.words;
  const { currency, staircase, further } = next;
  const write = (value: number): string => money(voice, value, currency);
  return [
    heading(3, 'money-staircase', said.staircase),
    paragraph(said.staircaseFormula, 'quiet'),
    ...chartOf(next, write, voice),
    ...tableOf(
      [
        [columns.budget, 'right'],
        [columns.levelsGained, 'right'],
        [columns.cost, 'right'],
        [columns.perFurther, 'right'],
      ],
      staircase.map(({ budget, gain, cost, perFurther }) => [
        amount(budget, write),
        number(gain, voice),
        amount(cost, write),
        perFurther === null ? '–' : amount(perFurther, write),
      ]),
    ),
    paragraph(further ? said.further(write(further.budget), levels(further.gain, voice)) : said.noFurther(most)),
  ];
}

/** Levels gained by budget; the budget asked about is marked by its colour. */
function chartOf({ staircase, budget }: NextMoney, write: (value: number) => string, voice: OutlookVoice): Chart[] {
  const { money: said } = voice.words;
  const { numbers } = voice.messages;
  const most = Math.max(...staircase.map(({ gain }) => gain));
  if (most === 0) return [];
  const bars = staircase.map((step) => ({
    label: write(step.budget),
    pieces: [{ look: step.budget === budget ? 'bar' : 'step-2', share: step.gain / most }],
    text: levels(step.gain, voice),
  }));
  const description = numbers.list(bars.map(({ label, text }) => numbers.labelled(label, text)));
  return [{ kind: 'chart', title: said.staircase, description, drawing: drawBars(bars) }];
}

function climbText({ from, to }: Pick<Purchase, 'from' | 'to'>, voice: OutlookVoice): string {
  return voice.messages.numbers.range(count(voice, from), count(voice, to), false);
}

function enterprises(value: number, voice: OutlookVoice): string {
  return voice.words.money.enterprises(count(voice, value), value === 1);
}

function levels(value: number, voice: OutlookVoice): string {
  return voice.words.money.levels(count(voice, value), value === 1);
}

/** With its value, so that a table sorts by it. */
function amount(value: number, write: (value: number) => string): Cell {
  return { text: [write(value)], value };
}

function number(value: number, voice: OutlookVoice): Cell {
  return { text: [count(voice, value)], value };
}
