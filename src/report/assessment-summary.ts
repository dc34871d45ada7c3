import type { JudgedInstrument, Recommendation, RecommendedMeasure, ScoreResult } from '../model/index.ts';
import { readFundingSums } from '../policy/index.ts';
import { listLevelRequirements } from '../scoring/index.ts';
import {
  type Block,
  type CellContent,
  createLeftTitles,
  createRightTitles,
  type Fact,
  groupBlocks,
  heading,
  type Inline,
  type Item,
  interpolate,
  leadParagraph,
  listOf,
  paragraph,
  type ScoreRow,
  tableOf,
} from './document/document-model.ts';
import { levelFigure, scoreFigure } from './document/figures.ts';
import { renderTerminalBlocks } from './document/terminal-renderer.ts';
import { calculationInWords, collectPrintedSums, moneyInWords, writeRoundingNote } from './policy/amount-text.ts';
import { applyFirstInWords } from './policy/apply-first-section.ts';
import { summarizeOnRecord, summarizeReassess } from './policy/follow-up-section.ts';
import { tiersInWords, writeDoubtsOnSums } from './policy/funding-section.ts';
import { doubtsInWords, knownAmountInWords, listedInstruments, standingOf } from './policy/instruments-section.ts';
import { raisedInWords, savedInWords } from './policy/measures-section.ts';
import type { TerminalOptions } from './terminal/terminal-options.ts';
import { warningInWords } from './text/answer-text.ts';
import {
  type AssessmentReport,
  findInstrument,
  findTrack,
  nameEnterprise,
  offersTracks,
  type PolicyReport,
  type ReportLanguage,
  titleOfInstrument,
  titleOfMeasure,
  vocabularyOf,
} from './text/assessment-report.ts';
import { dependsOnAnswers, unmetInWords } from './text/condition-text.ts';
import { formatCost, formatDate, formatMonths, formatRange, formatShare } from './text/number-format.ts';
import {
  circumstancesInWords,
  scoreTargetText,
  writeAnsweredNote,
  writeLevelOrNone,
  writeOuterBoundsNote,
} from './text/result-text.ts';
import type { Vocabulary } from './text/vocabulary.ts';

/** The summary of one assessment: its result, what is missing, what to do next, and the files with the details. */
export interface SummaryReport extends AssessmentReport {
  readonly files?: WrittenFiles | undefined;
  /** Whether the files were not written, because this is a trial run. */
  readonly isTrial?: boolean | undefined;
  /** False if no recommendation was requested; the summary then says how to get one. */
  readonly isAdvised?: boolean | undefined;
}

interface WrittenFiles {
  readonly enterprise?: string | undefined;
  readonly policy?: string | undefined;
  /** The path of a policy that was made for an earlier assessment. */
  readonly older?: string | undefined;
  /** The path of the edited policy, which was kept beside the new one. */
  readonly edited?: string | undefined;
  readonly draft?: string | undefined;
}

/** Renders the summary after an assessment for a terminal; ends with a newline. */
export function renderSummary(report: SummaryReport, options: ReportLanguage & TerminalOptions): string {
  return renderTerminalBlocks(summaryBlocks(report, vocabularyOf(report, options)), options);
}

/** Renders only the level, as the last line on a screen that is too small for the whole summary. */
export function renderLevel(report: AssessmentReport, options: ReportLanguage & TerminalOptions): string {
  return renderTerminalBlocks(levelBlocks(report, vocabularyOf(report, options)), options);
}

function summaryBlocks(report: SummaryReport, vocabulary: Vocabulary): Block[] {
  const { summary } = vocabulary.messages;
  return [
    ...headBlocks(report, vocabulary),
    ...levelBlocks(report, vocabulary),
    ...scoreBlocks(report, vocabulary),
    ...missingBlocks(report, vocabulary),
    ...warningBlocks(report, vocabulary),
    ...adviceBlocks(report, vocabulary),
    ...(report.isAdvised === false
      ? [leadParagraph(summary.howToAdvise({ keep: '--files DIR', choose: '--programme ID' }), 'quiet')]
      : []),
    ...fileBlocks(report, vocabulary),
  ];
}

function headBlocks(report: AssessmentReport, vocabulary: Vocabulary): Block[] {
  const { numbers } = vocabulary.messages;
  const { questionnaire, result } = report;
  const { name, key } = nameEnterprise(report);
  const [first, second] = [name, key].filter((title) => title !== undefined);
  const pack = `${result.pack.id} ${result.pack.version}`;
  const lines = [
    numbers.clauses([vocabulary.pick(questionnaire.title) ?? '', pack]),
    circumstancesInWords(report, vocabulary),
  ];
  const secondInline: Inline = second === undefined ? [] : ['  ', { toned: second, tone: 'quiet' }];
  return groupBlocks([
    ...(first === undefined ? [] : [heading(2, 'enterprise', first, ...secondInline)]),
    ...lines.filter((line) => line !== '').map((line) => leadParagraph(line)),
  ]);
}

function levelBlocks({ result: { level } }: AssessmentReport, vocabulary: Vocabulary): Block[] {
  if (!level) return [];
  const { numbers, summary } = vocabulary.messages;
  const figure = levelFigure(level, vocabulary, 'short');
  const { target } = level;
  const targetText = target === undefined ? '' : summary.target({ aim: writeLevelOrNone(target, vocabulary) });
  const text = interpolate((reached) => {
    return numbers.labelled(
      vocabulary.titleOf('level'),
      targetText ? numbers.remark(reached ?? '', targetText) : (reached ?? ''),
    );
  }, figure);
  return [{ kind: 'level', text, value: figure.value }];
}

/** The maximum number of scores in a summary. */
const MAX_LISTED_SCORES = 24;

/** Lists the scores under a heading, with notes on their reliability. */
export function scoreBlocks(report: AssessmentReport, vocabulary: Vocabulary): Block[] {
  const { summary, numbers } = vocabulary.messages;
  const names = report.plan.scores
    .filter(({ name, hidden }) => !hidden && Object.hasOwn(report.result.scores, name))
    .map(({ name }) => name);
  if (names.length === 0) return [];
  const notes = [
    ...(names.length > MAX_LISTED_SCORES ? [summary.more({ count: String(names.length - MAX_LISTED_SCORES) })] : []),
    ...writeAnsweredNote(report, vocabulary),
    ...writeOuterBoundsNote(report, vocabulary),
  ];
  const rows = names
    .slice(0, MAX_LISTED_SCORES)
    .map((name) => scoreRow(name, report.result.scores[name] as ScoreResult, vocabulary));
  return [
    heading(2, 'scores', summary.scores),
    ...groupBlocks([
      { kind: 'scores', rows, decimal: numbers.decimal },
      ...notes.map((note) => paragraph(note, 'quiet')),
    ]),
  ];
}

function scoreRow(name: string, score: ScoreResult, vocabulary: Vocabulary): ScoreRow {
  const { numbers, summary } = vocabulary.messages;
  const { value, maximum, coverage, target } = score;
  const isNumber = typeof value === 'number';
  const figure = scoreFigure(name, score, vocabulary);
  const label = isNumber ? vocabulary.labelOf(name, value) : undefined;
  const hasMaximum = typeof maximum === 'number';
  return {
    title: vocabulary.titleOf(name),
    // If the number has a label, the label is among the remarks, so it is not written here.
    score: isNumber ? { ...figure, text: vocabulary.numberOf(name, value) } : figure,
    maximum: hasMaximum ? maximum : undefined,
    outOf: hasMaximum ? summary.outOf({ maximum: vocabulary.numberOf(name, maximum) }) : '',
    remarks: [
      ...(label === undefined ? [] : [label]),
      ...(coverage < 1 ? [summary.answered({ percent: formatShare(coverage, numbers) })] : []),
      ...(target === undefined ? [] : [summary.target({ aim: scoreTargetText(name, score, vocabulary) })]),
    ].join(', '),
  };
}

/** How many members of a list are named at most. */
const MAX_NAMED_MEMBERS = 3;

/** Lists the unmet requirements of the next level. */
function missingBlocks({ plan, result: { level } }: AssessmentReport, vocabulary: Vocabulary): Block[] {
  const { summary } = vocabulary.messages;
  if (!level) return [];
  // Without a next level, the highest level is reached, but only if the rubric states what each level requires. A level
  // that is the lowest of several others never has a next one.
  const isLadder = listLevelRequirements(plan).length > 0;
  if (!level.next) return isLadder ? [leadParagraph(summary.highest, 'quiet')] : [];
  const lines = unmetInWords(level.next.unmet, vocabulary, MAX_NAMED_MEMBERS);
  if (lines.length === 0) return [];
  const nextLevel = vocabulary.levelOf(level.next.value, level.next.title);
  return [heading(2, 'missing', summary.lacks({ level: nextLevel })), ...listOf(lines)];
}

function warningBlocks({ result: { warnings } }: AssessmentReport, vocabulary: Vocabulary): Block[] {
  if (warnings.length === 0) return [];
  const items = warnings.map(
    (warning): Item => ({ text: [warningInWords(warning, vocabulary)], sign: '!', tone: 'warn' }),
  );
  return [heading(2, 'warnings', vocabulary.messages.summary.warnings), { kind: 'list', items }];
}

function fileBlocks({ files, isTrial = false }: SummaryReport, vocabulary: Vocabulary): Block[] {
  const { summary } = vocabulary.messages;
  const entries = (
    [
      [summary.enterpriseFile, files?.enterprise],
      [summary.policyFile, files?.policy],
      [summary.olderPolicy, files?.older],
      [summary.editedPolicy, files?.edited],
      [summary.draftFile, files?.draft],
    ] as const
  ).flatMap(([label, path]): Fact[] => (path === undefined ? [] : [{ term: [label], text: [{ path }] }]));
  return entries.length === 0
    ? []
    : [heading(2, 'files', isTrial ? summary.filesOfTrial : summary.files), { kind: 'facts', entries }];
}

const MAX_MEASURES = 5;
const MAX_INSTRUMENTS = 4;
const MAX_QUESTIONS = 4;

interface Context {
  readonly report: AssessmentReport;
  readonly recommendation: Recommendation;
  readonly vocabulary: Vocabulary;
}

/** Summarises the policy: track, first measures, costs, outcome, and the verdicts on the instruments. */
function adviceBlocks(report: AssessmentReport, vocabulary: Vocabulary): Block[] {
  const { recommendation, policies = [] } = report;
  if (!recommendation) return [];
  const { summary, numbers } = vocabulary.messages;
  const context: Context = { report, recommendation, vocabulary };
  const title = vocabulary.pick(policies[0]?.title) ?? recommendation.policy.id;
  const alignedLabels = [summary.track, summary.total, summary.after, summary.money, summary.clarify];
  const factBlocks = (entries: readonly Fact[]): Block[] =>
    entries.length === 0 ? [] : [{ kind: 'facts', entries, alignedWith: alignedLabels }];
  const { cost, measures, target } = recommendation;
  return [
    heading(2, 'policy', summary.policy({ title, date: formatDate(recommendation.asOf, numbers) })),
    ...factBlocks(offersTracks(report) ? [{ term: [summary.track], text: [trackInWords(context)] }] : []),
    ...summarizeReassess({ recommendation, measures: report.measures }, vocabulary),
    ...summarizeOnRecord({ ...report, recommendation }, vocabulary),
    ...groupBlocks([
      ...measureBlocks(context),
      ...factBlocks([
        ...(cost ? [{ term: [summary.total], text: [costInWords(context)] }] : []),
        ...(cost ? savedInWords(cost, vocabulary) : []).map((text) => ({ term: [], text: [text] })),
        ...(measures.length > 0 || !target.reached ? [{ term: [summary.after], text: [outcomeInWords(context)] }] : []),
        // The requirements listed above lead only to the next level, so a plan that aims higher states why.
        ...raisedInWords(target, vocabulary).map((text) => ({ term: [], text: [text] })),
      ]),
    ]),
    ...factBlocks(writeFundingFacts(context)),
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

function measureBlocks({ report, recommendation, vocabulary }: Context): Block[] {
  const { summary, policy, numbers } = vocabulary.messages;
  const { measures } = recommendation;
  if (measures.length === 0) return [paragraph(policy.measures.none)];
  const rows = measures
    .slice(0, MAX_MEASURES)
    .map((measure, i): CellContent[] => [
      `${i + 1}. ${titleOfMeasure(report, measure.id, vocabulary)}`,
      measure.cost ? formatCost(measure.cost, numbers) : '',
      { text: [monthsOf(measure, vocabulary)], tone: 'quiet' },
    ]);
  const remainingCount = measures.length - rows.length;
  const moreLine = summary.moreMeasures({ count: String(remainingCount) });
  return [
    ...tableOf([...createLeftTitles(''), ...createRightTitles('', '')], rows),
    ...(remainingCount > 0
      ? [{ kind: 'list' as const, items: [{ text: [moreLine], sign: '  ', tone: 'quiet' as const }] }]
      : []),
  ];
}

function monthsOf({ months }: RecommendedMeasure, { messages }: Vocabulary): string {
  if (!months) return '';
  const { numbers } = messages;
  const writeMonths = (value: number): string => formatMonths(value, numbers);
  // The text of a range is in the plural, even if it starts with one month.
  const n = months.low === months.high ? months.high : 2;
  return numbers.months(formatRange(months.low, months.high, { numbers, write: writeMonths }) as string, n);
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

function outcomeInWords({ report, recommendation, vocabulary }: Context): string {
  const { numbers, roadmap, summary } = vocabulary.messages;
  const { level, levelAfter = null, reached, painsFirst, confirm = [], unmet = [], excluded } = recommendation.target;
  const sureLevel = writeLevelOrNone(levelAfter, vocabulary);
  const levelSentence =
    confirm.length === 0
      ? sureLevel
      : summary.ifConfirmed({ level: sureLevel, answers: numbers.items(confirm.map(vocabulary.titleOf)) });
  if (reached || level === null) return levelSentence;
  if (excluded) {
    const titles = excluded.map((id) => numbers.quote(titleOfMeasure(report, id, vocabulary)));
    const missed = numbers.labelled(
      vocabulary.levelOf(level),
      roadmap.notReachableWithout({ measures: numbers.and(titles) }),
    );
    return numbers.list([levelSentence, missed]);
  }
  const missedText = painsFirst ? summary.painsFirst : dependsOnAnswers(unmet) ? summary.notSure : summary.notReached;
  return numbers.list([levelSentence, missedText({ level: vocabulary.levelOf(level) })]);
}

function writeFundingFacts({ report, recommendation, vocabulary }: Context): Fact[] {
  const { summary, numbers } = vocabulary.messages;
  const listInstrumentsInState = (standing: ReturnType<typeof standingOf>) =>
    listedInstruments(recommendation).filter((instrument) => standingOf(instrument) === standing);
  const [granted, likely, undecided, refused] = [
    listInstrumentsInState('certain'),
    listInstrumentsInState('likely'),
    listInstrumentsInState('possible'),
    listInstrumentsInState('refused'),
  ];
  const eligible = [...granted, ...likely];
  if (eligible.length + undecided.length + refused.length === 0) return [];
  const counts = [
    ...(granted.length > 0 ? [summary.granted({ count: String(granted.length) })] : []),
    summary.eligible({ count: String(likely.length) }),
    summary.undecided({ count: String(undecided.length) }),
    summary.refused({ count: String(refused.length) }),
  ];
  const itemsOf = (sign: string, lines: readonly string[]): Item[] => lines.map((text) => ({ text: [text], sign }));
  const doubtful = undecided
    .filter(({ verdict, amount }) => verdict === 'eligible' && amount?.value !== '0')
    .slice(0, MAX_INSTRUMENTS);
  const questions = [...new Set(undecided.flatMap(({ clarify = [] }) => clarify))];
  const askedQuestions = questions.slice(0, MAX_QUESTIONS).map(vocabulary.promptOf);
  const unaskedCount = questions.length - askedQuestions.length;
  return [
    {
      term: [summary.money],
      text: [numbers.clauses(counts)],
      items: [
        ...eligible.slice(0, MAX_INSTRUMENTS).map((judged) => writeEligibleInstrument(judged, report, vocabulary)),
        ...itemsOf(
          '?',
          doubtful.map((judged) => writeDoubtfulInstrument(judged, report, vocabulary)),
        ),
        ...itemsOf('=', sumLines({ ...report, recommendation }, vocabulary)),
        ...itemsOf('!', applyFirstInWords({ ...report, recommendation }, vocabulary)),
        ...itemsOf('!', writeDoubtsOnSums({ ...report, recommendation }, vocabulary)),
      ],
    },
    ...(askedQuestions.length === 0
      ? []
      : [
          {
            term: [summary.clarify],
            text: [],
            items: [
              ...itemsOf('•', askedQuestions),
              ...(unaskedCount > 0 ? [{ text: [summary.more({ count: String(unaskedCount) })] }] : []),
            ],
          },
        ]),
  ];
}

/** Describes an instrument that is available: its title, its money and how that is calculated. */
function writeEligibleInstrument(judged: JudgedInstrument, report: AssessmentReport, vocabulary: Vocabulary): Item {
  const title = titleOfInstrument(report, judged, vocabulary);
  const { amount } = judged;
  const foundInstrument = findInstrument(report, judged);
  if (!amount || !foundInstrument) return { text: [title], sign: '+', tone: 'good' };
  const calculation = calculationInWords(amount, foundInstrument.instrument, vocabulary);
  return {
    text: [vocabulary.messages.numbers.labelled(title, knownAmountInWords(amount, vocabulary))],
    sign: '+',
    tone: 'good',
    ...(calculation === undefined ? {} : { items: [{ text: [calculation] }] }),
  };
}

/** Describes an instrument that would be available: its title, and why its money is uncertain. */
function writeDoubtfulInstrument(judged: JudgedInstrument, report: SummaryReport, vocabulary: Vocabulary): string {
  const { numbers } = vocabulary.messages;
  const title = titleOfInstrument(report, judged, vocabulary);
  const text = judged.amount ? numbers.labelled(title, knownAmountInWords(judged.amount, vocabulary)) : title;
  const instrument = findInstrument(report, judged)?.instrument;
  return numbers.clauses([text, ...doubtsInWords(judged.doubts, instrument, vocabulary.messages)]);
}

/** Writes the sum of each tier's money and the own share that it leaves; nothing if the plan has no cost. */
function sumLines(report: PolicyReport, vocabulary: Vocabulary): string[] {
  const { funding } = report.recommendation;
  const sums = funding && readFundingSums(funding);
  if (!sums || (sums.likely?.instruments.length === 0 && !sums.possible)) return [];
  const { sum } = vocabulary.messages.funding;
  const { labelled } = vocabulary.messages.numbers;
  const writeMoney = (text: string): string => moneyInWords(text, funding.currency, vocabulary);
  const { unknown = [], undecided = [], loans = [], services = [], otherCurrency = [] } = funding;
  const countedIds = new Set(sums.possible?.instruments.map(({ id }) => id));
  const outsideCount = [unknown, undecided, loans, services, otherCurrency]
    .flat()
    .filter((id) => !countedIds.has(id)).length;
  const { interest = '0', otherCosts } = sums.likely ?? {};
  return [
    ...tiersInWords(report, vocabulary).map(({ title, text }) => labelled(title, text)),
    ...(interest === '0' ? [] : [sum.ofWhichInterest({ money: writeMoney(interest) })]),
    ...(otherCosts === undefined ? [] : [sum.ofWhichOther({ money: writeMoney(otherCosts) })]),
    ...writeRoundingNote(collectPrintedSums(funding), vocabulary),
    ...(outsideCount > 0 ? [sum.outside({ count: String(outsideCount) })] : []),
  ];
}
