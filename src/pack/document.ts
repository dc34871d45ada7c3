import type { Documents } from '../model/generated/types.ts';
import type { Problem } from '../model/problem.ts';
import type { WrittenKind } from './kinds.ts';
import { findSpan, type Span } from './place.ts';
import { parsePlainYaml } from './plain-yaml.ts';
import { readTree } from './read.ts';
import { validateDocument } from './validate.ts';
import { LARGEST, parseYaml, type YamlTree } from './yaml.ts';

/** A document, or null if anything is wrong with it. */
export interface ReadDocument<K extends WrittenKind> {
  readonly document: Documents[K] | null;
  readonly problems: readonly Problem[];
  /** Where the places of the text stand. */
  readonly locate: (at: Problem['at'], on: 'key' | 'value') => Span;
}

/** Reads the text of a YAML or JSON document, without byte-order mark, as one of its kind. */
export function readDocument<K extends WrittenKind>(kind: K, file: string, text: string): ReadDocument<K> {
  const plain = text.length > LARGEST ? undefined : parsePlainYaml(text);
  if (plain) {
    const { value, problems } = readValue(kind, file, { root: plain, targets: new Map() });
    if (problems.length === 0) return { document: value as Documents[K], problems, locate: locateLater(file, text) };
  }
  const parsed = parseYaml(text, file);
  if (!parsed.tree) return { document: null, problems: parsed.problems, locate: locateOffsets };
  const { tree } = parsed;
  const { value, problems } = readValue(kind, file, tree);
  return {
    document: problems.length === 0 ? (value as Documents[K]) : null,
    problems,
    locate: (at, on) => locateIn(tree, at, on),
  };
}

function readValue(kind: WrittenKind, file: string, tree: YamlTree): { value: unknown; problems: readonly Problem[] } {
  const { value, problems } = readTree(tree, kind, file);
  return { value, problems: [...problems, ...validateDocument(kind, value, file, problems)] };
}

/** Of a sound document few places are ever asked for, and often none: only then is it worth to know them all. */
function locateLater(file: string, text: string): ReadDocument<never>['locate'] {
  let tree: YamlTree | null | undefined;
  return (at, on) => {
    tree ??= parseYaml(text, file).tree;
    return tree ? locateIn(tree, at, on) : locateOffsets(at);
  };
}

function locateIn(tree: YamlTree, at: Problem['at'], on: 'key' | 'value'): Span {
  return 'start' in at ? at : findSpan(tree, at, on);
}

/** Where there is no document, problems have offsets; any path stands for the beginning. */
function locateOffsets(at: Problem['at']): Span {
  return 'start' in at ? at : { start: 0, end: 0 };
}
