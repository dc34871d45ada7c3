import { type Condition, nodesOf } from '../../condition/condition.ts';
import { type Atom, isNumber, type Possible } from '../../condition/value.ts';
import { ONE, type Rational, ZERO } from '../../model/rational.ts';
import { evidenceKey, type Within } from '../../scoring/pass.ts';
import type { Input, Node, Plan, PointsNode } from '../../scoring/plan.ts';
import { pointsKey } from '../../scoring/points.ts';
import { readsOf } from '../../scoring/reads.ts';
import { fullDomain } from './domains.ts';
import { findRepresentatives } from './thresholds.ts';

/** What a search needs to know of a plan. */
export interface Space {
  readonly plan: Plan;
  /** The positions that decide the goal, ascending. */
  readonly needed: readonly number[];
  /** The positions that depend on a variable, ascending, by the name of its answer. */
  readonly behind: ReadonlyMap<string, readonly number[]>;
  /** What can be said, the answers that decide what is asked in front. */
  readonly variables: readonly Variable[];
  readonly start: Within;
}

/** An answer, or whether it carries evidence where that counts. */
export interface Variable {
  /** Its name among what each answer may be. */
  readonly key: string;
  readonly input: Input;
  /** What a value is worth, for the order in which values are tried. */
  readonly worth: (atom: Atom) => Rational;
}

/** The answers that decide some positions and conditions, all still open. */
export function openSpace(plan: Plan, reads: readonly number[], conditions: readonly Condition[]): Space {
  const needed = closureOf(plan, reads);
  const representatives = findRepresentatives(plan, needed, conditions);
  const positions = [...needed].sort((a, b) => a - b);
  const gates = new Set(positions.flatMap((position) => gatesOf(plan, position)));
  const found = positions.filter((position) => {
    const node = plan.nodes[position] as Node;
    return node.op === 'input' && !isWorkedOut(node);
  });
  const ordered = [...found.filter((position) => gates.has(position)), ...found.filter((at) => !gates.has(at))];
  const tables = new Map(
    positions.flatMap((position) => {
      const node = plan.nodes[position] as Node;
      return node.op === 'points' ? [[(plan.nodes[node.of] as Input).name, node] as const] : [];
    }),
  );
  const start = new Map<string, Possible>();
  const variables = ordered.flatMap((position): Variable[] => {
    const input = plan.nodes[position] as Input;
    const points = tables.get(input.name);
    start.set(input.name, fullDomain(input, representatives.get(position)));
    const answer: Variable = { key: input.name, input, worth: (atom) => worthOf(atom, input, points) };
    if (!points?.unproven) return [answer];
    const evidence: Variable = { key: evidenceKey(input.name), input, worth: (atom) => (atom === true ? ONE : ZERO) };
    start.set(evidence.key, { kind: 'atoms', atoms: [false, true], nothing: false });
    return [answer, evidence];
  });
  return { plan, needed: positions, behind: dependentsOf(plan, positions, ordered), variables, start };
}

function worthOf(atom: Atom, input: Input, points: PointsNode | undefined): Rational {
  const counted = points?.table?.get(pointsKey(atom));
  if (counted) return counted;
  if (isNumber(atom)) return atom;
  const place = input.options.findIndex(({ id }) => id === atom);
  return place < 0 ? ZERO : { n: BigInt(place), d: 1n };
}

/** The positions that depend on each of some inputs, itself included, by its name. */
function dependentsOf(
  plan: Plan,
  positions: readonly number[],
  inputs: readonly number[],
): ReadonlyMap<string, readonly number[]> {
  const readers = new Map<number, number[]>();
  for (const position of positions) {
    for (const read of decidingReads(plan.nodes[position] as Node)) {
      const known = readers.get(read);
      if (known) known.push(position);
      else readers.set(read, [position]);
    }
  }
  return new Map(
    inputs.map((input) => {
      const found = new Set([input]);
      for (const position of found) for (const reader of readers.get(position) ?? []) found.add(reader);
      return [(plan.nodes[input] as Input).name, [...found].sort((a, b) => a - b)];
    }),
  );
}

/** All positions that some positions depend on. */
function closureOf(plan: Plan, positions: readonly number[]): ReadonlySet<number> {
  const needed = new Set<number>();
  const waiting = [...positions];
  for (let position = waiting.pop(); position !== undefined; position = waiting.pop()) {
    if (needed.has(position)) continue;
    needed.add(position);
    waiting.push(...decidingReads(plan.nodes[position] as Node));
  }
  return needed;
}

/** A derived fact follows from others; a derived answer can also be stated by someone who knows no raw numbers. */
function isWorkedOut({ role, derived }: Input): boolean {
  return role === 'fact' && derived !== null;
}

/** What a node depends on when every answer is stated: then raw numbers decide only what has no answer of its own. */
function decidingReads(node: Node): readonly number[] {
  if (node.op !== 'input' || isWorkedOut(node)) return readsOf(node);
  return node.when ? nodesOf(node.when) : [];
}

/** The inputs that decide whether a question is asked. */
function gatesOf(plan: Plan, position: number): number[] {
  const node = plan.nodes[position] as Node;
  if (node.op !== 'input' || !node.when) return [];
  return [...closureOf(plan, nodesOf(node.when))].filter((at) => plan.nodes[at]?.op === 'input');
}
