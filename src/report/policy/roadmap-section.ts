// Writes the roadmap as blocks; the texts and times are shared with the terminal and the one-page policy.
import type { Messages } from '../../i18n/index.ts';
import {
  type Rational,
  type Recommendation,
  type RecommendedMeasure,
  type Roadmap,
  subtract,
  toNumber,
} from '../../model/index.ts';
import {
  DEFAULT_PARALLEL,
  formatExactMoney as exactText,
  parseExactMoney,
  readFundingSums,
  scheduleLength,
  schedulePlan,
} from '../../policy/index.ts';
import {
  type Block,
  type Cell,
  countFigure,
  createLeftTitles,
  createRightTitles,
  type Figure,
  heading,
  paragraph,
  tableOf,
} from '../document/document-model.ts';
import { costFigure, monthsFigure, periodFigure, plainLevelFigure } from '../document/figures.ts';
import { createTimelineCell } from '../document/timeline.ts';
import { type AssessmentReport, type PolicyReport, titleOfMeasure } from '../text/assessment-report.ts';
import { dependsOnAnswers } from '../text/condition-text.ts';
import { formatCost, formatDate, formatMoney, formatMonths, formatNumber } from '../text/number-format.ts';
import type { Vocabulary } from '../text/vocabulary.ts';
import { moneyInWords } from './amount-text.ts';
import { costlierPlanInWords, titleOfGap } from './priorities-section.ts';

/** Documents the schedule of the measures by phases, and the cost of every level. */
export function writeRoadmap(report: PolicyReport, vocabulary: Vocabulary): Block[] {
  const { roadmap: plan } = report.recommendation;
  if (!plan) return [];
  const { roadmap } = vocabulary.messages;
  const context: RoadmapContext = { report, recommendation: report.recommendation, roadmap: plan, vocabulary };
  return [
    heading(2, 'roadmap', roadmap.title),
    ...writeRoadmapRemarks(context).map((text) => paragraph(text)),
    ...writePhases(context, plan),
    ...writeLevelCosts(context, plan),
  ];
}

/** Tabulates the phases, with the numbers of their measures. */
function writePhases(context: RoadmapContext, { phases }: Roadmap): Block[] {
  const { vocabulary, recommendation } = context;
  const { roadmap, policy } = vocabulary.messages;
  const order = recommendation.measures.map(({ id }) => id);
  const rows = phases.map((phase, i) => [
    countFigure(i + 1),
    stepsInWords(
      phase.measures.map(({ id }) => id),
      order,
      vocabulary,
    ) ?? '–',
    phase.end === undefined
      ? spanText(phase.start, phase.end, context)
      : periodFigure(phase.start, phase.end, spanText(phase.start, phase.end, context)),
    phase.cost ? costFigure(phase.cost, vocabulary) : '–',
    plainLevelFigure(phase.levelAfter, vocabulary),
  ]);
  const blocks = tableOf(
    [
      ...createRightTitles(roadmap.phaseTitle),
      ...createLeftTitles(policy.measures.title, roadmap.monthsTitle),
      ...createRightTitles(policy.measures.cost),
      ...createLeftTitles(roadmap.levelAfter),
    ],
    rows,
  );
  return blocks.length === 0 ? [] : [{ kind: 'details', foldsOnPhone: true, summary: roadmap.phases, blocks }];
}

/** Draws a timeline with a line for each measure. */
export function writeTimeline(report: PolicyReport, vocabulary: Vocabulary): Block[] {
  const { roadmap, measures, asOf } = report.recommendation;
  if (!roadmap || roadmap.phases.length === 0) return [];
  const { messages } = vocabulary;
  const { roadmap: words, numbers } = messages;
  const timing = measureTiming(report);
  const rows = measures.map(({ id }, i) => {
    const { start, end } = timing.spans.get(id) ?? {};
    const months = start === undefined || end === undefined ? [] : [monthsInWords(start, end, vocabulary)];
    return [
      `${i + 1}. ${titleWithStart(id, report, vocabulary)}`,
      { ...makeBar(id, timing), items: months.map((text) => ({ text: [text] })) },
    ];
  });
  const scale = words.scale({
    start: formatDate(asOf, numbers),
    months: formatMonths(roadmap.months, numbers),
    n: roadmap.months,
  });
  return [
    heading(3, 'timeline', words.timeline),
    ...tableOf(createLeftTitles(messages.policy.measures.measure, scale), rows),
  ];
}

/** Writes since when a measure has been under way by the records; empty if it has not begun. */
export function begunInWords(
  id: string,
  { onRecord }: Pick<Recommendation, 'onRecord'>,
  { messages: { numbers, policy } }: Vocabulary,
): string[] {
  const start = onRecord?.measures?.find((one) => one.id === id && one.state === 'started');
  return start ? [policy.measures.begun({ date: formatDate(start.on, numbers) })] : [];
}

/** Writes the title of a measure and, if it is under way, since when. */
export function titleWithStart(id: string, report: PolicyReport, vocabulary: Vocabulary): string {
  const begun = begunInWords(id, report.recommendation, vocabulary);
  const title = titleOfMeasure(report, id, vocabulary);
  return begun.length === 0 ? title : vocabulary.messages.numbers.remark(title, begun.join(''));
}

/** Draws the period of a measure as a bar on the timeline of all measures. */
export function makeBar(id: string, { spans, months }: MeasureTiming): Cell {
  const { start = 0, end = start } = spans.get(id) ?? {};
  return createTimelineCell(start, end, months);
}

function writeLevelCosts(context: RoadmapContext, plan: Roadmap): Block[] {
  const { stairs } = plan;
  if (stairs.length === 0) return [];
  const { roadmap, policy, words } = context.vocabulary.messages;
  const rows = stairs.map((stair) => [
    plainLevelFigure(stair.level, context.vocabulary),
    levelCostFigure(stair, context),
    stair.reached ? monthsFigure(stair.months ?? 0, context.vocabulary) : '–',
    stair.reached ? countFigure(stair.measures?.length ?? 0) : '–',
  ]);
  return [
    {
      kind: 'details',
      foldsOnPhone: true,
      summary: writeLeastMessages(plan, context.recommendation, context.vocabulary).stairs,
      blocks: [
        ...tableOf(
          [
            ...createLeftTitles(words.level),
            ...createRightTitles(policy.measures.cost, roadmap.monthsTitle, policy.measures.title),
          ],
          rows,
        ),
        ...writeNearLevels(context).map((text) => paragraph(text)),
      ],
    },
  ];
}

/** The extra cost up to which a higher level is near, as a share of the plan's cost. */
const MAX_EXTRA_COST_SHARE = 0.15;

/** How many of the gaps that a nearby level leaves open are named at most. */
const MAX_GAPS_LEFT_NAMED = 3;

/**
 * Writes the highest level above the plan's that costs little or nothing more, and which gaps a plan to that level
 * would leave open; empty if there is no such level.
 */
export function writeNearLevels(context: RoadmapContext): string[] {
  const { roadmap: plan, report, recommendation, vocabulary } = context;
  const { levelAfter = null } = recommendation.target;
  const { cost } = plan;
  if (levelAfter === null || cost === undefined || plan.least) return [];
  const nearbyStair = plan.stairs.findLast(
    (stair) =>
      stair.level > levelAfter &&
      stair.cost !== undefined &&
      !stair.withoutCost &&
      stair.cost <= cost * (1 + MAX_EXTRA_COST_SHARE),
  );
  if (nearbyStair?.cost === undefined) return [];
  const { numbers, roadmap, words } = vocabulary.messages;
  const { leaves = [] } = nearbyStair;
  const titles = leaves.map((id) => numbers.quote(titleOfGap(id, report, vocabulary) ?? id));
  const omittedCount = titles.length - MAX_GAPS_LEFT_NAMED;
  const gaps =
    omittedCount > 0
      ? words.unmet.more({ members: numbers.items(titles.slice(0, MAX_GAPS_LEFT_NAMED)), count: String(omittedCount) })
      : numbers.and(titles);
  const texts = {
    level: vocabulary.levelOf(nearbyStair.level),
    cost: writeRoadmapMoney(nearbyStair.cost, context),
    gaps: titles.length > 0 ? gaps : undefined,
  };
  return nearbyStair.cost <= cost
    ? [roadmap.nearLevel.free(texts)]
    : [roadmap.nearLevel.more({ ...texts, more: writeRoadmapMoney(nearbyStair.cost - cost, context) })];
}

/** A roadmap with the report, recommendation and vocabulary for its texts. */
export interface RoadmapContext {
  readonly report: AssessmentReport;
  readonly recommendation: Recommendation;
  readonly roadmap: Roadmap;
  readonly vocabulary: Vocabulary;
}

export function measureTitle({ report, vocabulary }: RoadmapContext, id: string): string {
  return titleOfMeasure(report, id, vocabulary);
}

export function monthsText(value: number, { vocabulary }: RoadmapContext): string {
  return formatMonths(value, vocabulary.messages.numbers);
}

function writeRoadmapMoney(value: number, { recommendation, report, vocabulary }: RoadmapContext): string {
  const statedCost = report.measures?.measures.find(({ cost }) => cost)?.cost;
  const [usualCost] = Array.isArray(statedCost) ? statedCost : [statedCost];
  const currency = recommendation.cost?.currency ?? report.questionnaire.currency ?? usualCost?.currency ?? '';
  return currency === ''
    ? formatNumber(value, { numbers: vocabulary.messages.numbers, decimals: 2 })
    : formatMoney(value, currency, vocabulary.messages.numbers);
}

/** Writes the cost of a phase; undefined if none of its measures has a stated cost. */
export function phaseCost({ cost }: Roadmap['phases'][number], { vocabulary }: RoadmapContext): string | undefined {
  return cost && formatCost(cost, vocabulary.messages.numbers);
}

export function spanText(start: number, end: number | undefined, context: RoadmapContext): string {
  return end === undefined
    ? context.vocabulary.messages.roadmap.durationNotStated
    : monthsInWords(start, end, context.vocabulary);
}

/**
 * Returns the first and last month of a plan, counted from 1, in which a period lies. `start` and `end` are in months
 * from the beginning, so 0 to 2 gives months 1 to 2.
 */
function touchedMonths(start: number, end: number): { readonly first: number; readonly last: number } {
  const first = Math.floor(start) + 1;
  return { first, last: Math.max(first, Math.ceil(end)) };
}

/** Writes the numbers of the months in which a period lies. */
export function monthRange(start: number, end: number, { messages: { numbers } }: Vocabulary): string {
  const { first, last } = touchedMonths(start, end);
  return first === last ? String(first) : numbers.range(String(first), String(last), false);
}

/** Writes the months of a plan in which a period lies, in words. */
export function monthsInWords(start: number, end: number, { messages }: Vocabulary): string {
  const { first, last } = touchedMonths(start, end);
  return messages.roadmap.months({ n: last - first + 1, from: String(first), to: String(last) });
}

const LEFT_OUT_REASONS = ['cost', 'months', 'horizon'] as const;
/** The maximum number of left-out measures that are listed; a short horizon leaves out most of a catalogue. */
const MAX_LEFT_OUT_NAMED = 6;

/** Lists remarks on the roadmap as a whole, one sentence each. */
export function writeRoadmapRemarks(context: RoadmapContext): string[] {
  const { roadmap: plan, recommendation, vocabulary } = context;
  const { roadmap, numbers } = vocabulary.messages;
  const listTitles = (ids: readonly string[]): string =>
    numbers.items(ids.map((id) => numbers.quote(measureTitle(context, id))));
  const { target, measures, cost } = recommendation;
  const limits = [
    ...(plan.budget === undefined ? [] : [roadmap.budget({ money: writeRoadmapMoney(plan.budget, context) })]),
    ...(plan.horizon === undefined
      ? []
      : [roadmap.horizon({ months: monthsText(plan.horizon, context), n: plan.horizon })]),
  ];
  const fallsShort = target.level !== null && !target.reached && limits.length > 0;
  const notReachedText = dependsOnAnswers(target.unmet ?? []) ? roadmap.notSurelyWithin : roadmap.notWithin;
  const ownStair = plan.stairs.find(({ level }) => level === target.level);
  const sayShort = (level: string, limitsText: string): string =>
    ownStair && isWithinLimits(ownStair, plan)
      ? roadmap.gapsFirst({ target: level, limits: limitsText, cost: levelCostText(ownStair, context) })
      : (plan.proven ? notReachedText : roadmap.notFound)({ target: level, limits: limitsText });
  const extent = { months: monthsText(plan.months, context), m: plan.months, atOnce: String(plan.atOnce) };
  const overallText =
    plan.cost === undefined
      ? roadmap.length(extent)
      : roadmap.overall({
          ...extent,
          estimate: plan.estimate,
          money: writeRoadmapMoney(plan.cost, context),
          n: plan.atOnce,
        });
  const isAlwaysChosen = plan.always.length === measures.length;
  const best = writeLeastMessages(plan, recommendation, vocabulary);
  return [
    ...(target.reached && measures.length === 0 ? [roadmap.nothingToDo] : []),
    ...(fallsShort ? [sayShort(vocabulary.levelOf(target.level as number), numbers.and(limits))] : []),
    ...(measures.length === 0
      ? []
      : [
          overallText,
          ...compareWithCheapest(context),
          ...costlierPlanInWords({ ...context.report, recommendation }, vocabulary),
          ...(plan.because === undefined ? [] : [roadmap.because({ what: plan.because })]),
          ...(isAlwaysChosen
            ? [best.alwaysAll]
            : plan.always.length > 0
              ? [best.always({ measures: listTitles(plan.always) })]
              : []),
          ...(cost?.saved === undefined ? [] : [roadmap.saved({ money: writeRoadmapMoney(cost.saved, context) })]),
          ...(plan.effort ? [roadmap.effort({ days: monthsText(plan.effort.days, context) })] : []),
          ...(plan.effort?.without ? [roadmap.effortWithout({ measures: listTitles(plan.effort.without) })] : []),
        ]),
    ...LEFT_OUT_REASONS.flatMap((why) => {
      const ids = (plan.leftOut ?? []).flatMap((one) => (one.why === why ? [one.id] : []));
      if (ids.length === 0) return [];
      const namedTitles = listTitles(ids.slice(0, MAX_LEFT_OUT_NAMED));
      const omittedCount = ids.length - MAX_LEFT_OUT_NAMED;
      return [
        roadmap.leftOut[why]({
          measures:
            omittedCount > 0
              ? vocabulary.messages.words.unmet.more({ members: namedTitles, count: String(omittedCount) })
              : namedTitles,
        }),
      ];
    }),
  ];
}

/** Whether the cheapest plan to a level would be within the budget and the horizon of this plan. */
function isWithinLimits(
  { reached, cost, months = 0, withoutCost }: Roadmap['stairs'][number],
  { budget, horizon }: Roadmap,
): boolean {
  if (!reached || cost === undefined || withoutCost) return false;
  return (budget === undefined || cost <= budget) && (horizon === undefined || months <= horizon);
}

/** Writes in a few sentences how measures are ordered, and that their choice is the best if that is proven. */
export function methodInWords(recommendation: Recommendation, vocabulary: Vocabulary): string[] {
  const { measures, roadmap, priorities = [], pains = [], due = [] } = recommendation;
  const { order, sums } = vocabulary.messages.method;
  const isOrdered = measures.length > 0 && priorities.length + pains.length + due.length > 0;
  const hasSums = pains.some(({ figure }) => figure);
  const isProven = roadmap?.proven && measures.length > 0;
  return [
    ...(isOrdered ? [order({ hurts: pains.length > 0, sums: hasSums })] : []),
    ...(isOrdered && hasSums ? [sums] : []),
    ...(isProven ? [writeLeastMessages(roadmap, recommendation, vocabulary).proven] : []),
  ];
}

/** Writes that a plan is only the best found, because the search was stopped before it was proven to be the best. */
export function unprovenInWords(recommendation: Recommendation, vocabulary: Vocabulary): string[] {
  const { measures, roadmap, target, unproven } = recommendation;
  // If no plan was found within the limits, another sentence already states this.
  const isLimited = roadmap?.budget !== undefined || roadmap?.horizon !== undefined;
  const isAlreadyStated = measures.length === 0 && target.level !== null && !target.reached && isLimited;
  if (!unproven || isAlreadyStated) return [];
  const words = roadmap
    ? writeLeastMessages(roadmap, recommendation, vocabulary)
    : vocabulary.messages.roadmap.least.near;
  return [words.notProven];
}

/** Documents how the plan was chosen, followed by `sources`: which sources were not compared with their original. */
export function writeMethod(
  { recommendation }: PolicyReport,
  sources: readonly string[],
  vocabulary: Vocabulary,
): Block[] {
  const sentences = [...methodInWords(recommendation, vocabulary), ...sources];
  if (sentences.length === 0) return [];
  return [heading(2, 'method', vocabulary.messages.method.title), ...sentences.map((text) => paragraph(text))];
}

/** Returns the messages for the sum that a plan minimises. */
export function writeLeastMessages(
  { least, tolerance }: Pick<Roadmap, 'least' | 'tolerance'>,
  { cheapest, priorities = [], target }: Pick<Recommendation, 'cheapest' | 'priorities' | 'target'>,
  { messages }: Vocabulary,
): Messages['roadmap']['least']['near'] {
  const { own, near, cost } = messages.roadmap.least;
  if (least) return priorities.some(({ state }) => state === 'closed') ? { ...own, proven: own.provenBesides } : own;
  // A plan that falls short of its level may close gaps in addition, and then costs more than the level requires.
  const closesMoreGaps = cheapest || (!target.reached && priorities.some(({ state }) => state === 'closed'));
  if (!tolerance) return closesMoreGaps ? { ...cost, proven: cost.provenBesides, stairs: near.stairs } : cost;
  // If the plan is the cheapest anyway, the messages of the least cost apply.
  return closesMoreGaps ? near : { ...near, proven: cost.proven, notProven: cost.notProven };
}

/**
 * Writes how much more the plan with the least own share costs than the cheapest plan, and how much less it leaves to
 * pay; with a possible sum in addition to the likely one, also that the likely sum is meant.
 */
function compareWithCheapest({ recommendation: { cheapest, funding }, vocabulary }: RoadmapContext): string[] {
  if (cheapest?.own === undefined || !funding) return [];
  const { roadmap } = vocabulary.messages;
  const sums = readFundingSums(funding);
  const writeMoney = (amount: Rational): string => moneyInWords(exactText(amount), funding.currency, vocabulary);
  const [lowestCost, own] = [parseExactMoney(cheapest.cost ?? '0'), parseExactMoney(sums.likely?.own ?? '0')];
  const savedSum = subtract(parseExactMoney(cheapest.own), own);
  const extraCost = subtract(parseExactMoney(cheapest.instead ?? '0'), lowestCost);
  // The cheapest plan may leave a smaller own share because it closes no gap; `costlierPlanInWords` then compares the costs.
  if (savedSum.n < 0n) return [];
  return [
    savedSum.n > 0n
      ? roadmap.cheapest({ cost: writeMoney(lowestCost), more: writeMoney(extraCost), less: writeMoney(savedSum) })
      : roadmap.sameAsCheapest,
    ...(sums.possible ? [roadmap.surerSum] : []),
  ];
}

/** Writes the least cost of a level, or that the level is out of reach. */
export function levelCostText(stair: Roadmap['stairs'][number], context: RoadmapContext): string {
  const { roadmap, numbers } = context.vocabulary.messages;
  if (stair.excluded) {
    const titles = stair.excluded.map((id) => numbers.quote(measureTitle(context, id)));
    return roadmap.notReachableWithout({ measures: numbers.and(titles) });
  }
  if (!stair.reached) return isOpen(context) ? roadmap.notSurelyReachable : roadmap.notReachable;
  const parts = [
    ...(stair.cost === undefined ? [] : [writeRoadmapMoney(stair.cost, context)]),
    ...(stair.withoutCost ? [roadmap.withoutCost({ count: String(stair.withoutCost) })] : []),
    ...(stair.hopes ? [roadmap.withExpected] : []),
  ];
  return numbers.list(parts);
}

/** Returns the least cost of a level as a figure; it has no value if a measure without a stated cost is included. */
function levelCostFigure(stair: Roadmap['stairs'][number], context: RoadmapContext): Figure {
  const { reached, cost, withoutCost } = stair;
  const text = levelCostText(stair, context);
  return { figure: 'money', text, value: reached && cost !== undefined && !withoutCost ? cost : null };
}

/** Whether open answers might lead to a higher level than is certain. */
function isOpen({ report: { answeredCount: settled } }: RoadmapContext): boolean {
  return settled !== undefined && settled.count < settled.of;
}

/** The times of measures, in months from the start. */
export interface MeasureTiming {
  /** The start and the end of each measure, by the measure's id; no end if no duration is stated. */
  readonly spans: ReadonlyMap<string, { readonly start: number; readonly end?: number }>;
  readonly months: number;
  readonly atOnce: number;
}

/** Returns when the measures of a plan begin and end, and how many run at the same time. */
export function measureTiming({ recommendation }: PolicyReport): MeasureTiming {
  const slots = schedulePlan(recommendation);
  const withEnd = new Set(recommendation.measures.flatMap(({ id, months }) => (months ? [id] : [])));
  const spans = slots.map(({ id, start, end }) => {
    const statedEnd = withEnd.has(id) ? { end: toNumber(end) } : {};
    return [id, { start: toNumber(start), ...statedEnd }] as const;
  });
  return {
    spans: new Map(spans),
    months: toNumber(scheduleLength(slots)),
    atOnce: recommendation.roadmap?.atOnce ?? DEFAULT_PARALLEL,
  };
}

/** The minimum length of a run of numbers that is written as a range. */
const RANGE_LENGTH = 3;

/**
 * Writes measures by their numbers in the plan, such as "steps 1–3 and 5"; those not recommended are left out.
 * Undefined if no measure remains.
 */
export function stepsInWords(
  ids: readonly string[],
  measures: readonly string[],
  vocabulary: Vocabulary,
): string | undefined {
  const { numbers, policy } = vocabulary.messages;
  const steps = measures.flatMap((id, i) => (ids.includes(id) ? [i + 1] : []));
  if (steps.length === 0) return undefined;
  const parts = runsOf(steps).flatMap((run) =>
    run.length < RANGE_LENGTH ? run.map(String) : [numbers.range(String(run[0]), String(run[run.length - 1]), false)],
  );
  return policy.measures.steps({ numbers: numbers.and(parts), many: steps.length > 1 });
}

/** Writes measures as step numbers, each with its remark, such as "steps 1 (IT manager) and 2 (owner)". */
export function remarkedSteps(
  shown: readonly RecommendedMeasure[],
  { measures }: Pick<Recommendation, 'measures'>,
  remarkOf: (measure: RecommendedMeasure) => string | undefined,
  { messages: { numbers, policy } }: Vocabulary,
): string {
  const parts = shown.map((measure) => {
    const number = String(measures.indexOf(measure) + 1);
    const remark = remarkOf(measure);
    return remark === undefined ? number : numbers.remark(number, remark);
  });
  return policy.measures.steps({ numbers: numbers.and(parts), many: shown.length > 1 });
}

/** Groups ascending numbers into runs of consecutive ones. */
function runsOf(ascending: readonly number[]): number[][] {
  const runs: number[][] = [];
  for (const number of ascending) {
    const run = runs[runs.length - 1];
    if (run && run[run.length - 1] === number - 1) run.push(number);
    else runs.push([number]);
  }
  return runs;
}
