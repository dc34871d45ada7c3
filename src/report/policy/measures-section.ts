import {
  type CostTotal,
  fromNumber,
  type JudgedPriority,
  type JudgedTier,
  type Kpi,
  type Recommendation,
  type RecommendedMeasure,
  subtract,
  toNumber,
} from '../../model/index.ts';
import { findGains, type MeasureGain } from '../../policy/index.ts';
import {
  entryOf,
  type Input,
  inputNamed,
  listedValues,
  takesSeveral,
  toPlainAtom,
  toPlainValue,
  valueAt,
} from '../../scoring/index.ts';
import {
  type Block,
  countFigure,
  createLeftTitles,
  createRightTitles,
  createRowHeading,
  type Figure,
  heading,
  type Item,
  interpolate,
  itemOf,
  listOf,
  paragraph,
  type Table,
  tableOf,
} from '../document/document-model.ts';
import { costFigure, periodFigure } from '../document/figures.ts';
import { changeInWords } from '../text/answer-text.ts';
import {
  type AssessmentReport,
  findMeasure,
  findTrack,
  offersTracks,
  type PolicyReport,
  titleOfMeasure,
} from '../text/assessment-report.ts';
import { dependsOnAnswers, type TextLine, unmetInWords } from '../text/condition-text.ts';
import { formatCost, formatDate, formatMoney, formatMonths, formatShare } from '../text/number-format.ts';
import { writeLevelOrNone } from '../text/result-text.ts';
import { isQuestionText, type PlainValue, type Vocabulary } from '../text/vocabulary.ts';
import { type PrintedSum, writeRoundingNote } from './amount-text.ts';
import { listApplicationsOf } from './apply-first-section.ts';
import { collectCostSources } from './cost-sources.ts';
import { easedInWords } from './pains-section.ts';
import { isClosedByChange, questionsBehindGaps, titleOfGap } from './priorities-section.ts';
import {
  begunInWords,
  type MeasureTiming,
  measureTiming,
  monthRange,
  monthsInWords,
  titleWithStart,
} from './roadmap-section.ts';
import { NO_SOURCE, type Notes } from './source-notes.ts';

/** Documents the track or, if it is undecided, what would decide it; empty if the policy has no tracks. */
export function writeTrack(report: PolicyReport, notes: Notes, vocabulary: Vocabulary): Block[] {
  const { numbers, policy } = vocabulary.messages;
  const { track } = report.recommendation;
  if (!offersTracks(report)) return [];
  const titleOf = (id: string): string => vocabulary.pick(findTrack(report, id)?.title) ?? id;
  if (track.id !== undefined) {
    const definition = findTrack(report, track.id);
    const text = vocabulary.pick(definition?.text);
    const marks = notes.refer(definition?.source);
    const title = policy.track.titled({ track: titleOf(track.id) });
    if (text === undefined) return [heading(2, 'track', title, ...marks)];
    return [heading(2, 'track', title), paragraph([text, ...marks])];
  }
  const title = heading(2, 'track', policy.track.title);
  if (track.truth === 'fails') return [title, paragraph(policy.track.none)];
  return [
    title,
    paragraph(policy.track.open({ tracks: numbers.or((track.possible ?? []).map(titleOf)) })),
    ...writeQuestions(policy.track.clarify, track.clarify ?? [], vocabulary),
  ];
}

function writeQuestions(lead: string, names: readonly string[], vocabulary: Vocabulary): Block[] {
  if (names.length === 0) return [];
  return [paragraph(lead), ...listOf(names.map(vocabulary.promptOf))];
}

/** Documents the measures in order, with their costs, how to read the costs, and the outcome of the plan. */
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
    ...writeCostSources(report, vocabulary),
    ...writeUnknownChanges(report, vocabulary),
    ...questions,
    ...writeOutcome(report, vocabulary),
  ];
}

/** Documents each measure once, with all its details; other sections refer to it by title or by its number here. */
function writeSteps(report: PolicyReport, notes: Notes, vocabulary: Vocabulary): Block[] {
  const { numbers } = vocabulary.messages;
  const { measures } = report.recommendation;
  const reasons = measureReasons(report, measures, vocabulary);
  const { spans } = measureTiming(report);
  const isMixed = measures.some(({ cost }) => cost && !cost.illustrative);
  const items = measures.map((measure): Item => {
    const title = { strong: titleOfMeasure(report, measure.id, vocabulary) };
    const definition = findMeasure(report, measure.id);
    return {
      text: [
        ...interpolate(
          (titleText) =>
            measureHeading(numbers.remark(titleText, measure.id), measure, spans.get(measure.id), report, vocabulary),
          title,
        ),
        ...(isMixed && measure.cost?.illustrative ? notes.referIllustrative() : []),
        ...notes.refer(definition?.source),
      ],
      items: measureDetails(measure, reasons, report, vocabulary),
    };
  });
  return [{ kind: 'list', ordered: true, areCards: true, items, table: tabulateSteps(report, reasons, vocabulary) }];
}

/** Tabulates the measures for formats that consist of tables only. */
function tabulateSteps(report: PolicyReport, reasons: MeasureReasons, vocabulary: Vocabulary): Table {
  const { page, policy, records } = vocabulary.messages;
  const { measures } = report.recommendation;
  const timing = measureTiming(report);
  const rows = measures.map((measure, i) => [
    countFigure(i + 1),
    createRowHeading(titleOfMeasure(report, measure.id, vocabulary)),
    measure.id,
    measurePeriod(measure.id, timing, vocabulary),
    measureCost(measure, vocabulary),
    reasons.why(measure) ?? '',
    rolesInWords(measure, report, vocabulary) ?? '',
  ]);
  const [table] = tableOf(
    [
      ...createRightTitles(records.number),
      ...createLeftTitles(policy.measures.measure, policy.measures.id),
      ...createRightTitles(page.months, policy.measures.cost),
      ...createLeftTitles(policy.measures.why, policy.measures.who),
    ],
    rows,
  );
  return table as Table;
}

/** Writes a measure's title, since when it is under way, its period in the plan, and its cost. */
function measureHeading(
  title: string,
  measure: RecommendedMeasure,
  span: { readonly start: number; readonly end?: number } | undefined,
  { recommendation }: PolicyReport,
  vocabulary: Vocabulary,
): string {
  const { numbers, policy } = vocabulary.messages;
  const cost = measureCost(measure, vocabulary).text;
  const months = span?.end === undefined ? [] : [monthsInWords(span.start, span.end, vocabulary)];
  const begun = begunInWords(measure.id, recommendation, vocabulary);
  return numbers.clauses([
    title,
    ...begun,
    ...months,
    measure.cost ? cost : numbers.labelled(policy.measures.cost, cost),
  ]);
}

/**
 * Lists the details of a measure: why it is recommended, what it achieves, who carries it out, what it is, and what it
 * needs. A card has room only for the reason, the effects, the people, the yearly costs and the acceptance test.
 */
function measureDetails(
  measure: RecommendedMeasure,
  reasons: MeasureReasons,
  report: PolicyReport,
  vocabulary: Vocabulary,
  { onCard = false } = {},
): Item[] {
  const { messages } = vocabulary;
  const { numbers, policy } = messages;
  const quotedTitles = (ids: readonly string[] = []): string[] =>
    ids.map((id) => numbers.quote(titleOfMeasure(report, id, vocabulary)));
  const { needs, there = [], neededBy = [], effort, running } = measure;
  const definition = findMeasure(report, measure.id);
  const benefitTexts = [
    ...closedInWords(measure.id, report, vocabulary),
    ...easedInWords(measure.id, report, vocabulary),
    ...measure.reasons.map((change) => changeInWords(change, vocabulary)),
    ...(onCard ? [] : reasons.gain(measure)),
    ...documentOnlyNote(measure.id, report, vocabulary),
    ...(neededBy.length > 0 && measure.why !== 'needs' && !onCard
      ? [policy.measures.neededBy({ measures: numbers.and(quotedTitles(neededBy)) })]
      : []),
  ];
  const conditions = [
    ...quotedTitles(needs),
    ...quotedTitles(there).map((title) => numbers.remark(title, policy.measures.there)),
    ...(typeof effort === 'number' ? [policy.measures.ownDays({ days: formatMonths(effort, numbers) })] : []),
  ];
  const labelledItem = (label: string, text: string | undefined): Item[] =>
    text === undefined || text === ''
      ? []
      : [{ text: interpolate((labelText) => numbers.labelled(labelText, text), { strong: label }) }];
  const textItem = (key: 'acceptance' | 'risk' | 'alternative' | 'training'): Item[] =>
    labelledItem(policy.measures[key], vocabulary.pick(definition?.[key]));
  const [reasonLines, runningLine] = [
    [
      ...labelledItem(policy.measures.why, reasons.why(measure)),
      ...labelledItem(policy.measures.brings, numbers.list(benefitTexts)),
      ...labelledItem(policy.measures.feeders.label, feedersInWords(measure, report, vocabulary)),
      ...labelledItem(policy.measures.who, rolesInWords(measure, report, vocabulary)),
      ...labelledItem(
        messages.funding.applyFirst.label,
        numbers.items(listApplicationsOf(measure.id, report, vocabulary)),
      ),
    ],
    labelledItem(policy.measures.running, running && formatCost(running, numbers)),
  ];
  if (onCard) return [...reasonLines, ...runningLine, ...textItem('acceptance')];
  return [
    ...reasonLines,
    ...labelledItem(policy.measures.practice, vocabulary.pick(definition?.text)),
    ...labelledItem(policy.measures.needs, numbers.list(conditions)),
    ...runningLine,
    ...labelledItem(policy.measures.kpi, definition?.kpi && kpiInWords(definition.kpi, vocabulary)),
    ...(['acceptance', 'risk', 'alternative', 'training'] as const).flatMap(textItem),
  ];
}

/**
 * Writes which measures would supply the data for a measure but are not done before it; undefined if there are none.
 */
export function feedersInWords(
  { unfed = [] }: RecommendedMeasure,
  report: PolicyReport,
  vocabulary: Vocabulary,
): string | undefined {
  const { numbers, policy } = vocabulary.messages;
  if (unfed.length === 0) return undefined;
  const isPlanned = (id: string): boolean => report.recommendation.measures.some((measure) => measure.id === id);
  const write = (some: readonly string[], isLater: boolean): string[] => {
    if (some.length === 0) return [];
    const measures = numbers.and(some.map((id) => numbers.quote(titleOfMeasure(report, id, vocabulary))));
    return [policy.measures.feeders.missing({ measures, n: some.length, isLater })];
  };
  const laterIds = unfed.filter(isPlanned);
  return numbers.list([
    ...write(laterIds, true),
    ...write(
      unfed.filter((id) => !isPlanned(id)),
      false,
    ),
  ]);
}

/** Writes, for a measure that only produces a document, that this changes nothing by itself. */
export function documentOnlyNote(id: string, report: AssessmentReport, { messages }: Vocabulary): string[] {
  return findMeasure(report, id)?.paper ? [messages.policy.measures.paper] : [];
}

/**
 * Writes which gaps a measure closes, which it only addresses, and which it narrows. A gap is listed with the first
 * measure that closes it, or with every measure that addresses it.
 */
function closedInWords(measureId: string, report: PolicyReport, vocabulary: Vocabulary): string[] {
  const { numbers, policy } = vocabulary.messages;
  const { measures, priorities = [] } = report.recommendation;
  const isFirst = ({ by = [] }: JudgedPriority): boolean =>
    measures.find(({ id }) => by.includes(id))?.id === measureId;
  const namedTitles = (some: readonly JudgedPriority[], write: typeof policy.measures.closes): string[] => {
    if (some.length === 0) return [];
    const titles = some.map(({ id }) => numbers.quote(titleOfGap(id, report, vocabulary) ?? id));
    return [write({ n: some.length, gaps: numbers.and(titles) })];
  };
  const gaps = priorities.filter(({ by = [] }) => by.includes(measureId));
  const isGapClosed = (gap: JudgedPriority): boolean => isClosedByChange(gap, report);
  const narrowedGaps = priorities.filter(({ narrowedBy = [] }) => narrowedBy.includes(measureId));
  return [
    ...namedTitles(
      gaps.filter((gap) => isGapClosed(gap) && isFirst(gap)),
      policy.measures.closes,
    ),
    ...namedTitles(
      gaps.filter((gap) => !isGapClosed(gap)),
      policy.measures.addresses,
    ),
    ...namedTitles(narrowedGaps, policy.measures.narrows),
  ];
}

/** The maximum number of measures with a card, so that a plan has four pages; further measures are in a table. */
const CARD_LIMIT = 9;

/**
 * Documents each measure as a card: why, effect, who, when, money, acceptance. Measures beyond the limit are only
 * tabulated.
 */
export function writeCards(report: PolicyReport, vocabulary: Vocabulary): Block[] {
  const { page, policy } = vocabulary.messages;
  const { measures } = report.recommendation;
  if (measures.length === 0) return [];
  const reasons = measureReasons(report, measures, vocabulary, { withNotes: false });
  const timing = measureTiming(report);
  const measuresWithCard = measures.slice(0, measures.length === CARD_LIMIT + 1 ? measures.length : CARD_LIMIT);
  const items = measuresWithCard.map((measure): Item => {
    const title = { strong: titleOfMeasure(report, measure.id, vocabulary) };
    // Owners type no commands, so cards have no ids.
    const head = interpolate(
      (text) => measureHeading(text, measure, timing.spans.get(measure.id), report, vocabulary),
      title,
    );
    return { text: head, items: measureDetails(measure, reasons, report, vocabulary, { onCard: true }) };
  });
  const rows = measures
    .slice(measuresWithCard.length)
    .map((measure, i) => [
      countFigure(measuresWithCard.length + i + 1),
      titleWithStart(measure.id, report, vocabulary),
      measurePeriod(measure.id, timing, vocabulary),
      measureCost(measure, vocabulary),
    ]);
  return [
    heading(2, 'measures', policy.measures.title),
    { kind: 'list', ordered: true, items, table: tabulateSteps(report, reasons, vocabulary) },
    ...tableOf(
      [
        ...createRightTitles(''),
        ...createLeftTitles(policy.measures.measure),
        ...createRightTitles(page.months, policy.measures.cost),
      ],
      rows,
    ),
  ];
}

/** Writes the figure that shows the success of a measure, how it is measured, and its usual change. */
function kpiInWords({ title, how, usual }: Kpi, { pick, messages }: Vocabulary): string {
  const { numbers, policy } = messages;
  const text = numbers.labelled(pick(title) ?? '', pick(how) ?? '');
  if (!usual) return text;
  const sentence = policy.measures.sentence({ parts: [text.replace(/[.。]$/u, '')] });
  return numbers.sentences([sentence, policy.measures.usual(describeChange(usual))]);

  /** Describes the usual change of a figure; if both ends fall or both rise, without signs, as in "falls by 5–10%". */
  function describeChange({ low, high, unit }: NonNullable<Kpi['usual']>) {
    const direction = Math.max(low, high) < 0 ? 'falls' : Math.min(low, high) > 0 ? 'rises' : 'changes';
    const [first, last] = [low, high].map((end) => formatMonths(direction === 'falls' ? -end : end, numbers));
    // A study may state a single figure instead of a range.
    const range = first === last ? first : numbers.range(first ?? '', last ?? '', false);
    return { direction, range: range ?? '', unit } as const;
  }
}

function writeCostSources(report: PolicyReport, vocabulary: Vocabulary): Block[] {
  const { numbers, policy } = vocabulary.messages;
  const sources = collectCostSources(report.recommendation, report, vocabulary);
  return sources === undefined ? [] : [paragraph(numbers.labelled(policy.measures.costFrom, sources))];
}

/** Writes one note for all figures for which no source states the usual change. */
function writeUnknownChanges(report: PolicyReport, { messages: { policy } }: Vocabulary): Block[] {
  const isUnknown = report.recommendation.measures.some(({ id }) => {
    const kpi = findMeasure(report, id)?.kpi;
    return kpi && !kpi.usual;
  });
  return isUnknown ? [paragraph(policy.measures.noUsual)] : [];
}

/** Lists who is in charge of a measure; undefined if the catalogue does not state it. */
export function inChargeOf(
  { roles: [first] = [] }: Pick<RecommendedMeasure, 'roles'>,
  { measures }: Pick<AssessmentReport, 'measures'>,
  { pick }: Pick<Vocabulary, 'pick'>,
): string | undefined {
  return first === undefined ? undefined : titleOfRole(first, { measures }, { pick });
}

/** Returns the title of a role; its id if the catalogue does not have the role. */
export function titleOfRole(
  role: string,
  { measures }: Pick<AssessmentReport, 'measures'>,
  { pick }: Pick<Vocabulary, 'pick'>,
): string {
  return pick(measures?.roles?.find(({ id }) => id === role)?.title) ?? role;
}

/** Lists who carries out a measure, with their days if stated; undefined if the catalogue does not state it. */
export function rolesInWords(
  { roles = [], effort }: Pick<RecommendedMeasure, 'roles' | 'effort'>,
  report: Pick<AssessmentReport, 'measures'>,
  { pick, messages: { numbers, policy } }: Vocabulary,
): string | undefined {
  const byRole = new Map(typeof effort === 'object' ? Object.entries(effort) : []);
  const titles = [...new Set([...roles, ...byRole.keys()])].map((role) => {
    const title = titleOfRole(role, report, { pick });
    const days = byRole.get(role);
    if (days === undefined) return title;
    return numbers.remark(title, policy.measures.days({ count: days, days: formatMonths(days, numbers) }));
  });
  return titles.length === 0 ? undefined : numbers.items(titles);
}

/** Writes the cost of a measure, or that it is not stated. */
export function measureCost({ cost }: RecommendedMeasure, vocabulary: Vocabulary): Figure {
  if (cost) return costFigure(cost, vocabulary);
  return { figure: 'money', text: vocabulary.messages.policy.measures.costNotStated, value: null };
}

/** Writes the months of the plan in which a measure runs; a dash if its duration is not stated. */
export function measurePeriod(id: string, { spans }: MeasureTiming, vocabulary: Vocabulary): Figure {
  const { start, end } = spans.get(id) ?? {};
  if (start === undefined || end === undefined) return { figure: 'period', text: '–', value: null };
  return periodFigure(start, end, monthRange(start, end, vocabulary));
}

function writeTotal(report: PolicyReport, notes: Notes, vocabulary: Vocabulary): Block[] {
  const { numbers, page, policy } = vocabulary.messages;
  const { cost, roadmap } = report.recommendation;
  if (!cost) return [];
  const { illustrative, without = [] } = cost;
  const remarks = [
    // If there is a roadmap, its remarks state the savings.
    ...(roadmap ? [] : savedInWords(cost, vocabulary)),
    ...writeRoundingNote(costSums(report.recommendation.measures, cost), vocabulary),
  ];
  const sum = policy.measures.total({ money: formatCost(cost, numbers) });
  const missingTitles = without.map((id) => titleOfMeasure(report, id, vocabulary));
  return [
    paragraph([{ strong: sum }, ...(illustrative ? notes.referIllustrative() : [])]),
    ...remarks.map((text) => paragraph(text)),
    ...(missingTitles.length > 0
      ? [paragraph(policy.measures.without({ measures: numbers.items(missingTitles) }))]
      : []),
    ...spentInWords(report, vocabulary).map((text) => paragraph(numbers.labelled(page.spent, text))),
    ...writeRunningCosts(report, vocabulary),
  ];
}

/**
 * Writes what was spent on the measures that are done, and that with the cost of the plan; names those whose cost is not
 * on record. Empty if no spending is on record.
 */
export function spentInWords(report: PolicyReport, vocabulary: Vocabulary): string[] {
  const { numbers, page } = vocabulary.messages;
  const { altogether, cost, roadmap } = report.recommendation;
  if (!altogether?.spent || !altogether.total) return [];
  const missingTitles = (altogether.spent.without ?? []).map((id) =>
    numbers.quote(titleOfMeasure(report, id, vocabulary)),
  );
  return [
    page.spentAltogether({
      spent: formatCost(altogether.spent, numbers),
      total: cost && formatCost(altogether.total, numbers),
      missing: missingTitles.length > 0 ? numbers.and(missingTitles) : undefined,
      ...budgetInWords(altogether.total, roadmap?.budget, vocabulary),
    }),
  ];
}

/** Writes the budget of a plan, and by how much it is exceeded if it also has to cover what was spent before. */
function budgetInWords(
  { high, currency }: CostTotal,
  budget: number | undefined,
  { messages: { numbers } }: Vocabulary,
): { readonly budget?: string; readonly over?: string } {
  if (budget === undefined) return {};
  const over = toNumber(subtract(fromNumber(high), fromNumber(budget)));
  return {
    budget: formatMoney(budget, currency, numbers),
    ...(over > 0 ? { over: formatMoney(over, currency, numbers) } : {}),
  };
}

/** Writes what the plan and the measures that are done cost in each year after the first; empty if neither is stated. */
export function runningInWords({ altogether, running }: Recommendation, { messages }: Vocabulary): string[] {
  const { numbers, page } = messages;
  const total = altogether?.running ?? running;
  if (!total) return [];
  const done = altogether?.runningDone && formatCost(altogether.runningDone, numbers);
  return [page.yearly({ money: formatCost(total, numbers), done })];
}

function writeRunningCosts(report: PolicyReport, vocabulary: Vocabulary): Block[] {
  const { numbers, page, policy } = vocabulary.messages;
  const { altogether, running } = report.recommendation;
  const missingTitles = ((altogether?.running ?? running)?.without ?? []).map((id) =>
    titleOfMeasure(report, id, vocabulary),
  );
  return [
    ...runningInWords(report.recommendation, vocabulary).map((text) => paragraph(numbers.labelled(page.running, text))),
    ...(missingTitles.length > 0
      ? [paragraph(policy.measures.runningWithout({ measures: numbers.items(missingTitles) }))]
      : []),
  ];
}

/** Writes what is saved by taking measures together; it is already subtracted from their total. */
export function savedInWords({ saved, currency }: CostTotal, { messages }: Vocabulary): string[] {
  return saved === undefined ? [] : [messages.roadmap.saved({ money: formatMoney(saved, currency, messages.numbers) })];
}

/** Returns the costs of measures with their total, for both ends of the estimate. */
function costSums(measures: readonly RecommendedMeasure[], total: CostTotal): PrintedSum[] {
  return (['low', 'high'] as const).map((end) => ({
    parts: [...measures.flatMap(({ cost }) => (cost ? [cost[end]] : [])), -(total.saved ?? 0)].map(fromNumber),
    sum: fromNumber(total[end]),
  }));
}

/** Documents what is still missing after the measures; empty if the level is reached, which the front page states. */
function writeOutcome(report: PolicyReport, vocabulary: Vocabulary): Block[] {
  const { policy } = vocabulary.messages;
  const { target } = report.recommendation;
  if (target.level === null || target.reached) return [];
  return [
    heading(2, 'after', policy.measures.after),
    paragraph(outcomeInWords(report, target.level, vocabulary)),
    ...listOf(unmetInWords(target.unmet ?? [], vocabulary)),
    ...writeBlocked(report, vocabulary),
  ];
}

/** Writes the level that the measures lead to, and on what that depends. */
export function outcomeInWords(
  report: Pick<Planned, 'recommendation' | 'measures'>,
  aim: number,
  vocabulary: Vocabulary,
): string {
  const { target, roadmap, measures } = report.recommendation;
  const { messages } = vocabulary;
  const { numbers, policy } = messages;
  const { reached, levelAfter = null, levelSure = null, confirm = [], unmet = [] } = target;
  const levelText = writeLevelOrNone(levelAfter, vocabulary);
  const answers = numbers.items(confirm.map(vocabulary.titleOf));
  if (!reached) {
    const hopedLevel = confirm.length > 0 ? policy.measures.ifConfirmed({ level: levelText, answers }) : levelText;
    const isLimited = roadmap?.budget !== undefined || roadmap?.horizon !== undefined;
    const { missingThen, missingNow } = messages.roadmap;
    if (isLimited) return (measures.length > 0 ? missingThen : missingNow)({ after: hopedLevel });
    if (target.painsFirst)
      return policy.measures.painsFirst({
        target: vocabulary.levelOf(aim),
        option: vocabulary.namesOptions ? `--target ${aim}` : undefined,
        after: hopedLevel,
      });
    if (target.excluded)
      return policy.measures.notReachedWithout({
        measures: numbers.and(target.excluded.map((id) => numbers.quote(titleOfMeasure(report, id, vocabulary)))),
        target: vocabulary.levelOf(aim),
        after: hopedLevel,
      });
    return policy.measures[dependsOnAnswers(unmet) ? 'notSure' : 'notReached']({
      target: vocabulary.levelOf(aim),
      after: hopedLevel,
    });
  }
  if (confirm.length === 0) {
    return numbers.sentences([policy.measures.reached({ level: levelText }), ...raisedInWords(target, vocabulary)]);
  }
  return policy.measures.reachedIf({ level: levelText, answers, otherwise: writeLevelOrNone(levelSure, vocabulary) });
}

/**
 * Writes that the plan aims higher than asked for, because the same money reaches the higher level; empty if the plan
 * does not aim higher.
 */
export function raisedInWords(
  { raisedFrom, levelAfter = null }: Recommendation['target'],
  vocabulary: Vocabulary,
): string[] {
  if (raisedFrom === undefined) return [];
  const level = writeLevelOrNone(levelAfter, vocabulary);
  return [vocabulary.messages.plans.raised({ lower: vocabulary.levelOf(raisedFrom), level })];
}

/**
 * Lists the measures left out because they need a measure that does not suit the enterprise, if the target is out of
 * reach.
 */
function writeBlocked(report: PolicyReport, vocabulary: Vocabulary): Block[] {
  const { numbers, policy } = vocabulary.messages;
  const { blocked = [] } = report.recommendation;
  if (blocked.length === 0) return [];
  const lines = blocked.map(({ id, by }) => {
    const otherTitles = by.map((otherId) => numbers.quote(titleOfMeasure(report, otherId, vocabulary)));
    return {
      text: policy.measures.blockedBy({
        measure: numbers.quote(titleOfMeasure(report, id, vocabulary)),
        others: numbers.and(otherTitles),
      }),
    };
  });
  return [paragraph(policy.measures.blocked), ...listOf(lines)];
}

/** Documents the recognition tiers of the enterprise's track, each with the requirements still unmet. */
export function writeTiers(report: PolicyReport, notes: Notes, vocabulary: Vocabulary): Block[] {
  const { tiers = [], track } = report.recommendation;
  if (tiers.length === 0 || track.id === undefined) return [];
  const { funding, numbers } = vocabulary.messages;
  const definitions = findTrack(report, track.id)?.tiers ?? [];
  const items = tiers.map((tier) => {
    const definition = definitions.find(({ id }) => id === tier.id);
    const text = vocabulary.pick(definition?.text);
    const title = vocabulary.pick(definition?.title) ?? tier.id;
    const parts = [...writeMissingForTier(tier, vocabulary), ...(text === undefined ? [] : [{ text }])];
    const item = itemOf({ text: numbers.labelled(title, writeTierState(tier, vocabulary)), parts });
    return { ...item, text: [...item.text, ...notes.refer(definition?.source)] };
  });
  return [heading(3, 'tiers', funding.tiers), { kind: 'list', items }];
}

function writeTierState({ truth }: JudgedTier, { messages }: Vocabulary): string {
  const { tierMet, tierNeeds, tierOpen } = messages.funding;
  return { holds: tierMet, fails: tierNeeds, undecided: tierOpen }[truth];
}

function writeMissingForTier({ truth, unmet = [], clarify = [] }: JudgedTier, vocabulary: Vocabulary): TextLine[] {
  if (truth === 'holds') return [];
  if (truth === 'undecided' && clarify.length > 0) return clarify.map((name) => ({ text: vocabulary.promptOf(name) }));
  return unmetInWords(unmet, vocabulary);
}

type Planned = AssessmentReport & { readonly recommendation: Recommendation };

interface MeasureReasons {
  /**
   * Writes why a measure is recommended: the answers behind it and, if it closes no gap and eases no pain, what it is
   * for. Undefined for plans made before reasons were recorded, if no answer explains the measure.
   */
  why(measure: RecommendedMeasure): string | undefined;
  /** Writes by how much the measure raises the score; empty if this is not known. */
  gain(measure: RecommendedMeasure): string[];
}

/** The maximum number of answers that are written with their values. */
const ANSWERS_DESCRIBED = 2;
/** The maximum number of answers that are mentioned for a measure, the most important ones. */
const ANSWERS_NAMED = 4;

/** Prepares the reasons for recommended measures. Without the answers, no rise of the score can be stated. */
export function measureReasons(
  report: Planned,
  measures: readonly RecommendedMeasure[],
  vocabulary: Vocabulary,
  { withNotes = true } = {},
): MeasureReasons {
  const { plan, answers } = report;
  const { numbers, policy } = vocabulary.messages;
  // The gains are computed only on request: most reports state only the reasons, and computing gains takes longer than
  // finding reasons.
  let gains: ReadonlyMap<string, MeasureGain> | undefined;
  const gainOf = ({ id }: RecommendedMeasure): MeasureGain | undefined => {
    gains ??= answers ? findGains(plan, answers.sheet, answers.evaluation, measures) : new Map();
    return gains.get(id);
  };
  const notedMeasures = withNotes ? findFirstWithNote(report, measures) : new Map<string, string>();
  return {
    why(measure) {
      const subjects = findAnswersBehind(measure, report);
      const parts = subjects.flatMap((name, i) => {
        const earlierMeasure = measures
          .slice(0, measures.indexOf(measure))
          .findLast(({ reasons }) => reasons.some((reason) => reason.name === name && !reason.expected));
        const part = describeAnswer(name, measure, i < ANSWERS_DESCRIBED, earlierMeasure, report, vocabulary);
        const { note } = answers ? entryOf(answers.sheet, name) : {};
        return [
          ...(part === undefined ? [] : [part]),
          ...(note !== undefined && notedMeasures.get(name) === measure.id
            ? [policy.measures.note({ quoted: numbers.quote(note) })]
            : []),
        ];
      });
      const sentences = [
        ...(parts.length > 0 ? [policy.measures.sentence({ parts })] : []),
        ...purposeInWords(measure, parts.length > 0, report, vocabulary),
      ];
      return sentences.length === 0 ? undefined : numbers.sentences(sentences);
    },
    gain(measure) {
      const gain = gainOf(measure);
      if (!gain) return [];
      const by = vocabulary.numberOf(gain.score, toNumber(gain.by));
      return [policy.measures.gain({ score: vocabulary.titleOf(gain.score), by })];
    },
  };
}

/**
 * Writes what a measure is for. The gaps that it closes and the pains that it eases are among its effects, so they are
 * named here only if no answer explains the measure.
 */
function purposeInWords(
  { id, why, little, cost }: RecommendedMeasure,
  hasAnswers: boolean,
  report: Planned,
  vocabulary: Vocabulary,
): string[] {
  const { numbers, policy } = vocabulary.messages;
  const { measures, priorities = [], pains = [], due = [] } = report.recommendation;
  const words = policy.measures.purpose;
  const quoteTitles = (ids: readonly string[], titleOf: (one: string) => string | undefined): string =>
    numbers.and(ids.map((one) => numbers.quote(titleOf(one) ?? one)));
  if (why === undefined || (why === 'priority' && hasAnswers)) return [];
  switch (why) {
    case 'priority': {
      const served = [...pains, ...priorities].filter(
        ({ by = [], ...gap }) => by.includes(id) || ('narrowedBy' in gap && gap.narrowedBy?.includes(id)),
      );
      return [
        words.priority({
          gaps: quoteTitles(
            served.map((gap) => gap.id),
            (gap) => titleOfGap(gap, report, vocabulary),
          ),
        }),
      ];
    }
    case 'due': {
      const [first] = due.filter(({ by = [] }) => by.includes(id)).toSorted((a, b) => (a.date < b.date ? -1 : 1));
      return first ? [words.due({ date: formatDate(first.date, numbers) })] : [];
    }
    case 'needs': {
      const builders = measures.filter(({ needs = [] }) => needs.includes(id)).map((measure) => measure.id);
      return [words.needs({ measures: quoteTitles(builders, (one) => titleOfMeasure(report, one, vocabulary)) })];
    }
    case 'level':
      // A measure that is only one of several for a gap may be there for the level and still work on the gap.
      return [
        words.level({
          hasOthers: priorities.length + pains.length > 0 && !priorities.some(({ by = [] }) => by.includes(id)),
        }),
      ];
    case 'required':
    case 'own':
      return [words[why]];
    case 'kept':
    case 'gaps': {
      const whole = report.recommendation.cost?.high;
      // Older plans do not record whether the measure costs little, so neither a small nor a large share of the cost is
      // stated for them.
      const share = little === false && cost && whole ? formatShare(cost.high / whole, numbers) : undefined;
      return [words[why]({ little: little === true, share })];
    }
  }
}

/**
 * Returns the answers that a measure is meant to improve, the most important first: the answers that cause gaps which
 * this measure is the first to close, then those it changes, then those it addresses because they could be better.
 * Added options count only if there are no other answers.
 */
function findAnswersBehind({ id, reasons }: RecommendedMeasure, report: Planned): string[] {
  const gapQuestions = questionsBehindGaps(report, ({ by = [] }) => by[0] === id);
  const changedNames = reasons.map(({ name }) => name);
  const addressedInputs = (findMeasure(report, id)?.addresses ?? []).filter((name) => {
    const input = inputNamed(report.plan, name);
    return input !== undefined && !isBest(input, report);
  });
  const questionNames = [...new Set([...gapQuestions, ...changedNames, ...addressedInputs])];
  const isSeveral = (input: Input | undefined): boolean => input !== undefined && takesSeveral(input);
  const singleNames = questionNames.filter((name) => !isSeveral(inputNamed(report.plan, name)));
  return (singleNames.length > 0 ? singleNames : questionNames).slice(0, ANSWERS_NAMED);
}

/**
 * Maps each answer to the measure whose reasons quote the note on it: the first measure that is meant to improve the
 * answer.
 */
function findFirstWithNote(report: Planned, measures: readonly RecommendedMeasure[]): ReadonlyMap<string, string> {
  const firstMeasures = new Map<string, string>();
  for (const measure of measures) {
    for (const name of findAnswersBehind(measure, report))
      if (!firstMeasures.has(name)) firstMeasures.set(name, measure.id);
  }
  return firstMeasures;
}

/** Writes the value of an answer before a measure; undefined if unknown. */
function describeAnswer(
  name: string,
  measure: RecommendedMeasure,
  isDescribed: boolean,
  earlier: RecommendedMeasure | undefined,
  report: AssessmentReport,
  vocabulary: Vocabulary,
): string | undefined {
  const { numbers, policy } = vocabulary.messages;
  const input = vocabulary.inputOf(name);
  if (!input) return undefined;
  const title = vocabulary.titleOf(name);
  const change = measure.reasons.find((reason) => reason.name === name);
  if (takesSeveral(input)) {
    const optionsBefore = Array.isArray(change?.from) ? change.from : [];
    const addedOptions = Array.isArray(change?.to) ? change.to.filter((option) => !optionsBefore.includes(option)) : [];
    const options = addedOptions.map((option) => numbers.quote(vocabulary.optionOf(name, option)));
    return options.length === 0 ? undefined : policy.measures.lacks({ title, options: numbers.items(options) });
  }
  const value = change?.from ?? currentValue(input, report);
  if (value === undefined || value === null) return policy.measures.open({ title });
  if (input.form.isScale) {
    const best = input.range.high ? vocabulary.numberOf(name, toNumber(input.range.high)) : '';
    const scale = { title, value: vocabulary.numberOf(name, Number(value)), most: best };
    if (earlier)
      return policy.measures.risen({
        ...scale,
        measure: numbers.quote(titleOfMeasure(report, earlier.id, vocabulary)),
      });
    const label = isDescribed ? labelOf(input, Number(value), vocabulary) : undefined;
    const position = policy.measures.at(scale);
    return label === undefined ? position : numbers.labelled(position, numbers.quote(label));
  }
  const text = vocabulary.valueText(name, value);
  // A statement may have no subject, as in “above 10% up to 20%”, so the title comes before it.
  const hasStatement = input.options.some(({ id, statement }) => id === value && statement !== undefined);
  if (hasStatement) return numbers.labelled(title, text);
  const requirement = isDescribed ? requirementOf(input, title, vocabulary) : undefined;
  return numbers.labelled(
    requirement === undefined ? title : numbers.remark(numbers.quote(requirement), title),
    typeof value === 'string' ? numbers.quote(text) : text,
  );
}

/** Returns what an item requires, such as “Network 2: The shop floor has a network.”; undefined for a question. */
function requirementOf({ definition }: Input, title: string, { pick }: Vocabulary): string | undefined {
  const text = pick(definition.text) ?? '';
  const rest = text.startsWith(title) ? text.slice(title.length).replace(/^[:：]\s*/u, '') : '';
  return rest === '' || isQuestionText(rest) ? undefined : rest.replace(/[.。]$/u, '');
}

function isBest(input: Input, report: AssessmentReport): boolean {
  const value = currentValue(input, report);
  const best = input.form.rises ? listedValues(input)?.at(-1) : undefined;
  return value !== undefined && best !== undefined && value === toPlainAtom(best);
}

function currentValue({ name }: Input, { plan, answers }: AssessmentReport): PlainValue | undefined {
  const node = plan.names.get(name)?.node;
  return node === undefined || !answers ? undefined : toPlainValue(valueAt(answers.evaluation, node));
}

function labelOf({ definition }: Input, value: number, vocabulary: Vocabulary): string | undefined {
  const labels = 'labels' in definition ? (definition.labels ?? {}) : {};
  const key = String(value);
  return Object.hasOwn(labels, key) ? vocabulary.pick(labels[key]) : undefined;
}
