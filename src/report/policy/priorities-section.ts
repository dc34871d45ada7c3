// Writes sentences on the gaps that a plan closes first, their extra cost, and the differences from an earlier plan.
import { fillIn } from '../../i18n/index.ts';
import type { JudgedPriority, PlanChange, Recommendation, Shortage } from '../../model/index.ts';
import { readFundingSums } from '../../policy/index.ts';
import { entryOf, inputNamed } from '../../scoring/index.ts';
import { type AssessmentReport, titleOfMeasure } from '../text/assessment-report.ts';
import { formatDate, formatMoney } from '../text/number-format.ts';
import type { Vocabulary } from '../text/vocabulary.ts';

type Planned = AssessmentReport & { readonly recommendation: Recommendation };

/** The maximum number of closed gaps that are described in full, unless the caller has room for fewer. */
const MAX_CLOSED_GAPS_DESCRIBED = 5;
/** The maximum number of gaps listed in a sentence. */
const GAPS_NAMED = 3;
/** How many of the measures that could close a gap are listed at most. */
const CLOSERS_NAMED = 3;
/** How many measures of the cheapest plan a sentence lists at most. */
const MEASURES_NAMED = 4;

/**
 * Writes the gaps in order and whether the plan closes them. If it closes many, the least serious ones are only listed
 * by title. With `withNotes`, the notes on the answers that cause a gap are quoted, each once.
 */
export function prioritiesInWords(
  report: Planned,
  vocabulary: Vocabulary,
  { withNotes = false, inFull = MAX_CLOSED_GAPS_DESCRIBED } = {},
): string[] {
  const { numbers, priorities: words } = vocabulary.messages;
  const { priorities = [] } = report.recommendation;
  const isGapClosed = (judged: JudgedPriority): boolean => isClosedByChange(judged, report);
  const closedPriorities = priorities.filter(({ state }) => state === 'closed');
  const furtherClosed = closedPriorities.slice(inFull);
  const notesOn = withNotes ? noteQuoter(report, vocabulary) : () => [];
  const sentences = priorities
    .filter((judged) => !furtherClosed.includes(judged))
    .map((judged) => numbers.sentences([describePriority(judged), ...notesOn(judged)]));
  const joinTitles = (some: readonly JudgedPriority[]): string =>
    numbers.and(some.map((judged) => numbers.quote(titleOf(judged))));
  const [sure, hoped] = [furtherClosed.filter(isGapClosed), furtherClosed.filter((judged) => !isGapClosed(judged))];
  return [
    ...sentences,
    ...(sure.length > 0 ? [words.alsoCloses({ gaps: joinTitles(sure) })] : []),
    ...(hoped.length > 0 ? [words.alsoAddresses({ gaps: joinTitles(hoped) })] : []),
  ];

  function titleOf(judged: JudgedPriority): string {
    return vocabulary.pick(findPriority(report, judged).title) ?? judged.id;
  }

  function describePriority(judged: JudgedPriority): string {
    if (judged.state === 'undecided')
      return words.undecided({
        title: titleOf(judged),
        names: numbers.items((judged.clarify ?? []).map(vocabulary.titleOf)),
      });
    const text = vocabulary.pick(findPriority(report, judged).text) ?? judged.id;
    if (judged.state === 'open') {
      const reasonText = whyOpenInWords(judged, report, vocabulary);
      const narrowingTitles = (judged.narrowedBy ?? []).map((id) =>
        numbers.quote(titleOfMeasure(report, id, vocabulary)),
      );
      if (narrowingTitles.length === 0) return words.open({ gap: text, why: reasonText });
      return words.narrowed({ gap: text, why: reasonText, measures: numbers.and(narrowingTitles) });
    }
    const measures = (judged.by ?? []).map((id) => numbers.quote(titleOfMeasure(report, id, vocabulary)));
    if (measures.length === 0) return words.closedAnyway({ gap: text });
    return (isGapClosed(judged) ? words.closed : words.addressed)({ gap: text, measures: numbers.and(measures) });
  }
}

/**
 * Whether measures change an answer that causes the gap. If they do not, they only address the gap, and only the next
 * assessment will show whether it is closed.
 */
export function isClosedByChange({ id }: Pick<JudgedPriority, 'id'>, report: Planned): boolean {
  const names = namesBehindGaps(report, (priority) => priority.id === id);
  return report.recommendation.measures.some(({ reasons }) => reasons.some(({ name }) => names.includes(name)));
}

/** Writes why a gap stays open. A limit is mentioned only if the plan has one. */
export function whyOpenInWords(
  { why = 'none', by = [], excludedBy = [], short }: Pick<JudgedPriority, 'why' | 'by' | 'excludedBy' | 'short'>,
  report: Planned,
  vocabulary: Vocabulary,
): string {
  const { numbers, priorities: words } = vocabulary.messages;
  const { roadmap, target } = report.recommendation;
  const quoteTitles = (ids: readonly string[]): string[] =>
    ids.slice(0, CLOSERS_NAMED).map((id) => numbers.quote(titleOfMeasure(report, id, vocabulary)));
  if (short) return shortageInWords(short, report, vocabulary);
  const measures = numbers.or(quoteTitles(by));
  const isLimited = roadmap?.budget !== undefined || roadmap?.horizon !== undefined;
  if (why !== 'limits' || isLimited)
    return fillIn(words.why[why], { measures, others: numbers.and(quoteTitles(excludedBy)) });
  if (target.raisedFrom === undefined || target.level === null) return words.why.rest({ measures });
  return words.why.raised({ measures, level: vocabulary.levelOf(target.level) });
}

/** Writes what the cheapest measure against a gap would cost, and beside which measures the budget does not pay for it. */
function shortageInWords(
  { measure, with: others = [], cost, currency, beside = [], comesFirst }: Shortage,
  report: Planned,
  { messages: { numbers, priorities: words }, ...vocabulary }: Vocabulary,
): string {
  const quoteTitles = (ids: readonly string[]): string =>
    numbers.and(ids.map((id) => numbers.quote(titleOfMeasure(report, id, vocabulary))));
  const given = {
    measure: quoteTitles([measure]),
    ...(others.length > 0 ? { with: quoteTitles(others) } : {}),
    cost: formatMoney(Number(cost), currency, numbers),
  };
  if (beside.length === 0) return words.short.budget(given);
  return words.short.beside({
    ...given,
    others: quoteTitles(beside),
    n: beside.length,
    comesFirst: comesFirst === true,
  });
}

/**
 * Writes up to `most` gaps, one line each, with the notes on the answers that cause them, and every further gap with
 * such a note; the others are named in one line.
 */
export function writeGapsInShort(report: Planned, vocabulary: Vocabulary, most: number): string[] {
  const { numbers, page } = vocabulary.messages;
  const { priorities = [] } = report.recommendation;
  const notesOn = noteQuoter(report, vocabulary);
  const omitted: string[] = [];
  const lines = priorities.flatMap((gap, i) => {
    const [first, ...others] = notesOn(gap);
    if (first === undefined && i >= most) {
      omitted.push(numbers.quote(vocabulary.pick(findPriority(report, gap).title) ?? gap.id));
      return [];
    }
    const line = writeGapInShort(gap, report, vocabulary);
    if (first === undefined) return [line];
    return [numbers.sentences([vocabulary.messages.policy.measures.sentence({ parts: [line] }), first, ...others])];
  });
  if (omitted.length === 0) return lines;
  return [...lines, page.moreGaps({ count: String(omitted.length), gaps: numbers.and(omitted) })];
}

/** Creates a function that quotes the notes on the answers that cause a gap, each note only once. */
function noteQuoter(report: Planned, vocabulary: Vocabulary): (gap: JudgedPriority) => string[] {
  const quotedNotes = new Set<string>();
  return ({ id }) => {
    const names = questionsBehindGaps(report, (gap) => gap.id === id);
    return quoteNotes(names, report, vocabulary, quotedNotes);
  };
}

/** Writes a gap by its short name, with the measures that close it or a remark that it stays open. */
export function writeGapInShort(judged: JudgedPriority, report: Planned, vocabulary: Vocabulary): string {
  const { numbers, priorities: words } = vocabulary.messages;
  const title = vocabulary.pick(findPriority(report, judged).title) ?? judged.id;
  if (judged.state === 'undecided')
    return words.undecided({ title, names: numbers.items((judged.clarify ?? []).map(vocabulary.titleOf)) });
  const quotedTitles = (ids: readonly string[] = []): string[] =>
    ids.map((id) => numbers.quote(titleOfMeasure(report, id, vocabulary)));
  if (judged.state === 'open') {
    const narrowingTitles = quotedTitles(judged.narrowedBy);
    const state =
      narrowingTitles.length > 0 ? words.narrowedBy({ measures: numbers.and(narrowingTitles) }) : words.staysOpen;
    return numbers.labelled(title, state);
  }
  const measures = quotedTitles(judged.by);
  if (measures.length === 0) return title;
  return (isClosedByChange(judged, report) ? words.closedBy : words.addressedBy)({
    gap: title,
    measures: numbers.and(measures),
  });
}

/** Returns the questions whose answers cause the gaps, the first gap's questions first; `isMeant` selects the gaps. */
export function questionsBehindGaps(
  report: WithGaps,
  isMeant: (gap: JudgedPriority) => boolean = () => true,
): string[] {
  return namesBehindGaps(report, isMeant).filter((name) => inputNamed(report.plan, name)?.role === 'question');
}

type WithGaps = AssessmentReport & { readonly recommendation: Pick<Recommendation, 'priorities'> };

/** Returns everything that the conditions of gaps test, including facts, each name once. */
function namesBehindGaps({ measures, recommendation }: WithGaps, isMeant: (gap: JudgedPriority) => boolean): string[] {
  const selected = new Set((recommendation.priorities ?? []).filter(isMeant).map(({ id }) => id));
  const gaps = (measures?.priorities ?? []).filter(({ id }) => selected.has(id));
  return [...new Set(gaps.flatMap(({ when }) => collectNames(when)))];
}

/** Quotes the notes on answers, each once; `quoted` has the names whose notes were quoted before. */
export function quoteNotes(
  names: readonly string[],
  { answers }: AssessmentReport,
  { messages: { numbers, pains } }: Vocabulary,
  quoted: Set<string>,
): string[] {
  return names.flatMap((name) => {
    const note = answers && !quoted.has(name) ? entryOf(answers.sheet, name).note : undefined;
    quoted.add(name);
    // The full stop is removed, because the sentence around the quotation has its own.
    return note === undefined ? [] : [pains.note({ quoted: numbers.quote(note.replace(/(?<![.。])[.。]$/u, '')) })];
  });
}

/** Returns the names that a condition tests, in order. */
export function collectNames(when: object): string[] {
  return Object.entries(when).flatMap(([key, part]) =>
    key === 'allOf' || key === 'anyOf'
      ? (part as object[]).flatMap(collectNames)
      : key === 'not'
        ? collectNames(part)
        : [key],
  );
}

/** Returns the short name of a gap or pain; undefined if the catalogue does not have this id. */
export function titleOfGap(
  id: string,
  report: Pick<Planned, 'measures'>,
  vocabulary: Pick<Vocabulary, 'pick'>,
): string | undefined {
  const title = findPriority(report, { id }).title ?? report.measures?.pains?.find((pain) => pain.id === id)?.title;
  return title === undefined ? undefined : (vocabulary.pick(title) ?? id);
}

function findPriority({ measures }: Pick<Planned, 'measures'>, { id }: Pick<JudgedPriority, 'id'>) {
  return measures?.priorities?.find((one) => one.id === id) ?? { title: undefined, text: undefined };
}

/** A plan that costs more than the cheapest one to the same level. */
interface CostlierPlan {
  readonly level: number;
  /** The cost of the cheapest plan, in the currency of the costs. */
  readonly least: number;
  /** The cost of this plan by the same estimate. */
  readonly cost: number;
}

/** Compares a plan with the cheapest one to the same level; undefined if the plan is the cheapest itself. */
export function compareWithCheapest({ cheapest, cost, funding, target }: Recommendation): CostlierPlan | undefined {
  // The level of the plan: if the target is out of reach, the level that the plan reaches.
  const level = target.reached ? target.level : target.levelAfter;
  if (!cheapest || !cost || typeof level !== 'number') return undefined;
  // If the own share was minimised and the cheapest plan leaves no smaller one, the higher cost of this plan is no
  // disadvantage.
  const likelyShare = (funding && readFundingSums(funding).likely?.own) ?? 0;
  if (cheapest.own !== undefined && Number(cheapest.own) >= Number(likelyShare)) return undefined;
  const comparedPlans = { level, least: Number(cheapest.cost ?? 0), cost: Number(cheapest.instead ?? 0) };
  return comparedPlans.cost > comparedPlans.least ? comparedPlans : undefined;
}

/**
 * Writes what the cheapest plan would cost instead, and what this plan closes in addition; empty if this plan is the
 * cheapest.
 */
export function costlierPlanInWords(report: Planned, vocabulary: Vocabulary): string[] {
  const { numbers, priorities: words, roadmap } = vocabulary.messages;
  const { cheapest, priorities = [], pains = [], cost } = report.recommendation;
  const comparedPlans = compareWithCheapest(report.recommendation);
  if (!cheapest || !cost || !comparedPlans) return [];
  const { least: lowest, cost: thisCost } = comparedPlans;
  const missedPriorities = priorities.filter(
    ({ state, by = [] }) => state === 'closed' && !by.some((id) => cheapest.measures.includes(id)),
  );
  const uneasedPains = missedPriorities.length > 0 ? [] : pains.filter(({ id }) => cheapest.leaves?.includes(id));
  const titles = [...missedPriorities, ...uneasedPains].map(({ id }) =>
    numbers.quote(titleOfGap(id, report, vocabulary) ?? id),
  );
  const level = vocabulary.levelOf(comparedPlans.level);
  const writeMoney = (amount: number): string => formatMoney(amount, cost.currency, numbers);
  // Which end of the cost range was used for the comparison.
  const end =
    cost.low === cost.high ? undefined : thisCost === cost.high ? 'high' : thisCost === cost.low ? 'low' : 'mid';
  const ownCost = end ? numbers.remark(writeMoney(thisCost), roadmap.bases[end]) : writeMoney(thisCost);
  const names = cheapest.measures.map((id) => titleOfMeasure(report, id, vocabulary));
  const shownNames = names.length > MEASURES_NAMED ? [...names.slice(0, MEASURES_NAMED), '…'] : names;
  const leastText =
    names.length === 0 ? writeMoney(lowest) : numbers.remark(writeMoney(lowest), numbers.list(shownNames));
  const comparedValues = { level, least: leastText, cost: ownCost };
  if (titles.length === 0) return [words.dearerKeeps(comparedValues)];
  const gaps = titles.length > GAPS_NAMED ? words.gaps({ count: String(titles.length) }) : numbers.and(titles);
  const isGapClosed = uneasedPains.length === 0 && missedPriorities.every((judged) => isClosedByChange(judged, report));
  return [words.dearer({ ...comparedValues, gaps, isClosed: isGapClosed })];
}

/**
 * Writes how much of the earlier plan is kept, what was added or dropped, one sentence for each reason, and what is done
 * later than it said.
 */
export function changesInWords(report: Planned, vocabulary: Vocabulary): string[] {
  const { changes = [], delays = [], measures, roadmap, anew, cost } = report.recommendation;
  const { numbers, priorities: words } = vocabulary.messages;
  const count = (change: PlanChange['change']): number => changes.filter((one) => one.change === change).length;
  const [isInBudget, isInTime] = [roadmap?.budget !== undefined, roadmap?.horizon !== undefined];
  const limit = isInBudget && isInTime ? 'both' : isInBudget ? 'budget' : 'horizon';
  const byReason = new Map<string, PlanChange[]>();
  for (const one of changes) {
    const key = `${one.change} ${one.why}`;
    byReason.set(key, [...(byReason.get(key) ?? []), one]);
  }
  const keptCount = measures.length - count('added');
  const insteadText =
    anew && cost
      ? [
          vocabulary.messages.plans.anew({
            money: formatMoney(Number(anew.cost), cost.currency, numbers),
          }),
        ]
      : [];
  if (changes.length + delays.length + insteadText.length === 0) return [];
  const earlierCount = keptCount + count('dropped');
  const delayTexts = delays.map(({ id, due, now }) =>
    words.delay({
      measure: numbers.quote(titleOfMeasure(report, id, vocabulary)),
      due: formatDate(due, numbers),
      now: formatDate(now, numbers),
    }),
  );
  return [
    words.kept({ kept: String(keptCount), of: String(earlierCount), n: earlierCount }),
    ...insteadText,
    ...[...byReason.values()].flatMap((alike) => {
      const [first] = alike;
      if (!first) return [];
      const { change, why } = first;
      const reason = why === 'needless' && (isInBudget || isInTime) ? 'limits' : why;
      const titles = alike.map(({ id }) => numbers.quote(titleOfMeasure(report, id, vocabulary)));
      return [
        words[change]({
          measures: numbers.and(titles),
          why: fillIn(words.whyChanged[reason], { n: alike.length, limit }),
        }),
      ];
    }),
    ...(delayTexts.length > 0 ? [words.delayed({ measures: numbers.items(delayTexts) })] : []),
  ];
}
