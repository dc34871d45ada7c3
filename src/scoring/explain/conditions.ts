import type { Condition } from '../../condition/condition.ts';
import type { ExplainedCase, ExplainedLevel, ExplainedNode } from '../../model/generated/types.ts';
import { toNumber } from '../../model/rational.ts';
import type { Node } from '../plan.ts';
import { type Explaining, endsOf } from './explaining.ts';
import { failingOf, judgeCondition } from './judge.ts';

/** What conditions read, each once, in the order they name it. */
export function explainReads(conditions: readonly Condition[], explaining: Explaining): ExplainedNode[] {
  const named = new Map(conditions.flatMap(namesIn));
  return [...named].map(([node, name]) => ({ ...explaining.node(node), name }));
}

function namesIn(condition: Condition): [node: number, name: string][] {
  if (condition.op === 'entry') return [[condition.node, condition.name]];
  return (condition.op === 'not' ? [condition.of] : condition.of).flatMap(namesIn);
}

/** Each level with what it asks for; a level is reached with all lower ones only. */
export function explainLevels(
  { levels }: Extract<Node, { op: 'levels' }>,
  { read, memberNames }: Explaining,
): ExplainedLevel[] {
  let reached: ExplainedLevel['reached'] = 'holds';
  return levels.map(({ value, when }) => {
    const judged = judgeCondition(when, read, memberNames);
    if (judged.truth === 'fails' || (judged.truth === 'undecided' && reached === 'holds')) reached = judged.truth;
    return { value: toNumber(value), reached, ...judged };
  });
}

/** Each case up to the one that decides; the value is explained where it is that of a score or question. */
export function explainCases(
  { cases }: Extract<Node, { op: 'first' }>,
  explaining: Explaining,
): Pick<ExplainedNode, 'cases' | 'parts' | 'reads'> {
  const { plan, read, memberNames } = explaining;
  const explained: ExplainedCase[] = [];
  const possible: number[] = [];
  const looked: Condition[] = [];
  let decided = false;
  for (const { when, node } of cases) {
    const shown = endsOf(read(node));
    if (decided) {
      explained.push({ truth: 'skipped', ...shown, met: [], unmet: [] });
      continue;
    }
    const judged = when ? judgeCondition(when, read, memberNames) : ({ truth: 'holds', met: [], unmet: [] } as const);
    if (when) looked.push(when);
    explained.push({
      truth: judged.truth,
      ...shown,
      ...(when ? {} : { otherwise: true }),
      met: [...judged.met],
      unmet: when ? failingOf({ ...judged, met: [], unmet: [...judged.unmet] }) : [],
    });
    decided = judged.truth === 'holds';
    if (judged.truth !== 'fails') possible.push(node);
  }
  const parts = [...new Set(possible)].filter((node) => plan.nodes[node]?.op !== 'constant');
  return { cases: explained, parts: parts.map(explaining.node), reads: explainReads(looked, explaining) };
}
