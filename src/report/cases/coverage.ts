import type { CoverageItem, CoverageKind } from '../../check/coverage/item.ts';
import type { Coverage, Tally } from '../../check/coverage.ts';
import type { Measures, Policy, Text } from '../../model/generated/types.ts';
import type { Plan } from '../../scoring/plan.ts';
import type { Speech } from '../assessment.ts';
import { formatNumber, formatShare } from '../number.ts';
import { hang, padEnd, padStart, plainLine } from '../terminal/line.ts';
import type { Page } from '../terminal/page.ts';
import { makeVocabulary, type Vocabulary } from '../vocabulary.ts';
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

const KINDS: Readonly<Record<CoverageKind, { readonly label: string; readonly heading: string }>> = {
  option: { label: 'options', heading: 'Answers that no case gives' },
  step: { label: 'steps', heading: 'Steps that no case comes to' },
  case: { label: 'cases of first', heading: 'Cases of a `first` that never decide' },
  level: { label: 'levels', heading: 'Levels that no case ends at' },
  requirement: { label: 'requirements', heading: 'Requirements of levels that are never met, or never missed' },
  measure: { label: 'measures', heading: 'Measures that no case is recommended' },
  instrument: { label: 'instruments', heading: 'Verdicts that no case brings' },
};

const DECIMALS = 1;

/** How much is touched, kind by kind, and what is not. */
export function coverageLines(
  coverage: CoverageReport,
  pack: { readonly languages: readonly string[]; readonly titles: Readonly<Record<string, Text>> | undefined },
  speech: Speech,
  page: Page,
): string[] {
  const { kinds, total, listed, short } = coverage;
  const vocabulary = makeVocabulary({ plan: coverage.plan, ...speech, ...pack });
  const rows = [
    ...kinds.map(({ kind, ...tally }) => ({ label: KINDS[kind].label, tally })),
    { label: 'in all', tally: total },
  ];
  const labelWidth = Math.max(...rows.map(({ label }) => label.length));
  const countWidth = Math.max(...rows.map(({ tally }) => countOf(tally).length));
  const table = rows.map(({ label, tally }) => {
    const share = shareOf(tally, speech);
    return `  ${padEnd(label, labelWidth)}  ${padStart(countOf(tally), countWidth)}  ${padStart(share, 7)}`;
  });
  return [
    page.paint.bold('Covered by these cases'),
    ...table,
    ...(short
      ? [page.paint.red(shortText(total, short, speech)), ...(listed ? [] : ['--coverage lists what no case touches.'])]
      : []),
    ...(listed ? kinds.flatMap(({ kind }) => untouchedLines(kind, coverage, vocabulary, page)) : []),
  ];
}

function countOf({ touched, of }: Tally): string {
  return `${touched} of ${of}`;
}

function shareOf({ touched, of }: Tally, { messages: { numbers } }: Speech): string {
  return formatShare(of === 0 ? 1 : touched / of, numbers, DECIMALS);
}

function shortText(
  total: Tally,
  { asked, items }: NonNullable<CoverageReport['short']>,
  { messages: { numbers } }: Speech,
): string {
  const write = (value: number): string => formatNumber(value, { numbers, decimals: DECIMALS, gates: [0] });
  const gap = write(asked - (total.touched / total.of) * 100);
  return `${gap} percentage points short of the ${formatNumber(asked, { numbers, decimals: 15 })} % asked for: ${items} more to touch`;
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
    page.paint.bold(KINDS[kind].heading),
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
  const head = numbered(titleOf(first, coverage, vocabulary), first.name);
  if (first.kind === 'measure') return head;
  if (first.kind === 'requirement') {
    const needs = requirementOf(first.of, phraseOf(first.of, first.test, vocabulary), vocabulary);
    const never = items.length > 1 ? 'never settled' : first.side === 'met' ? 'never met' : 'never missed';
    return numbers.labelled(head, `${vocabulary.levelOf(first.level)}, ${needs}: ${never}`);
  }
  return numbers.labelled(head, numbers.items(items.map((item) => describeItem(item, vocabulary))));
}

/** A title with the id that files know it by. */
function numbered(title: string, id: string): string {
  return title === id ? id : `${title} (${id})`;
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
  const say = (name: string, value: string | number | boolean): string => vocabulary.say(name, value);
  switch (item.kind) {
    case 'option': {
      const text = say(item.name, item.option);
      return text === item.option ? text : `${item.option} ${numbers.quote(text)}`;
    }
    case 'step':
      return numbers.remark(String(item.value), `from ${item.bound}`);
    case 'case':
      return item.value === undefined
        ? `case ${item.number}`
        : numbers.remark(`case ${item.number}`, String(item.value));
    case 'level':
      return vocabulary.levelOf(item.level);
    case 'instrument':
      return `never ${item.verdict}`;
    default:
      return item.name;
  }
}
