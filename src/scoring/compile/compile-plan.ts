import type { AddProblem, Path, Phrase, PointsTables, Problem } from '../../model/index.ts';
import { itemAt } from '../../model/index.ts';
import type { PointsScope } from '../answer-points.ts';
import { type Condition, type ConditionScope, compileCondition, type ValueType } from '../condition.ts';
import { dependenciesOf, valueDependenciesOf } from '../node-dependencies.ts';
import type { NamedNode, Node, Plan, ScoreNode, Tags } from '../plan.ts';
import { createPointsCompiler, getOrAdd } from './compile-points.ts';
import { compileDeferredScore, type DeferredRule, type DeferredScore, type GivenFigures } from './deferred-score.ts';
import { type ReportProblem, reportDuplicateOptions, selectTagged, tagOf } from './input-definitions.ts';
import {
  ALL_QUESTIONS,
  checkMatrix,
  declareNames,
  LEVEL_SCORE,
  listRowNames,
  type Member,
  type Namespace,
  type PlanCompiler,
  type PlanSources,
  type Resolved,
} from './namespace.ts';
import { createNameChain, createResolver, groupOf } from './resolve-names.ts';

/** A compiled plan, and functions to compile further rules that use its names. */
export interface CompiledPlan {
  readonly plan: Plan;
  readonly problems: readonly Problem[];
  /** Creates a scope that resolves names in conditions of the given file, which contains a policy or measures. */
  scope(file: string): { scope: ConditionScope; problems: readonly Problem[] };
  /** Compiles a score that is not part of the pack; the pack cannot refer to it by name. */
  compileDeferred(rule: DeferredRule, givenFigures: GivenFigures, complain: ReportProblem): DeferredScore | undefined;
  /** Returns the plan, followed by all nodes that have been compiled in addition to it so far. */
  extendedPlan(): Plan;
}

/**
 * Compiles a questionnaire and its rubric: resolves names, determines types and the order of evaluation, and reports
 * all problems.
 */
export function compilePlan(sources: PlanSources): CompiledPlan {
  const { problems, report } = collectOnce();
  const namespace = declareNames(sources, report);
  const compiler = createCompiler(sources, namespace, report);
  const { questionnaire, rubric } = sources;
  for (const [name, set] of Object.entries(questionnaire.document.optionSets ?? {})) {
    reportDuplicateOptions(set, ['optionSets', name], compiler.complain(questionnaire.file));
  }
  const names = compileNames(compiler);
  const tags = compiler.nodes.flatMap((node) => (node.op === 'input' ? Object.entries(node.tags) : []));
  const titledNames = new Set([
    ...Object.keys(rubric.document.lists ?? {}),
    ...tags.map(([tag, value]) => `${tag}/${value}`),
  ]);
  for (const titledName of Object.keys(rubric.document.titles ?? {})) {
    if (titledNames.has(titledName)) continue;
    const wantedPhrase: Phrase = { phrase: titledName.includes('/') ? 'tagValue' : 'list' };
    compiler.complain(rubric.file)(
      'M203',
      ['titles', titledName],
      { found: titledName, wanted: wantedPhrase, allowed: [...titledNames] },
      'key',
    );
  }
  compiler.checkPoints();
  questionnaire.document.sections.forEach((section, s) => {
    section.questions.forEach((question, q) => {
      checkMatrix(question, ['sections', s, 'questions', q], compiler.complain(questionnaire.file));
    });
  });
  const { scope } = questionnaire.document;
  const positions = new Map([...namespace.declarations.keys()].map((name, position) => [name, position]));
  const positionOfName = (name: string): number =>
    positions.get(name) ?? positions.get(itemAt(name.split('/'), 0)) ?? positions.size;
  const plan: Plan = {
    // A copy, because nodes that are compiled later are not part of the plan.
    nodes: [...compiler.nodes],
    inputs: compiler.nodes
      .filter((node) => node.op === 'input')
      .sort((a, b) => positionOfName(a.name) - positionOfName(b.name)),
    names,
    scores: [...compiler.scores].sort((a, b) => positionOfName(a.name) - positionOfName(b.name)),
    level: compiler.scores.find(({ name }) => name === LEVEL_SCORE)?.node ?? null,
    sections: questionnaire.document.sections,
    scope: scope
      ? { when: compiler.condition(scope.when, questionnaire.file, ['scope', 'when']), text: scope.text }
      : null,
    evidence: compileEvidence(questionnaire, compiler),
    decimals: rubric.document.decimals ?? 2,
  };
  return {
    plan,
    problems,
    scope: (file) => createPolicyScope(file, names, namespace),
    compileDeferred: (rule, givenFigures, complain) =>
      compileDeferredScore(rule, givenFigures, compiler, names, complain),
    extendedPlan: () => ({ ...plan, nodes: [...compiler.nodes] }),
  };
}

/**
 * Collects problems. If the same problem is reported several times, for example once for each member of a score with
 * `by`, it is kept only once.
 */
function collectOnce(): { problems: readonly Problem[]; report: AddProblem } {
  const problems: Problem[] = [];
  const seenNames = new Set<string>();
  const report: AddProblem = (problem) => {
    const key = JSON.stringify([problem.code, problem.file, problem.at, problem.details]);
    if (!seenNames.has(key)) problems.push(problem);
    seenNames.add(key);
  };
  return { problems, report };
}

/** Compiles all declarations. Returns, for each name, the node that conditions read if they contain the name. */
function compileNames(compiler: PlanCompiler): Map<string, NamedNode> {
  const { file } = compiler.sources.questionnaire;
  const names = new Map<string, NamedNode>();
  const add = (name: string, at: readonly (string | number)[]): void => {
    const resolvedName = compiler.named(name, file, at);
    if (resolvedName) names.set(name, resolvedName);
  };
  for (const { name, at } of compiler.namespace.declarations.values()) add(name, at);
  add(ALL_QUESTIONS, []);
  for (const { name } of compiler.scores) if (!names.has(name)) add(name, []);
  // A policy names results as `pack.score`. If the pack is this one, that means the score itself.
  for (const { name } of compiler.scores) {
    const namedPart = names.get(name);
    const qualifiedName = `${compiler.sources.questionnaire.document.id}.${name}`;
    if (namedPart && !names.has(qualifiedName)) names.set(qualifiedName, namedPart);
  }
  return names;
}

function createPolicyScope(
  file: string,
  names: ReadonlyMap<string, NamedNode>,
  namespace: Namespace,
): { scope: ConditionScope; problems: readonly Problem[] } {
  const problems: Problem[] = [];
  const report: ConditionScope['report'] = (code, at, details, on = 'value') =>
    problems.push({ code, file, at, on, details });
  return {
    problems,
    scope: {
      report,
      resolve(name, at) {
        const namedPart = names.get(name);
        if (!namedPart) report('M203', at, { found: name, allowed: namespace.suggest(name) }, 'key');
        return namedPart;
      },
    },
  };
}

/**
 * Creates a compiler that compiles each name when it is first needed, after the names it reads. A name that reads
 * itself is reported.
 */
function createCompiler(sources: PlanSources, namespace: Namespace, report: AddProblem): PlanCompiler {
  const nodes: Node[] = [];
  const scores: ScoreNode[] = [];
  /** For each position, the number of nodes in the longest chain of nodes that it reads, directly or indirectly. */
  const stepsBelow: number[] = [];
  const stepsTo = (position: number): number => itemAt(stepsBelow, position) + 1;
  const scoreMembers = new Map<string, Member[]>();
  const innerScores = new Map<string, (at: Path) => number | undefined>();
  const pointsScopes = new Map<PointsTables, PointsScope>();
  const complain: PlanCompiler['complain'] =
    (file) =>
    (code, at, details, on = 'value') =>
      report({ code, file, at, on, details });
  const chain = createNameChain(complain);

  const compiler: PlanCompiler = {
    sources,
    namespace,
    nodes,
    scores,
    complain,
    add(node) {
      stepsBelow.push(dependenciesOf(node).reduce((most, read) => Math.max(most, stepsTo(read)), 0));
      return nodes.push(node) - 1;
    },
    node: (position) => itemAt(nodes, position),
    resolve: (name, file, at) => resolve(name, file, at),
    condition: (source, file, at, tags) =>
      compileCondition(source, at, {
        report: complain(file),
        resolve: (name, place) => compiler.named(name, file, place, tags),
      }),
    named: (name, file, at, tags = {}) => {
      const resolvedName = resolve(name, file, at);
      return resolvedName && readable(resolvedName, tags);
    },
    addScore(score, member) {
      scores.push(score);
      scoreMembers.set(score.name, [member]);
      const group = groupOf(score.name);
      if (group !== score.name) getOrAdd(scoreMembers, group, () => []).push(member);
    },
    declareInner(name, compile) {
      let compiledNode: { readonly node: number | undefined } | undefined;
      innerScores.set(name, (at) => {
        compiledNode ??= { node: chain.compileWithin(name, at, compile) };
        return compiledNode.node;
      });
    },
    inner: (name) => innerScores.get(name)?.([]),
    rubricPoints: { points: sources.rubric.document.points ?? {}, at: ['points'], outer: null },
    points: (position, file, at, scope) => pointNodes.nodeOf(position, file, at, scope),
    pointsScope(points, at, outer) {
      const scope = pointsScopes.get(points) ?? { points, at, outer };
      pointsScopes.set(points, scope);
      return scope;
    },
    checkPoints: () => pointNodes.check([compiler.rubricPoints, ...pointsScopes.values()]),
    questionsBehind: createQuestionSearch(nodes),
  };
  const readable = createReadable(compiler);
  const pointNodes = createPointsCompiler(compiler);
  const resolve = createResolver(compiler, chain, { scoreMembers, innerScores, stepsTo });
  return compiler;
}

/** Finds the questions on whose answers a node's value depends. */
function createQuestionSearch(nodes: readonly Node[]): PlanCompiler['questionsBehind'] {
  const questionsByNode = new Map<number, readonly number[]>();
  const findQuestions = (node: number): readonly number[] => {
    const cached = questionsByNode.get(node);
    if (cached) return cached;
    const source = itemAt(nodes, node);
    const ownQuestion = source.op === 'input' && source.role === 'question' ? [node] : [];
    const questions = new Set([...ownQuestion, ...valueDependenciesOf(source).flatMap(findQuestions)]);
    const sortedQuestions = [...questions].sort((a, b) => a - b);
    questionsByNode.set(node, sortedQuestions);
    return sortedQuestions;
  };
  return findQuestions;
}

/** Returns the node that conditions read for a resolved name; if the name has several members, a list of them. */
function createReadable(compiler: PlanCompiler): (resolved: Resolved, tags: Tags) => NamedNode {
  const listNodes = new Map<string, number>();
  /** Returns the position of a list of several members. */
  const listOf = (members: readonly Member[]): number => {
    const key = members.map(({ value }) => value).join(',');
    const createListNode = (): Node => ({
      op: 'list',
      members: members.map(({ name, value }) => ({ name, node: value })),
    });
    const node = listNodes.get(key) ?? compiler.add(createListNode());
    listNodes.set(key, node);
    return node;
  };
  return (resolved, tags) => {
    if (resolved.kind === 'one') return { node: resolved.member.value, type: resolved.member.type };
    const members = selectTagged(resolved.members, tags);
    if (!resolved.by?.every((tag) => tagOf(tags, tag) !== undefined)) {
      // The type covers all members, whichever of them the tags select.
      return { node: listOf(members), type: { kind: 'list', of: findCommonType(resolved.members) } };
    }
    const [member] = members;
    return { node: member?.value ?? listOf([]), type: { kind: 'number' } };
  };
}

function findCommonType(members: readonly Pick<Member, 'type'>[]): ValueType {
  const [first, ...rest] = members.map(({ type }) => type);
  if (!first) return { kind: 'mixed' };
  return rest.reduce((common, type): ValueType => {
    if (common.kind === 'list' && type.kind === 'list')
      return { kind: 'list', of: findCommonType([{ type: common.of }, { type: type.of }]) };
    if (common.kind !== type.kind) return { kind: 'mixed' };
    if (common.kind !== 'choice' || type.kind !== 'choice') return common;
    return { kind: 'choice', options: [...new Set([...common.options, ...type.options])] };
  }, first);
}

/** Compiles for each question the condition under which its answer must have evidence. */
function compileEvidence(
  { file, document: { sections } }: PlanSources['questionnaire'],
  compiler: PlanCompiler,
): Plan['evidence'] {
  const requiredEvidence = sections.flatMap(({ questions }, s) =>
    questions.flatMap((question, q): [string, Condition][] => {
      const { evidence } = question;
      if (evidence !== 'required' && typeof evidence !== 'object') return [];
      const condition: Condition =
        evidence === 'required'
          ? { op: 'all', of: [] }
          : compiler.condition(evidence.when, file, ['sections', s, 'questions', q, 'evidence', 'when']);
      return [question.id, ...listRowNames(question)].map((name) => [name, condition]);
    }),
  );
  return new Map(requiredEvidence);
}
