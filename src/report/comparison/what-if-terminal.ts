import { fillIn } from '../../i18n/index.ts';
import {
  type Funding,
  fromNumber,
  type LevelResult,
  MAX_DECIMALS,
  type Measures,
  type Policy,
  type Rational,
  type Recommendation,
  round,
  type ScoreResult,
  subtract,
  toNumber,
} from '../../model/index.ts';
import {
  type ComparedAnswer,
  type ComparedSide,
  parseExactMoney,
  readFundingSums,
  type WhatIfComparison,
} from '../../policy/index.ts';
import type { Plan } from '../../scoring/index.ts';
import {
  type Cell,
  type CellContent,
  createLeftTitles,
  createRightTitles,
  groupBlocks,
  heading,
  type Item,
  paragraph,
  tableOf,
} from '../document/document-model.ts';
import { renderTerminalBlocks } from '../document/terminal-renderer.ts';
import { moneyInWords } from '../policy/amount-text.ts';
import type { TerminalOptions } from '../terminal/terminal-options.ts';
import { titleOfInstrument, titleOfMeasure } from '../text/assessment-report.ts';
import { type TextLine, unmetInWords } from '../text/condition-text.ts';
import { formatCost, formatMoney, formatNumber } from '../text/number-format.ts';
import { levelInWords, scoreText, writeLevelOrNone } from '../text/result-text.ts';
import type { Vocabulary } from '../text/vocabulary.ts';
import { writeSignedPoints } from './comparison-figures.ts';

/** Renders the effects of changed answers side by side, for a terminal; ends with a newline. */
export function renderWhatIf(
  report: WhatIfReport,
  { vocabulary, ...options }: TerminalOptions & { readonly vocabulary: Vocabulary },
): string {
  const { whatIf, comparison } = vocabulary.messages;
  const groups = [
    addHeading(whatIf.answers, answerRows(report, vocabulary)),
    levelRows(report, vocabulary),
    addHeading(whatIf.scores, scoreRows(report, vocabulary)),
    lackRows(report, vocabulary),
    addHeading(whatIf.policy, policyRows(report, vocabulary)),
  ].filter((rows) => rows.length > 0);
  const blocks = [
    ...groupBlocks([heading(2, 'what-if', report.subject)]),
    ...tableOf(
      [...createLeftTitles('', whatIf.now, whatIf.changed), ...createRightTitles(comparison.trend.change)],
      groups.flatMap((rows, i) => (i === 0 ? rows : [[], ...rows])),
    ),
    paragraph(whatIf.unwritten, 'quiet'),
  ];
  return renderTerminalBlocks(blocks, options);
}

type Row = readonly CellContent[];

function addHeading(title: string, rows: readonly Row[]): readonly Row[] {
  return rows.length === 0 ? [] : [[{ text: [{ strong: title }] }], ...rows];
}

/** Two variants of the answers, and how their results differ. */
interface WhatIfReport {
  readonly plan: Plan;
  /** The enterprise, its assessment and the pack, as one title. */
  readonly subject: string;
  readonly before: ComparedSide;
  readonly after: ComparedSide;
  readonly comparison: WhatIfComparison;
  readonly measures: Measures | undefined;
  readonly policies: readonly Policy[];
  /** Whether unchanged scores are listed too. */
  readonly all: boolean;
}

/** How many members of a list are named at most. */
const MAX_MEMBERS_NAMED = 3;

/** Tabulates the answers that differ: first those that were set, then those derived from them. */
function answerRows({ comparison }: WhatIfReport, vocabulary: Vocabulary): Row[] {
  const { comparison: words, numbers } = vocabulary.messages;
  const [set, follows] = [true, false].map((isSet) =>
    comparison.answers.filter((difference) => difference.isSet === isSet),
  );
  return [...(set ?? []), ...(follows ?? [])].map(({ name, isSet, before, after }) => {
    const title = vocabulary.titleOf(name);
    return [
      isSet ? title : numbers.remark(title, words.trend.follows),
      createLinesCell([answerTexts(name, before, vocabulary)].flat()),
      createLinesCell([answerTexts(name, after, vocabulary)].flat()),
      typeof before.value === 'number' && typeof after.value === 'number'
        ? writeSignedDifference(
            vocabulary.roundOf(name, before.value),
            vocabulary.roundOf(name, after.value),
            vocabulary,
          )
        : '',
    ];
  });
}

/** Creates a cell of several lines. */
function createLinesCell([first = '', ...others]: readonly string[]): Cell {
  return { text: [first], items: others.map((text) => ({ text: [text] })) };
}

/** Creates a cell with a list below its text. */
function listCell(text: string, unmetLines: readonly string[]): Cell {
  return { text: [text], items: unmetLines.map((line): Item => ({ text: [line], sign: '•' })) };
}

/** Writes an answer; several options as separate texts. */
export function answerTexts(name: string, { state, value }: ComparedAnswer, vocabulary: Vocabulary): string | string[] {
  const { words } = vocabulary.messages;
  if (state === 'notAsked') return words.notAsked;
  if (value === undefined) return words.states[state];
  return Array.isArray(value)
    ? value.length === 0
      ? vocabulary.valueText(name, value)
      : value.map((option) => vocabulary.valueText(name, option))
    : vocabulary.valueText(name, value);
}

function levelRows({ before, after }: WhatIfReport, vocabulary: Vocabulary): Row[] {
  const [oldValue, newValue] = [before, after].map(({ assessed }) => assessed.result.level);
  if (!oldValue || !newValue) return [];
  const writeLevel = (level: LevelResult): string => levelInWords(level, vocabulary, 'short');
  const isHigher = newValue.lowest !== null && (oldValue.lowest === null || newValue.lowest > oldValue.lowest);
  const cells = [
    vocabulary.titleOf('level'),
    writeLevel(oldValue),
    writeLevel(newValue),
    differenceOf(oldValue.value, newValue.value, vocabulary),
  ];
  return [cells.map((text): Cell => ({ text: [{ strong: text }], ...(isHigher ? { tone: 'good' } : {}) }))];
}

function lackRows({ before, after }: WhatIfReport, vocabulary: Vocabulary): Row[] {
  const { whatIf, numbers } = vocabulary.messages;
  const [oldValue, newValue] = [before, after].map(({ assessed }) => assessed.result.level?.next);
  if (!oldValue && !newValue) return [];
  const nextLevelText = (next: typeof oldValue): string =>
    next ? numbers.labelled(vocabulary.levelOf(next.value, next.title), '').trim() : whatIf.nothing;
  const unmetLines = (next: typeof oldValue): string[] =>
    unmetInWords(next?.unmet ?? [], vocabulary, MAX_MEMBERS_NAMED).flatMap(flattenLines);
  return [
    [{ text: [{ strong: whatIf.lacks }] }],
    [
      '',
      listCell(nextLevelText(oldValue), unmetLines(oldValue)),
      listCell(nextLevelText(newValue), unmetLines(newValue)),
    ],
  ];
}

function flattenLines({ text, parts = [] }: TextLine): string[] {
  return [text, ...parts.flatMap(flattenLines)];
}

/** Tabulates the scores that differ, and counts the scores that are equal; with `all`, tabulates all scores. */
function scoreRows({ plan, before, after, comparison, all }: WhatIfReport, vocabulary: Vocabulary): Row[] {
  const { whatIf } = vocabulary.messages;
  const [oldValue, newValue] = [before.assessed.result.scores, after.assessed.result.scores];
  const visibleScores = plan.scores.filter(({ name, hidden }) => !hidden && Object.hasOwn(oldValue, name));
  const changedNames = new Set(comparison.scores.map(({ name }) => name));
  const listedScores = all ? visibleScores : visibleScores.filter(({ name }) => changedNames.has(name));
  const omittedCount = visibleScores.length - listedScores.length;
  return [
    ...(changedNames.size === 0 ? [[whatIf.noScore]] : []),
    ...listedScores.map(({ name }): Row => {
      const [one, other] = [oldValue[name] as ScoreResult, newValue[name] as ScoreResult];
      const texts = [one, other].map((score) => scoreText(name, score, vocabulary));
      return [vocabulary.titleOf(name), ...texts, changeOf(name, one, other, vocabulary)];
    }),
    ...(omittedCount > 0 ? [[whatIf.others({ count: String(omittedCount), option: '--all', n: omittedCount })]] : []),
  ];
}

/** Writes the change of a score, which is rounded only once; empty if either number is open. */
function changeOf(name: string, before: ScoreResult, after: ScoreResult, vocabulary: Vocabulary): string {
  if (typeof before.value !== 'number' || typeof after.value !== 'number') return '';
  return writeSignedPoints(subtract(fromNumber(after.value), fromNumber(before.value)), name, vocabulary);
}

/**
 * Compares the policies: the target, the measures that only one plan has, the costs, and the instruments with different
 * verdicts.
 */
function policyRows({ before, after, comparison, measures, policies }: WhatIfReport, vocabulary: Vocabulary): Row[] {
  const { messages } = vocabulary;
  const { whatIf, policy: words } = messages;
  const { policy } = comparison;
  const [oldValue, newValue] = [before.recommendation, after.recommendation];
  if (!policy || !oldValue || !newValue) return [];
  // The plan for the changed answers was made with the other plan as its earlier plan, so it states why measures were
  // added or dropped.
  const titleOf = (id: string): string => {
    const title = titleOfMeasure({ measures }, id, vocabulary);
    const reason = newValue.changes?.find((candidate) => candidate.id === id)?.why;
    if (reason === undefined) return title;
    return messages.numbers.clauses([title, fillIn(messages.priorities.whyChanged[reason], { n: 1, limit: 'both' })]);
  };
  const createRowOfBoth = (
    label: string,
    say: (recommendation: Recommendation) => string,
    change: string | string[] = '',
  ): Row => [label, say(oldValue), say(newValue), createLinesCell([change].flat())];
  const describeChange = (read: (recommendation: Recommendation) => unknown): string =>
    differenceOf(read(oldValue), read(newValue), vocabulary);
  const isSame = [policy.added, policy.dropped, policy.instruments].every(({ length }) => length === 0);
  return [
    createRowOfBoth(
      words.head.target,
      ({ target }) => (target.level === null ? messages.policy.head.highest : vocabulary.levelOf(target.level)),
      describeChange(({ target }) => target.level),
    ),
    createRowOfBoth(
      words.measures.title,
      (recommendation) => String(recommendation.measures.length),
      describeChange((recommendation) => recommendation.measures.length),
    ),
    ...(policy.dropped.length > 0 ? [[whatIf.dropped, listCell('', policy.dropped.map(titleOf))]] : []),
    ...(policy.added.length > 0 ? [[whatIf.added, '', listCell('', policy.added.map(titleOf))]] : []),
    createRowOfBoth(
      words.measures.cost,
      ({ cost }) => (cost ? formatCost(cost, messages.numbers) : '–'),
      writeCostChange(oldValue, newValue, vocabulary),
    ),
    ...(oldValue.funding && newValue.funding
      ? [
          createRowOfBoth(
            messages.page.own,
            (recommendation) => findOwnShare(recommendation, vocabulary),
            writeOwnShareChange(oldValue.funding, newValue.funding, vocabulary),
          ),
        ]
      : []),
    createRowOfBoth(
      messages.summary.after,
      ({ target }) => writeLevelOrNone(target.levelAfter ?? null, vocabulary),
      describeChange(({ target }) => target.levelAfter),
    ),
    ...policy.instruments.map((difference) => [
      titleOfInstrument({ policies }, difference, vocabulary),
      ...[difference.before, difference.after].map((verdict) =>
        verdict === 'office' ? '–' : words.instruments[verdict],
      ),
    ]),
    ...(isSame ? [[whatIf.samePolicy]] : []),
  ];
}

/** Writes the change of each end of the cost; a single number if both change by the same amount. */
function writeCostChange(
  { cost: oldValue }: Recommendation,
  { cost: newValue }: Recommendation,
  vocabulary: Vocabulary,
): string[] {
  if (!oldValue || !newValue) return [''];
  const describeChange = (end: 'low' | 'high'): string =>
    writeMoneyDifference(fromNumber(oldValue[end]), fromNumber(newValue[end]), vocabulary);
  return [...new Set([describeChange('low'), describeChange('high')])];
}

function writeOwnShareChange(oldValue: Funding, newValue: Funding, vocabulary: Vocabulary): string {
  const ownShareOf = (funding: Funding): Rational => parseExactMoney(readFundingSums(funding).likely?.own ?? '0');
  return writeMoneyDifference(ownShareOf(oldValue), ownShareOf(newValue), vocabulary);
}

/** Writes the own share after likely money. */
function findOwnShare({ funding }: Recommendation, vocabulary: Vocabulary): string {
  const ownShare = funding && readFundingSums(funding).likely?.own;
  return ownShare ? moneyInWords(ownShare, funding.currency, vocabulary) : '–';
}

const UNCHANGED_MARK = '=';

function writeSignedDifference(before: Rational, after: Rational, { messages: { numbers } }: Vocabulary): string {
  const difference = toNumber(subtract(after, before));
  if (difference === 0) return UNCHANGED_MARK;
  return (difference > 0 ? '+' : '') + formatNumber(difference, { numbers, decimals: MAX_DECIMALS });
}

/** Writes the difference of two numbers as they are printed; empty if either is unknown. */
function differenceOf(before: unknown, after: unknown, vocabulary: Vocabulary): string {
  if (typeof before !== 'number' || typeof after !== 'number') return '';
  return writeSignedDifference(fromNumber(before), fromNumber(after), vocabulary);
}

/** Writes the change of an amount of money as printed, to the cent, without the currency. */
function writeMoneyDifference(before: Rational, after: Rational, { messages: { numbers } }: Vocabulary): string {
  const [from, to] = [before, after].map((amount) => round(amount, 2, 'half-away')) as [Rational, Rational];
  const difference = toNumber(subtract(to, from));
  if (difference === 0) return UNCHANGED_MARK;
  return (difference > 0 ? '+' : '') + formatMoney(difference, '', numbers).trim();
}
