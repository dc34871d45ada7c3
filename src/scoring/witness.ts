import { type Atom, isNumber, type Possible } from '../condition/value.ts';
import { compare, type Rational, ZERO } from '../model/rational.ts';
import { evaluateChosen } from './evaluate.ts';
import type { Evaluation } from './pass.ts';
import type { Input, Node, Plan } from './plan.ts';
import { type PointsTable, pointsKey } from './points.ts';
import type { AnswerValue, Sheet } from './sheet.ts';

/** Which way open questions are answered. */
type Direction = 'worst' | 'best';

/**
 * Evaluations with every open question answered the worst and the best way. A bound that one of them attains is proven:
 * somebody could answer so.
 */
export function evaluateWitnesses(plan: Plan, sheet: Sheet, evaluation: Evaluation): Evaluation[] {
  const tables = pointTables(plan);
  const settled = settledByRule(plan, evaluation);
  return (['worst', 'best'] as const).map((direction) =>
    evaluateChosen(plan, sheet, (input, position, possible) => {
      if (settled.has(position)) return undefined;
      const value = extremeAnswer(input, possible, tables.get(position) ?? null, direction);
      if (value === undefined) return undefined;
      return direction === 'best' ? { value, evidence: ['as it may be found'] } : { value };
    }),
  );
}

/** The questions that a score counts by a rule for missing answers: to answer them would change what is settled. */
function settledByRule({ nodes }: Plan, { states }: Evaluation): Set<number> {
  const settled = new Set<number>();
  for (const node of nodes) {
    if (!('missing' in node)) continue;
    for (const member of node.members) {
      const points = nodes[member.node] as Node;
      const state = points.op === 'points' ? states[points.of] : undefined;
      const isMissing = state === 'unanswered' || state === 'unknown';
      if (points.op === 'points' && isMissing && node.missing[state] !== 'open') settled.add(points.of);
    }
  }
  return settled;
}

function pointTables(plan: Plan): Map<number, PointsTable | null> {
  return new Map(plan.nodes.flatMap((node) => (node.op === 'points' ? [[node.of, node.table]] : [])));
}

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
