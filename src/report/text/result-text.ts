// The level and the scores of a result, as text and as lines of a terminal.
import type { LevelResult, ScoreResult } from '../../model/index.ts';
import { levelRequirements, MOST_INCONSISTENT } from '../../scoring/index.ts';
import { item, section, type TerminalPage } from '../terminal/terminal-page.ts';
import { padEnd, padStart, sanitizeLine, textWidth, wrapText } from '../terminal/terminal-text.ts';
import { warningInWords } from './answer-text.ts';
import type { AssessmentReport } from './assessment-report.ts';
import { type TextLine, unmetInWords } from './condition-text.ts';
import { formatDate, formatNumber, formatRange, formatShare } from './number-format.ts';
import type { BrowserVocabulary, Vocabulary } from './vocabulary.ts';

/** The most members of a list that are named. */
const NAMED_MEMBERS = 3;

/** Writes the level reached, that there is none, or what is certain and what is possible; `short` follows a label. */
export function levelInWords(
  level: LevelResult,
  vocabulary: BrowserVocabulary,
  form: 'full' | 'short' = 'full',
): string {
  const { summary } = vocabulary.messages;
  if (typeof level.value === 'number') return vocabulary.levelOf(level.value, level.title, form);
  const highest = levelOrNone(level.highest, vocabulary);
  if (level.value === null) return highest;
  return level.lowest === null
    ? summary.levelOpenFromNone({ highest })
    : summary.levelOpen({ lowest: levelOrNone(level.lowest, vocabulary), highest });
}

export function levelOrNone(level: number | null, vocabulary: BrowserVocabulary): string {
  return level === null ? vocabulary.messages.words.noLevel : vocabulary.levelOf(level);
}

/** Says how, when and by whom an enterprise was assessed, as far as known. */
export function circumstancesInWords({ assessment }: AssessmentReport, { messages }: Vocabulary): string {
  const { numbers, words } = messages;
  const { kind, date, assessor, signer } = assessment ?? {};
  const parts = [
    kind && words.kinds[kind],
    date && formatDate(date, numbers),
    assessor,
    signer && words.signed({ name: signer.name, fingerprint: signer.fingerprint }),
  ];
  return numbers.clauses(parts.filter((part) => part !== undefined && part !== '') as string[]);
}

/** Says how many questions are answered, unless all are. */
export function answeredNote({ answeredCount }: AssessmentReport, { messages }: Vocabulary): string[] {
  if (!answeredCount || answeredCount.count >= answeredCount.of) return [];
  const { count, of } = answeredCount;
  return [
    messages.summary.settled({
      count: String(count),
      of: String(of),
      percent: formatShare(count / of, messages.numbers),
    }),
  ];
}

/** Names the shown scores whose range may be wider than the open answers allow; nothing if there is none. */
export function outerBoundsNote({ plan, result }: AssessmentReport, vocabulary: Vocabulary): string[] {
  const { numbers, summary } = vocabulary.messages;
  const wide = plan.scores.filter(({ name, hidden, node }) => {
    const range = node === plan.level ? result.level : result.scores[name];
    return !hidden && range?.tight === false && range.lowest !== null && range.highest !== null;
  });
  const titles = wide.slice(0, NAMED_SCORES).map(({ name }) => vocabulary.titleOf(name));
  if (titles.length === 0) return [];
  return [summary.outerBounds({ scores: numbers.items(wide.length > NAMED_SCORES ? [...titles, '…'] : titles) })];
}

/** The most scores named in a note. */
const NAMED_SCORES = 8;

/** Says that open answers can still change the level; nothing if they cannot. */
export function openAnswersNote(
  { result, answeredCount: settled }: AssessmentReport,
  { messages }: Vocabulary,
): string[] {
  if (!result.level || result.level.value !== undefined) return [];
  const { page } = messages;
  const open = settled ? settled.of - settled.count : 0;
  return [
    page.answerFirst({
      open: settled && open > 0 ? page.openOf({ count: String(open), of: String(settled.of) }) : undefined,
    }),
  ];
}

/** Writes the level in bold, so that it stands out. */
export function levelLines({ result }: AssessmentReport, vocabulary: Vocabulary, page: TerminalPage): string[] {
  if (!result.level) return [];
  const { numbers } = vocabulary.messages;
  const paint = typeof result.level.value === 'number' ? page.paint.green.bold : page.paint.yellow.bold;
  const title = sanitizeLine(vocabulary.titleOf('level'));
  const reached = sanitizeLine(levelInWords(result.level, vocabulary, 'short'));
  const { target } = result.level;
  const aim = target === undefined ? '' : vocabulary.messages.summary.target({ aim: levelOrNone(target, vocabulary) });
  const text = numbers.labelled(title, aim ? numbers.remark(reached, aim) : reached);
  return wrapText(text, page.width).map((line) => paint(line));
}

/** Lists what the next level requires. */
export function missingLines({ plan, result }: AssessmentReport, vocabulary: Vocabulary, page: TerminalPage): string[] {
  const { summary } = vocabulary.messages;
  const { level } = result;
  if (!level) return [];
  // A level without steps of its own, such as the lowest of several, has no next level.
  const isLadder = levelRequirements(plan).length > 0;
  if (!level.next) return isLadder ? [page.paint.dim(summary.highest)] : [];
  const lines = unmetInWords(level.next.unmet, vocabulary, NAMED_MEMBERS);
  if (lines.length === 0) return [];
  const next = vocabulary.levelOf(level.next.value, level.next.title);
  return section(page, summary.lacks({ level: next }), bulletLines(lines, page));
}

export function bulletLines(lines: readonly (string | TextLine)[], page: TerminalPage, mark = '• '): string[] {
  return lines.flatMap((line) => {
    const { text, parts = [] } = typeof line === 'string' ? { text: line } : line;
    return [...item(page, mark, text), ...bulletLines(parts, page, `  ${mark}`)];
  });
}

export function warningLines({ result }: AssessmentReport, vocabulary: Vocabulary, page: TerminalPage): string[] {
  if (result.warnings.length === 0) return [];
  return section(
    page,
    vocabulary.messages.summary.warnings,
    result.warnings.flatMap((warning) => item(page, '! ', warningInWords(warning, vocabulary), page.paint.yellow)),
  );
}

/** A summary shows at most this many scores. */
const LISTED_SCORES = 24;
const WIDEST_BAR = 40;
const NARROWEST_BAR = 10;
const NARROWEST_TITLE = 8;
const GAP = '  ';

interface Row {
  readonly title: string;
  /** The text of the number, split at the decimal sign; a range is not split. */
  readonly number: readonly [string, string];
  readonly outOf: string;
  readonly remarks: string;
  readonly score: ScoreResult;
}

/**
 * Draws the scores as a table with bars. The bar comes last, so terminals that disagree about its width shift nothing.
 */
export function scoreLines(report: AssessmentReport, vocabulary: Vocabulary, page: TerminalPage): string[] {
  const { summary } = vocabulary.messages;
  const names = report.plan.scores
    .filter(({ name, hidden }) => !hidden && Object.hasOwn(report.result.scores, name))
    .map(({ name }) => name);
  const rows = names
    .slice(0, LISTED_SCORES)
    .map((name) => makeRow(name, report.result.scores[name] as ScoreResult, vocabulary));
  if (rows.length === 0) return [];
  const notes = [
    ...(names.length > LISTED_SCORES ? [summary.more({ count: String(names.length - LISTED_SCORES) })] : []),
    ...answeredNote(report, vocabulary),
    ...outerBoundsNote(report, vocabulary),
  ];
  return section(page, summary.scores, [
    ...drawRows(rows, page),
    ...notes.flatMap((note) => item(page, '', note, page.paint.dim)),
  ]);
}

function makeRow(name: string, score: ScoreResult, vocabulary: Vocabulary): Row {
  const { numbers, summary } = vocabulary.messages;
  const { value } = score;
  const isNumber = typeof value === 'number';
  const text = isNumber ? vocabulary.numberOf(name, value) : scoreText(name, score, vocabulary);
  const label = isNumber ? vocabulary.labelOf(name, value) : undefined;
  return {
    title: sanitizeLine(vocabulary.titleOf(name)),
    number: splitNumber(text, score, numbers.decimal),
    outOf:
      typeof score.maximum === 'number' ? summary.outOf({ maximum: vocabulary.numberOf(name, score.maximum) }) : '',
    remarks: [
      ...(label === undefined ? [] : [sanitizeLine(label)]),
      ...(score.coverage < 1 ? [summary.answered({ percent: formatShare(score.coverage, numbers) })] : []),
      ...(score.target === undefined ? [] : [summary.target({ aim: scoreTargetText(name, score, vocabulary) })]),
    ].join(', '),
    score,
  };
}

/** Writes the value of a score, or the range that is still possible. */
export function scoreText(name: string, score: ScoreResult, vocabulary: BrowserVocabulary): string {
  const { numbers, words } = vocabulary.messages;
  if (score.value !== undefined) return vocabulary.valueText(name, score.value);
  const write = (value: number): string => vocabulary.numberOf(name, value);
  return formatRange(score.lowest, score.highest, { numbers, write }) ?? words.open;
}

/** Writes the score of the targeted answers and its gap to the current score; empty without targets. */
export function scoreTargetText(name: string, { target, gap }: ScoreResult, vocabulary: Vocabulary): string {
  if (target === undefined) return '';
  const text = vocabulary.valueText(name, target);
  if (gap === undefined) return text;
  return vocabulary.messages.numbers.remark(text, (gap > 0 ? '+' : '') + vocabulary.numberOf(name, gap));
}

/** Says how inconsistent pairwise comparisons are, and what the limit is. */
export function consistencyText(ratio: number, { messages: { explain, numbers } }: Vocabulary): string {
  const write = (value: number): string => formatNumber(value, { numbers, decimals: 3 });
  return explain.consistency({ ratio: write(ratio), most: write(MOST_INCONSISTENT) });
}

function splitNumber(text: string, { value }: ScoreResult, decimal: string): [string, string] {
  const index = typeof value === 'number' ? text.indexOf(decimal) : -1;
  return index < 0 ? [text, ''] : [text.slice(0, index), text.slice(index)];
}

function drawRows(rows: readonly Row[], page: TerminalPage): string[] {
  const widest = (column: (row: Row) => string): number => Math.max(...rows.map((row) => textWidth(column(row))));
  const open = rows.some(({ score }) => score.value === undefined);
  const numberOf = ({ number: [whole, part] }: Row): string =>
    open ? whole + part : padStart(whole, wholeWidth) + padEnd(part, partWidth);
  const [wholeWidth, partWidth] = [widest(({ number }) => number[0]), widest(({ number }) => number[1])];
  const numberWidth = widest(numberOf);
  const [outOfWidth, remarksWidth] = [widest(({ outOf }) => outOf), widest(({ remarks }) => remarks)];
  const fixed = numberWidth + 1 + outOfWidth + (remarksWidth > 0 ? remarksWidth + 2 : 0) + 3 * GAP.length;
  // If numbers leave no room, lines exceed the page, so that no title is lost.
  const titleWidth = Math.min(
    widest(({ title }) => title),
    Math.max(NARROWEST_TITLE, page.width - fixed - NARROWEST_BAR),
  );
  // Half the room, so that bars still fit on terminals that draw their cells twice as wide.
  const cells = Math.min(WIDEST_BAR, Math.max(NARROWEST_BAR, Math.floor((page.width - fixed - titleWidth) / 2)));
  return rows.flatMap((row) => {
    const [first = '', ...others] = wrapText(row.title, titleWidth);
    const number = `${padStart(numberOf(row), numberWidth)} ${padEnd(row.outOf, outOfWidth)}`;
    const remarks = remarksWidth > 0 ? GAP + padEnd(row.remarks, remarksWidth) : '';
    const line = `${GAP}${padEnd(first, titleWidth)}${GAP}${number}${page.paint.dim(remarks)}${GAP}${drawBar(row.score, cells, page)}`;
    return [line.trimEnd(), ...others.map((other) => GAP + other)];
  });
}

function drawBar(score: ScoreResult, cells: number, { paint }: TerminalPage): string {
  const bar = scoreBar(score, cells);
  if (!bar) return '';
  return paint.cyan('█'.repeat(bar.sure)) + paint.yellow('▒'.repeat(bar.possible)) + paint.dim('░'.repeat(bar.rest));
}

/** The cells of a bar: certainly reached, still possible, out of reach. */
interface ScoreBar {
  readonly sure: number;
  readonly possible: number;
  readonly rest: number;
}

/** Returns a score as a bar of `cells` cells, from zero to the maximum; undefined if there is no such scale. */
export function scoreBar({ value, lowest, highest, maximum }: ScoreResult, cells: number): ScoreBar | undefined {
  if (typeof maximum !== 'number' || maximum <= 0) return undefined;
  const low = typeof value === 'number' ? value : lowest;
  const high = typeof value === 'number' ? value : highest;
  if (low === null || high === null || low < 0) return undefined;
  const sure = fill(low, maximum, cells);
  const possible = Math.max(sure, fill(high, maximum, cells));
  return { sure, possible: possible - sure, rest: cells - possible };
}

/** Returns the cells for a value; only the maximum fills all of them, and only zero fills none. */
function fill(value: number, maximum: number, cells: number): number {
  if (value >= maximum) return cells;
  if (value <= 0) return 0;
  return Math.min(cells - 1, Math.max(1, Math.round((value / maximum) * cells)));
}
