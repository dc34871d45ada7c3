// M3xx: likely mistakes in a valid questionnaire and rubric.

import {
  absolute,
  compare,
  fromNumber,
  itemAt,
  type Members,
  multiply,
  type Path,
  type Phrase,
  type Problem,
  type ProblemCode,
  parseExact,
  type Rational,
  subtract,
  sumRationals,
  toDecimalText,
} from '../../model/index.ts';
import { costRulesOf, packNodesOf } from '../../policy/index.ts';
import {
  type Condition,
  dependenciesOf,
  evaluate,
  type Input,
  inputAt,
  isNothing,
  listConditionDependencies,
  listedAnswers,
  type MissingRules,
  type Node,
  nodeAt,
  type Plan,
  type PointsNode,
  type Possible,
  rangeOf,
  type Test,
  takesSeveral,
  valueAt,
} from '../../scoring/index.ts';
import {
  chooseBestVerdict,
  createBoundGoal,
  createConditionsGoal,
  createOutcomeGoal,
  createStepGoal,
  evaluatePossibleValues,
  findAnswers,
  toProblems,
} from '../answer-search.ts';
import {
  findInAllMembers,
  listPlacedAmounts,
  listStatedLevels,
  listStatedScores,
  mapInputPlaces,
  type Requirement,
  type StatedLevel,
  type StatedScore,
  unwrapNode,
} from '../placed-parts.ts';
import type { Rule, Subject } from '../rule-definition.ts';
import { addDependencies } from '../search-space.ts';

export const RUBRIC_RULES = {
  M301: {
    check(subject) {
      const placeByName = mapInputPlaces(subject);
      return subject.plan.inputs.flatMap(({ name, when }) => {
        const place = placeByName.get(name);
        if (!when || !place) return [];
        const details = { found: name, wanted: { phrase: 'noAnswersMeetConditions' } as const };
        return toProblems(
          findAnswers(subject.plan, createConditionsGoal([when])),
          { code: 'M301', file: place.file, at: place.id, details },
          { phrase: 'canBeAsked', name },
        );
      });
    },
  },
  M302: {
    check: (subject) => [...findUnreachedOutcomes(subject), ...findOptionsWithoutRoom(subject)],
  },
  M303: {
    check(subject) {
      const { plan, rubric } = subject;
      return checkStatedLevels(subject, (levels) =>
        checkLowestLevels(levels, (level) => {
          const conditions = [...level.lower, ...level.requirements.map(({ condition }) => condition)];
          const levelText = String(level.value);
          const details = { found: levelText, wanted: explainUnreachable(level, plan) };
          const problem: Problem = { code: 'M303', file: rubric.file, at: [...level.at, 'value'], details };
          return toProblems(findAnswers(plan, createConditionsGoal(conditions)), problem, {
            phrase: 'levelReached',
            level: levelText,
          });
        }),
      );
    },
  },
  M304: {
    check(subject) {
      const { plan, rubric } = subject;
      return checkStatedLevels(subject, (levels) =>
        levels.flatMap((level) => {
          const conditions = level.requirements.map(({ condition }) => condition);
          if (conditions.length === 0) return [];
          const levelText = String(level.value);
          const unmetGoal = createConditionsGoal([], { op: 'all', of: [...level.lower, ...conditions] }, 'worst');
          const valuePath = [...level.at, 'value'];
          const problem: Problem = { code: 'M304', file: rubric.file, at: valuePath, details: { found: levelText } };
          return toProblems(findAnswers(plan, unmetGoal), problem, { phrase: 'levelMissed', level: levelText });
        }),
      );
    },
  },
  M305: {
    check: (subject) => checkStatedLevels(subject, (levels) => levels.flatMap((level) => findImplied(level, subject))),
  },
  M306: {
    check: (subject) =>
      listStatedScores(subject).flatMap((score) => score.nodes.flatMap((node) => checkScale(score, node, subject))),
  },
  M307: {
    check: (subject) => [
      ...listStatedScores(subject).flatMap((score) => checkSteps(score, subject)),
      ...listStatedScores(subject).flatMap((score) => checkLine(score, subject)),
      ...listPlacedAmounts(subject).flatMap(({ rule, file, at }) => checkAmountSteps(rule, file, at, subject)),
    ],
  },
  M308: {
    check(subject) {
      const { plan } = subject;
      const points = plan.nodes.filter((node): node is PointsNode => node.op === 'points' && node.table !== null);
      return points.flatMap((node) => findFall(node, inputAt(plan, node.of), subject));
    },
  },
  M309: {
    check: (subject) =>
      listStatedScores(subject).flatMap(({ rule, at }) =>
        (['sum', 'mean'] as const).flatMap((operator) =>
          findOddWeights(rule[operator], [...at, operator], subject.rubric.file),
        ),
      ),
  },
  M310: {
    needsAll: true,
    check: (subject) => {
      const emptyEvaluation = evaluate(subject.plan, new Map());
      return listStatedScores(subject).flatMap((score) =>
        score.nodes.flatMap((node) => {
          const certainLevel = leastOf(valueAt(emptyEvaluation, node));
          if (!certainLevel) return [];
          // A level that every set of answers reaches is left out here, because M304 reports it.
          const lowestPossibleLevel = leastOf(evaluatePossibleValues(subject.plan, [node])(node));
          const reachedLevel = listStatedLevels(subject.plan, score, node).findLast(
            ({ requirements, value }) =>
              requirements.length > 0 &&
              compare(fromNumber(value), certainLevel) <= 0 &&
              !(lowestPossibleLevel && compare(fromNumber(value), lowestPossibleLevel) <= 0),
          );
          return reachedLevel ? [createMissingRuleProblem(score, String(reachedLevel.value), subject)] : [];
        }),
      );
    },
  },
  M311: {
    check: (subject) => [
      ...listStatedScores(subject).flatMap((score) => [
        ...checkGuard(score, subject),
        ...checkFirstCases(score, subject),
      ]),
      ...findShadowedCases(subject),
      ...checkScope(subject),
    ],
  },
  M312: {
    needsAll: true,
    check(subject) {
      const { plan } = subject;
      const positionsRead = readPositions(subject);
      const placeByName = mapInputPlaces(subject);
      return plan.nodes.flatMap((node, position) => {
        if (node.op !== 'input' || node.role !== 'question' || positionsRead.has(position)) return [];
        const place = placeByName.get(node.name);
        if (!place || node.form.cells === 'text') return [];
        return [{ code: 'M312' as const, file: place.file, at: place.id, details: { found: node.name } }];
      });
    },
  },
  M313: {
    check(subject) {
      const { plan, rubric } = subject;
      return listStatedScores(subject).flatMap((score) => {
        const key = score.rule.linear ? 'linear' : score.rule.steps ? 'steps' : undefined;
        const missingInput = score.nodes
          .map((node) => findOptimisticInput(unwrapNode(plan, node), plan))
          .find((name) => name !== undefined);
        if (!key || missingInput === undefined) return [];
        const details = { found: missingInput, wanted: { phrase: 'valuesFall', name: score.name } as const };
        return [{ code: 'M313' as const, file: rubric.file, at: [...score.at, key], on: 'key' as const, details }];
      });
    },
  },
  M314: {
    check: findGaps,
  },
  M315: {
    check: (subject) => listStatedScores(subject).flatMap((score) => findRepeatedSteps(score, subject)),
  },
  M316: {
    needsAll: true,
    // If all facts merely describe an enterprise, the pack is used only for scoring and needs no key.
    check: ({ plan, questionnaire: { file, document } }) => {
      const { facts = [] } = document;
      const hasIdentifyingFact =
        plan.inputs.some(({ form }) => form.register !== undefined) || facts.some(({ required }) => required);
      return !hasIdentifyingFact || facts.some(({ key }) => key)
        ? []
        : [{ code: 'M316', file, at: ['facts'], on: 'key', details: {} }];
    },
  },
  M317: {
    check: (subject) => listStatedScores(subject).flatMap((score) => findFallingRequirements(score, subject)),
  },
  // M320 has no check of its own: other rules report it when their searches end undecided.
  M320: { needsAll: true },
} satisfies Partial<Record<ProblemCode, Rule>>;

/** Finds outcomes of calculated facts that no answers lead to. */
function findUnreachedOutcomes(subject: Subject): Problem[] {
  const { plan } = subject;
  const placeByName = mapInputPlaces(subject);
  return plan.inputs.flatMap((input) => {
    const place = placeByName.get(input.name);
    const caseList = 'first' in input.definition ? input.definition.first : undefined;
    const { derived } = input;
    if (!place || !caseList || derived === null) return [];
    const values = caseList.map(({ value }) => String(value));
    return values.flatMap((value, i) => {
      if (values.indexOf(value) < i) return [];
      const goal = createOutcomeGoal(derived, (found) => found === value, 'best');
      const outcomePath = [...place.at, 'first', i, 'value'];
      return toProblems(
        findAnswers(plan, goal),
        {
          code: 'M302',
          file: place.file,
          at: outcomePath,
          details: { found: value, wanted: { phrase: 'valueOf', name: input.name } },
        },
        { phrase: 'canBe', name: input.name, value },
      );
    });
  });
}

/**
 * Finds options of a multiple choice that can never be chosen, because more choices are required than can be combined
 * with them.
 */
function findOptionsWithoutRoom(subject: Subject): Problem[] {
  const placeByName = mapInputPlaces(subject);
  return subject.plan.inputs.filter(cannotChooseExclusive).flatMap(({ name }) => {
    const place = placeByName.get(name);
    const details = { found: name, wanted: { phrase: 'notExclusively' } as const };
    return place ? [{ code: 'M302' as const, file: place.file, at: [...place.at, 'least'], details }] : [];
  });
}

function cannotChooseExclusive(input: Input): boolean {
  const { options, choose } = input;
  const freeCount = options.filter(({ exclusive }) => !exclusive).length;
  return takesSeveral(input) && freeCount > 0 && freeCount < options.length && choose.least > freeCount;
}

/**
 * Returns the problems with the levels of a score. If the score has several nodes, only problems that occur at each of
 * them count.
 */
function checkStatedLevels(subject: Subject, check: (levels: readonly StatedLevel[]) => Problem[]): Problem[] {
  return listStatedScores(subject).flatMap((score) =>
    findInAllMembers(score, (node) => check(listStatedLevels(subject.plan, score, node))),
  );
}

/** Returns the problems of the lowest level that has any: if nobody can reach a level, nobody can reach higher ones. */
function checkLowestLevels(levels: readonly StatedLevel[], check: (level: StatedLevel) => Problem[]): Problem[] {
  for (const level of levels) {
    const problems = check(level);
    if (problems.length > 0) return problems;
  }
  return [];
}

function explainUnreachable({ requirements }: StatedLevel, plan: Plan): Phrase {
  const neverMet = requirements.find(
    ({ condition }) => findAnswers(plan, createConditionsGoal([condition])).verdict === 'none',
  );
  if (!neverMet) return { phrase: 'requirementsExclude' };
  const highestValue = computeHighestPossible(neverMet, plan);
  const isTooLow =
    highestValue !== null && neverMet.condition.op === 'entry' && requiresAbove(neverMet.condition.test, highestValue);
  return isTooLow
    ? { phrase: 'isAtMost', name: neverMet.key, most: toDecimalText(highestValue, 4) }
    : { phrase: 'noAnswersGive', name: neverMet.key };
}

/** Whether a test requires a number above `most`. */
function requiresAbove(test: Test, most: Rational): boolean {
  switch (test.keyword) {
    case 'allOf':
      return test.of.some((candidate) => requiresAbove(candidate, most));
    case 'minimum':
      return compare(test.bound, most) > 0;
    case 'exclusiveMinimum':
      return compare(test.bound, most) >= 0;
    case 'const':
    case 'enum':
    case 'maximum':
    case 'exclusiveMaximum':
    case 'contains':
    case 'items':
    case 'minItems':
    case 'maxItems':
    case 'anyOf':
    case 'not':
      return false;
  }
}

function computeHighestPossible({ condition }: Requirement, plan: Plan): Rational | null {
  if (condition.op !== 'entry') return null;
  const value = evaluatePossibleValues(plan, [condition.node])(condition.node);
  return isNothing(value) ? null : (rangeOf(value)?.high ?? null);
}

/**
 * Finds requirements that are implied by the other ones. Levels that everyone or nobody reaches are reported by other
 * rules.
 */
function findImplied({ value, requirements, lower }: StatedLevel, { plan, rubric }: Subject): Problem[] {
  if (requirements.length + lower.length < 2) return [];
  const conditions = requirements.map(({ condition }) => condition);
  if (findAnswers(plan, createConditionsGoal([...lower, ...conditions])).verdict !== 'found') return [];
  return requirements.flatMap(({ key, at, condition }) => {
    const otherConditions = conditions.filter((other) => other !== condition);
    const details = { found: key, name: String(value) };
    return toProblems(
      findAnswers(plan, createConditionsGoal([...lower, ...otherConditions], condition)),
      { code: 'M305', file: rubric.file, at, on: 'key', details },
      { phrase: 'levelImplies', level: value, name: key },
    );
  });
}

function checkScale({ name, rule, at }: StatedScore, node: number, { plan, rubric }: Subject): Problem[] {
  if (rule.to === undefined || rule.best === undefined) return [];
  const top = fromNumber(rule.to);
  const high = rangeOf(evaluatePossibleValues(plan, [node])(node))?.high;
  const scaleTop = high ? toDecimalText(high, 4) : null;
  const createProblem = (wanted: Phrase): Problem => ({
    code: 'M306',
    file: rubric.file,
    at: [...at, 'best'],
    on: 'key',
    details: { found: name, wanted },
  });
  // The score has a cap of its own, which keeps it on the scale.
  const isCapped = rule.cap !== undefined;
  const excess = isCapped ? undefined : findAnswers(plan, createBoundGoal(node, top, true));
  if (excess?.verdict === 'found') return [createProblem({ phrase: 'risesAbove', limit: rule.to, most: scaleTop })];
  return toProblems(
    findAnswers(plan, createBoundGoal(node, top, false)),
    createProblem({ phrase: 'staysBelow', limit: rule.to, most: scaleTop }),
    { phrase: 'canReach', name, limit: rule.to },
  );
}

/**
 * Checks the steps of a score. If it has `by`, a step counts as reached if the score of any value of `by` reaches it.
 */
function checkSteps(score: StatedScore, { plan, rubric }: Subject): Problem[] {
  if (!score.rule.steps) return [];
  const stepNodes = score.nodes.map((node) => unwrapNode(plan, node)).filter((node) => node.op === 'steps');
  return Object.keys(score.rule.steps).flatMap((key) => {
    const bound = parseExact(key);
    const verdicts = stepNodes.flatMap((node) => {
      const stepIndex = node.steps.findIndex((step) => bound && compare(step.bound, bound) === 0);
      return stepIndex < 0 ? [] : [findAnswers(plan, createStepGoal(node, stepIndex))];
    });
    if (verdicts.length === 0) return [];
    const [node] = stepNodes;
    const high = node && rangeOf(evaluatePossibleValues(plan, [node.of])(node.of))?.high;
    const name = score.rule.of ?? '';
    const wantedPhrase: Phrase = high
      ? { phrase: 'isAtMost', name, most: toDecimalText(high, 4) }
      : { phrase: 'noAnswersBring', name };
    const problem: Problem = {
      code: 'M307',
      file: rubric.file,
      at: [...score.at, 'steps', key],
      on: 'key',
      details: { found: key, wanted: wantedPhrase },
    };
    return toProblems(chooseBestVerdict(verdicts), problem, { phrase: 'stepReached', step: key, name: score.name });
  });
}

/** Reports the last point of a line if the number on which the line depends can never be so high. */
function checkLine({ rule, at, nodes }: StatedScore, { plan, rubric }: Subject): Problem[] {
  const points = Object.keys(rule.linear ?? {}).flatMap((key) => {
    const bound = parseExact(key);
    return bound ? [{ key, bound }] : [];
  });
  const { key: last, bound } = points.sort((a, b) => compare(b.bound, a.bound))[0] ?? {};
  const maxima = nodes.flatMap((position) => {
    const node = unwrapNode(plan, position);
    // Reads the value of the input from an evaluation of the whole line, because which numbers are tried for the input
    // depends on the nodes that read it.
    return node.op === 'linear' ? [rangeOf(evaluatePossibleValues(plan, [position])(node.of))?.high ?? null] : [];
  });
  const [high] = maxima;
  if (last === undefined || !bound || !high || maxima.some((number) => number === null || compare(number, bound) >= 0))
    return [];
  const wantedPhrase: Phrase = { phrase: 'isAtMost', name: rule.of ?? '', most: toDecimalText(high, 4) };
  const details = { found: last, wanted: wantedPhrase };
  return [{ code: 'M307', file: rubric.file, at: [...at, 'linear', last], on: 'key', details }];
}

/**
 * Reports the steps of an amount if not even the lowest one can be reached. Other steps need not be reachable, because
 * a policy is used with packs of more and of fewer levels.
 */
function checkAmountSteps(rule: unknown, file: string, at: Path, subject: Subject): Problem[] {
  if (typeof rule !== 'object' || rule === null) return [];
  const innerProblems = Object.entries(rule).flatMap(([key, part]) =>
    checkAmountSteps(part, file, [...at, Array.isArray(rule) ? Number(key) : key], subject),
  );
  const { of, steps } = rule as { of?: unknown; steps?: unknown };
  const namedOperand = typeof of === 'string' ? subject.plan.names.get(of) : undefined;
  if (namedOperand?.type.kind !== 'number' || typeof steps !== 'object' || steps === null) return innerProblems;
  const [lowest] = Object.keys(steps)
    .flatMap((key) => parseExact(key) ?? [])
    .sort(compare);
  if (!lowest) return innerProblems;
  const condition = {
    op: 'entry',
    name: of as string,
    node: namedOperand.node,
    test: { keyword: 'minimum', bound: lowest },
  } as const;
  const lowestText = toDecimalText(lowest, 4);
  const verdict = findAnswers(subject.plan, createConditionsGoal([condition]));
  const details = { found: lowestText, wanted: { phrase: 'noAnswersBring', name: of as string } as const };
  const problem: Problem = { code: 'M307', file, at: [...at, 'steps'], on: 'key', details };
  return [
    ...innerProblems,
    ...toProblems(verdict, problem, { phrase: 'stepReached', step: lowestText, name: of as string }),
  ];
}

function findFall({ table }: PointsNode, input: Input, subject: Subject): Problem[] {
  if (!table || !input.form.rises) return [];
  const values = [...listOrderedKeys(input, table)].map((key) => ({ key, points: table.get(key) as Rational }));
  const steps = values.slice(1).map(({ points }, i) => compare(points, itemAt(values, i).points));
  const fallIndex = steps.findIndex((step) => step < 0);
  if (fallIndex < 0 || steps.every((step) => step <= 0)) return [];
  const [before, after] = [values[fallIndex], values[fallIndex + 1]];
  if (!before || !after) return [];
  const wantedPhrase: Phrase = {
    phrase: 'fewerPoints',
    points: toDecimalText(after.points, 6),
    option: after.key,
    before: toDecimalText(before.points, 6),
    earlier: before.key,
  };
  const details = { found: input.name, wanted: wantedPhrase };
  const { options } = input.definition as { readonly options?: unknown };
  const pointsKey = [input.name, options].find((key) =>
    Object.hasOwn(subject.rubric.document.points ?? {}, String(key)),
  );
  if (pointsKey)
    return [{ code: 'M308', file: subject.rubric.file, at: ['points', String(pointsKey)], on: 'key', details }];
  const place = mapInputPlaces(subject).get(input.name);
  return place ? [{ code: 'M308', file: place.file, at: place.id, details }] : [];
}

function listOrderedKeys(input: Input, table: ReadonlyMap<string, Rational>): readonly string[] {
  return (listedAnswers(input) ?? []).map(({ id }) => id).filter((id) => table.has(id));
}

const WHOLE_WEIGHTS = [fromNumber(1), fromNumber(100)];

/**
 * The largest relative difference from 1 or 100 at which a sum of weights is taken for a mistake; with a greater
 * difference, the sum is taken to be intended.
 */
const WEIGHT_TOLERANCE = fromNumber(0.06);

function findOddWeights(members: Members | undefined, at: Path, file: string): Problem[] {
  if (typeof members !== 'object' || Array.isArray(members)) return [];
  const weights = Object.values(members).map((member) =>
    parseExact(typeof member === 'object' ? (member.weight ?? 1) : member),
  );
  if (weights.length < 3 || !weights.every((weight) => weight !== undefined && weight.n > 0n)) return [];
  const total = sumRationals(weights as Rational[]);
  const wholeWeight = WHOLE_WEIGHTS.find((number) => isNear(total, number));
  if (!wholeWeight || compare(total, wholeWeight) === 0) return [];
  const details = { found: toDecimalText(total, 12), wanted: toDecimalText(wholeWeight, 0) };
  return [{ code: 'M309', file, at, on: 'key', details }];
}

function isNear(total: Rational, whole: Rational): boolean {
  return compare(absolute(subtract(total, whole)), multiply(whole, WEIGHT_TOLERANCE)) <= 0;
}

/**
 * Returns the smallest number that a value can be: null if there is no lower bound, undefined if the value may be
 * missing.
 */
function leastOf(possible: Possible): Rational | null | undefined {
  return possible.nothing ? undefined : rangeOf(possible)?.low;
}

/** Reports a problem at the `missing` rule of the score or, if the score has none, at that of the rubric. */
function createMissingRuleProblem({ rule, at }: StatedScore, found: string, { rubric }: Subject): Problem {
  const rulePath: Path = rule.missing || !rubric.document.missing ? at : [];
  return {
    code: 'M310',
    file: rubric.file,
    at: [...rulePath, ...(rule.missing || rulePath.length === 0 ? ['missing'] : [])],
    on: 'key',
    details: { found },
  };
}

/** Reports a condition that never holds. If the score has `by`, it must fail for every value of `by`. */
function checkGuard({ rule, at, name, nodes }: StatedScore, { plan, rubric }: Subject): Problem[] {
  if (!rule.when) return [];
  const guards = nodes.map((node) => nodeAt(plan, node)).filter((node) => node.op === 'guard');
  const verdicts = guards.map(({ when }) => findAnswers(plan, createConditionsGoal([when])));
  if (verdicts.length === 0) return [];
  const problem: Problem = {
    code: 'M311',
    file: rubric.file,
    at: [...at, 'when'],
    on: 'key',
    details: { wanted: { phrase: 'neverAScore', name } },
  };
  return toProblems(chooseBestVerdict(verdicts), problem, { phrase: 'conditionHolds', name });
}

function checkFirstCases({ rule, at, name, nodes }: StatedScore, { plan, rubric }: Subject): Problem[] {
  const firsts = nodes.map((node) => unwrapNode(plan, node)).filter((node) => node.op === 'first');
  return (rule.first ?? []).flatMap((declaredCase, i) => {
    if (!declaredCase.when) return [];
    const verdicts = firsts.flatMap(({ cases }) => {
      const caseCondition = cases[i]?.when;
      const earlierConditions = cases
        .slice(0, i)
        .flatMap((before): Condition[] => (before.when ? [{ op: 'not', of: before.when }] : []));
      return caseCondition ? [findAnswers(plan, createConditionsGoal([...earlierConditions, caseCondition]))] : [];
    });
    if (verdicts.length === 0) return [];
    const casePath: Path = [...at, 'first', i, 'when'];
    const problem: Problem = {
      code: 'M311',
      file: rubric.file,
      at: casePath,
      on: 'key',
      details: { wanted: { phrase: 'noAnswersForCase', number: i + 1, name } },
    };
    return toProblems(chooseBestVerdict(verdicts), problem, { phrase: 'caseCounts', number: i + 1, name });
  });
}

/** Returns the inputs that are calculated by cases, with the places of the cases. */
function listCasedInputs(subject: Subject): {
  readonly input: Input;
  readonly node: Extract<Node, { readonly op: 'first' }>;
  readonly file: string;
  readonly at: Path;
}[] {
  const { plan } = subject;
  const placeByName = mapInputPlaces(subject);
  return plan.inputs.flatMap((input) => {
    const place = placeByName.get(input.name);
    const node = input.derived === null ? undefined : plan.nodes[input.derived];
    if (!place || node?.op !== 'first') return [];
    const key = 'first' in input.definition && input.definition.first ? ['first'] : ['derive', 'first'];
    return [{ input, node, file: place.file, at: [...place.at, ...key] }];
  });
}

/**
 * Finds cases of facts and answers that are never reached because of the cases before them. If no other case has the
 * same value, the value is reported by M302 instead.
 */
function findShadowedCases(subject: Subject): Problem[] {
  return listCasedInputs(subject).flatMap(({ input, node, file, at }) =>
    node.cases.flatMap(({ when }, i): Problem[] => {
      const readCaseValueAt = (which: number): unknown => listCaseValues(input)[which];
      const isOnlyCase = listCaseValues(input).filter((value) => value === readCaseValueAt(i)).length < 2;
      if (!when || isOnlyCase) return [];
      const earlierConditions = node.cases
        .slice(0, i)
        .flatMap((before): Condition[] => (before.when ? [{ op: 'not', of: before.when }] : []));
      if (findAnswers(subject.plan, createConditionsGoal([...earlierConditions, when])).verdict !== 'none') return [];
      const wantedPhrase: Phrase = { phrase: 'noAnswersForCase', number: i + 1, name: input.name };
      const details = { wanted: wantedPhrase };
      return [{ code: 'M311', file, at: [...at, i, 'when'], on: 'key', details }];
    }),
  );
}

function listCaseValues({ definition }: Input): readonly unknown[] {
  const cases = 'first' in definition && definition.first ? definition.first : [];
  const derivation =
    'derive' in definition ? (definition.derive as { first?: readonly { value: unknown }[] }) : undefined;
  return (cases.length > 0 ? cases : (derivation?.first ?? [])).map(({ value }) => value);
}

/**
 * Finds facts whose cases do not cover all answers. Derived questions are left out: people can answer them directly, or
 * a case may read something without a value.
 */
function findGaps(subject: Subject): Problem[] {
  return listCasedInputs(subject).flatMap(({ input, node, file, at }): Problem[] => {
    const conditions = node.cases.flatMap(({ when }) => when ?? []);
    if (input.role !== 'fact' || conditions.length < node.cases.length) return [];
    const noCaseHolds = conditions.map((of): Condition => ({ op: 'not', of }));
    if (findAnswers(subject.plan, createConditionsGoal(noCaseHolds)).verdict !== 'found') return [];
    return [{ code: 'M314', file, at, on: 'key', details: { found: input.name } }];
  });
}

/** Finds the first step that has the same value as the step below it. */
function findRepeatedSteps({ rule, at }: StatedScore, { rubric }: Subject): Problem[] {
  const steps = Object.entries(rule.steps ?? {}).sort(([a], [b]) => Number(a) - Number(b));
  const repeatIndex = steps.findIndex(([, value], i) => i > 0 && value === steps[i - 1]?.[1]);
  const [key, value] = steps[repeatIndex] ?? [];
  if (key === undefined) return [];
  const details = { found: key, wanted: String(value) };
  return [{ code: 'M315', file: rubric.file, at: [...at, 'steps', key], on: 'key', details }];
}

/** Finds requirements that set a maximum for a value, although a lower level requires a minimum of it. */
function findFallingRequirements({ rule, at }: StatedScore, { rubric }: Subject): Problem[] {
  const levels = rule.levels ?? [];
  return levels.flatMap(({ value, when = {} }, i) =>
    Object.entries(when as Readonly<Record<string, Readonly<Record<string, unknown>>>>).flatMap(
      ([name, test]): Problem[] => {
        const upperLimit = test.maximum ?? test.exclusiveMaximum;
        if (upperLimit === undefined || test.minimum !== undefined) return [];
        const isAsked = levels.some((lower) => {
          const lowerTest = (lower.when as Readonly<Record<string, Readonly<Record<string, unknown>>>> | undefined)?.[
            name
          ];
          return lower.value < value && (lowerTest?.minimum ?? lowerTest?.exclusiveMinimum) !== undefined;
        });
        if (!isAsked) return [];
        const details = { found: String(upperLimit), name, wanted: String(value) };
        return [{ code: 'M317', file: rubric.file, at: [...at, 'levels', i, 'when', name], on: 'key', details }];
      },
    ),
  );
}

function checkScope({ plan, questionnaire }: Subject): Problem[] {
  if (!plan.scope) return [];
  return toProblems(
    findAnswers(plan, createConditionsGoal([plan.scope.when])),
    {
      code: 'M311',
      file: questionnaire.file,
      at: ['scope', 'when'],
      on: 'key',
      details: { wanted: { phrase: 'madeForNobody' } },
    },
    { phrase: 'madeForAnybody' },
  );
}

/**
 * Returns the nodes that scores, conditions or calculated answers read, directly or indirectly. A node that only a list
 * contains, and that nothing reads, is left out.
 */
function readPositions({ plan, catalogue, policy }: Subject): ReadonlySet<number> {
  return addDependencies(plan, [
    ...plan.scores.map(({ node }) => node),
    ...plan.nodes.flatMap((node) => (node.op === 'input' ? dependenciesOf(node) : [])),
    ...(plan.scope ? listConditionDependencies(plan.scope.when) : []),
    ...catalogue.flatMap(({ when }) => (when ? listConditionDependencies(when) : [])),
    ...catalogue.flatMap(costRulesOf).flatMap(({ rule }) => packNodesOf(rule, plan)),
    ...catalogue.flatMap(({ daysRule }) => daysRule?.packNodes ?? []),
    ...policy.tracks.flatMap(({ when }) => (when ? listConditionDependencies(when) : [])),
    ...policy.instruments.flatMap(({ when, after }) =>
      [when, after].flatMap((condition) => (condition ? listConditionDependencies(condition) : [])),
    ),
  ]);
}

/**
 * Returns a question whose missing answer counts as low. That is too optimistic here, because the values of the node
 * fall as the answer rises.
 */
function findOptimisticInput(node: Node, plan: Plan): string | undefined {
  if (node.op !== 'linear' && node.op !== 'steps') return undefined;
  const values = node.op === 'linear' ? node.points.map(({ value }) => value) : node.steps.map(({ value }) => value);
  if (!values.every((value): value is Rational => typeof value === 'object') || !isFalling(values)) return undefined;
  return findInputCountedLow(nodeAt(plan, node.of), plan);
}

function isFalling(values: readonly Rational[]): boolean {
  const steps = values.slice(1).map((value, i) => compare(value, itemAt(values, i)));
  return steps.every((step) => step <= 0) && steps.some((step) => step < 0);
}

function findInputCountedLow(node: Node, plan: Plan): string | undefined {
  if (!('missing' in node) || !isLow(node.missing)) return undefined;
  for (const { node: member } of node.members) {
    const memberNode = nodeAt(plan, member);
    const lowInput =
      memberNode.op === 'points' ? inputAt(plan, memberNode.of).name : findInputCountedLow(memberNode, plan);
    if (lowInput !== undefined) return lowInput;
  }
  return undefined;
}

function isLow({ unanswered, unknown }: MissingRules): boolean {
  return [unanswered, unknown].some((rule) => rule === 'zero' || rule === 'worst');
}
