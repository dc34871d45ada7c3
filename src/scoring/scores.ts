import type { Condition } from '../condition/condition.ts';
import type { Missing, NumberRule, Rounding, ScoreRule } from '../model/generated/types.ts';
import type { Path } from '../model/problem.ts';
import { compare, fromNumber, parseDecimal, toDecimalText, ZERO } from '../model/rational.ts';
import { bestOf, shareMembers } from './best.ts';
import type { Compiler } from './compiler.ts';
import { compileSteps } from './derivations.ts';
import { leavesOf } from './leaves.ts';
import { combine, membersOfNames, membersOfOperator, numberNamed, type Surroundings, weighByPairs } from './members.ts';
import { BOUNDS, COMBINING, type Declaration, innerScores, LEVEL, type Member } from './namespace.ts';
import type { LinePoint, MissingRules, PlanCase, Step, Tags } from './plan.ts';
import { pointsKey } from './points.ts';
import { questionsOf } from './rows.ts';
import { distinctTags, sharedTags, withTags } from './tags.ts';

const OPERATORS = [...COMBINING, 'steps', 'linear', 'first', 'levels', 'value'] as const;
/** The condition of a level that needs nothing. */
const FOR_EVERYONE: Condition = { op: 'all', of: [] };

/** What a missing answer counts for where nothing is said. */
export const DEFAULT_MISSING: MissingRules = {
  unanswered: 'open',
  unknown: 'open',
  notApplicable: 'exclude',
  notAsked: 'exclude',
};

/** Compiles a score of the rubric and the scores inside it; a score with `by` once for each combination of tags. */
export function compileScore(declaration: Extract<Declaration, { kind: 'score' }>, compiler: Compiler): void {
  const { score, file, at, name, section } = declaration;
  const missing = withMissing(DEFAULT_MISSING, compiler.sources.rubric.document.missing);
  const around: Surroundings = { file, at, tags: {}, suffix: '', missing, points: compiler.rubricPoints };
  if (typeof score === 'string') {
    if (!section) {
      const allowed = compiler.namespace.suggest(name);
      compiler.complain(file)('M203', at, { found: name, wanted: 'section', allowed }, 'key');
      return;
    }
    const questions = questionsOf(section).map(({ question }) => question.id);
    register(
      name,
      undefined,
      combine(score, membersOfNames(questions, at, around, compiler), around, compiler),
      {},
      compiler,
    );
    return;
  }
  refuseKeys(score, name === LEVEL ? ['weight', 'by'] : ['weight'], around, compiler);
  if (score.by === undefined) compileNamed(name, score, around, {}, compiler);
  else compileMembers(declaration, score, score.by, around, compiler);
}

function compileMembers(
  declaration: Extract<Declaration, { kind: 'score' }>,
  rule: ScoreRule,
  by: string | readonly string[],
  around: Surroundings,
  compiler: Compiler,
): void {
  const tagNames = typeof by === 'string' ? [by] : by;
  const leaves = leavesOf(declaration, compiler);
  const combinations = distinctTags(leaves, tagNames);
  const place = [...around.at, 'by'];
  const complain = compiler.complain(around.file);
  if (combinations.length === 0) {
    complain('M222', place, { found: declaration.name, wanted: `the tags ${tagNames.join(', ')}` });
  }
  const suffixes = new Set<string>();
  for (const tags of combinations) {
    const suffix = tagNames.map((tag) => `/${tags[tag]}`).join('');
    // Only tag values that hold a slash themselves can lead to the same name.
    if (suffixes.has(suffix)) complain('M201', place, { found: declaration.name + suffix });
    suffixes.add(suffix);
    const shared = sharedTags(withTags(leaves, tags), tags);
    compileNamed(declaration.name, rule, { ...around, tags, suffix }, shared, compiler);
  }
}

function compileNamed(name: string, rule: ScoreRule, around: Surroundings, tags: Tags, compiler: Compiler): void {
  announceInner(rule, around, compiler);
  register(name + around.suffix, rule, compileRule(rule, around, compiler), tags, compiler);
}

/** Makes the scores inside a rule known before any of them is compiled, so that each can read the others. */
export function announceInner(rule: ScoreRule, outer: Surroundings, compiler: Compiler): void {
  const around = withOwn(outer, rule, compiler);
  for (const { name, rule: inner, at } of innerScores(rule, around.at)) {
    const place = { ...around, at };
    announceInner(inner, place, compiler);
    compiler.announceInner(name, () => {
      refuseKeys(inner, ['by'], place, compiler);
      const node = compileRule(inner, place, compiler);
      register(name + around.suffix, inner, node, around.tags, compiler);
      return node;
    });
  }
  for (const side of BOUNDS) {
    const bound = rule[side];
    if (typeof bound === 'object') announceInner(bound, { ...around, at: [...around.at, side] }, compiler);
  }
}

/** Reports keys that a rule has no use for where it stands. */
function refuseKeys(
  rule: ScoreRule,
  keys: readonly ('by' | 'weight')[],
  around: Surroundings,
  compiler: Compiler,
): void {
  for (const key of keys) {
    if (rule[key] !== undefined) compiler.complain(around.file)('M109', [...around.at, key], { found: key }, 'key');
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
  compiler.addScore(
    { name, node, title: rule?.title, hidden: rule?.hidden ?? false, tags, questions: compiler.questionsBehind(node) },
    member,
  );
}

/** The surroundings inside a rule: what it says itself goes before what it inherits. */
function withOwn(outer: Surroundings, rule: ScoreRule, compiler: Compiler): Surroundings {
  const points = rule.points ? compiler.pointsScope(rule.points, [...outer.at, 'points'], outer.points) : outer.points;
  return { ...outer, missing: withMissing(outer.missing, rule.missing), points };
}

function withMissing(base: MissingRules, own: Missing | undefined): MissingRules {
  return { ...base, ...own };
}

/** The position of a rule's value. */
export function compileRule(rule: ScoreRule, outer: Surroundings, compiler: Compiler): number | undefined {
  const around = withOwn(outer, rule, compiler);
  const { file, at, tags } = around;
  const given = OPERATORS.filter((operator) => rule[operator] !== undefined);
  if (given.length !== 1) {
    compiler.complain(file)('M209', at, { found: given.join(' and ') }, 'key');
    return undefined;
  }
  const base = compileOperator(given[0] as (typeof OPERATORS)[number], rule, around, compiler);
  if (base === undefined) return undefined;
  let node = rule.to === undefined ? base : compileShare(base, rule.to, rule.best, around, compiler);
  for (const side of BOUNDS) {
    const bound =
      rule[side] === undefined ? undefined : compileBound(rule[side], { ...around, at: [...at, side] }, compiler);
    if (bound !== undefined) node = compiler.add({ op: side, of: node, bound });
  }
  if (rule.round !== undefined) {
    const { decimals = 0, mode }: Rounding =
      typeof rule.round === 'number' ? { decimals: rule.round, mode: 'half-away' } : rule.round;
    node = compiler.add({ op: 'round', of: node, decimals, mode });
  }
  if (!rule.when) return node;
  return compiler.add({ op: 'guard', of: node, when: compiler.condition(rule.when, file, [...at, 'when'], tags) });
}

function compileBound(bound: NumberRule, around: Surroundings, compiler: Compiler): number | undefined {
  if (typeof bound === 'number') return compiler.add({ op: 'constant', value: fromNumber(bound) });
  if (typeof bound === 'string') return numberNamed(bound, around.at, around, compiler);
  refuseKeys(bound, ['by', 'weight'], around, compiler);
  return compileRule(bound, around, compiler);
}

/** The position of a value as a part of the best that is possible, times `to`. */
function compileShare(
  of: number,
  to: number,
  best: number | undefined,
  { file, at }: Surroundings,
  compiler: Compiler,
): number {
  const scale = fromNumber(to);
  if (best !== undefined) return compiler.add({ op: 'scaled', of, to: scale, best: fromNumber(best) });
  const node = compiler.node(of);
  if (node.op === 'sum' || node.op === 'mean') {
    const members = shareMembers(node, compiler);
    if (members) return compiler.add({ op: 'share', of, members, missing: node.missing, to: scale });
  } else {
    const natural = bestOf(of, compiler);
    if (natural && natural.n > 0n) return compiler.add({ op: 'scaled', of, to: scale, best: natural });
  }
  compiler.complain(file)('M226', [...at, 'to'], {}, 'key');
  return of;
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
      const steps = labelled(
        compileSteps(rule.steps ?? {}, file, [...at, 'steps'], { name: '', value: { kind: 'number' } }, compiler),
        rule.labels ?? {},
        around,
        compiler,
      );
      const [name, edge] = [rule.of ?? '', rule.edge ?? 'below'];
      return of === undefined ? undefined : compiler.add({ op: 'steps', of, name, steps, edge });
    }
    case 'linear': {
      const of = numberNamed(rule.of ?? '', [...at, 'of'], around, compiler);
      const points = compileLine(rule.linear ?? {}, [...at, 'linear'], around, compiler);
      return of === undefined ? undefined : compiler.add({ op: 'linear', of, name: rule.of ?? '', points });
    }
    case 'value':
      return compiler.add({ op: 'constant', value: fromNumber(rule.value ?? 0) });
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
        when: level.when ? compiler.condition(level.when, file, [...at, 'levels', i, 'when'], tags) : FOR_EVERYONE,
        place: [...at, 'levels', i],
      }));
      levels.sort((a, b) => compare(a.value, b.value));
      levels.forEach(({ value, when, place }, i) => {
        const before = levels[i - 1];
        if (before && compare(before.value, value) === 0)
          compiler.complain(file)('M220', [...place, 'value'], { found: toDecimalText(value, 15) });
        if (i > 0 && when === FOR_EVERYONE) compiler.complain(file)('M110', place, { name: 'when' });
      });
      return compiler.add({ op: 'levels', levels });
    }
    default: {
      const members = membersOfOperator(rule[operator] ?? [], [...at, operator], operator, around, compiler);
      const pairwise = operator === 'mean' ? rule.pairwise : undefined;
      const weighed = pairwise ? weighByPairs(members, pairwise, around, compiler) : members;
      return combine(operator, weighed, around, compiler);
    }
  }
}

/** Steps with the names of their values; a name for a value that no step has is reported. */
function labelled(
  steps: readonly Step[],
  labels: NonNullable<ScoreRule['labels']>,
  { file, at }: Surroundings,
  compiler: Compiler,
): readonly Step[] {
  const names = new Map(Object.entries(labels).map(([key, title]) => [pointsKey(parseDecimal(key) ?? ZERO), title]));
  const values = steps.map(({ value }) => pointsKey(value));
  for (const key of Object.keys(labels)) {
    if (values.includes(pointsKey(parseDecimal(key) ?? ZERO))) continue;
    compiler.complain(file)('M205', [...at, 'labels', key], { found: key, name: 'the steps', allowed: values }, 'key');
  }
  return steps.map((step, i) => ({ ...step, title: names.get(values[i] as string) }));
}

/** Ascending points of a line; the same input in two spellings is reported. */
function compileLine(
  source: NonNullable<ScoreRule['linear']>,
  at: Path,
  { file }: Surroundings,
  compiler: Compiler,
): LinePoint[] {
  const points: LinePoint[] = [];
  for (const [key, value] of Object.entries(source)) {
    const input = parseDecimal(key) ?? ZERO;
    if (points.some((point) => compare(point.at, input) === 0)) {
      compiler.complain(file)('M102', [...at, key], { found: key }, 'key');
    } else points.push({ at: input, value: fromNumber(value) });
  }
  return points.sort((a, b) => compare(a.at, b.at));
}
