import type { Documents } from '../model/generated/types.ts';
import type { Problem } from '../model/problem.ts';
import type { WrittenKind } from './kinds.ts';
import { findSpan, type Span } from './place.ts';
import { readTree } from './read.ts';
import { validateDocument } from './validate.ts';
import { parseYaml } from './yaml.ts';

/** A document, or null if anything is wrong with it. */
export interface ReadDocument<K extends WrittenKind> {
  readonly document: Documents[K] | null;
  readonly problems: readonly Problem[];
  /** Where the places of the text stand. */
  readonly locate: (at: Problem['at'], on: 'key' | 'value') => Span;
}

/** Reads the text of a YAML or JSON document, without byte-order mark, as one of its kind. */
export function readDocument<K extends WrittenKind>(kind: K, file: string, text: string): ReadDocument<K> {
  const parsed = parseYaml(text, file);
  if (!parsed.tree) return { document: null, problems: parsed.problems, locate: locateOffsets };
  const { tree } = parsed;
  const reading = readTree(tree, kind, file);
  const problems = [...reading.problems, ...validateDocument(kind, reading.value, file, reading.problems)];
  return {
    document: problems.length === 0 ? (reading.value as Documents[K]) : null,
    problems,
    locate: (at, on) => ('start' in at ? at : findSpan(tree, at, on)),
  };
}

/** Where there is no document, problems have offsets; any path stands for the beginning. */
function locateOffsets(at: Problem['at']): Span {
  return 'start' in at ? at : { start: 0, end: 0 };
}
