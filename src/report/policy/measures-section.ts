import {
  type CostTotal,
  fromNumber,
  type JudgedTier,
  type Recommendation,
  type RecommendedMeasure,
  type Unmet,
} from '../../model/index.ts';
import {
  type Block,
  type Cell,
  heading,
  type Inline,
  type Item,
  interpolate,
  itemOf,
  left,
  listOf,
  paragraph,
  right,
  tableOf,
} from '../document/document-model.ts';
import { changeInWords } from '../text/answer-text.ts';
import { type AssessmentReport, findMeasure, findTrack, titleOfMeasure } from '../text/assessment-report.ts';
import { type TextLine, unmetInWords } from '../text/condition-text.ts';
import { formatCost, formatMoney, formatMonths, formatRange } from '../text/number-format.ts';
import { levelOrNone } from '../text/result-text.ts';
import type { Vocabulary } from '../text/vocabulary.ts';
import { type PrintedSum, roundingNote } from './amount-text.ts';
import type { PolicyReport } from './policy-report.ts';
import { NO_SOURCE, type Notes } from './source-notes.ts';

/** The track, or what would settle it. */
export function writeTrack(report: PolicyReport, notes: Notes, vocabulary: Vocabulary): Block[] {
  const { numbers, policy } = vocabulary.messages;
  const { track } = report.recommendation;
  const titleOf = (id: string): string => vocabulary.pick(findTrack(report, id)?.title) ?? id;
  if (track.id !== undefined) {
    const known = findTrack(report, track.id);
    const text = vocabulary.pick(known?.text);
    const marks = notes.refer(known?.source);
    const title = policy.track.titled(titleOf(track.id));
    if (text === undefined) return [heading(2, 'track', title, ...marks)];
    return [heading(2, 'track', title), paragraph([text, ...marks])];
  }
  const title = heading(2, 'track', policy.track.title);
  if (track.truth === 'fails') return [title, paragraph(policy.track.none)];
  return [
    title,
    paragraph(policy.track.open(numbers.or((track.possible ?? []).map(titleOf)))),
    ...writeQuestions(policy.track.clarify, track.clarify ?? [], vocabulary),
  ];
}

/** What is to be found out. */
function writeQuestions(lead: string, names: readonly string[], vocabulary: Vocabulary): Block[] {
  if (names.length === 0) return [];
  return [paragraph(lead), ...listOf(names.map((name) => ({ text: vocabulary.promptOf(name) })))];
}

/** The measures in order with their costs, what each means, and where they lead. */
export function writeMeasures(report: PolicyReport, notes: Notes, vocabulary: Vocabulary): Block[] {
  const { policy } = vocabulary.messages;
  const { measures, clarify = [] } = report.recommendation;
  const marks = report.measures ? notes.refer(report.measures.source ?? NO_SOURCE) : [];
  const title = heading(2, 'measures', policy.measures.title, ...marks);
  const isPriced = (name: string): boolean => measures.some(({ cost, costFrom }) => !cost && costFrom?.includes(name));
  const questions = [
    ...writeQuestions(
      policy.measures.clarify,
      clarify.filter((name) => !isPriced(name)),
      vocabulary,
    ),
    ...writeQuestions(policy.measures.clarifyCosts, clarify.filter(isPriced), vocabulary),
  ];
  if (measures.length === 0) {
    return [title, paragraph(policy.measures.none), ...questions, ...writeOutcome(report, vocabulary)];
  }
  return [
    title,
    ...writeSteps(report, notes, vocabulary),
    ...writeTotal(report, notes, vocabulary),
    ...writePractice(report, vocabulary),
    ...questions,
    ...writeOutcome(report, vocabulary),
  ];
}

function writeSteps(report: PolicyReport, notes: Notes, vocabulary: Vocabulary): Block[] {
  const { policy, numbers } = vocabulary.messages;
  const { measures } = report.recommendation;
  const costs = measures.flatMap(({ cost }) => (cost ? [cost] : []));
  const all = costs.length > 0 && costs.every(({ illustrative }) => illustrative);
  const costTitle: Inline = all
    ? [numbers.remark(policy.measures.cost, policy.measures.illustrative), ...notes.referIllustrative()]
    : [policy.measures.cost];
  const order = measures.map(({ id }) => id);
  const stepsOf = (ids: readonly string[] = []): string | undefined => stepsInWords(ids, order, vocabulary);
  const rows = measures.map((measure, i): Cell[] => [
    { text: [String(i + 1)] },
    {
      text: [titleOfMeasure(report, measure.id, vocabulary), ...notes.refer(findMeasure(report, measure.id)?.source)],
    },
    { text: [changesOf(measure, stepsOf(measure.neededBy), vocabulary)] },
    {
      text: [costOf(measure, vocabulary), ...(measure.cost?.illustrative && !all ? notes.referIllustrative() : [])],
    },
    { text: [monthsOf(measure, vocabulary)] },
    { text: [needsOf(measure, stepsOf(measure.needs), report, vocabulary)] },
  ]);
  return tableOf(
    [
      ...right(policy.measures.step),
      ...left(policy.measures.measure, policy.measures.changes),
      ...right(costTitle, policy.measures.duration),
      ...left(policy.measures.needs),
    ],
    rows,
  );
}

function changesOf({ reasons }: RecommendedMeasure, neededBy: string | undefined, vocabulary: Vocabulary): string {
  const { numbers, policy } = vocabulary.messages;
  return numbers.list([
    ...reasons.map((change) => changeInWords(change, vocabulary)),
    ...(neededBy === undefined ? [] : [policy.measures.neededBy(neededBy)]),
  ]);
}

/** The steps that come before, and what is taken to be there without a step. */
function needsOf(
  { there = [] }: RecommendedMeasure,
  needs: string | undefined,
  report: PolicyReport,
  vocabulary: Vocabulary,
): string {
  const { numbers, policy } = vocabulary.messages;
  const known = there.map((id) => numbers.quote(titleOfMeasure(report, id, vocabulary)));
  const parts = [
    ...(needs === undefined ? [] : [needs]),
    ...(known.length === 0 ? [] : [policy.measures.there(numbers.items(known))]),
  ];
  return parts.length === 0 ? '–' : numbers.list(parts);
}

export function costOf({ cost }: RecommendedMeasure, { messages }: Vocabulary): string {
  if (!cost) return messages.policy.measures.costNotStated;
  return formatCost(cost, messages.numbers);
}

function monthsOf({ months }: RecommendedMeasure, { messages }: Vocabulary): string {
  const { numbers } = messages;
  const write = (value: number): string => formatMonths(value, numbers);
  return (months && formatRange(months.low, months.high, { numbers, write })) ?? '–';
}

function writeTotal(report: PolicyReport, notes: Notes, vocabulary: Vocabulary): Block[] {
  const { numbers, policy } = vocabulary.messages;
  const { cost, roadmap } = report.recommendation;
  if (!cost) return [];
  const { illustrative, without = [] } = cost;
  const remarks = [
    // A roadmap says so itself.
    ...(roadmap ? [] : savedInWords(cost, vocabulary)),
    ...roundingNote(costsInPrint(report.recommendation.measures, cost), vocabulary),
  ];
  const sum = policy.measures.total(formatCost(cost, numbers));
  const missing = without.map((id) => titleOfMeasure(report, id, vocabulary));
  return [
    paragraph([{ strong: sum }, ...(illustrative ? notes.referIllustrative() : [])]),
    ...remarks.map((text) => paragraph(text)),
    ...(missing.length > 0 ? [paragraph(policy.measures.without(numbers.items(missing)))] : []),
  ];
}

/** What measures save together, which is taken off their sum. */
export function savedInWords({ saved, currency }: CostTotal, { messages }: Vocabulary): string[] {
  return saved === undefined ? [] : [messages.roadmap.saved(formatMoney(saved, currency, messages.numbers))];
}

/** The costs of measures beside their total. */
function costsInPrint(measures: readonly RecommendedMeasure[], total: CostTotal): PrintedSum[] {
  return (['low', 'high'] as const).map((end) => ({
    parts: [...measures.flatMap(({ cost }) => (cost ? [cost[end]] : [])), -(total.saved ?? 0)].map(fromNumber),
    sum: fromNumber(total[end]),
  }));
}

function writePractice(report: PolicyReport, vocabulary: Vocabulary): Block[] {
  const { numbers, policy } = vocabulary.messages;
  const { measures } = report.recommendation;
  const textOf = (id: string): string | undefined => vocabulary.pick(findMeasure(report, id)?.text);
  if (measures.every(({ id, costFrom }) => textOf(id) === undefined && !costFrom)) return [];
  const items = measures.map((measure): Item => {
    const title = { strong: titleOfMeasure(report, measure.id, vocabulary) };
    const text = textOf(measure.id);
    const sources = costSources([measure], report, vocabulary).map((from): Item => ({ text: [from] }));
    return {
      text: text === undefined ? [title] : interpolate((named) => numbers.labelled(named, text), title),
      ...(sources.length > 0 ? { items: sources } : {}),
    };
  });
  return [heading(3, 'practice', policy.measures.practice), { kind: 'list', ordered: true, items }];
}

/** What the costs of measures were worked out from, with what each is, as a sentence; none where they are stated in numbers. */
export function costSources(
  measures: readonly RecommendedMeasure[],
  { result: { facts, scores, level } }: Pick<AssessmentReport, 'result'>,
  vocabulary: Vocabulary,
): string[] {
  const names = new Set(measures.flatMap(({ costFrom = [] }) => costFrom));
  if (names.size === 0) return [];
  const { numbers, policy, words } = vocabulary.messages;
  const sources = [...names].map((name) => {
    const title = vocabulary.titleOf(name);
    if (vocabulary.inputOf(name)?.role === 'question') return title;
    const value = facts[name] ?? (name === 'level' ? level : scores[name])?.value;
    return numbers.remark(title, value === undefined ? words.open : vocabulary.valueText(name, value));
  });
  return [numbers.labelled(policy.measures.costFrom, numbers.list(sources))];
}

function writeOutcome(report: PolicyReport, vocabulary: Vocabulary): Block[] {
  const { policy } = vocabulary.messages;
  const { target, measures } = report.recommendation;
  if (target.level === null) return [];
  if (target.reached && measures.length === 0) return [];
  return [
    heading(2, 'after', policy.measures.after),
    paragraph(outcomeInWords(report.recommendation, target.level, vocabulary)),
    ...(target.reached ? [] : listOf(unmetInWords(target.unmet ?? [], vocabulary))),
    ...(target.reached ? [] : writeBlocked(report, vocabulary)),
  ];
}

/** Where the measures lead, and what that rests on. */
export function outcomeInWords(
  { target, roadmap, measures }: Recommendation,
  aim: number,
  vocabulary: Vocabulary,
): string {
  const { messages } = vocabulary;
  const { numbers, policy } = messages;
  const { reached, levelAfter = null, levelSure = null, confirm = [], unmet = [] } = target;
  const after = levelOrNone(levelAfter, vocabulary);
  const answers = numbers.items(confirm.map(vocabulary.titleOf));
  if (!reached) {
    const hoped = confirm.length > 0 ? policy.measures.ifConfirmed(after, answers) : after;
    const isLimited = roadmap?.budget !== undefined || roadmap?.horizon !== undefined;
    const { missingThen, missingNow } = messages.roadmap;
    if (isLimited) return (measures.length > 0 ? missingThen : missingNow)(hoped);
    return policy.measures[dependsOnAnswers(unmet) ? 'notSure' : 'notReached'](vocabulary.levelOf(aim), hoped);
  }
  if (confirm.length === 0) return policy.measures.reached(after);
  return policy.measures.reachedIf(after, answers, levelOrNone(levelSure, vocabulary));
}

/** Whether open answers alone decide about what is missing. */
export function dependsOnAnswers(unmet: readonly Unmet[]): boolean {
  return unmet.length > 0 && unmet.every(({ truth }) => truth === 'undecided');
}

/** The measures that are left out because others do not fit, where the target is out of reach. */
function writeBlocked(report: PolicyReport, vocabulary: Vocabulary): Block[] {
  const { numbers, policy } = vocabulary.messages;
  const { blocked = [] } = report.recommendation;
  if (blocked.length === 0) return [];
  const lines = blocked.map(({ id, by }) => {
    const others = by.map((one) => numbers.quote(titleOfMeasure(report, one, vocabulary)));
    return {
      text: policy.measures.blockedBy(numbers.quote(titleOfMeasure(report, id, vocabulary)), numbers.and(others)),
    };
  });
  return [paragraph(policy.measures.blocked), ...listOf(lines)];
}

/** Neighbours in a row that are written as a range. */
const SHORTEST_RANGE = 3;

/** The steps of measures in their order, as "steps 1–3 and 5"; those that are not recommended are left out. Undefined for none. */
export function stepsInWords(
  ids: readonly string[],
  measures: readonly string[],
  vocabulary: Vocabulary,
): string | undefined {
  const { numbers, policy } = vocabulary.messages;
  const steps = measures.flatMap((id, i) => (ids.includes(id) ? [i + 1] : []));
  if (steps.length === 0) return undefined;
  const parts = runsOf(steps).flatMap((run) =>
    run.length < SHORTEST_RANGE ? run.map(String) : [numbers.range(String(run[0]), String(run[run.length - 1]), false)],
  );
  return policy.measures.steps(numbers.and(parts), steps.length > 1);
}

/** Ascending numbers as runs of neighbours. */
function runsOf(ascending: readonly number[]): number[][] {
  const runs: number[][] = [];
  for (const number of ascending) {
    const run = runs[runs.length - 1];
    if (run && run[run.length - 1] === number - 1) run.push(number);
    else runs.push([number]);
  }
  return runs;
}

/** The steps of recognition of the enterprise's track, with what each still needs. */
export function writeTiers(report: PolicyReport, notes: Notes, vocabulary: Vocabulary): Block[] {
  const { tiers = [], track } = report.recommendation;
  if (tiers.length === 0 || track.id === undefined) return [];
  const { funding } = vocabulary.messages;
  const definitions = findTrack(report, track.id)?.tiers ?? [];
  const items = tiers.map((tier) => {
    const definition = definitions.find(({ id }) => id === tier.id);
    const text = vocabulary.pick(definition?.text);
    const title = vocabulary.pick(definition?.title) ?? tier.id;
    const parts = [...missingForTier(tier, vocabulary), ...(text === undefined ? [] : [{ text }])];
    const item = itemOf({ text: funding.tier(title, tierState(tier, vocabulary)), parts });
    return { ...item, text: [...item.text, ...notes.refer(definition?.source)] };
  });
  return [heading(3, 'tiers', funding.tiers), { kind: 'list', items }];
}

function tierState({ truth }: JudgedTier, { messages }: Vocabulary): string {
  const { tierMet, tierNeeds, tierOpen } = messages.funding;
  return { holds: tierMet, fails: tierNeeds, undecided: tierOpen }[truth];
}

function missingForTier({ truth, unmet = [], clarify = [] }: JudgedTier, vocabulary: Vocabulary): TextLine[] {
  if (truth === 'holds') return [];
  if (truth === 'undecided' && clarify.length > 0) return clarify.map((name) => ({ text: vocabulary.promptOf(name) }));
  return unmetInWords(unmet, vocabulary);
}
