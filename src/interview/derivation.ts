import { plainValue } from '../condition/unmet.ts';
import { type Atom, type Possible, sameAtom, settledValue } from '../condition/value.ts';
import type { Input, Node } from '../scoring/plan.ts';
import { readsOf } from '../scoring/reads.ts';
import { entryOf } from '../scoring/sheet.ts';
import type { Interview } from './interview.ts';
import type { Item } from './outline.ts';

/** A fact that an answer is worked out from; without a value while it is open, null for nothing. */
export interface Source {
  readonly input: Input;
  readonly value: ReturnType<typeof plainValue>;
  /** Whether it was worked out itself. */
  readonly derived: boolean;
}

/** What an answer comes to by its figures. */
export interface Derived {
  /** The answer; undefined while the figures leave it open. */
  readonly value: Atom | undefined;
  /** The facts in between first, then the figures. */
  readonly sources: readonly Source[];
  /** Whether something else was stated. */
  readonly contradicted: boolean;
}

/** What the figures say of an answer; undefined where nothing is worked out. */
export function derivedAnswer({ plan, evaluation, sheet }: Interview, { name, input }: Item): Derived | undefined {
  if (input.derived === null) return undefined;
  const possible = evaluation.values[input.derived] as Possible;
  const settled = settledValue(possible);
  const value = settled === null || Array.isArray(settled) ? undefined : (settled as Atom | undefined);
  const entry = entryOf(sheet, name);
  const stated = entry.state === 'answered' && !Array.isArray(entry.value) ? (entry.value as Atom) : undefined;
  const sources = sourcesOf(input.derived, plan.nodes).map(({ fact, position }) => ({
    input: fact,
    value: plainValue(evaluation.values[position] as Possible),
    derived: fact.derived !== null,
  }));
  return {
    value,
    sources: [...sources.filter((source) => source.derived), ...sources.filter((source) => !source.derived)],
    contradicted: stated !== undefined && value !== undefined && !sameAtom(stated, value),
  };
}

/** The facts behind a position, each once, in the order they are read. */
function sourcesOf(position: number, nodes: readonly Node[]): { fact: Input; position: number }[] {
  const found = new Map<number, Input>();
  const visit = (at: number): void => {
    const node = nodes[at] as Node;
    if (node.op === 'input') {
      if (found.has(at)) return;
      found.set(at, node);
      if (node.derived !== null) visit(node.derived);
    } else for (const read of readsOf(node)) visit(read);
  };
  visit(position);
  return [...found].map(([at, fact]) => ({ fact, position: at }));
}
