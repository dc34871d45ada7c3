import { nodesOf } from '../condition/condition.ts';
import type { Input, Node, Plan } from '../scoring/plan.ts';
import { readsOf } from '../scoring/reads.ts';

/** The steps from figures to an answer; a score made of the same steps is read by no question. */
const STEPS: readonly Node['op'][] = ['ratio', 'difference', 'change', 'meanOf', 'steps', 'first', 'anyOf'];

/**
 * The facts that serve only to work out answers, by position, each with the questions it serves in their order. A fact
 * that anything else reads as well (a condition, a size class, a policy) is none of them.
 */
export function findFigures(plan: Plan, policyFacts: ReadonlySet<string>): Map<number, readonly number[]> {
  const readers = readersOf(plan);
  const elsewhere = new Set(plan.scope ? nodesOf(plan.scope.when) : []);
  const order = new Map(plan.inputs.map((input, index) => [input, index]));
  const figures = new Map<number, readonly number[]>();
  plan.nodes.forEach((node, position) => {
    if (node.op !== 'input' || node.role !== 'fact' || node.derived !== null) return;
    if (isPlainFact(node) || policyFacts.has(node.name)) return;
    const questions = questionsFrom(position, plan, readers, elsewhere);
    if (!questions || questions.size === 0) return;
    const place = (question: number): number => order.get(plan.nodes[question] as Input) ?? 0;
    figures.set(
      position,
      [...questions].sort((a, b) => place(a) - place(b)),
    );
  });
  return figures;
}

/** Asked of every enterprise for its own sake. */
function isPlainFact({ definition }: Input): boolean {
  const { key, required, group } = definition as { key?: boolean; required?: boolean; group?: boolean };
  return key === true || required === true || group === true;
}

function readersOf(plan: Plan): readonly number[][] {
  const readers: number[][] = plan.nodes.map(() => []);
  plan.nodes.forEach((node, position) => {
    for (const read of new Set(readsOf(node))) readers[read]?.push(position);
  });
  return readers;
}

/** The questions that are worked out from a value; undefined when it serves anything else too. */
function questionsFrom(
  value: number,
  plan: Plan,
  readers: readonly number[][],
  elsewhere: ReadonlySet<number>,
): Set<number> | undefined {
  if (elsewhere.has(value)) return undefined;
  const questions = new Set<number>();
  for (const reader of readers[value] ?? []) {
    const node = plan.nodes[reader] as Node;
    if (node.op === 'input') {
      if (node.when && nodesOf(node.when).includes(value)) return undefined;
      if (node.role === 'question') {
        questions.add(reader);
        continue;
      }
    } else if (!STEPS.includes(node.op) || (readers[reader] ?? []).length === 0) return undefined;
    const further = questionsFrom(reader, plan, readers, elsewhere);
    if (!further) return undefined;
    for (const question of further) questions.add(question);
  }
  return questions;
}
