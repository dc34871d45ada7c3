import type { Line } from '../words/unmet.ts';
import { escapeStart } from './escape.ts';

/** Lines of words as a list, with what stands below them indented. */
export function drawLines(lines: readonly Line[], indent = ''): string[] {
  return lines.flatMap(({ text, parts = [] }) => [
    `${indent}- ${escapeStart(text)}`,
    ...drawLines(parts, `${indent}  `),
  ]);
}
