import type { Condition } from '../../condition/condition.ts';
import type { Truth } from '../../condition/truth.ts';
import type { Possible } from '../../condition/value.ts';
import { evaluateWithin, type Known, type Within } from '../../scoring/evaluate.ts';
import type { Plan } from '../../scoring/plan.ts';
import { type Direction, pickAnswer, splitDomain } from './domains.ts';
import { openSpace, type Space, type Variable } from './space.ts';

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
/** What an evaluation counts at least, so that small packs do not run for long either. */
const LEAST_WORK = 80;

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

function readerOf({ values }: Known): Read {
  return (node) => values[node] as Possible;
}

function evaluateAll({ plan, needed }: Space, within: Within): Known {
  return evaluateWithin(plan, within, needed);
}

/** Evaluates again what depends on one answer. */
function evaluateChange({ plan, behind }: Space, within: Within, { input }: Variable, before: Known): Known {
  return evaluateWithin(plan, within, behind.get(input.name) ?? [], before);
}

function pickAll(space: Space, within: Within, direction: Direction): Within {
  return new Map(
    space.variables.map(({ key, input, worth }) => [
      key,
      pickAnswer(input, within.get(key) as Possible, worth, direction),
    ]),
  );
}

/** From the best answers, lowers one after the other as far as what must hold still does. */
function lowerWhileKept(space: Space, { keep, truth }: Goal): Within | undefined {
  if (!keep) return undefined;
  let within = pickAll(space, space.start, 'best');
  let known = evaluateAll(space, within);
  if (keep(readerOf(known)) !== 'holds') return undefined;
  for (const variable of space.variables) {
    for (const lowered of fromWorst(variable, space)) {
      const lower = new Map([...within, [variable.key, lowered]]);
      const changed = evaluateChange(space, lower, variable, known);
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
function fromWorst({ key, input, worth }: Variable, { start }: Space): readonly Possible[] {
  const possible = { ...(start.get(key) as Possible), nothing: false };
  if (possible.kind === 'atoms') return splitDomain(input, possible, worth, 'worst') ?? [possible];
  return [pickAnswer(input, possible, worth, 'worst')];
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
    budget.left -= Math.max(space.needed.length, LEAST_WORK);
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
  readonly changed: Variable | null;
  readonly next: number;
}

/** Splits the first answer that is still open; undefined when all are settled. */
function splitNext(space: Space, { within, next }: State, known: Known, direction: Direction): State[] | undefined {
  for (let at = next; at < space.variables.length; at++) {
    const variable = space.variables[at] as Variable;
    const { key, input, worth } = variable;
    const parts = splitDomain(input, within.get(key) as Possible, worth, direction);
    if (!parts) continue;
    return parts.map((part) => ({
      within: new Map([...within, [key, part]]),
      before: known,
      changed: variable,
      next: at,
    }));
  }
  return undefined;
}
