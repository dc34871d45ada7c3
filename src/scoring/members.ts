import { describeType } from '../condition/condition.ts';
import type { Members, Pairwise, ScoreRule } from '../model/generated/types.ts';
import type { Path } from '../model/problem.ts';
import { compare, fromNumber, ONE, type Rational, toDecimalText, ZERO } from '../model/rational.ts';
import { type Compiler, membersOf } from './compiler.ts';
import type { Member } from './namespace.ts';
import { INCONSISTENT, MOST_COMPARED, weightsOfPairs } from './pairwise.ts';
import type { CombineMember, Input, MissingRules, Operator, Tags } from './plan.ts';
import type { PointsScope } from './points.ts';
import { withTags } from './tags.ts';

/** Where a rule stands: its file and place, the member of `by` it is compiled for, and what it inherits. */
export interface Surroundings {
  readonly file: string;
  readonly at: Path;
  readonly tags: Tags;
  /** What follows the names of scores for this member of `by`, as in `/people/1`; empty without `by`. */
  readonly suffix: string;
  readonly missing: MissingRules;
  readonly points: PointsScope;
}

/** The position of several members put together. */
export function combine(
  op: Operator,
  members: readonly CombineMember[],
  around: Surroundings,
  compiler: Compiler,
): number {
  for (const { node } of members) checkEnds(node, around, compiler);
  return compiler.add({ op, members, missing: around.missing });
}

/** Reports a number without an end where a missing answer counts as that end. */
function checkEnds(position: number, { file, at, missing }: Surroundings, compiler: Compiler): void {
  const points = compiler.node(position);
  if (points.op !== 'points') return;
  const input = compiler.node(points.of) as Input;
  const states = [
    'unanswered' as const,
    'unknown' as const,
    ...(input.notApplicable ? ['notApplicable' as const] : []),
    ...(input.when ? ['notAsked' as const] : []),
  ];
  if (input.value.kind !== 'number') return;
  const lacks = (rule: MissingRules[keyof MissingRules], end: unknown): boolean =>
    end === null && states.some((state) => missing[state] === rule);
  const end = lacks('full', input.range.high) ? 'maximum' : lacks('worst', input.range.low) ? 'minimum' : undefined;
  if (end)
    compiler.complain(file)('M211', at, { found: input.name, wanted: `a missing answer, having no ${end},` }, 'key');
}

/** The members of an operator, with their weights. */
export function membersOfOperator(
  source: Members,
  at: Path,
  operator: Operator,
  around: Surroundings,
  compiler: Compiler,
): CombineMember[] {
  if (typeof source === 'string') return membersOfNames([source], at, around, compiler);
  if (Array.isArray(source)) {
    return source.flatMap((name, i) => asOneMember(name, ONE, [...at, i], operator, around, compiler));
  }
  const weights = Object.entries(source).map(([name, value]) => statedWeight(name, value, [...at, name]));
  checkWeights(weights, operator, at, around, compiler);
  return weights.flatMap(({ name, weight, by, place, rule }) => {
    const factor = by === null ? undefined : numberNamed(by, place, around, compiler);
    if (by !== null && factor === undefined) return [];
    const weighted = (member: CombineMember): CombineMember =>
      factor === undefined ? member : { ...member, by: factor };
    if (!rule) return asOneMember(name, weight, [...at, name], operator, around, compiler).map(weighted);
    const node = compiler.inner(name);
    return node === undefined ? [] : [weighted({ name: name + around.suffix, node, weight })];
  });
}

/** A member's weight as it is stated: a number, or by the name of what gives it. */
interface StatedWeight {
  readonly name: string;
  readonly weight: Rational;
  readonly by: string | null;
  readonly rule: ScoreRule | null;
  readonly place: Path;
}

function statedWeight(name: string, value: number | string | ScoreRule, at: Path): StatedWeight {
  const rule = typeof value === 'object' ? value : null;
  const given = typeof value === 'object' ? (value.weight ?? 1) : value;
  const [weight, by] = typeof given === 'number' ? [fromNumber(given), null] : [ONE, given];
  return { name, weight, by, rule, place: rule ? [...at, 'weight'] : at };
}

function checkWeights(
  weights: readonly StatedWeight[],
  operator: Operator,
  at: Path,
  { file }: Surroundings,
  compiler: Compiler,
): void {
  if (operator === 'sum') return;
  const complain = compiler.complain(file);
  for (const { by, weight, place } of weights) {
    const found = by ?? toDecimalText(weight, 15);
    if (operator !== 'mean' && (by !== null || compare(weight, ONE) !== 0)) {
      complain('M216', place, { found, name: operator, wanted: 'it takes no weights' });
    } else if (compare(weight, ZERO) < 0) complain('M216', place, { found, name: operator });
  }
  if (operator === 'mean' && weights.every(({ by, weight }) => by === null && weight.n === 0n)) {
    complain('M216', at, { found: '0', name: operator, wanted: 'all weights are 0' }, 'key');
  }
}

/** The members of a mean with the weights that comparing them in pairs leads to; what cannot be weighed so is reported. */
export function weighByPairs(
  members: readonly CombineMember[],
  pairwise: Pairwise,
  { file, at, suffix }: Surroundings,
  compiler: Compiler,
): readonly CombineMember[] {
  const place = [...at, 'pairwise'];
  const complain = compiler.complain(file);
  const names = members.map(({ name }) =>
    suffix !== '' && name.endsWith(suffix) ? name.slice(0, -suffix.length) : name,
  );
  const wrong = pairsWithoutMember(pairwise, names, place);
  for (const { name, path } of wrong) complain('M227', path, { wanted: `"${name}" is not among its members` }, 'key');
  if (members.some(({ weight, by }) => by !== undefined || compare(weight, ONE) !== 0)) {
    complain('M227', place, { wanted: 'the members have weights of their own' }, 'key');
  }
  if (names.length > MOST_COMPARED) {
    complain('M227', place, { wanted: `at most ${MOST_COMPARED} members can be compared` }, 'key');
    return members;
  }
  const comparisons = new Map(
    Object.entries(pairwise).map(([name, others]) => [name, new Map(Object.entries(others))]),
  );
  const found = weightsOfPairs(names, comparisons);
  if ('missing' in found) {
    for (const pair of found.missing) complain('M227', place, { wanted: `${pair} are not compared` }, 'key');
    for (const pair of found.twice) complain('M227', place, { wanted: `${pair} are compared twice` }, 'key');
    return members;
  }
  if (found.consistencyRatio > INCONSISTENT) {
    const ratio = found.consistencyRatio.toFixed(3);
    complain('M227', place, { wanted: `the consistency ratio ${ratio} is above ${INCONSISTENT}` }, 'key');
  }
  return members.map((member, i) => ({ ...member, weight: found.weights[i] as Rational }));
}

function pairsWithoutMember(pairwise: Pairwise, names: readonly string[], at: Path): { name: string; path: Path }[] {
  return Object.entries(pairwise).flatMap(([name, others]) => [
    ...(names.includes(name) ? [] : [{ name, path: [...at, name] }]),
    ...Object.keys(others).flatMap((other) =>
      names.includes(other) && other !== name ? [] : [{ name: other, path: [...at, name, other] }],
    ),
  ]);
}

/** Everything that names stand for, each with weight 1; lists and sections are opened. */
export function membersOfNames(
  names: readonly string[],
  at: Path,
  around: Surroundings,
  compiler: Compiler,
): CombineMember[] {
  const { file, tags } = around;
  return names.flatMap((name) => {
    const members = withTags(membersOf(compiler.resolve(name, file, at)), tags);
    return members.flatMap((member) => weighed(member, ONE, at, around, compiler));
  });
}

/** One name as one member: a list, a section or a score with `by` becomes the operator over what it holds. */
function asOneMember(
  name: string,
  weight: Rational,
  at: Path,
  operator: Operator,
  around: Surroundings,
  compiler: Compiler,
): CombineMember[] {
  const { file, tags } = around;
  const resolved = compiler.resolve(name, file, at);
  if (!resolved) return [];
  const members = withTags(membersOf(resolved), tags);
  const [only] = members;
  if (resolved.kind === 'one' || (resolved.by && members.length === 1)) {
    return only ? weighed(only, weight, at, around, compiler) : [];
  }
  const inner = members.flatMap((member) => weighed(member, ONE, at, around, compiler));
  return [{ name, node: combine(operator, inner, around, compiler), weight }];
}

function weighed(
  member: Member,
  weight: Rational,
  at: Path,
  { file, points }: Surroundings,
  compiler: Compiler,
): CombineMember[] {
  if (member.type.kind === 'text' || member.type.kind === 'mixed') {
    compiler.complain(file)('M225', at, { found: member.name, wanted: describeType(member.type) });
    return [];
  }
  const node = member.number(file, at, points);
  return node === undefined ? [] : [{ name: member.name, node, weight }];
}

/** The position of a named number: a score, or the points of a question with what they count for where missing. */
export function numberNamed(name: string, at: Path, around: Surroundings, compiler: Compiler): number | undefined {
  const { file, tags } = around;
  const resolved = compiler.resolve(name, file, at);
  if (!resolved) return undefined;
  const members = withTags(membersOf(resolved), tags);
  const [only] = members;
  if (only && members.length === 1) {
    const [number] = weighed(only, ONE, at, around, compiler);
    const isAnswer = number !== undefined && compiler.node(number.node).op === 'points';
    return isAnswer ? combine('sum', [number], around, compiler) : number?.node;
  }
  // A question or score that does not belong to this member of `by` brings nothing.
  const single = resolved.kind === 'one' || resolved.by !== null;
  if (single && members.length === 0) return combine('sum', [], around, compiler);
  compiler.complain(file)('M225', at, { found: name, wanted: 'a list' });
  return undefined;
}
