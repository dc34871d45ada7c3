import type { ScoreResult } from '../../model/generated/types.ts';
import type { AssessmentReport } from '../assessment.ts';
import { formatRange, formatShare } from '../number.ts';
import { barOf } from '../terminal/bar.ts';
import { padEnd, padStart, plainLine, wrapText } from '../terminal/line.ts';
import { item, type Page, section } from '../terminal/page.ts';
import { widthOf } from '../terminal/width.ts';
import type { BrowserVocabulary, Vocabulary } from '../vocabulary.ts';

/** More scores than this make no summary. */
const MOST_ROWS = 24;
const WIDEST_BAR = 40;
const NARROWEST_BAR = 10;
const NARROWEST_TITLE = 8;
const GAP = '  ';

interface Row {
  readonly title: string;
  /** A number split at its decimal sign, or a range as a whole. */
  readonly number: readonly [string, string];
  readonly outOf: string;
  readonly remarks: string;
  readonly score: ScoreResult;
}

/** The scores as a table with bars. The bar stands last, so that no terminal's idea of its width moves anything. */
export function scoreLines(report: AssessmentReport, vocabulary: Vocabulary, page: Page): string[] {
  const { numbers, summary } = vocabulary.messages;
  const names = report.plan.scores
    .filter(({ name, hidden }) => !hidden && Object.hasOwn(report.result.scores, name))
    .map(({ name }) => name);
  const rows = names
    .slice(0, MOST_ROWS)
    .map((name) => makeRow(name, report.result.scores[name] as ScoreResult, vocabulary));
  if (rows.length === 0) return [];
  const { settled } = report;
  return section(page, summary.scores, [
    ...drawRows(rows, page),
    ...(names.length > MOST_ROWS ? item(page, '', summary.more(String(names.length - MOST_ROWS)), page.paint.dim) : []),
    ...(settled && settled.count < settled.of
      ? item(
          page,
          '',
          summary.settled(String(settled.count), String(settled.of), formatShare(settled.count / settled.of, numbers)),
          page.paint.dim,
        )
      : []),
  ]);
}

function makeRow(name: string, score: ScoreResult, vocabulary: Vocabulary): Row {
  const { numbers, summary } = vocabulary.messages;
  return {
    title: plainLine(vocabulary.titleOf(name)),
    number: splitNumber(scoreText(name, score, vocabulary), score, numbers.decimal),
    outOf: typeof score.maximum === 'number' ? summary.outOf(vocabulary.numberOf(name, score.maximum)) : '',
    remarks: [
      ...(score.coverage < 1 ? [summary.answered(formatShare(score.coverage, numbers))] : []),
      ...targetText(name, score, vocabulary),
    ].join(', '),
    score,
  };
}

/** A score's value, or what is still possible. */
export function scoreText(name: string, score: ScoreResult, vocabulary: BrowserVocabulary): string {
  const { numbers, words } = vocabulary.messages;
  if (score.value !== undefined) return vocabulary.say(name, score.value);
  const write = (value: number): string => vocabulary.numberOf(name, value);
  return formatRange(score.lowest, score.highest, { numbers, write }) ?? words.open;
}

/** What the answers aimed at come to, with the gap to today's score. */
function targetText(name: string, { target, gap }: ScoreResult, vocabulary: Vocabulary): string[] {
  if (target === undefined) return [];
  const sign = gap !== undefined && gap > 0 ? '+' : '';
  const distance = gap === undefined ? undefined : sign + vocabulary.numberOf(name, gap);
  return [vocabulary.messages.summary.target(vocabulary.say(name, target), distance)];
}

function splitNumber(text: string, { value }: ScoreResult, decimal: string): [string, string] {
  const at = typeof value === 'number' ? text.indexOf(decimal) : -1;
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at)];
}

function drawRows(rows: readonly Row[], page: Page): string[] {
  const widest = (column: (row: Row) => string): number => Math.max(...rows.map((row) => widthOf(column(row))));
  const open = rows.some(({ score }) => score.value === undefined);
  const numberOf = ({ number: [whole, part] }: Row): string =>
    open ? whole + part : padStart(whole, wholeWidth) + padEnd(part, partWidth);
  const [wholeWidth, partWidth] = [widest(({ number }) => number[0]), widest(({ number }) => number[1])];
  const numberWidth = widest(numberOf);
  const [outOfWidth, remarksWidth] = [widest(({ outOf }) => outOf), widest(({ remarks }) => remarks)];
  const fixed = numberWidth + 1 + outOfWidth + (remarksWidth > 0 ? remarksWidth + 2 : 0) + 3 * GAP.length;
  // Where numbers leave no room, lines grow longer than the page rather than lose a title.
  const titleWidth = Math.min(
    widest(({ title }) => title),
    Math.max(NARROWEST_TITLE, page.width - fixed - NARROWEST_BAR),
  );
  // Half of the room: where a terminal draws the cells of a bar twice as wide, they still fit.
  const cells = Math.min(WIDEST_BAR, Math.max(NARROWEST_BAR, Math.floor((page.width - fixed - titleWidth) / 2)));
  return rows.flatMap((row) => {
    const [first = '', ...others] = wrapText(row.title, titleWidth);
    const number = `${padStart(numberOf(row), numberWidth)} ${padEnd(row.outOf, outOfWidth)}`;
    const remarks = remarksWidth > 0 ? GAP + padEnd(row.remarks, remarksWidth) : '';
    const line = `${GAP}${padEnd(first, titleWidth)}${GAP}${number}${page.paint.dim(remarks)}${GAP}${drawBar(row.score, cells, page)}`;
    return [line.trimEnd(), ...others.map((other) => GAP + other)];
  });
}

function drawBar(score: ScoreResult, cells: number, { paint }: Page): string {
  const bar = barOf(score, cells);
  if (!bar) return '';
  return paint.cyan('█'.repeat(bar.sure)) + paint.yellow('▒'.repeat(bar.possible)) + paint.dim('░'.repeat(bar.rest));
}
