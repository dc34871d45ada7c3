// The level and the scores of a result, as text.
import type { LevelResult, ScoreResult } from '../../model/index.ts';
import { MAX_CONSISTENCY_RATIO } from '../../scoring/index.ts';
import type { AssessmentReport } from './assessment-report.ts';
import { formatDate, formatNumber, formatRange, formatShare } from './number-format.ts';
import type { BrowserVocabulary, Vocabulary } from './vocabulary.ts';

/** The words that a level is written with. */
type LevelWords = Pick<BrowserVocabulary, 'messages' | 'levelOf'>;

/** Writes the level reached, that there is none, or what is certain and what is possible; `short` follows a label. */
export function levelInWords(level: LevelResult, vocabulary: LevelWords, form: 'full' | 'short' = 'full'): string {
  const { summary } = vocabulary.messages;
  if (typeof level.value === 'number') return vocabulary.levelOf(level.value, level.title, form);
  const highest = writeLevelOrNone(level.highest, vocabulary);
  if (level.value === null) return highest;
  return level.lowest === null
    ? summary.levelOpenFromNone({ highest })
    : summary.levelOpen({ lowest: writeLevelOrNone(level.lowest, vocabulary), highest });
}

export function writeLevelOrNone(level: number | null, vocabulary: LevelWords): string {
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
export function writeAnsweredNote({ answeredCount }: AssessmentReport, { messages }: Vocabulary): string[] {
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
export function writeOuterBoundsNote({ plan, result }: AssessmentReport, vocabulary: Vocabulary): string[] {
  const { numbers, summary } = vocabulary.messages;
  const wideScores = plan.scores.filter(({ name, hidden, node }) => {
    const range = node === plan.level ? result.level : result.scores[name];
    return !hidden && range?.tight === false && range.lowest !== null && range.highest !== null;
  });
  const titles = wideScores.slice(0, NAMED_SCORES).map(({ name }) => vocabulary.titleOf(name));
  if (titles.length === 0) return [];
  return [summary.outerBounds({ scores: numbers.items(wideScores.length > NAMED_SCORES ? [...titles, '…'] : titles) })];
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
  const openCount = settled ? settled.of - settled.count : 0;
  return [
    page.answerFirst({
      open: settled && openCount > 0 ? page.openOf({ count: String(openCount), of: String(settled.of) }) : undefined,
    }),
  ];
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
  return explain.consistency({ ratio: write(ratio), most: write(MAX_CONSISTENCY_RATIO) });
}
