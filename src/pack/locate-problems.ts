import { dirname } from 'node:path';
import type { LocatedProblem, Path, Problem } from '../model/index.ts';
import { itemAt } from '../model/index.ts';
import type { Sources, SourceText } from './document-file.ts';
import type { PlacedSpan, Span } from './yaml-tree.ts';

/**
 * Adds line, column and the surrounding lines to problems, and sorts them by file and place. If several aliases lead to
 * the same value, a problem of that value is kept only once.
 */
export async function locateProblems(found: readonly Problem[], sources: Sources): Promise<LocatedProblem[]> {
  const problems = found.map((problem) => ({ ...problem, file: fileOf(problem, sources) }));
  const locatedByPlace = new Map<string, { problem: LocatedProblem; order: readonly [number, number] }>();
  const files = [...new Set([...sources.keys(), ...problems.map(({ file }) => file)])];
  const lines = new Map<string, readonly Line[]>();
  const spanOf = async ({ file, at, on = 'value' }: Problem): Promise<PlacedSpan> =>
    (await sources.get(file)?.locate(at, on)) ?? { start: 0, end: 0 };
  const spans = await Promise.all(problems.map(spanOf));
  const keyOf = ({ code, file, details }: Problem, { start, end }: Span): string =>
    JSON.stringify([code, file, start, end, details]);
  // A problem inside an anchored value is reported at the anchor, because it affects every use; any other at the alias.
  const atAnchors = new Set(
    problems.flatMap((problem, i) => (spans[i]?.alias ? [] : [keyOf(problem, itemAt(spans, i))])),
  );
  for (const [i, problem] of problems.entries()) {
    const { alias, ...written } = itemAt(spans, i);
    const span = alias && !atAnchors.has(keyOf(problem, written)) ? alias : written;
    const source = sources.get(problem.file);
    const key = keyOf(problem, span);
    if (locatedByPlace.has(key)) continue;
    const text = source?.text ?? '';
    const fileLines = lines.get(problem.file) ?? splitLines(text);
    lines.set(problem.file, fileLines);
    const order = [files.indexOf(problem.file), span.start] as const;
    locatedByPlace.set(key, { problem: { ...problem, ...placeSpan(span, text, fileLines) }, order });
  }
  return [...locatedByPlace.values()]
    .sort((a, b) => a.order[0] - b.order[0] || a.order[1] - b.order[1])
    .map(({ problem }) => problem);
}

/** Whether the place of a problem is written in another folder than the pack's own: that of its base. */
export function isInherited(problem: Problem, folder: string, sources: Sources): boolean {
  return dirname(fileOf(problem, sources)) !== folder;
}

/** Returns the file in which the place of a problem is written: for a variant, its own file or that of its base. */
function fileOf({ file, at }: Problem, sources: Sources): string {
  return ('length' in at ? sources.get(file)?.holderOf?.(at)?.file : undefined) ?? file;
}

/** Finds the number of the line, counted from 1, on which the value at a path begins. */
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

type PlaceInText = Pick<LocatedProblem, 'line' | 'column' | 'endLine' | 'endColumn' | 'frame'>;

function placeSpan({ start, end }: Span, text: string, lines: readonly Line[]): PlaceInText {
  // The span of a map or block of text includes the line break after it.
  const trimmedEnd = start + text.slice(start, end).trimEnd().length;
  const startPosition = positionAt(start, lines);
  const endPosition = positionAt(Math.max(start, trimmedEnd), lines);
  const frame = [startPosition.line - 1, startPosition.line, startPosition.line + 1].flatMap((number) => {
    const line = lines[number - 1];
    return line === undefined || text === '' ? [] : [{ number, text: line.text }];
  });
  // The empty line after a final line break is not worth showing.
  if (frame.at(-1)?.number === lines.length && frame.at(-1)?.text === '' && startPosition.line < lines.length)
    frame.pop();
  return {
    line: startPosition.line,
    column: startPosition.column,
    endLine: endPosition.line,
    endColumn: endPosition.column,
    frame,
  };
}

function positionAt(offset: number, lines: readonly Line[]): { line: number; column: number } {
  let [low, high] = [0, lines.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (itemAt(lines, middle).start <= offset) low = middle;
    else high = middle - 1;
  }
  const { start, text } = itemAt(lines, low);
  return { line: low + 1, column: [...text.slice(0, offset - start)].length + 1 };
}
