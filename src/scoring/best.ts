import { isNumber } from '../condition/value.ts';
import { add, compare, divide, greatest, least, multiply, type Rational, round, ZERO } from '../model/rational.ts';
import type { Compiler } from './compiler.ts';
import { domainOf } from './domain.ts';
import type { CombineMember, CombineNode, Input, MissingRules, ShareMember } from './plan.ts';
import { extremesOf } from './points.ts';

/** The most and the least that a value comes to wherever there is one. */
interface Extremes {
  readonly best: Rational;
  readonly least: Rational;
}

/** The best that a node can come to, the same whatever is left out; undefined where there is no such number. */
export function bestOf(position: number, compiler: Compiler): Rational | undefined {
  return extremesAt(position, compiler)?.best;
}

/**
 * The members of a sum or mean as parts of a share, those of sums inside a sum in their place; undefined where one of
 * them has no best of its own, or can fall below what it starts from.
 */
export function shareMembers(node: CombineNode, compiler: Compiler): readonly ShareMember[] | undefined {
  const shares: ShareMember[] = [];
  for (const member of node.op === 'sum' ? flattened(node.members, node.missing, compiler) : node.members) {
    const extremes = member.weight.n < 0n ? undefined : extremesAt(member.node, compiler);
    if (!extremes || extremes.best.n < 0n) return undefined;
    if (extremes.best.n > 0n) shares.push({ ...member, best: extremes.best });
    else if (extremes.least.n < 0n) return undefined;
  }
  return shares;
}

function flattened(
  members: readonly CombineMember[],
  missing: MissingRules,
  compiler: Compiler,
): readonly CombineMember[] {
  return members.flatMap((member) => {
    const node = compiler.node(member.node);
    if (node.op !== 'sum' || member.by !== undefined || !sameRules(node.missing, missing)) return [member];
    const inner = flattened(node.members, missing, compiler);
    return inner.map((one) => ({ ...one, weight: multiply(one.weight, member.weight) }));
  });
}

function sameRules(a: MissingRules, b: MissingRules): boolean {
  return (Object.keys(a) as (keyof MissingRules)[]).every((state) => a[state] === b[state]);
}

function extremesAt(position: number, compiler: Compiler): Extremes | undefined {
  const node = compiler.node(position);
  const at = (other: number): Extremes | undefined => extremesAt(other, compiler);
  switch (node.op) {
    case 'points': {
      const input = compiler.node(node.of) as Input;
      const [best, lowest] = extremesOf(input, node, domainOf(input));
      return best && lowest ? { best, least: lowest } : undefined;
    }
    case 'constant':
      return isNumber(node.value) ? { best: node.value, least: node.value } : undefined;
    case 'sum':
    case 'mean':
    case 'min':
    case 'max':
      return extremesOfMembers(node, compiler);
    case 'steps':
      return spanOf(node.steps.flatMap(({ value }) => (isNumber(value) ? [value] : [])));
    case 'linear':
      return spanOf(node.points.map(({ value }) => value));
    case 'levels':
      return spanOf(node.levels.map(({ value }) => value));
    case 'first':
      return agreed(node.cases.map((one) => at(one.node)));
    case 'guard':
      return at(node.of);
    case 'cap':
    case 'floor': {
      const [value, bound] = [at(node.of), at(node.bound)];
      const pick = node.op === 'cap' ? least : greatest;
      return value && bound && { best: pick(value.best, bound.best), least: pick(value.least, bound.least) };
    }
    case 'round': {
      const value = at(node.of);
      const rounded = (number: Rational): Rational => round(number, node.decimals, node.mode);
      return value && { best: rounded(value.best), least: rounded(value.least) };
    }
    case 'scaled': {
      const value = at(node.of);
      const scaled = (number: Rational): Rational => divide(multiply(number, node.to), node.best);
      return value && { best: scaled(value.best), least: scaled(value.least) };
    }
    case 'share':
      return { best: node.to, least: ZERO };
    default:
      return undefined;
  }
}

function spanOf(values: readonly Rational[]): Extremes | undefined {
  return values.length === 0 ? undefined : { best: values.reduce(greatest), least: values.reduce(least) };
}

/** The best that all share; with different ones it would depend on which of them counts. */
function agreed(all: readonly (Extremes | undefined)[]): Extremes | undefined {
  const known = all.filter((one): one is Extremes => one !== undefined);
  const [first] = known;
  if (!first || known.length < all.length) return undefined;
  const same = known.every(({ best }) => compare(best, first.best) === 0);
  return same ? { best: first.best, least: known.map((one) => one.least).reduce(least) } : undefined;
}

function extremesOfMembers(node: CombineNode, compiler: Compiler): Extremes | undefined {
  const all = node.members.map((member) => extremesAt(member.node, compiler));
  const whole = node.members.every(
    ({ node: member, by }) => by === undefined && !mayBeNothing(member, node.missing, compiler),
  );
  // Where a member may be left out, only members of the same best leave it unchanged; those of a sum never do.
  if (!whole) return node.op === 'sum' ? undefined : agreed(all);
  const known = all.filter((one): one is Extremes => one !== undefined);
  if (known.length < all.length || known.length === 0) return undefined;
  const bests = known.map(({ best }) => best);
  const leasts = known.map((one) => one.least);
  if (node.op === 'min') return { best: bests.reduce(least), least: leasts.reduce(least) };
  if (node.op === 'max') return { best: bests.reduce(greatest), least: leasts.reduce(greatest) };
  const weights = node.members.map(({ weight }) => weight);
  const sum = (side: 'best' | 'least'): Rational =>
    weights.reduce((total, weight, i) => {
      const { best, least: lowest } = known[i] as Extremes;
      return add(total, multiply(weight, (side === 'best') === weight.n >= 0n ? best : lowest));
    }, ZERO);
  const total = node.op === 'sum' ? { n: 1n, d: 1n } : weights.reduce(add);
  return total.n === 0n ? undefined : { best: divide(sum('best'), total), least: divide(sum('least'), total) };
}

/** Whether a member can turn out to be nothing and so be left out, as far as the plan can tell. */
function mayBeNothing(position: number, missing: MissingRules, compiler: Compiler): boolean {
  const node = compiler.node(position);
  switch (node.op) {
    case 'points': {
      const input = compiler.node(node.of) as Input;
      return (
        (input.notApplicable && missing.notApplicable === 'exclude') ||
        (input.when !== null && missing.notAsked === 'exclude') ||
        missing.unanswered === 'exclude' ||
        missing.unknown === 'exclude'
      );
    }
    case 'constant':
      return false;
    case 'sum':
    case 'mean':
    case 'min':
    case 'max':
    case 'share':
      return node.members.every(
        (member) => member.by !== undefined || mayBeNothing(member.node, node.missing, compiler),
      );
    case 'linear':
    case 'round':
    case 'scaled':
    case 'cap':
    case 'floor':
      return mayBeNothing(node.of, missing, compiler);
    default:
      return true;
  }
}
