import type { LocatedProblem, Path, Problem } from '../model/index.ts';
import type { Sources, SourceText } from './document-file.ts';
import type { Span } from './yaml-tree.ts';

/**
 * Problems with line, column and the lines around, in the order of the files and of the places in them; the same
 * problem at the same place (by way of two aliases) comes once.
 */
export async function locateProblems(problems: readonly Problem[], sources: Sources): Promise<LocatedProblem[]> {
  const located = new Map<string, { problem: LocatedProblem; order: readonly [number, number] }>();
  const files = [...new Set([...sources.keys(), ...problems.map(({ file }) => file)])];
  const lines = new Map<string, readonly Line[]>();
  for (const problem of problems) {
    const source = sources.get(problem.file);
    const span = source ? await source.locate(problem.at, problem.on ?? 'value') : { start: 0, end: 0 };
    const key = JSON.stringify([problem.code, problem.file, span, problem.details]);
    if (located.has(key)) continue;
    const text = source?.text ?? '';
    const split = lines.get(problem.file) ?? splitLines(text);
    lines.set(problem.file, split);
    const order = [files.indexOf(problem.file), span.start] as const;
    located.set(key, { problem: { ...problem, ...place(span, text, split) }, order });
  }
  return [...located.values()]
    .sort((a, b) => a.order[0] - b.order[0] || a.order[1] - b.order[1])
    .map(({ problem }) => problem);
}

/** The line, from 1, in which the value at a path stands. */
export async function findLine(source: SourceText, at: Path): Promise<number> {
  const { start } = await source.locate(at, 'value');
  return source.text.slice(0, start).split('\n').length;
}

interface Line {
  readonly start: number;
  readonly text: string;
}

function splitLines(text: string): Line[] {
  const lines: Line[] = [];
  let start = 0;
  for (const part of text.split('\n')) {
    lines.push({ start, text: part.endsWith('\r') ? part.slice(0, -1) : part });
    start += part.length + 1;
  }
  return lines;
}

type Place = Pick<LocatedProblem, 'line' | 'column' | 'endLine' | 'endColumn' | 'frame'>;

function place({ start, end }: Span, text: string, lines: readonly Line[]): Place {
  // A map or block of text ends behind the line break after it.
  const trimmed = start + text.slice(start, end).trimEnd().length;
  const from = position(start, lines);
  const to = position(Math.max(start, trimmed), lines);
  const frame = [from.line - 1, from.line, from.line + 1].flatMap((number) => {
    const line = lines[number - 1];
    return line === undefined || text === '' ? [] : [{ number, text: line.text }];
  });
  // A line break at the very end begins no line worth showing.
  if (frame.at(-1)?.number === lines.length && frame.at(-1)?.text === '' && from.line < lines.length) frame.pop();
  return { line: from.line, column: from.column, endLine: to.line, endColumn: to.column, frame };
}

function position(offset: number, lines: readonly Line[]): { line: number; column: number } {
  let [low, high] = [0, lines.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((lines[middle] as Line).start <= offset) low = middle;
    else high = middle - 1;
  }
  const { start, text } = lines[low] as Line;
  return { line: low + 1, column: [...text.slice(0, offset - start)].length + 1 };
}
