import { describeType } from '../condition/condition.ts';
import type { Members, Missing, ScoreRule } from '../model/generated/types.ts';
import type { Path } from '../model/problem.ts';
import { compare, fromNumber, ONE, parseDecimal, type Rational, ZERO } from '../model/rational.ts';
import { type Compiler, withTags } from './compiler.ts';
import { compileSteps } from './derivations.ts';
import type { Declaration, Member } from './namespace.ts';
import type { CombineMember, MissingRules, Operator, PlanCase, Tags } from './plan.ts';

const COMBINING = ['sum', 'mean', 'min', 'max'] as const;
const OPERATORS = [...COMBINING, 'steps', 'first', 'levels'] as const;
const DEFAULT_MISSING: MissingRules = {
  unanswered: 'open',
  unknown: 'open',
  notApplicable: 'exclude',
  notAsked: 'exclude',
};

/** Where a rule stands: its file and place, the tags of the member of `by` it is compiled for, and what it inherits. */
interface Surroundings {
  readonly file: string;
  readonly at: Path;
  readonly tags: Tags;
  readonly missing: MissingRules;
}

/** Compiles a score of the rubric and the scores inside it; a score with `by` once for each combination of tags. */
export function compileScore(declaration: Extract<Declaration, { kind: 'score' }>, compiler: Compiler): void {
  const { score, file, at, name, section } = declaration;
  const missing = withMissing(DEFAULT_MISSING, compiler.sources.rubric.document.missing);
  const around: Surroundings = { file, at, tags: {}, missing };
  if (typeof score === 'string') {
    if (!section) {
      compiler.complain(file)(
        'M203',
        at,
        { found: name, wanted: 'section', allowed: compiler.namespace.suggest(name) },
        'key',
      );
      return;
    }
    const members = membersOfNames([...section.questions.map(({ id }) => id)], at, around, compiler);
    register(name, undefined, combine(score, members, around, compiler), {}, compiler);
    return;
  }
  if (score.by === undefined) {
    register(name, score, compileRule(score, around, compiler), {}, compiler);
    return;
  }
  const by = typeof score.by === 'string' ? [score.by] : score.by;
  const leaves = leavesOf(score, around, compiler);
  const combinations = distinctTags(leaves, by);
  if (combinations.length === 0) {
    compiler.complain(file)('M222', [...at, 'by'], { found: name, wanted: `the tags ${by.join(', ')}` });
  }
  for (const tags of combinations) {
    const node = compileRule(score, { ...around, tags }, compiler);
    const member = [name, ...Object.values(tags)].join('/');
    register(member, score, node, sharedTags(withTags(leaves, tags), tags), compiler);
  }
}

function register(
  name: string,
  rule: ScoreRule | undefined,
  node: number | undefined,
  tags: Tags,
  compiler: Compiler,
): void {
  if (node === undefined) return;
  const member: Member = { name, value: node, type: { kind: 'number' }, tags, number: () => node };
  compiler.addScore({ name, node, title: rule?.title, tags, questions: compiler.questionsBehind(node) }, member);
}

function withMissing(base: MissingRules, own: Missing | undefined): MissingRules {
  return { ...base, ...own };
}

/** The position of a rule's value. */
function compileRule(rule: ScoreRule, outer: Surroundings, compiler: Compiler): number | undefined {
  const around = { ...outer, missing: withMissing(outer.missing, rule.missing) };
  const { file, at, tags } = around;
  const given = OPERATORS.filter((operator) => rule[operator] !== undefined);
  if (given.length !== 1) {
    compiler.complain(file)('M209', at, { found: given.join(' and ') }, 'key');
    return undefined;
  }
  let node = compileOperator(given[0] as (typeof OPERATORS)[number], rule, around, compiler);
  if (node === undefined) return undefined;
  if (rule.cap !== undefined) {
    const cap =
      typeof rule.cap === 'number'
        ? compiler.add({ op: 'constant', value: fromNumber(rule.cap) })
        : compileRule(rule.cap, { ...around, at: [...at, 'cap'] }, compiler);
    if (cap !== undefined) node = compiler.add({ op: 'cap', of: node, cap });
  }
  if (!rule.when) return node;
  return compiler.add({ op: 'guard', of: node, when: compiler.condition(rule.when, file, [...at, 'when'], tags) });
}

function compileOperator(
  operator: (typeof OPERATORS)[number],
  rule: ScoreRule,
  around: Surroundings,
  compiler: Compiler,
): number | undefined {
  const { file, at, tags } = around;
  switch (operator) {
    case 'steps': {
      const of = numberNamed(rule.of ?? '', [...at, 'of'], around, compiler);
      const steps = compileSteps(rule.steps ?? {}, file, [...at, 'steps'], { kind: 'number' }, compiler);
      return of === undefined ? undefined : compiler.add({ op: 'steps', of, steps, edge: rule.edge ?? 'below' });
    }
    case 'first': {
      const cases: PlanCase[] = (rule.first ?? []).flatMap(({ value, when }, i) => {
        const place = [...at, 'first', i];
        const number = parseDecimal(String(value));
        const node = number
          ? compiler.add({ op: 'constant', value: number })
          : numberNamed(String(value), [...place, 'value'], around, compiler);
        const condition = when ? compiler.condition(when, file, [...place, 'when'], tags) : null;
        return node === undefined ? [] : [{ when: condition, node }];
      });
      return compiler.add({ op: 'first', cases });
    }
    case 'levels': {
      const levels = (rule.levels ?? []).map((level, i) => ({
        value: fromNumber(level.value),
        title: level.title,
        when: compiler.condition(level.when, file, [...at, 'levels', i, 'when'], tags),
        place: [...at, 'levels', i, 'value'],
      }));
      levels.sort((a, b) => compare(a.value, b.value));
      levels.forEach(({ value, place }, i) => {
        const before = levels[i - 1];
        if (before && compare(before.value, value) === 0)
          compiler.complain(file)('M220', place, { found: `${value.n}` });
      });
      return compiler.add({ op: 'levels', levels });
    }
    default: {
      const members = membersOfOperator(rule[operator] ?? [], [...at, operator], operator, around, compiler);
      return combine(operator, members, around, compiler);
    }
  }
}

function combine(op: Operator, members: readonly CombineMember[], around: Surroundings, compiler: Compiler): number {
  return compiler.add({ op, members, missing: around.missing });
}

/** The members of an operator, with their weights. */
function membersOfOperator(
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
    const place = [...at, name];
    if (!rule) return asOneMember(name, weight, place, operator, around, compiler);
    const node = compileRule(rule, { ...around, at: place }, compiler);
    const member = [name, ...Object.values(around.tags)].join('/');
    register(member, rule, node, around.tags, compiler);
    return node === undefined ? [] : [{ name: member, node, weight }];
  });
}

function checkWeights(
  weights: readonly { name: string; weight: Rational }[],
  at: Path,
  { file }: Surroundings,
  compiler: Compiler,
): void {
  for (const { name, weight } of weights) {
    if (compare(weight, ZERO) < 0) compiler.complain(file)('M216', [...at, name], { found: `${weight.n}/${weight.d}` });
  }
  if (weights.every(({ weight }) => weight.n === 0n)) {
    compiler.complain(file)('M216', at, { found: '0', wanted: 'all weights are 0' }, 'key');
  }
}

/** Everything that names stand for, each with weight 1; lists and sections are opened. */
function membersOfNames(names: readonly string[], at: Path, around: Surroundings, compiler: Compiler): CombineMember[] {
  const { file, tags } = around;
  return names.flatMap((name) => {
    const resolved = compiler.resolve(name, file, at);
    if (!resolved) return [];
    const members = withTags(resolved.kind === 'one' ? [resolved.member] : resolved.members, tags);
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
  const members = withTags(resolved.kind === 'one' ? [resolved.member] : resolved.members, tags);
  const [only] = members;
  if (resolved.kind === 'one' || (resolved.isScore && members.length === 1)) {
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
  const node = member.number(at);
  return node === undefined ? [] : [{ name: member.name, node, weight }];
}

/** The position of a named number: a score, or the points of a question. */
function numberNamed(name: string, at: Path, { file, tags }: Surroundings, compiler: Compiler): number | undefined {
  const resolved = compiler.resolve(name, file, at);
  if (!resolved) return undefined;
  const members = withTags(resolved.kind === 'one' ? [resolved.member] : resolved.members, tags);
  const [only] = members;
  if (only && members.length === 1) return weighed(only, ONE, at, file, compiler)[0]?.node;
  compiler.complain(file)('M225', at, { found: name, wanted: 'a list' });
  return undefined;
}

/** Every question and score that a rule names, inner scores included. */
function leavesOf(rule: ScoreRule, around: Surroundings, compiler: Compiler): Member[] {
  const named = (name: string, at: Path): readonly Member[] => {
    const resolved = compiler.resolve(name, around.file, at);
    return resolved === undefined ? [] : resolved.kind === 'one' ? [resolved.member] : resolved.members;
  };
  const { at } = around;
  const combining = COMBINING.flatMap((operator) => {
    const members = rule[operator];
    if (members === undefined) return [];
    if (typeof members === 'string') return named(members, [...at, operator]);
    if (Array.isArray(members)) return members.flatMap((name, i) => named(name, [...at, operator, i]));
    return Object.entries(members).flatMap(([name, inner]) => {
      const place = [...at, operator, name];
      return typeof inner === 'number' ? named(name, place) : leavesOf(inner, { ...around, at: place }, compiler);
    });
  });
  const of = rule.of === undefined ? [] : named(rule.of, [...at, 'of']);
  const cases = (rule.first ?? []).flatMap(({ value, when }, i) => {
    const place = [...at, 'first', i];
    const values = parseDecimal(String(value)) ? [] : named(String(value), [...place, 'value']);
    return [...values, ...namesIn(when).flatMap((name) => named(name, [...place, 'when', name]))];
  });
  const levels = (rule.levels ?? []).flatMap(({ when }, i) =>
    namesIn(when).flatMap((name) => named(name, [...at, 'levels', i, 'when', name])),
  );
  return [...combining, ...of, ...cases, ...levels];
}

function namesIn(condition: object | undefined): string[] {
  return Object.entries(condition ?? {}).flatMap(([key, value]) => {
    if (key === 'allOf' || key === 'anyOf') return (value as object[]).flatMap(namesIn);
    return key === 'not' ? namesIn(value as object) : [key];
  });
}

/** The combinations of the tags' values found among members, in the order they are met. */
function distinctTags(members: readonly Member[], by: readonly string[]): Tags[] {
  const found = new Map<string, Tags>();
  for (const { tags } of members) {
    if (by.some((tag) => tags[tag] === undefined)) continue;
    const combination = Object.fromEntries(by.map((tag) => [tag, tags[tag] as string]));
    found.set(JSON.stringify(combination), combination);
  }
  return [...found.values()];
}

/** The tags that all members share, beside those they were chosen by. */
function sharedTags(members: readonly Member[], chosen: Tags): Tags {
  const [first, ...rest] = members;
  const shared = Object.entries(first?.tags ?? {}).filter(([tag, value]) =>
    rest.every(({ tags }) => tags[tag] === value),
  );
  return { ...Object.fromEntries(shared), ...chosen };
}
