import { compare, ONE, type Rational, subtract } from '../../model/rational.ts';
import type { Input, Node } from '../../scoring/plan.ts';
import type { AnswerValue } from '../../scoring/sheet.ts';
import { type Encoder, endOf, notLinear, type Side } from './encoder.ts';
import { constantOf, type Linear, sumLinear } from './linear.ts';
import { requireAny, requireLeast } from './requirement.ts';

/**
 * What a multiple choice brings whose options are too many to look up every choice: the points of each option that is
 * added, once any is. Undefined for any other node. An option counts the same whatever else is chosen, unless only so
 * many may be.
 */
export function addedPoints(node: number, side: Side, encoder: Encoder): Linear | undefined {
  const { plan, lookup, builder } = encoder;
  const points = pointsBehind(node, encoder);
  const [one, ...others] = lookup.touchedBy(node);
  if (points === undefined || !one?.adds || others.length > 0) return undefined;
  const { choose, options } = plan.nodes[points] as Input;
  if (one.crowded || choose.least > 1 || (choose.most !== null && choose.most < options.length)) return undefined;
  const at = (...values: AnswerValue[]): Rational => {
    const value = lookup.readAt(new Map([[one, values]]))(node);
    const end = value.nothing ? undefined : endOf(value, side);
    if (!end) throw notLinear(plan, node, 'it may be nothing');
    return end;
  };
  const [first, second] = one.steps as [AnswerValue, AnswerValue];
  const none = at();
  const gains = one.steps.map((step) =>
    step === first ? subtract(at(first, second), at(second)) : subtract(at(first, step), at(first)),
  );
  const base = subtract(at(first), gains[0] as Rational);
  const steps = one.steps.map((step) => lookup.stepOf(one, step));
  const any = builder.truthOf(requireAny(steps.map((step) => requireLeast(step, ONE))));
  const found = sumLinear([
    [constantOf(none), ONE],
    [any, subtract(base, none)],
    ...steps.map((step, i) => [step, gains[i] as Rational] as const),
  ]);
  const all = [none, subtract(base, none), ...gains].reduce((sum, gain) => ({
    n: sum.n * gain.d + gain.n * sum.d,
    d: sum.d * gain.d,
  }));
  if (compare(all, at(...one.steps)) !== 0) throw notLinear(plan, node, 'options that count differently together');
  return found;
}

/** The question whose points a node is, by itself or as a part of a score. */
function pointsBehind(node: number, { plan }: Encoder): number | undefined {
  const stated = plan.nodes[node] as Node;
  const own =
    stated.op === 'sum' && stated.members.length === 1 ? plan.nodes[stated.members[0]?.node as number] : stated;
  return own?.op === 'points' ? own.of : undefined;
}
