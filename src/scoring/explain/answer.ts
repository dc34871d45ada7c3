import { plainValue } from '../../condition/unmet.ts';
import type { ExplainedAnswer, ExplainedNode } from '../../model/generated/types.ts';
import { toNumber, ZERO } from '../../model/rational.ts';
import type { Input, Node } from '../plan.ts';
import { entryOf } from '../sheet.ts';
import { isOutOfRange } from '../standing.ts';
import type { Explaining } from './explaining.ts';
import { judgeCondition } from './judge.ts';

type PointsNode = Extract<Node, { op: 'points' }>;

/** Explains an answer, or what it counts: where it comes from, what each option brings, why it is not asked. */
export function explainAnswer(
  node: Input | PointsNode,
  position: number,
  explaining: Explaining,
): Partial<ExplainedNode> {
  const { plan, contributions, read, memberNames } = explaining;
  const at = node.op === 'points' ? node.of : position;
  const input = plan.nodes[at] as Input;
  const asked = contributions.evaluation.asked[at];
  return {
    answer: answerOf(at, explaining),
    ...(node.op === 'points' ? optionPoints(node, explaining) : {}),
    ...(asked === 'holds' || input.when === null ? {} : { when: judgeCondition(input.when, read, memberNames) }),
    parts: isDerived(input, explaining) ? [explaining.node(input.derived as number)] : [],
  };
}

/** The state and value of the answer at a position, and where the value comes from. */
export function answerOf(position: number, { plan, sheet, contributions, read }: Explaining): ExplainedAnswer {
  const input = plan.nodes[position] as Input;
  const { asked, states } = contributions.evaluation;
  const stated = entryOf(sheet, input.name).state;
  if (asked[position] === 'fails') return { state: 'notAsked' };
  const state = states[position] ?? stated;
  const value = plainValue(read(position));
  if (state !== 'answered' || value === undefined || value === null) return { state, ...figuresOf(input, value, read) };
  const derived = input.derived === null ? null : plainValue(read(input.derived));
  const source = stated === 'answered' ? 'stated' : derived === value ? 'derived' : 'default';
  return { state, value, source, ...figuresOf(input, value, read) };
}

/** What the raw numbers give, where that was overruled or is impossible. */
function figuresOf(
  input: Input,
  value: ReturnType<typeof plainValue>,
  read: Explaining['read'],
): Pick<ExplainedAnswer, 'figures'> {
  if (input.derived === null) return {};
  const worked = read(input.derived);
  const figures = plainValue(worked);
  if (figures === undefined || figures === null || figures === value) return {};
  return value !== undefined || isOutOfRange(worked, input.range) ? { figures } : {};
}

/** Whether the value is looked for in other values: where none was stated. */
function isDerived(input: Input, { sheet }: Explaining): boolean {
  const { state } = entryOf(sheet, input.name);
  return input.derived !== null && state !== 'answered' && state !== 'notApplicable';
}

/** What each chosen option counts, and whether that is less because no evidence is recorded. */
function optionPoints(
  { of, table, unproven }: PointsNode,
  { plan, sheet, read }: Explaining,
): Pick<ExplainedNode, 'options' | 'unproven'> {
  const value = read(of);
  const { evidence = [] } = entryOf(sheet, (plan.nodes[of] as Input).name);
  const counted = unproven && evidence.length === 0 ? unproven : table;
  const flag = counted === table ? {} : { unproven: true };
  if (value.kind !== 'choices' || value.open.length > 0 || value.nothing) return flag;
  return { ...flag, options: value.sure.map((id) => ({ id, points: toNumber(counted?.get(id) ?? ZERO) })) };
}
