import {
  add,
  fromNumber,
  type Members,
  multiply,
  type NumberRule,
  ONE,
  type Phrase,
  parseExact,
  type Rational,
  type Rounding,
  type ScoreRule,
  type Text,
  ZERO,
} from '../../model/index.ts';
import { computeExtremes } from '../answer-points.ts';
import { allowedAnswers } from '../answer-set.ts';
import type { CombineNode } from '../operators/combination.ts';
import type { CombineMember, ExtremesScope, MissingRules, RuleScope } from '../operators/operator.ts';
import { type CombinationName, type OperatorNode, operatorOf, RULE_OPERATORS } from '../operators/registry.ts';
import type { ShareMember } from '../operators/share.ts';
import type { Input, Node, Tags } from '../plan.ts';
import { toPointsKey } from '../possible-values.ts';
import { findSharedTags, listDistinctTags, selectTagged } from './input-definitions.ts';
import {
  BOUND_KEYS,
  type Declaration,
  LEVEL_SCORE,
  listInnerScores,
  listQuestionsOf,
  type Member,
  type PlanCompiler,
} from './namespace.ts';
import {
  addCombination,
  applyPairwiseWeights,
  collectTaggedMembers,
  computeConsistencyRatio,
  type RuleContext,
  resolveMembers,
  resolveNamedMembers,
  resolveNumber,
} from './operator-members.ts';

/** How missing answers count if the rubric states no rule for them. */
export const DEFAULT_MISSING: MissingRules = {
  unanswered: 'open',
  unknown: 'open',
  notApplicable: 'exclude',
  notAsked: 'exclude',
};

/**
 * Compiles a score of the rubric with its inner scores. A score with `by` is compiled once for each combination of
 * tags.
 */
export function compileScore(declaration: Extract<Declaration, { kind: 'score' }>, compiler: PlanCompiler): void {
  const { score, file, at, name, section } = declaration;
  const missingRules = { ...DEFAULT_MISSING, ...compiler.sources.rubric.document.missing };
  const context: RuleContext = { file, at, tags: {}, suffix: '', missing: missingRules, points: compiler.rubricPoints };
  if (typeof score === 'string') {
    if (!section) {
      const allowedNames = compiler.namespace.suggest(name);
      compiler.complain(file)('M203', at, { found: name, wanted: { phrase: 'section' }, allowed: allowedNames }, 'key');
      return;
    }
    const questions = listQuestionsOf(section).map(({ question }) => question.id);
    register(
      name,
      undefined,
      addCombination(score, resolveNamedMembers(questions, at, context, compiler), context, compiler),
      {},
      context,
      compiler,
    );
    return;
  }
  refuseKeys(score, name === LEVEL_SCORE ? ['weight', 'by'] : ['weight'], context, compiler);
  if (score.by === undefined) compileNamedScore(name, score, context, {}, compiler);
  else compileMembers(declaration, score, score.by, context, compiler);
}

function compileMembers(
  declaration: Extract<Declaration, { kind: 'score' }>,
  rule: ScoreRule,
  by: string | readonly string[],
  context: RuleContext,
  compiler: PlanCompiler,
): void {
  const tagNames = typeof by === 'string' ? [by] : by;
  const leaves = collectTaggedMembers(declaration, compiler);
  const combinations = listDistinctTags(leaves, tagNames);
  const byPath = [...context.at, 'by'];
  const complain = compiler.complain(context.file);
  if (combinations.length === 0) {
    complain('M222', byPath, { found: declaration.name, wanted: { phrase: 'tags', names: tagNames } });
  }
  const suffixes = new Set<string>();
  for (const tags of combinations) {
    const suffix = tagNames.map((tag) => `/${tags[tag]}`).join('');
    // Two combinations of tags get the same name only if a tag value contains a slash.
    if (suffixes.has(suffix)) complain('M201', byPath, { found: declaration.name + suffix });
    suffixes.add(suffix);
    const commonTags = findSharedTags(selectTagged(leaves, tags), tags);
    compileNamedScore(declaration.name, rule, { ...context, tags, suffix }, commonTags, compiler);
  }
}

function compileNamedScore(
  name: string,
  rule: ScoreRule,
  context: RuleContext,
  tags: Tags,
  compiler: PlanCompiler,
): void {
  declareInnerScores(rule, context, compiler);
  register(name + context.suffix, rule, compileRule(rule, context, compiler), tags, context, compiler);
}

/** Declares the scores inside a rule before any of them is compiled, so that they can read one another. */
export function declareInnerScores(rule: ScoreRule, outer: RuleContext, compiler: PlanCompiler): void {
  // Inner scores of a hidden score, even constants, are hidden as well.
  const context = { ...createInnerContext(outer, rule, compiler), isHidden: rule.hidden ?? outer.isHidden ?? false };
  for (const { name, rule: inner, at } of listInnerScores(rule, context.at)) {
    const innerContext = { ...context, at };
    declareInnerScores(inner, innerContext, compiler);
    compiler.declareInner(name, () => {
      refuseKeys(inner, ['by'], innerContext, compiler);
      const node = compileRule(inner, innerContext, compiler);
      register(name + context.suffix, inner, node, context.tags, context, compiler);
      return node;
    });
  }
  for (const side of BOUND_KEYS) {
    const bound = rule[side];
    if (typeof bound === 'object') declareInnerScores(bound, { ...context, at: [...context.at, side] }, compiler);
  }
}

/** Reports keys that are not allowed in a rule at this place. */
function refuseKeys(
  rule: ScoreRule,
  keys: readonly ('by' | 'weight')[],
  context: RuleContext,
  compiler: PlanCompiler,
): void {
  for (const key of keys) {
    if (rule[key] !== undefined) compiler.complain(context.file)('M109', [...context.at, key], { found: key }, 'key');
  }
}

function register(
  name: string,
  rule: ScoreRule | undefined,
  node: number | undefined,
  tags: Tags,
  context: RuleContext,
  compiler: PlanCompiler,
): void {
  if (node === undefined) return;
  const member: Member = { name, value: node, type: { kind: 'number' }, tags, number: () => node };
  compiler.addScore(
    {
      name,
      node,
      title: rule?.title,
      labels: labelsOf(rule),
      isClass: rule?.labels !== undefined,
      consistencyRatio: rule?.pairwise && computeConsistencyRatio(rule.pairwise),
      hidden: rule?.hidden ?? (context.isHidden === true && rule?.value !== undefined),
      tags,
      by: context.tags,
      questions: compiler.questionsBehind(node),
    },
    member,
  );
}

/** Returns the labels that a rule gives to the values of its score: to steps or to levels. */
function labelsOf(rule: ScoreRule | undefined): ReadonlyMap<string, Text> | undefined {
  const statedLabels = [
    ...Object.entries(rule?.labels ?? {}).map(([key, title]) => [parseExact(key) ?? ZERO, title] as const),
    ...(rule?.levels ?? []).flatMap(({ value, title }) => (title ? [[fromNumber(value), title] as const] : [])),
  ];
  return statedLabels.length === 0
    ? undefined
    : new Map(statedLabels.map(([value, title]) => [toPointsKey(value), title]));
}

/** Returns the context for compiling what is inside a rule: the settings of the rule itself, then those it inherits. */
function createInnerContext(outer: RuleContext, rule: ScoreRule, compiler: PlanCompiler): RuleContext {
  const points = rule.points ? compiler.pointsScope(rule.points, [...outer.at, 'points'], outer.points) : outer.points;
  return { ...outer, missing: { ...outer.missing, ...rule.missing }, points };
}

/** Compiles a rule and returns the position of its value; undefined if a problem was reported. */
export function compileRule(rule: ScoreRule, outer: RuleContext, compiler: PlanCompiler): number | undefined {
  const context = createInnerContext(outer, rule, compiler);
  const { file, at, tags } = context;
  const operatorsGiven = [...RULE_OPERATORS].filter(([key]) => rule[key] !== undefined);
  const [only] = operatorsGiven;
  if (only === undefined || operatorsGiven.length > 1) {
    const foundPhrase: Phrase = { phrase: 'and', names: operatorsGiven.map(([key]) => key) };
    compiler.complain(file)('M209', at, { found: foundPhrase, wanted: [...RULE_OPERATORS.keys()].join(', ') }, 'key');
    return undefined;
  }
  const [key, operator] = only;
  const base = operator.compileRule?.(rule, createRuleScope(key, rule, context, compiler));
  if (base === undefined) return undefined;
  let node = rule.to === undefined ? base : compileShare(base, rule.to, rule.best, context, compiler);
  for (const side of BOUND_KEYS) {
    const bound =
      rule[side] === undefined ? undefined : compileBound(rule[side], { ...context, at: [...at, side] }, compiler);
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

/** Creates what an operator needs for compiling a rule. */
function createRuleScope(
  key: keyof ScoreRule,
  rule: ScoreRule,
  context: RuleContext,
  compiler: PlanCompiler,
): RuleScope {
  const { file, at, tags } = context;
  const report = compiler.complain(file);
  return {
    key,
    // Cast, because the type of all nodes is derived from the operators, so operators cannot refer to that type.
    add: (node) => compiler.add(node as unknown as Node),
    number: (name, ...place) => resolveNumber(name, [...at, ...place], context, compiler),
    condition: (source, ...place) => compiler.condition(source, file, [...at, ...place], tags),
    members: () => resolveMembers(rule[key] as Members, [...at, key], key as CombinationName, context, compiler),
    weighInPairs: (members, pairwise) => applyPairwiseWeights(members, pairwise, context, compiler),
    combine: (members) => addCombination(key as CombinationName, members, context, compiler),
    report: (code, place, details, on) => report(code, [...at, ...place], details, on),
  };
}

function compileBound(bound: NumberRule, context: RuleContext, compiler: PlanCompiler): number | undefined {
  const statedNumber = typeof bound === 'object' ? undefined : parseExact(bound);
  if (statedNumber) return compiler.add({ op: 'constant', value: statedNumber });
  if (typeof bound !== 'object') return resolveNumber(String(bound), context.at, context, compiler);
  refuseKeys(bound, ['by', 'weight'], context, compiler);
  return compileRule(bound, context, compiler);
}

/** Converts a value to a share of its best possible value, times `to`; returns the position of the result. */
function compileShare(
  of: number,
  to: number,
  best: number | undefined,
  { file, at }: RuleContext,
  compiler: PlanCompiler,
): number {
  const scale = fromNumber(to);
  if (best !== undefined) return compiler.add({ op: 'scaled', of, to: scale, best: fromNumber(best) });
  const node = compiler.node(of);
  if (node.op === 'sum' || node.op === 'mean') {
    const members = listShareMembers(node, compiler);
    if (members) return compiler.add({ op: 'share', of, members, missing: node.missing, to: scale });
  } else {
    const natural = createExtremesScope(compiler).extremes(of)?.best;
    if (natural && natural.n > 0n) return compiler.add({ op: 'scaled', of, to: scale, best: natural });
  }
  compiler.complain(file)('M226', [...at, 'to'], {}, 'key');
  return of;
}

/**
 * Returns the members of a sum or mean, each with its best possible value; sums among the members are replaced by their
 * own members. Undefined if a member has no best possible value, has a negative weight, or can only lower the result.
 */
function listShareMembers(node: CombineNode, compiler: PlanCompiler): readonly ShareMember[] | undefined {
  const shares: ShareMember[] = [];
  for (const member of node.op === 'sum' ? flattenSums(node.members, node.missing, compiler) : node.members) {
    const extremes = member.weight.n < 0n ? undefined : createExtremesScope(compiler).extremes(member.node);
    if (!extremes || extremes.best.n < 0n) return undefined;
    if (extremes.best.n > 0n) shares.push({ ...member, best: extremes.best });
    else if (extremes.least.n < 0n) return undefined;
  }
  return shares;
}

/**
 * Replaces inner sums among the members of a sum by their members. A member that several sums count is listed once,
 * with its total weight.
 */
function flattenSums(
  members: readonly CombineMember[],
  missing: MissingRules,
  compiler: PlanCompiler,
): readonly CombineMember[] {
  const keyOf = ({ node, by }: Pick<CombineMember, 'node' | 'by'>): string => `${node} ${by}`;
  const sums = new Map<number, CombineNode>();
  const leaves = new Map<string, CombineMember>();
  const pendingMembers = [...members].reverse();
  for (let member = pendingMembers.pop(); member; member = pendingMembers.pop()) {
    const node = compiler.node(member.node);
    if (node.op !== 'sum' || member.by !== undefined || !areSameRules(node.missing, missing)) {
      if (!leaves.has(keyOf(member))) leaves.set(keyOf(member), member);
    } else if (!sums.has(member.node)) {
      sums.set(member.node, node);
      for (const innerMember of node.members.toReversed()) pendingMembers.push(innerMember);
    }
  }
  // Each sum comes after the sums among its members. In descending order, the total weight of a sum is therefore
  // complete before the sum is replaced by its members.
  const weights = new Map<string, Rational>();
  const weigh = (counted: readonly CombineMember[], times: Rational): void => {
    for (const member of counted) {
      const key = keyOf(member);
      weights.set(key, add(weights.get(key) ?? ZERO, multiply(member.weight, times)));
    }
  };
  weigh(members, ONE);
  for (const [node, sum] of [...sums].sort(([a], [b]) => b - a)) {
    weigh(sum.members, weights.get(keyOf({ node })) ?? ZERO);
  }
  return [...leaves].map(([key, member]) => ({ ...member, weight: weights.get(key) ?? ZERO }));
}

/** Whether two sets of rules treat missing answers the same. */
export function areSameRules(a: MissingRules, b: MissingRules): boolean {
  return (Object.keys(a) as (keyof MissingRules)[]).every((state) => a[state] === b[state]);
}

function createExtremesScope(compiler: PlanCompiler): ExtremesScope {
  const scope: ExtremesScope = {
    extremes(position) {
      const node = compiler.node(position);
      if (node.op !== 'points') return operatorOf(node)?.extremes?.(node as OperatorNode, scope);
      const input = compiler.node(node.of) as Input;
      const [best, least] = computeExtremes(input, node, allowedAnswers(input));
      return best && least ? { best, least } : undefined;
    },
    mayBeNothing(position, missing) {
      const node = compiler.node(position);
      if (node.op !== 'points') return operatorOf(node)?.mayBeNothing?.(node as OperatorNode, missing, scope) ?? true;
      const input = compiler.node(node.of) as Input;
      return (
        (input.notApplicable && missing.notApplicable === 'exclude') ||
        (input.when !== null && missing.notAsked === 'exclude') ||
        missing.unanswered === 'exclude' ||
        missing.unknown === 'exclude'
      );
    },
  };
  return scope;
}
