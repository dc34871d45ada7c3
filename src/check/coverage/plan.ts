import type { Condition } from '../../condition/condition.ts';
import { evaluateCondition, evaluateEntry, type Read } from '../../condition/evaluate.ts';
import { describeTest, plainAtom } from '../../condition/unmet.ts';
import { type Atom, isNumber, type Possible, sameAtom, settledValue } from '../../condition/value.ts';
import { toNumber } from '../../model/rational.ts';
import { stepIndex } from '../../scoring/arithmetic.ts';
import { evaluate, evaluateSpan } from '../../scoring/evaluate.ts';
import type { Node, Plan } from '../../scoring/plan.ts';
import type { CaseTrace } from '../case-run.ts';
import type { Probe } from './item.ts';
import { optionProbes } from './options.ts';
import { ownersOf } from './owners.ts';

/** Everything that the answers of a case can touch in a plan. */
export function planProbes(plan: Plan): Probe[] {
  const owners = ownersOf(plan);
  const widest = widestValues(plan);
  return [
    ...optionProbes(plan),
    ...plan.nodes.flatMap((node, position) => {
      const owner = owners.get(position);
      return owner === undefined ? [] : nodeProbes(node, position, owner, { plan, widest });
    }),
  ];
}

interface Around {
  readonly plan: Plan;
  /** What every value can be at most, whatever is answered; null where that is not known. */
  readonly widest: Read | null;
}

/** Where open questions are left out of scores, an empty sheet does not tell what answers can bring. */
function widestValues(plan: Plan): Read | null {
  const leavesOut = plan.nodes.some(
    (node) => 'missing' in node && [node.missing.unanswered, node.missing.unknown].includes('exclude'),
  );
  if (leavesOut) return null;
  // Unknown rather than unanswered, for that would take the defaults.
  const sheet = new Map(plan.inputs.map(({ name }) => [name, { state: 'unknown' } as const]));
  return evaluateSpan(plan, sheet, evaluate(plan, sheet));
}

function nodeProbes(node: Node, position: number, name: string, { plan, widest }: Around): Probe[] {
  switch (node.op) {
    case 'steps':
      return node.steps.map(({ bound, value }, i) => ({
        item: { kind: 'step', name, bound: toNumber(bound), value: plainAtom(value) },
        touches: (trace) => {
          const read = numberAt(trace, node.of);
          return read !== undefined && stepIndex(read, node.steps, node.edge) === i;
        },
      }));
    case 'first':
      return node.cases.map(({ node: outcome }, i) => ({
        item: { kind: 'case', name, number: i + 1, ...outcomeOf(plan, outcome) },
        touches: (trace) => decidingCase(node, trace) === i,
      }));
    case 'levels':
      return node.levels.flatMap(({ value, when }) => [
        {
          item: { kind: 'level', name, level: toNumber(value) },
          touches: (trace: CaseTrace) => {
            const reached = numberAt(trace, position);
            return reached !== undefined && sameAtom(reached, value);
          },
        },
        ...requirementProbes(when, name, toNumber(value), widest),
      ]);
    default:
      return [];
  }
}

/** What a case gives: a fixed value, or the name of a score. */
function outcomeOf({ nodes, scores }: Plan, position: number): { value?: string | number | boolean } {
  const node = nodes[position];
  if (node?.op === 'constant') return { value: plainAtom(node.value) };
  const score = scores.find((one) => one.node === position);
  return score ? { value: score.name } : {};
}

/** The position of the case that surely decides; -1 while that is open, or when none does. */
function decidingCase({ cases }: Extract<Node, { op: 'first' }>, trace: CaseTrace): number {
  const first = cases.findIndex(({ when }) => !when || evaluateCondition(when, reader(trace)) !== 'fails');
  const when = cases[first]?.when;
  return when && evaluateCondition(when, reader(trace)) !== 'holds' ? -1 : first;
}

function requirementProbes(when: Condition, name: string, level: number, widest: Around['widest']): Probe[] {
  return entriesOf(when).flatMap((entry, i) =>
    sidesOf(entry, widest).map(
      (side): Probe => ({
        item: {
          kind: 'requirement',
          name,
          level,
          number: i + 1,
          of: entry.name,
          test: describeTest(entry.test),
          side,
        },
        touches: (trace) =>
          evaluateEntry(entry.test, reader(trace)(entry.node)) === (side === 'met' ? 'holds' : 'fails'),
      }),
    ),
  );
}

/** What holds whatever is answered, such as at least 0 points, cannot be missed. */
function sidesOf({ test, node }: Entry, widest: Around['widest']): ('met' | 'unmet')[] {
  const always = widest && evaluateEntry(test, widest(node)) === 'holds';
  return always ? ['met'] : ['met', 'unmet'];
}

type Entry = Extract<Condition, { op: 'entry' }>;

function entriesOf(condition: Condition): Entry[] {
  if (condition.op === 'entry') return [condition];
  return condition.op === 'not' ? entriesOf(condition.of) : condition.of.flatMap(entriesOf);
}

function reader({ assessed }: CaseTrace): (node: number) => Possible {
  return (node) => assessed.evaluation.values[node] as Possible;
}

/** The number at a position; undefined where it is open or there is none. */
function numberAt(trace: CaseTrace, position: number) {
  const value = settledValue(reader(trace)(position));
  return value !== undefined && value !== null && !Array.isArray(value) && isNumber(value as Atom)
    ? (value as Extract<Atom, object>)
    : undefined;
}
