// Resolves the members that an operator or list names, with their weights.

import {
  type Condition as ConditionDocument,
  compare,
  itemAt,
  type Members,
  ONE,
  type Pairwise,
  type Path,
  parseDecimal,
  parseExact,
  type Rational,
  type ScoreRule,
  toDecimalText,
  toNumber,
  ZERO,
} from '../../model/index.ts';
import type { PointsScope } from '../answer-points.ts';
import { type ConditionSource, compileCondition, describeType, evaluateCondition } from '../condition.ts';
import type { CombineMember, MissingRules } from '../operators/operator.ts';
import { COMBINATION_NAMES, COMBINATIONS, type CombinationName } from '../operators/registry.ts';
import type { Input, Tags } from '../plan.ts';
import { createExactValue, NOTHING } from '../possible-values.ts';
import { selectTagged, tagOf, tagsOf } from './input-definitions.ts';
import {
  type Declaration,
  listQuestionsOf,
  listRowNames,
  type Member,
  membersOf,
  type PlanCompiler,
} from './namespace.ts';

/**
 * The context in which a rule is compiled: its file and path, the member of `by` that it is compiled for, and inherited
 * settings.
 */
export interface RuleContext {
  readonly file: string;
  readonly at: Path;
  readonly tags: Tags;
  /**
   * The ending of the names of scores that are compiled for this member of `by`, such as `/people/1`; empty without
   * `by`.
   */
  readonly suffix: string;
  readonly missing: MissingRules;
  readonly points: PointsScope;
  /** Whether the enclosing score is left out of reports. */
  readonly isHidden?: boolean;
}

/** Adds a node that combines members, and returns its position. */
export function addCombination(
  op: CombinationName,
  members: readonly CombineMember[],
  context: RuleContext,
  compiler: PlanCompiler,
): number {
  for (const { node } of members) checkEnds(node, context, compiler);
  return compiler.add({ op, members, missing: context.missing });
}

/**
 * Reports a number without maximum or minimum if a rule says that a missing answer counts as this maximum or minimum.
 */
function checkEnds(position: number, { file, at, missing }: RuleContext, compiler: PlanCompiler): void {
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
  const lacksEndFor = (rule: MissingRules[keyof MissingRules], end: unknown): boolean =>
    end === null && states.some((state) => missing[state] === rule);
  const end = lacksEndFor('full', input.range.high)
    ? 'maximum'
    : lacksEndFor('worst', input.range.low)
      ? 'minimum'
      : undefined;
  if (end) compiler.complain(file)('M211', at, { found: input.name, wanted: { phrase: 'missingAnswer', end } }, 'key');
}

/** Resolves the members of an operator, with their weights. */
export function resolveMembers(
  source: Members,
  at: Path,
  operator: CombinationName,
  context: RuleContext,
  compiler: PlanCompiler,
): CombineMember[] {
  if (typeof source === 'string') return resolveNamedMembers([source], at, context, compiler);
  if (Array.isArray(source)) {
    return source.flatMap((name, i) => createSingleMember(name, ONE, [...at, i], operator, context, compiler));
  }
  const weights = Object.entries(source).map(([name, value]) => compileStatedWeight(name, value, [...at, name]));
  checkWeights(weights, operator, at, context, compiler);
  return weights.flatMap(({ name, weight, by, place, rule }) => {
    const factor = by === null ? undefined : resolveNumber(by, place, context, compiler);
    if (by !== null && factor === undefined) return [];
    const readWeight = (member: CombineMember): CombineMember =>
      factor === undefined ? member : { ...member, by: factor };
    if (!rule) return createSingleMember(name, weight, [...at, name], operator, context, compiler).map(readWeight);
    const node = compiler.inner(name);
    return node === undefined ? [] : [readWeight({ name: name + context.suffix, node, weight })];
  });
}

/**
 * The weight of a member as the rubric states it: a number, the name of a score that gives the weight (`by`), or its
 * rule.
 */
interface StatedWeight {
  readonly name: string;
  readonly weight: Rational;
  readonly by: string | null;
  readonly rule: ScoreRule | null;
  readonly place: Path;
}

function compileStatedWeight(name: string, value: number | string | ScoreRule, at: Path): StatedWeight {
  const rule = typeof value === 'object' ? value : null;
  const givenWeight = typeof value === 'object' ? (value.weight ?? 1) : value;
  const weight = parseExact(givenWeight);
  return {
    name,
    weight: weight ?? ONE,
    by: weight ? null : String(givenWeight),
    rule,
    place: rule ? [...at, 'weight'] : at,
  };
}

function checkWeights(
  weights: readonly StatedWeight[],
  operator: CombinationName,
  at: Path,
  { file }: RuleContext,
  compiler: PlanCompiler,
): void {
  const allowedWeights = COMBINATIONS[operator].weights;
  if (allowedWeights === 'any') return;
  const report = compiler.complain(file);
  for (const { by, weight, place } of weights) {
    const foundText = by ?? toDecimalText(weight, 15);
    if (allowedWeights === 'none' && (by !== null || compare(weight, ONE) !== 0)) {
      report('M216', place, { found: foundText, name: operator, wanted: { phrase: 'noWeights' } });
    } else if (compare(weight, ZERO) < 0) report('M216', place, { found: foundText, name: operator });
  }
  if (allowedWeights === 'positive' && weights.every(({ by, weight }) => by === null && weight.n === 0n)) {
    report('M216', at, { found: '0', name: operator, wanted: { phrase: 'allWeightsZero' } }, 'key');
  }
}

/**
 * Returns the members of a mean with weights derived from pairwise comparisons; reports comparisons from which no
 * weights can be derived.
 */
export function applyPairwiseWeights(
  members: readonly CombineMember[],
  pairwise: Pairwise,
  { file, at, suffix }: RuleContext,
  compiler: PlanCompiler,
): readonly CombineMember[] {
  const pairwisePath = [...at, 'pairwise'];
  const report = compiler.complain(file);
  const names = members.map(({ name }) =>
    suffix !== '' && name.endsWith(suffix) ? name.slice(0, -suffix.length) : name,
  );
  const unknownMembers = findPairsWithoutMember(pairwise, names, pairwisePath);
  for (const { name, path } of unknownMembers) report('M227', path, { wanted: { phrase: 'notAMember', name } }, 'key');
  if (members.some(({ weight, by }) => by !== undefined || compare(weight, ONE) !== 0)) {
    report('M227', pairwisePath, { wanted: { phrase: 'ownWeights' } }, 'key');
  }
  if (names.length > MAX_COMPARED) {
    report('M227', pairwisePath, { wanted: { phrase: 'tooManyToCompare', most: MAX_COMPARED } }, 'key');
    return members;
  }
  const derivedWeights = deriveWeightsFromPairs(names, pairwise);
  if ('missing' in derivedWeights) {
    for (const pair of derivedWeights.missing)
      report('M227', pairwisePath, { wanted: { phrase: 'notCompared', ...pair } }, 'key');
    for (const pair of derivedWeights.twice)
      report('M227', pairwisePath, { wanted: { phrase: 'comparedTwice', ...pair } }, 'key');
    return members;
  }
  if (derivedWeights.consistencyRatio > MAX_CONSISTENCY_RATIO) {
    const ratio = derivedWeights.consistencyRatio.toFixed(3);
    report('M227', pairwisePath, { wanted: { phrase: 'inconsistent', ratio, limit: MAX_CONSISTENCY_RATIO } }, 'key');
  }
  return members.map((member, i) => ({ ...member, weight: itemAt(derivedWeights.weights, i) }));
}

function findPairsWithoutMember(
  pairwise: Pairwise,
  names: readonly string[],
  at: Path,
): { name: string; path: Path }[] {
  return Object.entries(pairwise).flatMap(([name, others]) => [
    ...(names.includes(name) ? [] : [{ name, path: [...at, name] }]),
    ...Object.keys(others).flatMap((other) =>
      names.includes(other) && other !== name ? [] : [{ name: other, path: [...at, name, other] }],
    ),
  ]);
}

/** Returns the members that names refer to, each with weight 1; lists and sections are replaced by their members. */
export function resolveNamedMembers(
  names: readonly string[],
  at: Path,
  context: RuleContext,
  compiler: PlanCompiler,
): CombineMember[] {
  const { file, tags } = context;
  return names.flatMap((name) => {
    const members = selectTagged(membersOf(compiler.resolve(name, file, at)), tags);
    return members.flatMap((member) => toCombineMember(member, ONE, at, context, compiler));
  });
}

/**
 * Returns what a name refers to as a single member: a list, a section or a score with `by` is first combined by the
 * operator.
 */
function createSingleMember(
  name: string,
  weight: Rational,
  at: Path,
  operator: CombinationName,
  context: RuleContext,
  compiler: PlanCompiler,
): CombineMember[] {
  const { file, tags } = context;
  const resolvedName = compiler.resolve(name, file, at);
  if (!resolvedName) return [];
  const members = selectTagged(membersOf(resolvedName), tags);
  const [only] = members;
  if (resolvedName.kind === 'one' || (resolvedName.by && members.length === 1)) {
    return only ? toCombineMember(only, weight, at, context, compiler) : [];
  }
  const innerMembers = members.flatMap((member) => toCombineMember(member, ONE, at, context, compiler));
  return [{ name, node: addCombination(operator, innerMembers, context, compiler), weight }];
}

function toCombineMember(
  member: Member,
  weight: Rational,
  at: Path,
  { file, points }: RuleContext,
  compiler: PlanCompiler,
): CombineMember[] {
  if (member.type.kind === 'text' || member.type.kind === 'mixed') {
    compiler.complain(file)('M225', at, { found: member.name, wanted: describeType(member.type) });
    return [];
  }
  const node = member.number(file, at, points);
  return node === undefined ? [] : [{ name: member.name, node, weight }];
}

/**
 * Returns the position of the number that a name refers to: a score, or the points of a question under the rules for
 * missing answers.
 */
export function resolveNumber(
  name: string,
  at: Path,
  context: RuleContext,
  compiler: PlanCompiler,
): number | undefined {
  const { file, tags } = context;
  const resolvedName = compiler.resolve(name, file, at);
  if (!resolvedName) return undefined;
  const members = selectTagged(membersOf(resolvedName), tags);
  const [only] = members;
  if (only && members.length === 1) {
    const [number] = toCombineMember(only, ONE, at, context, compiler);
    const isAnswer = number !== undefined && compiler.node(number.node).op === 'points';
    return isAnswer ? addCombination('sum', [number], context, compiler) : number?.node;
  }
  // If nothing with this name has these tags, the name contributes nothing.
  const isOneMember = resolvedName.kind === 'one' || resolvedName.by !== null;
  if (isOneMember && members.length === 0) return addCombination('sum', [], context, compiler);
  compiler.complain(file)('M225', at, { found: name, wanted: { phrase: 'aList' } });
  return undefined;
}

type ListDeclaration = Extract<Declaration, { kind: 'list' }>;

/** Returns the members of a list: the named ones, or the questions whose tags meet its condition. */
export function listMembers(declaration: ListDeclaration, compiler: PlanCompiler): readonly Member[] {
  const { rule, file, at, name } = declaration;
  if (Array.isArray(rule)) {
    return rule.flatMap((member, i) => membersOf(compiler.resolve(member, file, [...at, i])));
  }
  const chosenQuestions = findTaggedQuestions(declaration, compiler);
  if (chosenQuestions.length === 0)
    compiler.complain(file)('M222', at, { found: name, wanted: { phrase: 'suchTags' } }, 'key');
  return chosenQuestions.flatMap((question) => membersOf(compiler.resolve(question, file, at)));
}

/**
 * Returns the names of the questions and facts in a list without compiling any of them, because one of them may depend
 * on the score that is being compiled.
 */
export function listInputNames(declaration: Declaration, compiler: PlanCompiler): readonly string[] {
  const seenNames = new Set<string>();
  const names: string[] = [];
  // A list can contain lists in a long chain, so pending lists are kept in an array instead of recursing.
  const pendingDeclarations = [declaration];
  for (let nextVector = pendingDeclarations.pop(); nextVector; nextVector = pendingDeclarations.pop()) {
    if (seenNames.has(nextVector.name)) continue;
    seenNames.add(nextVector.name);
    switch (nextVector.kind) {
      case 'fact':
      case 'question':
        names.push(nextVector.name);
        break;
      case 'section':
        for (const { question } of listQuestionsOf(nextVector.section)) names.push(question.id);
        break;
      case 'matrix':
        for (const name of listRowNames(nextVector.question)) names.push(name);
        break;
      case 'list':
        if (Array.isArray(nextVector.rule)) {
          for (const name of nextVector.rule.toReversed()) {
            const member = compiler.namespace.find(name);
            if (member) pendingDeclarations.push(member);
          }
        } else for (const name of findTaggedQuestions(nextVector, compiler)) names.push(name);
        break;
      case 'score':
        break;
    }
  }
  return names;
}

function findTaggedQuestions({ rule, file, at }: ListDeclaration, { namespace, complain }: PlanCompiler): string[] {
  const names: string[] = [];
  const condition = compileCondition(rule as ConditionSource, at, {
    report: complain(file),
    resolve: (tag) => ({
      node: names.includes(tag) ? names.indexOf(tag) : names.push(tag) - 1,
      type: { kind: 'text' },
    }),
  });
  return [...namespace.declarations.values()].flatMap((declaration) => {
    if (declaration.kind !== 'question') return [];
    const tags = tagsOf(declaration.question, declaration.section);
    const truth = evaluateCondition(condition, (position) => {
      const value = tagOf(tags, itemAt(names, position));
      return value === undefined ? NOTHING : createExactValue(value);
    });
    return truth === 'holds' ? [declaration.name] : [];
  });
}

interface Reference {
  readonly name: string;
  readonly at: Path;
}

/**
 * Collects all questions and scores that the rule of a score with `by` names. Their tags decide for which members of
 * the score they count.
 */
export function collectTaggedMembers(
  { name, score, file, at }: Extract<Declaration, { kind: 'score' }>,
  compiler: PlanCompiler,
): Member[] {
  const references = typeof score === 'string' ? [] : collectReferences(score, at);
  return references.flatMap((reference) => {
    const declaration = compiler.namespace.find(reference.name);
    // Inner scores of the same rule have no tags of their own; their tags are on the questions that they count.
    const isOwnInner = declaration?.kind === 'score' && declaration.outer === name;
    return isOwnInner ? [] : membersOf(compiler.resolve(reference.name, file, reference.at));
  });
}

function collectReferences(rule: ScoreRule, at: Path): Reference[] {
  const combinedMembers = COMBINATION_NAMES.flatMap((operator): Reference[] => {
    const members = rule[operator];
    const operatorPath = [...at, operator];
    if (members === undefined) return [];
    if (typeof members === 'string') return [{ name: members, at: operatorPath }];
    if (Array.isArray(members)) return members.map((name, i) => ({ name, at: [...operatorPath, i] }));
    return Object.entries(members).flatMap(([name, inner]) =>
      typeof inner === 'object'
        ? collectReferences(inner, [...operatorPath, name])
        : [{ name, at: [...operatorPath, name] }],
    );
  });
  const namedReferences = (['of', 'target'] as const).flatMap((key): Reference[] => {
    const reference = rule[key];
    return reference === undefined ? [] : [{ name: reference, at: [...at, key] }];
  });
  const cases = (rule.first ?? []).flatMap(({ value, when }, i) => {
    const casePath = [...at, 'first', i];
    const values = parseExact(value) ? [] : [{ name: String(value), at: [...casePath, 'value'] }];
    return [...values, ...collectNames(when, [...casePath, 'when'])];
  });
  const levels = (rule.levels ?? []).flatMap(({ when }, i) => collectNames(when, [...at, 'levels', i, 'when']));
  return [...combinedMembers, ...namedReferences, ...cases, ...levels];
}

function collectNames(condition: ConditionDocument | undefined, at: Path): Reference[] {
  return Object.entries(condition ?? {}).flatMap(([key, value]) => {
    const keyPath = [...at, key];
    if (key === 'allOf' || key === 'anyOf') {
      return (value as ConditionDocument[]).flatMap((part, i) => collectNames(part, [...keyPath, i]));
    }
    return key === 'not' ? collectNames(value as ConditionDocument, keyPath) : [{ name: key, at: keyPath }];
  });
}

/**
 * Returns the consistency ratio of pairwise comparisons, to 6 decimals: 0 if they do not contradict each other at all.
 * Undefined if no weights follow from them.
 */
export function computeConsistencyRatio(pairwise: Pairwise): number | undefined {
  const names = Object.entries(pairwise).flatMap(([name, others]) => [name, ...Object.keys(others)]);
  const derivedWeights = deriveWeightsFromPairs([...new Set(names)], pairwise);
  return 'missing' in derivedWeights ? undefined : Math.max(0, Number(derivedWeights.consistencyRatio.toFixed(6)));
}

/** Two members of a mean. */
interface Pair {
  readonly first: string;
  readonly second: string;
}

/** The weights derived from pairwise comparisons, or the pairs that are missing or compared twice. */
type Weights =
  | { readonly weights: readonly Rational[]; readonly consistencyRatio: number }
  | { readonly missing: readonly Pair[]; readonly twice: readonly Pair[] };

/**
 * The mean consistency index of random comparisons, by number of members from 1 to 15. Source: Saaty, The Analytic
 * Hierarchy Process, 1980.
 */
const RANDOM_INDEX = [0, 0, 0.58, 0.9, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49, 1.51, 1.48, 1.56, 1.57, 1.59];

const MAX_COMPARED = RANDOM_INDEX.length;

/** Comparisons with a higher consistency ratio contradict each other too much (Saaty 1980). */
export const MAX_CONSISTENCY_RATIO = 0.1;

const MAX_ROUNDS = 10_000;

/**
 * Computes weights as the principal eigenvector of the comparisons of 1 to 15 members, scaled to a sum of 1 and rounded
 * to 12 decimals.
 */
function deriveWeightsFromPairs(members: readonly string[], pairwise: Pairwise): Weights {
  const comparisons = new Map(
    Object.entries(pairwise).map(([name, others]) => {
      const ratios = Object.entries(others).map(
        ([other, ratio]) => [other, toNumber(parseExact(ratio) ?? ONE)] as const,
      );
      return [name, new Map(ratios)];
    }),
  );
  const missingPairs: Pair[] = [];
  const repeatedPairs: Pair[] = [];
  const matrix = members.map((a, i) =>
    members.map((b, j) => {
      if (i === j) return 1;
      const [stated, inverse] = [comparisons.get(a)?.get(b), comparisons.get(b)?.get(a)];
      if (i < j && stated === undefined && inverse === undefined) missingPairs.push({ first: a, second: b });
      if (i < j && stated !== undefined && inverse !== undefined) repeatedPairs.push({ first: a, second: b });
      return stated ?? 1 / (inverse ?? 1);
    }),
  );
  if (missingPairs.length > 0 || repeatedPairs.length > 0) return { missing: missingPairs, twice: repeatedPairs };
  const { vector, value } = computePrincipalEigenvector(matrix);
  const size = members.length;
  const index = size < 2 ? 0 : (value - size) / (size - 1);
  const random = RANDOM_INDEX[size - 1] ?? 0;
  return {
    weights: vector.map((weight) => parseDecimal(weight.toFixed(12)) as Rational),
    consistencyRatio: random === 0 ? 0 : index / random,
  };
}

/**
 * Computes the principal eigenvector by power iteration; a positive matrix has a single greatest eigenvalue, with a
 * positive eigenvector (Perron).
 */
function computePrincipalEigenvector(matrix: readonly (readonly number[])[]): { vector: number[]; value: number } {
  let vector = matrix.map(() => 1 / matrix.length);
  let value = matrix.length;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const product = matrix.map((row) => row.reduce((sum, entry, j) => sum + entry * itemAt(vector, j), 0));
    value = product.reduce((sum, entry) => sum + entry, 0);
    const nextVector = product.map((entry) => entry / value);
    const change = Math.max(...nextVector.map((entry, i) => Math.abs(entry - itemAt(vector, i))));
    vector = nextVector;
    if (change < 1e-15) break;
  }
  return { vector, value };
}
