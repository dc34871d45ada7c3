import { surelyImplies } from '../../condition/implies.ts';
import { isNothing, isNumber, type Possible } from '../../condition/value.ts';
import {
  ceiling,
  compare,
  divide,
  multiply,
  ONE,
  type Rational,
  type RoundingMode,
  subtract,
} from '../../model/rational.ts';
import type { LinePoint, Node } from '../../scoring/plan.ts';
import { isSure, meanMembers, pulled, weighedBy } from './amounts.ts';
import { type Bound, type Encoder, endOf, notLinear, oneOfWays, type Side } from './encoder.ts';
import { type Linear, sumLinear } from './linear.ts';
import { NEVER, type Requirement, requireAll, requireAny, requireLeast } from './requirement.ts';
import { requirementOnce, sumOnce } from './seen-terms.ts';

/** That a node keeps a bound for certain, and is something; throws `NotLinear` where no program says so exactly. */
export function boundRequirement(node: number, bound: Bound, encoder: Encoder): Requirement {
  const { side, bound: number, strict } = bound;
  const about = `${side} ${number.n}/${number.d} ${strict}`;
  return requirementOnce(about, node, encoder, () => findBound(node, bound, encoder));
}

function findBound(node: number, bound: Bound, encoder: Encoder): Requirement {
  const { plan, lookup } = encoder;
  const ways = lookup.waysBehind(node);
  if (ways) {
    return oneOfWays(ways, ({ read }) => {
      const value = read(node);
      return !value.nothing && keeps(value, bound);
    });
  }
  const stated = plan.nodes[node] as Node;
  switch (stated.op) {
    case 'mean':
    case 'share':
      return meanRequirement(node, bound, encoder);
    case 'min':
    case 'max':
      return extremeRequirement(node, stated.op, bound, encoder);
    case 'levels':
    case 'steps':
    case 'linear':
    case 'round':
    case 'cap':
    case 'floor':
    case 'guard':
    case 'first':
      return bound.side === 'low' ? risingRequirement(node, stated, bound, encoder) : refuse(node, encoder);
    default:
      return within(encoder.amount(node, bound.side), bound);
  }
}

function refuse(node: number, { plan }: Encoder): never {
  throw notLinear(plan, node, `an upper bound of ${plan.nodes[node]?.op}`);
}

function keeps(value: Possible, { side, bound, strict }: Bound): boolean {
  const end = endOf(value, side);
  if (!end) return false;
  const distance = compare(end, bound) * (side === 'low' ? 1 : -1);
  return strict ? distance > 0 : distance >= 0;
}

function within(amount: Linear, { side, bound, strict }: Bound): Requirement {
  if (side === 'low') return requireLeast(amount, bound, strict);
  const minus: Rational = { n: -1n, d: 1n };
  return requireLeast(sumLinear([[amount, minus]]), multiply(bound, minus), strict);
}

/** A mean keeps a bound where what its members are above it outweighs what they are below: so none need be there. */
function meanRequirement(node: number, { side, bound, strict }: Bound, encoder: Encoder): Requirement {
  const { plan } = encoder;
  const stated = plan.nodes[node] as Extract<Node, { op: 'mean' | 'share' }>;
  const own = stated.op === 'share' ? divide(bound, stated.to) : bound;
  const above = sumOnce(`above ${side} ${own.n}/${own.d}`, node, encoder, () => meanAbove(node, side, own, encoder));
  return within(above, { side, bound: { n: 0n, d: 1n }, strict });
}

/** What the members of a mean are above a number, each by its weight. */
function meanAbove(node: number, side: Side, own: Rational, encoder: Encoder): Linear {
  const { plan } = encoder;
  const members = meanMembers(node, encoder).filter(({ weight }) => weight.n !== 0n);
  if (members.some(({ weight }) => weight.n < 0n)) throw notLinear(plan, node, 'negative weights in a mean');
  if (!members.some((member) => isSure(member.node, encoder))) throw notLinear(plan, node, 'it may be nothing');
  return sumLinear(
    members.map((member) => {
      const times = multiply(member.part, member.weight);
      const plus = multiply({ n: -own.n, d: own.d }, member.weight);
      return [pulled(member.node, side, encoder, { times, plus }), ONE] as const;
    }),
  );
}

function extremeRequirement(node: number, op: 'min' | 'max', bound: Bound, encoder: Encoder): Requirement {
  const { plan, lookup } = encoder;
  const members = weighedBy(node, encoder).map((member) => member.node);
  if (!members.some((member) => isSure(member, encoder))) throw notLinear(plan, node, 'it may be nothing');
  // The least of members keeps a lower bound where all do, those left out aside; the greatest where one of the sure ones does.
  if ((op === 'min') !== (bound.side === 'low')) {
    return requireAny(members.map((member) => boundRequirement(member, bound, encoder)));
  }
  return requireAll(
    members.map((member) => {
      const ways = lookup.waysBehind(member);
      if (!ways && !isSure(member, encoder)) throw notLinear(plan, node, 'members that come and go');
      if (!ways) return boundRequirement(member, bound, encoder);
      return oneOfWays(ways, ({ read }) => {
        const value = read(member);
        return isNothing(value) || keeps(value, bound);
      });
    }),
  );
}

type Rising = Extract<Node, { op: 'levels' | 'steps' | 'linear' | 'round' | 'cap' | 'floor' | 'guard' | 'first' }>;

function risingRequirement(node: number, stated: Rising, bound: Bound, encoder: Encoder): Requirement {
  const of = (at: number, other: Bound = bound): Requirement => boundRequirement(at, other, encoder);
  const reaches = (value: Rational): boolean => compare(value, bound.bound) >= (bound.strict ? 1 : 0);
  switch (stated.op) {
    case 'levels': {
      const wanted = stated.levels.findIndex(({ value }) => reaches(value));
      if (wanted < 0) return NEVER;
      const whens = stated.levels.slice(0, wanted + 1).map(({ when }) => when);
      // Most often a level asks for more of the same, and says all that the lower ones do.
      const telling = whens.filter((when, i) => !whens.slice(i + 1).some((higher) => surelyImplies(higher, when)));
      return requireAll(telling.map((when) => encoder.condition(when, 'holds')));
    }
    case 'steps': {
      const values = stated.steps.map(({ value }) => value);
      if (!values.every(isNumber) || !isAscending(values)) throw notLinear(encoder.plan, node, 'steps that fall');
      const wanted = values.findIndex(reaches);
      const step = stated.steps[wanted];
      if (!step) return NEVER;
      return of(stated.of, { side: 'low', bound: step.bound, strict: stated.edge === 'above' && wanted > 0 });
    }
    case 'linear':
      return lineRequirement(node, stated, bound, encoder);
    case 'round':
      return of(stated.of, unrounded(bound, stated.decimals, stated.mode));
    case 'cap':
    case 'floor':
      if (!isSure(stated.bound, encoder)) throw notLinear(encoder.plan, node, 'a bound that may be nothing');
      if (stated.op === 'cap') return requireAll([of(stated.of), of(stated.bound)]);
      if (!isSure(stated.of, encoder)) throw notLinear(encoder.plan, node, 'it may be nothing');
      return requireAny([of(stated.of), of(stated.bound)]);
    case 'guard':
      return requireAll([encoder.condition(stated.when, 'holds'), of(stated.of)]);
    case 'first':
      return stated.cases.reduceRight<Requirement>((later, { when, node: at }) => {
        if (!when) return of(at);
        const here = requireAll([of(at), requireAny([encoder.condition(when, 'holds'), later])]);
        return requireAny([here, requireAll([encoder.condition(when, 'fails'), later])]);
      }, NEVER);
  }
}

function isAscending(values: readonly Rational[]): boolean {
  return values.every((value, i) => i === 0 || compare(value, values[i - 1] as Rational) >= 0);
}

/** Where rising lines first reach a bound. */
function lineRequirement(
  node: number,
  { of, points }: Extract<Node, { op: 'linear' }>,
  { bound, strict }: Bound,
  encoder: Encoder,
): Requirement {
  if (!isAscending(points.map(({ value }) => value))) throw notLinear(encoder.plan, node, 'lines that fall');
  const next = points.findIndex(({ value }) => compare(value, bound) >= (strict ? 1 : 0));
  const [before, after] = [points[next - 1], points[next]];
  if (!after) return NEVER;
  if (!before) return requireAll([sureRequirement(of, encoder)]);
  return boundRequirement(of, { side: 'low', bound: placeOf(bound, before, after), strict }, encoder);
}

function sureRequirement(node: number, encoder: Encoder): Requirement {
  if (!isSure(node, encoder)) throw notLinear(encoder.plan, node, 'it may be nothing');
  return requireAll([]);
}

function placeOf(value: Rational, before: LinePoint, after: LinePoint): Rational {
  const share = divide(subtract(value, before.value), subtract(after.value, before.value));
  const distance = multiply(share, subtract(after.at, before.at));
  return subtract(before.at, { n: -distance.n, d: distance.d });
}

/** The least that is rounded to at least a bound. */
function unrounded({ bound, strict }: Bound, decimals: number, mode: RoundingMode): Bound {
  const scale: Rational = { n: 10n ** BigInt(decimals), d: 1n };
  const scaled = multiply(bound, scale);
  const least = strict && scaled.d === 1n ? scaled.n + 1n : ceiling(scaled);
  const from = (twice: bigint, above: boolean): Bound => ({
    side: 'low',
    bound: divide({ n: twice, d: 1n }, multiply(scale, { n: 2n, d: 1n })),
    strict: above,
  });
  if (mode === 'down') return from(2n * least, false);
  if (mode === 'up') return from(2n * least - 2n, true);
  const halfGoesUp = mode === 'half-up' || (mode === 'half-even' ? least % 2n === 0n : least >= 1n);
  return from(2n * least - 1n, !halfGoesUp);
}
