import { Chalk } from 'chalk';
import { didYouMean, type LocatedProblem, PROBLEMS, replaceInvisible } from '../../model/index.ts';
import type { TerminalOptions } from './terminal-page.ts';
import { textWidth, truncate, wrapText } from './terminal-text.ts';

/** How problems are drawn. */
export interface ProblemListOptions extends TerminalOptions {
  /** How many files were checked. */
  readonly files: number;
  /** How many findings were left out because they are known. */
  readonly known?: number;
}

type Paint = InstanceType<typeof Chalk>;

/** Problems for a terminal, each with the lines it stands in, and a closing line that counts them. */
export function renderProblems(
  problems: readonly LocatedProblem[],
  { files, known = 0, color, width }: ProblemListOptions,
): string {
  const paint = new Chalk({ level: color ? 1 : 0 });
  const blocks = problems.map((problem) => `${renderProblem(problem, paint, width)}\n\n`);
  const left = known === 0 ? '' : `; ${known} known ${known === 1 ? 'finding' : 'findings'} left out`;
  return `${blocks.join('')}${renderProblemCounts(problems, files)}${left}\n`;
}

/** One line that counts problems and the files they stand in. */
export function renderProblemCounts(problems: readonly LocatedProblem[], files: number): string {
  const checked = `${files} ${files === 1 ? 'file' : 'files'} checked`;
  if (problems.length === 0) return `no problems in ${checked}`;
  const count = (wanted: string): string[] => {
    const number = problems.filter(({ code }) => PROBLEMS[code].severity === wanted).length;
    return number === 0 ? [] : [`${number} ${wanted}${number === 1 ? '' : 's'}`];
  };
  const touched = new Set(problems.map(({ file }) => file)).size;
  return `${[...count('error'), ...count('warning')].join(' and ')} in ${touched} of ${checked}`;
}

function renderProblem(problem: LocatedProblem, paint: Paint, width: number): string {
  const { name, severity } = PROBLEMS[problem.code];
  const shout = severity === 'error' ? paint.red : paint.yellow;
  const place = `${replaceInvisible(problem.file)}:${problem.line}:${problem.column}`;
  return [
    `${paint.bold(place)}  ${shout(severity)}  ${problem.code} ${name}`,
    '',
    ...(problem.frame.length > 0 ? renderFrame(problem, paint, shout, width) : [`  ${messageOf(problem)}`]),
    '',
    ...renderSuggestion(problem, width),
    paint.dim(`  More: matura rule ${problem.code}`),
  ].join('\n');
}

function renderFrame(problem: LocatedProblem, paint: Paint, shout: Paint, width: number): string[] {
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
    const message = messageOf(problem);
    if (textWidth(`${carets} ${message}`) <= room) return [line, `${gutter('')} ${shout(`${carets} ${message}`)}`];
    const below = wrapText(message, room).map((part) => `${gutter('')} ${shout(part)}`);
    return [line, `${gutter('')} ${shout(carets)}`, ...below];
  });
}

/** The part of a line that fits and holds the position; `start` is where that position is in the part. */
function clip(characters: readonly string[], position: number, room: number): { text: string; start: number } {
  const cost = (part: readonly string[]): number => part.reduce((sum, one) => sum + textWidth(one), 0);
  // Far to the right, what stands before the position makes room for what follows it.
  let from = 0;
  if (cost(characters) > room && cost(characters.slice(0, position)) > room / 2) {
    from = position;
    for (let left = Math.floor(room / 3); from > 0 && left > 0; left -= cost([characters[from] ?? ''])) from -= 1;
  }
  const lead = from > 0 ? '…' : '';
  let to = from;
  let left = room - lead.length - 1;
  while (to < characters.length && left >= cost([characters[to] ?? ''])) {
    left -= cost([characters[to] ?? '']);
    to += 1;
  }
  if (to === characters.length - 1 && left + 1 >= cost([characters[to] ?? ''])) to += 1;
  const tail = to < characters.length ? '…' : '';
  const start = `${lead}${characters.slice(from, position).join('')}`.length;
  return { text: `${lead}${characters.slice(from, to).join('')}${tail}`, start };
}

function renderSuggestion({ details: { found, advice, allowed = [] } }: LocatedProblem, width: number): string[] {
  if (advice !== undefined) return wrapText(replaceInvisible(advice), width - 2).map((line) => `  ${line}`);
  if (allowed.length === 0) return [];
  const near = found === undefined ? undefined : didYouMean(found, allowed);
  // One name alone is the nearest of many, or the only one there is: it is not said twice.
  if (near !== undefined && allowed.length === 1) return [`  Did you mean "${replaceInvisible(near)}"?`];
  const lead = `  ${near === undefined ? '' : `Did you mean "${replaceInvisible(near)}"?  `}Allowed: `;
  let list = allowed.map(replaceInvisible);
  const line = (): string => `${lead}${list.join(', ')}${list.length < allowed.length ? ', ...' : ''}`;
  while (list.length > 1 && textWidth(line()) > width) list = list.slice(0, -1);
  return [line()];
}

const LONGEST_QUOTE = 60;

function messageOf({ code, details }: LocatedProblem): string {
  const { found, name } = details;
  const short = {
    ...details,
    ...(found === undefined ? {} : { found: truncate(found, LONGEST_QUOTE) }),
    ...(name === undefined ? {} : { name: truncate(name, LONGEST_QUOTE) }),
  };
  return replaceInvisible(PROBLEMS[code].message(short));
}
