import type { Funding, JudgedInstrument, Recommendation, RecommendedMeasure } from '../model/index.ts';
import { calculationInWords, moneyInWords, printedSums, roundingNote } from './policy/amount-text.ts';
import { onRecordLines, reassessLines } from './policy/follow-up-section.ts';
import { doubtsOnSums } from './policy/funding-section.ts';
import { doubtsInWords, knownAmountInWords, standingOf } from './policy/instruments-section.ts';
import { savedInWords } from './policy/measures-section.ts';
import {
  item,
  joinGroups,
  labelled,
  labelWidthOf,
  makeTerminalPage,
  section,
  type TerminalOptions,
  type TerminalPage,
} from './terminal/terminal-page.ts';
import { padEnd, padStart, sanitizeLine, textWidth, wrapText } from './terminal/terminal-text.ts';
import {
  type AssessmentReport,
  findInstrument,
  findTrack,
  nameEnterprise,
  type ReportLanguage,
  titleOfInstrument,
  titleOfMeasure,
  vocabularyOf,
} from './text/assessment-report.ts';
import { dependsOnAnswers } from './text/condition-text.ts';
import { formatCost, formatDate, formatMonths, formatRange } from './text/number-format.ts';
import {
  circumstancesInWords,
  levelLines,
  levelOrNone,
  missingLines,
  scoreLines,
  warningLines,
} from './text/result-text.ts';
import type { Vocabulary } from './text/vocabulary.ts';

/** The summary of one assessment: its result, what is missing, what to do, and which files hold it all. */
export interface SummaryReport extends AssessmentReport {
  readonly files?: WrittenFiles | undefined;
  /** False if no recommendation was requested; the summary then says how to get one. */
  readonly isAdvised?: boolean | undefined;
}

interface WrittenFiles {
  readonly enterprise?: string | undefined;
  readonly policy?: string | undefined;
  /** A policy of an earlier assessment. */
  readonly older?: string | undefined;
  /** The policy that somebody edited, kept beside the new one. */
  readonly edited?: string | undefined;
  readonly draft?: string | undefined;
}

/** Renders the summary after an assessment for a terminal; ends with a newline. */
export function renderSummary(report: SummaryReport, options: ReportLanguage & TerminalOptions): string {
  const vocabulary = vocabularyOf(report, options);
  const page = makeTerminalPage(options);
  return joinGroups([
    headLines(report, vocabulary, page),
    levelLines(report, vocabulary, page),
    scoreLines(report, vocabulary, page),
    missingLines(report, vocabulary, page),
    warningLines(report, vocabulary, page),
    adviceLines(report, vocabulary, page),
    report.isAdvised === false
      ? wrapText(options.messages.summary.howToAdvise({ keep: '--files DIR', choose: '--policy ID' }), page.width).map(
          (line) => page.paint.dim(line),
        )
      : [],
    fileLines(report.files, vocabulary, page),
  ]);
}

function headLines(report: AssessmentReport, vocabulary: Vocabulary, page: TerminalPage): string[] {
  const { numbers } = vocabulary.messages;
  const { questionnaire, result } = report;
  const { name, key } = nameEnterprise(report);
  const titles = [name, key].filter((title) => title !== undefined).map(sanitizeLine);
  const pack = `${result.pack.id} ${result.pack.version}`;
  const lines = [
    numbers.clauses([sanitizeLine(vocabulary.pick(questionnaire.title) ?? ''), pack]),
    sanitizeLine(circumstancesInWords(report, vocabulary)),
  ];
  return [
    ...headTitle(titles, page),
    ...lines.filter((line) => line !== '').flatMap((line) => wrapText(line, page.width)),
  ];
}

function headTitle(titles: readonly string[], page: TerminalPage): string[] {
  const [first, second] = titles;
  if (first === undefined) return [];
  if (second === undefined) return section(page, first);
  const together = textWidth(first) + 2 + textWidth(second) <= page.width;
  return together
    ? [`${page.paint.bold(first)}  ${page.paint.dim(second)}`]
    : section(page, first, [page.paint.dim(second)]);
}

/** Lists the files; paths do not wrap, so that they can be copied. */
function fileLines(files: WrittenFiles | undefined, vocabulary: Vocabulary, page: TerminalPage): string[] {
  const { summary } = vocabulary.messages;
  const listed = [
    [summary.enterpriseFile, files?.enterprise],
    [summary.policyFile, files?.policy],
    [summary.olderPolicy, files?.older],
    [summary.editedPolicy, files?.edited],
    [summary.draftFile, files?.draft],
  ].flatMap(([label, path]) => (path === undefined ? [] : [{ label: label as string, path: sanitizeLine(path) }]));
  if (listed.length === 0) return [];
  const labelWidth = labelWidthOf(listed.map(({ label }) => label));
  return section(
    page,
    summary.files,
    listed.flatMap(({ label, path }) => {
      const fits = labelWidth + 4 + textWidth(path) <= page.width && !path.includes(' ');
      return fits ? labelled(page, label, path, labelWidth) : [page.paint.dim(`  ${label}`), `  ${path}`];
    }),
  );
}

const MOST_MEASURES = 5;
const MOST_INSTRUMENTS = 4;
const MOST_QUESTIONS = 4;
const GAP = '  ';

type Label = (name: string, text: string, mark?: string) => string[];

interface Context {
  readonly report: AssessmentReport;
  readonly recommendation: Recommendation;
  readonly vocabulary: Vocabulary;
  readonly page: TerminalPage;
}

/** Summarises the policy: track, first measures, costs, outcome, and the state of the instruments. */
function adviceLines(report: AssessmentReport, vocabulary: Vocabulary, page: TerminalPage): string[] {
  const { recommendation, policies = [] } = report;
  if (!recommendation) return [];
  const { summary, numbers } = vocabulary.messages;
  const context: Context = { report, recommendation, vocabulary, page };
  const title = vocabulary.pick(policies[0]?.title) ?? recommendation.policy.id;
  const labels = [summary.track, summary.total, summary.after, summary.money, summary.clarify];
  const label: Label = (name, text, mark) => labelled(page, name, text, labelWidthOf(labels), mark);
  return [
    ...section(page, summary.policy({ title, date: formatDate(recommendation.asOf, numbers) }), [
      ...label(summary.track, trackInWords(context)),
    ]),
    '',
    ...reassessLines({ recommendation, measures: report.measures }, vocabulary, page),
    ...onRecordLines({ ...report, recommendation }, vocabulary, page),
    ...measureLines(context),
    ...(recommendation.cost ? label(summary.total, costInWords(context)) : []),
    ...(recommendation.cost ? savedInWords(recommendation.cost, vocabulary) : []).flatMap((text) => label('', text)),
    ...(recommendation.measures.length > 0 || !recommendation.target.reached
      ? label(summary.after, outcomeInWords(context))
      : []),
    ...fundingLines(context, label),
  ];
}

function trackInWords({ report, recommendation, vocabulary }: Context): string {
  const { summary, numbers } = vocabulary.messages;
  const { track } = recommendation;
  const titleOf = (id: string): string => vocabulary.pick(findTrack(report, id)?.title) ?? id;
  if (track.id !== undefined) return titleOf(track.id);
  return track.truth === 'fails'
    ? summary.noTrack
    : summary.trackOpen({ tracks: numbers.or((track.possible ?? []).map(titleOf)) });
}

function measureLines({ report, recommendation, vocabulary, page }: Context): string[] {
  const { summary } = vocabulary.messages;
  const { measures } = recommendation;
  if (measures.length === 0) return item(page, '', vocabulary.messages.policy.measures.none);
  const rows = measures.slice(0, MOST_MEASURES).map((measure, i) => ({
    mark: `${i + 1}. `,
    title: sanitizeLine(titleOfMeasure(report, measure.id, vocabulary)),
    cost: measure.cost ? formatCost(measure.cost, vocabulary.messages.numbers) : '',
    months: monthsOf(measure, vocabulary),
  }));
  const [costWidth, monthsWidth] = [
    labelWidthOf(rows.map(({ cost }) => cost)),
    labelWidthOf(rows.map(({ months }) => months)),
  ];
  const markWidth = labelWidthOf(rows.map(({ mark }) => mark));
  const room = page.width - 3 * GAP.length - markWidth - costWidth - monthsWidth;
  const titleWidth = Math.min(room, Math.max(...rows.map(({ title }) => textWidth(title))));
  const remaining = measures.length - rows.length;
  return [
    ...rows.flatMap(({ mark, title, cost, months }) => {
      const [first = '', ...others] = wrapText(title, titleWidth);
      const start = `${GAP}${padStart(mark, markWidth)}${padEnd(first, titleWidth)}`;
      const indent = ' '.repeat(GAP.length + markWidth);
      return [
        `${start}${GAP}${padStart(cost, costWidth)}${GAP}${page.paint.dim(padStart(months, monthsWidth))}`.trimEnd(),
        ...others.map((line) => indent + line),
      ];
    }),
    ...(remaining > 0
      ? item(page, ' '.repeat(markWidth), summary.moreMeasures({ count: String(remaining) }), page.paint.dim)
      : []),
  ];
}

function monthsOf({ months }: RecommendedMeasure, { messages }: Vocabulary): string {
  if (!months) return '';
  const { numbers } = messages;
  const write = (value: number): string => formatMonths(value, numbers);
  // A range is never a single month.
  const n = months.low === months.high ? months.high : 2;
  return numbers.months(formatRange(months.low, months.high, { numbers, write }) as string, n);
}

function costInWords({ recommendation, vocabulary }: Context): string {
  const { numbers, summary } = vocabulary.messages;
  const cost = recommendation.cost as NonNullable<Recommendation['cost']>;
  const { illustrative, without = [] } = cost;
  const sum = formatCost(cost, numbers);
  const remarks = [
    ...(illustrative ? [summary.illustrative] : []),
    ...(without.length > 0 ? [summary.without({ count: String(without.length) })] : []),
  ];
  return remarks.length === 0 ? sum : numbers.remark(sum, numbers.list(remarks));
}

function outcomeInWords({ recommendation, vocabulary }: Context): string {
  const { numbers, summary } = vocabulary.messages;
  const { level, levelAfter = null, reached, confirm = [], unmet = [] } = recommendation.target;
  const sure = levelOrNone(levelAfter, vocabulary);
  const after =
    confirm.length === 0
      ? sure
      : summary.ifConfirmed({ level: sure, answers: numbers.items(confirm.map(vocabulary.titleOf)) });
  if (reached || level === null) return after;
  const missed = dependsOnAnswers(unmet) ? summary.notSure : summary.notReached;
  return numbers.list([after, missed({ level: vocabulary.levelOf(level) })]);
}

function fundingLines({ report, recommendation, vocabulary, page }: Context, label: Label): string[] {
  const { summary, numbers } = vocabulary.messages;
  const instrumentsWith = (verdict: string) =>
    recommendation.instruments.filter((instrument) => standingOf(instrument) === verdict);
  const [eligible, undecided, refused] = [
    instrumentsWith('eligible'),
    instrumentsWith('undecided'),
    instrumentsWith('refused'),
  ];
  if (eligible.length + undecided.length + refused.length === 0) return [];
  const counts = [
    summary.eligible({ count: String(eligible.length) }),
    summary.undecided({ count: String(undecided.length) }),
    summary.refused({ count: String(refused.length) }),
  ];
  const good = (text: string): string[] => label('', text, '+ ').map((line) => page.paint.green(line));
  const questions = [...new Set(undecided.flatMap(({ clarify = [] }) => clarify))];
  return [
    '',
    ...label(summary.money, numbers.clauses(counts)),
    ...eligible.slice(0, MOST_INSTRUMENTS).flatMap((judged) => {
      const title = titleOfInstrument(report, judged, vocabulary);
      const { amount } = judged;
      if (!amount || !findInstrument(report, judged)) return good(title);
      const calculation = calculationInWords(amount, vocabulary);
      return [
        ...good(numbers.labelled(title, knownAmountInWords(amount, vocabulary))),
        ...(calculation === undefined ? [] : label('', calculation, '  ')),
      ];
    }),
    ...undecided
      .filter(({ verdict, amount }) => verdict === 'eligible' && amount?.value !== '0')
      .slice(0, MOST_INSTRUMENTS)
      .flatMap((judged) => label('', doubtfulLine(judged, report, vocabulary), '? ')),
    ...sumLines(recommendation.funding, vocabulary).flatMap((line) => label('', line, '= ')),
    ...doubtsOnSums({ ...report, recommendation }, vocabulary).flatMap((line) => label('', line, '! ')),
    ...questions
      .slice(0, MOST_QUESTIONS)
      .flatMap((name, i) => label(i === 0 ? summary.clarify : '', vocabulary.promptOf(name), '• ')),
    ...(questions.length > MOST_QUESTIONS
      ? label('', summary.more({ count: String(questions.length - MOST_QUESTIONS) }))
      : []),
  ];
}

/** Names an instrument that would be available, and why its money is uncertain. */
function doubtfulLine(judged: JudgedInstrument, report: SummaryReport, vocabulary: Vocabulary): string {
  const { numbers } = vocabulary.messages;
  const title = titleOfInstrument(report, judged, vocabulary);
  const text = judged.amount ? numbers.labelled(title, knownAmountInWords(judged.amount, vocabulary)) : title;
  const instrument = findInstrument(report, judged)?.instrument;
  return numbers.clauses([text, ...doubtsInWords(judged.doubts, instrument, vocabulary.messages)]);
}

/** Says what the certain money adds up to and what is left to pay; nothing while no money is certain. */
function sumLines(funding: Funding | undefined, vocabulary: Vocabulary): string[] {
  if (!funding || funding.cautious.instruments.length === 0) return [];
  const { sum } = vocabulary.messages.funding;
  const money = (text: string): string => moneyInWords(text, funding.currency, vocabulary);
  const { cautious, ifCombined, unknown = [], undecided = [], loans = [], services = [], otherCurrency = [] } = funding;
  const outside = [unknown, undecided, loans, services, otherCurrency].flat().length;
  const { interest, otherCosts } = ifCombined ?? cautious;
  return [
    ...(ifCombined
      ? [sum.cautious({ money: money(cautious.total) }), sum.hopeful({ money: money(ifCombined.total) })]
      : [sum.total({ money: money(cautious.total) })]),
    ...(interest === '0' ? [] : [sum.ofWhichInterest({ money: money(interest) })]),
    ...(otherCosts === undefined ? [] : [sum.ofWhichOther({ money: money(otherCosts) })]),
    ...(cautious.own === ifCombined?.own || !ifCombined
      ? [sum.own({ money: money(cautious.own) })]
      : [sum.ownBetween({ low: money(ifCombined.own), high: money(cautious.own) })]),
    ...roundingNote(printedSums(funding), vocabulary),
    ...(outside > 0 ? [sum.outside({ count: String(outside) })] : []),
  ];
}
