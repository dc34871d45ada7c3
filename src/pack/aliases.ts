import { type Alias, isAlias, isMap, isScalar, isSeq, type Node } from 'yaml';
import type { ProblemCode } from '../model/problem.ts';
import { describeTooDeep, type Fault } from './tokens.ts';

/** What each alias of a document stands for. */
export type AliasTargets = ReadonlyMap<Alias, Node>;

/** How many values aliases may stand for in all: hundreds of shared option sets, but no tower of doublings. */
const MOST_COPIES = 100_000;

interface Size {
  /** Values inside, copies included. */
  readonly nodes: number;
  /** Levels of nesting inside, copies included. */
  readonly depth: number;
}

/** Finds what every alias stands for, each an anchor written before it; stops at the first that cannot be followed. */
export function findAliasTargets(root: Node, deepest: number): { targets: AliasTargets; fault?: Fault } {
  const targets = new Map<Alias, Node>();
  const anchored = new Map<string, Node>();
  const sizes = new Map<Node, Size>();
  let copies = 0;
  let fault: Fault | undefined;

  const stop = (alias: Alias, code: ProblemCode, wanted: string): Size => {
    const [start = 0, end = 0] = alias.range ?? [];
    fault ??= { code, start, end, details: { wanted } };
    return { nodes: 1, depth: 0 };
  };

  const measureAlias = (alias: Alias): Size => {
    const target = anchored.get(alias.source);
    if (!target) return stop(alias, 'M101', `no anchor "&${alias.source}" stands before this alias`);
    const size = sizes.get(target);
    if (!size) return stop(alias, 'M106', `the alias "*${alias.source}" stands inside of what it stands for`);
    copies += size.nodes;
    if (copies > MOST_COPIES) return stop(alias, 'M106', `aliases stand for more than ${MOST_COPIES} values`);
    targets.set(alias, target);
    return size;
  };

  const measure = (node: unknown): Size => {
    if (fault) return { nodes: 1, depth: 0 };
    if (isAlias(node)) return measureAlias(node);
    if (!isMap(node) && !isSeq(node) && !isScalar(node)) return { nodes: 1, depth: 0 };
    if (node.anchor !== undefined) anchored.set(node.anchor, node);
    const children: unknown[] = isMap(node)
      ? node.items.flatMap(({ key, value }) => [key, value])
      : isSeq(node)
        ? node.items
        : [];
    let [nodes, depth] = [1, 0];
    for (const child of children) {
      const inner = measure(child);
      nodes += inner.nodes;
      depth = Math.max(depth, inner.depth + 1);
      if (depth > deepest && isAlias(child)) stop(child, 'M106', describeTooDeep(deepest));
    }
    const size = { nodes, depth };
    sizes.set(node, size);
    return size;
  };

  measure(root);
  return { targets, ...(fault ? { fault } : {}) };
}
