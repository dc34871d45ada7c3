import type { AddProblem, Path, Phrase, PointsTables, Problem, Section } from '../../model/index.ts';
import { type AnswerPoints, answerKeys, choosePoints, type PointsScope, readPoints } from '../answer-points.ts';
import {
  type Condition,
  type ConditionScope,
  compileCondition,
  hasUnknownOptions,
  type ValueType,
} from '../condition.ts';
import { dependenciesOf, valueDependenciesOf } from '../node-dependencies.ts';
import type { Input, NamedNode, Node, Plan, ScoreNode } from '../plan.ts';
import { compileScore } from './compile-scores.ts';
import { compileDeferredScore, type DeferredRule, type DeferredScore, type GivenFigures } from './deferred-score.ts';
import { compileInput } from './derivations.ts';
import { type ReportProblem, reportDuplicateOptions, selectTagged, tagOf } from './input-definitions.ts';
import {
  ALL_QUESTIONS,
  checkMatrix,
  type Declaration,
  declareNames,
  LEVEL_SCORE,
  type Member,
  membersOf,
  type Namespace,
  type PlanCompiler,
  type PlanSources,
  questionsOf,
  type Resolved,
  rowNamesOf,
} from './namespace.ts';
import { inputNamesOf, listMembers } from './operator-members.ts';

/** Compiles the points of answers when a score needs them, and checks the points that the rubric states. */
interface PointsCompiler {
  /** Returns the position of the node with an answer's points, as the score that counts it states them. */
  nodeOf(position: number, file: string, at: Path, scope: PointsScope): number | undefined;
  /** Reports wrong keys in the points of the rubric and of each score. */
  check(scopes: readonly PointsScope[]): void;
}

function createPointsCompiler(compiler: PlanCompiler): PointsCompiler {
  const { rubric, questionnaire } = compiler.sources;
  const optionSets = questionnaire.document.optionSets ?? {};
  const complain = compiler.complain(rubric.file);
  const compiledNodes = new Map<PointsScope, Map<number, number>>();
  /** For each scope and each question, the lists with points that contain the question. */
  const lists = new Map<PointsScope, ReadonlyMap<string, readonly string[]>>();
  const misspelledByScope = new Map<PointsScope, ReadonlySet<string>>();
  /** For each entry of `points`, the answers of all questions that use the entry. */
  const answersByEntry = new Map<string, Set<string>>();

  function nodeOf(position: number, file: string, at: Path, scope: PointsScope): number | undefined {
    const input = compiler.node(position) as Input;
    const chosenNode = takesPoints(input) ? choose(input, scope) : undefined;
    const pointsScope = chosenNode?.scope ?? rootOf(scope);
    const existing = compiledNodes.get(pointsScope)?.get(position);
    if (existing !== undefined) return existing;
    if (!chosenNode && input.value.kind !== 'number') {
      if (!hasUnknownOptions(input.value) && !isMisspelled(input.name, scope)) {
        compiler.complain(file)('M211', at, { found: input.name });
      }
      return undefined;
    }
    const node = compiler.add({
      op: 'points',
      of: position,
      ...(chosenNode?.points ?? { table: null, unproven: null }),
    });
    getOrAdd(compiledNodes, pointsScope, () => new Map<number, number>()).set(position, node);
    return node;
  }

  /** Returns the points of a question's answers from the nearest scope that has an entry for it. */
  function choose(input: Input, scope: PointsScope): { scope: PointsScope; points: AnswerPoints } | undefined {
    const optionSet = typeof input.definition.options === 'string' ? input.definition.options : null;
    const source = choosePoints(input, optionSet, listsOf(scope).get(input.name) ?? [], scope, complain);
    if (!source) return scope.outer ? choose(input, scope.outer) : undefined;
    const points = readPoints(input, source, complain);
    const key = JSON.stringify(source.at);
    const answers = getOrAdd(answersByEntry, key, () => new Set<string>());
    for (const answer of answerKeys(input)) answers.add(answer.key);
    return { scope, points };
  }

  function listsOf(scope: PointsScope): ReadonlyMap<string, readonly string[]> {
    const cached = lists.get(scope);
    if (cached) return cached;
    const listsByName = new Map<string, string[]>();
    for (const key of Object.keys(scope.points)) {
      const declaration = compiler.namespace.find(key);
      if (declaration?.kind !== 'list') continue;
      const members = new Set(inputNamesOf(declaration, compiler));
      for (const name of members) getOrAdd(listsByName, name, () => []).push(key);
    }
    lists.set(scope, listsByName);
    return listsByName;
  }

  function checkScopes(scopes: readonly PointsScope[]): void {
    for (const scope of scopes) {
      for (const [key, entry] of Object.entries(scope.points)) {
        const keyPath = [...scope.at, key];
        const kind = kindOf(key);
        if (kind === undefined) {
          const allowedNames = compiler.namespace.suggest(key);
          complain('M203', keyPath, { found: key, wanted: { phrase: 'pointsTarget' }, allowed: allowedNames }, 'key');
        } else if (kind === 'input') {
          for (const { value } of membersOf(compiler.resolve(key, rubric.file, keyPath)))
            checkOwnPoints(value, keyPath, scope);
        } else {
          checkSharedPoints(keyPath, Object.keys(entry));
        }
      }
    }
  }

  /**
   * Whether points are stated under an unknown name that is probably a misspelling of this one. Then the misspelling is
   * reported instead of missing points.
   */
  function isMisspelled(name: string, scope: PointsScope): boolean {
    const suggestions = getOrAdd(misspelledByScope, scope, () => {
      const unknownKeys = Object.keys(scope.points).filter((key) => kindOf(key) === undefined);
      return new Set(unknownKeys.flatMap(compiler.namespace.suggest));
    });
    return suggestions.has(name) || (scope.outer !== null && isMisspelled(name, scope.outer));
  }

  /** Whether a key of `points` names a single question or fact, or a group of questions that share the points. */
  function kindOf(key: string): 'input' | 'shared' | undefined {
    if (key === ALL_QUESTIONS || Object.hasOwn(optionSets, key)) return 'shared';
    const declaration = compiler.namespace.find(key);
    switch (declaration?.kind) {
      case 'fact':
      case 'question':
        return 'input';
      case 'score':
        return declaration.section ? 'shared' : undefined;
      case undefined:
      case 'list':
      case 'matrix':
      case 'section':
        return declaration && 'shared';
    }
  }

  function checkOwnPoints(position: number, at: Path, scope: PointsScope): void {
    const input = compiler.node(position) as Input;
    if (takesPoints(input)) nodeOf(position, rubric.file, at, scope);
    else complain('M212', at, { found: input.type, name: 'points' }, 'key');
  }

  /** Reports answers in shared points that none of the questions using them has. */
  function checkSharedPoints(at: Path, answers: readonly string[]): void {
    const possibleKeys = answersByEntry.get(JSON.stringify(at));
    if (!possibleKeys) return;
    for (const answer of answers) {
      if (answer === 'each' || possibleKeys.has(answer)) continue;
      complain('M205', [...at, answer], { found: answer, name: String(at.at(-1)), allowed: [...possibleKeys] }, 'key');
    }
  }

  return { nodeOf, check: checkScopes };
}

/** Returns the entry of a map; creates it if it is missing. */
function getOrAdd<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const entry = map.get(key) ?? make();
  map.set(key, entry);
  return entry;
}

function rootOf(scope: PointsScope): PointsScope {
  return scope.outer ? rootOf(scope.outer) : scope;
}

/**
 * Whether the answers to a question take their points from a table. Other numbers count as their own points, and texts
 * cannot be counted.
 */
function takesPoints({ form }: Input): boolean {
  return form.listed !== undefined;
}

/** A compiled plan, and functions to compile further rules that use its names. */
export interface CompiledPlan {
  readonly plan: Plan;
  readonly problems: readonly Problem[];
  /** Creates a scope that resolves names in the conditions of a policy or measure in the file. */
  scope(file: string): { scope: ConditionScope; problems: readonly Problem[] };
  /** Compiles a score outside the pack, which no part of the pack can name. */
  compileDeferred(rule: DeferredRule, givens: GivenFigures, complain: ReportProblem): DeferredScore | undefined;
  /** Returns the plan with all nodes that have been compiled after it so far. */
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
    positions.get(name) ?? positions.get(name.split('/')[0] as string) ?? positions.size;
  const plan: Plan = {
    // A copy, because nodes that are compiled later do not belong to the plan.
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
    scope: (file) => policyScope(file, names, namespace),
    compileDeferred: (rule, givens, complain) => compileDeferredScore(rule, givens, compiler, names, complain),
    extendedPlan: () => ({ ...plan, nodes: [...compiler.nodes] }),
  };
}

/**
 * Collects problems. A problem that is reported again, for example for each member of a score with `by`, is kept only
 * once.
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

/** Compiles all declarations, and returns the node that conditions read under each name. */
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
  // A policy names results in the form `pack.score`; for this pack, they are the scores themselves.
  for (const { name } of compiler.scores) {
    const namedPart = names.get(name);
    const qualifiedName = `${compiler.sources.questionnaire.document.id}.${name}`;
    if (namedPart && !names.has(qualifiedName)) names.set(qualifiedName, namedPart);
  }
  return names;
}

function policyScope(
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
 * The maximum length of a chain of names that read one another, in levels of the document; it corresponds to 250 of the
 * simplest scores. The limit keeps recursion over a plan within the call stack.
 */
const MAX_CHAIN_LEVELS = 1000;

/** The maximum length of such a chain in nodes of the plan; a level of the document can need several nodes. */
const MAX_CHAIN_STEPS = 1000;

/** A name that is being compiled. */
interface NameInProgress {
  readonly name: string;
  /** The length, in levels, of the chain of names that led to this one. */
  readonly levels: number;
  /** The length, in levels, of the longest chain that this name reads, as far as it has been compiled. */
  behind: number;
}

/**
 * Creates a compiler that compiles each name when it is first needed, after the names it reads. A name that reads
 * itself is reported.
 */
function createCompiler(sources: PlanSources, namespace: Namespace, report: AddProblem): PlanCompiler {
  const nodes: Node[] = [];
  const scores: ScoreNode[] = [];
  const resolvedNames = new Map<string, Resolved | undefined>();
  const inProgress: NameInProgress[] = [];
  /** For each compiled name, the length in levels of the longest chain that it reads. */
  const levelsBelow = new Map<string, number>();
  /** For each position, the length in nodes of the longest chain that it reads. */
  const stepsBelow: number[] = [];
  const scoreMembers = new Map<string, Member[]>();
  const innerScores = new Map<string, (at: Path) => number | undefined>();
  const listNodes = new Map<string, number>();
  const questionsByNode = new Map<number, readonly number[]>();
  const pointsScopes = new Map<PointsTables, PointsScope>();

  const compiler: PlanCompiler = {
    sources,
    namespace,
    nodes,
    scores,
    add(node) {
      stepsBelow.push(dependenciesOf(node).reduce((most, read) => Math.max(most, stepsTo(read)), 0));
      return nodes.push(node) - 1;
    },
    node: (position) => nodes[position] as Node,
    complain:
      (file) =>
      (code, at, details, on = 'value') =>
        report({ code, file, at, on, details }),
    resolve,
    condition: (source, file, at, tags) =>
      compileCondition(source, at, {
        report: compiler.complain(file),
        resolve: (name, place) => compiler.named(name, file, place, tags),
      }),
    named(name, file, at, tags = {}) {
      const resolvedName = resolve(name, file, at);
      if (!resolvedName) return undefined;
      if (resolvedName.kind === 'one') return { node: resolvedName.member.value, type: resolvedName.member.type };
      const members = selectTagged(resolvedName.members, tags);
      if (!resolvedName.by?.every((tag) => tagOf(tags, tag) !== undefined)) {
        // The type does not depend on the tags: it is that of all members together.
        return { node: listOf(members), type: { kind: 'list', of: commonType(resolvedName.members) } };
      }
      const [member] = members;
      return { node: member?.value ?? listOf([]), type: { kind: 'number' } };
    },
    addScore(score, member) {
      scores.push(score);
      scoreMembers.set(score.name, [member]);
      const group = groupOf(score.name);
      if (group !== score.name) getOrAdd(scoreMembers, group, () => []).push(member);
    },
    declareInner(name, compile) {
      let compiled: { readonly node: number | undefined } | undefined;
      innerScores.set(name, (at) => {
        compiled ??= { node: compileWithin(name, at, compile) };
        return compiled.node;
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
    questionsBehind(node) {
      const cached = questionsByNode.get(node);
      if (cached) return cached;
      const source = nodes[node] as Node;
      const ownQuestion = source.op === 'input' && source.role === 'question' ? [node] : [];
      const questionNames = new Set([
        ...ownQuestion,
        ...valueDependenciesOf(source).flatMap((read) => compiler.questionsBehind(read)),
      ]);
      const sorted = [...questionNames].sort((a, b) => a - b);
      questionsByNode.set(node, sorted);
      return sorted;
    },
  };
  const pointNodes = createPointsCompiler(compiler);

  /** Runs the compilation of a name, which was read at a path, and records the chain of names meanwhile. */
  function compileWithin<T>(name: string, at: Path, compile: () => T): T {
    const reader = inProgress.at(-1);
    const entry: NameInProgress = { name, levels: reader ? reader.levels + at.length : 0, behind: 0 };
    inProgress.push(entry);
    const compiled = compile();
    inProgress.pop();
    levelsBelow.set(name, entry.behind);
    return compiled;
  }

  const isInProgress = (name: string): boolean => inProgress.some((entry) => entry.name === name);

  const stepsTo = (position: number): number => (stepsBelow[position] as number) + 1;

  /** Whether the name being compiled may read another one; if the chain would become too long, this is reported. */
  function mayRead(name: string, file: string, at: Path): boolean {
    const reader = inProgress.at(-1);
    if (!reader) return true;
    const levels = at.length + (levelsBelow.get(name) ?? 0);
    if (reader.levels + levels > MAX_CHAIN_LEVELS) return refuseChain(name, file, at);
    reader.behind = Math.max(reader.behind, levels);
    return true;
  }

  function refuseChain(name: string, file: string, at: Path): false {
    const blamedPart = at.at(-1) === name ? 'key' : 'value';
    const wantedPhrase: Phrase = { phrase: 'tooLongChain', name, levels: MAX_CHAIN_LEVELS };
    compiler.complain(file)('M106', at, { found: name, wanted: wantedPhrase }, blamedPart);
    return false;
  }

  /** Compiles a name that is read for the first time; reports it if the chain of nodes becomes too long. */
  function compileDeclaration(declaration: Declaration, file: string, at: Path): Resolved | undefined {
    const { name } = declaration;
    const resolvedDeclaration = compileWithin(name, at, () => resolveDeclaration(declaration));
    const steps = membersOf(resolvedDeclaration).reduce((most, { value }) => Math.max(most, stepsTo(value)), 0);
    return steps > MAX_CHAIN_STEPS && !refuseChain(name, file, at) ? undefined : resolvedDeclaration;
  }

  function resolve(name: string, file: string, at: Path): Resolved | undefined {
    if (name === ALL_QUESTIONS) return { kind: 'many', by: null, members: listQuestions() };
    if (!mayRead(name, file, at)) return undefined;
    if (resolvedNames.has(name)) return resolvedNames.get(name);
    const declaration = namespace.find(name);
    if (!declaration) return resolveMember(name, file, at);
    // Inside the score of a section, the section's id means its questions, not the score.
    if (declaration.kind === 'score' && declaration.section && isInside(name))
      return membersOfSection(declaration.section);
    if (isInProgress(name)) return reportCycle(name, file, at);
    if (declaration.kind === 'score' && declaration.outer !== null && isInProgress(declaration.outer)) {
      innerScores.get(name)?.(at);
      return mayRead(name, file, at) ? resolveScore(name) : undefined;
    }
    const resolved = compileDeclaration(declaration, file, at);
    resolvedNames.set(name, resolved);
    return mayRead(name, file, at) ? resolved : undefined;
  }

  /** Resolves a name such as `score/tag value`, which is a member of a score with `by`. */
  function resolveMember(name: string, file: string, at: Path): Resolved | undefined {
    const group = namespace.find(groupOf(name));
    if (group?.kind === 'score' && group.name !== name) {
      if (isInProgress(group.outer ?? group.name)) return reportCycle(group.name, file, at);
      resolve(group.name, file, at);
    }
    const [member] = scoreMembers.get(name) ?? [];
    if (member) return { kind: 'one', member };
    const blamedPart = at.at(-1) === name ? 'key' : 'value';
    compiler.complain(file)('M203', at, { found: name, allowed: namespace.suggest(name) }, blamedPart);
    return undefined;
  }

  function reportCycle(name: string, file: string, at: Path): undefined {
    const names = inProgress.map((entry) => entry.name);
    const cycleStart = Math.max(0, names.indexOf(name));
    const cyclePath = [...names.slice(cycleStart), name].join(' → ');
    compiler.complain(file)('M208', at, { found: name, wanted: cyclePath });
  }

  function resolveDeclaration(declaration: Declaration): Resolved | undefined {
    switch (declaration.kind) {
      case 'fact':
      case 'question':
        return { kind: 'one', member: compileInput(declaration, compiler) };
      case 'section':
        return membersOfSection(declaration.section);
      case 'matrix':
        return { kind: 'many', by: null, members: rowNamesOf(declaration.question).flatMap(findQuestion) };
      case 'list':
        return { kind: 'many', by: null, members: listMembers(declaration, compiler) };
      case 'score':
        if (declaration.outer === null) compileScore(declaration, compiler);
        else resolve(declaration.outer, declaration.file, declaration.at);
        return resolveScore(declaration.name) ?? { kind: 'many', by: [], members: [] };
    }
  }

  /** Whether the name being compiled is a score or an inner score of it. */
  function isInside(name: string): boolean {
    const currentName = inProgress.at(-1)?.name;
    const declaration = currentName === undefined ? undefined : namespace.find(currentName);
    return currentName === name || (declaration?.kind === 'score' && declaration.outer === name);
  }

  function membersOfSection(section: Section): Resolved {
    const members = questionsOf(section).flatMap(({ question }) => findQuestion(question.id));
    return { kind: 'many', by: null, members };
  }

  function findQuestion(name: string): readonly Member[] {
    const question = namespace.find(name);
    return question?.kind === 'question' ? resolveDeclared(question) : [];
  }

  function resolveScore(name: string): Resolved | undefined {
    const members = scoreMembers.get(name);
    const [only] = members ?? [];
    if (members?.length === 1 && only?.name === name) return { kind: 'one', member: only };
    return members && { kind: 'many', by: weightNamesOf(namespace.find(groupOf(name))), members };
  }

  function weightNamesOf(declaration: Declaration | undefined): readonly string[] {
    if (declaration?.kind !== 'score') return [];
    if (declaration.outer !== null) return weightNamesOf(namespace.find(declaration.outer));
    const weightSource = typeof declaration.score === 'string' ? undefined : declaration.score.by;
    return typeof weightSource === 'string' ? [weightSource] : (weightSource ?? []);
  }

  function listQuestions(): Member[] {
    return [...namespace.declarations.values()].filter(({ kind }) => kind === 'question').flatMap(resolveDeclared);
  }

  function resolveDeclared({ name, file, at }: Declaration): readonly Member[] {
    return membersOf(resolve(name, file, at));
  }

  /** Returns the position of a list of several members, which conditions can read. */
  function listOf(members: readonly Member[]): number {
    const key = members.map(({ value }) => value).join(',');
    const list = (): Node => ({ op: 'list', members: members.map(({ name, value }) => ({ name, node: value })) });
    const node = listNodes.get(key) ?? compiler.add(list());
    listNodes.set(key, node);
    return node;
  }

  return compiler;
}

/** Returns the name of the score with `by` that a member belongs to; for other names, the name itself. */
function groupOf(name: string): string {
  return name.split('/')[0] as string;
}

function commonType(members: readonly Pick<Member, 'type'>[]): ValueType {
  const [first, ...rest] = members.map(({ type }) => type);
  if (!first) return { kind: 'mixed' };
  return rest.reduce((common, type): ValueType => {
    if (common.kind === 'list' && type.kind === 'list')
      return { kind: 'list', of: commonType([{ type: common.of }, { type: type.of }]) };
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
      return [question.id, ...rowNamesOf(question)].map((name) => [name, condition]);
    }),
  );
  return new Map(requiredEvidence);
}
