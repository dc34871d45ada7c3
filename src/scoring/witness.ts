import type { Read } from '../condition/evaluate.ts';
import { type Atom, isNumber, type Possible } from '../condition/value.ts';
import { compare, type Rational, ZERO } from '../model/rational.ts';
import { evaluateChosen } from './evaluate.ts';
import type { Choose, Evaluation } from './pass.ts';
import type { Input, MissingRules, Node, Plan } from './plan.ts';
import { type PointsTable, pointsKey } from './points.ts';
import { onceForPlan } from './reads.ts';
import type { Said } from './said.ts';
import type { AnswerState, AnswerValue, Sheet } from './sheet.ts';

/** Which way open questions are answered. */
type Direction = 'worst' | 'best';

/**
 * What a plan comes to with every open question answered the worst and the best way. A bound that one of them attains is
 * proven: somebody could answer so.
 */
export function evaluateWitnesses(plan: Plan, sheet: Sheet, { states }: Evaluation, said: Said): Read[] {
  const tables = pointTables(plan);
  return (['worst', 'best'] as const).map((direction) => {
    const choose: Choose = (input, position, possible) => {
      if (isSettledByRule(plan, position, states[position])) return undefined;
      const value = extremeAnswer(input, possible, tables.get(position) ?? null, direction);
      if (value === undefined) return undefined;
      return direction === 'best' ? { value, evidence: ['as it may be found'] } : { value };
    };
    return evaluateChosen(plan, sheet, choose, direction, said);
  });
}

/** Whether a score counts a question by a rule for missing answers: to answer it would change what is settled. */
function isSettledByRule(plan: Plan, position: number, state: AnswerState | undefined): boolean {
  if (state !== 'unanswered' && state !== 'unknown') return false;
  return (missingRules(plan).get(position) ?? []).some((missing) => missing[state] !== 'open');
}

/** By question, what the scores that count its points say of missing answers. */
const missingRules = onceForPlan(({ nodes }): ReadonlyMap<number, readonly MissingRules[]> => {
  const rules = new Map<number, MissingRules[]>();
  for (const node of nodes) {
    if (!('missing' in node)) continue;
    for (const member of node.members) {
      const points = nodes[member.node] as Node;
      if (points.op === 'points') rules.set(points.of, [...(rules.get(points.of) ?? []), node.missing]);
    }
  }
  return rules;
});

const pointTables = onceForPlan(
  ({ nodes }) => new Map(nodes.flatMap((node) => (node.op === 'points' ? [[node.of, node.table]] : []))),
);

function extremeAnswer(
  input: Input,
  value: Possible,
  table: PointsTable | null,
  direction: Direction,
): AnswerValue | undefined {
  const sign = direction === 'best' ? -1 : 1;
  if (value.kind === 'choices') return extremeChoice(input, value, table, sign);
  if (value.kind === 'range') return (direction === 'best' ? value.high : value.low) ?? undefined;
  if (value.kind !== 'atoms') return undefined;
  const worth = (atom: Atom, index: number): Rational =>
    table?.get(pointsKey(atom)) ?? (isNumber(atom) ? atom : { n: BigInt(index), d: 1n });
  return value.atoms
    .map((atom, index) => ({ atom, worth: worth(atom, index) }))
    .sort((a, b) => compare(a.worth, b.worth) * sign)[0]?.atom;
}

function extremeChoice(
  input: Input,
  { sure, open }: Extract<Possible, { kind: 'choices' }>,
  table: PointsTable | null,
  sign: 1 | -1,
): readonly string[] {
  const worth = (option: string): Rational => table?.get(option) ?? ZERO;
  const sorted = input.options
    .filter(({ id }) => open.includes(id))
    .sort((a, b) => compare(worth(a.id), worth(b.id)) * sign);
  const free = sorted.filter(({ exclusive }) => !exclusive);
  const least = input.choose.least - sure.length;
  const most = input.choose.most === null ? free.length : Math.max(0, input.choose.most - sure.length);
  const more = free.slice(0, most).filter(({ id }, i) => i < least || worth(id).n * BigInt(-sign) > 0n);
  const taken = [...sure, ...more.map(({ id }) => id)];
  const [alone] = sure.length > 0 ? [] : sorted.filter(({ exclusive }) => exclusive);
  const total = taken.reduce((sum, id) => sum + Number(worth(id).n) / Number(worth(id).d), 0);
  const aloneWorth = alone ? Number(worth(alone.id).n) / Number(worth(alone.id).d) : 0;
  return alone && (taken.length < input.choose.least || (aloneWorth - total) * -sign > 0) ? [alone.id] : taken;
}
