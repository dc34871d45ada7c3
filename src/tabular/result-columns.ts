import type { Atom } from '../condition/value.ts';
import type { Input, Node, Plan } from '../scoring/plan.ts';
import { isGroup, isKey } from './result-facts.ts';

/** A column of the results, with what its cells are. */
export type ResultColumn =
  | { readonly name: string; readonly kind: 'text' | 'number' | 'whole' | 'list' }
  | AnswerColumn;

/** The answer to one question: its value as exports have it, else the mark of its state; blank is unanswered. */
export interface AnswerColumn {
  readonly name: string;
  readonly kind: 'answer';
  readonly value: 'text' | 'number' | 'boolean' | 'list';
}

/**
 * The columns of the results of a pack: the key (the record's number where the pack has none), the facts marked `group`,
 * each score, the level with its bounds, coverage, warnings, and each answer where they are wanted.
 */
export function planResultColumns(plan: Plan, { answers }: { readonly answers: boolean }): readonly ResultColumn[] {
  const key = plan.inputs.find(isKey);
  const level = plan.level === null || isWhole(plan, plan.level) ? 'whole' : 'number';
  return [
    key ? { name: key.name, kind: 'text' } : { name: 'record', kind: 'whole' },
    ...plan.inputs.filter(isGroup).map(({ name }) => ({ name, kind: 'text' }) as const),
    ...plan.scores
      .filter(({ hidden, node }) => !hidden && node !== plan.level)
      .map(({ name }) => ({ name, kind: 'number' }) as const),
    ...['level', 'lowest', 'highest'].map((name) => ({ name, kind: level }) as const),
    { name: 'coverage', kind: 'number' },
    { name: 'warnings', kind: 'list' },
    ...(answers ? plan.inputs.filter(isQuestion).map(answerColumn) : []),
  ];
}

export function isQuestion({ role }: Input): boolean {
  return role === 'question';
}

function answerColumn(input: Input): AnswerColumn {
  const { kind } = input.value;
  const value = kind === 'number' ? 'number' : kind === 'boolean' ? 'boolean' : kind === 'list' ? 'list' : 'text';
  return { name: input.name, kind: 'answer', value };
}

/** Whether a level can be nothing but whole numbers that fit into 32 bits. */
function isWhole(plan: Plan, position: number): boolean {
  const node = plan.nodes[position] as Node;
  switch (node.op) {
    case 'levels':
      return node.levels.every(({ value }) => isSmallWhole(value));
    case 'steps':
      return node.steps.every(({ value }) => isSmallWhole(value));
    case 'constant':
      return isSmallWhole(node.value);
    case 'first':
      return node.cases.every((one) => isWhole(plan, one.node));
    case 'guard':
      return isWhole(plan, node.of);
    default:
      return false;
  }
}

function isSmallWhole(value: Atom): boolean {
  return typeof value === 'object' && value.d === 1n && BigInt.asIntN(32, value.n) === value.n;
}
