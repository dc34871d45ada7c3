import type { Input, Node, Plan } from '../scoring/plan.ts';
import { onceForPlan, readsOf } from '../scoring/reads.ts';
import { entryOf, type Sheet } from '../scoring/sheet.ts';

const UNREAD: Node = { op: 'constant', value: false };

/**
 * The plan reduced to what decides its level on a sheet, for scoring many variants of the sheet that take no answer
 * back: the positions stay, what the level does not read becomes a constant.
 */
export function narrowPlan(plan: Plan, sheet: Sheet): Plan {
  const known = narrowedFor(plan);
  // Of the sheet only this counts, so that many enterprises share a plan.
  const stated = plan.nodes.map((node) =>
    node.op === 'input' && node.derived !== null && isStated(node, sheet) ? 1 : 0,
  );
  const key = stated.join('');
  const found = known.get(key);
  if (found) return found;
  const reduced = reducePlan(plan, sheet);
  known.set(key, reduced);
  return reduced;
}

const narrowedFor = onceForPlan(() => new Map<string, Plan>());

function reducePlan(plan: Plan, sheet: Sheet): Plan {
  const nodes: Node[] = plan.nodes.map(() => UNREAD);
  const waiting = plan.level === null ? [] : [plan.level];
  for (let position = waiting.pop(); position !== undefined; position = waiting.pop()) {
    if (nodes[position] !== UNREAD) continue;
    const node = plan.nodes[position] as Node;
    nodes[position] = node.op === 'input' ? withoutDerivation(node, sheet) : node;
    waiting.push(...readsOf(nodes[position] as Node));
  }
  return { ...plan, nodes };
}

/** A stated answer wins over a derived one, so nothing reads the derivation. */
function withoutDerivation(input: Input, sheet: Sheet): Input {
  return isStated(input, sheet) ? { ...input, derived: null } : input;
}

function isStated({ name }: Input, sheet: Sheet): boolean {
  return entryOf(sheet, name).state === 'answered';
}
