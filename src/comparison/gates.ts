import type { Possible } from '../condition/value.ts';
import type { Unmet } from '../model/generated/types.ts';
import { toNumber } from '../model/rational.ts';
import type { Evaluation } from '../scoring/pass.ts';
import type { Plan } from '../scoring/plan.ts';
import { ladderOf, type Rung } from '../scoring/result.ts';

/** A requirement of a level. */
export interface Gate {
  readonly level: number;
  readonly title: Rung['title'];
  /** What it lacks on the side where it does not hold. */
  readonly unmet: Unmet;
}

/** A requirement that holds on one side of a comparison and not on the other, and the answers it hangs on. */
export interface MovedGate extends Gate {
  /** The answers that bring it closer or take it further away, in the order they were given. */
  readonly hangsOn: readonly Hinge[];
}

/** An answer that a requirement hangs on. */
export interface Hinge {
  readonly name: string;
  /** Whether this answer alone decides it: all others being as before, it is lost or won by this one. */
  readonly alone: boolean;
}

/** The requirements of all levels that an evaluation does not surely meet. */
export function findOpenGates(plan: Plan, { values }: Evaluation): Gate[] {
  if (plan.level === null) return [];
  const read = (node: number): Possible => values[node] as Possible;
  return ladderOf(plan, plan.level).flatMap(({ value, title, unmet }) =>
    unmet(read).map((one) => ({ level: toNumber(value), title, unmet: one })),
  );
}

/** Those of a list that are not in another. */
export function gatesBeyond(gates: readonly Gate[], others: readonly Gate[]): Gate[] {
  const known = new Set(others.map(identify));
  return gates.filter((gate) => !known.has(identify(gate)));
}

/** Whether a requirement is among those not met. */
export function findGate(gate: Gate, open: readonly Gate[]): Gate | undefined {
  const wanted = identify(gate);
  return open.find((one) => identify(one) === wanted);
}

/** Whether less is missing in `one` than in `other`, both of one requirement. */
export function isCloser(one: Gate, other: Gate): boolean {
  const [near, far] = [missingOf(one), missingOf(other)];
  return near !== undefined && far !== undefined && near < far;
}

/** How much is missing: of a number or a count the distance, of all members how many fail. */
function missingOf({ unmet: { needs, has, lowest, highest, members } }: Gate): number | undefined {
  if (typeof needs === 'number') {
    const there = typeof has === 'number' ? has : (lowest ?? highest);
    return typeof there === 'number' ? Math.abs(needs - there) : undefined;
  }
  return members?.length;
}

function identify({ level, unmet: { name, keyword, needs, test, alternative } }: Gate): string {
  return JSON.stringify([level, name, keyword, needs ?? null, test ?? null, alternative ?? null]);
}
