import { describeType } from '../condition/condition.ts';
import type { Members, ScoreRule } from '../model/generated/types.ts';
import type { Path } from '../model/problem.ts';
import { compare, fromNumber, ONE, type Rational, toDecimalText, ZERO } from '../model/rational.ts';
import { type Compiler, membersOf } from './compiler.ts';
import type { Member } from './namespace.ts';
import type { CombineMember, Input, MissingRules, Operator, Tags } from './plan.ts';
import { withTags } from './tags.ts';

/** Where a rule stands: its file and place, the member of `by` it is compiled for, and what it inherits. */
export interface Surroundings {
  readonly file: string;
  readonly at: Path;
  readonly tags: Tags;
  /** What follows the names of scores for this member of `by`, as in `/people/1`; empty without `by`. */
  readonly suffix: string;
  readonly missing: MissingRules;
}

/** The position of several members put together. */
export function combine(
  op: Operator,
  members: readonly CombineMember[],
  around: Surroundings,
  compiler: Compiler,
): number {
  for (const { node } of members) checkFull(node, around, compiler);
  return compiler.add({ op, members, missing: around.missing });
}

/** Reports a number without a greatest one where a missing answer counts as the best. */
function checkFull(position: number, { file, at, missing }: Surroundings, compiler: Compiler): void {
  const points = compiler.node(position);
  if (points.op !== 'points') return;
  const input = compiler.node(points.of) as Input;
  const states = [
    'unanswered' as const,
    'unknown' as const,
    ...(input.notApplicable ? ['notApplicable' as const] : []),
    ...(input.when ? ['notAsked' as const] : []),
  ];
  const limited = input.value.kind !== 'number' || input.range.high !== null;
  if (limited || states.every((state) => missing[state] !== 'full')) return;
  compiler.complain(file)('M211', at, { found: input.name, wanted: 'a missing answer, having no maximum,' }, 'key');
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
  const weights = Object.entries(source).map(([name, value]) => {
    const given = typeof value === 'number' ? value : (value.weight ?? 1);
    return { name, weight: fromNumber(given), rule: typeof value === 'number' ? null : value };
  });
  if (operator === 'mean') checkWeights(weights, at, around, compiler);
  return weights.flatMap(({ name, weight, rule }) => {
    if (!rule) return asOneMember(name, weight, [...at, name], operator, around, compiler);
    const node = compiler.inner(name);
    return node === undefined ? [] : [{ name: name + around.suffix, node, weight }];
  });
}

function checkWeights(
  weights: readonly { name: string; weight: Rational; rule: ScoreRule | null }[],
  at: Path,
  { file }: Surroundings,
  compiler: Compiler,
): void {
  for (const { name, weight, rule } of weights) {
    const place = rule ? [...at, name, 'weight'] : [...at, name];
    if (compare(weight, ZERO) < 0) compiler.complain(file)('M216', place, { found: toDecimalText(weight, 15) });
  }
  if (weights.every(({ weight }) => weight.n === 0n)) {
    compiler.complain(file)('M216', at, { found: '0', wanted: 'all weights are 0' }, 'key');
  }
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
    return members.flatMap((member) => weighed(member, ONE, at, file, compiler));
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
    return only ? weighed(only, weight, at, file, compiler) : [];
  }
  const inner = members.flatMap((member) => weighed(member, ONE, at, file, compiler));
  return [{ name, node: combine(operator, inner, around, compiler), weight }];
}

function weighed(member: Member, weight: Rational, at: Path, file: string, compiler: Compiler): CombineMember[] {
  if (member.type.kind === 'text' || member.type.kind === 'mixed') {
    compiler.complain(file)('M225', at, { found: member.name, wanted: describeType(member.type) });
    return [];
  }
  const node = member.number(file, at);
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
    const [number] = weighed(only, ONE, at, file, compiler);
    const isAnswer = number !== undefined && compiler.node(number.node).op === 'points';
    return isAnswer ? combine('sum', [number], around, compiler) : number?.node;
  }
  // A question or score that does not belong to this member of `by` brings nothing.
  const single = resolved.kind === 'one' || resolved.by !== null;
  if (single && members.length === 0) return combine('sum', [], around, compiler);
  compiler.complain(file)('M225', at, { found: name, wanted: 'a list' });
  return undefined;
}
