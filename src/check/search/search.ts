import { type Condition, nodesOf } from '../../condition/condition.ts';
import type { Truth } from '../../condition/truth.ts';
import { type Atom, isNothing, isNumber, type Possible } from '../../condition/value.ts';
import { type Rational, ZERO } from '../../model/rational.ts';
import { evaluateWithin, type Known, type Within } from '../../scoring/evaluate.ts';
import type { Input, Node, Plan } from '../../scoring/plan.ts';
import { pointsKey } from '../../scoring/points.ts';
import { readsOf } from '../../scoring/reads.ts';
import { type Direction, fullDomain, pickAnswer, splitDomain } from './domains.ts';
import { findRepresentatives } from './thresholds.ts';

type Read = (node: number) => Possible;

/** Something that answers may make true. */
export interface Goal {
  /** The positions it reads. */
  readonly reads: readonly number[];
  /** The conditions it asks about, for the constants in them. */
  readonly conditions: readonly Condition[];
  readonly truth: (read: Read) => Truth;
  /** What must not be lost on the way, where the goal wants something else to fail. */
  readonly keep?: (read: Read) => Truth;
  /** Which answers are likelier to make it true. */
  readonly toward: Direction;
}

/** Whether answers exist that make a goal true: such answers, the proof that there are none, or neither in time. */
export type Verdict =
  | { readonly verdict: 'found'; readonly answers: Within }
  | { readonly verdict: 'none' }
  | { readonly verdict: 'undecided' };

/** How much is tried before a search gives up: evaluations, each counted with the positions it touches. */
const MOST_WORK = 400_000;

/**
 * Looks for answers, each given or not applicable, that make a goal true. Exact: bounds prune what cannot succeed and
 * accept what cannot fail, and what is left open is split until it is decided.
 */
export function findAnswers(plan: Plan, goal: Goal, mostWork = MOST_WORK): Verdict {
  const space = openSpace(plan, goal.reads, goal.conditions);
  const opposite = goal.toward === 'best' ? 'worst' : 'best';
  for (const direction of [goal.toward, opposite] as const) {
    const picked = pickAll(space, space.start, direction);
    if (goal.truth(readerOf(evaluateAll(space, picked))) === 'holds') return { verdict: 'found', answers: picked };
  }
  const lowered = lowerWhileKept(space, goal);
  if (lowered) return { verdict: 'found', answers: lowered };
  // Each way in turn with a little more patience: which one is short cannot be told beforehand.
  for (let share = 64; share >= 1; share /= 4) {
    for (const direction of [goal.toward, opposite] as const) {
      const found = descend(space, goal, direction, { left: mostWork / share });
      if (found.verdict !== 'undecided') return found;
    }
  }
  return { verdict: 'undecided' };
}

/** What each of some positions may be, whatever is answered. */
export function possibleValues(plan: Plan, positions: readonly number[]): Read {
  const space = openSpace(plan, positions, []);
  return readerOf(evaluateAll(space, space.start));
}

/** What a search needs to know of a plan. */
interface Space {
  readonly plan: Plan;
  /** The positions that decide the goal, ascending. */
  readonly needed: readonly number[];
  /** The positions that depend on an answer, ascending, by its name. */
  readonly behind: ReadonlyMap<string, readonly number[]>;
  /** The questions and facts that can be answered, those that decide what is asked in front. */
  readonly inputs: readonly Input[];
  readonly start: Within;
  readonly worth: (input: Input) => (atom: Atom) => Rational;
}

function openSpace(plan: Plan, reads: readonly number[], conditions: readonly Condition[]): Space {
  const needed = closureOf(plan, reads);
  const representatives = findRepresentatives(plan, needed, conditions);
  const positions = [...needed].sort((a, b) => a - b);
  const gates = new Set(positions.flatMap((position) => gatesOf(plan, position)));
  const found = positions.filter((position) => {
    const node = plan.nodes[position] as Node;
    return node.op === 'input' && node.type !== 'derived';
  });
  const ordered = [...found.filter((position) => gates.has(position)), ...found.filter((at) => !gates.has(at))];
  const start = new Map(
    ordered.map((position) => {
      const input = plan.nodes[position] as Input;
      return [input.name, fullDomain(input, representatives.get(position))];
    }),
  );
  const tables = new Map(
    positions.flatMap((position) => {
      const node = plan.nodes[position] as Node;
      return node.op === 'points' ? [[(plan.nodes[node.of] as Input).name, node.table] as const] : [];
    }),
  );
  const worth =
    (input: Input) =>
    (atom: Atom): Rational => {
      const points = tables.get(input.name)?.get(pointsKey(atom));
      if (points) return points;
      if (isNumber(atom)) return atom;
      const place = input.options.findIndex(({ id }) => id === atom);
      return place < 0 ? ZERO : { n: BigInt(place), d: 1n };
    };
  const inputs = ordered.map((position) => plan.nodes[position] as Input);
  return { plan, needed: positions, behind: dependentsOf(plan, positions, ordered), inputs, start, worth };
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

/** What a node depends on when every answer is stated: then raw numbers decide only what has no answer of its own. */
function decidingReads(node: Node): readonly number[] {
  if (node.op !== 'input' || node.type === 'derived') return readsOf(node);
  return node.when ? nodesOf(node.when) : [];
}

/** The inputs that decide whether a question is asked. */
function gatesOf(plan: Plan, position: number): number[] {
  const node = plan.nodes[position] as Node;
  if (node.op !== 'input' || !node.when) return [];
  return [...closureOf(plan, nodesOf(node.when))].filter((at) => plan.nodes[at]?.op === 'input');
}

function readerOf({ values }: Known): Read {
  return (node) => values[node] as Possible;
}

function evaluateAll({ plan, needed }: Space, within: Within): Known {
  return evaluateWithin(plan, within, needed);
}

/** Evaluates again what depends on one answer. */
function evaluateChange({ plan, behind }: Space, within: Within, input: Input, before: Known): Known {
  return evaluateWithin(plan, within, behind.get(input.name) ?? [], before);
}

function pickAll(space: Space, within: Within, direction: Direction): Within {
  return new Map(
    space.inputs.map((input) => [
      input.name,
      pickAnswer(input, within.get(input.name) as Possible, space.worth(input), direction),
    ]),
  );
}

/** From the best answers, lowers one after the other as far as what must hold still does. */
function lowerWhileKept(space: Space, { keep, truth }: Goal): Within | undefined {
  if (!keep) return undefined;
  let within = pickAll(space, space.start, 'best');
  let known = evaluateAll(space, within);
  if (keep(readerOf(known)) !== 'holds') return undefined;
  for (const input of space.inputs) {
    for (const lowered of fromWorst(input, space)) {
      const lower = new Map([...within, [input.name, lowered]]);
      const changed = evaluateChange(space, lower, input, known);
      const read = readerOf(changed);
      if (keep(read) !== 'holds') continue;
      if (truth(read) === 'holds') return lower;
      [within, known] = [lower, changed];
      break;
    }
  }
  return undefined;
}

/** The answers to one question from the worst up; of many options only the worst choice. */
function fromWorst(input: Input, { start, worth }: Space): readonly Possible[] {
  const possible = { ...(start.get(input.name) as Possible), nothing: false };
  if (possible.kind === 'atoms') return splitDomain(input, possible, worth(input), 'worst') ?? [possible];
  return [pickAnswer(input, possible, worth(input), 'worst')];
}

interface Budget {
  left: number;
}

function descend(space: Space, goal: Goal, direction: Direction, budget: Budget): Verdict {
  const waiting: State[] = [{ within: space.start, before: evaluateAll(space, space.start), changed: null, next: 0 }];
  let isComplete = true;
  for (let state = waiting.pop(); state; state = waiting.pop()) {
    const { within, before, changed } = state;
    const known = changed ? evaluateChange(space, within, changed, before) : before;
    budget.left -= space.needed.length;
    const truth = goal.truth(readerOf(known));
    if (truth === 'holds') return { verdict: 'found', answers: pickAll(space, within, direction) };
    if (truth === 'fails') continue;
    if (budget.left < 0) return { verdict: 'undecided' };
    const parts = splitNext(space, state, known, direction);
    if (!parts) isComplete = false;
    else waiting.push(...parts.reverse());
  }
  return isComplete ? { verdict: 'none' } : { verdict: 'undecided' };
}

/** What the answers may be at one point of a search; those before `next` are settled. */
interface State {
  readonly within: Within;
  /** What was known before the last answer was narrowed. */
  readonly before: Known;
  readonly changed: Input | null;
  readonly next: number;
}

/** Splits the first answer that is still open; undefined when all are settled. */
function splitNext(space: Space, { within, next }: State, known: Known, direction: Direction): State[] | undefined {
  for (let at = next; at < space.inputs.length; at++) {
    const input = space.inputs[at] as Input;
    const possible = within.get(input.name) as Possible;
    const parts = isNothing(possible) ? undefined : splitDomain(input, possible, space.worth(input), direction);
    if (!parts) continue;
    return parts.map((part) => ({
      within: new Map([...within, [input.name, part]]),
      before: known,
      changed: input,
      next: at,
    }));
  }
  return undefined;
}
