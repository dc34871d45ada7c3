import { Chalk } from 'chalk';
import { type Language, type Messages, type ProblemTexts, phraseInWords, problemInWords } from '../../i18n/index.ts';
import { type LocatedProblem, nearestAllowed, PROBLEMS, replaceInvisible, severityOf } from '../../model/index.ts';
import type { TerminalOptions } from './terminal-page.ts';
import { textWidth, truncate, wrapText } from './terminal-text.ts';

interface ProblemListOptions extends TerminalOptions {
  /** The number of files that were checked. */
  readonly files: number;
  /** The number of findings left out because they are accepted. */
  readonly known?: number;
  readonly words: ProblemWords;
}

/** The most findings of a rule that are shown here; the formats for programs list more. */
const MAX_OF_RULE = 50;

type Paint = InstanceType<typeof Chalk>;

/** Renders problems for a terminal, each with the lines it is in, and a closing line that counts them. */
export function renderProblems(
  problems: readonly LocatedProblem[],
  { files, known = 0, color, width, words }: ProblemListOptions,
): string {
  const paint = new Chalk({ level: color ? 1 : 0 });
  const { findings } = words.messages;
  const counted = new Map<LocatedProblem['code'], number>();
  const blocks = problems.flatMap((problem) => {
    const number = (counted.get(problem.code) ?? 0) + 1;
    counted.set(problem.code, number);
    return number > MAX_OF_RULE ? [] : [`${renderProblem(problem, paint, width, words)}\n\n`];
  });
  for (const [code, number] of counted) {
    const hidden = number - MAX_OF_RULE;
    if (hidden > 0)
      blocks.push(`${findings.moreOfRule({ count: String(hidden), rule: `${code} ${PROBLEMS[code].name}` })}\n\n`);
  }
  const counts = countProblems(problems, files, words);
  return `${blocks.join('')}${known === 0 ? counts : findings.known({ text: counts, count: String(known), n: known })}\n`;
}

/** Counts problems, and the files that have them, in one line. */
function countProblems(problems: readonly LocatedProblem[], files: number, { messages }: ProblemWords): string {
  const { findings, numbers } = messages;
  if (problems.length === 0) return findings.none({ files: String(files), n: files });
  const counts = (['error', 'warning'] as const).flatMap((wanted) => {
    const number = problems.filter((problem) => severityOf(problem) === wanted).length;
    return number === 0 ? [] : [findings.counts[wanted]({ count: String(number), n: number })];
  });
  const fileCount = new Set(problems.map(({ file }) => file)).size;
  return findings.found({ counts: numbers.and(counts), touched: String(fileCount), files: String(files), n: files });
}

function renderProblem(problem: LocatedProblem, paint: Paint, width: number, words: ProblemWords): string {
  const { findings } = words.messages;
  const { name } = PROBLEMS[problem.code];
  const severity = severityOf(problem);
  const message = messageOf(problem, words);
  const paintSeverity = severity === 'error' ? paint.red : paint.yellow;
  const place = `${replaceInvisible(problem.file)}:${problem.line}:${problem.column}`;
  return [
    `${paint.bold(place)}  ${paintSeverity(findings.severity[severity])}  ${problem.code} ${name}`,
    '',
    ...(problem.frame.length > 0 ? renderFrame(problem, message, paint, paintSeverity, width) : [`  ${message}`]),
    '',
    ...renderSuggestion(problem, width, words),
    paint.dim(`  ${findings.rule({ command: `matura rule ${problem.code}` })}`),
  ].join('\n');
}

function renderFrame(
  problem: LocatedProblem,
  message: string,
  paint: Paint,
  paintSeverity: Paint,
  width: number,
): string[] {
  const digits = String(problem.frame.at(-1)?.number ?? '').length;
  const gutter = (label: string | number): string => paint.dim(`  ${String(label).padStart(digits)} |`);
  const room = Math.max(20, width - digits - 5);
  return problem.frame.flatMap(({ number, text }) => {
    const characters = [...replaceInvisible(text)];
    if (number !== problem.line) return [`${gutter(number)} ${clip(characters, 0, room).text}`.trimEnd()];
    const from = problem.column - 1;
    const to = problem.endLine === problem.line ? problem.endColumn - 1 : characters.length;
    const shown = clip(characters, from, room);
    const before = textWidth(shown.text.slice(0, shown.start));
    const marked = textWidth(characters.slice(from, Math.max(to, from + 1)).join('')) || 1;
    const carets = `${' '.repeat(before)}${'^'.repeat(Math.min(marked, room - before))}`;
    const line = `${gutter(number)} ${shown.text}`;
    if (textWidth(`${carets} ${message}`) <= room)
      return [line, `${gutter('')} ${paintSeverity(`${carets} ${message}`)}`];
    const below = wrapText(message, room).map((part) => `${gutter('')} ${paintSeverity(part)}`);
    return [line, `${gutter('')} ${paintSeverity(carets)}`, ...below];
  });
}

/**
 * Cuts out the part of a line that fits and contains the position; `start` is the offset of that position in the part.
 */
function clip(characters: readonly string[], position: number, room: number): { text: string; start: number } {
  const widthOf = (part: readonly string[]): number => part.reduce((sum, one) => sum + textWidth(one), 0);
  // If the position is far to the right, text before it is dropped to make room for what follows.
  let from = 0;
  if (widthOf(characters) > room && widthOf(characters.slice(0, position)) > room / 2) {
    from = position;
    for (let left = Math.floor(room / 3); from > 0 && left > 0; left -= widthOf([characters[from] ?? ''])) from -= 1;
  }
  const lead = from > 0 ? '…' : '';
  let to = from;
  let left = room - lead.length - 1;
  while (to < characters.length && left >= widthOf([characters[to] ?? ''])) {
    left -= widthOf([characters[to] ?? '']);
    to += 1;
  }
  if (to === characters.length - 1 && left + 1 >= widthOf([characters[to] ?? ''])) to += 1;
  const tail = to < characters.length ? '…' : '';
  const start = `${lead}${characters.slice(from, position).join('')}`.length;
  return { text: `${lead}${characters.slice(from, to).join('')}${tail}`, start };
}

function renderSuggestion(
  { details }: LocatedProblem,
  width: number,
  { messages: { findings, numbers }, phrases }: ProblemWords,
): string[] {
  const { advice, allowed = [] } = details;
  if (advice !== undefined) {
    return wrapText(replaceInvisible(phraseInWords(advice, phrases)), width - 2).map((line) => `  ${line}`);
  }
  if (allowed.length === 0) return [];
  const near = nearestAllowed(details);
  // A single name is the suggestion itself (the nearest of many, or the only one), so it is not listed again.
  if (near !== undefined && allowed.length === 1) return [`  ${findings.didYouMean({ name: replaceInvisible(near) })}`];
  const lead = `  ${near === undefined ? '' : `${findings.didYouMean({ name: replaceInvisible(near) })}  `}`;
  let list = allowed.map(replaceInvisible);
  const line = (): string =>
    lead + findings.allowed({ names: numbers.items(list.length < allowed.length ? [...list, '...'] : list) });
  while (list.length > 1 && textWidth(line()) > width) list = list.slice(0, -1);
  return [line()];
}

const MAX_QUOTE = 60;

function messageOf(problem: LocatedProblem, words: ProblemWords): string {
  return replaceInvisible(problemInWords(problem, words, (text) => truncate(text, MAX_QUOTE)));
}

/** The texts of findings: those around them, and what each one says. */
export interface ProblemWords extends ProblemTexts {
  readonly language: Language;
  readonly messages: Pick<Messages, 'findings' | 'numbers' | 'rulePages'>;
}
