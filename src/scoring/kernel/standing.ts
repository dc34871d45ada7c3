import type { Condition } from '../../condition/condition.ts';
import type { Truth } from '../../condition/truth.ts';
import type { Atom, Possible } from '../../condition/value.ts';
import { contribution } from '../contribution.ts';
import { evaluateNode } from '../node-value.ts';
import type { Pass } from '../pass.ts';
import type { CombineMember, Input, MissingRules, Plan } from '../plan.ts';
import { type AnswerState, entryOf, type Sheet, type SheetEntry } from '../sheet.ts';

/** How one question stands: what is said to it, whether it is asked, and what its derivation gives. */
export interface Standing {
  readonly said: SheetEntry;
  readonly asked: Truth;
  readonly derived: Possible | null;
  /** What conditions read. */
  readonly value: Possible;
  /** Derived answers count as answered. */
  readonly state: AnswerState;
}

/** Whether a question is asked, in the order of the tables that are made of it. */
export const ASKED: readonly Truth[] = ['holds', 'undecided', 'fails'];

/** Where the condition of the question is found while a single question is looked at. */
const PROBE = -1;
const CONDITION: Condition = { op: 'entry', name: '', node: PROBE, test: { keyword: 'const', atoms: [true] } };
const TRUTHS: Readonly<Record<Truth, readonly Atom[]>> = { holds: [true], fails: [false], undecided: [false, true] };

/** How a question stands, as the evaluator finds it. */
export function standingOf(
  plan: Plan,
  position: number,
  said: SheetEntry,
  asked: Truth,
  derived: Possible | null,
): Standing {
  const input = plan.nodes[position] as Input;
  const pass = passOf(plan, position, said, asked, derived);
  const value = evaluateNode({ ...input, when: CONDITION }, position, pass);
  return { said, asked, derived, value, state: pass.states[position] as AnswerState };
}

/** What a question that stands so brings to a score; null where the score refuses that. */
export function contributionOf(
  plan: Plan,
  position: number,
  standing: Standing,
  member: CombineMember,
  missing: MissingRules,
): Possible | null {
  const pass = passOf(plan, position, standing.said, standing.asked, standing.derived);
  pass.asked[position] = standing.asked;
  pass.states[position] = standing.state;
  const brought = contribution(member, missing, pass);
  return pass.refused.size > 0 ? null : brought;
}

/** What the points of an answer are where they are read by themselves. */
export function pointsOfStanding(plan: Plan, position: number, points: number, standing: Standing): Possible {
  const pass = passOf(plan, position, standing.said, standing.asked, standing.derived);
  pass.values[position] = standing.value;
  return evaluateNode(plan.nodes[points] as Plan['nodes'][number], points, pass);
}

function passOf(plan: Plan, position: number, said: SheetEntry, asked: Truth, derived: Possible | null): Pass {
  const input = plan.nodes[position] as Input;
  const sheet: Sheet = new Map([[input.name, said]]);
  const values: Possible[] = [];
  if (derived && input.derived !== null) values[input.derived] = derived;
  values[PROBE] = { kind: 'atoms', atoms: TRUTHS[asked], nothing: false };
  return {
    plan,
    sheet,
    choose: null,
    span: null,
    within: null,
    values,
    asked: [],
    states: [],
    refused: new Map(),
  };
}

/** What tells standings apart. */
export function keyOf({ said, asked, value, state, derived }: Standing): string {
  return textOf([entryOf(new Map([['', said]]), ''), asked, value, state, state === 'answered' ? null : derived]);
}

/** A text that is the same for the same possibilities. */
export function textOf(value: unknown): string {
  return JSON.stringify(value, (_, inner) => (typeof inner === 'bigint' ? `${inner}n` : inner));
}
