import { isNumber, NOTHING, type Possible, rangeOf } from '../condition/value.ts';
import { compare, toNumber, ZERO } from '../model/rational.ts';
import { domainOf } from '../scoring/domain.ts';
import { evaluate } from '../scoring/evaluate.ts';
import type { Input, MissingRules, Node, Plan, PointsNode } from '../scoring/plan.ts';
import { pointsOf } from '../scoring/points.ts';
import type { PackName } from './member.ts';

/** The least and the most; null where there is no end. */
export interface Ends {
  readonly low: number | null;
  readonly high: number | null;
}

/** What results by a pack can hold, whatever was answered. */
export interface Limits {
  /** The pack's id. */
  readonly pack: string;
  readonly version: string;
  /** All levels, rising; null where the pack does not list them. */
  readonly levels: readonly number[] | null;
  /** By the name of the score; those without any end are left out. */
  readonly scores: ReadonlyMap<string, Ends>;
  /** The questions by their ids. */
  readonly questions: ReadonlyMap<string, Input>;
}

/** What the results of a plan can hold: worked out from answers that are all open, so that nothing possible lies beyond. */
export function limitsOf(plan: Plan, { id, version }: { readonly id: string; readonly version: string }): Limits {
  return {
    pack: id,
    version,
    levels: plan.level === null ? [] : levelsAt(plan, plan.level),
    scores: missingAreWithin(plan) ? scoreEnds(plan) : new Map(),
    questions: new Map(
      plan.inputs.flatMap((input) => (input.role === 'question' ? [[input.name, input] as const] : [])),
    ),
  };
}

/** Whether what states a pack, or none, can be by the one with these limits: another version may have others. */
export function isOfPack(stated: PackName | null, { pack, version }: Limits): boolean {
  return stated === null || (stated.id === pack && (stated.version === '' || stated.version === version));
}

function levelsAt({ nodes }: Pick<Plan, 'nodes'>, position: number): readonly number[] | null {
  const node = nodes[position] as Node;
  switch (node.op) {
    case 'guard':
      return levelsAt({ nodes }, node.of);
    case 'levels':
      return node.levels.map(({ value }) => toNumber(value));
    case 'steps': {
      const values = node.steps.map(({ value }) => value);
      return values.every(isNumber) ? values.map(toNumber) : null;
    }
    default:
      return null;
  }
}

function scoreEnds(plan: Plan): ReadonlyMap<string, Ends> {
  const { values } = evaluate({ ...plan, nodes: plan.nodes.map(opened) }, new Map());
  return new Map(
    plan.scores.flatMap(({ name, node }) => {
      const range = rangeOf(values[node] ?? NOTHING);
      const [low, high] = [range?.low ?? null, range?.high ?? null];
      if (low === null && high === null) return [];
      return [[name, { low: low && toNumber(low), high: high && toNumber(high) }] as const];
    }),
  );
}

/**
 * Nothing is taken as known for want of an answer, nor what follows from other answers: a stated answer goes before it.
 * A fact that follows from others may also be nothing.
 */
function opened(node: Node): Node {
  if (node.op === 'input')
    return { ...node, default: null, derived: null, notApplicable: node.notApplicable || isDerivedFact(node) };
  return 'missing' in node ? { ...node, missing: { ...node.missing, unanswered: 'open', unknown: 'open' } } : node;
}

function isDerivedFact({ role, derived }: Input): boolean {
  return role === 'fact' && derived !== null;
}

/** Whether a missing answer counts for no more or less than a given one can: else open answers do not tell the ends. */
function missingAreWithin({ nodes }: Plan): boolean {
  return nodes.every((node) => {
    if (!('missing' in node)) return true;
    const points = node.members.map((member) => nodes[member.node] as Node).filter((one) => one.op === 'points');
    return points.every((one) => isWithin(one, node.missing, nodes));
  });
}

function isWithin(points: PointsNode, { unanswered, unknown }: MissingRules, nodes: readonly Node[]): boolean {
  const input = nodes[points.of] as Input;
  const rules = [unanswered, unknown];
  if (rules.includes('exclude') || isDerivedFact(input)) return false;
  return !rules.includes('zero') || holdsZero(pointsOf(input, points, domainOf(input), undefined));
}

function holdsZero(possible: Possible): boolean {
  const range = rangeOf(possible);
  return (
    range !== undefined &&
    (range.low === null || compare(range.low, ZERO) <= 0) &&
    (range.high === null || compare(range.high, ZERO) >= 0)
  );
}
