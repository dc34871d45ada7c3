// Writes the one-page policy: aim, steps, payers, next steps and uncertainties.
import { fillIn, type Messages } from '../../i18n/index.ts';
import {
  type CostTotal,
  computeDayAfterMonths,
  type Funding,
  fromNumber,
  type JudgedInstrument,
  ONE,
  type Recommendation,
  type RecommendedMeasure,
  sumRationals,
  toNumber,
} from '../../model/index.ts';
import {
  type CalendarDay,
  countryOfFacts,
  isRequested,
  PLACE_FACTS,
  planCalendar,
  readFundingSums,
} from '../../policy/index.ts';
import {
  type Block,
  type CellContent,
  countFigure,
  createLeftTitles,
  createRightTitles,
  type Figure,
  heading,
  type Inline,
  listOf,
  paragraph,
  tableOf,
} from '../document/document-model.ts';
import { levelFigure } from '../document/figures.ts';
import {
  findInstrument,
  findMeasure,
  type PolicyReport,
  titleOfInstrument,
  titleOfMeasure,
} from '../text/assessment-report.ts';
import { unmetInWords } from '../text/condition-text.ts';
import { formatCost, formatDate, formatLastMonth, formatMonths } from '../text/number-format.ts';
import { circumstancesInWords, openAnswersNote } from '../text/result-text.ts';
import { factLabel, isQuestionText, type Vocabulary } from '../text/vocabulary.ts';
import { collectPrintedSums, moneyInWords, writeRoundingNote } from './amount-text.ts';
import { applyFirstInWords, isSpent } from './apply-first-section.ts';
import { writeCautions } from './cautions-section.ts';
import { writeDisplaced } from './displaced-section.ts';
import { agreementsInWords, writeDueDates } from './due-section.ts';
import { tiersInWords, writeDoubtsOnSums } from './funding-section.ts';
import {
  amountText,
  elsewhereInWords,
  highestAmount,
  inferredInWords,
  isOfferOfOpenPlace,
  openPlacesInWords,
  refusedInShort,
  standingOf,
  stateInShort,
  stateRemarks,
  writeNoFundingOpen,
} from './instruments-section.ts';
import { writeLimit } from './limit-section.ts';
import {
  inChargeOf,
  measureCost,
  measurePeriod,
  outcomeInWords,
  raisedInWords,
  runningInWords,
  savedInWords,
  spentInWords,
} from './measures-section.ts';
import { painsInWords } from './pains-section.ts';
import { changesInWords, prioritiesInWords, writeGapInShort, writeGapsInShort } from './priorities-section.ts';
import {
  type MeasureTiming,
  makeBar,
  measureTiming,
  monthsInWords,
  remarkedSteps,
  stepsInWords,
  titleWithStart,
  unprovenInWords,
  writeNearLevels,
} from './roadmap-section.ts';
import type { Unverified } from './source-notes.ts';
import { writeTwoPlans } from './two-plans.ts';

/**
 * How much of a policy is written. `page`: only the front page. `plan`: four pages, also with the first 90 days, a card
 * for each measure, further funding and the calendar. `whole`: also with all reasons and sources.
 */
export type PolicyExtent = 'page' | 'plan' | 'whole';

/** The maximum number of gaps listed below the pains that the enterprise states. */
const GAPS_BESIDE_PAINS = 2;
/** The maximum number of closed gaps described on the page; the others are listed in a sentence. */
const GAPS_IN_FULL = 3;
/** The maximum number of unmet requirements listed on the page. */
const MISSING_LIMIT = 3;
/** The maximum number of steps on the page, which are those to start with; the policy after the page has the others. */
const STEP_LIMIT = 3;

/**
 * Returns how many items to list if there is space for `most`. A single further item is listed too, because the line
 * that counts it would need the same space.
 */
function countThatFits({ length }: readonly unknown[], most: number): number {
  return length === most + 1 ? length : most;
}

/**
 * Builds the one-page policy for decision makers: the problem in the enterprise's own words, the first steps, the cost,
 * the figures after 90 days, the payers, what comes next, and what is uncertain.
 */
export function writePage(report: PolicyReport, vocabulary: Vocabulary, extent: PolicyExtent): Block {
  const sections = sectionsOf(extent, vocabulary);
  const timing = measureTiming(report);
  const payers = rankPayers(report.recommendation);
  const { pains, priorities } = vocabulary.messages;
  const painsText = painsInWords(report, vocabulary);
  // If the enterprise states no pains, its most serious gaps are the problem.
  const inWords =
    painsText.length > 0
      ? writeGapsInShort(report, vocabulary, GAPS_BESIDE_PAINS)
      : prioritiesInWords(report, vocabulary, { withNotes: true, inFull: GAPS_IN_FULL });
  const gaps = writeSentences('first', priorities.title, inWords);
  const resultText = writePlanResult(report, timing, vocabulary);
  return {
    kind: 'page',
    blocks: [
      ...(resultText === undefined ? writeAim(report, vocabulary) : [paragraph([{ strong: resultText }])]),
      ...writeDueDates(report, vocabulary),
      ...writeSentences('pains', pains.title, painsText),
      ...(painsText.length === 0 ? gaps : []),
      ...writeSteps(report, timing, sections, vocabulary),
      ...writeFacts(report, timing, { vocabulary, isLevelDrawn: false, isResultStated: resultText !== undefined }),
      ...writeCautions(report, vocabulary),
      ...writeDisplaced(report, vocabulary),
      ...writeLimit(report, vocabulary),
      ...writeSentences('watch', vocabulary.messages.page.watch, listFigures(report, timing, vocabulary)),
      ...(painsText.length === 0 ? [] : gaps),
      ...writePayers(report, payers, sections, vocabulary),
      ...writeNextSteps(report, payers, timing, vocabulary),
      ...writeUncertainties(report, payers, vocabulary),
    ],
  };
}

/** The maximum number of changes listed in a plan of four pages. */
const CHANGE_LIMIT = 8;

/** Documents the alternatives for the same money, and the differences from the earlier plan. */
export function writeChoices(report: PolicyReport, vocabulary: Vocabulary, { inShort = false } = {}): Block[] {
  const { recommendation } = report;
  const { roadmap } = recommendation;
  const { priorities } = vocabulary.messages;
  const changes = changesInWords(report, vocabulary);
  const shownChanges = inShort ? changes.slice(0, countThatFits(changes, CHANGE_LIMIT)) : changes;
  const omittedCount = changes.length - shownChanges.length;
  return [
    ...writeTwoPlans(report, vocabulary),
    ...(roadmap ? writeNearLevels({ report, recommendation, roadmap, vocabulary }) : []).map((text) => paragraph(text)),
    ...writeSentences('changes', priorities.changes, [
      ...shownChanges,
      ...moreInWords(omittedCount, undefined, vocabulary),
    ]),
  ];
}

function writeSentences(anchor: string, title: string, sentences: readonly string[]): Block[] {
  if (sentences.length === 0) return [];
  return [heading(3, anchor, title), ...listOf(sentences)];
}

/**
 * Writes the result of a plan in one line: level now and then, months, cost, and the money to rely on. Undefined if the
 * plan reaches no higher level, or only under conditions, which need sentences of their own.
 */
function writePlanResult(
  { result, recommendation }: PolicyReport,
  { months }: MeasureTiming,
  vocabulary: Vocabulary,
): string | undefined {
  const { numbers, page } = vocabulary.messages;
  const { target, measures, cost, funding } = recommendation;
  const { reached, levelAfter, confirm = [] } = target;
  const { level } = result;
  if (!reached || measures.length === 0 || confirm.length > 0) return undefined;
  if (typeof level?.value !== 'number' || typeof levelAfter !== 'number' || levelAfter <= level.value) return undefined;
  const likely = funding && readFundingSums(funding).likely;
  const money =
    likely && (likely.instruments.length > 0 ? moneyInWords(likely.total, funding.currency, vocabulary) : '');
  const resultText = page.result({
    now: levelFigure(level, vocabulary, 'short').text,
    later: vocabulary.levelOf(levelAfter, undefined, 'short'),
    months: months > 0 ? formatMonths(months, numbers) : undefined,
    n: months,
    cost: cost && addCostRemark(cost, vocabulary),
    money: money === '' ? page.noMoney : money,
  });
  return numbers.sentences([resultText, ...raisedInWords(target, vocabulary)]);
}

function writeAim(report: PolicyReport, vocabulary: Vocabulary): Block[] {
  const { recommendation } = report;
  const { policy, roadmap } = vocabulary.messages;
  const { target, measures } = recommendation;
  if (target.level === null) return [paragraph([{ strong: policy.nothingMissing }])];
  if (target.reached && measures.length === 0) return [paragraph([{ strong: roadmap.nothingToDo }])];
  return [
    paragraph([{ strong: outcomeInWords(report, target.level, vocabulary) }]),
    ...listMissing(recommendation, vocabulary),
  ];
}

/**
 * Lists, on a front page, the requirements of the target level that are still unmet after the plan; says how many more
 * there are if not all fit. Empty if the level is reached.
 */
export function listMissing({ target }: Recommendation, vocabulary: Vocabulary): Block[] {
  if (target.reached) return [];
  const missingTexts = unmetInWords(target.unmet ?? [], vocabulary, MISSING_LIMIT);
  const shownCount = countThatFits(missingTexts, MISSING_LIMIT);
  const section = vocabulary.messages.policy.measures.after;
  return listOf([
    ...missingTexts.slice(0, shownCount),
    ...moreInWords(missingTexts.length - shownCount, section, vocabulary).map((text) => ({ text })),
  ]);
}

function writeFacts(
  report: PolicyReport,
  { months, atOnce }: MeasureTiming,
  {
    vocabulary,
    isLevelDrawn,
    isResultStated = false,
  }: { readonly vocabulary: Vocabulary; readonly isLevelDrawn: boolean; readonly isResultStated?: boolean },
): Block[] {
  const { numbers, page, policy } = vocabulary.messages;
  const { recommendation } = report;
  const { level } = report.result;
  const circumstances = circumstancesInWords(report, vocabulary);
  const { measures, cost, funding } = recommendation;
  const days = sumOwnDays(report.recommendation);
  const hasMeasures = measures.length > 0;
  const ownShareText = hasMeasures ? writeOwnShare(funding, vocabulary) : undefined;
  // If no money is likely, the own share equals the costs.
  const hasFunding = (funding && readFundingSums(funding).likely?.instruments.length) !== 0;
  const length = formatMonths(months, numbers);
  const isStated = isLevelDrawn || isResultStated;
  const createRow = (term: string, text: string | Figure): { term: Inline; text: Inline } => ({
    term: [term],
    text: [text],
  });
  const entries = [
    ...(circumstances === '' || isLevelDrawn ? [] : [createRow(policy.head.assessment, circumstances)]),
    ...(level && !isStated ? [createRow(policy.head.levelNow, levelFigure(level, vocabulary, 'short'))] : []),
    ...(isStated ? [] : [createRow(policy.head.target, targetText(recommendation, vocabulary))]),
    // If no measure states a duration, the plan has no length.
    ...(hasMeasures && months > 0 && !isResultStated
      ? [
          createRow(
            page.duration,
            page.length({ months: numbers.months(length, months), atOnce: String(atOnce), n: atOnce }),
          ),
        ]
      : []),
    ...(cost && !isResultStated ? [createRow(policy.measures.cost, addCostRemark(cost, vocabulary))] : []),
    ...spentInWords(report, vocabulary).map((text) => createRow(page.spent, text)),
    ...runningInWords(recommendation, vocabulary).map((text) => createRow(page.running, text)),
    ...(days === undefined || isLevelDrawn
      ? []
      : [createRow(page.ownWork, page.days({ count: days, days: formatMonths(days, numbers) }))]),
    ...(ownShareText === undefined
      ? []
      : [
          ...tiersInWords(report, vocabulary, { inShort: isLevelDrawn }).map(({ title, text }) =>
            createRow(title, text),
          ),
          // On the front page of a report, the text of each tier already states the own share.
          ...(isLevelDrawn || !hasFunding ? [] : [createRow(page.own, ownShareText)]),
        ]),
  ];
  return entries.length === 0 ? [] : [{ kind: 'facts', entries }];
}

/** Adds up the person-days of the enterprise's own people; undefined if no measure states any days. */
function sumOwnDays({ measures }: Recommendation): number | undefined {
  const statedEfforts = measures.flatMap(({ effort }) =>
    effort === undefined ? [] : typeof effort === 'number' ? [effort] : Object.values(effort),
  );
  return statedEfforts.length === 0 ? undefined : toNumber(sumRationals(statedEfforts.map(fromNumber)));
}

/** Writes a sum of costs, with a remark if it is only an order of magnitude. */
function addCostRemark(cost: CostTotal, { messages: { numbers, policy } }: Vocabulary): string {
  const money = formatCost(cost, numbers);
  return cost.illustrative ? numbers.remark(money, policy.measures.illustrative) : money;
}

function writeSteps(report: PolicyReport, timing: MeasureTiming, sections: Sections, vocabulary: Vocabulary): Block[] {
  const { page, policy } = vocabulary.messages;
  const { measures, cost: total } = report.recommendation;
  if (measures.length === 0) return [];
  const rows: CellContent[][] = measures
    .slice(0, countThatFits(measures, STEP_LIMIT))
    .map((measure, i) => [
      countFigure(i + 1),
      titleWithStart(measure.id, report, vocabulary),
      makeBar(measure.id, timing),
      measurePeriod(measure.id, timing, vocabulary),
      measureCost(measure, vocabulary),
    ]);
  return [
    heading(3, 'to-do', page.steps),
    ...tableOf(
      [
        ...createRightTitles(''),
        ...createLeftTitles(policy.measures.measure, ''),
        ...createRightTitles(page.months, policy.measures.cost),
      ],
      rows,
    ),
    ...writeMore(measures.length - rows.length, sections.measures, vocabulary),
    ...(total ? savedInWords(total, vocabulary).map((text) => paragraph(text)) : []),
  ];
}

/** The titles of the sections that list all measures and all payers; absent if this version has no such section. */
interface Sections {
  readonly measures?: string;
  readonly payers?: string;
  /** The section with all reasons why funding is not available. */
  readonly reasons?: string;
}

function sectionsOf(extent: PolicyExtent, { messages: { page, policy } }: Vocabulary): Sections {
  if (extent === 'page') return {};
  const payers = extent === 'plan' ? page.otherPayers : policy.instruments.title;
  const reasons = extent === 'whole' ? { reasons: policy.instruments.title } : {};
  return { measures: policy.measures.title, payers, ...reasons };
}

/** Writes how many further items there are and where: in a section, or in the full version only; empty if none. */
function moreInWords(count: number, section: string | undefined, { messages, namesOptions }: Vocabulary): string[] {
  if (count <= 0) return [];
  const option = namesOptions ? '--full' : undefined;
  return [messages.page.more({ count: String(count), section: section && messages.numbers.quote(section), option })];
}

/** Writes below a table how many further rows there are and where. */
function writeMore(count: number, section: string | undefined, vocabulary: Vocabulary): Block[] {
  return moreInWords(count, section, vocabulary).map((text) => paragraph(text, 'quiet'));
}

/**
 * The maximum number of gaps, first steps and payers on the front page of a report, so that it fits on two screens of a
 * phone.
 */
const FRONT_LIMIT = 3;

/**
 * Writes the front page of a report for decision makers: cost, most serious gaps, first steps, possible payers, and
 * next steps. `isLevelDrawn` is set if a picture beside the text shows the level.
 */
export function writeDecision(report: PolicyReport, vocabulary: Vocabulary, isLevelDrawn: boolean): Block[] {
  const { numbers, page, pains, priorities: words } = vocabulary.messages;
  const timing = measureTiming(report);
  const payers = rankPayers(report.recommendation);
  const { measures, priorities = [] } = report.recommendation;
  const gaps = priorities.slice(0, FRONT_LIMIT).map((gap) => writeGapInShort(gap, report, vocabulary));
  const firstMeasures = measures.slice(0, countThatFits(measures, FRONT_LIMIT));
  const steps = firstMeasures.map((measure) => {
    const { start, end = start } = timing.spans.get(measure.id) ?? {};
    const timingTexts = [
      ...(start === undefined || end === undefined ? [] : [monthsInWords(start, end, vocabulary)]),
      measureCost(measure, vocabulary).text,
    ];
    return numbers.labelled(titleOfMeasure(report, measure.id, vocabulary), numbers.clauses(timingTexts));
  });
  const payingTexts = payers.slice(0, PAYER_LIMIT).map((judged) => {
    const paymentTexts = [amountText(judged, report, vocabulary), stateInShort(judged, report, vocabulary)];
    return numbers.labelled(titleOfInstrument(report, judged, vocabulary), numbers.clauses(paymentTexts));
  });
  const sections = sectionsOf('whole', vocabulary);
  return [
    ...writeDueDates(report, vocabulary),
    ...writeSentences('pains', pains.title, painsInWords(report, vocabulary, FRONT_LIMIT)),
    ...writeFacts(report, timing, { vocabulary, isLevelDrawn }),
    ...writeCautions(report, vocabulary),
    ...writeSentences('gaps', words.worst, gaps),
    ...writeSentences('begin', page.begins, [
      ...steps,
      ...moreInWords(measures.length - steps.length, sections.measures, vocabulary),
    ]),
    ...writeSentences('payers', page.payers, [
      ...inferredInWords(report, vocabulary),
      ...(payers.length > 0 ? elsewhereInWords(report, vocabulary) : writeNoFundingOpen(report, vocabulary)),
      ...payingTexts,
      ...moreInWords(payers.length - payingTexts.length, sections.payers, vocabulary),
      ...openPlacesInWords(report, vocabulary),
    ]),
    ...writeSentences('next', page.next, listNextDates(report, payers, timing, vocabulary)),
  ];
}

/** The maximum number of payers on the page, which also states the sum of all; the others are in the details. */
const PAYER_LIMIT = 2;

/** Tabulates the instruments that may pay, the most certain first. */
function writePayers(
  report: PolicyReport,
  payers: readonly JudgedInstrument[],
  sections: Sections,
  vocabulary: Vocabulary,
): Block[] {
  const { page } = vocabulary.messages;
  if (payers.length === 0)
    return writeSentences('payers', page.payers, [
      ...inferredInWords(report, vocabulary),
      ...writeNoFundingOpen(report, vocabulary),
      ...openPlacesInWords(report, vocabulary),
      ...refusedInShort(report, vocabulary, sections.reasons),
    ]);
  const { funding } = report.recommendation;
  const shownPayers = payers.slice(0, countThatFits(payers, PAYER_LIMIT));
  const rows = shownPayers.map((judged) => createPayerRow(judged, report, vocabulary));
  const omittedCount = payers.length - shownPayers.length;
  return [
    heading(3, 'payers', page.payers),
    ...[...elsewhereInWords(report, vocabulary), ...inferredInWords(report, vocabulary)].map((text) => paragraph(text)),
    ...tabulatePayers(rows, vocabulary),
    ...writeMore(omittedCount, sections.payers, vocabulary),
    ...openPlacesInWords(report, vocabulary).map((text) => paragraph(text)),
    ...(funding ? writeRoundingNote(collectPrintedSums(funding), vocabulary).map((text) => paragraph(text)) : []),
    // If some payers are omitted here, these sentences follow the list of those payers, where there is more room.
    ...(omittedCount > 0 ? [] : writeWhatDoesNotPay(report, payers, sections, vocabulary)),
  ];
}

/** How many payers whose money is in no sum are named at most; the others are only counted. */
const OUTSIDE_LIMIT = 1;

/** Writes which payers no sum contains because their amount is not settled, the greatest possible amount first. */
function writeNotInSums(report: PolicyReport, payers: readonly JudgedInstrument[], vocabulary: Vocabulary): string[] {
  const { numbers, page, words } = vocabulary.messages;
  const unsettledPayers = payers
    .filter(({ amount, loan }) => amount?.state === 'open' && typeof amount.highest === 'string' && !loan)
    .toSorted((a, b) => Number(b.amount?.highest) - Number(a.amount?.highest));
  if (unsettledPayers.length === 0 || !report.recommendation.funding) return [];
  const shownPayers = unsettledPayers.slice(0, countThatFits(unsettledPayers, OUTSIDE_LIMIT));
  const members = numbers.items(
    shownPayers.map((judged) =>
      numbers.remark(titleOfInstrument(report, judged, vocabulary), amountText(judged, report, vocabulary)),
    ),
  );
  const omittedCount = unsettledPayers.length - shownPayers.length;
  const instruments = omittedCount > 0 ? words.unmet.more({ members, count: String(omittedCount) }) : members;
  return [page.notInSums({ instruments })];
}

/** Tabulates the instruments that may pay and are not on the page. */
export function writeOtherPayers(report: PolicyReport, vocabulary: Vocabulary): Block[] {
  const payers = rankPayers(report.recommendation);
  const rows = payers
    .slice(countThatFits(payers, PAYER_LIMIT))
    .map((judged) => createPayerRow(judged, report, vocabulary));
  if (rows.length === 0) return [];
  return [
    heading(2, 'funding', vocabulary.messages.page.otherPayers),
    ...tabulatePayers(rows, vocabulary),
    ...writeWhatDoesNotPay(report, payers, {}, vocabulary),
  ];
}

/** Writes which instruments no sum contains, and which are not available. */
function writeWhatDoesNotPay(
  report: PolicyReport,
  payers: readonly JudgedInstrument[],
  { reasons }: Sections,
  vocabulary: Vocabulary,
): Block[] {
  const texts = [...writeNotInSums(report, payers, vocabulary), ...refusedInShort(report, vocabulary, reasons)];
  return texts.map((text) => paragraph(text));
}

function createPayerRow(judged: JudgedInstrument, report: PolicyReport, vocabulary: Vocabulary): readonly string[] {
  return [
    titleOfInstrument(report, judged, vocabulary),
    amountText(judged, report, vocabulary),
    vocabulary.messages.numbers.list(stateRemarks(judged, report, vocabulary)),
  ];
}

function tabulatePayers(
  rows: readonly (readonly string[])[],
  { messages: { page, policy } }: Vocabulary,
): readonly Block[] {
  const columns = [
    ...createLeftTitles(policy.instruments.title),
    ...createRightTitles(policy.instruments.amount),
    ...createLeftTitles(page.needed),
  ];
  return tableOf(columns, rows);
}

/**
 * Ranks the instruments that may pay by tier, without those whose place is open; within a tier, those in the likely sum come first, then by the highest
 * known amount.
 */
function rankPayers({ funding, instruments }: Recommendation): JudgedInstrument[] {
  const countedIds = new Set(funding && readFundingSums(funding).likely?.instruments.map(({ id }) => id));
  const rankOf = (judged: JudgedInstrument): number => {
    const standing = standingOf(judged);
    if (standing === 'certain') return 0;
    if (standing === 'likely') return countedIds.has(judged.id) ? 1 : 2;
    if (judged.amount?.state === 'settled') return 3;
    // What this plan can bring comes before a maximum that is the same for any enterprise.
    if (highestAmount(judged) > 0) return 4;
    return judged.amount?.state === 'open' ? 5 : 6;
  };
  return instruments
    .filter((judged) => {
      const standing = standingOf(judged);
      if (isOfferOfOpenPlace(judged)) return false;
      return standing === 'certain' || (standing !== 'refused' && judged.amount?.value !== '0');
    })
    .sort((a, b) => rankOf(a) - rankOf(b) || Number(b.amount?.value ?? 0) - Number(a.amount?.value ?? 0));
}

/** The maximum number of questions on the page; the others are with their instruments. */
const QUESTION_LIMIT = 2;

/** Lists the next steps, one sentence each: answer open questions, find out facts, mind the first deadline, start. */
function writeNextSteps(
  report: PolicyReport,
  payers: readonly JudgedInstrument[],
  { spans, months }: MeasureTiming,
  vocabulary: Vocabulary,
): Block[] {
  const { numbers, page, policy } = vocabulary.messages;
  const { measures } = report.recommendation;
  const questions = findOpenQuestions(report, payers, vocabulary).map((name) => {
    const question = factLabel(vocabulary.promptOf(name));
    return isQuestionText(question) ? question : vocabulary.titleOf(name);
  });
  const labels = questions.filter((text) => !isQuestionText(text));
  const labelSentence = labels.length > 0 ? [policy.measures.sentence({ parts: labels })] : [];
  const askedQuestions = questions.filter(isQuestionText);
  // Questions and short labels are written one after the other; the kind of the first question comes first.
  const wantedText = numbers.sentences(
    labels[0] === questions[0] ? [...labelSentence, ...askedQuestions] : [...askedQuestions, ...labelSentence],
  );
  const firstMeasures = measures.filter(({ id }) => spans.get(id)?.start === 0);
  const inCharge = (measure: RecommendedMeasure): string | undefined => inChargeOf(measure, report, vocabulary);
  const firstSteps = remarkedSteps(firstMeasures, report.recommendation, inCharge, vocabulary);
  const steps = [
    ...openAnswersNote(report, vocabulary),
    ...agreementsInWords(report, vocabulary),
    ...writeQuotations(report, vocabulary),
    ...applyFirstInWords(report, vocabulary),
    ...(questions.length > 0 ? [page.find({ questions: wantedText })] : []),
    ...writeFirstDeadline(payers, report, vocabulary),
    ...(firstMeasures.length > 0 ? [page.begin({ steps: firstSteps })] : []),
    ...(measures.length === 0 || months === 0 ? [] : [page.reassess({ month: formatLastMonth(months, numbers) })]),
  ];
  if (steps.length === 0) return [];
  const items = steps.map((text) => ({ text: [text] }));
  return [heading(3, 'next', page.next), { kind: 'list', ordered: true, items }];
}

/**
 * Lists what comes next on the front page of a report, where the first steps are above this list: the questions by
 * their short names, then the dates.
 */
function listNextDates(
  report: PolicyReport,
  payers: readonly JudgedInstrument[],
  { months }: MeasureTiming,
  vocabulary: Vocabulary,
): string[] {
  const { numbers, page } = vocabulary.messages;
  const names = findOpenQuestions(report, payers, vocabulary).map((name) => numbers.quote(vocabulary.titleOf(name)));
  return [
    ...agreementsInWords(report, vocabulary),
    ...writeQuotations(report, vocabulary),
    ...applyFirstInWords(report, vocabulary),
    ...(names.length > 0 ? [page.find({ questions: numbers.items(names) })] : []),
    ...writeFirstDeadline(payers, report, vocabulary),
    ...(report.recommendation.measures.length === 0 || months === 0
      ? []
      : [page.reassess({ month: formatLastMonth(months, numbers) })]),
  ];
}

/**
 * Writes for which steps to ask for quotations at once, and for which next and by when; empty if nothing is bought in
 * the first month.
 */
function writeQuotations(
  { recommendation: { asOf, measures }, measures: catalogue }: PolicyReport,
  vocabulary: Vocabulary,
): string[] {
  const { numbers, page } = vocabulary.messages;
  const lastDay = computeDayAfterMonths(asOf, ONE);
  const days = [...new Set(measures.flatMap(({ quotationsBy }) => quotationsBy ?? []))].sort();
  const firstDays = days.filter((day) => day <= lastDay);
  const isAtOnce = firstDays[0] === asOf;
  // If the catalogue allows no time for quotations, they have no day of their own.
  if (isAtOnce && catalogue?.quotationMonths === undefined) return [];
  const order = measures.map(({ id }) => id);
  return firstDays.slice(0, isAtOnce ? 2 : 1).map((day) => {
    const ids = measures.flatMap(({ id, quotationsBy }) => (quotationsBy === day ? [id] : []));
    const steps = stepsInWords(ids, order, vocabulary) ?? '';
    return page.quote({ steps, date: day === asOf ? undefined : formatDate(day, numbers) });
  });
}

/**
 * Returns the names of the questions to answer first: facts that would narrow the costs, then answers on which payers
 * depend, then answers on which measures depend.
 */
function findOpenQuestions(
  { recommendation, result }: PolicyReport,
  payers: readonly JudgedInstrument[],
  { inputOf }: Vocabulary,
): string[] {
  const { measures, instruments, clarify = [] } = recommendation;
  const isPlaceFact = (name: string): boolean => PLACE_FACTS.some((fact) => fact === name);
  const costs = measures.flatMap(({ costFrom = [] }) =>
    costFrom.filter((name) => inputOf(name)?.role === 'fact' && result.facts[name] === undefined),
  );
  const places = instruments.filter(isOfferOfOpenPlace).flatMap((judged) => judged.clarify ?? []);
  const payments = payers.flatMap((judged) => judged.clarify ?? []);
  const amounts = payers.flatMap(({ verdict, amount }) => (verdict === 'eligible' ? (amount?.clarify ?? []) : []));
  return [...new Set([...costs, ...places.filter(isPlaceFact), ...payments, ...amounts, ...clarify])].slice(
    0,
    QUESTION_LIMIT,
  );
}

/** The number of months after which the first figures are checked. */
const FIRST_LISTED = 3;

/** Lists the figures that show after the first months whether the first measures succeed. */
function listFigures(report: PolicyReport, { spans }: MeasureTiming, vocabulary: Vocabulary): string[] {
  const { numbers } = vocabulary.messages;
  const begun = report.recommendation.measures.filter(
    ({ id }) => (spans.get(id)?.start ?? FIRST_LISTED) < FIRST_LISTED,
  );
  return begun.slice(0, STEP_LIMIT).flatMap(({ id }) => {
    const kpi = findMeasure(report, id)?.kpi;
    return kpi ? [numbers.labelled(vocabulary.pick(kpi.title) ?? '', vocabulary.pick(kpi.how) ?? '')] : [];
  });
}

/**
 * Writes the first day that the enterprise must keep for money it has yet to apply for: by which the plan needs an
 * application, on which applications close, or on which an instrument expires. Asks for closing dates that are not
 * published.
 */
function writeFirstDeadline(
  payers: readonly JudgedInstrument[],
  report: PolicyReport,
  vocabulary: Vocabulary,
): string[] {
  const { numbers, page } = vocabulary.messages;
  const { recommendation, policies = [], result } = report;
  const openPayers = findOpenPayers(payers, recommendation);
  if (openPayers.length === 0) return [];
  const joinTitles = (ids: readonly string[]): string =>
    numbers.items(
      openPayers.flatMap((judged) => (ids.includes(judged.id) ? [titleOfInstrument(report, judged, vocabulary)] : [])),
    );
  const openIds = new Set(openPayers.map(({ id }) => id));
  const days = planCalendar(recommendation, policies, countryOfFacts(result.facts)).flatMap((day) =>
    isDeadline(day, recommendation) && openIds.has(day.instrument) ? [day] : [],
  );
  const [first] = days;
  const firstIds = days.filter(({ date }) => date === first?.date).map((day) => day.instrument);
  const spentIds = openPayers.flatMap((judged) => (isSpent(judged) && firstIds.includes(judged.id) ? [judged.id] : []));
  const spent = spentIds.length === firstIds.length ? undefined : joinTitles(spentIds);
  const deadlines = first
    ? [
        page.deadline({ kind: first.kind, date: formatDate(first.date, numbers), instrument: joinTitles(firstIds) }),
        ...(spentIds.length === 0 ? [] : [page.deadlineSpent({ instrument: spent })]),
      ]
    : [];
  if (first?.kind === 'ends' || days.some(({ kind }) => kind === 'closes'))
    return deadlines.length === 0 ? [] : [numbers.sentences(deadlines)];
  const ends = openPayers.flatMap((judged) => {
    const until = findInstrument(report, judged)?.instrument.valid?.to;
    return until === undefined ? [] : [{ id: judged.id, until }];
  });
  const [earliest] = ends.map(({ until }) => until).sort();
  const expiring = joinTitles(ends.flatMap(({ id, until }) => (until === earliest ? [id] : [])));
  const until = earliest === undefined ? undefined : formatDate(earliest, numbers);
  const asked = page.noDeadline({
    office: officeToAsk(openPayers, report, vocabulary),
    payers: listPaying(openPayers, report, vocabulary),
    until,
    instrument: expiring,
  });
  return [numbers.sentences([...deadlines, asked])];
}

/**
 * Returns the payers that the enterprise has yet to apply for. Those whose budget is spent are left out unless another
 * one depends on them.
 */
function findOpenPayers(payers: readonly JudgedInstrument[], recommendation: Recommendation): JudgedInstrument[] {
  const openPayers = payers.filter((judged) => !isRequested(judged, recommendation));
  const earlierIds = new Set(openPayers.flatMap((judged) => (isSpent(judged) ? [] : (judged.applyFirst?.after ?? []))));
  return openPayers.filter((judged) => !isSpent(judged) || earlierIds.has(judged.id));
}

type DeadlineDay = CalendarDay & { readonly kind: 'apply' | 'closes' | 'ends'; readonly instrument: string };

/**
 * Whether a day of the calendar is a deadline. An application that is due today is not one, because it is a next step
 * itself.
 */
function isDeadline(day: CalendarDay, { asOf }: Recommendation): day is DeadlineDay {
  return day.kind === 'closes' || day.kind === 'ends' || (day.kind === 'apply' && day.date > asOf);
}

/** Names who lends or pays the money of the payers whose instruments state it; undefined if none does. */
function listPaying(
  payers: readonly JudgedInstrument[],
  report: PolicyReport,
  vocabulary: Vocabulary,
): string | undefined {
  const paying = payers.flatMap((judged) => vocabulary.pick(findInstrument(report, judged)?.instrument.paidBy) ?? []);
  return paying.length === 0 ? undefined : vocabulary.messages.numbers.and([...new Set(paying)]);
}

/** Names whom to ask about the payers; undefined if an instrument does not state its office. */
function officeToAsk(
  payers: readonly JudgedInstrument[],
  report: PolicyReport,
  vocabulary: Vocabulary,
): string | undefined {
  const offices = payers.map((judged) => vocabulary.pick(findInstrument(report, judged)?.instrument.apply?.office));
  const named = offices.filter((office) => office !== undefined);
  return named.length < offices.length ? undefined : vocabulary.messages.numbers.and([...new Set(named)]);
}

/**
 * Writes the own share after likely money, by the estimate used and by the low estimate; undefined if no sum is known.
 */
function writeOwnShare(funding: Funding | undefined, vocabulary: Vocabulary): string | undefined {
  const { numbers, page } = vocabulary.messages;
  if (!funding) return undefined;
  const likelyShare = readFundingSums(funding).likely?.own;
  if (likelyShare === undefined) return undefined;
  const ownShareRemark = numbers.remark(
    moneyInWords(likelyShare, funding.currency, vocabulary),
    page.estimates[funding.estimate],
  );
  return funding.ownLow === undefined
    ? ownShareRemark
    : page.ownLow({ own: ownShareRemark, low: moneyInWords(funding.ownLow, funding.currency, vocabulary) });
}

/** Writes how many sources of each kind were not compared with the original; empty if all were. */
export function unverifiedInWords(
  { recommendation }: PolicyReport,
  { unverified, isWhole }: { readonly unverified: readonly Unverified[]; readonly isWhole: boolean },
  { messages: { numbers, page } }: Vocabulary,
): string[] {
  const payingIds = new Set(rankPayers(recommendation).map(({ id }) => id));
  // Without any funding, there is no office to ask.
  const asksOffice = recommendation.instruments.length > 0;
  const counts = new Map<keyof Messages['policy']['notes']['kinds'], number>();
  for (const { kind, id } of unverified) {
    if (kind !== 'instrument' || payingIds.has(id)) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  const kinds = [...counts].map(([kind, count]) => fillIn(page.kinds[kind], { count }));
  return kinds.length > 0 ? [page.unverified({ what: numbers.and(kinds), asksOffice, isWhole })] : [];
}

/** Lists the uncertainties of the page, one sentence each. */
function writeUncertainties(
  report: PolicyReport,
  payers: readonly JudgedInstrument[],
  vocabulary: Vocabulary,
): Block[] {
  const { page, policy } = vocabulary.messages;
  const { measures } = report.recommendation;
  const lines = [
    ...unprovenInWords(report.recommendation, vocabulary),
    ...writeDoubtsOnSums(report, vocabulary),
    ...(measures.some(({ cost }) => cost?.illustrative) ? [policy.notes.illustrative] : []),
    ...(payers.length > 0 ? [page.notAmong] : []),
  ];
  if (lines.length === 0) return [];
  return [heading(3, 'uncertain', page.uncertain), ...listOf(lines)];
}

export function targetText({ target: { level } }: Recommendation, vocabulary: Vocabulary): string {
  return level === null ? vocabulary.messages.policy.head.highest : vocabulary.levelOf(level, undefined, 'short');
}
