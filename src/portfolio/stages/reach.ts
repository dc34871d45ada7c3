import { evaluateCondition } from '../../condition/evaluate.ts';
import { NOTHING } from '../../condition/value.ts';
import { UNDATED } from '../day.ts';
import type { Roster } from '../roster.ts';
import type { CompiledStage } from './compile.ts';
import type { Variable } from './variable.ts';

export const [FAILS, HOLDS, UNDECIDED] = [1, 2, 3] as const;
const CODES = { fails: FAILS, holds: HOLDS, undecided: UNDECIDED } as const;

/** How all members stand to a stage. */
export interface Reach {
  /** `FAILS`, `HOLDS` or `UNDECIDED`. */
  readonly truth: Uint8Array;
  /** Of those for whom it holds, the first day it did, by all that is dated; `UNDATED` where that is not known. */
  readonly day: Int32Array;
}

/** Codes below this are looked up in a table. */
const SMALL = 256;

/** Evaluates a stage for all members. Most of them are alike in what it reads: each combination is evaluated once. */
export function reachStage({ size }: Roster, stage: CompiledStage): Reach {
  const { variables } = stage;
  const truth = new Uint8Array(size);
  const day = new Int32Array(size).fill(UNDATED);
  const evaluate = createEvaluator(stage);
  const codes = new Int32Array(variables.length);
  const days: number[] = [];
  // There may be a million members: no iterators.
  for (let index = 0; index < size; index++) {
    for (let i = 0; i < variables.length; i++) codes[i] = (variables[i] as Variable).codeOf(index);
    truth[index] = evaluate(codes);
    if (truth[index] !== HOLDS) continue;
    days.length = 0;
    for (let i = 0; i < variables.length; i++) (variables[i] as Variable).addDays(index, days);
    if (days.length > 0) day[index] = firstDay(index);
  }
  return { truth, day };

  /** The first day from which on it held; undated where it did without anything dated. */
  function firstDay(index: number): number {
    const holdsOn = (on: number): boolean => {
      for (let i = 0; i < variables.length; i++) codes[i] = (variables[i] as Variable).codeOn(index, on);
      return evaluate(codes) === HOLDS;
    };
    if (days.length > 1) days.sort((a, b) => a - b);
    if (holdsOn((days[0] as number) - 1)) return UNDATED;
    return days.find(holdsOn) ?? UNDATED;
  }
}

/** Gives the truth for codes of the variables. */
function createEvaluator({ condition, variables }: CompiledStage): (codes: Int32Array) => number {
  const work = (codes: Int32Array): number =>
    CODES[evaluateCondition(condition, (node) => variables[node]?.possible(codes[node] as number) ?? NOTHING)];
  const others = new Map<string, number>();
  // Two small codes are a place in a table; 0 is one that nobody asked for yet.
  const table = new Uint8Array(variables.length <= 2 ? SMALL * SMALL : 0);
  return (codes) => {
    // By place: taking them apart would ask for an iterator.
    const one = codes[0] ?? 0;
    const two = codes[1] ?? 0;
    if (table.length > 0 && one < SMALL && two < SMALL) {
      const place = one * SMALL + two;
      if (table[place] === 0) table[place] = work(codes);
      return table[place] as number;
    }
    const name = codes.join();
    const truth = others.get(name) ?? work(codes);
    others.set(name, truth);
    return truth;
  };
}
