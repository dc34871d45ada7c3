import { isNothing, isNumber, type Possible, settledValue } from '../../condition/value.ts';
import type { Excluded, ExplainedNode } from '../../model/generated/types.ts';
import { add, fromNumber, multiply, type Rational, toNumber, ZERO } from '../../model/rational.ts';
import type { CombineMember, Input, Node, ShareMember } from '../plan.ts';
import { answerOf } from './answer.ts';
import { type Explaining, endsOf } from './explaining.ts';
import { judgeCondition } from './judge.ts';

type Combining = Extract<Node, { missing: unknown }>;

/** The members of a combining node: those that count, with their weights, and those that do not, with the reason. */
export function explainMembers(
  node: Combining,
  position: number,
  explaining: Explaining,
): Pick<ExplainedNode, 'parts' | 'excluded' | 'problem'> {
  const parts: ExplainedNode[] = [];
  const excluded: Excluded[] = [];
  node.members.forEach((member, index) => {
    const brought = explaining.contributions.of(position, index);
    const reason = isNothing(brought) ? 'nothing' : isWeightless(node, member, explaining) ? 'weight' : undefined;
    if (reason === 'nothing') excluded.push(explainAbsence(member, explaining));
    else if (reason) excluded.push({ name: member.name, reason });
    else parts.push(explainMember(node, member, brought, explaining));
  });
  const total = parts.reduce((sum, { weight = 0, best = 1 }) => add(sum, fromNumber(weight * best)), ZERO);
  const isEmpty = isMean(node) && parts.length > 0 && parts.every(({ weight }) => weight !== undefined);
  return { parts, excluded, ...(isEmpty && total.n === 0n ? { problem: 'no-weight' } : {}) };
}

function explainMember(
  node: Combining,
  member: CombineMember | ShareMember,
  brought: Possible,
  explaining: Explaining,
): ExplainedNode {
  const weight = weightOf(member, explaining);
  const { value: _, lowest: __, highest: ___, orNothing: ____, ...rest } = explaining.node(member.node);
  const { state = 'answered' } = rest.answer ?? {};
  const rule = state === 'answered' || isOpen(brought) ? undefined : node.missing[state];
  return {
    ...rest,
    name: member.name,
    ...endsOf(brought),
    ...(weight ? { weight: toNumber(weight) } : {}),
    ...('best' in member ? { best: toNumber(member.best) } : {}),
    ...(member.by === undefined ? {} : { weighedBy: explaining.node(member.by) }),
    ...(rule === 'zero' || rule === 'full' ? { rule } : {}),
  };
}

function isOpen(value: Possible): boolean {
  return settledValue(value) === undefined;
}

/** In a mean, weight 0 means not to be part of it; so does anywhere a weight that is nothing. */
function isWeightless(node: Combining, member: CombineMember, explaining: Explaining): boolean {
  if (member.by !== undefined && isNothing(explaining.read(member.by))) return true;
  return isMean(node) && weightOf(member, explaining)?.n === 0n;
}

function isMean({ op }: Combining): boolean {
  return op === 'mean' || op === 'share';
}

/** The weight where it is settled. */
function weightOf({ weight, by }: CombineMember, { read }: Explaining): Rational | undefined {
  if (by === undefined) return weight;
  const factor = settledValue(read(by));
  return factor === undefined || factor === null || Array.isArray(factor) || !isNumber(factor as Rational)
    ? undefined
    : multiply(weight, factor as Rational);
}

function explainAbsence({ name, node }: CombineMember, explaining: Explaining): Excluded {
  const { plan, read, memberNames } = explaining;
  const points = plan.nodes[node] as Node;
  if (points.op !== 'points') return { name, reason: 'nothing' };
  const { state } = answerOf(points.of, explaining);
  const { when } = plan.nodes[points.of] as Input;
  if (state === 'answered') return { name, reason: 'nothing' };
  if (state !== 'notAsked' || when === null) return { name, reason: state };
  return { name, reason: state, unmet: judgeCondition(when, read, memberNames).unmet };
}
