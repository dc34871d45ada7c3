import type { CoverageItem, CoverageKind } from '../../check/coverage/item.ts';
import { type Coverage, percentOf } from '../../check/coverage.ts';
import type { Measures, Policy } from '../../model/generated/types.ts';
import type { Plan } from '../../scoring/plan.ts';
import type { Speech } from '../assessment.ts';
import { formatNumber, formatShare } from '../number.ts';
import { hang, padEnd, padStart, plainLine, wrapText } from '../terminal/line.ts';
import type { Page } from '../terminal/page.ts';
import { widthOf } from '../terminal/width.ts';
import { makeVocabulary, type Vocabulary, type VocabularySource } from '../vocabulary.ts';
import { phraseOf, requirementOf } from '../words/test.ts';

/** What the cases of a pack touch, with what it takes to say it. */
export interface CoverageReport extends Coverage {
  readonly plan: Plan;
  readonly measures: Measures | undefined;
  readonly policies: readonly Policy[];
  /** Where each untouched item stands, as `file:line`, in their order; undefined where that is not known. */
  readonly places: readonly (string | undefined)[];
  /** Whether the items are listed, not only counted. */
  readonly listed: boolean;
  /** Where less is covered than was asked for. */
  readonly short?: { readonly asked: number; readonly items: number };
}

const DECIMALS = 1;

/** How much is touched, kind by kind, and what is not. */
export function coverageLines(
  coverage: CoverageReport,
  { languages, titles }: Pick<VocabularySource, 'languages' | 'titles'>,
  speech: Speech,
  page: Page,
): string[] {
  const { kinds, total, listed, short, plan } = coverage;
  const { cases, numbers } = speech.messages;
  const words = cases.coverage;
  if (total.of === 0) return [page.paint.bold(words.heading), `  ${words.nothing}`];
  const vocabulary = makeVocabulary({ plan, ...speech, languages, titles });
  const rows = [
    ...kinds.map(({ kind, ...tally }) => ({ label: words.kinds[kind], tally })),
    { label: words.total, tally: total },
  ];
  const counts = rows.map(({ tally }) => words.count(String(tally.touched), String(tally.of)));
  const shares = rows.map(({ tally: { touched, of } }) => formatShare(touched / of, numbers, DECIMALS));
  const [labelWidth, countWidth, shareWidth] = [rows.map(({ label }) => label), counts, shares].map((texts) =>
    Math.max(...texts.map(widthOf)),
  ) as [number, number, number];
  return [
    page.paint.bold(words.heading),
    ...rows.map(
      ({ label }, i) =>
        `  ${padEnd(label, labelWidth)}  ${padStart(counts[i] as string, countWidth)}  ${padStart(shares[i] as string, shareWidth)}`,
    ),
    ...(short ? shortLines(coverage, short, speech, page) : []),
    ...(listed ? kinds.flatMap(({ kind }) => untouchedLines(kind, coverage, vocabulary, page)) : []),
  ];
}

function shortLines(
  { total, listed }: CoverageReport,
  { asked, items }: NonNullable<CoverageReport['short']>,
  { messages: { numbers, cases } }: Speech,
  { paint, width }: Page,
): string[] {
  const gap = formatNumber(asked - percentOf(total), { numbers, decimals: DECIMALS, gates: [0] });
  const text = cases.coverage.short(
    gap,
    numbers.percent(formatNumber(asked, { numbers, decimals: 15 })),
    String(items),
  );
  return [
    ...wrapText(text, width).map((line) => paint.red(line)),
    ...(listed ? [] : [cases.coverage.howToList('--coverage')]),
  ];
}

/** One line for each question, score, measure or instrument of which something is untouched. */
function untouchedLines(kind: CoverageKind, coverage: CoverageReport, vocabulary: Vocabulary, page: Page): string[] {
  const groups = new Map<string, { items: CoverageItem[]; place: string | undefined }>();
  coverage.untouched.forEach((item, i) => {
    if (item.kind !== kind) return;
    const key = item.kind === 'requirement' ? JSON.stringify([item.name, item.level, item.number]) : item.name;
    const group = groups.get(key) ?? { items: [], place: coverage.places[i] };
    group.items.push(item);
    groups.set(key, group);
  });
  if (groups.size === 0) return [];
  return [
    '',
    page.paint.bold(vocabulary.messages.cases.coverage.untouched[kind]),
    ...[...groups.values()].flatMap(({ items, place }) => [
      ...hang('  ', plainLine(describeItems(items, coverage, vocabulary)), page.width),
      ...(place === undefined ? [] : [`    ${page.paint.dim(place)}`]),
    ]),
  ];
}

/** Items of one kind and name; of a requirement, whether it is never met, never missed, or neither. */
function describeItems(items: readonly CoverageItem[], coverage: CoverageReport, vocabulary: Vocabulary): string {
  const [first] = items as [CoverageItem];
  const { numbers } = vocabulary.messages;
  const words = vocabulary.messages.cases.coverage;
  const head = numbered(titleOf(first, coverage, vocabulary), first.name, vocabulary);
  if (first.kind === 'measure') return head;
  if (first.kind === 'requirement') {
    const needs = requirementOf(first.of, phraseOf(first.of, first.test, vocabulary), vocabulary);
    const never = items.length > 1 ? words.never.either : words.never[first.side === 'met' ? 'met' : 'missed'];
    return numbers.labelled(head, numbers.remark(numbers.items([vocabulary.levelOf(first.level), needs]), never));
  }
  return numbers.labelled(head, numbers.list(items.map((item) => describeItem(item, vocabulary))));
}

/** A title with the id that files know it by. */
function numbered(title: string, id: string, vocabulary: Vocabulary): string {
  return title === id ? id : vocabulary.messages.numbers.remark(title, id);
}

function titleOf(item: CoverageItem, { measures, policies }: CoverageReport, vocabulary: Vocabulary): string {
  switch (item.kind) {
    case 'measure':
      return vocabulary.pick(measures?.measures.find(({ id }) => id === item.name)?.title) ?? item.name;
    case 'instrument': {
      const instruments = policies.flatMap(({ instruments = [] }) => instruments);
      return vocabulary.pick(instruments.find(({ id }) => id === item.name)?.title) ?? item.name;
    }
    default:
      return vocabulary.titleOf(item.name);
  }
}

function describeItem(item: CoverageItem, vocabulary: Vocabulary): string {
  const { numbers } = vocabulary.messages;
  const words = vocabulary.messages.cases.coverage;
  const say = (name: string, value: string | number | boolean): string => vocabulary.say(name, value);
  switch (item.kind) {
    case 'option': {
      const text = say(item.name, item.option);
      return text === item.option ? text : `${item.option} ${numbers.quote(text)}`;
    }
    case 'step':
      return words.from(say(item.name, item.value), formatNumber(item.bound, { numbers, decimals: 15 }));
    case 'case':
      return item.value === undefined
        ? words.case(String(item.number))
        : numbers.remark(words.case(String(item.number)), say(item.name, item.value));
    case 'level':
      return vocabulary.levelOf(item.level);
    case 'instrument':
      return words.never[item.verdict];
    default:
      return item.name;
  }
}
