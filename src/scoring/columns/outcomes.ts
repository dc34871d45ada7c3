// Things of which only few outcomes are possible: the program finds out which, all else is known before it runs.
import {
  ALWAYS,
  addCodes,
  type Codes,
  type Lookup,
  leaveByCode,
  lookUpCodes,
  lookUpPair,
  type Program,
} from './program.ts';

/** One of some outcomes in every row. */
export interface Few<T> {
  /** Which of them; null where it is always the first. */
  readonly decision: Decision | null;
  readonly outcomes: readonly T[];
}

/**
 * Looks at codes, those made first before others, until it is settled which outcome there is. What decisions come to together is
 * one decision again, and nothing is done in the rows before somebody asks for its codes.
 */
interface Decision {
  readonly id: number;
  /** What is looked at; null where all is settled. */
  readonly codes: Codes | null;
  /** Codes that are neighbours and come to the same are one branch; the first code behind each. */
  readonly ends: readonly number[];
  readonly branches: readonly Decision[];
  /** The place of the outcome that is settled. */
  readonly place: number;
}

/** The decisions of a program, each once. */
interface Decisions {
  readonly known: Map<string, Decision>;
  /** What was looked up for decisions of several codes. */
  readonly codes: Map<Decision, Codes>;
  /** Those that further ones look at by codes of their own. */
  readonly kept: Set<Decision>;
}

const DECISIONS = new WeakMap<Program, Decisions>();

function decisionsOf(program: Program): Decisions {
  const known = DECISIONS.get(program) ?? { known: new Map(), codes: new Map(), kept: new Set() };
  DECISIONS.set(program, known);
  return known;
}

function decisionOnce(program: Program, key: string, made: Omit<Decision, 'id'>): Decision {
  const { known } = decisionsOf(program);
  const before = known.get(key);
  if (before) return before;
  const decision = { id: known.size, ...made };
  known.set(key, decision);
  return decision;
}

function settledAt(program: Program, place: number): Decision {
  return decisionOnce(program, String(place), { codes: null, ends: [], branches: [], place });
}

/** A branch for each code up to the first one of the next; those that are the same become one. */
function lookAt(program: Program, codes: Codes, all: readonly Decision[], starts: readonly number[]): Decision {
  const [ends, branches]: [number[], Decision[]] = [[], []];
  let key = `${codes.at}`;
  for (let i = 0; i < all.length; i++) {
    const [one, end] = [all[i] as Decision, starts[i + 1] as number];
    if (one === all[i + 1]) continue;
    ends.push(end);
    branches.push(one);
    key += `,${end}:${one.id}`;
  }
  if (branches.length === 1) return branches[0] as Decision;
  return decisionOnce(program, key, { codes, ends, branches, place: 0 });
}

/** The same outcome in every row. */
export function always<T>(outcome: T): Few<T> {
  return { decision: null, outcomes: [outcome] };
}

/** An outcome for each code. */
export function byCode<T>(program: Program, codes: Codes, outcomes: readonly T[]): Few<T> {
  if (outcomes.length === 1) return always(outcomes[0] as T);
  return { decision: lookAtPlaces(program, codes, outcomes.length), outcomes };
}

function lookAtPlaces(program: Program, codes: Codes, count: number): Decision {
  const places = Array.from({ length: count }, (_, place) => place);
  return lookAt(
    program,
    codes,
    places.map((place) => settledAt(program, place)),
    [...places, count],
  );
}

/** What a decision comes to by code. */
function branchesOf({ ends, branches }: Decision): readonly Decision[] {
  return branches.flatMap((one, i) => new Array<Decision>((ends[i] as number) - (ends[i - 1] ?? 0)).fill(one));
}

/** The codes to look at for something, and the outcome of each. */
export function codedOutcomes<T>(
  program: Program,
  { decision, outcomes }: Few<T>,
): { readonly codes: Codes; readonly outcomes: readonly T[] } {
  if (!decision) return { codes: ALWAYS, outcomes };
  const { codes } = decision;
  if (codes && decision.branches.every((one) => one.codes === null))
    return { codes, outcomes: branchesOf(decision).map(({ place }) => outcomes[place] as T) };
  return { codes: codesOf(program, decision), outcomes };
}

/** Looks up a decision of several codes. */
function codesOf(program: Program, decision: Decision): Codes {
  const { codes: made } = decisionsOf(program);
  const known = made.get(decision);
  if (known) return known;
  const widths = new Map<Codes, number>();
  for (const { codes, ends } of partsOf(decision)) if (codes) widths.set(codes, ends.at(-1) as number);
  const looked = [...widths].sort(([a], [b]) => a.at - b.at);
  let states: readonly Decision[] = [decision];
  // After each of the codes there are some states; the table of the next ones has a part for each.
  const tables = looked.map(([codes, width], i) => {
    const next = new Map<Decision, number>();
    const size = looked[i + 1]?.[1];
    const entries = states.flatMap((state) =>
      (state.codes === codes ? branchesOf(state) : new Array<Decision>(width).fill(state)).map((after) => {
        if (!next.has(after)) next.set(after, next.size);
        return size === undefined ? after.place : (next.get(after) as number) * size;
      }),
    );
    states = [...next.keys()];
    if (entries.length > MOST_ENTRIES) throw new TooManyOutcomes();
    return { codes, entries };
  });
  const [first, ...others] = tables as [(typeof tables)[number], ...typeof tables];
  const codes = others.reduce(
    (before, { codes: own, entries }) => lookUpPair(program, before, 1, own, entries),
    lookUpCodes(program, first.codes, first.entries),
  );
  made.set(decision, codes);
  return codes;
}

/** A decision and all that it may lead to. */
function partsOf(decision: Decision, found: Set<Decision> = new Set()): ReadonlySet<Decision> {
  if (!found.has(decision)) {
    found.add(decision);
    for (const one of decision.branches) partsOf(one, found);
  }
  return found;
}

/** What each outcome is in other words: nothing is done at run time. */
export function mapOutcomes<T, U>({ decision, outcomes }: Few<T>, map: (outcome: T) => U): Few<U> {
  return { decision, outcomes: outcomes.map(map) };
}

/** A text that is the same for the same outcome, and no other one. */
export function textOf(outcome: unknown): string {
  if (typeof outcome === 'string') return `${outcome.length}"${outcome}`;
  if (typeof outcome !== 'object' || outcome === null) return String(outcome);
  let text = '(';
  if (Array.isArray(outcome)) for (const inner of outcome) text += `${textOf(inner)} `;
  else for (const key in outcome) text += `${key}=${textOf((outcome as Readonly<Record<string, unknown>>)[key])} `;
  return `${text})`;
}

/** So many entries tables may have. */
const MOST_ENTRIES = 1 << 16;
/** Up to so many entries, and so many codes to look at, two decisions become one; above, each is looked up first. */
const MOST_JOINED = { entries: 1 << 13, codes: 8 };

/** What two outcomes come to together. Throws a `TooManyOutcomes` where the pairs are too many for a table. */
export function pairOutcomes<A, B, C>(
  program: Program,
  a: Few<A>,
  b: Few<B>,
  of: (a: A, b: B) => C,
  keyOf: (outcome: C) => string = textOf,
): Few<C> {
  const [first, second] = [distinctIn(program, a), distinctIn(program, b)];
  const joined = join(first, second, MOST_JOINED);
  if (joined) return joined;
  const paired = join(lookedUp(program, first), lookedUp(program, second), { entries: MOST_ENTRIES, codes: 2 });
  if (paired) return paired;
  throw new TooManyOutcomes();

  function join(first: Decision, second: Decision, most: typeof MOST_JOINED): Few<C> | undefined {
    const outcomes: C[] = [];
    const places = new Map<C | string, Decision>();
    const made = new Map<number, Decision>();
    const width = decisionsOf(program).known.size;
    const codes = new Set<Codes>();
    let entries = 0;
    const isTooMuch = (): boolean => entries > most.entries || codes.size > most.codes;
    const settle = (x: Decision, y: Decision): Decision => {
      const outcome = of(a.outcomes[x.place] as A, b.outcomes[y.place] as B);
      const key = typeof outcome === 'object' ? keyOf(outcome) : outcome;
      const known = places.get(key) ?? settledAt(program, outcomes.push(outcome) - 1);
      places.set(key, known);
      return known;
    };
    const joinTwo = (x: Decision, y: Decision): Decision => {
      const pair = x.id * width + y.id;
      const known = made.get(pair);
      if (known) return known;
      const isFirst = x.codes !== null && (y.codes === null || x.codes.at <= y.codes.at);
      const isSecond = y.codes !== null && (x.codes === null || y.codes.at <= x.codes.at);
      const own = isFirst ? x.codes : y.codes;
      let one: Decision;
      if (own === null) one = settle(x, y);
      else {
        entries += (isFirst ? x : y).ends.at(-1) as number;
        codes.add(own);
        if (isTooMuch()) return x;
        const [all, starts]: [Decision[], number[]] = [[], [0]];
        for (let i = 0, j = 0, end = 0; ; ) {
          const [endX, endY] = [x.ends[i] as number, y.ends[j] as number];
          all.push(joinTwo(isFirst ? (x.branches[i] as Decision) : x, isSecond ? (y.branches[j] as Decision) : y));
          end = isFirst ? (isSecond ? Math.min(endX, endY) : endX) : endY;
          starts.push(end);
          if (isFirst && end === endX) i++;
          if (isSecond && end === endY) j++;
          if (isFirst ? i === x.ends.length : j === y.ends.length) break;
        }
        one = lookAt(program, own, all, starts);
      }
      made.set(pair, one);
      return one;
    };
    const decision = joinTwo(first, second);
    if (isTooMuch()) return undefined;
    return outcomes.length === 1 ? always(outcomes[0] as C) : { decision, outcomes };
  }
}

/** What outcomes come to one after the other; it must not matter which neighbours are put together first. */
export function foldOutcomes<T>(program: Program, all: readonly Few<T>[], of: (a: T, b: T) => T, none: T): Few<T> {
  if (all.length < 2) return all[0] ?? always(none);
  const middle = all.length >> 1;
  const [first, second] = [all.slice(0, middle), all.slice(middle)].map((half) =>
    foldOutcomes(program, half, of, none),
  );
  return pairOutcomes(program, first as Few<T>, second as Few<T>, of);
}

/** A decision to go on with: looked up where it is kept, and of outcomes that are the same only the first. */
function distinctIn<T>(program: Program, { decision, outcomes }: Few<T>): Decision {
  if (!decision) return settledAt(program, 0);
  const own = decisionsOf(program).kept.has(decision) ? lookedUp(program, decision) : decision;
  const firsts = new Map<T, number>();
  for (const [place, outcome] of outcomes.entries()) if (!firsts.has(outcome)) firsts.set(outcome, place);
  if (firsts.size === outcomes.length) return own;
  const made = new Map<Decision, Decision>();
  const mapped = (one: Decision): Decision => {
    const { codes, ends, branches, place } = one;
    const known =
      made.get(one) ??
      (codes
        ? lookAt(program, codes, branches.map(mapped), [0, ...ends])
        : settledAt(program, firsts.get(outcomes[place] as T) as number));
    made.set(one, known);
    return known;
  };
  return mapped(own);
}

/** A decision by one code. */
function lookedUp(program: Program, decision: Decision): Decision {
  if (!decision.codes || decision.branches.every(({ codes }) => codes === null)) return decision;
  const last = [...partsOf(decision)].reduce((most, { place }) => Math.max(most, place), 0);
  return lookAtPlaces(program, codesOf(program, decision), last + 1);
}

/** Says that more than one thing will look at it: what takes several codes is then looked up once, when it is first needed. */
export function keepOutcomes<T>(program: Program, few: Few<T>): Few<T> {
  if (few.decision) decisionsOf(program).kept.add(few.decision);
  return few;
}

/** Whole numbers added up. Throws a `TooManyOutcomes` where codes cannot hold that. */
export function sumOutcomes(program: Program, numbers: readonly Few<number>[]): Few<number> {
  const isFixed = ({ outcomes }: Few<number>): boolean => outcomes.every((one) => one === outcomes[0]);
  const base = numbers.filter(isFixed).reduce((sum, { outcomes }) => sum + (outcomes[0] as number), 0);
  const coded = numbers.filter((few) => !isFixed(few)).map((few) => codedOutcomes(program, few));
  const most = coded.reduce((sum, { outcomes }) => sum + outcomes.reduce((a, b) => Math.max(a, b), 0), 0);
  if (most >= MOST_ENTRIES) throw new TooManyOutcomes();
  if (coded.length === 0) return always(base);
  const sums = Array.from({ length: most + 1 }, (_, number) => base + number);
  return byCode(program, addCodes(program, coded), sums);
}

/** More outcomes than a table holds: the rows are left to the evaluator. */
export class TooManyOutcomes extends Error {}

/** Leaves the rows with such an outcome to the evaluator. */
export function leaveWhere<T>(program: Program, few: Few<T>, where: (outcome: T) => boolean): void {
  if (!few.outcomes.some(where)) return;
  const { codes, outcomes } = codedOutcomes(program, mapOutcomes(few, where));
  leaveByCode(program, codes, outcomes);
}

/** Leaves the rows in which that is so to the evaluator. */
export function leaveTrue(program: Program, few: Few<boolean>): void {
  leaveWhere(program, few, (is) => is);
}

/**
 * Whether something is settled from here on: a program for settled rows leaves those in which it is open. Where it is open in
 * every row, as without a column for it, it stays so and the rows are not left.
 */
export function isSettledHere<T>(program: Program, few: Few<T>, isOpen: (outcome: T) => boolean): boolean {
  if (!program.isSettled || few.outcomes.every(isOpen)) return false;
  leaveWhere(program, few, isOpen);
  return true;
}

/** A number for each outcome. */
export function lookupOf<T>(program: Program, few: Few<T>, number: (outcome: T) => number): Lookup {
  const { codes, outcomes } = codedOutcomes(program, few);
  return { codes, table: Float64Array.from(outcomes, number) };
}
