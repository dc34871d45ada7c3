import { evaluateCondition } from '../condition/evaluate.ts';
import type { Truth } from '../condition/truth.ts';
import { plainAtom, plainValue } from '../condition/unmet.ts';
import { isNothing, type Possible, rangeOf } from '../condition/value.ts';
import type { Unmet } from '../model/generated/types.ts';
import { toNumber } from '../model/rational.ts';
import type { Evaluation } from './evaluate.ts';
import type { CombineMember, Input, Node, Plan } from './plan.ts';
import { ladderOf } from './result.ts';
import { type AnswerState, entryOf, type Sheet } from './sheet.ts';

type Plain = string | number | boolean | string[] | null;

/** Where a value comes from, down to the answers. */
export interface Explanation {
  /** The name of a score, question or fact; absent for a step in between. */
  readonly name?: string;
  readonly op: Node['op'];
  /** The value; absent while it could still change, null for nothing. */
  readonly value?: Plain;
  readonly lowest?: number | null;
  readonly highest?: number | null;
  /** The weight it has in what it is part of. */
  readonly weight?: number;
  /** For a question or fact. */
  readonly answer?: Answer;
  /** What it is made of. */
  readonly parts: readonly Explanation[];
  /** Members that do not count, and why. */
  readonly excluded: readonly Excluded[];
  /** For a level: every level with what it lacks. */
  readonly levels?: readonly ExplainedLevel[];
  /** For cases: which one decided. */
  readonly cases?: readonly { readonly truth: Truth; readonly value: Plain | undefined }[];
  /** For steps: the ascending bounds and their values. */
  readonly steps?: readonly { readonly bound: number; readonly value: Plain }[];
}

export interface Answer {
  readonly state: AnswerState | 'notAsked';
  readonly value?: Plain;
  /** Whether it follows from raw numbers. */
  readonly derived: boolean;
}

export interface Excluded {
  readonly name: string;
  readonly reason: AnswerState | 'notAsked' | 'nothing';
}

export interface ExplainedLevel {
  readonly value: number;
  readonly truth: Truth;
  readonly unmet: readonly Unmet[];
}

interface Context {
  readonly plan: Plan;
  readonly sheet: Sheet;
  readonly evaluation: Evaluation;
}

/** Explains a name of the plan; undefined when there is no such name. */
export function explain(plan: Plan, sheet: Sheet, evaluation: Evaluation, name: string): Explanation | undefined {
  const node = plan.scores.find((score) => score.name === name)?.node ?? plan.names.get(name)?.node;
  return node === undefined ? undefined : explainNode(node, { plan, sheet, evaluation });
}

function explainNode(position: number, context: Context): Explanation {
  const { plan, evaluation } = context;
  const node = plan.nodes[position] as Node;
  const possible = evaluation.values[position] as Possible;
  const name = plan.scores.find((score) => score.node === position)?.name;
  const base = {
    ...(name === undefined ? {} : { name }),
    op: node.op,
    ...settledOrRange(possible),
    parts: [],
    excluded: [],
  };
  const explainAll = (positions: readonly number[]): Explanation[] => positions.map((at) => explainNode(at, context));
  switch (node.op) {
    case 'input':
      return {
        ...base,
        name: node.name,
        answer: answerOf(node, position, context),
        parts: derivationOf(node, context),
      };
    case 'points': {
      const input = plan.nodes[node.of] as Input;
      return {
        ...base,
        name: input.name,
        answer: answerOf(input, node.of, context),
        parts: derivationOf(input, context),
      };
    }
    case 'sum':
    case 'mean':
    case 'min':
    case 'max':
      return { ...base, ...explainMembers(node.members, context) };
    case 'list':
      return { ...base, parts: explainAll(node.members.map((member) => member.node)) };
    case 'steps': {
      const steps = node.steps.map(({ bound, value }) => ({ bound: toNumber(bound), value: plainAtom(value) }));
      return { ...base, steps, parts: explainAll([node.of]), ...levelsOf(position, context) };
    }
    case 'levels':
      return { ...base, ...levelsOf(position, context) };
    case 'first': {
      const read = (at: number): Possible => evaluation.values[at] as Possible;
      const cases = node.cases.map((one) => ({
        truth: one.when ? evaluateCondition(one.when, read) : ('holds' as const),
        value: plainValue(read(one.node)),
      }));
      const chosen = cases.findIndex(({ truth }) => truth === 'holds');
      const decided = chosen >= 0 && cases.slice(0, chosen).every(({ truth }) => truth === 'fails');
      return { ...base, cases, parts: decided ? explainAll([node.cases[chosen]?.node as number]) : [] };
    }
    case 'guard':
      return { ...base, parts: explainAll([node.of]) };
    case 'cap':
      return { ...base, parts: explainAll([node.of, node.cap]) };
    case 'ratio':
    case 'difference':
    case 'change':
    case 'meanOf':
      return { ...base, parts: explainAll(node.operands) };
    default:
      return base;
  }
}

function settledOrRange(possible: Possible): Pick<Explanation, 'value' | 'lowest' | 'highest'> {
  const value = plainValue(possible);
  if (value !== undefined) return { value };
  const range = rangeOf(possible);
  return range ? { lowest: range.low && toNumber(range.low), highest: range.high && toNumber(range.high) } : {};
}

function answerOf(input: Input, position: number, { sheet, evaluation }: Context): Answer {
  const stated = entryOf(sheet, input.name).state;
  const state = evaluation.asked.get(position) === 'fails' ? 'notAsked' : (evaluation.states.get(position) ?? stated);
  const value = plainValue(evaluation.values[position] as Possible);
  const derived = input.derived !== null && state === 'answered' && stated !== 'answered';
  return { state, ...(value === undefined || value === null ? {} : { value }), derived };
}

function derivationOf(input: Input, context: Context): Explanation[] {
  const stated = entryOf(context.sheet, input.name).state;
  return input.derived === null || stated === 'answered' || stated === 'notApplicable'
    ? []
    : [explainNode(input.derived, context)];
}

function explainMembers(members: readonly CombineMember[], context: Context): Pick<Explanation, 'parts' | 'excluded'> {
  const { plan, evaluation } = context;
  const parts: Explanation[] = [];
  const excluded: Excluded[] = [];
  for (const { name, node, weight } of members) {
    const own = plan.nodes[node] as Node;
    if (own.op === 'points' && isNothing(evaluation.values[node] as Possible)) {
      const { state } = answerOf(plan.nodes[own.of] as Input, own.of, context);
      excluded.push({ name, reason: state });
    } else if (isNothing(evaluation.values[node] as Possible)) excluded.push({ name, reason: 'nothing' });
    else parts.push({ ...explainNode(node, context), name, weight: toNumber(weight) });
  }
  return { parts, excluded };
}

function levelsOf(position: number, { plan, evaluation }: Context): Pick<Explanation, 'levels'> {
  if (plan.level !== position) return {};
  const read = (at: number): Possible => evaluation.values[at] as Possible;
  const levels = ladderOf(plan, position).map((rung) => {
    const unmet = rung.unmet(read);
    const fails = unmet.some(({ truth }) => truth === 'fails');
    return {
      value: toNumber(rung.value),
      truth: unmet.length === 0 ? 'holds' : fails ? 'fails' : 'undecided',
      unmet,
    } as const;
  });
  return { levels };
}
