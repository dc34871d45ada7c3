// Writes the level and the scores of a result.
import type { LevelResult, ScoreResult } from '../../model/index.ts';
import { MAX_CONSISTENCY_RATIO } from '../../scoring/index.ts';
import type { AssessmentReport } from './assessment-report.ts';
import { formatDate, formatNumber, formatRange, formatShare } from './number-format.ts';
import type { BrowserVocabulary, Vocabulary } from './vocabulary.ts';

/** The parts of a vocabulary for writing a level. */
type LevelWords = Pick<BrowserVocabulary, 'messages' | 'levelOf'>;

/**
 * Writes the level reached, that there is none, or the certain and the possible level; the form `short` is for use
 * after a label.
 */
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

/** Writes how, when and by whom an enterprise was assessed, as far as known. */
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

/** Writes how many questions are answered; empty if all are. */
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

/** Writes for which scores the range shown may be wider than the open answers allow; empty if there are none. */
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

/** The maximum number of scores listed in a note. */
const NAMED_SCORES = 8;

/** The number of open questions named in a note. */
const OPEN_NAMED = 4;

/** Says that open answers can still change the level, and names them; nothing if they cannot. */
export function openAnswersNote(
  { result, answeredCount: settled }: AssessmentReport,
  { messages, titleOf }: Vocabulary,
): string[] {
  if (!result.level || result.level.value !== undefined) return [];
  const { numbers, page } = messages;
  const { open = [], of = 0 } = settled ?? {};
  if (open.length === 0) return [page.answerFirst({ open: undefined })];
  const names = open.slice(0, open.length === OPEN_NAMED + 1 ? open.length : OPEN_NAMED).map(titleOf);
  const questions = names.length < open.length ? [...names, '…'] : names;
  return [
    page.answerFirst({
      open: numbers.labelled(page.openOf({ count: String(open.length), of: String(of) }), numbers.items(questions)),
    }),
  ];
}

/** Writes the value of a score, or its possible range. */
export function scoreText(name: string, score: ScoreResult, vocabulary: BrowserVocabulary): string {
  const { numbers, words } = vocabulary.messages;
  if (score.value !== undefined) return vocabulary.valueText(name, score.value);
  const writeNumber = (value: number): string => vocabulary.numberOf(name, value);
  return formatRange(score.lowest, score.highest, { numbers, write: writeNumber }) ?? words.open;
}

/** Writes the score of the target answers and the gap to the current score; empty without targets. */
export function scoreTargetText(name: string, { target, gap }: ScoreResult, vocabulary: Vocabulary): string {
  if (target === undefined) return '';
  const text = vocabulary.valueText(name, target);
  if (gap === undefined) return text;
  return vocabulary.messages.numbers.remark(text, (gap > 0 ? '+' : '') + vocabulary.numberOf(name, gap));
}

/** Writes the inconsistency of pairwise comparisons and its limit. */
export function consistencyText(ratio: number, { messages: { explain, numbers } }: Vocabulary): string {
  const writeNumber = (value: number): string => formatNumber(value, { numbers, decimals: 3 });
  return explain.consistency({ ratio: writeNumber(ratio), most: writeNumber(MAX_CONSISTENCY_RATIO) });
}
