// Writes the document of a funding programme as YAML, as people would lay it out.

import { writeYamlValue } from '../../model/index.ts';
import { isObject } from './funding-terms.ts';
import type { Json } from './programme-cells.ts';

/** The maximum length of a line on which a whole object or list is written. */
const MAX_LINE_CHARS = 120;

/** Returns the text of a YAML file with this document; `comment` is its first line. */
export function writeProgrammeYaml(document: Json, comment: string): string {
  const entries = isObject(document) ? Object.entries(document) : [];
  const blocks = entries.map(([key, value]) => {
    const lines = writeEntry(key, value, 0);
    // A blank line precedes a list that takes several lines.
    return lines.length > 1 && Array.isArray(value) ? ['', ...lines] : lines;
  });
  return `${[`# ${comment.replaceAll('\n', ' ')}`, ...blocks.flat()].join('\n')}\n`;
}

function writeEntry(key: string, value: Json, depth: number): string[] {
  const indent = '  '.repeat(depth);
  const line = `${indent}${writeYamlValue(key)}: ${writeYamlValue(value)}`;
  if (isOnOneLine(value, line, depth)) return [line];
  const name = `${indent}${writeYamlValue(key)}:`;
  if (Array.isArray(value)) return [name, ...(value as readonly Json[]).flatMap((item) => writeItem(item, depth + 1))];
  return [
    name,
    ...Object.entries(value as object).flatMap(([inner, one]) => writeEntry(inner, one as Json, depth + 1)),
  ];
}

function writeItem(item: Json, depth: number): string[] {
  const indent = '  '.repeat(depth);
  const line = `${indent}- ${writeYamlValue(item)}`;
  if (depth > 1 && isOnOneLine(item, line, depth)) return [line];
  if (!isObject(item)) return [line];
  const lines = Object.entries(item).flatMap(([key, value]) => writeEntry(key, value, depth + 1));
  return lines.map((line, i) => (i === 0 ? `${indent}- ${line.trimStart()}` : line));
}

/** Whether a value is written on one line: all but long objects and lists, and lists of objects at the top level. */
function isOnOneLine(value: Json, line: string, depth: number): boolean {
  if (typeof value !== 'object' || value === null || Object.keys(value).length === 0) return true;
  const hasLists = Array.isArray(value) && depth === 0 && value.some((item: Json) => isObject(item));
  return !hasLists && line.length <= MAX_LINE_CHARS;
}
