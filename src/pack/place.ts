import { isAlias, isMap, isScalar, isSeq, type Node, type Pair, type YAMLMap } from 'yaml';
import type { Path } from '../model/problem.ts';
import type { YamlTree } from './yaml.ts';

/** Offsets into a text, in UTF-16 code units; the end is not included. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Without quotes, what merges a map into another in YAML 1.1. */
export const MERGE_KEY = '<<';

/** The node itself, or what it stands for if it is an alias. */
export function contentOf({ targets }: YamlTree, node: Node | null): Node | null {
  return isAlias(node) ? (targets.get(node) ?? null) : node;
}

/** A key as text; undefined if it is a list or map. */
export function keyText(tree: YamlTree, key: Node | null): string | undefined {
  const content = contentOf(tree, key);
  if (content === null) return '';
  return isScalar(content) ? String(content.value) : undefined;
}

/** Where a node stands, without anchor. */
export function spanOf(node: Node | null): Span {
  const [start = 0, end = start] = node?.range ?? [];
  return { start, end };
}

/**
 * Where the key or value at a path stands. What is not there is looked for as deep as it goes; the key of a list's
 * entry is the entry's first key.
 */
export function findSpan(tree: YamlTree, at: Path, on: 'key' | 'value'): Span {
  let node: Node | null = tree.root;
  let key: Node | null = null;
  let found = true;
  for (const step of at) {
    const content = contentOf(tree, node);
    if (isMap<Node, Node | null>(content)) {
      const pair = pairsOf(tree, content).get(String(step));
      if (!pair) {
        found = false;
        break;
      }
      [key, node] = [pair.key, pair.value];
    } else if (isSeq<Node>(content) && content.items[Number(step)] !== undefined) {
      [key, node] = [null, content.items[Number(step)] ?? null];
    } else {
      found = false;
      break;
    }
  }
  if (found && on === 'value' && node && spanOf(node).end > spanOf(node).start) return spanOf(node);
  return spanOf(key ?? firstKey(contentOf(tree, node)));
}

const KNOWN = new WeakMap<YAMLMap<Node, Node | null>, ReadonlyMap<string, Pair<Node, Node | null>>>();

/** The pairs of a map by key, the first of those with the same; kept, since a file can have a problem in every pair. */
function pairsOf(tree: YamlTree, map: YAMLMap<Node, Node | null>): ReadonlyMap<string, Pair<Node, Node | null>> {
  const known = KNOWN.get(map);
  if (known) return known;
  const pairs = new Map(map.items.toReversed().map((pair) => [keyText(tree, pair.key) ?? '', pair]));
  KNOWN.set(map, pairs);
  return pairs;
}

function firstKey(node: Node | null): Node | null {
  if (!isMap<Node>(node) || node.items.length === 0) return node;
  return node.items[0]?.key ?? node;
}
