import type { Condition } from '../../condition/condition.ts';
import type { Truth } from '../../condition/truth.ts';
import { isNothing, type Possible, settledValue } from '../../condition/value.ts';
import { subtract, toNumber } from '../../model/rational.ts';
import { evaluateWithin, type Known } from '../../scoring/evaluate.ts';
import type { Within } from '../../scoring/pass.ts';
import type { Plan } from '../../scoring/plan.ts';
import { type Direction, middleOf, pickAnswer, splitDomain } from './domains.ts';
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

/** Shares of best answers that are tried first: what lies in the middle is found by few of these, however large a pack. */
const MIXTURES = [1 / 2, 1 / 4, 3 / 4, 1 / 8, 3 / 8, 5 / 8, 7 / 8];

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
  for (const share of MIXTURES) {
    const picked = pickMixed(space, share);
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

/** The best answer to so large a share of all questions, spread over them, and the worst to the others. */
function pickMixed(space: Space, share: number): Within {
  const [best, worst] = [pickAll(space, space.start, 'best'), pickAll(space, space.start, 'worst')];
  const isBest = (at: number): boolean => Math.floor((at + 1) * share) > Math.floor(at * share);
  return new Map(space.variables.map(({ key }, at) => [key, (isBest(at) ? best : worst).get(key) as Possible]));
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
    const middles = pickMiddles(space, within);
    if (middles && goal.truth(readerOf(evaluateAll(space, middles))) === 'holds') {
      return { verdict: 'found', answers: middles };
    }
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

/**
 * Splits the first choice that is still open, else the widest range of numbers, of which none is ever settled; undefined
 * when there is nothing to split.
 */
function splitNext(space: Space, { within, next }: State, known: Known, direction: Direction): State[] | undefined {
  let widest: { readonly at: number; readonly width: number } | undefined;
  for (let at = next; at < space.variables.length; at++) {
    const possible = within.get((space.variables[at] as Variable).key) as Possible;
    const width = widthOf(possible);
    if (width > (widest?.width ?? 0)) widest = { at, width };
    const parts = width > 0 ? undefined : splitAt(space, at, within, known, at, direction);
    if (parts) return parts;
  }
  // Ranges stay open behind those that are split: the next look begins where this one did.
  return widest && splitAt(space, widest.at, within, known, next, direction);
}

function splitAt(
  space: Space,
  at: number,
  within: Within,
  known: Known,
  next: number,
  direction: Direction,
): State[] | undefined {
  const variable = space.variables[at] as Variable;
  const { key, input, worth } = variable;
  const parts = splitDomain(input, within.get(key) as Possible, worth, direction);
  return parts?.map((part) => ({ within: new Map([...within, [key, part]]), before: known, changed: variable, next }));
}

/** How wide a range of numbers is; 0 for what is none, or settled. */
function widthOf(possible: Possible): number {
  if (possible.kind !== 'range' || possible.nothing) return 0;
  return possible.low && possible.high ? toNumber(subtract(possible.high, possible.low)) : Number.POSITIVE_INFINITY;
}

/** Numbers from the middle of all ranges: most goals that hold somewhere hold there after a few splits. */
function pickMiddles({ variables }: Space, within: Within): Within | undefined {
  const possibles = variables.map(({ key }) => within.get(key) as Possible);
  const isOpen = (possible: Possible): boolean =>
    possible.kind !== 'range' && !isNothing(possible) && settledValue(possible) === undefined;
  if (possibles.some(isOpen) || !possibles.some((possible) => possible.kind === 'range')) return undefined;
  return new Map(variables.map(({ key }, i) => [key, middleOf(possibles[i] as Possible)]));
}
