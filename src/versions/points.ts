import { parseDecimal, type Rational, toNumber } from '../model/rational.ts';
import type { Plan, PointsNode } from '../scoring/plan.ts';
import { valueReadsOf } from '../scoring/reads.ts';
import type { Change, PointsValue } from './change.ts';
import { type InputPair, pairInputs } from './inputs.ts';
import { isSame } from './parts.ts';
import { optionNow, type Renames } from './renames.ts';

/** What the answers to one question count, by the score that counts them. */
type Counted = ReadonlyMap<string, PointsNode>;

/** Points that are different, option by option; once for all scores where they count the same in each. */
export function comparePoints(old: Plan, now: Plan, renames: Renames): Change[] {
  const [counted, countedNow] = [countedBy(old), countedBy(now)];
  return pairInputs(old, now, renames).flatMap((pair): Change[] => {
    const before = counted.get(old.nodes.indexOf(pair.before)) ?? new Map();
    const after = countedNow.get(now.nodes.indexOf(pair.after)) ?? new Map();
    if (before.size === 0 || after.size === 0) return compareCounting(pair, before, after);
    const [one, other] = [sharedTable(before), sharedTable(after)];
    if (one && other) return compareTables(pair, one, other, null, renames);
    return [...before].flatMap(([score, table]) => {
      const later = after.get(score);
      return later ? compareTables(pair, table, later, score, renames) : [];
    });
  });
}

/** Whether an answer counts at all. */
function compareCounting({ name, after: { role } }: InputPair, before: Counted, after: Counted): Change[] {
  const [one, other] = [before.size > 0, after.size > 0];
  return one === other ? [] : [{ kind: 'changed', thing: role, name, aspect: 'counted', before: one, after: other }];
}

/** For each answer, by its position, the points that each score counts itself, not through another score. */
function countedBy(plan: Plan): ReadonlyMap<number, Counted> {
  const found = new Map<number, Map<string, PointsNode>>();
  const scores = new Set(plan.scores.map(({ node }) => node));
  for (const { name, node } of plan.scores) {
    const seen = new Set<number>();
    const visit = (position: number): void => {
      if (seen.has(position) || (position !== node && scores.has(position))) return;
      seen.add(position);
      const read = plan.nodes[position];
      if (!read || read.op === 'input') return;
      if (read.op === 'points') found.set(read.of, (found.get(read.of) ?? new Map()).set(name, read));
      else for (const inner of valueReadsOf(read)) visit(inner);
    };
    visit(node);
  }
  return found;
}

function sharedTable(counted: Counted): PointsNode | undefined {
  const [first, ...others] = counted.values();
  return first && others.every((other) => isSame(plainTable(first), plainTable(other))) ? first : undefined;
}

function plainTable({ table, unproven }: PointsNode): unknown {
  const plain = (map: PointsNode['table']): unknown =>
    map && Object.fromEntries([...map].map(([key, points]) => [key, toNumber(points)]));
  return { table: plain(table), unproven: plain(unproven) };
}

function compareTables(
  { name }: InputPair,
  before: PointsNode,
  after: PointsNode,
  score: string | null,
  renames: Renames,
): Change[] {
  const former = new Map([...(before.table?.keys() ?? [])].map((key) => [optionNow(name, key, renames), key]));
  const keys = new Set([...former.keys(), ...(after.table?.keys() ?? [])]);
  return [...keys].flatMap((option): Change[] => {
    const one = pointsAt(before, former.get(option) ?? option);
    const other = pointsAt(after, option);
    return isSame(one, other) ? [] : [{ kind: 'points', name, option, score, before: one, after: other }];
  });
}

/** Without a table a number counts itself. */
function pointsAt({ table, unproven }: PointsNode, key: string): PointsValue | null {
  const points = table ? table.get(key) : parseDecimal(key);
  if (!points) return null;
  const without: Rational | undefined = unproven?.get(key);
  const differs = without !== undefined && toNumber(without) !== toNumber(points);
  return { points: toNumber(points), ...(differs ? { without: toNumber(without) } : {}) };
}
