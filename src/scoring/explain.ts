import { plainAtom } from '../condition/unmet.ts';
import { isNothing, type Possible, settledValue } from '../condition/value.ts';
import type { ExplainedNode } from '../model/generated/types.ts';
import { toNumber } from '../model/rational.ts';
import { explainAnswer } from './explain/answer.ts';
import { explainCases, explainLevels, explainReads } from './explain/conditions.ts';
import { evaluateContributions } from './explain/contributions.ts';
import { type Explaining, endsOf } from './explain/explaining.ts';
import { judgeCondition } from './explain/judge.ts';
import { explainMembers } from './explain/members.ts';
import type { Node, Plan } from './plan.ts';
import { memberNamesOf, readsOf } from './reads.ts';
import type { Sheet } from './sheet.ts';

/** Explains a name of the plan, down to the answers; undefined when there is no such name. */
export function explain(plan: Plan, sheet: Sheet, name: string): ExplainedNode | undefined {
  const root = positionOf(plan, name);
  if (root === undefined) return undefined;
  const contributions = evaluateContributions(plan, sheet);
  const names = namesOf(plan);
  const detailed = new Set<number>();
  const explaining: Explaining = {
    plan,
    sheet,
    contributions,
    read: (at) => contributions.evaluation.values[at] as Possible,
    memberNames: memberNamesOf(plan),
    node(position) {
      const own = names.get(position);
      const head = { ...(own === undefined ? {} : { name: own }), op: (plan.nodes[position] as Node).op };
      const ends = endsOf(explaining.read(position));
      if (detailed.has(position)) return { ...head, ...ends, repeated: true, parts: [], excluded: [] };
      const { parts = [], excluded = [], reads, ...more } = explainNode(position, explaining);
      const node = { ...head, ...ends, ...more, parts, ...(reads ? { reads } : {}), excluded };
      if (isDetailed(node)) detailed.add(position);
      return node;
    },
  };
  return { ...explaining.node(root), name };
}

/** The position of a score, list, question or fact; of an answer that counts, that of its points. */
function positionOf(plan: Plan, name: string): number | undefined {
  const position = plan.scores.find((score) => score.name === name)?.node ?? plan.names.get(name)?.node;
  if (position === undefined || plan.nodes[position]?.op !== 'input') return position;
  const points = plan.nodes.findIndex((node) => node.op === 'points' && node.of === position);
  return points < 0 ? position : points;
}

function namesOf(plan: Plan): Map<number, string> {
  const names = new Map<number, string>();
  for (const [name, { node }] of plan.names) if (!names.has(node)) names.set(node, name);
  for (const { name, node } of plan.scores) names.set(node, name);
  plan.nodes.forEach((node, position) => {
    if (node.op === 'input') names.set(position, node.name);
    if (node.op === 'points') names.set(position, (plan.nodes[node.of] as Extract<Node, { op: 'input' }>).name);
  });
  return names;
}

function isDetailed({
  parts = [],
  reads = [],
  excluded = [],
  cases = [],
  levels = [],
}: Partial<ExplainedNode>): boolean {
  return [parts, reads, excluded, cases, levels].some((list) => list.length > 0);
}

function explainNode(position: number, explaining: Explaining): Partial<ExplainedNode> {
  const { plan, read, memberNames } = explaining;
  const node = plan.nodes[position] as Node;
  const explainAll = (positions: readonly number[]): ExplainedNode[] => positions.map(explaining.node);
  switch (node.op) {
    case 'input':
    case 'points':
      return explainAnswer(node, position, explaining);
    case 'sum':
    case 'mean':
    case 'min':
    case 'max':
      return explainMembers(node, position, explaining);
    case 'share':
      return { to: toNumber(node.to), ...explainMembers(node, position, explaining) };
    case 'list': {
      const present = node.members.filter((member) => !isNothing(read(member.node)));
      const absent = node.members.filter((member) => isNothing(read(member.node)));
      return {
        parts: present.map((member) => ({ ...explaining.node(member.node), name: member.name })),
        excluded: absent.map(({ name }) => ({ name, reason: 'nothing' })),
      };
    }
    case 'steps':
      return {
        steps: node.steps.map(({ bound, value }) => ({ bound: toNumber(bound), value: plainAtom(value) })),
        edge: node.edge,
        parts: explainAll([node.of]),
      };
    case 'linear':
      return {
        line: node.points.map(({ at, value }) => ({ at: toNumber(at), value: toNumber(value) })),
        parts: explainAll([node.of]),
      };
    case 'round':
      return { rounding: { decimals: node.decimals, mode: node.mode }, parts: explainAll([node.of]) };
    case 'scaled':
      return { to: toNumber(node.to), best: toNumber(node.best), parts: explainAll([node.of]) };
    case 'levels':
      return {
        levels: explainLevels(node, explaining),
        reads: explainReads(
          node.levels.map(({ when }) => when),
          explaining,
        ),
      };
    case 'first':
      return explainCases(node, explaining);
    case 'guard':
      return {
        when: judgeCondition(node.when, read, memberNames),
        parts: isNothing(read(position)) ? [] : explainAll([node.of]),
        reads: explainReads([node.when], explaining),
      };
    case 'anyOf':
      return {
        alternatives: node.conditions.map((condition) => judgeCondition(condition, read, memberNames)),
        reads: explainReads(node.conditions, explaining),
      };
    case 'ratio':
    case 'change': {
      const divisor = settledValue(read(node.operands[1] as number));
      const byZero = typeof divisor === 'object' && divisor !== null && 'n' in divisor && divisor.n === 0n;
      return { parts: explainAll(node.operands), ...(byZero ? { problem: 'division-by-zero' as const } : {}) };
    }
    default:
      return { parts: explainAll(readsOf(node)) };
  }
}
