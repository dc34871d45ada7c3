import type { LevelResult } from '../../model/generated/types.ts';
import { ladderOf } from '../../scoring/result.ts';
import type { AssessmentReport } from '../assessment.ts';
import { plainLine, wrapText } from '../terminal/line.ts';
import { item, type Page, section } from '../terminal/page.ts';
import type { BrowserVocabulary, Vocabulary } from '../vocabulary.ts';
import { type Line, unmetInWords } from '../words/unmet.ts';
import { warningInWords } from '../words/warning.ts';

/** Members of a list named at most. */
const MOST_MEMBERS = 3;

/** Of a level what is said of where an enterprise stands. */
export interface LevelShown extends Pick<LevelResult, 'lowest' | 'highest'> {
  readonly value?: LevelResult['value'] | undefined;
  readonly title?: LevelResult['title'] | undefined;
}

export function levelShown({ value, title, lowest, highest }: LevelResult): LevelShown {
  return { value, title, lowest, highest };
}

/** The level in words: the one reached, none, or what is certain and what is possible. Short after a label. */
export function levelInWords(
  level: LevelShown,
  vocabulary: BrowserVocabulary,
  form: 'full' | 'short' = 'full',
): string {
  const { summary } = vocabulary.messages;
  if (typeof level.value === 'number') return vocabulary.levelOf(level.value, level.title, form);
  const highest = levelOrNone(level.highest, vocabulary);
  if (level.value === null) return highest;
  return level.lowest === null
    ? summary.levelOpenFromNone(highest)
    : summary.levelOpen(levelOrNone(level.lowest, vocabulary), highest);
}

export function levelOrNone(level: number | null, vocabulary: BrowserVocabulary): string {
  return level === null ? vocabulary.messages.words.noLevel : vocabulary.levelOf(level);
}

/** What is said where open answers can still change the level; nothing where they cannot. */
export function answerFirst({ result, settled }: AssessmentReport, { messages }: Vocabulary): string[] {
  if (!result.level || result.level.value !== undefined) return [];
  const { page } = messages;
  const open = settled ? settled.of - settled.count : 0;
  return [page.answerFirst(settled && open > 0 ? page.openOf(String(open), String(settled.of)) : undefined)];
}

/** The level, large enough to be found. */
export function levelLines({ result }: AssessmentReport, vocabulary: Vocabulary, page: Page): string[] {
  if (!result.level) return [];
  const { numbers } = vocabulary.messages;
  const paint = typeof result.level.value === 'number' ? page.paint.green.bold : page.paint.yellow.bold;
  const title = plainLine(vocabulary.titleOf('level'));
  const reached = plainLine(levelInWords(result.level, vocabulary, 'short'));
  const { target } = result.level;
  const aim =
    target === undefined ? '' : vocabulary.messages.summary.target(levelOrNone(target, vocabulary), undefined);
  const text = numbers.labelled(title, aim ? numbers.remark(reached, aim) : reached);
  return wrapText(text, page.width).map((line) => paint(line));
}

/** What the next level lacks. */
export function lackLines({ plan, result }: AssessmentReport, vocabulary: Vocabulary, page: Page): string[] {
  const { summary } = vocabulary.messages;
  const { level } = result;
  if (!level) return [];
  // A level without steps of its own, such as the least of several, has no next one to name.
  const isLadder = plan.level !== null && ladderOf(plan, plan.level).length > 0;
  if (!level.next) return isLadder ? [page.paint.dim(summary.highest)] : [];
  const lines = unmetInWords(level.next.unmet, vocabulary, MOST_MEMBERS);
  if (lines.length === 0) return [];
  const next = vocabulary.levelOf(level.next.value, level.next.title);
  return section(page, summary.lacks(next), bulletLines(lines, page));
}

export function bulletLines(lines: readonly Line[], page: Page, mark = '• '): string[] {
  return lines.flatMap(({ text, parts = [] }) => [...item(page, mark, text), ...bulletLines(parts, page, `  ${mark}`)]);
}

export function warningLines({ result }: AssessmentReport, vocabulary: Vocabulary, page: Page): string[] {
  if (result.warnings.length === 0) return [];
  return section(
    page,
    vocabulary.messages.summary.warnings,
    result.warnings.flatMap((warning) => item(page, '! ', warningInWords(warning, vocabulary), page.paint.yellow)),
  );
}
