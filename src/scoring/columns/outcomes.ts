// Values that have only a few possible outcomes: for each row, only the index of the outcome is looked up; everything
// that depends on the outcome is computed in advance.
import {
  addCodes,
  CONSTANT_CODES,
  type Codes,
  type Lookup,
  leaveByCode,
  lookUpCodes,
  lookUpPair,
  type Program,
} from './program.ts';

/** A column with one of several outcomes in each row. */
export interface FewOutcomes<T> {
  /** Determines the outcome of each row; null if every row has the first outcome. */
  readonly decision: Decision | null;
  readonly outcomes: readonly T[];
}

/**
 * A decision tree that inspects codes of a row, in the order of their registers, until the outcome is determined.
 * Combining decisions gives another decision. Nothing is computed for rows until the codes of a decision are requested.
 */
interface Decision {
  readonly id: number;
  /** The codes that this decision inspects; null if it is a leaf of the tree, that is, an outcome. */
  readonly codes: Codes | null;
  /** The ranges of codes that lead to the same branch: entry i is the first code after the range of branch i. */
  readonly ends: readonly number[];
  readonly branches: readonly Decision[];
  /** The index of the outcome, if this decision is one. */
  readonly place: number;
}

/** The decisions of a program; equal decisions are the same object. */
interface Decisions {
  readonly known: Map<string, Decision>;
  /** For decisions that inspect several codes, the single code computed for their outcomes. */
  readonly codes: Map<Decision, Codes>;
  /** Decisions that are used several times. Further decisions inspect their single code instead of repeating them. */
  readonly kept: Set<Decision>;
}

const DECISIONS_BY_PROGRAM = new WeakMap<Program, Decisions>();

function decisionsOf(program: Program): Decisions {
  const decisions = DECISIONS_BY_PROGRAM.get(program) ?? { known: new Map(), codes: new Map(), kept: new Set() };
  DECISIONS_BY_PROGRAM.set(program, decisions);
  return decisions;
}

function shareDecision(program: Program, key: string, parts: Omit<Decision, 'id'>): Decision {
  const { known } = decisionsOf(program);
  const existingDecision = known.get(key);
  if (existingDecision) return existingDecision;
  const decision = { id: known.size, ...parts };
  known.set(key, decision);
  return decision;
}

function settledAt(program: Program, place: number): Decision {
  return shareDecision(program, String(place), { codes: null, ends: [], branches: [], place });
}

/** Creates a decision with a branch for each range of codes; adjacent ranges with the same branch are merged. */
function createDecision(program: Program, codes: Codes, all: readonly Decision[], starts: readonly number[]): Decision {
  const [ends, branches]: [number[], Decision[]] = [[], []];
  let key = `${codes.at}`;
  for (let i = 0; i < all.length; i++) {
    const [branch, end] = [all[i] as Decision, starts[i + 1] as number];
    if (branch === all[i + 1]) continue;
    ends.push(end);
    branches.push(branch);
    key += `,${end}:${branch.id}`;
  }
  if (branches.length === 1) return branches[0] as Decision;
  return shareDecision(program, key, { codes, ends, branches, place: 0 });
}

/** Returns a column with the same outcome in all rows. */
export function createConstantOutcome<T>(outcome: T): FewOutcomes<T> {
  return { decision: null, outcomes: [outcome] };
}

/** Returns a column of outcomes in which the code of each row is the index of its outcome. */
export function outcomeByCode<T>(program: Program, codes: Codes, outcomes: readonly T[]): FewOutcomes<T> {
  if (outcomes.length === 1) return createConstantOutcome(outcomes[0] as T);
  return { decision: inspectPlaces(program, codes, outcomes.length), outcomes };
}

function inspectPlaces(program: Program, codes: Codes, count: number): Decision {
  const outcomeIndexes = Array.from({ length: count }, (_, place) => place);
  return createDecision(
    program,
    codes,
    outcomeIndexes.map((place) => settledAt(program, place)),
    [...outcomeIndexes, count],
  );
}

/** Returns, for each code that a decision can find, the branch to which this code leads. */
function branchesOf({ ends, branches }: Decision): readonly Decision[] {
  return branches.flatMap((branch, i) => new Array<Decision>((ends[i] as number) - (ends[i - 1] ?? 0)).fill(branch));
}

/** Returns the codes that identify the outcome in each row, and the outcome for each code. */
export function encodeOutcomes<T>(
  program: Program,
  { decision, outcomes }: FewOutcomes<T>,
): { readonly codes: Codes; readonly outcomes: readonly T[] } {
  if (!decision) return { codes: CONSTANT_CODES, outcomes };
  const { codes } = decision;
  if (codes && decision.branches.every((branch) => branch.codes === null))
    return { codes, outcomes: branchesOf(decision).map(({ place }) => outcomes[place] as T) };
  return { codes: computeOutcomeCodes(program, decision), outcomes };
}

/** Computes, for a decision that inspects several codes, one code per row that identifies the outcome. */
function computeOutcomeCodes(program: Program, decision: Decision): Codes {
  const { codes: computed } = decisionsOf(program);
  const cached = computed.get(decision);
  if (cached) return cached;
  const widths = new Map<Codes, number>();
  for (const { codes, ends } of collectDecisions(decision)) if (codes) widths.set(codes, ends.at(-1) as number);
  const inspectedDecisions = [...widths].sort(([a], [b]) => a.at - b.at);
  let states: readonly Decision[] = [decision];
  // The codes inspected so far can lead to several decisions, so the table for the next code has a section for each of
  // these decisions.
  const tables = inspectedDecisions.map(([codes, width], i) => {
    const nextStates = new Map<Decision, number>();
    const size = inspectedDecisions[i + 1]?.[1];
    const entries = states.flatMap((state) =>
      (state.codes === codes ? branchesOf(state) : new Array<Decision>(width).fill(state)).map((after) => {
        if (!nextStates.has(after)) nextStates.set(after, nextStates.size);
        return size === undefined ? after.place : (nextStates.get(after) as number) * size;
      }),
    );
    states = [...nextStates.keys()];
    if (entries.length > MAX_ENTRIES) throw new TooManyOutcomes();
    return { codes, entries };
  });
  const [first, ...others] = tables as [(typeof tables)[number], ...typeof tables];
  const codes = others.reduce(
    (previous, { codes: codesHere, entries }) => lookUpPair(program, previous, 1, codesHere, entries),
    lookUpCodes(program, first.codes, first.entries),
  );
  computed.set(decision, codes);
  return codes;
}

/** Collects a decision and all decisions that it may lead to. */
function collectDecisions(decision: Decision, found: Set<Decision> = new Set()): ReadonlySet<Decision> {
  if (!found.has(decision)) {
    found.add(decision);
    for (const branch of decision.branches) collectDecisions(branch, found);
  }
  return found;
}

/** Applies a function to each outcome. This costs nothing while rows are scored. */
export function mapOutcomes<T, U>({ decision, outcomes }: FewOutcomes<T>, map: (outcome: T) => U): FewOutcomes<U> {
  return { decision, outcomes: outcomes.map(map) };
}

/** Returns a text that is the same only for equal outcomes. */
export function textOf(outcome: unknown): string {
  if (typeof outcome === 'string') return `${outcome.length}"${outcome}`;
  if (typeof outcome !== 'object' || outcome === null) return String(outcome);
  let text = '(';
  if (Array.isArray(outcome)) for (const innerOutcome of outcome) text += `${textOf(innerOutcome)} `;
  else for (const key in outcome) text += `${key}=${textOf((outcome as Readonly<Record<string, unknown>>)[key])} `;
  return `${text})`;
}

/** The maximum number of entries in a lookup table. */
const MAX_ENTRIES = 1 << 16;
/**
 * Two decisions are merged into one if the result has at most this many entries and inspects at most this many codes.
 * Otherwise each of the two is first reduced to a single code.
 */
const MERGE_LIMITS = { entries: 1 << 13, codes: 8 };

/**
 * Combines the outcomes of two columns in each row. Throws `TooManyOutcomes` if there are more pairs than a table can
 * contain.
 */
export function pairOutcomes<A, B, C>(
  program: Program,
  a: FewOutcomes<A>,
  b: FewOutcomes<B>,
  combine: (a: A, b: B) => C,
  keyOf: (outcome: C) => string = textOf,
): FewOutcomes<C> {
  const [first, second] = [mergeEqual(program, a), mergeEqual(program, b)];
  const mergedOutcomes = join(first, second, MERGE_LIMITS);
  if (mergedOutcomes) return mergedOutcomes;
  const tabledOutcomes = join(tabulateDecision(program, first), tabulateDecision(program, second), {
    entries: MAX_ENTRIES,
    codes: 2,
  });
  if (tabledOutcomes) return tabledOutcomes;
  throw new TooManyOutcomes();

  function join(first: Decision, second: Decision, limits: typeof MERGE_LIMITS): FewOutcomes<C> | undefined {
    const outcomes: C[] = [];
    const decisionByOutcome = new Map<C | string, Decision>();
    const pairs = new Map<number, Decision>();
    const width = decisionsOf(program).known.size;
    const codes = new Set<Codes>();
    let entries = 0;
    const isTooMuch = (): boolean => entries > limits.entries || codes.size > limits.codes;
    const settlePair = (x: Decision, y: Decision): Decision => {
      const outcome = combine(a.outcomes[x.place] as A, b.outcomes[y.place] as B);
      const key = typeof outcome === 'object' ? keyOf(outcome) : outcome;
      const settledDecision = decisionByOutcome.get(key) ?? settledAt(program, outcomes.push(outcome) - 1);
      decisionByOutcome.set(key, settledDecision);
      return settledDecision;
    };
    const joinTwo = (x: Decision, y: Decision): Decision => {
      const pair = x.id * width + y.id;
      const cached = pairs.get(pair);
      if (cached) return cached;
      const inspectsFirst = x.codes !== null && (y.codes === null || x.codes.at <= y.codes.at);
      const inspectsSecond = y.codes !== null && (x.codes === null || y.codes.at <= x.codes.at);
      const inspectedCodes = inspectsFirst ? x.codes : y.codes;
      let result: Decision;
      if (inspectedCodes === null) result = settlePair(x, y);
      else {
        entries += (inspectsFirst ? x : y).ends.at(-1) as number;
        codes.add(inspectedCodes);
        if (isTooMuch()) return x;
        const [all, starts]: [Decision[], number[]] = [[], [0]];
        for (let i = 0, j = 0, end = 0; ; ) {
          const [endX, endY] = [x.ends[i] as number, y.ends[j] as number];
          all.push(
            joinTwo(inspectsFirst ? (x.branches[i] as Decision) : x, inspectsSecond ? (y.branches[j] as Decision) : y),
          );
          end = inspectsFirst ? (inspectsSecond ? Math.min(endX, endY) : endX) : endY;
          starts.push(end);
          if (inspectsFirst && end === endX) i++;
          if (inspectsSecond && end === endY) j++;
          if (inspectsFirst ? i === x.ends.length : j === y.ends.length) break;
        }
        result = createDecision(program, inspectedCodes, all, starts);
      }
      pairs.set(pair, result);
      return result;
    };
    const decision = joinTwo(first, second);
    if (isTooMuch()) return undefined;
    return outcomes.length === 1 ? createConstantOutcome(outcomes[0] as C) : { decision, outcomes };
  }
}

/** Combines the outcomes of several columns by an associative function. */
export function foldOutcomes<T>(
  program: Program,
  all: readonly FewOutcomes<T>[],
  of: (a: T, b: T) => T,
  none: T,
): FewOutcomes<T> {
  if (all.length < 2) return all[0] ?? createConstantOutcome(none);
  const middleIndex = all.length >> 1;
  const [first, second] = [all.slice(0, middleIndex), all.slice(middleIndex)].map((half) =>
    foldOutcomes(program, half, of, none),
  );
  return pairOutcomes(program, first as FewOutcomes<T>, second as FewOutcomes<T>, of);
}

/**
 * Returns an equivalent decision that can be combined with others: equal outcomes become one, and a decision that is
 * used several times is reduced to a single code.
 */
function mergeEqual<T>(program: Program, { decision, outcomes }: FewOutcomes<T>): Decision {
  if (!decision) return settledAt(program, 0);
  const base = decisionsOf(program).kept.has(decision) ? tabulateDecision(program, decision) : decision;
  const firsts = new Map<T, number>();
  for (const [place, outcome] of outcomes.entries()) if (!firsts.has(outcome)) firsts.set(outcome, place);
  if (firsts.size === outcomes.length) return base;
  const reducedDecisions = new Map<Decision, Decision>();
  const reduceDecision = (branch: Decision): Decision => {
    const { codes, ends, branches, place } = branch;
    const mappedBranch =
      reducedDecisions.get(branch) ??
      (codes
        ? createDecision(program, codes, branches.map(reduceDecision), [0, ...ends])
        : settledAt(program, firsts.get(outcomes[place] as T) as number));
    reducedDecisions.set(branch, mappedBranch);
    return mappedBranch;
  };
  return reduceDecision(base);
}

/** Returns an equivalent decision that inspects only a single code. */
function tabulateDecision(program: Program, decision: Decision): Decision {
  if (!decision.codes || decision.branches.every(({ codes }) => codes === null)) return decision;
  const lastPlace = [...collectDecisions(decision)].reduce((largest, { place }) => Math.max(largest, place), 0);
  return inspectPlaces(program, computeOutcomeCodes(program, decision), lastPlace + 1);
}

/**
 * Marks a column of outcomes as used several times. If its outcome depends on several codes, these are then looked up
 * only once for each row.
 */
export function keepOutcomes<T>(program: Program, few: FewOutcomes<T>): FewOutcomes<T> {
  if (few.decision) decisionsOf(program).kept.add(few.decision);
  return few;
}

/** Adds the whole numbers of several columns. Throws `TooManyOutcomes` if the sums are too large to be codes. */
export function sumOutcomes(program: Program, numbers: readonly FewOutcomes<number>[]): FewOutcomes<number> {
  const isFixed = ({ outcomes }: FewOutcomes<number>): boolean => outcomes.every((number) => number === outcomes[0]);
  const base = numbers.filter(isFixed).reduce((sum, { outcomes }) => sum + (outcomes[0] as number), 0);
  const codedLookups = numbers.filter((few) => !isFixed(few)).map((few) => encodeOutcomes(program, few));
  const largestSum = codedLookups.reduce((sum, { outcomes }) => sum + outcomes.reduce((a, b) => Math.max(a, b), 0), 0);
  if (largestSum >= MAX_ENTRIES) throw new TooManyOutcomes();
  if (codedLookups.length === 0) return createConstantOutcome(base);
  const sums = Array.from({ length: largestSum + 1 }, (_, number) => base + number);
  return outcomeByCode(program, addCodes(program, codedLookups), sums);
}

/** Thrown if there are more outcomes than a table can contain; all rows are then left to the row-by-row evaluator. */
export class TooManyOutcomes extends Error {}

/** Leaves the rows whose outcome satisfies `where` to the row-by-row evaluator. */
export function deferWhere<T>(program: Program, few: FewOutcomes<T>, where: (outcome: T) => boolean): void {
  if (!few.outcomes.some(where)) return;
  const { codes, outcomes } = encodeOutcomes(program, mapOutcomes(few, where));
  leaveByCode(program, codes, outcomes);
}

/** Leaves the rows with the outcome `true` to the row-by-row evaluator. */
export function deferTrue(program: Program, few: FewOutcomes<boolean>): void {
  deferWhere(program, few, (flag) => flag);
}

/**
 * Whether a column can be treated as settled. In a program for settled rows, the rows in which the column is open are
 * left to the row-by-row evaluator, so it is settled in the others. A column that is open in every row, for example
 * because the table lacks it, is not treated as settled.
 */
export function isSettledHere<T>(program: Program, few: FewOutcomes<T>, isOpen: (outcome: T) => boolean): boolean {
  if (!program.isSettled || few.outcomes.every(isOpen)) return false;
  deferWhere(program, few, isOpen);
  return true;
}

/** Returns a lookup table with a number for each outcome. */
export function createLookup<T>(program: Program, few: FewOutcomes<T>, number: (outcome: T) => number): Lookup {
  const { codes, outcomes } = encodeOutcomes(program, few);
  return { codes, table: Float64Array.from(outcomes, number) };
}
